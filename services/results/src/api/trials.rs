//! One trial, replayed into its workbook.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use http::header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_TYPE};
use ulam_contracts::permissions::Permission;
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::results::{ReplayFormat, ReplayQuery, StoreResult, TrialReplay};
use ulam_engine::Limits;
use ulam_platform::access::Caller;
use ulam_platform::http::{ApiError, Json, Path, Query, Refusals};
use ulam_workbook::with_changes;

use super::files::attachment;
use super::pictures::{column, readable_run};
use crate::domain::trials::{Wanted, at_percentile, replayed};
use crate::workbooks::Prepared;
use crate::{Results, domain};

/// Media type of a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Media type of a workbook with macros.
const XLSM: &str = "application/vnd.ms-excel.sheet.macroEnabled.12";

/// What came of replaying: the trial, and the copy of the workbook with its file name's extension.
struct Replayed {
    trial: TrialReplay,
    copy: Option<Vec<u8>>,
    has_macros: bool,
}

/// Replay one trial: what its inputs and outputs are, or a copy of the workbook that shows it.
///
/// `{n}` is the trial's number from 1, or `worst`, `best`, `median` or a percentile such as `p95` of an
/// output. The copy is answered for `format=xlsx`, or to `Accept` with the media type of a workbook; it
/// needs `results:export`.
#[utoipa::path(
    get, path = "/api/v2/results/{id}/trials/{n}", operation_id = "replay_trial", tag = "results",
    params(
        ("id" = String, Path, description = "The result"),
        ("n" = String, Path, description = "The trial: its number from 1, `worst`, `best`, `median` or `p95`", example = "worst"),
        ReplayQuery
    ),
    security(("access_token" = ["results:read"])),
    responses(
        (status = 200, description = "The trial", content(
            (TrialReplay = "application/json"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (Vec<u8> = "application/vnd.ms-excel.sheet.macroEnabled.12"),
        )),
        (status = 410, description = "The workbook or the samples are no longer kept", content_type = "application/problem+json", body = ulam_contracts::problem::Problem),
        Refusals
    ),
)]
pub(super) async fn replay_trial(
    State(results): State<Results>,
    caller: Caller,
    headers: HeaderMap,
    Path((id, n)): Path<(String, String)>,
    Query(query): Query<ReplayQuery>,
) -> Result<Response, ApiError> {
    let run = readable_run(&results, &caller, &id).await?;
    let format = query.format.unwrap_or_else(|| accepted(&headers));
    if format == ReplayFormat::Xlsx {
        caller.may(Permission::ResultsExport)?;
    }
    let simulation = query.simulation.unwrap_or(1);
    // Refuses a simulation that isn't there.
    domain::outputs(&run, query.simulation)?;
    let number = match Wanted::parse(&n, trials_of(&run, simulation), run.settings.tail)? {
        Wanted::Number(number) => number,
        Wanted::Percentile(share) => {
            let (variable, _) = domain::output(&run, query.of.as_deref(), query.simulation)?;
            let column = column(&results, &run, &variable.key, query.simulation).await?;
            let found = results.computed(move || at_percentile(&column.values, share)).await?;
            let no_trial = || ApiError::invalid("of", "the output is an error in every trial");
            found.ok_or_else(no_trial)?
        }
    };
    let prepared = results.workbooks.prepared(&run, simulation).await?;
    let name = run.file.file_name.clone();
    let out = format!("/api/v2/results/{id}/trials/{number}?format=xlsx&simulation={simulation}");
    let work = move || replay(&prepared, number, &name, out, format == ReplayFormat::Xlsx);
    let replayed = results.computed(work).await??;
    let Some(copy) = replayed.copy else { return Ok(Json(replayed.trial).into_response()) };
    let (media_type, extension) = match replayed.has_macros {
        true => (XLSM, "xlsm"),
        false => (XLSX, "xlsx"),
    };
    let disposition = attachment(&format!("{} trial {number}.{extension}", run.name));
    Ok(([(CONTENT_TYPE, media_type.to_string()), (CONTENT_DISPOSITION, disposition)], copy)
        .into_response())
}

fn accepted(headers: &HeaderMap) -> ReplayFormat {
    let accepts = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_wanted = accepts.split(',').any(|part| {
        let media_type = part.split(';').next().unwrap_or_default().trim();
        media_type.eq_ignore_ascii_case(XLSX) || media_type.eq_ignore_ascii_case(XLSM)
    });
    if is_wanted { ReplayFormat::Xlsx } else { ReplayFormat::Json }
}

/// Trials made by one of several simulations, from 1.
fn trials_of(run: &StoreResult, simulation: u32) -> u64 {
    let one = run.outcome.simulations.iter().find(|one| one.simulation == simulation);
    one.map_or(run.outcome.trials, |one| one.trials)
}

fn replay(
    prepared: &Prepared,
    number: u64,
    workbook_name: &str,
    out: String,
    with_copy: bool,
) -> Result<Replayed, ApiError> {
    let refuse = |error: &dyn std::fmt::Display| {
        ApiError::from(
            ProblemKind::Conflict.problem(format!("The trial can't be replayed: {error}")),
        )
    };
    let simulation = &prepared.simulation;
    let replay = simulation.replay(number, &prepared.settings).map_err(|error| refuse(&error))?;
    let rewritten = with_copy.then(|| {
        with_changes(&prepared.bytes, &Limits::default(), simulation.workbook(), &replay.changes)
    });
    let rewritten = rewritten.transpose().map_err(|error| {
        let detail = format!("A copy of {workbook_name} can't be written: {error}");
        ApiError::from(ProblemKind::Conflict.problem(detail))
    })?;
    Ok(Replayed {
        trial: replayed(workbook_name, out, simulation, &replay, rewritten.as_ref()),
        copy: rewritten.map(|rewritten| rewritten.bytes),
        has_macros: simulation.workbook().has_macros(),
    })
}
