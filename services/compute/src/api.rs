//! The endpoints: devices, tasks and metrics for people; tasks for the service that asks for them.

use axum::extract::State;
use http::StatusCode;
use ulam_contracts::compute::{
    ComputeDevices, ComputeMetrics, ComputeTask, ListTasksQuery, MemoryPool, StartTask,
};
use ulam_contracts::page::Page;
use ulam_contracts::permissions::Permission;
use ulam_platform::access::{Caller, ServiceCaller};
use ulam_platform::http::{ApiError, Cursor, Json, Path, Query, Refusals, page_limit};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::store;
use crate::tasks::Compute;

/// The public endpoints.
pub fn public(compute: Compute) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list_devices))
        .routes(routes!(list_tasks))
        .routes(routes!(get_metrics))
        .with_state(compute)
}

/// The endpoints for other services.
pub fn internal(compute: Compute) -> axum::Router {
    axum::Router::new()
        .route("/internal/tasks", axum::routing::post(start_task))
        .route("/internal/tasks/{id}", axum::routing::get(get_task).delete(cancel_task))
        .with_state(compute)
}

/// CPUs and GPUs: memory, utilisation, tasks.
#[utoipa::path(
    get, path = "/api/v2/compute/devices", operation_id = "list_compute_devices", tag = "compute",
    responses((status = 200, description = "The devices.", body = ComputeDevices), Refusals)
)]
async fn list_devices(
    State(compute): State<Compute>,
    caller: Caller,
) -> Result<Json<ComputeDevices>, ApiError> {
    caller.may(Permission::SimulationsRead)?;
    Ok(Json(ComputeDevices { devices: vec![compute.device()] }))
}

/// Tasks that wait and run: the organisation's own; all of them for an operator.
#[utoipa::path(
    get, path = "/api/v2/compute/tasks", operation_id = "list_compute_tasks", tag = "compute",
    params(ListTasksQuery),
    responses((status = 200, description = "The tasks, the newest first.", body = Page<ComputeTask>), Refusals)
)]
async fn list_tasks(
    State(compute): State<Compute>,
    caller: Caller,
    Query(query): Query<ListTasksQuery>,
) -> Result<Json<Page<ComputeTask>>, ApiError> {
    let scope = caller.may(Permission::SimulationsRead)?;
    let limit = page_limit(query.limit)?;
    let cursor = Cursor::decoded(query.cursor.as_deref())?;
    let store = &compute.inner().store;
    let mut rows = store::list(store, &scope, query.state, cursor.as_ref(), limit).await?;
    let has_more = rows.len() as u64 > limit;
    rows.truncate(limit as usize);
    let last = rows.last().filter(|_| has_more);
    let next_cursor =
        last.map(|(time_us, task)| Cursor { time_us: *time_us, id: task.id.clone() }.encoded());
    let live = |(_, stored): (i64, ComputeTask)| match compute.active(&stored.id) {
        Some(task) => compute.view_of(&task),
        None => stored,
    };
    Ok(Json(Page { items: rows.into_iter().map(live).collect(), next_cursor, total: None }))
}

/// Trials per second, queue wait, memory pools.
#[utoipa::path(
    get, path = "/api/v2/compute/metrics", operation_id = "get_compute_metrics", tag = "compute",
    responses((status = 200, description = "The metrics of the last hour.", body = ComputeMetrics), Refusals)
)]
async fn get_metrics(
    State(compute): State<Compute>,
    caller: Caller,
) -> Result<Json<ComputeMetrics>, ApiError> {
    caller.may(Permission::SimulationsRead)?;
    let inner = compute.inner();
    let (waiting, running) = compute.counts();
    let totals = inner.metrics.totals();
    let memory = inner.memory.usage();
    let history = inner.metrics.history();
    Ok(Json(ComputeMetrics {
        trials_per_second: history.last().map_or(0.0, |minute| minute.trials_per_second),
        trials_total: totals.trials,
        tasks_waiting: waiting,
        tasks_running: running,
        tasks_completed: totals.completed,
        tasks_failed: totals.failed,
        queue_wait_seconds: inner.metrics.waits(),
        memory_pools: vec![MemoryPool {
            device_id: inner.cpu.id.clone(),
            capacity_bytes: memory.capacity,
            used_bytes: memory.used,
            peak_bytes: memory.peak,
            waiting: memory.waiting,
        }],
        history,
    }))
}

async fn start_task(
    State(compute): State<Compute>,
    _caller: ServiceCaller,
    Json(request): Json<StartTask>,
) -> Result<(StatusCode, Json<ComputeTask>), ApiError> {
    Ok((StatusCode::ACCEPTED, Json(compute.start(request).await?)))
}

async fn get_task(
    State(compute): State<Compute>,
    _caller: ServiceCaller,
    Path(id): Path<String>,
) -> Result<Json<ComputeTask>, ApiError> {
    let found = compute.find(&id).await?;
    found.map(Json).ok_or_else(|| ApiError::not_found("task"))
}

async fn cancel_task(
    State(compute): State<Compute>,
    _caller: ServiceCaller,
    Path(id): Path<String>,
) -> Result<Json<ComputeTask>, ApiError> {
    let found = compute.cancel(&id).await?;
    found.map(Json).ok_or_else(|| ApiError::not_found("task"))
}
