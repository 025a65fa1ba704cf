//! Moments and percentiles of one variable.

use ulam_numeric::block;

use super::scale::{deviations, mean, scale_of_deviations};
use super::sorted::SortedSamples;

/// A percentile and its probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Percentile {
    /// From 0 to 1.
    pub probability: f64,
    /// The value, as [`SortedSamples::percentile`] has it.
    pub value: Option<f64>,
}

/// What the samples of one variable look like.
///
/// A statistic that the samples don't determine is `None`: all of them without samples, the spread
/// of one sample, the shape of a constant, and moments where a sample is infinite.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Number of samples, errors not among them.
    pub count: usize,
    /// Mean.
    pub mean: Option<f64>,
    /// Standard deviation with denominator count - 1, Excel's STDEV.S.
    pub sd: Option<f64>,
    /// Variance with denominator count - 1, Excel's VAR.S.
    pub variance: Option<f64>,
    /// Population skewness m3 / m2^1.5, with central moments m of denominator count: Excel's SKEW.P.
    pub skewness: Option<f64>,
    /// Population kurtosis m4 / m2², 3 for a normal (Excel's KURT estimates the excess over 3).
    pub kurtosis: Option<f64>,
    /// Smallest sample.
    pub min: Option<f64>,
    /// Largest sample.
    pub max: Option<f64>,
    /// Standard error of the mean, sd / √count, for independent trials.
    pub standard_error: Option<f64>,
    /// The percentiles asked for, in that order.
    pub percentiles: Vec<Percentile>,
}

impl Summary {
    /// Summarises the samples, with percentiles at these probabilities (0 to 1).
    pub fn new(samples: &SortedSamples, probabilities: &[f64]) -> Summary {
        let percentiles = probabilities
            .iter()
            .map(|&probability| Percentile { probability, value: samples.percentile(probability) });
        let mut summary = Summary {
            count: samples.count(),
            min: samples.min(),
            max: samples.max(),
            percentiles: percentiles.collect(),
            ..Summary::default()
        };
        summary.add_moments(samples.values());
        summary
    }

    fn add_moments(&mut self, values: &[f64]) {
        let (Some(min), Some(max)) = (self.min, self.max) else {
            return;
        };
        if min.is_infinite() || max.is_infinite() {
            return;
        }
        let count = values.len() as f64;
        if min == max {
            self.mean = Some(min);
            if values.len() > 1 {
                self.set_variance(0.0, 1.0);
            }
            return;
        }

        // Two passes; the second one's first power corrects what rounding left in the mean.
        let rough_mean = mean(values, min.abs().max(max.abs()));
        let farthest = (max - rough_mean).max(rough_mean - min);
        let scale = scale_of_deviations(farthest);
        let [first, second, third, fourth] = if scale == 1.0 {
            block::sums_of_powers(values, rough_mean)
        } else {
            block::sums_of_powers(&deviations(values, rough_mean, scale), 0.0)
        };
        let correction = first / count;
        self.mean = Some((rough_mean + correction / scale).clamp(min, max));
        let m2 = (second - first * correction).max(0.0) / count;
        let m3 = third / count - 3.0 * correction * (second / count);
        let m4 = fourth / count - 4.0 * correction * (third / count);
        if m2 > 0.0 {
            self.skewness = finite(m3 / (m2 * m2.sqrt()));
            self.kurtosis = finite(m4 / (m2 * m2));
        }
        self.set_variance(m2 * count / (count - 1.0), scale);
    }

    /// Sets what follows from the variance of the samples times `scale`.
    fn set_variance(&mut self, scaled_variance: f64, scale: f64) {
        let sd = scaled_variance.sqrt() / scale;
        self.sd = finite(sd);
        self.variance = finite(scaled_variance / scale / scale);
        self.standard_error = finite(sd / (self.count as f64).sqrt());
    }
}

fn finite(statistic: f64) -> Option<f64> {
    Some(statistic).filter(|statistic| statistic.is_finite())
}
