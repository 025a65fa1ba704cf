//! What is to be simulated: the content of a spec file as JSON, and the settings of a run.

use serde::{Deserialize, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ArrayBuilder, ArrayItems, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

/// Trials where the spec doesn't say.
pub const TRIALS_DEFAULT: u64 = 100_000;
/// Seed where the spec doesn't say.
pub const SEED_DEFAULT: u64 = 1;
/// Largest seed, 2^53 - 1: the largest that survives a browser.
pub const SEED_MAX: u64 = 9_007_199_254_740_991;

/// What is to be simulated: the content of a spec file (`ulam simulate --model`) as JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SimulationSpec {
    /// Uncertain cells, beside those that the workbook's own formulas make; at most 10,000.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub inputs: Vec<InputSpec>,
    /// Cells whose distributions are wanted, beside those that the workbook marks; at most 1,000.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1_000)]
    pub outputs: Vec<OutputSpec>,
    /// Rank correlations between inputs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub correlations: Vec<CorrelationSpec>,
    /// Families of dependence between inputs; an input belongs to one at most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub copulas: Vec<CopulaSpec>,
    /// Conditions whose probabilities are wanted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(example = json!(["Model!B20 < 0"]))]
    pub probabilities: Vec<String>,
    /// Number of trials; 100,000 if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, example = 100_000)]
    pub trials: Option<u64>,
    /// Seed: same seed, same bits; 1 if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 1)]
    pub seed: Option<u64>,
    /// Sampling plan; `random` if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sampling: Option<Sampling>,
}

/// An uncertain cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InputSpec {
    /// `Sheet!A1` or a defined name.
    #[schema(example = "Model!B3")]
    pub cell: String,
    /// What it is called, and what keys its random stream; else the cell's defined name, if it has
    /// one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Price")]
    pub name: Option<String>,
    /// A distribution call.
    #[schema(example = "Pert(8, 10, 15)")]
    pub distribution: String,
}

/// A cell whose distribution is wanted: just the cell, or the cell and a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum OutputSpec {
    /// `Sheet!A1` or a defined name.
    Cell(String),
    /// A cell with a name.
    Named(NamedOutput),
}

/// A cell whose distribution is wanted, with a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedOutput {
    /// `Sheet!A1` or a defined name.
    #[schema(example = "Model!B21")]
    pub cell: String,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Payback")]
    pub name: Option<String>,
}

impl OutputSpec {
    /// The cell.
    pub fn cell(&self) -> &str {
        match self {
            OutputSpec::Cell(cell) => cell,
            OutputSpec::Named(output) => &output.cell,
        }
    }

    /// What it is called.
    pub fn name(&self) -> Option<&str> {
        match self {
            OutputSpec::Cell(_) => None,
            OutputSpec::Named(output) => output.name.as_deref(),
        }
    }
}

/// A rank correlation between two inputs, given by name or cell: `[first, second, rho]` with
/// Spearman's rho from -1 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CorrelationSpec(pub String, pub String, pub f64);

impl PartialSchema for CorrelationSpec {
    fn schema() -> RefOr<Schema> {
        let text = || Schema::Object(ObjectBuilder::new().schema_type(Type::String).build());
        let rho = ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::Number))
            .minimum(Some(-1.0))
            .maximum(Some(1.0))
            .build();
        let array = ArrayBuilder::new()
            .prefix_items([text(), text(), Schema::Object(rho)])
            .items(ArrayItems::False)
            .min_items(Some(3))
            .max_items(Some(3))
            .description(Some(
                "A rank correlation between two inputs, given by name or cell: [first, second, \
                 rho] with Spearman's rho from -1 to 1.",
            ))
            .examples([serde_json::json!(["Price", "Model!B4", -0.4])])
            .build();
        RefOr::T(Schema::Array(array))
    }
}

impl ToSchema for CorrelationSpec {
    fn name() -> std::borrow::Cow<'static, str> {
        "CorrelationSpec".into()
    }
}

/// Inputs that depend on each other by a copula.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CopulaSpec {
    /// `gaussian`, `t`, `clayton`, `gumbel`, `frank`, or `iman-conover`, which reorders samples.
    #[schema(example = "t")]
    pub family: String,
    /// Degrees of freedom of `t`; the parameter theta of `clayton`, `gumbel` and `frank`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 4.0)]
    pub parameter: Option<f64>,
    /// The inputs, by name or cell.
    #[schema(example = json!(["Price", "Volume"]), min_items = 2)]
    pub inputs: Vec<String>,
    /// One rank correlation (Spearman's rho) for all pairs, of the families that take a matrix.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = -1.0, maximum = 1.0, example = 0.5)]
    pub rho: Option<f64>,
    /// Kendall's tau of all pairs, of `clayton`, `gumbel` and `frank`, in place of the parameter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = -1.0, maximum = 1.0)]
    pub tau: Option<f64>,
    /// A range with the rank correlations, such as `Model!H2:J4`; one half may be left empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<String>,
    /// The rank correlations, row by row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matrix: Option<Vec<Vec<f64>>>,
}

/// How trials are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sampling {
    /// At random.
    #[default]
    Random,
    /// As a Latin hypercube.
    Lhs,
    /// Along a scrambled Sobol sequence.
    Sobol,
}

/// Which end of the outputs is the bad one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tail {
    /// Small values are bad, as of a profit.
    #[default]
    Lower,
    /// Large values are bad, as of a cost.
    Upper,
}

/// How a simulation is run, beside what its spec says: the options of `ulam simulate`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RunSettings {
    /// Ends the run at the first power of two of trials at which each statistic is known to within
    /// its tolerance with 95% confidence; `trials` is then the most.
    #[schema(example = json!(["mean within 1%", "p95 of Model!B20 within 500"]), max_items = 100)]
    pub stop_when: Vec<String>,
    /// Independent randomisations that the trials are split into, so that confidence intervals are
    /// honest under `lhs` and `sobol` too.
    #[schema(minimum = 1, default = 1)]
    pub replicates: u64,
    /// Simulates once for each value of these cells, with the same seed. Several lists move together.
    pub simulate_over: Vec<SteppedCell>,
    /// Which end of the outputs is bad: value at risk, and the worst trials, are there.
    pub tail: Tail,
    /// The statistic whose change over each input's deciles is the tornado: `mean`, `median` or a
    /// percentile such as `p95`.
    #[schema(default = "mean", example = "p95")]
    pub tornado: String,
    /// Whether sensitivities are worked out.
    #[schema(default = true)]
    pub sensitivity: bool,
    /// Rows that Sobol's variance-based indices are computed from, which needs rows times
    /// (inputs + 2) trials of its own; left out, no indices.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, example = 10_000)]
    pub sobol_indices: Option<u64>,
    /// Whether the inputs' samples are kept beside the outputs': for scatter plots and the samples
    /// table.
    #[schema(default = true)]
    pub keep_inputs: bool,
}

impl Default for RunSettings {
    fn default() -> RunSettings {
        RunSettings {
            stop_when: Vec::new(),
            replicates: 1,
            simulate_over: Vec::new(),
            tail: Tail::default(),
            tornado: "mean".to_string(),
            sensitivity: true,
            sobol_indices: None,
            keep_inputs: true,
        }
    }
}

/// A cell that is stepped through values, one a simulation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SteppedCell {
    /// `Sheet!A1` or a defined name.
    #[schema(example = "Model!B3")]
    pub cell: String,
    /// Its value in each simulation.
    #[schema(example = json!([1.0, 2.0, 3.0]), min_items = 1)]
    pub values: Vec<f64>,
}
