//! Variance-based sensitivity: how much of an output's variance each input explains alone, and with
//! all of its interactions.
//!
//! Two independent samples A and B of N rows are drawn, and for each input a third in which only its
//! uniforms come from B. Then (Jansen 1999; Saltelli et al. 2010, table 2), with V the variance of
//! f(A) and f(B) together,
//!
//! ```text
//! first order  S = 1 - mean((f(B) - f(A with input of B))^2) / 2V
//! total       ST =     mean((f(A) - f(A with input of B))^2) / 2V
//! ```
//!
//! at N times (inputs + 2) trials. Standard errors come from a bootstrap over groups of rows. The
//! rows are laid out by a Sobol sequence while it has twice the inputs' dimensions, for which these
//! errors are cautious.

use ulam_probability::random::Stream;
use ulam_probability::sampling::{Plan, SOBOL_DIMENSIONS_MAX};

use crate::error::SimulationError;
use crate::execute::Schedule;
use crate::model::Settings;
use crate::prepare::Simulation;
use crate::run::{Control, Dependence, Layout, Part, derived_seed};

/// Fewest and most rows of each sample.
pub const ROWS_RANGE: std::ops::RangeInclusive<u64> = 16..=1 << 26;
/// Most trials that the design may need.
const TRIALS_MAX: u64 = 1 << 36;
/// Groups of rows that the bootstrap draws from.
const GROUPS_MAX: usize = 1024;
/// Bootstrap samples.
const BOOTSTRAPS: usize = 400;

/// The indices of one output.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SobolIndices {
    /// Rows of each of the two samples.
    pub rows: u64,
    /// Rows with an error in some trial, which are left out.
    pub rows_with_error: u64,
    /// One for each draw that the output depends on, largest total first.
    pub indices: Vec<SobolIndex>,
}

/// The indices of an input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SobolIndex {
    /// Index of the draw.
    pub draw: usize,
    /// Share of the variance that the input explains alone.
    pub first_order: f64,
    /// Its standard error.
    pub first_order_error: f64,
    /// Share of the variance that would be left if all other inputs were known: with interactions.
    pub total: f64,
    /// Its standard error.
    pub total_error: f64,
}

/// Sums over the rows of a group.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    /// Values of A and B, less a centre.
    values: f64,
    squares: f64,
    /// How many values.
    count: f64,
    /// Squared differences of B and A with the input of B, and of A and that.
    first: f64,
    total: f64,
    /// How many rows.
    rows: f64,
}

impl Simulation {
    /// The indices of each output, from a design of its own.
    ///
    /// # Errors
    /// Too few or too many rows; a cancelled run.
    pub fn sobol_indices(
        &self,
        rows: u64,
        settings: &Settings,
        control: &Control,
    ) -> Result<Vec<SobolIndices>, SimulationError> {
        let draws = self.streams.draws().len();
        let refuse = |why: String| Err(SimulationError::Sampling(why));
        if !ROWS_RANGE.contains(&rows) {
            let (least, most) = (ROWS_RANGE.start(), ROWS_RANGE.end());
            return refuse(format!(
                "Sobol indices from {rows} rows: ask for a number from {least} to {most}"
            ));
        }
        let precedents = self.precedent_draws(Dependence::OnUniform);
        let mut wanted: Vec<usize> = precedents.iter().flatten().copied().collect();
        wanted.sort_unstable();
        wanted.dedup();
        if rows.saturating_mul(wanted.len() as u64 + 2) > TRIALS_MAX {
            return refuse(format!(
                "Sobol indices of {} inputs from {rows} rows need more than {TRIALS_MAX} trials: \
                 ask for fewer rows",
                wanted.len()
            ));
        }
        let plan = if 2 * draws <= SOBOL_DIMENSIONS_MAX { Plan::Sobol } else { Plan::Random };
        let seeds = [1, 2].map(|sample| derived_seed(settings.seed, "sobol indices", sample));
        let first = self.samplers(plan, seeds[0], rows, 0, "")?;
        let second = self.samplers(plan, seeds[1], rows, draws, "")?;
        let outputs = self.model.outputs.len();
        let mut program = self.schedule.program().clone();
        program.results.truncate(outputs);
        let schedule = Schedule::new(program);
        let run = |samplers: Vec<_>, seed: u64, replaced: Option<(usize, u64)>| {
            let part = Part { first_trial: 0, trials: rows, seed, samplers, replaced };
            let layout = Layout { parts: vec![part] };
            let columns = self.sample(&schedule, settings, &layout, 0..rows, None)?;
            if control.is_cancelled() { Err(SimulationError::Cancelled) } else { Ok(columns) }
        };
        let a = run(first.clone(), seeds[0], None)?;
        let b = run(second.clone(), seeds[1], None)?;
        let centres: Vec<f64> = a.iter().zip(&b).map(|(a, b)| centre(a, b)).collect();
        let mut found: Vec<SobolIndices> =
            vec![SobolIndices { rows, ..SobolIndices::default() }; outputs];
        for draw in wanted {
            let mut samplers = first.clone();
            samplers[draw] = second[draw].clone();
            let mixed = run(samplers, seeds[0], Some((draw, seeds[1])))?;
            for output in (0..outputs).filter(|output| precedents[*output].contains(&draw)) {
                let groups = groups(&a[output], &b[output], &mixed[output], centres[output]);
                let used: f64 = groups.iter().map(|group| group.rows).sum();
                let of_output = &mut found[output];
                of_output.rows_with_error = of_output.rows_with_error.max(rows - used as u64);
                let stream = Stream::new(settings.seed, "bootstrap");
                of_output.indices.extend(index(draw, &groups, &stream));
            }
        }
        for of_output in &mut found {
            of_output.indices.sort_by(|a, b| b.total.total_cmp(&a.total).then(a.draw.cmp(&b.draw)));
        }
        Ok(found)
    }

    /// Whether draws are correlated: their indices are then those of the independent uniforms that
    /// they are mixed from, in the order of the inputs.
    pub fn has_correlations(&self) -> bool {
        (0..self.streams.draws().len()).any(|draw| self.streams.is_correlated(draw))
    }
}

/// A number near the middle of both samples, so that squares lose no digits.
fn centre(a: &[f64], b: &[f64]) -> f64 {
    let valid = a.iter().chain(b).filter(|value| value.is_finite());
    let (sum, count) = valid.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    let mean: f64 = sum / count;
    if mean.is_finite() { mean } else { 0.0 }
}

fn groups(a: &[f64], b: &[f64], mixed: &[f64], centre: f64) -> Vec<Sums> {
    let size = a.len().div_ceil(GROUPS_MAX).max(1);
    let of_group = |((a, b), mixed): ((&[f64], &[f64]), &[f64])| {
        let mut sums = Sums::default();
        for ((a, b), mixed) in a.iter().zip(b).zip(mixed) {
            let (a, b, mixed) = (a - centre, b - centre, mixed - centre);
            if !(a.is_finite() && b.is_finite() && mixed.is_finite()) {
                continue;
            }
            sums.values += a + b;
            sums.squares += a * a + b * b;
            sums.count += 2.0;
            sums.first += (b - mixed) * (b - mixed);
            sums.total += (a - mixed) * (a - mixed);
            sums.rows += 1.0;
        }
        sums
    };
    a.chunks(size).zip(b.chunks(size)).zip(mixed.chunks(size)).map(of_group).collect()
}

/// First order and total of rows summed up; `None` where the output is constant in them.
fn estimate<'a>(groups: impl Iterator<Item = &'a Sums>) -> Option<(f64, f64)> {
    let mut all = Sums::default();
    for group in groups {
        all.values += group.values;
        all.squares += group.squares;
        all.count += group.count;
        all.first += group.first;
        all.total += group.total;
        all.rows += group.rows;
    }
    let mean = all.values / all.count;
    let variance = all.squares / all.count - mean * mean;
    let first = 1.0 - all.first / all.rows / (2.0 * variance);
    let total = all.total / all.rows / (2.0 * variance);
    (variance > 0.0 && first.is_finite() && total.is_finite()).then_some((first, total))
}

fn index(draw: usize, groups: &[Sums], stream: &Stream) -> Option<SobolIndex> {
    let (first_order, total) = estimate(groups.iter())?;
    let count = groups.len() as u64;
    let (mut firsts, mut totals) = (Vec::new(), Vec::new());
    for bootstrap in 0..BOOTSTRAPS as u64 {
        let pick = |place: u64| {
            let bits = stream.bits(bootstrap * count + place, 0);
            &groups[((u128::from(bits) * u128::from(count)) >> 64) as usize]
        };
        if let Some((first, total)) = estimate((0..count).map(pick)) {
            firsts.push(first);
            totals.push(total);
        }
    }
    Some(SobolIndex {
        draw,
        first_order,
        first_order_error: sd(&firsts),
        total,
        total_error: sd(&totals),
    })
}

fn sd(numbers: &[f64]) -> f64 {
    let count = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / count;
    let square = numbers.iter().map(|number| (number - mean) * (number - mean)).sum::<f64>();
    (square / (count - 1.0).max(1.0)).sqrt()
}
