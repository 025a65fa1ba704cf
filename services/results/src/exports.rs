//! Makes the exports that are asked for, one at a time each worker.
//!
//! What is asked for is a row; a worker takes it for as long as its lease, which it prolongs. A worker
//! that dies leaves the row to the next one.

mod reports;
mod samples;

use std::time::Duration;

use ulam_contracts::blob::BlobReference;
use ulam_contracts::results::{ExportFormat, ExportRequest, ResultsExported, StoreResult};
use ulam_platform::access::Scope;
use ulam_platform::http::ApiError;

use crate::store::{self, Made, artifact};
use crate::{Results, domain};

pub(crate) use samples::{check_width, exported};

/// How often a worker looks without being told.
const INTERVAL: Duration = Duration::from_secs(5);
const LEASE: Duration = Duration::from_secs(60);
/// How often an export is tried that fails through no fault of its own.
const ATTEMPTS_MAX: i64 = 3;
const AGAIN_AFTER: Duration = Duration::from_secs(5);

/// What was made: its content, and what it doesn't hold.
struct Content {
    blob: BlobReference,
    note: Option<String>,
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

/// Makes exports until shutdown.
pub(crate) async fn run_until_shutdown(results: Results) {
    let shutdown = results.context.shutdown.clone();
    while !shutdown.is_cancelled() {
        match store::take_artifact(&results.store, micros(LEASE)).await {
            Ok(Some(row)) => {
                // What was begun begins again after the next start: the lease ends by itself.
                tokio::select! {
                    () = shutdown.cancelled() => return,
                    () = make(&results, row) => {}
                }
                continue;
            }
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "exports can't be looked for"),
        }
        tokio::select! {
            () = shutdown.cancelled() => {}
            () = results.asked.notified() => {}
            () = tokio::time::sleep(INTERVAL) => {}
        }
    }
}

/// Makes an export and notes how that ended.
async fn make(results: &Results, row: artifact::Model) {
    let scope = Scope::of_tenant(results.context.name, &row.tenant_id);
    let made = tokio::select! {
        made = content(results, &scope, &row) => made,
        () = keep(results, &row.id) => return,
    };
    let mut run_name = String::new();
    let made = match made {
        Ok((name, content)) => {
            run_name = name;
            Made::Ready(content.blob, content.note)
        }
        Err(error) if error.status().is_client_error() => {
            Made::Failed(error.problem().detail.clone())
        }
        Err(_) if row.attempts < ATTEMPTS_MAX => Made::Later(micros(AGAIN_AFTER)),
        Err(_) => {
            let message = "Something went wrong on our side while it was made. Try again later.";
            Made::Failed(message.to_string())
        }
    };
    if let Err(error) = end(results, &scope, &row, &made, run_name).await {
        // Whether it was committed isn't known, so its content stays.
        tracing::warn!(%error, artifact_id = row.id, "the end of an export is not noted");
    }
}

/// Prolongs the lease of an export for as long as it is being made.
async fn keep(results: &Results, id: &str) {
    while !results.context.shutdown.is_cancelled() {
        tokio::time::sleep(LEASE / 3).await;
        if let Err(error) = store::keep_artifact(&results.store, id, micros(LEASE)).await {
            tracing::warn!(%error, "the lease of an export is not prolonged");
        }
    }
}

async fn end(
    results: &Results,
    scope: &Scope,
    row: &artifact::Model,
    made: &Made,
    run_name: String,
) -> Result<(), ApiError> {
    let transaction = results.store.transaction().await?;
    if !store::end_artifact(&transaction, &row.id, made).await? {
        drop(transaction);
        discard(results, made).await;
        return Ok(());
    }
    if let Made::Ready(blob, message) = made {
        let mut ready = store::artifact_of(&results.store, row)?;
        ready.state = ulam_contracts::results::ArtifactState::Ready;
        ready.message = message.clone();
        ready.bytes = Some(blob.bytes);
        let path = format!("/api/v2/results/{}/artifacts/{}/download", row.result_id, row.id);
        ready.download_path = Some(path);
        let exported = ResultsExported {
            result_id: row.result_id.clone(),
            name: run_name,
            artifact: ready,
            exported_by: row.created_by.clone(),
        };
        transaction.emit(scope, &row.result_id, exported).await?;
    }
    transaction.commit().await?;
    results.made.notify_waiters();
    Ok(())
}

/// Content that nobody will ask for.
async fn discard(results: &Results, made: &Made) {
    if let Made::Ready(blob, _) = made
        && let Err(error) = results.blobs.delete(blob).await
    {
        tracing::warn!(%error, "an export that nobody has is left over");
    }
}

/// The content of an export, after the name of its run.
async fn content(
    results: &Results,
    scope: &Scope,
    row: &artifact::Model,
) -> Result<(String, Content), ApiError> {
    let request = store::request_of(&results.store, row)?;
    let run =
        store::run_of(&results.store, &store::get(&results.store, scope, &row.result_id).await?)?;
    let name = run.name.clone();
    let content = match request.format {
        ExportFormat::Csv => samples::csv(results, &run, &request).await?,
        ExportFormat::Parquet => samples::parquet(results, &run, &request).await?,
        ExportFormat::Json => json(results, &run).await?,
        ExportFormat::Html | ExportFormat::Xlsx | ExportFormat::Pdf => {
            reports::report(results, run, request).await?
        }
    };
    Ok((name, content))
}

/// The result as `ulam simulate --json` prints it.
async fn json(results: &Results, run: &StoreResult) -> Result<Content, ApiError> {
    let text = serde_json::to_vec_pretty(&run.outcome)?;
    let blob = results.blobs.put_bytes(&run.tenant_id, "application/json", &text).await?;
    Ok(Content { blob, note: None })
}

/// Refuses what can't be exported, before it is tried.
pub(crate) fn check(run: &StoreResult, request: &ExportRequest) -> Result<(), ApiError> {
    domain::outputs(run, request.simulation)?;
    if request.outputs.as_ref().is_some_and(Vec::is_empty) {
        return Err(ApiError::invalid("outputs", "name at least one output, or leave it out"));
    }
    for (index, name) in request.outputs.iter().flatten().enumerate() {
        domain::output(run, Some(name), None).map_err(|_| {
            ApiError::invalid(
                &format!("outputs[{index}]"),
                format!("the result has no output '{name}'"),
            )
        })?;
    }
    if matches!(request.format, ExportFormat::Csv | ExportFormat::Parquet) {
        domain::samples_of(run, request.simulation)?;
    }
    if request.title.as_ref().is_some_and(|title| title.chars().count() > 200) {
        return Err(ApiError::invalid("title", "longer than 200 characters"));
    }
    Ok(())
}
