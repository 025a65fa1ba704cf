//! A transaction: rows, the events about them, and what the audit log tells of them, together or not
//! at all.

use std::ops::Deref;
use std::sync::{Mutex, PoisonError};

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, DbErr, EntityTrait};
use ulam_contracts::event::{Event, EventData};

use super::Store;
use super::tables::{delivery, inbox, outbox};
use crate::access::Scope;
use crate::audit::{self, Entry, Noted};
use crate::http::current_correlation_id;
use crate::identifier::{new_id, now_us, rfc3339};

/// An event as the bus carries it.
pub type StoredEvent = Event<serde_json::Value>;

/// Changes that are not committed yet. Use it as a SeaORM connection: `&*transaction`.
pub struct Transaction {
    inner: DatabaseTransaction,
    pub(super) store: Store,
    /// For the audit log, written at the commit.
    noted: Mutex<Vec<Noted>>,
}

impl Transaction {
    pub(super) fn new(inner: DatabaseTransaction, store: Store) -> Transaction {
        Transaction { inner, store, noted: Mutex::default() }
    }

    /// Emits an event about `subject` (the id of what it is about) in the scope's tenant. It goes
    /// out after the commit.
    ///
    /// # Errors
    /// The database's.
    pub async fn emit<T: EventData>(
        &self,
        scope: &Scope,
        subject: &str,
        data: T,
    ) -> Result<(), DbErr> {
        let created_us = now_us();
        let tenant = Some(scope.tenant_id().to_string()).filter(|tenant| !tenant.is_empty());
        let mut event =
            Event::new(new_id(), rfc3339(created_us), tenant, subject.to_string(), data);
        event.userid = Some(scope.subject().to_string()).filter(|subject| !subject.contains(':'));
        event.correlationid = current_correlation_id();
        let event = event.into_json().map_err(|error| DbErr::Custom(error.to_string()))?;
        let text =
            serde_json::to_string(&event).map_err(|error| DbErr::Custom(error.to_string()))?;
        let consumers = self.store.consumers_of(&event.event_type);
        if consumers.is_empty() {
            return Ok(());
        }
        let row = outbox::ActiveModel {
            id: Set(event.id.clone()),
            event_type: Set(event.event_type.clone()),
            event: Set(self.store.sealed(&text)?),
            created_us: Set(created_us),
        };
        outbox::Entity::insert(row).exec_without_returning(&self.inner).await?;
        let deliveries = consumers.into_iter().map(|consumer| delivery::ActiveModel {
            event_id: Set(event.id.clone()),
            consumer: Set(consumer.to_string()),
            state: Set(delivery::WAITING),
            attempts: Set(0),
            strikes: Set(0),
            next_attempt_us: Set(created_us),
            last_error: Set(None),
        });
        delivery::Entity::insert_many(deliveries).exec_without_returning(&self.inner).await?;
        Ok(())
    }

    /// Tells the audit log of what this transaction does. The entry is written by
    /// [`Transaction::commit`], after all else, so that the log's head, which all writers need, is
    /// held for the shortest time and never while waiting for another row.
    pub fn record(&self, entry: Entry) {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner).push(Noted::now(entry));
    }

    /// Notes that an event is being handled; false if it was handled before.
    pub(crate) async fn receive(&self, event: &StoredEvent) -> Result<bool, DbErr> {
        let row = inbox::ActiveModel {
            source: Set(event.source.clone()),
            event_id: Set(event.id.clone()),
            received_us: Set(now_us()),
        };
        let seen = OnConflict::columns([inbox::Column::Source, inbox::Column::EventId])
            .do_nothing()
            .to_owned();
        let inserted = inbox::Entity::insert(row)
            .on_conflict(seen)
            .exec_without_returning(&self.inner)
            .await?;
        Ok(inserted > 0)
    }

    /// Writes the audit log's entries, makes the changes stand, and wakes the bus.
    ///
    /// # Errors
    /// The database's; nothing stands then.
    pub async fn commit(self) -> Result<(), DbErr> {
        let noted = self.noted.into_inner().unwrap_or_else(PoisonError::into_inner);
        audit::append(&self.inner, self.store.audit_key.as_ref(), noted).await?;
        self.inner.commit().await?;
        self.store.events_waiting.notify_one();
        Ok(())
    }
}

impl Deref for Transaction {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.inner
    }
}
