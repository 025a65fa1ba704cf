//! Report files: the engine's reports with what only the command knows.

use std::path::Path;

use ulam_report::{BaseCase, Report};
use ulam_simulation::model::Settings;
use ulam_simulation::outcome::Outcome;
use ulam_simulation::prepare::Simulation;
use ulam_simulation::run::Samples;
use ulam_simulation::spec::Spec;
use ulam_workbook::BaseCaseCheck;

use crate::error::Failure;
use crate::output_file;

/// All that a report tells.
pub struct Finished<'a> {
    /// The workbook's path.
    pub workbook: &'a Path,
    /// What was simulated.
    pub spec: &'a Spec,
    /// How it was run.
    pub settings: &'a Settings,
    /// Whether the workbook computes what it has saved.
    pub base_case: &'a BaseCaseCheck,
    /// The simulation.
    pub simulation: &'a Simulation,
    /// Its samples.
    pub samples: &'a Samples,
    /// What they say.
    pub outcome: &'a Outcome,
    /// What the reader must know.
    pub warnings: &'a [String],
    /// Time that the whole took, in seconds.
    pub elapsed_seconds: f64,
}

/// Refuses a report file that couldn't be written later.
pub fn check(file: &Path) -> Result<(), Failure> {
    output_file::extension(file, "--report", &["html", "pdf", "xlsx"])?;
    output_file::check_writable(file)
}

/// Writes the report, in the form that its extension says; gives what it leaves out, in sentences.
pub fn write(file: &Path, finished: &Finished) -> Result<Vec<String>, Failure> {
    let mut spec = finished.spec.clone();
    spec.trials = Some(finished.settings.trials);
    spec.seed = Some(finished.settings.seed);
    spec.sampling = Some(finished.settings.plan);
    let spec = spec.to_yaml().map_err(|error| Failure::cannot_write(file, error))?;
    let name = finished.workbook.file_name().unwrap_or(finished.workbook.as_os_str());
    let created = jiff::Zoned::now().strftime("%-d %B %Y, %H:%M").to_string();
    let report = Report {
        workbook_name: &name.to_string_lossy(),
        title: None,
        simulation: finished.simulation,
        settings: finished.settings,
        samples: finished.samples,
        outcome: finished.outcome,
        elapsed_seconds: finished.elapsed_seconds,
        created: Some(&created),
        base_case: &BaseCase::new(finished.simulation.workbook(), finished.base_case),
        warnings: finished.warnings,
        command: &command_line(),
        version: env!("CARGO_PKG_VERSION"),
        spec: &spec,
        with_samples: true,
    };
    if file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx")) {
        let made =
            ulam_report::xlsx(&report).map_err(|error| Failure::cannot_write(file, error))?;
        output_file::write(file, &made.bytes)?;
        return Ok(made.warnings);
    }
    if file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")) {
        let made = ulam_report::pdf(&report).map_err(|error| Failure::cannot_write(file, error))?;
        output_file::write(file, &made)?;
        return Ok(Vec::new());
    }
    output_file::write(file, ulam_report::html(&report).as_bytes())?;
    Ok(Vec::new())
}

/// The command line as it could be typed again.
fn command_line() -> String {
    let mut words = vec!["ulam".to_string()];
    words.extend(std::env::args().skip(1).map(|word| quoted(&word)));
    words.join(" ")
}

/// A word as a shell reads it back.
fn quoted(word: &str) -> String {
    let is_plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ',' | '=' | ':');
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_string();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}
