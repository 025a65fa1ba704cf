//! Samples, statistics, charts, comparison, replay, export.
//!
//! A run's statistics come with it from compute, which has them from the engine; they are kept as
//! they are. Pictures that a client shapes itself (bins, delimiters, percentiles) are computed from
//! the samples by the engine's own statistics, so that server and command line agree to the bit.

mod api;
mod domain;
mod samples;
mod store;

use ulam_platform::blobs::Blobs;
use ulam_platform::service::{Context, Definition, Service, StartError};
use ulam_platform::store::Store;

use samples::Columns;

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
}

async fn build(context: Context) -> Result<Service, StartError> {
    let blobs = Blobs::open(&context).map_err(|error| {
        StartError::caused(context.name, "the blob store can't be opened", error)
    })?;
    let results = Results {
        store: context.database()?,
        columns: Columns::new(blobs.clone()),
        blobs,
        context,
    };
    Ok(Service {
        router: api::router(results.clone()),
        internal: api::internal_router(results),
        subscriptions: Vec::new(),
        workers: Vec::new(),
    })
}
