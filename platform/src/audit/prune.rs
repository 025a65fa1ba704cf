//! Removing entries at their age, so that the rest stays verifiable.

use std::time::Duration;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter};
use sea_orm::{QueryOrder, QuerySelect};
use tokio_util::sync::CancellationToken;

use super::chain::{ChainKey, Checker};
use super::tables::{HEAD, entry, head, start};
use super::{Broken, Entry};
use crate::access::Scope;
use crate::identifier::now_us;
use crate::store::Store;

/// A start shall be quick.
const FIRST_AFTER: Duration = Duration::from_secs(60);
const EVERY: Duration = Duration::from_secs(86_400);
const DAY_US: i64 = 86_400 * 1_000_000;
/// Entries pruned in one transaction, which other writers wait for.
const AT_ONCE: u64 = 5_000;

/// What pruning did.
#[derive(Debug, PartialEq, Eq)]
enum Pruned {
    /// There is nothing of that age.
    Nothing,
    /// The entries up to this one are gone.
    UpTo(i64),
    /// Something of that age isn't as it was written: it is evidence, and stays.
    Refused(Broken),
}

/// Removes entries older than so many days, daily until shutdown; 0 days keeps them for ever.
pub(crate) async fn prune_until(store: Store, retention_days: u32, shutdown: CancellationToken) {
    if retention_days == 0 {
        return;
    }
    let mut pause = FIRST_AFTER;
    loop {
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = shutdown.cancelled() => return,
        }
        pause = EVERY;
        let before_us = now_us() - i64::from(retention_days) * DAY_US;
        let service = store.service();
        while !shutdown.is_cancelled() {
            match prune(&store, before_us, AT_ONCE).await {
                Ok(Pruned::Nothing) => break,
                Ok(Pruned::UpTo(sequence)) => {
                    tracing::info!(service, sequence, "audit log pruned");
                }
                Ok(Pruned::Refused(broken)) => {
                    tracing::error!(service, %broken, "audit log not pruned: run `ulam audit`");
                    break;
                }
                Err(error) => {
                    tracing::warn!(service, %error, "audit log not pruned");
                    break;
                }
            }
        }
    }
}

/// Removes the first entries that are older than this, so many at most, and records it.
async fn prune(store: &Store, before_us: i64, at_once: u64) -> Result<Pruned, DbErr> {
    let first = entry::Entity::find().order_by_asc(entry::Column::Sequence).one(store.reader());
    // Looked at before anybody is kept waiting.
    if first.await?.is_none_or(|first| first.time_us >= before_us) {
        return Ok(Pruned::Nothing);
    }
    let key: ChainKey = store
        .audit_key
        .clone()
        .ok_or_else(|| DbErr::Custom("the audit log's key is not known".into()))?;
    let transaction = store.transaction().await?;
    // Writers and other pruners wait here (PostgreSQL; SQLite has one at a time anyway).
    head::Entity::find_by_id(HEAD).lock_exclusive().one(&*transaction).await?;
    let start = start::Entity::find_by_id(HEAD).one(&*transaction).await?;
    let mut checker = Checker::new(key.clone(), start);
    let after_us = checker.good;
    let rows = entry::Entity::find()
        .order_by_asc(entry::Column::Sequence)
        .limit(at_once)
        .all(&*transaction)
        .await?;
    // Entries are in the order of their commits, so that a later one can be a little older.
    for row in rows.iter().take_while(|row| row.time_us < before_us) {
        checker.check(row);
    }
    if let Some(broken) = checker.broken {
        return Ok(Pruned::Refused(broken));
    }
    let (sequence, hash) = (checker.good, checker.hash);
    if sequence == after_us {
        return Ok(Pruned::Nothing);
    }
    let row = start::ActiveModel {
        id: Set(HEAD),
        sequence: Set(sequence),
        tag: Set(key.start(sequence, &hash)),
        hash: Set(hash),
    };
    let mut replace = OnConflict::column(start::Column::Id);
    replace.update_columns([start::Column::Sequence, start::Column::Hash, start::Column::Tag]);
    start::Entity::insert(row).on_conflict(replace).exec_without_returning(&*transaction).await?;
    entry::Entity::delete_many()
        .filter(entry::Column::Sequence.lte(sequence))
        .exec(&*transaction)
        .await?;
    let by = Scope::of_tenant(store.service(), "");
    transaction.record(Entry::by(&by, "audit_log.pruned").with(format!("up to entry {sequence}")));
    transaction.commit().await?;
    Ok(Pruned::UpTo(sequence))
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use sea_orm::ConnectionTrait;
    use ulam_testing::Database;

    use super::super::{Fault, Log, Noted, Whole, append};
    use super::*;
    use crate::access::Keys;
    use crate::configuration::{DatabaseConfiguration, Secret};
    use crate::service::{Definition, StartError};

    const LEDGER: Definition = Definition {
        name: "ledger",
        port: 0,
        handles: &[],
        migrations: Some(Vec::new),
        timeout_seconds: 5,
        build: |_| Box::pin(async { Err(StartError::new("ledger", "it is never started")) }),
    };

    async fn opened(database: Database, folder: &Path) -> Store {
        let url = database.url(folder).map(Secret::new);
        let configuration = DatabaseConfiguration { url, ..DatabaseConfiguration::default() };
        let keys = Keys::from_file(&folder.join("master.key")).unwrap();
        let consumers = Arc::from([]);
        Store::open(&LEDGER, &configuration, folder, Some(&keys), consumers, true).await.unwrap()
    }

    /// Writes entries of these times.
    async fn written(store: &Store, times_us: std::ops::Range<i64>) {
        let transaction = store.transaction().await.unwrap();
        let noted = times_us.map(|time_us| {
            let entry = Entry::of(Some("user-1"), Some("tenant-1"), "page.turned");
            Noted { time_us, ..Noted::now(entry) }
        });
        append(&transaction, store.audit_key.as_ref(), noted.collect()).await.unwrap();
        transaction.commit().await.unwrap();
    }

    async fn verdict(store: &Store) -> Result<Whole, Broken> {
        Log::open(store).await.unwrap().end().await.unwrap()
    }

    async fn counts(store: &Store) -> (i64, i64) {
        let whole = verdict(store).await.unwrap();
        (whole.pruned, whole.entries)
    }

    #[tokio::test]
    async fn what_is_left_is_whole_and_tells_of_the_pruning() {
        for database in Database::ALL {
            let folder = tempfile::tempdir().unwrap();
            let store = opened(database, folder.path()).await;
            assert_eq!(prune(&store, i64::MAX, 100).await.unwrap(), Pruned::Nothing);
            written(&store, 1..11).await;
            assert_eq!(prune(&store, 1, 100).await.unwrap(), Pruned::Nothing);
            assert_eq!(prune(&store, 5, 100).await.unwrap(), Pruned::UpTo(4));
            assert_eq!(prune(&store, 5, 100).await.unwrap(), Pruned::Nothing);
            assert_eq!(counts(&store).await, (4, 7), "{database:?}");
            // At most so many at a time, also those that tell of the pruning.
            assert_eq!(prune(&store, 100, 3).await.unwrap(), Pruned::UpTo(7));
            assert_eq!(prune(&store, 100, 3).await.unwrap(), Pruned::UpTo(10));
            assert_eq!(prune(&store, 100, 3).await.unwrap(), Pruned::Nothing);
            written(&store, 200..203).await;
            assert_eq!(counts(&store).await, (10, 6), "{database:?}");
            let entries = Log::open(&store).await.unwrap().next().await.unwrap();
            let told: Vec<_> = entries
                .iter()
                .filter(|entry| entry.action == "audit_log.pruned")
                .map(|entry| (entry.actor.as_deref().unwrap(), entry.detail.as_deref().unwrap()))
                .collect();
            let by = "service:ledger";
            let expected = [(by, "up to entry 4"), (by, "up to entry 7"), (by, "up to entry 10")];
            assert_eq!(told, expected);
            store.close().await;
        }
    }

    #[tokio::test]
    async fn a_part_that_was_changed_is_not_pruned() {
        let folder = tempfile::tempdir().unwrap();
        let store = opened(Database::Sqlite, folder.path()).await;
        written(&store, 1..11).await;
        let change = "UPDATE platform_audit SET actor = 'user-2' WHERE sequence = 3";
        store.reader().execute_unprepared(change).await.unwrap();
        let broken = Broken { sequence: 3, fault: Fault::Changed };
        assert_eq!(prune(&store, 5, 100).await.unwrap(), Pruned::Refused(broken.clone()));
        assert_eq!(verdict(&store).await, Err(broken));
        assert_eq!(entry::Entity::find().all(store.reader()).await.unwrap().len(), 10);
    }

    /// What somebody who can write the database, but has no key, does to a log of which the first four
    /// of ten entries were pruned, and what is said of it.
    const TAMPERINGS: [(&str, i64, Fault); 6] = [
        // The log begins later.
        (
            "UPDATE platform_audit_start SET sequence = 6, \
             hash = (SELECT hash FROM platform_audit WHERE sequence = 6); \
             DELETE FROM platform_audit WHERE sequence <= 6",
            1,
            Fault::Start,
        ),
        ("UPDATE platform_audit_start SET hash = 'AAAA'", 1, Fault::Start),
        ("DELETE FROM platform_audit_start", 1, Fault::Missing),
        ("DELETE FROM platform_audit WHERE sequence = 5", 5, Fault::Missing),
        // All of it is cut off.
        (
            "DELETE FROM platform_audit; UPDATE platform_audit_head SET sequence = 4, \
             seal = (SELECT hash FROM platform_audit_start)",
            5,
            Fault::Head,
        ),
        (
            "DELETE FROM platform_audit; UPDATE platform_audit_head SET sequence = 4, \
             seal = (SELECT tag FROM platform_audit_start)",
            5,
            Fault::Head,
        ),
    ];

    #[tokio::test]
    async fn nobody_without_the_key_can_let_a_log_begin_elsewhere() {
        for (statements, sequence, fault) in TAMPERINGS {
            let folder = tempfile::tempdir().unwrap();
            let store = opened(Database::Sqlite, folder.path()).await;
            written(&store, 1..11).await;
            assert_eq!(prune(&store, 5, 100).await.unwrap(), Pruned::UpTo(4));
            store.reader().execute_unprepared(statements).await.unwrap();
            assert_eq!(verdict(&store).await, Err(Broken { sequence, fault }), "{statements}");
        }
    }
}
