//! How statistics settle: after each power of two of trials.

use ulam_probability::statistics::{SortedSamples, Summary};

/// The first number of trials that is looked at.
pub const FIRST_CHECK: u64 = 1024;

/// What an output's samples said after some trials.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConvergencePoint {
    /// Trials made.
    pub trials: u64,
    /// Mean of those without error.
    pub mean: Option<f64>,
    /// Standard error of the mean, for independent trials.
    pub standard_error: Option<f64>,
    /// Standard deviation.
    pub sd: Option<f64>,
    /// 5th percentile.
    pub p5: Option<f64>,
    /// 95th percentile.
    pub p95: Option<f64>,
}

impl ConvergencePoint {
    fn new(trials: u64, samples: &SortedSamples) -> ConvergencePoint {
        let summary = Summary::new(samples, &[0.05, 0.95]);
        let percentile = |index: usize| summary.percentiles.get(index)?.value;
        ConvergencePoint {
            trials,
            mean: summary.mean,
            standard_error: summary.standard_error,
            sd: summary.sd,
            p5: percentile(0),
            p95: percentile(1),
        }
    }
}

/// The statistics after 1,024, 2,048, ... trials, and after all of them; `sorted` is all of
/// `column`.
pub fn convergence(column: &[f64], sorted: &SortedSamples) -> Vec<ConvergencePoint> {
    let all = column.len() as u64;
    let mut points = Vec::new();
    let mut trials = FIRST_CHECK;
    while trials < all {
        let samples = SortedSamples::new(&column[..trials as usize]);
        points.push(ConvergencePoint::new(trials, &samples));
        trials = trials.saturating_mul(2);
    }
    points.push(ConvergencePoint::new(all, sorted));
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_power_of_two_and_the_end() {
        let column: Vec<f64> = (0..5000).map(f64::from).collect();
        let points = convergence(&column, &SortedSamples::new(&column));
        let trials: Vec<u64> = points.iter().map(|point| point.trials).collect();
        assert_eq!(trials, [1024, 2048, 4096, 5000]);
        // Of 0 to n - 1 the mean is (n - 1) / 2 and the 5th percentile 0.05 (n - 1).
        assert_eq!(points[1].mean, Some(1023.5));
        assert!((points[3].p5.unwrap() - 249.95).abs() < 1e-9);
        let few = convergence(&column[..3], &SortedSamples::new(&column[..3]));
        assert_eq!(few.len(), 1);
    }
}
