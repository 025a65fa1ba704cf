//! What other services ask.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use http::HeaderMap;
use ulam_contracts::blob::FileReference;
use ulam_contracts::files::{
    AccessibleFiles, AccessibleQuestion, FileState, InternalContentQuery, InternalFile,
};
use ulam_contracts::permissions::Permission;
use ulam_contracts::sharing::{ExchangeLink, ExchangedLink};
use ulam_platform::access::{Caller, Scope, ServiceCaller};
use ulam_platform::http::{ApiError, Json, Path, Query};

use super::{download, not_deleted};
use crate::Files;
use crate::access::access_to;
use crate::store::{self, blob_of, unsigned, value_of, version_number};

/// Most files asked for at once.
const FILES_MAX: usize = 1_000;

pub fn router(files: Files) -> axum::Router {
    axum::Router::new()
        .route("/internal/files/{id}", get(file))
        .route("/internal/files/{id}/content", get(content))
        .route("/internal/files/accessible", post(accessible))
        .route("/internal/links/exchange", post(exchange_link))
        .with_state(files)
}

/// A file and whose it is.
async fn file(
    State(files): State<Files>,
    caller: ServiceCaller,
    Path(id): Path<String>,
    Query(query): Query<InternalContentQuery>,
) -> Result<Json<InternalFile>, ApiError> {
    let scope = Scope::of_tenant(&caller.service, &query.tenant_id);
    let file = store::file_of_tenant(&files.store, &scope, &id).await?;
    let version = store::version_of(&files.store, &scope, &file, query.version).await?;
    Ok(Json(InternalFile {
        tenant_id: file.tenant_id,
        reference: FileReference {
            file_id: file.id,
            version: version_number(version.version),
            file_name: file.name,
            bytes: unsigned(version.bytes),
            sha256: version.sha256,
            blob: Some(blob_of(&version.blob)?),
        },
        kind: value_of(&file.kind)?,
        state: value_of(&file.state)?,
    }))
}

/// The bytes of a file.
async fn content(
    State(files): State<Files>,
    caller: ServiceCaller,
    Path(id): Path<String>,
    Query(query): Query<InternalContentQuery>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let scope = Scope::of_tenant(&caller.service, &query.tenant_id);
    let file = store::file_of_tenant(&files.store, &scope, &id).await?;
    not_deleted(&file)?;
    download::not_quarantined(&file)?;
    let version = store::version_of(&files.store, &scope, &file, query.version).await?;
    files.content(&file, &version, &headers).await
}

/// Which of these files the caller may see, and what the caller may do with them.
async fn accessible(
    State(files): State<Files>,
    caller: Caller,
    Json(question): Json<AccessibleQuestion>,
) -> Result<Json<AccessibleFiles>, ApiError> {
    // Those who may see workbooks but no files ask this too, through that service.
    let scope = caller.principal().scope();
    if scope.tenant_id().is_empty() {
        return Ok(Json(AccessibleFiles::default()));
    }
    if question.file_ids.len() > FILES_MAX {
        return Err(ApiError::invalid("file_ids", format!("more than {FILES_MAX}")));
    }
    let rows = store::visible_of(&files.store, &scope, question.file_ids).await?;
    let granted = store::granted(&files.store, &scope, &rows).await?;
    let mut access = BTreeMap::new();
    let mut latest_versions = BTreeMap::new();
    for row in rows {
        if value_of::<FileState>(&row.state)? == FileState::Deleted {
            continue;
        }
        access.insert(row.id.clone(), access_to(&scope, &row, &granted)?);
        latest_versions.insert(row.id, version_number(row.version));
    }
    Ok(Json(AccessibleFiles { access, latest_versions }))
}

/// What a link allows.
async fn exchange_link(
    State(files): State<Files>,
    _caller: ServiceCaller,
    Json(request): Json<ExchangeLink>,
) -> Result<Json<ExchangedLink>, ApiError> {
    let link = store::use_link(&files.store, &files.link_hash(&request.token)).await?;
    let link = link.ok_or_else(|| ApiError::not_found("link"))?;
    Ok(Json(ExchangedLink {
        link_id: link.id,
        tenant_id: link.tenant_id,
        permissions: vec![Permission::FilesRead],
    }))
}
