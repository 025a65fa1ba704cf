//! The gateway before stand-ins for the services that it asks: in one process, and over the network.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::extract::ws::{Message, WebSocketUpgrade};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use futures::{SinkExt, StreamExt};
use http::StatusCode;
use serde_json::{Value, json};
use ulam_contracts::identity::{Credential, ExchangeRequest, IntrospectRequest};
use ulam_contracts::permissions::Permission;
use ulam_contracts::sharing::ExchangeLink;
use ulam_platform::access::{Caller, Keys, Principal, ServiceCaller, SubjectKind};
use ulam_platform::configuration::Configuration;
use ulam_platform::host::{self, Host};
use ulam_platform::http::{ApiError, Json};
use ulam_platform::service::{Context, Definition, Service, StartError};
use utoipa_axum::router::OpenApiRouter;

/// A key and a cookie that the stand-in for identity knows; the session `ended` has ended.
const KEY: &str = "ulam_live_known_0";
const COOKIE: &str = "known-cookie";

/// Exchanges since the start of the test program.
static EXCHANGES: AtomicU32 = AtomicU32::new(0);

const IDENTITY: Definition = Definition {
    name: "identity",
    port: 0,
    handles: &[],
    migrations: None,
    timeout_seconds: 5,
    build: |context| Box::pin(build_identity(context)),
};

const FILES: Definition = Definition {
    name: "files",
    port: 0,
    handles: &[],
    migrations: None,
    timeout_seconds: 5,
    build: |context| Box::pin(build_files(context)),
};

const NOTIFICATIONS: Definition = Definition {
    name: "notifications",
    port: 0,
    handles: &[],
    migrations: None,
    timeout_seconds: 5,
    build: |context| Box::pin(build_notifications(context)),
};

const ALL: [Definition; 4] = [IDENTITY, FILES, NOTIFICATIONS, ulam_gateway::DEFINITION];

fn user(session: &str) -> Principal {
    Principal {
        subject: format!("user-of-{session}"),
        kind: SubjectKind::User,
        tenant_id: "tenant".to_string(),
        session_id: session.to_string(),
        permissions: vec![Permission::FilesRead],
    }
}

fn service_of(router: axum::Router, internal: axum::Router) -> Service {
    Service {
        router: OpenApiRouter::from(router),
        internal,
        subscriptions: Vec::new(),
        workers: Vec::new(),
    }
}

async fn build_identity(context: Context) -> Result<Service, StartError> {
    let keys = context.keys.clone();
    let exchange = move |_caller: ServiceCaller, Json(request): Json<ExchangeRequest>| async move {
        EXCHANGES.fetch_add(1, Ordering::Relaxed);
        let principal = match &request.credential {
            Credential::ApiKey { key } if key == KEY => user("of-key"),
            Credential::SessionCookie { cookie } if cookie == COOKIE => user("of-cookie"),
            _ => {
                let kind = ulam_contracts::problem::ProblemKind::NotSignedIn;
                return Err(ApiError::from(kind.problem("Unknown.")));
            }
        };
        let described = json!({"kind": "user", "user_id": principal.subject, "email": null, "name": "Ada",
            "tenant_id": "tenant", "tenant_name": "T", "role": "viewer", "permissions": [], "session_id": null,
            "api_key_id": null, "is_second_factor_verified": false, "is_operator": false});
        Ok(Json(json!({"access_token": keys.access_token(&principal), "expires_in_seconds": 300.0,
            "principal": described, "plan": "standard"})))
    };
    let introspect = |_caller: ServiceCaller, Json(request): Json<IntrospectRequest>| async move {
        let IntrospectRequest::Session { session_id } = request else {
            return Json(json!({"is_active": false, "ended_at": null}));
        };
        let allowed: Vec<&str> =
            if session_id == "elsewhere" { vec!["192.0.2.0/24"] } else { Vec::new() };
        Json(
            json!({"is_active": session_id != "ended", "ended_at": null, "plan": "standard", "allowed_ips": allowed}),
        )
    };
    let internal = axum::Router::new()
        .route("/internal/identity/exchange", post(exchange))
        .route("/internal/identity/introspect", post(introspect));
    let router = axum::Router::new().route("/api/v2/auth/refresh", post(|| async { "refreshed" }));
    Ok(service_of(router, internal))
}

async fn build_files(_context: Context) -> Result<Service, StartError> {
    // What the service sees of a request.
    let seen = |caller: Caller, request: Request| async move {
        let headers: Vec<String> = request.headers().keys().map(ToString::to_string).collect();
        let value = |name: &str| {
            request.headers().get(name).map(|value| value.to_str().unwrap_or("").to_string())
        };
        Json(json!({"subject": caller.principal().subject, "headers": headers,
            "path": request.uri().path(), "query": request.uri().query(),
            "address": value("x-ulam-client-address"), "trace": value("traceparent")}))
    };
    let count = |_caller: Caller, body: Body| async move {
        let mut bytes = 0;
        let mut stream = body.into_data_stream();
        while let Some(chunk) = stream.next().await {
            bytes += chunk.map_err(ApiError::internal)?.len();
        }
        Ok::<_, ApiError>(Json(json!({"bytes": bytes})))
    };
    let stream = |_caller: Caller| async {
        let chunks = futures::stream::iter(0..3).then(|number| async move {
            tokio::time::sleep(Duration::from_millis(50)).await;
            Ok::<_, std::io::Error>(format!("{number};"))
        });
        Body::from_stream(chunks).into_response()
    };
    let long = |_caller: Caller| async { Json(vec!["the same words again"; 1_000]) };
    let router = axum::Router::new()
        .route("/api/v2/files", any(seen))
        .route("/api/v2/files/count", post(count))
        .route("/api/v2/files/stream", get(stream))
        .route("/api/v2/files/long", get(long))
        .route("/internal/secret", get(|| async { "secret" }));
    let link = |_caller: ServiceCaller, Json(request): Json<ExchangeLink>| async move {
        match request.token.as_str() {
            "good" => Ok(Json(
                json!({"link_id": "7", "tenant_id": "tenant", "permissions": ["files:read"]}),
            )),
            _ => Err(ApiError::not_found("link")),
        }
    };
    Ok(service_of(router, axum::Router::new().route("/internal/links/exchange", post(link))))
}

async fn build_notifications(_context: Context) -> Result<Service, StartError> {
    let echo = |_caller: Caller, upgrade: WebSocketUpgrade| async move {
        let answer: Response = upgrade.on_upgrade(|mut socket| async move {
            while let Some(Ok(message)) = socket.recv().await {
                if matches!(message, Message::Text(_)) && socket.send(message).await.is_err() {
                    break;
                }
            }
        });
        answer
    };
    let router = axum::Router::new().route("/ws/notifications", get(echo));
    Ok(service_of(router, axum::Router::new()))
}

/// Gateway and stand-ins, together or apart.
struct Stand {
    hosts: Vec<Host>,
    url: String,
    keys: Keys,
    http: reqwest::Client,
    _data: tempfile::TempDir,
}

impl Stand {
    async fn start(apart: bool, settings: &[(&str, Value)]) -> Stand {
        let data = tempfile::tempdir().unwrap();
        let mut settings: Vec<(String, Value)> =
            settings.iter().map(|(key, value)| (key.to_string(), value.clone())).collect();
        settings.push(("data".to_string(), json!(data.path())));
        settings.push(("listen".to_string(), json!("127.0.0.1:0")));
        let load = |settings: &[(String, Value)]| Configuration::load(None, settings).unwrap();
        let keys = host::keys(&load(&settings)).unwrap();
        let mut hosts = Vec::new();
        if apart {
            for service in ["identity", "files", "notifications"] {
                let host =
                    Host::start(&ALL, &[service.to_string()], load(&settings)).await.unwrap();
                let address = host.addresses()[0].1;
                settings.push((
                    format!("mesh.services.{service}"),
                    json!([format!("http://{address}")]),
                ));
                hosts.push(host);
            }
            hosts.push(Host::start(&ALL, &["gateway".to_string()], load(&settings)).await.unwrap());
        } else {
            hosts.push(Host::start(&ALL, &[], load(&settings)).await.unwrap());
        }
        let address = hosts.last().unwrap().addresses().last().unwrap().1;
        let http = reqwest::Client::new();
        Stand { hosts, url: format!("http://{address}"), keys, http, _data: data }
    }

    fn token(&self, session: &str) -> String {
        self.keys.access_token(&user(session))
    }

    fn get(&self, path: &str) -> reqwest::RequestBuilder {
        self.http.get(format!("{}{path}", self.url))
    }

    fn post(&self, path: &str) -> reqwest::RequestBuilder {
        self.http.post(format!("{}{path}", self.url))
    }

    async fn stop(self) {
        for host in self.hosts {
            host.stop().await;
        }
    }
}

async fn status(request: reqwest::RequestBuilder) -> u16 {
    request.send().await.unwrap().status().as_u16()
}

async fn json_of(request: reqwest::RequestBuilder) -> Value {
    request.send().await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn every_credential_becomes_a_principal_and_bad_ones_are_refused() {
    for apart in [false, true] {
        let stand = Stand::start(apart, &[]).await;
        let files = || stand.get("/api/v2/files");
        let seen = json_of(files().bearer_auth(stand.token("s"))).await;
        assert_eq!(seen["subject"], "user-of-s");
        assert_eq!(json_of(files().bearer_auth(KEY)).await["subject"], "user-of-of-key");
        assert_eq!(json_of(files().header("x-api-key", KEY)).await["subject"], "user-of-of-key");
        let cookie = format!("a=b; ulam_session={COOKIE}");
        assert_eq!(json_of(files().header("cookie", cookie)).await["subject"], "user-of-of-cookie");
        assert_eq!(json_of(stand.get("/api/v2/files?share=good")).await["subject"], "link:7");
        assert_eq!(json_of(files().header("x-ulam-share", "good")).await["subject"], "link:7");

        assert_eq!(status(files()).await, 401);
        assert_eq!(status(files().bearer_auth("nonsense")).await, 401);
        assert_eq!(status(files().bearer_auth("ulam_live_unknown_0")).await, 401);
        assert_eq!(status(files().header("cookie", "ulam_session=old")).await, 401);
        assert_eq!(status(stand.get("/api/v2/files?share=bad")).await, 401);
        assert_eq!(status(files().bearer_auth(stand.token("ended"))).await, 401);
        assert_eq!(
            status(files().bearer_auth(stand.keys.token(&Principal::service("files"), 60))).await,
            401
        );
        // From another address than the organisation allows.
        let elsewhere = files().bearer_auth(stand.token("elsewhere")).send().await.unwrap();
        assert_eq!(elsewhere.status(), 403);
        let problem: Value = elsewhere.json().await.unwrap();
        assert_eq!(problem["type"], "https://ulam.dev/problems/address-not-allowed");
        stand.stop().await;
    }
}

#[tokio::test]
async fn an_exchange_is_remembered_and_forgotten_when_the_session_is_revoked() {
    let stand = Stand::start(false, &[]).await;
    let ask =
        || status(stand.get("/api/v2/files").header("cookie", format!("ulam_session={COOKIE}")));
    assert_eq!(ask().await, 200);
    let before = EXCHANGES.load(Ordering::Relaxed);
    for _ in 0..5 {
        assert_eq!(ask().await, 200);
    }
    // Other tests exchange too; five of this one would show.
    assert!(EXCHANGES.load(Ordering::Relaxed) - before < 5);
    let event = json!({"specversion": "1.0", "id": "1", "source": "/services/identity", "type": "session.revoked",
        "time": "2026-11-21T08:00:00Z", "subject": "x", "datacontenttype": "application/json",
        "data": {"user_id": "u", "session_ids": ["of-cookie"], "api_key_ids": [], "reason": "signed_out"}});
    let gateway = stand.hosts[0].mesh().client("gateway").as_service("identity");
    gateway.post::<_, ()>("/internal/events", &event).await.unwrap();
    let before = EXCHANGES.load(Ordering::Relaxed);
    assert_eq!(ask().await, 200);
    assert!(EXCHANGES.load(Ordering::Relaxed) > before);
    stand.stop().await;
}

#[tokio::test]
async fn cookies_need_the_header_that_other_sites_cannot_send() {
    let stand = Stand::start(false, &[]).await;
    let post = || stand.post("/api/v2/files").header("cookie", format!("ulam_session={COOKIE}"));
    let refused = post().send().await.unwrap();
    assert_eq!(refused.status(), 403);
    let problem: Value = refused.json().await.unwrap();
    assert_eq!(problem["type"], "https://ulam.dev/problems/csrf-header-missing");
    assert_eq!(status(post().header("x-ulam-csrf", "1")).await, 200);
    // Where identity takes the cookie itself, too.
    let refresh = || stand.post("/api/v2/auth/refresh").header("cookie", "ulam_session=any");
    assert_eq!(status(refresh()).await, 403);
    assert_eq!(status(refresh().header("x-ulam-csrf", "1")).await, 200);
    // No browser sends a key on its own accord.
    assert_eq!(status(stand.post("/api/v2/files").header("x-api-key", KEY)).await, 200);
    stand.stop().await;
}

#[tokio::test]
async fn services_see_what_they_may_and_nothing_forged() {
    for apart in [false, true] {
        let stand = Stand::start(apart, &[]).await;
        let request = stand.get("/api/v1/files?a=b%20c").bearer_auth(stand.token("s"));
        let request =
            request.header("x-ulam-client-address", "6.6.6.6").header("x-forwarded-for", "6.6.6.6");
        let request = request
            .header("cookie", "ulam_session=any")
            .header("connection", "x-mine")
            .header("x-mine", "1");
        let answer = request.send().await.unwrap();
        assert!(answer.headers().contains_key("deprecation"));
        let seen: Value = answer.json().await.unwrap();
        assert_eq!(seen["path"], "/api/v2/files");
        assert_eq!(seen["query"], "a=b%20c");
        assert_eq!(seen["address"], "127.0.0.1");
        assert_eq!(seen["trace"].as_str().unwrap().len(), 55);
        let headers: Vec<&str> =
            seen["headers"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        for name in ["cookie", "x-mine", "x-forwarded-for", "x-api-key"] {
            assert!(!headers.contains(&name), "{name}");
        }
        for path in [
            "/internal/secret",
            "/api/v2/internal/secret",
            "/api/v2/files/../../../internal/secret",
        ] {
            assert_eq!(status(stand.get(path).bearer_auth(stand.token("s"))).await, 404, "{path}");
        }
        stand.stop().await;
    }
}

#[tokio::test]
async fn a_trusted_proxy_is_believed() {
    let stand = Stand::start(false, &[("gateway.trusted_proxies", json!(["127.0.0.1"]))]).await;
    let request = stand.get("/api/v2/files").bearer_auth(stand.token("elsewhere"));
    let answer = request
        .header("x-forwarded-for", "192.0.2.9")
        .header("x-forwarded-proto", "https")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.headers().contains_key("strict-transport-security"));
    let seen: Value = answer.json().await.unwrap();
    assert_eq!(seen["address"], "192.0.2.9");
    stand.stop().await;
}

#[tokio::test]
async fn bodies_stream_both_ways_within_limits() {
    for apart in [false, true] {
        let settings =
            [("gateway.upload_bytes_max", json!(2_000_000)), ("http.body_bytes_max", json!(1_000))];
        let stand = Stand::start(apart, &settings).await;
        let token = stand.token("s");
        let upload = |bytes: usize| {
            let chunks = (0..bytes / 1_000).map(|_| Ok::<_, std::io::Error>(vec![7_u8; 1_000]));
            let body =
                reqwest::Body::wrap_stream(futures::stream::iter(chunks.collect::<Vec<_>>()));
            stand.post("/api/v2/files/count").bearer_auth(&token).body(body)
        };
        assert_eq!(json_of(upload(1_500_000)).await["bytes"], 1_500_000);
        assert_eq!(status(upload(3_000_000)).await, 413, "apart: {apart}");
        let announced =
            stand.post("/api/v2/files/count").bearer_auth(&token).body(vec![0; 2_000_001]);
        assert_eq!(status(announced).await, 413);
        let plain = stand.post("/api/v2/files").bearer_auth(&token).body(vec![0; 1_001]);
        assert_eq!(status(plain).await, 413);
        // Refused uploads are no failures of the service.
        assert_eq!(status(stand.get("/api/v2/files").bearer_auth(&token)).await, 200);

        let answer = stand.get("/api/v2/files/stream").bearer_auth(&token).send().await.unwrap();
        let chunks: Vec<_> = answer.bytes_stream().collect().await;
        assert!(chunks.len() > 1, "it arrives piece by piece");
        let long =
            stand.get("/api/v2/files/long").bearer_auth(&token).header("accept-encoding", "gzip");
        assert_eq!(long.send().await.unwrap().headers()["content-encoding"], "gzip");
        stand.stop().await;
    }
}

#[tokio::test]
async fn websockets_pass_through_and_only_this_site_opens_them_with_a_cookie() {
    for apart in [false, true] {
        let stand = Stand::start(apart, &[]).await;
        let address = format!("{}/ws/notifications", stand.url.replace("http://", "ws://"));
        let request = tokio_tungstenite::tungstenite::client::ClientRequestBuilder::new(
            address.parse().unwrap(),
        );
        let signed =
            request.clone().with_header("Authorization", format!("Bearer {}", stand.token("s")));
        let (mut socket, answer) = tokio_tungstenite::connect_async(signed).await.unwrap();
        assert_eq!(answer.status().as_u16(), 101);
        let hello = tokio_tungstenite::tungstenite::Message::text("hello");
        socket.send(hello.clone()).await.unwrap();
        assert_eq!(socket.next().await.unwrap().unwrap(), hello, "apart: {apart}");

        let with_cookie = request.clone().with_header("Cookie", format!("ulam_session={COOKIE}"));
        let own = with_cookie.clone().with_header("Origin", stand.url.clone());
        assert!(tokio_tungstenite::connect_async(own).await.is_ok());
        let foreign = with_cookie.with_header("Origin", "https://evil.example");
        assert!(tokio_tungstenite::connect_async(foreign).await.is_err());
        assert!(tokio_tungstenite::connect_async(request).await.is_err());
        drop(socket);
        stand.stop().await;
    }
}

#[tokio::test]
async fn other_sites_may_call_it_where_the_settings_say_so() {
    let origin = "https://app.example.com";
    let stand = Stand::start(false, &[("gateway.cors_origins", json!([origin]))]).await;
    let preflight = |from: &'static str| {
        let request =
            stand.http.request(reqwest::Method::OPTIONS, format!("{}/api/v2/files", stand.url));
        request.header("origin", from).header("access-control-request-method", "PUT").send()
    };
    let allowed = preflight(origin).await.unwrap();
    assert_eq!(allowed.headers()["access-control-allow-origin"], origin);
    let refused = preflight("https://evil.example").await.unwrap();
    assert!(!refused.headers().contains_key("access-control-allow-origin"));
    stand.stop().await;
}

#[tokio::test]
async fn sessions_that_were_good_stay_so_while_identity_is_gone() {
    let stand = Stand::start(true, &[("mesh.health_interval_seconds", json!(0.2))]).await;
    let token = stand.token("s");
    assert_eq!(status(stand.get("/api/v2/files").bearer_auth(&token)).await, 200);
    let mut stand = stand;
    stand.hosts.remove(0).stop().await;
    tokio::time::sleep(Duration::from_millis(3_200)).await;
    assert_eq!(status(stand.get("/api/v2/files").bearer_auth(&token)).await, 200);
    // Who never was let in is not.
    let unknown = stand.token("other");
    let answer = stand.get("/api/v2/files").bearer_auth(unknown).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE.as_u16());
    let health: Value = json_of(stand.get("/health")).await;
    assert_eq!(health["status"], "UNHEALTHY");
    stand.stop().await;
}
