//! A service's own database: SQLite by default, PostgreSQL by URL.
//!
//! Changes go through [`Store::transaction`], which commits rows, the events about them (the outbox)
//! and what the audit log tells of them together, so that a crash loses none. Portable subset: times are i64 microseconds, sums
//! of money i64 minor units, booleans are booleans, JSON is text.

mod connect;
mod sealed;
mod snapshot;
pub(crate) mod tables;
mod transaction;

pub(crate) use connect::sqlite_file;
pub use connect::{StoreError, create_database, database_url};
pub use sealed::{KeyColumn, Sealed, seal_columns};
pub use snapshot::snapshot;
pub use transaction::{StoredEvent, Transaction};

use std::sync::Arc;

use sea_orm::{
    DatabaseConnection, DbBackend, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use tokio::sync::Notify;

use crate::access::{Keys, Sealer};
use crate::audit::ChainKey;
use crate::http::ApiError;

/// The database of one service.
#[derive(Clone)]
pub struct Store {
    connection: DatabaseConnection,
    service: &'static str,
    /// Who handles which events.
    consumers: Arc<[Consumer]>,
    /// Makes the audit log's hashes. `None` where tables are brought up to date without keys.
    pub(crate) audit_key: Option<ChainKey>,
    /// Seals texts. `None` where tables are brought up to date without keys.
    sealer: Option<Sealer>,
    /// Wakes the bus after a transaction with events.
    pub(crate) events_waiting: Arc<Notify>,
}

/// A service and the types of events that it handles.
pub(crate) type Consumer = (&'static str, &'static [&'static str]);

impl Store {
    pub(crate) fn new(
        connection: DatabaseConnection,
        service: &'static str,
        consumers: Arc<[Consumer]>,
        keys: Option<&Keys>,
    ) -> Store {
        Store {
            connection,
            service,
            consumers,
            audit_key: keys.map(|keys| ChainKey::new(keys, service)),
            sealer: keys.map(|keys| sealed::sealer_of(keys, service)),
            events_waiting: Arc::new(Notify::new()),
        }
    }

    /// The services that handle events of a type.
    pub(crate) fn consumers_of(&self, event_type: &str) -> Vec<&'static str> {
        let handles = |consumer: &&Consumer| {
            consumer.1.iter().any(|handled| *handled == event_type || *handled == "*")
        };
        self.consumers.iter().filter(handles).map(|consumer| consumer.0).collect()
    }

    /// For reading. Changes belong in a [`Store::transaction`].
    pub fn reader(&self) -> &DatabaseConnection {
        &self.connection
    }

    /// The service whose database it is.
    pub fn service(&self) -> &'static str {
        self.service
    }

    /// Whether rows can be locked by `SELECT … FOR UPDATE` (PostgreSQL), or writers come one after
    /// the other anyway (SQLite).
    pub fn is_postgres(&self) -> bool {
        self.connection.get_database_backend() == DbBackend::Postgres
    }

    /// Begins a transaction for writing. Dropped without [`Transaction::commit`] it is undone.
    ///
    /// # Errors
    /// A database that does not answer, or is busy for longer than its limit.
    pub async fn transaction(&self) -> Result<Transaction, DbErr> {
        // SQLite: taking the write lock at once lets writers queue; a lock taken at the first write
        // would fail where another has written since the first read.
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let inner = self.connection.begin_with_options(options).await?;
        Ok(Transaction::new(inner, self.clone()))
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// It doesn't.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.connection.ping().await
    }

    /// Closes the connections.
    pub async fn close(&self) {
        if let Err(error) = self.connection.clone().close().await {
            tracing::debug!(service = self.service, %error, "database not closed cleanly");
        }
    }
}

/// Whether an error says that a row with this unique key is there already.
pub fn is_duplicate(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_)))
}

/// The answer to a change that collides with a row that is there: 409 with this detail; other errors
/// stay ours.
pub fn conflict_or_internal(error: DbErr, detail: &str) -> ApiError {
    if is_duplicate(&error) {
        return ulam_contracts::problem::ProblemKind::Conflict.problem(detail).into();
    }
    error.into()
}
