//! Running a simulation: blocks of trials over threads, then sensitivities.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use ulam_probability::sampling::{Plan, Sampler};
use ulam_probability::statistics::{Ranks, contributions_to_variance, rank_correlation};

use crate::error::SimulationError;
use crate::execute::Schedule;
use crate::model::Settings;
use crate::prepare::Simulation;
use crate::program::{Column, Instruction, Operand, Operation, Program, Source, ValueColumn};
use crate::trial::World;

/// Most samples that a run holds: 32 GiB of them.
pub const SAMPLES_MAX: u64 = 1 << 32;
/// Bytes of input values that are recomputed together for the sensitivities.
const INPUT_BYTES: u64 = 64 << 20;

/// Inputs whose values are recomputed together, for a number of trials.
fn inputs_at_once(trials: u64) -> usize {
    (INPUT_BYTES / (8 * trials.max(1))).clamp(1, 64) as usize
}

/// How a run is watched and stopped.
#[derive(Debug, Default)]
pub struct Control {
    trials_done: AtomicU64,
    is_cancelled: AtomicBool,
}

impl Control {
    /// Trials finished so far.
    pub fn trials_done(&self) -> u64 {
        self.trials_done.load(Ordering::Relaxed)
    }
    /// Asks the run to stop; it does so after the blocks now under way.
    pub fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }
    /// Whether the run was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }
}

/// How much an input drives an output.
#[derive(Clone, Debug, PartialEq)]
pub struct Driver {
    /// Index of the draw.
    pub draw: usize,
    /// Spearman's rank correlation of input and output; `None` where either is constant.
    pub rank_correlation: Option<f64>,
    /// Share of the squared rank correlations, with their sign.
    pub contribution_to_variance: f64,
}

/// The samples of a run.
#[derive(Clone, Debug)]
pub struct Samples {
    /// For each output, then each condition's cell: one number a trial; a NaN carries an Excel error.
    pub columns: Vec<Vec<f64>>,
    /// For each output, its drivers, strongest first; empty if sensitivities weren't asked for.
    pub drivers: Vec<Vec<Driver>>,
    /// Time spent on the trials.
    pub run_time: Duration,
    /// Time spent on the sensitivities.
    pub sensitivity_time: Duration,
}

impl Simulation {
    /// Runs the simulation.
    ///
    /// # Errors
    /// No trials, too many, a plan that can't hold them, or a cancelled run.
    pub fn run(&self, settings: &Settings, control: &Control) -> Result<Samples, SimulationError> {
        if settings.trials == 0 {
            return Err(SimulationError::NoTrials);
        }
        let outputs = self.schedule.program().results.len();
        if settings.trials.saturating_mul(outputs as u64) > SAMPLES_MAX {
            let trials = settings.trials;
            return Err(SimulationError::TooManySamples { trials, outputs, limit: SAMPLES_MAX });
        }
        let samplers = self.samplers(settings)?;
        let threads = settings.threads.unwrap_or(0);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .map_err(|error| SimulationError::Threads(error.to_string()))?;
        pool.install(|| {
            let started = Instant::now();
            let columns = self.sample(&self.schedule, settings, &samplers, Some(control))?;
            let run_time = started.elapsed();
            let started = Instant::now();
            let drivers = if settings.sensitivity {
                self.drivers(&columns, settings, &samplers, control)?
            } else {
                Vec::new()
            };
            Ok(Samples { columns, drivers, run_time, sensitivity_time: started.elapsed() })
        })
    }

    /// The values of some draws in every trial, one column a draw; `None` for one that is no number
    /// column of the program.
    ///
    /// # Errors
    /// As [`Simulation::run`].
    pub fn input_samples(
        &self,
        draws: &[usize],
        settings: &Settings,
    ) -> Result<Vec<Vec<f64>>, SimulationError> {
        let samplers = self.samplers(settings)?;
        self.sample(&Schedule::new(self.draws_program(draws)), settings, &samplers, None)
    }

    fn draws_program(&self, draws: &[usize]) -> Program {
        let mut program = self.program.clone();
        let value = |draw: &usize| match self.streams.value(*draw) {
            Some(operand) => Source::Number(operand),
            None => Source::Number(Operand::Constant(f64::NAN)),
        };
        program.results = draws.iter().map(value).collect();
        program
    }

    fn samplers(&self, settings: &Settings) -> Result<Vec<Sampler>, SimulationError> {
        let draws = self.streams.draws().iter().enumerate();
        draws
            .map(|(dimension, draw)| {
                // Draws of no dimension of their own cost nothing under the other plans.
                let dimension = if settings.plan == Plan::Sobol { dimension } else { 0 };
                Sampler::new(
                    settings.plan,
                    settings.seed,
                    &draw.identity,
                    dimension,
                    settings.trials,
                )
                .map_err(|error| SimulationError::Sampling(error.to_string()))
            })
            .collect()
    }

    fn sample(
        &self,
        schedule: &Schedule,
        settings: &Settings,
        samplers: &[Sampler],
        control: Option<&Control>,
    ) -> Result<Vec<Vec<f64>>, SimulationError> {
        let trials = settings.trials as usize;
        let engine = schedule.engine(settings.back_end, settings.trials);
        let block = engine.block_trials(settings.block);
        let mut columns = vec![vec![0.0; trials]; schedule.program().results.len()];
        let mut blocks: Vec<Vec<&mut [f64]>> = Vec::new();
        blocks.resize_with(trials.div_ceil(block), Vec::new);
        for column in &mut columns {
            for (part, block) in column.chunks_mut(block).zip(&mut blocks) {
                block.push(part);
            }
        }
        let world = World {
            workbook: &self.workbook,
            inputs: &self.inputs,
            streams: &self.streams,
            random: &self.random,
            seed: settings.seed,
        };
        let is_cancelled = || control.is_some_and(Control::is_cancelled);
        blocks.into_par_iter().enumerate().for_each_init(
            || engine.workspace(block),
            |workspace, (index, mut parts)| {
                let count = parts.first().map_or(0, |part| part.len());
                if count == 0 || is_cancelled() {
                    return;
                }
                engine.run_block(&world, samplers, (index * block) as u64, count, workspace);
                for (result, part) in parts.iter_mut().enumerate() {
                    engine.result(result, workspace, part);
                }
                if let Some(control) = control {
                    control.trials_done.fetch_add(count as u64, Ordering::Relaxed);
                }
            },
        );
        if is_cancelled() { Err(SimulationError::Cancelled) } else { Ok(columns) }
    }

    /// For each output, how much each input that it depends on drives it.
    fn drivers(
        &self,
        columns: &[Vec<f64>],
        settings: &Settings,
        samplers: &[Sampler],
        control: &Control,
    ) -> Result<Vec<Vec<Driver>>, SimulationError> {
        let outputs = &columns[..self.model.outputs.len()];
        let precedents = self.precedent_draws(outputs.len());
        let valid: Vec<Option<Vec<u32>>> =
            outputs.par_iter().map(|column| valid_trials(column)).collect();
        let ranks: Vec<Option<Ranks>> = outputs
            .par_iter()
            .zip(&valid)
            .map(|(column, valid)| Ranks::new(&kept(column, valid)))
            .collect();
        let wanted: FxHashSet<usize> = precedents.iter().flatten().copied().collect();
        let mut wanted: Vec<usize> =
            wanted.into_iter().filter(|draw| self.streams.value(*draw).is_some()).collect();
        wanted.sort_unstable();
        let mut correlations: Vec<Vec<(usize, Option<f64>)>> = vec![Vec::new(); outputs.len()];
        for draws in wanted.chunks(inputs_at_once(settings.trials)) {
            if control.is_cancelled() {
                return Err(SimulationError::Cancelled);
            }
            let schedule = Schedule::new(self.draws_program(draws));
            let inputs = self.sample(&schedule, settings, samplers, None)?;
            let found: Vec<Vec<(usize, usize, Option<f64>)>> = draws
                .par_iter()
                .zip(&inputs)
                .map(|(draw, input)| {
                    let all = Ranks::new(input);
                    let of_output = |output: usize| match (&valid[output], &ranks[output]) {
                        (None, Some(ranks)) => rank_correlation(all.as_ref()?, ranks),
                        (some, Some(ranks)) => {
                            rank_correlation(&Ranks::new(&kept(input, some))?, ranks)
                        }
                        _ => None,
                    };
                    (0..outputs.len())
                        .filter(|output| precedents[*output].contains(draw))
                        .map(|output| (output, *draw, of_output(output)))
                        .collect()
                })
                .collect();
            for (output, draw, correlation) in found.into_iter().flatten() {
                correlations[output].push((draw, correlation));
            }
        }
        Ok(correlations.into_iter().map(ordered_drivers).collect())
    }

    /// The draws that each result of the program depends on.
    fn precedent_draws(&self, outputs: usize) -> Vec<FxHashSet<usize>> {
        let program = self.schedule.program();
        program.results[..outputs].iter().map(|result| draws_of(program, result)).collect()
    }
}

fn ordered_drivers(correlations: Vec<(usize, Option<f64>)>) -> Vec<Driver> {
    let values: Vec<Option<f64>> =
        correlations.iter().map(|(_, correlation)| *correlation).collect();
    let shares = contributions_to_variance(&values);
    let mut drivers: Vec<Driver> = correlations
        .into_iter()
        .zip(shares)
        .map(|((draw, rank_correlation), contribution_to_variance)| Driver {
            draw,
            rank_correlation,
            contribution_to_variance,
        })
        .collect();
    let strength = |driver: &Driver| driver.rank_correlation.map_or(-1.0, f64::abs);
    drivers.sort_by(|a, b| strength(b).total_cmp(&strength(a)).then(a.draw.cmp(&b.draw)));
    drivers
}

/// Positions of the samples that are no errors; `None` if all are.
fn valid_trials(column: &[f64]) -> Option<Vec<u32>> {
    let is_valid = |sample: &f64| !sample.is_nan();
    if column.iter().all(is_valid) {
        return None;
    }
    Some((0..column.len() as u32).filter(|trial| is_valid(&column[*trial as usize])).collect())
}

fn kept<'a>(column: &'a [f64], valid: &Option<Vec<u32>>) -> std::borrow::Cow<'a, [f64]> {
    match valid {
        None => column.into(),
        Some(trials) => {
            trials.iter().map(|trial| column[*trial as usize]).collect::<Vec<_>>().into()
        }
    }
}

/// The draws that a result depends on, going back through the program.
fn draws_of(program: &Program, result: &Source) -> FxHashSet<usize> {
    let mut columns: FxHashSet<Column> = FxHashSet::default();
    let mut values: FxHashSet<ValueColumn> = FxHashSet::default();
    let mut draws = FxHashSet::default();
    want(result, &mut columns, &mut values);
    let mut is_everything = false;
    for instruction in program.instructions.iter().rev() {
        let interpreted = match instruction {
            Instruction::Number(number) if columns.contains(&number.column) => {
                number.operation.visit_columns(&mut |column| {
                    columns.insert(column);
                });
                match &number.operation {
                    Operation::Uniform { draw } => {
                        draws.insert(*draw);
                        None
                    }
                    Operation::ToNumber(column) | Operation::ElementToNumber(column, ..) => {
                        values.insert(*column);
                        None
                    }
                    Operation::Interpret(interpreted) => Some(interpreted),
                    _ => None,
                }
            }
            Instruction::Value(column, interpreted) if values.contains(column) => Some(interpreted),
            _ => None,
        };
        if let Some(interpreted) = interpreted {
            is_everything |= interpreted.is_dynamic;
            for source in interpreted.reads.values() {
                want(source, &mut columns, &mut values);
            }
        }
    }
    if is_everything { (0..program.draws.len()).collect() } else { draws }
}

fn want(source: &Source, columns: &mut FxHashSet<Column>, values: &mut FxHashSet<ValueColumn>) {
    source.visit_columns(&mut |column| {
        columns.insert(column);
    });
    if let Source::Value(column) | Source::Element(column, ..) = source {
        values.insert(*column);
    }
}
