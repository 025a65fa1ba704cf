//! Reports for people: the run is repeated, which gives the same bits, and told.

use std::num::NonZero;
use std::sync::Arc;

use ulam_contracts::blob::BlobReference;
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::results::{ExportFormat, ExportRequest, OutputResult, StoreResult};
use ulam_engine::{Control, Outcome, Settings};
use ulam_platform::http::ApiError;
use ulam_report::{BaseCase, Report, warnings};
use ulam_simulation::error::SimulationError;

use super::Content;
use crate::workbooks::Prepared;
use crate::{Results, domain};

const HTML: &str = "text/html; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const PDF: &str = "application/pdf";

/// A report as a file, and what it doesn't hold.
struct Written {
    bytes: Vec<u8>,
    media_type: &'static str,
    note: Option<String>,
}

/// A report of a run.
pub(super) async fn report(
    results: &Results,
    run: StoreResult,
    request: ExportRequest,
) -> Result<Content, ApiError> {
    let simulation = request.simulation.unwrap_or(1);
    let cells = match &request.outputs {
        None => None,
        Some(names) => {
            let cell = |name: &String| Ok(domain::variable(&run, Some(name))?.cell.clone());
            Some(names.iter().map(cell).collect::<Result<Vec<String>, ApiError>>()?)
        }
    };
    let prepared = results.workbooks.prepare(&run, simulation, cells).await?;
    let tenant_id = run.tenant_id.clone();
    let control = Arc::new(Control::default());
    // Dropped at shutdown, the trials end too.
    let _cancelled = CancelOnDrop(control.clone());
    let work = move || written(&prepared, &run, &request, &control);
    let written = results.computed(work).await??;
    let blob: BlobReference =
        results.blobs.put_bytes(&tenant_id, written.media_type, &written.bytes).await?;
    Ok(Content { blob, note: written.note })
}

struct CancelOnDrop(Arc<Control>);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

fn refuse(error: SimulationError) -> ApiError {
    match error {
        SimulationError::Cancelled | SimulationError::Threads(_) => ApiError::internal(error),
        other => {
            ProblemKind::Conflict.problem(format!("The run can't be repeated: {other}")).into()
        }
    }
}

/// Half of the processors: the other half answers questions.
fn threads() -> usize {
    let all = std::thread::available_parallelism().map_or(1, NonZero::get);
    (all / 2).max(1)
}

fn written(
    prepared: &Prepared,
    run: &StoreResult,
    request: &ExportRequest,
    control: &Control,
) -> Result<Written, ApiError> {
    let simulation = &prepared.simulation;
    let settings = Settings { threads: Some(threads()), ..prepared.settings.clone() };
    let samples = simulation.run(&settings, control).map_err(refuse)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads()).build();
    let pool = pool.map_err(|error| ApiError::caused_by(&error))?;
    let outcome = pool.install(|| Outcome::new(simulation, &samples));
    let mut notes = prepared.warnings.clone();
    notes.extend(warnings::after_run(simulation, &outcome));
    let differing = differing(run, request, prepared, &outcome);
    notes.extend(differing.clone());

    let mut spec = prepared.spec.clone();
    (spec.trials, spec.seed) = (Some(settings.trials), Some(settings.seed));
    spec.sampling = Some(settings.plan);
    let spec = spec.to_yaml().map_err(|error| ApiError::caused_by(&error))?;
    let base_case = BaseCase::new(simulation.workbook(), &prepared.base_case);
    let title = request.title.as_deref().filter(|title| !title.trim().is_empty());
    let command = command(run, &settings);
    let report = Report {
        workbook_name: &run.file.file_name,
        title: Some(title.unwrap_or(&run.name)),
        simulation,
        settings: &samples.settings,
        samples: &samples,
        outcome: &outcome,
        elapsed_seconds: run.outcome.elapsed_seconds.total,
        created: None,
        base_case: &base_case,
        warnings: &notes,
        command: &command,
        version: env!("CARGO_PKG_VERSION"),
        spec: &spec,
        with_samples: request.with_samples,
    };
    let mut left_out: Vec<String> = differing.into_iter().collect();
    let (bytes, media_type) = match request.format {
        ExportFormat::Xlsx => {
            let made = ulam_report::xlsx(&report).map_err(|error| ApiError::caused_by(&error))?;
            left_out.extend(made.warnings);
            (made.bytes, XLSX)
        }
        ExportFormat::Pdf => {
            let made = ulam_report::pdf(&report).map_err(|error| ApiError::caused_by(&error))?;
            (made, PDF)
        }
        _ => (ulam_report::html(&report).into_bytes(), HTML),
    };
    let note = (!left_out.is_empty()).then(|| left_out.join(" "));
    Ok(Written { bytes, media_type, note })
}

/// The command that gives the same result from a spec file.
fn command(run: &StoreResult, settings: &Settings) -> String {
    let file = run.file.file_name.replace('\'', r"'\''");
    format!(
        "ulam simulate '{file}' --model model.yaml --trials {} --seed {}",
        settings.trials, settings.seed
    )
}

/// Whether two means are the same: numbers that were kept as JSON may differ in their last digit.
fn are_near(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() <= 1e-12 * one.abs().max(other.abs()),
        (None, None) => true,
        _ => false,
    }
}

/// Says so if the repeated run isn't the one that was stored, as after a change of the engine.
fn differing(
    run: &StoreResult,
    request: &ExportRequest,
    prepared: &Prepared,
    outcome: &Outcome,
) -> Option<String> {
    let stored: &[OutputResult] = domain::outputs(run, request.simulation).ok()?;
    let is_same = outcome.outputs.iter().all(|output| {
        let cell = prepared.simulation.workbook().cell_name(output.cell);
        stored.iter().filter(|stored| stored.cell == cell).any(|stored| {
            are_near(stored.mean, output.summary.mean)
                && stored.count == output.summary.count as u64
        })
    });
    (!is_same).then(|| {
        format!(
            "The report was computed again by Ulam {} and differs from the stored result, which an \
             earlier version computed.",
            env!("CARGO_PKG_VERSION")
        )
    })
}
