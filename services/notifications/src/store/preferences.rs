//! How users want to be told.

use std::collections::BTreeMap;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use ulam_contracts::notifications::{Channel, QuietHours};

use super::entities::{preference, quiet};
use crate::domain::catalogue;

/// What a user set, by event.
///
/// # Errors
/// The database's.
pub async fn set_by(
    on: &impl ConnectionTrait,
    user_id: &str,
) -> Result<BTreeMap<String, Vec<Channel>>, DbErr> {
    let rows =
        preference::Entity::find().filter(preference::Column::UserId.eq(user_id)).all(on).await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.event_type, serde_json::from_str(&row.channels).unwrap_or_default()))
        .collect())
}

/// The channels by which a user is told of an event.
///
/// # Errors
/// The database's.
pub async fn channels(
    on: &impl ConnectionTrait,
    user_id: &str,
    event_type: &str,
) -> Result<Vec<Channel>, DbErr> {
    let Some(known) = catalogue::known(event_type) else { return Ok(Vec::new()) };
    let row = preference::Entity::find_by_id((user_id.to_string(), event_type.to_string()))
        .one(on)
        .await?;
    let set: Option<Vec<Channel>> = row.and_then(|row| serde_json::from_str(&row.channels).ok());
    let mut channels = set.unwrap_or_else(|| known.default_channels.to_vec());
    channels.extend(known.mandatory_channels);
    channels.sort();
    channels.dedup();
    Ok(channels)
}

/// Sets the channels of an event.
///
/// # Errors
/// The database's.
pub async fn set(
    on: &impl ConnectionTrait,
    user_id: &str,
    event_type: &str,
    channels: &[Channel],
) -> Result<(), DbErr> {
    let text = serde_json::to_string(channels).map_err(|error| DbErr::Custom(error.to_string()))?;
    let row = preference::ActiveModel {
        user_id: Set(user_id.to_string()),
        event_type: Set(event_type.to_string()),
        channels: Set(text),
    };
    let mut replace =
        OnConflict::columns([preference::Column::UserId, preference::Column::EventType]);
    replace.update_column(preference::Column::Channels);
    preference::Entity::insert(row).on_conflict(replace).exec_without_returning(on).await?;
    Ok(())
}

/// A user's quiet hours.
///
/// # Errors
/// The database's.
pub async fn quiet_hours(
    on: &impl ConnectionTrait,
    user_id: &str,
) -> Result<Option<QuietHours>, DbErr> {
    let row = quiet::Entity::find_by_id(user_id).one(on).await?;
    Ok(row.map(|row| QuietHours { from: row.begins, to: row.ends }))
}

/// Sets a user's quiet hours, or none.
///
/// # Errors
/// The database's.
pub async fn set_quiet_hours(
    on: &impl ConnectionTrait,
    user_id: &str,
    hours: Option<&QuietHours>,
) -> Result<(), DbErr> {
    quiet::Entity::delete_by_id(user_id).exec(on).await?;
    if let Some(hours) = hours {
        let row = quiet::ActiveModel {
            user_id: Set(user_id.to_string()),
            begins: Set(hours.from.clone()),
            ends: Set(hours.to.clone()),
        };
        quiet::Entity::insert(row).exec_without_returning(on).await?;
    }
    Ok(())
}

/// Removes everything of a user who is gone.
///
/// # Errors
/// The database's.
pub async fn forget(on: &impl ConnectionTrait, user_id: &str) -> Result<(), DbErr> {
    preference::Entity::delete_many()
        .filter(preference::Column::UserId.eq(user_id))
        .exec(on)
        .await?;
    quiet::Entity::delete_by_id(user_id).exec(on).await?;
    Ok(())
}
