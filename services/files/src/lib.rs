//! Uploads, versions, sharing, quota; encrypted at rest.

use ulam_platform::service::{Context, Definition, Service, StartError};
use utoipa_axum::router::OpenApiRouter;

/// The service.
pub const DEFINITION: Definition = Definition {
    name: "files",
    port: 8002,
    handles: &["user.deleted"],
    migrations: Some(Vec::new),
    timeout_seconds: 60,
    build: |context| Box::pin(build(context)),
};

async fn build(_context: Context) -> Result<Service, StartError> {
    Ok(Service { router: OpenApiRouter::new(), internal: axum::Router::new(), subscriptions: Vec::new(), workers: Vec::new() })
}
