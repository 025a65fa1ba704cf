//! Calls to a server.

use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use ulam_contracts::identity::{
    LoginRequest, LoginResponse, LogoutRequest, RefreshRequest, Session,
};
use ulam_contracts::problem::Problem;

use super::credentials::{Credentials, Shown};
use crate::error::{ExitCode, Failure};

const CONNECT_TIME: Duration = Duration::from_secs(10);
/// Time without a byte.
const SILENCE: Duration = Duration::from_secs(120);

/// A server, and who is signed in there.
pub struct Connection {
    http: Client,
    credentials: Credentials,
}

/// A server where nobody is signed in yet.
pub struct Unsigned {
    http: Client,
    server: String,
}

/// The URL of a server without a slash at the end.
///
/// # Errors
/// What is no http(s) URL.
pub fn server_url(text: &str) -> Result<String, Failure> {
    let text = text.trim().trim_end_matches('/');
    let with_scheme =
        if text.contains("://") { text.to_string() } else { format!("http://{text}") };
    let is_http = with_scheme.starts_with("http://") || with_scheme.starts_with("https://");
    match reqwest::Url::parse(&with_scheme) {
        Ok(url) if is_http && url.has_host() => Ok(with_scheme),
        _ => Err(Failure::usage(format!(
            "'{text}' is no server; write it like https://ulam.example.com"
        ))),
    }
}

/// An id as part of a path.
///
/// # Errors
/// A text that is no id.
pub fn segment(id: &str) -> Result<String, Failure> {
    let is_id =
        !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_id { Ok(id.to_string()) } else { Err(Failure::usage(format!("'{id}' is no id"))) }
}

fn client() -> Result<Client, Failure> {
    let built = Client::builder()
        .connect_timeout(CONNECT_TIME)
        .read_timeout(SILENCE)
        .user_agent(concat!("ulam/", env!("CARGO_PKG_VERSION")))
        .build();
    built.map_err(|error| Failure::new(ExitCode::CannotServe, error.to_string()))
}

impl Unsigned {
    /// Signs in.
    ///
    /// # Errors
    /// The server refuses or can't be reached.
    pub async fn sign_in(&self, request: &LoginRequest) -> Result<LoginResponse, Failure> {
        let call = self.http.post(format!("{}/api/v2/auth/login", self.server)).json(request);
        decoded(sent(call, &self.server).await?).await
    }
}

impl Connection {
    /// The server of the last sign-in.
    ///
    /// # Errors
    /// Nobody is signed in.
    pub fn open() -> Result<Connection, Failure> {
        Connection::with(Credentials::kept()?)
    }

    /// A server with credentials.
    ///
    /// # Errors
    /// The client can't be made.
    pub fn with(credentials: Credentials) -> Result<Connection, Failure> {
        Ok(Connection { http: client()?, credentials })
    }

    /// A server where nobody is signed in yet.
    ///
    /// # Errors
    /// The client can't be made.
    pub fn unsigned(server: &str) -> Result<Unsigned, Failure> {
        Ok(Unsigned { http: client()?, server: server.to_string() })
    }

    /// Keeps the credentials for the next commands.
    ///
    /// # Errors
    /// The file can't be written.
    pub fn keep(&self) -> Result<(), Failure> {
        self.credentials.keep()
    }

    /// GETs.
    ///
    /// # Errors
    /// The server refuses or can't be reached.
    pub async fn get<T: DeserializeOwned>(&mut self, path: &str) -> Result<T, Failure> {
        self.call(Method::GET, path, Ok).await
    }

    /// Sends JSON.
    ///
    /// # Errors
    /// The server refuses or can't be reached.
    pub async fn send<B: Serialize, T: DeserializeOwned>(
        &mut self,
        method: Method,
        path: &str,
        body: &B,
    ) -> Result<T, Failure> {
        self.call(method, path, |call| Ok(call.json(body))).await
    }

    /// Sends a request that `complete` completes. Where the access token has ended meanwhile, it is
    /// renewed and the request sent once more.
    ///
    /// # Errors
    /// The server refuses or can't be reached.
    pub async fn call<T: DeserializeOwned>(
        &mut self,
        method: Method,
        path: &str,
        complete: impl Fn(RequestBuilder) -> Result<RequestBuilder, Failure>,
    ) -> Result<T, Failure> {
        let url = format!("{}{path}", self.credentials.server);
        let request = |shown: &Shown| {
            let token = match shown {
                Shown::ApiKey { key } => key,
                Shown::Session { access_token, .. } => access_token,
            };
            complete(self.http.request(method.clone(), &url).bearer_auth(token))
        };
        let answer = sent(request(&self.credentials.shown)?, &self.credentials.server).await?;
        if answer.status() == StatusCode::UNAUTHORIZED
            && let Some(shown) = self.renewed().await
        {
            let again = sent(request(&shown)?, &self.credentials.server).await?;
            self.credentials.shown = shown;
            self.keep()?;
            return decoded(again).await;
        }
        decoded(answer).await
    }

    /// The session's next tokens, if it can be renewed.
    async fn renewed(&self) -> Option<Shown> {
        let Shown::Session { refresh_token, .. } = &self.credentials.shown else { return None };
        let request = RefreshRequest { refresh_token: Some(refresh_token.clone()) };
        let call = self
            .http
            .post(format!("{}/api/v2/auth/refresh", self.credentials.server))
            .json(&request);
        let session: Session =
            decoded(sent(call, &self.credentials.server).await.ok()?).await.ok()?;
        Credentials::of_session(String::new(), session).map(|credentials| credentials.shown)
    }

    /// Ends the session; an API key stays good.
    ///
    /// # Errors
    /// The server refuses or can't be reached.
    pub async fn sign_out(&mut self) -> Result<(), Failure> {
        if matches!(self.credentials.shown, Shown::ApiKey { .. }) {
            return Ok(());
        }
        self.send(Method::POST, "/api/v2/auth/logout", &LogoutRequest::default()).await
    }
}

async fn sent(call: RequestBuilder, server: &str) -> Result<Response, Failure> {
    call.send().await.map_err(|error| {
        let reason = match (error.is_connect(), error.is_timeout()) {
            (true, _) => "can't be reached",
            (_, true) => "did not answer in time",
            _ => "broke off the connection",
        };
        Failure::new(ExitCode::CannotServe, format!("{server} {reason}"))
    })
}

/// The JSON of an answer; nothing counts as null. A problem becomes a failure of one line.
async fn decoded<T: DeserializeOwned>(answer: Response) -> Result<T, Failure> {
    let status = answer.status();
    let broken = |error: reqwest::Error| {
        Failure::new(ExitCode::CannotServe, format!("the answer broke off: {error}"))
    };
    let body = answer.bytes().await.map_err(broken)?;
    if status.is_success() {
        let json: &[u8] = if body.is_empty() { b"null" } else { &body };
        return serde_json::from_slice(json).map_err(|error| {
            Failure::new(
                ExitCode::CannotServe,
                format!("the answer is not understood ({error}); is it a server of this version?"),
            )
        });
    }
    let Ok(problem) = serde_json::from_slice::<Problem>(&body) else {
        return Err(Failure::new(ExitCode::CannotServe, format!("the server answered {status}")));
    };
    let mut message = problem.detail;
    for field in problem.errors.iter().filter(|_| problem.errors.len() > 1) {
        message.push_str(&format!(" {}: {}.", field.field, field.message));
    }
    let code = match problem.status {
        422 => ExitCode::CannotSimulate,
        _ => ExitCode::CannotServe,
    };
    Err(Failure::new(code, message))
}
