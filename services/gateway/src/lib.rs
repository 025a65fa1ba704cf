//! The only door: routing, authentication, limits, the web app.

use ulam_platform::service::{Context, Definition, Service, StartError};
use utoipa_axum::router::OpenApiRouter;

/// The service.
pub const DEFINITION: Definition = Definition {
    name: "gateway",
    port: 8080,
    handles: &[],
    migrations: None,
    timeout_seconds: 300,
    build: |context| Box::pin(build(context)),
};

async fn build(_context: Context) -> Result<Service, StartError> {
    Ok(Service { router: OpenApiRouter::new(), internal: axum::Router::new(), subscriptions: Vec::new(), workers: Vec::new() })
}
