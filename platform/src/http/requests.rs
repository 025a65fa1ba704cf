//! Requests counted and timed by route, for `/metrics`.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use http::Method;
use metrics::{Counter, Histogram};

/// The measures of one service's requests. A measure is looked up by its labels once and then kept.
pub(super) struct RequestMetrics {
    service: &'static str,
    /// By route; there are as many as the service has endpoints.
    by_route: RwLock<HashMap<String, HashMap<(&'static str, u16), Measures>>>,
}

#[derive(Clone)]
struct Measures {
    total: Counter,
    duration: Histogram,
}

impl RequestMetrics {
    pub(super) fn new(service: &'static str) -> RequestMetrics {
        RequestMetrics { service, by_route: RwLock::default() }
    }

    /// Notes a request that was answered.
    pub(super) fn note(&self, method: &Method, route: &str, status: u16, elapsed: Duration) {
        let measures = self.measures(known(method), route, status);
        measures.total.increment(1);
        measures.duration.record(elapsed.as_secs_f64());
    }

    fn measures(&self, method: &'static str, route: &str, status: u16) -> Measures {
        let kept = self.by_route.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(measures) = kept.get(route).and_then(|kept| kept.get(&(method, status))) {
            return measures.clone();
        }
        drop(kept);
        let labels = [
            ("service", self.service.to_string()),
            ("method", method.to_string()),
            ("route", route.to_string()),
            ("status", status.to_string()),
        ];
        let measures = Measures {
            total: metrics::counter!("ulam_http_requests_total", &labels),
            duration: metrics::histogram!("ulam_http_request_duration_seconds", &labels[..3]),
        };
        let mut kept = self.by_route.write().unwrap_or_else(PoisonError::into_inner);
        kept.entry(route.to_string()).or_default().insert((method, status), measures.clone());
        measures
    }
}

/// A method's name; clients can invent methods, and each would be a series of its own.
fn known(method: &Method) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    KNOWN.into_iter().find(|known| *known == method.as_str()).unwrap_or("other")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_route_and_invented_methods_together() {
        let handle = crate::telemetry::metrics();
        let requests = RequestMetrics::new("a-service-of-this-test");
        let invented = Method::from_bytes(b"PURPLE").expect("a method");
        for method in [Method::GET, Method::GET, invented] {
            requests.note(&method, "/things/{id}", 200, Duration::from_millis(3));
        }
        let text = handle.render();
        let counted = |method: &str| {
            let labels = format!(
                "{{service=\"a-service-of-this-test\",method=\"{method}\",route=\"/things/{{id}}\",status=\"200\"}}"
            );
            let line = text.lines().find(|line| line.contains(&labels)).unwrap_or_default();
            line.rsplit(' ').next().map(str::to_string)
        };
        assert_eq!(counted("GET").as_deref(), Some("2"), "{text}");
        assert_eq!(counted("other").as_deref(), Some("1"), "{text}");
    }
}
