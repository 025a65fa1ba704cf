//! Compute: devices, memory pools, tasks. Operators see all tasks, others those of their tenant.
//!
//! Internal: `POST /internal/tasks` starts a task ([`StartTask`]), `GET /internal/tasks/{id}` answers
//! it, and `DELETE /internal/tasks/{id}` cancels it (202), each with a [`ComputeTask`].

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::blob::FileReference;
use crate::event::event_data;
use crate::simulations::{Priority, RunFailure, RunSettings, SimulationSpec};

/// What kind of device it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeviceKind {
    /// Processors of a machine.
    Cpu,
    /// A graphics processor.
    Gpu,
}

/// State of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeviceState {
    /// Can take tasks.
    Available,
    /// All of it is in use.
    Busy,
    /// Finishes its tasks and takes no more.
    Draining,
    /// Can't be reached or used.
    Offline,
}

/// CPUs and GPUs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ComputeDevices {
    /// The devices.
    pub devices: Vec<Device>,
}

/// A device.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Device {
    /// The device.
    pub id: String,
    /// What kind it is.
    pub kind: DeviceKind,
    /// What its maker calls it.
    #[schema(example = "AMD EPYC 7763")]
    pub name: String,
    /// The instance of compute that owns it.
    pub instance: String,
    /// Its state.
    pub state: DeviceState,
    /// Threads or multiprocessors that it computes with.
    pub cores: u32,
    /// Instruction set that blocks are computed with: `avx512`, `avx2`, `neon`, `cuda 12`.
    pub instruction_set: String,
    /// Its memory for tasks, in bytes.
    pub memory_bytes: u64,
    /// Of this, memory that tasks hold.
    pub memory_used_bytes: u64,
    /// Share of its cores in use, from 0 to 1, over the last seconds.
    pub utilization: f64,
    /// Tasks that run on it.
    pub tasks_running: u32,
    /// When this was so.
    pub updated_at: String,
}

/// State of a task. The last three are final.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// Waiting for a device.
    Waiting,
    /// Running.
    Running,
    /// Asked to stop.
    Cancelling,
    /// Done.
    Completed,
    /// It could not be run to the end.
    Failed,
    /// It was cancelled.
    Cancelled,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ComputeTask {
    /// The task.
    pub id: String,
    /// The simulation.
    pub simulation_id: String,
    /// The run.
    pub run_id: String,
    /// Which try of the run it is, from 1.
    pub attempt: u32,
    /// The tenant.
    pub tenant_id: String,
    /// Its state.
    pub state: TaskState,
    /// The instance that runs it.
    pub instance: Option<String>,
    /// The devices that it runs on.
    pub device_ids: Vec<String>,
    /// Trials done.
    pub trials_done: u64,
    /// Trials to do.
    pub trials_total: u64,
    /// Trials in a second, lately.
    pub trials_per_second: Option<f64>,
    /// Memory that it holds, in bytes.
    pub memory_bytes: u64,
    /// When it was asked for.
    pub created_at: String,
    /// When it began.
    pub started_at: Option<String>,
    /// When it ended.
    pub finished_at: Option<String>,
    /// Why it failed.
    pub failure: Option<RunFailure>,
}

/// Parameters of the list of tasks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListTasksQuery {
    /// Only tasks in this state; left out, those that wait or run.
    #[param(inline)]
    pub state: Option<TaskState>,
    /// Most items, from 1 to 200; 50 if left out.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// Trials per second, queue wait, memory pools.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ComputeMetrics {
    /// Trials in a second over the last minute, of all devices.
    pub trials_per_second: f64,
    /// Trials run since the start of the service.
    pub trials_total: u64,
    /// Tasks that wait.
    pub tasks_waiting: u64,
    /// Tasks that run.
    pub tasks_running: u64,
    /// Tasks completed since the start of the service.
    pub tasks_completed: u64,
    /// Tasks failed since the start of the service.
    pub tasks_failed: u64,
    /// Seconds that the last tasks waited for a device, at most 1,000 of them.
    pub queue_wait_seconds: Spread,
    /// Memory pools.
    pub memory_pools: Vec<MemoryPool>,
    /// The last hour, minute by minute, oldest first.
    pub history: Vec<MetricPoint>,
}

/// How durations are spread.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Spread {
    /// Median; null of none.
    pub p50: Option<f64>,
    /// 95th percentile.
    pub p95: Option<f64>,
    /// 99th percentile.
    pub p99: Option<f64>,
    /// Largest.
    pub max: Option<f64>,
}

/// A memory pool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MemoryPool {
    /// The device whose memory it is.
    pub device_id: String,
    /// Its size in bytes.
    pub capacity_bytes: u64,
    /// Bytes that tasks hold.
    pub used_bytes: u64,
    /// Most bytes that were ever held.
    pub peak_bytes: u64,
    /// Tasks that wait for memory.
    pub waiting: u64,
}

/// Compute in one minute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MetricPoint {
    /// Beginning of the minute.
    pub time: String,
    /// Trials in a second.
    pub trials_per_second: f64,
    /// Share of cores in use, from 0 to 1.
    pub utilization: f64,
    /// Tasks that waited, at most.
    pub tasks_waiting: u64,
}

/// Internal: `POST /internal/tasks`. Starts a task; the same task twice starts it once. Answers
/// `ComputeTask` with 202; 503 with `Retry-After` where there is no room.
///
/// The task reads the workbook, runs the trials, reports to the callback service
/// (`POST /internal/simulations/{id}/progress`), stores what came out
/// (`POST /internal/results`), and tells the callback service that it ended
/// (`POST /internal/simulations/{id}/finished`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartTask {
    /// The task: chosen by the caller, one for each try of a run.
    pub task_id: String,
    /// The simulation.
    pub simulation_id: String,
    /// The run.
    pub run_id: String,
    /// Which try of the run it is, from 1.
    pub attempt: u32,
    /// The tenant on whose behalf.
    pub tenant_id: String,
    /// The user on whose behalf.
    pub created_by: String,
    /// What the run is called.
    pub name: String,
    /// The workbook.
    pub workbook_id: String,
    /// The workbook's name.
    pub workbook_name: String,
    /// Its file.
    pub file: FileReference,
    /// What is simulated.
    pub spec: SimulationSpec,
    /// How.
    pub settings: RunSettings,
    /// How urgent it is.
    pub priority: Priority,
    /// The service that is told of progress and the end: `simulations`.
    pub callback_service: String,
    /// Bounds of the task.
    pub limits: TaskLimits,
    /// The saved simulation that it comes from.
    #[serde(default)]
    pub saved_simulation_id: Option<String>,
    /// The version of that.
    #[serde(default)]
    pub saved_simulation_version: Option<u32>,
    /// Correlation id of the request that led to it.
    #[serde(default)]
    pub correlation_id: Option<String>,
    /// W3C trace context of the request that led to it.
    #[serde(default)]
    pub traceparent: Option<String>,
}

/// Internal: bounds of a task. Exceeding one ends it with a failure that says so.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskLimits {
    /// Most threads; left out, all that are free.
    #[serde(default)]
    pub threads: Option<u32>,
    /// Most memory in bytes; left out, what the pool has.
    #[serde(default)]
    pub memory_bytes: Option<u64>,
    /// Most seconds; left out, the service's own limit.
    #[serde(default)]
    pub seconds: Option<f64>,
}

/// Data of `compute.device_changed`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DeviceChanged {
    /// The device as it is now.
    pub device: Device,
    /// Tasks that were lost with it and must be run again.
    pub lost_task_ids: Vec<String>,
}

/// Data of `performance.metrics`: once a minute and instance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PerformanceMetrics {
    /// The instance.
    pub instance: String,
    /// The last minute.
    pub point: MetricPoint,
    /// Trials run in it.
    pub trials: u64,
    /// Seconds of computing in it, over all threads.
    pub compute_seconds: f64,
}

event_data! {
    "compute":
    DeviceChanged = "compute.device_changed",
    PerformanceMetrics = "performance.metrics",
}
