//! What compute tells simulations about a task, and what goes on to the browser live.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{RunFailure, SimulationState};

/// Bins of a live histogram, at most.
pub const LIVE_BINS_MAX: usize = 60;
/// Outputs in a live message, at most: the first ones of the spec.
pub const LIVE_OUTPUTS_MAX: usize = 8;
/// Milliseconds between two reports of a task.
pub const PROGRESS_INTERVAL_MS: u64 = 200;
/// Milliseconds until the first report with a picture, counted from the first trial.
pub const FIRST_PICTURE_MS: u64 = 500;
/// Seconds without a report after which a worker counts as lost.
pub const HEARTBEAT_TIMEOUT_SECONDS: u64 = 15;

/// An output while its trials run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LiveOutput {
    /// The output's cell.
    pub cell: String,
    /// Its name, if it has one.
    pub name: Option<String>,
    /// What people call it: its name, else the text beside it, else its cell.
    pub label: String,
    /// The cell's number format code.
    pub number_format: Option<String>,
    /// Whether its workbook counts days from 1904, and not from 1900: which day a date format shows.
    #[serde(default)]
    pub dates_from_1904: bool,
    /// Trials without error so far.
    pub count: u64,
    /// Trials with an error so far.
    pub errors: u64,
    /// Mean so far.
    pub mean: Option<f64>,
    /// Standard deviation so far.
    pub sd: Option<f64>,
    /// Smallest value so far.
    pub min: Option<f64>,
    /// Largest value so far.
    pub max: Option<f64>,
    /// 5th percentile so far.
    pub p5: Option<f64>,
    /// 25th percentile so far.
    pub p25: Option<f64>,
    /// Median so far.
    pub p50: Option<f64>,
    /// 75th percentile so far.
    pub p75: Option<f64>,
    /// 95th percentile so far.
    pub p95: Option<f64>,
    /// Histogram so far; null before the first value.
    pub histogram: Option<LiveHistogram>,
}

/// A histogram while trials run. Its edges stay where they are, so that it fills in; values that come
/// to lie outside are counted beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LiveHistogram {
    /// Ends of the bins, ascending, one more than there are bins; at most 60 bins.
    pub edges: Vec<f64>,
    /// Trials in each bin.
    pub counts: Vec<u64>,
    /// Trials below the first edge.
    pub below: u64,
    /// Trials above the last edge.
    pub above: u64,
}

/// Internal: `POST /internal/simulations/{id}/progress`. How far a task is; at the same time its sign
/// of life, sent at least every 5 seconds. Answers `ProgressAnswer`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgressReport {
    /// The task.
    pub task_id: String,
    /// The run.
    pub run_id: String,
    /// Which try of the run it is, from 1.
    pub attempt: u32,
    /// Counts the task's reports, from 1: one that arrives after a later one is dropped.
    pub sequence: u64,
    /// `preparing`, `running` or `summarizing`.
    pub state: SimulationState,
    /// Trials done, of all simulations over lists of values together.
    pub trials_done: u64,
    /// Trials to do.
    pub trials_total: u64,
    /// Trials in a second, lately.
    pub trials_per_second: Option<f64>,
    /// Seconds since the task began.
    pub elapsed_seconds: f64,
    /// Seconds that it will probably take still.
    pub seconds_left: Option<f64>,
    /// The first outputs so far, at most 8.
    #[serde(default)]
    pub outputs: Vec<LiveOutput>,
}

/// Internal: what the task shall do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProgressVerdict {
    /// Go on.
    Continue,
    /// Stop: the simulation was cancelled.
    Cancel,
    /// Stop and forget it: another try of the run took over.
    Superseded,
}

/// Internal: the answer to a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProgressAnswer {
    /// What the task shall do.
    pub verdict: ProgressVerdict,
}

/// Internal: `GET /internal/simulations/{id}/live?tenant_id=`. All that is known of a simulation now,
/// for those who begin to watch it; another tenant's is 404.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LiveSnapshot {
    /// Who asked for it.
    pub created_by: String,
    /// How far it is.
    pub status: super::SimulationStatus,
    /// The first outputs so far, at most 8; empty once it has ended.
    pub outputs: Vec<LiveOutput>,
}

/// Internal: `POST /internal/simulations/{id}/finished`. A task ended; sent again until it is answered
/// with 204, so it may arrive twice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FinishedReport {
    /// The task.
    pub task_id: String,
    /// The run.
    pub run_id: String,
    /// Which try of the run it is, from 1.
    pub attempt: u32,
    /// How it ended.
    pub outcome: TaskOutcome,
    /// Seconds from the start of the task to its end.
    pub elapsed_seconds: f64,
    /// Seconds of computing, over all threads.
    pub compute_seconds: f64,
}

/// Internal: how a task ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum TaskOutcome {
    /// It was run to the end, and results holds what came out.
    Completed {
        /// The result.
        result_id: String,
        /// Trials made; fewer than asked for where a rule ended the run.
        trials: u64,
        /// Number of inputs, those of the workbook's own formulas included.
        input_count: u32,
        /// The first output in a picture.
        headline: Option<super::Headline>,
    },
    /// It could not be run to the end.
    Failed {
        /// Why.
        failure: RunFailure,
    },
    /// It was cancelled.
    Cancelled,
}
