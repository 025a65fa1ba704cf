//! The distribution library: catalogue, preview, fitting.

use axum::extract::State;
use ulam_contracts::permissions::Permission;
use ulam_contracts::simulations::{
    CorrelateRequest, CorrelationReport, DistributionCatalogue, DistributionPreview,
    DistributionsQuery, FitReport, FitRequest, PreviewDistribution,
};
use ulam_platform::access::Caller;
use ulam_platform::http::{ApiError, Json, Query, Refusals};

use super::data;
use crate::domain::correlating::{self, COLUMNS_MAX, COLUMNS_MIN, Series};
use crate::domain::{catalogue, fitting, preview};
use crate::service::Simulations;

/// The distribution library: parameters, limits, formulas, examples.
#[utoipa::path(
    get, path = "/api/v2/distributions", operation_id = "list_distributions", tag = "simulations",
    params(DistributionsQuery),
    security(("access_token" = ["simulations:read"])),
    responses((status = 200, description = "The catalogue.", body = DistributionCatalogue), Refusals)
)]
pub async fn list_distributions(
    caller: Caller,
    Query(query): Query<DistributionsQuery>,
) -> Result<Json<DistributionCatalogue>, ApiError> {
    caller.may(Permission::SimulationsRead)?;
    if let Some(group) = &query.group
        && !catalogue::has_group(group)
    {
        return Err(ApiError::invalid("group", format!("there is no group '{group}'")));
    }
    Ok(Json(catalogue::catalogue(query.q.as_deref(), query.group.as_deref())))
}

/// Density, cumulative curve and quantiles of one distribution.
#[utoipa::path(
    post, path = "/api/v2/distributions/preview", operation_id = "preview_distribution", tag = "simulations",
    request_body = PreviewDistribution,
    security(("access_token" = ["simulations:read"])),
    responses((status = 200, description = "The distribution in pictures and numbers.", body = DistributionPreview), Refusals)
)]
pub async fn preview_distribution(
    State(simulations): State<Simulations>,
    caller: Caller,
    Json(request): Json<PreviewDistribution>,
) -> Result<Json<DistributionPreview>, ApiError> {
    let scope = caller.may(Permission::SimulationsRead)?;
    let book = match &request.workbook_id {
        Some(id) => {
            let workbooks = &simulations.inner().workbooks;
            let workbook = workbooks.reference(&scope, id).await?;
            Some(workbooks.open(&scope, &workbook.file).await?)
        }
        None => None,
    };
    let shown = simulations.computed(move || {
        preview::preview(book.as_deref(), &request).map_err(ApiError::invalid_fields)
    });
    Ok(Json(shown.await?))
}

/// Rank distributions fitted to data.
#[utoipa::path(
    post, path = "/api/v2/distributions/fit", operation_id = "fit_distributions", tag = "simulations",
    request_body = FitRequest,
    security(("access_token" = ["simulations:read"])),
    responses((status = 200, description = "The fits, best first.", body = FitReport), Refusals)
)]
pub async fn fit_distributions(
    State(simulations): State<Simulations>,
    caller: Caller,
    Json(request): Json<FitRequest>,
) -> Result<Json<FitReport>, ApiError> {
    let scope = caller.may(Permission::SimulationsRead)?;
    let column = data::numbers(&simulations, &caller, &scope, &request.data, "data").await?;
    let fitted = simulations
        .computed(move || fitting::report(column, &request).map_err(ApiError::invalid_fields));
    Ok(Json(fitted.await?))
}

/// Rank correlations of columns of data, for the correlations of a spec.
#[utoipa::path(
    post, path = "/api/v2/distributions/correlate", operation_id = "correlate", tag = "simulations",
    request_body = CorrelateRequest,
    security(("access_token" = ["simulations:read"])),
    responses((status = 200, description = "The correlations.", body = CorrelationReport), Refusals)
)]
pub async fn correlate(
    State(simulations): State<Simulations>,
    caller: Caller,
    Json(request): Json<CorrelateRequest>,
) -> Result<Json<CorrelationReport>, ApiError> {
    let scope = caller.may(Permission::SimulationsRead)?;
    let count = request.columns.len();
    if !(COLUMNS_MIN..=COLUMNS_MAX).contains(&count) {
        let message = format!("{count} columns; give from {COLUMNS_MIN} to {COLUMNS_MAX}");
        return Err(ApiError::invalid("columns", message));
    }
    let mut series: Vec<Series> = Vec::with_capacity(count);
    for (index, named) in request.columns.iter().enumerate() {
        let field = format!("columns[{index}]");
        let read = data::values(&simulations, &caller, &scope, named, &field).await?;
        correlating::add(&mut series, Series::new(read.name, read.values))
            .map_err(|message| ApiError::invalid(&field, message))?;
    }
    let report = simulations.computed(move || Ok(correlating::report(&series)));
    Ok(Json(report.await?))
}
