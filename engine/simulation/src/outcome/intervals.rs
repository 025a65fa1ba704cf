//! Confidence intervals of an output's mean and percentiles, honest about the sampling plan.
//!
//! Independent trials give the mean's interval by the central limit theorem, and a percentile's by
//! order statistics. Trials of a Latin hypercube or a Sobol sequence aren't independent: the error
//! of their mean is usually smaller, and no more than slightly larger (Owen 1997 for the Latin
//! hypercube; 1998 for scrambled sequences: at most e times the variance). So these intervals are
//! then cautious ones, and say so. Replicates, randomised independently of each other, measure the
//! error whatever the plan: by Student's t on the replicates' own statistics (sectioning; Asmussen
//! and Glynn 2007, "Stochastic Simulation", III.5).

use ulam_numeric::special::beta_i_inverse;
use ulam_probability::sampling::Plan;
use ulam_probability::statistics::{
    Interval, SortedSamples, Summary, mean_interval, percentile_interval,
};

use super::CONFIDENCE;
use crate::model::Settings;
use crate::run::replicate_sizes;

/// Percentiles with confidence intervals.
pub const INTERVAL_PERCENTS: [u32; 15] = [1, 5, 10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 95, 99];

/// How intervals were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntervalMethod {
    /// From independent trials.
    Independent,
    /// As from independent trials, though the plan's aren't: cautious.
    Cautious,
    /// From replicates.
    Replicates,
}

impl IntervalMethod {
    /// The method that suits a run.
    pub fn of(settings: &Settings) -> IntervalMethod {
        match (settings.analysis.replicates, settings.plan) {
            (2.., _) => IntervalMethod::Replicates,
            (_, Plan::Random) => IntervalMethod::Independent,
            _ => IntervalMethod::Cautious,
        }
    }

    /// Its name in results.
    pub fn name(self) -> &'static str {
        match self {
            IntervalMethod::Independent => "independent trials",
            IntervalMethod::Cautious => "as if trials were independent",
            IntervalMethod::Replicates => "replicates",
        }
    }

    /// What a reader of the intervals must know, as a sentence; nothing of independent trials.
    pub fn note(self) -> Option<&'static str> {
        match self {
            IntervalMethod::Independent => None,
            IntervalMethod::Cautious => Some(
                "Standard errors and intervals are those of independent trials; under this \
                 sampling plan the errors are usually smaller. Replicates measure them.",
            ),
            IntervalMethod::Replicates => Some(
                "Standard errors and intervals follow from how independent replicates differ \
                 (Student's t).",
            ),
        }
    }
}

/// The intervals of an output at [`CONFIDENCE`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Intervals {
    /// Standard error of the mean.
    pub standard_error: Option<f64>,
    /// Interval of the mean.
    pub mean: Option<Interval>,
    /// Intervals of the percentiles at [`INTERVAL_PERCENTS`], in that order.
    pub percentiles: Vec<Option<Interval>>,
}

/// The intervals of an output; `sorted` and `summary` are of all of `column`.
pub fn intervals(
    column: &[f64],
    sorted: &SortedSamples,
    summary: &Summary,
    settings: &Settings,
) -> Intervals {
    if IntervalMethod::of(settings) == IntervalMethod::Replicates {
        return from_replicates(column, sorted, summary, settings.analysis.replicates);
    }
    let percentile =
        |percent: u32| percentile_interval(sorted, f64::from(percent) / 100.0, CONFIDENCE);
    Intervals {
        standard_error: summary.standard_error,
        mean: mean_interval(summary, CONFIDENCE),
        percentiles: INTERVAL_PERCENTS.map(percentile).to_vec(),
    }
}

fn from_replicates(
    column: &[f64],
    sorted: &SortedSamples,
    summary: &Summary,
    replicates: u64,
) -> Intervals {
    let probabilities = INTERVAL_PERCENTS.map(|percent| f64::from(percent) / 100.0);
    let mut means = Vec::new();
    let mut percentiles: Vec<Vec<f64>> = vec![Vec::new(); probabilities.len()];
    let mut rest = column;
    for size in replicate_sizes(column.len() as u64, replicates) {
        let (own, later) = rest.split_at((size as usize).min(rest.len()));
        rest = later;
        let own = Summary::new(&SortedSamples::new(own), &probabilities);
        means.extend(own.mean);
        for (of_replicates, percentile) in percentiles.iter_mut().zip(&own.percentiles) {
            of_replicates.extend(percentile.value);
        }
    }
    let around = |estimate: Option<f64>, of_replicates: &[f64]| {
        let half_width = standard_error(of_replicates)? * t_quantile(of_replicates.len() - 1)?;
        let estimate = estimate?;
        Some(Interval { low: Some(estimate - half_width), high: Some(estimate + half_width) })
    };
    let of_percentile = |(probability, of_replicates): (&f64, &Vec<f64>)| {
        around(sorted.percentile(*probability), of_replicates)
    };
    Intervals {
        standard_error: standard_error(&means),
        mean: around(summary.mean, &means),
        percentiles: probabilities.iter().zip(&percentiles).map(of_percentile).collect(),
    }
}

/// The standard error of the mean of some estimates; `None` of fewer than two.
fn standard_error(estimates: &[f64]) -> Option<f64> {
    if estimates.len() < 2 {
        return None;
    }
    Summary::new(&SortedSamples::new(estimates), &[]).standard_error
}

/// Student's t at half of the risk above [`CONFIDENCE`], for this many degrees of freedom.
fn t_quantile(degrees: usize) -> Option<f64> {
    let degrees = degrees as f64;
    if degrees < 1.0 {
        return None;
    }
    // P(|T| > t) is the incomplete beta function at degrees / (degrees + t^2).
    let x = beta_i_inverse(degrees / 2.0, 0.5, 1.0 - CONFIDENCE);
    Some((degrees * (1.0 / x - 1.0)).sqrt()).filter(|t| t.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn students_t_is_the_tables() {
        // SciPy: stats.t.ppf(0.975, [1, 9, 99]).
        for (degrees, t) in
            [(1, 12.706204736432095), (9, 2.2621571627409915), (99, 1.9842169515086827)]
        {
            assert!((t_quantile(degrees).unwrap() - t).abs() < 1e-9 * t, "{degrees}");
        }
        assert_eq!(t_quantile(0), None);
    }

    #[test]
    fn replicates_measure_the_error_of_the_mean() {
        // Four replicates with means 1, 2, 3 and 4: sd 1.2909944, standard error 0.6454972, and
        // SciPy's t.ppf(0.975, 3) = 3.1824463.
        let column = [0.0, 2.0, 1.0, 3.0, 2.0, 4.0, 3.0, 5.0];
        let mut settings = Settings { trials: 8, ..Settings::default() };
        settings.analysis.replicates = 4;
        let sorted = SortedSamples::new(&column);
        let summary = Summary::new(&sorted, &[]);
        let found = intervals(&column, &sorted, &summary, &settings);
        assert!((found.standard_error.unwrap() - 0.6454972243679028).abs() < 1e-12);
        let mean = found.mean.unwrap();
        assert!((mean.high.unwrap() - (2.5 + 0.6454972243679028 * 3.182446305284263)).abs() < 1e-9);
        assert!((mean.low.unwrap() + mean.high.unwrap() - 5.0).abs() < 1e-12);
    }
}
