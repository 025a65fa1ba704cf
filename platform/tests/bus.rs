//! Events reach each consumer in the order in which they were emitted, whatever happens to one of
//! them, to a consumer or to the producer.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use ulam_contracts::event::EventData;
use ulam_contracts::problem::ProblemKind;
use ulam_platform::access::Scope;
use ulam_platform::bus::{Subscription, Wanted};
use ulam_platform::configuration::{Configuration, Secret};
use ulam_platform::host::{self, Host};
use ulam_platform::http::ApiError;
use ulam_platform::service::{Context, Definition, Service, StartError};
use ulam_platform::store::Store;
use ulam_testing::Database;
use utoipa_axum::router::OpenApiRouter;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Ticked {
    number: u32,
}

impl EventData for Ticked {
    const TYPE: &'static str = "clock.ticked";
    const SERVICE: &'static str = "clock";
}

/// Ticks.
const CLOCK: Definition =
    Definition { name: "clock", handles: &[], build: |context| Box::pin(build(context)), ..LEFT };

/// Both hear the ticks.
const LEFT: Definition = Definition {
    name: "left",
    port: 0,
    handles: &["clock.ticked"],
    migrations: Some(Vec::new),
    timeout_seconds: 5,
    build: |context| Box::pin(build(context)),
};

const RIGHT: Definition = Definition { name: "right", ..LEFT };

const ALL: [Definition; 3] = [CLOCK, LEFT, RIGHT];

/// What a consumer answers to a tick.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mood {
    Listens,
    /// Answers 422 to the ticks with this number, until this many times.
    Refuses(u32, u32),
    /// Answers 503 to everything.
    IsAway,
}

/// One house of services: their data folder is its name.
#[derive(Default)]
struct House {
    clock: Option<Store>,
    moods: BTreeMap<&'static str, Mood>,
    heard: BTreeMap<&'static str, Vec<u32>>,
    refused: BTreeMap<&'static str, u32>,
}

static HOUSES: Mutex<BTreeMap<PathBuf, House>> = Mutex::new(BTreeMap::new());

/// Looks into a house.
fn house<T>(folder: &Path, look: impl FnOnce(&mut House) -> T) -> T {
    look(HOUSES.lock().unwrap().entry(folder.to_path_buf()).or_default())
}

async fn build(context: Context) -> Result<Service, StartError> {
    let (folder, name) = (context.configuration.data.clone(), context.name);
    let store = context.database()?;
    let mut subscriptions = Vec::new();
    if name == Ticked::SERVICE {
        house(&folder, |house| house.clock = Some(store));
    } else {
        subscriptions.push(Subscription::new(Ticked::TYPE, move |_transaction, event| {
            let folder = folder.clone();
            Box::pin(async move {
                let number = event.typed::<Ticked>()?.data.number;
                house(&folder, |house| house.hear(name, number))
            })
        }));
    }
    Ok(Service {
        router: OpenApiRouter::new(),
        internal: axum::Router::new(),
        subscriptions,
        workers: Vec::new(),
    })
}

impl House {
    fn hear(&mut self, name: &'static str, number: u32) -> Result<(), ApiError> {
        let refused = self.refused.entry(name).or_default();
        match self.moods.get(name).copied().unwrap_or(Mood::Listens) {
            Mood::Refuses(unwanted, times) if unwanted == number && *refused < times => {
                *refused += 1;
                return Err(ProblemKind::Invalid.problem("Not this one.").into());
            }
            Mood::IsAway => return Err(ProblemKind::Unavailable.problem("Not now.").into()),
            _ => {}
        }
        self.heard.entry(name).or_default().push(number);
        Ok(())
    }
}

/// Services that run, all in one host or each in its own.
struct Running {
    configuration: Configuration,
    hosts: BTreeMap<&'static str, Host>,
    _folder: tempfile::TempDir,
}

impl Running {
    async fn start(database: Database) -> Running {
        let folder = tempfile::tempdir().unwrap();
        let mut configuration =
            Configuration { data: folder.path().to_path_buf(), ..Configuration::default() };
        configuration.database.url = database.url(folder.path()).map(Secret::new);
        configuration.mesh.breaker_open_seconds = 0.2;
        configuration.mesh.health_interval_seconds = 0.2;
        for definition in ALL {
            let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
            configuration.mesh.ports.insert(definition.name.to_string(), address.port());
            let urls = vec![format!("http://{address}")];
            configuration.mesh.services.insert(definition.name.to_string(), urls);
        }
        let mut running = Running { configuration, hosts: BTreeMap::new(), _folder: folder };
        for definition in ALL {
            running.start_one(definition.name).await;
        }
        running
    }

    async fn start_one(&mut self, name: &'static str) {
        let wanted = [name.to_string()];
        let host = Host::start(&ALL, &wanted, self.configuration.clone()).await.unwrap();
        self.hosts.insert(name, host);
    }

    async fn stop_one(&mut self, name: &str) {
        self.hosts.remove(name).unwrap().stop().await;
    }

    async fn tick(&self, numbers: std::ops::Range<u32>) {
        let store = house(&self.configuration.data, |house| house.clock.clone()).unwrap();
        for number in numbers {
            let transaction = store.transaction().await.unwrap();
            let scope = Scope::of_tenant("clock", "tenant-1");
            transaction.emit(&scope, "the-clock", Ticked { number }).await.unwrap();
            transaction.commit().await.unwrap();
        }
    }

    fn set(&self, name: &'static str, mood: Mood) {
        house(&self.configuration.data, |house| house.moods.insert(name, mood));
    }

    fn heard(&self, name: &str) -> Vec<u32> {
        house(&self.configuration.data, |house| house.heard.get(name).cloned().unwrap_or_default())
    }

    /// Waits until a consumer has heard so many ticks, which are told.
    async fn heard_all(&self, name: &str, count: usize) -> Vec<u32> {
        let until = Instant::now() + Duration::from_secs(40);
        while self.heard(name).len() < count {
            assert!(Instant::now() < until, "{name} heard only {:?}", self.heard(name));
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.heard(name)
    }

    async fn stop(self) {
        for (_, host) in self.hosts {
            host.stop().await;
        }
    }
}

fn numbers(range: std::ops::Range<u32>) -> Vec<u32> {
    range.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_consumer_that_is_away_for_a_while_gets_all_in_order_and_holds_nobody_up() {
    for database in Database::ALL {
        let running = Running::start(database).await;
        running.set("left", Mood::IsAway);
        // More than a batch: these must not keep the other's from being fetched.
        running.tick(0..300).await;
        let begun = Instant::now();
        assert_eq!(running.heard_all("right", 300).await, numbers(0..300), "{database:?}");
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
        assert_eq!(running.heard("left"), numbers(0..0));
        running.set("left", Mood::Listens);
        // These are due at once, the first isn't.
        running.tick(300..310).await;
        assert_eq!(running.heard_all("left", 310).await, numbers(0..310), "{database:?}");
        assert_eq!(running.heard_all("right", 310).await, numbers(0..310), "{database:?}");
        running.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_is_refused_for_a_moment_keeps_its_place() {
    let running = Running::start(Database::asked_for()).await;
    running.set("left", Mood::Refuses(1, 2));
    running.tick(0..5).await;
    assert_eq!(running.heard_all("left", 5).await, numbers(0..5));
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_is_refused_again_and_again_lets_the_others_pass() {
    for database in Database::ALL {
        let running = Running::start(database).await;
        running.set("left", Mood::Refuses(1, 4));
        running.tick(0..5).await;
        let heard = running.heard_all("left", 4).await;
        assert_eq!(heard[..4], [0, 2, 3, 4], "{database:?}");
        // It is tried again without them.
        assert_eq!(running.heard_all("left", 5).await, [0, 2, 3, 4, 1], "{database:?}");
        assert_eq!(running.heard_all("right", 5).await, numbers(0..5), "{database:?}");
        running.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_is_dead_is_named_and_offered_again_when_an_operator_wants_it() {
    for database in Database::ALL {
        let running = Running::start(database).await;
        running.set("left", Mood::Refuses(1, 4));
        running.tick(0..3).await;
        running.heard_all("left", 2).await;
        let opened = host::untaken_events(&CLOCK, &running.configuration).await;
        let events = opened.unwrap().expect("the clock's database");
        let all = Wanted::default();
        let [aside] = &events.next(&all, None).await.unwrap()[..] else { panic!("one event") };
        assert_eq!((aside.is_dead, aside.consumer.as_str()), (false, "left"));
        assert_eq!(aside.event_type.as_deref(), Some(Ticked::TYPE));
        assert!(aside.emitted_us.is_some());
        assert_eq!(events.redeliver(&all).await.unwrap(), [], "it isn't dead yet");
        // After the attempts of a day; the fourth refusal is its last.
        let store = house(&running.configuration.data, |house| house.clock.clone()).unwrap();
        let a_day_later = "UPDATE outbox_deliveries SET strikes = 1451, next_attempt_us = 0 \
                           WHERE state = 3 AND strikes < 1451";
        assert_eq!(
            store.reader().execute_unprepared(a_day_later).await.unwrap().rows_affected(),
            1
        );
        let until = Instant::now() + Duration::from_secs(40);
        let dead = loop {
            let found = events.next(&all, None).await.unwrap();
            match &found[..] {
                [one] if one.is_dead => break one.clone(),
                _ => assert!(Instant::now() < until, "{found:?}"),
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        assert_eq!(dead.event_id, aside.event_id);
        assert_eq!((dead.attempts, dead.last_error.as_deref()), (4, Some("status 422")));
        assert_eq!(running.heard("left"), [0, 2]);
        assert_eq!(events.next(&all, Some(&dead)).await.unwrap(), [], "the last one");

        let right = Wanted { consumer: Some("right".into()), ..Wanted::default() };
        let another = Wanted { event_ids: vec!["another".into()], ..Wanted::default() };
        for others in [right, another] {
            assert_eq!(events.next(&others, None).await.unwrap(), []);
            assert_eq!(events.redeliver(&others).await.unwrap(), []);
        }
        let it = Wanted { consumer: Some("left".into()), event_ids: vec![dead.event_id.clone()] };
        let given = (dead.event_id.clone(), "left".to_string());
        assert_eq!(events.redeliver(&it).await.unwrap(), [given]);
        assert_eq!(running.heard_all("left", 3).await, [0, 2, 1], "{database:?}");
        assert_eq!(running.heard_all("right", 3).await, numbers(0..3), "{database:?}");
        let until = Instant::now() + Duration::from_secs(40);
        while !events.next(&all, None).await.unwrap().is_empty() {
            assert!(Instant::now() < until, "it is still there");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        events.close().await;
        running.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_in_the_middle_changes_no_order() {
    for database in Database::ALL {
        let mut running = Running::start(database).await;
        running.tick(0..3).await;
        assert_eq!(running.heard_all("left", 3).await, numbers(0..3));
        running.stop_one("left").await;
        running.tick(3..6).await;
        assert_eq!(running.heard_all("right", 6).await, numbers(0..6), "{database:?}");
        // The producer ends too, with attempts behind it that failed.
        tokio::time::sleep(Duration::from_millis(300)).await;
        running.stop_one("clock").await;
        running.start_one("clock").await;
        running.tick(6..8).await;
        assert_eq!(running.heard_all("right", 8).await, numbers(0..8), "{database:?}");
        running.start_one("left").await;
        assert_eq!(running.heard_all("left", 8).await, numbers(0..8), "{database:?}");
        running.stop().await;
    }
}

#[tokio::test]
async fn events_that_an_older_program_emitted_are_sealed() {
    let migration = "platform_0005_events_sealed";
    ulam_testing::assert_seals(CLOCK, migration, &[("outbox", "event")]).await;
}
