//! Once a minute: what was done in it, told to the others; and cleaning up.

use std::time::{Duration, Instant};

use ulam_contracts::compute::PerformanceMetrics;
use ulam_platform::access::Scope;
use ulam_platform::http::ApiError;
use ulam_platform::identifier::now_us;

use crate::store;
use crate::tasks::Compute;

const MINUTE: Duration = Duration::from_secs(60);

/// Meters until shutdown.
pub async fn meter_until_shutdown(compute: Compute) {
    let shutdown = compute.inner().context.shutdown.clone();
    loop {
        let (began, began_us) = (Instant::now(), now_us());
        compute.inner().metrics.note_waiting(compute.counts().0);
        tokio::select! {
            () = tokio::time::sleep(MINUTE) => {}
            () = shutdown.cancelled() => return,
        }
        if let Err(error) = end_minute(&compute, began_us, began.elapsed().as_secs_f64()).await {
            tracing::warn!(%error, "the minute's metrics were not told");
        }
    }
}

async fn end_minute(compute: &Compute, began_us: i64, seconds: f64) -> Result<(), ApiError> {
    let inner = compute.inner();
    let minute = inner.metrics.end_minute(began_us, seconds, inner.cpu.utilization());
    let transaction = inner.store.transaction().await?;
    let scope = Scope::of_tenant(inner.context.name, "");
    let told = PerformanceMetrics {
        instance: inner.instance.clone(),
        point: minute.point,
        trials: minute.trials,
        compute_seconds: minute.compute_seconds,
    };
    transaction.emit(&scope, &inner.instance, told).await?;
    transaction.commit().await?;
    Ok(store::clean(&inner.store).await?)
}
