//! `ulam simulate`: run a Monte Carlo simulation and show the results.

mod warnings;

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Instant;

use clap::Args;
use ulam_probability::sampling::Plan;
use ulam_simulation::model::Settings;
use ulam_simulation::outcome::Outcome;
use ulam_simulation::prepare::Simulation;
use ulam_simulation::spec::{Spec, parse_count};

use super::model::ModelArguments;
use crate::error::{ExitCode, Failure};
use crate::json::{ElapsedSeconds, SimulationResult};
use crate::open;
use crate::output_file;
use crate::report;
use crate::samples::{Run, SamplesFile};
use crate::terminal::interrupt::Interrupt;
use crate::terminal::{self, progress, table};

pub use warnings::reader_warnings;

/// Most threads.
const THREADS_MAX: u64 = 1024;

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

Cells are written Sheet!A1, the sheet quoted as Excel quotes it ('My sheet'!A1), or by a defined
name. The same seed gives the same numbers, whatever the threads and the machine.")]
pub struct SimulateArguments {
    #[command(flatten)]
    model: ModelArguments,

    /// Number of trials: 100000, 1e6 or 1_000_000. [default: 100000]
    #[arg(long, value_name = "N", allow_hyphen_values = true, help_heading = "Run")]
    trials: Option<String>,
    /// Seed of the random numbers. [default: 1]
    #[arg(long, value_name = "S", allow_hyphen_values = true, help_heading = "Run")]
    seed: Option<String>,
    /// How trials are laid out: at random, as a Latin hypercube, or along a scrambled Sobol
    /// sequence. [default: random]
    #[arg(long, value_name = "random|lhs|sobol", help_heading = "Run")]
    sampling: Option<String>,
    /// Threads. [default: all of the machine's]
    #[arg(long, value_name = "T", allow_hyphen_values = true, help_heading = "Run")]
    threads: Option<String>,
    /// Don't compute what drives the outputs.
    #[arg(long, help_heading = "Run")]
    no_sensitivity: bool,

    /// Print one JSON object.
    #[arg(long, help_heading = "Results")]
    json: bool,
    /// Write every trial's inputs and outputs to a Parquet or CSV file.
    #[arg(long, value_name = "OUT.parquet|OUT.csv", help_heading = "Results")]
    samples: Option<PathBuf>,
    /// Write a report that others can open: one HTML file, or a workbook with charts.
    #[arg(long, value_name = "OUT.html|OUT.xlsx", help_heading = "Results")]
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
    let spec = spec(arguments)?;
    let settings = settings(arguments, &spec)?;
    let samples_file = arguments.samples.as_deref().map(SamplesFile::new).transpose()?;
    if let Some(file) = &arguments.report {
        report::check(file)?;
    }
    if let Some(file) = &arguments.save_model {
        output_file::extension(file, "--save-model", &["yaml", "yml"])?;
        output_file::check_writable(file)?;
    }

    let mut elapsed = ElapsedSeconds::default();
    let mut workbook = open::workbook(path)?;
    let recalculation = open::recalculate(&mut workbook);
    let base_case = workbook.base_case_check();
    elapsed.load = started.elapsed().as_secs_f64();

    let compiling = Instant::now();
    let bound = spec.bind(&workbook).map_err(|error| Failure::spec(path, &error))?;
    let refuse = |error| Failure::simulation(path, &error);
    let simulation = Simulation::prepare(workbook, &recalculation, bound.model).map_err(refuse)?;
    elapsed.compile = compiling.elapsed().as_secs_f64();
    let mut warnings = warnings::before_run(&simulation, &settings, &base_case);
    warnings.extend(warnings::of_findings(&simulation, &recalculation));
    if let Some(file) = &arguments.save_model {
        save_model(file, &bound.spec, &settings)?;
    }

    interrupt.watch();
    let control = &interrupt.control;
    let samples =
        progress::watched(control, settings.trials, || simulation.run(&settings, control))
            .map_err(refuse)?;
    elapsed.run = samples.run_time.as_secs_f64();
    elapsed.sensitivity = samples.sensitivity_time.as_secs_f64();

    let summarising = Instant::now();
    let outcome = Outcome::new(&simulation, &samples);
    elapsed.statistics = summarising.elapsed().as_secs_f64();
    warnings.extend(warnings::after_run(&simulation, &outcome));
    if control.is_cancelled() {
        return Err(Failure::cancelled());
    }

    if let Some(file) = &samples_file {
        let run = Run {
            simulation: &simulation,
            settings: &settings,
            samples: &samples,
            workbook: path,
            control,
        };
        file.write(&run)?;
    }
    if let Some(file) = &arguments.report {
        let finished = report::Finished {
            workbook: path,
            spec: &bound.spec,
            settings: &settings,
            base_case: &base_case,
            simulation: &simulation,
            samples: &samples,
            outcome: &outcome,
            warnings: &warnings,
            elapsed_seconds: started.elapsed().as_secs_f64(),
        };
        let left_out = report::write(file, &finished)?;
        warnings.extend(left_out);
    }

    elapsed.total = started.elapsed().as_secs_f64();
    for warning in &warnings {
        terminal::warn(warning);
    }
    if arguments.json {
        let name = path.display().to_string();
        let result =
            SimulationResult::new(name, &settings, elapsed, &simulation, &outcome, warnings);
        let mut out = BufWriter::new(io::stdout().lock());
        serde_json::to_writer(&mut out, &result)?;
        writeln!(out)?;
        out.flush()?;
    } else {
        let mut out = anstream::stdout().lock();
        table::write_result(&mut out, &simulation, &settings, &outcome, elapsed.total)?;
        out.flush()?;
    }
    Ok(ExitCode::Success)
}

/// The spec file's content with what the command line adds, settings among it.
fn spec(arguments: &SimulateArguments) -> Result<Spec, Failure> {
    let mut spec = arguments.model.spec()?;
    let wrong = |option: &str, why: String| Failure::usage(format!("{option}: {why}"));
    if let Some(trials) = &arguments.trials {
        spec.trials = Some(parse_count(trials).map_err(|error| wrong("--trials", error.0))?);
    }
    if let Some(seed) = &arguments.seed {
        let seed = seed.trim();
        let parsed = seed.parse();
        spec.seed = Some(parsed.map_err(|_| {
            wrong("--seed", format!("'{seed}' is no whole number from 0 to {}", u64::MAX))
        })?);
    }
    if let Some(sampling) = &arguments.sampling {
        let plan = Plan::from_str(sampling);
        spec.sampling = Some(plan.map_err(|error| wrong("--sampling", error.to_string()))?);
    }
    Ok(spec)
}

fn settings(arguments: &SimulateArguments, spec: &Spec) -> Result<Settings, Failure> {
    let mut settings = spec.settings();
    settings.sensitivity = !arguments.no_sensitivity;
    if settings.trials == 0 {
        return Err(Failure::usage("--trials: 0 trials show nothing: ask for at least 1"));
    }
    if let Some(threads) = &arguments.threads {
        match parse_count(threads) {
            Ok(count @ 1..=THREADS_MAX) => settings.threads = Some(count as usize),
            _ => {
                let message =
                    format!("--threads: '{threads}' is no number from 1 to {THREADS_MAX}");
                return Err(Failure::usage(message));
            }
        }
    }
    Ok(settings)
}

fn save_model(file: &Path, spec: &Spec, settings: &Settings) -> Result<(), Failure> {
    let mut spec = spec.clone();
    spec.trials = Some(settings.trials);
    spec.seed = Some(settings.seed);
    spec.sampling = Some(settings.plan);
    let text = spec.to_yaml().map_err(|error| Failure::cannot_write(file, error))?;
    output_file::write(file, text.as_bytes())
}
