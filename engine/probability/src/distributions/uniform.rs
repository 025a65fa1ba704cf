//! Uniform.

use std::sync::Arc;

use ulam_numeric::dispatch;

use super::arguments::{Rules, number, numbers};
use super::constant::constant;
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `Uniform`.
pub static UNIFORM: Family = Family {
    name: "Uniform",
    summary: "Any value between two bounds, all equally likely.",
    formula: "f(x) = 1/(max - min) for min <= x <= max. Johnson, Kotz and Balakrishnan 1995, \
              Continuous Univariate Distributions 2, ch. 26",
    parameters: &[
        number("min", "smallest value"),
        number("max", "largest value, at least min (equal gives a constant)"),
    ],
    example: "Uniform(10, 20)",
    build,
};

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [min, max] = numbers(&UNIFORM, arguments)?;
    if min == max {
        return Ok(constant(min));
    }
    Rules(UNIFORM.name).below("min", min, "max", max)?;
    Ok(Arc::new(Uniform { min, max }))
}

#[derive(Debug)]
struct Uniform {
    min: f64,
    max: f64,
}

#[inline(always)]
fn quantile(min: f64, max: f64, p: f64) -> f64 {
    let x = min + (max - min) * p;
    if x > max { max } else { x }
}

dispatch! {
    fn uniform_quantiles(min: f64, max: f64, probabilities: &[f64], out: &mut [f64]) {
        for (out, probability) in out.iter_mut().zip(probabilities) {
            *out = quantile(min, max, *probability);
        }
    }
}

impl Distribution for Uniform {
    fn pdf(&self, x: f64) -> f64 {
        if x >= self.min && x <= self.max { 1.0 / (self.max - self.min) } else { 0.0 }
    }
    fn cdf(&self, x: f64) -> f64 {
        ((x - self.min) / (self.max - self.min)).clamp(0.0, 1.0)
    }
    fn survival(&self, x: f64) -> f64 {
        ((self.max - x) / (self.max - self.min)).clamp(0.0, 1.0)
    }
    fn quantile(&self, p: f64) -> f64 {
        quantile(self.min, self.max, p)
    }
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        uniform_quantiles(self.min, self.max, probabilities, out);
    }
    fn mean(&self) -> f64 {
        0.5 * self.min + 0.5 * self.max
    }
    fn variance(&self) -> f64 {
        let range = self.max - self.min;
        range * range / 12.0
    }
    fn skewness(&self) -> f64 {
        0.0
    }
    fn kurtosis(&self) -> f64 {
        1.8
    }
    fn mode(&self) -> f64 {
        self.mean()
    }
    fn support(&self) -> (f64, f64) {
        (self.min, self.max)
    }
}
