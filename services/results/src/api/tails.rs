//! The tails of an output, and how variables go together.

use axum::extract::State;
use ulam_contracts::results::{CorrelationMatrix, CorrelationsQuery, Scenario, ScenarioQuery};
use ulam_platform::access::Caller;
use ulam_platform::http::{ApiError, Json, Path, Query, Refusals};

use super::pictures::{column, readable_run};
use crate::domain::correlations::{self, Valid};
use crate::domain::tails::{self, InTail};
use crate::{Results, domain};

/// The trials at one end of an output: how do inputs lie there?
#[utoipa::path(
    get, path = "/api/v2/results/{id}/scenario", operation_id = "result_scenario", tag = "results",
    params(("id" = String, Path, description = "The result"), ScenarioQuery),
    security(("access_token" = ["results:read"])),
    responses(
        (status = 200, description = "The trials at one end", body = Scenario),
        (status = 410, description = "The samples are no longer kept", content_type = "application/problem+json", body = ulam_contracts::problem::Problem),
        Refusals
    ),
)]
pub(super) async fn scenario(
    State(results): State<Results>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<ScenarioQuery>,
) -> Result<Json<Scenario>, ApiError> {
    let run = readable_run(&results, &caller, &id).await?;
    let share = tails::share(query.share)?;
    let (output, _) = domain::output(&run, query.output.as_deref(), query.simulation)?;
    let tail = query.tail.unwrap_or(run.settings.tail);
    let values = column(&results, &run, &output.key, query.simulation).await?;
    let of_output = output.clone();
    let work = move || InTail::new(&of_output, &values, tail, share);
    let mut found = results.computed(work).await?;
    for input in tails::inputs_of(&run, output) {
        let values = column(&results, &run, &input.key, query.simulation).await?;
        let input = input.clone();
        found = results
            .computed(move || {
                found.add(&input, &values);
                found
            })
            .await?;
    }
    Ok(Json(found.scenario(&run.variables)))
}

/// Rank correlations between inputs and outputs.
///
/// Over the trials in which none of them is an error.
#[utoipa::path(
    get, path = "/api/v2/results/{id}/correlations", operation_id = "result_correlations", tag = "results",
    params(("id" = String, Path, description = "The result"), CorrelationsQuery),
    security(("access_token" = ["results:read"])),
    responses(
        (status = 200, description = "The correlations", body = CorrelationMatrix),
        (status = 410, description = "The samples are no longer kept", content_type = "application/problem+json", body = ulam_contracts::problem::Problem),
        Refusals
    ),
)]
pub(super) async fn correlations(
    State(results): State<Results>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<CorrelationsQuery>,
) -> Result<Json<CorrelationMatrix>, ApiError> {
    let run = readable_run(&results, &caller, &id).await?;
    let variables = correlations::variables(&run, query.variables.as_deref())?;
    let mut valid = Valid::default();
    for variable in &variables {
        valid.add(&column(&results, &run, &variable.key, query.simulation).await?.values);
    }
    let mut ranks = Vec::with_capacity(variables.len());
    for variable in &variables {
        let values = column(&results, &run, &variable.key, query.simulation).await?;
        let work = move || (valid.ranks(&values.values), valid);
        let (found, back) = results.computed(work).await?;
        ranks.push(found);
        valid = back;
    }
    let matrix = results.computed(move || correlations::matrix(variables, &ranks)).await?;
    Ok(Json(matrix))
}
