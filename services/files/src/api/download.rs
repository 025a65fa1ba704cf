//! Downloads: whole or a range, encrypted segments opened as they go out.

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, IF_RANGE, LAST_MODIFIED, RANGE,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderName, StatusCode};
use ulam_contracts::files::{DownloadQuery, FileState};
use ulam_contracts::permissions::Permission;
use ulam_contracts::problem::ProblemKind;
use ulam_platform::access::Caller;
use ulam_platform::audit::Entry;
use ulam_platform::http::{ApiError, Path, Query, Refusals};

use super::not_deleted;
use crate::Files;
use crate::domain::name::content_disposition;
use crate::domain::range::{Wanted, wanted};
use crate::store::entities::{file, version};
use crate::store::{self, blob_of, value_of};

/// Downloads a file.
///
/// Ranges, `If-Range` and `If-None-Match` work; the entity tag is the content's SHA-256.
#[utoipa::path(
    get,
    path = "/api/v2/files/{id}/download",
    tag = "files",
    operation_id = "download_file",
    params(
        ("id" = String, Path, description = "The file."),
        DownloadQuery,
        ("Range" = Option<String>, Header, description = "The bytes wanted: `bytes=0-1023`."),
        ("If-Range" = Option<String>, Header, description = "The range is wanted only of the content with this entity tag; else all of it."),
        ("If-None-Match" = Option<String>, Header, description = "The entity tag of a content that is there already.")
    ),
    security(("access_token" = ["files:read"])),
    responses(
        (status = 200, description = "The content.", body = [u8], content_type = "application/octet-stream"),
        (status = 206, description = "The range of the content.", body = [u8], content_type = "application/octet-stream"),
        (status = 304, description = "The content is the one that is there already."),
        (status = 416, description = "The range lies outside of the content.", body = ulam_contracts::problem::Problem, content_type = "application/problem+json"),
        Refusals
    )
)]
pub async fn download_file(
    State(files): State<Files>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<DownloadQuery>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let scope = caller.may(Permission::FilesRead)?;
    let (file, _) = store::file_with_access(&files.store, &scope, &id).await?;
    not_deleted(&file)?;
    not_quarantined(&file)?;
    let version = store::version_of(&files.store, &scope, &file, query.version).await?;
    let answer = files.content(&file, &version, &headers).await?;
    if answer.status().is_success() && scope.subject() != file.created_by {
        let transaction = files.store.transaction().await?;
        transaction.record(Entry::by(&scope, "file.downloaded").about("file", &file.id));
        transaction.commit().await?;
    }
    Ok(answer)
}

/// Refuses files that may do harm.
pub(super) fn not_quarantined(file: &file::Model) -> Result<(), ApiError> {
    if value_of::<FileState>(&file.state)? != FileState::Quarantined {
        return Ok(());
    }
    let reason = file.state_reason.as_deref().unwrap_or("It may be unsafe.");
    let detail = format!("The file is in quarantine: {reason} Ask an admin of the organisation.");
    Err(ProblemKind::UnsafeContent.problem(detail).into())
}

impl Files {
    /// The content of a version as an answer to a request with these headers.
    pub(super) async fn content(
        &self,
        file: &file::Model,
        version: &version::Model,
        headers: &HeaderMap,
    ) -> Result<Response, ApiError> {
        let blob = blob_of(&version.blob)?;
        let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let tag = format!("\"{}\"", version.sha256);
        let answer = Response::builder()
            .header(ETAG, &tag)
            .header(ACCEPT_RANGES, "bytes")
            .header(CACHE_CONTROL, "private, no-cache")
            .header(LAST_MODIFIED, http_date(version.created_us));
        let is_there = |tags: &str| {
            tags.split(',').any(|known| {
                matches!(known.trim(), "*") || known.trim().trim_start_matches("W/") == tag
            })
        };
        if text(IF_NONE_MATCH).is_some_and(is_there) {
            let not_modified = answer.status(StatusCode::NOT_MODIFIED).body(Body::empty());
            return not_modified.map_err(ApiError::internal);
        }
        // A range of another content than the one that the client has the rest of is of no use.
        let is_same = text(IF_RANGE).is_none_or(|known| known.trim() == tag);
        let range = if is_same { text(RANGE) } else { None };
        let (status, range) = match wanted(range, blob.bytes) {
            Wanted::All => (StatusCode::OK, 0..blob.bytes),
            Wanted::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
            Wanted::Nothing => {
                let detail =
                    format!("The file has {} bytes; the range lies outside of them.", blob.bytes);
                let mut refusal = axum::response::IntoResponse::into_response(ApiError::from(
                    ProblemKind::RangeNotSatisfiable.problem(detail),
                ));
                if let Ok(value) = format!("bytes */{}", blob.bytes).parse() {
                    refusal.headers_mut().insert(CONTENT_RANGE, value);
                }
                return Ok(refusal);
            }
        };
        let mut answer = answer
            .status(status)
            .header(CONTENT_TYPE, &blob.content_type)
            .header(CONTENT_LENGTH, range.end - range.start)
            .header(CONTENT_DISPOSITION, content_disposition(&file.name))
            // Whatever is in it, a browser neither guesses nor runs it in our origin.
            .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
            .header(CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'");
        if status == StatusCode::PARTIAL_CONTENT {
            let described =
                format!("bytes {}-{}/{}", range.start, range.end.saturating_sub(1), blob.bytes);
            answer = answer.header(CONTENT_RANGE, described);
        }
        let content = self.blobs.get(&blob, Some(range)).await?;
        answer.body(Body::from_stream(content)).map_err(ApiError::internal)
    }
}

/// A time as HTTP writes it (RFC 9110, section 5.6.7).
pub(super) fn http_date(time_us: i64) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    // As `2026-11-21T08:00:00.123Z`.
    let text = ulam_platform::identifier::rfc3339(time_us);
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    let day_index = time_us.div_euclid(86_400_000_000).rem_euclid(7);
    let day =
        usize::try_from(day_index).ok().and_then(|index| DAYS.get(index)).copied().unwrap_or("Thu");
    let month = part(5..7)
        .parse::<usize>()
        .ok()
        .and_then(|month| MONTHS.get(month.checked_sub(1)?))
        .copied();
    format!("{day}, {} {} {} {} GMT", part(8..10), month.unwrap_or("Jan"), part(0..4), part(11..19))
}

#[cfg(test)]
mod tests {
    #[test]
    fn dates_are_those_of_http() {
        // The example of RFC 9110, section 5.6.7: Unix time 784111777.
        assert_eq!(super::http_date(784_111_777_000_000), "Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
