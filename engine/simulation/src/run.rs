//! Running a simulation: blocks of trials over threads.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::error::SimulationError;
use crate::execute::Schedule;
use crate::model::Settings;
use crate::outcome::regression::Regression;
use crate::outcome::sensitivity::Driver;
use crate::outcome::sobol::SobolIndices;
use crate::outcome::stop::Stopped;
use crate::prepare::Simulation;
use crate::program::{Operand, Program, Source};
use crate::trial::World;

pub mod layout;
mod precedents;

pub(crate) use layout::{Layout, Part, derived_seed, replicate_sizes};
pub(crate) use precedents::{Dependence, draws_of};

/// Most samples that a run holds: 32 GiB of them.
pub const SAMPLES_MAX: u64 = 1 << 32;

/// How a run is watched and stopped.
#[derive(Default)]
pub struct Control {
    trials_done: AtomicU64,
    is_cancelled: AtomicBool,
    observer: Option<Observer>,
}

/// What is called with each block of a run when it is done, on the thread that computed it: one slice
/// of equal length an output, then one a condition's cell. Blocks come in no particular order. It
/// should return soon, since the thread waits.
pub type Observer = Box<dyn Fn(&[&mut [f64]]) + Send + Sync>;

impl std::fmt::Debug for Control {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Control")
            .field("trials_done", &self.trials_done)
            .field("is_cancelled", &self.is_cancelled)
            .field("is_observed", &self.observer.is_some())
            .finish()
    }
}

impl Control {
    /// A run that shows its blocks as they are done. The samples don't depend on it.
    pub fn observed(observer: Observer) -> Control {
        Control { observer: Some(observer), ..Control::default() }
    }
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

/// The samples of a run.
#[derive(Clone, Debug)]
pub struct Samples {
    /// How it was run: the settings asked for, with the number of trials that were made.
    pub settings: Settings,
    /// For each output, then each condition's cell: one number a trial; a NaN carries an Excel error.
    pub columns: Vec<Vec<f64>>,
    /// For each output, its drivers, strongest first; empty if sensitivities weren't asked for.
    pub drivers: Vec<Vec<Driver>>,
    /// For each output, how it follows from its drivers by least squares; as `drivers`.
    pub regressions: Vec<Option<Regression>>,
    /// For each output, the variance-based indices of its drivers; empty if they weren't asked for.
    pub sobol_indices: Vec<SobolIndices>,
    /// Why the run ended when it did; `None` without a rule.
    pub stopped: Option<Stopped>,
    /// Time spent on the trials.
    pub run_time: Duration,
    /// Time spent on the sensitivities.
    pub sensitivity_time: Duration,
}

impl Simulation {
    /// Runs the simulation.
    ///
    /// # Errors
    /// No trials, too many, a plan that can't hold them, a rule for stopping that doesn't fit, or a
    /// cancelled run.
    pub fn run(&self, settings: &Settings, control: &Control) -> Result<Samples, SimulationError> {
        if settings.trials == 0 {
            return Err(SimulationError::NoTrials);
        }
        let outputs = self.schedule.program().results.len();
        if settings.trials.saturating_mul(outputs as u64) > SAMPLES_MAX {
            let trials = settings.trials;
            return Err(SimulationError::TooManySamples { trials, outputs, limit: SAMPLES_MAX });
        }
        let rules = self.stop_rules(settings)?;
        let layout = self.layout(settings)?;
        let threads = settings.threads.unwrap_or(0);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .map_err(|error| SimulationError::Threads(error.to_string()))?;
        pool.install(|| {
            let started = Instant::now();
            let (columns, stopped) = if rules.is_empty() {
                let all = 0..settings.trials;
                (self.sample(&self.schedule, settings, &layout, all, Some(control))?, None)
            } else {
                let (columns, stopped) =
                    self.sample_until(&rules, settings, &layout, Some(control))?;
                (columns, Some(stopped))
            };
            let run_time = started.elapsed();
            let trials = columns.first().map_or(settings.trials, |column| column.len() as u64);
            let settings = Settings { trials, ..settings.clone() };
            let started = Instant::now();
            let mut samples = Samples {
                settings,
                columns,
                drivers: Vec::new(),
                regressions: Vec::new(),
                sobol_indices: Vec::new(),
                stopped,
                run_time,
                sensitivity_time: Duration::ZERO,
            };
            if samples.settings.sensitivity {
                self.add_sensitivities(&mut samples, &layout, control)?;
            }
            if let Some(rows) = samples.settings.analysis.sobol_rows {
                samples.sobol_indices = self.sobol_indices(rows, &samples.settings, control)?;
            }
            samples.sensitivity_time = started.elapsed();
            Ok(samples)
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
        let layout = self.layout(settings)?;
        let schedule = Schedule::new(self.draws_program(draws));
        self.sample(&schedule, settings, &layout, 0..settings.trials, None)
    }

    pub(crate) fn draws_program(&self, draws: &[usize]) -> Program {
        let mut program = self.program.clone();
        let value = |draw: &usize| match self.streams.value(*draw) {
            Some(operand) => Source::Number(operand),
            None => Source::Number(Operand::Constant(f64::NAN)),
        };
        program.results = draws.iter().map(value).collect();
        program
    }

    /// The results of some trials, one column a result.
    pub(crate) fn sample(
        &self,
        schedule: &Schedule,
        settings: &Settings,
        layout: &Layout,
        trials: Range<u64>,
        control: Option<&Control>,
    ) -> Result<Vec<Vec<f64>>, SimulationError> {
        let count = (trials.end - trials.start) as usize;
        let mut columns = vec![vec![0.0; count]; schedule.program().results.len()];
        let parts = columns.iter_mut().map(Vec::as_mut_slice).collect();
        self.sample_into(schedule, settings, layout, trials.start, parts, control)?;
        Ok(columns)
    }

    /// Fills columns of equal length with the results of the trials from `first_trial` on.
    pub(crate) fn sample_into(
        &self,
        schedule: &Schedule,
        settings: &Settings,
        layout: &Layout,
        first_trial: u64,
        mut columns: Vec<&mut [f64]>,
        control: Option<&Control>,
    ) -> Result<(), SimulationError> {
        let engine = schedule.engine(settings.back_end, settings.trials);
        let block = engine.block_trials(settings.block);
        let count = columns.first().map_or(0, |column| column.len()) as u64;
        let mut jobs: Vec<(&Part, u64, Vec<&mut [f64]>)> = Vec::new();
        for (part, trials) in layout.blocks(first_trial..first_trial + count, block as u64) {
            let mut slices = Vec::with_capacity(columns.len());
            for column in &mut columns {
                let (now, later) =
                    std::mem::take(column).split_at_mut((trials.end - trials.start) as usize);
                slices.push(now);
                *column = later;
            }
            jobs.push((part, trials.start, slices));
        }
        let is_cancelled = || control.is_some_and(Control::is_cancelled);
        // Each thread takes the next block when it is done with one, so that all end at the same time.
        let jobs = Mutex::new(jobs.into_iter());
        let next = || jobs.lock().unwrap_or_else(PoisonError::into_inner).next();
        (0..rayon::current_num_threads()).into_par_iter().with_max_len(1).for_each(|_| {
            let mut workspace = None;
            while let Some((part, first_trial, mut slices)) = next() {
                let count = slices.first().map_or(0, |slice| slice.len());
                if count == 0 {
                    continue;
                }
                if is_cancelled() {
                    return;
                }
                let workspace = workspace.get_or_insert_with(|| engine.workspace(block));
                let world = self.world(part);
                engine.run_block(&world, &part.samplers, first_trial, count, workspace);
                for (result, slice) in slices.iter_mut().enumerate() {
                    engine.result(result, workspace, slice);
                }
                if let Some(control) = control {
                    if let Some(observer) = &control.observer {
                        observer(&slices);
                    }
                    control.trials_done.fetch_add(count as u64, Ordering::Relaxed);
                }
            }
        });
        if is_cancelled() { Err(SimulationError::Cancelled) } else { Ok(()) }
    }

    /// What interpreted expressions see in the trials of a part.
    pub(crate) fn world(&self, part: &Part) -> World<'_> {
        World {
            workbook: &self.workbook,
            inputs: &self.inputs,
            streams: &self.streams,
            random: &self.random,
            seed: part.seed,
            replaced: part.replaced,
        }
    }
}
