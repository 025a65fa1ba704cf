//! For operators: the gateway itself, instances, circuit breakers.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::extract::State;
use ulam_contracts::gateway::{
    BreakerState, CircuitBreaker, CircuitBreakers, GatewayHealth, HealthStatus, ServiceInstance,
    ServiceInstances,
};
use ulam_contracts::permissions::Permission;
use ulam_contracts::problem::Problem;
use ulam_platform::access::Caller;
use ulam_platform::http::{ApiError, Json, Path};
use ulam_platform::identifier::rfc3339;
use ulam_platform::mesh::{self, InstanceStatus, InstanceView};

use crate::gateway::{Gateway, VERSION};

/// Status of the gateway itself.
#[utoipa::path(
    get, path = "/gateway/health", operation_id = "gateway_health", tag = "gateway",
    responses(
        (status = 200, description = "How the gateway is", body = GatewayHealth),
        (status = "4XX", description = "Refused", content_type = "application/problem+json", body = Problem),
    ),
)]
pub(super) async fn gateway_health(
    State(gateway): State<Arc<Gateway>>,
    _caller: Caller,
) -> Json<GatewayHealth> {
    let instances = gateway.context.mesh.instances();
    let open = instances
        .iter()
        .filter(|instance| instance.breaker.state != mesh::BreakerState::Closed)
        .count();
    let counts = &gateway.counts;
    Json(GatewayHealth {
        status: if open == 0 { HealthStatus::Healthy } else { HealthStatus::Degraded },
        version: VERSION.to_string(),
        uptime_seconds: gateway.started.elapsed().as_secs_f64(),
        requests_in_flight: counts.in_flight.load(Ordering::Relaxed),
        requests_total: counts.requests.load(Ordering::Relaxed),
        websockets: counts.websockets.load(Ordering::Relaxed),
        rate_limited_total: counts.rate_limited.load(Ordering::Relaxed),
        breakers_open: u32::try_from(open).unwrap_or(u32::MAX),
    })
}

/// Registered instances, and how each is.
#[utoipa::path(
    get, path = "/gateway/services", operation_id = "gateway_services", tag = "gateway",
    responses(
        (status = 200, description = "The instances", body = ServiceInstances),
        (status = "4XX", description = "Refused", content_type = "application/problem+json", body = Problem),
    ),
)]
pub(super) async fn services(
    State(gateway): State<Arc<Gateway>>,
    caller: Caller,
) -> Json<ServiceInstances> {
    // Where things stand inside is for the operator.
    let is_operator = caller.may(Permission::PlatformOperate).is_ok();
    let instances = gateway.context.mesh.instances().into_iter();
    Json(ServiceInstances {
        instances: instances.map(|view| instance(view, is_operator)).collect(),
    })
}

fn instance(view: InstanceView, is_operator: bool) -> ServiceInstance {
    ServiceInstance {
        service: view.service.to_string(),
        id: if is_operator {
            format!("{}@{}", view.service, view.address)
        } else {
            view.service.to_string()
        },
        address: if is_operator { view.address } else { String::new() },
        status: match view.status {
            InstanceStatus::Healthy => HealthStatus::Healthy,
            InstanceStatus::Degraded => HealthStatus::Degraded,
            InstanceStatus::Unhealthy => HealthStatus::Unhealthy,
        },
        is_ready: view.is_ready,
        checked_at: view.probed_at_us.map(rfc3339),
        latency_ms: view.probed_at_us.map(|_| view.probe_us as f64 / 1000.0),
        consecutive_failures: view.failed_probes,
        requests_in_flight: view.in_flight as u64,
        message: view.breaker.last_error.filter(|_| is_operator),
    }
}

/// State, counters and time to the next probe of each circuit breaker.
#[utoipa::path(
    get, path = "/gateway/circuit-breakers", operation_id = "circuit_breakers", tag = "gateway",
    responses(
        (status = 200, description = "The breakers", body = CircuitBreakers),
        (status = "4XX", description = "Refused", content_type = "application/problem+json", body = Problem),
    ),
)]
pub(super) async fn circuit_breakers(
    State(gateway): State<Arc<Gateway>>,
    caller: Caller,
) -> Json<CircuitBreakers> {
    let is_operator = caller.may(Permission::PlatformOperate).is_ok();
    Json(breakers_of(&gateway, None, is_operator))
}

/// Closes a service's circuit breakers by hand.
#[utoipa::path(
    post, path = "/gateway/circuit-breakers/{service}/reset", operation_id = "reset_circuit_breaker", tag = "gateway",
    params(("service" = String, Path, description = "The service", example = "files")),
    responses(
        (status = 200, description = "The service's breakers, closed", body = CircuitBreakers),
        (status = "4XX", description = "Refused, or no such service", content_type = "application/problem+json", body = Problem),
    ),
)]
pub(super) async fn reset_circuit_breaker(
    State(gateway): State<Arc<Gateway>>,
    caller: Caller,
    Path(service): Path<String>,
) -> Result<Json<CircuitBreakers>, ApiError> {
    let scope = caller.may(Permission::PlatformOperate)?;
    if !gateway.context.mesh.reset_breakers(&service) {
        return Err(ApiError::not_found("service"));
    }
    tracing::info!(service, subject = scope.subject(), "circuit breakers closed by hand");
    Ok(Json(breakers_of(&gateway, Some(&service), true)))
}

fn breakers_of(gateway: &Gateway, service: Option<&str>, is_operator: bool) -> CircuitBreakers {
    let instances = gateway.context.mesh.instances().into_iter();
    let wanted = instances.filter(|view| service.is_none_or(|service| service == view.service));
    CircuitBreakers { breakers: wanted.map(|view| breaker(view, is_operator)).collect() }
}

fn breaker(view: InstanceView, is_operator: bool) -> CircuitBreaker {
    let status = view.breaker;
    let is_closed = status.state == mesh::BreakerState::Closed;
    CircuitBreaker {
        service: view.service.to_string(),
        instance: Some(view.address).filter(|_| is_operator),
        state: match status.state {
            mesh::BreakerState::Closed => BreakerState::Closed,
            mesh::BreakerState::Open => BreakerState::Open,
            mesh::BreakerState::HalfOpen => BreakerState::HalfOpen,
        },
        calls: u64::from(status.window_calls),
        failures: u64::from(status.window_failures),
        consecutive_failures: status.consecutive_failures,
        refused: status.refused,
        opened_at: status.opened_at_us.filter(|_| !is_closed).map(rfc3339),
        next_probe_in_seconds: status.next_probe.map(|time| time.as_secs_f64()),
        last_error: status.last_error.filter(|_| is_operator && !is_closed),
    }
}
