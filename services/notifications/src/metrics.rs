//! Looking at alert rules on metrics, every minute.

use std::time::Duration;

use tokio_util::sync::CancellationToken;
use ulam_contracts::identity::UsageReport;
use ulam_contracts::notifications::AlertSubject;
use ulam_contracts::permissions::Permission;
use ulam_platform::access::{Principal, Scope, SubjectKind};
use ulam_platform::http::ApiError;
use ulam_platform::identifier::now_us;

use crate::app::App;
use crate::events::{readable, saw};
use crate::store::entities::rule;
use crate::store::rules;

const POLL: Duration = Duration::from_secs(15);
const EVERY_US: i64 = 60_000_000;
const BATCH: u64 = 50;

/// Looks at rules that are due, until shutdown.
pub async fn watch_until(app: App, shutdown: CancellationToken) {
    loop {
        let due = rules::metric_rules_due(app.store.reader(), now_us() - EVERY_US, BATCH).await;
        for row in due.unwrap_or_default() {
            if shutdown.is_cancelled() {
                return;
            }
            if let Err(error) = look_at(&app, row).await {
                tracing::warn!(%error, "alert rule not evaluated");
            }
        }
        tokio::select! {
            () = tokio::time::sleep(POLL) => {}
            () = shutdown.cancelled() => return,
        }
    }
}

async fn look_at(app: &App, mut row: rule::Model) -> Result<(), ApiError> {
    let scope = Scope::of_tenant("notifications", &row.tenant_id);
    let AlertSubject::Metric { metric } = rules::watched(&row)? else { return Ok(()) };
    // As its maker, whose right to the figures was checked when the rule was made.
    let maker = Principal {
        subject: row.created_by.clone(),
        kind: SubjectKind::User,
        tenant_id: row.tenant_id.clone(),
        session_id: String::new(),
        permissions: vec![Permission::FilesRead],
    };
    let report: Result<UsageReport, ApiError> =
        app.mesh.client("identity").on_behalf_of(&maker).get("/api/v2/users/usage").await;
    let value = report.ok().and_then(|report| {
        report
            .items
            .into_iter()
            .find(|item| rules::text_of(&item.metric) == metric)
            .map(|item| item.used_by_tenant)
    });
    let transaction = app.store.transaction().await?;
    match value {
        Some(value) => {
            let about = format!("{} is {}", metric.replace('_', " "), readable(value));
            let subject = row.id.clone();
            saw(app, &scope, &transaction, row, value, about, None, &subject).await?;
        }
        None => {
            // Looked at all the same, so that one that can't be known doesn't hold up the others.
            row.last_evaluated_us = Some(now_us());
            rules::update(&*transaction, &scope, &row).await?;
        }
    }
    transaction.commit().await?;
    app.deliveries_waiting.notify_one();
    Ok(())
}
