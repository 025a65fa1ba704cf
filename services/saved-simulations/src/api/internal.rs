//! What other services ask.

use axum::extract::State;
use axum::routing::post;
use ulam_contracts::permissions::Permission;
use ulam_contracts::sharing::{ExchangeLink, ExchangedLink};
use ulam_platform::access::ServiceCaller;
use ulam_platform::http::{ApiError, Json};

use crate::SavedSimulations;
use crate::store;

/// The endpoints for other services.
pub(crate) fn router(saved: SavedSimulations) -> axum::Router {
    axum::Router::new().route("/internal/links/exchange", post(exchange_link)).with_state(saved)
}

/// What a link allows.
async fn exchange_link(
    State(saved): State<SavedSimulations>,
    _caller: ServiceCaller,
    Json(request): Json<ExchangeLink>,
) -> Result<Json<ExchangedLink>, ApiError> {
    let link = store::use_link(&saved.store, &saved.link_hash(&request.token)).await?;
    let link = link.ok_or_else(|| ApiError::not_found("link"))?;
    Ok(Json(ExchangedLink {
        link_id: link.id,
        tenant_id: link.tenant_id,
        permissions: vec![Permission::SavedSimulationsRead],
    }))
}
