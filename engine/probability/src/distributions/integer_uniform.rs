//! IntegerUniform.

use std::sync::Arc;

use ulam_numeric::dispatch;

use super::arguments::{Rules, number, numbers};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `IntegerUniform`.
pub static INTEGER_UNIFORM: Family = Family {
    name: "IntegerUniform",
    summary: "Any whole number between two bounds, all equally likely; a fair die is \
              IntegerUniform(1, 6).",
    formula: "P(X = k) = 1/(max - min + 1) for k = min, ..., max",
    parameters: &[
        number("min", "smallest value, a whole number"),
        number("max", "largest value, a whole number, at least min"),
    ],
    example: "IntegerUniform(1, 6)",
    build,
};

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    const LARGEST: f64 = 4503599627370496.0; // 2^52: the count of values must be exact
    let [min, max] = numbers(&INTEGER_UNIFORM, arguments)?;
    let rules = Rules(INTEGER_UNIFORM.name);
    rules.whole("min", min, -LARGEST, LARGEST)?;
    rules.whole("max", max, -LARGEST, LARGEST)?;
    rules.not_above("min", min, "max", max)?;
    Ok(Arc::new(IntegerUniform { min, count: max - min + 1.0 }))
}

#[derive(Clone, Copy, Debug)]
struct IntegerUniform {
    min: f64,
    count: f64,
}

/// The smallest k in [0, count) with (k + 1)/count >= p; the product's rounding is put right by
/// one step either way.
#[inline(always)]
fn rank(count: f64, p: f64) -> f64 {
    let mut k = (p * count).ceil() - 1.0;
    k = if (k + 1.0) / count < p { k + 1.0 } else { k };
    k = if k / count >= p { k - 1.0 } else { k };
    k = if k < 0.0 { 0.0 } else { k };
    if k > count - 1.0 { count - 1.0 } else { k }
}

dispatch! {
    fn integer_uniform_quantiles(min: f64, count: f64, probabilities: &[f64], out: &mut [f64]) {
        for (out, probability) in out.iter_mut().zip(probabilities) {
            *out = min + rank(count, *probability);
        }
    }
}

impl Distribution for IntegerUniform {
    fn pdf(&self, x: f64) -> f64 {
        let k = x - self.min;
        if k >= 0.0 && k < self.count && k.trunc() == k { 1.0 / self.count } else { 0.0 }
    }
    fn cdf(&self, x: f64) -> f64 {
        (((x - self.min).floor() + 1.0) / self.count).clamp(0.0, 1.0)
    }
    fn survival(&self, x: f64) -> f64 {
        ((self.count - 1.0 - (x - self.min).floor()) / self.count).clamp(0.0, 1.0)
    }
    fn quantile(&self, p: f64) -> f64 {
        self.min + rank(self.count, p)
    }
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        integer_uniform_quantiles(self.min, self.count, probabilities, out);
    }
    fn mean(&self) -> f64 {
        self.min + 0.5 * (self.count - 1.0)
    }
    fn variance(&self) -> f64 {
        (self.count - 1.0) * (self.count + 1.0) / 12.0
    }
    fn skewness(&self) -> f64 {
        if self.count == 1.0 { f64::NAN } else { 0.0 }
    }
    fn kurtosis(&self) -> f64 {
        let square = self.count * self.count;
        1.2 * (1.5 * square - 3.5) / (square - 1.0)
    }
    fn mode(&self) -> f64 {
        self.min
    }
    fn support(&self) -> (f64, f64) {
        (self.min, self.min + (self.count - 1.0))
    }
    fn is_discrete(&self) -> bool {
        true
    }
}
