//! Health probes of instances elsewhere.

use std::time::{Duration, Instant};

use axum::body::Body;
use futures::future::join_all;
use http::{Request, Uri};
use tokio_util::sync::CancellationToken;

use super::Mesh;
use super::breaker::BreakerState;
use super::instance::{Address, Instance};

const PROBE_TIMEOUT: Duration = Duration::from_secs(5);
/// While an instance is missing it is looked for this often, so that it is soon found when it is back.
const MISSING_INTERVAL: Duration = Duration::from_secs(1);

/// Probes every instance that is not in this process, each `interval`, until shutdown; more often
/// while one of them isn't well.
pub(crate) async fn probe_until(mesh: Mesh, interval: Duration, shutdown: CancellationToken) {
    loop {
        let instances = || mesh.inner.routes.values().flat_map(|route| &route.instances);
        join_all(instances().map(probe)).await;
        let all_are_well = instances().all(Instance::is_well);
        let pause = if all_are_well { interval } else { interval.min(MISSING_INTERVAL) };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = shutdown.cancelled() => return,
        }
    }
}

async fn probe(instance: &Instance) {
    let Address::Remote(remote) = &instance.address else { return };
    let Some(connections) = &remote.connections else {
        tracing::error!(url = remote.url, "not a URL of an instance");
        return instance.probed(None);
    };
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = Uri::from_static("/health/ready");
    let permit = instance.breaker.recovery_permit();
    let started = Instant::now();
    let answer = tokio::time::timeout(PROBE_TIMEOUT, connections.send(request)).await;
    let well = matches!(answer, Ok(Ok(response)) if response.status().is_success());
    let unanswered = "it does not answer probes".to_string();
    match permit {
        Some(permit) if well => permit.succeeded(),
        Some(permit) => permit.unanswered(unanswered),
        // An instance found missing gets no calls, which could open its breaker otherwise.
        None if !well && instance.breaker.status().state == BreakerState::Closed => {
            if let Ok(permit) = instance.breaker.permit() {
                permit.unanswered(unanswered);
            }
        }
        None => {}
    }
    instance.probed(well.then(|| started.elapsed()));
}
