//! Sampling plans: how the uniforms of the trials are laid out.
//!
//! A [`Sampler`] gives one input its uniform for each trial. Whatever the plan, the value depends
//! on seed, identity, plan, planned number of trials and trial only: any trial can be computed
//! alone, any partition of the trials gives the same bits, and nothing is shared between inputs.
//!
//! Under [`Plan::LatinHypercube`] and [`Plan::Sobol`] each trial owns a cell (a stratum, a point of
//! the scrambled sequence); where inside its cell the uniform lies is drawn from the input's
//! [`Stream`].

mod latin_hypercube;
mod sobol;

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use crate::random::Stream;
use latin_hypercube::StratumPermutation;
use sobol::ScrambledSequence;

pub use sobol::DIMENSIONS_MAX as SOBOL_DIMENSIONS_MAX;

/// Most trials that a Latin hypercube or a Sobol sequence can hold.
pub const PLANNED_TRIALS_MAX: u64 = 1 << 32;

/// The draw whose uniforms place a trial inside its cell; under [`Plan::Random`], the uniform.
const PLACE_DRAW: u32 = 0;
/// Word 3 of the counters that keys are taken from, which uniforms leave at zero.
const KEY_WORD: u32 = 1;
/// Keeps a place inside its cell below the cell's end after rounding: a cell's number below 2^32
/// leaves at least 21 bits for the place.
const PLACE_SCALE: f64 = 1.0 - 1.0 / (1u64 << 20) as f64;

/// The fewest trials with which the Sobol plan keeps this many inputs apart.
///
/// With fewer, the points of some pairs among the higher dimensions lie in stripes, and such two
/// inputs correlate for no reason: at 256 trials the strongest pair of the first 128 by 0.75. From a
/// quarter of the square of the number of inputs on, the strongest pair seen (simulated for 32 to
/// 512 inputs) correlates by no more than six standard errors of independent trials, and the average
/// pair by less than a third of one.
pub fn sobol_trials_advised(inputs: usize) -> u64 {
    let inputs = inputs as u64;
    inputs.saturating_mul(inputs).div_ceil(4)
}

/// How the uniforms of the trials are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Plan {
    /// Independent uniforms.
    #[default]
    Random,
    /// Exactly one trial in each of as many equal strata as there are trials, for every input
    /// (McKay, Beckman and Conover 1979).
    LatinHypercube,
    /// Sobol's sequence, one dimension per input, with Owen scrambling. See
    /// [`sobol_trials_advised`].
    Sobol,
}

impl Plan {
    /// Every plan.
    pub const ALL: [Plan; 3] = [Plan::Random, Plan::LatinHypercube, Plan::Sobol];

    /// Its name on the command line and in files: `random`, `lhs` or `sobol`.
    pub fn name(self) -> &'static str {
        match self {
            Plan::Random => "random",
            Plan::LatinHypercube => "lhs",
            Plan::Sobol => "sobol",
        }
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for Plan {
    type Err = SamplingError;

    fn from_str(text: &str) -> Result<Plan, SamplingError> {
        Plan::ALL
            .into_iter()
            .find(|plan| plan.name().eq_ignore_ascii_case(text.trim()))
            .ok_or_else(|| SamplingError::UnknownPlan(text.to_owned()))
    }
}

/// Why a plan can't serve a simulation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SamplingError {
    /// The text names no plan.
    #[error("unknown sampling plan '{0}': choose random, lhs or sobol")]
    UnknownPlan(String),
    /// More inputs than the Sobol sequence has dimensions.
    #[error(
        "the sobol plan has {SOBOL_DIMENSIONS_MAX} dimensions and this input needs number {}: \
         use lhs or random",
        .0.saturating_add(1)
    )]
    TooManyDimensions(usize),
    /// More trials than the plan can hold.
    #[error(
        "the {plan} plan holds at most {PLANNED_TRIALS_MAX} trials and {trials} are asked for: \
         use random, or fewer trials"
    )]
    TooManyTrials {
        /// The plan asked for.
        plan: Plan,
        /// The number of trials asked for.
        trials: u64,
    },
}

/// The uniforms of one input under a plan.
#[derive(Clone, Debug)]
pub struct Sampler {
    stream: Stream,
    layout: Layout,
}

#[derive(Clone, Debug)]
enum Layout {
    Random,
    LatinHypercube(StratumPermutation),
    Sobol(Box<ScrambledSequence>),
    /// Given for all trials.
    Given(Arc<[f64]>),
}

impl Sampler {
    /// The sampler of the input with this identity (see [`Stream::new`]).
    ///
    /// `dimension` is the input's position among all inputs, from 0; only [`Plan::Sobol`] uses it.
    /// `trials` is the planned number of trials: the number of strata of a Latin hypercube, which
    /// therefore can't be extended later, unlike the other plans.
    ///
    /// # Errors
    /// More than [`SOBOL_DIMENSIONS_MAX`] dimensions under the Sobol plan, or more than
    /// [`PLANNED_TRIALS_MAX`] trials under that or the Latin hypercube.
    pub fn new(
        plan: Plan,
        seed: u64,
        identity: &str,
        dimension: usize,
        trials: u64,
    ) -> Result<Sampler, SamplingError> {
        if plan != Plan::Random && trials > PLANNED_TRIALS_MAX {
            return Err(SamplingError::TooManyTrials { plan, trials });
        }
        let stream = Stream::new(seed, identity);
        let layout = match plan {
            Plan::Random => Layout::Random,
            Plan::LatinHypercube => {
                Layout::LatinHypercube(StratumPermutation::new(trials, keys(&stream)))
            }
            Plan::Sobol => Layout::Sobol(Box::new(
                ScrambledSequence::new(dimension, keys(&stream))
                    .ok_or(SamplingError::TooManyDimensions(dimension))?,
            )),
        };
        Ok(Sampler { stream, layout })
    }

    /// The sampler that gives these uniforms, one a trial from trial 0 on: those of a whole run,
    /// reordered.
    pub fn with_uniforms(&self, uniforms: Vec<f64>) -> Sampler {
        Sampler { stream: self.stream, layout: Layout::Given(uniforms.into()) }
    }

    /// The uniforms of `out.len()` trials from `first_trial` on, in the open interval (0, 1).
    ///
    /// A trial beyond those that the plan holds gets an independent uniform.
    pub fn fill(&self, first_trial: u64, out: &mut [f64]) {
        if let Layout::Given(uniforms) = &self.layout {
            let first = usize::try_from(first_trial).unwrap_or(usize::MAX).min(uniforms.len());
            let given = &uniforms[first..];
            let length = given.len().min(out.len());
            out[..length].copy_from_slice(&given[..length]);
            let beyond = first_trial.saturating_add(length as u64);
            self.stream.fill(beyond, PLACE_DRAW, &mut out[length..]);
            return;
        }
        self.stream.fill(first_trial, PLACE_DRAW, out);
        let cells = match &self.layout {
            Layout::Random | Layout::Given(_) => return,
            Layout::LatinHypercube(permutation) => permutation.strata(),
            Layout::Sobol(_) => PLANNED_TRIALS_MAX,
        };
        let in_plan = usize::try_from(cells.saturating_sub(first_trial)).unwrap_or(usize::MAX);
        let length = out.len().min(in_plan);
        let places = &mut out[..length];
        match &self.layout {
            Layout::Random | Layout::Given(_) => {}
            Layout::LatinHypercube(permutation) => permutation.place(first_trial as u32, places),
            Layout::Sobol(sequence) => sequence.place(first_trial as u32, places),
        }
    }

    /// The uniform of one trial; the same bits as [`Sampler::fill`] gives it.
    pub fn uniform(&self, trial: u64) -> f64 {
        let mut out = [0.0];
        self.fill(trial, &mut out);
        out[0]
    }
}

/// `N` independent words that belong to this stream.
fn keys<const N: usize>(stream: &Stream) -> [u32; N] {
    std::array::from_fn(|index| stream.words([index as u32 / 4, 0, 0, KEY_WORD])[index % 4])
}

#[cfg(test)]
mod tests;
