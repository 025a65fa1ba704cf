//! Runs side by side.

use std::sync::Arc;

use axum::extract::State;
use ulam_contracts::permissions::Permission;
use ulam_contracts::results::{
    CompareRequest, ComparedRun, Comparison, OutputResult, RunChanges, StoreResult,
};
use ulam_contracts::saved_simulations::{WhatIsRun, changes};
use ulam_platform::access::Caller;
use ulam_platform::http::{ApiError, Json, Refusals};
use ulam_platform::identifier::{is_id, rfc3339};

use super::pictures::column;
use crate::domain::comparison::{
    BINS_DEFAULT, Common, Side, are_paired, compared, not_in_all, outputs_of,
};
use crate::samples::Column;
use crate::{Results, domain, store};

const RUNS_MIN: usize = 2;
const RUNS_MAX: usize = 10;
/// Outputs that are compared at once.
const OUTPUTS_MAX: usize = 200;
/// Trials of all runs whose samples are held at once; each takes 16 bytes, and as much again while
/// distributions are compared.
const TRIALS_MAX: u64 = 30_000_000;

/// Runs side by side, the others against the first.
#[utoipa::path(
    post, path = "/api/v2/results/compare", operation_id = "compare_results", tag = "results",
    request_body = CompareRequest,
    security(("access_token" = ["results:read"])),
    responses((status = 200, description = "The comparison", body = Comparison), Refusals),
)]
pub(super) async fn compare(
    State(results): State<Results>,
    caller: Caller,
    Json(request): Json<CompareRequest>,
) -> Result<Json<Comparison>, ApiError> {
    let scope = caller.may(Permission::ResultsRead)?;
    let count = request.results.len();
    if !(RUNS_MIN..=RUNS_MAX).contains(&count) {
        let message = format!("{count} results; give from {RUNS_MIN} to {RUNS_MAX}");
        return Err(ApiError::invalid("results", message));
    }
    let bins = request.bins.unwrap_or(BINS_DEFAULT);
    if !(5..=500).contains(&bins) {
        return Err(ApiError::invalid("bins", format!("{bins} is not from 5 to 500")));
    }
    let mut rows = Vec::with_capacity(count);
    for id in &request.results {
        if !is_id(id) {
            return Err(ApiError::not_found("result"));
        }
        let row = store::get(&results.store, &scope, id).await?;
        rows.push((store::run_of(&results.store, &row)?, row));
    }
    let runs: Vec<&StoreResult> = rows.iter().map(|(run, _)| run).collect();
    if runs.iter().map(|run| run.outcome.trials).sum::<u64>() > TRIALS_MAX {
        let message =
            format!("the runs have more than {TRIALS_MAX} trials together; compare fewer");
        return Err(ApiError::invalid("results", message));
    }
    let outputs = outputs_of(&runs);
    let chosen = chosen(&outputs, request.outputs.as_deref())?;

    let is_paired: Vec<bool> = runs.iter().map(|run| are_paired(runs[0], run)).collect();
    let mut answered = Vec::with_capacity(chosen.len());
    for common in chosen {
        let Some(variable) = common.variables.iter().flatten().next() else { continue };
        let mut sides = Vec::with_capacity(count);
        for (run, of_run) in runs.iter().zip(&common.variables) {
            let found: Option<Found> = match of_run {
                None => None,
                Some(of_run) => {
                    let (_, output) = domain::output(run, Some(&of_run.key), None)?;
                    let samples = match run.samples.is_empty() {
                        true => None,
                        false => Some(column(&results, run, &of_run.key, None).await?),
                    };
                    Some((output.clone(), samples))
                }
            };
            sides.push(found);
        }
        let (name, variable) = (common.name.clone(), (*variable).clone());
        let is_paired = is_paired.clone();
        let work = move || {
            let sides: Vec<Option<Side>> = sides.iter().map(side).collect();
            compared(name, &variable, &sides, &is_paired, bins)
        };
        answered.push(results.computed(work).await?);
    }
    let run = |(run, row): &(StoreResult, store::result::Model)| ComparedRun {
        result_id: row.id.clone(),
        name: run.name.clone(),
        workbook_name: run.file.file_name.clone(),
        file_version: run.file.version,
        trials: run.outcome.trials,
        seed: run.outcome.seed,
        created_at: rfc3339(row.created_us),
    };
    Ok(Json(Comparison {
        runs: rows.iter().map(run).collect(),
        changes: changes_against_first(&runs),
        outputs: answered,
        not_in_all: not_in_all(&outputs),
    }))
}

/// An output's statistics, and its samples where they are kept.
type Found = (OutputResult, Option<Arc<Column>>);

fn side(found: &Option<Found>) -> Option<Side<'_>> {
    let (output, samples) = found.as_ref()?;
    Some(Side { output, samples: samples.clone() })
}

/// The outputs that are asked for; else those that at least two runs have.
fn chosen<'a, 'b>(
    outputs: &'b [Common<'a>],
    named: Option<&[String]>,
) -> Result<Vec<&'b Common<'a>>, ApiError> {
    let chosen: Vec<&Common> = match named {
        None => {
            let is_common =
                |common: &&Common| common.variables.iter().flatten().count() >= RUNS_MIN;
            outputs.iter().filter(is_common).take(OUTPUTS_MAX).collect()
        }
        Some(names) => {
            let find = |name: &String| {
                let is_it = |common: &&Common| {
                    let is_cell = |cell: &str| cell.eq_ignore_ascii_case(name);
                    common.name.eq_ignore_ascii_case(name)
                        || common
                            .variables
                            .iter()
                            .flatten()
                            .any(|variable| is_cell(&variable.cell) || variable.key == *name)
                };
                let unknown =
                    || ApiError::invalid("outputs", format!("no run has an output '{name}'"));
                outputs.iter().find(is_it).ok_or_else(unknown)
            };
            names.iter().map(find).collect::<Result<_, _>>()?
        }
    };
    if chosen.len() > OUTPUTS_MAX {
        return Err(ApiError::invalid("outputs", format!("more than {OUTPUTS_MAX} outputs")));
    }
    Ok(chosen)
}

fn changes_against_first(runs: &[&StoreResult]) -> Vec<RunChanges> {
    let Some(first) = runs.first() else { return Vec::new() };
    let workbook =
        |run: &StoreResult| format!("{}, version {}", run.file.file_name, run.file.version);
    let what = |run: &StoreResult, index: u32| {
        let (before, after) = (workbook(first), workbook(run));
        let before = WhatIsRun { workbook: &before, spec: &first.spec, settings: &first.settings };
        let after = WhatIsRun { workbook: &after, spec: &run.spec, settings: &run.settings };
        RunChanges { run: index, changes: changes(&before, &after) }
    };
    (1..).zip(&runs[1..]).map(|(index, run)| what(run, index)).collect()
}
