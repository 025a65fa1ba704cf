// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { CorrelationMatrix } from "~/api/correlations";
import { Refusal, serve, show } from "~/testing/screen";
import { CorrelationsSection } from "./CorrelationsSection";
import { correlationText, strongest } from "./correlationWords";

const variable = (label: string) => ({
  key: label,
  label,
  cell: "Model!A1",
  kind: "input" as const,
  has_samples: true,
});
const found: CorrelationMatrix = {
  variables: ["NPV", "Price", "Cost"].map(variable),
  matrix: [
    [1, 0.61, -0.72],
    [0.61, 1, null],
    [-0.72, null, 1],
  ],
};

describe("correlations over the trials", () => {
  it("are told in words and in numbers", async () => {
    serve({ "GET /api/v2/results/r1/correlations": found });
    await show(<CorrelationsSection resultId="r1" />);
    expect(
      await screen.findByText(/NPV and Cost move against one another most, at −0.72/),
    ).toBeTruthy();
    expect(screen.getByRole("rowheader", { name: "2 Price" })).toBeTruthy();
    expect(screen.getAllByText("−0.72")).toHaveLength(2);
  });

  it("say what is wrong and try again", async () => {
    let isUp = false;
    serve({
      "GET /api/v2/results/r1/correlations": () =>
        isUp ? found : new Refusal(410, "The samples are deleted."),
    });
    const { user } = await show(<CorrelationsSection resultId="r1" />);
    expect(await screen.findByText("The samples are deleted.")).toBeTruthy();
    isUp = true;
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("rowheader", { name: "1 NPV" })).toBeTruthy();
  });

  it("have words where nothing varies", () => {
    expect(strongest({ ...found, matrix: [[null], [null], [null]] })).toBe(
      "No two variables vary.",
    );
    expect([correlationText(-0.001), correlationText(null), correlationText(1)]).toEqual([
      "0.00",
      "",
      "1.00",
    ]);
  });
});
