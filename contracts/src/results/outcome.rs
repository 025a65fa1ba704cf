//! What came out of a run: field for field the object that `ulam simulate --json` prints.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::simulations::{Sampling, Tail};
use crate::workbooks::CellValue;

/// What came out of a run. A statistic that the samples don't determine is null.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RunOutcome {
    /// The workbook's name.
    pub workbook: String,
    /// Trials made.
    pub trials: u64,
    /// Seed.
    pub seed: u64,
    /// Sampling plan.
    pub sampling: Sampling,
    /// Seconds that the parts took.
    pub elapsed_seconds: ElapsedSeconds,
    /// The inputs, those of the workbook's own formulas included.
    pub inputs: Vec<InputResult>,
    /// The outputs.
    pub outputs: Vec<OutputResult>,
    /// Probabilities that were asked for.
    pub probabilities: Vec<ProbabilityResult>,
    /// Correlations that were changed since together they are impossible.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub correlation_repair: Vec<ChangedCorrelation>,
    /// What to know about the result, one sentence each.
    pub warnings: Vec<String>,
    /// How standard errors and intervals were found: `independent trials`, `replicates`, or
    /// `as if trials were independent`.
    pub interval_method: String,
    /// What a reader of the intervals must know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval_note: Option<String>,
    /// Why the run ended when it did, with a rule for stopping.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<StoppedResult>,
    /// One for each of several simulations over lists of values, of which the first is told above
    /// too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub simulations: Vec<OneOfSeveral>,
    /// Cells that take statistics of the simulation, and those that depend on them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statistics_in_cells: Vec<StatisticInCell>,
}

/// Seconds that the parts of a run took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ElapsedSeconds {
    /// Reading and recalculating the workbook, and the base-case check.
    pub load: f64,
    /// From the recalculated workbook to the program.
    pub compile: f64,
    /// The trials.
    pub run: f64,
    /// Statistics of the outputs.
    pub statistics: f64,
    /// Rank correlations with the inputs.
    pub sensitivity: f64,
    /// All of these, and what lies between.
    pub total: f64,
}

/// A cell that takes a statistic of the simulation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StatisticInCell {
    /// The cell.
    pub cell: String,
    /// Its formula.
    pub formula: String,
    /// Its value after the run.
    pub value: CellValue,
}

/// One of several simulations over lists of values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OneOfSeveral {
    /// Its number, from 1.
    pub simulation: u32,
    /// What the cells that are stepped through values hold in it.
    pub values: Vec<SteppedValue>,
    /// Trials made.
    pub trials: u64,
    /// The outputs.
    pub outputs: Vec<OutputResult>,
    /// Probabilities that were asked for.
    pub probabilities: Vec<ProbabilityResult>,
    /// What to know about it.
    pub warnings: Vec<String>,
}

/// What a cell that is stepped through values holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SteppedValue {
    /// The cell.
    pub cell: String,
    /// Its value.
    pub value: CellValue,
}

/// An input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct InputResult {
    /// Its cell.
    pub cell: String,
    /// Its name, if it has one.
    pub name: Option<String>,
    /// Its distribution.
    pub distribution: String,
}

/// An output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OutputResult {
    /// Its cell.
    pub cell: String,
    /// Its name, if it has one.
    pub name: Option<String>,
    /// Trials without error.
    pub count: u64,
    /// Trials with an error.
    pub errors: u64,
    /// Trials with each error.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub errors_by_kind: BTreeMap<String, u64>,
    /// Mean.
    pub mean: Option<f64>,
    /// Standard deviation.
    pub sd: Option<f64>,
    /// Skewness.
    pub skewness: Option<f64>,
    /// Kurtosis, 3 for a normal.
    pub kurtosis: Option<f64>,
    /// Smallest value.
    pub min: Option<f64>,
    /// Largest value.
    pub max: Option<f64>,
    /// Standard error of the mean.
    pub standard_error: Option<f64>,
    /// Percentiles by their number: 1, 5, 10, 25, 50, 75, 90, 95, 99.
    #[serde(with = "crate::percent_keys")]
    #[schema(value_type = BTreeMap<String, Option<f64>>, example = json!({"5": 812.4, "50": 1034.1, "95": 1266.9}))]
    pub percentiles: BTreeMap<u32, Option<f64>>,
    /// What drives it, strongest first.
    pub sensitivity: Vec<DriverResult>,
    /// Variance.
    pub variance: Option<f64>,
    /// Most likely value.
    pub mode: Option<ModeResult>,
    /// 95% confidence interval of the mean.
    pub mean_interval: Option<Ends>,
    /// 95% confidence intervals of percentiles, by their number.
    #[serde(with = "crate::percent_keys")]
    #[schema(value_type = BTreeMap<String, Ends>)]
    pub percentile_intervals: BTreeMap<u32, Ends>,
    /// Value at risk and expected shortfall.
    pub risk: Vec<RiskResult>,
    /// Statistics by number of trials.
    pub convergence: Vec<ConvergencePoint>,
    /// How it follows from its inputs by least squares.
    pub regression: Option<RegressionResult>,
    /// The inputs that are unusual in the worst and the best 5% of the trials.
    pub scenario: ScenarioResult,
    /// Sobol's variance-based indices, if they were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sobol_indices: Option<SobolResult>,
}

/// What drives an output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DriverResult {
    /// The input's name, else its cell.
    pub input: String,
    /// The input's cell.
    pub cell: String,
    /// Spearman's rank correlation, from -1 to 1.
    pub rank_correlation: Option<f64>,
    /// Share of the sum of squared rank correlations, from 0 to 1.
    pub contribution_to_variance: f64,
    /// Pearson's correlation, from -1 to 1.
    pub pearson_correlation: Option<f64>,
    /// Standardised regression coefficient.
    pub regression_coefficient: Option<f64>,
    /// Its standard error.
    pub regression_standard_error: Option<f64>,
    /// Change of the output for one unit of the input, by regression.
    pub coefficient_per_unit: Option<f64>,
    /// Change of a statistic of the output across the input's deciles.
    pub change: Option<ChangeResult>,
    /// The output's mean in each tenth of the trials by the input.
    pub deciles: Vec<DecileResult>,
}

/// Change of a statistic of an output across an input's deciles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChangeResult {
    /// The statistic: `mean` or `P95`.
    pub statistic: String,
    /// Its lowest value.
    pub lowest: f64,
    /// The decile of the input in which it is lowest, from 1.
    pub lowest_decile: u8,
    /// Its highest value.
    pub highest: f64,
    /// The decile of the input in which it is highest, from 1.
    pub highest_decile: u8,
}

/// A tenth of the trials by an input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DecileResult {
    /// Trials without error in it.
    pub trials: u64,
    /// Mean of the input.
    pub input: Option<f64>,
    /// Mean of the output.
    pub mean: Option<f64>,
    /// Another statistic of the output, if one was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statistic: Option<f64>,
}

/// A probability that was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ProbabilityResult {
    /// The condition as written.
    #[schema(example = "Model!B20 < 0")]
    pub expression: String,
    /// Its probability, from 0 to 1.
    pub probability: Option<f64>,
    /// Lower end of the 95% confidence interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Trials with an error.
    pub errors: u64,
}

/// A rank correlation that was changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChangedCorrelation {
    /// An input.
    pub first: String,
    /// The other one.
    pub second: String,
    /// What was asked for.
    pub requested: f64,
    /// What is used.
    pub used: f64,
}

/// A most likely value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ModeResult {
    /// The value.
    pub value: f64,
    /// How it was found: `most frequent` or `half-sample`.
    pub method: String,
}

/// The ends of an interval; null where the samples give no bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Ends {
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// Value at risk and expected shortfall at a level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RiskResult {
    /// The level, such as 0.95.
    pub level: f64,
    /// Which end is bad.
    pub tail: Tail,
    /// The value that is not fallen short of (or exceeded) with the level's probability.
    pub value_at_risk: f64,
    /// Mean of the values beyond it.
    pub conditional_value_at_risk: f64,
}

/// Statistics after some number of trials.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ConvergencePoint {
    /// Number of trials.
    pub trials: u64,
    /// Mean.
    pub mean: Option<f64>,
    /// Standard error of the mean.
    pub standard_error: Option<f64>,
    /// Standard deviation.
    pub sd: Option<f64>,
    /// 5th percentile.
    pub p5: Option<f64>,
    /// 95th percentile.
    pub p95: Option<f64>,
}

/// How an output follows from its inputs by least squares.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RegressionResult {
    /// Share of the variance that is explained.
    pub r_squared: f64,
    /// Trials used.
    pub trials: u64,
    /// Inputs left out since others determine them.
    pub collinear: Vec<String>,
    /// Inputs left out since there are too many.
    pub left_out: Vec<String>,
}

/// The inputs that are unusual in the worst and the best trials.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ScenarioResult {
    /// In the worst 5%.
    pub worst: Vec<ShiftResult>,
    /// In the best 5%.
    pub best: Vec<ShiftResult>,
}

/// How an input lies in a tail of an output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ShiftResult {
    /// The input's name, else its cell.
    pub input: String,
    /// Its median in the tail.
    pub median: f64,
    /// Which percentile of the input that is, from 0 to 1.
    pub percentile: f64,
    /// Its distance from the median of all trials, in standard deviations of the input.
    pub sd_shift: f64,
}

/// Sobol's variance-based indices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SobolResult {
    /// Rows that they were computed from.
    pub rows: u64,
    /// Rows left out since they have an error.
    pub rows_with_error: u64,
    /// One an input.
    pub indices: Vec<SobolIndexResult>,
}

/// Sobol's indices of an input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SobolIndexResult {
    /// The input's name, else its cell.
    pub input: String,
    /// Share of the variance due to it alone.
    pub first_order: f64,
    /// Standard error.
    pub first_order_error: f64,
    /// Share of the variance due to it and all that it interacts with.
    pub total: f64,
    /// Standard error.
    pub total_error: f64,
}

/// Why a run ended when it did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StoppedResult {
    /// Trials made.
    pub trials: u64,
    /// Whether every rule held; else all trials asked for were made.
    pub precise: bool,
    /// How each rule stood at the end, output by output.
    pub rules: Vec<StandingResult>,
}

/// How a rule stood for an output at the end of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StandingResult {
    /// The rule.
    pub rule: String,
    /// The output's cell.
    pub output: String,
    /// The statistic.
    pub estimate: Option<f64>,
    /// Half of its confidence interval's width.
    pub half_width: Option<f64>,
    /// Whether the rule held.
    pub holds: bool,
}
