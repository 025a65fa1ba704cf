//! Gamma, Erlang and chi-squared.

use std::sync::Arc;

use ulam_numeric::special::{gamma_p, gamma_p_inverse, gamma_q};

use super::arguments::{Rules, number, numbers};
use super::densities::gamma_density;
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

const FORMULA: &str = "f(x) = (x/scale)^(shape - 1) exp(-x/scale) / (scale Gamma(shape)). Johnson, \
    Kotz and Balakrishnan 1994, ch. 17 and 18";

/// The row of `Gamma`.
pub static GAMMA: Family = Family {
    name: "Gamma",
    summary: "Waiting times and positive, right-skewed amounts.",
    formula: FORMULA,
    parameters: &[number("shape", "shape, above 0"), number("scale", "scale, above 0")],
    example: "Gamma(2, 3)",
    build: build_gamma,
};

/// The row of `Erlang`.
pub static ERLANG: Family = Family {
    name: "Erlang",
    summary: "The time until several events of a steady random stream have happened.",
    formula: "Gamma(m, scale) for a whole m",
    parameters: &[
        number("m", "number of events, a whole number, at least 1"),
        number("scale", "mean time between events, above 0"),
    ],
    example: "Erlang(3, 2)",
    build: build_erlang,
};

/// The row of `ChiSquared`.
pub static CHI_SQUARED: Family = Family {
    name: "ChiSquared",
    summary: "The sum of squares of independent standard normal values.",
    formula: "Gamma(degrees/2, 2)",
    parameters: &[number("degrees", "degrees of freedom, above 0")],
    example: "ChiSquared(4)",
    build: build_chi_squared,
};

fn build_gamma(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [shape, scale] = numbers(&GAMMA, arguments)?;
    Rules(GAMMA.name).positive("shape", shape)?;
    Rules(GAMMA.name).positive("scale", scale)?;
    Ok(Arc::new(Gamma { shape, scale }))
}

fn build_erlang(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [shape, scale] = numbers(&ERLANG, arguments)?;
    Rules(ERLANG.name).whole("m", shape, 1.0, 1e15)?;
    Rules(ERLANG.name).positive("scale", scale)?;
    Ok(Arc::new(Gamma { shape, scale }))
}

fn build_chi_squared(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [degrees] = numbers(&CHI_SQUARED, arguments)?;
    Rules(CHI_SQUARED.name).positive("degrees", degrees)?;
    Ok(Arc::new(Gamma { shape: 0.5 * degrees, scale: 2.0 }))
}

#[derive(Debug)]
struct Gamma {
    shape: f64,
    scale: f64,
}

impl Distribution for Gamma {
    fn pdf(&self, x: f64) -> f64 {
        gamma_density(self.shape, x / self.scale) / self.scale
    }
    fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 { 0.0 } else { gamma_p(self.shape, x / self.scale) }
    }
    fn survival(&self, x: f64) -> f64 {
        if x <= 0.0 { 1.0 } else { gamma_q(self.shape, x / self.scale) }
    }
    fn quantile(&self, p: f64) -> f64 {
        self.scale * gamma_p_inverse(self.shape, p)
    }
    fn mean(&self) -> f64 {
        self.shape * self.scale
    }
    fn variance(&self) -> f64 {
        self.shape * self.scale * self.scale
    }
    fn skewness(&self) -> f64 {
        2.0 / self.shape.sqrt()
    }
    fn kurtosis(&self) -> f64 {
        3.0 + 6.0 / self.shape
    }
    fn mode(&self) -> f64 {
        (self.shape - 1.0).max(0.0) * self.scale
    }
    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }
    fn is_slow(&self) -> bool {
        true
    }
}
