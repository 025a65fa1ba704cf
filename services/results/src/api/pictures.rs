//! Statistics and pictures of a result.

use axum::extract::State;
use ulam_contracts::permissions::Permission;
use ulam_contracts::problem::Problem;
use ulam_contracts::results::{
    Convergence, Histogram, HistogramQuery, OutputQuery, Percentiles, PercentilesQuery,
    ProbabilityAnswer, ProbabilityQuery, ResultStatistics, Sensitivity, SensitivityQuery,
    StoreResult,
};
use ulam_platform::access::Caller;
use ulam_platform::http::{ApiError, Json, Path, Query};
use ulam_report::readable::count;

use crate::domain::{self, Delimiters, Layout};
use crate::samples::Column;
use crate::{Results, store};

/// The result that a caller may read.
pub(super) async fn readable_run(
    results: &Results,
    caller: &Caller,
    id: &str,
) -> Result<StoreResult, ApiError> {
    let scope = caller.may(Permission::ResultsRead)?;
    store::run_of(&results.store, &store::get(&results.store, &scope, id).await?)
}

/// A variable's samples.
pub(super) async fn column(
    results: &Results,
    run: &StoreResult,
    key: &str,
    simulation: Option<u32>,
) -> Result<std::sync::Arc<Column>, ApiError> {
    results.columns.get(domain::samples_of(run, simulation)?, key).await
}

/// Statistics per output.
#[utoipa::path(
    get, path = "/api/v2/results/{id}/statistics", operation_id = "result_statistics", tag = "results",
    params(("id" = String, Path, description = "The result"), OutputQuery),
    security(("access_token" = ["results:read"])),
    responses(
        (status = 200, description = "Statistics per output", body = ResultStatistics),
        (status = "4XX", description = "Refused", content_type = "application/problem+json", body = Problem),
    ),
)]
pub(super) async fn statistics(
    State(results): State<Results>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<OutputQuery>,
) -> Result<Json<ResultStatistics>, ApiError> {
    let run = readable_run(&results, &caller, &id).await?;
    let outputs = match &query.output {
        None => domain::outputs(&run, query.simulation)?.to_vec(),
        Some(named) => vec![domain::output(&run, Some(named), query.simulation)?.1.clone()],
    };
    let interval_method = run.outcome.interval_method.clone();
    Ok(Json(ResultStatistics {
        result_id: id,
        simulation: query.simulation.unwrap_or(1),
        interval_method,
        outputs,
    }))
}

/// Bins and cumulative curve.
#[utoipa::path(
    get, path = "/api/v2/results/{id}/histogram", operation_id = "result_histogram", tag = "results",
    params(("id" = String, Path, description = "The result"), HistogramQuery),
    security(("access_token" = ["results:read"])),
    responses(
        (status = 200, description = "Bins and cumulative curve", body = Histogram),
        (status = "4XX", description = "Refused", content_type = "application/problem+json", body = Problem),
    ),
)]
pub(super) async fn histogram(
    State(results): State<Results>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<HistogramQuery>,
) -> Result<Json<Histogram>, ApiError> {
    let run = readable_run(&results, &caller, &id).await?;
    let variable = domain::variable(&run, query.variable.as_deref())?;
    let column = column(&results, &run, &variable.key, query.simulation).await?;
    let layout = Layout { bins: query.bins, from: query.from, to: query.to, points: query.points };
    Ok(Json(domain::histogram(variable, &column, &layout)?))
}

/// Chosen percentiles with confidence intervals.
#[utoipa::path(
    get, path = "/api/v2/results/{id}/percentiles", operation_id = "result_percentiles", tag = "results",
    params(("id" = String, Path, description = "The result"), PercentilesQuery),
    security(("access_token" = ["results:read"])),
    responses(
        (status = 200, description = "The percentiles", body = Percentiles),
        (status = "4XX", description = "Refused", content_type = "application/problem+json", body = Problem),
    ),
)]
pub(super) async fn percentiles(
    State(results): State<Results>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<PercentilesQuery>,
) -> Result<Json<Percentiles>, ApiError> {
    let run = readable_run(&results, &caller, &id).await?;
    let variable = domain::variable(&run, query.variable.as_deref())?;
    let percents = domain::percents(query.percents.as_deref())?;
    let confidence = domain::confidence(query.confidence)?;
    let column = column(&results, &run, &variable.key, query.simulation).await?;
    Ok(Json(Percentiles {
        variable: variable.clone(),
        confidence,
        interval_method: run.outcome.interval_method.clone(),
        percentiles: domain::percentiles(&column, &percents, confidence),
    }))
}

/// Probability of a condition, or of lying between delimiters.
#[utoipa::path(
    get, path = "/api/v2/results/{id}/probability", operation_id = "result_probability", tag = "results",
    params(("id" = String, Path, description = "The result"), ProbabilityQuery),
    security(("access_token" = ["results:read"])),
    responses(
        (status = 200, description = "The probability", body = ProbabilityAnswer),
        (status = "4XX", description = "Refused", content_type = "application/problem+json", body = Problem),
    ),
)]
pub(super) async fn probability(
    State(results): State<Results>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<ProbabilityQuery>,
) -> Result<Json<ProbabilityAnswer>, ApiError> {
    let run = readable_run(&results, &caller, &id).await?;
    let confidence = domain::confidence(query.confidence)?;
    let condition = query.expression.as_deref().map(domain::condition).transpose()?;
    let named = condition
        .as_ref()
        .map(|condition| condition.variable.as_str())
        .or(query.variable.as_deref());
    let variable = domain::variable(&run, named)?;
    let column = column(&results, &run, &variable.key, query.simulation).await?;
    let answer = match &condition {
        Some(condition) => domain::conditional(variable, &column, condition, confidence),
        None => domain::delimited(
            variable,
            &column,
            Delimiters { from: query.from, to: query.to },
            confidence,
        )?,
    };
    Ok(Json(answer))
}

/// Tornado, contribution to variance, spider.
#[utoipa::path(
    get, path = "/api/v2/results/{id}/sensitivity", operation_id = "result_sensitivity", tag = "results",
    params(("id" = String, Path, description = "The result"), SensitivityQuery),
    security(("access_token" = ["results:read"])),
    responses(
        (status = 200, description = "What drives an output", body = Sensitivity),
        (status = "4XX", description = "Refused", content_type = "application/problem+json", body = Problem),
    ),
)]
pub(super) async fn sensitivity(
    State(results): State<Results>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<SensitivityQuery>,
) -> Result<Json<Sensitivity>, ApiError> {
    let run = readable_run(&results, &caller, &id).await?;
    let (variable, output) = domain::output(&run, query.output.as_deref(), query.simulation)?;
    Ok(Json(domain::sensitivity(&run, variable, output, query.measure, query.inputs_max)?))
}

/// Statistics by number of trials.
#[utoipa::path(
    get, path = "/api/v2/results/{id}/convergence", operation_id = "result_convergence", tag = "results",
    params(("id" = String, Path, description = "The result"), OutputQuery),
    security(("access_token" = ["results:read"])),
    responses(
        (status = 200, description = "Statistics by number of trials", body = Convergence),
        (status = "4XX", description = "Refused", content_type = "application/problem+json", body = Problem),
    ),
)]
pub(super) async fn convergence(
    State(results): State<Results>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<OutputQuery>,
) -> Result<Json<Convergence>, ApiError> {
    let run = readable_run(&results, &caller, &id).await?;
    let (variable, output) = domain::output(&run, query.output.as_deref(), query.simulation)?;
    let ends = output.mean_interval.and_then(|interval| Some((interval.low?, interval.high?)));
    let sentence = match ends {
        Some((low, high)) => {
            let (low, high) = domain::sentences::values(variable, low, high);
            format!(
                "After {} trials the mean of {} is known to lie between {low} and {high} (95% confidence).",
                count(output.count),
                variable.label,
            )
        }
        None => format!("The trials don't bound the mean of {}.", variable.label),
    };
    Ok(Json(Convergence {
        output: variable.clone(),
        points: output.convergence.clone(),
        mean_interval: output.mean_interval,
        stopped: run.outcome.stopped.clone(),
        sentence,
    }))
}
