//! Confidence intervals of means, percentiles and probabilities, for independent trials.

use ulam_numeric::special::{beta_i, normal_quantile};

use super::sorted::SortedSamples;
use super::summary::Summary;

/// A two-sided interval; `None` on a side where the samples give no bound.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// A probability estimated from how often something happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Proportion {
    /// The share of trials in which it happened.
    pub estimate: f64,
    /// Lower end of the confidence interval.
    pub low: f64,
    /// Upper end of the confidence interval.
    pub high: f64,
}

/// The interval of the mean at confidence `level` (such as 0.95) by the central limit theorem:
/// mean ± z · standard error. `None` where the mean or its error is unknown or `level` isn't
/// between 0 and 1.
pub fn mean_interval(summary: &Summary, level: f64) -> Option<Interval> {
    let half_width = standard_errors(level)? * summary.standard_error?;
    let mean = summary.mean?;
    Some(Interval { low: Some(mean - half_width), high: Some(mean + half_width) })
}

/// The interval of the percentile at `probability` (0 to 1) at confidence `level`, without
/// assumptions on the distribution: two samples that have the percentile between them with at
/// least that confidence, since the number of samples below it is binomial (David and Nagaraja
/// 2003, "Order Statistics", section 7.1).
///
/// An end is `None` where even the smallest or largest sample isn't far enough out. `None`
/// altogether without samples, or with `probability` or `level` not between 0 and 1.
pub fn percentile_interval(
    samples: &SortedSamples,
    probability: f64,
    level: f64,
) -> Option<Interval> {
    let values = samples.values();
    if values.is_empty() || !is_inside_unit(probability) || !is_inside_unit(level) {
        return None;
    }
    let count = values.len();
    let half_risk = (1.0 - level) / 2.0;
    // P(at most k samples below the percentile), which grows with k.
    let at_most = |k: usize| {
        if k >= count {
            return 1.0;
        }
        beta_i((count - k) as f64, k as f64 + 1.0, 1.0 - probability)
    };
    // The largest rank r (from 1) with P(fewer than r below) <= half_risk.
    let low_rank = first_index(count, |k| at_most(k) > half_risk);
    // The smallest rank r with P(r or more below) <= half_risk.
    let high_rank = first_index(count, |k| at_most(k) >= 1.0 - half_risk) + 1;
    Some(Interval {
        low: low_rank.checked_sub(1).and_then(|index| values.get(index)).copied(),
        high: values.get(high_rank - 1).copied(),
    })
}

/// The probability of something that happened in `happened` of `count` trials, with Wilson's
/// (1927) score interval at confidence `level`. `None` without trials, with more events than
/// trials, or `level` not between 0 and 1.
pub fn probability(happened: u64, count: u64, level: f64) -> Option<Proportion> {
    if count == 0 || happened > count {
        return None;
    }
    let z = standard_errors(level)?;
    let n = count as f64;
    let estimate = happened as f64 / n;
    let shrink = 1.0 + z * z / n;
    let centre = (estimate + z * z / (2.0 * n)) / shrink;
    let variance = estimate * (1.0 - estimate) / n + z * z / (4.0 * n * n);
    let half_width = z * variance.sqrt() / shrink;
    // At 0 and 1 the interval ends there; rounding mustn't say otherwise.
    Some(Proportion {
        estimate,
        low: if happened == 0 { 0.0 } else { (centre - half_width).clamp(0.0, estimate) },
        high: if happened == count { 1.0 } else { (centre + half_width).clamp(estimate, 1.0) },
    })
}

/// How many standard errors of a normal estimate its interval extends to each side.
fn standard_errors(level: f64) -> Option<f64> {
    is_inside_unit(level).then(|| -normal_quantile((1.0 - level) / 2.0))
}

fn is_inside_unit(number: f64) -> bool {
    number > 0.0 && number < 1.0
}

/// The first index below `count` for which a condition holds that holds for all after it, else
/// `count`.
fn first_index(count: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
