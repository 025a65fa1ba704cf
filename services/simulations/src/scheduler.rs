//! Giving simulations to workers, and noticing workers that are lost.

use std::time::{Duration, Instant};

use http::Method;
use ulam_contracts::blob::FileReference;
use ulam_contracts::compute::{StartTask, TaskLimits};
use ulam_contracts::problem::{Problem, ProblemKind};
use ulam_contracts::simulations::{RunFailure, SimulationState};
use ulam_platform::http::{ApiError, with_correlation_id};
use ulam_platform::identifier::{new_id, now_us};
use ulam_platform::store::Store;

use crate::domain::fair;
use crate::live::push_state;
use crate::service::{Simulations, waits};
use crate::store::{self, After, queued, simulation};

/// The scheduler looks at least so often.
const LOOK_EVERY: Duration = Duration::from_millis(500);
const CLEAN_EVERY: Duration = Duration::from_secs(3_600);
/// A worker that can't be reached is asked again so soon.
const ASK_AGAIN_US: i64 = 1_000_000;
/// A simulation fails when no worker could be reached for so long.
const UNREACHABLE_MAX_US: i64 = 15_000_000;
/// Workers take a task within this time.
const TAKE_TIMEOUT: Duration = Duration::from_secs(5);
const ANSWER_BYTES_MAX: usize = 1 << 20;

/// Schedules until shutdown.
pub async fn schedule_until_shutdown(simulations: Simulations) {
    let inner = simulations.inner();
    let shutdown = inner.context.shutdown.clone();
    let mut cleaned = Instant::now();
    loop {
        if let Err(error) = notice_lost_workers(&simulations).await {
            tracing::error!(%error, "lost workers could not be looked for");
        }
        if let Err(error) = give_out(&simulations).await {
            tracing::error!(%error, "the queue could not be looked at");
        }
        if cleaned.elapsed() >= CLEAN_EVERY {
            cleaned = Instant::now();
            if let Err(error) = store::clean(&inner.store).await {
                tracing::warn!(%error, "old rows were not deleted");
            }
        }
        tokio::select! {
            () = inner.wake.notified() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
            () = shutdown.cancelled() => break,
        }
    }
    inner.dispatching.close();
    inner.dispatching.wait().await;
}

/// Gives simulations to workers while there is room.
async fn give_out(simulations: &Simulations) -> Result<(), ApiError> {
    let inner = simulations.inner();
    let running_max = u64::from(simulations.settings().running_max.max(1));
    loop {
        let served = simulations.served().await?;
        if served.running.values().sum::<u64>() >= running_max {
            return Ok(());
        }
        let now = now_us();
        let ready = |row: &queued::Model| row.not_before_us <= now;
        let rows: Vec<queued::Model> =
            store::waiting(&inner.store).await?.into_iter().filter(ready).collect();
        let waiting: Vec<fair::Waiting> = rows.iter().cloned().map(waits).collect();
        let Some(row) = fair::next(&waiting, &served).and_then(|index| rows.get(index)) else {
            return Ok(());
        };
        let task_id = new_id();
        let claimed = store::claim(&inner.store, &row.simulation_id, &task_id).await?;
        let Some(model) = claimed else { continue };
        simulations.note_turn(&model.tenant_id);
        let status = store::status(&inner.store, &model, None, None)?;
        push_state(&inner.context.mesh, &model, SimulationState::Queued, status);
        let (simulations, unreachable_since_us) = (simulations.clone(), row.unreachable_since_us);
        inner.dispatching.spawn(async move {
            let correlation_id = model.correlation_id.clone().unwrap_or_else(new_id);
            let given = give(&simulations, &model, &task_id, unreachable_since_us);
            if let Err(error) = with_correlation_id(correlation_id, given).await {
                // The lease ends, and the simulation is tried again.
                tracing::error!(%error, simulation_id = model.id, "a simulation was not given out");
            }
        });
    }
}

/// What a worker says to a task.
enum Answer {
    Taken,
    /// It has no room now.
    Full,
    /// It can't be reached, or doesn't answer.
    Unreachable,
    Refused(Problem),
}

/// Gives a claimed simulation to a worker.
async fn give(
    simulations: &Simulations,
    model: &simulation::Model,
    task_id: &str,
    unreachable_since_us: Option<i64>,
) -> Result<(), ApiError> {
    let inner = simulations.inner();
    let answer = match task(&inner.store, model, task_id) {
        Ok(task) => ask(simulations, &task).await,
        Err(error) => {
            tracing::error!(%error, simulation_id = model.id, "a damaged simulation");
            Answer::Refused(ProblemKind::Internal.problem("The simulation can't be read any more."))
        }
    };
    let now = now_us();
    match answer {
        Answer::Taken => Ok(()),
        Answer::Full => {
            store::put_back(&inner.store, model, task_id, now + ASK_AGAIN_US, None).await?;
            Ok(())
        }
        Answer::Unreachable => {
            let since_us = unreachable_since_us.unwrap_or(now);
            if now - since_us < UNREACHABLE_MAX_US {
                let (again, since) = (now + ASK_AGAIN_US, Some(since_us));
                store::put_back(&inner.store, model, task_id, again, since).await?;
                return Ok(());
            }
            let failure = RunFailure {
                kind: ProblemKind::Unavailable.slug().to_string(),
                message: "No worker can be reached to run it. Start it again later.".to_string(),
                is_retryable: true,
            };
            fail(simulations, model, task_id, failure).await
        }
        Answer::Refused(problem) => {
            let kind = problem.problem_type.rsplit('/').next().unwrap_or_default().to_string();
            let failure = RunFailure { kind, message: problem.detail, is_retryable: false };
            fail(simulations, model, task_id, failure).await
        }
    }
}

async fn fail(
    simulations: &Simulations,
    model: &simulation::Model,
    task_id: &str,
    failure: RunFailure,
) -> Result<(), ApiError> {
    let failed =
        store::fail_claimed(&simulations.inner().store, &model.id, task_id, failure).await?;
    simulations.settle(failed.map_or(After::Nothing, After::Ended)).await
}

fn task(store: &Store, model: &simulation::Model, task_id: &str) -> Result<StartTask, ApiError> {
    let file: FileReference = store::opened(store, &model.file)?;
    Ok(StartTask {
        task_id: task_id.to_string(),
        simulation_id: model.id.clone(),
        run_id: model.run_id.clone(),
        attempt: u32::try_from(model.attempt).unwrap_or(1),
        tenant_id: model.tenant_id.clone(),
        created_by: model.created_by.clone(),
        name: model.name.clone(),
        workbook_id: model.workbook_id.clone(),
        workbook_name: model.workbook_name.clone(),
        file,
        spec: store::opened(store, &model.spec)?,
        settings: store::opened(store, &model.settings)?,
        priority: store::priority_of(model.priority),
        callback_service: "simulations".to_string(),
        limits: TaskLimits::default(),
        saved_simulation_id: model.saved_simulation_id.clone(),
        saved_simulation_version: model
            .saved_simulation_version
            .and_then(|v| u32::try_from(v).ok()),
        correlation_id: model.correlation_id.clone(),
        traceparent: None,
    })
}

async fn ask(simulations: &Simulations, task: &StartTask) -> Answer {
    let context = &simulations.inner().context;
    let client = context.mesh.client("compute").as_service(context.name);
    let body = match serde_json::to_string(task) {
        Ok(body) => body,
        Err(error) => {
            return Answer::Refused(ProblemKind::Internal.problem(error.to_string()));
        }
    };
    let sent = client.send_json(Method::POST, "/internal/tasks", body);
    let response = match tokio::time::timeout(TAKE_TIMEOUT, sent).await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => {
            tracing::warn!(%error, "no worker can be reached");
            return Answer::Unreachable;
        }
        Err(_) => return Answer::Unreachable,
    };
    let status = response.status();
    if status.is_success() {
        return Answer::Taken;
    }
    if status == http::StatusCode::SERVICE_UNAVAILABLE {
        return Answer::Full;
    }
    if status.is_server_error() {
        return Answer::Unreachable;
    }
    let body = axum::body::to_bytes(response.into_body(), ANSWER_BYTES_MAX).await;
    let problem = body.ok().and_then(|body| serde_json::from_slice(&body).ok());
    Answer::Refused(problem.unwrap_or_else(|| {
        ProblemKind::Internal.problem(format!("The worker refused it with status {status}."))
    }))
}

/// Tries whose worker gave no sign of life for too long are tried again, or fail.
async fn notice_lost_workers(simulations: &Simulations) -> Result<(), ApiError> {
    let inner = simulations.inner();
    let seconds = simulations.settings().heartbeat_timeout_seconds.max(1.0);
    let timeout = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::from_secs(10));
    // Reports can't have come while this process wasn't there.
    if inner.began.elapsed() < timeout {
        return Ok(());
    }
    let timeout_us = i64::try_from(timeout.as_micros()).unwrap_or(i64::MAX);
    for run in store::open_runs(&inner.store).await? {
        if run.heartbeat_us > now_us() - timeout_us {
            continue;
        }
        let heard = inner.live.heard(&run.simulation_id, &run.task_id);
        if heard.is_some_and(|heard| heard.elapsed() < timeout) {
            continue;
        }
        tracing::warn!(
            simulation_id = run.simulation_id,
            task_id = run.task_id,
            attempt = run.attempt,
            "no sign of life from a worker"
        );
        let transaction = inner.store.transaction().await?;
        let after = store::lose(&transaction, &run.task_id, simulations.attempts_max()).await?;
        transaction.commit().await?;
        simulations.settle(after).await?;
    }
    Ok(())
}
