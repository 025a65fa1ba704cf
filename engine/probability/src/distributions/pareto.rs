//! Pareto of the first and second kind.

use std::sync::Arc;

use ulam_numeric::dispatch;
use ulam_numeric::elementary::{exp, exp_m1, ln, ln_1p};

use super::arguments::{Rules, number, numbers};
use super::kernels::minus_ln_complement;
use super::moments::{Moments, moment_methods};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `Pareto`.
pub static PARETO: Family = Family {
    name: "Pareto",
    summary: "Heavy-tailed amounts above a threshold: large losses, incomes, city sizes.",
    formula: "P(X > x) = (scale/x)^shape for x >= scale. Johnson, Kotz and Balakrishnan 1994, ch. 20",
    parameters: &[
        number("shape", "tail index, above 0; the mean is infinite up to 1"),
        number("scale", "smallest value, above 0"),
    ],
    example: "Pareto(3, 10)",
    build: build_pareto,
};

/// The row of `Pareto2`.
pub static PARETO2: Family = Family {
    name: "Pareto2",
    summary: "A Pareto law that begins at 0 (Lomax).",
    formula: "P(X > x) = (1 + x/scale)^-shape for x >= 0. Johnson, Kotz and Balakrishnan 1994, ch. 20",
    parameters: &[
        number("shape", "tail index, above 0; the mean is infinite up to 1"),
        number("scale", "scale, above 0"),
    ],
    example: "Pareto2(3, 10)",
    build: build_pareto2,
};

fn build_pareto(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [shape, scale] = numbers(&PARETO, arguments)?;
    Rules(PARETO.name).positive("shape", shape)?;
    Rules(PARETO.name).positive("scale", scale)?;
    Ok(Arc::new(Pareto { shape, scale }))
}

fn build_pareto2(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [shape, scale] = numbers(&PARETO2, arguments)?;
    Rules(PARETO2.name).positive("shape", shape)?;
    Rules(PARETO2.name).positive("scale", scale)?;
    Ok(Arc::new(Lomax { shape, scale }))
}

/// Mean, variance, skewness and kurtosis of scale (Y - start), Y a Pareto variable from 1 up.
fn pareto_moments(shape: f64, scale: f64, start: f64) -> Moments {
    let a = shape;
    let exists = |order: f64, value: f64, otherwise: f64| if a > order { value } else { otherwise };
    Moments {
        mean: exists(1.0, scale * (a / (a - 1.0) - start), f64::INFINITY),
        variance: exists(
            2.0,
            scale / (a - 1.0) * (scale / (a - 1.0)) * (a / (a - 2.0)),
            f64::INFINITY,
        ),
        skewness: exists(3.0, 2.0 * (1.0 + a) / (a - 3.0) * ((a - 2.0) / a).sqrt(), f64::NAN),
        kurtosis: exists(
            4.0,
            3.0 * (a - 2.0) * (3.0 * a * a + a + 2.0) / (a * (a - 3.0) * (a - 4.0)),
            f64::NAN,
        ),
    }
}

#[derive(Debug)]
struct Pareto {
    shape: f64,
    scale: f64,
}

#[inline(always)]
fn pareto_quantile(shape: f64, scale: f64, p: f64) -> f64 {
    scale * exp(minus_ln_complement(p) / shape)
}

dispatch! {
    fn pareto_quantiles(shape: f64, scale: f64, probabilities: &[f64], out: &mut [f64]) {
        for (out, probability) in out.iter_mut().zip(probabilities) {
            *out = pareto_quantile(shape, scale, *probability);
        }
    }
}

impl Pareto {
    /// -ln P(X > x).
    fn hazard(&self, x: f64) -> f64 {
        if x <= self.scale {
            return 0.0;
        }
        let excess = (x - self.scale) / self.scale;
        self.shape * if excess < 0.5 { ln_1p(excess) } else { ln(x / self.scale) }
    }

    fn moments(&self) -> Moments {
        pareto_moments(self.shape, self.scale, 0.0)
    }
}

impl Distribution for Pareto {
    fn pdf(&self, x: f64) -> f64 {
        if x < self.scale { 0.0 } else { self.shape / x * exp(-self.hazard(x)) }
    }
    fn cdf(&self, x: f64) -> f64 {
        -exp_m1(-self.hazard(x))
    }
    fn survival(&self, x: f64) -> f64 {
        exp(-self.hazard(x))
    }
    fn quantile(&self, p: f64) -> f64 {
        pareto_quantile(self.shape, self.scale, p)
    }
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        pareto_quantiles(self.shape, self.scale, probabilities, out);
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        self.scale
    }
    fn support(&self) -> (f64, f64) {
        (self.scale, f64::INFINITY)
    }
}

#[derive(Debug)]
struct Lomax {
    shape: f64,
    scale: f64,
}

impl Lomax {
    /// -ln P(X > x).
    fn hazard(&self, x: f64) -> f64 {
        self.shape * ln_1p(x.max(0.0) / self.scale)
    }

    fn moments(&self) -> Moments {
        let mut moments = pareto_moments(self.shape, self.scale, 1.0);
        if self.shape > 1.0 {
            moments.mean = self.scale / (self.shape - 1.0);
        }
        moments
    }
}

impl Distribution for Lomax {
    fn pdf(&self, x: f64) -> f64 {
        if x < 0.0 {
            return 0.0;
        }
        self.shape / (self.scale + x) * exp(-self.hazard(x))
    }
    fn cdf(&self, x: f64) -> f64 {
        -exp_m1(-self.hazard(x))
    }
    fn survival(&self, x: f64) -> f64 {
        exp(-self.hazard(x))
    }
    fn quantile(&self, p: f64) -> f64 {
        self.scale * exp_m1(minus_ln_complement(p) / self.shape)
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        0.0
    }
    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }
}
