//! A user of the public API.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::Outcome;

/// Limits that one machine's many users don't meet.
pub const WIDE_LIMITS: [&str; 6] = [
    "gateway.requests_per_second=1000000",
    "gateway.burst=1000000",
    "gateway.tenant_requests_per_second=1000000",
    "gateway.heavy_requests_per_second=1000",
    "gateway.heavy_burst=1000",
    "gateway.sign_in_attempts_per_minute=100000",
];
const PATIENCE: Duration = Duration::from_secs(300);

/// Somebody who is signed in.
#[derive(Clone)]
pub struct User {
    http: reqwest::Client,
    url: String,
    /// Access token.
    pub token: String,
    /// The organisation.
    pub tenant_id: String,
}

impl User {
    /// Registers somebody with an organisation of their own.
    pub async fn registered(url: &str, name: &str) -> Outcome<User> {
        let nobody = User {
            http: reqwest::Client::new(),
            url: url.to_string(),
            token: String::new(),
            tenant_id: String::new(),
        };
        let answer = nobody.post("/api/v2/auth/register", &credentials(name)).await?;
        nobody.signed_in(&answer["session"])
    }

    /// Invites somebody into the same organisation, who accepts.
    pub async fn colleague(&self, name: &str) -> Outcome<User> {
        let path = format!("/api/v2/tenants/{}/invitations", self.tenant_id);
        let email = format!("{name}@example.com");
        let created = self.post(&path, &json!({"email": email, "role": "analyst"})).await?;
        let link = created["url"].as_str().ok_or_else(|| format!("no link: {created}"))?;
        let token = link.rsplit(['/', '=']).next().unwrap_or_default();
        let mut accept = credentials(name);
        accept["token"] = json!(token);
        accept.as_object_mut().map(|accept| accept.remove("email"));
        let session = self.post("/api/v2/invitations/accept", &accept).await?;
        self.signed_in(&session)
    }

    fn signed_in(&self, session: &Value) -> Outcome<User> {
        let text = |value: &Value| value.as_str().map(str::to_string);
        let missing = || format!("no session: {session}");
        let token = text(&session["access_token"]).ok_or_else(missing)?;
        let tenant_id = text(&session["principal"]["tenant_id"]).ok_or_else(missing)?;
        Ok(User { token, tenant_id, ..self.clone() })
    }

    /// Asks; the JSON of a successful answer.
    pub async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Outcome<Value> {
        let mut request = self.http.request(method.clone(), format!("{}{path}", self.url));
        if !self.token.is_empty() {
            request = request.bearer_auth(&self.token);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await?;
        let (status, text) = (answer.status(), answer.text().await?);
        if !status.is_success() {
            return Err(format!("{method} {path}: {status} {text}").into());
        }
        Ok(serde_json::from_str(&text).unwrap_or_default())
    }

    /// GETs.
    pub async fn get(&self, path: &str) -> Outcome<Value> {
        self.send(Method::GET, path, None).await
    }

    /// POSTs.
    pub async fn post(&self, path: &str, body: &Value) -> Outcome<Value> {
        self.send(Method::POST, path, Some(body)).await
    }

    /// Uploads a file from a stream; its id.
    pub async fn upload(
        &self,
        name: &str,
        length: u64,
        body: impl Into<reqwest::Body>,
    ) -> Outcome<String> {
        let part = reqwest::multipart::Part::stream_with_length(body, length);
        let part = part.file_name(name.to_string());
        let form = reqwest::multipart::Form::new().part("file", part);
        let request = self.http.post(format!("{}/api/v2/files/upload", self.url));
        let answer = request.bearer_auth(&self.token).multipart(form).send().await?;
        let (status, text) = (answer.status(), answer.text().await?);
        if !status.is_success() {
            return Err(format!("upload: {status} {text}").into());
        }
        let file: Value = serde_json::from_str(&text)?;
        Ok(file["id"].as_str().unwrap_or_default().to_string())
    }

    /// Uploads and opens the cash-flow example; the workbook's id.
    pub async fn workbook(&self) -> Outcome<String> {
        let bytes = include_bytes!("../../../examples/cash-flow/cash-flow.xlsx");
        let file = self.upload("cash-flow.xlsx", bytes.len() as u64, bytes.to_vec()).await?;
        let mut workbook = self.post("/api/v2/workbooks", &json!({"file_id": file})).await?;
        let path = format!("/api/v2/workbooks/{}", workbook["id"].as_str().unwrap_or_default());
        let began = Instant::now();
        while workbook["state"] == "opening" && began.elapsed() < PATIENCE {
            tokio::time::sleep(Duration::from_millis(20)).await;
            workbook = self.get(&path).await?;
        }
        if workbook["state"] != "ready" {
            return Err(format!("the workbook is not opened: {workbook}").into());
        }
        Ok(workbook["id"].as_str().unwrap_or_default().to_string())
    }

    /// Starts a simulation of the cash-flow example; its id.
    pub async fn simulate(&self, workbook_id: &str, trials: u64) -> Outcome<String> {
        let start = json!({
            "workbook_id": workbook_id,
            "spec": {
                "inputs": [
                    {"cell": "Inputs!C7", "name": "Growth", "distribution": "Normal(0.02, 0.012)"},
                    {"cell": "Inputs!C24", "name": "Rate", "distribution": "Pert(0.08, 0.09, 0.12)"},
                ],
                "outputs": ["Model!D23"],
                "trials": trials,
            },
            "settings": {"sensitivity": false, "keep_inputs": false},
        });
        let started = self.post("/api/v2/simulations", &start).await?;
        Ok(started["id"].as_str().unwrap_or_default().to_string())
    }

    /// Waits until a simulation has ended well; the simulation.
    pub async fn completed(&self, id: &str) -> Outcome<Value> {
        let began = Instant::now();
        loop {
            let simulation = self.get(&format!("/api/v2/simulations/{id}")).await?;
            match simulation["status"]["state"].as_str() {
                Some("completed") => return Ok(simulation),
                Some("failed" | "cancelled") => return Err(simulation.to_string().into()),
                _ if began.elapsed() > PATIENCE => return Err("it never ends".into()),
                _ => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    }
}

fn credentials(name: &str) -> Value {
    json!({
        "email": format!("{name}@example.com"),
        "password": format!("a long passphrase of {name} 7391"),
        "name": name,
    })
}
