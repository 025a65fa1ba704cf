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

use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::any;
use tower_http::compression::CompressionLayer;
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
    let cors = headers::cross_origin(&gateway.settings)?;
    let router = own
        .route("/", any(proxy::forward))
        .route("/{*path}", any(proxy::forward))
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(gateway.clone(), door::admit))
        .layer(CompressionLayer::new().gzip(true).compress_when(headers::Compressible))
        .layer(from_fn_with_state(Arc::new(cors), headers::shared_with_other_sites))
        .layer(axum::middleware::from_fn(headers::secured))
        .with_state(gateway.clone());
    let cleaner = limits::clean_until(gateway.clone(), shutdown);
    Ok(Service {
        router,
        internal: api::internal_router().with_state(gateway),
        subscriptions: Vec::new(),
        workers: vec![Worker::new("forget old rate limits", cleaner)],
    })
}
