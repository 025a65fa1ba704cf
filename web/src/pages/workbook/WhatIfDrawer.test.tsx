// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Refusal, requests, type SentRequest, serve, show } from "~/testing/screen";
import { watchedCells } from "./watchedCells";
import { WhatIfDrawer } from "./WhatIfDrawer";

function open(watched = [{ cell: "Model!B9", label: "NPV" }]) {
  return show(
    <WhatIfDrawer
      workbookId="w1"
      opened
      onClose={() => undefined}
      cell="Model!B3"
      shown="100"
      watched={watched}
    />,
  );
}

const answered = ({ body }: SentRequest) => {
  const price = (body as { set: Record<string, number> }).set["Model!B3"] ?? 100;
  const text = `$${price * 2}`;
  return { values: [{ cell: "Model!B9", value: price * 2, text }], circular_references: [] };
};

describe("what if", () => {
  it("shows the outputs before and after", async () => {
    serve({ "POST /api/v2/workbooks/w1/calculate": answered });
    const { user } = await open();
    expect(await screen.findByText("$200")).toBeTruthy();
    await user.type(screen.getByLabelText("Value 1"), "1,500");
    expect(await screen.findByText("$3000")).toBeTruthy();
    const last = requests("POST /api/v2/workbooks/w1/calculate").at(-1);
    expect(last?.body).toEqual({ set: { "Model!B3": 1500 }, cells: ["Model!B9"] });
  });

  it("takes several cells, and none that is no cell", async () => {
    serve({ "POST /api/v2/workbooks/w1/calculate": answered });
    const { user } = await open();
    await user.type(screen.getByLabelText("Value 1"), "5");
    await user.click(screen.getByRole("button", { name: "Another cell" }));
    await user.type(screen.getByLabelText("Cell 2"), "nonsense");
    await user.type(screen.getByLabelText("Value 2"), "7");
    await waitFor(() =>
      expect(requests("POST /api/v2/workbooks/w1/calculate").at(-1)?.body).toMatchObject({
        set: { "Model!B3": 5 },
      }),
    );
    expect(screen.getByLabelText("Cell 2").getAttribute("aria-invalid")).toBe("true");
  });

  it("teaches where there are no outputs, and says what is wrong", async () => {
    await open([]);
    expect(await screen.findByText(/Make a cell an output first/)).toBeTruthy();
    serve({ "POST /api/v2/workbooks/w1/calculate": new Refusal(422, "B3 can't hold that.") });
    await open();
    expect(await screen.findByText("B3 can't hold that.")).toBeTruthy();
  });

  it("watches the outputs, else what looks like them", () => {
    const suggestions = {
      existing_inputs: [],
      inputs: [],
      spec: { inputs: [], outputs: [] },
      existing_outputs: [{ cell: "Model!C1", name: "Own" }],
      outputs: [
        { cell: "Model!D1", reason: "", text: "", value: 1, is_marked: false, label: "Profit" },
      ],
    } as unknown as Parameters<typeof watchedCells>[1];
    expect(watchedCells([{ cell: "Model!$C$1", name: "" }], suggestions)).toEqual([
      { cell: "Model!$C$1", label: "Model!$C$1" },
    ]);
    expect(
      watchedCells([], { ...suggestions, existing_outputs: [] } as typeof suggestions),
    ).toEqual([{ cell: "Model!D1", label: "Profit" }]);
    expect(watchedCells([], undefined)).toEqual([]);
  });
});
