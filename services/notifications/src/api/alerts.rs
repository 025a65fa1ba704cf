//! Alert rules.

use axum::extract::State;
use http::StatusCode;
use ulam_contracts::identity::UsageMetric;
use ulam_contracts::notifications::{
    AlertRule, AlertState, AlertSubject, Channel, CreateAlertRule, UpdateAlertRule,
};
use ulam_contracts::page::{Page, PageQuery};
use ulam_contracts::permissions::Permission;
use ulam_contracts::problem::ProblemKind;
use ulam_platform::access::{Caller, Scope};
use ulam_platform::http::{ApiError, Cursor, Json, Path, Query, Refusals, page_limit};
use ulam_platform::identifier::{is_id, new_id, now_us};

use crate::app::App;
use crate::store::entities::rule;
use crate::store::rules;

const RULES_MAX: u64 = 500;
const NAME_CHARACTERS_MAX: usize = 200;
const STATISTIC_CHARACTERS_MAX: usize = 500;
const COOLDOWN_SECONDS: f64 = 3_600.0;
const COOLDOWN_SECONDS_MAX: f64 = 30.0 * 86_400.0;

fn checked_name(name: &str) -> Result<String, ApiError> {
    let name = name.trim();
    if name.is_empty()
        || name.chars().count() > NAME_CHARACTERS_MAX
        || name.chars().any(char::is_control)
    {
        return Err(ApiError::invalid(
            "name",
            format!("from 1 to {NAME_CHARACTERS_MAX} characters, on one line"),
        ));
    }
    Ok(name.to_string())
}

fn checked_channels(channels: &[Channel]) -> Result<String, ApiError> {
    if channels.is_empty() || channels.len() > 5 {
        return Err(ApiError::invalid("channels", "at least one"));
    }
    Ok(serde_json::to_string(channels)?)
}

fn checked_cooldown(seconds: f64) -> Result<f64, ApiError> {
    if !(0.0..=COOLDOWN_SECONDS_MAX).contains(&seconds) {
        return Err(ApiError::invalid(
            "cooldown_seconds",
            format!("from 0 to {COOLDOWN_SECONDS_MAX}"),
        ));
    }
    Ok(seconds)
}

/// Metrics that can be watched.
const METRICS: &[UsageMetric] = &[
    UsageMetric::StorageBytes,
    UsageMetric::Files,
    UsageMetric::Simulations,
    UsageMetric::Trials,
    UsageMetric::ComputeSeconds,
    UsageMetric::Exports,
];

fn check_subject(subject: &AlertSubject) -> Result<(), ApiError> {
    match subject {
        AlertSubject::Result { output, statistic, .. } => {
            let is_short = |text: &str| {
                !text.trim().is_empty() && text.chars().count() <= STATISTIC_CHARACTERS_MAX
            };
            if !is_short(statistic) || output.as_ref().is_some_and(|output| !is_short(output)) {
                return Err(ApiError::invalid(
                    "subject.statistic",
                    "mean, sd, a percentile such as p95, or a condition such as Model!B20 < 0",
                ));
            }
        }
        AlertSubject::Metric { metric } => {
            let names: Vec<String> = METRICS.iter().map(rules::text_of).collect();
            if !names.contains(metric) {
                return Err(ApiError::invalid(
                    "subject.metric",
                    format!("one of {}", names.join(", ")),
                ));
            }
        }
        AlertSubject::Query { .. } => {
            return Err(ApiError::invalid(
                "subject.kind",
                "this server has no queries; use result or metric",
            ));
        }
    }
    Ok(())
}

/// Refuses a rule about a thing that its maker may not see.
async fn check_seen(app: &App, caller: &Caller, subject: &AlertSubject) -> Result<(), ApiError> {
    let AlertSubject::Result { saved_simulation_id, workbook_id, .. } = subject else {
        return Ok(());
    };
    for (service, field, id) in [
        ("saved-simulations", "saved_simulation_id", saved_simulation_id),
        ("workbooks", "workbook_id", workbook_id),
    ] {
        let Some(id) = id else { continue };
        let unknown = || {
            let message = "there is nothing with this id, or you may not see it";
            ApiError::invalid(&format!("subject.{field}"), message)
        };
        if !is_id(id) {
            return Err(unknown());
        }
        let client = app.mesh.client(service).on_behalf_of(caller.principal());
        let found = client.get::<serde_json::Value>(&format!("/api/v2/{service}/{id}")).await;
        // That it can't be asked now is no reason to refuse: a rule only sees its own tenant's.
        if found.is_err_and(|error| error.status().is_client_error()) {
            return Err(unknown());
        }
    }
    Ok(())
}

/// Alert rules and their state.
#[utoipa::path(get, path = "/api/v2/alerts", operation_id = "alerts", tag = "notifications", params(PageQuery),
    security(("access_token" = ["notifications:read"])),
    responses((status = 200, description = "A page of them, the newest first.", body = Page<AlertRule>), Refusals))]
pub async fn alerts(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<AlertRule>>, ApiError> {
    let scope = caller.may(Permission::NotificationsRead)?;
    let limit = page_limit(query.limit)?;
    let after = Cursor::decoded(query.cursor.as_deref())?;
    let (mut rows, total) =
        rules::page(app.store.reader(), &scope, after.as_ref(), limit + 1).await?;
    let has_more = rows.len() as u64 > limit;
    rows.truncate(limit as usize);
    let next = rows
        .last()
        .filter(|_| has_more)
        .map(|row| Cursor { time_us: row.created_us, id: row.id.clone() }.encoded());
    let items: Result<Vec<AlertRule>, ApiError> =
        rows.into_iter().map(|row| rules::described(&app.store, row)).collect();
    Ok(Json(Page { items: items?, next_cursor: next, total: Some(total) }))
}

/// Adds a rule on a result or a metric.
#[utoipa::path(post, path = "/api/v2/alerts", operation_id = "create_alert", tag = "notifications",
    request_body = CreateAlertRule,
    security(("access_token" = ["notifications:write", "results:read"])),
    responses((status = 201, description = "The rule.", body = AlertRule), Refusals))]
pub async fn create_alert(
    State(app): State<App>,
    caller: Caller,
    Json(request): Json<CreateAlertRule>,
) -> Result<(StatusCode, Json<AlertRule>), ApiError> {
    let scope = caller.may(Permission::NotificationsWrite)?;
    // What a rule tells, its maker must be allowed to see.
    caller.may(Permission::ResultsRead)?;
    check_subject(&request.subject)?;
    check_seen(&app, &caller, &request.subject).await?;
    if !request.threshold.is_finite() {
        return Err(ApiError::invalid("threshold", "a number"));
    }
    let row = rule::Model {
        id: new_id(),
        tenant_id: scope.tenant_id().to_string(),
        created_by: scope.subject().to_string(),
        name: app.store.sealed(&checked_name(&request.name)?)?,
        watched: serde_json::to_string(&request.subject)?,
        comparator: rules::text_of(&request.comparator),
        threshold: request.threshold,
        channels: checked_channels(&request.channels)?,
        cooldown_seconds: checked_cooldown(request.cooldown_seconds.unwrap_or(COOLDOWN_SECONDS))?,
        is_enabled: true,
        state: rules::text_of(&AlertState::NoData),
        last_value: None,
        last_evaluated_us: None,
        last_fired_us: None,
        created_us: now_us(),
    };
    let transaction = app.store.transaction().await?;
    if rules::page(&*transaction, &scope, None, 1).await?.1 >= RULES_MAX {
        return Err(ProblemKind::Conflict
            .problem(format!("There are {RULES_MAX} alert rules already."))
            .into());
    }
    rules::insert(&*transaction, row.clone()).await?;
    transaction.commit().await?;
    Ok((StatusCode::CREATED, Json(rules::described(&app.store, row)?)))
}

/// A rule that the caller may change: their own, or any as an admin.
async fn own(app: &App, caller: &Caller, id: &str) -> Result<(Scope, rule::Model), ApiError> {
    let scope = caller.may(Permission::NotificationsWrite)?;
    let row = rules::find(app.store.reader(), &scope, id)
        .await?
        .ok_or_else(|| ApiError::not_found("alert rule"))?;
    if row.created_by != scope.subject() {
        caller.may(Permission::TenantAdmin)?;
    }
    Ok((scope, row))
}

/// Changes a rule.
#[utoipa::path(put, path = "/api/v2/alerts/{id}", operation_id = "update_alert", tag = "notifications",
    params(("id" = String, Path, description = "The rule.")), request_body = UpdateAlertRule,
    security(("access_token" = ["notifications:write"])),
    responses((status = 200, description = "The rule as it is now.", body = AlertRule), Refusals))]
pub async fn update_alert(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Json(request): Json<UpdateAlertRule>,
) -> Result<Json<AlertRule>, ApiError> {
    let (scope, mut row) = own(&app, &caller, &id).await?;
    if let Some(name) = &request.name {
        row.name = app.store.sealed(&checked_name(name)?)?;
    }
    if let Some(channels) = &request.channels {
        row.channels = checked_channels(channels)?;
    }
    if let Some(seconds) = request.cooldown_seconds {
        row.cooldown_seconds = checked_cooldown(seconds)?;
    }
    row.comparator =
        request.comparator.map_or(row.comparator, |comparator| rules::text_of(&comparator));
    row.is_enabled = request.is_enabled.unwrap_or(row.is_enabled);
    if let Some(threshold) = request.threshold {
        if !threshold.is_finite() {
            return Err(ApiError::invalid("threshold", "a number"));
        }
        row.threshold = threshold;
    }
    let transaction = app.store.transaction().await?;
    rules::update(&*transaction, &scope, &row).await?;
    transaction.commit().await?;
    Ok(Json(rules::described(&app.store, row)?))
}

/// Removes a rule.
#[utoipa::path(delete, path = "/api/v2/alerts/{id}", operation_id = "delete_alert", tag = "notifications",
    params(("id" = String, Path, description = "The rule.")),
    security(("access_token" = ["notifications:write"])),
    responses((status = 204, description = "It is gone."), Refusals))]
pub async fn delete_alert(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    let (scope, _) = own(&app, &caller, &id).await?;
    let transaction = app.store.transaction().await?;
    if !rules::remove(&*transaction, &scope, &id).await? {
        return Err(ApiError::not_found("alert rule"));
    }
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
