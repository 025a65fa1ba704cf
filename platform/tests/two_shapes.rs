//! Two small services, together in one process and apart over the network: the same calls, events,
//! tunnels and failures.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::extract::ws::{Message, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::{get, post};
use sea_orm::sea_query::{Alias, ColumnDef, Table};
use sea_orm::{ConnectionTrait, Statement};
use sea_orm_migration::prelude::*;
use serde::{Deserialize, Serialize};
use ulam_contracts::event::EventData;
use ulam_contracts::permissions::Permission;
use ulam_platform::access::{Caller, Principal, Scope, ServiceCaller, SubjectKind};
use ulam_platform::bus::Subscription;
use ulam_platform::configuration::Configuration;
use ulam_platform::host::Host;
use ulam_platform::http::{ApiError, Json};
use ulam_platform::service::{Context, Definition, Service, StartError};
use utoipa_axum::router::OpenApiRouter;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Rang {
    loudness: u32,
}

impl EventData for Rang {
    const TYPE: &'static str = "bell.rang";
    const SERVICE: &'static str = "bell";
}

/// Rings, and says so.
const BELL: Definition = Definition {
    name: "bell",
    port: 0,
    handles: &[],
    migrations: Some(Vec::new),
    timeout_seconds: 5,
    build: |context| Box::pin(build_bell(context)),
};

/// Counts rings, and refuses the first two times that it is told of one.
const EAR: Definition = Definition {
    name: "ear",
    port: 0,
    handles: &["bell.rang"],
    migrations: Some(ear_migrations),
    timeout_seconds: 1,
    build: |context| Box::pin(build_ear(context)),
};

/// The gateway's place: it is what listens where all services run in one process.
const DOOR: Definition = Definition {
    name: "gateway",
    port: 0,
    handles: &[],
    migrations: None,
    timeout_seconds: 5,
    build: |context| Box::pin(build_door(context)),
};

async fn build_door(context: Context) -> Result<Service, StartError> {
    let forward = |State(context): State<Context>, mut request: axum::extract::Request| async move {
        request.headers_mut().remove("x-unwanted");
        let service = request.uri().path().split('/').nth(1).unwrap_or_default().to_string();
        context.mesh.client(&service).send(request).await.map_err(ApiError::from)
    };
    let router = axum::Router::new()
        .route("/{service}/{*rest}", axum::routing::any(forward))
        .with_state(context);
    Ok(service_of(router, Vec::new()))
}

async fn build_bell(context: Context) -> Result<Service, StartError> {
    let ring = |State(context): State<Context>, caller: Caller, Json(rang): Json<Rang>| async move {
        let scope = caller.may(Permission::SimulationsRun)?;
        let transaction =
            context.database().map_err(|error| ApiError::caused_by(&error))?.transaction().await?;
        transaction.emit(&scope, "the-bell", rang).await?;
        transaction.commit().await?;
        Ok::<_, ApiError>(())
    };
    let ask_ear = |State(context): State<Context>, caller: Caller| async move {
        let client = context.mesh.client("ear").on_behalf_of(caller.principal());
        client.get::<serde_json::Value>("/ear/heard").await.map(Json)
    };
    let router = axum::Router::new()
        .route("/bell/ring", post(ring))
        .route("/bell/ask-ear", get(ask_ear))
        .route("/bell/panic", get(|| async { panic_on_purpose() }))
        .with_state(context);
    Ok(service_of(router, Vec::new()))
}

fn panic_on_purpose() -> &'static str {
    panic!("secret words")
}

async fn build_ear(context: Context) -> Result<Service, StartError> {
    let store = context.database()?;
    let refusals = Arc::new(AtomicU32::new(0));
    let subscription = Subscription::new("bell.rang", move |transaction, event| {
        let refusals = refusals.clone();
        Box::pin(async move {
            let rang = event.typed::<Rang>()?;
            let sql = "INSERT INTO heard (tenant, loudness) VALUES ($1, $2)";
            let values = [rang.tenantid.clone().into(), i64::from(rang.data.loudness).into()];
            let backend = transaction.get_database_backend();
            transaction.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
            // After its own change: it must be undone with the inbox entry.
            if refusals.fetch_add(1, Ordering::Relaxed) < 2 {
                return Err(ApiError::internal("not now"));
            }
            Ok(())
        })
    });
    let heard = move |caller: Caller| {
        let store = store.clone();
        async move {
            let scope = caller.may(Permission::SimulationsRead)?;
            Ok::<_, ApiError>(Json(
                serde_json::json!({"loudness": heard_by(&store, &scope).await?}),
            ))
        }
    };
    let echo = |upgrade: WebSocketUpgrade| async move { answer_echo(upgrade) };
    let router = axum::Router::new()
        .route("/ear/heard", get(heard))
        .route("/ear/echo", get(echo))
        .route("/ear/slow", get(|| async { tokio::time::sleep(Duration::from_secs(60)).await }))
        .route("/internal/ear/secret", get(|_caller: ServiceCaller| async { "for services" }));
    Ok(service_of(router, vec![subscription]))
}

async fn heard_by(
    store: &ulam_platform::store::Store,
    scope: &Scope,
) -> Result<Vec<i64>, ApiError> {
    let sql = "SELECT loudness FROM heard WHERE tenant = $1 ORDER BY loudness";
    let statement = Statement::from_sql_and_values(
        store.reader().get_database_backend(),
        sql,
        [scope.tenant_id().into()],
    );
    let rows = store.reader().query_all_raw(statement).await?;
    Ok(rows.iter().map(|row| row.try_get::<i64>("", "loudness")).collect::<Result<_, _>>()?)
}

fn answer_echo(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(|mut socket| async move {
        while let Some(Ok(Message::Text(text))) = socket.recv().await {
            if socket.send(Message::Text(format!("you said {text}").into())).await.is_err() {
                return;
            }
        }
    })
}

fn service_of(router: axum::Router, subscriptions: Vec<Subscription>) -> Service {
    Service { router: OpenApiRouter::new(), internal: router, subscriptions, workers: Vec::new() }
}

struct CreateHeard;

impl MigrationName for CreateHeard {
    fn name(&self) -> &str {
        "ear_0001_heard"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for CreateHeard {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(Alias::new("heard"))
            .col(ColumnDef::new(Alias::new("tenant")).text())
            .col(ColumnDef::new(Alias::new("loudness")).big_integer())
            .to_owned();
        manager.create_table(table).await
    }
}

fn ear_migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(CreateHeard)]
}

/// The services, running, and the way in.
struct Stack {
    hosts: BTreeMap<&'static str, Host>,
    configuration: Configuration,
    address: String,
    client: reqwest::Client,
    _folder: tempfile::TempDir,
}

const ALL: [Definition; 3] = [DOOR, BELL, EAR];

impl Stack {
    /// All in one host, or one host a service.
    async fn start(apart: bool) -> Stack {
        let folder = tempfile::tempdir().unwrap();
        let mut configuration =
            Configuration { listen: free_address(), ..ulam_testing::configuration(folder.path()) };
        configuration.mesh.breaker_open_seconds = 0.3;
        configuration.mesh.health_interval_seconds = 0.2;
        for service in ["bell", "ear"] {
            let address = free_address();
            configuration.mesh.ports.insert(service.to_string(), address.port());
            configuration
                .mesh
                .services
                .insert(service.to_string(), vec![format!("http://{address}")]);
        }
        let mut hosts = BTreeMap::new();
        let address = format!("http://{}", configuration.listen);
        if apart {
            for definition in ALL {
                hosts.insert(definition.name, host(&configuration, &[definition.name]).await);
            }
        } else {
            hosts.insert("all", host(&configuration, &[]).await);
        }
        let client = reqwest::Client::new();
        let stack = Stack { hosts, configuration, address, client, _folder: folder };
        stack.until_all_found_each_other().await;
        stack
    }

    /// Processes that start one after another find each other a little later.
    async fn until_all_found_each_other(&self) {
        let token = self.token("tenant-0", &BOTH);
        for path in ["/ear/heard", "/bell/ask-ear"] {
            eventually(|| async { (self.get(path, &token).await.0 == 200).then_some(()) }).await;
        }
    }

    fn token(&self, tenant: &str, permissions: &[Permission]) -> String {
        let keys = ulam_platform::host::keys(&self.configuration).unwrap();
        keys.access_token(&Principal {
            subject: "user".to_string(),
            kind: SubjectKind::User,
            tenant_id: tenant.to_string(),
            session_id: "session".to_string(),
            permissions: permissions.to_vec(),
        })
    }

    async fn get(&self, path: &str, token: &str) -> (u16, serde_json::Value) {
        let request = self.client.get(format!("{}{path}", self.address)).bearer_auth(token);
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap_or_default())
    }

    async fn ring(&self, token: &str, loudness: u32) -> u16 {
        let request = self.client.post(format!("{}/bell/ring", self.address)).bearer_auth(token);
        request.json(&Rang { loudness }).send().await.unwrap().status().as_u16()
    }

    async fn stop(self) {
        for (_, host) in self.hosts {
            host.stop().await;
        }
    }
}

async fn host(configuration: &Configuration, wanted: &[&str]) -> Host {
    let wanted: Vec<String> = wanted.iter().map(ToString::to_string).collect();
    Host::start(&ALL, &wanted, configuration.clone()).await.unwrap()
}

fn free_address() -> std::net::SocketAddr {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

async fn eventually<T, F: Future<Output = Option<T>>>(mut attempt: impl FnMut() -> F) -> T {
    let until = Instant::now() + Duration::from_secs(20);
    loop {
        if let Some(value) = attempt().await {
            return value;
        }
        assert!(Instant::now() < until, "it did not happen within 20 s");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

const BOTH: [Permission; 2] = [Permission::SimulationsRun, Permission::SimulationsRead];

#[tokio::test(flavor = "multi_thread")]
async fn an_event_arrives_once_although_the_first_deliveries_fail() {
    for apart in [false, true] {
        let stack = Stack::start(apart).await;
        let token = stack.token("tenant-1", &BOTH);
        assert_eq!(stack.ring(&token, 7).await, 200);
        let heard = eventually(|| async {
            let (_, answer) = stack.get("/ear/heard", &token).await;
            (answer["loudness"] != serde_json::json!([])).then_some(answer)
        });
        assert_eq!(heard.await["loudness"], serde_json::json!([7]), "apart: {apart}");
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        let (_, answer) = stack.get("/bell/ask-ear", &token).await;
        assert_eq!(answer["loudness"], serde_json::json!([7]), "apart: {apart}");
        let other = stack.token("tenant-2", &BOTH);
        assert_eq!(stack.get("/ear/heard", &other).await.1["loudness"], serde_json::json!([]));
        stack.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_waits_for_a_consumer_that_is_down() {
    let mut stack = Stack::start(true).await;
    stack.hosts.remove("ear").unwrap().stop().await;
    let token = stack.token("tenant-1", &BOTH);
    assert_eq!(stack.ring(&token, 3).await, 200);
    tokio::time::sleep(Duration::from_millis(300)).await;
    // The emitting process ends as well, before anything was delivered.
    stack.hosts.remove("bell").unwrap().stop().await;
    let (bell, ear) =
        (host(&stack.configuration, &["bell"]).await, host(&stack.configuration, &["ear"]).await);
    stack.hosts.extend([("bell", bell), ("ear", ear)]);
    let heard = eventually(|| async {
        let (status, answer) = stack.get("/ear/heard", &token).await;
        (status == 200 && answer["loudness"] != serde_json::json!([])).then_some(answer)
    });
    assert_eq!(heard.await["loudness"], serde_json::json!([3]));
    stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn access_is_refused_without_the_right_token() {
    for apart in [false, true] {
        let stack = Stack::start(apart).await;
        let reader = stack.token("tenant-1", &[Permission::SimulationsRead]);
        assert_eq!(stack.ring(&reader, 1).await, 403);
        let (status, problem) = stack.get("/ear/heard", "nonsense").await;
        assert_eq!(
            (status, problem["type"].as_str()),
            (401, Some("https://ulam.dev/problems/not-signed-in"))
        );
        assert_eq!(problem["instance"], "/ear/heard");
        assert!(problem["correlation_id"].as_str().is_some_and(|id| !id.is_empty()));
        let homeless = stack.token("", &BOTH);
        assert_eq!(stack.get("/ear/heard", &homeless).await.0, 403);
        stack.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_a_problem_without_its_words() {
    for apart in [false, true] {
        let stack = Stack::start(apart).await;
        let (status, problem) = stack.get("/bell/panic", "").await;
        assert_eq!(status, 500, "apart: {apart}");
        assert!(!problem.to_string().contains("secret words"));
        assert!(problem["correlation_id"].is_string());
        stack.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_websocket_passes_the_mesh() {
    use futures::{SinkExt, StreamExt};
    use tokio_tungstenite::tungstenite::Message;
    for apart in [false, true] {
        let stack = Stack::start(apart).await;
        let url = format!("{}/ear/echo", stack.address.replace("http://", "ws://"));
        let (mut socket, _) = tokio_tungstenite::connect_async(url).await.unwrap();
        for word in ["one", "two"] {
            socket.send(Message::text(word)).await.unwrap();
            let answer = socket.next().await.unwrap().unwrap();
            assert_eq!(answer, Message::text(format!("you said {word}")), "apart: {apart}");
        }
        drop(socket);
        stack.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_service_times_out_opens_its_breaker_and_comes_back() {
    for apart in [false, true] {
        let stack = Stack::start(apart).await;
        let mut statuses = Vec::new();
        for _ in 0..7 {
            statuses.push(stack.get("/ear/slow", "").await.0);
        }
        assert!(statuses[..5].iter().all(|status| *status == 504), "apart: {apart}, {statuses:?}");
        assert_eq!(statuses[5], 503, "apart: {apart}, {statuses:?}");
        let token = stack.token("tenant-1", &BOTH);
        eventually(|| async { (stack.get("/ear/heard", &token).await.0 == 200).then_some(()) })
            .await;
        stack.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_service_says_so_and_others_answer() {
    let mut stack = Stack::start(true).await;
    stack.hosts.remove("ear").unwrap().stop().await;
    let token = stack.token("tenant-1", &BOTH);
    let (status, problem) = stack.get("/ear/heard", &token).await;
    assert_eq!(status, 503, "{problem}");
    assert_eq!(stack.ring(&token, 1).await, 200);
    stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_port_and_an_unknown_service_are_told() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let configuration = Configuration {
        data: folder.path().to_path_buf(),
        listen: taken.local_addr().unwrap(),
        ..Configuration::default()
    };
    let error = Host::start(&ALL, &[], configuration.clone()).await.err().unwrap();
    assert!(error.to_string().contains("cannot listen"), "{error}");
    let error = Host::start(&ALL, &["nose".to_string()], configuration).await.err().unwrap();
    assert!(error.to_string().contains("gateway, bell, ear"), "{error}");
}
