//! `ulam simulate`: run a Monte Carlo simulation and show the results.

pub mod analysis;
mod one;
pub mod run_arguments;

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use ulam_simulation::model::Settings;
use ulam_simulation::outcome::simtable;
use ulam_simulation::spec::Spec;

use super::model::ModelArguments;
use crate::error::{ExitCode, Failure};
use crate::open;
use crate::output_file;
use crate::report;
use crate::samples::SamplesFile;
use crate::terminal::interrupt::Interrupt;
use crate::terminal::{self, several, table};
use analysis::AnalysisArguments;
use one::{One, Task};
use run_arguments::RunArguments;
use ulam_report::json::{ElapsedSeconds, OneOfSeveral, SimulationResult};

pub use ulam_report::warnings::reader_warnings;

#[derive(Args)]
#[command(after_help = "\
Examples:
  Two uncertain cells, one result, and how likely a loss is:
    ulam simulate model.xlsx --input 'Model!B3=Pert(8, 10, 15)' \\
        --input 'Model!B4=Normal(100, 15)' --output 'Model!B20' --probability 'Model!B20<0'

  Keep that beside the workbook, and run it again with more trials:
    ulam simulate model.xlsx ... --save-model model.yaml
    ulam simulate model.xlsx --model model.yaml --trials 1e6

  A workbook with RAND() or @RISK functions, as it is:
    ulam simulate risk.xlsx --output NPV

  Only as many trials as the mean needs, and the same for three prices:
    ulam simulate model.xlsx ... --trials 1e7 --stop-when 'mean within 1%'
    ulam simulate model.xlsx ... --simulate-over 'Model!B3=8,10,12'

Cells are written Sheet!A1, the sheet quoted as Excel quotes it ('My sheet'!A1), or by a defined
name. The same seed gives the same numbers, whatever the threads and the machine.")]
pub struct SimulateArguments {
    #[command(flatten)]
    model: ModelArguments,

    #[command(flatten)]
    run: RunArguments,
    /// Don't compute what drives the outputs.
    #[arg(long, help_heading = "Run")]
    no_sensitivity: bool,
    #[command(flatten)]
    analysis: AnalysisArguments,

    /// Print one JSON object.
    #[arg(long, help_heading = "Results")]
    json: bool,
    /// Write every trial's inputs and outputs to a Parquet or CSV file.
    #[arg(long, value_name = "OUT.parquet|OUT.csv", help_heading = "Results")]
    samples: Option<PathBuf>,
    /// Write a report that others can open: one HTML file, a PDF document, or a workbook with charts.
    #[arg(long, value_name = "OUT.html|OUT.pdf|OUT.xlsx", help_heading = "Results")]
    report: Option<PathBuf>,
    /// Write inputs, outputs, correlations, probabilities and settings to a YAML file for --model.
    #[arg(long, value_name = "SPEC.yaml", help_heading = "Results")]
    save_model: Option<PathBuf>,
}

/// Runs the command.
pub fn run(arguments: &SimulateArguments) -> Result<ExitCode, Failure> {
    let started = Instant::now();
    let interrupt = Interrupt::listen();
    let path = &arguments.model.workbook;

    // Whatever can be found wrong at once is, before any work.
    let spec = arguments.run.added_to(arguments.model.spec()?)?;
    let mut settings = arguments.run.settings(&spec)?;
    settings.sensitivity = !arguments.no_sensitivity;
    settings.analysis = arguments.analysis.analysis()?;
    let stepped = arguments.analysis.stepped()?;
    if let Some(file) = &arguments.samples {
        SamplesFile::new(file)?;
    }
    if let Some(file) = &arguments.report {
        report::check(file)?;
    }
    if let Some(file) = &arguments.save_model {
        output_file::extension(file, "--save-model", &["yaml", "yml"])?;
        output_file::check_writable(file)?;
    }

    let mut elapsed = ElapsedSeconds::default();
    let mut workbook = open::workbook(path)?;
    let recalculation = open::recalculate_at(&mut workbook, &arguments.model.clock);
    let base_case = workbook.base_case_check();
    elapsed.load = started.elapsed().as_secs_f64();
    let refuse = |error| Failure::simulation(path, &error);
    let count = simtable::simulation_count(&workbook, &stepped).map_err(refuse)?;
    let is_several = count > 1 || !stepped.is_empty();

    interrupt.watch();
    let task = Task {
        workbook: path,
        spec: &spec,
        settings: &settings,
        base_case: &base_case,
        control: &interrupt.control,
        started,
    };
    let mut first: Option<One> = None;
    let mut results: Vec<OneOfSeveral> = Vec::new();
    let mut columns: Vec<several::Column> = Vec::new();
    let mut original = Some((workbook, recalculation));
    for number in 1..=count {
        // The last one needs no copy.
        let copy = if number < count { original.clone() } else { original.take() };
        let Some((mut workbook, mut recalculation)) = copy else { break };
        if is_several {
            simtable::step(&mut workbook, &stepped, number - 1)
                .map_err(|error| Failure::usage(format!("--simulate-over: {}", error.0)))?;
            recalculation = open::recalculate_at(&mut workbook, &arguments.model.clock);
        }
        let values = one::stepped_values(&workbook, &stepped);
        let mut one = task.run(workbook, &recalculation, &mut elapsed)?;
        if let Some(file) = &arguments.save_model
            && number == 1
        {
            save_model(file, &one.spec, &settings)?;
        }
        let numbered = |file: &PathBuf| match is_several {
            true => output_file::numbered(file, number),
            false => file.clone(),
        };
        if let Some(file) = &arguments.samples {
            one.write_samples(&task, &numbered(file))?;
        }
        if let Some(file) = &arguments.report {
            one.write_report(&task, &numbered(file))?;
        }
        if is_several {
            if arguments.json {
                results.push(one.result_of_several(number, &values));
            }
            columns.push(several::Column::new(values, &one.outcome));
        }
        one.samples.columns = Vec::new();
        first.get_or_insert(one);
    }
    let Some(one) = first else {
        return Err(Failure::usage("there is no simulation to run"));
    };

    elapsed.total = started.elapsed().as_secs_f64();
    for warning in &one.warnings {
        terminal::warn(warning);
    }
    let settings = &one.samples.settings;
    if arguments.json {
        let name = path.display().to_string();
        let (simulation, outcome) = (&one.simulation, &one.outcome);
        let result =
            SimulationResult::new(name, settings, elapsed, simulation, outcome, one.warnings);
        let mut out = BufWriter::new(io::stdout().lock());
        let result =
            result.with_statistics(&one.simulation, &one.statistics).with_simulations(results);
        serde_json::to_writer(&mut out, &result)?;
        writeln!(out)?;
        out.flush()?;
        return Ok(ExitCode::Success);
    }
    let mut out = anstream::stdout().lock();
    if is_several {
        let seconds = elapsed.total;
        several::write(&mut out, &one.simulation, settings, &one.outcome, &columns, seconds)?;
    } else {
        table::write_result(&mut out, &one.simulation, settings, &one.outcome, elapsed.total)?;
    }
    table::write_statistics(&mut out, &one.simulation, &one.statistics)?;
    out.flush()?;
    Ok(ExitCode::Success)
}

fn save_model(file: &Path, spec: &Spec, settings: &Settings) -> Result<(), Failure> {
    let mut spec = spec.clone();
    spec.trials = Some(settings.trials);
    spec.seed = Some(settings.seed);
    spec.sampling = Some(settings.plan);
    let text = spec.to_yaml().map_err(|error| Failure::cannot_write(file, error))?;
    output_file::write(file, text.as_bytes())
}
