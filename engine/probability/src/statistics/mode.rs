//! The most likely value, estimated from samples.

use super::histogram::VALUES_MAX;
use super::sorted::SortedSamples;

/// The most frequent value of discrete samples (the smallest of several), else Bickel and
/// Frühwirth's (2006) half-sample mode: the densest half of the samples, the densest half of that,
/// and so on. Infinite samples take no part. `None` without finite samples.
///
/// Of n samples from a smooth density its error shrinks as slowly as n^(-1/3).
pub fn mode_estimate(samples: &SortedSamples) -> Option<f64> {
    if let Some(distinct) = samples.distinct(VALUES_MAX)
        && distinct.len() * 2 <= samples.count()
    {
        let finite = distinct.iter().filter(|(value, _)| value.is_finite());
        // Reversed, since the last of equal maxima is found.
        return finite.rev().max_by_key(|(_, count)| *count).map(|(value, _)| *value);
    }
    half_sample_mode(samples.finite())
}

fn half_sample_mode(mut values: &[f64]) -> Option<f64> {
    while values.len() > 3 {
        let half = values.len().div_ceil(2);
        let mut densest = 0;
        let mut narrowest = f64::INFINITY;
        for (start, (low, high)) in values.iter().zip(&values[half - 1..]).enumerate() {
            let width = high - low;
            if width < narrowest {
                narrowest = width;
                densest = start;
            }
        }
        values = &values[densest..densest + half];
    }
    match *values {
        [] => None,
        [only] => Some(only),
        [low, high] => Some(midpoint(low, high)),
        [low, middle, high, ..] => Some(if middle - low < high - middle {
            midpoint(low, middle)
        } else if middle - low > high - middle {
            midpoint(middle, high)
        } else {
            middle
        }),
    }
}

fn midpoint(low: f64, high: f64) -> f64 {
    low / 2.0 + high / 2.0
}
