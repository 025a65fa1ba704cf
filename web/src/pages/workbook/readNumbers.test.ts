import { expect, it } from "vitest";
import { percentileCall } from "./percentiles";
import { readNumbers } from "./readNumbers";

it.each([
  ["1\n2\n3", [1, 2, 3], 0],
  ["1\t2.5;-3", [1, 2.5, -3], 0],
  ["1,234.5 2,000", [1234.5, 2000], 0],
  ["1,2,3", [1, 2, 3], 0],
  ["price\n10\nn/a\n1e3", [10, 1000], 2],
  ["", [], 0],
])("reads %j", (text, values, ignored) => {
  expect(readNumbers(text)).toEqual({ values, ignored });
});

it("writes percentiles in order", () => {
  expect(
    percentileCall("Normal", [
      { percent: 95, value: 120 },
      { percent: 5, value: 80 },
    ]),
  ).toBe("NormalAlt(0.05, 80, 0.95, 120)");
});
