//! The client of a service: one type, wherever the service runs.

use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONNECTION, CONTENT_TYPE, HeaderName, UPGRADE};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Uri};
use http_body_util::{BodyExt, Limited};
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use rand::RngExt;
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use tower::ServiceExt;
use ulam_contracts::problem::{Problem, ProblemKind};

use super::instance::{Address, Instance};
use super::{Mesh, Route};
use crate::access::Principal;
use crate::http::{ApiError, CORRELATION_HEADER, current_correlation_id};

/// Retries of one call.
const RETRIES_MAX: u32 = 2;
const BACKOFF_FIRST_MS: u64 = 25;
/// Tokens between services live this long; they are made for each call.
const TOKEN_SECONDS: u64 = 60;
/// Largest JSON answer taken from another service.
const ANSWER_BYTES_MAX: usize = 64 << 20;

/// Why a service could not be asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MeshError {
    /// No service has this name.
    #[error("there is no service {0}")]
    Unknown(String),
    /// No instance is ready, or all breakers are open.
    #[error("service {service} is not available")]
    Unavailable {
        /// The service.
        service: String,
        /// Milliseconds after which asking again makes sense.
        retry_after_ms: u64,
    },
    /// The instance did not answer in time.
    #[error("service {service} did not answer within {timeout_seconds} s")]
    Timeout {
        /// The service.
        service: String,
        /// Its limit.
        timeout_seconds: u64,
    },
    /// The body of the request ended before its end.
    #[error("the body of the request broke off")]
    BrokenOff,
    /// The connection failed.
    #[error("service {service} can't be reached: {reason}")]
    Unreachable {
        /// The service.
        service: String,
        /// Why.
        reason: String,
    },
}

impl From<MeshError> for ApiError {
    fn from(error: MeshError) -> ApiError {
        tracing::warn!(%error, "call to another service failed");
        match error {
            MeshError::Timeout { .. } => ProblemKind::GatewayTimeout
                .problem("A part of Ulam took too long to answer. Try again.")
                .into(),
            MeshError::BrokenOff => ProblemKind::BadRequest
                .problem("The body of the request broke off. Send it again.")
                .into(),
            MeshError::Unknown(name) => ApiError::internal(format_args!("no service {name}")),
            MeshError::Unavailable { retry_after_ms, .. } => {
                let mut problem = ProblemKind::Unavailable
                    .problem("A part of Ulam is not available now. Try again soon.");
                problem.retry_after_seconds = Some(retry_after_ms as f64 / 1000.0);
                problem.into()
            }
            MeshError::Unreachable { .. } => {
                let mut problem = ProblemKind::Unavailable
                    .problem("A part of Ulam can't be reached now. Try again soon.");
                problem.retry_after_seconds = Some(1.0);
                problem.into()
            }
        }
    }
}

/// A client of one service.
#[derive(Clone)]
pub struct ServiceClient {
    mesh: Mesh,
    service: String,
    authorization: Option<HeaderValue>,
    headers: HeaderMap,
}

impl ServiceClient {
    pub(super) fn new(mesh: Mesh, service: &str) -> ServiceClient {
        ServiceClient {
            mesh,
            service: service.to_string(),
            authorization: None,
            headers: HeaderMap::new(),
        }
    }

    /// Calls as the service `own_name`, on nobody's behalf.
    #[must_use]
    pub fn as_service(self, own_name: &str) -> ServiceClient {
        self.on_behalf_of(&Principal::service(own_name))
    }

    /// Calls with a principal's rights.
    #[must_use]
    pub fn on_behalf_of(mut self, principal: &Principal) -> ServiceClient {
        let token = self.mesh.inner.keys.token(principal, TOKEN_SECONDS);
        self.authorization = HeaderValue::from_str(&format!("Bearer {token}")).ok();
        self
    }

    /// Sends this header with each call.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> ServiceClient {
        self.headers.insert(name, value);
        self
    }

    /// GETs JSON.
    ///
    /// # Errors
    /// The service's problem if it answers with one of status 4xx, else 503 or 504.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ApiError> {
        self.decode(self.send(self.request(Method::GET, path, Body::empty())?).await?).await
    }

    /// Sends JSON and takes JSON (or nothing, for `()`).
    ///
    /// # Errors
    /// As [`ServiceClient::get`].
    pub async fn json<B: Serialize + ?Sized, T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: &B,
    ) -> Result<T, ApiError> {
        self.decode(self.send_json(method, path, serde_json::to_string(body)?).await?).await
    }

    /// POSTs JSON and takes JSON.
    ///
    /// # Errors
    /// As [`ServiceClient::get`].
    pub async fn post<B: Serialize + ?Sized, T: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
    ) -> Result<T, ApiError> {
        self.json(Method::POST, path, body).await
    }

    /// DELETEs, whatever the service says of what is gone.
    ///
    /// # Errors
    /// As [`ServiceClient::get`].
    pub async fn delete(&self, path: &str) -> Result<(), ApiError> {
        let answer = self.send(self.request(Method::DELETE, path, Body::empty())?).await?;
        self.decode(answer).await.map(|IgnoredAny| ())
    }

    /// Sends a JSON text and gives the answer as it is.
    ///
    /// # Errors
    /// The service can't be asked.
    pub async fn send_json(
        &self,
        method: Method,
        path: &str,
        body: String,
    ) -> Result<Response<Body>, MeshError> {
        let mut request = self.request(method, path, Body::from(body))?;
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        self.send(request).await
    }

    /// A request of this client, to be completed and [sent](ServiceClient::send).
    ///
    /// # Errors
    /// A path that can't stand in a URL.
    pub fn request(
        &self,
        method: Method,
        path: &str,
        body: Body,
    ) -> Result<Request<Body>, MeshError> {
        let unreachable = |error: http::Error| MeshError::Unreachable {
            service: self.service.clone(),
            reason: error.to_string(),
        };
        Request::builder().method(method).uri(path).body(body).map_err(unreachable)
    }

    /// Sends a request; the path and query of its URI count. Bodies may stream. A request with
    /// `Upgrade` becomes a tunnel if the service agrees.
    ///
    /// A GET or HEAD without a body is tried again if the instance can't be reached, within the
    /// retry budget.
    ///
    /// # Errors
    /// The service can't be asked. An answer of any status is no error here.
    pub async fn send(&self, mut request: Request<Body>) -> Result<Response<Body>, MeshError> {
        let route = self
            .mesh
            .route(&self.service)
            .ok_or_else(|| MeshError::Unknown(self.service.clone()))?;
        if let Some(authorization) = &self.authorization {
            request.headers_mut().insert(AUTHORIZATION, authorization.clone());
        }
        for (name, value) in &self.headers {
            request.headers_mut().insert(name, value.clone());
        }
        if !request.headers().contains_key(CORRELATION_HEADER)
            && let Some(id) = current_correlation_id()
            && let Ok(value) = HeaderValue::from_str(&id)
        {
            request.headers_mut().insert(CORRELATION_HEADER, value);
        }
        route.budget.earn();
        let repeatable = is_repeatable(&request);
        let mut tried = Vec::new();
        let mut attempt = 0;
        loop {
            let next_request =
                if repeatable { copy_of(&request) } else { std::mem::take(&mut request) };
            let outcome = self.attempt(route, next_request, &mut tried).await;
            let error = match outcome {
                // An instance that is shutting down or overloaded: another may do better.
                Ok(response) if response.status() != StatusCode::SERVICE_UNAVAILABLE => {
                    return Ok(response);
                }
                // It has cost the caller its time; asking again would cost it twice.
                Err(error @ MeshError::Timeout { .. }) => return Err(error),
                outcome => outcome,
            };
            attempt += 1;
            if !repeatable || attempt > RETRIES_MAX || !route.budget.spend() {
                return error;
            }
            if tried.len() >= route.instances.len() {
                tried.clear();
            }
            let backoff_ms = BACKOFF_FIRST_MS << attempt;
            let jittered = rand::rng().random_range(backoff_ms / 2..=backoff_ms);
            tokio::time::sleep(Duration::from_millis(jittered)).await;
        }
    }

    async fn attempt(
        &self,
        route: &Route,
        request: Request<Body>,
        tried: &mut Vec<usize>,
    ) -> Result<Response<Body>, MeshError> {
        let unavailable = |retry_after_ms| MeshError::Unavailable {
            service: self.service.clone(),
            retry_after_ms,
        };
        let index =
            route.pick(self.mesh.inner.balancing, tried).ok_or_else(|| unavailable(1_000))?;
        tried.push(index);
        let instance = &route.instances[index];
        let refused =
            |wait: Duration| unavailable(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
        let permit = instance.breaker.permit().map_err(refused)?;
        let in_flight = instance.begin();
        let answer = tokio::time::timeout(route.timeout, self.ask(instance, request)).await;
        drop(in_flight);
        match answer {
            Err(_) => {
                permit.failed(format!("no answer within {} s", route.timeout.as_secs()));
                Err(MeshError::Timeout {
                    service: self.service.clone(),
                    timeout_seconds: route.timeout.as_secs(),
                })
            }
            // The client went away in the middle of its upload: the instance can't help it.
            Ok(Err(error @ MeshError::BrokenOff)) => Err(error),
            Ok(Err(error)) => {
                permit.unanswered(error.to_string());
                Err(error)
            }
            Ok(Ok(response)) if response.status().is_server_error() => {
                permit.failed(format!("answered {}", response.status()));
                Ok(response)
            }
            Ok(Ok(response)) => {
                permit.succeeded();
                Ok(response)
            }
        }
    }

    async fn ask(
        &self,
        instance: &Instance,
        mut request: Request<Body>,
    ) -> Result<Response<Body>, MeshError> {
        let unreachable =
            |reason: String| MeshError::Unreachable { service: self.service.clone(), reason };
        match &instance.address {
            Address::Local(router) => {
                let router =
                    router.get().ok_or_else(|| unreachable("it is starting".to_string()))?;
                match router.clone().oneshot(request).await {
                    Ok(response) => Ok(response),
                    Err(never) => match never {},
                }
            }
            Address::Remote(remote) => {
                let connections = remote.connections.as_ref().ok_or_else(|| {
                    unreachable(format!("'{}' is not a scheme, host and port", remote.url))
                })?;
                let path = request.uri().path_and_query().cloned();
                *request.uri_mut() = path.map(Uri::from).unwrap_or_default();
                let client_side = request.extensions_mut().remove::<OnUpgrade>();
                if !request.headers().contains_key(UPGRADE) {
                    request.headers_mut().remove(CONNECTION);
                }
                *request.version_mut() = http::Version::HTTP_11;
                let answer = connections.send(request).await;
                let mut response = answer.map_err(|error| {
                    if is_of_request_body(&*error) {
                        return MeshError::BrokenOff;
                    }
                    unreachable(crate::http::error_chain(&*error))
                })?;
                if response.status() == StatusCode::SWITCHING_PROTOCOLS
                    && let Some(client_side) = client_side
                {
                    tunnel(client_side, hyper::upgrade::on(&mut response));
                }
                Ok(response)
            }
        }
    }

    /// The JSON of an answer, or its problem as our own.
    async fn decode<T: DeserializeOwned>(&self, response: Response<Body>) -> Result<T, ApiError> {
        let status = response.status();
        let collected = Limited::new(response.into_body(), ANSWER_BYTES_MAX).collect().await;
        let body = collected
            .map_err(|error| {
                ApiError::internal(format_args!("answer of {} broke off: {error}", self.service))
            })?
            .to_bytes();
        if status.is_success() {
            let json: &[u8] = if body.is_empty() { b"null" } else { &body };
            return serde_json::from_slice(json).map_err(|error| {
                ApiError::internal(format_args!(
                    "answer of {} not understood: {error}",
                    self.service
                ))
            });
        }
        match serde_json::from_slice::<Problem>(&body) {
            Ok(mut problem) if status.is_client_error() => {
                problem.instance = None;
                problem.correlation_id = None;
                Err(problem.into())
            }
            _ if status == StatusCode::SERVICE_UNAVAILABLE
                || status == StatusCode::GATEWAY_TIMEOUT =>
            {
                Err(MeshError::Unavailable { service: self.service.clone(), retry_after_ms: 1_000 }
                    .into())
            }
            _ => Err(ApiError::internal(format_args!("{} answered {status}", self.service))),
        }
    }
}

/// Whether a call failed because the body that was to be sent ended in an error.
fn is_of_request_body(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_user) {
            return true;
        }
        cause = error.source();
    }
    false
}

fn is_repeatable(request: &Request<Body>) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD)
        && http_body::Body::is_end_stream(request.body())
        && !request.headers().contains_key(UPGRADE)
}

fn copy_of(request: &Request<Body>) -> Request<Body> {
    let mut copy = Request::new(Body::from(Bytes::new()));
    *copy.method_mut() = request.method().clone();
    *copy.uri_mut() = request.uri().clone();
    *copy.headers_mut() = request.headers().clone();
    *copy.extensions_mut() = request.extensions().clone();
    copy
}

/// Carries bytes both ways between a client's upgraded connection and an instance's.
fn tunnel(client_side: OnUpgrade, instance_side: OnUpgrade) {
    tokio::spawn(async move {
        let (client, instance) = match tokio::try_join!(client_side, instance_side) {
            Ok(both) => both,
            Err(error) => return tracing::debug!(%error, "tunnel not opened"),
        };
        let (mut client, mut instance) = (TokioIo::new(client), TokioIo::new(instance));
        if let Err(error) = tokio::io::copy_bidirectional(&mut client, &mut instance).await {
            tracing::debug!(%error, "tunnel ended");
        }
    });
}
