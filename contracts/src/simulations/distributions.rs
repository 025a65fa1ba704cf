//! The distribution library: catalogue, preview, fitting.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::workbooks::CellValue;

/// The distribution library.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DistributionCatalogue {
    /// The groups that the gallery shows, in order.
    pub groups: Vec<DistributionGroup>,
    /// The distributions, by name.
    pub families: Vec<DistributionFamily>,
    /// What changes any of them, given as further arguments in any order.
    pub modifiers: Vec<DistributionModifier>,
}

/// A group of distributions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DistributionGroup {
    /// Its name, as in the family's `group`.
    #[schema(example = "expert_estimates")]
    pub id: String,
    /// For people.
    #[schema(example = "Expert estimates")]
    pub title: String,
    /// When to look here, in a sentence.
    pub description: String,
}

/// A distribution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DistributionFamily {
    /// Name as written in a call.
    #[schema(example = "Pert")]
    pub name: String,
    /// The group that the gallery shows it in.
    pub group: String,
    /// How it is called.
    #[schema(example = "Pert(minimum, most_likely, maximum)")]
    pub signature: String,
    /// What it is for, in a sentence.
    pub summary: String,
    /// Density or probability in plain notation, with source.
    pub formula: String,
    /// Whether its values are single points.
    pub is_discrete: bool,
    /// Its parameters in order.
    pub parameters: Vec<DistributionParameter>,
    /// A call that works.
    #[schema(example = "Pert(8, 10, 15)")]
    pub example: String,
    /// Density or probabilities of the example, for the gallery.
    pub sketch: Vec<SketchPoint>,
    /// Whether percentiles can describe it: `<name>Alt(probability, value, ...)`.
    pub has_percentile_form: bool,
    /// Other tools' names for it.
    pub aliases: Vec<DistributionAlias>,
}

/// A point of a sketch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SketchPoint {
    /// A value.
    pub x: f64,
    /// Its density, or probability where the distribution is discrete.
    pub density: f64,
}

/// What kind of argument a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ParameterKind {
    /// A number, a cell or a formula.
    Number,
    /// A list of numbers: `{1, 2, 3}` or a range.
    List,
    /// A distribution; a number stands for that one value.
    Law,
    /// A number of events: a number, or a distribution of whole numbers.
    Count,
    /// One or more distributions: always the last parameter.
    Laws,
}

/// A parameter of a distribution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DistributionParameter {
    /// Its name.
    #[schema(example = "most_likely")]
    pub name: String,
    /// What it means, with its unit and rule.
    #[schema(example = "standard deviation, above 0")]
    pub meaning: String,
    /// What kind of argument it takes.
    pub kind: ParameterKind,
    /// Whether it may be left out.
    pub is_optional: bool,
    /// What it is if left out; null where that is infinite or there is none.
    pub default: Option<f64>,
    /// Its value in the family's example.
    pub example: Option<f64>,
    /// Smallest value allowed, where that is a number.
    pub minimum: Option<f64>,
    /// Whether the smallest value itself isn't allowed.
    pub is_minimum_exclusive: bool,
    /// Largest value allowed, where that is a number.
    pub maximum: Option<f64>,
    /// Whether the largest value itself isn't allowed.
    pub is_maximum_exclusive: bool,
    /// Whether it is a whole number.
    pub is_integer: bool,
}

/// Another tool's name for a distribution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DistributionAlias {
    /// The name.
    #[schema(example = "RiskPert")]
    pub name: String,
    /// The tool.
    #[schema(example = "@RISK")]
    pub tool: String,
    /// How its parameters translate.
    pub convention: String,
}

/// What changes a distribution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DistributionModifier {
    /// Its name.
    #[schema(example = "Truncate")]
    pub name: String,
    /// How it is written.
    #[schema(example = "Truncate(low, high)")]
    pub signature: String,
    /// What it does, in a sentence.
    pub summary: String,
    /// A call that works.
    #[schema(example = "Normal(100, 15, Truncate(0, ))")]
    pub example: String,
}

/// Parameters of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DistributionsQuery {
    /// Part of a name, another tool's name or a summary.
    pub q: Option<String>,
    /// Only this group.
    pub group: Option<String>,
}

/// Asks for a picture of a distribution. Answers `DistributionPreview`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewDistribution {
    /// The call; another tool's is translated.
    #[schema(example = "Pert(8, 10, 15)", max_length = 8192)]
    pub distribution: String,
    /// The workbook whose cells the parameters may name.
    #[serde(default)]
    pub workbook_id: Option<String>,
    /// The cell that it is for.
    #[serde(default)]
    pub cell: Option<String>,
    /// Points of the curves, from 20 to 1,000; 200 if left out.
    #[serde(default)]
    #[schema(minimum = 20, maximum = 1000)]
    pub points: Option<u32>,
    /// Probabilities whose quantiles are wanted, at most 100; 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9,
    /// 0.95 and 0.99 if left out.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub probabilities: Option<Vec<f64>>,
}

/// A distribution in pictures and numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DistributionPreview {
    /// The call as ours, as it goes into a spec.
    #[schema(example = "Pert(8, 10, 15)")]
    pub distribution: String,
    /// The family.
    #[schema(example = "Pert")]
    pub family: String,
    /// The arguments with what they come to, in the family's order, then the modifiers.
    pub arguments: Vec<PreviewArgument>,
    /// Whether its values are single points: then `density` holds probabilities, to be drawn as
    /// bars.
    pub is_discrete: bool,
    /// Values from left to right.
    pub x: Vec<f64>,
    /// Density at each, or probability.
    pub density: Vec<f64>,
    /// P(X <= x) at each.
    pub cumulative: Vec<f64>,
    /// Quantiles at the probabilities asked for.
    pub quantiles: Vec<Quantile>,
    /// Moments and ends.
    pub moments: Moments,
    /// What to know about it: how another tool's call was translated, for example.
    pub notes: Vec<String>,
}

/// An argument of a distribution call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PreviewArgument {
    /// The parameter; of a modifier, its name.
    #[schema(example = "most_likely")]
    pub name: String,
    /// As written.
    #[schema(example = "Model!B4*2")]
    pub text: String,
    /// What it comes to, where it is a number.
    pub value: Option<f64>,
    /// Whether it is a modifier.
    pub is_modifier: bool,
}

/// A quantile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Quantile {
    /// The probability, from 0 to 1.
    pub probability: f64,
    /// The smallest x with P(X <= x) at least that; null where that is infinite.
    pub value: Option<f64>,
}

/// Moments and ends of a distribution; null where they don't exist or aren't finite.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Moments {
    /// Mean.
    pub mean: Option<f64>,
    /// Standard deviation.
    pub sd: Option<f64>,
    /// Variance.
    pub variance: Option<f64>,
    /// Skewness.
    pub skewness: Option<f64>,
    /// Kurtosis, 3 for a normal.
    pub kurtosis: Option<f64>,
    /// A most likely value.
    pub mode: Option<f64>,
    /// Median.
    pub median: Option<f64>,
    /// Smallest possible value.
    pub min: Option<f64>,
    /// Largest possible value.
    pub max: Option<f64>,
}

/// Where the numbers come from that distributions are fitted to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "source", rename_all = "snake_case", deny_unknown_fields)]
pub enum FitData {
    /// They are given here, at most 1,000,000.
    Values {
        /// The numbers.
        values: Vec<f64>,
    },
    /// The cells of a workbook.
    Range {
        /// The workbook.
        workbook_id: String,
        /// The cells: `Data!A2:A500`, `Data!A:A` or a defined name.
        range: String,
    },
    /// A column of a file with a table.
    File {
        /// The file.
        file_id: String,
        /// The column: its name in the first row, or its number from 1; may be left out where there
        /// is only one column of numbers.
        #[serde(default)]
        column: Option<String>,
    },
    /// An output or input of a result.
    Samples {
        /// The result.
        result_id: String,
        /// The output or input, by name or cell.
        variable: String,
    },
}

/// What the best fit is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FitCriterion {
    /// Bayesian information criterion.
    #[default]
    Bic,
    /// Akaike's information criterion.
    Aic,
    /// The same, corrected for few numbers.
    Aicc,
    /// Kolmogorov-Smirnov distance.
    Ks,
    /// Anderson-Darling distance.
    Ad,
    /// Chi-squared.
    Chi2,
}

/// Which distributions are tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FitKind {
    /// As the numbers suggest.
    #[default]
    Automatic,
    /// Distributions of whole numbers only.
    Discrete,
    /// Continuous distributions only.
    Continuous,
}

/// Fits distributions to data and ranks them. Answers `FitReport`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"data": {"source": "range", "workbook_id": "019a9f3c-2b1e-7c3a-9d2e-5a1b2c3d4e5f", "range": "History!B2:B120"}, "top": 5}))]
pub struct FitRequest {
    /// The numbers.
    pub data: FitData,
    /// Only these distributions, such as `Gamma` or `Gamma shifted`; all if left out.
    #[serde(default)]
    pub families: Option<Vec<String>>,
    /// Which are tried.
    #[serde(default)]
    pub kind: FitKind,
    /// The smallest possible value, known from what the numbers are.
    #[serde(default)]
    pub lower: Option<f64>,
    /// The largest possible value.
    #[serde(default)]
    pub upper: Option<f64>,
    /// What the best is.
    #[serde(default)]
    pub by: FitCriterion,
    /// How many to return, from 1 to 50; 8 if left out.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 50)]
    pub top: Option<u32>,
    /// Draws this many samples from each fit and fits it to them, for p-values and errors of
    /// parameters that account for the fitting: 200 to 10,000; none if left out.
    #[serde(default)]
    #[schema(minimum = 200, maximum = 10_000)]
    pub bootstrap: Option<u32>,
    /// Seed of the bootstrap; 1 if left out.
    #[serde(default)]
    pub seed: Option<u64>,
}

/// Distributions fitted to data: the object of `ulam fit --json`, with what pictures need. Numbers
/// that don't exist or aren't finite are null.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FitReport {
    /// The file's or workbook's name; null for values given in the request.
    pub file: Option<String>,
    /// The column's name or the range.
    pub column: String,
    /// Numbers that were fitted.
    pub count: u64,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation.
    pub sd: f64,
    /// Their skewness.
    pub skewness: f64,
    /// The smallest.
    pub min: f64,
    /// Their median.
    pub median: f64,
    /// The largest.
    pub max: f64,
    /// Numbers far from all others.
    pub outliers: Vec<f64>,
    /// The fits, best first.
    pub fits: Vec<FitRow>,
    /// Distributions that couldn't be fitted.
    pub rejected: Vec<RejectedFit>,
    /// What to know about the data.
    pub notes: Vec<String>,
    /// A histogram of the data, to draw the fits over.
    pub histogram: FitHistogram,
}

/// A histogram of the data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FitHistogram {
    /// Ends of the bins, one more than there are bins.
    pub edges: Vec<f64>,
    /// Numbers in each bin.
    pub counts: Vec<u64>,
}

/// A fitted distribution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FitRow {
    /// Its name, with how it was fitted: `Gamma shifted`.
    pub distribution: String,
    /// The call, as it goes into a spec.
    #[schema(example = "Gamma(2.1, 14.9)")]
    pub call: String,
    /// Whether its values are single points.
    pub is_discrete: bool,
    /// Its parameters.
    pub parameters: Vec<FittedParameter>,
    /// Number of parameters that were estimated.
    pub estimated: u64,
    /// Logarithm of the likelihood.
    pub log_likelihood: f64,
    /// Akaike's information criterion.
    pub aic: f64,
    /// The same, corrected for few numbers.
    pub aicc: Option<f64>,
    /// Bayesian information criterion.
    pub bic: f64,
    /// Kolmogorov-Smirnov distance.
    pub kolmogorov_smirnov: f64,
    /// Anderson-Darling distance.
    pub anderson_darling: Option<f64>,
    /// Chi-squared test.
    pub chi_squared: Option<ChiSquared>,
    /// The distribution's mean.
    pub mean: Option<f64>,
    /// The distribution's standard deviation.
    pub sd: Option<f64>,
    /// What the bootstrap found, if it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bootstrap: Option<BootstrapReport>,
    /// Points of its density, or probabilities, over the data's range.
    #[serde(default)]
    pub sketch: Vec<SketchPoint>,
}

/// A parameter of a fitted distribution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FittedParameter {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: f64,
    /// Whether it was known before and not estimated.
    pub is_known: bool,
    /// Standard error.
    pub standard_error: Option<f64>,
    /// Lower end of the 95% confidence interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// A chi-squared test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChiSquared {
    /// The statistic.
    pub statistic: f64,
    /// Number of classes.
    pub classes: u64,
    /// Degrees of freedom.
    pub degrees: i64,
    /// The p-value.
    pub p_value: Option<f64>,
}

/// What a bootstrap found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BootstrapReport {
    /// Samples drawn.
    pub replicates: u64,
    /// Of these, samples to which the distribution could not be fitted.
    pub failed: u64,
    /// p-value of the Kolmogorov-Smirnov distance.
    pub kolmogorov_smirnov_p: Option<f64>,
    /// p-value of the Anderson-Darling distance.
    pub anderson_darling_p: Option<f64>,
    /// p-value of chi-squared.
    pub chi_squared_p: Option<f64>,
}

/// A distribution that couldn't be fitted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RejectedFit {
    /// Its name.
    pub distribution: String,
    /// Why.
    pub reason: String,
}

/// Measures rank correlations of several columns of data, for correlations in a spec. Answers
/// `CorrelationReport`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrelateRequest {
    /// The columns, from 2 to 100, of the same length; rows in which one of them has no number are
    /// left out.
    #[schema(min_items = 2, max_items = 100)]
    pub columns: Vec<FitData>,
}

/// Rank correlations of columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CorrelationReport {
    /// The columns' names.
    pub columns: Vec<String>,
    /// Spearman's rho, row by row.
    pub matrix: Vec<Vec<f64>>,
    /// Rows that were used.
    pub rows: u64,
    /// Rows that were left out.
    pub rows_left_out: u64,
    /// The first of them, with what stands there.
    pub left_out_examples: Vec<CellValue>,
}
