//! The API's description, for programs and for people.

use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use ulam_platform::http::{ApiError, Path};
use utoipa_swagger_ui::Config;

use crate::gateway::Gateway;
use crate::openapi;
use crate::proxy::nothing;

const DOCUMENT: &str = "/api/v2/openapi.json";

static PAGE: LazyLock<Arc<Config<'static>>> = LazyLock::new(|| {
    Arc::new(Config::from(DOCUMENT).try_it_out_enabled(true).with_credentials(true))
});

/// One OpenAPI document of all services.
#[utoipa::path(
    get, path = "/api/v2/openapi.json", operation_id = "openapi_document", tag = "gateway",
    responses((status = 200, description = "The OpenAPI 3.1 document", body = serde_json::Value)),
)]
pub(super) async fn openapi_document(
    State(gateway): State<Arc<Gateway>>,
) -> Result<Response, ApiError> {
    document_answer(&gateway).await
}

pub(super) async fn document_answer(gateway: &Gateway) -> Result<Response, ApiError> {
    let document = openapi::document(gateway).await?;
    let mut response = axum::Json(&*document).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}

/// The API's description to browse and to try.
#[utoipa::path(
    get, path = "/docs", operation_id = "documentation", tag = "gateway",
    responses(
        (status = 308, description = "The page is at `/docs/`"),
        (status = 200, description = "The page", content_type = "text/html", body = String),
    ),
)]
pub(super) async fn documentation() -> Redirect {
    Redirect::permanent("/docs/")
}

pub(super) async fn documentation_index() -> Result<Response, ApiError> {
    page_file("index.html")
}

pub(super) async fn documentation_file(Path(file): Path<String>) -> Result<Response, ApiError> {
    page_file(&file)
}

fn page_file(name: &str) -> Result<Response, ApiError> {
    let file = utoipa_swagger_ui::serve(name, PAGE.clone()).map_err(ApiError::internal)?;
    let file = file.ok_or_else(nothing)?;
    let mut response = Body::from(file.bytes.into_owned()).into_response();
    let media_type = HeaderValue::from_str(&file.content_type);
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        media_type.unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    Ok(response)
}
