//! Which trial has which uniforms: one randomisation for all, or several that follow one another.

use std::ops::Range;

use ulam_probability::random::Stream;
use ulam_probability::sampling::{Plan, Sampler};

use crate::error::SimulationError;
use crate::model::Settings;
use crate::prepare::Simulation;

/// Most replicates.
pub const REPLICATES_MAX: u64 = 1000;

/// The uniforms of a run: its replicates one after another.
pub(crate) struct Layout {
    /// The replicates.
    pub parts: Vec<Part>,
}

/// Trials that share one randomisation.
pub(crate) struct Part {
    /// The first of them among the run's trials.
    pub first_trial: u64,
    /// How many there are.
    pub trials: u64,
    /// Their seed.
    pub seed: u64,
    /// One sampler a draw.
    pub samplers: Vec<Sampler>,
    /// A draw whose uniforms are those of another seed.
    pub replaced: Option<(usize, u64)>,
}

impl Layout {
    /// The parts and their own trials (counted from 0 in each) that make up a range of the run's
    /// trials, in pieces of at most `block`.
    pub fn blocks(
        &self,
        trials: Range<u64>,
        block: u64,
    ) -> impl Iterator<Item = (&Part, Range<u64>)> {
        self.parts.iter().flat_map(move |part| {
            let end = part.first_trial + part.trials;
            let first = trials.start.clamp(part.first_trial, end) - part.first_trial;
            let last = trials.end.clamp(part.first_trial, end) - part.first_trial;
            let starts = (first..last).step_by(block.max(1) as usize);
            starts.map(move |start| (part, start..last.min(start + block.max(1))))
        })
    }

    /// The part of a trial, and the trial's number in it.
    pub fn find(&self, trial: u64) -> Option<(&Part, u64)> {
        let part = self.parts.iter().rev().find(|part| part.first_trial <= trial)?;
        let own = trial - part.first_trial;
        (own < part.trials).then_some((part, own))
    }
}

/// The trials of each replicate: as equal as can be.
pub(crate) fn replicate_sizes(trials: u64, replicates: u64) -> Vec<u64> {
    let replicates = replicates.clamp(1, trials.max(1));
    let (each, more) = (trials / replicates, trials % replicates);
    (0..replicates).map(|replicate| each + u64::from(replicate < more)).collect()
}

/// The seed of another randomisation: 0 is the run's own.
pub(crate) fn derived_seed(seed: u64, purpose: &str, number: u64) -> u64 {
    if number == 0 { seed } else { Stream::new(seed, purpose).bits(number, 0) }
}

impl Simulation {
    pub(crate) fn layout(&self, settings: &Settings) -> Result<Layout, SimulationError> {
        let replicates = settings.analysis.replicates;
        if replicates > REPLICATES_MAX.min(settings.trials) {
            return Err(SimulationError::Sampling(format!(
                "{replicates} replicates of {} trials: ask for at most {REPLICATES_MAX}, and for \
                 no more than there are trials",
                settings.trials
            )));
        }
        let mut parts = Vec::new();
        let mut first_trial = 0;
        for (number, trials) in replicate_sizes(settings.trials, replicates).iter().enumerate() {
            let seed = derived_seed(settings.seed, "replicate", number as u64);
            let samplers = self.samplers(settings.plan, seed, *trials, 0, "")?;
            parts.push(Part { first_trial, trials: *trials, seed, samplers, replaced: None });
            first_trial += trials;
        }
        Ok(Layout { parts })
    }

    /// One sampler a draw; under a Sobol plan their dimensions begin at `first_dimension`.
    pub(crate) fn samplers(
        &self,
        plan: Plan,
        seed: u64,
        trials: u64,
        first_dimension: usize,
        suffix: &str,
    ) -> Result<Vec<Sampler>, SimulationError> {
        let draws = self.streams.draws().iter().enumerate();
        draws
            .map(|(draw, stream)| {
                // Draws of no dimension of their own cost nothing under the other plans.
                let dimension = if plan == Plan::Sobol { first_dimension + draw } else { 0 };
                // An input with a seed of its own draws the same whatever the run's seed.
                let (seed, identity) = match stream.seed {
                    Some(own) => (own, "its own seed"),
                    None => (seed, &*stream.identity),
                };
                let identity = format!("{identity}{suffix}");
                Sampler::new(plan, seed, &identity, dimension, trials)
                    .map_err(|error| SimulationError::Sampling(error.to_string()))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(first_trial: u64, trials: u64) -> Part {
        Part { first_trial, trials, seed: 0, samplers: Vec::new(), replaced: None }
    }

    #[test]
    fn every_trial_is_in_one_block() {
        let layout = Layout { parts: vec![part(0, 10), part(10, 7), part(17, 1)] };
        for (start, end) in [(0, 18), (3, 12), (10, 17), (16, 18), (5, 5)] {
            let mut next = start;
            for (part, own) in layout.blocks(start..end, 4) {
                assert_eq!(part.first_trial + own.start, next);
                assert!(own.end > own.start && own.end - own.start <= 4);
                assert!(own.end <= part.trials);
                next = part.first_trial + own.end;
            }
            assert_eq!(next, end);
        }
        assert_eq!(layout.find(12).map(|(part, own)| (part.first_trial, own)), Some((10, 2)));
        assert!(layout.find(18).is_none());
        assert_eq!(replicate_sizes(11, 4), [3, 3, 3, 2]);
        assert_eq!(replicate_sizes(2, 1), [2]);
    }
}
