//! Running the trials of a task, on a thread of its own: from an opened workbook to what is stored.

use std::sync::Arc;
use std::time::Instant;

use tokio::sync::mpsc;
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::results::{RunOutcome, Variable, VariableKind};
use ulam_contracts::simulations::{Headline, RunFailure, RunSettings, SimulationSpec};
use ulam_engine::{Book, Control, Error, RunOptions, Settings, Spec, Value};
use ulam_formula::address::CellAddress;
use ulam_formula::context::{Context, DateSystem};
use ulam_report::json::{ElapsedSeconds, OneOfSeveral, SimulationResult};
use ulam_report::warnings;
use ulam_samples::{Columns, Run};
use ulam_simulation::error::SimulationError;
use ulam_simulation::outcome::simtable::{Stepped, simtable_cells, simulation_count};
use ulam_simulation::outcome::{Outcome, OutputOutcome};
use ulam_simulation::prepare::Simulation;
use ulam_simulation::run::Samples;
use ulam_workbook::{BaseCaseCheck, Workbook};

use super::memory::{MemoryPool, MemoryRefused, Reservation};
use super::picture::{OutputLabel, Picture};
use super::samples_stream::{SamplesReader, samples_stream};

/// Bytes that a task takes beside its samples: buffers, programs, copies of the workbook.
const TASK_BYTES: u64 = 32 << 20;
/// Columns of samples that statistics and sensitivities take beside the outputs'.
const WORKING_COLUMNS: u64 = 12;
/// Most samples that are worked on beside the outputs', as the engine bounds them.
const WORKING_BYTES_MAX: u64 = 256 << 20;
/// Bins of a headline's sparkline.
const SPARKLINE_BINS: usize = 30;

/// A workbook that is open, and whether it computes what it has saved.
pub struct Opened {
    /// The workbook, calculated.
    pub book: Book,
    /// The base-case check.
    pub base_case: BaseCaseCheck,
}

/// What is run.
pub struct Job {
    /// The workbook's name.
    pub workbook_name: String,
    /// What is simulated.
    pub spec: SimulationSpec,
    /// How.
    pub settings: RunSettings,
    /// Threads.
    pub threads: usize,
}

/// Where a run shows what it does.
pub struct Watch {
    /// Progress and cancellation.
    pub control: Arc<Control>,
    /// The first outputs so far.
    pub picture: Arc<Picture>,
    /// Told of each stage.
    pub stage: Box<dyn Fn(Stage) + Send>,
    /// Takes the samples of each simulation.
    pub samples: mpsc::Sender<SamplesReader>,
    /// The memory that the run takes its part of.
    pub memory: MemoryPool,
}

/// What a run is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The trials begin: so many, of all simulations together; the run holds so many bytes.
    Running {
        /// Trials of all simulations.
        trials: u64,
        /// Bytes reserved.
        memory_bytes: u64,
    },
    /// Statistics and samples are being worked out.
    Summarizing,
}

/// What a run produced.
pub struct Computed {
    /// The spec without repetitions, all that was left open filled in.
    pub spec: SimulationSpec,
    /// As `ulam simulate --json` prints it.
    pub outcome: RunOutcome,
    /// Outputs and inputs.
    pub variables: Vec<Variable>,
    /// Every output in a small picture.
    pub headlines: Vec<Headline>,
    /// Seconds of computing, over all threads.
    pub compute_seconds: f64,
}

/// Why a run ended without a result.
#[derive(Debug)]
pub enum Ended {
    /// It was cancelled.
    Cancelled,
    /// It can't be run.
    Failed(RunFailure),
}

/// A failure that trying again doesn't help.
pub fn failure(kind: ProblemKind, message: impl std::fmt::Display) -> RunFailure {
    RunFailure { kind: kind.slug().to_string(), message: message.to_string(), is_retryable: false }
}

fn invalid(message: impl std::fmt::Display) -> Ended {
    Ended::Failed(failure(ProblemKind::Invalid, message))
}

fn defect(error: impl std::fmt::Display) -> Ended {
    tracing::error!(%error, "a result could not be put together");
    Ended::Failed(failure(ProblemKind::Internal, "Something went wrong on our side."))
}

impl From<SimulationError> for Ended {
    fn from(error: SimulationError) -> Ended {
        match error {
            SimulationError::Cancelled => Ended::Cancelled,
            SimulationError::Threads(_) => Ended::Failed(RunFailure {
                kind: ProblemKind::Unavailable.slug().to_string(),
                message: error.to_string(),
                is_retryable: true,
            }),
            SimulationError::TooManySamples { .. } => {
                Ended::Failed(failure(ProblemKind::TooLarge, error))
            }
            other => invalid(other),
        }
    }
}

impl From<Error> for Ended {
    fn from(error: Error) -> Ended {
        match error {
            Error::Simulation(error) => error.into(),
            other => invalid(other),
        }
    }
}

/// The spec as the engine has it.
///
/// # Errors
/// None for a spec of this type; the conversion's are passed on.
pub fn engine_spec(spec: &SimulationSpec) -> Result<Spec, serde_json::Error> {
    serde_json::from_value(serde_json::to_value(spec)?)
}

/// What one simulation left behind.
struct One {
    simulation: Simulation,
    settings: Settings,
    outcome: Outcome,
    statistics: Vec<ulam_simulation::statistics_in_cells::CellStatistic>,
    warnings: Vec<String>,
    headlines: Vec<Headline>,
    variables: Vec<Variable>,
}

/// Runs a job.
///
/// # Errors
/// Whatever can't be simulated, more memory than there is, cancellation.
pub fn run(opened: &Opened, job: &Job, watch: &Watch) -> Result<Computed, Ended> {
    let started = Instant::now();
    let mut spec = engine_spec(&job.spec).map_err(defect)?;
    let options = serde_json::to_value(&job.settings).map_err(defect)?;
    let options: RunOptions = serde_json::from_value(options).map_err(defect)?;
    let mut settings = options.settings(&spec).map_err(|errors| {
        invalid(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    })?;
    settings.threads = Some(job.threads.max(1));
    let stepped = options.stepped();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(job.threads.max(1))
        .build()
        .map_err(|error| Ended::from(SimulationError::Threads(error.to_string())))?;

    let count = simulation_count(opened.book.workbook(), &stepped)?;
    let is_several = count > 1 || !stepped.is_empty();
    let mut elapsed = ElapsedSeconds::default();
    let mut compute_seconds = 0.0;
    let mut first: Option<One> = None;
    let mut results: Vec<OneOfSeveral> = Vec::new();
    for number in 1..=count {
        refuse_if_cancelled(&watch.control)?;
        let loading = Instant::now();
        let book = match is_several {
            true => opened.book.stepped(&stepped, number - 1)?,
            false => opened.book.clone(),
        };
        let values = stepped_values(book.workbook(), &stepped);
        elapsed.load += loading.elapsed().as_secs_f64();

        let compiling = Instant::now();
        let bound = spec.bind(book.workbook()).map_err(invalid)?;
        let recalculation = book.recalculation();
        let workbook = book.workbook().clone();
        let simulation = Simulation::prepare(workbook, recalculation, bound.model)?;
        let mut notes = warnings::before_run(&simulation, &settings, &opened.base_case);
        notes.extend(warnings::of_findings(&simulation, recalculation));
        spec = bound.spec;
        elapsed.compile += compiling.elapsed().as_secs_f64();

        // Held until the samples of this simulation are gone.
        let bytes = bytes_needed(&simulation, &settings);
        let held = reserve(watch, bytes)?;
        watch.picture.begin(output_labels(&simulation));
        let trials = settings.trials.saturating_mul(count as u64);
        (watch.stage)(Stage::Running { trials, memory_bytes: bytes });
        let samples = simulation.run(&settings, &watch.control)?;
        let run_seconds = samples.run_time.as_secs_f64();
        let sensitivity_seconds = samples.sensitivity_time.as_secs_f64();
        elapsed.run += run_seconds;
        elapsed.sensitivity += sensitivity_seconds;
        compute_seconds += (run_seconds + sensitivity_seconds) * job.threads as f64;

        (watch.stage)(Stage::Summarizing);
        let summarising = Instant::now();
        let (outcome, statistics) = pool.install(|| {
            (Outcome::new(&simulation, &samples), simulation.statistics_in_cells(&samples))
        });
        elapsed.statistics += summarising.elapsed().as_secs_f64();
        notes.extend(warnings::after_run(&simulation, &outcome));
        refuse_if_cancelled(&watch.control)?;

        send_samples(&pool, job, watch, &simulation, &samples)?;
        if is_several {
            let warnings = notes.clone();
            let ran = &samples.settings;
            results.push(OneOfSeveral::new(number, &values, ran, &simulation, &outcome, warnings));
        }
        if first.is_none() {
            let headlines = headlines(&simulation, &samples, &outcome);
            let variables = variables(&simulation, job.settings.keep_inputs);
            let settings = samples.settings.clone();
            first = Some(One {
                simulation,
                settings,
                outcome,
                statistics,
                warnings: notes,
                headlines,
                variables,
            });
        }
        drop(samples);
        drop(held);
    }
    let Some(one) = first else { return Err(invalid("there is no simulation to run")) };
    elapsed.total = started.elapsed().as_secs_f64();
    compute_seconds += elapsed.load + elapsed.compile + elapsed.statistics;

    spec.trials = Some(settings.trials);
    spec.seed = Some(settings.seed);
    spec.sampling = Some(settings.plan);
    let name = job.workbook_name.clone();
    let result = SimulationResult::new(
        name,
        &one.settings,
        elapsed,
        &one.simulation,
        &one.outcome,
        one.warnings,
    );
    let result = result.with_statistics(&one.simulation, &one.statistics).with_simulations(results);
    let outcome = serde_json::to_value(&result).and_then(serde_json::from_value).map_err(defect)?;
    let spec = serde_json::to_value(&spec).and_then(serde_json::from_value).map_err(defect)?;
    let (variables, headlines) = (one.variables, one.headlines);
    Ok(Computed { spec, outcome, variables, headlines, compute_seconds })
}

fn refuse_if_cancelled(control: &Control) -> Result<(), Ended> {
    if control.is_cancelled() { Err(Ended::Cancelled) } else { Ok(()) }
}

/// Bytes that a run takes: samples of outputs and conditions, and what is worked on beside them.
fn bytes_needed(simulation: &Simulation, settings: &Settings) -> u64 {
    let model = simulation.model();
    let columns = (model.outputs.len() + model.conditions.len()) as u64;
    let column = settings.trials.saturating_mul(8);
    let working = column.saturating_mul(WORKING_COLUMNS).min(WORKING_BYTES_MAX.max(column));
    column.saturating_mul(columns).saturating_add(working).saturating_add(TASK_BYTES)
}

fn reserve(watch: &Watch, bytes: u64) -> Result<Reservation, Ended> {
    let reserved = watch.memory.reserve(bytes, || watch.control.is_cancelled());
    reserved.map_err(|refused| match refused {
        MemoryRefused::Cancelled => Ended::Cancelled,
        MemoryRefused::TooLarge => {
            let mebibytes = |bytes: u64| bytes.div_ceil(1 << 20);
            Ended::Failed(failure(
                ProblemKind::TooLarge,
                format!(
                    "The run needs {} MiB of memory and the device has {} MiB for all: ask for \
                     fewer trials or outputs, or have compute.memory_bytes_max raised.",
                    mebibytes(bytes),
                    mebibytes(watch.memory.usage().capacity)
                ),
            ))
        }
    })
}

/// Sends the samples as Parquet to whoever stores them.
fn send_samples(
    pool: &rayon::ThreadPool,
    job: &Job,
    watch: &Watch,
    simulation: &Simulation,
    samples: &Samples,
) -> Result<(), Ended> {
    let unavailable = || {
        Ended::Failed(RunFailure {
            kind: ProblemKind::Unavailable.slug().to_string(),
            message: "The samples could not be stored. Try again.".to_string(),
            is_retryable: true,
        })
    };
    let (writer, reader) = samples_stream();
    watch.samples.blocking_send(reader).map_err(|_| unavailable())?;
    let run = Run {
        simulation,
        settings: &samples.settings,
        samples,
        workbook: &job.workbook_name,
        control: &watch.control,
    };
    // Inputs are computed anew on the task's own threads.
    let mut writer = writer;
    let keep_inputs = job.settings.keep_inputs;
    let written = pool.install(|| run.write_parquet(keep_inputs, &mut writer));
    written.map_err(|error| match error {
        ulam_samples::SamplesError::Simulation(error) => error.into(),
        ulam_samples::SamplesError::Parquet(error) => {
            tracing::warn!(%error, "samples not stored");
            unavailable()
        }
    })?;
    std::io::Write::flush(&mut writer).map_err(|_| unavailable())
}

/// The values of the cells that several simulations step through, in a recalculated workbook.
fn stepped_values(workbook: &Workbook, stepped: &[Stepped]) -> Vec<(String, Value)> {
    let given = stepped.iter().filter_map(|stepped| workbook.locate(&stepped.cell).ok());
    let mut cells: Vec<CellAddress> = given.collect();
    for cell in simtable_cells(workbook) {
        if !cells.contains(&cell) {
            cells.push(cell);
        }
    }
    let value = |cell: CellAddress| (workbook.cell_name(cell), Context::cell(workbook, cell));
    cells.into_iter().map(value).collect()
}

/// What people call a cell: its name, else the text beside it, else the cell itself.
fn label_of(workbook: &Workbook, cell: CellAddress, name: Option<&str>) -> String {
    let name = name.map(str::to_string).or_else(|| workbook.label(cell));
    name.unwrap_or_else(|| workbook.cell_name(cell))
}

fn number_format(workbook: &Workbook, cell: CellAddress) -> Option<String> {
    workbook.cell_at(cell).map(|cell| workbook.number_format(cell).to_string())
}

fn dates_from_1904(workbook: &Workbook) -> bool {
    Context::date_system(workbook) == DateSystem::Since1904
}

fn output_labels(simulation: &Simulation) -> Vec<OutputLabel> {
    let workbook = simulation.workbook();
    let label = |output: &ulam_simulation::model::Output| OutputLabel {
        cell: workbook.cell_name(output.cell),
        name: output.name.as_ref().map(ToString::to_string),
        label: label_of(workbook, output.cell, output.name.as_deref()),
        number_format: number_format(workbook, output.cell),
        dates_from_1904: dates_from_1904(workbook),
    };
    simulation.model().outputs.iter().map(label).collect()
}

/// Outputs and inputs; their keys are the columns of the samples.
fn variables(simulation: &Simulation, keep_inputs: bool) -> Vec<Variable> {
    let workbook = simulation.workbook();
    let columns = Columns::of(simulation);
    let base_value = |cell: CellAddress| match Context::cell(workbook, cell) {
        Value::Number(number) => Some(number).filter(|number| number.is_finite()),
        _ => None,
    };
    let outputs = simulation.model().outputs.iter().zip(columns.outputs);
    let mut variables: Vec<Variable> = outputs
        .map(|(output, key)| Variable {
            key,
            kind: VariableKind::Output,
            cell: workbook.cell_name(output.cell),
            name: output.name.as_ref().map(ToString::to_string),
            label: label_of(workbook, output.cell, output.name.as_deref()),
            number_format: number_format(workbook, output.cell),
            dates_from_1904: dates_from_1904(workbook),
            base_value: base_value(output.cell),
            distribution: None,
            has_samples: true,
        })
        .collect();
    let inputs = simulation.draws().iter().zip(columns.inputs);
    variables.extend(inputs.map(|(draw, key)| Variable {
        key,
        kind: VariableKind::Input,
        cell: workbook.cell_name(draw.cell),
        name: draw.name.as_ref().map(ToString::to_string),
        label: label_of(workbook, draw.cell, draw.name.as_deref()),
        number_format: number_format(workbook, draw.cell),
        dates_from_1904: dates_from_1904(workbook),
        base_value: base_value(draw.cell),
        distribution: Some(draw.distribution.clone()),
        has_samples: keep_inputs,
    }));
    variables
}

fn headlines(simulation: &Simulation, samples: &Samples, outcome: &Outcome) -> Vec<Headline> {
    let workbook = simulation.workbook();
    let outputs = outcome.outputs.iter().zip(&samples.columns);
    outputs
        .map(|(output, column)| {
            let (sparkline, from, to) = sparkline(output, column);
            Headline {
                cell: workbook.cell_name(output.cell),
                label: label_of(workbook, output.cell, output.name.as_deref()),
                number_format: number_format(workbook, output.cell),
                dates_from_1904: dates_from_1904(workbook),
                mean: output.summary.mean,
                p5: output.percentile(5),
                p95: output.percentile(95),
                sparkline,
                sparkline_from: from,
                sparkline_to: to,
            }
        })
        .collect()
}

/// Counts over the middle 98% of an output, widened by a tenth: tails would leave no room for it.
fn sparkline(output: &OutputOutcome, column: &[f64]) -> (Vec<u64>, Option<f64>, Option<f64>) {
    let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
    let ends = (finite(output.percentile(1)), finite(output.percentile(99)));
    let (Some(low), Some(high)) = ends else { return (Vec::new(), None, None) };
    let margin = (high - low) * 0.1;
    let from = (low - margin).max(finite(output.summary.min).unwrap_or(low));
    let to = (high + margin).min(finite(output.summary.max).unwrap_or(high));
    let width = (to - from) / SPARKLINE_BINS as f64;
    let mut counts = vec![0; SPARKLINE_BINS];
    if !(width > 0.0 && width.is_finite()) {
        // All alike: one bar in the middle.
        if let Some(middle) = counts.get_mut(SPARKLINE_BINS / 2) {
            *middle = output.summary.count as u64;
        }
        return (counts, Some(from), Some(to));
    }
    for value in column.iter().filter(|value| **value >= from && **value <= to) {
        let bin = (((value - from) / width) as usize).min(SPARKLINE_BINS - 1);
        if let Some(count) = counts.get_mut(bin) {
            *count += 1;
        }
    }
    (counts, Some(from), Some(to))
}
