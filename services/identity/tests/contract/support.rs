//! The service on a temporary folder, and one that keeps the mails it is given.

use std::sync::Mutex;

use axum::body::Body;
use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, SET_COOKIE};
use http::{HeaderMap, Request};
use serde_json::{Value, json};
use ulam_contracts::notifications::SendEmail;
use ulam_platform::access::ServiceCaller;
use ulam_platform::configuration::Configuration;
use ulam_platform::host::Host;
use ulam_platform::http::Json;
use ulam_platform::service::{Definition, Service};
use utoipa_axum::router::OpenApiRouter;

pub const PASSWORD: &str = "correct horse battery staple";

static MAILS: Mutex<Vec<SendEmail>> = Mutex::new(Vec::new());

/// Takes mails as notifications does.
const MAILBOX: Definition = Definition {
    name: "notifications",
    port: 8006,
    handles: &[],
    migrations: None,
    timeout_seconds: 10,
    build: |_| {
        Box::pin(async {
            let take = |_caller: ServiceCaller, Json(mail): Json<SendEmail>| async move {
                MAILS.lock().unwrap().push(mail);
                Json(json!({}))
            };
            let internal = axum::Router::new()
                .route("/internal/notifications/email", axum::routing::post(take));
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
    pub body: Value,
}

impl Answer {
    /// The body of an answer with this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.body
    }

    /// The session's cookie that was set.
    pub fn cookie(&self) -> Option<String> {
        let lines =
            self.headers.get_all(SET_COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        let value = lines.filter_map(|line| line.strip_prefix("ulam_session=")).next()?;
        Some(value.split(';').next().unwrap().to_string())
    }
}

/// How a request proves who sends it.
#[derive(Clone, Copy, Default)]
pub struct As<'a> {
    pub token: Option<&'a str>,
    pub cookie: Option<&'a str>,
    pub address: Option<&'a str>,
}

pub fn bearer(token: &str) -> As<'_> {
    As { token: Some(token), ..As::default() }
}

pub fn from(address: &str) -> As<'_> {
    As { address: Some(address), ..As::default() }
}

/// A signed-in user.
pub struct Person {
    pub token: String,
    pub refresh: String,
    pub user_id: String,
    pub tenant_id: String,
    pub session_id: String,
}

pub fn person(session: &Value) -> Person {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
    Person {
        token: text(&session["access_token"]),
        refresh: text(&session["refresh_token"]),
        user_id: text(&session["principal"]["user_id"]),
        tenant_id: text(&session["principal"]["tenant_id"]),
        session_id: text(&session["session_id"]),
    }
}

impl Stack {
    pub async fn start() -> Stack {
        Stack::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Configuration)) -> Stack {
        let folder = tempfile::tempdir().unwrap();
        let mut configuration =
            Configuration { data: folder.path().to_path_buf(), ..Configuration::default() };
        configuration.shutdown_grace_seconds = 1;
        change(&mut configuration);
        let host =
            Host::start(&[ulam_identity::DEFINITION, MAILBOX], &[], configuration).await.unwrap();
        Stack { host, folder }
    }

    pub async fn send(&self, method: &str, path: &str, who: As<'_>, body: Option<Value>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = who.token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(cookie) = who.cookie {
            request = request.header(COOKIE, format!("other=1; ulam_session={cookie}"));
        }
        if let Some(address) = who.address {
            request = request.header("x-ulam-client-address", address);
        }
        let request = match body {
            Some(body) => {
                request.header(CONTENT_TYPE, "application/json").body(Body::from(body.to_string()))
            }
            None => request.body(Body::empty()),
        };
        let response = self.host.mesh().client("identity").send(request.unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 1 << 22).await.unwrap();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    pub async fn get(&self, path: &str, token: &str) -> Answer {
        self.send("GET", path, bearer(token), None).await
    }

    pub async fn post(&self, path: &str, token: &str, body: Value) -> Answer {
        self.send("POST", path, bearer(token), Some(body)).await
    }

    /// Asks as the gateway does.
    pub async fn internal(&self, path: &str, body: &Value) -> Result<Value, u16> {
        let client = self.host.mesh().client("identity").as_service("gateway");
        client.post::<_, Value>(path, body).await.map_err(|error| error.status().as_u16())
    }

    pub async fn register(&self, email: &str) -> Person {
        let body = json!({"email": email, "password": PASSWORD, "name": "Ada Lovelace"});
        let answer =
            self.send("POST", "/api/v2/auth/register", As::default(), Some(body)).await.expect(201);
        person(&answer["session"])
    }

    pub async fn login(&self, email: &str, password: &str, who: As<'_>) -> Answer {
        let body = json!({"method": "password", "email": email, "password": password});
        self.send("POST", "/api/v2/auth/login", who, Some(body)).await
    }

    /// A second user in a person's tenant.
    pub async fn invited(&self, owner: &Person, email: &str, role: &str) -> Person {
        let path = format!("/api/v2/tenants/{}/invitations", owner.tenant_id);
        let invited =
            self.post(&path, &owner.token, json!({"email": email, "role": role})).await.expect(201);
        let token = invited["url"].as_str().unwrap().split("token=").nth(1).unwrap().to_string();
        let body = json!({"token": token, "name": "Grace Hopper", "password": PASSWORD});
        let session = self
            .send("POST", "/api/v2/invitations/accept", As::default(), Some(body))
            .await
            .expect(200);
        person(&session)
    }

    /// The newest mail to an address, waiting for it.
    pub async fn mail(&self, to: &str) -> SendEmail {
        for _ in 0..200 {
            let found = MAILS.lock().unwrap().iter().rev().find(|mail| mail.to == [to]).cloned();
            if let Some(mail) = found {
                return mail;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("no mail to {to}");
    }

    pub fn mails_to(&self, to: &str) -> usize {
        MAILS.lock().unwrap().iter().filter(|mail| mail.to == [to]).count()
    }
}

/// The token of a mail's link.
pub fn token_of(mail: &SendEmail) -> String {
    mail.action_url.as_ref().unwrap().split("token=").nth(1).unwrap().to_string()
}
