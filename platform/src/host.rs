//! Running services: any number of them in one process.
//!
//! A process that runs all services listens on the gateway's address alone. One that runs some
//! listens on the port of each.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use futures::FutureExt;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use utoipa::openapi::OpenApi;

use crate::access::{Keys, KeysError};
use crate::configuration::Configuration;
use crate::http::{Health, ServerError, health_routes, layered, serve};
use crate::mesh::{Mesh, probe_until};
use crate::service::{Context, Definition, Service, Shared, StartError, Worker};
use crate::store::{Store, StoreError, sqlite_file};
use crate::{audit, bus, telemetry};

/// The service that is the door to all others.
const GATEWAY: &str = "gateway";

/// Why a process can't start.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// A service that doesn't exist was asked for.
    #[error("there is no service '{0}'; the services are {1}")]
    UnknownService(String, String),
    /// Keys.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// A database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An audit log.
    #[error("cannot read the audit log")]
    Audit(#[from] sea_orm::DbErr),
    /// A service.
    #[error(transparent)]
    Start(#[from] StartError),
    /// A port.
    #[error(transparent)]
    Server(#[from] ServerError),
    /// An address in the settings.
    #[error("mesh.listen_host: '{0}' is not an IP address")]
    ListenHost(String),
}

/// Services that run.
pub struct Host {
    addresses: Vec<(&'static str, SocketAddr)>,
    shutdown: CancellationToken,
    accepting: Arc<AtomicBool>,
    /// Servers, workers and dispatchers.
    tasks: TaskTracker,
    stores: Vec<Store>,
    mesh: Mesh,
    grace: Duration,
}

/// The names in `wanted`, or all.
fn selected<'a>(
    definitions: &'a [Definition],
    wanted: &[String],
) -> Result<Vec<&'a Definition>, HostError> {
    if wanted.is_empty() {
        return Ok(definitions.iter().collect());
    }
    let find = |name: &String| {
        let known =
            || definitions.iter().map(|definition| definition.name).collect::<Vec<_>>().join(", ");
        let found = definitions.iter().find(|definition| definition.name == name);
        found.ok_or_else(|| HostError::UnknownService(name.clone(), known()))
    };
    wanted.iter().map(find).collect()
}

/// The keys that the settings tell.
///
/// # Errors
/// No key where the settings say, or a malformed one.
pub fn keys(configuration: &Configuration) -> Result<Keys, KeysError> {
    match &configuration.master_key {
        Some(text) => Keys::from_base64(text.expose()),
        None => Keys::from_file(&configuration.master_key_file()),
    }
}

/// Brings the tables of services up to date.
///
/// # Errors
/// A database that can't be opened or changed; a malformed key; no key, where texts are to be sealed.
pub async fn migrate(
    definitions: &[Definition],
    configuration: &Configuration,
) -> Result<(), HostError> {
    // A key is not made here: one beside that of the servers would seal what they couldn't open.
    let is_there = configuration.master_key.is_some() || configuration.master_key_file().is_file();
    let keys = is_there.then(|| keys(configuration)).transpose()?;
    for definition in definitions.iter().filter(|definition| definition.migrations.is_some()) {
        let consumers = Arc::from([]);
        let store = Store::open(
            definition,
            &configuration.database,
            &configuration.data,
            keys.as_ref(),
            consumers,
            true,
        )
        .await?;
        store.close().await;
        tracing::info!(service = definition.name, "tables are up to date");
    }
    Ok(())
}

/// The database of a service, for what an operator does beside the server: events reach everybody who
/// handles them, as if the service had emitted them. `None` where the service keeps nothing, or nothing
/// here. `definitions` are all services that exist.
///
/// # Errors
/// A database that can't be opened, or whose tables are not up to date.
pub async fn database(
    definition: &Definition,
    definitions: &[Definition],
    configuration: &Configuration,
    keys: &Keys,
) -> Result<Option<Store>, HostError> {
    if !has_database(definition, configuration) {
        return Ok(None);
    }
    let (database, data) = (&configuration.database, &configuration.data);
    let consumers = consumers(definitions);
    Ok(Some(Store::open(definition, database, data, Some(keys), consumers, false).await?))
}

/// Who handles which events.
fn consumers(definitions: &[Definition]) -> Arc<[(&'static str, &'static [&'static str])]> {
    definitions.iter().map(|definition| (definition.name, definition.handles)).collect()
}

/// The audit log of a service, to be read; `None` where the service keeps nothing, or nothing here.
/// Nothing is changed, and the service may run.
///
/// # Errors
/// A database that can't be opened, or whose tables are not up to date.
pub async fn audit_log(
    definition: &Definition,
    configuration: &Configuration,
    keys: &Keys,
) -> Result<Option<audit::Log>, HostError> {
    if !has_database(definition, configuration) {
        return Ok(None);
    }
    let (database, data) = (&configuration.database, &configuration.data);
    let store = Store::open(definition, database, data, Some(keys), Arc::from([]), false).await?;
    Ok(Some(audit::Log::open(&store).await?))
}

/// The events of a service that others didn't take; `None` where the service keeps nothing, or nothing
/// here. The service may run.
///
/// # Errors
/// A database that can't be opened, or whose tables are not up to date.
pub async fn untaken_events(
    definition: &Definition,
    configuration: &Configuration,
) -> Result<Option<bus::UntakenEvents>, HostError> {
    if !has_database(definition, configuration) {
        return Ok(None);
    }
    // Without keys: their contents stay sealed.
    let (database, data) = (&configuration.database, &configuration.data);
    let store = Store::open(definition, database, data, None, Arc::from([]), false).await?;
    Ok(Some(bus::UntakenEvents::of(store)))
}

/// Whether a service keeps anything, and here. Opening an SQLite file that isn't there would make it.
fn has_database(definition: &Definition, configuration: &Configuration) -> bool {
    let is_there = || sqlite_file(&configuration.data, definition.name).is_file();
    definition.migrations.is_some() && (configuration.database.url.is_some() || is_there())
}

impl Host {
    /// Starts services: those named in `wanted`, or all. `definitions` are all services that exist.
    ///
    /// # Errors
    /// An unknown name, a database, key or port that can't be used, a service that can't start.
    /// What had started by then is stopped.
    pub async fn start(
        definitions: &[Definition],
        wanted: &[String],
        configuration: Configuration,
    ) -> Result<Host, HostError> {
        let selected = selected(definitions, wanted)?;
        let keys = Arc::new(keys(&configuration)?);
        let configuration = Arc::new(configuration);
        let retention_days = configuration.audit.retention_days;
        let local: Vec<&'static str> = selected.iter().map(|definition| definition.name).collect();
        let mut mesh_settings = configuration.mesh.clone();
        mesh_settings.ports.entry(GATEWAY.to_string()).or_insert(configuration.listen.port());
        let mesh = Mesh::new(definitions, &local, &mesh_settings, keys.clone());
        let mut host = Host {
            addresses: Vec::new(),
            shutdown: CancellationToken::new(),
            accepting: Arc::new(AtomicBool::new(false)),
            tasks: TaskTracker::new(),
            stores: Vec::new(),
            mesh: mesh.clone(),
            grace: Duration::from_secs(configuration.shutdown_grace_seconds),
        };
        let started = host.start_services(definitions, &selected, &configuration, &keys).await;
        if let Err(error) = started {
            host.stop().await;
            return Err(error);
        }
        host.accepting.store(true, Ordering::Release);
        // Events go out once all of this process's services are there to take them.
        for store in &host.stores {
            let (of_bus, shutdown) = (store.clone(), host.shutdown.clone());
            host.tasks.spawn(bus::dispatch_until(of_bus, mesh.clone(), shutdown));
            let (store, shutdown) = (store.clone(), host.shutdown.clone());
            host.tasks.spawn(audit::prune_until(store, retention_days, shutdown));
        }
        host.tasks.spawn(telemetry::add_up_until(host.shutdown.clone()));
        host.tasks.spawn(probe_until(
            mesh,
            configuration.mesh.health_interval(),
            host.shutdown.clone(),
        ));
        Ok(host)
    }

    async fn start_services(
        &mut self,
        definitions: &[Definition],
        selected: &[&Definition],
        configuration: &Arc<Configuration>,
        keys: &Arc<Keys>,
    ) -> Result<(), HostError> {
        let consumers = consumers(definitions);
        let alone = selected.len() < definitions.len();
        for definition in selected {
            let store = match definition.migrations {
                None => None,
                Some(_) => {
                    let database = &configuration.database;
                    let migrate = database.migrate_at_start;
                    let opened = Store::open(
                        definition,
                        database,
                        &configuration.data,
                        Some(keys),
                        consumers.clone(),
                        migrate,
                    );
                    Some(opened.await?)
                }
            };
            self.stores.extend(store.clone());
            let context = Context {
                name: definition.name,
                configuration: configuration.clone(),
                keys: keys.clone(),
                mesh: self.mesh.clone(),
                store: store.clone(),
                shutdown: self.shutdown.clone(),
            };
            let service = (definition.build)(context).await?;
            let router = self.assembled(definition, service, store, configuration, keys);
            self.mesh.register(definition.name, router.clone());
            if alone || definition.name == GATEWAY {
                self.listen(definition, router, configuration).await?;
            }
        }
        Ok(())
    }

    /// A service's router with everything that every service has, its workers running.
    fn assembled(
        &self,
        definition: &Definition,
        service: Service,
        store: Option<Store>,
        configuration: &Configuration,
        keys: &Arc<Keys>,
    ) -> Router {
        let worker_lost = Arc::new(AtomicBool::new(false));
        let health = Health {
            store: store.clone(),
            accepting: self.accepting.clone(),
            worker_lost: worker_lost.clone(),
            metrics: telemetry::metrics(),
        };
        let (public, document) = service.router.split_for_parts();
        let mut router = public.merge(service.internal);
        // The gateway is open to the world and needs not ask itself.
        if definition.name != GATEWAY {
            router = router.merge(openapi_route(document));
        }
        // The gateway's `/health…` cover all services; it has its own.
        router = router.merge(health_routes(health));
        if let Some(store) = store {
            router = router.merge(bus::routes(store, service.subscriptions));
        }
        for worker in service.workers {
            self.run_worker(definition.name, worker, worker_lost.clone());
        }
        let timeout = Duration::from_secs(definition.timeout_seconds);
        let shared = Shared { keys: keys.clone() };
        layered(router, definition.name, shared, timeout, configuration.http.body_bytes_max)
    }

    fn run_worker(&self, service: &'static str, worker: Worker, lost: Arc<AtomicBool>) {
        let shutdown = self.shutdown.clone();
        self.tasks.spawn(async move {
            let ended = std::panic::AssertUnwindSafe(worker.run).catch_unwind().await;
            if ended.is_err() || !shutdown.is_cancelled() {
                tracing::error!(
                    service,
                    worker = worker.name,
                    panicked = ended.is_err(),
                    "worker ended"
                );
                lost.store(true, Ordering::Release);
            }
        });
    }

    async fn listen(
        &mut self,
        definition: &Definition,
        router: Router,
        configuration: &Configuration,
    ) -> Result<(), HostError> {
        let address = if definition.name == GATEWAY {
            configuration.listen
        } else {
            let host = &configuration.mesh.listen_host;
            let ip = host.parse().map_err(|_| HostError::ListenHost(host.clone()))?;
            let port =
                configuration.mesh.ports.get(definition.name).copied().unwrap_or(definition.port);
            SocketAddr::new(ip, port)
        };
        let bound = TcpListener::bind(address).await;
        let listener = bound.map_err(|source| ServerError::Bind { address, source })?;
        let address =
            listener.local_addr().map_err(|source| ServerError::Bind { address, source })?;
        self.addresses.push((definition.name, address));
        tracing::info!(service = definition.name, %address, "listening");
        self.tasks.spawn(serve(listener, router, self.shutdown.clone(), self.grace));
        Ok(())
    }

    /// Where services listen.
    pub fn addresses(&self) -> &[(&'static str, SocketAddr)] {
        &self.addresses
    }

    /// A client of the services, for the program that runs them.
    pub fn mesh(&self) -> &Mesh {
        &self.mesh
    }

    /// Stops: takes no more requests, finishes those in flight and what workers are at, closes the
    /// databases.
    pub async fn stop(self) {
        self.accepting.store(false, Ordering::Release);
        self.shutdown.cancel();
        self.tasks.close();
        if tokio::time::timeout(self.grace + Duration::from_secs(2), self.tasks.wait())
            .await
            .is_err()
        {
            tracing::warn!("work still in flight was cut off");
        }
        for store in &self.stores {
            store.close().await;
        }
    }
}

/// `GET /internal/openapi.json`: the service's part of the API's description.
fn openapi_route(document: OpenApi) -> Router {
    let document = Arc::new(document);
    let answer = move || {
        let document = document.clone();
        async move { axum::Json((*document).clone()) }
    };
    Router::new().route("/internal/openapi.json", axum::routing::get(answer))
}
