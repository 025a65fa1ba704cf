//! Uploads in one request.

use axum::extract::multipart::{Field, MultipartRejection};
use axum::extract::{Multipart, State};
use futures::TryStreamExt;
use http::{HeaderMap, StatusCode};
use ulam_contracts::files::{FileInfo, UploadForm};
use ulam_contracts::permissions::Permission;
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::sharing::Access;
use ulam_platform::access::{Caller, Scope};
use ulam_platform::http::{ApiError, Json, Path, Refusals};

use super::{file_info, not_deleted};
use crate::Files;
use crate::access::require;
use crate::domain::name::sanitised;
use crate::ingest::{Description, Stored, Target, too_large};
use crate::store;

/// Fields that a form may have.
const FIELDS_MAX: usize = 16;
/// Longest text field, in bytes.
const TEXT_BYTES_MAX: usize = 8 << 10;
const DESCRIPTION_CHARACTERS_MAX: usize = 1_000;
const TAGS_MAX: usize = 20;
const TAG_CHARACTERS_MAX: usize = 64;
/// A form's other fields and headers, beside the file.
const FORM_BYTES_MAX: u64 = 256 << 10;

/// Uploads a file.
///
/// The file's name must come with it; its content must be what the name's extension says. Large files
/// are better uploaded in pieces: `POST /api/v2/files/uploads`.
#[utoipa::path(
    post,
    path = "/api/v2/files/upload",
    tag = "files",
    operation_id = "upload_file",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 201, description = "Stored.", body = FileInfo), Refusals)
)]
pub async fn upload_file(
    State(files): State<Files>,
    caller: Caller,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<(StatusCode, Json<FileInfo>), ApiError> {
    let scope = caller.may(Permission::FilesWrite)?;
    let (description, stored) = received(&files, &scope, &headers, form).await?;
    let row = files.accept(&scope, scope.subject(), Target::New, description, stored).await?;
    Ok((StatusCode::CREATED, Json(files.info(&scope, row, Access::Manage).await?)))
}

/// Uploads a new version of a file.
///
/// It must be of the same kind. Workbooks that were opened from earlier versions stay as they are.
#[utoipa::path(
    post,
    path = "/api/v2/files/{id}/versions",
    tag = "files",
    operation_id = "upload_file_version",
    params(("id" = String, Path, description = "The file.")),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 201, description = "Stored.", body = FileInfo), Refusals)
)]
pub async fn upload_version(
    State(files): State<Files>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<(StatusCode, Json<FileInfo>), ApiError> {
    let scope = caller.may(Permission::FilesWrite)?;
    let (file, access) = store::file_with_access(&files.store, &scope, &id).await?;
    not_deleted(&file)?;
    require(access, Access::Edit)?;
    let (description, stored) = received(&files, &scope, &headers, form).await?;
    let target = Target::Version(Box::new(file));
    let row = files.accept(&scope, scope.subject(), target, description, stored).await?;
    let mut names = files.names(&scope, vec![row.created_by.clone()]).await;
    let name = names.remove(&row.created_by);
    Ok((StatusCode::CREATED, Json(file_info(row, access, name)?)))
}

/// Reads the form, the file's bytes going to the blob store as they arrive.
async fn received(
    files: &Files,
    scope: &Scope,
    headers: &HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<(Description, Stored), ApiError> {
    let limit = files.context.configuration.files.file_bytes_max;
    let announced = headers.get(http::header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let announced = announced.and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
    if announced > limit.saturating_add(FORM_BYTES_MAX) {
        return Err(too_large(limit));
    }
    let mut form = form.map_err(|rejection| {
        let detail = format!(
            "{}. Send the file as multipart/form-data in the field 'file'.",
            rejection.body_text()
        );
        ApiError::from(ProblemKind::UnsupportedMediaType.problem(detail))
    })?;
    let mut description = Description::default();
    let mut stored: Option<Stored> = None;
    let outcome = read_form(files, scope, &mut form, &mut description, &mut stored).await;
    match (outcome, stored) {
        (Ok(()), Some(stored)) => Ok((description, stored)),
        (Ok(()), None) => {
            Err(ApiError::invalid("file", "missing: send the content in the field 'file'"))
        }
        (Err(error), stored) => {
            if let Some(stored) = stored {
                files.discard(&stored.blob).await;
                store::release(&files.store, &stored.reservation).await?;
            }
            Err(error)
        }
    }
}

async fn read_form(
    files: &Files,
    scope: &Scope,
    form: &mut Multipart,
    description: &mut Description,
    stored: &mut Option<Stored>,
) -> Result<(), ApiError> {
    let malformed = |error: axum::extract::multipart::MultipartError| {
        ApiError::from(
            ProblemKind::BadRequest
                .problem(format!("The form can't be read: {}.", error.body_text())),
        )
    };
    for _ in 0..FIELDS_MAX {
        let Some(field) = form.next_field().await.map_err(malformed)? else { return Ok(()) };
        match field.name().unwrap_or_default() {
            "file" if stored.is_some() => {
                return Err(ApiError::invalid("file", "send one file a request"));
            }
            "file" => {
                let Some(name) = field.file_name() else {
                    return Err(ApiError::invalid("file", "the file's name is missing"));
                };
                description.name = sanitised(name);
                let content = field.map_err(|error| error.body_text());
                *stored = Some(files.store_stream(scope, content).await?);
            }
            "description" => {
                let text = text_of(field).await?;
                description.description = checked_description(&text)?;
            }
            "tags" => description.tags = checked_tags(text_of(field).await?.split(','))?,
            "comment" => {
                let text = text_of(field).await?;
                description.comment = checked_description(&text)?;
            }
            other => {
                let known = "known are file, description, tags and comment";
                return Err(ApiError::invalid(
                    &other.chars().take(64).collect::<String>(),
                    format!("not known; {known}"),
                ));
            }
        }
    }
    Err(ApiError::invalid("", format!("the form has more than {FIELDS_MAX} fields")))
}

async fn text_of(mut field: Field<'_>) -> Result<String, ApiError> {
    let name = field.name().unwrap_or_default().to_string();
    let mut bytes = Vec::new();
    loop {
        let chunk = field.chunk().await.map_err(|error| {
            ApiError::from(
                ProblemKind::BadRequest
                    .problem(format!("The form can't be read: {}.", error.body_text())),
            )
        })?;
        let Some(chunk) = chunk else { break };
        if bytes.len() + chunk.len() > TEXT_BYTES_MAX {
            return Err(ApiError::invalid(&name, format!("longer than {TEXT_BYTES_MAX} bytes")));
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| ApiError::invalid(&name, "not UTF-8"))
}

/// A description or comment, without control characters.
pub(super) fn checked_description(text: &str) -> Result<Option<String>, ApiError> {
    let kept: String =
        text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    let kept = kept.trim();
    if kept.chars().count() > DESCRIPTION_CHARACTERS_MAX {
        let message = format!("longer than {DESCRIPTION_CHARACTERS_MAX} characters");
        return Err(ApiError::invalid("description", message));
    }
    Ok(Some(kept.to_string()).filter(|text| !text.is_empty()))
}

/// Labels, each once.
pub(super) fn checked_tags<'a>(
    tags: impl Iterator<Item = &'a str>,
) -> Result<Vec<String>, ApiError> {
    let mut kept: Vec<String> = Vec::new();
    for tag in tags {
        let tag: String = tag.chars().filter(|c| !c.is_control()).collect();
        let tag = tag.trim();
        if tag.is_empty() || kept.iter().any(|known| known == tag) {
            continue;
        }
        if tag.chars().count() > TAG_CHARACTERS_MAX {
            return Err(ApiError::invalid(
                "tags",
                format!("a label is longer than {TAG_CHARACTERS_MAX} characters"),
            ));
        }
        if kept.len() == TAGS_MAX {
            return Err(ApiError::invalid("tags", format!("more than {TAGS_MAX} labels")));
        }
        kept.push(tag.to_string());
    }
    Ok(kept)
}
