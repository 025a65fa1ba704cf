//! Resumable uploads: tus 1.0 (<https://tus.io/protocols/resumable-upload>) with the extensions
//! creation, expiration, checksum and termination.
//!
//! Bytes are kept in parts as they arrive, each part a blob and a row, so that an upload goes on where
//! it stopped, whoever stopped: the client, the network, or this process. A `PATCH` that breaks off
//! keeps what arrived, unless it carries a checksum, which holds for the whole of it.

use std::time::Duration;

use aws_lc_rs::digest;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures::StreamExt;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use ulam_contracts::blob::BlobReference;
use ulam_contracts::files::UploadState;
use ulam_contracts::permissions::Permission;
use ulam_contracts::problem::{Problem, ProblemKind};
use ulam_contracts::sharing::Access;
use ulam_platform::access::{Caller, Scope};
use ulam_platform::blobs::BlobWriter;
use ulam_platform::http::{ApiError, Json, Path, Refusals};
use ulam_platform::identifier::{new_id, now_us, rfc3339};
use ulam_platform::store::Store;

use super::upload::{checked_description, checked_tags};
use crate::Files;
use crate::domain::name::sanitised;
use crate::ingest::{Description, Stored, Target, too_large};
use crate::store::entities::upload;
use crate::store::{self, unsigned};

const VERSION: &str = "1.0.0";
const EXTENSIONS: &str = "creation,expiration,checksum,termination";
const CHECKSUM_ALGORITHMS: &str = "sha1,sha256";
const OFFSET_MEDIA_TYPE: &str = "application/offset+octet-stream";
const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
const TUS_EXTENSION: HeaderName = HeaderName::from_static("tus-extension");
const TUS_MAX_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
const TUS_CHECKSUM_ALGORITHM: HeaderName = HeaderName::from_static("tus-checksum-algorithm");
const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
const UPLOAD_METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const UPLOAD_CHECKSUM: HeaderName = HeaderName::from_static("upload-checksum");
const UPLOAD_EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
/// Largest part: what a crash may cost.
const PART_BYTES_MAX: u64 = 16 << 20;
/// Uploads of one tenant that are under way.
const UNFINISHED_MAX: u64 = 1_000;
const HOUR_US: i64 = 3_600 * 1_000_000;
/// How long an answer waits for another request that makes the file.
const WAIT_STEP: Duration = Duration::from_millis(50);
const WAIT_STEPS: usize = 400;

/// Tells what resumable uploads can do.
#[utoipa::path(
    options,
    path = "/api/v2/files/uploads",
    tag = "files",
    operation_id = "upload_options",
    responses((status = 204, description = "The headers `Tus-Version`, `Tus-Extension`, `Tus-Max-Size` and `Tus-Checksum-Algorithm` tell."), Refusals)
)]
pub async fn resumable_options(State(files): State<Files>) -> Response {
    let mut answer = StatusCode::NO_CONTENT.into_response();
    let headers = answer.headers_mut();
    headers.insert(TUS_RESUMABLE, HeaderValue::from_static(VERSION));
    headers.insert(TUS_VERSION, HeaderValue::from_static(VERSION));
    headers.insert(TUS_EXTENSION, HeaderValue::from_static(EXTENSIONS));
    headers
        .insert(TUS_MAX_SIZE, HeaderValue::from(files.context.configuration.files.file_bytes_max));
    headers.insert(TUS_CHECKSUM_ALGORITHM, HeaderValue::from_static(CHECKSUM_ALGORITHMS));
    answer
}

/// Starts a resumable upload (tus 1.0).
///
/// `Upload-Metadata` must have `filename`, and may have `description` and `tags`, their values in base64.
/// The bytes go by `PATCH` to `Location`.
#[utoipa::path(
    post,
    path = "/api/v2/files/uploads",
    tag = "files",
    operation_id = "start_upload",
    params(
        ("Tus-Resumable" = String, Header, description = "The protocol's version.", example = "1.0.0"),
        ("Upload-Length" = u64, Header, description = "Size of the file in bytes."),
        ("Upload-Metadata" = String, Header, description = "Name of the file.", example = "filename cGxhbi54bHN4")
    ),
    security(("access_token" = ["files:write"])),
    responses(
        (status = 201, description = "Started; `Location` is where the bytes go.", body = UploadState),
        (status = 412, description = "Another version of the protocol.", body = Problem, content_type = "application/problem+json"),
        Refusals
    )
)]
pub async fn start_upload(
    State(files): State<Files>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let scope = caller.may(Permission::FilesWrite)?;
    checked_version(&headers)?;
    let length = number_of(&headers, UPLOAD_LENGTH)?;
    let settings = &files.context.configuration.files;
    if length == 0 {
        return Err(ApiError::invalid("Upload-Length", "The file is empty (0 bytes)."));
    }
    if length > settings.file_bytes_max {
        return Err(too_large(settings.file_bytes_max));
    }
    let metadata = metadata_of(&headers)?;
    let value =
        |name: &str| metadata.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let Some(name) = value("filename").or(value("name")) else {
        return Err(ApiError::invalid(
            "Upload-Metadata",
            "filename is missing: send the file's name in base64",
        ));
    };
    let description = checked_description(value("description").unwrap_or_default())?;
    let tags = checked_tags(value("tags").unwrap_or_default().split(','))?;
    let others = store::unfinished(&files.store, &scope, UNFINISHED_MAX).await?;
    if others.len() as u64 >= UNFINISHED_MAX {
        let detail = format!(
            "{UNFINISHED_MAX} uploads of your organisation are under way. Finish or end some first."
        );
        return Err(ApiError::too_many_requests(detail, 60.0));
    }
    // The whole upload must fit beside the others that are under way; it is reserved when it is whole.
    let promised: u64 = others.iter().map(|upload| unsigned(upload.length_bytes)).sum();
    let (used, limit) = store::usage(&files.store, &scope, settings.tenant_bytes_max).await?;
    if used.saturating_add(promised).saturating_add(length) > limit {
        let detail =
            format!("Your organisation's storage of {limit} bytes has no room for {length} more.");
        return Err(ProblemKind::QuotaExceeded.problem(detail).into());
    }
    let row = upload::Model {
        id: new_id(),
        tenant_id: scope.tenant_id().to_string(),
        created_by: scope.subject().to_string(),
        name: files.store.sealed(&sanitised(name))?,
        description: files.store.sealed_perhaps(description.as_deref())?,
        tags: files.store.sealed(&serde_json::to_string(&tags)?)?,
        length_bytes: store::signed(length),
        offset_bytes: 0,
        expires_us: files.upload_end(),
        file_id: None,
        failure: None,
        leased_until_us: 0,
    };
    store::insert_upload(&files.store, row.clone()).await?;
    let location = format!("/api/v2/files/uploads/{}", row.id);
    let mut answer =
        (StatusCode::CREATED, Json(files.upload_state_of(&scope, &row).await?)).into_response();
    describe(&mut answer, &row);
    answer.headers_mut().insert(LOCATION, location.parse().map_err(ApiError::internal)?);
    Ok(answer)
}

/// Tells how far a resumable upload is, and which file it became.
#[utoipa::path(
    get,
    path = "/api/v2/files/uploads/{id}",
    tag = "files",
    operation_id = "get_upload",
    params(("id" = String, Path, description = "The upload.")),
    security(("access_token" = ["files:write"])),
    responses((status = 200, description = "The upload.", body = UploadState), Refusals)
)]
pub async fn upload_state(
    State(files): State<Files>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<UploadState>, ApiError> {
    let scope = caller.may(Permission::FilesWrite)?;
    let row = store::upload_of(&files.store, &scope, &id).await?;
    refused_for(&files.store, &row)?;
    Ok(Json(files.upload_state_of(&scope, &row).await?))
}

/// Tells the offset of a resumable upload (tus 1.0).
#[utoipa::path(
    head,
    path = "/api/v2/files/uploads/{id}",
    tag = "files",
    operation_id = "get_upload_offset",
    params(("id" = String, Path, description = "The upload.")),
    security(("access_token" = ["files:write"])),
    responses((status = 200, description = "`Upload-Offset` says how many bytes arrived."), Refusals)
)]
pub async fn upload_offset(
    State(files): State<Files>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let scope = caller.may(Permission::FilesWrite)?;
    let row = store::upload_of(&files.store, &scope, &id).await?;
    refused_for(&files.store, &row)?;
    let mut answer = StatusCode::OK.into_response();
    describe(&mut answer, &row);
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}

/// Ends a resumable upload; what arrived is deleted (tus 1.0).
#[utoipa::path(
    delete,
    path = "/api/v2/files/uploads/{id}",
    tag = "files",
    operation_id = "end_upload",
    params(("id" = String, Path, description = "The upload.")),
    security(("access_token" = ["files:write"])),
    responses((status = 204, description = "Ended."), Refusals)
)]
pub async fn end_upload(
    State(files): State<Files>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let scope = caller.may(Permission::FilesWrite)?;
    let row = store::upload_of(&files.store, &scope, &id).await?;
    if row.file_id.is_none()
        && row.failure.is_none()
        && !store::take_complete(&files.store, &id).await?
    {
        let detail = "The upload is whole, and its file is being made. Delete the file instead.";
        return Err(ProblemKind::Conflict.problem(detail).into());
    }
    files.drop_upload(&id).await?;
    let mut answer = StatusCode::NO_CONTENT.into_response();
    answer.headers_mut().insert(TUS_RESUMABLE, HeaderValue::from_static(VERSION));
    Ok(answer)
}

/// Sends the next bytes of a resumable upload (tus 1.0).
///
/// With the last byte the file is made: refusals of its content come as the answer to that request.
#[utoipa::path(
    patch,
    path = "/api/v2/files/uploads/{id}",
    tag = "files",
    operation_id = "continue_upload",
    params(
        ("id" = String, Path, description = "The upload."),
        ("Tus-Resumable" = String, Header, description = "The protocol's version.", example = "1.0.0"),
        ("Upload-Offset" = u64, Header, description = "Where these bytes go: the upload's offset."),
        ("Upload-Checksum" = Option<String>, Header, description = "Checksum of these bytes: `sha256` or `sha1`, a space, and the digest in base64.")
    ),
    request_body(content = [u8], content_type = "application/offset+octet-stream"),
    security(("access_token" = ["files:write"])),
    responses(
        (status = 204, description = "Taken; `Upload-Offset` is where the next bytes go."),
        (status = 412, description = "Another version of the protocol.", body = Problem, content_type = "application/problem+json"),
        (status = 460, description = "The bytes don't have this checksum.", body = Problem, content_type = "application/problem+json"),
        Refusals
    )
)]
pub async fn continue_upload(
    State(files): State<Files>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    let scope = caller.may(Permission::FilesWrite)?;
    checked_version(&headers)?;
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if media_type != Some(OFFSET_MEDIA_TYPE) {
        let detail = format!("Send the bytes with Content-Type: {OFFSET_MEDIA_TYPE}.");
        return Err(ProblemKind::UnsupportedMediaType.problem(detail).into());
    }
    let offset = number_of(&headers, UPLOAD_OFFSET)?;
    let checksum = Checksum::of(&headers)?;
    let row = store::upload_of(&files.store, &scope, &id).await?;
    refused_for(&files.store, &row)?;
    if offset != unsigned(row.offset_bytes) {
        return Err(offset_moved(&row));
    }
    let offset = match checksum {
        Some(checksum) => files.take_checked(&scope, &row, checksum, body).await?,
        None => files.take_parts(&scope, &row, body).await?,
    };
    if offset == unsigned(row.length_bytes) {
        files.finish_upload(&scope, &row.id).await?;
    }
    let row = upload::Model {
        offset_bytes: store::signed(offset),
        expires_us: files.upload_end(),
        ..row
    };
    let mut answer = StatusCode::NO_CONTENT.into_response();
    describe(&mut answer, &row);
    Ok(answer)
}

fn describe(answer: &mut Response, row: &upload::Model) {
    let headers = answer.headers_mut();
    headers.insert(TUS_RESUMABLE, HeaderValue::from_static(VERSION));
    headers.insert(UPLOAD_OFFSET, HeaderValue::from(row.offset_bytes));
    headers.insert(UPLOAD_LENGTH, HeaderValue::from(row.length_bytes));
    if let Ok(value) = HeaderValue::from_str(&super::download::http_date(row.expires_us)) {
        headers.insert(UPLOAD_EXPIRES, value);
    }
}

fn checked_version(headers: &HeaderMap) -> Result<(), ApiError> {
    if headers.get(TUS_RESUMABLE).is_some_and(|version| version == VERSION) {
        return Ok(());
    }
    let detail =
        format!("Send the header Tus-Resumable: {VERSION}; other versions are not spoken here.");
    Err(ProblemKind::PreconditionFailed.problem(detail).into())
}

fn number_of(headers: &HeaderMap, name: HeaderName) -> Result<u64, ApiError> {
    let text = headers.get(&name).and_then(|value| value.to_str().ok());
    let number = text
        .filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|text| text.parse().ok());
    // The database's integers are signed.
    let number = number.filter(|number: &u64| i64::try_from(*number).is_ok());
    number.ok_or_else(|| {
        let detail = format!("The header {name} must be a number of bytes.");
        ProblemKind::BadRequest.problem(detail).into()
    })
}

/// Keys and values of `Upload-Metadata`.
fn metadata_of(headers: &HeaderMap) -> Result<Vec<(String, String)>, ApiError> {
    let text =
        headers.get(UPLOAD_METADATA).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let malformed = || {
        ApiError::invalid(
            "Upload-Metadata",
            "write each as a key, a space, and the value in base64; commas between",
        )
    };
    let mut metadata = Vec::new();
    for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let value = STANDARD.decode(value.trim()).map_err(|_| malformed())?;
        metadata.push((key.to_string(), String::from_utf8(value).map_err(|_| malformed())?));
    }
    Ok(metadata)
}

fn offset_moved(row: &upload::Model) -> ApiError {
    let detail = format!(
        "{} bytes arrived so far: go on from there, HEAD tells the offset.",
        row.offset_bytes
    );
    ProblemKind::Conflict.problem(detail).into()
}

/// An upload whose content was refused stays refused.
fn refused_for(store: &Store, row: &upload::Model) -> Result<(), ApiError> {
    let failure = store.unsealed_perhaps(row.failure.as_ref())?;
    match failure.as_deref().map(serde_json::from_str::<Problem>) {
        None => Ok(()),
        Some(Ok(problem)) => Err(problem.into()),
        Some(Err(error)) => Err(error.into()),
    }
}

/// A checksum that a request promises for its bytes.
struct Checksum {
    context: digest::Context,
    expected: Vec<u8>,
}

impl Checksum {
    fn of(headers: &HeaderMap) -> Result<Option<Checksum>, ApiError> {
        let Some(value) = headers.get(UPLOAD_CHECKSUM) else { return Ok(None) };
        let malformed = || {
            let detail = format!(
                "Upload-Checksum is an algorithm ({CHECKSUM_ALGORITHMS}), a space, and the digest in base64."
            );
            ApiError::from(ProblemKind::BadRequest.problem(detail))
        };
        let (algorithm, expected) =
            value.to_str().ok().and_then(|text| text.split_once(' ')).ok_or_else(malformed)?;
        let algorithm = match algorithm {
            "sha1" => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            "sha256" => &digest::SHA256,
            _ => return Err(malformed()),
        };
        let expected = STANDARD.decode(expected.trim()).map_err(|_| malformed())?;
        Ok(Some(Checksum { context: digest::Context::new(algorithm), expected }))
    }

    fn confirmed(self) -> Result<(), ApiError> {
        if self.context.finish().as_ref() == self.expected {
            return Ok(());
        }
        let mut problem =
            ProblemKind::BadRequest.problem("The bytes were damaged on the way: send them again.");
        // The status that tus gives this.
        problem.status = 460;
        problem.title = "Checksum mismatch".to_string();
        Err(problem.into())
    }
}

impl Files {
    fn upload_end(&self) -> i64 {
        now_us()
            + i64::from(self.context.configuration.files.unfinished_upload_hours.max(1)) * HOUR_US
    }

    async fn upload_state_of(
        &self,
        scope: &Scope,
        row: &upload::Model,
    ) -> Result<UploadState, ApiError> {
        let file = match &row.file_id {
            None => None,
            Some(id) => {
                let file = store::file_of_tenant(&self.store, scope, id).await.ok();
                match file {
                    Some(file) => Some(self.info(scope, file, Access::Manage).await?),
                    None => None,
                }
            }
        };
        Ok(UploadState {
            id: row.id.clone(),
            offset_bytes: unsigned(row.offset_bytes),
            length_bytes: unsigned(row.length_bytes),
            expires_at: rfc3339(row.expires_us),
            file,
        })
    }

    async fn part_writer(&self, scope: &Scope) -> Result<BlobWriter, ApiError> {
        Ok(self.blobs.writer(scope.tenant_id(), "application/octet-stream").await?)
    }

    /// Keeps bytes part by part as they arrive; the offset after them.
    async fn take_parts(
        &self,
        scope: &Scope,
        row: &upload::Model,
        body: Body,
    ) -> Result<u64, ApiError> {
        let mut offset = unsigned(row.offset_bytes);
        let length = unsigned(row.length_bytes);
        let mut content = body.into_data_stream();
        let mut writer: Option<BlobWriter> = None;
        let mut failure = None;
        while let Some(piece) = content.next().await {
            let piece = match piece {
                Ok(piece) => piece,
                Err(error) => {
                    // What arrived before is kept.
                    let detail = format!(
                        "The upload broke off: {error}. Go on from the offset that HEAD tells."
                    );
                    failure = Some(ApiError::from(ProblemKind::BadRequest.problem(detail)));
                    break;
                }
            };
            let mut rest = &piece[..];
            while !rest.is_empty() {
                let mut current = match writer.take() {
                    Some(writer) => writer,
                    None => self.part_writer(scope).await?,
                };
                if offset + current.bytes() + rest.len() as u64 > length {
                    current.abort().await;
                    return Err(more_than_promised(length));
                }
                let room = usize::try_from(PART_BYTES_MAX - current.bytes()).unwrap_or(usize::MAX);
                let (head, tail) = rest.split_at(rest.len().min(room));
                current.write(head).await?;
                rest = tail;
                if current.bytes() >= PART_BYTES_MAX {
                    offset = self.keep_part(scope, row, offset, current).await?;
                } else {
                    writer = Some(current);
                }
            }
        }
        if let Some(writer) = writer.filter(|writer| writer.bytes() > 0) {
            offset = self.keep_part(scope, row, offset, writer).await?;
        }
        match failure {
            Some(error) => Err(error),
            None => Ok(offset),
        }
    }

    async fn keep_part(
        &self,
        scope: &Scope,
        row: &upload::Model,
        offset: u64,
        writer: BlobWriter,
    ) -> Result<u64, ApiError> {
        let blob = writer.finish().await?;
        self.keep_blobs(scope, row, offset, vec![blob]).await
    }

    async fn keep_blobs(
        &self,
        scope: &Scope,
        row: &upload::Model,
        offset: u64,
        blobs: Vec<BlobReference>,
    ) -> Result<u64, ApiError> {
        let kept =
            store::append(&self.store, scope, &row.id, offset, &blobs, self.upload_end()).await;
        if !matches!(kept, Ok(true)) {
            for blob in &blobs {
                self.discard(blob).await;
            }
        }
        match kept? {
            true => Ok(offset + blobs.iter().map(|blob| blob.bytes).sum::<u64>()),
            // Another request sent the same bytes at the same time.
            false => Err(offset_moved(&store::upload_of(&self.store, scope, &row.id).await?)),
        }
    }

    /// Keeps bytes only if all of them have the checksum; the offset after them.
    async fn take_checked(
        &self,
        scope: &Scope,
        row: &upload::Model,
        mut checksum: Checksum,
        body: Body,
    ) -> Result<u64, ApiError> {
        let offset = unsigned(row.offset_bytes);
        let length = unsigned(row.length_bytes);
        let mut writer = self.part_writer(scope).await?;
        let mut content = body.into_data_stream();
        while let Some(piece) = content.next().await {
            let piece = piece.map_err(|error| {
                let detail = format!("The upload broke off: {error}. Send these bytes again.");
                ApiError::from(ProblemKind::BadRequest.problem(detail))
            })?;
            if offset + writer.bytes() + piece.len() as u64 > length {
                writer.abort().await;
                return Err(more_than_promised(length));
            }
            checksum.context.update(&piece);
            writer.write(&piece).await?;
        }
        if let Err(error) = checksum.confirmed() {
            writer.abort().await;
            return Err(error);
        }
        if writer.bytes() == 0 {
            return Ok(offset);
        }
        self.keep_part(scope, row, offset, writer).await
    }

    /// Makes the file of an upload whose bytes are all there. Where another request or worker is at
    /// it, waits for that.
    pub(crate) async fn finish_upload(&self, scope: &Scope, id: &str) -> Result<(), ApiError> {
        let row = store::upload_of(&self.store, scope, id).await?;
        if store::take_complete(&self.store, id).await? {
            return self.make_file(scope, &row).await;
        }
        for _ in 0..WAIT_STEPS {
            let row = store::upload_of(&self.store, scope, id).await?;
            refused_for(&self.store, &row)?;
            if row.file_id.is_some() {
                return Ok(());
            }
            tokio::time::sleep(WAIT_STEP).await;
        }
        Ok(())
    }

    /// Makes the file of an upload that was taken for this.
    pub(crate) async fn make_file(
        &self,
        scope: &Scope,
        row: &upload::Model,
    ) -> Result<(), ApiError> {
        let parts = store::parts_of(&self.store, &row.id).await?;
        let made = self.joined_file(scope, row, &parts).await;
        let outcome = match &made {
            Ok(file_id) => Ok(file_id.clone()),
            // Our own failures pass; the client or the worker tries again.
            Err(error) if error.status().is_server_error() => {
                return made.map(|_| ());
            }
            Err(error) => Err(serde_json::to_string(error.problem())?),
        };
        let outcome = outcome.as_ref().map(String::as_str).map_err(String::as_str);
        store::note_finished(&self.store, &row.id, outcome).await?;
        for part in &parts {
            self.discard(part).await;
        }
        made.map(|_| ())
    }

    async fn joined_file(
        &self,
        scope: &Scope,
        row: &upload::Model,
        parts: &[BlobReference],
    ) -> Result<String, ApiError> {
        let blobs = self.blobs.clone();
        let content = futures::stream::iter(parts.to_vec()).then(move |part| {
            let blobs = blobs.clone();
            async move { blobs.get(&part, None).await }
        });
        let content = futures::TryStreamExt::try_flatten(content);
        let stored: Stored = self.store_stream(scope, content).await?;
        let description = Description {
            name: self.store.unsealed(&row.name)?,
            description: self.store.unsealed_perhaps(row.description.as_ref())?,
            tags: serde_json::from_str(&self.store.unsealed(&row.tags)?)?,
            comment: None,
        };
        let file = self.accept(scope, &row.created_by, Target::New, description, stored).await?;
        Ok(file.id)
    }

    /// Forgets an upload and deletes its parts.
    pub(crate) async fn drop_upload(&self, id: &str) -> Result<(), ApiError> {
        for part in store::parts_of(&self.store, id).await? {
            self.discard(&part).await;
        }
        Ok(store::forget_upload(&self.store, id).await?)
    }
}

fn more_than_promised(length: u64) -> ApiError {
    let detail = format!("More bytes came than the {length} that Upload-Length promised.");
    ProblemKind::TooLarge.problem(detail).into()
}
