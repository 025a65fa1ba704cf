//! The endpoints.

mod internal;
mod simulations;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::service::Simulations;

pub use internal::internal;

/// The public endpoints.
pub fn public(state: Simulations) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(simulations::start_simulation, simulations::list_simulations))
        .routes(routes!(simulations::get_queue))
        .routes(routes!(simulations::get_simulation, simulations::update_simulation))
        .routes(routes!(simulations::get_simulation_status))
        .routes(routes!(simulations::get_simulation_results))
        .routes(routes!(simulations::cancel_simulation))
        .with_state(state)
}
