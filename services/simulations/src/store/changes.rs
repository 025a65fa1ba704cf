//! Changes of state, each with its event.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{QueryOrder, Set};
use ulam_contracts::event::EventData;
use ulam_contracts::simulations::{
    FinishedReport, ProgressReport, RunFailure, SimulationCancelled, SimulationCompleted,
    SimulationFailed, SimulationProgressed, SimulationStarted, SimulationState, TaskOutcome,
};
use ulam_platform::access::Scope;
use ulam_platform::http::ApiError;
use ulam_platform::identifier::now_us;
use ulam_platform::store::{Store, Transaction};

use super::{
    ACTIVE, KEY_KEPT_US, WITH_WORKER, count, idempotency, integer, queued, run, simulation,
    state_name, status,
};

/// What became of a try.
#[derive(Clone, Debug, PartialEq)]
pub enum After {
    /// The simulation has ended, or another try took over: nothing changed.
    Nothing,
    /// It waits for its next try.
    Queued(simulation::Model),
    /// It has ended.
    Ended(simulation::Model),
}

async fn emit<T: EventData>(
    transaction: &Transaction,
    model: &simulation::Model,
    data: T,
) -> Result<(), DbErr> {
    let scope = Scope::of_tenant(T::SERVICE, &model.tenant_id);
    transaction.emit(&scope, &model.id, data).await
}

/// Puts a simulation in the queue.
pub(super) async fn enqueue(
    transaction: &Transaction,
    model: &simulation::Model,
    not_before_us: i64,
    unreachable_since_us: Option<i64>,
) -> Result<(), DbErr> {
    let row = queued::ActiveModel {
        simulation_id: Set(model.id.clone()),
        tenant_id: Set(model.tenant_id.clone()),
        priority: Set(model.priority),
        created_us: Set(model.created_us),
        not_before_us: Set(not_before_us),
        unreachable_since_us: Set(unreachable_since_us),
    };
    queued::Entity::insert(row).exec_without_returning(&**transaction).await?;
    Ok(())
}

async fn dequeue(transaction: &Transaction, id: &str) -> Result<bool, DbErr> {
    let deleted = queued::Entity::delete_by_id(id.to_string()).exec(&**transaction).await?;
    Ok(deleted.rows_affected > 0)
}

async fn locked(transaction: &Transaction, id: &str) -> Result<Option<simulation::Model>, DbErr> {
    use sea_orm::QuerySelect;
    // SQLite has one writer at a time anyway.
    let query = simulation::Entity::find_by_id(id.to_string());
    match transaction.get_database_backend() {
        sea_orm::DbBackend::Postgres => query.lock_exclusive().one(&**transaction).await,
        _ => query.one(&**transaction).await,
    }
}

/// Writes the columns of a model that change in the course of a simulation.
async fn save(transaction: &Transaction, model: &simulation::Model) -> Result<(), DbErr> {
    simulation::Entity::update_many()
        .col_expr(simulation::Column::State, Expr::value(model.state.clone()))
        .col_expr(simulation::Column::Attempt, Expr::value(model.attempt))
        .col_expr(simulation::Column::TaskId, Expr::value(model.task_id.clone()))
        .col_expr(simulation::Column::TrialsDone, Expr::value(model.trials_done))
        .col_expr(simulation::Column::TrialsTotal, Expr::value(model.trials_total))
        .col_expr(simulation::Column::InputCount, Expr::value(model.input_count))
        .col_expr(simulation::Column::Headline, Expr::value(model.headline.clone()))
        .col_expr(simulation::Column::ResultId, Expr::value(model.result_id.clone()))
        .col_expr(simulation::Column::Failure, Expr::value(model.failure.clone()))
        .col_expr(simulation::Column::StartedUs, Expr::value(model.started_us))
        .col_expr(simulation::Column::FinishedUs, Expr::value(model.finished_us))
        .col_expr(simulation::Column::UpdatedUs, Expr::value(model.updated_us))
        .filter(simulation::Column::Id.eq(model.id.as_str()))
        .exec(&**transaction)
        .await?;
    Ok(())
}

/// Changes a simulation's name and labels.
///
/// # Errors
/// The database's.
pub async fn rename(
    store: &Store,
    scope: &Scope,
    id: &str,
    name: Option<String>,
    tags: Option<Vec<String>>,
) -> Result<(), ApiError> {
    let transaction = store.transaction().await?;
    let mut update = simulation::Entity::update_many()
        .col_expr(simulation::Column::UpdatedUs, Expr::value(now_us()))
        .filter(simulation::Column::Id.eq(id))
        .filter(simulation::Column::TenantId.eq(scope.tenant_id()));
    if let Some(name) = name {
        update = update.col_expr(simulation::Column::Name, Expr::value(name));
    }
    if let Some(tags) = tags {
        let tags = serde_json::to_string(&tags)?;
        update = update.col_expr(simulation::Column::Tags, Expr::value(tags));
    }
    update.exec(&*transaction).await?;
    Ok(transaction.commit().await?)
}

/// Takes a simulation out of the queue for a worker; `None` if another scheduler was faster or it was
/// cancelled.
///
/// # Errors
/// The database's.
pub async fn claim(
    store: &Store,
    id: &str,
    task_id: &str,
) -> Result<Option<simulation::Model>, DbErr> {
    let transaction = store.transaction().await?;
    if !dequeue(&transaction, id).await? {
        return Ok(None);
    }
    let Some(mut model) = locked(&transaction, id).await? else { return Ok(None) };
    if model.state != state_name(SimulationState::Queued) {
        transaction.commit().await?;
        return Ok(None);
    }
    let now = now_us();
    model.state = state_name(SimulationState::Preparing).to_string();
    model.task_id = Some(task_id.to_string());
    model.started_us = model.started_us.or(Some(now));
    model.updated_us = now;
    save(&transaction, &model).await?;
    let row = run::ActiveModel {
        task_id: Set(task_id.to_string()),
        simulation_id: Set(model.id.clone()),
        run_id: Set(model.run_id.clone()),
        tenant_id: Set(model.tenant_id.clone()),
        attempt: Set(model.attempt),
        heartbeat_us: Set(now),
        created_us: Set(now),
        ended_us: Set(None),
        end: Set(None),
    };
    run::Entity::insert(row).exec_without_returning(&*transaction).await?;
    transaction.commit().await?;
    Ok(Some(model))
}

async fn end_run(transaction: &Transaction, task_id: &str, end: &str) -> Result<bool, DbErr> {
    let ended = run::Entity::update_many()
        .col_expr(run::Column::EndedUs, Expr::value(Some(now_us())))
        .col_expr(run::Column::End, Expr::value(Some(end.to_string())))
        .filter(run::Column::TaskId.eq(task_id))
        .filter(run::Column::EndedUs.is_null())
        .exec(&**transaction)
        .await?;
    Ok(ended.rows_affected > 0)
}

/// Puts a claimed simulation back into the queue: no worker took it. It keeps its turn and its
/// attempt.
///
/// # Errors
/// The database's.
pub async fn put_back(
    store: &Store,
    model: &simulation::Model,
    task_id: &str,
    not_before_us: i64,
    unreachable_since_us: Option<i64>,
) -> Result<(), DbErr> {
    let transaction = store.transaction().await?;
    let is_current = end_run(&transaction, task_id, "not-started").await?;
    let current = locked(&transaction, &model.id).await?;
    if let Some(mut current) = current
        && is_current
        && WITH_WORKER.contains(&current.state.as_str())
    {
        current.state = state_name(SimulationState::Queued).to_string();
        current.started_us = if current.attempt > 1 { current.started_us } else { None };
        current.updated_us = now_us();
        save(&transaction, &current).await?;
        enqueue(&transaction, &current, not_before_us, unreachable_since_us).await?;
    }
    transaction.commit().await
}

/// Tries that haven't ended.
///
/// # Errors
/// The database's.
pub async fn open_runs(store: &Store) -> Result<Vec<run::Model>, DbErr> {
    let query = run::Entity::find().filter(run::Column::EndedUs.is_null());
    query.order_by_asc(run::Column::CreatedUs).all(store.reader()).await
}

/// A worker was lost: its simulation is tried again, or fails after the last attempt.
///
/// # Errors
/// The database's.
pub async fn lose(
    transaction: &Transaction,
    task_id: &str,
    attempts_max: u32,
) -> Result<After, ApiError> {
    let Some(lost) = run::Entity::find_by_id(task_id.to_string()).one(&**transaction).await? else {
        return Ok(After::Nothing);
    };
    if !end_run(transaction, task_id, "lost").await? {
        return Ok(After::Nothing);
    }
    let failure = RunFailure {
        kind: "worker-lost".to_string(),
        message: format!("The workers that ran it were lost, {} in all.", lost.attempt),
        is_retryable: true,
    };
    next_try_or_failure(transaction, &lost, failure, attempts_max).await
}

async fn next_try_or_failure(
    transaction: &Transaction,
    run: &run::Model,
    failure: RunFailure,
    attempts_max: u32,
) -> Result<After, ApiError> {
    let Some(mut model) = locked(transaction, &run.simulation_id).await? else {
        return Ok(After::Nothing);
    };
    if model.attempt != run.attempt || !WITH_WORKER.contains(&model.state.as_str()) {
        return Ok(After::Nothing);
    }
    let now = now_us();
    model.updated_us = now;
    if failure.is_retryable && i64::from(model.attempt) < i64::from(attempts_max) {
        model.attempt += 1;
        model.state = state_name(SimulationState::Queued).to_string();
        model.trials_done = 0;
        save(transaction, &model).await?;
        enqueue(transaction, &model, now, None).await?;
        return Ok(After::Queued(model));
    }
    fail_locked(transaction, &mut model, failure).await?;
    Ok(After::Ended(model))
}

async fn fail_locked(
    transaction: &Transaction,
    model: &mut simulation::Model,
    failure: RunFailure,
) -> Result<(), ApiError> {
    let now = now_us();
    model.state = state_name(SimulationState::Failed).to_string();
    model.failure = Some(transaction.sealed(&serde_json::to_string(&failure)?)?);
    model.finished_us = Some(now);
    model.updated_us = now;
    save(transaction, model).await?;
    let event = SimulationFailed {
        simulation_id: model.id.clone(),
        run_id: model.run_id.clone(),
        name: model.name.clone(),
        workbook_id: model.workbook_id.clone(),
        failure,
        created_by: model.created_by.clone(),
    };
    emit(transaction, model, event).await?;
    Ok(())
}

/// A simulation that no worker took fails.
///
/// # Errors
/// The database's.
pub async fn fail_claimed(
    store: &Store,
    id: &str,
    task_id: &str,
    failure: RunFailure,
) -> Result<Option<simulation::Model>, ApiError> {
    let transaction = store.transaction().await?;
    let is_current = end_run(&transaction, task_id, "not-started").await?;
    let Some(mut model) = locked(&transaction, id).await? else { return Ok(None) };
    if !is_current || !WITH_WORKER.contains(&model.state.as_str()) {
        return Ok(None);
    }
    fail_locked(&transaction, &mut model, failure).await?;
    transaction.commit().await?;
    Ok(Some(model))
}

/// Notes how far a task is, with its sign of life; the first report of trials begins the simulation.
/// The state before, and the simulation now; `None` if the try is no longer the current one.
///
/// # Errors
/// The database's.
pub async fn note_progress(
    store: &Store,
    id: &str,
    report: &ProgressReport,
) -> Result<Option<(SimulationState, simulation::Model)>, ApiError> {
    let transaction = store.transaction().await?;
    let Some(mut model) = locked(&transaction, id).await? else { return Ok(None) };
    let is_current = model.task_id.as_deref() == Some(report.task_id.as_str())
        && WITH_WORKER.contains(&model.state.as_str());
    if !is_current {
        return Ok(None);
    }
    let now = now_us();
    let before = super::state_of(&model.state);
    model.state = state_name(report.state).to_string();
    model.trials_done = integer(report.trials_done);
    model.trials_total = integer(report.trials_total);
    model.updated_us = now;
    save(&transaction, &model).await?;
    run::Entity::update_many()
        .col_expr(run::Column::HeartbeatUs, Expr::value(now))
        .filter(run::Column::TaskId.eq(report.task_id.as_str()))
        .exec(&*transaction)
        .await?;
    if before == SimulationState::Preparing && report.state != SimulationState::Preparing {
        emit_started(&transaction, &model).await?;
    }
    if report.state != SimulationState::Preparing {
        let event = SimulationProgressed { status: status(store, &model, Some(report), None)? };
        emit(&transaction, &model, event).await?;
    }
    transaction.commit().await?;
    Ok(Some((before, model)))
}

async fn emit_started(
    transaction: &Transaction,
    model: &simulation::Model,
) -> Result<(), ApiError> {
    let event = SimulationStarted {
        simulation_id: model.id.clone(),
        run_id: model.run_id.clone(),
        name: model.name.clone(),
        workbook_id: model.workbook_id.clone(),
        trials: count(model.trials_total),
        attempt: u32::try_from(model.attempt).unwrap_or(1),
        created_by: model.created_by.clone(),
    };
    emit(transaction, model, event).await?;
    Ok(())
}

/// Notes how a task ended.
///
/// # Errors
/// The database's.
pub async fn finish(
    store: &Store,
    id: &str,
    report: &FinishedReport,
    attempts_max: u32,
) -> Result<After, ApiError> {
    let transaction = store.transaction().await?;
    let run = run::Entity::find_by_id(report.task_id.clone()).one(&*transaction).await?;
    let Some(run) = run.filter(|run| run.simulation_id == id) else { return Ok(After::Nothing) };
    let end = match &report.outcome {
        TaskOutcome::Completed { .. } => "completed",
        TaskOutcome::Failed { .. } => "failed",
        TaskOutcome::Cancelled => "cancelled",
    };
    if !end_run(&transaction, &report.task_id, end).await? {
        return Ok(After::Nothing);
    }
    let after = match &report.outcome {
        TaskOutcome::Failed { failure } => {
            next_try_or_failure(&transaction, &run, failure.clone(), attempts_max).await?
        }
        outcome => {
            let Some(mut model) = locked(&transaction, id).await? else {
                return Ok(After::Nothing);
            };
            if model.attempt != run.attempt || !WITH_WORKER.contains(&model.state.as_str()) {
                After::Nothing
            } else {
                end_well(&transaction, &mut model, outcome, report).await?;
                After::Ended(model)
            }
        }
    };
    transaction.commit().await?;
    Ok(after)
}

async fn end_well(
    transaction: &Transaction,
    model: &mut simulation::Model,
    outcome: &TaskOutcome,
    report: &FinishedReport,
) -> Result<(), ApiError> {
    let TaskOutcome::Completed { result_id, trials, input_count, headline } = outcome else {
        let reason = Some("It was cancelled where it ran.".to_string());
        return cancel_locked(transaction, model, "service:compute", reason).await;
    };
    // A short run is over before it first reports.
    if super::state_of(&model.state) == SimulationState::Preparing {
        emit_started(transaction, model).await?;
    }
    let now = now_us();
    model.state = state_name(SimulationState::Completed).to_string();
    model.result_id = Some(result_id.clone());
    model.trials_done = integer(*trials).max(model.trials_done);
    model.input_count = i32::try_from(*input_count).unwrap_or(i32::MAX);
    let headline_text = headline.as_ref().map(serde_json::to_string).transpose()?;
    model.headline = transaction.sealed_perhaps(headline_text.as_deref())?;
    model.finished_us = Some(now);
    model.updated_us = now;
    save(transaction, model).await?;
    let event = SimulationCompleted {
        simulation_id: model.id.clone(),
        run_id: model.run_id.clone(),
        name: model.name.clone(),
        workbook_id: model.workbook_id.clone(),
        workbook_name: model.workbook_name.clone(),
        result_id: result_id.clone(),
        trials: *trials,
        elapsed_seconds: report.elapsed_seconds,
        compute_seconds: report.compute_seconds,
        saved_simulation_id: model.saved_simulation_id.clone(),
        created_by: model.created_by.clone(),
        headline: headline.clone(),
    };
    emit(transaction, model, event).await?;
    Ok(())
}

/// What became of a wish to cancel.
#[derive(Clone, Debug, PartialEq)]
pub enum Cancelled {
    /// It had ended.
    Ended(simulation::Model),
    /// It is cancelled; these tasks are to be told.
    Now(simulation::Model, Vec<String>),
}

/// Cancels a simulation of the scope's tenant, in whatever state; `None` if there is none.
///
/// # Errors
/// The database's.
pub async fn cancel(
    store: &Store,
    scope: &Scope,
    id: &str,
    reason: Option<String>,
) -> Result<Option<Cancelled>, ApiError> {
    let transaction = store.transaction().await?;
    let model = locked(&transaction, id).await?;
    let Some(mut model) = model.filter(|model| model.tenant_id == scope.tenant_id()) else {
        return Ok(None);
    };
    if !ACTIVE.contains(&model.state.as_str()) {
        return Ok(Some(Cancelled::Ended(model)));
    }
    dequeue(&transaction, id).await?;
    let runs = run::Entity::find()
        .filter(run::Column::SimulationId.eq(id))
        .filter(run::Column::EndedUs.is_null())
        .all(&*transaction)
        .await?;
    for run in &runs {
        end_run(&transaction, &run.task_id, "cancelled").await?;
    }
    cancel_locked(&transaction, &mut model, scope.subject(), reason).await?;
    transaction.commit().await?;
    Ok(Some(Cancelled::Now(model, runs.into_iter().map(|run| run.task_id).collect())))
}

async fn cancel_locked(
    transaction: &Transaction,
    model: &mut simulation::Model,
    cancelled_by: &str,
    reason: Option<String>,
) -> Result<(), ApiError> {
    let now = now_us();
    model.state = state_name(SimulationState::Cancelled).to_string();
    model.finished_us = Some(now);
    model.updated_us = now;
    save(transaction, model).await?;
    let event = SimulationCancelled {
        simulation_id: model.id.clone(),
        run_id: model.run_id.clone(),
        name: model.name.clone(),
        workbook_id: model.workbook_id.clone(),
        cancelled_by: cancelled_by.to_string(),
        reason,
        created_by: model.created_by.clone(),
    };
    emit(transaction, model, event).await?;
    Ok(())
}

/// Deletes idempotency keys that count no more, and tries that ended long ago.
///
/// # Errors
/// The database's.
pub async fn clean(store: &Store) -> Result<(), DbErr> {
    let transaction = store.transaction().await?;
    let before = now_us() - KEY_KEPT_US;
    idempotency::Entity::delete_many()
        .filter(idempotency::Column::CreatedUs.lt(before))
        .exec(&*transaction)
        .await?;
    run::Entity::delete_many()
        .filter(run::Column::EndedUs.lt(before - 6 * KEY_KEPT_US))
        .exec(&*transaction)
        .await?;
    transaction.commit().await
}
