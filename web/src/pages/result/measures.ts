import type { SensitivityMeasure } from "~/api/types";

export const measureNames: Record<SensitivityMeasure, string> = {
  change: "Change of the output",
  rank_correlation: "Rank correlation",
  contribution_to_variance: "Contribution to variance",
  pearson_correlation: "Pearson correlation",
  regression_coefficient: "Regression coefficient",
  mapped_regression: "Change for one standard deviation",
  sobol_first_order: "Sobol index, alone",
  sobol_total: "Sobol index, total",
};
