//! Exports: asked for, looked after, downloaded.

use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{
    CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderValue, StatusCode};
use ulam_contracts::blob::BlobReference;
use ulam_contracts::permissions::Permission;
use ulam_contracts::problem::{Problem, ProblemKind};
use ulam_contracts::results::{
    Artifact, ArtifactQuery, ArtifactState, ExportFormat, ExportRequest,
};
use ulam_platform::access::{Caller, Scope};
use ulam_platform::http::{ApiError, Json, Path, Query, Refusals};
use ulam_platform::identifier::now_us;

use super::files::{attachment, file_name, inline};
use crate::{Results, exports, store};

/// How long exports are kept.
const KEPT_US: i64 = 7 * 86_400_000_000;
/// How long an answer waits for a quick export to be ready.
const WAITED_FOR: Duration = Duration::from_secs(2);
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// Exports of an organisation that wait at once.
const PENDING_MAX: u64 = 20;
const RETRY_SECONDS: f64 = 10.0;
/// A report has no scripts, and as a page it gets no rights of this site.
const HTML_POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// Export a result: a report as Excel, PDF or HTML, the samples as CSV or Parquet, the result as JSON.
#[utoipa::path(
    post, path = "/api/v2/results/{id}/export", operation_id = "export_result", tag = "results",
    params(("id" = String, Path, description = "The result")),
    request_body = ExportRequest,
    security(("access_token" = ["results:export"])),
    responses(
        (status = 201, description = "The export is ready, or can't be made: see its state", body = Artifact),
        (status = 202, description = "The export is being made", body = Artifact),
        (status = 410, description = "The samples are no longer kept", content_type = "application/problem+json", body = Problem),
        Refusals
    ),
)]
pub(super) async fn export(
    State(results): State<Results>,
    caller: Caller,
    Path(id): Path<String>,
    Json(request): Json<ExportRequest>,
) -> Result<Response, ApiError> {
    let scope = caller.may(Permission::ResultsExport)?;
    let row = store::get(&results.store, &scope, &id).await?;
    let run = store::run_of(&results.store, &row)?;
    exports::check(&run, &request)?;
    if store::pending_artifacts(&results.store, &scope).await? >= PENDING_MAX {
        let detail = format!("{PENDING_MAX} exports of your organisation are being made already.");
        return Err(ApiError::too_many_requests(detail, RETRY_SECONDS));
    }
    let name = request.title.clone().filter(|title| !title.trim().is_empty());
    let name = file_name(&name.unwrap_or(run.name), extension(request.format));
    let end = now_us() + KEPT_US;
    let end = row.expires_us.map_or(end, |of_result| of_result.min(end));
    let transaction = results.store.transaction().await?;
    let asked = store::insert_artifact(&transaction, &scope, &id, &request, name, end).await?;
    transaction.commit().await?;
    results.asked.notify_one();
    let artifact = settled(&results, &scope, &id, &asked.id).await?;
    let status = match artifact.state {
        ArtifactState::Pending => StatusCode::ACCEPTED,
        ArtifactState::Ready | ArtifactState::Failed => StatusCode::CREATED,
    };
    Ok((status, Json(artifact)).into_response())
}

fn extension(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Xlsx => "xlsx",
        ExportFormat::Pdf => "pdf",
        ExportFormat::Html => "html",
        ExportFormat::Csv => "csv",
        ExportFormat::Parquet => "parquet",
        ExportFormat::Json => "json",
    }
}

/// The export once it is made, or as it is after a moment.
async fn settled(
    results: &Results,
    scope: &Scope,
    result_id: &str,
    id: &str,
) -> Result<Artifact, ApiError> {
    let until = tokio::time::Instant::now() + WAITED_FOR;
    loop {
        // Told before it is looked at, so that no end is missed; made elsewhere, it is seen a little later.
        let made = results.made.notified();
        let found = store::get_artifact(&results.store, scope, result_id, id).await?;
        let found = store::artifact_of(&results.store, &found)?;
        if found.state != ArtifactState::Pending || tokio::time::Instant::now() >= until {
            return Ok(found);
        }
        tokio::select! {
            () = made => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

/// State of an export.
#[utoipa::path(
    get, path = "/api/v2/results/{id}/artifacts/{artifact_id}", operation_id = "get_artifact", tag = "results",
    params(
        ("id" = String, Path, description = "The result"),
        ("artifact_id" = String, Path, description = "The export")
    ),
    security(("access_token" = ["results:export"])),
    responses((status = 200, description = "The export", body = Artifact), Refusals),
)]
pub(super) async fn artifact(
    State(results): State<Results>,
    caller: Caller,
    Path((id, artifact_id)): Path<(String, String)>,
) -> Result<Json<Artifact>, ApiError> {
    let scope = caller.may(Permission::ResultsExport)?;
    store::get(&results.store, &scope, &id).await?;
    let row = store::get_artifact(&results.store, &scope, &id, &artifact_id).await?;
    Ok(Json(store::artifact_of(&results.store, &row)?))
}

/// The content of an export that is ready.
#[utoipa::path(
    get, path = "/api/v2/results/{id}/artifacts/{artifact_id}/download", operation_id = "download_artifact", tag = "results",
    params(
        ("id" = String, Path, description = "The result"),
        ("artifact_id" = String, Path, description = "The export"),
        ArtifactQuery
    ),
    security(("access_token" = ["results:export"])),
    responses((status = 200, description = "The content", content(
        (Vec<u8> = "application/pdf"), (String = "text/html"), (String = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (Vec<u8> = "application/vnd.apache.parquet"), (serde_json::Value = "application/json"),
    )), Refusals),
)]
pub(super) async fn download(
    State(results): State<Results>,
    caller: Caller,
    Path((id, artifact_id)): Path<(String, String)>,
    Query(query): Query<ArtifactQuery>,
) -> Result<Response, ApiError> {
    let scope = caller.may(Permission::ResultsExport)?;
    store::get(&results.store, &scope, &id).await?;
    let row = store::get_artifact(&results.store, &scope, &id, &artifact_id).await?;
    let Some(blob) = &row.blob else {
        let detail = match results.store.unsealed_perhaps(row.message.as_ref())? {
            Some(message) => format!("The export could not be made: {message}"),
            None => "The export is still being made. Try again in a moment.".to_string(),
        };
        return Err(ProblemKind::Conflict.problem(detail).into());
    };
    let blob: BlobReference = serde_json::from_str(blob)?;
    let stream = results.blobs.get(&blob, None).await?;
    let file_name = results.store.unsealed(&row.file_name)?;
    let disposition = match query.inline.unwrap_or_default() {
        true => inline(&file_name),
        false => attachment(&file_name),
    };
    let headers = [
        (CONTENT_TYPE, blob.content_type.clone()),
        (CONTENT_LENGTH, blob.bytes.to_string()),
        (CONTENT_DISPOSITION, disposition),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_string()),
    ];
    let mut response = (headers, Body::from_stream(stream)).into_response();
    if blob.content_type.starts_with("text/html") {
        response
            .headers_mut()
            .insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(HTML_POLICY));
    }
    Ok(response)
}
