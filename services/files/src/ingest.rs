//! From arriving bytes to a file: reserve, encrypt, look at the content, scan, make the rows.

use futures::{Stream, StreamExt, pin_mut};
use ulam_contracts::blob::BlobReference;
use ulam_contracts::files::{FileState, ScanResult};
use ulam_contracts::problem::ProblemKind;
use ulam_platform::access::Scope;
use ulam_platform::blobs::{BlobFile, BlobWriter};
use ulam_platform::http::{ApiError, current_correlation_id, with_correlation_id};
use ulam_platform::identifier::new_id;
use ulam_platform::store::Store;

use crate::Files;
use crate::domain::{kind, scan};
use crate::store::entities::file;
use crate::store::{self, Content, Reservation};

/// Quota set aside at once for uploads whose length isn't known beforehand.
const RESERVED_AT_ONCE: u64 = 16 << 20;

/// What an upload says of itself.
#[derive(Clone, Debug, Default)]
pub struct Description {
    /// Sanitised.
    pub name: String,
    pub description: Option<String>,
    pub tags: Vec<String>,
    pub comment: Option<String>,
}

/// Bytes that were stored for a file that isn't made yet.
pub struct Stored {
    pub blob: BlobReference,
    pub reservation: Reservation,
}

/// Where an upload goes.
pub enum Target {
    /// It becomes a new file.
    New,
    /// It becomes a version of this one.
    Version(Box<file::Model>),
}

/// A reservation that is given back when its upload ends without having used it: also when the client
/// goes away and the request is dropped.
struct Held {
    store: Store,
    reservation: Option<Reservation>,
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(reservation) = self.reservation.take() {
            let store = self.store.clone();
            // Where the process ends, the reservation expires by itself.
            let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
            runtime.spawn(async move {
                if let Err(error) = store::release(&store, &reservation).await {
                    tracing::warn!(%error, "reservation stays until it expires");
                }
            });
        }
    }
}

impl Files {
    /// Stores a stream for the scope's tenant within its quota.
    ///
    /// # Errors
    /// 413 over the largest size or the quota; 400 for a stream that breaks off. Nothing is kept then.
    pub(crate) async fn store_stream<S, B, E>(
        &self,
        scope: &Scope,
        content: S,
    ) -> Result<Stored, ApiError>
    where
        S: Stream<Item = Result<B, E>>,
        B: AsRef<[u8]>,
        E: std::fmt::Display,
    {
        let mut writer = self.blobs.writer(scope.tenant_id(), "application/octet-stream").await?;
        let mut held = Held { store: self.store.clone(), reservation: None };
        let written = self.write_all(scope, &mut writer, &mut held.reservation, content).await;
        let stored = match written {
            Ok(()) if writer.bytes() == 0 => Err(empty()),
            Ok(()) => writer.finish().await.map_err(ApiError::from),
            Err(error) => {
                writer.abort().await;
                Err(error)
            }
        };
        match (stored, held.reservation.take()) {
            (Ok(blob), Some(reservation)) => Ok(Stored { blob, reservation }),
            (Ok(_), None) => Err(empty()),
            (Err(error), reservation) => {
                if let Some(reservation) = reservation {
                    store::release(&self.store, &reservation).await?;
                }
                Err(error)
            }
        }
    }

    async fn write_all<S, B, E>(
        &self,
        scope: &Scope,
        writer: &mut BlobWriter,
        reservation: &mut Option<Reservation>,
        content: S,
    ) -> Result<(), ApiError>
    where
        S: Stream<Item = Result<B, E>>,
        B: AsRef<[u8]>,
        E: std::fmt::Display,
    {
        let settings = &self.context.configuration.files;
        pin_mut!(content);
        while let Some(piece) = content.next().await {
            let piece = piece.map_err(|error| broken_off(&error))?;
            let piece = piece.as_ref();
            if piece.is_empty() {
                continue;
            }
            let length = writer.bytes() + piece.len() as u64;
            if length > settings.file_bytes_max {
                return Err(too_large(settings.file_bytes_max));
            }
            let reserved = reservation.as_ref().map_or(0, |reservation| reservation.bytes);
            if length > reserved {
                let more = RESERVED_AT_ONCE.min(settings.file_bytes_max).max(length - reserved);
                let earlier = reservation.take();
                // The last megabytes of a quota can be used too.
                let limit = settings.tenant_bytes_max;
                let larger =
                    match store::reserve(&self.store, scope, earlier.clone(), more, limit).await {
                        Err(error) if error.status() == 413 && more > length - reserved => {
                            tracing::debug!(%error, "quota nearly used up");
                            store::reserve(
                                &self.store,
                                scope,
                                earlier.clone(),
                                length - reserved,
                                limit,
                            )
                            .await
                        }
                        reserved => reserved,
                    };
                if larger.is_err() {
                    *reservation = earlier;
                }
                *reservation = Some(larger?);
            }
            writer.write(piece).await?;
        }
        Ok(())
    }

    /// Makes a file or a version of stored bytes.
    ///
    /// # Errors
    /// 415 for a content that contradicts its name, 422 for malware and bombs, 503 where the scanner
    /// can't be asked. The bytes are deleted then. Goes on when the client goes away.
    pub(crate) async fn accept(
        &self,
        scope: &Scope,
        created_by: &str,
        target: Target,
        description: Description,
        stored: Stored,
    ) -> Result<file::Model, ApiError> {
        let (files, scope, created_by) = (self.clone(), scope.clone(), created_by.to_string());
        let work = async move {
            let blob = stored.blob.clone();
            let reservation = stored.reservation.clone();
            let accepted = files.accepted(&scope, &created_by, target, description, stored).await;
            if accepted.is_err() {
                files.discard(&blob).await;
                store::release(&files.store, &reservation).await?;
            }
            accepted
        };
        let id = current_correlation_id().unwrap_or_else(new_id);
        tokio::spawn(with_correlation_id(id, work)).await.map_err(ApiError::internal)?
    }

    async fn accepted(
        &self,
        scope: &Scope,
        created_by: &str,
        target: Target,
        description: Description,
        stored: Stored,
    ) -> Result<file::Model, ApiError> {
        let Stored { mut blob, reservation } = stored;
        if blob.bytes == 0 {
            return Err(empty());
        }
        let found = self.look_at(&description.name, &blob).await?;
        if let Target::Version(file) = &target {
            let known: ulam_contracts::files::FileKind = store::value_of(&file.kind)?;
            if known != found.kind {
                let detail = format!(
                    "A new version must be of the same kind as '{}'. Upload it as a new file instead.",
                    file.name
                );
                return Err(ProblemKind::UnsupportedMediaType.problem(detail).into());
            }
        }
        let (scan, finding) = self.scanned(&blob).await?;
        let (state, state_reason) = match scan {
            ScanResult::Infected => {
                let name = finding.unwrap_or_default();
                tracing::warn!(
                    tenant_id = scope.tenant_id(),
                    user_id = created_by,
                    malware = name,
                    "malware refused"
                );
                let detail =
                    format!("The malware scanner found {name} in the file, so it was not stored.");
                return Err(ProblemKind::UnsafeContent.problem(detail).into());
            }
            ScanResult::Incomplete => {
                let reason = "The malware scanner could not look at all of the file.";
                (FileState::Quarantined, Some(reason.to_string()))
            }
            ScanResult::NotScanned | ScanResult::Clean => (FileState::Processing, None),
        };
        blob.content_type = found.content_type.clone();
        let content = Content {
            name: description.name,
            kind: found.kind,
            content_type: found.content_type,
            blob,
            scan,
            state,
            state_reason,
            description: description.description,
            tags: description.tags,
            comment: description.comment,
        };
        let transaction = self.store.transaction().await?;
        let row = match target {
            Target::New => {
                store::insert_file(
                    &transaction,
                    scope,
                    &new_id(),
                    created_by,
                    &content,
                    &reservation,
                )
                .await?
            }
            Target::Version(file) => {
                store::add_version(&transaction, scope, &file, created_by, &content, &reservation)
                    .await?
            }
        };
        transaction.commit().await?;
        self.to_process.notify_one();
        Ok(row)
    }

    async fn look_at(&self, name: &str, blob: &BlobReference) -> Result<kind::Found, ApiError> {
        let file = BlobFile::open(&self.blobs, blob);
        let name = name.to_string();
        let looked = tokio::task::spawn_blocking(move || kind::found(&name, file)).await;
        looked.map_err(ApiError::internal)?.map_err(|refused| match refused {
            kind::Refused::Contradiction(why) => {
                ProblemKind::UnsupportedMediaType.problem(why).into()
            }
            kind::Refused::Unsafe(why) => ProblemKind::UnsafeContent.problem(why).into(),
        })
    }

    async fn scanned(
        &self,
        blob: &BlobReference,
    ) -> Result<(ScanResult, Option<String>), ApiError> {
        let Some(address) = &self.context.configuration.files.clamd else {
            return Ok((ScanResult::NotScanned, None));
        };
        let content = self.blobs.get(blob, None).await?;
        scan::scan(address, content).await.map_err(|error| {
            tracing::error!(%error, "upload not scanned");
            let detail =
                "The malware scanner can't be reached, so nothing was stored. Try again soon.";
            let mut problem = ProblemKind::Unavailable.problem(detail);
            problem.retry_after_seconds = Some(10.0);
            problem.into()
        })
    }

    /// Deletes bytes that nothing refers to. What can't be deleted now stays unreadable garbage.
    pub(crate) async fn discard(&self, blob: &BlobReference) {
        if let Err(error) = self.blobs.delete(blob).await {
            tracing::warn!(key = blob.key, %error, "blob not deleted");
        }
    }
}

fn empty() -> ApiError {
    ApiError::invalid("file", "The file is empty (0 bytes). Check it and upload it again.")
}

pub(crate) fn too_large(limit: u64) -> ApiError {
    ProblemKind::TooLarge
        .problem(format!("The file is larger than the {limit} bytes that are allowed."))
        .into()
}

fn broken_off(error: &dyn std::fmt::Display) -> ApiError {
    let detail = format!(
        "The upload broke off: {error}. Upload it again, or in pieces at /api/v2/files/uploads."
    );
    ProblemKind::BadRequest.problem(detail).into()
}
