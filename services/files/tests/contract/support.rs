//! The service on a temporary folder, with an identity that knows three people.

use axum::body::Body;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderMap, Request};
use serde_json::{Value, json};
use ulam_contracts::identity::LookupUsers;
use ulam_contracts::permissions::Role;
use ulam_platform::access::{Principal, ServiceCaller, SubjectKind};
use ulam_platform::configuration::Configuration;
use ulam_platform::host::Host;
use ulam_platform::http::Json;
use ulam_platform::service::{Definition, Service};
use utoipa_axum::router::OpenApiRouter;

pub const EXAMPLE: &[u8] = include_bytes!("../../../../examples/cash-flow/cash-flow.xlsx");

/// Knows the members `ada`, `ben` and `cleo` of every tenant.
const PEOPLE: Definition = Definition {
    name: "identity",
    port: 0,
    handles: &[],
    migrations: None,
    timeout_seconds: 5,
    build: |_| {
        Box::pin(async {
            let look_up = |_caller: ServiceCaller, Json(asked): Json<LookupUsers>| async move {
                let known = ["ada", "ben", "cleo"].into_iter().filter(|name| {
                    let email = format!("{name}@example.com");
                    asked.user_ids.iter().any(|id| id == name) || asked.emails.contains(&email)
                });
                let users: Vec<Value> = known
                    .map(|name| {
                        json!({"user_id": name, "email": format!("{name}@example.com"), "is_email_confirmed": true,
                            "name": name.to_uppercase(), "locale": "en", "time_zone": "UTC", "phone": null, "role": "analyst",
                            "preferences": {"theme": "system", "default_trials": null, "default_sampling": null,
                                "reduced_motion": null, "app": {}}})
                    })
                    .collect();
                Json(json!({ "users": users }))
            };
            let path = "/internal/identity/users/lookup";
            let internal = axum::Router::new().route(path, axum::routing::post(look_up));
            Ok(Service {
                router: OpenApiRouter::new(),
                internal,
                subscriptions: Vec::new(),
                workers: Vec::new(),
            })
        })
    },
};

pub struct Stack {
    pub host: Host,
    pub folder: tempfile::TempDir,
}

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    /// The JSON of an answer with this status.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// A member of a tenant.
pub fn member(user: &str, tenant: &str, role: Role) -> Principal {
    Principal {
        subject: user.to_string(),
        kind: SubjectKind::User,
        tenant_id: tenant.to_string(),
        session_id: "session".to_string(),
        permissions: role.permissions().to_vec(),
    }
}

pub fn ada() -> Principal {
    member("ada", "tenant-1", Role::Analyst)
}

async fn start(folder: &tempfile::TempDir, change: impl FnOnce(&mut Configuration)) -> Host {
    let mut configuration = ulam_testing::configuration(folder.path());
    configuration.shutdown_grace_seconds = 1;
    change(&mut configuration);
    Host::start(&[ulam_files::DEFINITION, PEOPLE], &[], configuration).await.unwrap()
}

/// A form with a file and other fields.
pub fn form(name: &str, content: &[u8], fields: &[(&str, &str)]) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for (field, value) in fields {
        body.extend_from_slice(
            format!(
                "--edge\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
            )
            .as_bytes(),
        );
    }
    let head = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n--edge--\r\n");
    ("multipart/form-data; boundary=edge".to_string(), body)
}

impl Stack {
    pub async fn start() -> Stack {
        Stack::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Configuration)) -> Stack {
        let folder = tempfile::tempdir().unwrap();
        Stack { host: start(&folder, change).await, folder }
    }

    /// Stops everything and starts again on the same folder.
    pub async fn restarted(self) -> Stack {
        self.host.stop().await;
        Stack { host: start(&self.folder, |_| {}).await, folder: self.folder }
    }

    pub async fn send(
        &self,
        who: &Principal,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let client = self.host.mesh().client("files").on_behalf_of(who);
        let response = client.send(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, 1 << 30).await.unwrap();
        Answer { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    pub async fn get(&self, who: &Principal, path: &str) -> Answer {
        self.send(who, "GET", path, &[], Body::empty()).await
    }

    pub async fn json(&self, who: &Principal, method: &str, path: &str, body: Value) -> Answer {
        let headers = [("content-type", "application/json")];
        self.send(who, method, path, &headers, Body::from(body.to_string())).await
    }

    pub async fn upload(&self, who: &Principal, name: &str, content: &[u8]) -> Answer {
        self.upload_to(who, "/api/v2/files/upload", name, content, &[]).await
    }

    pub async fn upload_to(
        &self,
        who: &Principal,
        path: &str,
        name: &str,
        content: &[u8],
        fields: &[(&str, &str)],
    ) -> Answer {
        let (media_type, body) = form(name, content, fields);
        self.send(who, "POST", path, &[("content-type", &media_type)], Body::from(body)).await
    }

    /// The file of an upload that must succeed.
    pub async fn uploaded(&self, who: &Principal, name: &str, content: &[u8]) -> String {
        let file = self.upload(who, name, content).await.expect(201);
        file["id"].as_str().unwrap().to_string()
    }

    pub async fn used_bytes(&self, who: &Principal) -> u64 {
        self.get(who, "/api/v2/files/storage/usage").await.expect(200)["used_bytes"]
            .as_u64()
            .unwrap()
    }

    /// Starts a resumable upload: where its bytes go.
    pub async fn begin(&self, who: &Principal, name: &str, length: usize) -> Answer {
        let metadata = format!("filename {}", STANDARD.encode(name));
        let length = length.to_string();
        let headers = [
            ("tus-resumable", "1.0.0"),
            ("upload-length", length.as_str()),
            ("upload-metadata", metadata.as_str()),
        ];
        self.send(who, "POST", "/api/v2/files/uploads", &headers, Body::empty()).await
    }

    pub async fn patch(
        &self,
        who: &Principal,
        path: &str,
        offset: usize,
        checksum: Option<&str>,
        body: Body,
    ) -> Answer {
        let offset = offset.to_string();
        let mut headers = vec![
            ("tus-resumable", "1.0.0"),
            ("upload-offset", offset.as_str()),
            ("content-type", "application/offset+octet-stream"),
        ];
        headers.extend(checksum.map(|checksum| ("upload-checksum", checksum)));
        self.send(who, "PATCH", path, &headers, body).await
    }

    /// Blobs that are stored, keys not counted.
    pub fn blobs(&self) -> Vec<std::path::PathBuf> {
        let mut waiting = vec![self.folder.path().join("blobs").join("files")];
        let mut found = Vec::new();
        while let Some(folder) = waiting.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                match entry.path() {
                    path if path.is_dir() => waiting.push(path),
                    path if path.extension().is_none() => found.push(path),
                    _ => {}
                }
            }
        }
        found
    }
}
