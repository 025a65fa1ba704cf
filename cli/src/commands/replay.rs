//! `ulam replay`: a copy of the workbook that shows one trial.

use std::io::Write;
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;
use serde::Serialize;
use ulam_formula::context::Context;
use ulam_probability::statistics::Tail;
use ulam_simulation::model::Settings;
use ulam_simulation::prepare::Simulation;
use ulam_simulation::replay::{Replay, Trial};
use ulam_simulation::run::Samples;
use ulam_simulation::spec::parse_count;
use ulam_workbook::{Limits, with_changes};

use super::model::ModelArguments;
use super::simulate::analysis::TailArgument;
use super::simulate::run_arguments::RunArguments;
use crate::error::{ExitCode, Failure};
use crate::open;
use crate::output_file;
use crate::terminal::colour::{DIM, HEADING};
use crate::terminal::interrupt::Interrupt;
use crate::terminal::number::{count, counted, readable};
use crate::terminal::{listed, progress, value_text};
use ulam_report::json::CellValue;

/// Draws and cells named in what is printed.
const NAMED_MAX: usize = 12;

#[derive(Args)]
#[command(after_help = "\
Examples:
  The worst trial of a run, to open in Excel and see what went wrong:
    ulam replay model.xlsx --model model.yaml --trial worst --of 'Model!B20' --out worst.xlsx

  Trial 4711, and the one at the 95th percentile:
    ulam replay model.xlsx --model model.yaml --trial 4711 --out copy.xlsx
    ulam replay model.xlsx --model model.yaml --trial p95 --of NPV --out copy.xlsx

The copy has the trial's values in the input cells, and all formulas with their values in this trial.
Calls that draw, such as RAND() and RiskNormal(...), become the numbers that they drew. Give the model,
trials, seed and sampling of the run whose trial it is.")]
pub struct ReplayArguments {
    #[command(flatten)]
    model: ModelArguments,

    /// Which trial: its number, or worst, best, median or a percentile (p95) of an output.
    #[arg(long, value_name = "N|worst|best|median|pNN", allow_hyphen_values = true)]
    trial: String,
    /// The output that worst, best, median and percentiles are of. [default: the first]
    #[arg(long, value_name = "OUTPUT")]
    of: Option<String>,
    /// The copy to write: an .xlsx file, or an .xlsm one where the workbook has macros.
    #[arg(long, value_name = "COPY.xlsx")]
    out: PathBuf,
    /// Which end of the output is bad.
    #[arg(long, value_enum, default_value = "lower")]
    tail: TailArgument,
    #[command(flatten)]
    run: RunArguments,
    /// Print one JSON object.
    #[arg(long, help_heading = "Results")]
    json: bool,
}

/// What `ulam replay --json` prints.
#[derive(Serialize)]
struct ReplayResult<'a> {
    workbook: String,
    trial: u64,
    out: String,
    inputs: Vec<DrawResult>,
    outputs: Vec<OutputResult<'a>>,
    cells_changed: usize,
    /// Cells whose formulas became constants.
    frozen: Vec<String>,
}

#[derive(Serialize)]
struct DrawResult {
    input: String,
    cell: String,
    value: f64,
}

#[derive(Serialize)]
struct OutputResult<'a> {
    cell: String,
    name: Option<String>,
    value: CellValue<'a>,
}

/// Runs the command.
pub fn run(arguments: &ReplayArguments) -> Result<ExitCode, Failure> {
    let interrupt = Interrupt::listen();
    let path = &arguments.model.workbook;
    let trial = trial(arguments)?;
    let extension = output_file::extension(&arguments.out, "--out", &["xlsx", "xlsm"])?;
    output_file::check_writable(&arguments.out)?;
    let spec = arguments.run.added_to(arguments.model.spec()?)?;
    let settings = Settings { sensitivity: false, ..arguments.run.settings(&spec)? };

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
    let bound = spec.bind(&workbook).map_err(|error| Failure::spec(path, &error))?;
    let refuse = |error| Failure::simulation(path, &error);
    let simulation = Simulation::prepare(workbook, &recalculation, bound.model).map_err(refuse)?;
    let output = match &arguments.of {
        Some(text) => simulation.find_output(text).map_err(refuse)?,
        None => 0,
    };
    interrupt.watch();
    let number = match trial {
        Trial::Number(number) => number,
        Trial::Percentile(_) => {
            let control = &interrupt.control;
            let run = || simulation.run(&settings, control);
            let samples: Samples =
                progress::watched(control, settings.trials, run).map_err(refuse)?;
            simulation.find_trial(trial, output, &samples).map_err(refuse)?
        }
    };
    let replay = simulation.replay(number, &settings).map_err(refuse)?;
    let rewritten =
        with_changes(&bytes, &Limits::default(), simulation.workbook(), &replay.changes)
            .map_err(|error| Failure::cannot_write(&arguments.out, error))?;
    output_file::write(&arguments.out, &rewritten.bytes)?;

    let name = |cell| simulation.workbook().cell_name(cell);
    let removed = replay.changes.iter().filter(|(cell, change)| {
        change.formula == ulam_workbook::FormulaChange::Remove
            && simulation.workbook().formula(**cell).is_some()
    });
    let mut frozen: Vec<String> = removed.map(|(cell, _)| name(*cell)).collect();
    frozen.extend(rewritten.frozen.iter().map(|cell| name(*cell)));
    if arguments.json {
        print_json(arguments, &simulation, &replay, frozen)?;
    } else {
        print_text(arguments, &simulation, &replay, frozen)?;
    }
    Ok(ExitCode::Success)
}

fn trial(arguments: &ReplayArguments) -> Result<Trial, Failure> {
    use ulam_simulation::outcome::stop::Statistic;
    let tail = match arguments.tail {
        TailArgument::Lower => Tail::Lower,
        TailArgument::Upper => Tail::Upper,
    };
    let (worst, best) = match tail {
        Tail::Lower => (0.0, 1.0),
        Tail::Upper => (1.0, 0.0),
    };
    match arguments.trial.trim().to_lowercase().as_str() {
        "worst" => return Ok(Trial::Percentile(worst)),
        "best" => return Ok(Trial::Percentile(best)),
        text => {
            if let Ok(Statistic::Percentile(share)) = Statistic::from_str(text) {
                return Ok(Trial::Percentile(share));
            }
        }
    }
    match parse_count(&arguments.trial) {
        Ok(number) if number > 0 => Ok(Trial::Number(number)),
        _ => Err(Failure::usage(format!(
            "--trial: '{}' is no trial: write its number (from 1), worst, best, median, or a \
             percentile such as p95",
            arguments.trial
        ))),
    }
}

fn draw_cell(simulation: &Simulation, draw: usize) -> String {
    let identity = simulation.draws().get(draw);
    identity.map_or(String::new(), |identity| simulation.workbook().cell_name(identity.cell))
}

fn print_json(
    arguments: &ReplayArguments,
    simulation: &Simulation,
    replay: &Replay,
    frozen: Vec<String>,
) -> Result<(), Failure> {
    let outputs = &simulation.model().outputs;
    let values: Vec<_> =
        outputs.iter().map(|output| Context::cell(&replay.workbook, output.cell)).collect();
    let result = ReplayResult {
        workbook: arguments.model.workbook.display().to_string(),
        trial: replay.trial,
        out: arguments.out.display().to_string(),
        inputs: replay
            .draws
            .iter()
            .map(|(draw, value)| DrawResult {
                input: simulation.draw_label(*draw),
                cell: draw_cell(simulation, *draw),
                value: *value,
            })
            .collect(),
        outputs: outputs
            .iter()
            .zip(&values)
            .map(|(output, value)| OutputResult {
                cell: simulation.workbook().cell_name(output.cell),
                name: output.name.as_ref().map(|name| name.to_string()),
                value: CellValue(value),
            })
            .collect(),
        cells_changed: replay.changes.len(),
        frozen,
    };
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, &result)?;
    writeln!(out)?;
    Ok(())
}

fn print_text(
    arguments: &ReplayArguments,
    simulation: &Simulation,
    replay: &Replay,
    frozen: Vec<String>,
) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    writeln!(
        out,
        "{HEADING}Trial {}{HEADING:#} is in {}: {} changed",
        count(replay.trial),
        arguments.out.display(),
        counted(replay.changes.len() as u64, "cell")
    )?;
    for output in &simulation.model().outputs {
        let value = Context::cell(&replay.workbook, output.cell);
        let cell = simulation.workbook().cell_name(output.cell);
        let name = output.name.as_ref().map_or(String::new(), |name| format!(" {name}"));
        let value = match value {
            ulam_formula::value::Value::Number(number) => readable(number),
            other => value_text(&other),
        };
        writeln!(out, "  {cell}{name} = {value}")?;
    }
    writeln!(out, "{DIM}with{DIM:#}")?;
    for (draw, value) in replay.draws.iter().take(NAMED_MAX) {
        writeln!(out, "  {} = {}", simulation.draw_label(*draw), readable(*value))?;
    }
    if replay.draws.len() > NAMED_MAX {
        let more = counted((replay.draws.len() - NAMED_MAX) as u64, "more input");
        writeln!(out, "  {DIM}and {more}; --json lists them all{DIM:#}")?;
    }
    let in_formulas = replay
        .changes
        .values()
        .filter(|change| matches!(change.formula, ulam_workbook::FormulaChange::ReplaceDraws(_)))
        .count();
    if in_formulas > 0 {
        writeln!(
            out,
            "{DIM}draws in {} are now the numbers of this trial{DIM:#}",
            counted(in_formulas as u64, "formula")
        )?;
    }
    if !frozen.is_empty() {
        let cells = listed(frozen.into_iter(), NAMED_MAX);
        writeln!(out, "{DIM}constants in place of formulas: {cells}{DIM:#}")?;
    }
    out.flush()?;
    Ok(())
}
