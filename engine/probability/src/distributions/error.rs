//! Error (generalised error, or generalised normal).

use std::sync::Arc;

use ulam_numeric::elementary::{exp, ln, pow};
use ulam_numeric::special::{gamma_p, gamma_p_inverse, gamma_q, gamma_q_inverse, ln_gamma};

use super::arguments::{Rules, number, numbers};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `Error`.
pub static ERROR: Family = Family {
    name: "Error",
    summary: "A symmetric law from peaked (shape 1: Laplace) over normal (2) to flat (large).",
    formula: "f(x) = shape exp(-|z|^shape) / (2 scale Gamma(1/shape)) with z = (x - location)/scale. \
              Nadarajah 2005",
    parameters: &[
        number("location", "mean"),
        number("scale", "scale, above 0; at shape 2 the standard deviation is scale/sqrt(2)"),
        number("shape", "shape, above 0"),
    ],
    example: "Error(10, 2, 1.5)",
    build,
};

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [location, scale, shape] = numbers(&ERROR, arguments)?;
    Rules(ERROR.name).positive("scale", scale)?;
    Rules(ERROR.name).positive("shape", shape)?;
    Rules(ERROR.name).within("shape", shape, 0.01, 1000.0)?;
    Ok(Arc::new(GeneralizedError { location, scale, shape }))
}

#[derive(Debug)]
struct GeneralizedError {
    location: f64,
    scale: f64,
    shape: f64,
}

impl GeneralizedError {
    fn power(&self, x: f64) -> f64 {
        pow(((x - self.location) / self.scale).abs(), self.shape)
    }

    /// P(X > location + |x - location|).
    fn tail(&self, x: f64) -> f64 {
        0.5 * gamma_q(1.0 / self.shape, self.power(x))
    }
}

impl Distribution for GeneralizedError {
    fn pdf(&self, x: f64) -> f64 {
        let exponent = -self.power(x) - ln_gamma(1.0 / self.shape);
        0.5 * self.shape / self.scale * exp(exponent)
    }
    fn cdf(&self, x: f64) -> f64 {
        if x <= self.location {
            self.tail(x)
        } else {
            0.5 + 0.5 * gamma_p(1.0 / self.shape, self.power(x))
        }
    }
    fn survival(&self, x: f64) -> f64 {
        if x >= self.location {
            self.tail(x)
        } else {
            0.5 + 0.5 * gamma_p(1.0 / self.shape, self.power(x))
        }
    }
    fn quantile(&self, p: f64) -> f64 {
        let tail = if p < 0.5 { p } else { 1.0 - p };
        let power = if tail > 0.25 {
            gamma_p_inverse(1.0 / self.shape, 1.0 - 2.0 * tail)
        } else {
            gamma_q_inverse(1.0 / self.shape, 2.0 * tail)
        };
        let distance = self.scale * exp(ln(power) / self.shape);
        if p < 0.5 { self.location - distance } else { self.location + distance }
    }
    fn mean(&self) -> f64 {
        self.location
    }
    fn variance(&self) -> f64 {
        let ratio = exp(ln_gamma(3.0 / self.shape) - ln_gamma(1.0 / self.shape));
        self.scale * self.scale * ratio
    }
    fn skewness(&self) -> f64 {
        0.0
    }
    fn kurtosis(&self) -> f64 {
        exp(ln_gamma(5.0 / self.shape) + ln_gamma(1.0 / self.shape)
            - 2.0 * ln_gamma(3.0 / self.shape))
    }
    fn mode(&self) -> f64 {
        self.location
    }
    fn support(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }
    fn is_slow(&self) -> bool {
        true
    }
}
