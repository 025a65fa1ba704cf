//! Memory of a million trials of ten outputs.

use std::ffi::OsStr;
use std::path::Path;

use ulam_simulation::outcome::Outcome;
use ulam_simulation::prepare::Simulation;
use ulam_simulation::run::Control;
use ulam_simulation::spec::Spec;
use ulam_workbook::{Limits, Workbook};

use crate::child::{self, Measured};
use crate::measure::timed;
use crate::models::{NOW, settings};
use crate::options::Options;
use crate::workbooks::ten_outputs;

/// First argument of a process that simulates; the number of trials and the path follow.
pub const IN_CHILD: &str = "simulate";
/// Allowed beside the samples, in bytes.
const ALLOWED_BYTES: u64 = 200_000_000;

/// Measures and prints one line.
pub fn run(options: &Options) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let path = folder.path().join("ten-outputs.xlsx");
    ten_outputs::write(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let trials = options.trials;
    let trials_text = trials.to_string();
    let arguments: [&OsStr; 3] = [IN_CHILD.as_ref(), trials_text.as_ref(), path.as_ref()];
    let measured = child::measure(&arguments)?;
    let samples = (trials * ten_outputs::OUTPUTS * size_of::<f64>()) as u64;
    let Some(peak) = measured.peak_memory_bytes else {
        println!("memory: this system doesn't tell");
        return Ok(());
    };
    let beside = peak.saturating_sub(samples);
    let verdict = if beside < ALLOWED_BYTES { "within" } else { "ABOVE" };
    println!(
        "memory: {trials} trials of {} outputs, statistics and sensitivity: peak {} MB, samples {} \
         MB, beside them {} MB ({verdict} {} MB); {:.2} s",
        ten_outputs::OUTPUTS,
        peak / 1_000_000,
        samples / 1_000_000,
        beside / 1_000_000,
        ALLOWED_BYTES / 1_000_000,
        measured.run_seconds,
    );
    Ok(())
}

/// Simulates the workbook of ten outputs in this process.
pub fn simulate(path: &Path, trials: usize) -> Result<Measured, String> {
    let (workbook, read) = timed(|| {
        let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
        Workbook::read(&bytes, &Limits::default()).map_err(|error| error.to_string())
    });
    let mut workbook = workbook?;
    let (outcome, run) = timed(|| {
        let recalculation = workbook.recalculate(NOW);
        let spec = Spec::from_yaml(&ten_outputs::spec()).map_err(|error| error.to_string())?;
        let model = spec.bind(&workbook).map_err(|error| error.to_string())?.model;
        let simulation = Simulation::prepare(workbook, &recalculation, model)
            .map_err(|error| error.to_string())?;
        let samples = simulation
            .run(&settings(trials, None, true), &Control::default())
            .map_err(|error| error.to_string())?;
        Ok::<Outcome, String>(Outcome::new(&simulation, &samples))
    });
    let outcome = outcome?;
    let mean = outcome.outputs.first().and_then(|output| output.summary.mean);
    let measured =
        Measured::new(read.as_secs_f64(), run.as_secs_f64(), mean.ok_or("there is no mean")?);
    Ok(measured)
}
