//! The audit log: what is recorded is there, and whatever is done to it without the key shows.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use sea_orm::ConnectionTrait;
use ulam_contracts::problem::ProblemKind;
use ulam_platform::access::{Principal, Scope, SubjectKind};
use ulam_platform::audit::{Broken, Entry, Fault, Recorded, Whole};
use ulam_platform::configuration::{Configuration, Secret};
use ulam_platform::host::{self, Host};
use ulam_platform::http::ApiError;
use ulam_platform::service::{Context, Definition, Service, StartError};
use ulam_platform::store::Store;
use ulam_testing::Database;
use utoipa_axum::router::OpenApiRouter;

/// A service that does nothing by itself.
const LEDGER: Definition = Definition {
    name: "ledger",
    port: 0,
    handles: &[],
    migrations: Some(Vec::new),
    timeout_seconds: 5,
    build: |context| Box::pin(build(context)),
};

/// The stores of the services that run, by their data folders.
static STORES: Mutex<BTreeMap<PathBuf, Vec<Store>>> = Mutex::new(BTreeMap::new());

async fn build(context: Context) -> Result<Service, StartError> {
    let folder = context.configuration.data.clone();
    STORES.lock().unwrap().entry(folder).or_default().push(context.database()?);
    Ok(Service {
        router: OpenApiRouter::new(),
        internal: axum::Router::new(),
        subscriptions: Vec::new(),
        workers: Vec::new(),
    })
}

fn configuration(data: &Path, database: Database) -> Configuration {
    let mut configuration = Configuration { data: data.to_path_buf(), ..Configuration::default() };
    configuration.database.url = database.url(data).map(Secret::new);
    configuration
}

/// Starts the service, as another process would.
async fn started(configuration: &Configuration) -> (Host, Store) {
    let host = Host::start(&[LEDGER], &[], configuration.clone()).await.unwrap();
    let stores = STORES.lock().unwrap();
    (host, stores[&configuration.data].last().unwrap().clone())
}

/// The log as an operator reads it.
async fn read(configuration: &Configuration) -> (Vec<Recorded>, Result<Whole, Broken>) {
    let keys = host::keys(configuration).unwrap();
    let mut log = host::audit_log(&LEDGER, configuration, &keys).await.unwrap().unwrap();
    let mut entries = Vec::new();
    loop {
        let more = log.next().await.unwrap();
        if more.is_empty() {
            return (entries, log.end().await.unwrap());
        }
        entries.extend(more);
    }
}

async fn record(store: &Store, entries: Vec<Entry>) {
    let transaction = store.transaction().await.unwrap();
    for entry in entries {
        transaction.record(entry);
    }
    transaction.commit().await.unwrap();
}

fn numbered(number: usize) -> Entry {
    let scope = Scope::of_tenant("ledger", "tenant-1");
    Entry::by(&scope, "page.turned").about("page", &number.to_string())
}

#[tokio::test]
async fn what_a_transaction_recorded_is_there_once_it_is_committed() {
    for database in Database::ALL {
        let folder = tempfile::tempdir().unwrap();
        let configuration = configuration(folder.path(), database);
        let (host, store) = started(&configuration).await;
        assert_eq!(
            read(&configuration).await,
            (vec![], Ok(Whole { entries: 0, pruned: 0, last_hash: "".into() }))
        );

        let wrong = ApiError::from(ProblemKind::WrongCredentials.problem("Not these."));
        let refused =
            Entry::of(None, None, "sign_in.refused").about("user", "user-7").refused(&wrong);
        record(&store, vec![numbered(1).with("twice"), refused]).await;
        let undone = store.transaction().await.unwrap();
        undone.record(numbered(2));
        drop(undone);
        host.stop().await;
        let (host, store) = started(&configuration).await;
        record(&store, vec![Entry::of(Some("user-7"), Some(""), "session.revoked")]).await;

        let (entries, verdict) = read(&configuration).await;
        let seen: Vec<_> = entries
            .iter()
            .map(|entry| {
                let object = entry.object_kind.as_deref().zip(entry.object_id.as_deref());
                let (actor, tenant) = (entry.actor.as_deref(), entry.tenant_id.as_deref());
                let (outcome, detail) = (entry.outcome.as_str(), entry.detail.as_deref());
                (entry.sequence, actor, tenant, entry.action.as_str(), object, outcome, detail)
            })
            .collect();
        let by_service = Some("service:ledger");
        let page = Some(("page", "1"));
        let user = Some(("user", "user-7"));
        let expected = [
            (1, by_service, Some("tenant-1"), "page.turned", page, "success", Some("twice")),
            (2, None, None, "sign_in.refused", user, "refused", Some("wrong-credentials")),
            (3, Some("user-7"), None, "session.revoked", None, "success", None),
        ];
        assert_eq!(seen, expected, "{database:?}");
        assert!(entries.is_sorted_by_key(|entry| entry.time_us) && entries[0].time_us > 0);
        assert_eq!(verdict.map(|whole| whole.entries), Ok(3));
        host.stop().await;
    }
}

#[tokio::test]
async fn an_entry_tells_by_which_key_or_session_somebody_acted() {
    for database in Database::ALL {
        let folder = tempfile::tempdir().unwrap();
        let configuration = configuration(folder.path(), database);
        let (host, store) = started(&configuration).await;
        let by = |kind, credential: &str| {
            let principal = Principal {
                subject: "user-7".to_string(),
                kind,
                tenant_id: "tenant-1".to_string(),
                session_id: credential.to_string(),
                permissions: Vec::new(),
            };
            Entry::by(&principal.scope(), "page.turned")
        };
        let entries = vec![
            by(SubjectKind::User, "session-1"),
            by(SubjectKind::ApiKey, "key-1"),
            by(SubjectKind::Link, "link-1"),
            numbered(4),
            Entry::of(Some("user-7"), None, "page.turned"),
            Entry::of(None, None, "page.turned"),
        ];
        record(&store, entries).await;
        let (entries, verdict) = read(&configuration).await;
        let seen: Vec<_> = entries
            .iter()
            .map(|entry| (entry.actor_kind.as_deref(), entry.credential_id.as_deref()))
            .collect();
        let expected = [
            (Some("user"), Some("session-1")),
            (Some("api_key"), Some("key-1")),
            (Some("link"), Some("link-1")),
            (Some("service"), None),
            (Some("user"), None),
            (None, None),
        ];
        assert_eq!(seen, expected, "{database:?}");
        assert_eq!(verdict.map(|whole| whole.entries), Ok(6));
        host.stop().await;
    }
}

/// What somebody who can write the database, but has no key, does to a log of five entries, and what
/// is said of it.
const TAMPERINGS: [(&str, i64, Fault); 24] = [
    ("UPDATE platform_audit SET time_us = time_us + 1 WHERE sequence = 3", 3, Fault::Changed),
    ("UPDATE platform_audit SET actor = 'user-9' WHERE sequence = 1", 1, Fault::Changed),
    ("UPDATE platform_audit SET actor = NULL WHERE sequence = 5", 5, Fault::Changed),
    ("UPDATE platform_audit SET tenant_id = 'tenant-2' WHERE sequence = 2", 2, Fault::Changed),
    ("UPDATE platform_audit SET action = 'page.torn' WHERE sequence = 2", 2, Fault::Changed),
    ("UPDATE platform_audit SET object_kind = 'leaf' WHERE sequence = 4", 4, Fault::Changed),
    ("UPDATE platform_audit SET object_id = '7' WHERE sequence = 4", 4, Fault::Changed),
    ("UPDATE platform_audit SET outcome = 'refused' WHERE sequence = 4", 4, Fault::Changed),
    ("UPDATE platform_audit SET detail = '' WHERE sequence = 4", 4, Fault::Changed),
    ("UPDATE platform_audit SET client_address = '::1' WHERE sequence = 4", 4, Fault::Changed),
    ("UPDATE platform_audit SET correlation_id = '' WHERE sequence = 4", 4, Fault::Changed),
    ("UPDATE platform_audit SET actor_kind = 'user' WHERE sequence = 4", 4, Fault::Changed),
    ("UPDATE platform_audit SET actor_kind = NULL WHERE sequence = 4", 4, Fault::Changed),
    ("UPDATE platform_audit SET credential_id = 'key-1' WHERE sequence = 4", 4, Fault::Changed),
    // A beginning of the log that its pruning didn't make.
    (
        "INSERT INTO platform_audit_start SELECT 1, 2, hash, hash FROM platform_audit \
         WHERE sequence = 2; DELETE FROM platform_audit WHERE sequence <= 2",
        1,
        Fault::Start,
    ),
    // A part of one column moved into the next.
    (
        "UPDATE platform_audit SET action = 'page.turnedp', object_kind = 'age' WHERE sequence = 4",
        4,
        Fault::Changed,
    ),
    ("DELETE FROM platform_audit WHERE sequence = 3", 3, Fault::Missing),
    ("DELETE FROM platform_audit WHERE sequence = 1", 1, Fault::Missing),
    ("DELETE FROM platform_audit WHERE sequence > 3", 4, Fault::Missing),
    (
        "UPDATE platform_audit SET sequence = -3 WHERE sequence = 2; \
         UPDATE platform_audit SET sequence = 2 WHERE sequence = 3; \
         UPDATE platform_audit SET sequence = 3 WHERE sequence = -3",
        2,
        Fault::Changed,
    ),
    // Removed in the middle, and the rest moved up.
    (
        "DELETE FROM platform_audit WHERE sequence = 3; \
         UPDATE platform_audit SET sequence = 3 WHERE sequence = 4; \
         UPDATE platform_audit SET sequence = 4 WHERE sequence = 5; \
         UPDATE platform_audit_head SET sequence = 4",
        3,
        Fault::Changed,
    ),
    // Removed at the end, and the head made to fit.
    (
        "UPDATE platform_audit_head SET sequence = 4, \
         seal = (SELECT hash FROM platform_audit WHERE sequence = 4); \
         DELETE FROM platform_audit WHERE sequence = 5",
        5,
        Fault::Head,
    ),
    // An entry told again.
    (
        "INSERT INTO platform_audit SELECT 6, time_us, actor, tenant_id, action, object_kind, \
         object_id, outcome, detail, client_address, correlation_id, hash, actor_kind, \
         credential_id FROM platform_audit WHERE sequence = 5; \
         UPDATE platform_audit_head SET sequence = 6",
        6,
        Fault::Changed,
    ),
    ("DELETE FROM platform_audit_head", 6, Fault::Head),
];

#[tokio::test]
async fn every_tampering_is_found_at_its_first_entry() {
    for database in Database::ALL {
        for (statements, sequence, fault) in TAMPERINGS {
            let folder = tempfile::tempdir().unwrap();
            let configuration = configuration(folder.path(), database);
            let (host, store) = started(&configuration).await;
            record(&store, (1..=5).map(numbered).collect()).await;
            assert_eq!(read(&configuration).await.1.map(|whole| whole.entries), Ok(5));
            store.reader().execute_unprepared(statements).await.unwrap();
            let found = read(&configuration).await.1;
            assert_eq!(found, Err(Broken { sequence, fault }), "{database:?}: {statements}");
            host.stop().await;
        }
    }
}

#[tokio::test]
async fn entries_written_after_others_were_cut_off_do_not_hide_it() {
    let folder = tempfile::tempdir().unwrap();
    let configuration = configuration(folder.path(), Database::Sqlite);
    let (host, store) = started(&configuration).await;
    record(&store, (1..=5).map(numbered).collect()).await;
    let cut = "DELETE FROM platform_audit WHERE sequence > 3; \
               UPDATE platform_audit_head SET sequence = 3, \
               seal = (SELECT hash FROM platform_audit WHERE sequence = 3)";
    store.reader().execute_unprepared(cut).await.unwrap();
    record(&store, (6..=9).map(numbered).collect()).await;
    let (entries, verdict) = read(&configuration).await;
    assert_eq!(entries.len(), 7);
    assert_eq!(verdict, Err(Broken { sequence: 4, fault: Fault::Changed }));
    host.stop().await;
}

#[tokio::test]
async fn without_its_head_a_log_takes_no_entry_and_the_change_does_not_happen() {
    let folder = tempfile::tempdir().unwrap();
    let configuration = configuration(folder.path(), Database::Sqlite);
    let (host, store) = started(&configuration).await;
    store.reader().execute_unprepared("DELETE FROM platform_audit_head").await.unwrap();
    let transaction = store.transaction().await.unwrap();
    transaction.execute_unprepared("CREATE TABLE pages (id INTEGER)").await.unwrap();
    transaction.record(numbered(1));
    assert!(transaction.commit().await.unwrap_err().to_string().contains("head"));
    assert!(store.reader().execute_unprepared("SELECT * FROM pages").await.is_err());
    host.stop().await;
}

#[tokio::test]
async fn another_installations_key_does_not_fit() {
    let folder = tempfile::tempdir().unwrap();
    let mut configuration = configuration(folder.path(), Database::Sqlite);
    let (host, store) = started(&configuration).await;
    record(&store, vec![numbered(1)]).await;
    let forget = "DELETE FROM seaql_migrations WHERE version = 'platform_0005_events_sealed'";
    store.reader().execute_unprepared(forget).await.unwrap();
    host.stop().await;
    let own = configuration.clone();
    configuration.master_key = Some(Secret::new("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));
    // Nothing is sealed with it that nobody could open later.
    let refused = host::migrate(&[LEDGER], &configuration).await.unwrap_err();
    assert!(format!("{refused:?}").contains("the master key is not the one"), "{refused:?}");
    host::migrate(&[LEDGER], &own).await.unwrap();
    let found = read(&configuration).await.1;
    assert_eq!(found, Err(Broken { sequence: 1, fault: Fault::Changed }));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writers_at_the_same_time_keep_one_chain() {
    const WRITERS: usize = 12;
    const TRANSACTIONS: usize = 8;
    for database in Database::ALL {
        let folder = tempfile::tempdir().unwrap();
        let configuration = configuration(folder.path(), database);
        // As two processes of one service.
        let (one, first) = started(&configuration).await;
        let (other, second) = started(&configuration).await;
        let writers = (0..WRITERS).map(|writer| {
            let store = if writer % 2 == 0 { first.clone() } else { second.clone() };
            tokio::spawn(async move {
                for number in 0..TRANSACTIONS {
                    let number = writer * TRANSACTIONS + number;
                    record(&store, vec![numbered(number), numbered(number)]).await;
                }
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
        let (entries, verdict) = read(&configuration).await;
        let expected = i64::try_from(WRITERS * TRANSACTIONS * 2).unwrap();
        assert_eq!(verdict.map(|whole| whole.entries), Ok(expected), "{database:?}");
        // What a transaction records stands together.
        let mut pages: Vec<usize> = Vec::new();
        for pair in entries.chunks(2) {
            assert_eq!(pair[0].object_id, pair[1].object_id);
            pages.push(pair[0].object_id.as_deref().unwrap().parse().unwrap());
        }
        pages.sort();
        assert_eq!(pages, (0..WRITERS * TRANSACTIONS).collect::<Vec<_>>());
        one.stop().await;
        other.stop().await;
    }
}
