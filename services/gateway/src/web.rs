//! The browser app, embedded in the program.

use axum::body::Body;
use axum::response::{Html, IntoResponse, Response};
use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use rust_embed::{EmbeddedFile, RustEmbed};
use ulam_contracts::problem::ProblemKind;
use ulam_platform::http::ApiError;

use crate::proxy::nothing;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct App;

const INDEX: &str = "index.html";
/// Files here have a hash of their content in their name, so that they never change.
const HASHED: &str = "assets/";
const FOREVER: &str = "public, max-age=31536000, immutable";
/// May be kept, but must be asked for again.
const ASK_AGAIN: &str = "no-cache";

/// Said where the program was built without the browser app.
const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Ulam</title>\
<h1>Ulam is running</h1>\
<p>This build has no web app. Build it and then the program again:</p>\
<pre>npm --prefix web ci\nnpm --prefix web run build\ncargo build --release --package ulam</pre>\
<p>The <a href=\"/docs/\">API</a> works all the same.</p></html>";

/// A file of the app; for a page of it (a path without a file) the app itself, which shows the page.
pub(crate) fn answer(
    method: &Method,
    path: &str,
    headers: &HeaderMap,
) -> Result<Response, ApiError> {
    if method != Method::GET && method != Method::HEAD {
        return Err(ProblemKind::MethodNotAllowed
            .problem("Pages can only be read. See /docs for the API.")
            .into());
    }
    let name = path.trim_start_matches('/');
    if let Some(file) = App::get(name)
        && !name.is_empty()
    {
        return Ok(file_answer(name, &file, headers));
    }
    let last = name.rsplit('/').next().unwrap_or_default();
    let accepted = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("*/*");
    let wants_page = accepted.contains("text/html") || accepted.contains("*/*");
    if name.starts_with(HASHED) || last.contains('.') || !wants_page {
        return Err(nothing());
    }
    match App::get(INDEX) {
        Some(index) => Ok(file_answer(INDEX, &index, headers)),
        None if name.is_empty() => Ok(Html(NOT_BUILT).into_response()),
        None => Err(nothing()),
    }
}

fn file_answer(name: &str, file: &EmbeddedFile, headers: &HeaderMap) -> Response {
    let hash: String =
        file.metadata.sha256_hash()[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{hash}\"");
    let is_known =
        headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).is_some_and(|known| {
            known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag)
        });
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let media_type = mime_guess::from_path(name).first_or_octet_stream();
        let text = media_type.type_() == "text" || media_type.subtype() == "javascript";
        let value =
            if text { format!("{media_type}; charset=utf-8") } else { media_type.to_string() };
        let mut response = Body::from(file.data.to_vec()).into_response();
        let value = HeaderValue::from_str(&value);
        response.headers_mut().insert(
            CONTENT_TYPE,
            value.unwrap_or(HeaderValue::from_static("application/octet-stream")),
        );
        response
    };
    let keep = if name.starts_with(HASHED) { FOREVER } else { ASK_AGAIN };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(path: &str, accept: &'static str) -> u16 {
        let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(accept))]);
        let answer = answer(&Method::GET, path, &headers);
        answer.map_or_else(|error| error.status().as_u16(), |response| response.status().as_u16())
    }

    #[test]
    fn the_first_page_is_always_there_and_missing_files_are_missing() {
        assert_eq!(status("/", "text/html"), 200);
        assert_eq!(status("/assets/missing-123.js", "*/*"), 404);
        assert_eq!(status("/favicon-missing.ico", "image/*"), 404);
        assert_eq!(status("/../Cargo.toml", "*/*"), 404);
    }

    #[test]
    fn pages_are_only_read() {
        let refused = answer(&Method::POST, "/", &HeaderMap::new()).unwrap_err();
        assert_eq!(refused.status().as_u16(), 405);
    }
}
