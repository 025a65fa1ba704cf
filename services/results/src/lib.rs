//! Samples, statistics, charts, comparison, replay, export.
//!
//! A run's statistics come with it from compute, which has them from the engine; they are kept as
//! they are. Pictures that a client shapes itself (bins, delimiters, percentiles) are computed from
//! the samples by the engine's own statistics, so that server and command line agree to the bit.
//!
//! Where the workbook is needed (to replay a trial, to write a report) it is read from files and the
//! run's model prepared again: the same seed gives the same bits.

mod api;
mod csv;
mod domain;
mod exports;
mod retention;
mod samples;
mod store;
mod workbooks;

use std::num::NonZero;
use std::sync::Arc;

use tokio::sync::{Notify, Semaphore};
use ulam_platform::blobs::Blobs;
use ulam_platform::http::ApiError;
use ulam_platform::service::{Context, Definition, Service, StartError, Worker};
use ulam_platform::store::Store;

use samples::Columns;
use workbooks::Workbooks;

/// The service.
pub const DEFINITION: Definition = Definition {
    name: "results",
    port: 8004,
    handles: &[],
    migrations: Some(store::migrations),
    timeout_seconds: 60,
    build: |context| Box::pin(build(context)),
};

/// What handlers and workers work with.
#[derive(Clone)]
struct Results {
    context: Context,
    store: Store,
    blobs: Blobs,
    columns: Columns,
    workbooks: Workbooks,
    /// Computations at once: more would only wait for processors, and hold memory meanwhile.
    computations: Arc<Semaphore>,
    /// Told when an export is asked for.
    asked: Arc<Notify>,
    /// Told when an export is made.
    made: Arc<Notify>,
    /// Told when a result is deleted.
    expired: Arc<Notify>,
}

impl Results {
    /// Work that takes a processor, off the threads that answer.
    async fn computed<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let permit = self.computations.acquire().await.map_err(ApiError::internal)?;
        let done = tokio::task::spawn_blocking(work).await;
        drop(permit);
        done.map_err(|error| ApiError::caused_by(&error))
    }
}

async fn build(context: Context) -> Result<Service, StartError> {
    let blobs = Blobs::open(&context).map_err(|error| {
        StartError::caused(context.name, "the blob store can't be opened", error)
    })?;
    let results = Results {
        store: context.database()?,
        columns: Columns::new(blobs.clone()),
        blobs,
        workbooks: Workbooks::new(context.mesh.clone(), context.name),
        computations: Arc::new(Semaphore::new(
            std::thread::available_parallelism().map_or(1, NonZero::get) + 1,
        )),
        asked: Arc::default(),
        made: Arc::default(),
        expired: Arc::default(),
        context,
    };
    Ok(Service {
        router: api::router(results.clone()),
        internal: api::internal_router(results.clone()),
        subscriptions: Vec::new(),
        workers: vec![
            Worker::new("exports", exports::run_until_shutdown(results.clone())),
            Worker::new("retention", retention::run_until_shutdown(results)),
        ],
    })
}
