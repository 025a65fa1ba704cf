//! The server as a whole, the real program: in one process and in nine.

#[path = "support/stack.rs"]
mod stack;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use futures::StreamExt;
use serde_json::{Value, json};
use stack::{Shape, Stack, eventually, repository_file};

const SHAPES: [Shape; 2] = [Shape::AllInOne, Shape::NineProcesses];
/// Short times, so that tests see breakers open and close and instances come and go.
const QUICK: [&str; 3] = [
    "mesh.breaker_open_seconds=1",
    "mesh.health_interval_seconds=0.3",
    "mesh.breaker_consecutive_failures=3",
];

#[tokio::test]
async fn it_is_healthy_and_says_so_of_every_service() {
    for shape in SHAPES {
        let mut stack = Stack::start(shape, &QUICK);
        // On a busy machine one may be slow at first, which counts as degraded.
        eventually("all services are healthy", Duration::from_secs(20), || async {
            let health: Value = stack.get("/health").await.json().await.unwrap();
            health["status"] == "HEALTHY"
        })
        .await;
        let health: Value = stack.get("/health").await.json().await.unwrap();
        let services: Vec<&str> = health["services"]
            .as_array()
            .unwrap()
            .iter()
            .map(|s| s["service"].as_str().unwrap())
            .collect();
        let mut expected = stack::SERVICES.to_vec();
        expected.sort_unstable();
        assert_eq!(services, expected, "{shape:?}");
        assert_eq!(health["status"], "HEALTHY", "{shape:?}: {health}");
        assert_eq!(stack.get("/health/live").await.status(), 200);
        assert_eq!(stack.get("/health/ready").await.status(), 200);
        let metrics = stack.get("/metrics").await.text().await.unwrap();
        assert!(metrics.contains("ulam_http_requests_total"), "{metrics}");
        assert!(stack.stop(), "{shape:?}: it stops when asked to");
    }
}

#[tokio::test]
async fn the_committed_description_is_the_served_one() {
    let committed =
        std::fs::read_to_string(repository_file("docs/openapi.json")).unwrap_or_default();
    let committed: Value = serde_json::from_str(&committed).unwrap_or_default();
    for shape in SHAPES {
        let stack = Stack::start(shape, &[]);
        let served: Value = stack.get("/api/v2/openapi.json").await.json().await.unwrap();
        assert_eq!(served.get("x-missing-services"), None, "{shape:?}");
        assert!(
            served == committed,
            "{shape:?}: docs/openapi.json is not up to date: run `make docs`"
        );
        let page = stack.get("/docs/").await;
        assert_eq!(page.status(), 200);
        assert!(page.text().await.unwrap().contains("swagger-ui"));
    }
}

#[tokio::test]
async fn answers_carry_security_headers_and_internal_endpoints_stay_inside() {
    let stack = Stack::start(Shape::AllInOne, &[]);
    for path in ["/", "/api/v2/files", "/health", "/docs/"] {
        let answer = stack.get(path).await;
        let header = |name: &str| {
            let value = answer.headers().get(name).unwrap_or_else(|| panic!("{path}: {name}"));
            value.to_str().unwrap().to_string()
        };
        assert!(header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert!(!header("content-security-policy").contains("script-src 'unsafe"), "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert!(!header("x-correlation-id").is_empty());
    }
    for path in [
        "/internal/identity/exchange",
        "/internal/openapi.json",
        "/api/v2/internal/identity/exchange",
    ] {
        assert_eq!(stack.get(path).await.status(), 404, "{path}");
    }
    // A client that names itself is not believed.
    let forged =
        stack.request("GET", "/api/v2/auth/user").header("x-ulam-client-address", "10.0.0.1");
    assert_eq!(forged.send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn older_names_work_and_are_marked() {
    let stack = Stack::start(Shape::AllInOne, &[]);
    let token = stack.registered("ada").await;
    for (path, is_older) in
        [("/api/v2/auth/user", false), ("/api/v1/auth/user", true), ("/api/auth/user", true)]
    {
        let answer = stack.request("GET", path).bearer_auth(&token).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        assert_eq!(answer.headers().contains_key("deprecation"), is_older, "{path}");
        assert_eq!(answer.headers().contains_key("sunset"), is_older, "{path}");
        assert!(answer.headers().contains_key("ratelimit-remaining"), "{path}");
    }
}

#[tokio::test]
async fn too_many_requests_are_refused_and_do_not_count() {
    let settings = [
        "gateway.requests_per_second=5",
        "gateway.burst=10",
        "gateway.sign_in_attempts_per_minute=5",
    ];
    let stack = Stack::start(Shape::AllInOne, &settings);
    let token = stack.registered("ada").await;
    let ask = || stack.request("GET", "/api/v2/auth/user").bearer_auth(&token).send();
    let mut refused = None;
    for _ in 0..40 {
        let answer = ask().await.unwrap();
        if answer.status() == 429 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("a refusal");
    assert_eq!(refused.headers()["ratelimit-limit"], "10");
    assert_eq!(refused.headers()["ratelimit-remaining"], "0");
    let wait: u64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!(wait <= 2, "{wait}");
    let problem: Value = refused.json().await.unwrap();
    assert_eq!(problem["type"], "https://ulam.dev/problems/too-many-requests");
    // Asked in vain many times meanwhile, after the time told it answers again.
    for _ in 0..20 {
        ask().await.unwrap();
    }
    tokio::time::sleep(Duration::from_secs(wait)).await;
    assert_eq!(ask().await.unwrap().status(), 200);

    let wrong =
        json!({"method": "password", "email": "ada@example.com", "password": "wrong wrong wrong"});
    let mut statuses = Vec::new();
    for _ in 0..8 {
        let answer = stack.request("POST", "/api/v2/auth/login").json(&wrong).send().await.unwrap();
        statuses.push(answer.status().as_u16());
    }
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
}

/// The state of a service's circuit breaker at the gateway.
async fn breaker(http: reqwest::Client, url: String, operator: String, service: &str) -> String {
    let asked = http.get(format!("{url}/gateway/circuit-breakers")).bearer_auth(operator).send();
    let breakers: Value = asked.await.unwrap().json().await.unwrap();
    let all = breakers["breakers"].as_array().unwrap();
    let found = all.iter().find(|breaker| breaker["service"] == service).unwrap();
    found["state"].as_str().unwrap().to_string()
}

#[tokio::test]
async fn a_killed_process_is_missed_alone_and_is_back_by_itself() {
    let mut stack = Stack::start(Shape::NineProcesses, &QUICK);
    let token = stack.registered("ada").await;
    let operator = stack.administrator().await;
    let files =
        |stack: &Stack| breaker(stack.http.clone(), stack.url.clone(), operator.clone(), "files");
    assert_eq!(files(&stack).await, "CLOSED");
    stack.kill("files");
    let mut statuses = Vec::new();
    for _ in 0..6 {
        let started = Instant::now();
        let answer =
            stack.request("GET", "/api/v2/files").bearer_auth(&token).send().await.unwrap();
        statuses.push(answer.status().as_u16());
        assert!(started.elapsed() < Duration::from_secs(5), "it fails fast");
    }
    assert!(statuses.iter().all(|status| *status == 503), "{statuses:?}");
    let others =
        stack.request("GET", "/api/v2/auth/user").bearer_auth(&token).send().await.unwrap();
    assert_eq!(others.status(), 200);
    let home = stack.request("GET", "/api/v2/home").bearer_auth(&token).send().await.unwrap();
    assert_eq!(home.status(), 200);
    eventually("the breaker opens", Duration::from_secs(10), || async {
        files(&stack).await != "CLOSED"
    })
    .await;
    // What `/health` found out is told again for a moment.
    eventually("health tells that one is missing", Duration::from_secs(5), || async {
        let health: Value = stack.get("/health").await.json().await.unwrap();
        health["status"] == "UNHEALTHY"
    })
    .await;

    stack.restart("files");
    eventually("the breaker closes", Duration::from_secs(20), || async {
        files(&stack).await == "CLOSED"
    })
    .await;
    let answer = stack.request("GET", "/api/v2/files").bearer_auth(&token).send().await.unwrap();
    assert_eq!(answer.status(), 200);
}

#[tokio::test]
async fn only_the_operator_closes_breakers_by_hand() {
    let stack = Stack::start(Shape::AllInOne, &[]);
    let (user, operator) = (stack.registered("ada").await, stack.administrator().await);
    let reset = |token: String, service: &str| {
        stack
            .request("POST", &format!("/gateway/circuit-breakers/{service}/reset"))
            .bearer_auth(token)
            .send()
    };
    assert_eq!(reset(user, "files").await.unwrap().status(), 403);
    assert_eq!(reset(operator.clone(), "nothing").await.unwrap().status(), 404);
    assert_eq!(reset(operator, "files").await.unwrap().status(), 200);
    assert_eq!(
        stack
            .request("POST", "/gateway/circuit-breakers/files/reset")
            .send()
            .await
            .unwrap()
            .status(),
        401
    );
}

#[tokio::test]
async fn notifications_arrive_over_a_websocket_in_both_shapes() {
    for shape in SHAPES {
        let stack = Stack::start(shape, &[]);
        let token = stack.registered("ada").await;
        let address = format!("{}/ws/notifications", stack.url.replace("http://", "ws://"));
        let request = tokio_tungstenite::tungstenite::client::ClientRequestBuilder::new(
            address.parse().unwrap(),
        );
        let anonymous = tokio_tungstenite::connect_async(request.clone()).await;
        assert!(anonymous.is_err(), "{shape:?}: nobody is let in unnamed");
        let signed = request.with_header("Authorization", format!("Bearer {token}"));
        let (mut socket, answer) =
            tokio_tungstenite::connect_async(signed).await.expect("a WebSocket");
        assert_eq!(answer.status(), 101, "{shape:?}");
        socket.close(None).await.unwrap();
        let closed = tokio::time::timeout(Duration::from_secs(10), async {
            while let Some(Ok(_)) = socket.next().await {}
        });
        closed.await.expect("it closes");
    }
}

/// What runs programs often signals a process and then its group: asked twice at once, the server still
/// answers what it was asked before.
#[test]
fn two_signals_at_once_do_not_cut_answers_off() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Command::new(env!("CARGO_BIN_EXE_ulam"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(server.stdout.take().unwrap()).lines().map_while(Result::ok);
    let url =
        said.find_map(|line| Some(line.strip_prefix("Ulam is ready at http://")?.to_string()));
    let mut connection = TcpStream::connect(url.expect("it starts")).unwrap();
    let body = r#"{"method":"password","email":"nobody@example.com","password":"wrong"}"#;
    let (first, rest) = body.split_at(10);
    let head = "POST /api/v2/auth/login HTTP/1.1\r\nhost: ulam\r\ncontent-type: application/json";
    write!(connection, "{head}\r\ncontent-length: {}\r\n\r\n{first}", body.len()).unwrap();
    // The head is with the server before the signals are.
    std::thread::sleep(Duration::from_millis(500));
    let signal =
        || Command::new("kill").args(["-TERM", &server.id().to_string()]).status().unwrap();
    assert!(signal().success());
    std::thread::sleep(Duration::from_millis(50));
    assert!(signal().success());
    std::thread::sleep(Duration::from_millis(200));
    connection.write_all(rest.as_bytes()).unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    assert!(server.wait().unwrap().success());
}

#[tokio::test]
async fn nothing_secret_is_logged() {
    let stack = Stack::start(Shape::AllInOne, &["log.filter=debug"]);
    let token = stack.registered("ada").await;
    stack
        .request("GET", "/api/v2/auth/user?share=secret-of-a-link")
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    let log = stack.log();
    assert!(log.contains("/api/v2/auth/user"), "{log}");
    for secret in [token.as_str(), "a long passphrase", "secret-of-a-link"] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}
