//! The only door: routing, authentication, limits, the web app.
//!
//! A request comes in at [`door`], which finds out who sends it, from where, to which service
//! ([`routes`]), whether it may come now ([`limits`]), and turns what the client showed into the
//! access token that services verify themselves ([`credentials`]). Then [`proxy`] carries it to the
//! service through the mesh, or one of the gateway's own endpoints ([`api`]) or the web app ([`web`])
//! answers.

mod address;
mod api;
mod credentials;
mod door;
mod gateway;
mod headers;
mod limits;
mod openapi;
mod proxy;
mod routes;
mod web;

use std::sync::Arc;

use axum::middleware::from_fn_with_state;
use axum::routing::any;
use ulam_platform::service::{Context, Definition, Service, StartError, Worker};

use gateway::Gateway;

/// The service.
pub const DEFINITION: Definition = Definition {
    name: "gateway",
    port: 8080,
    handles: &["session.revoked"],
    migrations: None,
    timeout_seconds: 300,
    build: |context| Box::pin(build(context)),
};

async fn build(context: Context) -> Result<Service, StartError> {
    let shutdown = context.shutdown.clone();
    let gateway = Arc::new(Gateway::new(context)?);
    let own = api::router();
    gateway.keep_own_document(own.get_openapi().clone());
    // The door answers these itself; here they have a name for the metrics.
    let elsewhere = || any(|| async { proxy::nothing() });
    let router = own
        .route("/", elsewhere())
        .route("/{*path}", elsewhere())
        .layer(from_fn_with_state(gateway.clone(), door::enter))
        .with_state(gateway.clone());
    let cleaner = limits::clean_until(gateway.clone(), shutdown);
    Ok(Service {
        router,
        internal: api::internal_router().with_state(gateway),
        subscriptions: Vec::new(),
        workers: vec![Worker::new("forget old rate limits", cleaner)],
    })
}
