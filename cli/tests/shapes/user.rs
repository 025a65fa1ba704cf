//! A user of the server's public API, as a program would be.

use std::time::{Duration, Instant};

use futures::{SinkExt, StreamExt};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::ClientRequestBuilder;

use crate::stack::Stack;

/// Longer than anything here takes, even in a debug build on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Somebody who is signed in.
#[derive(Clone)]
pub struct User {
    http: reqwest::Client,
    url: String,
    pub token: String,
}

impl User {
    /// Registers somebody with an organisation of their own.
    pub async fn registered(stack: &Stack, name: &str) -> User {
        User::with_token(stack, stack.registered(name).await)
    }

    pub fn with_token(stack: &Stack, token: String) -> User {
        User { http: stack.http.clone(), url: stack.url.clone(), token }
    }

    /// The status and JSON of an answer.
    pub async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> (u16, Value) {
        let mut request =
            self.http.request(method, format!("{}{path}", self.url)).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        match request.send().await {
            Ok(answer) => {
                let status = answer.status().as_u16();
                (status, answer.json().await.unwrap_or_default())
            }
            // Nobody listens.
            Err(_) => (0, Value::Null),
        }
    }

    /// The JSON of a successful answer.
    pub async fn get(&self, path: &str) -> Value {
        let (status, answer) = self.send(Method::GET, path, None).await;
        assert_eq!(status, 200, "GET {path}: {answer}");
        answer
    }

    pub async fn post(&self, path: &str, body: &Value) -> Value {
        let (status, answer) = self.send(Method::POST, path, Some(body)).await;
        assert!((200..300).contains(&status), "POST {path}: {status} {answer}");
        answer
    }

    /// Uploads a workbook; the file.
    pub async fn uploaded(&self, name: &str, bytes: Vec<u8>) -> Value {
        let part = reqwest::multipart::Part::bytes(bytes).file_name(name.to_string());
        let form = reqwest::multipart::Form::new().part("file", part);
        let request = self.http.post(format!("{}/api/v2/files/upload", self.url));
        let answer =
            request.bearer_auth(&self.token).multipart(form).send().await.expect("an answer");
        let status = answer.status();
        let answer: Value = answer.json().await.expect("JSON");
        assert_eq!(status, StatusCode::CREATED, "{answer}");
        answer
    }

    /// Opens a file as a workbook, and waits until it is ready.
    pub async fn opened(&self, file_id: &str) -> Value {
        let opening = self.post("/api/v2/workbooks", &json!({"file_id": file_id})).await;
        let path = format!("/api/v2/workbooks/{}", text(&opening["id"]));
        let began = Instant::now();
        loop {
            let workbook = self.get(&path).await;
            match workbook["state"].as_str() {
                Some("ready") => return workbook,
                Some("opening") => {}
                state => panic!("{state:?}: {workbook}"),
            }
            assert!(began.elapsed() < PATIENCE, "it is never opened: {workbook}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// How a simulation stands; nothing where nobody can say now.
    pub async fn status(&self, id: &str) -> Option<Value> {
        let path = format!("/api/v2/simulations/{id}/status");
        let (status, answer) = self.send(Method::GET, &path, None).await;
        (status == 200).then_some(answer)
    }

    /// Waits until a simulation is as wanted.
    pub async fn until(
        &self,
        id: &str,
        what: &str,
        within: Duration,
        is_so: impl Fn(&Value) -> bool,
    ) -> Value {
        let began = Instant::now();
        let mut last = None;
        loop {
            let status = self.status(id).await;
            if let Some(status) = &status
                && is_so(status)
            {
                return status.clone();
            }
            last = status.or(last);
            assert!(began.elapsed() < within, "{what}: not within {within:?}, but {last:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The in-app notifications of this kind about a simulation or its result.
    pub async fn notified(&self, event_type: &str, subject: &str) -> Vec<Value> {
        let (status, page) = self.send(Method::GET, "/api/v2/notifications?limit=200", None).await;
        if status != 200 {
            return Vec::new();
        }
        let items = page["items"].as_array().cloned().unwrap_or_default();
        let is_it = |item: &Value| item["event_type"] == event_type && item["subject"] == subject;
        items.into_iter().filter(is_it).collect()
    }

    /// Everything that a WebSocket says until the server closes it or `is_last` holds.
    pub async fn listened(&self, path: &str, is_last: impl Fn(&Value) -> bool) -> Vec<Value> {
        let mut socket = self.socket(path).await;
        let mut messages = Vec::new();
        let listening = async {
            while let Some(Ok(message)) = socket.next().await {
                let Message::Text(text) = message else { continue };
                let message: Value = serde_json::from_str(&text).expect("JSON");
                let ends = is_last(&message);
                messages.push(message);
                if ends {
                    break;
                }
            }
        };
        tokio::time::timeout(PATIENCE, listening).await.expect("the last message");
        let _ = socket.close(None).await;
        messages
    }

    async fn socket(
        &self,
        path: &str,
    ) -> tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>
    {
        let address = format!("{}{path}", self.url.replace("http://", "ws://"));
        let request = ClientRequestBuilder::new(address.parse().expect("an address"))
            .with_header("Authorization", format!("Bearer {}", self.token));
        let (mut socket, answer) =
            tokio_tungstenite::connect_async(request).await.expect("a WebSocket");
        assert_eq!(answer.status(), 101);
        socket.send(Message::Text(json!({"type": "ping"}).to_string().into())).await.expect("sent");
        socket
    }
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("a text, not {value}")).to_string()
}

/// A workbook whose sheet Model adds two numbers: B3 = B1 + B2, 10 and 20.
pub fn adding_workbook() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Model").expect("a name");
    let labels = ["Hardware", "Labour", "Total"];
    for (row, label) in labels.iter().enumerate() {
        sheet.write(row as u32, 0, *label).expect("a cell");
    }
    sheet.write_number(0, 1, 10.0).expect("a cell");
    sheet.write_number(1, 1, 20.0).expect("a cell");
    let total = rust_xlsxwriter::Formula::new("=B1+B2").set_result("30");
    sheet.write_formula(2, 1, total).expect("a cell");
    workbook.save_to_buffer().expect("a workbook")
}

/// Normal(10, 3) + Normal(20, 4) is Normal(30, 5).
pub fn adding_spec(trials: u64, seed: u64) -> Value {
    json!({
        "inputs": [
            {"cell": "Model!B1", "name": "Hardware", "distribution": "Normal(10, 3)"},
            {"cell": "Model!B2", "name": "Labour", "distribution": "Normal(20, 4)"},
        ],
        "outputs": ["Model!B3"],
        "probabilities": ["Model!B3 < 30"],
        "trials": trials,
        "seed": seed,
    })
}
