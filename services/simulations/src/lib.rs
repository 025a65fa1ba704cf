//! Validates specs, queues and schedules runs, follows their progress.

use ulam_platform::service::{Context, Definition, Service, StartError};
use utoipa_axum::router::OpenApiRouter;

/// The service.
pub const DEFINITION: Definition = Definition {
    name: "simulations",
    port: 8003,
    handles: &["compute.device_changed"],
    migrations: Some(Vec::new),
    timeout_seconds: 120,
    build: |context| Box::pin(build(context)),
};

async fn build(_context: Context) -> Result<Service, StartError> {
    Ok(Service { router: OpenApiRouter::new(), internal: axum::Router::new(), subscriptions: Vec::new(), workers: Vec::new() })
}
