//! `ulam explain`: print the program that a simulation runs.

use std::io::{self, BufWriter, Write};

use clap::Args;
use ulam_simulation::explain::Explanation;
use ulam_simulation::prepare::Simulation;

use super::model::ModelArguments;
use crate::error::{ExitCode, Failure};
use crate::open;

#[derive(Args)]
#[command(after_help = "\
Example:
  ulam explain model.xlsx --input 'Model!B3=Pert(8, 10, 15)' --output 'Model!B20'

Each line computes one column of trials: %12 = multiply %3, 0.25  ; Model!B7. Cells that no input
reaches are constants. `interpret` marks what is evaluated one trial at a time.")]
pub struct ExplainArguments {
    #[command(flatten)]
    model: ModelArguments,
}

/// Runs the command.
pub fn run(arguments: &ExplainArguments) -> Result<ExitCode, Failure> {
    let path = &arguments.model.workbook;
    let spec = arguments.model.spec()?;
    let mut workbook = open::workbook(path)?;
    let recalculation = open::recalculate_at(&mut workbook, &arguments.model.clock);
    let bound = spec.bind(&workbook).map_err(|error| Failure::spec(path, &error))?;
    let simulation = Simulation::prepare(workbook, &recalculation, bound.model)
        .map_err(|error| Failure::simulation(path, &error))?;
    let mut out = BufWriter::new(io::stdout().lock());
    write!(out, "{}", Explanation(&simulation))?;
    out.flush()?;
    Ok(ExitCode::Success)
}
