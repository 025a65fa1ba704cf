//! Services as seen by one another: a name becomes a client, whether the service runs in this
//! process or elsewhere.
//!
//! Every call goes through the same timeout, retry budget and circuit breaker in both shapes.
//! Discovery is static: the configuration names the instances of each service, and where it doesn't,
//! a service that is not in this process is looked for on its own port on this machine.

mod breaker;
mod budget;
mod client;
mod connections;
mod discovery;
mod instance;
mod window;

pub use breaker::{BreakerSettings, BreakerState, BreakerStatus};
pub use client::{MeshError, ServiceClient};
pub use instance::{InstanceStatus, InstanceView};

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use hyper_util::client::legacy::connect::HttpConnector;

use crate::access::Keys;
use crate::configuration::{LoadBalancing, MeshConfiguration};
use crate::service::Definition;

use budget::RetryBudget;
use instance::Instance;

pub(crate) use discovery::probe_until;

/// A service gives a slow request up by itself and says so; its answer gets this long to arrive.
const ANSWER_GRACE: Duration = Duration::from_millis(500);

/// The services that this process can reach.
#[derive(Clone)]
pub struct Mesh {
    inner: Arc<Inner>,
}

struct Inner {
    routes: BTreeMap<&'static str, Route>,
    keys: Arc<Keys>,
    balancing: LoadBalancing,
}

/// The way to one service.
struct Route {
    instances: Vec<Instance>,
    next: AtomicUsize,
    timeout: Duration,
    budget: RetryBudget,
}

impl Mesh {
    /// A mesh of these services, of which those in `local` will be registered by
    /// [`Mesh::register`].
    pub(crate) fn new(
        definitions: &[Definition],
        local: &[&'static str],
        configuration: &MeshConfiguration,
        keys: Arc<Keys>,
    ) -> Mesh {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        connector
            .set_connect_timeout(Some(Duration::from_secs(configuration.connect_timeout_seconds)));
        let routes = definitions.iter().map(|definition| {
            let breaker = configuration.breaker_settings();
            let instances = if local.contains(&definition.name) {
                vec![Instance::local(breaker)]
            } else {
                let port =
                    configuration.ports.get(definition.name).copied().unwrap_or(definition.port);
                let default = || vec![format!("http://127.0.0.1:{port}")];
                let urls =
                    configuration.services.get(definition.name).cloned().unwrap_or_else(default);
                urls.iter().map(|url| Instance::remote(url, connector.clone(), breaker)).collect()
            };
            let route = Route {
                instances,
                next: AtomicUsize::new(0),
                timeout: Duration::from_secs(definition.timeout_seconds) + ANSWER_GRACE,
                budget: RetryBudget::default(),
            };
            (definition.name, route)
        });
        Mesh {
            inner: Arc::new(Inner {
                routes: routes.collect(),
                keys,
                balancing: configuration.balancing,
            }),
        }
    }

    /// Makes a service of this process reachable.
    pub(crate) fn register(&self, service: &str, router: Router) {
        if let Some(route) = self.inner.routes.get(service) {
            for instance in &route.instances {
                instance.register(router.clone());
            }
        }
    }

    /// A client of a service.
    pub fn client(&self, service: &str) -> ServiceClient {
        ServiceClient::new(self.clone(), service)
    }

    /// The names of all services.
    pub fn services(&self) -> Vec<&'static str> {
        self.inner.routes.keys().copied().collect()
    }

    /// The instances of all services with their health and breakers.
    pub fn instances(&self) -> Vec<InstanceView> {
        let views = |(service, route): (&&'static str, &Route)| {
            route.instances.iter().map(|instance| instance.view(service)).collect::<Vec<_>>()
        };
        self.inner.routes.iter().flat_map(views).collect()
    }

    /// Closes a service's breakers by hand; false if there is no such service.
    pub fn reset_breakers(&self, service: &str) -> bool {
        let Some(route) = self.inner.routes.get(service) else { return false };
        for instance in &route.instances {
            instance.breaker.reset();
        }
        true
    }

    fn route(&self, service: &str) -> Option<&Route> {
        self.inner.routes.get(service)
    }
}

impl Route {
    /// The next instance that is ready, by the balancing policy, skipping those already tried.
    fn pick(&self, balancing: LoadBalancing, tried: &[usize]) -> Option<usize> {
        let count = self.instances.len();
        let first = self.next.fetch_add(1, Ordering::Relaxed);
        let ready = (0..count)
            .map(|step| first.wrapping_add(step) % count)
            .filter(|index| !tried.contains(index) && self.instances[*index].is_ready());
        match balancing {
            LoadBalancing::RoundRobin => ready.into_iter().next(),
            LoadBalancing::LeastRequests => {
                ready.min_by_key(|index| self.instances[*index].in_flight())
            }
        }
    }
}
