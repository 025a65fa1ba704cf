//! Accounts, sign-in, sessions, tenants, members, roles, API keys; issues the tokens that services trust.

use ulam_platform::service::{Context, Definition, Service, StartError};
use utoipa_axum::router::OpenApiRouter;

/// The service.
pub const DEFINITION: Definition = Definition {
    name: "identity",
    port: 8001,
    handles: &[],
    migrations: Some(Vec::new),
    timeout_seconds: 30,
    build: |context| Box::pin(build(context)),
};

async fn build(_context: Context) -> Result<Service, StartError> {
    Ok(Service { router: OpenApiRouter::new(), internal: axum::Router::new(), subscriptions: Vec::new(), workers: Vec::new() })
}
