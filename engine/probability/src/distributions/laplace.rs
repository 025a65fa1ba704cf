//! Laplace.

use std::sync::Arc;

use ulam_numeric::dispatch;
use ulam_numeric::elementary::{exp, ln};

use super::arguments::{Rules, number, numbers};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `Laplace`.
pub static LAPLACE: Family = Family {
    name: "Laplace",
    summary: "Two exponential laws back to back: errors with a sharp peak and heavy tails.",
    formula: "f(x) = exp(-|x - location|/scale) / (2 scale). Johnson, Kotz and Balakrishnan 1995, \
              ch. 24",
    parameters: &[
        number("location", "middle"),
        number("scale", "scale, above 0; the standard deviation is scale sqrt(2)"),
    ],
    example: "Laplace(10, 2)",
    build,
};

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [location, scale] = numbers(&LAPLACE, arguments)?;
    Rules(LAPLACE.name).positive("scale", scale)?;
    Ok(Arc::new(Laplace { location, scale }))
}

#[derive(Debug)]
struct Laplace {
    location: f64,
    scale: f64,
}

#[inline(always)]
fn quantile(location: f64, scale: f64, p: f64) -> f64 {
    let upper = 1.0 - p;
    let tail = if p < 0.5 { p } else { upper };
    let distance = scale * -ln(2.0 * tail);
    if p < 0.5 { location - distance } else { location + distance }
}

dispatch! {
    fn laplace_quantiles(location: f64, scale: f64, probabilities: &[f64], out: &mut [f64]) {
        for (out, probability) in out.iter_mut().zip(probabilities) {
            *out = quantile(location, scale, *probability);
        }
    }
}

impl Distribution for Laplace {
    fn pdf(&self, x: f64) -> f64 {
        0.5 * exp(-(x - self.location).abs() / self.scale) / self.scale
    }
    fn cdf(&self, x: f64) -> f64 {
        let tail = 0.5 * exp(-(x - self.location).abs() / self.scale);
        if x < self.location { tail } else { 1.0 - tail }
    }
    fn survival(&self, x: f64) -> f64 {
        let tail = 0.5 * exp(-(x - self.location).abs() / self.scale);
        if x > self.location { tail } else { 1.0 - tail }
    }
    fn quantile(&self, p: f64) -> f64 {
        quantile(self.location, self.scale, p)
    }
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        laplace_quantiles(self.location, self.scale, probabilities, out);
    }
    fn mean(&self) -> f64 {
        self.location
    }
    fn variance(&self) -> f64 {
        2.0 * self.scale * self.scale
    }
    fn skewness(&self) -> f64 {
        0.0
    }
    fn kurtosis(&self) -> f64 {
        6.0
    }
    fn mode(&self) -> f64 {
        self.location
    }
    fn support(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }
}
