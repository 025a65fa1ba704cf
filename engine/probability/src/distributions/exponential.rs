//! Exponential.

use std::sync::Arc;

use ulam_numeric::dispatch;
use ulam_numeric::elementary::{exp, exp_m1};

use super::arguments::{Rules, number, numbers};
use super::kernels::minus_ln_complement;
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `Exponential`.
pub static EXPONENTIAL: Family = Family {
    name: "Exponential",
    summary: "The time to the next event of a steady random stream, given its mean (not its rate).",
    formula: "f(x) = exp(-x/mean)/mean for x >= 0. Johnson, Kotz and Balakrishnan 1994, ch. 19",
    parameters: &[number("mean", "mean, above 0")],
    example: "Exponential(10)",
    build,
};

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [mean] = numbers(&EXPONENTIAL, arguments)?;
    Rules(EXPONENTIAL.name).positive("mean", mean)?;
    Ok(Arc::new(Exponential { mean }))
}

#[derive(Debug)]
struct Exponential {
    mean: f64,
}

dispatch! {
    fn exponential_quantiles(mean: f64, probabilities: &[f64], out: &mut [f64]) {
        for (out, probability) in out.iter_mut().zip(probabilities) {
            *out = mean * minus_ln_complement(*probability);
        }
    }
}

impl Distribution for Exponential {
    fn pdf(&self, x: f64) -> f64 {
        if x < 0.0 { 0.0 } else { exp(-x / self.mean) / self.mean }
    }
    fn cdf(&self, x: f64) -> f64 {
        -exp_m1(-x.max(0.0) / self.mean)
    }
    fn survival(&self, x: f64) -> f64 {
        exp(-x.max(0.0) / self.mean)
    }
    fn quantile(&self, p: f64) -> f64 {
        self.mean * minus_ln_complement(p)
    }
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        exponential_quantiles(self.mean, probabilities, out);
    }
    fn mean(&self) -> f64 {
        self.mean
    }
    fn variance(&self) -> f64 {
        self.mean * self.mean
    }
    fn skewness(&self) -> f64 {
        2.0
    }
    fn kurtosis(&self) -> f64 {
        9.0
    }
    fn mode(&self) -> f64 {
        0.0
    }
    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }
}
