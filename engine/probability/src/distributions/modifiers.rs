//! Truncating and shifting a law.

use std::sync::Arc;

use super::arguments::display;
use super::constant::constant;
use super::inversion::survival_quantile;
use super::kernels::affine;
use super::moments::{Moments, integrated, moment_methods};
use crate::distribution::{Distribution, ParameterError, SharedDistribution};

/// `law` restricted to [low, high] (by value) and renormalised; an end left out stays open.
///
/// # Errors
/// A bound that is NaN, `low` above `high`, or a range that the law can't reach.
pub fn truncated(
    law: SharedDistribution,
    low: Option<f64>,
    high: Option<f64>,
) -> Result<SharedDistribution, ParameterError> {
    let (support_low, support_high) = law.support();
    let wanted_low = low.unwrap_or(f64::NEG_INFINITY);
    let wanted_high = high.unwrap_or(f64::INFINITY);
    if wanted_low.is_nan() || wanted_high.is_nan() {
        return Err(ParameterError("truncation: the bounds must be numbers".to_string()));
    }
    if wanted_low > wanted_high {
        return Err(ParameterError(format!(
            "truncation: minimum ({}) must not be above maximum ({})",
            display(wanted_low),
            display(wanted_high)
        )));
    }
    if wanted_low <= support_low && wanted_high >= support_high {
        return Ok(law);
    }
    let unreachable = || {
        ParameterError(format!(
            "truncation: the distribution has no values between {} and {} (it ranges from {} to {})",
            display(wanted_low),
            display(wanted_high),
            display(support_low),
            display(support_high)
        ))
    };
    let low = wanted_low.max(support_low);
    let high = wanted_high.min(support_high);
    if low > high {
        return Err(unreachable());
    }
    // What lies below `low`: for a discrete law without the atom on it.
    let below_low = if law.is_discrete() { low.next_down() } else { low };
    // Beyond the median the tail is what keeps its digits.
    let upper = law.survival(below_low) < 0.5;
    let (start, end) = if upper {
        (law.survival(high), law.survival(below_low))
    } else {
        (law.cdf(below_low), law.cdf(high))
    };
    let mass = end - start;
    if mass.is_nan() || mass <= 0.0 {
        return Err(unreachable());
    }
    let (low, high) = if law.is_discrete() {
        // The support begins and ends with atoms.
        let first = if upper { law.quantile(1.0 - end) } else { law.quantile(start.next_up()) };
        let last = if upper { law.quantile(1.0 - start) } else { law.quantile(end) };
        (first.clamp(low, high), last.clamp(low, high))
    } else {
        (low, high)
    };
    if low == high {
        return Ok(constant(low));
    }
    Ok(Arc::new(Truncated { law, low, high, upper, start, end, mass }))
}

/// `law` restricted to the values between its `low` and `high` percentiles, given as probabilities.
///
/// # Errors
/// Probabilities outside [0, 1], or `low` not below `high`.
pub fn truncated_by_probability(
    law: SharedDistribution,
    low: Option<f64>,
    high: Option<f64>,
) -> Result<SharedDistribution, ParameterError> {
    let (low_p, high_p) = (low.unwrap_or(0.0), high.unwrap_or(1.0));
    if !(0.0 <= low_p && low_p < high_p && high_p <= 1.0) {
        return Err(ParameterError(format!(
            "truncation: the probabilities ({} and {}) must rise between 0 and 1",
            display(low_p),
            display(high_p)
        )));
    }
    let low = (low_p > 0.0).then(|| law.quantile(low_p));
    let high = (high_p < 1.0).then(|| law.quantile(high_p));
    truncated(law, low, high)
}

/// `law` moved by `shift`.
pub fn shifted(law: SharedDistribution, shift: f64) -> SharedDistribution {
    if shift == 0.0 {
        return law;
    }
    Arc::new(Shifted { law, shift })
}

/// A law restricted to [low, high].
#[derive(Debug)]
struct Truncated {
    law: SharedDistribution,
    low: f64,
    high: f64,
    /// Whether `start` and `end` are probabilities of exceeding `high` and `low` rather than of
    /// staying below `low` and `high`.
    upper: bool,
    start: f64,
    end: f64,
    mass: f64,
}

impl Truncated {
    /// Below this, 1 - tail would have lost half of the tail's digits.
    const FAR_TAIL: f64 = 1e-8;

    fn inverts_tail(&self) -> bool {
        self.upper && self.end < Self::FAR_TAIL && !self.law.is_discrete()
    }

    /// The law's probability that the restricted law's `p` stands for.
    fn outer_probability(&self, p: f64) -> f64 {
        if self.upper { 1.0 - (self.end - p * self.mass) } else { self.start + p * self.mass }
    }

    fn moments(&self) -> Moments {
        integrated(self)
    }
}

impl Distribution for Truncated {
    fn pdf(&self, x: f64) -> f64 {
        if x < self.low || x > self.high { 0.0 } else { self.law.pdf(x) / self.mass }
    }
    fn cdf(&self, x: f64) -> f64 {
        if x < self.low {
            0.0
        } else if x >= self.high {
            1.0
        } else if self.upper {
            ((self.end - self.law.survival(x)) / self.mass).clamp(0.0, 1.0)
        } else {
            ((self.law.cdf(x) - self.start) / self.mass).clamp(0.0, 1.0)
        }
    }
    fn survival(&self, x: f64) -> f64 {
        if x < self.low {
            1.0
        } else if x >= self.high {
            0.0
        } else if self.upper {
            ((self.law.survival(x) - self.start) / self.mass).clamp(0.0, 1.0)
        } else if self.high < self.law.support().1 {
            ((self.end - self.law.cdf(x)) / self.mass).clamp(0.0, 1.0)
        } else {
            (self.law.survival(x) / self.mass).clamp(0.0, 1.0)
        }
    }
    fn quantile(&self, p: f64) -> f64 {
        if p <= 0.0 {
            return self.low;
        }
        if p >= 1.0 {
            return self.high;
        }
        let x = if self.inverts_tail() {
            survival_quantile(&*self.law, self.end - p * self.mass, self.low)
        } else {
            self.law.quantile(self.outer_probability(p))
        };
        // Not `clamp`, which panics if an end is NaN.
        x.max(self.low).min(self.high)
    }
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        const CHUNK: usize = 256;
        if self.inverts_tail() {
            for (out, probability) in out.iter_mut().zip(probabilities) {
                *out = self.quantile(*probability);
            }
            return;
        }
        let mut outer = [0.0; CHUNK];
        for (out, probabilities) in out.chunks_mut(CHUNK).zip(probabilities.chunks(CHUNK)) {
            let outer = &mut outer[..probabilities.len()];
            for (outer, probability) in outer.iter_mut().zip(probabilities) {
                *outer = self.outer_probability(*probability);
            }
            self.law.quantiles(outer, out);
            for (out, probability) in out.iter_mut().zip(probabilities) {
                let inside = out.max(self.low).min(self.high);
                *out = if *probability <= 0.0 {
                    self.low
                } else if *probability >= 1.0 {
                    self.high
                } else {
                    inside
                };
            }
        }
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        let mode = self.law.mode();
        if mode >= self.low && mode <= self.high {
            return mode;
        }
        if self.law.pdf(self.low) >= self.law.pdf(self.high) { self.low } else { self.high }
    }
    fn support(&self) -> (f64, f64) {
        (self.low, self.high)
    }
    fn is_discrete(&self) -> bool {
        self.law.is_discrete()
    }
    fn is_slow(&self) -> bool {
        self.law.is_slow() || self.inverts_tail()
    }
}

/// A law moved along the line.
#[derive(Debug)]
struct Shifted {
    law: SharedDistribution,
    shift: f64,
}

impl Shifted {
    /// `x` before the shift. Rounding must not push a discrete law's value off its atom.
    fn unshifted(&self, x: f64) -> f64 {
        let before = x - self.shift;
        let whole = before.round();
        let is_rounding = (before - whole).abs() <= 4.0 * f64::EPSILON * x.abs().max(whole.abs());
        if self.law.is_discrete() && is_rounding { whole } else { before }
    }
}

impl Distribution for Shifted {
    fn pdf(&self, x: f64) -> f64 {
        self.law.pdf(self.unshifted(x))
    }
    fn cdf(&self, x: f64) -> f64 {
        self.law.cdf(self.unshifted(x))
    }
    fn survival(&self, x: f64) -> f64 {
        self.law.survival(self.unshifted(x))
    }
    fn quantile(&self, p: f64) -> f64 {
        self.shift + self.law.quantile(p)
    }
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        self.law.quantiles(probabilities, out);
        affine(self.shift, 1.0, out);
    }
    fn quantile_of_normal(&self, z: f64) -> f64 {
        self.shift + self.law.quantile_of_normal(z)
    }
    fn quantiles_of_normal(&self, z: &[f64], out: &mut [f64]) {
        self.law.quantiles_of_normal(z, out);
        affine(self.shift, 1.0, out);
    }
    fn mean(&self) -> f64 {
        self.law.mean() + self.shift
    }
    fn variance(&self) -> f64 {
        self.law.variance()
    }
    fn skewness(&self) -> f64 {
        self.law.skewness()
    }
    fn kurtosis(&self) -> f64 {
        self.law.kurtosis()
    }
    fn mode(&self) -> f64 {
        self.law.mode() + self.shift
    }
    fn support(&self) -> (f64, f64) {
        let (low, high) = self.law.support();
        (low + self.shift, high + self.shift)
    }
    fn is_discrete(&self) -> bool {
        self.law.is_discrete()
    }
    fn is_slow(&self) -> bool {
        self.law.is_slow()
    }
}
