//! Results as a whole.

use axum::extract::State;
use http::StatusCode;
use ulam_contracts::page::Page;
use ulam_contracts::permissions::Permission;
use ulam_contracts::problem::{Problem, ProblemKind};
use ulam_contracts::results::{
    ListResultsQuery, ResultDetails, ResultSummary, SamplesInfo, StoreResult, VariableKind,
};
use ulam_contracts::sharing::Access;
use ulam_platform::access::{Caller, Scope};
use ulam_platform::audit::Entry;
use ulam_platform::http::{ApiError, Cursor, Json, Path, Query, Refusals, page_limit};
use ulam_platform::identifier::rfc3339;
use ulam_platform::store::Store;

use crate::{Results, store};

/// Results of the organisation, the newest first.
#[utoipa::path(
    get, path = "/api/v2/results", operation_id = "list_results", tag = "results",
    params(ListResultsQuery),
    security(("access_token" = ["results:read"])),
    responses(
        (status = 200, description = "A page of results", body = Page<ResultSummary>),
        (status = "4XX", description = "Refused", content_type = "application/problem+json", body = Problem),
    ),
)]
pub(super) async fn list(
    State(results): State<Results>,
    caller: Caller,
    Query(query): Query<ListResultsQuery>,
) -> Result<Json<Page<ResultSummary>>, ApiError> {
    let scope = caller.may(Permission::ResultsRead)?;
    let limit = page_limit(query.limit)?;
    let cursor = Cursor::decoded(query.cursor.as_deref())?;
    let mut rows = store::list(&results.store, &scope, &query, cursor, limit).await?;
    let has_more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let last = rows.last().filter(|_| has_more);
    let next_cursor =
        last.map(|row| Cursor { time_us: row.created_us, id: row.id.clone() }.encoded());
    let items = rows.iter().map(|row| summary(&results.store, row));
    let items = items.collect::<Result<_, ApiError>>()?;
    Ok(Json(Page { items, next_cursor, total: None }))
}

pub(super) fn summary(
    store: &Store,
    row: &store::result::Model,
) -> Result<ResultSummary, ApiError> {
    let run = store::run_of(store, row)?;
    Ok(ResultSummary {
        id: row.id.clone(),
        simulation_id: run.simulation_id,
        name: run.name,
        workbook_id: run.workbook_id,
        workbook_name: run.file.file_name,
        trials: run.outcome.trials,
        headlines: run.headlines,
        probabilities: run.outcome.probabilities,
        warnings: run.outcome.warnings,
        created_at: rfc3339(row.created_us),
        created_by: run.created_by,
        expires_at: row.expires_us.map(rfc3339),
    })
}

/// What a run produced.
#[utoipa::path(
    get, path = "/api/v2/results/{id}", operation_id = "get_result", tag = "results",
    params(("id" = String, Path, description = "The result")),
    security(("access_token" = ["results:read"])),
    responses(
        (status = 200, description = "The result", body = ResultDetails),
        (status = "4XX", description = "Refused", content_type = "application/problem+json", body = Problem),
    ),
)]
pub(super) async fn get(
    State(results): State<Results>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<ResultDetails>, ApiError> {
    let scope = caller.may(Permission::ResultsRead)?;
    let row = store::get(&results.store, &scope, &id).await?;
    let run = store::run_of(&results.store, &row)?;
    let artifacts = match scope.principal().may(Permission::ResultsExport) {
        true => store::artifacts_of(&results.store, &scope, &id).await?,
        false => Vec::new(),
    };
    let artifacts = artifacts.iter();
    let artifacts = artifacts.map(|row| store::artifact_of(&results.store, row));
    let artifacts = artifacts.collect::<Result<_, _>>()?;
    Ok(Json(ResultDetails { artifacts, ..details(&row, run, &scope) }))
}

/// Delete a result, its samples, its exports and its link.
///
/// Who ran the simulation may, and admins.
#[utoipa::path(
    delete, path = "/api/v2/results/{id}", operation_id = "delete_result", tag = "results",
    params(("id" = String, Path, description = "The result")),
    security(("access_token" = ["results:read", "results:export"])),
    responses((status = 204, description = "It is deleted"), Refusals),
)]
pub(super) async fn delete(
    State(results): State<Results>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    let scope = caller.may(Permission::ResultsRead)?;
    let row = store::get(&results.store, &scope, &id).await?;
    caller.may(Permission::ResultsExport)?;
    if access(&row.created_by, &scope) < Access::Manage {
        let detail = "Only who ran the simulation, or an admin, may delete its result.";
        return Err(ProblemKind::NotAllowed.problem(detail).into());
    }
    let transaction = results.store.transaction().await?;
    store::expire_now(&transaction, &scope, &id).await?;
    transaction.record(Entry::by(&scope, "result.deleted").about("result", &id));
    transaction.commit().await?;
    results.expired.notify_one();
    Ok(StatusCode::NO_CONTENT)
}

fn details(row: &store::result::Model, run: StoreResult, scope: &Scope) -> ResultDetails {
    let outputs =
        run.variables.iter().filter(|variable| variable.kind == VariableKind::Output).count();
    let inputs = run
        .variables
        .iter()
        .filter(|variable| variable.kind == VariableKind::Input && variable.has_samples);
    let samples = SamplesInfo {
        rows: run.outcome.trials,
        columns: u32::try_from(outputs + inputs.count()).unwrap_or(u32::MAX),
        simulations: u32::try_from(run.samples.len().max(1)).unwrap_or(u32::MAX),
        bytes: run.samples.iter().map(|samples| samples.bytes).sum(),
        is_available: !run.samples.is_empty(),
    };
    ResultDetails {
        id: row.id.clone(),
        simulation_id: run.simulation_id,
        run_id: run.run_id,
        name: run.name,
        workbook_id: run.workbook_id,
        file_id: run.file.file_id,
        file_version: run.file.version,
        saved_simulation_id: run.saved_simulation_id,
        saved_simulation_version: run.saved_simulation_version,
        spec: run.spec,
        settings: run.settings,
        variables: run.variables,
        samples,
        artifacts: Vec::new(),
        my_access: access(&row.created_by, scope),
        created_at: rfc3339(row.created_us),
        created_by: row.created_by.clone(),
        created_by_name: None,
        expires_at: row.expires_us.map(rfc3339),
        outcome: run.outcome,
    }
}

/// What a principal may do with a result of its tenant.
pub(super) fn access(created_by: &str, scope: &Scope) -> Access {
    let may = |permission| scope.principal().may(permission);
    if may(Permission::TenantAdmin)
        || (scope.subject() == created_by && may(Permission::ResultsExport))
    {
        return Access::Manage;
    }
    if may(Permission::SimulationsRun) { Access::Comment } else { Access::View }
}
