//! Templates: versions, differences, sharing, comments, search.

mod access;
mod api;
mod domain;
mod events;
mod neighbours;
mod store;

use ulam_platform::service::{Context, Definition, Service, StartError};
use ulam_platform::store::Store;

/// The service.
pub const DEFINITION: Definition = Definition {
    name: "saved-simulations",
    port: 8009,
    handles: &["simulation.completed", "user.deleted"],
    migrations: Some(store::migrations),
    timeout_seconds: 60,
    build: |context| Box::pin(build(context)),
};

/// What handlers work with.
#[derive(Clone)]
struct SavedSimulations {
    context: Context,
    store: Store,
}

async fn build(context: Context) -> Result<Service, StartError> {
    let saved = SavedSimulations { store: context.database()?, context };
    Ok(Service {
        router: api::router(saved.clone()),
        internal: api::internal_router(saved),
        subscriptions: events::subscriptions(),
        workers: Vec::new(),
    })
}
