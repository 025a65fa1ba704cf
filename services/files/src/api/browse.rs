//! Listing, describing, changing and deleting files.

use std::collections::BTreeMap;

use axum::extract::State;
use ulam_contracts::files::{
    DeletedFile, ExtractedMetadata, FileDetails, FileInfo, FileKind, FileState, KindUsage,
    ListFilesQuery, ProcessRequest, StorageUsage, UpdateFile,
};
use ulam_contracts::page::Page;
use ulam_contracts::permissions::Permission;
use ulam_contracts::sharing::Access;
use ulam_platform::access::{Caller, SubjectKind};
use ulam_platform::http::{ApiError, Json, Path, Query, Refusals};
use ulam_platform::identifier::{now_us, rfc3339};

use super::upload::{checked_description, checked_tags};
use super::{file_info, file_version, not_deleted};
use crate::Files;
use crate::access::{access_to, require};
use crate::domain::name::renamed;
use crate::store::{self, unsigned, value_of};

const DAY_US: i64 = 86_400 * 1_000_000;

/// Lists files.
///
/// Those that the caller may see, a page at a time.
#[utoipa::path(
    get,
    path = "/api/v2/files",
    tag = "files",
    operation_id = "list_files",
    params(ListFilesQuery),
    security(("access_token" = ["files:read"])),
    responses((status = 200, description = "One page of files.", body = Page<FileInfo>), Refusals)
)]
pub async fn list_files(
    State(files): State<Files>,
    caller: Caller,
    Query(query): Query<ListFilesQuery>,
) -> Result<Json<Page<FileInfo>>, ApiError> {
    let scope = caller.may(Permission::FilesRead)?;
    let (rows, next_cursor) = store::list(&files.store, &scope, &query).await?;
    let granted = store::granted(&files.store, &scope, &rows).await?;
    let names = files.names(&scope, rows.iter().map(|row| row.created_by.clone()).collect()).await;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        let access = access_to(&scope, &row, &granted)?;
        let name = names.get(&row.created_by).cloned();
        items.push(file_info(row, access, name)?);
    }
    Ok(Json(Page { items, next_cursor, total: None }))
}

/// Lists files, under the older name.
#[utoipa::path(
    get,
    path = "/api/v2/files/list",
    tag = "files",
    operation_id = "list_files_by_old_name",
    params(ListFilesQuery),
    security(("access_token" = ["files:read"])),
    responses((status = 200, description = "One page of files.", body = Page<FileInfo>), Refusals)
)]
pub async fn list_files_by_old_name(
    state: State<Files>,
    caller: Caller,
    query: Query<ListFilesQuery>,
) -> Result<Json<Page<FileInfo>>, ApiError> {
    list_files(state, caller, query).await
}

/// Tells of a file.
///
/// With its versions and what was found in the latest one.
#[utoipa::path(
    get,
    path = "/api/v2/files/{id}",
    tag = "files",
    operation_id = "get_file",
    params(("id" = String, Path, description = "The file.")),
    security(("access_token" = ["files:read"])),
    responses((status = 200, description = "The file.", body = FileDetails), Refusals)
)]
pub async fn get_file(
    State(files): State<Files>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<FileDetails>, ApiError> {
    let scope = caller.may(Permission::FilesRead)?;
    let (file, access) = store::file_with_access(&files.store, &scope, &id).await?;
    let rows = store::versions(&files.store, &scope, &id).await?;
    let metadata = match rows.iter().find(|row| row.version == file.version) {
        Some(row) => store::metadata_of(&files.context.keys, row)?,
        None => None,
    };
    let mut users: Vec<String> = rows.iter().map(|row| row.created_by.clone()).collect();
    users.push(file.created_by.clone());
    let names = files.names(&scope, users).await;
    let mut versions = Vec::with_capacity(rows.len());
    for row in rows {
        let name = names.get(&row.created_by).cloned();
        versions.push(file_version(&files.store, row, name)?);
    }
    let name = names.get(&file.created_by).cloned();
    Ok(Json(FileDetails { file: file_info(file, access, name)?, versions, metadata }))
}

/// Changes what is said about a file.
#[utoipa::path(
    patch,
    path = "/api/v2/files/{id}",
    tag = "files",
    operation_id = "update_file",
    params(("id" = String, Path, description = "The file.")),
    request_body = UpdateFile,
    security(("access_token" = ["files:write"])),
    responses((status = 200, description = "The file.", body = FileInfo), Refusals)
)]
pub async fn update_file(
    State(files): State<Files>,
    caller: Caller,
    Path(id): Path<String>,
    Json(change): Json<UpdateFile>,
) -> Result<Json<FileInfo>, ApiError> {
    let scope = caller.may(Permission::FilesWrite)?;
    let (file, access) = store::file_with_access(&files.store, &scope, &id).await?;
    not_deleted(&file)?;
    require(access, Access::Edit)?;
    let name = match change.name {
        Some(name) if name.trim().is_empty() => return Err(ApiError::invalid("name", "empty")),
        name => name.map(|name| renamed(&file.name, &name)),
    };
    let description = change.description.map(|text| checked_description(&text)).transpose()?;
    let description = description.map(Option::unwrap_or_default);
    let tags = change.tags.map(|tags| checked_tags(tags.iter().map(String::as_str))).transpose()?;
    let file = store::update(&files.store, &scope, file, name, description, tags).await?;
    Ok(Json(files.info(&scope, file, access).await?))
}

/// Deletes a file.
///
/// Its content is kept for as long as retention demands and then goes for good.
#[utoipa::path(
    delete,
    path = "/api/v2/files/{id}",
    tag = "files",
    operation_id = "delete_file",
    params(("id" = String, Path, description = "The file.")),
    security(("access_token" = ["files:write"])),
    responses((status = 200, description = "Deleted.", body = DeletedFile), Refusals)
)]
pub async fn delete_file(
    State(files): State<Files>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<DeletedFile>, ApiError> {
    let scope = caller.may(Permission::FilesWrite)?;
    let (file, access) = store::file_with_access(&files.store, &scope, &id).await?;
    require(access, Access::Manage)?;
    let days = files.context.configuration.files.retention_days;
    let retained_because = (days > 0).then(|| {
        format!("Deleted files are kept for {days} days, as this installation is set up.")
    });
    // Deleting twice is no error: the first time counts.
    let purge_us = match file.purge_us {
        Some(purge_us) => purge_us,
        None => {
            let purge_us = now_us() + i64::from(days) * DAY_US;
            let transaction = files.store.transaction().await?;
            store::mark_deleted(&transaction, &scope, &file, purge_us).await?;
            transaction.commit().await?;
            files.to_clean.notify_one();
            purge_us
        }
    };
    Ok(Json(DeletedFile { id: file.id, purge_at: rfc3339(purge_us), retained_because }))
}

/// Looks through a file.
///
/// Encoding, delimiter, columns and rows of a table; sheets of a workbook.
#[utoipa::path(
    post,
    path = "/api/v2/files/{id}/process",
    tag = "files",
    operation_id = "process_file",
    params(("id" = String, Path, description = "The file.")),
    request_body = ProcessRequest,
    security(("access_token" = ["files:read"])),
    responses((status = 200, description = "What was found.", body = ExtractedMetadata), Refusals)
)]
pub async fn process_file(
    State(files): State<Files>,
    caller: Caller,
    Path(id): Path<String>,
    Json(request): Json<ProcessRequest>,
) -> Result<Json<ExtractedMetadata>, ApiError> {
    let scope = caller.may(Permission::FilesRead)?;
    let (file, _) = store::file_with_access(&files.store, &scope, &id).await?;
    not_deleted(&file)?;
    super::download::not_quarantined(&file)?;
    let version = store::version_of(&files.store, &scope, &file, request.version).await?;
    let known = store::metadata_of(&files.context.keys, &version)?;
    if let Some(found) = known.filter(|_| !request.force) {
        return Ok(Json(found));
    }
    Ok(Json(files.process(&scope, &file, &version).await?))
}

/// Tells how much storage is used.
#[utoipa::path(
    get,
    path = "/api/v2/files/storage/usage",
    tag = "files",
    operation_id = "storage_usage",
    security(("access_token" = ["files:read"])),
    responses((status = 200, description = "Bytes used against the quota.", body = StorageUsage), Refusals)
)]
pub async fn storage_usage(
    State(files): State<Files>,
    caller: Caller,
) -> Result<Json<StorageUsage>, ApiError> {
    let scope = caller.may(Permission::FilesRead)?;
    if caller.principal().kind == SubjectKind::Link {
        return Err(ApiError::not_found("organisation"));
    }
    let settings = &files.context.configuration.files;
    let (used_bytes, limit) = store::usage(&files.store, &scope, settings.tenant_bytes_max).await?;
    let mut usage = StorageUsage {
        used_bytes,
        limit_bytes: Some(limit),
        deleted_bytes: 0,
        file_count: 0,
        version_count: 0,
        file_bytes_max: settings.file_bytes_max,
        by_kind: Vec::new(),
    };
    let mut by_kind: BTreeMap<FileKind, KindUsage> = BTreeMap::new();
    for row in store::usage_by_kind(&files.store, &scope).await? {
        let kind: FileKind = value_of(&row.kind)?;
        let of_kind = by_kind.entry(kind).or_insert(KindUsage { kind, bytes: 0, file_count: 0 });
        of_kind.bytes += unsigned(row.bytes);
        if value_of::<FileState>(&row.state)? == FileState::Deleted {
            usage.deleted_bytes += unsigned(row.bytes);
            continue;
        }
        of_kind.file_count += unsigned(row.file_count);
        usage.file_count += unsigned(row.file_count);
        usage.version_count += unsigned(row.version_count);
    }
    usage.by_kind = by_kind.into_values().collect();
    Ok(Json(usage))
}
