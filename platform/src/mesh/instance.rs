//! One instance of a service: where it is and how it is.

use std::sync::atomic::{AtomicI64, AtomicU8, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use http::Uri;
use http::uri::Parts;
use hyper_util::client::legacy::connect::HttpConnector;
use serde::Serialize;

use crate::identifier::now_us;

use super::breaker::{Breaker, BreakerSettings, BreakerState, BreakerStatus};
use super::connections::Connections;

/// Failed probes in a row that make an instance unhealthy.
const FAILED_PROBES_MAX: u32 = 3;
/// An answer that takes longer makes an instance degraded.
const SLOW: Duration = Duration::from_secs(1);

/// How an instance is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum InstanceStatus {
    /// Answers well.
    Healthy,
    /// Answers slowly, or failed its last probe.
    Degraded,
    /// Failed three probes in a row; gets no traffic until it answers again.
    Unhealthy,
}

/// An instance as operators see it.
#[derive(Clone, Debug)]
pub struct InstanceView {
    /// The service.
    pub service: &'static str,
    /// `in-process`, or its URL.
    pub address: String,
    /// How it is.
    pub status: InstanceStatus,
    /// When it was last probed, in microseconds since 1970; never, in this process.
    pub probed_at_us: Option<i64>,
    /// Microseconds that the last good probe took.
    pub probe_us: u64,
    /// Probes in a row that failed.
    pub failed_probes: u32,
    /// Whether it gets calls.
    pub is_ready: bool,
    /// Calls that it is answering.
    pub in_flight: usize,
    /// Its breaker.
    pub breaker: BreakerStatus,
}

pub(super) enum Address {
    /// In this process; empty until it has started.
    Local(OnceLock<Router>),
    /// Elsewhere.
    Remote(Remote),
}

/// Where an instance listens.
pub(super) struct Remote {
    /// Scheme, host and port without a slash at the end.
    pub(super) url: String,
    /// Nothing where the settings name something else.
    pub(super) connections: Option<Arc<Connections>>,
}

impl Remote {
    fn new(url: &str, connector: HttpConnector) -> Remote {
        let url = url.trim_end_matches('/').to_string();
        let parts = url.parse::<Uri>().ok().map(Uri::into_parts);
        // A path would be lost on the way: better that nothing is there than something else.
        let is_bare = |parts: &Parts| parts.path_and_query.as_ref().is_none_or(|path| path == "/");
        let origin = parts.filter(is_bare).and_then(|parts| Uri::from_parts(parts).ok());
        let connections = origin.and_then(|origin| Connections::new(origin, connector));
        Remote { url, connections: connections.map(Arc::new) }
    }
}

pub(super) struct Instance {
    pub(super) address: Address,
    pub(super) breaker: Breaker,
    status: AtomicU8,
    failed_probes: AtomicU32,
    /// 0: not yet.
    probed_at_us: AtomicI64,
    probe_us: AtomicU64,
    in_flight: Arc<AtomicUsize>,
}

/// Counts a call as in flight while it lives.
pub(super) struct InFlight(Arc<AtomicUsize>);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Instance {
    pub(super) fn local(breaker: BreakerSettings) -> Instance {
        Instance::at(Address::Local(OnceLock::new()), breaker)
    }

    pub(super) fn remote(
        url: &str,
        connector: HttpConnector,
        breaker: BreakerSettings,
    ) -> Instance {
        Instance::at(Address::Remote(Remote::new(url, connector)), breaker)
    }

    fn at(address: Address, breaker: BreakerSettings) -> Instance {
        Instance {
            address,
            breaker: Breaker::new(breaker),
            status: AtomicU8::new(0),
            failed_probes: AtomicU32::new(0),
            probed_at_us: AtomicI64::new(0),
            probe_us: AtomicU64::new(0),
            in_flight: Arc::new(AtomicUsize::new(0)),
        }
    }

    pub(super) fn register(&self, router: Router) {
        if let Address::Local(slot) = &self.address {
            // A service registers once, at its start.
            let _ = slot.set(router);
        }
    }

    pub(super) fn status(&self) -> InstanceStatus {
        match self.status.load(Ordering::Relaxed) {
            0 => InstanceStatus::Healthy,
            1 => InstanceStatus::Degraded,
            _ => InstanceStatus::Unhealthy,
        }
    }

    /// Notes a probe's outcome: the time that it took to answer well, or nothing.
    pub(super) fn probed(&self, answered_after: Option<Duration>) {
        let status = match answered_after {
            Some(time) => {
                self.failed_probes.store(0, Ordering::Relaxed);
                self.probe_us
                    .store(u64::try_from(time.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
                u8::from(time > SLOW)
            }
            None => {
                let failed = self.failed_probes.fetch_add(1, Ordering::Relaxed) + 1;
                if failed >= FAILED_PROBES_MAX { 2 } else { 1 }
            }
        };
        self.probed_at_us.store(now_us(), Ordering::Relaxed);
        self.status.store(status, Ordering::Relaxed);
    }

    pub(super) fn is_ready(&self) -> bool {
        let present = match &self.address {
            Address::Local(slot) => slot.get().is_some(),
            Address::Remote(_) => true,
        };
        present && self.status() != InstanceStatus::Unhealthy && self.breaker.would_permit()
    }

    /// Whether its last probe went well and its breaker lets calls through.
    pub(super) fn is_well(&self) -> bool {
        self.failed_probes.load(Ordering::Relaxed) == 0
            && self.breaker.status().state == BreakerState::Closed
    }

    pub(super) fn in_flight(&self) -> usize {
        self.in_flight.load(Ordering::Relaxed)
    }

    pub(super) fn begin(&self) -> InFlight {
        self.in_flight.fetch_add(1, Ordering::Relaxed);
        InFlight(self.in_flight.clone())
    }

    pub(super) fn view(&self, service: &'static str) -> InstanceView {
        let address = match &self.address {
            Address::Local(_) => "in-process".to_string(),
            Address::Remote(remote) => remote.url.clone(),
        };
        InstanceView {
            service,
            address,
            status: self.status(),
            probed_at_us: Some(self.probed_at_us.load(Ordering::Relaxed)).filter(|time| *time > 0),
            probe_us: self.probe_us.load(Ordering::Relaxed),
            failed_probes: self.failed_probes.load(Ordering::Relaxed),
            is_ready: self.is_ready(),
            in_flight: self.in_flight(),
            breaker: self.breaker.status(),
        }
    }
}
