//! The endpoints.

mod distributions;
mod internal;
mod simulations;
mod validation;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::service::Simulations;

pub use internal::internal;

/// Largest body: a million numbers to fit.
const BODY_BYTES_MAX: usize = 24 << 20;

/// The public endpoints.
pub fn public(state: Simulations) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(simulations::start_simulation, simulations::list_simulations))
        .routes(routes!(simulations::get_queue))
        .routes(routes!(simulations::get_simulation, simulations::update_simulation))
        .routes(routes!(simulations::get_simulation_status))
        .routes(routes!(simulations::get_simulation_results))
        .routes(routes!(simulations::cancel_simulation))
        .routes(routes!(validation::validate_simulation))
        .routes(routes!(distributions::list_distributions))
        .routes(routes!(distributions::preview_distribution))
        .routes(routes!(distributions::fit_distributions))
        // Numbers and spec files are larger than other bodies; each has a limit of its own inside.
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .with_state(state)
}
