//! The gateway's own endpoints.

mod documentation;
mod events;
mod health;
mod home;
mod operations;

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use axum::routing::post;
use http::Method;
use ulam_contracts::problem::ProblemKind;
use ulam_platform::http::ApiError;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::credentials::Admitted;
use crate::gateway::Gateway;
use crate::proxy::nothing;

pub(crate) use health::HealthCache;

/// What the platform serves for every service, described here once.
#[derive(OpenApi)]
#[openapi(paths(health::live, health::ready, health::metrics))]
struct OfThePlatform;

/// Public endpoints.
pub(crate) fn router() -> OpenApiRouter<Arc<Gateway>> {
    OpenApiRouter::with_openapi(OfThePlatform::openapi())
        .routes(routes!(health::health))
        .routes(routes!(operations::gateway_health))
        .routes(routes!(operations::services))
        .routes(routes!(operations::circuit_breakers))
        .routes(routes!(operations::reset_circuit_breaker))
        .routes(routes!(documentation::openapi_document))
        .routes(routes!(documentation::documentation))
        .route("/docs/", axum::routing::get(documentation::documentation_index))
        .route("/docs/{*file}", axum::routing::get(documentation::documentation_file))
        .routes(routes!(home::home))
}

/// Endpoints for other services.
pub(crate) fn internal_router() -> axum::Router<Arc<Gateway>> {
    axum::Router::new().route("/internal/events", post(events::receive))
}

/// Answers one of these endpoints that was called by an older name.
pub(crate) async fn by_older_name(
    gateway: &Arc<Gateway>,
    path: &str,
    method: &Method,
    admitted: Option<Admitted>,
) -> Result<Response, ApiError> {
    if method != Method::GET {
        return Err(ProblemKind::MethodNotAllowed
            .problem("This path does not take this method. See /docs.")
            .into());
    }
    match path {
        "/api/v2/home" => {
            let admitted =
                admitted.ok_or_else(|| ApiError::internal("the door lets nobody in unnamed"))?;
            Ok(home::of(gateway, &admitted).await?.into_response())
        }
        "/api/v2/openapi.json" => documentation::document_answer(gateway).await,
        _ => Err(nothing()),
    }
}
