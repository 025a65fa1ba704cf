//! Results: what a run produced, and every picture of it.

mod outcome;
mod views;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::blob::{BlobReference, FileReference};
use crate::event::event_data;
use crate::sharing::Access;
use crate::simulations::{Headline, RunSettings, SimulationSpec};

pub use outcome::*;
pub use views::*;

/// A result in lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ResultSummary {
    /// The result.
    pub id: String,
    /// The simulation.
    pub simulation_id: String,
    /// What the run is called.
    pub name: String,
    /// The workbook.
    pub workbook_id: String,
    /// The workbook's name.
    pub workbook_name: String,
    /// Trials made.
    pub trials: u64,
    /// Every output in a small picture.
    pub headlines: Vec<Headline>,
    /// Probabilities that were asked for.
    pub probabilities: Vec<ProbabilityResult>,
    /// What to know about the result, one sentence each.
    pub warnings: Vec<String>,
    /// When it was stored.
    pub created_at: String,
    /// Who asked for the run.
    pub created_by: String,
    /// When it is deleted; null for never.
    pub expires_at: Option<String>,
}

/// Parameters of the list of results.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListResultsQuery {
    /// Part of the run's name or the workbook's.
    pub q: Option<String>,
    /// Only those of this workbook.
    pub workbook_id: Option<String>,
    /// Only those of this saved simulation.
    pub saved_simulation_id: Option<String>,
    /// Most items, from 1 to 200; 50 if left out. The newest come first.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// What a run produced: the object of `ulam simulate --json`, with ids and what surrounds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ResultDetails {
    /// The result.
    pub id: String,
    /// The simulation.
    pub simulation_id: String,
    /// The run.
    pub run_id: String,
    /// What the run is called.
    pub name: String,
    /// The workbook.
    pub workbook_id: String,
    /// The workbook's file.
    pub file_id: String,
    /// Its version.
    pub file_version: u32,
    /// The saved simulation that it comes from.
    pub saved_simulation_id: Option<String>,
    /// The version of that.
    pub saved_simulation_version: Option<u32>,
    /// What was simulated.
    pub spec: SimulationSpec,
    /// How.
    pub settings: RunSettings,
    /// Outputs and inputs with what people call them and how their numbers read.
    pub variables: Vec<Variable>,
    /// The samples that are kept.
    pub samples: SamplesInfo,
    /// Exports that can be downloaded.
    pub artifacts: Vec<Artifact>,
    /// What the caller may do with it.
    pub my_access: Access,
    /// When it was stored.
    pub created_at: String,
    /// Who asked for the run.
    pub created_by: String,
    /// Their name.
    pub created_by_name: Option<String>,
    /// When it is deleted; null for never.
    pub expires_at: Option<String>,
    /// What came out, as `ulam simulate --json` prints it.
    #[serde(flatten)]
    pub outcome: RunOutcome,
}

/// What kind of variable it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VariableKind {
    /// A cell whose distribution is wanted.
    Output,
    /// An uncertain cell.
    Input,
}

/// An output or input of a result. Questions name it by `key`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Variable {
    /// What questions name it by: its name, else its cell; unique among a result's variables.
    #[schema(example = "Model!B20")]
    pub key: String,
    /// What kind it is.
    pub kind: VariableKind,
    /// Its cell.
    #[schema(example = "Model!B20")]
    pub cell: String,
    /// Its name, if it has one.
    pub name: Option<String>,
    /// What people call it: its name, else the text beside it, else its cell.
    #[schema(example = "Net present value")]
    pub label: String,
    /// The cell's number format code.
    #[schema(example = "#,##0")]
    pub number_format: Option<String>,
    /// Whether its workbook counts days from 1904, and not from 1900: which day a date format shows.
    #[serde(default)]
    pub dates_from_1904: bool,
    /// What the cell holds in the base case, where that is a number.
    pub base_value: Option<f64>,
    /// Of an input, its distribution.
    pub distribution: Option<String>,
    /// Whether its samples are kept.
    pub has_samples: bool,
}

/// The samples of a result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SamplesInfo {
    /// Trials, of each simulation over lists of values.
    pub rows: u64,
    /// Columns: inputs and outputs.
    pub columns: u32,
    /// Simulations over lists of values; 1 without.
    pub simulations: u32,
    /// Size as Parquet, in bytes.
    pub bytes: u64,
    /// Whether they are still kept.
    pub is_available: bool,
}

/// Form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// Report as an Excel workbook.
    Xlsx,
    /// Report as a PDF document.
    Pdf,
    /// Report as one web page that needs no network.
    Html,
    /// Samples as comma-separated values.
    Csv,
    /// Samples as Parquet.
    Parquet,
    /// The result as JSON.
    Json,
}

/// Exports a result. Answers `Artifact`: 201 where it is ready, 202 where it is being made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"format": "pdf"}))]
pub struct ExportRequest {
    /// The form.
    pub format: ExportFormat,
    /// Only these outputs, by key; all if left out.
    #[serde(default)]
    #[schema(max_items = 1000)]
    pub outputs: Option<Vec<String>>,
    /// Which of several simulations, from 1; the first if left out.
    #[serde(default)]
    #[schema(minimum = 1)]
    pub simulation: Option<u32>,
    /// Title of a report; the run's name if left out.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub title: Option<String>,
    /// Whether an Excel report has the samples too (at most 1,048,575 trials); not if left out.
    #[serde(default)]
    pub with_samples: bool,
}

/// State of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ArtifactState {
    /// Being made.
    Pending,
    /// Can be downloaded.
    Ready,
    /// It couldn't be made: `message` says why.
    Failed,
}

/// An export that can be downloaded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Artifact {
    /// The export.
    pub id: String,
    /// The result.
    pub result_id: String,
    /// Its form.
    pub format: ExportFormat,
    /// Its state.
    pub state: ArtifactState,
    /// Why it failed, or what it doesn't hold.
    pub message: Option<String>,
    /// Name to save it under.
    #[schema(example = "plan.pdf")]
    pub file_name: String,
    /// Size in bytes, once it is ready.
    pub bytes: Option<u64>,
    /// Path to download it from, once it is ready:
    /// `/api/v2/results/{id}/artifacts/{artifact_id}/download`.
    pub download_path: Option<String>,
    /// When it was asked for.
    pub created_at: String,
    /// When it is deleted.
    pub expires_at: Option<String>,
}

/// Internal: `POST /internal/results`. Stores what a task produced; the same run and attempt twice
/// stores it once. Answers `StoredResult`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StoreResult {
    /// The tenant.
    pub tenant_id: String,
    /// The simulation.
    pub simulation_id: String,
    /// The run.
    pub run_id: String,
    /// Which try of the run it is, from 1.
    pub attempt: u32,
    /// What the run is called.
    pub name: String,
    /// Who asked for it.
    pub created_by: String,
    /// The workbook.
    pub workbook_id: String,
    /// Its file, to replay trials and write reports.
    pub file: FileReference,
    /// The saved simulation that it comes from.
    #[serde(default)]
    pub saved_simulation_id: Option<String>,
    /// The version of that.
    #[serde(default)]
    pub saved_simulation_version: Option<u32>,
    /// What was simulated, with all that was left open filled in.
    pub spec: SimulationSpec,
    /// How.
    pub settings: RunSettings,
    /// Outputs and inputs.
    pub variables: Vec<Variable>,
    /// Every output in a small picture.
    pub headlines: Vec<Headline>,
    /// What came out.
    pub outcome: RunOutcome,
    /// The samples as Parquet, one for each simulation over lists of values: a column `trial`
    /// (from 1), the inputs' columns and the outputs', and beside an output with errors a column
    /// `<output> error`. Empty where none are kept.
    pub samples: Vec<BlobReference>,
}

/// Internal: a result that is stored. `GET /internal/results/{id}?tenant_id=` answers its
/// [`ResultSummary`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StoredResult {
    /// The result.
    pub result_id: String,
}

/// Parameters of a download of an export or a report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ArtifactQuery {
    /// Whether a browser shall show it rather than save it; not if left out.
    pub inline: Option<bool>,
}

/// Data of `results.generated`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ResultsGenerated {
    /// The result.
    pub result_id: String,
    /// The simulation.
    pub simulation_id: String,
    /// What the run is called.
    pub name: String,
    /// The workbook.
    pub workbook_id: String,
    /// The saved simulation that it comes from.
    pub saved_simulation_id: Option<String>,
    /// Trials made.
    pub trials: u64,
    /// Bytes of samples stored.
    pub sample_bytes: u64,
    /// Statistics that alert rules look at, by output.
    pub outputs: Vec<OutputFigures>,
    /// Probabilities that were asked for.
    pub probabilities: Vec<ProbabilityResult>,
    /// Who asked for it.
    pub created_by: String,
}

/// The main statistics of an output, in events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OutputFigures {
    /// The output's key.
    pub key: String,
    /// Its cell.
    pub cell: String,
    /// What people call it.
    pub label: String,
    /// Mean.
    pub mean: Option<f64>,
    /// Standard deviation.
    pub sd: Option<f64>,
    /// Percentiles by their number.
    #[serde(with = "crate::percent_keys")]
    #[schema(value_type = std::collections::BTreeMap<String, Option<f64>>)]
    pub percentiles: std::collections::BTreeMap<u32, Option<f64>>,
}

/// Data of `results.exported`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ResultsExported {
    /// The result.
    pub result_id: String,
    /// What the run is called.
    pub name: String,
    /// The export.
    pub artifact: Artifact,
    /// Who asked for it.
    pub exported_by: String,
}

event_data! {
    "results":
    ResultsGenerated = "results.generated",
    ResultsExported = "results.exported",
}
