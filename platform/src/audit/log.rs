//! Reading the log, and finding the first entry that isn't as it was written.

use std::fmt;

use sea_orm::{
    AccessMode, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    IsolationLevel, QueryFilter, QueryOrder, QuerySelect, Statement, TransactionOptions,
    TransactionTrait,
};

use super::Recorded;
use super::chain::Checker;
use super::tables::{HEAD, entry, head, start};
use crate::store::Store;

/// Entries read at a time.
const BATCH: u64 = 1_000;

/// A log as of one moment, read from its first entry on.
pub struct Log {
    snapshot: DatabaseTransaction,
    /// The last entry read.
    last: i64,
    checker: Checker,
}

/// A log as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// Number of entries that are there.
    pub entries: i64,
    /// Number of earlier entries, which were removed at their age. The first that is there follows them.
    pub pruned: i64,
    /// The hash of the last, empty without entries: the same numbers with another hash are another log.
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
    /// What tells where the log begins, after entries that were pruned, is not what was written.
    Start,
}

impl fmt::Display for Broken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sequence = self.sequence;
        match self.fault {
            Fault::Start => write!(formatter, "what tells after which entry it begins was changed"),
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

/// Whether the last entry is one of the store's key, if there is any.
pub(crate) async fn fits(store: &Store) -> bool {
    let Some(key) = &store.audit_key else { return true };
    // As text, since the tables may be those of an older program, or not be there yet.
    let sql = "SELECT h.sequence, h.seal, e.hash FROM platform_audit_head h \
               JOIN platform_audit e ON e.sequence = h.sequence";
    let on = store.reader();
    let statement = Statement::from_string(on.get_database_backend(), sql);
    let Ok(Some(row)) = on.query_one_raw(statement).await else { return true };
    let last = (row.try_get("", "sequence"), row.try_get("", "seal"), row.try_get("", "hash"));
    let (Ok(sequence), Ok(seal), Ok(hash)) = last else { return true };
    let (sequence, seal, hash): (i64, String, String) = (sequence, seal, hash);
    key.seal(sequence, &hash) == seal
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
        let start = start::Entity::find_by_id(HEAD).one(&snapshot).await?;
        Ok(Log { snapshot, last: i64::MIN, checker: Checker::new(key, start) })
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
            self.checker.check(row);
        }
        Ok(rows)
    }

    /// Reads what is left; whether the log is as it was written.
    ///
    /// # Errors
    /// The database's.
    pub async fn end(mut self) -> Result<Result<Whole, Broken>, DbErr> {
        while !self.next().await?.is_empty() {}
        let Checker { pruned, good, hash, seal, broken, .. } = self.checker;
        if let Some(broken) = broken {
            return Ok(Err(broken));
        }
        let after = |fault| Broken { sequence: good + 1, fault };
        let head = head::Entity::find_by_id(HEAD).one(&self.snapshot).await?;
        Ok(match head {
            Some(head) if head.sequence > good => Err(after(Fault::Missing)),
            Some(head) if head.sequence == good && head.seal == seal => {
                Ok(Whole { entries: good - pruned, pruned, last_hash: hash })
            }
            _ => Err(after(Fault::Head)),
        })
    }
}
