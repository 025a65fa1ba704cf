//! Starting, listing, following and cancelling simulations.

use std::time::Duration;

use aws_lc_rs::digest;
use axum::extract::State;
use data_encoding::HEXLOWER;
use http::{HeaderMap, StatusCode};
use ulam_contracts::page::Page;
use ulam_contracts::permissions::Permission;
use ulam_contracts::problem::{FieldError, ProblemKind};
use ulam_contracts::results::ResultSummary;
use ulam_contracts::simulations::{
    CancelSimulation, IDEMPOTENCY_KEY_HEADER, ListSimulationsQuery, QueueStatus, QueuedSimulation,
    Simulation, SimulationResults, SimulationState, SimulationStatus, SimulationSummary,
    StartSimulation, UpdateSimulation,
};
use ulam_platform::access::{Caller, Scope};
use ulam_platform::http::{ApiError, Json, Path, Query, Refusals};
use ulam_platform::identifier::{is_id, now_us};

use crate::domain::validate;
use crate::live::push_state;
use crate::service::Simulations;
use crate::store::{self, Cancelled, IdempotencyKey, NewSimulation, simulation};

/// Longest idempotency key, in bytes.
const KEY_BYTES_MAX: usize = 255;
/// Longest name, in characters.
const NAME_MAX: usize = 200;
/// Labels at most, and their length in characters.
const TAGS_MAX: usize = 20;
const TAG_LENGTH_MAX: usize = 50;
/// Compute is given this long to hear of a cancellation; reports tell it again.
const TELL_CANCEL: Duration = Duration::from_millis(800);

/// Start a simulation. With the header `Idempotency-Key` the same request twice starts it once.
#[utoipa::path(
    post, path = "/api/v2/simulations", operation_id = "start_simulation", tag = "simulations",
    params(("Idempotency-Key" = Option<String>, Header, description = "Chosen by the client; counts for a day.")),
    request_body = StartSimulation,
    security(("access_token" = ["simulations:run", "workbooks:read"])),
    responses(
        (status = 202, description = "It waits for its turn.", body = Simulation),
        Refusals
    )
)]
pub async fn start_simulation(
    State(simulations): State<Simulations>,
    caller: Caller,
    headers: HeaderMap,
    Json(request): Json<StartSimulation>,
) -> Result<(StatusCode, Json<Simulation>), ApiError> {
    let scope = caller.may(Permission::SimulationsRun)?;
    let key = idempotency_key(&headers, &request)?;
    let store = &simulations.inner().store;
    if let Some(key) = &key
        && let Some(known) = store::started_before(store, &scope, key).await?
    {
        return accepted(&simulations, &known).await;
    }
    let mut errors = text_errors(request.name.as_deref(), Some(&request.tags));
    let trials_max = simulations.settings().trials_max;
    errors.extend(validate::shape_errors(&request.spec, trials_max));
    if !errors.is_empty() {
        return Err(ApiError::invalid_fields(errors));
    }
    if let Some(id) = &request.saved_simulation_id {
        check_saved_simulation(&simulations, &scope, id).await?;
    }
    let workbooks = &simulations.inner().workbooks;
    let workbook = workbooks.reference(&scope, &request.workbook_id).await?;
    let book = workbooks.open(&scope, &workbook.file).await?;
    let (spec, settings) = (request.spec.clone(), request.settings.clone());
    let checked = simulations
        .computed(move || {
            let checked = validate::check(&book, &spec, &settings, trials_max)
                .map_err(ApiError::invalid_fields)?;
            let inputs = checked.simulation.draws().len() as u32;
            let outputs = checked.simulation.model().outputs.len() as u32;
            let trials = checked.settings.trials.saturating_mul(checked.simulations as u64);
            Ok((checked.spec, trials, inputs, outputs))
        })
        .await?;
    let (spec, trials_total, input_count, output_count) = checked;
    let name = request.name.map(|name| name.trim().to_string()).filter(|name| !name.is_empty());
    let new = NewSimulation {
        name: name.unwrap_or_else(|| workbook.name.clone()),
        workbook_id: workbook.workbook_id,
        workbook_name: workbook.name,
        file: workbook.file,
        spec,
        settings: request.settings,
        priority: request.priority,
        tags: request.tags,
        saved_simulation_id: request.saved_simulation_id,
        saved_simulation_version: request.saved_simulation_version,
        trials_total,
        input_count,
        output_count,
    };
    let active_max = u64::from(simulations.settings().queue_length_max);
    let model = store::start(store, &scope, new, key.as_ref(), active_max).await?;
    simulations.inner().wake.notify_one();
    accepted(&simulations, &model).await
}

/// Refuses a saved simulation that the caller may not see.
async fn check_saved_simulation(
    simulations: &Simulations,
    scope: &Scope,
    id: &str,
) -> Result<(), ApiError> {
    let unknown = || {
        let message = "there is no saved simulation with this id, or you may not see it";
        ApiError::invalid("saved_simulation_id", message)
    };
    if !is_id(id) {
        return Err(unknown());
    }
    let mesh = &simulations.inner().context.mesh;
    let saved = mesh.client("saved-simulations").on_behalf_of(scope.principal());
    let found = saved.get::<serde_json::Value>(&format!("/api/v2/saved-simulations/{id}")).await;
    match found {
        Ok(_) => Ok(()),
        Err(error) if error.status() == StatusCode::NOT_FOUND => Err(unknown()),
        Err(error) => Err(error),
    }
}

async fn accepted(
    simulations: &Simulations,
    model: &simulation::Model,
) -> Result<(StatusCode, Json<Simulation>), ApiError> {
    let status = simulations.status(model).await?;
    let details = store::details(&simulations.inner().store, model, status)?;
    Ok((StatusCode::ACCEPTED, Json(details)))
}

fn idempotency_key(
    headers: &HeaderMap,
    request: &StartSimulation,
) -> Result<Option<IdempotencyKey>, ApiError> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY_HEADER) else { return Ok(None) };
    let is_plain = |key: &&str| !key.is_empty() && key.len() <= KEY_BYTES_MAX;
    let key = value.to_str().ok().filter(is_plain).ok_or_else(|| {
        let message = format!("give 1 to {KEY_BYTES_MAX} visible ASCII characters");
        ApiError::invalid(IDEMPOTENCY_KEY_HEADER, message)
    })?;
    // As it was understood: white space and the order of fields don't make another request.
    let body = serde_json::to_vec(request)?;
    let body_hash = HEXLOWER.encode(digest::digest(&digest::SHA256, &body).as_ref());
    Ok(Some(IdempotencyKey { key: key.to_string(), body_hash }))
}

fn text_errors(name: Option<&str>, tags: Option<&[String]>) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut wrong = |field: String, message: String| errors.push(FieldError { field, message });
    if name.is_some_and(|name| name.chars().count() > NAME_MAX) {
        wrong("name".to_string(), format!("longer than {NAME_MAX} characters"));
    }
    let tags = tags.unwrap_or_default();
    if tags.len() > TAGS_MAX {
        wrong("tags".to_string(), format!("{} are too many; at most {TAGS_MAX}", tags.len()));
    }
    for (index, tag) in tags.iter().take(TAGS_MAX).enumerate() {
        if tag.trim().is_empty() || tag.chars().count() > TAG_LENGTH_MAX {
            wrong(format!("tags[{index}]"), format!("give 1 to {TAG_LENGTH_MAX} characters"));
        }
    }
    errors
}

/// List simulations.
#[utoipa::path(
    get, path = "/api/v2/simulations", operation_id = "list_simulations", tag = "simulations",
    params(ListSimulationsQuery),
    security(("access_token" = ["simulations:read"])),
    responses((status = 200, description = "A page of simulations.", body = Page<SimulationSummary>), Refusals)
)]
pub async fn list_simulations(
    State(simulations): State<Simulations>,
    caller: Caller,
    Query(query): Query<ListSimulationsQuery>,
) -> Result<Json<Page<SimulationSummary>>, ApiError> {
    let scope = caller.may(Permission::SimulationsRead)?;
    let store = &simulations.inner().store;
    let listed = store::list(store, &scope, &query).await?;
    let statuses = simulations.statuses(&listed.models).await?;
    let items = listed.models.iter().zip(statuses);
    let items = items
        .map(|(model, status)| store::summary(store, model, status))
        .collect::<Result<_, _>>()?;
    Ok(Json(Page { items, next_cursor: listed.next_cursor, total: Some(listed.total) }))
}

async fn found(
    simulations: &Simulations,
    scope: &Scope,
    id: &str,
) -> Result<simulation::Model, ApiError> {
    let missing = || ApiError::not_found("simulation");
    if !is_id(id) {
        return Err(missing());
    }
    store::find(&simulations.inner().store, scope, id).await?.ok_or_else(missing)
}

/// A simulation: spec and state.
#[utoipa::path(
    get, path = "/api/v2/simulations/{id}", operation_id = "get_simulation", tag = "simulations",
    params(("id" = String, Path, description = "The simulation.")),
    security(("access_token" = ["simulations:read"])),
    responses((status = 200, description = "The simulation.", body = Simulation), Refusals)
)]
pub async fn get_simulation(
    State(simulations): State<Simulations>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Simulation>, ApiError> {
    let scope = caller.may(Permission::SimulationsRead)?;
    let model = found(&simulations, &scope, &id).await?;
    let status = simulations.status(&model).await?;
    Ok(Json(store::details(&simulations.inner().store, &model, status)?))
}

/// Change what a simulation is called, and its labels.
#[utoipa::path(
    patch, path = "/api/v2/simulations/{id}", operation_id = "update_simulation", tag = "simulations",
    params(("id" = String, Path, description = "The simulation.")),
    request_body = UpdateSimulation,
    security(("access_token" = ["simulations:run"])),
    responses((status = 200, description = "The simulation.", body = Simulation), Refusals)
)]
pub async fn update_simulation(
    State(simulations): State<Simulations>,
    caller: Caller,
    Path(id): Path<String>,
    Json(request): Json<UpdateSimulation>,
) -> Result<Json<Simulation>, ApiError> {
    let scope = caller.may(Permission::SimulationsRun)?;
    found(&simulations, &scope, &id).await?;
    let mut errors = text_errors(request.name.as_deref(), request.tags.as_deref());
    if request.name.as_deref().is_some_and(|name| name.trim().is_empty()) {
        errors.push(FieldError { field: "name".to_string(), message: "is empty".to_string() });
    }
    if !errors.is_empty() {
        return Err(ApiError::invalid_fields(errors));
    }
    let name = request.name.map(|name| name.trim().to_string());
    store::rename(&simulations.inner().store, &scope, &id, name, request.tags).await?;
    let model = found(&simulations, &scope, &id).await?;
    let status = simulations.status(&model).await?;
    Ok(Json(store::details(&simulations.inner().store, &model, status)?))
}

/// How far a simulation is.
#[utoipa::path(
    get, path = "/api/v2/simulations/{id}/status", operation_id = "get_simulation_status", tag = "simulations",
    params(("id" = String, Path, description = "The simulation.")),
    security(("access_token" = ["simulations:read"])),
    responses((status = 200, description = "State, progress, rate, time left.", body = SimulationStatus), Refusals)
)]
pub async fn get_simulation_status(
    State(simulations): State<Simulations>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<SimulationStatus>, ApiError> {
    let scope = caller.may(Permission::SimulationsRead)?;
    let model = found(&simulations, &scope, &id).await?;
    Ok(Json(simulations.status(&model).await?))
}

/// Summary of a simulation's results.
#[utoipa::path(
    get, path = "/api/v2/simulations/{id}/results", operation_id = "get_simulation_results", tag = "simulations",
    params(("id" = String, Path, description = "The simulation.")),
    security(("access_token" = ["simulations:read", "results:read"])),
    responses((status = 200, description = "The summary; without a result before the end.", body = SimulationResults), Refusals)
)]
pub async fn get_simulation_results(
    State(simulations): State<Simulations>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<SimulationResults>, ApiError> {
    let scope = caller.may(Permission::SimulationsRead)?;
    caller.may(Permission::ResultsRead)?;
    let model = found(&simulations, &scope, &id).await?;
    let status = simulations.status(&model).await?;
    let result = match &model.result_id {
        None => None,
        Some(result_id) => {
            let path = format!("/internal/results/{result_id}?tenant_id={}", scope.tenant_id());
            let context = &simulations.inner().context;
            let client = context.mesh.client("results").as_service(context.name);
            match client.get::<ResultSummary>(&path).await {
                Ok(summary) => Some(summary),
                // It was deleted, or its time was up.
                Err(error) if error.status() == StatusCode::NOT_FOUND => None,
                Err(error) => return Err(error),
            }
        }
    };
    Ok(Json(SimulationResults { status, result }))
}

/// Cancel a simulation, in whatever state; its trials stop within a second.
#[utoipa::path(
    put, path = "/api/v2/simulations/{id}/cancel", operation_id = "cancel_simulation", tag = "simulations",
    params(("id" = String, Path, description = "The simulation.")),
    request_body = CancelSimulation,
    security(("access_token" = ["simulations:run"])),
    responses((status = 200, description = "It is cancelled.", body = SimulationStatus), Refusals)
)]
pub async fn cancel_simulation(
    State(simulations): State<Simulations>,
    caller: Caller,
    Path(id): Path<String>,
    Json(request): Json<CancelSimulation>,
) -> Result<Json<SimulationStatus>, ApiError> {
    let scope = caller.may(Permission::SimulationsRun)?;
    let before = found(&simulations, &scope, &id).await?;
    if request.reason.as_deref().is_some_and(|reason| reason.chars().count() > 500) {
        return Err(ApiError::invalid("reason", "longer than 500 characters"));
    }
    let inner = simulations.inner();
    match store::cancel(&inner.store, &scope, &id, request.reason).await? {
        None => Err(ApiError::not_found("simulation")),
        Some(Cancelled::Ended(_)) => {
            Err(ProblemKind::Conflict.problem("The simulation has ended already.").into())
        }
        Some(Cancelled::Now(model, tasks)) => {
            let last = inner.live.report(&id);
            inner.live.end(&id);
            let mut status = store::status(&inner.store, &model, None, None)?;
            if let Some(last) = last {
                status.trials_done = last.trials_done;
            }
            push_state(&inner.context.mesh, &model, store::state_of(&before.state), status.clone());
            for task_id in tasks {
                let client = inner.context.mesh.client("compute").as_service(inner.context.name);
                let path = format!("/internal/tasks/{task_id}");
                if tokio::time::timeout(TELL_CANCEL, client.delete(&path)).await.is_err() {
                    tracing::debug!(task_id, "compute will hear of the cancellation by its report");
                }
            }
            inner.wake.notify_one();
            Ok(Json(status))
        }
    }
}

/// My place and the queue's length.
#[utoipa::path(
    get, path = "/api/v2/simulations/queue", operation_id = "get_simulation_queue", tag = "simulations",
    security(("access_token" = ["simulations:read"])),
    responses((status = 200, description = "The queue as seen by the caller.", body = QueueStatus), Refusals)
)]
pub async fn get_queue(
    State(simulations): State<Simulations>,
    caller: Caller,
) -> Result<Json<QueueStatus>, ApiError> {
    let scope = caller.may(Permission::SimulationsRead)?;
    let store = &simulations.inner().store;
    let active = store::active_of(store, &scope).await?;
    let places = simulations.positions().await?;
    let served = simulations.served().await?;
    let queued = store::waiting(store).await?;
    let now = now_us();
    let mut mine = Vec::with_capacity(active.len());
    for model in &active {
        let live = simulations.inner().live.report(&model.id);
        let place = places.get(&model.id).copied();
        let status = store::status(store, model, live.as_ref(), place)?;
        let waits_until = match status.state {
            SimulationState::Queued => now,
            _ => model.started_us.unwrap_or(now),
        };
        mine.push(QueuedSimulation {
            id: model.id.clone(),
            name: model.name.clone(),
            state: status.state,
            priority: store::priority_of(model.priority),
            position: status.queue_position,
            waiting_seconds: (waits_until - model.created_us).max(0) as f64 / 1e6,
            starts_in_seconds: None,
        });
    }
    // Those that run first, then by their turns.
    mine.sort_by_key(|simulation| simulation.position.unwrap_or(0));
    let of_tenant = queued.iter().filter(|row| row.tenant_id == scope.tenant_id()).count();
    Ok(Json(QueueStatus {
        mine,
        waiting: queued.len() as u64,
        running: served.running.values().sum(),
        tenant_waiting: of_tenant as u64,
        tenant_running: served.running.get(scope.tenant_id()).copied().unwrap_or(0),
        tenant_running_max: u64::from(simulations.settings().running_max.max(1)),
    }))
}
