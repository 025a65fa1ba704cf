import { expect, it } from "vitest";
import { excelFormatter } from "~/formatting/excelFormat";
import { convergenceSentence, histogramSentence } from "./sentences";

const money = excelFormatter("#,##0;(#,##0)");

it("writes numbers as the workbook does", () => {
  expect(histogramSentence("NPV", { p5: -14_693.3, p50: 32_938.8, p95: 91_002.6 }, money)).toBe(
    "NPV lies between (14,693) and 91,003 in 90% of the trials; half of them are below 32,939.",
  );
  expect(histogramSentence("NPV", { p5: 1, p50: 1, p95: null }, money)).toBeUndefined();
});

it("groups the trials that the mean comes from", () => {
  const convergence = {
    output: { label: "NPV" } as never,
    mean_interval: { low: 34_649.2, high: 35_048.5 },
    points: [{ trials: 100_000 }],
    sentence: "",
  };
  expect(convergenceSentence(convergence, money)).toBe(
    "After 100,000 trials the mean of NPV is known to lie between 34,649 and 35,049 (95% confidence).",
  );
});
