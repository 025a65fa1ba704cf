//! How all of Ulam is.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use futures::future::join_all;
use http::{Method, StatusCode};
use http_body_util::{BodyExt, Limited};
use tokio::sync::Mutex;
use ulam_contracts::gateway::{Health, HealthStatus, Probe, ServiceHealth};
use ulam_contracts::problem::Problem;
use ulam_platform::http::Json;
use ulam_platform::mesh::{InstanceStatus, InstanceView};

use crate::gateway::{Gateway, VERSION};

/// How long an answer is given again, so that asking often costs nothing.
const KEPT: Duration = Duration::from_millis(500);
/// A service that takes longer to say how it is, isn't well.
const ANSWER_TIME: Duration = Duration::from_secs(3);
const SLOW: Duration = Duration::from_secs(1);
const ANSWER_BYTES_MAX: usize = 64 << 10;

/// The last answer.
#[derive(Default)]
pub(crate) struct HealthCache(Mutex<Option<(Instant, Health)>>);

/// The process runs.
#[utoipa::path(
    get, path = "/health/live", operation_id = "health_live", tag = "gateway",
    responses((status = 200, description = "It runs", body = Probe)),
)]
#[expect(dead_code, reason = "the platform answers; this describes it")]
fn live() {}

/// It can serve.
#[utoipa::path(
    get, path = "/health/ready", operation_id = "health_ready", tag = "gateway",
    responses(
        (status = 200, description = "It can", body = Probe),
        (status = 503, description = "It can't yet, or no longer", body = Probe),
    ),
)]
#[expect(dead_code, reason = "the platform answers; this describes it")]
fn ready() {}

/// Prometheus metrics of the process.
#[utoipa::path(
    get, path = "/metrics", operation_id = "metrics", tag = "gateway",
    responses((status = 200, description = "In Prometheus' text form", content_type = "text/plain", body = String)),
)]
#[expect(dead_code, reason = "the platform answers; this describes it")]
fn metrics() {}

/// Overall health: this process, each service, its dependencies.
#[utoipa::path(
    get, path = "/health", operation_id = "health", tag = "gateway",
    responses(
        (status = 200, description = "All services answer", body = Health),
        (status = 503, description = "A service doesn't answer; others may", body = Health),
        (status = "4XX", description = "Refused", content_type = "application/problem+json", body = Problem),
    ),
)]
pub(super) async fn health(State(gateway): State<Arc<Gateway>>) -> Response {
    // Whoever comes while it is found out waits for that answer.
    let mut kept = gateway.health.0.lock().await;
    let health = match kept.as_ref().filter(|(found, _)| found.elapsed() < KEPT) {
        Some((_, health)) => health.clone(),
        None => {
            let health = found_out(&gateway).await;
            *kept = Some((Instant::now(), health.clone()));
            health
        }
    };
    drop(kept);
    let status = match health.status {
        HealthStatus::Unhealthy => StatusCode::SERVICE_UNAVAILABLE,
        HealthStatus::Healthy | HealthStatus::Degraded => StatusCode::OK,
    };
    (status, Json(health)).into_response()
}

async fn found_out(gateway: &Gateway) -> Health {
    let mut instances: BTreeMap<&'static str, Vec<InstanceView>> = BTreeMap::new();
    for instance in gateway.context.mesh.instances() {
        instances.entry(instance.service).or_default().push(instance);
    }
    let of_services =
        instances.into_iter().map(|(service, instances)| of_service(gateway, service, instances));
    let services = join_all(of_services).await;
    let status =
        services.iter().map(|service| service.status).max().unwrap_or(HealthStatus::Healthy);
    Health {
        status,
        version: VERSION.to_string(),
        uptime_seconds: gateway.started.elapsed().as_secs_f64(),
        services,
    }
}

async fn of_service(
    gateway: &Gateway,
    service: &'static str,
    instances: Vec<InstanceView>,
) -> ServiceHealth {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let asked = Instant::now();
    // The gateway answers, or nobody would read this.
    let (probe, failure) = if service == gateway.context.name {
        (
            Some(Probe {
                is_ok: true,
                version: VERSION.to_string(),
                waiting_for: Vec::new(),
                dependencies: Vec::new(),
            }),
            None,
        )
    } else {
        match tokio::time::timeout(ANSWER_TIME, probe(gateway, service)).await {
            Ok(Ok(probe)) => (Some(probe), None),
            Ok(Err(reason)) => (None, Some(reason)),
            Err(_) => (None, Some(format!("no answer within {} s", ANSWER_TIME.as_secs()))),
        }
    };
    let is_degraded = asked.elapsed() > SLOW
        || instances
            .iter()
            .any(|instance| !instance.is_ready || instance.status != InstanceStatus::Healthy);
    let status = match &probe {
        Some(probe) if !probe.is_ok => HealthStatus::Unhealthy,
        None => HealthStatus::Unhealthy,
        Some(_) if is_degraded => HealthStatus::Degraded,
        Some(_) => HealthStatus::Healthy,
    };
    let waiting =
        probe.as_ref().map(|probe| probe.waiting_for.join("; ")).filter(|text| !text.is_empty());
    ServiceHealth {
        service: service.to_string(),
        status,
        instances_ready: count(instances.iter().filter(|instance| instance.is_ready).count()),
        instances: count(instances.len()),
        dependencies: probe.map(|probe| probe.dependencies).unwrap_or_default(),
        message: failure.or(waiting),
    }
}

async fn probe(gateway: &Gateway, service: &str) -> Result<Probe, String> {
    let client = gateway.own_client(service);
    let request = client.request(Method::GET, "/health/ready", axum::body::Body::empty());
    let answer = client.send(request.map_err(|error| error.to_string())?).await;
    let answer = answer.map_err(|error| error.to_string())?;
    let body = Limited::new(answer.into_body(), ANSWER_BYTES_MAX).collect().await;
    let body = body.map_err(|error| error.to_string())?.to_bytes();
    serde_json::from_slice(&body).map_err(|_| "its answer is not understood".to_string())
}
