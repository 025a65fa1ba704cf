//! What a service is to the platform.

use std::sync::Arc;

use futures::future::BoxFuture;
use sea_orm_migration::MigrationTrait;
use tokio_util::sync::CancellationToken;
use utoipa_axum::router::OpenApiRouter;

use crate::access::Keys;
use crate::bus::Subscription;
use crate::configuration::Configuration;
use crate::mesh::Mesh;
use crate::store::Store;

/// A service before it runs. The program knows all of them, also those that run elsewhere.
#[derive(Clone, Copy)]
pub struct Definition {
    /// The service's name, such as `saved-simulations`; what the mesh calls it.
    pub name: &'static str,
    /// The port on which it listens where it runs alone.
    pub port: u16,
    /// Types of events that it handles, such as `file.deleted`; `*` for all.
    pub handles: &'static [&'static str],
    /// Its tables' migrations, the oldest first, after the platform's own. `None` for a service
    /// without a database.
    pub migrations: Option<fn() -> Vec<Box<dyn MigrationTrait>>>,
    /// Seconds that a call to it may take.
    pub timeout_seconds: u64,
    /// Makes the service.
    pub build: fn(Context) -> BoxFuture<'static, Result<Service, StartError>>,
}

/// What a service is given.
#[derive(Clone)]
pub struct Context {
    /// The service's name.
    pub name: &'static str,
    /// Settings.
    pub configuration: Arc<Configuration>,
    /// Keys of this installation.
    pub keys: Arc<Keys>,
    /// The other services.
    pub mesh: Mesh,
    /// Its database. A service without migrations has none and must not ask.
    pub store: Option<Store>,
    /// Cancelled when the process shuts down.
    pub shutdown: CancellationToken,
}

impl Context {
    /// Its database.
    ///
    /// # Errors
    /// A service whose definition has no migrations.
    pub fn database(&self) -> Result<Store, StartError> {
        let missing =
            || StartError::new(self.name, "the service's definition declares no database");
        self.store.clone().ok_or_else(missing)
    }
}

/// A service that can run.
pub struct Service {
    /// Its public endpoints with their OpenAPI descriptions, full paths (`/api/v2/files/…`).
    pub router: OpenApiRouter,
    /// Its endpoints for other services, full paths (`/internal/…`). Handlers take a
    /// [`crate::access::ServiceCaller`] or a [`crate::access::Caller`].
    pub internal: axum::Router,
    /// What it does on events, one for each type that its definition names.
    pub subscriptions: Vec<Subscription>,
    /// What it does beside answering requests, until shutdown.
    pub workers: Vec<Worker>,
}

/// Something that a service does until it is told to stop. Ending early is a defect, which is logged
/// and makes the process unready.
pub struct Worker {
    /// What it does, for logs.
    pub name: &'static str,
    /// The work. It must end soon after [`Context::shutdown`] is cancelled, finishing what is in
    /// flight.
    pub run: BoxFuture<'static, ()>,
}

impl Worker {
    /// A worker.
    pub fn new(name: &'static str, run: impl Future<Output = ()> + Send + 'static) -> Worker {
        Worker { name, run: Box::pin(run) }
    }
}

/// Why a service can't start.
#[derive(Debug, thiserror::Error)]
#[error("service {service} cannot start: {reason}")]
pub struct StartError {
    service: String,
    reason: String,
    #[source]
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl StartError {
    /// A reason in words.
    pub fn new(service: &str, reason: impl Into<String>) -> StartError {
        StartError { service: service.to_string(), reason: reason.into(), source: None }
    }

    /// A reason with its cause.
    pub fn caused(
        service: &str,
        reason: impl Into<String>,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> StartError {
        StartError {
            service: service.to_string(),
            reason: reason.into(),
            source: Some(source.into()),
        }
    }
}

/// What every request carries in its extensions.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) keys: Arc<Keys>,
}
