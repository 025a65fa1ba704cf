//! Webhook endpoints and their deliveries.

use axum::extract::State;
use http::StatusCode;
use sea_orm::ConnectionTrait;
use serde_json::json;
use ulam_contracts::event::{DATA_MEDIA_TYPE, Event, SPEC_VERSION};
use ulam_contracts::notifications::{
    CreateWebhook, CreatedWebhook, DeliverWebhook, Delivery, ListDeliveriesQuery, UpdateWebhook,
    Webhook,
};
use ulam_contracts::page::{Page, PageQuery};
use ulam_contracts::permissions::Permission;
use ulam_contracts::problem::ProblemKind;
use ulam_platform::access::{Caller, Scope, random_token};
use ulam_platform::audit::Entry;
use ulam_platform::http::{ApiError, Cursor, Json, Path, Query, Refusals, page_limit};
use ulam_platform::identifier::{new_id, now_us, rfc3339};
use ulam_platform::store::Store;

use crate::app::App;
use crate::deliver::{self, SECRET_SEALED_FOR};
use crate::domain::catalogue;
use crate::domain::outward::{self, Refused};
use crate::store::entities::webhook;
use crate::store::{deliveries, webhooks};

const WEBHOOKS_MAX: u64 = 50;
const EVENTS_MAX: usize = 50;
const DESCRIPTION_CHARACTERS_MAX: usize = 500;
const DATA_BYTES_MAX: usize = 64 << 10;
const DELIVERIES_SHOWN: u64 = 20;
const SECRET_PREFIX: &str = "whsec_";
const HINT_CHARACTERS: usize = 10;

async fn described(
    store: &Store,
    on: &impl ConnectionTrait,
    scope: &Scope,
    row: webhook::Model,
) -> Result<Webhook, ApiError> {
    let (last, _) =
        deliveries::page_of_webhook(on, scope, &row.id, None, None, DELIVERIES_SHOWN).await?;
    let mut shown = Vec::with_capacity(last.len());
    for delivery in last {
        shown.push(deliveries::described(on, delivery).await?);
    }
    Ok(Webhook {
        events: webhooks::events(&row),
        created_at: rfc3339(row.created_us),
        consecutive_failures: u32::try_from(row.consecutive_failures).unwrap_or(0),
        id: row.id,
        url: store.unsealed(&row.url)?,
        description: store.unsealed_perhaps(row.description.as_ref())?,
        is_enabled: row.is_enabled,
        disabled_reason: row.disabled_reason,
        secret_hint: row.secret_hint,
        created_by: row.created_by,
        deliveries: shown,
    })
}

/// An address as it may be kept. A name that has no address now may have one later; each delivery looks
/// again.
async fn checked_url(app: &App, text: &str) -> Result<String, ApiError> {
    let allows_private = app.configuration.notifications.private_webhook_addresses;
    let url = outward::checked_url(text, allows_private)
        .map_err(|error| ApiError::invalid("url", error.to_string()))?;
    match outward::resolved(&url, allows_private).await {
        Ok(_) | Err(Refused::Unresolved) => Ok(url.to_string()),
        Err(error) => Err(ApiError::invalid("url", error.to_string())),
    }
}

fn checked_events(events: &[String]) -> Result<String, ApiError> {
    if events.is_empty() || events.len() > EVENTS_MAX {
        return Err(ApiError::invalid("events", format!("from 1 to {EVENTS_MAX}; * for all")));
    }
    if let Some(place) =
        events.iter().position(|event| event != "*" && !catalogue::is_for_webhooks(event))
    {
        let message = format!("there is no event '{}' for webhooks", events[place]);
        return Err(ApiError::invalid(&format!("events[{place}]"), message));
    }
    Ok(serde_json::to_string(events)?)
}

fn checked_description(description: Option<String>) -> Result<Option<String>, ApiError> {
    if description.as_ref().is_some_and(|text| text.chars().count() > DESCRIPTION_CHARACTERS_MAX) {
        return Err(ApiError::invalid(
            "description",
            format!("at most {DESCRIPTION_CHARACTERS_MAX} characters"),
        ));
    }
    Ok(description.filter(|text| !text.trim().is_empty()))
}

/// Who may manage the tenant's webhooks: they see everything that happens in it.
fn manager(caller: &Caller) -> Result<Scope, ApiError> {
    caller.may(Permission::NotificationsWrite)?;
    caller.may(Permission::TenantAdmin)
}

/// Webhook endpoints, signed deliveries, attempts.
#[utoipa::path(get, path = "/api/v2/notifications/webhooks", operation_id = "webhooks", tag = "notifications", params(PageQuery),
    security(("access_token" = ["notifications:write", "tenant:admin"])),
    responses((status = 200, description = "A page of them, the newest first.", body = Page<Webhook>), Refusals))]
pub async fn webhooks(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Webhook>>, ApiError> {
    let scope = manager(&caller)?;
    let limit = page_limit(query.limit)?;
    let after = Cursor::decoded(query.cursor.as_deref())?;
    let reader = app.store.reader();
    let (mut rows, total) = webhooks::page(reader, &scope, after.as_ref(), limit + 1).await?;
    let has_more = rows.len() as u64 > limit;
    rows.truncate(limit as usize);
    let next = rows
        .last()
        .filter(|_| has_more)
        .map(|row| Cursor { time_us: row.created_us, id: row.id.clone() }.encoded());
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        items.push(described(&app.store, reader, &scope, row).await?);
    }
    Ok(Json(Page { items, next_cursor: next, total: Some(total) }))
}

/// Adds one.
#[utoipa::path(post, path = "/api/v2/notifications/webhooks", operation_id = "create_webhook", tag = "notifications",
    request_body = CreateWebhook,
    security(("access_token" = ["notifications:write", "tenant:admin"])),
    responses((status = 201, description = "The webhook with its signing secret.", body = CreatedWebhook), Refusals))]
pub async fn create_webhook(
    State(app): State<App>,
    caller: Caller,
    Json(request): Json<CreateWebhook>,
) -> Result<(StatusCode, Json<CreatedWebhook>), ApiError> {
    let scope = manager(&caller)?;
    let url = checked_url(&app, &request.url).await?;
    let events = checked_events(&request.events)?;
    let secret = format!("{SECRET_PREFIX}{}", random_token(32));
    let row = webhook::Model {
        id: new_id(),
        tenant_id: scope.tenant_id().to_string(),
        url: app.store.sealed(&url)?,
        description: app
            .store
            .sealed_perhaps(checked_description(request.description)?.as_deref())?,
        events,
        is_enabled: true,
        disabled_reason: None,
        sealed_secret: app.keys.seal(SECRET_SEALED_FOR, &secret),
        secret_hint: secret.chars().take(HINT_CHARACTERS).collect(),
        created_us: now_us(),
        created_by: scope.subject().to_string(),
        consecutive_failures: 0,
    };
    let transaction = app.store.transaction().await?;
    if webhooks::page(&*transaction, &scope, None, 1).await?.1 >= WEBHOOKS_MAX {
        return Err(ProblemKind::Conflict
            .problem(format!("There are {WEBHOOKS_MAX} webhooks already."))
            .into());
    }
    webhooks::insert(&*transaction, row.clone()).await?;
    transaction.record(Entry::by(&scope, "webhook.created").about("webhook", &row.id));
    let webhook = described(&app.store, &*transaction, &scope, row).await?;
    transaction.commit().await?;
    Ok((StatusCode::CREATED, Json(CreatedWebhook { webhook, secret })))
}

/// Changes one.
#[utoipa::path(put, path = "/api/v2/notifications/webhooks/{id}", operation_id = "update_webhook", tag = "notifications",
    params(("id" = String, Path, description = "The webhook.")), request_body = UpdateWebhook,
    security(("access_token" = ["notifications:write", "tenant:admin"])),
    responses((status = 200, description = "The webhook as it is now.", body = Webhook), Refusals))]
pub async fn update_webhook(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Json(request): Json<UpdateWebhook>,
) -> Result<Json<Webhook>, ApiError> {
    let scope = manager(&caller)?;
    let url = match &request.url {
        Some(url) => Some(checked_url(&app, url).await?),
        None => None,
    };
    let transaction = app.store.transaction().await?;
    let found = webhooks::find(&*transaction, &scope, &id).await?;
    let mut row = found.ok_or_else(|| ApiError::not_found("webhook"))?;
    if let Some(url) = url {
        row.url = transaction.sealed(&url)?;
    }
    if let Some(events) = &request.events {
        row.events = checked_events(events)?;
    }
    if request.description.is_some() {
        let description = checked_description(request.description)?;
        row.description = transaction.sealed_perhaps(description.as_deref())?;
    }
    if let Some(is_enabled) = request.is_enabled {
        if is_enabled && !row.is_enabled {
            row.consecutive_failures = 0;
        }
        row.is_enabled = is_enabled;
        row.disabled_reason = None;
    }
    webhooks::update(&*transaction, &scope, &row).await?;
    transaction.record(Entry::by(&scope, "webhook.changed").about("webhook", &row.id));
    let answer = described(&app.store, &*transaction, &scope, row).await?;
    transaction.commit().await?;
    Ok(Json(answer))
}

/// Removes one.
#[utoipa::path(delete, path = "/api/v2/notifications/webhooks/{id}", operation_id = "delete_webhook", tag = "notifications",
    params(("id" = String, Path, description = "The webhook.")),
    security(("access_token" = ["notifications:write", "tenant:admin"])),
    responses((status = 204, description = "It is gone."), Refusals))]
pub async fn delete_webhook(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    let scope = manager(&caller)?;
    let transaction = app.store.transaction().await?;
    if !webhooks::remove(&*transaction, &scope, &id).await? {
        return Err(ApiError::not_found("webhook"));
    }
    transaction.record(Entry::by(&scope, "webhook.deleted").about("webhook", &id));
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Delivers to a webhook now.
#[utoipa::path(post, path = "/api/v2/notifications/webhook", operation_id = "deliver_webhook", tag = "notifications",
    request_body = DeliverWebhook,
    security(("access_token" = ["notifications:write", "tenant:admin"])),
    responses((status = 200, description = "The delivery with its first attempt.", body = Delivery), Refusals))]
pub async fn deliver_webhook(
    State(app): State<App>,
    caller: Caller,
    Json(request): Json<DeliverWebhook>,
) -> Result<Json<Delivery>, ApiError> {
    let scope = manager(&caller)?;
    let data = request.data.unwrap_or_else(|| json!({}));
    if serde_json::to_string(&data)?.len() > DATA_BYTES_MAX {
        return Err(ApiError::invalid("data", format!("at most {DATA_BYTES_MAX} bytes as JSON")));
    }
    let event_type = request.event_type.unwrap_or_else(|| catalogue::TEST.to_string());
    let is_type = |text: &str| {
        text.len() <= 100
            && text.bytes().all(|byte| {
                byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte)
            })
            && !text.is_empty()
    };
    if !is_type(&event_type) {
        return Err(ApiError::invalid("event_type", "not a type like simulation.completed"));
    }
    let transaction = app.store.transaction().await?;
    let found = webhooks::find(&*transaction, &scope, &request.webhook_id).await?;
    let webhook = found.ok_or_else(|| ApiError::not_found("webhook"))?;
    let event = Event {
        specversion: SPEC_VERSION.to_string(),
        id: new_id(),
        source: "/services/notifications".to_string(),
        event_type: event_type.clone(),
        time: rfc3339(now_us()),
        subject: webhook.id.clone(),
        tenantid: Some(scope.tenant_id().to_string()),
        userid: Some(scope.subject().to_string()),
        correlationid: None,
        traceparent: None,
        datacontenttype: DATA_MEDIA_TYPE.to_string(),
        data,
    };
    let body = serde_json::to_string(&event)?;
    let row =
        deliver::add_webhook(&*transaction, &app, &scope, &webhook, &event_type, &body).await?;
    transaction.commit().await?;
    let id = row.id.clone();
    deliver::deliver(&app, row).await?;
    let reader = app.store.reader();
    let row = deliveries::find(reader, &scope, &id)
        .await?
        .ok_or_else(|| ApiError::not_found("delivery"))?;
    Ok(Json(deliveries::described(reader, row).await?))
}

/// Deliveries of a webhook.
#[utoipa::path(get, path = "/api/v2/notifications/webhooks/{id}/deliveries", operation_id = "deliveries", tag = "notifications",
    params(("id" = String, Path, description = "The webhook."), ListDeliveriesQuery),
    security(("access_token" = ["notifications:write", "tenant:admin"])),
    responses((status = 200, description = "A page of them, the newest first.", body = Page<Delivery>), Refusals))]
pub async fn deliveries(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<ListDeliveriesQuery>,
) -> Result<Json<Page<Delivery>>, ApiError> {
    let scope = manager(&caller)?;
    let limit = page_limit(query.limit)?;
    let after = Cursor::decoded(query.cursor.as_deref())?;
    let reader = app.store.reader();
    webhooks::find(reader, &scope, &id).await?.ok_or_else(|| ApiError::not_found("webhook"))?;
    let found =
        deliveries::page_of_webhook(reader, &scope, &id, query.state, after.as_ref(), limit + 1)
            .await?;
    let (mut rows, total) = found;
    let has_more = rows.len() as u64 > limit;
    rows.truncate(limit as usize);
    let next = rows
        .last()
        .filter(|_| has_more)
        .map(|row| Cursor { time_us: row.created_us, id: row.id.clone() }.encoded());
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        items.push(deliveries::described(reader, row).await?);
    }
    Ok(Json(Page { items, next_cursor: next, total: Some(total) }))
}

/// Has a dead delivery tried again.
#[utoipa::path(post, path = "/api/v2/notifications/deliveries/{id}/retry", operation_id = "retry_delivery", tag = "notifications",
    params(("id" = String, Path, description = "The delivery.")),
    security(("access_token" = ["notifications:write", "tenant:admin"])),
    responses((status = 202, description = "It is tried again.", body = Delivery), Refusals))]
pub async fn retry_delivery(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<Delivery>), ApiError> {
    let scope = manager(&caller)?;
    let transaction = app.store.transaction().await?;
    deliveries::find(&*transaction, &scope, &id)
        .await?
        .ok_or_else(|| ApiError::not_found("delivery"))?;
    if !deliveries::revive(&*transaction, &scope, &id, now_us()).await? {
        return Err(ProblemKind::Conflict
            .problem("The delivery arrived, or is still being tried.")
            .into());
    }
    let row = deliveries::find(&*transaction, &scope, &id)
        .await?
        .ok_or_else(|| ApiError::not_found("delivery"))?;
    let answer = deliveries::described(&*transaction, row).await?;
    transaction.commit().await?;
    app.deliveries_waiting.notify_one();
    Ok((StatusCode::ACCEPTED, Json(answer)))
}
