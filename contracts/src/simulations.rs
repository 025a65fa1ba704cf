//! Simulations: spec, state, queue, progress; the distribution library.

mod distributions;
mod internal;
mod spec;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::event::event_data;
use crate::page::Order;
use crate::results::{ChangedCorrelation, ResultSummary};
use crate::workbooks::{CellValue, Finding};

pub use distributions::*;
pub use internal::*;
pub use spec::*;

/// The header that makes a start idempotent: the same key and body within a day starts once.
pub const IDEMPOTENCY_KEY_HEADER: &str = "Idempotency-Key";

/// How urgent a simulation is within its tenant.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// After all others.
    Low,
    /// In the order of starting.
    #[default]
    Normal,
    /// Before others of the tenant.
    High,
}

/// Starts a simulation; with the header `Idempotency-Key` the same request twice starts it once.
/// Answers `Simulation`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "workbook_id": "019a9f3c-2b1e-7c3a-9d2e-5a1b2c3d4e5f",
    "spec": {
        "inputs": [{"cell": "Model!B3", "name": "Price", "distribution": "Pert(8, 10, 15)"}],
        "outputs": ["Model!B20"],
        "probabilities": ["Model!B20 < 0"],
        "trials": 100000,
        "seed": 1,
    },
    "settings": {"stop_when": ["mean within 1%"]},
}))]
pub struct StartSimulation {
    /// The workbook.
    pub workbook_id: String,
    /// What to call the run; the workbook's name if left out.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub name: Option<String>,
    /// What is to be simulated.
    pub spec: SimulationSpec,
    /// How, beside what the spec says.
    #[serde(default)]
    pub settings: RunSettings,
    /// How urgent it is.
    #[serde(default)]
    pub priority: Priority,
    /// The saved simulation that it comes from.
    #[serde(default)]
    pub saved_simulation_id: Option<String>,
    /// The version of that.
    #[serde(default)]
    pub saved_simulation_version: Option<u32>,
    /// Labels, at most 20.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub tags: Vec<String>,
}

/// State of a simulation. The last three are final.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SimulationState {
    /// Waiting for its turn.
    Queued,
    /// The workbook is being read and compiled.
    Preparing,
    /// Trials are being run.
    Running,
    /// Statistics and samples are being worked out and stored.
    Summarizing,
    /// It was asked to stop.
    Cancelling,
    /// Done: there is a result.
    Completed,
    /// It could not be run to the end: `failure` says why.
    Failed,
    /// It was cancelled.
    Cancelled,
}

impl SimulationState {
    /// Whether it stays so.
    pub fn is_final(self) -> bool {
        matches!(
            self,
            SimulationState::Completed | SimulationState::Failed | SimulationState::Cancelled
        )
    }
}

/// Why a run failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RunFailure {
    /// What kind of failure it is; stable, for programs: the slug of a problem such as `invalid`,
    /// `worker-lost`, `too-large`, `timeout`.
    #[schema(example = "invalid")]
    pub kind: String,
    /// What happened, where, and what to do.
    #[schema(
        example = "Model!B9 uses CUBEVALUE, which Ulam can't compute; Model!B20 depends on it"
    )]
    pub message: String,
    /// Whether trying again may help.
    pub is_retryable: bool,
}

/// How far a simulation is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SimulationStatus {
    /// The simulation.
    pub id: String,
    /// Its state.
    pub state: SimulationState,
    /// Trials done, of all simulations over lists of values together.
    pub trials_done: u64,
    /// Trials asked for; the most, with a rule for stopping.
    pub trials_total: u64,
    /// Share that is done, from 0 to 1.
    pub share_done: f64,
    /// Trials in a second, lately; null while none are run.
    pub trials_per_second: Option<f64>,
    /// Seconds since it began to run; null while it is queued.
    pub elapsed_seconds: Option<f64>,
    /// Seconds that it will probably take still.
    pub seconds_left: Option<f64>,
    /// Place in the queue, 1 for the next; null once it runs.
    pub queue_position: Option<u64>,
    /// Which try this is, from 1: a run whose worker was lost is tried again.
    pub attempt: u32,
    /// Why it failed.
    pub failure: Option<RunFailure>,
    /// The result, once there is one.
    pub result_id: Option<String>,
    /// When this was so.
    pub updated_at: String,
}

/// A simulation in lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SimulationSummary {
    /// The simulation.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The workbook.
    pub workbook_id: String,
    /// The workbook's name.
    pub workbook_name: String,
    /// How far it is.
    pub status: SimulationStatus,
    /// Trials asked for.
    pub trials: u64,
    /// Seed.
    pub seed: u64,
    /// Sampling plan.
    pub sampling: Sampling,
    /// Number of inputs, those of the workbook's own formulas included once it ran.
    pub input_count: u32,
    /// Number of outputs.
    pub output_count: u32,
    /// The first output in a picture, once there is a result.
    pub headline: Option<Headline>,
    /// When it was asked for.
    pub created_at: String,
    /// When it began to run.
    pub started_at: Option<String>,
    /// When it ended.
    pub finished_at: Option<String>,
    /// Who asked for it.
    pub created_by: String,
    /// Their name.
    pub created_by_name: Option<String>,
    /// The saved simulation that it comes from.
    pub saved_simulation_id: Option<String>,
    /// The version of that.
    pub saved_simulation_version: Option<u32>,
    /// Labels.
    pub tags: Vec<String>,
}

/// An output in a small picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Headline {
    /// The output's cell.
    pub cell: String,
    /// What people call it: its name, else the text beside it, else its cell.
    pub label: String,
    /// The cell's number format code.
    pub number_format: Option<String>,
    /// Whether its workbook counts days from 1904, and not from 1900: which day a date format shows.
    #[serde(default)]
    pub dates_from_1904: bool,
    /// Mean.
    pub mean: Option<f64>,
    /// 5th percentile.
    pub p5: Option<f64>,
    /// 95th percentile.
    pub p95: Option<f64>,
    /// Counts of a histogram of 20 to 40 bins of equal width.
    pub sparkline: Vec<u64>,
    /// Left end of the first bin.
    pub sparkline_from: Option<f64>,
    /// Right end of the last bin.
    pub sparkline_to: Option<f64>,
}

/// A simulation: spec and state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Simulation {
    /// What lists say of it.
    #[serde(flatten)]
    pub summary: SimulationSummary,
    /// The run; tries after a lost worker are of the same run.
    pub run_id: String,
    /// The workbook's file.
    pub file_id: String,
    /// Its version.
    pub file_version: u32,
    /// What is simulated, with all that was left open filled in.
    pub spec: SimulationSpec,
    /// How, with all that was left open filled in.
    pub settings: RunSettings,
    /// How urgent it is.
    pub priority: Priority,
}

/// What simulations are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SimulationSort {
    /// When it was asked for.
    #[default]
    CreatedAt,
    /// When it ended.
    FinishedAt,
    /// Its name.
    Name,
}

/// Parameters of the list of simulations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListSimulationsQuery {
    /// Part of its name or the workbook's.
    pub q: Option<String>,
    /// Only those in this state.
    #[param(inline)]
    pub state: Option<SimulationState>,
    /// Only those that haven't ended (true), or have (false).
    pub active: Option<bool>,
    /// Only those of this workbook.
    pub workbook_id: Option<String>,
    /// Only those of this saved simulation.
    pub saved_simulation_id: Option<String>,
    /// Only those that this user asked for.
    pub created_by: Option<String>,
    /// Only those with this label.
    pub tag: Option<String>,
    /// Only those asked for at this time or later.
    pub from: Option<String>,
    /// Only those asked for before this time.
    pub to: Option<String>,
    /// What to sort by; `created_at` if left out.
    #[param(inline)]
    pub sort: Option<SimulationSort>,
    /// Which way; `descending` if left out.
    #[param(inline)]
    pub order: Option<Order>,
    /// Most items, from 1 to 200; 50 if left out.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// Summary of a simulation's results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SimulationResults {
    /// How far the simulation is.
    pub status: SimulationStatus,
    /// The result; null until there is one. In full: `GET /api/v2/results/{id}`.
    pub result: Option<ResultSummary>,
}

/// Cancels a simulation. Answers `SimulationStatus`; 409 if it has ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelSimulation {
    /// Why, for the record.
    #[serde(default)]
    #[schema(max_length = 500)]
    pub reason: Option<String>,
}

/// Changes what a simulation is called and its labels: what is left out stays. Answers
/// `Simulation`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateSimulation {
    /// What to call it.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// Labels, at most 20.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub tags: Option<Vec<String>>,
}

/// My place and the queue's length.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct QueueStatus {
    /// Simulations of mine that wait or run, in the order of their turns.
    pub mine: Vec<QueuedSimulation>,
    /// Simulations that wait, of all tenants.
    pub waiting: u64,
    /// Simulations that run, of all tenants.
    pub running: u64,
    /// Simulations of my tenant that wait.
    pub tenant_waiting: u64,
    /// Simulations of my tenant that run.
    pub tenant_running: u64,
    /// Simulations of my tenant that may run at once.
    pub tenant_running_max: u64,
}

/// A simulation in the queue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct QueuedSimulation {
    /// The simulation.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Its state.
    pub state: SimulationState,
    /// How urgent it is.
    pub priority: Priority,
    /// Place in the queue, 1 for the next; null once it runs.
    pub position: Option<u64>,
    /// Seconds that it has waited.
    pub waiting_seconds: f64,
    /// Seconds until it probably begins.
    pub starts_in_seconds: Option<f64>,
}

/// Checks a spec without running it; also reads and writes spec files. Answers `ValidationReport`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ValidateSimulation {
    /// The workbook.
    pub workbook_id: String,
    /// What is to be simulated.
    #[serde(default)]
    pub spec: Option<SimulationSpec>,
    /// The same as a spec file's text (YAML), in place of `spec`; at most 8 MiB.
    #[serde(default)]
    pub yaml: Option<String>,
    /// How.
    #[serde(default)]
    pub settings: RunSettings,
}

/// Whether a spec can be run, and what it comes to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ValidationReport {
    /// Whether it can be run.
    pub is_valid: bool,
    /// What prevents it.
    pub errors: Vec<SpecIssue>,
    /// What to know before it is run.
    pub warnings: Vec<SpecIssue>,
    /// What a reviewer would point out about the model.
    pub findings: Vec<Finding>,
    /// The inputs, those of the workbook's own formulas included.
    pub inputs: Vec<BoundInput>,
    /// The outputs, those that the workbook marks included.
    pub outputs: Vec<BoundOutput>,
    /// Correlations that were changed since together they are impossible.
    pub correlation_repair: Vec<ChangedCorrelation>,
    /// How large the run is; null where it can't be run.
    pub size: Option<RunSize>,
    /// The spec; null where the YAML can't be read.
    pub spec: Option<SimulationSpec>,
    /// The spec as a spec file's text, to keep beside the workbook.
    pub yaml: Option<String>,
}

/// What is wrong with a spec, or to be known about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SpecIssue {
    /// The field: `inputs[0].distribution`; empty for the whole.
    #[schema(example = "inputs[0].distribution")]
    pub field: String,
    /// The cell concerned.
    pub cell: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
    /// Line in the YAML, from 1.
    pub line: Option<u32>,
    /// Column in the YAML, from 1.
    pub column: Option<u32>,
}

/// An input, tied to its cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BoundInput {
    /// The cell, with its sheet.
    pub cell: String,
    /// Its name.
    pub name: Option<String>,
    /// What people call it: its name, else the text beside it, else its cell.
    pub label: String,
    /// The distribution.
    pub distribution: String,
    /// What the cell holds in the base case.
    pub base_value: CellValue,
    /// Where the base case lies in the distribution, from 0 to 1; null if the parameters aren't
    /// numbers.
    pub base_probability: Option<f64>,
    /// The distribution's mean.
    pub mean: Option<f64>,
    /// The distribution's standard deviation.
    pub sd: Option<f64>,
    /// Whether the workbook's own formula makes it.
    pub is_in_workbook: bool,
    /// Whether an output depends on it.
    pub is_used: bool,
    /// The cell's number format code.
    pub number_format: Option<String>,
}

/// An output, tied to its cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BoundOutput {
    /// The cell, with its sheet.
    pub cell: String,
    /// Its name.
    pub name: Option<String>,
    /// What people call it: its name, else the text beside it, else its cell.
    pub label: String,
    /// What the cell holds in the base case.
    pub base_value: CellValue,
    /// Number of inputs that it depends on.
    pub input_count: u32,
    /// The cell's number format code.
    pub number_format: Option<String>,
}

/// How large a run is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RunSize {
    /// Trials of each simulation.
    pub trials: u64,
    /// Simulations over lists of values; 1 without.
    pub simulations: u32,
    /// Formula cells between inputs and outputs.
    pub formula_cells: u64,
    /// Of these, cells that are interpreted one trial at a time, which takes longer.
    pub interpreted_cells: u64,
    /// Memory of the samples, in bytes.
    pub sample_bytes: u64,
    /// Seconds that it will probably take on this server.
    pub estimated_seconds: Option<f64>,
}

/// Data of `simulation.started`: its trials begin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SimulationStarted {
    /// The simulation.
    pub simulation_id: String,
    /// The run.
    pub run_id: String,
    /// What it is called.
    pub name: String,
    /// The workbook.
    pub workbook_id: String,
    /// Trials asked for.
    pub trials: u64,
    /// Which try this is, from 1.
    pub attempt: u32,
    /// Who asked for it.
    pub created_by: String,
}

/// Data of `simulation.progress`: at most one a second and run. Live pictures go by
/// `POST /internal/notifications/push` instead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SimulationProgressed {
    /// How far it is.
    pub status: SimulationStatus,
}

/// Data of `simulation.completed`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SimulationCompleted {
    /// The simulation.
    pub simulation_id: String,
    /// The run.
    pub run_id: String,
    /// What it is called.
    pub name: String,
    /// The workbook.
    pub workbook_id: String,
    /// The workbook's name.
    pub workbook_name: String,
    /// The result.
    pub result_id: String,
    /// Trials made.
    pub trials: u64,
    /// Seconds from the start of the run to its end.
    pub elapsed_seconds: f64,
    /// Seconds of computing, over all threads.
    pub compute_seconds: f64,
    /// The saved simulation that it comes from.
    pub saved_simulation_id: Option<String>,
    /// Who asked for it.
    pub created_by: String,
    /// The first output in a picture.
    pub headline: Option<Headline>,
}

/// Data of `simulation.failed`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SimulationFailed {
    /// The simulation.
    pub simulation_id: String,
    /// The run.
    pub run_id: String,
    /// What it is called.
    pub name: String,
    /// The workbook.
    pub workbook_id: String,
    /// Why.
    pub failure: RunFailure,
    /// Who asked for it.
    pub created_by: String,
}

/// Data of `simulation.cancelled`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SimulationCancelled {
    /// The simulation.
    pub simulation_id: String,
    /// The run.
    pub run_id: String,
    /// What it is called.
    pub name: String,
    /// The workbook.
    pub workbook_id: String,
    /// Who cancelled it.
    pub cancelled_by: String,
    /// Why.
    pub reason: Option<String>,
    /// Who asked for it.
    pub created_by: String,
}

event_data! {
    "simulations":
    SimulationStarted = "simulation.started",
    SimulationProgressed = "simulation.progress",
    SimulationCompleted = "simulation.completed",
    SimulationFailed = "simulation.failed",
    SimulationCancelled = "simulation.cancelled",
}
