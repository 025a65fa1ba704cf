//! Health probes of instances elsewhere.

use std::time::{Duration, Instant};

use axum::body::Body;
use futures::future::join_all;
use http::Request;
use tokio_util::sync::CancellationToken;

use super::Mesh;
use super::instance::{Address, Instance};

const PROBE_TIMEOUT: Duration = Duration::from_secs(5);

/// Probes every instance that is not in this process, each `interval`, until shutdown.
pub(crate) async fn probe_until(mesh: Mesh, interval: Duration, shutdown: CancellationToken) {
    loop {
        let instances = mesh.inner.routes.values().flat_map(|route| &route.instances);
        join_all(instances.map(|instance| probe(&mesh, instance))).await;
        tokio::select! {
            () = tokio::time::sleep(interval) => {}
            () = shutdown.cancelled() => return,
        }
    }
}

async fn probe(mesh: &Mesh, instance: &Instance) {
    let Address::Remote(url) = &instance.address else { return };
    let Ok(request) = Request::get(format!("{url}/health/ready")).body(Body::empty()) else {
        tracing::error!(url, "not a URL of an instance");
        return instance.probed(None);
    };
    let permit = instance.breaker.recovery_permit();
    let started = Instant::now();
    let answer = tokio::time::timeout(PROBE_TIMEOUT, mesh.inner.network.request(request)).await;
    let well = matches!(answer, Ok(Ok(response)) if response.status().is_success());
    match permit {
        Some(permit) if well => permit.succeeded(),
        Some(permit) => permit.failed(),
        None => {}
    }
    instance.probed(well.then(|| started.elapsed()));
}
