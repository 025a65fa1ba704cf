//! Validates specs, queues and schedules runs, follows their progress.
//!
//! A simulation waits in the queue, fairly over tenants, until a worker of compute takes it as a task.
//! The worker reports how far it is, which is also its sign of life: a task that is silent for too
//! long is lost, and the next try begins. All of that is in the database, so that a restart of this
//! service loses nothing: workers keep reporting and find their simulations again.

mod api;
mod domain;
mod events;
mod live;
mod scheduler;
mod service;
mod store;
mod workbooks;

use ulam_platform::service::{Context, Definition, Service, StartError, Worker};

use service::Simulations;

/// The service.
pub const DEFINITION: Definition = Definition {
    name: "simulations",
    port: 8003,
    handles: &["compute.device_changed"],
    migrations: Some(store::migrations),
    timeout_seconds: 120,
    build: |context| Box::pin(build(context)),
};

async fn build(context: Context) -> Result<Service, StartError> {
    let simulations = Simulations::new(context)?;
    Ok(Service {
        router: api::public(simulations.clone()),
        internal: api::internal(simulations.clone()),
        subscriptions: vec![events::on_device_changed(simulations.clone())],
        workers: vec![Worker::new("scheduler", scheduler::schedule_until_shutdown(simulations))],
    })
}
