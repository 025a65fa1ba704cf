//! The service's contract over the network: live messages, inbox, mail, webhooks, alerts.

use std::net::SocketAddr;
use std::sync::Mutex;
use std::time::Duration;

use axum::routing::{get, post};
use futures::{SinkExt, StreamExt};
use http::Request;
use http::header::AUTHORIZATION;
use serde_json::{Value, json};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use ulam_contracts::permissions::{Permission, Role};
use ulam_platform::access::{Caller, Principal, ServiceCaller, SubjectKind};
use ulam_platform::configuration::Configuration;
use ulam_platform::host::{Host, keys};
use ulam_platform::http::{ApiError, Json, Path};
use ulam_platform::identifier::new_id;
use ulam_platform::service::{Definition, Service};
use utoipa_axum::router::OpenApiRouter;

const RUN: &str = "019a9f3c-2b1e-7c3a-9d2e-5a1b2c3d4e5f";
const WORKBOOK: &str = "019a9f3c-2b1e-7c3a-9d2e-5a1b2c3d4e5f";

fn status(state: &str, share: f64) -> Value {
    json!({
        "id": RUN, "state": state, "trials_done": (share * 1000.0) as u64, "trials_total": 1000, "share_done": share,
        "trials_per_second": null, "elapsed_seconds": null, "seconds_left": null, "queue_position": null,
        "attempt": 1, "failure": null, "result_id": null, "updated_at": "2026-11-21T08:00:00.000Z",
    })
}

/// Knows one simulation of the tenant `ada-ltd`.
const SIMULATIONS: Definition = Definition {
    name: "simulations",
    port: 8003,
    handles: &[],
    migrations: None,
    timeout_seconds: 10,
    build: |_| {
        Box::pin(async {
            let state = |caller: Caller, Path(id): Path<String>| async move {
                let scope = caller.may(Permission::SimulationsRead)?;
                if scope.tenant_id() != "ada-ltd" || id != RUN {
                    return Err(ApiError::not_found("simulation"));
                }
                Ok(Json(status("running", 0.25)))
            };
            let internal = axum::Router::new().route("/api/v2/simulations/{id}/status", get(state));
            Ok(Service {
                router: OpenApiRouter::new(),
                internal,
                subscriptions: Vec::new(),
                workers: Vec::new(),
            })
        })
    },
};

/// Knows that every session stands, and the mail address of everybody.
const IDENTITY: Definition = Definition {
    name: "identity",
    port: 8001,
    handles: &[],
    migrations: None,
    timeout_seconds: 10,
    build: |_| {
        Box::pin(async {
            let contact = |_caller: ServiceCaller, Path(id): Path<String>| async move {
                Json(json!({
                    "user_id": id, "email": format!("{id}@example.com"), "is_email_confirmed": true, "name": id,
                    "locale": "en", "time_zone": "UTC", "phone": null, "role": "owner", "preferences": {},
                }))
            };
            let standing = |_caller: ServiceCaller| async {
                Json(json!({"is_active": true, "ended_at": null}))
            };
            let internal = axum::Router::new()
                .route("/internal/identity/users/{id}", get(contact))
                .route("/internal/identity/introspect", post(standing));
            Ok(Service {
                router: OpenApiRouter::new(),
                internal,
                subscriptions: Vec::new(),
                workers: Vec::new(),
            })
        })
    },
};

/// Is never started: with it missing, the others listen on ports of their own.
const ELSEWHERE: Definition = Definition {
    name: "files",
    port: 1,
    handles: &[],
    migrations: None,
    timeout_seconds: 1,
    build: |_| Box::pin(async { unreachable!("not selected") }),
};

struct Stack {
    host: Host,
    folder: tempfile::TempDir,
    address: SocketAddr,
    keys: ulam_platform::access::Keys,
}

fn principal(user: &str, tenant: &str, role: Role) -> Principal {
    Principal {
        subject: user.to_string(),
        kind: SubjectKind::User,
        tenant_id: tenant.to_string(),
        session_id: format!("session-of-{user}"),
        permissions: role.permissions().to_vec(),
    }
}

impl Stack {
    async fn start() -> Stack {
        Stack::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut Configuration)) -> Stack {
        let folder = tempfile::tempdir().unwrap();
        let mut configuration = ulam_testing::configuration(folder.path());
        configuration.shutdown_grace_seconds = 1;
        for service in ["notifications", "simulations", "identity"] {
            configuration.mesh.ports.insert(service.to_string(), 0);
        }
        change(&mut configuration);
        let keys = keys(&configuration).unwrap();
        let wanted = ["notifications", "simulations", "identity"].map(str::to_string);
        let all = [ulam_notifications::DEFINITION, SIMULATIONS, IDENTITY, ELSEWHERE];
        let host = Host::start(&all, &wanted, configuration).await.unwrap();
        let address = host.addresses().iter().find(|(name, _)| *name == "notifications").unwrap().1;
        Stack { host, folder, address, keys }
    }

    fn token(&self, user: &str, tenant: &str, role: Role) -> String {
        self.keys.access_token(&principal(user, tenant, role))
    }

    async fn send(
        &self,
        method: &str,
        path: &str,
        token: &str,
        body: Option<Value>,
    ) -> (u16, Value) {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(AUTHORIZATION, format!("Bearer {token}"));
        let body = match body {
            Some(body) => {
                request = request.header("content-type", "application/json");
                axum::body::Body::from(body.to_string())
            }
            None => axum::body::Body::empty(),
        };
        let response = self
            .host
            .mesh()
            .client("notifications")
            .send(request.body(body).unwrap())
            .await
            .unwrap();
        let status = response.status().as_u16();
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 22).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    async fn event(&self, event_type: &str, data: Value) {
        let event = json!({
            "specversion": "1.0", "id": new_id(), "source": "/services/test", "type": event_type,
            "time": "2026-11-21T08:00:00.000Z", "subject": RUN, "tenantid": "ada-ltd",
            "datacontenttype": "application/json", "data": data,
        });
        let client = self.host.mesh().client("notifications").as_service("test");
        let taken: Result<Value, _> = client.post("/internal/events", &event).await;
        taken.unwrap();
    }

    async fn push(&self, message: Value) {
        let request = json!({"messages": [{
            "to": "simulation", "tenant_id": "ada-ltd", "simulation_id": RUN, "created_by": "ada", "message": message,
        }]});
        let client = self.host.mesh().client("notifications").as_service("simulations");
        let pushed: Result<Value, _> = client.post("/internal/notifications/push", &request).await;
        pushed.unwrap();
    }

    async fn socket(&self, path: &str, token: Option<&str>) -> Socket {
        let mut request = format!("ws://{}{path}", self.address).into_client_request().unwrap();
        if let Some(token) = token {
            request.headers_mut().insert(AUTHORIZATION, format!("Bearer {token}").parse().unwrap());
        }
        Socket(connect_async(request).await.unwrap().0)
    }
}

struct Socket(
    tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>,
);

impl Socket {
    /// The next message, or `{"closed": code}`.
    async fn next(&mut self) -> Value {
        loop {
            let message = tokio::time::timeout(Duration::from_secs(15), self.0.next())
                .await
                .expect("a message in time");
            match message {
                Some(Ok(Message::Text(text))) => return serde_json::from_str(&text).unwrap(),
                Some(Ok(Message::Close(frame))) => {
                    return json!({"closed": frame.map_or(0, |frame| u16::from(frame.code))});
                }
                Some(Ok(_)) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    async fn say(&mut self, message: Value) {
        self.0.send(Message::Text(message.to_string().into())).await.unwrap();
    }
}

#[tokio::test]
async fn watchers_get_the_state_at_once_then_progress_then_the_end() {
    let stack = Stack::start().await;
    let token = stack.token("ada", "ada-ltd", Role::Viewer);
    let path = format!("/ws/progress/{RUN}");
    let mut sockets = Vec::new();
    for _ in 0..200 {
        sockets.push(stack.socket(&path, Some(&token)).await);
    }
    for socket in &mut sockets {
        let first = socket.next().await;
        assert_eq!(
            (first["type"].as_str(), first["status"]["share_done"].as_f64()),
            (Some("snapshot"), Some(0.25))
        );
    }
    stack.push(json!({"type": "progress", "status": status("running", 0.5), "outputs": []})).await;
    for socket in &mut sockets {
        assert_eq!(socket.next().await["status"]["share_done"], 0.5);
    }
    // Who is slow skips to the newest; the end is never skipped.
    for share in [0.6, 0.7, 0.8] {
        stack
            .push(json!({"type": "progress", "status": status("running", share), "outputs": []}))
            .await;
    }
    stack.push(json!({"type": "finished", "status": status("completed", 1.0)})).await;
    for socket in &mut sockets {
        let mut seen = Vec::new();
        loop {
            let message = socket.next().await;
            if message.get("closed").is_some() {
                assert_eq!(message["closed"], 1000);
                break;
            }
            seen.push(message["type"].as_str().unwrap().to_string());
        }
        assert_eq!(seen.last().map(String::as_str), Some("finished"));
        assert!(seen.len() <= 3, "{seen:?}");
    }
}

#[tokio::test]
async fn sockets_are_for_those_who_may() {
    let stack = Stack::start().await;
    let path = format!("/ws/progress/{RUN}");
    let eve = stack.token("eve", "eve-ltd", Role::Owner);
    assert_eq!(stack.socket(&path, Some(&eve)).await.next().await, json!({"closed": 4404}));
    // Without a header one signs in on the socket.
    let mut socket = stack.socket(&path, None).await;
    socket
        .say(json!({"type": "authenticate", "token": stack.token("ada", "ada-ltd", Role::Viewer)}))
        .await;
    assert_eq!(socket.next().await["type"], "snapshot");
    socket.say(json!({"type": "ping"})).await;
    assert_eq!(socket.next().await, json!({"type": "pong"}));
    // Another's token doesn't take the line over.
    socket.say(json!({"type": "authenticate", "token": eve})).await;
    assert_eq!(socket.next().await, json!({"closed": 4403}));
    let mut socket = stack.socket(&path, None).await;
    socket.say(json!({"type": "authenticate", "token": "nonsense"})).await;
    assert_eq!(socket.next().await, json!({"closed": 4401}));
    let in_address = format!("{path}?access_token={}", stack.token("ada", "ada-ltd", Role::Viewer));
    let mut socket = stack.socket(&in_address, None).await;
    assert_eq!(socket.next().await["type"], "snapshot");
    // The end of the session is the end of the line.
    let ended = json!({"user_id": "ada", "session_ids": ["session-of-ada"], "api_key_ids": [], "reason": "signed_out"});
    stack.event("session.revoked", ended).await;
    assert_eq!(socket.next().await, json!({"closed": 4401}));
}

fn completed() -> Value {
    json!({
        "simulation_id": RUN, "run_id": "r", "name": "Base", "workbook_id": WORKBOOK, "workbook_name": "plan.xlsx",
        "result_id": "result-1", "trials": 1000, "elapsed_seconds": 1.5, "compute_seconds": 2.0,
        "saved_simulation_id": null, "created_by": "ada", "headline": null,
    })
}

#[tokio::test]
async fn what_happens_stands_in_the_inbox_of_whom_it_concerns() {
    let stack = Stack::start().await;
    let ada = stack.token("ada", "ada-ltd", Role::Viewer);
    let eve = stack.token("eve", "ada-ltd", Role::Owner);
    let mut socket = stack.socket("/ws/notifications", Some(&ada)).await;
    assert_eq!(socket.next().await, json!({"type": "ready", "unread": 0}));
    stack.event("simulation.completed", completed()).await;
    let mut kinds = [socket.next().await, socket.next().await];
    kinds.sort_by_key(|message| message["type"].to_string());
    assert_eq!(kinds[0]["type"], "changed");
    assert_eq!(kinds[1]["notification"]["link"], "/results/result-1");
    assert_eq!(kinds[1]["unread"], 1);
    let (_, inbox) = stack.send("GET", "/api/v2/notifications?unread=true", &ada, None).await;
    assert_eq!(
        (inbox["unread"].as_u64(), inbox["items"][0]["level"].as_str()),
        (Some(1), Some("success"))
    );
    assert_eq!(stack.send("GET", "/api/v2/notifications", &eve, None).await.1["total"], 0);
    let elsewhere = stack.token("ada", "eve-ltd", Role::Owner);
    assert_eq!(stack.send("GET", "/api/v2/notifications", &elsewhere, None).await.1["total"], 0);
    let (_, marked) =
        stack.send("POST", "/api/v2/notifications/mark-read", &ada, Some(json!({}))).await;
    assert_eq!(marked, json!({"marked": 1, "unread": 0}));
    assert_eq!(socket.next().await, json!({"type": "read", "ids": null, "unread": 0}));
    // Switched off, it isn't told of any more; security can't be switched off.
    let off = json!({"events": [{"event_type": "simulation.completed", "channels": []}]});
    assert_eq!(
        stack.send("PUT", "/api/v2/notifications/preferences", &ada, Some(off)).await.0,
        200
    );
    stack.event("simulation.completed", completed()).await;
    assert_eq!(stack.send("GET", "/api/v2/notifications", &ada, None).await.1["total"], 1);
    let off = json!({"events": [{"event_type": "session.revoked", "channels": []}]});
    let (_, kept) = stack.send("PUT", "/api/v2/notifications/preferences", &ada, Some(off)).await;
    let security = kept["events"]
        .as_array()
        .unwrap()
        .iter()
        .find(|event| event["event_type"] == "session.revoked");
    assert_eq!(security.unwrap()["channels"], json!(["in_app", "email"]));
    let unknown = json!({"events": [{"event_type": "nonsense", "channels": []}]});
    assert_eq!(
        stack.send("PUT", "/api/v2/notifications/preferences", &ada, Some(unknown)).await.0,
        422
    );
    assert_eq!(stack.send("GET", "/api/v2/notifications", "", None).await.0, 401);
}

#[tokio::test]
async fn alerts_fire_on_results_and_rest_for_their_cooldown() {
    let stack = Stack::start().await;
    let ada = stack.token("ada", "ada-ltd", Role::Analyst);
    let rule = json!({
        "name": "Loss too likely", "comparator": "above", "threshold": 0.1, "channels": ["in_app", "email"],
        "subject": {"kind": "result", "workbook_id": WORKBOOK, "statistic": "Model!B20<0"},
    });
    let (code, created) = stack.send("POST", "/api/v2/alerts", &ada, Some(rule)).await;
    assert_eq!((code, created["state"].as_str()), (201, Some("no_data")));
    let result = |probability: f64| {
        json!({
            "result_id": "result-1", "simulation_id": RUN, "name": "Base", "workbook_id": WORKBOOK, "saved_simulation_id": null,
            "trials": 1000, "sample_bytes": 0, "outputs": [], "created_by": "eve",
            "probabilities": [{"expression": "Model!B20 < 0", "probability": probability, "low": null, "high": null, "errors": 0}],
        })
    };
    stack.event("results.generated", result(0.05)).await;
    let state =
        async || stack.send("GET", "/api/v2/alerts", &ada, None).await.1["items"][0].clone();
    assert_eq!(
        (state().await["state"].as_str(), state().await["last_value"].as_f64()),
        (Some("ok"), Some(0.05))
    );
    stack.event("results.generated", result(0.25)).await;
    stack.event("results.generated", result(0.35)).await;
    assert_eq!(state().await["state"], "firing");
    assert_eq!(stack.send("GET", "/api/v2/notifications", &ada, None).await.1["total"], 1);
    // The mail is there too, at the address that identity knows.
    let mut mails = Vec::new();
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        let files = std::fs::read_dir(stack.folder.path().join("mail")).unwrap();
        mails = files.filter_map(|file| std::fs::read_to_string(file.ok()?.path()).ok()).collect();
        if !mails.is_empty() {
            break;
        }
    }
    assert!(
        mails[0].contains("To: ada@example.com") && mails[0].contains("Loss too likely"),
        "{}",
        mails[0]
    );
    let path = format!("/api/v2/alerts/{}", created["id"].as_str().unwrap());
    let other = stack.token("eve", "eve-ltd", Role::Owner);
    assert_eq!(stack.send("DELETE", &path, &other, None).await.0, 404);
    let colleague = stack.token("bob", "ada-ltd", Role::Analyst);
    assert_eq!(stack.send("DELETE", &path, &colleague, None).await.0, 403);
    assert_eq!(stack.send("DELETE", &path, &ada, None).await.0, 204);
}

static RECEIVED: Mutex<Vec<(String, String, String)>> = Mutex::new(Vec::new());

/// An endpoint that refuses the first delivery of each event and takes the second.
async fn endpoint() -> SocketAddr {
    let take = |headers: http::HeaderMap, body: String| async move {
        let text = |name: &str| headers[name].to_str().unwrap().to_string();
        let mut received = RECEIVED.lock().unwrap();
        received.push((text("x-ulam-delivery"), text("x-ulam-signature"), body));
        if received.len() == 1 {
            http::StatusCode::BAD_GATEWAY
        } else {
            http::StatusCode::NO_CONTENT
        }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = axum::Router::new().route("/hook", post(take));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

#[tokio::test]
async fn webhooks_are_signed_and_tried_again() {
    let stack =
        Stack::with(|settings| settings.notifications.private_webhook_addresses = true).await;
    let owner = stack.token("ada", "ada-ltd", Role::Owner);
    let wish = json!({"url": format!("http://{}/hook", endpoint().await), "events": ["simulation.completed"]});
    let (code, created) =
        stack.send("POST", "/api/v2/notifications/webhooks", &owner, Some(wish)).await;
    assert_eq!(code, 201, "{created}");
    let secret = created["secret"].as_str().unwrap().to_string();
    let id = created["webhook"]["id"].as_str().unwrap().to_string();
    stack.event("simulation.failed", json!({
        "simulation_id": RUN, "run_id": "r", "name": "Base", "workbook_id": WORKBOOK, "created_by": "ada",
        "failure": {"kind": "invalid", "message": "no", "is_retryable": false},
    })).await;
    stack.event("simulation.completed", completed()).await;
    let path = format!("/api/v2/notifications/webhooks/{id}/deliveries");
    let mut delivery = Value::Null;
    for _ in 0..300 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        delivery = stack.send("GET", &path, &owner, None).await.1["items"][0].clone();
        if delivery["state"] == "delivered" {
            break;
        }
    }
    assert_eq!(delivery["state"], "delivered", "{delivery}");
    let statuses: Vec<_> = delivery["attempts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|attempt| attempt["status"].clone())
        .collect();
    assert_eq!(statuses, [json!(204), json!(502)]);
    let received = RECEIVED.lock().unwrap().clone();
    assert_eq!(received[0].0, received[1].0, "the delivery keeps its id");
    let event: Value = serde_json::from_str(&received[1].2).unwrap();
    assert_eq!(event["type"], "simulation.completed");
    // Checked as the documentation says: HMAC-SHA256 of `<t>.<body>`.
    let (time, mac) = received[1].1.strip_prefix("t=").unwrap().split_once(",v1=").unwrap();
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, secret.as_bytes());
    let tag = aws_lc_rs::hmac::sign(&key, format!("{time}.{}", received[1].2).as_bytes());
    let expected: String = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(mac, expected);
    let (_, tested) = stack
        .send("POST", "/api/v2/notifications/webhook", &owner, Some(json!({"webhook_id": id})))
        .await;
    assert_eq!(
        (tested["state"].as_str(), tested["event_type"].as_str()),
        (Some("delivered"), Some("webhook.test"))
    );
    let retry =
        format!("/api/v2/notifications/deliveries/{}/retry", delivery["id"].as_str().unwrap());
    assert_eq!(stack.send("POST", &retry, &owner, None).await.0, 409);
    let eve = stack.token("eve", "eve-ltd", Role::Owner);
    assert_eq!(stack.send("GET", &path, &eve, None).await.0, 404);
    assert_eq!(stack.send("POST", &retry, &eve, None).await.0, 404);
    assert_eq!(
        stack.send("DELETE", &format!("/api/v2/notifications/webhooks/{id}"), &eve, None).await.0,
        404
    );
    let list = stack.send("GET", "/api/v2/notifications/webhooks", &owner, None).await.1;
    assert!(!list.to_string().contains(&secret));
}

#[tokio::test]
async fn webhooks_do_not_reach_into_the_operators_network() {
    let stack = Stack::start().await;
    let owner = stack.token("ada", "ada-ltd", Role::Owner);
    for url in [
        "http://hooks.example.com/x",
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://10.0.0.1/x",
        "https://169.254.169.254/latest/meta-data",
        "https://[::ffff:192.168.0.1]/x",
        "https://[fd00::1]/x",
        "https://2130706433/x",
    ] {
        let wish = json!({"url": url, "events": ["*"]});
        let (code, problem) =
            stack.send("POST", "/api/v2/notifications/webhooks", &owner, Some(wish)).await;
        assert_eq!((code, problem["errors"][0]["field"].as_str()), (422, Some("url")), "{url}");
    }
    let viewer = stack.token("bob", "ada-ltd", Role::Viewer);
    let wish = json!({"url": "https://hooks.example.com/x", "events": ["*"]});
    assert_eq!(
        stack.send("POST", "/api/v2/notifications/webhooks", &viewer, Some(wish)).await.0,
        403
    );
}

#[tokio::test]
async fn services_mail_anybody_once_a_key() {
    let stack = Stack::start().await;
    let mail = json!({
        "to": ["grace@example.com"], "subject": "Hello", "text": "Come in.",
        "action_url": "https://ulam.example.com/invitation?token=t", "action_label": "Join", "idempotency_key": "k",
    });
    let client = stack.host.mesh().client("notifications").as_service("identity");
    let first: Value = client.post("/internal/notifications/email", &mail).await.unwrap();
    let second: Value = client.post("/internal/notifications/email", &mail).await.unwrap();
    assert_eq!(first["id"], second["id"]);
    let count = || std::fs::read_dir(stack.folder.path().join("mail")).unwrap().count();
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        if count() > 0 {
            break;
        }
    }
    assert!(count() > 0);
    // A person may not: this is for services.
    let owner = stack.token("ada", "ada-ltd", Role::Owner);
    assert_eq!(
        stack.send("POST", "/internal/notifications/email", &owner, Some(mail)).await.0,
        403
    );
}

#[tokio::test]
async fn what_an_older_program_kept_in_the_clear_is_sealed() {
    let sealed = [
        ("notifications", "title"),
        ("notifications", "body"),
        ("webhook_endpoints", "url"),
        ("webhook_endpoints", "description"),
        ("alert_rules", "name"),
    ];
    let definition = ulam_notifications::DEFINITION;
    ulam_testing::assert_seals(definition, "notifications_0002_content_sealed", &sealed).await;
}
