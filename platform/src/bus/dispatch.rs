//! Taking events out of the outbox to their consumers, to each in their order.
//!
//! Each consumer has a queue of its own: its next event goes out when the one before it was taken.
//! What becomes of one that wasn't ([`Outcome`]):
//!
//! - *The consumer can't be reached* (no connection, no answer in time, 502 to 504), or turns everybody
//!   away (401, 403, 408, 429): the event waits at the head of the queue, and the others behind it, for
//!   as long as this lasts.
//! - *The consumer refuses this event* (another 4xx): it waits at the head for [`REFUSALS_ASIDE`]
//!   refusals, seconds, then goes **aside**.
//! - *The consumer fails* (500): that may be its own state or this event's content. The event waits at the
//!   head for [`FAILURES_ASIDE`] failures, some minutes, then goes aside.
//!
//! An event that is aside holds nobody up: it is tried again for about a day, and then is **dead**, which
//! is logged and counted; it stays in the outbox for an operator (`untaken.rs`). So a consumer gets all events of a
//! producer in their order, except for those that it did not take when it was their turn, which come
//! later or never.
//!
//! The order is that of the events' ids, which is the order in which one process emitted them; it
//! is the order of commits wherever one transaction waited for another.

use std::collections::BTreeSet;
use std::time::Duration;

use http::{Method, StatusCode};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::identifier::now_us;
use crate::mesh::Mesh;
use crate::store::Store;
use crate::store::tables::{delivery, inbox, outbox};

/// Looks for due events this often even if nobody wakes it: retries, and another process's events.
const POLL: Duration = Duration::from_secs(1);
/// Events of one consumer that are fetched at a time.
const BATCH: u64 = 256;
/// Events set aside of one consumer that are tried at a time, between batches of those in order.
const BATCH_ASIDE: u64 = 16;
const BACKOFF_FIRST_US: i64 = 500_000;
/// Between attempts to reach a consumer. All its events wait for this, so it is short.
const BACKOFF_UNREACHED_MAX_US: i64 = 5_000_000;
/// Between attempts of an event that the consumer answered.
const BACKOFF_ANSWERED_MAX_US: i64 = 60_000_000;
/// Refusals after which an event goes aside.
const REFUSALS_ASIDE: i32 = 3;
/// Failures after which an event goes aside: with the backoff above, about six minutes.
const FAILURES_ASIDE: i32 = 12;
/// Strikes that a refusal and a failure count, so that either number of them makes [`STRIKES_ASIDE`].
const STRIKES_OF_REFUSAL: i32 = FAILURES_ASIDE / REFUSALS_ASIDE;
const STRIKES_OF_FAILURE: i32 = 1;
pub(super) const STRIKES_ASIDE: i32 = FAILURES_ASIDE;
/// An event that is aside gets one strike an attempt, one a minute: about a day.
const STRIKES_DEAD: i32 = STRIKES_ASIDE + 1_440;
/// Delivered events and inbox entries are kept this long; no retry comes later.
const KEPT_US: i64 = 7 * 86_400 * 1_000_000;
const CLEAN_EVERY: Duration = Duration::from_secs(3_600);
/// What is kept of an error, in bytes.
const ERROR_BYTES_MAX: usize = 500;

/// What became of an attempt.
enum Outcome {
    /// The consumer has the event.
    Taken,
    /// Nobody's events get through, for this reason.
    Unreached(String),
    /// The consumer is up and doesn't want this one.
    Refused(String),
    /// The consumer is up and failed over this one.
    Failed(String),
}

/// Delivers until shutdown. Each consumer is served by a task of its own, so that a slow one holds
/// nobody else up.
pub(crate) async fn dispatch_until(store: Store, mesh: Mesh, shutdown: CancellationToken) {
    let mut cleaned = Instant::now();
    let mut busy: BTreeSet<String> = BTreeSet::new();
    let mut tasks: JoinSet<(String, usize)> = JoinSet::new();
    while !shutdown.is_cancelled() {
        match waited_for(&store).await {
            Ok(consumers) => {
                for consumer in consumers {
                    if busy.insert(consumer.clone()) {
                        let (store, mesh, shutdown) =
                            (store.clone(), mesh.clone(), shutdown.clone());
                        tasks.spawn(async move {
                            let tried = serve(&store, &mesh, &consumer, &shutdown).await;
                            (consumer, tried)
                        });
                    }
                }
            }
            Err(error) => {
                tracing::error!(service = store.service(), %error, "outbox not readable");
            }
        }
        // Until something may have changed: an event was emitted, a consumer's task has ended, or
        // the time for a retry may have come.
        let until = Instant::now() + POLL;
        loop {
            tokio::select! {
                () = store.events_waiting.notified() => break,
                () = tokio::time::sleep_until(until) => break,
                () = shutdown.cancelled() => break,
                Some(ended) = tasks.join_next() => match ended {
                    Ok((consumer, tried)) => {
                        busy.remove(&consumer);
                        if tried > 0 {
                            break;
                        }
                    }
                    // A panic: whose task it was isn't told, so all count as free.
                    Err(error) => {
                        tracing::error!(service = store.service(), %error, "dispatcher ended");
                        tasks.shutdown().await;
                        busy.clear();
                        break;
                    }
                },
            }
        }
        if cleaned.elapsed() >= CLEAN_EVERY {
            cleaned = Instant::now();
            if let Err(error) = clean(&store).await {
                tracing::warn!(service = store.service(), %error, "outbox not cleaned");
            }
        }
    }
    // Deliveries in flight come to their end.
    while tasks.join_next().await.is_some() {}
}

/// The consumers for whom there are events.
async fn waited_for(store: &Store) -> Result<Vec<String>, DbErr> {
    delivery::Entity::find()
        .select_only()
        .column(delivery::Column::Consumer)
        .distinct()
        .filter(delivery::Column::State.is_in([delivery::WAITING, delivery::ASIDE]))
        .into_tuple()
        .all(store.reader())
        .await
}

/// Delivers what is due to one consumer; the number of attempts.
async fn serve(store: &Store, mesh: &Mesh, consumer: &str, shutdown: &CancellationToken) -> usize {
    let mut tried = 0;
    let served = async {
        for row in in_order(store, consumer).await? {
            if row.next_attempt_us > now_us() || shutdown.is_cancelled() {
                break;
            }
            tried += 1;
            if !attempt(store, mesh, &row).await?.lets_others_pass() {
                break;
            }
        }
        for row in aside(store, consumer).await? {
            if shutdown.is_cancelled() {
                break;
            }
            tried += 1;
            if !attempt(store, mesh, &row).await?.lets_others_pass() {
                break;
            }
        }
        Ok::<(), DbErr>(())
    };
    if let Err(error) = served.await {
        tracing::error!(service = store.service(), consumer, %error, "outbox not readable");
        // As if nothing had been tried: the next look is after a pause.
        return 0;
    }
    tried
}

/// A consumer's next events, the earliest first.
async fn in_order(store: &Store, consumer: &str) -> Result<Vec<delivery::Model>, DbErr> {
    delivery::Entity::find()
        .filter(delivery::Column::State.eq(delivery::WAITING))
        .filter(delivery::Column::Consumer.eq(consumer))
        .order_by_asc(delivery::Column::EventId)
        .limit(BATCH)
        .all(store.reader())
        .await
}

/// Events that a consumer did not take in their turn and that are due again.
async fn aside(store: &Store, consumer: &str) -> Result<Vec<delivery::Model>, DbErr> {
    delivery::Entity::find()
        .filter(delivery::Column::State.eq(delivery::ASIDE))
        .filter(delivery::Column::Consumer.eq(consumer))
        .filter(delivery::Column::NextAttemptUs.lte(now_us()))
        .order_by_asc(delivery::Column::NextAttemptUs)
        .order_by_asc(delivery::Column::EventId)
        .limit(BATCH_ASIDE)
        .all(store.reader())
        .await
}

/// Where an event is after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum After {
    /// Done with, well or badly.
    Settled,
    /// Out of the way of others.
    Aside,
    /// It keeps its place, or none gets through now.
    Waits,
}

impl After {
    fn lets_others_pass(self) -> bool {
        self != After::Waits
    }
}

/// Tries to deliver one event to one consumer, and writes down what became of it.
async fn attempt(store: &Store, mesh: &Mesh, row: &delivery::Model) -> Result<After, DbErr> {
    let Some(event) = outbox::Entity::find_by_id(row.event_id.clone()).one(store.reader()).await?
    else {
        let gone = delivery::Model { state: delivery::DEAD, ..row.clone() };
        settle(store, &gone, Some("the event is gone")).await?;
        return Ok(After::Settled);
    };
    let text = store.unsealed(&event.event)?;
    let outcome = offer(store, mesh, &row.consumer, text).await;
    let is_reached = !matches!(outcome, Outcome::Unreached(_));
    let (next, error) = after(row, outcome, now_us());
    settle(store, &next, error.as_deref()).await?;
    let service = store.service();
    let delivery::Model { consumer, event_id, attempts, .. } = &next;
    let (event_type, error) = (event.event_type, error.unwrap_or_default());
    match next.state {
        delivery::DELIVERED => return Ok(After::Settled),
        delivery::DEAD => {
            tracing::error!(service, consumer, event_id, event_type, error, "event is dead");
            metrics::counter!("ulam_events_dead_total", "service" => service).increment(1);
            return Ok(After::Settled);
        }
        delivery::ASIDE => {
            if row.state != delivery::ASIDE {
                tracing::error!(
                    service,
                    consumer,
                    event_id,
                    event_type,
                    error,
                    "event set aside: others pass it from now on"
                );
                metrics::counter!("ulam_events_aside_total", "service" => service).increment(1);
            }
            return Ok(if is_reached { After::Aside } else { After::Waits });
        }
        _ => {}
    }
    // The first times and ever less often: a consumer that is down for a day would fill the log.
    if attempts.count_ones() == 1 {
        tracing::warn!(service, consumer, event_type, attempts, error, "event not taken");
    }
    Ok(After::Waits)
}

/// Sends an event to a consumer.
async fn offer(store: &Store, mesh: &Mesh, consumer: &str, event: String) -> Outcome {
    let client = mesh.client(consumer).as_service(store.service());
    let status = match client.send_json(Method::POST, "/internal/events", event).await {
        Ok(response) => response.status(),
        Err(error) => return Outcome::Unreached(error.to_string()),
    };
    let reason = format!("status {}", status.as_u16());
    match status {
        status if status.is_success() => Outcome::Taken,
        StatusCode::BAD_GATEWAY
        | StatusCode::SERVICE_UNAVAILABLE
        | StatusCode::GATEWAY_TIMEOUT
        | StatusCode::UNAUTHORIZED
        | StatusCode::FORBIDDEN
        | StatusCode::REQUEST_TIMEOUT
        | StatusCode::TOO_MANY_REQUESTS => Outcome::Unreached(reason),
        status if status.is_client_error() => Outcome::Refused(reason),
        _ => Outcome::Failed(reason),
    }
}

/// A delivery after an attempt that had this outcome now, and what went wrong.
fn after(
    row: &delivery::Model,
    outcome: Outcome,
    now_us: i64,
) -> (delivery::Model, Option<String>) {
    let attempts = row.attempts.saturating_add(1);
    let doubled = BACKOFF_FIRST_US.saturating_mul(1 << row.attempts.clamp(0, 20));
    let (strikes, error, wait_us) = match outcome {
        Outcome::Taken => {
            let state = delivery::DELIVERED;
            return (delivery::Model { state, attempts, ..row.clone() }, None);
        }
        Outcome::Unreached(error) => (0, error, doubled.min(BACKOFF_UNREACHED_MAX_US)),
        Outcome::Refused(error) if row.state == delivery::WAITING => {
            (STRIKES_OF_REFUSAL, error, doubled.min(BACKOFF_ANSWERED_MAX_US))
        }
        Outcome::Refused(error) | Outcome::Failed(error) => {
            (STRIKES_OF_FAILURE, error, doubled.min(BACKOFF_ANSWERED_MAX_US))
        }
    };
    let strikes = row.strikes.saturating_add(strikes);
    let state = match strikes {
        STRIKES_DEAD.. => delivery::DEAD,
        STRIKES_ASIDE.. => delivery::ASIDE,
        _ => delivery::WAITING,
    };
    let next_attempt_us = now_us.saturating_add(wait_us);
    (delivery::Model { state, attempts, strikes, next_attempt_us, ..row.clone() }, Some(error))
}

async fn settle(store: &Store, row: &delivery::Model, error: Option<&str>) -> Result<(), DbErr> {
    let error = error.map(|error| error[..error.floor_char_boundary(ERROR_BYTES_MAX)].to_string());
    delivery::Entity::update_many()
        .col_expr(delivery::Column::State, Expr::value(row.state))
        .col_expr(delivery::Column::Attempts, Expr::value(row.attempts))
        .col_expr(delivery::Column::Strikes, Expr::value(row.strikes))
        .col_expr(delivery::Column::NextAttemptUs, Expr::value(row.next_attempt_us))
        .col_expr(delivery::Column::LastError, Expr::value(error))
        .filter(delivery::Column::EventId.eq(&row.event_id))
        .filter(delivery::Column::Consumer.eq(&row.consumer))
        // Another process of this service may have delivered it meanwhile.
        .filter(delivery::Column::State.ne(delivery::DELIVERED))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting() -> delivery::Model {
        delivery::Model {
            event_id: "event-1".to_string(),
            consumer: "ear".to_string(),
            state: delivery::WAITING,
            attempts: 0,
            strikes: 0,
            next_attempt_us: 0,
            last_error: None,
        }
    }

    fn refused() -> Outcome {
        Outcome::Refused("status 422".to_string())
    }

    fn failed() -> Outcome {
        Outcome::Failed("status 500".to_string())
    }

    fn unreached() -> Outcome {
        Outcome::Unreached("status 503".to_string())
    }

    #[test]
    fn an_event_waits_at_the_head_for_as_long_as_its_consumer_is_away() {
        let mut row = waiting();
        for _ in 0..100_000 {
            row = after(&row, unreached(), 7).0;
            assert_eq!(row.state, delivery::WAITING);
            assert!(row.next_attempt_us <= 7 + BACKOFF_UNREACHED_MAX_US);
        }
        // And that doesn't count against it when the consumer is back.
        for _ in 1..REFUSALS_ASIDE {
            row = after(&row, refused(), 7).0;
            assert_eq!(row.state, delivery::WAITING);
        }
        assert_eq!(after(&row, Outcome::Taken, 7).0.state, delivery::DELIVERED);
        assert_eq!(after(&row, refused(), 7).0.state, delivery::ASIDE);
    }

    #[test]
    fn an_event_that_is_not_taken_goes_aside_and_dies_after_about_a_day() {
        for (outcome, attempts_at_head) in
            [(refused as fn() -> Outcome, REFUSALS_ASIDE), (failed, FAILURES_ASIDE)]
        {
            let (mut row, mut now_us) = (waiting(), 0);
            while row.state == delivery::WAITING {
                row = after(&row, outcome(), now_us).0;
                now_us = row.next_attempt_us;
            }
            assert_eq!((row.state, row.attempts), (delivery::ASIDE, attempts_at_head));
            assert!(now_us < 7 * 60 * 1_000_000, "it holds others up for minutes at most");
            while row.state == delivery::ASIDE {
                row = after(&row, outcome(), now_us).0;
                now_us = row.next_attempt_us;
            }
            assert_eq!(row.state, delivery::DEAD);
            let hours = now_us / 3_600_000_000;
            assert!((23..26).contains(&hours), "{hours} h");
        }
    }
}
