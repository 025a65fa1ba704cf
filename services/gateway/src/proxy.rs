//! Carrying requests to services and their answers back, both streaming; WebSockets too.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::header::{
    CONNECTION, CONTENT_LENGTH, COOKIE, HeaderName, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, TE,
    TRAILER, TRANSFER_ENCODING, UPGRADE,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use http_body::Body as _;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::upgrade::OnUpgrade;
use ulam_contracts::problem::ProblemKind;
use ulam_platform::http::{ApiError, CORRELATION_HEADER, current_correlation_id};

use crate::credentials::Admitted;
use crate::gateway::Gateway;
use crate::routes::{Route, Target};
use crate::{api, web};

/// Headers of one connection, which don't go further (RFC 9110, section 7.6.1).
const HOP_BY_HOP: [HeaderName; 6] =
    [CONNECTION, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, TE, TRAILER, TRANSFER_ENCODING];
const KEEP_ALIVE: &str = "keep-alive";

/// Answers what no endpoint of the gateway's own answers under its current name.
pub(crate) async fn forward(
    gateway: &Arc<Gateway>,
    route: &Route,
    admitted: Option<Admitted>,
    request: Request,
) -> Response {
    let answer = match route.target {
        Target::Service(name) => {
            to_service(gateway, name, route.successor.as_deref(), request).await
        }
        Target::Own => {
            let current = route.successor.as_deref().unwrap_or_default();
            // Seldom asked, and large.
            Box::pin(api::by_older_name(gateway, current, request.method(), admitted)).await
        }
        Target::Web => web::answer(request.method(), request.uri().path(), request.headers()),
        Target::Nothing => Err(nothing()),
    };
    answer.unwrap_or_else(IntoResponse::into_response)
}

/// 404 for a path that leads nowhere.
pub(crate) fn nothing() -> ApiError {
    ProblemKind::NotFound
        .problem("There is nothing at this path. See /docs for the endpoints.")
        .into()
}

/// Sends a request to a service, by its current name if it has come by an older one.
async fn to_service(
    gateway: &Gateway,
    service: &str,
    current_path: Option<&str>,
    request: Request,
) -> Result<Response, ApiError> {
    let (mut parts, body) = request.into_parts();
    let path = current_path.unwrap_or(parts.uri.path());
    let limit = body_bytes_max(gateway, &parts.method, path);
    let announced = parts
        .headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|bytes| bytes > limit) {
        return Err(too_large(limit));
    }
    if let Some(path) = current_path {
        parts.uri = with_path(&parts.uri, path)?;
    }
    let is_upgrade = parts.headers.contains_key(UPGRADE);
    without_hop_by_hop(&mut parts.headers, is_upgrade);
    if service != "identity" {
        parts.headers.remove(COOKIE);
    }
    if let Some(id) = current_correlation_id()
        && let Ok(value) = HeaderValue::from_str(&id)
    {
        parts.headers.insert(CORRELATION_HEADER, value);
    }
    // Nothing of this request's way through the gateway shows to the service, but what a tunnel needs.
    let upgrade = parts.extensions.remove::<OnUpgrade>();
    parts.extensions.clear();
    if let Some(upgrade) = upgrade {
        parts.extensions.insert(upgrade);
    }
    let (body, limit) = limited(body, limit);
    let answer = gateway.client(service).send(Request::from_parts(parts, body)).await;
    limit.check()?;
    let mut response = answer?;
    let is_tunnel = response.status() == StatusCode::SWITCHING_PROTOCOLS;
    if is_tunnel {
        gateway.counts.websockets.fetch_add(1, Ordering::Relaxed);
    }
    without_hop_by_hop(response.headers_mut(), is_tunnel);
    Ok(response)
}

/// An address with another path and the same query.
fn with_path(uri: &Uri, path: &str) -> Result<Uri, ApiError> {
    let renamed = match uri.query() {
        Some(query) => format!("{path}?{query}").parse(),
        None => path.parse(),
    };
    renamed.map_err(|_| nothing())
}

/// Whether a body turned out larger than it may be.
struct BodyLimit {
    bytes: u64,
    /// Nothing where there is no body.
    is_exceeded: Option<Arc<AtomicBool>>,
}

impl BodyLimit {
    fn check(&self) -> Result<(), ApiError> {
        match &self.is_exceeded {
            Some(exceeded) if exceeded.load(Ordering::Relaxed) => Err(too_large(self.bytes)),
            _ => Ok(()),
        }
    }
}

/// A body that breaks off at so many bytes.
fn limited(body: Body, bytes: u64) -> (Body, BodyLimit) {
    if body.is_end_stream() {
        return (body, BodyLimit { bytes, is_exceeded: None });
    }
    let exceeded = Arc::new(AtomicBool::new(false));
    let noted = exceeded.clone();
    let limited =
        Limited::new(body, usize::try_from(bytes).unwrap_or(usize::MAX)).map_err(move |error| {
            if error.is::<LengthLimitError>() {
                noted.store(true, Ordering::Relaxed);
            }
            error
        });
    (Body::new(limited), BodyLimit { bytes, is_exceeded: Some(exceeded) })
}

/// The largest body of a request: uploads may be larger than others.
fn body_bytes_max(gateway: &Gateway, method: &Method, path: &str) -> u64 {
    let is_upload =
        path.starts_with("/api/v2/files/") && (method == Method::POST || method == Method::PATCH);
    match is_upload {
        true => gateway.settings.upload_bytes_max,
        false => u64::try_from(gateway.configuration().http.body_bytes_max).unwrap_or(u64::MAX),
    }
}

fn too_large(limit: u64) -> ApiError {
    let detail = format!("The body is larger than the {limit} bytes that this takes.");
    ProblemKind::TooLarge.problem(detail).into()
}

/// Removes the headers of one connection, those that `Connection` names too; a tunnel keeps its own.
fn without_hop_by_hop(headers: &mut HeaderMap, is_tunnel: bool) {
    if is_tunnel {
        return;
    }
    let lists = headers.get_all(CONNECTION).iter().filter_map(|value| value.to_str().ok());
    let named: Vec<HeaderName> = lists
        .flat_map(|list| list.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    for name in named.iter().chain(&HOP_BY_HOP) {
        headers.remove(name);
    }
    headers.remove(KEEP_ALIVE);
    headers.remove(UPGRADE);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_the_connection_stay_behind() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("connection", "keep-alive, X-Private"),
            ("x-private", "1"),
            ("te", "trailers"),
            ("accept", "a"),
        ] {
            headers.insert(name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
        }
        without_hop_by_hop(&mut headers, false);
        assert_eq!(headers.keys().map(HeaderName::as_str).collect::<Vec<_>>(), ["accept"]);
    }
}
