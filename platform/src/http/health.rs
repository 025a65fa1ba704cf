//! Whether a process lives and can serve, and its metrics.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use axum::response::IntoResponse;
use axum::routing::get;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use metrics_exporter_prometheus::PrometheusHandle;
use serde_json::json;

use super::Json;
use crate::store::Store;

/// What readiness depends on.
#[derive(Clone)]
pub(crate) struct Health {
    pub(crate) service: &'static str,
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
        .route("/health/live", get(|| async { Json(json!({"status": "live"})) }))
        .route("/health/ready", get(move || ready(ready_of.clone())))
        .route("/metrics", get(move || metrics_text(metrics_of.clone())))
}

async fn ready(health: Health) -> impl IntoResponse {
    let mut reasons = Vec::new();
    if !health.accepting.load(Ordering::Acquire) {
        reasons.push("starting or shutting down");
    }
    if health.worker_lost.load(Ordering::Acquire) {
        reasons.push("a background worker has ended");
    }
    if let Some(store) = &health.store
        && store.ping().await.is_err()
    {
        reasons.push("the database does not answer");
    }
    let status = if reasons.is_empty() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let word = if reasons.is_empty() { "ready" } else { "not_ready" };
    (status, Json(json!({"service": health.service, "status": word, "reasons": reasons})))
}

async fn metrics_text(handle: PrometheusHandle) -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/plain; version=0.0.4")], handle.render())
}
