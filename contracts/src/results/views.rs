//! Pictures and tables of a result: histogram, percentiles, tornado, scatter, fan chart, samples,
//! replay, comparison.
//!
//! Questions name an output or input by its key (see [`Variable`]), its name or its cell; the first
//! output if left out. Of several simulations over lists of values, `simulation` says which, from 1.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    ConvergencePoint, DriverResult, Ends, OutputResult, RegressionResult, ShiftResult, SobolResult,
    StoppedResult, Variable,
};
use crate::simulations::Tail;
use crate::workbooks::CellValue;

/// Parameters of questions about an output.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OutputQuery {
    /// The output; the first if left out (statistics: all).
    #[param(example = "Model!B20")]
    pub output: Option<String>,
    /// Which of several simulations, from 1; the first if left out.
    #[param(minimum = 1)]
    pub simulation: Option<u32>,
}

/// Statistics per output, as in the result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ResultStatistics {
    /// The result.
    pub result_id: String,
    /// Which of several simulations, from 1.
    pub simulation: u32,
    /// How standard errors and intervals were found.
    pub interval_method: String,
    /// The outputs asked for.
    pub outputs: Vec<OutputResult>,
}

/// Parameters of a histogram.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HistogramQuery {
    /// The output or input; the first output if left out.
    pub variable: Option<String>,
    /// Which of several simulations, from 1; the first if left out.
    #[param(minimum = 1)]
    pub simulation: Option<u32>,
    /// Bins, from 5 to 500; as many as suit the samples if left out.
    #[param(minimum = 5, maximum = 500)]
    pub bins: Option<u32>,
    /// Left end of the first bin; where the samples begin if left out. Give it and `to` to lay
    /// several histograms over each other.
    pub from: Option<f64>,
    /// Right end of the last bin.
    pub to: Option<f64>,
    /// Points of the cumulative curve, from 0 to 2,000; 200 if left out.
    #[param(minimum = 0, maximum = 2000)]
    pub points: Option<u32>,
}

/// Bins and cumulative curve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Histogram {
    /// Of what.
    pub variable: Variable,
    /// Trials without error.
    pub count: u64,
    /// Trials with an error, which are in no bin.
    pub errors: u64,
    /// Whether the samples take few distinct values: then each bin is one of them, in `values`.
    pub is_discrete: bool,
    /// The distinct values, where there are few; else empty.
    pub values: Vec<f64>,
    /// Ends of the bins, ascending, one more than there are bins. Bins are closed on the left, the
    /// last one on both sides. Also given where `is_discrete`.
    pub edges: Vec<f64>,
    /// Trials in each bin.
    pub counts: Vec<u64>,
    /// Trials below the first edge.
    pub below: u64,
    /// Trials above the last edge.
    pub above: u64,
    /// The cumulative curve: shares of trials at or below values, both ascending.
    pub cumulative: Cumulative,
    /// Mean.
    pub mean: Option<f64>,
    /// Standard deviation.
    pub sd: Option<f64>,
    /// Smallest value.
    pub min: Option<f64>,
    /// Largest value.
    pub max: Option<f64>,
    /// What the picture shows, in a sentence.
    #[schema(
        example = "Net present value is most likely about 1.2 million and lies between 0.4 and 2.1 million in 90% of the trials."
    )]
    pub sentence: String,
}

/// A cumulative curve.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Cumulative {
    /// Values, ascending.
    pub values: Vec<f64>,
    /// Share of trials at or below each, from 0 to 1.
    pub probabilities: Vec<f64>,
}

/// Parameters of percentiles.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PercentilesQuery {
    /// The output or input; the first output if left out.
    pub variable: Option<String>,
    /// Which of several simulations, from 1; the first if left out.
    #[param(minimum = 1)]
    pub simulation: Option<u32>,
    /// Percentages above 0 and below 100, separated by commas, at most 200; 1, 5, 10, 20, ... 90, 95
    /// and 99 if left out.
    #[param(example = "5,50,95")]
    pub percents: Option<String>,
    /// Confidence of the intervals, from 0.5 to 0.9999; 0.95 if left out.
    #[param(minimum = 0.5, maximum = 0.9999)]
    pub confidence: Option<f64>,
}

/// Percentiles with confidence intervals.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Percentiles {
    /// Of what.
    pub variable: Variable,
    /// Confidence of the intervals.
    pub confidence: f64,
    /// How the intervals were found.
    pub interval_method: String,
    /// The percentiles, ascending.
    pub percentiles: Vec<Percentile>,
}

/// A percentile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Percentile {
    /// The percentage.
    pub percent: f64,
    /// The value.
    pub value: Option<f64>,
    /// Lower end of the confidence interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// Parameters of a probability: either `expression`, or a variable and delimiters.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProbabilityQuery {
    /// A condition on an output: `Model!B20 < 0`.
    #[param(example = "Model!B20 < 0")]
    pub expression: Option<String>,
    /// The output or input that delimiters are put on; the first output if left out.
    pub variable: Option<String>,
    /// Left delimiter.
    pub from: Option<f64>,
    /// Right delimiter.
    pub to: Option<f64>,
    /// Which of several simulations, from 1; the first if left out.
    #[param(minimum = 1)]
    pub simulation: Option<u32>,
    /// Confidence of the intervals, from 0.5 to 0.9999; 0.95 if left out.
    #[param(minimum = 0.5, maximum = 0.9999)]
    pub confidence: Option<f64>,
}

/// The probability of a condition, or those to the left of, between and to the right of delimiters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ProbabilityAnswer {
    /// Of what.
    pub variable: Variable,
    /// What `probability` is of, in signs: `Model!B20 < 0`.
    pub expression: String,
    /// The probability of the condition, or of lying between the delimiters (both included).
    pub probability: ProbabilityEstimate,
    /// Probability of lying below the left delimiter.
    pub below: Option<ProbabilityEstimate>,
    /// Probability of lying above the right delimiter.
    pub above: Option<ProbabilityEstimate>,
    /// Trials without error.
    pub count: u64,
    /// Trials with an error, which count for nothing.
    pub errors: u64,
    /// The same as a sentence.
    #[schema(
        example = "Net present value is below 0 in 12.4% of the trials (95% confidence: 12.2% to 12.6%)."
    )]
    pub sentence: String,
}

/// A probability with its confidence interval.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ProbabilityEstimate {
    /// The probability, from 0 to 1; null without trials.
    pub probability: Option<f64>,
    /// Lower end of the confidence interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// How strongly an input drives an output is measured by this.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SensitivityMeasure {
    /// Change of the statistic of the output across the input's deciles.
    #[default]
    Change,
    /// Spearman's rank correlation.
    RankCorrelation,
    /// Share of the sum of squared rank correlations.
    ContributionToVariance,
    /// Pearson's correlation.
    PearsonCorrelation,
    /// Standardised regression coefficient.
    RegressionCoefficient,
    /// Change of the output for one standard deviation of the input, by regression.
    MappedRegression,
    /// Sobol's first-order index.
    SobolFirstOrder,
    /// Sobol's total index.
    SobolTotal,
}

/// Parameters of a sensitivity analysis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SensitivityQuery {
    /// The output; the first if left out.
    pub output: Option<String>,
    /// Which of several simulations, from 1; the first if left out.
    #[param(minimum = 1)]
    pub simulation: Option<u32>,
    /// What the tornado's bars are; `change` if left out.
    #[param(inline)]
    pub measure: Option<SensitivityMeasure>,
    /// Most inputs, from 1 to 1,000; 20 if left out. The strongest come first.
    #[param(minimum = 1, maximum = 1000)]
    pub inputs_max: Option<u32>,
}

/// Tornado, contribution to variance, spider.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Sensitivity {
    /// Of which output.
    pub output: Variable,
    /// What the tornado's bars are.
    pub measure: SensitivityMeasure,
    /// The measures that this result has.
    pub measures: Vec<SensitivityMeasure>,
    /// The bars, longest first.
    pub tornado: Vec<TornadoBar>,
    /// Where the bars begin: the statistic over all trials for `change`, else 0.
    pub baseline: Option<f64>,
    /// The output's mean by each input's deciles, one line an input.
    pub spider: Vec<SpiderLine>,
    /// All measures of the inputs listed.
    pub drivers: Vec<DriverResult>,
    /// How the output follows from its inputs by least squares.
    pub regression: Option<RegressionResult>,
    /// Sobol's indices, if they were asked for.
    pub sobol_indices: Option<SobolResult>,
    /// Number of inputs that drive the output, more than listed where there are more than
    /// `inputs_max`.
    pub input_count: u64,
    /// What the picture shows, in a sentence.
    pub sentence: String,
}

/// A bar of a tornado.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TornadoBar {
    /// The input's key.
    pub input: String,
    /// What people call it.
    pub label: String,
    /// Its cell.
    pub cell: String,
    /// The measure: for `change`, the bar's length; else signed.
    pub value: f64,
    /// Left end of the bar.
    pub from: f64,
    /// Right end of the bar.
    pub to: f64,
    /// For `change`: mean of the input in the decile of the left end.
    pub input_at_from: Option<f64>,
    /// For `change`: mean of the input in the decile of the right end.
    pub input_at_to: Option<f64>,
    /// Standard error of the measure, where it is known.
    pub standard_error: Option<f64>,
}

/// A line of a spider chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SpiderLine {
    /// The input's key.
    pub input: String,
    /// What people call it.
    pub label: String,
    /// From the input's lowest to its highest decile.
    pub points: Vec<SpiderPoint>,
}

/// A point of a spider chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SpiderPoint {
    /// Middle of the decile as a percentile of the input: 5, 15, ... 95.
    pub percent: f64,
    /// Mean of the input in the decile.
    pub input: Option<f64>,
    /// The output's statistic in the decile.
    pub output: Option<f64>,
}

/// Parameters of a scatter plot.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ScatterQuery {
    /// Across: an input or output; the strongest driver of `y` if left out.
    pub x: Option<String>,
    /// Upwards: an output or input; the first output if left out.
    pub y: Option<String>,
    /// Which of several simulations, from 1; the first if left out.
    #[param(minimum = 1)]
    pub simulation: Option<u32>,
    /// Most points, from 10 to 20,000; 2,000 if left out.
    #[param(minimum = 10, maximum = 20_000)]
    pub points: Option<u32>,
}

/// Input against output, sampled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Scatter {
    /// Across.
    pub x: Variable,
    /// Upwards.
    pub y: Variable,
    /// Values across.
    pub x_values: Vec<f64>,
    /// Values upwards.
    pub y_values: Vec<f64>,
    /// The trials that the points are, from 1: to replay one.
    pub trials: Vec<u64>,
    /// Trials that the points stand for.
    pub of_trials: u64,
    /// Spearman's rank correlation over all trials.
    pub rank_correlation: Option<f64>,
    /// Pearson's correlation over all trials.
    pub pearson_correlation: Option<f64>,
    /// Least squares over all trials: change of y for one unit of x.
    pub slope: Option<f64>,
    /// Least squares over all trials: y where x is 0.
    pub intercept: Option<f64>,
    /// What the picture shows, in a sentence.
    pub sentence: String,
}

/// Statistics by number of trials.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Convergence {
    /// Of which output.
    pub output: Variable,
    /// The points, by number of trials.
    pub points: Vec<ConvergencePoint>,
    /// 95% confidence interval of the mean at the end.
    pub mean_interval: Option<Ends>,
    /// Why the run ended when it did, with a rule for stopping.
    pub stopped: Option<StoppedResult>,
    /// What the picture shows, in a sentence.
    pub sentence: String,
}

/// Parameters of a scenario.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ScenarioQuery {
    /// The output; the first if left out.
    pub output: Option<String>,
    /// Which end; the bad one if left out.
    #[param(inline)]
    pub tail: Option<Tail>,
    /// Share of the trials, from 0.001 to 0.5; 0.05 if left out.
    #[param(minimum = 0.001, maximum = 0.5)]
    pub share: Option<f64>,
    /// Which of several simulations, from 1; the first if left out.
    #[param(minimum = 1)]
    pub simulation: Option<u32>,
}

/// The trials at one end of an output: how do inputs lie there?
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Scenario {
    /// Of which output.
    pub output: Variable,
    /// Which end.
    pub tail: Tail,
    /// Share of the trials.
    pub share: f64,
    /// The output's value that bounds them.
    pub threshold: Option<f64>,
    /// Number of these trials.
    pub trials: u64,
    /// The output's mean there.
    pub mean: Option<f64>,
    /// Inputs that are unusual there, the most unusual first.
    pub inputs: Vec<ShiftResult>,
    /// Some of these trials, from 1, the most extreme first, at most 20: to replay one.
    pub examples: Vec<u64>,
    /// What it comes to, in a sentence.
    pub sentence: String,
}

/// Parameters of a fan chart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FanQuery {
    /// Outputs by key, separated by commas, or the range of their cells: `Model!B20:M20`. All
    /// outputs if left out.
    #[param(example = "Model!B20:M20")]
    pub outputs: Option<String>,
    /// Percentages, separated by commas; 5, 10, 25, 50, 75, 90, 95 if left out.
    pub percents: Option<String>,
    /// Which of several simulations, from 1; the first if left out.
    #[param(minimum = 1)]
    pub simulation: Option<u32>,
}

/// Percentiles over a row of outputs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Fan {
    /// The percentages, ascending.
    pub percents: Vec<f64>,
    /// The outputs, from left to right.
    pub points: Vec<FanPoint>,
    /// What the picture shows, in a sentence.
    pub sentence: String,
}

/// An output of a fan chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FanPoint {
    /// The output.
    pub output: Variable,
    /// What stands above it: the header of its column.
    pub header: Option<String>,
    /// Mean.
    pub mean: Option<f64>,
    /// Percentiles, in the order of `percents`.
    pub values: Vec<Option<f64>>,
}

/// Parameters of a matrix of rank correlations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CorrelationsQuery {
    /// Variables by key, separated by commas, at most 100; the outputs and their strongest drivers,
    /// 20 in all, if left out.
    pub variables: Option<String>,
    /// Which of several simulations, from 1; the first if left out.
    #[param(minimum = 1)]
    pub simulation: Option<u32>,
}

/// A run's rank correlations between its variables.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CorrelationMatrix {
    /// The variables.
    pub variables: Vec<Variable>,
    /// Spearman's rank correlation, row by row; null where one doesn't vary.
    pub matrix: Vec<Vec<Option<f64>>>,
}

/// Form of an answer with one trial.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReplayFormat {
    /// What the trial's inputs and outputs are.
    #[default]
    Json,
    /// A copy of the workbook that shows the trial.
    Xlsx,
}

/// Parameters of a replay. The path's `{n}` is the trial's number from 1, or `worst`, `best`,
/// `median` or a percentile such as `p95` of an output.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReplayQuery {
    /// Form of the answer; `json` if left out.
    #[param(inline)]
    pub format: Option<ReplayFormat>,
    /// The output that `worst`, `best`, `median` and percentiles are of; the first if left out.
    pub of: Option<String>,
    /// Which of several simulations, from 1; the first if left out.
    #[param(minimum = 1)]
    pub simulation: Option<u32>,
}

/// One trial: the object of `ulam replay --json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TrialReplay {
    /// The workbook's name.
    pub workbook: String,
    /// The trial, from 1.
    pub trial: u64,
    /// Path to download the copy of the workbook from.
    pub out: String,
    /// What the inputs are in it.
    pub inputs: Vec<ReplayedInput>,
    /// What the outputs are in it.
    pub outputs: Vec<ReplayedOutput>,
    /// Cells whose values differ from the base case.
    pub cells_changed: u64,
    /// Cells whose formulas become constants in the copy.
    pub frozen: Vec<String>,
}

/// An input in a trial.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReplayedInput {
    /// Its name, else its cell.
    pub input: String,
    /// Its cell.
    pub cell: String,
    /// Its value.
    pub value: f64,
}

/// An output in a trial.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReplayedOutput {
    /// Its cell.
    pub cell: String,
    /// Its name, if it has one.
    pub name: Option<String>,
    /// Its value.
    pub value: CellValue,
}

/// Form of samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SamplesFormat {
    /// Pages as JSON.
    #[default]
    Json,
    /// All of them as comma-separated values.
    Csv,
    /// All of them as Parquet.
    Parquet,
}

/// Parameters of samples.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SamplesQuery {
    /// The form; `json` if left out.
    #[param(inline)]
    pub format: Option<SamplesFormat>,
    /// Variables by key, separated by commas; all that are kept if left out.
    pub columns: Option<String>,
    /// Which of several simulations, from 1; the first if left out.
    #[param(minimum = 1)]
    pub simulation: Option<u32>,
    /// Of JSON: the first trial of the page, from 1; left out, the cursor's or the first.
    #[param(minimum = 1)]
    pub trial: Option<u64>,
    /// Of JSON: most trials of a page, from 1 to 10,000; 200 if left out.
    #[param(minimum = 1, maximum = 10_000)]
    pub limit: Option<u32>,
    /// Of JSON: `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// A page of samples.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SamplesPage {
    /// The columns: inputs, then outputs.
    pub columns: Vec<Variable>,
    /// The trials.
    pub items: Vec<SampleRow>,
    /// Pass it as `cursor` to get the next page; null on the last one.
    pub next_cursor: Option<String>,
    /// Number of trials on all pages.
    pub total: Option<u64>,
}

/// A trial.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SampleRow {
    /// The trial, from 1.
    pub trial: u64,
    /// Its values, in the order of the columns.
    pub values: Vec<CellValue>,
}

/// Compares runs side by side. Answers `Comparison`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompareRequest {
    /// The results, from 2 to 10; the others are compared with the first.
    #[schema(min_items = 2, max_items = 10)]
    pub results: Vec<String>,
    /// Only these outputs, by name or cell; all that at least two have if left out.
    #[serde(default)]
    pub outputs: Option<Vec<String>>,
    /// Bins of the histograms, from 5 to 500; as many as suit the samples if left out.
    #[serde(default)]
    #[schema(minimum = 5, maximum = 500)]
    pub bins: Option<u32>,
}

/// Runs side by side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Comparison {
    /// The runs, in the order asked for.
    pub runs: Vec<ComparedRun>,
    /// What differs between their specs and settings, in words: one entry for each run after the
    /// first.
    pub changes: Vec<RunChanges>,
    /// The outputs that they have in common.
    pub outputs: Vec<ComparedOutput>,
    /// Outputs that only some have, each with the numbers (from 0) of the runs that have it.
    pub not_in_all: BTreeMap<String, Vec<u32>>,
}

/// A run of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ComparedRun {
    /// The result.
    pub result_id: String,
    /// What the run is called.
    pub name: String,
    /// The workbook's name.
    pub workbook_name: String,
    /// Version of the workbook's file.
    pub file_version: u32,
    /// Trials made.
    pub trials: u64,
    /// Seed.
    pub seed: u64,
    /// When it was stored.
    pub created_at: String,
}

/// What differs between a run and the first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RunChanges {
    /// The run, by its number from 0.
    pub run: u32,
    /// The differences.
    pub changes: Vec<crate::saved_simulations::SpecChange>,
}

/// An output of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ComparedOutput {
    /// Its name, else its cell.
    pub output: String,
    /// What people call it.
    pub label: String,
    /// The cell's number format code.
    pub number_format: Option<String>,
    /// Whether its workbook counts days from 1904, and not from 1900: which day a date format shows.
    #[serde(default)]
    pub dates_from_1904: bool,
    /// In each run: statistics and a histogram, all histograms over the same edges; null where a run
    /// doesn't have it.
    pub runs: Vec<Option<ComparedStatistics>>,
    /// Ends of the bins of all histograms.
    pub edges: Vec<f64>,
    /// Each run after the first against the first: what `ulam compare --json` tells.
    pub against_first: Vec<OutputDifference>,
}

/// An output in one run of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ComparedStatistics {
    /// Trials without error.
    pub count: u64,
    /// Trials with an error.
    pub errors: u64,
    /// Mean.
    pub mean: Option<f64>,
    /// Standard deviation.
    pub sd: Option<f64>,
    /// Smallest value.
    pub min: Option<f64>,
    /// Largest value.
    pub max: Option<f64>,
    /// Percentiles by their number.
    #[serde(with = "crate::percent_keys")]
    #[schema(value_type = BTreeMap<String, Option<f64>>)]
    pub percentiles: BTreeMap<u32, Option<f64>>,
    /// Trials in each bin; empty where the samples are no longer kept.
    pub counts: Vec<u64>,
    /// The cumulative curve.
    pub cumulative: Cumulative,
}

/// An output of a run against the same of the first run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OutputDifference {
    /// The run, by its number from 0.
    pub run: u32,
    /// Statistics side by side.
    pub statistics: Vec<StatisticDifference>,
    /// Largest distance of the two distributions; null without samples.
    pub kolmogorov_smirnov: Option<DistanceResult>,
    /// Trial by trial, where both drew the same random numbers.
    pub paired: Option<PairedResult>,
    /// What it comes to, in a sentence.
    pub sentence: String,
}

/// A statistic of two runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StatisticDifference {
    /// The statistic: `mean`, `sd`, `P95`.
    pub statistic: String,
    /// In the first run.
    pub first: f64,
    /// In the other.
    pub second: f64,
    /// The other minus the first.
    pub difference: f64,
    /// The difference in standard errors: beyond 2 to either side it is hardly chance.
    pub standard_errors: Option<f64>,
}

/// Largest distance of two distributions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DistanceResult {
    /// The distance, from 0 to 1.
    pub statistic: f64,
    /// Probability of so large a one by chance.
    pub p_value: f64,
}

/// Two runs trial by trial.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PairedResult {
    /// Trials without error in both.
    pub trials: u64,
    /// Mean of the differences.
    pub mean_difference: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Share of trials in which the other is higher.
    pub second_is_higher: f64,
    /// Share of trials in which they are equal.
    pub are_equal: f64,
    /// Pearson's correlation.
    pub correlation: Option<f64>,
}
