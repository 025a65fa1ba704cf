// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FunctionInfo, FunctionReference } from "~/api/formulas";
import { Refusal, requests, serve, show } from "~/testing/screen";
import { FunctionsPage } from "./FunctionsPage";
import { searchFunctions } from "./searchFunctions";

const one = (name: string, category: string, summary: string): FunctionInfo => ({
  name,
  category,
  summary,
  signature: `${name}(...)`,
  examples: [{ formula: `=${name}(1)`, result: "1" }],
  is_random: name === "RAND",
  is_volatile: name === "RAND",
});
const functions = [
  one("COUNT", "Statistical", "Counts the numbers among its arguments."),
  one("SUM", "Mathematics", "Adds up its arguments."),
  one("SUMIF", "Mathematics", "Adds up the cells that meet a condition."),
  one("RAND", "Mathematics", "A random number from 0 to 1."),
];
const reference: FunctionReference = {
  functions,
  coverage: [
    { category: "Mathematics", listed: 3, present: 3, missing: [] },
    {
      category: "Cube",
      listed: 1,
      present: 0,
      missing: [{ name: "CUBEVALUE", reason: "asks a server" }],
    },
  ],
};

describe("searching functions", () => {
  const names = (asked: string, category: string | null = null) =>
    searchFunctions(functions, asked, category).map((found) => found.name);
  it("puts names before descriptions", () => {
    expect(names("sum")).toEqual(["SUM", "SUMIF"]);
    expect(names("adds up")).toEqual(["SUM", "SUMIF"]);
    expect(names("numbers")).toEqual(["COUNT"]);
    expect(names("", "Statistical")).toEqual(["COUNT"]);
    expect(names("nothing like it")).toEqual([]);
  });
});

describe("the page of functions", () => {
  it("finds functions and shows their examples", async () => {
    serve({ "GET /api/v2/formulas/functions": reference });
    const { user } = await show(<FunctionsPage />);
    expect(await screen.findByText("4 functions that formulas can use.")).toBeTruthy();
    expect(screen.getByText(/asks a server/)).toBeTruthy();
    await user.type(screen.getByLabelText("Search functions"), "sumif");
    expect(screen.getByText("1 function")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: /SUMIF/ }));
    expect(screen.getByText("=SUMIF(1)")).toBeTruthy();
    await user.type(screen.getByLabelText("Search functions"), "x");
    expect(screen.getByText("No function has this in its name or description")).toBeTruthy();
  });

  it("tries a formula and tells where it is wrong", async () => {
    serve({
      "GET /api/v2/formulas/functions": reference,
      "POST /api/v2/formulas/validate": (request: { body: unknown }) =>
        (request.body as { formula: string }).formula.endsWith(")")
          ? {
              is_valid: true,
              functions: ["SUM"],
              unsupported: [],
              references: [],
              is_random: false,
            }
          : {
              is_valid: false,
              functions: [],
              unsupported: [],
              references: [],
              is_random: false,
              error: { message: "a closing bracket is missing", position: 6 },
            },
      "POST /api/v2/formulas/evaluate": { value: 3, text: "3", elapsed_ms: 0.1 },
    });
    const { user } = await show(<FunctionsPage />);
    const field = screen.getByLabelText("Try a formula");
    await user.type(field, "=SUM(1,2");
    expect(await screen.findByText("a closing bracket is missing (at character 7)")).toBeTruthy();
    await user.type(field, "){Enter}");
    expect(await screen.findByText("3")).toBeTruthy();
    expect(requests("POST /api/v2/formulas/evaluate")[0]?.body).toEqual({ formula: "=SUM(1,2)" });
  });

  it("says what is wrong and tries again", async () => {
    let isUp = false;
    serve({
      "GET /api/v2/formulas/functions": () =>
        isUp ? reference : new Refusal(503, "Workbooks can't be reached."),
    });
    const { user } = await show(<FunctionsPage />);
    expect(await screen.findByText("Workbooks can't be reached.")).toBeTruthy();
    isUp = true;
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(screen.getByText("4 functions")).toBeTruthy());
  });
});
