//! Taking events out of the outbox to their consumers.

use std::collections::BTreeMap;
use std::time::Duration;

use futures::future::join_all;
use http::Method;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tokio_util::sync::CancellationToken;

use crate::identifier::now_us;
use crate::mesh::Mesh;
use crate::store::Store;
use crate::store::tables::{delivery, inbox, outbox};

/// Looks for due events this often even if nobody wakes it: retries, and another process's events.
const POLL: Duration = Duration::from_secs(1);
/// Deliveries fetched at a time.
const BATCH: u64 = 256;
const BACKOFF_FIRST_US: i64 = 500_000;
const BACKOFF_MAX_US: i64 = 60_000_000;
/// With the backoff above, about a day.
const ATTEMPTS_MAX: i32 = 1_450;
/// Delivered events and inbox entries are kept this long; no retry comes later.
const KEPT_US: i64 = 7 * 86_400 * 1_000_000;
const CLEAN_EVERY: Duration = Duration::from_secs(3_600);

/// Delivers until shutdown.
pub(crate) async fn dispatch_until(store: Store, mesh: Mesh, shutdown: CancellationToken) {
    let mut cleaned = tokio::time::Instant::now();
    loop {
        match dispatch_due(&store, &mesh).await {
            Ok(0) => {
                tokio::select! {
                    () = store.events_waiting.notified() => {}
                    () = tokio::time::sleep(POLL) => {}
                    () = shutdown.cancelled() => return,
                }
            }
            Ok(_) => {}
            Err(error) => {
                tracing::error!(service = store.service(), %error, "outbox not readable");
                tokio::select! {
                    () = tokio::time::sleep(POLL) => {}
                    () = shutdown.cancelled() => return,
                }
            }
        }
        if shutdown.is_cancelled() {
            return;
        }
        if cleaned.elapsed() >= CLEAN_EVERY {
            cleaned = tokio::time::Instant::now();
            if let Err(error) = clean(&store).await {
                tracing::warn!(service = store.service(), %error, "outbox not cleaned");
            }
        }
    }
}

/// Delivers what is due; the number of deliveries tried.
async fn dispatch_due(store: &Store, mesh: &Mesh) -> Result<usize, DbErr> {
    let due = delivery::Entity::find()
        .filter(delivery::Column::State.eq(delivery::WAITING))
        .filter(delivery::Column::NextAttemptUs.lte(now_us()))
        .order_by_asc(delivery::Column::EventId)
        .limit(BATCH)
        .all(store.reader())
        .await?;
    let tried = due.len();
    // One consumer gets its events one after another in their order; a slow one holds nobody else up.
    let mut by_consumer: BTreeMap<String, Vec<delivery::Model>> = BTreeMap::new();
    for row in due {
        by_consumer.entry(row.consumer.clone()).or_default().push(row);
    }
    let results = join_all(by_consumer.into_iter().map(|(consumer, rows)| async move {
        for row in rows {
            if !deliver(store, mesh, &consumer, row).await? {
                break;
            }
        }
        Ok::<(), DbErr>(())
    }))
    .await;
    results.into_iter().collect::<Result<Vec<()>, DbErr>>()?;
    Ok(tried)
}

/// Delivers one event to one consumer; whether the consumer could be reached.
async fn deliver(
    store: &Store,
    mesh: &Mesh,
    consumer: &str,
    row: delivery::Model,
) -> Result<bool, DbErr> {
    let Some(event) = outbox::Entity::find_by_id(row.event_id.clone()).one(store.reader()).await?
    else {
        return settle(store, &row, delivery::DEAD, row.attempts, 0, Some("the event is gone"))
            .await
            .map(|()| true);
    };
    let client = mesh.client(consumer).as_service(store.service());
    let answer = client.send_json(Method::POST, "/internal/events", event.event).await;
    let error = match answer {
        Ok(response) if response.status().is_success() => {
            return settle(store, &row, delivery::DELIVERED, row.attempts + 1, 0, None)
                .await
                .map(|()| true);
        }
        Ok(response) => format!("status {}", response.status().as_u16()),
        Err(error) => error.to_string(),
    };
    let attempts = row.attempts + 1;
    if attempts >= ATTEMPTS_MAX {
        tracing::error!(
            service = store.service(),
            consumer,
            event_id = row.event_id,
            error,
            "event is dead"
        );
        metrics::counter!("ulam_events_dead_total", "service" => store.service()).increment(1);
        return settle(store, &row, delivery::DEAD, attempts, 0, Some(&error)).await.map(|()| true);
    }
    let doubled = BACKOFF_FIRST_US.saturating_mul(1 << row.attempts.clamp(0, 20));
    let wait_us = doubled.min(BACKOFF_MAX_US);
    tracing::warn!(
        service = store.service(),
        consumer,
        event_type = event.event_type,
        attempts,
        error,
        "event not taken"
    );
    settle(store, &row, delivery::WAITING, attempts, now_us() + wait_us, Some(&error))
        .await
        .map(|()| false)
}

async fn settle(
    store: &Store,
    row: &delivery::Model,
    state: i32,
    attempts: i32,
    next_attempt_us: i64,
    error: Option<&str>,
) -> Result<(), DbErr> {
    delivery::Entity::update_many()
        .col_expr(delivery::Column::State, Expr::value(state))
        .col_expr(delivery::Column::Attempts, Expr::value(attempts))
        .col_expr(delivery::Column::NextAttemptUs, Expr::value(next_attempt_us))
        .col_expr(delivery::Column::LastError, Expr::value(error.map(str::to_string)))
        .filter(delivery::Column::EventId.eq(&row.event_id))
        .filter(delivery::Column::Consumer.eq(&row.consumer))
        .exec(store.reader())
        .await?;
    Ok(())
}

async fn clean(store: &Store) -> Result<(), DbErr> {
    let before = now_us() - KEPT_US;
    let unfinished = sea_orm::sea_query::Query::select()
        .column(delivery::Column::EventId)
        .from(delivery::Entity)
        .and_where(delivery::Column::State.ne(delivery::DELIVERED))
        .to_owned();
    outbox::Entity::delete_many()
        .filter(outbox::Column::CreatedUs.lt(before))
        .filter(outbox::Column::Id.not_in_subquery(unfinished))
        .exec(store.reader())
        .await?;
    let kept = sea_orm::sea_query::Query::select()
        .column(outbox::Column::Id)
        .from(outbox::Entity)
        .to_owned();
    delivery::Entity::delete_many()
        .filter(delivery::Column::State.eq(delivery::DELIVERED))
        .filter(delivery::Column::EventId.not_in_subquery(kept))
        .exec(store.reader())
        .await?;
    inbox::Entity::delete_many()
        .filter(inbox::Column::ReceivedUs.lt(before))
        .exec(store.reader())
        .await?;
    Ok(())
}
