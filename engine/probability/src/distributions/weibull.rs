//! Weibull and Rayleigh.

use std::sync::Arc;

use ulam_numeric::dispatch;
use ulam_numeric::elementary::{exp, exp_m1, ln, pow};
use ulam_numeric::special::gamma;

use super::arguments::{Rules, number, numbers, optional};
use super::kernels::minus_ln_complement;
use super::moments::{Moments, moment_methods, scaled};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `Weibull`.
pub static WEIBULL: Family = Family {
    name: "Weibull",
    summary: "Lifetimes whose failure rate falls (shape below 1) or rises (above 1) with age.",
    formula: "F(x) = 1 - exp(-((x - location)/scale)^shape). Johnson, Kotz and Balakrishnan 1994, \
              ch. 21",
    parameters: &[
        number("shape", "shape, above 0"),
        number("scale", "scale, above 0"),
        optional("location", "smallest value", 0.0),
    ],
    example: "Weibull(2, 10)",
    build: build_weibull,
};

/// The row of `Rayleigh`.
pub static RAYLEIGH: Family = Family {
    name: "Rayleigh",
    summary: "The length of a vector of two independent normal components; wind speeds.",
    formula: "F(x) = 1 - exp(-(x/b)^2 / 2), which is Weibull(2, b sqrt(2))",
    parameters: &[number("b", "standard deviation of each component, above 0")],
    example: "Rayleigh(5)",
    build: build_rayleigh,
};

fn build_weibull(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [shape, scale, location] = numbers(&WEIBULL, arguments)?;
    Rules(WEIBULL.name).positive("shape", shape)?;
    Rules(WEIBULL.name).positive("scale", scale)?;
    Ok(Arc::new(Weibull { shape, scale, location }))
}

fn build_rayleigh(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [b] = numbers(&RAYLEIGH, arguments)?;
    Rules(RAYLEIGH.name).positive("b", b)?;
    Ok(Arc::new(Weibull { shape: 2.0, scale: b * std::f64::consts::SQRT_2, location: 0.0 }))
}

#[derive(Debug)]
struct Weibull {
    shape: f64,
    scale: f64,
    location: f64,
}

#[inline(always)]
fn quantile(shape: f64, scale: f64, location: f64, p: f64) -> f64 {
    location + scale * exp(ln(minus_ln_complement(p)) / shape)
}

dispatch! {
    fn weibull_quantiles(
        shape: f64,
        scale: f64,
        location: f64,
        probabilities: &[f64],
        out: &mut [f64],
    ) {
        for (out, probability) in out.iter_mut().zip(probabilities) {
            *out = quantile(shape, scale, location, *probability);
        }
    }
}

impl Weibull {
    fn hazard(&self, x: f64) -> f64 {
        let y = (x - self.location) / self.scale;
        if y <= 0.0 { 0.0 } else { pow(y, self.shape) }
    }

    fn moments(&self) -> Moments {
        let raw = scaled(self.scale, |k| gamma(1.0 + k / self.shape));
        Moments::from_raw(self, self.location, raw)
    }
}

impl Distribution for Weibull {
    fn pdf(&self, x: f64) -> f64 {
        let y = (x - self.location) / self.scale;
        if y < 0.0 {
            return 0.0;
        }
        self.shape / self.scale * pow(y, self.shape - 1.0) * exp(-self.hazard(x))
    }
    fn cdf(&self, x: f64) -> f64 {
        -exp_m1(-self.hazard(x))
    }
    fn survival(&self, x: f64) -> f64 {
        exp(-self.hazard(x))
    }
    fn quantile(&self, p: f64) -> f64 {
        quantile(self.shape, self.scale, self.location, p)
    }
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        weibull_quantiles(self.shape, self.scale, self.location, probabilities, out);
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        if self.shape <= 1.0 {
            return self.location;
        }
        self.location + self.scale * pow((self.shape - 1.0) / self.shape, 1.0 / self.shape)
    }
    fn support(&self) -> (f64, f64) {
        (self.location, f64::INFINITY)
    }
}
