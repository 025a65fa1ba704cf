//! Endpoints.

mod internal;
mod pictures;
mod relations;
mod results;
mod sharing;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Results;

pub(crate) use internal::router as internal_router;

/// The public endpoints.
pub(crate) fn router(results: Results) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(results::list))
        .routes(routes!(results::get))
        .routes(routes!(pictures::statistics))
        .routes(routes!(pictures::histogram))
        .routes(routes!(pictures::percentiles))
        .routes(routes!(pictures::probability))
        .routes(routes!(pictures::sensitivity))
        .routes(routes!(pictures::convergence))
        .routes(routes!(relations::scatter))
        .routes(routes!(relations::fan))
        .routes(routes!(relations::samples))
        .routes(routes!(sharing::get_shares, sharing::set_shares))
        .with_state(results)
}
