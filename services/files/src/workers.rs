//! What goes on beside requests: looking through new versions, and removing what is due.

use std::time::Duration;

use ulam_contracts::files::ExtractedMetadata;
use ulam_contracts::problem::ProblemKind;
use ulam_platform::access::Scope;
use ulam_platform::blobs::BlobFile;
use ulam_platform::http::ApiError;
use ulam_platform::identifier::{now_us, rfc3339};

use crate::Files;
use crate::domain::metadata;
use crate::store::entities::{file, version};
use crate::store::{self, blob_of, unsigned, value_of, version_number};

/// Looks for work this often even if nobody wakes it: what crashed processes left.
const POLL: Duration = Duration::from_secs(5);
const CLEAN_EVERY: Duration = Duration::from_secs(60);
/// Rows handled at a time.
const BATCH: u64 = 100;

/// Looks through new versions until shutdown.
pub async fn process_until(files: Files) {
    let shutdown = files.context.shutdown.clone();
    while !shutdown.is_cancelled() {
        match files.process_next().await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "file not looked through"),
        }
        tokio::select! {
            () = files.to_process.notified() => {}
            () = tokio::time::sleep(POLL) => {}
            () = shutdown.cancelled() => {}
        }
    }
}

/// Removes what is due until shutdown: deleted files, expired uploads and reservations; and makes the
/// files of uploads that a crashed process had received.
pub async fn clean_until(files: Files) {
    let shutdown = files.context.shutdown.clone();
    while !shutdown.is_cancelled() {
        if let Err(error) = files.clean().await {
            tracing::warn!(%error, "files not cleaned up");
        }
        tokio::select! {
            () = files.to_clean.notified() => {}
            () = tokio::time::sleep(CLEAN_EVERY) => {}
            () = shutdown.cancelled() => {}
        }
    }
}

impl Files {
    /// Looks through one version that waits for it; whether there was one.
    async fn process_next(&self) -> Result<bool, ApiError> {
        let Some(version) = store::take_waiting(&self.store).await? else { return Ok(false) };
        let scope = Scope::of_tenant(self.context.name, &version.tenant_id);
        if store::is_given_up(&version) {
            let why = "The file could not be looked through.";
            store::note_processed(&self.store, &scope, &version, Err(why)).await?;
            return Ok(true);
        }
        let file = store::file_of_tenant(&self.store, &scope, &version.file_id).await?;
        match self.process(&scope, &file, &version).await {
            Err(error) if error.status().is_server_error() => Err(error),
            // The reason is noted at the file.
            _ => Ok(true),
        }
    }

    /// Looks through a version and notes what was found.
    ///
    /// # Errors
    /// 422 for a content that can't be read.
    pub(crate) async fn process(
        &self,
        scope: &Scope,
        file: &file::Model,
        version: &version::Model,
    ) -> Result<ExtractedMetadata, ApiError> {
        let blob = blob_of(&version.blob)?;
        let kind = value_of(&file.kind)?;
        let content = BlobFile::open(&self.blobs, &blob);
        let (number, bytes) = (version_number(version.version), unsigned(version.bytes));
        let look = move || metadata::extracted(number, kind, bytes, rfc3339(now_us()), content);
        let found = match tokio::task::spawn_blocking(look).await {
            Ok(found) => found,
            Err(error) => {
                tracing::error!(%error, file_id = file.id, "looking through a file failed");
                Err("The file could not be looked through.".to_string())
            }
        };
        store::note_processed(&self.store, scope, version, found.as_ref().map_err(String::as_str))
            .await?;
        found.map_err(|why| ProblemKind::Invalid.problem(why).into())
    }

    async fn clean(&self) -> Result<(), ApiError> {
        for file in store::due_for_purge(&self.store, BATCH).await? {
            let scope = Scope::of_tenant(self.context.name, &file.tenant_id);
            for blob in store::blobs_of_file(&self.store, &scope, &file.id).await? {
                self.blobs.delete(&blob).await?;
            }
            store::forget(&self.store, &scope, &file.id).await?;
            tracing::info!(file_id = file.id, tenant_id = file.tenant_id, "file purged");
        }
        for upload in store::complete_without_file(&self.store, BATCH).await? {
            let scope = Scope::of_tenant(self.context.name, &upload.tenant_id);
            if store::take_complete(&self.store, &upload.id).await?
                && let Err(error) = self.make_file(&scope, &upload).await
            {
                tracing::warn!(%error, upload_id = upload.id, "upload did not become a file");
            }
        }
        for upload in store::expired(&self.store, BATCH).await? {
            self.drop_upload(&upload.id).await?;
        }
        Ok(store::release_expired(&self.store).await?)
    }
}
