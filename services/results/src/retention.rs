//! Deletes what has had its time: exports, and results with their samples.
//!
//! Bytes go first and rows after them, so that a crash in between leaves nothing behind: the next
//! round does it again.

use std::time::Duration;

use ulam_platform::http::ApiError;

use crate::Results;
use crate::store::{self, Expired};

/// How often it looks without being told.
const INTERVAL: Duration = Duration::from_secs(15 * 60);

/// Deletes until shutdown.
pub(crate) async fn run_until_shutdown(results: Results) {
    let shutdown = results.context.shutdown.clone();
    while !shutdown.is_cancelled() {
        if let Err(error) = sweep(&results).await {
            tracing::warn!(%error, "expired results are kept until the next round");
        }
        tokio::select! {
            () = shutdown.cancelled() => {}
            () = results.expired.notified() => {}
            () = tokio::time::sleep(INTERVAL) => {}
        }
    }
}

/// Deletes all that has had its time.
async fn sweep(results: &Results) -> Result<(), ApiError> {
    loop {
        let artifacts = store::expired_artifacts(&results.store).await?;
        delete_blobs(results, &artifacts).await?;
        store::remove_artifacts(&results.store, &artifacts).await?;
        let expired = store::expired_results(&results.store).await?;
        delete_blobs(results, &expired).await?;
        store::remove_results(&results.store, &expired).await?;
        if artifacts.is_empty() && expired.is_empty() {
            return Ok(());
        }
    }
}

async fn delete_blobs(results: &Results, expired: &[Expired]) -> Result<(), ApiError> {
    for blob in expired.iter().flat_map(|one| &one.blobs) {
        results.blobs.delete(blob).await?;
    }
    Ok(())
}
