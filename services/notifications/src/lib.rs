//! Live messages, mail, webhooks, the inbox, alerts.

mod api;
mod app;
mod deliver;
mod domain;
mod events;
mod hub;
mod mailer;
mod metrics;
mod store;

use ulam_platform::service::{Context, Definition, Service, StartError, Worker};

use app::App;

/// The service.
pub const DEFINITION: Definition = Definition {
    name: "notifications",
    port: 8006,
    handles: &["*"],
    migrations: Some(store::migrations::migrations),
    timeout_seconds: 60,
    build: |context| Box::pin(build(context)),
};

async fn build(context: Context) -> Result<Service, StartError> {
    let app = App::new(&context)?;
    let workers = vec![
        Worker::new("deliver", deliver::deliver_until(app.clone(), context.shutdown.clone())),
        Worker::new("metrics", metrics::watch_until(app.clone(), context.shutdown.clone())),
    ];
    Ok(Service {
        router: api::router(app.clone()),
        internal: api::internal_router(app.clone()),
        subscriptions: events::subscriptions(app),
        workers,
    })
}
