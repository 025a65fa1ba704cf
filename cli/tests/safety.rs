//! The real program against those who mean it harm.

#[path = "safety/logs.rs"]
mod logs;
#[path = "safety/outbound.rs"]
mod outbound;
#[path = "safety/requests.rs"]
mod requests;
#[path = "safety/servers.rs"]
mod servers;
#[path = "safety/sign_in.rs"]
mod sign_in;
#[path = "support/stack.rs"]
mod stack;
#[path = "safety/uploads.rs"]
mod uploads;

use serde_json::{Value, json};
use stack::Stack;
pub use stack::eventually;

/// The address with which [`Stack::registered`] registers somebody.
pub fn email(name: &str) -> String {
    format!("{name}@example.com")
}

/// The password with which [`Stack::registered`] registers somebody.
pub fn password(name: &str) -> String {
    format!("a long passphrase of {name} 7391")
}

/// Sends, and reads the answer, which must be a success.
pub async fn json_of(request: reqwest::RequestBuilder) -> Value {
    let answer = request.send().await.expect("an answer");
    let (status, path) = (answer.status(), answer.url().path().to_string());
    let text = answer.text().await.expect("a text");
    assert!(status.is_success(), "{path}: {status} {text}");
    serde_json::from_str(&text).unwrap_or(Value::Null)
}

/// POSTs JSON.
pub async fn post(stack: &Stack, path: &str, token: &str, body: &Value) -> Value {
    let request = stack.request("POST", path).bearer_auth(token);
    json_of(if body.is_null() { request } else { request.json(body) }).await
}

/// GETs JSON.
pub async fn get(stack: &Stack, path: &str, token: &str) -> Value {
    json_of(stack.request("GET", path).bearer_auth(token)).await
}

/// An attempt to sign in.
pub async fn sign_in(stack: &Stack, name: &str, password: &str) -> (u16, Value) {
    let body = json!({"method": "password", "email": email(name), "password": password});
    let sent = stack.request("POST", "/api/v2/auth/login").json(&body).send().await;
    let sent = sent.expect("an answer");
    (sent.status().as_u16(), sent.json().await.expect("JSON"))
}

/// Uploads a file under a name.
pub async fn upload(stack: &Stack, token: &str, name: &str, content: &[u8]) -> (u16, Value) {
    let part = reqwest::multipart::Part::bytes(content.to_vec()).file_name(name.to_string());
    let form = reqwest::multipart::Form::new().part("file", part);
    let sent = stack.request("POST", "/api/v2/files/upload").bearer_auth(token).multipart(form);
    let sent = sent.send().await.expect("an answer");
    (sent.status().as_u16(), sent.json().await.expect("JSON"))
}
