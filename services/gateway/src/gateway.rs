//! What the gateway knows while it runs.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use ipnet::IpNet;
use tower_http::cors::CorsLayer;
use ulam_platform::configuration::{Configuration, GatewayConfiguration};
use ulam_platform::http::ApiError;
use ulam_platform::mesh::ServiceClient;
use ulam_platform::service::{Context, StartError};
use utoipa::openapi::OpenApi;

use crate::api::HealthCache;
use crate::credentials::Credentials;
use crate::headers;
use crate::limits::Limits;
use crate::openapi::AggregatedDocument;

/// Version of the program.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The gateway's state, shared by all requests.
pub(crate) struct Gateway {
    pub(crate) context: Context,
    pub(crate) settings: GatewayConfiguration,
    pub(crate) trusted_proxies: Vec<IpNet>,
    pub(crate) started: Instant,
    pub(crate) limits: Limits,
    pub(crate) credentials: Credentials,
    pub(crate) counts: Arc<Counts>,
    pub(crate) health: HealthCache,
    pub(crate) document: AggregatedDocument,
    pub(crate) cors: CorsLayer,
    own_document: OnceLock<OpenApi>,
}

/// Counts since the start.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) requests: AtomicU64,
    pub(crate) in_flight: AtomicU64,
    pub(crate) websockets: AtomicU64,
    pub(crate) rate_limited: AtomicU64,
}

/// Counts something as there while it lives.
pub(crate) struct Counted {
    counts: Arc<Counts>,
    which: fn(&Counts) -> &AtomicU64,
}

impl Counts {
    pub(crate) fn count(self: &Arc<Counts>, which: fn(&Counts) -> &AtomicU64) -> Counted {
        which(self).fetch_add(1, Ordering::Relaxed);
        Counted { counts: self.clone(), which }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        (self.which)(&self.counts).fetch_sub(1, Ordering::Relaxed);
    }
}

impl Gateway {
    /// The gateway of a process.
    ///
    /// # Errors
    /// A setting that isn't an address.
    pub(crate) fn new(context: Context) -> Result<Gateway, StartError> {
        let settings = context.configuration.gateway.clone();
        let refused = |text: &String| {
            let reason = format!(
                "gateway.trusted_proxies: '{text}' is neither an address nor a network (10.0.0.0/8)"
            );
            StartError::new(context.name, reason)
        };
        let proxies = settings.trusted_proxies.iter();
        let trusted_proxies: Result<Vec<IpNet>, StartError> = proxies
            .map(|text| crate::address::network(text).ok_or_else(|| refused(text)))
            .collect();
        Ok(Gateway {
            trusted_proxies: trusted_proxies?,
            started: Instant::now(),
            limits: Limits::new(&settings),
            credentials: Credentials::new(&context.keys),
            counts: Arc::new(Counts::default()),
            health: HealthCache::default(),
            document: AggregatedDocument::default(),
            cors: headers::cross_origin(&settings)?,
            own_document: OnceLock::new(),
            settings,
            context,
        })
    }

    pub(crate) fn configuration(&self) -> &Configuration {
        &self.context.configuration
    }

    /// A client of a service.
    pub(crate) fn client(&self, service: &str) -> ServiceClient {
        self.context.mesh.client(service)
    }

    /// A client that calls as the gateway itself.
    pub(crate) fn own_client(&self, service: &str) -> ServiceClient {
        self.client(service).as_service(self.context.name)
    }

    /// Keeps the description of the gateway's own endpoints.
    pub(crate) fn keep_own_document(&self, document: OpenApi) {
        // Once, at the start.
        let _ = self.own_document.set(document);
    }

    /// The description of the gateway's own endpoints.
    pub(crate) fn own_document(&self) -> Result<&OpenApi, ApiError> {
        self.own_document.get().ok_or_else(|| ApiError::internal("the gateway has not started"))
    }
}
