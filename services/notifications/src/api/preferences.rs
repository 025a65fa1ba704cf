//! How one wants to be told.

use axum::extract::State;
use sea_orm::ConnectionTrait;
use ulam_contracts::notifications::{
    EventPreference, NotificationPreferences, UpdateNotificationPreferences,
};
use ulam_contracts::permissions::Permission;
use ulam_platform::access::{Caller, Scope};
use ulam_platform::http::{ApiError, Json, Refusals};

use crate::app::App;
use crate::domain::{catalogue, quiet};
use crate::store::preferences;

async fn all(
    on: &impl ConnectionTrait,
    scope: &Scope,
) -> Result<NotificationPreferences, ApiError> {
    let set = preferences::set_by(on, scope.subject()).await?;
    let preference = |known: &catalogue::Known| {
        let mut channels =
            set.get(known.event_type).cloned().unwrap_or_else(|| known.default_channels.to_vec());
        channels.extend(known.mandatory_channels);
        channels.sort();
        channels.dedup();
        EventPreference {
            event_type: known.event_type.to_string(),
            title: known.title.to_string(),
            group: known.group.to_string(),
            channels,
            mandatory_channels: known.mandatory_channels.to_vec(),
        }
    };
    Ok(NotificationPreferences {
        events: catalogue::CATALOGUE
            .iter()
            .filter(|known| known.is_for_users)
            .map(preference)
            .collect(),
        available_channels: catalogue::AVAILABLE.to_vec(),
        quiet_hours: preferences::quiet_hours(on, scope.subject()).await?,
    })
}

/// My settings by event and channel.
#[utoipa::path(get, path = "/api/v2/notifications/preferences", operation_id = "notification_preferences", tag = "notifications",
    responses((status = 200, description = "The settings.", body = NotificationPreferences), Refusals))]
pub async fn notification_preferences(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<NotificationPreferences>, ApiError> {
    let scope = caller.may(Permission::NotificationsRead)?;
    Ok(Json(all(app.store.reader(), &scope).await?))
}

/// Changes my settings.
#[utoipa::path(put, path = "/api/v2/notifications/preferences", operation_id = "set_notification_preferences", tag = "notifications",
    request_body = UpdateNotificationPreferences,
    responses((status = 200, description = "The settings as they are now.", body = NotificationPreferences), Refusals))]
pub async fn set_notification_preferences(
    State(app): State<App>,
    caller: Caller,
    Json(request): Json<UpdateNotificationPreferences>,
) -> Result<Json<NotificationPreferences>, ApiError> {
    let scope = caller.may(Permission::NotificationsWrite)?;
    if request.events.len() > catalogue::CATALOGUE.len() {
        return Err(ApiError::invalid("events", "each event once"));
    }
    for (place, event) in request.events.iter().enumerate() {
        if !catalogue::known(&event.event_type).is_some_and(|known| known.is_for_users) {
            let message = format!("one can't be told of '{}'", event.event_type);
            return Err(ApiError::invalid(&format!("events[{place}].event_type"), message));
        }
    }
    if let Some(hours) = &request.quiet_hours {
        for (field, text) in [("quiet_hours.from", &hours.from), ("quiet_hours.to", &hours.to)] {
            if quiet::minutes(text).is_none() {
                return Err(ApiError::invalid(field, "not a time like 22:00"));
            }
        }
    }
    let transaction = app.store.transaction().await?;
    for event in &request.events {
        let mut channels = event.channels.clone();
        channels.sort();
        channels.dedup();
        preferences::set(&*transaction, scope.subject(), &event.event_type, &channels).await?;
    }
    preferences::set_quiet_hours(&*transaction, scope.subject(), request.quiet_hours.as_ref())
        .await?;
    let answer = all(&*transaction, &scope).await?;
    transaction.commit().await?;
    Ok(Json(answer))
}
