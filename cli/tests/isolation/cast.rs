//! Who acts in the matrix: Ada, whose things are all named with a mark that nobody else may read, and
//! others with lesser rights, or none.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use reqwest::RequestBuilder;
use serde_json::{Value, json};
use ulam_platform::access::Keys;

use super::document::{Objects, Sample};
use super::stack::{Shape, Stack, eventually, repository_file};

/// Part of the name of each of Ada's things.
pub const MARK: &str = "adas-secret-7391";

/// Limits out of the way, and each request from an address of its own.
const SETTINGS: [&str; 9] = [
    "gateway.requests_per_second=100000",
    "gateway.burst=100000",
    "gateway.tenant_requests_per_second=100000",
    "gateway.heavy_requests_per_second=10000",
    "gateway.heavy_burst=10000",
    "gateway.sign_in_attempts_per_minute=10000",
    "gateway.trusted_proxies=[\"127.0.0.1\"]",
    "notifications.private_webhook_addresses=true",
    "log.filter=warn",
];

/// A credential as it is sent.
#[derive(Clone, Debug)]
pub enum Credential {
    None,
    Token(String),
    Key(String),
    /// The token of a link, for those without an account.
    Link(String),
}

/// Ada's things by the collection that they are in.
#[derive(Clone, Debug, Default)]
pub struct Things(pub BTreeMap<String, String>);

impl Objects for Things {
    fn id(&self, collection: &str) -> Option<String> {
        self.0.get(collection).cloned()
    }
}

/// Nobody's things.
pub struct Nothing;

impl Objects for Nothing {
    fn id(&self, _collection: &str) -> Option<String> {
        None
    }
}

pub struct Cast {
    pub stack: Stack,
    pub document: Value,
    pub things: Things,
    /// The owner of the first tenant.
    pub ada: String,
    pub tenant_id: String,
    /// The owner of another, and her things.
    pub mallory: String,
    pub mallorys: Things,
    /// A member of Ada's tenant who may read.
    pub viewer: String,
    pub expired: String,
    pub revoked: String,
    addresses: AtomicU32,
}

impl Cast {
    pub async fn gather() -> Cast {
        let stack = Stack::start(Shape::AllInOne, &SETTINGS);
        let document = stack.get("/api/v2/openapi.json").await.json().await.expect("a document");
        let mut cast = Cast {
            stack,
            document,
            things: Things::default(),
            ada: String::new(),
            tenant_id: String::new(),
            mallory: String::new(),
            mallorys: Things::default(),
            viewer: String::new(),
            expired: String::new(),
            revoked: String::new(),
            addresses: AtomicU32::new(1),
        };
        cast.ada = cast.registered("ada", MARK).await;
        cast.mallory = cast.registered("mallory", "Mallory Ltd").await;
        let user = cast.ask("GET", "/api/v2/auth/user", Value::Null).await;
        cast.tenant_id = text(&user["principal"]["tenant_id"]);
        let (tenant, ada) = (cast.tenant_id.clone(), text(&user["principal"]["user_id"]));
        cast.keep("tenants", &tenant);
        for collection in ["members", "users"] {
            cast.keep(collection, &ada);
        }
        let made = cast.things_of(&cast.ada, &cast.tenant_id, MARK).await;
        cast.things.0.extend(made.0);
        let mallorys = cast.tenant_of(&cast.mallory).await;
        cast.mallorys = cast.things_of(&cast.mallory, &mallorys, "mallorys").await;
        cast.viewer = cast.member("victor", "viewer").await;
        cast.expired = cast.expired_token();
        // Clocks may differ by some seconds, so that a token is good a little longer than it says.
        let expired = Credential::Token(cast.expired.clone());
        eventually("the token expires", Duration::from_secs(120), || async {
            let asked = cast.sent("GET", "/api/v2/auth/user", &expired).send().await;
            asked.expect("an answer").status() == 401
        })
        .await;
        cast.revoked = cast.signed_in("ada").await;
        let out =
            cast.sent("POST", "/api/v2/auth/logout", &Credential::Token(cast.revoked.clone()));
        assert_eq!(out.json(&json!({})).send().await.expect("an answer").status(), 204);
        // The session that is named is not the one in use.
        cast.signed_in("ada").await;
        let sessions = cast.ask("GET", "/api/v2/auth/sessions", Value::Null).await;
        let other = sessions["items"]
            .as_array()
            .expect("items")
            .iter()
            .find(|one| one["is_current"] == false);
        let other = text(&other.expect("another session")["id"]);
        cast.keep("sessions", &other);
        cast
    }

    fn keep(&mut self, collection: &str, id: &str) {
        self.things.0.insert(collection.to_string(), id.to_string());
    }

    /// A request with a credential, from an address of its own.
    pub fn sent(&self, method: &str, path: &str, credential: &Credential) -> RequestBuilder {
        let number = self.addresses.fetch_add(1, Ordering::Relaxed);
        let address = format!("10.{}.{}.{}", number >> 16 & 255, number >> 8 & 255, number & 255);
        let request = self.stack.request(method, path).header("X-Forwarded-For", address);
        match credential {
            Credential::None => request,
            Credential::Token(token) => request.bearer_auth(token),
            Credential::Key(key) => request.header("X-Api-Key", key),
            Credential::Link(token) => request.header("X-Ulam-Share", token),
        }
    }

    /// Sends a sample.
    pub fn sample(&self, method: &str, sample: &Sample, credential: &Credential) -> RequestBuilder {
        let mut request = self.sent(method, &sample.path, credential);
        for (name, value) in &sample.headers {
            request = request.header(name, value);
        }
        match &sample.body {
            Some((kind, body)) => request.header("Content-Type", kind).body(body.clone()),
            None => request,
        }
    }

    async fn tenant_of(&self, token: &str) -> String {
        let user = self.ask_as(token, "GET", "/api/v2/auth/user", Value::Null).await;
        text(&user["principal"]["tenant_id"])
    }

    /// Asks as Ada; what was answered.
    pub async fn ask(&self, method: &str, path: &str, body: Value) -> Value {
        self.ask_as(&self.ada, method, path, body).await
    }

    async fn ask_as(&self, token: &str, method: &str, path: &str, body: Value) -> Value {
        let request = self.sent(method, path, &Credential::Token(token.to_string()));
        let request = if body.is_null() { request } else { request.json(&body) };
        let answer = request.send().await.expect("an answer");
        let status = answer.status();
        let text = answer.text().await.expect("a text");
        assert!(status.is_success(), "{method} {path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    async fn registered(&self, name: &str, organization: &str) -> String {
        let body = json!({
            "email": format!("{name}@example.com"), "password": password(name), "name": name,
            "organization": organization,
        });
        let sent = self.sent("POST", "/api/v2/auth/register", &Credential::None).json(&body);
        let answer: Value = sent.send().await.expect("an answer").json().await.expect("JSON");
        text(&answer["session"]["access_token"])
    }

    /// Another session of somebody.
    pub async fn signed_in(&self, name: &str) -> String {
        let body = json!({
            "method": "password", "email": format!("{name}@example.com"), "password": password(name),
        });
        let sent = self.sent("POST", "/api/v2/auth/login", &Credential::None).json(&body);
        let answer: Value = sent.send().await.expect("an answer").json().await.expect("JSON");
        text(&answer["session"]["access_token"])
    }

    /// Somebody who joins Ada's tenant in a role.
    async fn member(&self, name: &str, role: &str) -> String {
        let path = format!("/api/v2/tenants/{}/invitations", self.tenant_id);
        let body = json!({"email": format!("{name}@example.com"), "role": role});
        let invited = self.ask("POST", &path, body).await;
        let token = text(&invited["url"]).rsplit("token=").next().expect("a token").to_string();
        let body = json!({"token": token, "name": name, "password": password(name)});
        let sent = self.sent("POST", "/api/v2/invitations/accept", &Credential::None).json(&body);
        let answer: Value = sent.send().await.expect("an answer").json().await.expect("JSON");
        text(&answer["access_token"])
    }

    /// Links to one of Ada's things of each kind, with the only permission that they give.
    pub async fn links(&self) -> Vec<(&'static str, Credential)> {
        let mut links = Vec::new();
        for (collection, shares, permission) in [
            ("files", "permissions", "files:read"),
            ("results", "shares", "results:read"),
            ("saved-simulations", "shares", "saved_simulations:read"),
        ] {
            let id = self.things.id(collection).expect("a thing");
            let path = format!("/api/v2/{collection}/{id}/{shares}");
            let shared = self.ask("PUT", &path, json!({"link": {}})).await;
            links.push((permission, Credential::Link(text(&shared["link"]["token"]))));
        }
        links
    }

    /// A key of Ada's with these permissions.
    pub async fn key(&self, permissions: &[String]) -> Credential {
        let body = json!({"name": format!("key {MARK}"), "permissions": permissions});
        Credential::Key(text(&self.ask("POST", "/api/v2/api-keys", body).await["secret"]))
    }

    /// A token of Ada's that ends now, signed with this server's key.
    fn expired_token(&self) -> String {
        let keys = Keys::from_file(&self.stack.data.path().join("data/keys/master.key"));
        let keys = keys.expect("the server's key");
        let principal = keys.verify(&self.ada).expect("a token of this server");
        keys.token(&principal, 0)
    }

    /// One of everything that somebody can have, each named with a mark.
    async fn things_of(&self, token: &str, tenant_id: &str, mark: &str) -> Things {
        let mut things = Things::default();
        let mut keep = |collection: &str, id: &str| {
            things.0.insert(collection.to_string(), id.to_string());
        };
        let ask = |method: &'static str, path: String, body: Value| async move {
            self.ask_as(token, method, &path, body).await
        };
        let workbook = std::fs::read(repository_file("examples/cash-flow/cash-flow.xlsx"));
        let name = format!("{mark}.xlsx");
        let part = reqwest::multipart::Part::bytes(workbook.expect("an example")).file_name(name);
        let form = reqwest::multipart::Form::new().part("file", part);
        let owner = Credential::Token(token.to_string());
        let sent = self.sent("POST", "/api/v2/files/upload", &owner).multipart(form).send().await;
        let file: Value = sent.expect("an answer").json().await.expect("JSON");
        keep("files", &text(&file["id"]));

        let body = json!({"file_id": file["id"], "name": mark});
        let workbook = ask("POST", "/api/v2/workbooks".to_string(), body).await;
        let workbook = text(&workbook["id"]);
        let path = format!("/api/v2/workbooks/{workbook}");
        eventually("the workbook is open", Duration::from_secs(30), || async {
            ask("GET", path.clone(), Value::Null).await["state"] == "ready"
        })
        .await;
        keep("workbooks", &workbook);
        keep("sheets", "Model");

        let spec = json!({
            "inputs": [{"cell": "Inputs!C7", "name": mark, "distribution": "Normal(0.02, 0.012)"}],
            "outputs": ["Model!D23"], "probabilities": ["Model!D23 < 0"], "trials": 500, "seed": 1,
        });
        let body = json!({"workbook_id": workbook, "name": mark, "spec": spec});
        let simulation = text(&ask("POST", "/api/v2/simulations".to_string(), body).await["id"]);
        let path = format!("/api/v2/simulations/{simulation}/status");
        eventually("the simulation is done", Duration::from_secs(60), || async {
            ask("GET", path.clone(), Value::Null).await["state"] == "completed"
        })
        .await;
        let result = text(&ask("GET", path.clone(), Value::Null).await["result_id"]);
        keep("simulations", &simulation);
        keep("progress", &simulation);
        keep("results", &result);
        let path = format!("/api/v2/results/{result}/export");
        let artifact = ask("POST", path, json!({"format": "csv"})).await;
        keep("artifacts", &text(&artifact["id"]));

        let body = json!({"workbook_id": workbook, "name": mark, "spec": spec});
        let saved = text(&ask("POST", "/api/v2/saved-simulations".to_string(), body).await["id"]);
        let path = format!("/api/v2/saved-simulations/{saved}/comments");
        let comment = ask("POST", path.clone(), json!({"text": mark})).await;
        keep("saved-simulations", &saved);
        keep("comments", &text(&comment["id"]));

        let body =
            json!({"url": format!("https://127.0.0.1:1/{mark}"), "events": ["simulation.failed"]});
        let webhook = ask("POST", "/api/v2/notifications/webhooks".to_string(), body).await;
        let webhook = text(&webhook["webhook"]["id"]);
        let body = json!({"webhook_id": webhook});
        let delivery = ask("POST", "/api/v2/notifications/webhook".to_string(), body).await;
        keep("webhooks", &webhook);
        keep("deliveries", &text(&delivery["id"]));

        let body = json!({
            "name": mark, "subject": {"kind": "result", "workbook_id": workbook, "statistic": "mean"},
            "comparator": "above", "threshold": 0.5, "channels": ["in_app"],
        });
        let alert = ask("POST", "/api/v2/alerts".to_string(), body).await;
        keep("alerts", &text(&alert["id"]));
        let body = json!({"name": mark, "permissions": ["files:read"]});
        let key = ask("POST", "/api/v2/api-keys".to_string(), body).await;
        keep("api-keys", &text(&key["key"]["id"]));
        let path = format!("/api/v2/tenants/{}/invitations", tenant_id);
        let body = json!({"email": format!("{mark}@example.com"), "role": "viewer"});
        let invitation = ask("POST", path.clone(), body).await;
        keep("invitations", &text(&invitation["invitation"]["id"]));

        let upload = self.sent("POST", "/api/v2/files/uploads", &owner);
        let upload = upload.header("Tus-Resumable", "1.0.0").header("Upload-Length", "10");
        let upload = upload.header("Upload-Metadata", "filename YS5jc3Y=").send().await;
        let upload: Value = upload.expect("an answer").json().await.expect("JSON");
        keep("uploads", &text(&upload["id"]));
        eventually("Ada is told", Duration::from_secs(20), || async {
            let inbox = ask("GET", "/api/v2/notifications".to_string(), Value::Null).await;
            inbox["items"].as_array().is_some_and(|items| !items.is_empty())
        })
        .await;
        let inbox = ask("GET", "/api/v2/notifications".to_string(), Value::Null).await;
        keep("notifications", &text(&inbox["items"][0]["id"]));
        things
    }
}

fn password(name: &str) -> String {
    format!("a long passphrase of {name} 7391")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("a text instead of {value}")).to_string()
}
