//! Rate limits: the generic cell rate algorithm per principal, tenant, address and class of routes.
//! Rejected requests don't count.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use http::{HeaderMap, HeaderName, HeaderValue};
use tokio_util::sync::CancellationToken;
use ulam_platform::access::Principal;
use ulam_platform::configuration::GatewayConfiguration;
use ulam_platform::http::ApiError;

use crate::gateway::Gateway;
use crate::routes::Class;

type Keyed<K> = RateLimiter<K, DefaultKeyedStateStore<K>, DefaultClock, StateInformationMiddleware>;

/// Keys that a limiter remembers; beyond it forgets those that are back at their full allowance.
const KEYS_MAX: usize = 200_000;
const CLEAN_EVERY: Duration = Duration::from_secs(30);
/// An address may ask this many times as much as one principal: many people may share it.
const ADDRESS_SHARE: u32 = 10;
/// Credentials that weren't good, of one address, a minute.
const REFUSED_CREDENTIALS_PER_MINUTE: u32 = 60;

pub(crate) const LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
pub(crate) const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
pub(crate) const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

/// What is left to whoever asked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allowance {
    limit: u32,
    remaining: u32,
    reset: Duration,
}

/// A refusal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refused {
    allowance: Allowance,
    wait: Duration,
    what: &'static str,
}

pub(crate) struct Limits {
    addresses: Keyed<IpAddr>,
    sign_ins: Keyed<IpAddr>,
    refused_credentials: Keyed<IpAddr>,
    principals: Keyed<String>,
    tenants: Keyed<String>,
    heavy: Keyed<String>,
}

fn per_second(requests: u32, burst: u32) -> Quota {
    Quota::per_second(at_least_one(requests)).allow_burst(at_least_one(burst))
}

fn per_minute(requests: u32) -> Quota {
    Quota::per_minute(at_least_one(requests))
}

fn at_least_one(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN)
}

fn keyed<K: std::hash::Hash + Eq + Clone>(quota: Quota) -> Keyed<K> {
    RateLimiter::keyed(quota).with_middleware::<StateInformationMiddleware>()
}

fn check<K: std::hash::Hash + Eq + Clone>(
    limiter: &Keyed<K>,
    key: &K,
    what: &'static str,
) -> Result<Allowance, Refused> {
    let quota = |quota: Quota, remaining: u32| {
        let used = quota.burst_size().get().saturating_sub(remaining);
        Allowance {
            limit: quota.burst_size().get(),
            remaining,
            reset: quota.replenish_interval().saturating_mul(used),
        }
    };
    match limiter.check_key(key) {
        Ok(state) => Ok(quota(state.quota(), state.remaining_burst_capacity())),
        Err(until) => {
            let wait = until.wait_time_from(DefaultClock::default().now());
            Err(Refused { allowance: quota(until.quota(), 0), wait, what })
        }
    }
}

impl Limits {
    pub(crate) fn new(settings: &GatewayConfiguration) -> Limits {
        let (rate, burst) = (settings.requests_per_second, settings.burst);
        let tenant_rate = settings.tenant_requests_per_second;
        Limits {
            addresses: keyed(per_second(
                rate.saturating_mul(ADDRESS_SHARE),
                burst.saturating_mul(ADDRESS_SHARE),
            )),
            sign_ins: keyed(per_minute(settings.sign_in_attempts_per_minute)),
            refused_credentials: keyed(per_minute(REFUSED_CREDENTIALS_PER_MINUTE)),
            principals: keyed(per_second(rate, burst)),
            tenants: keyed(per_second(tenant_rate, tenant_rate.saturating_mul(2))),
            heavy: keyed(per_second(settings.heavy_requests_per_second, settings.heavy_burst)),
        }
    }

    /// Whether an address may send a request of this class now, before anything is known of who
    /// sends it.
    pub(crate) fn of_address(
        &self,
        address: IpAddr,
        class: Class,
    ) -> Result<Option<Allowance>, Refused> {
        match class {
            Class::Free => Ok(None),
            Class::SignIn => {
                check(&self.sign_ins, &address, "attempts to sign in from your address").map(Some)
            }
            Class::Heavy | Class::General => {
                check(&self.addresses, &address, "requests from your address").map(Some)
            }
        }
    }

    /// Whether a principal may send a request of this class now.
    pub(crate) fn of_principal(
        &self,
        principal: &Principal,
        class: Class,
    ) -> Result<Option<Allowance>, Refused> {
        if class == Class::Free {
            return Ok(None);
        }
        // A key of its own for each API key; one for all sessions of a user.
        let key = match principal.kind {
            ulam_platform::access::SubjectKind::ApiKey => principal.session_id.clone(),
            _ => principal.subject.clone(),
        };
        let mut allowance = check(&self.principals, &key, "requests")?;
        if class == Class::Heavy {
            let heavy = check(&self.heavy, &key, "requests of this kind")?;
            allowance = if heavy.remaining < allowance.remaining { heavy } else { allowance };
        }
        if !principal.tenant_id.is_empty() {
            let tenant =
                check(&self.tenants, &principal.tenant_id, "requests of your organisation")?;
            allowance = if tenant.remaining < allowance.remaining { tenant } else { allowance };
        }
        Ok(Some(allowance))
    }

    /// Notes that an address showed a credential that isn't good.
    ///
    /// # Errors
    /// It did so too often.
    pub(crate) fn credential_refused(&self, address: IpAddr) -> Result<(), Refused> {
        check(&self.refused_credentials, &address, "wrong credentials from your address").map(drop)
    }

    fn clean(&self) {
        forget(&self.addresses);
        forget(&self.sign_ins);
        forget(&self.refused_credentials);
        forget(&self.principals);
        forget(&self.tenants);
        forget(&self.heavy);
    }
}

fn forget<K: std::hash::Hash + Eq + Clone>(limiter: &Keyed<K>) {
    limiter.retain_recent();
    if limiter.len() > KEYS_MAX {
        tracing::warn!(keys = limiter.len(), "a rate limit keeps more keys than expected");
    }
    limiter.shrink_to_fit();
}

/// Forgets, now and then, keys that are back at their full allowance.
pub(crate) async fn clean_until(gateway: Arc<Gateway>, shutdown: CancellationToken) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(CLEAN_EVERY) => gateway.limits.clean(),
            () = shutdown.cancelled() => return,
        }
    }
}

impl Allowance {
    /// Tells the client.
    pub(crate) fn write(self, headers: &mut HeaderMap) {
        headers.insert(LIMIT, HeaderValue::from(self.limit));
        headers.insert(REMAINING, HeaderValue::from(self.remaining));
        headers.insert(RESET, HeaderValue::from(self.reset.as_secs_f64().ceil() as u64));
    }
}

impl Refused {
    pub(crate) fn allowance(self) -> Allowance {
        self.allowance
    }

    /// The problem that tells the client.
    pub(crate) fn problem(self, gateway: &Gateway, class: Class) -> ApiError {
        gateway.counts.rate_limited.fetch_add(1, Ordering::Relaxed);
        metrics::counter!("ulam_gateway_rate_limited_total", "class" => class.name()).increment(1);
        // At least a second: clients round down.
        let seconds = self.wait.as_secs_f64().ceil().max(1.0);
        let detail = format!("Too many {}. Wait {seconds} s, then go on more slowly.", self.what);
        ApiError::too_many_requests(detail, seconds)
    }
}
