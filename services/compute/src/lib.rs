//! Owns the processors: runs blocks of trials.

use ulam_platform::service::{Context, Definition, Service, StartError};
use utoipa_axum::router::OpenApiRouter;

/// The service.
pub const DEFINITION: Definition = Definition {
    name: "compute",
    port: 8008,
    handles: &[],
    migrations: Some(Vec::new),
    timeout_seconds: 60,
    build: |context| Box::pin(build(context)),
};

async fn build(_context: Context) -> Result<Service, StartError> {
    Ok(Service { router: OpenApiRouter::new(), internal: axum::Router::new(), subscriptions: Vec::new(), workers: Vec::new() })
}
