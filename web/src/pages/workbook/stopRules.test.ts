import { expect, it } from "vitest";
import { readStopRules, writeStopRules } from "./stopRules";

it("reads the rules that the form can edit and keeps the others", () => {
  const texts = ["mean within 0.5%", "p95 of Model!B20 within 500"];
  expect(readStopRules(texts)).toEqual({
    rules: [{ statistic: "mean", percent: 0.5 }],
    others: ["p95 of Model!B20 within 500"],
  });
  expect(writeStopRules([{ statistic: "mean", percent: 0.5 }])).toEqual(["mean within 0.5%"]);
});
