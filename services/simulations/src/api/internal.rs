//! The endpoints for other services: reports of tasks, and what is known of a simulation now.

use axum::Router;
use axum::extract::State;
use axum::routing::{get, post};
use http::StatusCode;
use serde::Deserialize;
use ulam_contracts::simulations::{FinishedReport, LiveSnapshot, ProgressAnswer, ProgressReport};
use ulam_platform::access::ServiceCaller;
use ulam_platform::http::{ApiError, Json, Path, Query};

use crate::service::Simulations;
use crate::store;

/// The endpoints.
pub fn internal(state: Simulations) -> Router {
    Router::new()
        .route("/internal/simulations/{id}/progress", post(progress))
        .route("/internal/simulations/{id}/finished", post(finished))
        .route("/internal/simulations/{id}/live", get(live))
        .with_state(state)
}

async fn progress(
    State(simulations): State<Simulations>,
    _caller: ServiceCaller,
    Path(id): Path<String>,
    Json(report): Json<ProgressReport>,
) -> Result<Json<ProgressAnswer>, ApiError> {
    Ok(Json(simulations.progressed(&id, report).await?))
}

async fn finished(
    State(simulations): State<Simulations>,
    _caller: ServiceCaller,
    Path(id): Path<String>,
    Json(report): Json<FinishedReport>,
) -> Result<StatusCode, ApiError> {
    simulations.finished(&id, report).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct LiveQuery {
    tenant_id: String,
}

async fn live(
    State(simulations): State<Simulations>,
    _caller: ServiceCaller,
    Path(id): Path<String>,
    Query(query): Query<LiveQuery>,
) -> Result<Json<LiveSnapshot>, ApiError> {
    let found = store::find_for_service(&simulations.inner().store, &id).await?;
    let model = found.filter(|model| model.tenant_id == query.tenant_id);
    let model = model.ok_or_else(|| ApiError::not_found("simulation"))?;
    let status = simulations.status(&model).await?;
    let report = simulations.inner().live.report(&id).filter(|_| !status.state.is_final());
    let outputs = report.map_or(Vec::new(), |report| report.outputs);
    Ok(Json(LiveSnapshot { created_by: model.created_by, status, outputs }))
}
