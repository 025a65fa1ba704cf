//! Whether a process lives and can serve, and its metrics.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use axum::Router;
use axum::response::IntoResponse;
use axum::routing::get;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use metrics_exporter_prometheus::PrometheusHandle;
use ulam_contracts::gateway::{DependencyHealth, HealthStatus, Probe};

use super::Json;
use crate::store::Store;

/// Version of the program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What readiness depends on.
#[derive(Clone)]
pub(crate) struct Health {
    pub(crate) store: Option<Store>,
    /// False while starting and from the beginning of a shutdown on.
    pub(crate) accepting: Arc<AtomicBool>,
    /// True once a worker ended on its own.
    pub(crate) worker_lost: Arc<AtomicBool>,
    pub(crate) metrics: PrometheusHandle,
}

/// `/health/live`, `/health/ready`, `/metrics`.
pub(crate) fn health_routes(health: Health) -> Router {
    let ready_of = health.clone();
    let metrics_of = health.metrics.clone();
    Router::new()
        .route("/health/live", get(|| async { Json(live()) }))
        .route("/health/ready", get(move || ready(ready_of.clone())))
        .route("/metrics", get(move || metrics_text(metrics_of.clone())))
}

async fn ready(health: Health) -> impl IntoResponse {
    let mut waiting_for = Vec::new();
    if !health.accepting.load(Ordering::Acquire) {
        waiting_for.push("starting or shutting down".to_string());
    }
    if health.worker_lost.load(Ordering::Acquire) {
        waiting_for.push("a background worker has ended".to_string());
    }
    let mut dependencies = Vec::new();
    if let Some(store) = &health.store {
        let asked = Instant::now();
        let answers = store.ping().await.is_ok();
        let message = (!answers).then(|| "the database does not answer".to_string());
        waiting_for.extend(message.clone());
        dependencies.push(DependencyHealth {
            name: "database".to_string(),
            status: if answers { HealthStatus::Healthy } else { HealthStatus::Unhealthy },
            latency_ms: Some(asked.elapsed().as_secs_f64() * 1000.0),
            message,
        });
    }
    let is_ok = waiting_for.is_empty();
    let status = if is_ok { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(Probe { is_ok, version: VERSION.to_string(), waiting_for, dependencies }))
}

fn live() -> Probe {
    Probe {
        is_ok: true,
        version: VERSION.to_string(),
        waiting_for: Vec::new(),
        dependencies: Vec::new(),
    }
}

async fn metrics_text(handle: PrometheusHandle) -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/plain; version=0.0.4")], handle.render())
}
