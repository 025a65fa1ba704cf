//! `ulam convert`: a workbook made for another simulation tool becomes a plain one and a spec.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use ulam_simulation::conversion::conversions;
use ulam_simulation::convert::convert;
use ulam_simulation::prepare::Simulation;
use ulam_workbook::{Limits, Workbook, with_changes_and_sheet};

use super::model::ModelArguments;
use crate::error::{ExitCode, Failure};
use crate::open;
use crate::output_file;
use crate::terminal;
use crate::terminal::number::counted;

#[derive(Args)]
#[command(after_help = "\
Examples:
  ulam convert risk.xlsx --out plain.xlsx --save-model plain.yaml
  ulam simulate plain.xlsx --model plain.yaml

The plain workbook has static values in place of distributions, and is otherwise as it was; the spec
has the distributions, correlations and outputs, and simulates to the same numbers. A distribution
inside a larger formula gets a cell of its own, on a sheet that is added. `ulam check` shows what each
function becomes.")]
pub struct ConvertArguments {
    #[command(flatten)]
    model: ModelArguments,
    /// The plain workbook to write: an .xlsx file, or an .xlsm one where the workbook has macros.
    #[arg(long, value_name = "PLAIN.xlsx")]
    out: PathBuf,
    /// The spec to write.
    #[arg(long, value_name = "SPEC.yaml")]
    save_model: PathBuf,
}

/// Runs the command.
pub fn run(arguments: &ConvertArguments) -> Result<ExitCode, Failure> {
    let path = &arguments.model.workbook;
    let extension = output_file::extension(&arguments.out, "--out", &["xlsx", "xlsm"])?;
    output_file::extension(&arguments.save_model, "--save-model", &["yaml", "yml"])?;
    output_file::check_writable(&arguments.out)?;
    output_file::check_writable(&arguments.save_model)?;
    let spec = arguments.model.spec()?;

    let bytes = open::workbook_bytes(path)?;
    let mut workbook = open::workbook_of(path, &bytes)?;
    if workbook.has_macros() != (extension == "xlsm") {
        let right = if workbook.has_macros() { "xlsm" } else { "xlsx" };
        return Err(Failure::usage(format!(
            "--out {}: a copy of this workbook must end in .{right}, or Excel refuses it",
            arguments.out.display()
        )));
    }
    let recalculation = open::recalculate_at(&mut workbook, &arguments.model.clock);
    let found = conversions(&workbook).len();
    let bound = spec.bind(&workbook).map_err(|error| Failure::spec(path, &error))?;
    let simulation = Simulation::prepare(workbook, &recalculation, bound.model)
        .map_err(|error| Failure::simulation(path, &error))?;
    let refuse = |why: String| Failure::usage(format!("{}: {why}", path.display()));
    let converted = convert(&simulation, &bound.spec).map_err(|error| refuse(error.0))?;
    let limits = Limits::default();
    let rewritten = with_changes_and_sheet(
        &bytes,
        &limits,
        simulation.workbook(),
        &converted.changes,
        converted.new_sheet.as_ref(),
    )
    .map_err(|error| Failure::cannot_write(&arguments.out, error))?;
    if let Some(cell) = rewritten.frozen.first() {
        let cell = simulation.workbook().cell_name(*cell);
        return Err(refuse(format!("{cell} can't be made plain: its formula has names of LET")));
    }
    // What is written must be plain indeed.
    let plain = Workbook::read(&rewritten.bytes, &limits)
        .map_err(|error| Failure::cannot_write(&arguments.out, error))?;
    if let Some(left) = conversions(&plain).first() {
        let cell = plain.cell_name(left.cell);
        return Err(refuse(format!("{cell} can't be made plain: it calls {}", left.function)));
    }
    let yaml = converted.spec.to_yaml();
    let yaml = yaml.map_err(|error| Failure::cannot_write(&arguments.save_model, error))?;
    output_file::write(&arguments.out, &rewritten.bytes)?;
    output_file::write(&arguments.save_model, yaml.as_bytes())?;
    for note in &converted.notes {
        terminal::warn(note);
    }
    let mut out = anstream::stdout().lock();
    writeln!(
        out,
        "{} of other tools in {} became {} and {}: {} and {}",
        counted(found as u64, "function"),
        counted(converted.changes.len() as u64, "cell"),
        counted(converted.spec.inputs.len() as u64, "input"),
        counted(converted.spec.outputs.len() as u64, "output"),
        arguments.out.display(),
        arguments.save_model.display()
    )?;
    Ok(ExitCode::Success)
}
