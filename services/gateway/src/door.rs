//! Every request comes in here: whose it is, where it goes, whether it may.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{
    ACCEPT_ENCODING, AUTHORIZATION, FORWARDED, HOST, HeaderName, LINK, ORIGIN, UPGRADE,
};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use ulam_contracts::identity::CSRF_HEADER;
use ulam_contracts::problem::ProblemKind;
use ulam_platform::http::{ApiError, CLIENT_ADDRESS_HEADER};

use crate::address;
use crate::credentials::{self, Admitted};
use crate::gateway::Gateway;
use crate::headers::{self, Marks};
use crate::limits::Allowance;
use crate::proxy;
use crate::routes::{Class, Route, Target};

/// Since when the older names are deprecated: 2026-11-01, as RFC 9745 writes it.
const DEPRECATED_SINCE: &str = "@1793491200";
/// When they go (RFC 8594).
const SUNSET: &str = "Mon, 01 Nov 2027 00:00:00 GMT";

const TRACE_PARENT: HeaderName = HeaderName::from_static("traceparent");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const CLIENT_ADDRESS: HeaderName = HeaderName::from_static(CLIENT_ADDRESS_HEADER);

/// Headers that only the gateway may set.
const OURS: [HeaderName; 7] = [
    CLIENT_ADDRESS,
    FORWARDED,
    FORWARDED_PROTO,
    HeaderName::from_static("x-forwarded-for"),
    HeaderName::from_static("x-forwarded-host"),
    HeaderName::from_static("x-forwarded-port"),
    HeaderName::from_static("x-real-ip"),
];

/// Answers a request: `next` are the gateway's own endpoints.
///
/// One layer with steps inside rather than a layer for each: every layer of a router copies all that
/// it surrounds for each request.
pub(crate) async fn enter(
    State(gateway): State<Arc<Gateway>>,
    request: Request,
    next: Next,
) -> Response {
    let marks = Marks::of(&request);
    let encodings = request.headers().get(ACCEPT_ENCODING).cloned();
    let response = if headers::is_shared_with_other_sites(&request) {
        let admitting = gateway.clone();
        let admitted = tower::service_fn(move |request| {
            let (gateway, next) = (admitting.clone(), next.clone());
            async move { Ok::<_, Infallible>(admit(&gateway, request, next).await) }
        });
        Box::pin(headers::shared_with_other_sites(&gateway.cors, request, admitted)).await
    } else {
        admit(&gateway, request, next).await
    };
    let mut response = headers::compressed(encodings, response).await;
    marks.add(response.headers_mut());
    response
}

/// Lets a request in, or not.
async fn admit(gateway: &Arc<Gateway>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    gateway.counts.requests.fetch_add(1, Ordering::Relaxed);
    let _in_flight = gateway.counts.count(|counts| &counts.in_flight);
    let (mut parts, body) = request.into_parts();
    let route = Route::of(&parts.method, parts.uri.path());
    let from = address::client_address(&parts, &gateway.trusted_proxies);
    // In this process nobody is connected: the program itself asks.
    let from = from.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let (method, uri) = (parts.method.clone(), parts.uri.clone());
    let mut allowance = None;
    let mut who = None;
    let mut response = match admission(gateway, &parts, &route, from, &mut allowance).await {
        Err(error) => error.into_response(),
        Ok(admitted) => {
            prepare(gateway, &mut parts, from, admitted.as_ref());
            who = admitted.as_ref().map(|admitted| admitted.principal.clone());
            if route.is_own_endpoint() {
                if let Some(admitted) = admitted {
                    parts.extensions.insert(admitted);
                }
                next.run(Request::from_parts(parts, body)).await
            } else {
                proxy::forward(gateway, &route, admitted, Request::from_parts(parts, body)).await
            }
        }
    };
    let headers = response.headers_mut();
    if let Some(allowance) = allowance {
        allowance.write(headers);
    }
    if let Some(successor) = &route.successor {
        mark_deprecated(headers, successor);
    }
    let status = response.status();
    if route.service() == "identity" && !is_safe(&method) && status.is_success() {
        // Sessions or keys may have ended by this.
        if let Some(principal) = &who {
            gateway.credentials.forget_subject(&principal.subject);
        }
        for part in uri.path().split('/').filter(|part| ulam_platform::identifier::is_id(part)) {
            gateway.credentials.forget_subject(part);
        }
    }
    if route.class != Class::Free {
        let (subject, tenant) = who.as_ref().map_or(("", ""), |principal| {
            (principal.subject.as_str(), principal.tenant_id.as_str())
        });
        tracing::info!(
            target: "ulam_gateway::access",
            status = status.as_u16(),
            service = route.service(),
            elapsed_ms = started.elapsed().as_secs_f64() * 1000.0,
            client = %from,
            subject,
            tenant,
            "answered"
        );
    }
    response
}

/// Who sends a request that may come in; nobody where nobody needs to be signed in.
async fn admission(
    gateway: &Arc<Gateway>,
    parts: &Parts,
    route: &Route,
    from: IpAddr,
    allowance: &mut Option<Allowance>,
) -> Result<Option<Admitted>, ApiError> {
    let refused = |refused: crate::limits::Refused| {
        (refused.allowance(), refused.problem(gateway, route.class))
    };
    match gateway.limits.of_address(from, route.class) {
        Ok(of_address) => *allowance = of_address,
        Err(refusal) => {
            let (of_address, problem) = refused(refusal);
            *allowance = Some(of_address);
            return Err(problem);
        }
    }
    // Who signs in is nobody yet, whatever old cookie the browser sends along.
    let is_anonymous = route.class == Class::SignIn
        || matches!(route.target, Target::Web | Target::Nothing)
        || (route.target == Target::Own && route.is_open);
    if is_anonymous {
        return Ok(None);
    }
    let admitted = match credentials::identified(gateway, parts, route, from).await {
        Ok(Some(admitted)) => admitted,
        Ok(None) if route.is_open => {
            return check_open_cookie(gateway, parts).map(|()| None);
        }
        Ok(None) => {
            let detail = "Sign in, or send an access token or API key in the Authorization header.";
            return Err(ProblemKind::NotSignedIn.problem(detail).into());
        }
        Err(error) => {
            if error.status() == StatusCode::UNAUTHORIZED {
                gateway.limits.credential_refused(from).map_err(|refusal| refused(refusal).1)?;
            }
            if route.is_open {
                return check_open_cookie(gateway, parts).map(|()| None);
            }
            return Err(error);
        }
    };
    if admitted.is_cookie {
        check_browser(gateway, parts)?;
    }
    match gateway.limits.of_principal(&admitted.principal, route.class) {
        Ok(of_principal) => *allowance = of_principal.or(*allowance),
        Err(refusal) => {
            let (of_principal, problem) = refused(refusal);
            *allowance = Some(of_principal);
            return Err(problem);
        }
    }
    Ok(Some(admitted))
}

/// Identity takes the cookie itself at a few open endpoints (refresh, logout); the rule against other
/// sites' forms holds there too.
fn check_open_cookie(gateway: &Gateway, parts: &Parts) -> Result<(), ApiError> {
    let shows_other = parts.headers.contains_key(AUTHORIZATION);
    match credentials::session_cookie(&parts.headers) {
        Some(_) if !shows_other => check_browser(gateway, parts),
        _ => Ok(()),
    }
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// A browser sends its cookie with whatever another site makes it send. Only scripts of this site can
/// add a header, and a WebSocket tells the site that opened it.
fn check_browser(gateway: &Gateway, parts: &Parts) -> Result<(), ApiError> {
    let has_header = parts.headers.get(CSRF_HEADER).is_some_and(|value| value == "1");
    if !is_safe(&parts.method) && !has_header {
        let detail = format!(
            "Requests with the session cookie that change something need the header {CSRF_HEADER}: 1."
        );
        return Err(ProblemKind::CsrfHeaderMissing.problem(detail).into());
    }
    if parts.headers.contains_key(UPGRADE) && !is_own_origin(gateway, &parts.headers) {
        let detail = "WebSockets with the session cookie can be opened from this site only.";
        return Err(ProblemKind::NotAllowed.problem(detail).into());
    }
    Ok(())
}

fn is_own_origin(gateway: &Gateway, headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(ORIGIN).and_then(|value| value.to_str().ok()) else {
        // No browser.
        return true;
    };
    let host = headers.get(HOST).and_then(|value| value.to_str().ok());
    let of_host = origin.split_once("://").map(|(_, rest)| rest);
    (host.is_some() && of_host == host)
        || origin == gateway.configuration().public_url()
        || gateway.settings.cors_origins.iter().any(|allowed| allowed == origin)
}

/// Replaces what a client may not say by what is so.
fn prepare(gateway: &Gateway, parts: &mut Parts, from: IpAddr, admitted: Option<&Admitted>) {
    let scheme = if address::is_secure(parts, &gateway.trusted_proxies) { "https" } else { "http" };
    for name in &OURS {
        parts.headers.remove(name);
    }
    if let Ok(value) = HeaderValue::from_str(&from.to_string()) {
        parts.headers.insert(CLIENT_ADDRESS, value);
    }
    parts.headers.insert(FORWARDED_PROTO, HeaderValue::from_static(scheme));
    if !parts.headers.contains_key(&TRACE_PARENT) {
        // A trace begins here (W3C trace context, version 00, sampled).
        let (trace, span): (u128, u64) = (rand::random(), rand::random());
        if let Ok(value) = HeaderValue::from_str(&format!("00-{trace:032x}-{span:016x}-01")) {
            parts.headers.insert(TRACE_PARENT, value);
        }
    }
    match admitted {
        Some(admitted) => {
            parts.headers.insert(AUTHORIZATION, admitted.authorization.clone());
            parts.headers.remove(credentials::API_KEY_HEADER);
        }
        None => {
            // A token that isn't good: the service would only refuse it again.
            parts.headers.remove(AUTHORIZATION);
            parts.headers.remove(credentials::API_KEY_HEADER);
        }
    }
}

fn mark_deprecated(headers: &mut HeaderMap, successor: &str) {
    headers
        .insert(HeaderName::from_static("deprecation"), HeaderValue::from_static(DEPRECATED_SINCE));
    headers.insert(HeaderName::from_static("sunset"), HeaderValue::from_static(SUNSET));
    if let Ok(link) = HeaderValue::from_str(&format!("<{successor}>; rel=\"successor-version\"")) {
        headers.append(LINK, link);
    }
}
