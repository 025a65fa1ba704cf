//! Reading the log, and finding the first entry that isn't as it was written.

use std::fmt;

use sea_orm::{
    AccessMode, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, IsolationLevel, QueryFilter,
    QueryOrder, QuerySelect, TransactionOptions, TransactionTrait,
};

use super::Recorded;
use super::chain::ChainKey;
use super::tables::{HEAD, entry, head};
use crate::store::Store;

/// Entries read at a time.
const BATCH: u64 = 1_000;

/// A log as of one moment, read from its first entry on.
pub struct Log {
    snapshot: DatabaseTransaction,
    key: ChainKey,
    /// The last entry read.
    last: i64,
    /// The last entry that is as it was written, its hash, and the seal after it.
    good: i64,
    hash: String,
    seal: String,
    broken: Option<Broken>,
}

/// A log as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// Number of entries.
    pub entries: i64,
    /// The hash of the last, empty without entries: the same number with another hash is another log.
    /// (The seal after the last is not told. With it, one could cut the log back to that entry.)
    pub last_hash: String,
}

/// Where a log isn't as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The first entry that isn't.
    pub sequence: i64,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not there.
    Missing,
    /// It, or what came before it, is not what was written.
    Changed,
    /// It is the first after the last, and the head doesn't fit.
    Head,
}

impl fmt::Display for Broken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sequence = self.sequence;
        match self.fault {
            Fault::Missing => write!(formatter, "entry {sequence} is missing"),
            Fault::Changed => write!(
                formatter,
                "entry {sequence} is not as it was written, was moved, or follows removed ones"
            ),
            Fault::Head => write!(
                formatter,
                "the head was changed: it doesn't fit a log that ends before entry {sequence}"
            ),
        }
    }
}

impl Log {
    /// The log of a service as it is now.
    ///
    /// # Errors
    /// The database's; one that was opened without keys.
    pub(crate) async fn open(store: &Store) -> Result<Log, DbErr> {
        let key = store.audit_key.clone();
        let key = key.ok_or_else(|| DbErr::Custom("the audit log's key is not known".into()))?;
        // Within a transaction SQLite shows one moment anyway.
        let is_postgres = store.is_postgres();
        let options = TransactionOptions {
            isolation_level: is_postgres.then_some(IsolationLevel::RepeatableRead),
            access_mode: is_postgres.then_some(AccessMode::ReadOnly),
            ..TransactionOptions::default()
        };
        let snapshot = store.reader().begin_with_options(options).await?;
        let (hash, seal) = (String::new(), String::new());
        Ok(Log { snapshot, key, last: i64::MIN, good: 0, hash, seal, broken: None })
    }

    /// The next entries; none at the end.
    ///
    /// # Errors
    /// The database's.
    pub async fn next(&mut self) -> Result<Vec<Recorded>, DbErr> {
        let rows = entry::Entity::find()
            .filter(entry::Column::Sequence.gt(self.last))
            .order_by_asc(entry::Column::Sequence)
            .limit(BATCH)
            .all(&self.snapshot)
            .await?;
        for row in &rows {
            self.last = row.sequence;
            self.check(row);
        }
        Ok(rows)
    }

    fn check(&mut self, row: &Recorded) {
        if self.broken.is_some() {
            return;
        }
        let expected = self.good + 1;
        if row.sequence > expected {
            self.broken = Some(Broken { sequence: expected, fault: Fault::Missing });
        } else if row.sequence < expected || self.key.hash(&self.seal, row) != row.hash {
            self.broken = Some(Broken { sequence: row.sequence, fault: Fault::Changed });
        } else {
            self.seal = self.key.seal(row.sequence, &row.hash);
            self.good = row.sequence;
            self.hash.clone_from(&row.hash);
        }
    }

    /// Reads what is left; whether the log is as it was written.
    ///
    /// # Errors
    /// The database's.
    pub async fn end(mut self) -> Result<Result<Whole, Broken>, DbErr> {
        while !self.next().await?.is_empty() {}
        if let Some(broken) = self.broken {
            return Ok(Err(broken));
        }
        let after = |fault| Broken { sequence: self.good + 1, fault };
        let head = head::Entity::find_by_id(HEAD).one(&self.snapshot).await?;
        Ok(match head {
            Some(head) if head.sequence > self.good => Err(after(Fault::Missing)),
            Some(head) if head.sequence == self.good && head.seal == self.seal => {
                Ok(Whole { entries: self.good, last_hash: self.hash })
            }
            _ => Err(after(Fault::Head)),
        })
    }
}
