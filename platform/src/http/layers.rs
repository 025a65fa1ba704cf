//! What surrounds every service's endpoints: correlation, logs, metrics, timeouts, limits, panics.

use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use futures::FutureExt;
use http::HeaderValue;
use tracing::Instrument;
use ulam_contracts::problem::ProblemKind;

use super::client_address;
use super::correlation::{self, CORRELATION_HEADER};
use super::error::ApiError;
use super::requests::RequestMetrics;
use crate::identifier::is_id;
use crate::service::Shared;

/// Tokens in paths have at least so many characters.
const TOKEN_CHARACTERS_MIN: usize = 24;

/// A router with the layers of a service around it. A handler that needs a larger body sets its own
/// `DefaultBodyLimit`. Streaming answers may last longer than `timeout`, which bounds the time to
/// the first byte.
pub(crate) fn layered(
    router: Router,
    service: &'static str,
    shared: Shared,
    timeout: Duration,
    body_bytes_max: usize,
) -> Router {
    let surroundings =
        Arc::new(Surroundings { service, timeout, requests: RequestMetrics::new(service), shared });
    router
        .fallback(|| async {
            ApiError::from(
                ProblemKind::NotFound
                    .problem("There is nothing at this path. See /docs for the endpoints."),
            )
        })
        .method_not_allowed_fallback(|| async {
            ApiError::from(
                ProblemKind::MethodNotAllowed
                    .problem("This path does not take this method. See /docs."),
            )
        })
        .layer(DefaultBodyLimit::max(body_bytes_max))
        .layer(from_fn(move |request: Request, next: Next| {
            observed(surroundings.clone(), request, next)
        }))
}

/// What the layers of a service know of it.
struct Surroundings {
    service: &'static str,
    timeout: Duration,
    requests: RequestMetrics,
    shared: Shared,
}

async fn observed(around: Arc<Surroundings>, mut request: Request, next: Next) -> Response {
    let id = correlation::of_request(request.headers());
    let client_address = client_address::of_request(request.headers());
    let method = request.method().clone();
    // A copy of its address, which is shared, costs less than one of its path.
    let uri = request.uri().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    request.extensions_mut().insert(around.shared.clone());
    let span = tracing::info_span!(
        "request", service = around.service, %method, path = %Loggable(uri.path()), correlation_id = %id
    );
    let work = async move {
        let started = Instant::now();
        let guarded = AssertUnwindSafe(next.run(request)).catch_unwind();
        let response = match tokio::time::timeout(around.timeout, guarded).await {
            Ok(Ok(response)) => response,
            Ok(Err(payload)) => panicked(payload.as_ref()),
            Err(_) => timed_out(around.timeout),
        };
        let response = with_instance(response, uri.path());
        let elapsed = started.elapsed();
        let status = response.status().as_u16();
        let route = route.as_ref().map_or("unmatched", MatchedPath::as_str);
        around.requests.note(&method, route, status, elapsed);
        tracing::debug!(status, elapsed_ms = elapsed.as_millis() as u64, "answered");
        response
    };
    let header = HeaderValue::from_str(&id);
    let work = client_address::scope(client_address, work.instrument(span));
    let mut response = correlation::scope(id, work).await;
    if let Ok(value) = header {
        response.headers_mut().insert(CORRELATION_HEADER, value);
    }
    response
}

/// A path as it may stand in the log. Links of shares and invitations have their token in the path;
/// segments that could be one are left out.
struct Loggable<'a>(&'a str);

impl fmt::Display for Loggable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, segment) in self.0.split('/').enumerate() {
            let slash = if index == 0 { "" } else { "/" };
            write!(f, "{slash}{}", if is_token(segment) { "…" } else { segment })?;
        }
        Ok(())
    }
}

fn is_token(segment: &str) -> bool {
    segment.len() >= TOKEN_CHARACTERS_MIN
        && !is_id(segment)
        && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

fn timed_out(timeout: Duration) -> Response {
    let detail = format!(
        "The request took longer than {} s and was given up. Try a smaller one.",
        timeout.as_secs()
    );
    ApiError::from(ProblemKind::GatewayTimeout.problem(detail)).into_response()
}

fn panicked(payload: &(dyn std::any::Any + Send)) -> Response {
    let text = payload.downcast_ref::<&str>().map(ToString::to_string);
    let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
    ApiError::internal(format_args!("panic: {}", text.unwrap_or_default())).into_response()
}

/// A problem says at which path it happened; handlers don't know it.
fn with_instance(mut response: Response, path: &str) -> Response {
    let Some(error) = response.extensions_mut().remove::<ApiError>() else {
        return response;
    };
    if error.problem().instance.is_some() {
        return response;
    }
    let mut completed = error.at(path).into_response();
    completed.extensions_mut().remove::<ApiError>();
    for (name, value) in response.headers() {
        if !completed.headers().contains_key(name) && name != http::header::CONTENT_LENGTH {
            completed.headers_mut().append(name, value.clone());
        }
    }
    completed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loggable(path: &str) -> String {
        Loggable(path).to_string()
    }

    #[test]
    fn tokens_in_paths_are_not_logged_and_ids_are() {
        let id = crate::identifier::new_id();
        let token = crate::access::random_token(24);
        assert_eq!(loggable(&format!("/shared/{token}")), "/shared/…");
        assert_eq!(loggable(&format!("/api/v2/invitations/{token}")), "/api/v2/invitations/…");
        for path in ["/", "/api/v2/saved-simulations", "/assets/index-Bq3fZ0aV.js"] {
            assert_eq!(loggable(path), path);
        }
        let path = format!("/api/v2/files/{id}/download");
        assert_eq!(loggable(&path), path);
    }
}
