//! Opens workbooks: cells, checks, dependencies, calculations, formulas.
//!
//! A workbook is a version of an uploaded file. What its row ([`store`]) doesn't say is in the file,
//! which is parsed when it is first needed and kept in memory as long as there is room ([`opened`]);
//! after a restart it is parsed anew. Whoever may see the file may see the workbook.

mod api;
mod domain;
mod events;
mod opened;
mod opening;
mod sight;
mod store;

use std::sync::Arc;

use tokio::sync::{Notify, Semaphore};
use ulam_platform::service::{Context, Definition, Service, StartError, Worker};
use ulam_platform::store::Store;

use opened::OpenedWorkbooks;

/// The service.
pub const DEFINITION: Definition = Definition {
    name: "workbooks",
    port: 8007,
    handles: &["file.deleted", "simulation.completed"],
    migrations: Some(store::migrations),
    timeout_seconds: 60,
    build: |context| Box::pin(build(context)),
};

/// Calculations that run at the same time; others wait.
const CALCULATIONS_AT_ONCE: usize = 4;

/// What handlers and workers work with.
#[derive(Clone)]
struct Workbooks {
    context: Context,
    store: Store,
    opened: OpenedWorkbooks,
    /// Leave to calculate.
    calculations: Arc<Semaphore>,
    /// Wakes the worker that opens workbooks.
    to_open: Arc<Notify>,
}

async fn build(context: Context) -> Result<Service, StartError> {
    let workbooks = Workbooks {
        store: context.database()?,
        opened: OpenedWorkbooks::new(context.configuration.workbooks.cache_bytes_max),
        calculations: Arc::new(Semaphore::new(CALCULATIONS_AT_ONCE)),
        to_open: Arc::new(Notify::new()),
        context,
    };
    Ok(Service {
        router: api::router(workbooks.clone()),
        internal: api::internal_router(workbooks.clone()),
        subscriptions: events::subscriptions(workbooks.clone()),
        workers: vec![Worker::new("open workbooks", opening::open_until(workbooks))],
    })
}
