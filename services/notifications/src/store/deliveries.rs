//! What leaves the platform, and what became of it.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use ulam_contracts::notifications::{Channel, Delivery, DeliveryAttempt, DeliveryState};
use ulam_platform::access::Scope;
use ulam_platform::http::Cursor;
use ulam_platform::identifier::rfc3339;

use super::entities::{attempt, delivery};

const ATTEMPTS_SHOWN: u64 = 20;

/// A state's text.
pub fn state_text(state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Pending => "pending",
        DeliveryState::Retrying => "retrying",
        DeliveryState::Delivered => "delivered",
        DeliveryState::DeadLetter => "dead_letter",
    }
}

fn state(text: &str) -> DeliveryState {
    match text {
        "pending" => DeliveryState::Pending,
        "retrying" => DeliveryState::Retrying,
        "delivered" => DeliveryState::Delivered,
        _ => DeliveryState::DeadLetter,
    }
}

/// A channel's text.
pub fn channel_text(channel: Channel) -> &'static str {
    match channel {
        Channel::InApp => "in_app",
        Channel::Email => "email",
        Channel::Sms => "sms",
        Channel::Push => "push",
        Channel::Webhook => "webhook",
    }
}

/// Adds a delivery.
///
/// # Errors
/// The database's; a duplicate where there is one with its idempotency key.
pub async fn insert(on: &impl ConnectionTrait, row: &delivery::Model) -> Result<(), DbErr> {
    delivery::Entity::insert(delivery::ActiveModel::from(row.clone()))
        .exec_without_returning(on)
        .await?;
    Ok(())
}

/// A delivery with an idempotency key.
///
/// # Errors
/// The database's.
pub async fn with_key(
    on: &impl ConnectionTrait,
    key: &str,
) -> Result<Option<delivery::Model>, DbErr> {
    delivery::Entity::find().filter(delivery::Column::IdempotencyKey.eq(key)).one(on).await
}

/// A delivery of the scope's tenant.
///
/// # Errors
/// The database's.
pub async fn find(
    on: &impl ConnectionTrait,
    scope: &Scope,
    id: &str,
) -> Result<Option<delivery::Model>, DbErr> {
    let found =
        delivery::Entity::find_by_id(id).filter(delivery::Column::TenantId.eq(scope.tenant_id()));
    found.one(on).await
}

/// Deliveries that are due and that no worker holds.
///
/// # Errors
/// The database's.
pub async fn due(
    on: &impl ConnectionTrait,
    now_us: i64,
    limit: u64,
) -> Result<Vec<delivery::Model>, DbErr> {
    let waiting = [state_text(DeliveryState::Pending), state_text(DeliveryState::Retrying)];
    delivery::Entity::find()
        .filter(delivery::Column::State.is_in(waiting))
        .filter(delivery::Column::NextAttemptUs.lte(now_us))
        .filter(delivery::Column::LeaseUntilUs.lt(now_us))
        .order_by_asc(delivery::Column::NextAttemptUs)
        .limit(limit)
        .all(on)
        .await
}

/// Takes a delivery until a time; false if another worker has.
///
/// # Errors
/// The database's.
pub async fn lease(
    on: &impl ConnectionTrait,
    row: &delivery::Model,
    until_us: i64,
) -> Result<bool, DbErr> {
    let changed = delivery::Entity::update_many()
        .col_expr(delivery::Column::LeaseUntilUs, Expr::value(until_us))
        .filter(delivery::Column::Id.eq(&row.id))
        .filter(delivery::Column::LeaseUntilUs.eq(row.lease_until_us))
        .filter(delivery::Column::State.eq(&row.state))
        .exec(on)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// What became of an attempt.
pub struct Outcome {
    /// The delivery's state now.
    pub state: DeliveryState,
    /// When it is tried again.
    pub next_attempt_us: i64,
    /// When it was tried.
    pub at_us: i64,
    /// HTTP status of the answer.
    pub status: Option<u16>,
    /// Milliseconds until the answer.
    pub duration_ms: Option<f64>,
    /// What went wrong.
    pub error: Option<String>,
}

/// Notes an attempt and frees the delivery.
///
/// # Errors
/// The database's.
pub async fn settle(
    on: &impl ConnectionTrait,
    row: &delivery::Model,
    outcome: &Outcome,
) -> Result<(), DbErr> {
    let number = row.attempts.saturating_add(1);
    let delivered_us = (outcome.state == DeliveryState::Delivered).then_some(outcome.at_us);
    let noted = attempt::ActiveModel {
        delivery_id: Set(row.id.clone()),
        number: Set(number),
        at_us: Set(outcome.at_us),
        status: Set(outcome.status.map(i32::from)),
        duration_ms: Set(outcome.duration_ms),
        error: Set(outcome.error.clone()),
    };
    // A worker that lost its lease may have noted the same attempt.
    let mut same = sea_orm::sea_query::OnConflict::columns([
        attempt::Column::DeliveryId,
        attempt::Column::Number,
    ]);
    same.do_nothing();
    attempt::Entity::insert(noted).on_conflict(same).exec_without_returning(on).await?;
    delivery::Entity::update_many()
        .col_expr(delivery::Column::State, Expr::value(state_text(outcome.state)))
        .col_expr(delivery::Column::Attempts, Expr::value(number))
        .col_expr(delivery::Column::NextAttemptUs, Expr::value(outcome.next_attempt_us))
        .col_expr(delivery::Column::LeaseUntilUs, Expr::value(0_i64))
        .col_expr(delivery::Column::DeliveredUs, Expr::value(delivered_us))
        .filter(delivery::Column::Id.eq(&row.id))
        .exec(on)
        .await?;
    Ok(())
}

/// Puts a delivery off without counting an attempt.
///
/// # Errors
/// The database's.
pub async fn put_off(on: &impl ConnectionTrait, id: &str, until_us: i64) -> Result<(), DbErr> {
    delivery::Entity::update_many()
        .col_expr(delivery::Column::NextAttemptUs, Expr::value(until_us))
        .col_expr(delivery::Column::LeaseUntilUs, Expr::value(0_i64))
        .filter(delivery::Column::Id.eq(id))
        .exec(on)
        .await?;
    Ok(())
}

/// Has a dead delivery of the scope's tenant tried again; false if it isn't dead.
///
/// # Errors
/// The database's.
pub async fn revive(
    on: &impl ConnectionTrait,
    scope: &Scope,
    id: &str,
    now_us: i64,
) -> Result<bool, DbErr> {
    let changed = delivery::Entity::update_many()
        .col_expr(delivery::Column::State, Expr::value(state_text(DeliveryState::Retrying)))
        .col_expr(delivery::Column::NextAttemptUs, Expr::value(now_us))
        .col_expr(delivery::Column::LeaseUntilUs, Expr::value(0_i64))
        .filter(delivery::Column::Id.eq(id))
        .filter(delivery::Column::TenantId.eq(scope.tenant_id()))
        .filter(delivery::Column::State.eq(state_text(DeliveryState::DeadLetter)))
        .exec(on)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// A page of a webhook's deliveries, the newest first, and how many there are.
///
/// # Errors
/// The database's.
pub async fn page_of_webhook(
    on: &impl ConnectionTrait,
    scope: &Scope,
    webhook_id: &str,
    wanted: Option<DeliveryState>,
    after: Option<&Cursor>,
    limit: u64,
) -> Result<(Vec<delivery::Model>, u64), DbErr> {
    let mut condition = Condition::all()
        .add(delivery::Column::TenantId.eq(scope.tenant_id()))
        .add(delivery::Column::WebhookId.eq(webhook_id));
    if let Some(wanted) = wanted {
        condition = condition.add(delivery::Column::State.eq(state_text(wanted)));
    }
    let total = delivery::Entity::find().filter(condition.clone()).count(on).await?;
    if let Some(cursor) = after {
        condition = condition.add(delivery::Column::Id.lt(&cursor.id));
    }
    let rows = delivery::Entity::find()
        .filter(condition)
        .order_by_desc(delivery::Column::Id)
        .limit(limit)
        .all(on)
        .await?;
    Ok((rows, total))
}

/// A delivery with its attempts, as clients see it.
///
/// # Errors
/// The database's.
pub async fn described(on: &impl ConnectionTrait, row: delivery::Model) -> Result<Delivery, DbErr> {
    let attempts = attempt::Entity::find()
        .filter(attempt::Column::DeliveryId.eq(&row.id))
        .order_by_desc(attempt::Column::Number)
        .limit(ATTEMPTS_SHOWN)
        .all(on)
        .await?;
    let now_state = state(&row.state);
    let is_waiting = matches!(now_state, DeliveryState::Pending | DeliveryState::Retrying);
    Ok(Delivery {
        channel: if row.channel == "webhook" { Channel::Webhook } else { Channel::Email },
        webhook_id: row.webhook_id,
        event_type: row.event_type,
        state: now_state,
        created_at: rfc3339(row.created_us),
        delivered_at: row.delivered_us.map(rfc3339),
        next_attempt_at: is_waiting.then(|| rfc3339(row.next_attempt_us)),
        attempts: attempts
            .into_iter()
            .map(|attempt| DeliveryAttempt {
                at: rfc3339(attempt.at_us),
                status: attempt.status.and_then(|status| u16::try_from(status).ok()),
                duration_ms: attempt.duration_ms,
                error: attempt.error,
            })
            .collect(),
        id: row.id,
    })
}

/// Removes what was settled some time ago.
///
/// # Errors
/// The database's.
pub async fn clean(on: &impl ConnectionTrait, before_us: i64) -> Result<(), DbErr> {
    let settled = [state_text(DeliveryState::Delivered), state_text(DeliveryState::DeadLetter)];
    delivery::Entity::delete_many()
        .filter(delivery::Column::State.is_in(settled))
        .filter(delivery::Column::CreatedUs.lt(before_us))
        .exec(on)
        .await?;
    attempt::Entity::delete_many().filter(attempt::Column::AtUs.lt(before_us)).exec(on).await?;
    Ok(())
}
