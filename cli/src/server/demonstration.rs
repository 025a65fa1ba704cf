//! The demonstration: the example workbooks, uploaded, opened and simulated by the demonstration user
//! through the API, as a client would. What is there already stays, so that every start may do it.

use std::time::Duration;

use axum::body::Body;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Method};
use http_body_util::{BodyExt, Limited};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use ulam_contracts::files::FileInfo;
use ulam_contracts::identity::{LoginRequest, LoginResponse, SessionKind};
use ulam_contracts::page::Page;
use ulam_contracts::problem::Problem;
use ulam_contracts::workbooks::{WorkbookState, WorkbookSummary};
use ulam_platform::mesh::{Mesh, ServiceClient};

/// An example: its name, workbook and spec.
type Example = (&'static str, &'static [u8], &'static str);

macro_rules! example {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!("../../../examples/", $name, "/", $name, ".xlsx")) as &[u8],
            include_str!(concat!("../../../examples/", $name, "/", $name, ".yaml")),
        )
    };
}

/// The last one is the newest, which the home page shows first.
const EXAMPLES: [Example; 6] = [
    example!("loan"),
    example!("option"),
    example!("inventory"),
    example!("schedule"),
    example!("construction-cost"),
    example!("cash-flow"),
];

const ANSWER_BYTES_MAX: usize = 16 << 20;
/// Services elsewhere may start later than the gateway.
const ATTEMPTS: u32 = 30;
const BETWEEN_ATTEMPTS: Duration = Duration::from_secs(2);
/// Opening a workbook takes a moment.
const OPENING_POLLS: u32 = 300;
const BETWEEN_POLLS: Duration = Duration::from_millis(200);
const BOUNDARY: &str = "ulam-demonstration-0d6f3b1e";

/// Why a call failed, in words.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failed(String);

/// Prepares the demonstration.
///
/// # Errors
/// A call that was refused, or a service that can't be reached for a minute.
pub async fn prepare(mesh: &Mesh) -> Result<(), Failed> {
    let mut attempt = 1;
    let session = loop {
        match Session::begin(mesh).await {
            Ok(session) => break session,
            Err(error) if attempt >= ATTEMPTS => return Err(error),
            Err(_) => tokio::time::sleep(BETWEEN_ATTEMPTS).await,
        }
        attempt += 1;
    };
    let files: Page<FileInfo> = session.get("/api/v2/files?limit=200").await?;
    let workbooks: Page<WorkbookSummary> = session.get("/api/v2/workbooks?limit=200").await?;
    for (name, bytes, spec) in EXAMPLES {
        let file_name = format!("{name}.xlsx");
        let file_id = match files.items.iter().find(|file| file.name == file_name) {
            Some(file) => file.id.clone(),
            None => session.upload(&file_name, bytes).await?.id,
        };
        let workbook = match workbooks.items.iter().find(|workbook| workbook.file_id == file_id) {
            Some(workbook) => workbook.clone(),
            None => session.open(&file_id).await?,
        };
        if workbook.last_simulated_at.is_none() {
            session.simulate(name, &workbook.id, spec).await?;
        }
    }
    tracing::info!("the demonstration is ready");
    Ok(())
}

struct Session {
    gateway: ServiceClient,
    authorization: HeaderValue,
}

impl Session {
    async fn begin(mesh: &Mesh) -> Result<Session, Failed> {
        let gateway = mesh.client("gateway");
        let request = LoginRequest::Demo { session: SessionKind::Token };
        let body = serde_json::to_string(&request).map_err(failed)?;
        let answer =
            gateway.send_json(Method::POST, "/api/v2/auth/login", body).await.map_err(failed)?;
        let token = match decoded::<LoginResponse>(answer).await? {
            LoginResponse::SignedIn { session } => session.access_token,
            LoginResponse::SecondFactorRequired { .. } => None,
        };
        let token =
            token.ok_or_else(|| Failed("the demonstration user can't sign in".to_string()))?;
        let authorization = HeaderValue::from_str(&format!("Bearer {token}")).map_err(failed)?;
        Ok(Session { gateway, authorization })
    }

    async fn call<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        headers: &[(HeaderName, HeaderValue)],
        body: Body,
    ) -> Result<T, Failed> {
        let mut request = self.gateway.request(method, path, body).map_err(failed)?;
        request.headers_mut().insert(AUTHORIZATION, self.authorization.clone());
        for (name, value) in headers {
            request.headers_mut().insert(name, value.clone());
        }
        decoded(self.gateway.send(request).await.map_err(failed)?).await
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failed> {
        self.call(Method::GET, path, &[], Body::empty()).await
    }

    async fn upload(&self, name: &str, bytes: &[u8]) -> Result<FileInfo, Failed> {
        let mut body = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        let media_type =
            HeaderValue::from_str(&format!("multipart/form-data; boundary={BOUNDARY}"));
        let headers = [(CONTENT_TYPE, media_type.map_err(failed)?)];
        self.call(Method::POST, "/api/v2/files/upload", &headers, Body::from(body)).await
    }

    async fn open(&self, file_id: &str) -> Result<WorkbookSummary, Failed> {
        let headers = [(CONTENT_TYPE, HeaderValue::from_static("application/json"))];
        let body = json!({"file_id": file_id}).to_string();
        let mut workbook: WorkbookSummary =
            self.call(Method::POST, "/api/v2/workbooks", &headers, Body::from(body)).await?;
        for _ in 0..OPENING_POLLS {
            match workbook.state {
                WorkbookState::Ready => return Ok(workbook),
                WorkbookState::Failed => break,
                WorkbookState::Opening => {
                    tokio::time::sleep(BETWEEN_POLLS).await;
                    workbook = self.get(&format!("/api/v2/workbooks/{}", workbook.id)).await?;
                }
            }
        }
        let reason = workbook.state_reason.unwrap_or_else(|| "it takes too long".to_string());
        Err(Failed(format!("{} can't be opened: {reason}", workbook.name)))
    }

    async fn simulate(&self, name: &str, workbook_id: &str, spec: &str) -> Result<(), Failed> {
        let spec: Value = serde_saphyr::from_str(spec).map_err(failed)?;
        let key = HeaderValue::from_str(&format!("demonstration-{name}-{workbook_id}"))
            .map_err(failed)?;
        let headers = [
            (CONTENT_TYPE, HeaderValue::from_static("application/json")),
            (HeaderName::from_static("idempotency-key"), key),
        ];
        let body = json!({"workbook_id": workbook_id, "spec": spec}).to_string();
        let _started: Value =
            self.call(Method::POST, "/api/v2/simulations", &headers, Body::from(body)).await?;
        Ok(())
    }
}

fn failed(error: impl std::fmt::Display) -> Failed {
    Failed(error.to_string())
}

async fn decoded<T: DeserializeOwned>(answer: http::Response<Body>) -> Result<T, Failed> {
    let status = answer.status();
    let body = Limited::new(answer.into_body(), ANSWER_BYTES_MAX)
        .collect()
        .await
        .map_err(failed)?
        .to_bytes();
    if status.is_success() {
        return serde_json::from_slice(&body).map_err(failed);
    }
    let problem = serde_json::from_slice::<Problem>(&body);
    Err(Failed(problem.map_or_else(|_| format!("answered {status}"), |problem| problem.detail)))
}
