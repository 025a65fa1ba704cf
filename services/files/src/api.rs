//! The endpoints.

mod browse;
mod download;
mod internal;
mod resumable;
mod sharing;
mod upload;

use axum::extract::DefaultBodyLimit;
use ulam_contracts::files::{FileInfo, FileState, FileVersion};
use ulam_contracts::sharing::Access;
use ulam_platform::access::Scope;
use ulam_platform::http::ApiError;
use ulam_platform::identifier::rfc3339;
use ulam_platform::store::Store;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Files;
use crate::store::entities::{file, version};
use crate::store::{unsigned, value_of, version_number};

/// The public endpoints.
pub fn router(files: Files) -> OpenApiRouter {
    // Uploads count their own bytes.
    let uploads = OpenApiRouter::new()
        .routes(routes!(upload::upload_file))
        .routes(routes!(upload::upload_version))
        .routes(routes!(resumable::resumable_options, resumable::start_upload))
        .routes(routes!(
            resumable::upload_state,
            resumable::upload_offset,
            resumable::continue_upload,
            resumable::end_upload
        ))
        .layer(DefaultBodyLimit::disable());
    OpenApiRouter::new()
        .routes(routes!(browse::list_files))
        .routes(routes!(browse::list_files_by_old_name))
        .routes(routes!(browse::storage_usage))
        .routes(routes!(browse::get_file, browse::update_file, browse::delete_file))
        .routes(routes!(browse::process_file))
        .routes(routes!(download::download_file))
        .routes(routes!(sharing::get_permissions, sharing::set_permissions))
        .merge(uploads)
        .with_state(files)
}

/// The endpoints for other services.
pub fn internal_router(files: Files) -> axum::Router {
    internal::router(files)
}

/// A file as clients see it.
pub(crate) fn file_info(
    file: file::Model,
    access: Access,
    created_by_name: Option<String>,
) -> Result<FileInfo, ApiError> {
    Ok(FileInfo {
        id: file.id,
        name: file.name,
        kind: value_of(&file.kind)?,
        content_type: file.content_type,
        bytes: unsigned(file.bytes),
        sha256: file.sha256,
        state: value_of(&file.state)?,
        state_reason: file.state_reason,
        version: version_number(file.version),
        description: file.description,
        tags: serde_json::from_str(&file.tags)?,
        created_at: rfc3339(file.created_us),
        updated_at: rfc3339(file.updated_us),
        created_by: file.created_by,
        created_by_name,
        my_access: access,
        purge_at: file.purge_us.map(rfc3339),
        workbook_id: file.workbook_id,
    })
}

fn file_version(
    store: &Store,
    row: version::Model,
    created_by_name: Option<String>,
) -> Result<FileVersion, ApiError> {
    Ok(FileVersion {
        version: version_number(row.version),
        bytes: unsigned(row.bytes),
        sha256: row.sha256,
        created_at: rfc3339(row.created_us),
        created_by: row.created_by,
        created_by_name,
        comment: store.unsealed_perhaps(row.comment.as_ref())?,
        scan: value_of(&row.scan)?,
    })
}

impl Files {
    /// A file as its caller sees it, with its uploader's name.
    async fn info(
        &self,
        scope: &Scope,
        file: file::Model,
        access: Access,
    ) -> Result<FileInfo, ApiError> {
        let mut names = self.names(scope, vec![file.created_by.clone()]).await;
        let name = names.remove(&file.created_by);
        file_info(file, access, name)
    }
}

/// Refuses files that were deleted: 404, as if they were not there.
fn not_deleted(file: &file::Model) -> Result<(), ApiError> {
    match value_of(&file.state)? {
        FileState::Deleted => Err(ApiError::not_found("file")),
        _ => Ok(()),
    }
}
