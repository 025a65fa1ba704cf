//! Accounts, sign-in, sessions, tenants, members, roles, API keys; issues the tokens that services trust.

mod api;
mod app;
mod domain;
mod events;
mod first_start;
mod mail;
pub mod operating;
mod refusals;
mod sign_in;
mod standing;
mod store;

use ulam_platform::service::{Context, Definition, Service, StartError, Worker};

use app::App;

/// The service.
pub const DEFINITION: Definition = Definition {
    name: "identity",
    port: 8001,
    handles: &["simulation.started", "simulation.completed", "results.exported"],
    migrations: Some(store::migrations::migrations),
    timeout_seconds: 30,
    build: |context| Box::pin(build(context)),
};

async fn build(context: Context) -> Result<Service, StartError> {
    let app = App::new(&context).await?;
    first_start::prepare(&app).await?;
    let workers = vec![
        Worker::new("mail", mail::hand_over_until(app.clone(), context.shutdown.clone())),
        Worker::new("refusals", refusals::sum_up_until(app.clone(), context.shutdown.clone())),
        Worker::new("clean", app::clean_until(app.clone(), context.shutdown.clone())),
    ];
    Ok(Service {
        router: api::router(app.clone()),
        internal: api::internal_router(app),
        subscriptions: events::subscriptions(),
        workers,
    })
}
