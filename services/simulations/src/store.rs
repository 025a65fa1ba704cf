//! Simulations in the database. Every change of state and the event about it are one transaction.
//!
//! What people ask for takes their [`Scope`] and sees only its tenant's rows. What the service does on
//! its own accord (scheduling, reports of tasks) goes by ids that only services know.

mod changes;
mod listing;
mod tables;

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};
use serde::de::DeserializeOwned;
use ulam_contracts::blob::FileReference;
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::simulations::{
    Headline, Priority, ProgressReport, RunFailure, RunSettings, Sampling, Simulation,
    SimulationSpec, SimulationState, SimulationStatus, SimulationSummary, TRIALS_DEFAULT,
};
use ulam_platform::access::Scope;
use ulam_platform::http::{ApiError, current_correlation_id};
use ulam_platform::identifier::{new_id, now_us, rfc3339};
use ulam_platform::store::{Sealed, Store, is_duplicate};

pub use changes::*;
pub use listing::list;
pub use tables::{idempotency, migrations, queued, run, simulation};

/// Simulations that the scheduler looks at, at most: those that wait longest.
const WAITING_MAX: u64 = 10_000;
/// States of a simulation that a worker has.
pub const WITH_WORKER: [&str; 3] = ["preparing", "running", "summarizing"];
/// States of a simulation that hasn't ended.
pub const ACTIVE: [&str; 4] = ["queued", "preparing", "running", "summarizing"];

/// A state as the table has it.
pub fn state_name(state: SimulationState) -> &'static str {
    match state {
        SimulationState::Queued => "queued",
        SimulationState::Preparing => "preparing",
        SimulationState::Running => "running",
        SimulationState::Summarizing => "summarizing",
        SimulationState::Cancelling => "cancelling",
        SimulationState::Completed => "completed",
        SimulationState::Failed => "failed",
        SimulationState::Cancelled => "cancelled",
    }
}

/// The state that the table has.
pub fn state_of(name: &str) -> SimulationState {
    match name {
        "queued" => SimulationState::Queued,
        "preparing" => SimulationState::Preparing,
        "running" => SimulationState::Running,
        "summarizing" => SimulationState::Summarizing,
        "cancelling" => SimulationState::Cancelling,
        "completed" => SimulationState::Completed,
        "cancelled" => SimulationState::Cancelled,
        _ => SimulationState::Failed,
    }
}

/// A priority as the tables have it: larger is sooner.
pub fn priority_number(priority: Priority) -> i32 {
    match priority {
        Priority::Low => 0,
        Priority::Normal => 1,
        Priority::High => 2,
    }
}

/// The priority that the tables have.
pub fn priority_of(number: i32) -> Priority {
    match number {
        ..=0 => Priority::Low,
        1 => Priority::Normal,
        2.. => Priority::High,
    }
}

pub(crate) fn integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(crate) fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// A simulation to be started.
#[derive(Clone, Debug)]
pub struct NewSimulation {
    /// What it is called.
    pub name: String,
    /// The workbook.
    pub workbook_id: String,
    /// The workbook's name.
    pub workbook_name: String,
    /// Its file.
    pub file: FileReference,
    /// What is simulated, all that was left open filled in.
    pub spec: SimulationSpec,
    /// How.
    pub settings: RunSettings,
    /// How urgent it is.
    pub priority: Priority,
    /// Labels.
    pub tags: Vec<String>,
    /// The saved simulation that it comes from.
    pub saved_simulation_id: Option<String>,
    /// The version of that.
    pub saved_simulation_version: Option<u32>,
    /// Trials of all simulations over lists of values.
    pub trials_total: u64,
    /// Number of inputs.
    pub input_count: u32,
    /// Number of outputs.
    pub output_count: u32,
}

/// What makes a start idempotent.
#[derive(Clone, Debug)]
pub struct IdempotencyKey {
    /// The key.
    pub key: String,
    /// A hash of the body.
    pub body_hash: String,
}

/// The simulation that was started before with a key.
///
/// # Errors
/// 409 if it was another request.
pub async fn started_before(
    store: &Store,
    scope: &Scope,
    key: &IdempotencyKey,
) -> Result<Option<simulation::Model>, ApiError> {
    let id = (scope.tenant_id().to_string(), scope.subject().to_string(), key.key.clone());
    let known = idempotency::Entity::find_by_id(id).one(store.reader()).await?;
    let Some(known) = known.filter(|known| known.created_us > now_us() - KEY_KEPT_US) else {
        return Ok(None);
    };
    if known.body_hash != key.body_hash {
        let detail = "This Idempotency-Key was used for another simulation. Use a new one.";
        return Err(ProblemKind::IdempotencyKeyReused.problem(detail).into());
    }
    find(store, scope, &known.simulation_id).await
}

/// Keys count for a day.
pub const KEY_KEPT_US: i64 = 86_400 * 1_000_000;

/// Puts a simulation in the queue.
///
/// # Errors
/// 429 if the tenant has as many as it may; 409 for a key that was used for another request.
pub async fn start(
    store: &Store,
    scope: &Scope,
    new: NewSimulation,
    key: Option<&IdempotencyKey>,
    active_max: u64,
) -> Result<simulation::Model, ApiError> {
    let id = new_id();
    let created_us = now_us();
    let model = simulation::Model {
        id: id.clone(),
        tenant_id: scope.tenant_id().to_string(),
        created_by: scope.subject().to_string(),
        name: new.name,
        workbook_id: new.workbook_id,
        workbook_name: new.workbook_name,
        file: store.sealed(&serde_json::to_string(&new.file)?)?,
        spec: store.sealed(&serde_json::to_string(&new.spec)?)?,
        settings: store.sealed(&serde_json::to_string(&new.settings)?)?,
        priority: priority_number(new.priority),
        tags: serde_json::to_string(&new.tags)?,
        saved_simulation_id: new.saved_simulation_id,
        saved_simulation_version: new.saved_simulation_version.and_then(|v| i32::try_from(v).ok()),
        state: state_name(SimulationState::Queued).to_string(),
        run_id: new_id(),
        task_id: None,
        attempt: 1,
        trials_done: 0,
        trials_total: integer(new.trials_total),
        input_count: i32::try_from(new.input_count).unwrap_or(i32::MAX),
        output_count: i32::try_from(new.output_count).unwrap_or(i32::MAX),
        headline: None,
        result_id: None,
        failure: None,
        correlation_id: current_correlation_id(),
        created_us,
        started_us: None,
        finished_us: None,
        updated_us: created_us,
    };
    let transaction = store.transaction().await?;
    let active = simulation::Entity::find()
        .filter(simulation::Column::TenantId.eq(scope.tenant_id()))
        .filter(simulation::Column::State.is_in(ACTIVE))
        .count(&*transaction)
        .await?;
    if active >= active_max {
        let detail = format!(
            "Your organisation has {active} simulations waiting and running, which is the most. \
             Wait for some to end, or cancel some."
        );
        return Err(ApiError::too_many_requests(detail, 10.0));
    }
    if let Some(key) = key {
        let id = (scope.tenant_id().to_string(), scope.subject().to_string(), key.key.clone());
        // One that is older than a day counts no more.
        idempotency::Entity::delete_many()
            .filter(idempotency::Column::TenantId.eq(id.0.as_str()))
            .filter(idempotency::Column::CreatedBy.eq(id.1.as_str()))
            .filter(idempotency::Column::IdempotencyKey.eq(id.2.as_str()))
            .filter(idempotency::Column::CreatedUs.lte(created_us - KEY_KEPT_US))
            .exec(&*transaction)
            .await?;
        let row = idempotency::ActiveModel {
            tenant_id: Set(id.0),
            created_by: Set(id.1),
            idempotency_key: Set(id.2),
            body_hash: Set(key.body_hash.clone()),
            simulation_id: Set(model.id.clone()),
            created_us: Set(created_us),
        };
        let inserted = idempotency::Entity::insert(row).exec_without_returning(&*transaction).await;
        match inserted {
            Err(error) if is_duplicate(&error) => {
                // The same request arrived twice at the same time; the other one was faster.
                drop(transaction);
                let known = started_before(store, scope, key).await?;
                return known.ok_or_else(|| ApiError::internal("an idempotency key without row"));
            }
            inserted => inserted?,
        };
    }
    let row: simulation::ActiveModel = model.clone().into();
    simulation::Entity::insert(row.reset_all()).exec_without_returning(&*transaction).await?;
    enqueue(&transaction, &model, created_us, None).await?;
    transaction.commit().await?;
    Ok(model)
}

/// A simulation of the scope's tenant.
///
/// # Errors
/// The database's.
pub async fn find(
    store: &Store,
    scope: &Scope,
    id: &str,
) -> Result<Option<simulation::Model>, ApiError> {
    let found = simulation::Entity::find_by_id(id.to_string())
        .filter(simulation::Column::TenantId.eq(scope.tenant_id()))
        .one(store.reader())
        .await?;
    Ok(found)
}

/// A simulation of whatever tenant, for other services.
///
/// # Errors
/// The database's.
pub async fn find_for_service(
    store: &Store,
    id: &str,
) -> Result<Option<simulation::Model>, ApiError> {
    Ok(simulation::Entity::find_by_id(id.to_string()).one(store.reader()).await?)
}

/// What waits, of all tenants, longest first.
///
/// # Errors
/// The database's.
pub async fn waiting(store: &Store) -> Result<Vec<queued::Model>, DbErr> {
    let query = queued::Entity::find().order_by_asc(queued::Column::CreatedUs).limit(WAITING_MAX);
    query.all(store.reader()).await
}

/// How many simulations of each tenant a worker has.
///
/// # Errors
/// The database's.
pub async fn running_by_tenant(store: &Store) -> Result<HashMap<String, u64>, DbErr> {
    let rows: Vec<(String, i64)> = simulation::Entity::find()
        .select_only()
        .column(simulation::Column::TenantId)
        .column_as(simulation::Column::Id.count(), "number")
        .filter(simulation::Column::State.is_in(WITH_WORKER))
        .group_by(simulation::Column::TenantId)
        .into_tuple()
        .all(store.reader())
        .await?;
    Ok(rows.into_iter().map(|(tenant, number)| (tenant, count(number))).collect())
}

/// The simulations of a user that wait or run, oldest first.
///
/// # Errors
/// The database's.
pub async fn active_of(store: &Store, scope: &Scope) -> Result<Vec<simulation::Model>, DbErr> {
    simulation::Entity::find()
        .filter(simulation::Column::TenantId.eq(scope.tenant_id()))
        .filter(simulation::Column::CreatedBy.eq(scope.subject()))
        .filter(simulation::Column::State.is_in(ACTIVE))
        .order_by_asc(simulation::Column::CreatedUs)
        .limit(1_000)
        .all(store.reader())
        .await
}

/// What a sealed column of a simulation has as JSON.
///
/// # Errors
/// A damaged row.
pub fn opened<T: DeserializeOwned>(store: &Store, sealed: &Sealed) -> Result<T, ApiError> {
    Ok(serde_json::from_str(&store.unsealed(sealed)?)?)
}

/// How a simulation stands; `live` is the last report of its task, `position` its place in the queue.
///
/// # Errors
/// A damaged row.
pub fn status(
    store: &Store,
    model: &simulation::Model,
    live: Option<&ProgressReport>,
    position: Option<u64>,
) -> Result<SimulationStatus, ApiError> {
    let state = state_of(&model.state);
    let attempt = u32::try_from(model.attempt).unwrap_or(1);
    let live = live.filter(|live| !state.is_final() && live.attempt == attempt);
    let state = match live {
        Some(live) if state != SimulationState::Queued => live.state,
        _ => state,
    };
    let trials_total = live.map_or(count(model.trials_total), |live| live.trials_total);
    let trials_done = live.map_or(count(model.trials_done), |live| live.trials_done);
    let share_done = match state {
        SimulationState::Completed => 1.0,
        _ if trials_total == 0 => 0.0,
        _ => (trials_done as f64 / trials_total as f64).clamp(0.0, 1.0),
    };
    let until = model.finished_us.unwrap_or_else(now_us);
    let elapsed = model.started_us.map(|started| (until - started).max(0) as f64 / 1e6);
    let failure = model.failure.as_ref();
    Ok(SimulationStatus {
        id: model.id.clone(),
        state,
        trials_done,
        trials_total,
        share_done,
        trials_per_second: live.and_then(|live| live.trials_per_second),
        elapsed_seconds: elapsed,
        seconds_left: live.and_then(|live| live.seconds_left),
        queue_position: position.filter(|_| state == SimulationState::Queued),
        attempt,
        failure: failure.map(|failure| opened::<RunFailure>(store, failure)).transpose()?,
        result_id: model.result_id.clone(),
        updated_at: rfc3339(if live.is_some() { now_us() } else { model.updated_us }),
    })
}

/// A simulation as lists show it.
///
/// # Errors
/// A damaged row.
pub fn summary(
    store: &Store,
    model: &simulation::Model,
    status: SimulationStatus,
) -> Result<SimulationSummary, ApiError> {
    summary_with(store, model, status, &opened(store, &model.spec)?)
}

fn summary_with(
    store: &Store,
    model: &simulation::Model,
    status: SimulationStatus,
    spec: &SimulationSpec,
) -> Result<SimulationSummary, ApiError> {
    let headline = model.headline.as_ref();
    Ok(SimulationSummary {
        id: model.id.clone(),
        name: model.name.clone(),
        workbook_id: model.workbook_id.clone(),
        workbook_name: model.workbook_name.clone(),
        status,
        trials: spec.trials.unwrap_or(TRIALS_DEFAULT),
        seed: spec.seed.unwrap_or(1),
        sampling: spec.sampling.unwrap_or(Sampling::Random),
        input_count: u32::try_from(model.input_count).unwrap_or(0),
        output_count: u32::try_from(model.output_count).unwrap_or(0),
        headline: headline.map(|headline| opened::<Headline>(store, headline)).transpose()?,
        created_at: rfc3339(model.created_us),
        started_at: model.started_us.map(rfc3339),
        finished_at: model.finished_us.map(rfc3339),
        created_by: model.created_by.clone(),
        created_by_name: None,
        saved_simulation_id: model.saved_simulation_id.clone(),
        saved_simulation_version: model
            .saved_simulation_version
            .and_then(|v| u32::try_from(v).ok()),
        tags: serde_json::from_str(&model.tags)?,
    })
}

/// A simulation with its spec.
///
/// # Errors
/// A damaged row.
pub fn details(
    store: &Store,
    model: &simulation::Model,
    status: SimulationStatus,
) -> Result<Simulation, ApiError> {
    let file: FileReference = opened(store, &model.file)?;
    let spec: SimulationSpec = opened(store, &model.spec)?;
    Ok(Simulation {
        summary: summary_with(store, model, status, &spec)?,
        run_id: model.run_id.clone(),
        file_id: file.file_id,
        file_version: file.version,
        spec,
        settings: opened(store, &model.settings)?,
        priority: priority_of(model.priority),
    })
}
