//! What the service tells others of its users, and what it does on others' events: counts what was used.

use jiff::{Timestamp, tz::TimeZone};
use ulam_contracts::identity::{UsageMetric, UserUpdated};
use ulam_contracts::results::ResultsExported;
use ulam_contracts::simulations::{SimulationCompleted, SimulationStarted};
use ulam_platform::access::Scope;
use ulam_platform::bus::Subscription;
use ulam_platform::http::ApiError;
use ulam_platform::identifier::now_us;
use ulam_platform::store::{StoredEvent, Transaction};

use crate::store::usage;

/// Tells that `changed` of a user changed, within the tenant of `by`.
///
/// # Errors
/// The database's.
pub async fn tell_user_changed(
    transaction: &Transaction,
    by: &Scope,
    user_id: &str,
    changed: &[&str],
) -> Result<(), ApiError> {
    let changed = changed.iter().map(ToString::to_string).collect();
    let data = UserUpdated { user_id: user_id.to_string(), changed };
    Ok(transaction.emit(by, user_id, data).await?)
}

/// Tells that something of how a user signs in changed, which is no tenant's matter.
///
/// # Errors
/// The database's.
pub async fn tell_sign_in_changed(
    transaction: &Transaction,
    user_id: &str,
    changed: &str,
) -> Result<(), ApiError> {
    tell_user_changed(transaction, &Scope::of_tenant("identity", ""), user_id, &[changed]).await
}

/// The name under which a metric is kept.
pub fn metric_name(metric: UsageMetric) -> &'static str {
    match metric {
        UsageMetric::StorageBytes => "storage_bytes",
        UsageMetric::Files => "files",
        UsageMetric::Simulations => "simulations",
        UsageMetric::Trials => "trials",
        UsageMetric::ComputeSeconds => "compute_seconds",
        UsageMetric::Exports => "exports",
        UsageMetric::ApiRequests => "api_requests",
    }
}

/// First moments of the month and of the next one, in UTC.
pub fn month(time_us: i64) -> (i64, i64) {
    let bounds = || {
        let date = Timestamp::from_microsecond(time_us)
            .ok()?
            .to_zoned(TimeZone::UTC)
            .date()
            .first_of_month();
        let next = date.checked_add(jiff::Span::new().months(1)).ok()?;
        let start = |date: jiff::civil::Date| {
            Some(date.to_zoned(TimeZone::UTC).ok()?.timestamp().as_microsecond())
        };
        Some((start(date)?, start(next)?))
    };
    bounds().unwrap_or((0, 0))
}

async fn counted(transaction: &Transaction, event: StoredEvent) -> Result<(), ApiError> {
    let Some(tenant_id) = event.tenantid.clone() else { return Ok(()) };
    let scope = Scope::of_tenant("identity", &tenant_id);
    let amounts: (String, Vec<(UsageMetric, f64)>) = match event.event_type.as_str() {
        "simulation.started" => {
            let data = event.typed::<SimulationStarted>()?.data;
            let first_try = if data.attempt <= 1 { 1.0 } else { 0.0 };
            (data.created_by, vec![(UsageMetric::Simulations, first_try)])
        }
        "simulation.completed" => {
            let data = event.typed::<SimulationCompleted>()?.data;
            let amounts = vec![
                (UsageMetric::Trials, data.trials as f64),
                (UsageMetric::ComputeSeconds, data.compute_seconds),
            ];
            (data.created_by, amounts)
        }
        "results.exported" => {
            let data = event.typed::<ResultsExported>()?.data;
            (data.exported_by, vec![(UsageMetric::Exports, 1.0)])
        }
        _ => return Ok(()),
    };
    let (user_id, amounts) = amounts;
    let (period_us, _) = month(now_us());
    for (metric, amount) in amounts {
        if amount > 0.0 {
            usage::add(&**transaction, &scope, &user_id, period_us, metric_name(metric), amount)
                .await?;
        }
    }
    Ok(())
}

/// What the service does on others' events.
pub fn subscriptions() -> Vec<Subscription> {
    let types = ["simulation.started", "simulation.completed", "results.exported"];
    let subscription = |event_type| {
        Subscription::new(event_type, |transaction, event| Box::pin(counted(transaction, event)))
    };
    types.into_iter().map(subscription).collect()
}

#[cfg(test)]
mod tests {
    use ulam_platform::identifier::{from_rfc3339, rfc3339};

    use super::*;

    #[test]
    fn months_begin_and_end_at_midnight() {
        let (start, end) = month(from_rfc3339("2026-12-31T23:59:59Z").unwrap());
        assert_eq!(rfc3339(start), "2026-12-01T00:00:00.000Z");
        assert_eq!(rfc3339(end), "2027-01-01T00:00:00.000Z");
    }
}
