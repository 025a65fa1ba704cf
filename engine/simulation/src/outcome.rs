//! What a run says: statistics of the outputs, probabilities, drivers.
//!
//! Each file answers one question: how bad can it get ([`risk`]), what is likely ([`mode`]), how sure
//! are the numbers ([`intervals`], [`convergence`], [`stop`]), what drives them ([`sensitivity`],
//! with [`deciles`], [`regression`], [`scenario`] and [`sobol`]), and what if ([`simtable`]).

pub mod compare;
pub mod convergence;
pub mod deciles;
pub mod intervals;
pub mod mode;
pub mod regression;
pub mod risk;
pub mod scenario;
pub mod sensitivity;
pub mod simtable;
pub mod sobol;
pub mod stop;

use rayon::prelude::*;
use ulam_formula::address::CellAddress;
use ulam_formula::compare::compare_numbers;
use ulam_formula::evaluate::operators::holds;
use ulam_formula::value::CellError;
use ulam_probability::statistics::{
    CumulativePoint, Histogram, Interval, Proportion, SortedSamples, Summary, cumulative_curve,
    partition_errors, probability,
};

use self::convergence::ConvergencePoint;
use self::intervals::{INTERVAL_PERCENTS, IntervalMethod};
use self::mode::Mode;
use self::regression::Regression;
use self::risk::Risk;
use self::sensitivity::Driver;
use self::sobol::SobolIndices;
use self::stop::Stopped;
use crate::model::{Condition, Settings};
use crate::prepare::Simulation;
use crate::run::Samples;

/// Percentiles that every output reports.
pub const PERCENTS: [u32; 99] = {
    let mut percents = [0; 99];
    let mut index = 0;
    while index < 99 {
        percents[index] = index as u32 + 1;
        index += 1;
    }
    percents
};
/// Points of a cumulative curve for a chart.
const CURVE_POINTS: usize = 400;
/// Confidence level of the intervals.
pub const CONFIDENCE: f64 = 0.95;

/// What the samples of one output say.
#[derive(Clone, Debug)]
pub struct OutputOutcome {
    /// The cell.
    pub cell: CellAddress,
    /// Its name, if it has one.
    pub name: Option<String>,
    /// Moments and the percentiles 1 to 99, of the trials without error.
    pub summary: Summary,
    /// Standard error of the mean, as the sampling plan allows it to be known.
    pub standard_error: Option<f64>,
    /// Confidence interval of the mean, at [`CONFIDENCE`].
    pub mean_interval: Option<Interval>,
    /// Confidence intervals of the percentiles [`INTERVAL_PERCENTS`], in that order.
    pub percentile_intervals: Vec<Option<Interval>>,
    /// The most likely value.
    pub mode: Option<Mode>,
    /// Value at risk and conditional value at risk.
    pub risks: Vec<Risk>,
    /// The statistics after each power of two of trials.
    pub convergence: Vec<ConvergencePoint>,
    /// How many trials gave each error.
    pub errors: Vec<(CellError, u64)>,
    /// How often samples lie where; `None` without finite samples.
    pub histogram: Option<Histogram>,
    /// The cumulative distribution, thinned for a chart.
    pub cumulative: Vec<CumulativePoint>,
    /// Its drivers, strongest first.
    pub drivers: Vec<Driver>,
    /// How it follows from them by least squares.
    pub regression: Option<Regression>,
    /// The variance-based indices of its drivers, if they were asked for.
    pub sobol_indices: Option<SobolIndices>,
}

impl OutputOutcome {
    /// Trials that gave an error.
    pub fn error_count(&self) -> u64 {
        self.errors.iter().map(|(_, count)| count).sum()
    }
    /// The confidence interval of the percentile at `percent`, one of [`INTERVAL_PERCENTS`].
    pub fn percentile_interval(&self, percent: u32) -> Option<Interval> {
        let index = INTERVAL_PERCENTS.iter().position(|known| *known == percent)?;
        *self.percentile_intervals.get(index)?
    }
    /// The percentile at `percent`, 1 to 99.
    pub fn percentile(&self, percent: u32) -> Option<f64> {
        self.summary.percentiles.get((percent as usize).checked_sub(1)?)?.value
    }
}

/// How likely a condition is.
#[derive(Clone, Debug)]
pub struct ConditionOutcome {
    /// The condition as written.
    pub expression: String,
    /// The share of trials without error in which it holds, with its interval at [`CONFIDENCE`];
    /// `None` if every trial gave an error.
    pub probability: Option<Proportion>,
    /// Trials that gave an error.
    pub errors: u64,
}

/// What a run says.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Of each output, in order.
    pub outputs: Vec<OutputOutcome>,
    /// Of each condition, in order.
    pub conditions: Vec<ConditionOutcome>,
    /// How standard errors and intervals were found.
    pub interval_method: IntervalMethod,
    /// Why the run ended when it did; `None` without a rule.
    pub stopped: Option<Stopped>,
}

impl Outcome {
    /// Summarises the samples of a run.
    pub fn new(simulation: &Simulation, samples: &Samples) -> Outcome {
        let model = simulation.model();
        let outputs = model
            .outputs
            .par_iter()
            .enumerate()
            .map(|(index, output)| {
                let name = output.name.as_ref().map(|name| name.to_string());
                let outcome =
                    output_outcome(output.cell, name, &samples.columns[index], &samples.settings);
                OutputOutcome {
                    drivers: samples.drivers.get(index).cloned().unwrap_or_default(),
                    regression: samples.regressions.get(index).cloned().flatten(),
                    sobol_indices: samples.sobol_indices.get(index).cloned(),
                    ..outcome
                }
            })
            .collect();
        let columns = samples.columns[model.outputs.len()..].iter();
        let conditions =
            model.conditions.iter().zip(columns).map(|(c, column)| condition_outcome(c, column));
        Outcome {
            outputs,
            conditions: conditions.collect(),
            interval_method: IntervalMethod::of(&samples.settings),
            stopped: samples.stopped.clone(),
        }
    }
}

fn output_outcome(
    cell: CellAddress,
    name: Option<String>,
    column: &[f64],
    settings: &Settings,
) -> OutputOutcome {
    let partition = partition_errors(column);
    let mut errors: Vec<(CellError, u64)> = Vec::new();
    for position in &partition.error_positions {
        let error = CellError::from_nan(column[*position]);
        match errors.iter_mut().find(|(known, _)| *known == error) {
            Some((_, count)) => *count += 1,
            None => errors.push((error, 1)),
        }
    }
    errors.sort_by_key(|(error, _)| *error);
    let sorted = SortedSamples::new(&partition.values);
    drop(partition);
    let probabilities = PERCENTS.map(|percent| f64::from(percent) / 100.0);
    let summary = Summary::new(&sorted, &probabilities);
    let intervals = intervals::intervals(column, &sorted, &summary, settings);
    let histogram = Histogram::new(&sorted);
    OutputOutcome {
        cell,
        name,
        standard_error: intervals.standard_error,
        mean_interval: intervals.mean,
        percentile_intervals: intervals.percentiles,
        mode: mode::mode(&sorted, histogram.as_ref()),
        risks: risk::risks(&sorted, settings.analysis.tail),
        convergence: convergence::convergence(column, &sorted),
        summary,
        errors,
        histogram,
        cumulative: cumulative_curve(&sorted, CURVE_POINTS),
        drivers: Vec::new(),
        regression: None,
        sobol_indices: None,
    }
}

fn condition_outcome(condition: &Condition, column: &[f64]) -> ConditionOutcome {
    let (mut happened, mut errors) = (0, 0);
    for sample in column {
        if sample.is_nan() {
            errors += 1;
        } else if holds(condition.operator, compare_numbers(*sample, condition.threshold)) {
            happened += 1;
        }
    }
    ConditionOutcome {
        expression: condition.expression.clone(),
        probability: probability(happened, column.len() as u64 - errors, CONFIDENCE),
        errors,
    }
}
