//! Samples in ascending order.

use super::distribution_sort::{key_of, sorted_entries, value_of};
use super::partition::{contains_nan, partition_errors};

/// Samples in ascending order, without errors; -0 is stored as 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SortedSamples {
    values: Vec<f64>,
}

impl SortedSamples {
    /// Sorts a copy of the samples, leaving out those that are NaN.
    pub fn new(samples: &[f64]) -> SortedSamples {
        // Adding zero turns -0 into 0.
        let key = |_, sample: f64| key_of(sample + 0.0);
        let keys = if contains_nan(samples) {
            sorted_entries(&partition_errors(samples).values, key)
        } else {
            sorted_entries(samples, key)
        };
        SortedSamples { values: keys.into_iter().map(value_of).collect() }
    }

    /// The samples, ascending.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Number of samples.
    pub fn count(&self) -> usize {
        self.values.len()
    }

    /// The smallest sample.
    pub fn min(&self) -> Option<f64> {
        self.values.first().copied()
    }

    /// The largest sample.
    pub fn max(&self) -> Option<f64> {
        self.values.last().copied()
    }

    /// The percentile at probability `probability` (0 to 1): linear interpolation between samples,
    /// the smallest at 0 and the largest at 1, as Excel's PERCENTILE.INC. `None` without samples or
    /// outside [0, 1].
    pub fn percentile(&self, probability: f64) -> Option<f64> {
        let last = self.values.len().checked_sub(1)?;
        if !(0.0..=1.0).contains(&probability) {
            return None;
        }
        let position = probability * last as f64;
        let below = (position as usize).min(last);
        let fraction = position - below as f64;
        let low = self.values[below];
        let high = self.values[(below + 1).min(last)];
        if fraction == 0.0 || low == high {
            return Some(low);
        }
        let gap = high - low;
        if gap.is_finite() {
            return Some(low + fraction * gap);
        }
        Some(low * (1.0 - fraction) + high * fraction)
    }

    /// The share of samples at or below `value`.
    pub fn cumulative_probability(&self, value: f64) -> Option<f64> {
        if self.values.is_empty() || value.is_nan() {
            return None;
        }
        let at_or_below = self.values.partition_point(|sample| *sample <= value);
        Some(at_or_below as f64 / self.values.len() as f64)
    }

    /// The samples that aren't infinite.
    pub(super) fn finite(&self) -> &[f64] {
        let first = self.values.partition_point(|sample| *sample == f64::NEG_INFINITY);
        let end = self.values.partition_point(|sample| *sample < f64::INFINITY);
        &self.values[first..end.max(first)]
    }

    /// The different values and how often each occurs, where there are at most `distinct_max`.
    pub(super) fn distinct(&self, distinct_max: usize) -> Option<Vec<(f64, u64)>> {
        let mut distinct = Vec::new();
        let mut rest = &self.values[..];
        while let Some(&value) = rest.first() {
            if distinct.len() == distinct_max {
                return None;
            }
            let count = rest.partition_point(|sample| *sample <= value);
            distinct.push((value, count as u64));
            rest = &rest[count..];
        }
        Some(distinct)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_numbers_come_out_as_a_comparison_sort_has_them() {
        let mut state = 3u64;
        let mut bits = || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            state ^ state >> 29
        };
        let makers: [&dyn Fn(u64) -> f64; 8] = [
            &f64::from_bits,
            &|bits| bits as f64,
            &|bits| (bits >> 40) as f64 - 8e6,
            &|bits| (bits % 7) as f64 - 3.0,
            &|_| -2.5,
            // Alike in all but the lowest bits, with one far away.
            &|bits| {
                if bits % 5000 == 0 { -1e300 } else { 1.0 + (bits % 9000) as f64 * f64::EPSILON }
            },
            &|bits| {
                [f64::INFINITY, f64::NEG_INFINITY, 0.0, -0.0, f64::NAN, 1e-310]
                    [(bits >> 20) as usize % 6]
            },
            &|bits| (bits >> 11) as f64 / (1u64 << 53) as f64,
        ];
        for (maker, make) in makers.iter().enumerate() {
            for count in [0, 1, 2, 100, 2_000, 20_000] {
                let samples: Vec<f64> = (0..count).map(|_| make(bits())).collect();
                let mut expected: Vec<f64> = samples
                    .iter()
                    .filter(|sample| !sample.is_nan())
                    .map(|sample| sample + 0.0)
                    .collect();
                expected.sort_by(f64::total_cmp);
                assert!(
                    SortedSamples::new(&samples).values() == expected,
                    "maker {maker}, {count}"
                );
            }
        }
    }
}
