//! Events that a consumer didn't take in their turn, for an operator: which they are, and giving those
//! that are dead another day.

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::dispatch::STRIKES_ASIDE;
use crate::identifier::now_us;
use crate::store::Store;
use crate::store::tables::{delivery, outbox};

/// Events read, or given another day, at a time.
const BATCH: u64 = 500;

/// An event that a consumer didn't take when it was its turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untaken {
    /// The event.
    pub event_id: String,
    /// What it tells of, such as `file.deleted`; `None` if the event itself is gone.
    pub event_type: Option<String>,
    /// When it was emitted.
    pub emitted_us: Option<i64>,
    /// The service that didn't take it.
    pub consumer: String,
    /// Whether it has been given up; otherwise it is aside and tried again by itself.
    pub is_dead: bool,
    /// How often it was offered.
    pub attempts: i32,
    /// What the consumer answered last.
    pub last_error: Option<String>,
}

/// Which of them are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Those that this service didn't take.
    pub consumer: Option<String>,
    /// Those with one of these ids; empty for all.
    pub event_ids: Vec<String>,
}

impl Wanted {
    fn condition(&self) -> Condition {
        let consumer = self.consumer.as_deref();
        let ids = Some(&self.event_ids).filter(|ids| !ids.is_empty());
        Condition::all()
            .add_option(consumer.map(|name| delivery::Column::Consumer.eq(name)))
            .add_option(ids.map(|ids| delivery::Column::EventId.is_in(ids.iter())))
    }
}

/// The events of one service that others didn't take. The service may run.
pub struct UntakenEvents {
    store: Store,
}

impl UntakenEvents {
    pub(crate) fn of(store: Store) -> UntakenEvents {
        UntakenEvents { store }
    }

    /// Those that follow one (`after`: its id and consumer), in the order of their ids; none at the end.
    ///
    /// # Errors
    /// The database's.
    pub async fn next(
        &self,
        wanted: &Wanted,
        after: Option<&Untaken>,
    ) -> Result<Vec<Untaken>, DbErr> {
        let follows = after.map(|last| {
            let same_event = Condition::all()
                .add(delivery::Column::EventId.eq(&last.event_id))
                .add(delivery::Column::Consumer.gt(&last.consumer));
            Condition::any().add(delivery::Column::EventId.gt(&last.event_id)).add(same_event)
        });
        let rows = delivery::Entity::find()
            .filter(delivery::Column::State.is_in([delivery::DEAD, delivery::ASIDE]))
            .filter(wanted.condition())
            .filter(Condition::all().add_option(follows))
            .order_by_asc(delivery::Column::EventId)
            .order_by_asc(delivery::Column::Consumer)
            .limit(BATCH)
            .all(self.store.reader())
            .await?;
        let ids = rows.iter().map(|row| row.event_id.as_str());
        let events: Vec<(String, String, i64)> = outbox::Entity::find()
            .select_only()
            .columns([outbox::Column::Id, outbox::Column::EventType, outbox::Column::CreatedUs])
            .filter(outbox::Column::Id.is_in(ids))
            .into_tuple()
            .all(self.store.reader())
            .await?;
        let known: HashMap<String, (String, i64)> =
            events.into_iter().map(|(id, kind, emitted_us)| (id, (kind, emitted_us))).collect();
        let mut untaken = Vec::with_capacity(rows.len());
        for row in rows {
            let event = known.get(&row.event_id).cloned();
            let (event_type, emitted_us) = event.unzip();
            untaken.push(Untaken {
                event_type,
                emitted_us,
                consumer: row.consumer,
                is_dead: row.state == delivery::DEAD,
                attempts: row.attempts,
                last_error: row.last_error,
                event_id: row.event_id,
            });
        }
        Ok(untaken)
    }

    /// Has those that are dead offered again, at once and then for another day, out of the way of
    /// others; the id of each, and its consumer. A service that runs begins within a second.
    ///
    /// # Errors
    /// The database's.
    pub async fn redeliver(&self, wanted: &Wanted) -> Result<Vec<(String, String)>, DbErr> {
        let mut redelivered = Vec::new();
        loop {
            let transaction = self.store.transaction().await?;
            let dead: Vec<(String, String)> = delivery::Entity::find()
                .select_only()
                .columns([delivery::Column::EventId, delivery::Column::Consumer])
                .filter(delivery::Column::State.eq(delivery::DEAD))
                .filter(wanted.condition())
                .order_by_asc(delivery::Column::EventId)
                .order_by_asc(delivery::Column::Consumer)
                .limit(BATCH)
                .into_tuple()
                .all(&*transaction)
                .await?;
            if dead.is_empty() {
                return Ok(redelivered);
            }
            for (event_id, consumer) in &dead {
                delivery::Entity::update_many()
                    .col_expr(delivery::Column::State, Expr::value(delivery::ASIDE))
                    .col_expr(delivery::Column::Strikes, Expr::value(STRIKES_ASIDE))
                    .col_expr(delivery::Column::Attempts, Expr::value(0))
                    .col_expr(delivery::Column::NextAttemptUs, Expr::value(now_us()))
                    .filter(delivery::Column::EventId.eq(event_id))
                    .filter(delivery::Column::Consumer.eq(consumer))
                    .exec(&*transaction)
                    .await?;
            }
            transaction.commit().await?;
            redelivered.extend(dead);
        }
    }

    /// Closes the database.
    pub async fn close(self) {
        self.store.close().await;
    }
}
