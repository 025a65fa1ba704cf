//! Uploads, versions, sharing, quota; encrypted at rest.
//!
//! The bytes of an upload go through the blob store's encryption as they arrive ([`ingest`]): no part
//! of the service holds a file in memory. What is known of files is in the database ([`store`]); what
//! can be found out about a content by looking at it is in [`domain`].

mod access;
mod api;
mod domain;
mod events;
mod ingest;
mod people;
mod store;
mod workers;

use std::sync::Arc;

use tokio::sync::Notify;
use ulam_platform::blobs::Blobs;
use ulam_platform::service::{Context, Definition, Service, StartError, Worker};
use ulam_platform::store::Store;

/// The service.
pub const DEFINITION: Definition = Definition {
    name: "files",
    port: 8002,
    handles: &["user.deleted", "workbook.opened"],
    migrations: Some(store::migrations),
    timeout_seconds: 60,
    build: |context| Box::pin(build(context)),
};

/// What handlers and workers work with.
#[derive(Clone)]
struct Files {
    context: Context,
    store: Store,
    blobs: Blobs,
    /// Wakes the worker that looks through new versions.
    to_process: Arc<Notify>,
    /// Wakes the worker that removes what is due.
    to_clean: Arc<Notify>,
}

async fn build(context: Context) -> Result<Service, StartError> {
    let blobs = Blobs::open(&context).map_err(|error| {
        StartError::caused(context.name, "the blob store can't be opened", error)
    })?;
    let files = Files {
        store: context.database()?,
        blobs,
        to_process: Arc::new(Notify::new()),
        to_clean: Arc::new(Notify::new()),
        context,
    };
    if files.context.configuration.files.clamd.is_none() {
        tracing::info!("uploads are not scanned for malware; set files.clamd to scan them");
    }
    Ok(Service {
        router: api::router(files.clone()),
        internal: api::internal_router(files.clone()),
        subscriptions: events::subscriptions(files.clone()),
        workers: vec![
            Worker::new("look through new files", workers::process_until(files.clone())),
            Worker::new("remove what is due", workers::clean_until(files)),
        ],
    })
}
