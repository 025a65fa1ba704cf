//! Owns the processors: runs blocks of trials.
//!
//! A task is one try of a simulation's run. It waits for its turn, reads the workbook from files,
//! runs the trials on threads of its own, shows how far it is to the service that asked for it, stores
//! what came out with results, and tells its end until it is acknowledged. A task whose process dies
//! is lost: the next start says so (`compute.device_changed`), and whoever asked tries again.

mod api;
mod domain;
mod metering;
mod store;
mod tasks;

use ulam_platform::service::{Context, Definition, Service, StartError, Worker};

use tasks::Compute;

const PORT: u16 = 8008;

/// The service.
pub const DEFINITION: Definition = Definition {
    name: "compute",
    port: PORT,
    handles: &[],
    migrations: Some(store::migrations),
    timeout_seconds: 60,
    build: |context| Box::pin(build(context)),
};

async fn build(context: Context) -> Result<Service, StartError> {
    let compute = Compute::new(context, PORT)?;
    Ok(Service {
        router: api::public(compute.clone()),
        internal: api::internal(compute.clone()),
        subscriptions: Vec::new(),
        workers: vec![
            Worker::new("tasks", compute.clone().run_until_shutdown()),
            Worker::new("metering", metering::meter_until_shutdown(compute)),
        ],
    })
}
