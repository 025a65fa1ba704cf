//! For other services.

use axum::Router;
use axum::extract::State;
use axum::routing::{get, post};
use serde::Deserialize;
use ulam_contracts::permissions::Permission;
use ulam_contracts::results::{
    OutputFigures, ResultSummary, ResultsGenerated, StoreResult, StoredResult,
};
use ulam_contracts::sharing::{ExchangeLink, ExchangedLink};
use ulam_platform::access::{Scope, ServiceCaller};
use ulam_platform::http::{ApiError, Json, Path, Query};
use ulam_platform::identifier::now_us;

use crate::{Results, store};

const DAY_US: i64 = 86_400_000_000;

pub(crate) fn router(results: Results) -> Router {
    Router::new()
        .route("/internal/results", post(store_result))
        .route("/internal/results/{id}", get(result_summary))
        .route("/internal/links/exchange", post(exchange_link))
        // A run with many outputs brings much along: curves, deciles, intervals.
        .layer(axum::extract::DefaultBodyLimit::max(64 << 20))
        .with_state(results)
}

#[derive(Deserialize)]
struct OfTenant {
    tenant_id: String,
}

/// A result in short, for the simulation that it is of; another tenant's is 404.
async fn result_summary(
    State(results): State<Results>,
    caller: ServiceCaller,
    Path(id): Path<String>,
    Query(query): Query<OfTenant>,
) -> Result<Json<ResultSummary>, ApiError> {
    let scope = Scope::of_tenant(&caller.service, &query.tenant_id);
    let row = store::get(&results.store, &scope, &id).await?;
    Ok(Json(super::results::summary(&results.store, &row)?))
}

/// What a link allows.
async fn exchange_link(
    State(results): State<Results>,
    _caller: ServiceCaller,
    Json(request): Json<ExchangeLink>,
) -> Result<Json<ExchangedLink>, ApiError> {
    let link = store::use_link(&results.store, &results.link_hash(&request.token)).await?;
    let link = link.ok_or_else(|| ApiError::not_found("link"))?;
    Ok(Json(ExchangedLink {
        link_id: link.id,
        tenant_id: link.tenant_id,
        permissions: vec![Permission::ResultsRead],
    }))
}

/// Stores what a task produced; the same run and attempt twice stores it once.
async fn store_result(
    State(results): State<Results>,
    caller: ServiceCaller,
    Json(run): Json<StoreResult>,
) -> Result<Json<StoredResult>, ApiError> {
    let transaction = results.store.transaction().await?;
    if let Some(result_id) = store::of_run(&transaction, &run).await? {
        return Ok(Json(StoredResult { result_id }));
    }
    let days = i64::from(results.context.configuration.results.retention_days);
    let expires_us = (days > 0).then(|| now_us() + days * DAY_US);
    let result_id = store::insert(&transaction, &run, expires_us).await?;
    let scope = Scope::of_tenant(&caller.service, &run.tenant_id);
    transaction.emit(&scope, &result_id, generated(&result_id, &run)).await?;
    transaction.commit().await?;
    Ok(Json(StoredResult { result_id }))
}

fn generated(result_id: &str, run: &StoreResult) -> ResultsGenerated {
    let figures = |output: &ulam_contracts::results::OutputResult| {
        let variable = run.variables.iter().find(|variable| variable.cell == output.cell);
        OutputFigures {
            key: variable.map_or_else(|| output.cell.clone(), |variable| variable.key.clone()),
            cell: output.cell.clone(),
            label: variable.map_or_else(|| output.cell.clone(), |variable| variable.label.clone()),
            mean: output.mean,
            sd: output.sd,
            percentiles: output.percentiles.clone(),
        }
    };
    ResultsGenerated {
        result_id: result_id.to_string(),
        simulation_id: run.simulation_id.clone(),
        name: run.name.clone(),
        workbook_id: run.workbook_id.clone(),
        saved_simulation_id: run.saved_simulation_id.clone(),
        trials: run.outcome.trials,
        sample_bytes: run.samples.iter().map(|samples| samples.bytes).sum(),
        outputs: run.outcome.outputs.iter().map(figures).collect(),
        probabilities: run.outcome.probabilities.clone(),
        created_by: run.created_by.clone(),
    }
}
