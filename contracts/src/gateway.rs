//! Gateway: health, instances, circuit breakers, the home page in one call.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::event::event_data;
use crate::identity::{Principal, UsageItem};
use crate::notifications::Notification;
use crate::saved_simulations::SavedSimulation;
use crate::simulations::SimulationSummary;
use crate::workbooks::WorkbookSummary;

/// How well something works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum HealthStatus {
    /// Well.
    Healthy,
    /// Slow, or not all of it.
    Degraded,
    /// Not at all: three checks in a row failed.
    Unhealthy,
}

/// Overall health: this process, each service, its dependencies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Health {
    /// The worst of what follows.
    pub status: HealthStatus,
    /// Version of the program.
    #[schema(example = "0.1.0")]
    pub version: String,
    /// Seconds since it started.
    pub uptime_seconds: f64,
    /// The services.
    pub services: Vec<ServiceHealth>,
}

/// Health of a service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ServiceHealth {
    /// The service.
    #[schema(example = "files")]
    pub service: String,
    /// How well it works.
    pub status: HealthStatus,
    /// Instances that get requests.
    pub instances_ready: u32,
    /// Instances that are registered.
    pub instances: u32,
    /// What it depends on: `database`, `blobs`, `bus`, `scanner`, `mail`.
    pub dependencies: Vec<DependencyHealth>,
    /// What is wrong.
    pub message: Option<String>,
}

/// Health of what a service depends on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DependencyHealth {
    /// What it is.
    #[schema(example = "database")]
    pub name: String,
    /// How well it works.
    pub status: HealthStatus,
    /// Milliseconds that asking it took.
    pub latency_ms: Option<f64>,
    /// What is wrong.
    pub message: Option<String>,
}

/// The process runs (`/health/live`) or can serve (`/health/ready`, which answers 503 with the
/// same body if it can't).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Probe {
    /// Whether it does.
    pub is_ok: bool,
    /// Version of the program.
    pub version: String,
    /// What it waits for.
    pub waiting_for: Vec<String>,
}

/// Status of the gateway itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GatewayHealth {
    /// How well it works.
    pub status: HealthStatus,
    /// Version of the program.
    pub version: String,
    /// Seconds since it started.
    pub uptime_seconds: f64,
    /// Requests under way.
    pub requests_in_flight: u64,
    /// Requests since the start.
    pub requests_total: u64,
    /// Open WebSockets.
    pub websockets: u64,
    /// Requests refused since the start because of rate limits.
    pub rate_limited_total: u64,
    /// Circuit breakers that aren't closed.
    pub breakers_open: u32,
}

/// Registered instances.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ServiceInstances {
    /// The instances, by service.
    pub instances: Vec<ServiceInstance>,
}

/// An instance of a service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ServiceInstance {
    /// The service.
    pub service: String,
    /// The instance.
    pub id: String,
    /// Where it listens; `in process` where it is in this one.
    #[schema(example = "http://10.0.3.7:8002")]
    pub address: String,
    /// How well it works.
    pub status: HealthStatus,
    /// Whether it gets requests.
    pub is_ready: bool,
    /// When it was last checked.
    pub checked_at: Option<String>,
    /// Milliseconds that the check took.
    pub latency_ms: Option<f64>,
    /// Checks in a row that failed.
    pub consecutive_failures: u32,
    /// Requests under way.
    pub requests_in_flight: u64,
    /// What is wrong.
    pub message: Option<String>,
}

/// State of a circuit breaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BreakerState {
    /// Calls go through.
    Closed,
    /// Calls are refused at once.
    Open,
    /// A few calls go through as probes.
    HalfOpen,
}

/// The circuit breakers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CircuitBreakers {
    /// One a service and instance.
    pub breakers: Vec<CircuitBreaker>,
}

/// A circuit breaker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CircuitBreaker {
    /// The service.
    pub service: String,
    /// The instance; null for the service as a whole.
    pub instance: Option<String>,
    /// Its state.
    pub state: BreakerState,
    /// Calls in the window.
    pub calls: u64,
    /// Of these, calls that failed.
    pub failures: u64,
    /// Calls in a row that failed.
    pub consecutive_failures: u32,
    /// Calls refused since it opened.
    pub refused: u64,
    /// When it opened.
    pub opened_at: Option<String>,
    /// Seconds until the next probe.
    pub next_probe_in_seconds: Option<f64>,
    /// Why it opened.
    pub last_error: Option<String>,
}

/// What the home page needs, in one call. A part whose service can't be reached is empty and named in
/// `unavailable`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Home {
    /// Who asks.
    pub principal: Principal,
    /// Simulations that wait or run, at most 10.
    pub running: Vec<SimulationSummary>,
    /// Simulations that ended last, with a small picture each, at most 12.
    pub recent_runs: Vec<SimulationSummary>,
    /// Workbooks opened last, at most 8.
    pub recent_workbooks: Vec<WorkbookSummary>,
    /// Saved simulations changed last, at most 8.
    pub saved_simulations: Vec<SavedSimulation>,
    /// Dashboards looked at last, at most 8.
    pub dashboards: Vec<DashboardLink>,
    /// Usage against the quota.
    pub quota: Vec<UsageItem>,
    /// The newest notifications, at most 5.
    pub notifications: Vec<Notification>,
    /// Notifications that aren't read.
    pub unread_notifications: u64,
    /// Services whose part is missing now.
    pub unavailable: Vec<String>,
}

/// A dashboard on the home page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DashboardLink {
    /// The dashboard.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// When it was last changed.
    pub updated_at: String,
}

/// How bad an alert of the platform is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlertLevel {
    /// Worth knowing.
    Info,
    /// Should be looked at.
    Warning,
    /// Must be looked at now.
    Critical,
}

/// Data of `system.alert`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SystemAlert {
    /// How bad it is.
    pub level: AlertLevel,
    /// What it is about: `circuit-breaker-opened`, `instance-unhealthy`, ...
    pub kind: String,
    /// The service concerned.
    pub service: Option<String>,
    /// What happened, in a sentence.
    pub message: String,
}

event_data! {
    "gateway":
    SystemAlert = "system.alert",
}
