//! Webhooks: signed, and never into the operator's own network.

use aws_lc_rs::hmac;
use serde_json::{Value, json};

use super::servers::Receiving;
use super::stack::{Shape, Stack};
use super::{get, post};

const WEBHOOKS: &str = "/api/v2/notifications/webhooks";

async fn webhook(stack: &Stack, token: &str, url: &str) -> (u16, Value) {
    let body = json!({"url": url, "events": ["*"]});
    let sent = stack.request("POST", WEBHOOKS).bearer_auth(token).json(&body).send().await;
    let sent = sent.expect("an answer");
    (sent.status().as_u16(), sent.json().await.expect("JSON"))
}

async fn deliver(stack: &Stack, token: &str, webhook: &Value, data: Value) -> Value {
    let body = json!({"webhook_id": webhook["id"], "data": data});
    post(stack, "/api/v2/notifications/webhook", token, &body).await
}

#[tokio::test]
async fn addresses_inside_are_refused_however_they_are_written() {
    let stack = Stack::start(Shape::AllInOne, &[]);
    let token = stack.registered("ada").await;
    // This machine by its name, as its own resolver tells it.
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let by_name = format!("https://{}:8443/hook", name.trim());
    let mut addresses = vec![
        "http://hooks.example.com/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://localhost/",
        "https://LOCALHOST./",
        "https://a.localhost/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::127.0.0.1]/",
        "https://10.0.0.1/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[fd00:ec2::254]/",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://metadata.google.internal/",
        "https://user:password@hooks.example.com/",
        "https://hooks.example.com@127.0.0.1/",
        "https://127.0.0.1#@hooks.example.com/",
        "https://127\u{3002}0\u{3002}0\u{3002}1/",
        "https://\u{2460}27.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "javascript:alert(1)",
    ];
    if !name.trim().is_empty() {
        addresses.push(&by_name);
    }
    for url in addresses {
        let (status, answer) = webhook(&stack, &token, url).await;
        assert_eq!(status, 422, "{url}: {answer}");
    }
}

#[tokio::test]
async fn deliveries_are_signed_and_redirects_are_not_followed() {
    // Where the operator allows addresses inside; the rest of the rules hold all the same.
    let stack = Stack::start(Shape::AllInOne, &["notifications.private_webhook_addresses=true"]);
    let token = stack.registered("ada").await;
    let mut receiving = Receiving::start("200 OK").await;
    let (status, created) = webhook(&stack, &token, &format!("{}/hook", receiving.url)).await;
    assert_eq!(status, 201, "{created}");
    let secret = created["secret"].as_str().expect("a secret");
    let delivery = deliver(&stack, &token, &created["webhook"], json!({"price": 12.5})).await;
    assert_eq!(delivery["state"], "delivered", "{delivery}");
    let got = receiving.next().await;
    assert!(got.head.starts_with("POST /hook HTTP/1.1"), "{}", got.head);
    assert_eq!(got.header("content-type"), Some("application/cloudevents+json"));
    assert_eq!(got.header("x-ulam-delivery"), delivery["id"].as_str());
    let event: Value = serde_json::from_str(&got.body).expect("a CloudEvent");
    assert_eq!((&event["specversion"], &event["data"]), (&json!("1.0"), &json!({"price": 12.5})));
    // `t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>">`, made with the secret shown once.
    let signature = got.header("x-ulam-signature").expect("a signature");
    let (time, tag) = signature.split_once(",v1=").expect("a time and a tag");
    let time = time.strip_prefix("t=").expect("a time");
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let expected = hmac::sign(&key, format!("{time}.{}", got.body).as_bytes());
    let hex: String = expected.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(tag, hex);
    // The secret is not shown again.
    let listed = get(&stack, WEBHOOKS, &token).await.to_string();
    assert!(!listed.contains(secret), "{listed}");

    let mut inside = Receiving::start("200 OK").await;
    let elsewhere = format!("302 Found\r\nLocation: {}/inside", inside.url);
    let mut outside = Receiving::start(&elsewhere).await;
    let (_, created) = webhook(&stack, &token, &outside.url).await;
    let delivery = deliver(&stack, &token, &created["webhook"], json!({})).await;
    assert_eq!(delivery["state"], "retrying", "{delivery}");
    assert_eq!(delivery["attempts"][0]["status"], 302);
    outside.next().await;
    assert!(inside.requests.try_recv().is_err(), "the redirect was followed");
}

#[tokio::test]
async fn what_was_allowed_once_is_looked_at_again_at_each_delivery() {
    let open = ["notifications.private_webhook_addresses=true"];
    let mut stack = Stack::start(Shape::AllInOne, &open);
    let token = stack.registered("ada").await;
    let mut receiving = Receiving::start("200 OK").await;
    let by_name = receiving.url.replace("127.0.0.1", "localhost");
    for url in [&receiving.url, &by_name] {
        let (status, created) = webhook(&stack, &token, url).await;
        assert_eq!(status, 201, "{created}");
    }
    // The operator thinks better of it.
    assert!(stack.stop());
    let data = std::mem::replace(&mut stack.data, tempfile::tempdir().expect("a folder"));
    drop(stack);
    let stack = Stack::start_on(data, Shape::AllInOne, &[], &[]);
    let (_, session) = super::sign_in(&stack, "ada", &super::password("ada")).await;
    let token = session["session"]["access_token"].as_str().expect("a token");
    let listed = get(&stack, WEBHOOKS, token).await;
    let webhooks = listed["items"].as_array().expect("webhooks");
    assert_eq!(webhooks.len(), 2);
    for webhook in webhooks {
        let delivery = deliver(&stack, token, webhook, json!({})).await;
        assert_ne!(delivery["state"], "delivered", "{delivery}");
        assert_eq!(delivery["attempts"][0]["status"], Value::Null, "{delivery}");
    }
    assert!(receiving.requests.try_recv().is_err(), "it was reached");
}
