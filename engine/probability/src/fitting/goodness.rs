//! How far a law is from the observations.

use ulam_numeric::elementary::{ln, pow};
use ulam_numeric::special::gamma_q;

use super::sample::Sample;
use crate::distribution::Distribution;

/// Fewest observations that a class of the chi-squared statistic is expected to hold.
const EXPECTED_MIN: f64 = 5.0;
/// Most classes.
const CLASSES_MAX: f64 = 500.0;

/// Pearson's chi-squared statistic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChiSquared {
    /// The sum over classes of (observed - expected)^2 / expected.
    pub statistic: f64,
    /// Number of classes.
    pub classes: usize,
    /// Classes less one less the parameters that were estimated; not above 0 where there are too
    /// few classes.
    pub degrees: i64,
    /// P(chi-squared with that many degrees > statistic). Approximate, since the parameters were
    /// estimated from the observations and not from the classes (Chernoff and Lehmann 1954).
    pub p_value: Option<f64>,
}

/// The Kolmogorov-Smirnov statistic: the largest distance between the empirical and the law's
/// distribution function (on both sides of each jump).
pub fn kolmogorov_smirnov(law: &dyn Distribution, sample: &Sample) -> f64 {
    let count = sample.count();
    let mut largest = 0.0f64;
    let mut before = 0.0;
    for (value, times) in &sample.distinct {
        let probability = law.cdf(*value);
        let after = before + times;
        // The discrete laws that are fitted have whole atoms.
        let just_below = if law.is_discrete() { law.cdf(*value - 1.0) } else { probability };
        largest = largest.max((after / count - probability).abs());
        largest = largest.max((just_below - before / count).abs());
        before = after;
    }
    largest
}

/// The Anderson-Darling statistic of a continuous law; `None` of a discrete one, for which it isn't
/// defined, and infinite where an observation is impossible.
pub fn anderson_darling(law: &dyn Distribution, sample: &Sample) -> Option<f64> {
    if law.is_discrete() {
        return None;
    }
    // Stephens 1974: A^2 = -n - 1/n sum (2i - 1) (ln F(x_i) + ln(1 - F(x_(n+1-i)))); the second term
    // reads 2(n - i) + 1 where the sum runs over one observation at a time.
    let count = sample.count();
    let mut rank = 0.0;
    let terms = sample.distinct.iter().map(|(value, times)| {
        // Ranks rank + 1 to rank + times.
        let from_below = times * (2.0 * rank + times);
        let from_above = times * (2.0 * (count - rank) - times);
        rank += times;
        let tail = |weight: f64, probability: f64| weight * ln(probability.max(0.0));
        tail(from_below, law.cdf(*value)) + tail(from_above, law.survival(*value))
    });
    let total = super::sample::sum(terms);
    Some(-count - total / count)
}

/// The chi-squared statistic over classes of equal probability, about 2 n^(2/5) of them (Moore
/// 1986); those of a discrete law are as near to that as its atoms allow.
pub fn chi_squared(
    law: &dyn Distribution,
    sample: &Sample,
    estimated: usize,
) -> Option<ChiSquared> {
    let count = sample.count();
    let wanted = (2.0 * pow(count, 0.4)).ceil().min(count / EXPECTED_MIN).clamp(1.0, CLASSES_MAX);
    let (observed, expected) = if law.is_discrete() {
        discrete_classes(law, sample, wanted)
    } else {
        let classes = wanted as usize;
        let mut observed = vec![0.0; classes];
        for (value, times) in &sample.distinct {
            let class = (law.cdf(*value) * wanted) as usize;
            observed[class.min(classes - 1)] += times;
        }
        (observed, vec![count / wanted; classes])
    };
    let classes = observed.len();
    if classes < 2 {
        return None;
    }
    let statistic = observed
        .iter()
        .zip(&expected)
        .map(|(observed, expected)| (observed - expected) * (observed - expected) / expected)
        .sum::<f64>();
    let degrees = classes as i64 - 1 - estimated as i64;
    let p_value = (degrees > 0).then(|| gamma_q(0.5 * degrees as f64, 0.5 * statistic));
    Some(ChiSquared { statistic, classes, degrees, p_value })
}

/// Observed and expected counts of classes that end at quantiles.
fn discrete_classes(law: &dyn Distribution, sample: &Sample, wanted: f64) -> (Vec<f64>, Vec<f64>) {
    let count = sample.count();
    let at_or_below = |edge: f64| {
        let end = sample.distinct.partition_point(|(value, _)| *value <= edge);
        sample.distinct[..end].iter().map(|(_, times)| times).sum::<f64>()
    };
    let mut observed = Vec::new();
    let mut expected = Vec::new();
    let (mut seen, mut covered) = (0.0, 0.0);
    for class in 1..wanted as usize {
        let edge = law.quantile(class as f64 / wanted);
        let probability = law.cdf(edge);
        let share = (probability - covered) * count;
        let rest = (1.0 - probability) * count;
        if share >= EXPECTED_MIN - 1e-9 && rest >= EXPECTED_MIN - 1e-9 {
            let below = at_or_below(edge);
            observed.push(below - seen);
            expected.push(share);
            (seen, covered) = (below, probability);
        }
    }
    observed.push(count - seen);
    expected.push((1.0 - covered) * count);
    (observed, expected)
}
