//! HyperbolicSecant.

use std::f64::consts::{FRAC_2_PI, FRAC_PI_2};
use std::sync::Arc;

use ulam_numeric::elementary::{atan, cosh, exp, ln, tan};

use super::arguments::{Rules, number, numbers};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `HyperbolicSecant`.
pub static HYPERBOLIC_SECANT: Family = Family {
    name: "HyperbolicSecant",
    summary: "Like Normal with a sharper peak and heavier tails.",
    formula: "f(x) = sech(pi (x - mean)/(2 sd)) / (2 sd). Johnson, Kotz and Balakrishnan 1995, ch. 23",
    parameters: &[number("mean", "mean"), number("sd", "standard deviation, above 0")],
    example: "HyperbolicSecant(10, 2)",
    build,
};

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [mean, sd] = numbers(&HYPERBOLIC_SECANT, arguments)?;
    Rules(HYPERBOLIC_SECANT.name).positive("sd", sd)?;
    Ok(Arc::new(HyperbolicSecant { mean, sd }))
}

#[derive(Debug)]
struct HyperbolicSecant {
    mean: f64,
    sd: f64,
}

/// F(z) of the standard law.
fn standard_cdf(z: f64) -> f64 {
    if z > 0.0 { 1.0 - standard_cdf(-z) } else { FRAC_2_PI * atan(exp(FRAC_PI_2 * z)) }
}

impl Distribution for HyperbolicSecant {
    fn pdf(&self, x: f64) -> f64 {
        0.5 / (self.sd * cosh(FRAC_PI_2 * ((x - self.mean) / self.sd)))
    }
    fn cdf(&self, x: f64) -> f64 {
        standard_cdf((x - self.mean) / self.sd)
    }
    fn survival(&self, x: f64) -> f64 {
        standard_cdf((self.mean - x) / self.sd)
    }
    fn quantile(&self, p: f64) -> f64 {
        let tail = if p < 0.5 { p } else { 1.0 - p };
        let distance = -FRAC_2_PI * ln(tan(FRAC_PI_2 * tail));
        if p < 0.5 { self.mean - self.sd * distance } else { self.mean + self.sd * distance }
    }
    fn mean(&self) -> f64 {
        self.mean
    }
    fn variance(&self) -> f64 {
        self.sd * self.sd
    }
    fn skewness(&self) -> f64 {
        0.0
    }
    fn kurtosis(&self) -> f64 {
        5.0
    }
    fn mode(&self) -> f64 {
        self.mean
    }
    fn support(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }
    fn is_slow(&self) -> bool {
        true
    }
}
