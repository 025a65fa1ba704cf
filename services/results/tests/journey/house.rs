//! The services in one process, and a workbook whose results are known: profit is price less cost,
//! price between 8 and 12, cost between 2 and 4, both uniform.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use axum::body::Body;
use http::{HeaderMap, Request};
use rust_xlsxwriter::{Formula, Workbook};
use serde_json::{Value, json};
use ulam_contracts::permissions::Role;
use ulam_platform::access::{Principal, SubjectKind};
use ulam_platform::configuration::Configuration;
use ulam_platform::host::Host;
use ulam_platform::identifier::new_id;

/// Nothing here takes as long, even where others use the processors.
const PATIENCE: Duration = Duration::from_secs(120);

pub const TRIALS: u64 = 10_000;

pub struct House {
    host: Host,
    folder: tempfile::TempDir,
}

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// The JSON of an answer with this status.
    #[track_caller]
    pub fn json(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

pub fn member(user: &str, tenant: &str, role: Role) -> Principal {
    Principal {
        subject: user.to_string(),
        kind: SubjectKind::User,
        tenant_id: tenant.to_string(),
        session_id: new_id(),
        permissions: role.permissions().to_vec(),
    }
}

pub fn ada() -> Principal {
    member("ada", "tenant-1", Role::Analyst)
}

/// The workbook: price in B1, cost in B2, profit in B3, margin in B4.
pub fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Model").unwrap();
    for (row, label) in ["Price", "Cost", "Profit", "Margin"].into_iter().enumerate() {
        sheet.write_string(row as u32, 0, label).unwrap();
    }
    sheet.write_number(0, 1, 10.0).unwrap();
    sheet.write_number(1, 1, 3.0).unwrap();
    sheet.write_formula(2, 1, Formula::new("=B1-B2").set_result("7")).unwrap();
    sheet.write_formula(3, 1, Formula::new("=B3/B1").set_result("0.7")).unwrap();
    workbook.save_to_buffer().unwrap()
}

impl House {
    pub async fn start() -> House {
        let folder = tempfile::tempdir().unwrap();
        let configuration = Configuration {
            shutdown_grace_seconds: 1,
            ..ulam_testing::configuration(folder.path())
        };
        let definitions = [
            ulam_files::DEFINITION,
            ulam_workbooks::DEFINITION,
            ulam_simulations::DEFINITION,
            ulam_compute::DEFINITION,
            ulam_results::DEFINITION,
        ];
        let host = Host::start(&definitions, &[], configuration).await.unwrap();
        House { host, folder }
    }

    pub async fn stop(self) {
        self.host.stop().await;
    }

    pub fn data(&self) -> &Path {
        self.folder.path()
    }

    pub async fn ask(
        &self,
        who: &Principal,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let service = path.strip_prefix("/api/v2/").unwrap().split(['/', '?']).next().unwrap();
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let client = self.host.mesh().client(service).on_behalf_of(who);
        let answer = client.send(request.body(body.into()).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        let body = axum::body::to_bytes(body, 1 << 30).await.unwrap().to_vec();
        Answer { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    pub async fn post(&self, who: &Principal, path: &str, body: &Value) -> Answer {
        let headers = [("content-type", "application/json")];
        self.ask(who, "POST", path, &headers, body.to_string()).await
    }

    pub async fn get(&self, who: &Principal, path: &str) -> Answer {
        self.ask(who, "GET", path, &[], Body::empty()).await
    }

    /// What ada sees.
    pub async fn seen(&self, path: &str) -> Value {
        self.get(&ada(), path).await.json(200)
    }

    /// Ada uploads the workbook and opens it; its id.
    pub async fn open_workbook(&self) -> String {
        let mut form = b"--edge\r\nContent-Disposition: form-data; name=\"file\"; \
            filename=\"profit.xlsx\"\r\n\r\n"
            .to_vec();
        form.extend_from_slice(&workbook());
        form.extend_from_slice(b"\r\n--edge--\r\n");
        let headers = [("content-type", "multipart/form-data; boundary=edge")];
        let file = self.ask(&ada(), "POST", "/api/v2/files/upload", &headers, form).await.json(201);
        let opened = self.post(&ada(), "/api/v2/workbooks", &json!({"file_id": file["id"]})).await;
        let opened: Value = serde_json::from_slice(&opened.body).unwrap();
        let id = opened["id"].as_str().unwrap_or_else(|| panic!("{opened}")).to_string();
        self.until(&format!("/api/v2/workbooks/{id}"), "state", &["ready", "failed"], "ready")
            .await;
        id
    }

    /// Waits until a field is one of some, and wants it to be this.
    async fn until(&self, path: &str, field: &str, ends: &[&str], wanted: &str) -> Value {
        let started = Instant::now();
        loop {
            let found = self.seen(path).await;
            let state = found[field].as_str().unwrap_or_default();
            if ends.contains(&state) {
                assert_eq!(state, wanted, "{found}");
                return found;
            }
            assert!(started.elapsed() < PATIENCE, "{path}: {found}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Ada runs the model with this distribution of the cost; the result's id.
    pub async fn run(&self, workbook_id: &str, name: &str, cost: &str) -> String {
        let request = json!({
            "workbook_id": workbook_id,
            "name": name,
            "spec": {
                "inputs": [
                    {"cell": "Model!B1", "name": "Price", "distribution": "Uniform(8, 12)"},
                    {"cell": "Model!B2", "name": "Cost", "distribution": cost},
                ],
                "outputs": [{"cell": "Model!B3", "name": "Profit"}, "Model!B4"],
                "probabilities": ["Model!B3 < 6"],
                "trials": TRIALS, "seed": 5, "sampling": "lhs",
            },
        });
        let started = self.post(&ada(), "/api/v2/simulations", &request).await;
        let started: Value = serde_json::from_slice(&started.body).unwrap();
        let id = started["id"].as_str().unwrap_or_else(|| panic!("{started}")).to_string();
        let path = format!("/api/v2/simulations/{id}/status");
        let ends = ["completed", "failed", "cancelled"];
        let status = self.until(&path, "state", &ends, "completed").await;
        status["result_id"].as_str().unwrap_or_else(|| panic!("{status}")).to_string()
    }

    /// Ada exports a result; what she downloads.
    pub async fn export(&self, id: &str, request: &Value) -> Answer {
        let asked = self.post(&ada(), &format!("/api/v2/results/{id}/export"), request).await;
        assert!(matches!(asked.status, 201 | 202), "{}", String::from_utf8_lossy(&asked.body));
        let asked: Value = serde_json::from_slice(&asked.body).unwrap();
        let path = format!("/api/v2/results/{id}/artifacts/{}", asked["id"].as_str().unwrap());
        let made = self.until(&path, "state", &["ready", "failed"], "ready").await;
        let downloaded = self.get(&ada(), made["download_path"].as_str().unwrap()).await;
        assert_eq!(downloaded.status, 200);
        assert_eq!(made["bytes"].as_u64(), Some(downloaded.body.len() as u64));
        downloaded
    }
}

/// The number in a field of JSON.
#[track_caller]
pub fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("no number: {value}"))
}

#[track_caller]
pub fn assert_near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected} ± {tolerance}");
}

/// The files that a program makes of a file, in a folder of its own.
pub fn converted(
    name: &str,
    content: &[u8],
    program: &str,
    arguments: &[&str],
) -> (tempfile::TempDir, PathBuf, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, content).unwrap();
    let output = std::process::Command::new(program)
        .env("HOME", folder.path())
        .current_dir(folder.path())
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{program}, which scripts/setup installs: {error}"));
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{program}: {errors}");
    (folder, file, String::from_utf8_lossy(&output.stdout).into_owned())
}
