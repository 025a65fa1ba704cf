//! Headers of all answers: what browsers may do with them, who may read them, what is compressed.

use std::convert::Infallible;

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCESS_CONTROL_REQUEST_METHOD, AUTHORIZATION, CACHE_CONTROL,
    CONTENT_ENCODING, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, ORIGIN,
    REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use tower::Layer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::Predicate;
use tower_http::cors::{AllowOrigin, CorsLayer};
use ulam_platform::configuration::GatewayConfiguration;
use ulam_platform::service::StartError;

/// The web app: its own scripts only; styles are also set by its components.
const APP_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; \
     object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// What the API answers is data: opened in a browser it can do nothing.
const DATA_POLICY: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// Browsers come back over TLS for a year once they came so.
const TRANSPORT_SECURITY: &str = "max-age=31536000; includeSubDomains";
const CROSS_ORIGIN_OPENER_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-opener-policy");
const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const COMPRESSED_BYTES_MIN: u64 = 1_024;
const PREFLIGHT_KEPT_SECONDS: u64 = 3_600;

/// What the answer to a request needs beside what a service says itself.
pub(crate) struct Marks {
    is_data: bool,
    is_over_tls: bool,
}

impl Marks {
    /// Looks at a request.
    pub(crate) fn of(request: &Request) -> Marks {
        let path = request.uri().path();
        let told = request.headers().get("x-forwarded-proto");
        Marks {
            is_data: path.starts_with("/api/")
                || path.starts_with("/gateway/")
                || path.starts_with("/health"),
            is_over_tls: told.is_some_and(|value| value == "https"),
        }
    }

    /// Adds it.
    pub(crate) fn add(self, headers: &mut HeaderMap) {
        let mut add = |name: HeaderName, value: &'static str| {
            headers.entry(name).or_insert(HeaderValue::from_static(value));
        };
        add(CONTENT_SECURITY_POLICY, if self.is_data { DATA_POLICY } else { APP_POLICY });
        add(X_CONTENT_TYPE_OPTIONS, "nosniff");
        add(X_FRAME_OPTIONS, "DENY");
        // Links of shares and one-time links have tokens in them.
        add(REFERRER_POLICY, "no-referrer");
        add(CROSS_ORIGIN_OPENER_POLICY, "same-origin");
        add(CROSS_ORIGIN_RESOURCE_POLICY, "same-origin");
        add(PERMISSIONS_POLICY, "camera=(), microphone=(), geolocation=(), payment=()");
        if self.is_over_tls {
            add(STRICT_TRANSPORT_SECURITY, TRANSPORT_SECURITY);
        }
        if self.is_data {
            add(CACHE_CONTROL, "no-store");
        }
    }
}

/// Whether a browser asks because of a script's call, of another site or changing something here.
/// An `OPTIONS` that isn't such a question is a service's to answer: tus clients learn from it what
/// uploads can do.
pub(crate) fn is_shared_with_other_sites(request: &Request) -> bool {
    let is_question = request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    request.headers().contains_key(ORIGIN) && (request.method() != Method::OPTIONS || is_question)
}

/// Answers what browsers ask before a script of another site may call, and says on other answers who
/// may read them.
pub(crate) async fn shared_with_other_sites<S>(
    cors: &CorsLayer,
    request: Request,
    inner: S,
) -> Response
where
    S: tower::Service<Request, Response = Response, Error = Infallible>,
{
    let answered = tower::ServiceExt::oneshot(cors.layer(inner), request).await;
    answered.unwrap_or_else(|never| match never {})
}

/// An answer in one of the encodings that its client accepts, if that is worth it.
pub(crate) async fn compressed(encodings: Option<HeaderValue>, mut response: Response) -> Response {
    if !Compressible.should_compress(&response) {
        return response;
    }
    let Some(encodings) = encodings else {
        response.headers_mut().append(VARY, HeaderValue::from_static("accept-encoding"));
        return response;
    };
    let mut request = http::Request::new(());
    request.headers_mut().insert(ACCEPT_ENCODING, encodings);
    let mut whole = Some(response);
    let answered = tower::service_fn(move |_| {
        std::future::ready(Ok::<_, Infallible>(whole.take().expect("it is asked once")))
    });
    let layer = CompressionLayer::new().gzip(true).compress_when(Compressible);
    match tower::ServiceExt::oneshot(layer.layer(answered), request).await {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    }
}

/// Which other sites' scripts may call the API: those of the settings, none by default.
///
/// # Errors
/// A setting that is no origin.
pub(crate) fn cross_origin(settings: &GatewayConfiguration) -> Result<CorsLayer, StartError> {
    if settings.cors_origins.is_empty() {
        return Ok(CorsLayer::new());
    }
    let origin = |text: &String| {
        let is_origin = text.contains("://") && !text.ends_with('/') && text != "*";
        HeaderValue::from_str(text).ok().filter(|_| is_origin).ok_or_else(|| {
            let reason = format!(
                "gateway.cors_origins: '{text}' is no origin such as https://app.example.com"
            );
            StartError::new("gateway", reason)
        })
    };
    let origins: Result<Vec<HeaderValue>, StartError> =
        settings.cors_origins.iter().map(origin).collect();
    let own = |name: &'static str| HeaderName::from_static(name);
    Ok(CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins?))
        .allow_credentials(true)
        .allow_methods([
            Method::GET,
            Method::HEAD,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ])
        .allow_headers([
            ACCEPT,
            AUTHORIZATION,
            CONTENT_TYPE,
            http::header::IF_MATCH,
            http::header::RANGE,
            own("idempotency-key"),
            own("tus-resumable"),
            own("upload-length"),
            own("upload-metadata"),
            own("upload-offset"),
            own("x-api-key"),
            own("x-correlation-id"),
            own("x-ulam-csrf"),
            own("x-ulam-share"),
        ])
        .expose_headers([
            CONTENT_RANGE,
            http::header::CONTENT_DISPOSITION,
            http::header::ETAG,
            http::header::LOCATION,
            http::header::RETRY_AFTER,
            own("deprecation"),
            own("ratelimit-limit"),
            own("ratelimit-remaining"),
            own("ratelimit-reset"),
            own("sunset"),
            own("tus-resumable"),
            own("upload-length"),
            own("upload-offset"),
            own("x-correlation-id"),
        ])
        .max_age(std::time::Duration::from_secs(PREFLIGHT_KEPT_SECONDS)))
}

/// Answers that are worth compressing: text and JSON, whole, not tiny, not compressed already.
#[derive(Clone, Copy)]
pub(crate) struct Compressible;

impl Predicate for Compressible {
    fn should_compress<B: http_body::Body>(&self, response: &http::Response<B>) -> bool {
        is_compressible(response.status(), response.headers(), response.body().size_hint().exact())
    }
}

fn is_compressible(status: StatusCode, headers: &HeaderMap, size: Option<u64>) -> bool {
    let whole = status != StatusCode::PARTIAL_CONTENT
        && status != StatusCode::SWITCHING_PROTOCOLS
        && !headers.contains_key(CONTENT_RANGE)
        && !headers.contains_key(CONTENT_ENCODING);
    let media_type =
        headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let is_text = (essence.starts_with("text/") && essence != "text/event-stream")
        || essence == "application/json"
        || essence.ends_with("+json")
        || essence == "application/javascript"
        || essence == "image/svg+xml";
    whole && is_text && size.is_none_or(|bytes| bytes >= COMPRESSED_BYTES_MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compressed(status: u16, media_type: &'static str, size: Option<u64>) -> bool {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(media_type))]);
        is_compressible(StatusCode::from_u16(status).unwrap(), &headers, size)
    }

    #[test]
    fn text_is_compressed_and_what_would_gain_nothing_or_break_is_not() {
        assert!(compressed(200, "application/json", Some(5_000)));
        assert!(compressed(404, "application/problem+json", None));
        assert!(compressed(200, "text/html; charset=utf-8", Some(5_000)));
        assert!(!compressed(200, "application/json", Some(100)));
        assert!(!compressed(206, "text/csv", Some(5_000)));
        assert!(!compressed(200, "text/event-stream", None));
        assert!(!compressed(200, "application/zip", Some(5_000)));
    }
}
