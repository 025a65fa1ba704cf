import { expect, it } from "vitest";
import { runNames } from "./runNames";

it("tells runs apart", () => {
  expect(
    runNames([
      { name: "Plan", seed: 1 },
      { name: "Plan", seed: 2 },
      { name: "Other", seed: 1 },
    ]),
  ).toEqual(["Plan (seed 1)", "Plan (seed 2)", "Other"]);
  expect(
    runNames([
      { name: "Plan", seed: 1 },
      { name: "Plan", seed: 2 },
    ]),
  ).toEqual(["Seed 1", "Seed 2"]);
  expect(
    runNames([
      { name: "Plan", seed: 1 },
      { name: "Plan", seed: 1 },
    ]),
  ).toEqual(["Seed 1, run 1", "Seed 1, run 2"]);
});
