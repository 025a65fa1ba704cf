//! The models by hand, as a performance engineer would write them with this project's generator and
//! quantiles: what a program made for one model reaches. Ulam is measured against it.
//!
//! Trials are taken in blocks. The inputs' uniforms and quantiles fill columns that stay in the
//! first-level cache; everything else is one loop over vectors of trials whose intermediate values
//! stay in registers. The streams are those of the product, so that its samples must be the same.

pub mod cash_flow;
pub mod construction_cost;
mod lanes;
pub mod loan;
pub mod option;

use ulam_numeric::block::normal_quantile;
use ulam_probability::distribution::{Argument, SharedDistribution};
use ulam_probability::distributions::{build, tabulated};
use ulam_probability::sampling::{self, Sampler};
use ulam_probability::statistics::{
    CumulativePoint, Histogram, Interval, SortedSamples, Summary, cumulative_curve, mean_interval,
    partition_errors,
};
use ulam_simulation::outcome::{CONFIDENCE, PERCENTS};

/// Trials in a block: a multiple of every vector's length.
pub const BLOCK: usize = 512;

/// One number for each trial of a block.
pub type Column = [f64; BLOCK];

/// Which trials are to be run.
pub struct Plan {
    /// Seed.
    pub seed: u64,
    /// Number of trials.
    pub trials: u64,
}

/// A model by hand.
pub trait FusedModel {
    /// Number of its outputs.
    fn outputs(&self) -> usize;
    /// Computes the trials of a block into [`FusedModel::column`]s.
    fn run(&mut self, first_trial: u64);
    /// An output's numbers in the block last run.
    fn column(&self, output: usize) -> &Column;
}

/// The uniforms of one input.
struct Uniforms(Sampler);

impl Uniforms {
    fn new(plan: &Plan, identity: &str) -> Result<Uniforms, String> {
        Sampler::new(sampling::Plan::Random, plan.seed, identity, 0, plan.trials)
            .map(Uniforms)
            .map_err(|error| error.to_string())
    }

    fn fill(&self, first_trial: u64, out: &mut Column) {
        self.0.fill(first_trial, out);
    }
}

/// Standard normals from the uniforms of one input.
struct Normals(Uniforms);

impl Normals {
    fn new(plan: &Plan, identity: &str) -> Result<Normals, String> {
        Uniforms::new(plan, identity).map(Normals)
    }

    fn fill(&self, first_trial: u64, scratch: &mut Column, out: &mut Column) {
        self.0.fill(first_trial, scratch);
        normal_quantile(scratch, out);
    }
}

/// One input of any law.
struct Input {
    uniforms: Uniforms,
    law: SharedDistribution,
}

impl Input {
    fn new(plan: &Plan, identity: &str, law: &str, parameters: &[f64]) -> Result<Input, String> {
        let arguments: Vec<Argument> = parameters.iter().copied().map(Argument::Number).collect();
        let law = build(law, &arguments).map_err(|error| error.to_string())?;
        Ok(Input { uniforms: Uniforms::new(plan, identity)?, law: tabulated(law) })
    }

    fn fill(&self, first_trial: u64, scratch: &mut Column, out: &mut Column) {
        self.uniforms.fill(first_trial, scratch);
        self.law.quantiles(scratch, out);
    }
}

/// A block of zeros.
fn column() -> Box<Column> {
    Box::new([0.0; BLOCK])
}

/// The outputs' samples, one column an output.
pub fn samples(model: &mut dyn FusedModel, trials: usize) -> Vec<Vec<f64>> {
    let mut columns = vec![vec![0.0; trials]; model.outputs()];
    for first_trial in (0..trials).step_by(BLOCK) {
        model.run(first_trial as u64);
        let last_trial = trials.min(first_trial + BLOCK);
        for (output, samples) in columns.iter_mut().enumerate() {
            let computed = &model.column(output)[..last_trial - first_trial];
            samples[first_trial..last_trial].copy_from_slice(computed);
        }
    }
    columns
}

/// What the product reports about an output.
#[allow(dead_code, reason = "measured, not read")]
pub struct OutputStatistics {
    errors: usize,
    mean_interval: Option<Interval>,
    summary: Summary,
    histogram: Option<Histogram>,
    cumulative: Vec<CumulativePoint>,
}

/// The statistics that the product computes, on this thread.
pub fn statistics(columns: &[Vec<f64>]) -> Vec<OutputStatistics> {
    const CURVE_POINTS: usize = 400;
    let probabilities = PERCENTS.map(|percent| f64::from(percent) / 100.0);
    columns
        .iter()
        .map(|column| {
            let partition = partition_errors(column);
            let sorted = SortedSamples::new(&partition.values);
            let summary = Summary::new(&sorted, &probabilities);
            OutputStatistics {
                errors: partition.error_positions.len(),
                mean_interval: mean_interval(&summary, CONFIDENCE),
                summary,
                histogram: Histogram::new(&sorted),
                cumulative: cumulative_curve(&sorted, CURVE_POINTS),
            }
        })
        .collect()
}
