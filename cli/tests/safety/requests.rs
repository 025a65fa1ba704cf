//! Requests that are not what they should be: too large, ambiguous, forged, of other sites.

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::stack::{Shape, Stack};
use super::{email, get, json_of, password, post};

/// Sends bytes as they are; everything that is answered until the server closes or is silent.
async fn raw(stack: &Stack, bytes: &[u8]) -> String {
    let host = stack.url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).await.expect("a connection");
    // A server that refuses may close before everything is sent.
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer);
    let _ = tokio::time::timeout(std::time::Duration::from_secs(3), read).await;
    String::from_utf8_lossy(&answer).into_owned()
}

fn statuses(answer: &str) -> Vec<&str> {
    answer.split("HTTP/1.1 ").skip(1).filter_map(|part| part.get(..3)).collect()
}

#[tokio::test]
async fn heads_and_bodies_have_limits() {
    let stack = Stack::start(Shape::AllInOne, &[]);
    let token = stack.registered("ada").await;
    let long = "a".repeat(100_000);
    let many: String = (0..1_000).map(|number| format!("X-{number}: a\r\n")).collect();
    for head in [
        format!("GET / HTTP/1.1\r\nHost: a\r\nX-Long: {long}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: a\r\n{many}\r\n"),
        format!("GET /{long} HTTP/1.1\r\nHost: a\r\n\r\n"),
    ] {
        let answer = raw(&stack, head.as_bytes()).await;
        assert_eq!(statuses(&answer), ["431"], "{answer}");
    }
    for bytes in
        [&b"\0\0\0\0"[..], b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\0\x01\0", b"GET\r\n\r\n"]
    {
        let answer = raw(&stack, bytes).await;
        assert!(statuses(&answer).iter().all(|status| status.starts_with('4')), "{answer}");
    }

    // Announced, a body that is too large is not waited for; else it is not read to its end.
    let head = format!(
        "POST /api/v2/tenants HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\n"
    );
    let announced = format!("{head}Content-Length: 5000000\r\n\r\n");
    assert_eq!(statuses(&raw(&stack, announced.as_bytes()).await), ["413"]);
    let chunk = format!("100000\r\n{}\r\n", "n".repeat(1 << 20));
    let chunked = format!("{head}Transfer-Encoding: chunked\r\n\r\n{}", chunk.repeat(20));
    let answer = raw(&stack, chunked.as_bytes()).await;
    assert!(matches!(statuses(&answer)[..], ["413"] | []), "{answer}");
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let deep = format!("{{\"theme\": \"dark\", \"app\": {{\"a\": {deep}}}}}");
    let nested = stack.request("PUT", "/api/v2/users/preferences").bearer_auth(&token);
    let nested = nested.header("Content-Type", "application/json").body(deep).send().await;
    let status = nested.expect("an answer").status();
    assert!(status.is_client_error(), "{status}");
    assert_eq!(stack.get("/health/live").await.status(), 200);
}

#[tokio::test]
async fn what_two_servers_could_read_differently_is_refused() {
    let stack = Stack::start(Shape::AllInOne, &[]);
    let inner = "GET /internal/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n";
    let head = "POST /api/v2/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    for (what, rest) in [
        ("two lengths", format!("Content-Length: 2\r\nContent-Length: 60\r\n\r\n{{}}{inner}")),
        ("lengths in a list", format!("Content-Length: 2, 60\r\n\r\n{{}}{inner}")),
        ("a signed length", format!("Content-Length: +2\r\n\r\n{{}}{inner}")),
        (
            "length and chunks",
            format!("Content-Length: 60\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{inner}"),
        ),
        (
            "chunks that are not last",
            format!("Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n{inner}"),
        ),
        ("an unknown coding", format!("Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{inner}")),
        ("space before the colon", format!("Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n{inner}")),
        (
            "a folded header",
            format!("X-A: a\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n{inner}"),
        ),
        ("a bad chunk size", format!("Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n{inner}")),
        ("a bare line feed", format!("X-A: a\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{inner}")),
    ] {
        let answer = raw(&stack, format!("{head}{rest}").as_bytes()).await;
        // Whatever is made of it: never an answer that only services get.
        assert!(!answer.contains("\"openapi\""), "{what}: {answer}");
        assert!(!statuses(&answer).contains(&"200"), "{what}: {answer}");
    }
    for path in [
        "/internal/openapi.json",
        "/api/v2/../../internal/openapi.json",
        "/api/v2/files/../../../internal/openapi.json",
        "/api/v2/files/%2e%2e/%2e%2e/%2e%2e/internal/openapi.json",
        "/api/v2/files/..%2f..%2f..%2finternal%2fopenapi.json",
        "//internal/openapi.json",
        "/%69nternal/openapi.json",
        "/api/internal/openapi.json",
        "/api/v2/internal/identity/exchange",
        "http://127.0.0.1/internal/openapi.json",
        "/assets/../../../../etc/passwd",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/docs/../../etc/passwd",
    ] {
        let request = format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        let answer = raw(&stack, request.as_bytes()).await;
        assert!(!answer.contains("\"openapi\"") && !answer.contains("root:"), "{path}: {answer}");
    }
}

#[tokio::test]
async fn headers_that_only_the_gateway_may_set_are_not_believed() {
    let stack = Stack::start(Shape::AllInOne, &["gateway.sign_in_attempts_per_minute=5"]);
    let token = stack.registered("ada").await;
    let wrong =
        json!({"method": "password", "email": email("eve"), "password": "wrong wrong wrong"});
    let mut last = 0;
    for number in 0..10 {
        let address = format!("198.51.100.{number}");
        let sent = stack.request("POST", "/api/v2/auth/login").json(&wrong);
        let sent = sent.header("X-Forwarded-For", &address).header("X-Real-Ip", &address);
        let sent = sent.header("X-Ulam-Client-Address", &address);
        last = sent.send().await.expect("an answer").status().as_u16();
    }
    assert_eq!(last, 429, "each attempt counts for the address that it came from");
    let sent = stack.request("GET", "/api/v2/auth/sessions").bearer_auth(&token);
    let sent = sent
        .header("X-Ulam-Client-Address", "198.51.100.77")
        .header("X-Forwarded-Host", "evil.example");
    let sessions = json_of(sent).await;
    assert!(!sessions.to_string().contains("198.51.100"), "{sessions}");
    // A token for services, a token without signature.
    for forged in ["eyJhbGciOiJub25lIn0.eyJzdWIiOiJzZXJ2aWNlOmZpbGVzIn0.", "Bearer", ""] {
        let sent = stack.request("GET", "/api/v2/auth/user").bearer_auth(forged).send().await;
        assert_eq!(sent.expect("an answer").status(), 401);
    }
    // Links in mails lead to the address of the settings, whatever the request calls the host.
    let sent =
        stack.request("POST", "/api/v2/auth/password-reset").json(&json!({"email": email("ada")}));
    let sent = sent.header("Host", "evil.example").header("X-Forwarded-Host", "evil.example");
    let status = sent.send().await.expect("an answer").status().as_u16();
    assert!(status == 202 || status == 429, "{status}");
    let mails = stack.data.path().join("data/mail");
    for mail in std::fs::read_dir(mails).into_iter().flatten().flatten() {
        let text = std::fs::read_to_string(mail.path()).unwrap_or_default();
        assert!(!text.contains("evil.example"), "{text}");
    }
}

#[tokio::test]
async fn other_sites_can_not_use_a_browsers_session() {
    let stack = Stack::start(Shape::AllInOne, &[]);
    stack.registered("ada").await;
    let body = json!({
        "method": "password", "email": email("ada"), "password": password("ada"), "session": "cookie",
    });
    let answer =
        stack.request("POST", "/api/v2/auth/login").json(&body).send().await.expect("an answer");
    let cookie = answer.headers()["set-cookie"].to_str().expect("a text").to_string();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=") && cookie.contains("Path=/"),
        "{cookie}"
    );
    let session = answer.json::<Value>().await.expect("JSON");
    assert_eq!(session["session"]["access_token"], Value::Null, "scripts don't get the token");
    assert_eq!(session["session"]["refresh_token"], Value::Null);
    let cookie = cookie.split(';').next().expect("a pair").to_string();

    let change = |header: Option<(&'static str, &'static str)>| {
        let request = stack.request("PUT", "/api/v2/users/profile").header("Cookie", &cookie);
        let request =
            request.header("Origin", "https://evil.example").json(&json!({"name": "Eve"}));
        match header {
            Some((name, value)) => request.header(name, value),
            None => request,
        }
    };
    assert_eq!(change(None).send().await.unwrap().status(), 403);
    assert_eq!(change(Some(("X-Ulam-Csrf", "0"))).send().await.unwrap().status(), 403);
    // What a form of another site can send without asking first.
    for kind in
        ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
    {
        let form = stack.request("POST", "/api/v2/tenants").header("Cookie", &cookie);
        let form = form.header("Content-Type", kind).body("{\"name\": \"Eve\"}").send().await;
        assert_eq!(form.expect("an answer").status(), 403, "{kind}");
    }
    let read = stack.request("GET", "/api/v2/auth/user").header("Cookie", &cookie);
    let read = read.header("Origin", "https://evil.example").send().await.expect("an answer");
    assert_eq!(read.status(), 200);
    assert!(!read.headers().contains_key("access-control-allow-origin"), "no script may read it");
    for origin in ["https://evil.example", "null", "http://127.0.0.1.evil.example"] {
        let asked = stack.request("OPTIONS", "/api/v2/users/profile").header("Origin", origin);
        let asked = asked.header("Access-Control-Request-Method", "PUT");
        let asked = asked.header("Access-Control-Request-Headers", "x-ulam-csrf").send().await;
        let asked = asked.expect("an answer");
        assert!(!asked.headers().contains_key("access-control-allow-origin"), "{origin}");
    }
    let mut socket = stack.request("GET", "/ws/notifications").header("Cookie", &cookie);
    for (name, value) in [
        ("Connection", "Upgrade"),
        ("Upgrade", "websocket"),
        ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ("Origin", "https://evil.example"),
    ] {
        socket = socket.header(name, value);
    }
    assert_eq!(socket.send().await.expect("an answer").status(), 403);
    assert_eq!(
        change(Some(("X-Ulam-Csrf", "1"))).send().await.unwrap().status(),
        200,
        "the app itself"
    );
}

#[tokio::test]
async fn texts_are_never_statements() {
    let limits = ["requests_per_second", "burst", "tenant_requests_per_second"];
    let limits = limits.map(|limit| format!("gateway.{limit}=100000"));
    let stack = Stack::start(Shape::AllInOne, &limits.each_ref().map(String::as_str));
    let (ada, mallory) = (stack.registered("ada").await, stack.registered("mallory").await);
    super::upload(&stack, &ada, "prices.csv", b"a,b\n1,2\n").await;
    let document = stack.get("/api/v2/openapi.json").await.json::<Value>().await.expect("JSON");
    let texts = [
        "' OR '1'='1",
        "' OR 1=1 --",
        "\") OR 1=1 --",
        "%",
        "_",
        "'; DROP TABLE users; --",
        "1 UNION SELECT secret FROM credentials",
        "\\",
        "\u{0}",
        "' || (SELECT sql FROM sqlite_master) || '",
    ];
    for (path, item) in document["paths"].as_object().expect("paths") {
        let Some(parameters) = item["get"]["parameters"].as_array() else { continue };
        for parameter in parameters {
            let name = parameter["name"].as_str().expect("a name");
            for text in texts {
                let path: String = path
                    .split('/')
                    .map(|part| match part.strip_prefix('{') {
                        Some(own)
                            if parameter["in"] == "path" && own.trim_end_matches('}') == name =>
                        {
                            text
                        }
                        Some(_) => "0",
                        None => part,
                    })
                    .map(|part| format!("/{}", escaped(part)))
                    .skip(1)
                    .collect();
                let query = if parameter["in"] == "query" {
                    format!("?{name}={}", escaped(text))
                } else {
                    String::new()
                };
                let asked = stack.request("GET", &format!("{path}{query}")).bearer_auth(&mallory);
                let answer = asked.send().await.expect("an answer");
                let status = answer.status();
                let body = answer.text().await.unwrap_or_default();
                assert!(
                    status.as_u16() < 500 || path.contains("/oidc/"),
                    "{path}{query}: {status} {body}"
                );
                assert!(
                    !body.contains("prices.csv") && !body.contains("ada@example.com"),
                    "{path}{query}: {body}"
                );
            }
        }
    }
    let listed = get(&stack, "/api/v2/files", &ada).await;
    assert_eq!(listed["items"].as_array().expect("files").len(), 1);
    // As names they are kept as they are.
    for text in texts.iter().filter(|text| !text.contains('\0')) {
        let made = post(&stack, "/api/v2/tenants", &ada, &json!({"name": text})).await;
        assert_eq!(made["name"], *text);
    }
}

fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                (byte as char).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
