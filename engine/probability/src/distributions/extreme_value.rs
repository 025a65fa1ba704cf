//! Extreme values: Gumbel for largest and smallest values, the generalised law, and Fréchet.

use std::sync::Arc;

use ulam_numeric::dispatch;
use ulam_numeric::elementary::{exp, exp_m1, ln, ln_1p};
use ulam_numeric::special::gamma;

use super::arguments::{Rules, number, numbers};
use super::kernels::minus_ln_complement;
use super::moments::{Moments, integrated, moment_methods, scaled};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

const EULER_GAMMA: f64 = 0.5772156649015329;
/// 12 sqrt(6) zeta(3) / pi^3.
const GUMBEL_SKEWNESS: f64 = 1.1395470994046488;
const GUMBEL_KURTOSIS: f64 = 5.4;

/// The row of `ExtremeValueMax`.
pub static EXTREME_VALUE_MAX: Family = Family {
    name: "ExtremeValueMax",
    summary: "The largest of many values (Gumbel): yearly floods, peak loads.",
    formula: "F(x) = exp(-exp(-(x - location)/scale)). Johnson, Kotz and Balakrishnan 1995, ch. 22",
    parameters: &[number("location", "mode"), number("scale", "scale, above 0")],
    example: "ExtremeValueMax(10, 2)",
    build: build_max,
};

/// The row of `ExtremeValueMin`.
pub static EXTREME_VALUE_MIN: Family = Family {
    name: "ExtremeValueMin",
    summary: "The smallest of many values (Gumbel, mirrored): breaking strengths.",
    formula: "F(x) = 1 - exp(-exp((x - location)/scale)). Johnson, Kotz and Balakrishnan 1995, ch. 22",
    parameters: &[number("location", "mode"), number("scale", "scale, above 0")],
    example: "ExtremeValueMin(10, 2)",
    build: build_min,
};

/// The row of `GEV`.
pub static GEV: Family = Family {
    name: "GEV",
    summary: "The largest of many values, with a tail that is bounded (shape below 0), exponential \
              (0) or heavy (above 0).",
    formula: "F(x) = exp(-(1 + shape (x - location)/scale)^(-1/shape)); at shape 0 \
              ExtremeValueMax. Coles 2001, ch. 3",
    parameters: &[
        number("location", "location"),
        number("scale", "scale, above 0"),
        number("shape", "shape xi; SciPy's genextreme takes -shape"),
    ],
    example: "GEV(10, 2, 0.1)",
    build: build_gev,
};

/// The row of `Frechet`.
pub static FRECHET: Family = Family {
    name: "Frechet",
    summary: "The largest of many heavy-tailed values.",
    formula: "F(x) = exp(-((x - location)/scale)^-shape) for x > location. Johnson, Kotz and \
              Balakrishnan 1995, ch. 22",
    parameters: &[
        number("location", "smallest value"),
        number("scale", "scale, above 0"),
        number("shape", "tail index, above 0"),
    ],
    example: "Frechet(0, 10, 5)",
    build: build_frechet,
};

fn build_max(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [location, scale] = numbers(&EXTREME_VALUE_MAX, arguments)?;
    Rules(EXTREME_VALUE_MAX.name).positive("scale", scale)?;
    Ok(Arc::new(GumbelMax { location, scale }))
}

fn build_min(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [location, scale] = numbers(&EXTREME_VALUE_MIN, arguments)?;
    Rules(EXTREME_VALUE_MIN.name).positive("scale", scale)?;
    Ok(Arc::new(GumbelMin { location, scale }))
}

fn build_gev(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [location, scale, shape] = numbers(&GEV, arguments)?;
    Rules(GEV.name).positive("scale", scale)?;
    if shape == 0.0 {
        return Ok(Arc::new(GumbelMax { location, scale }));
    }
    Ok(Arc::new(GeneralizedExtremeValue { location, scale, shape }))
}

fn build_frechet(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [location, scale, shape] = numbers(&FRECHET, arguments)?;
    Rules(FRECHET.name).positive("scale", scale)?;
    Rules(FRECHET.name).positive("shape", shape)?;
    Ok(Arc::new(Frechet { location, scale, shape }))
}

#[inline(always)]
fn gumbel_max_quantile(location: f64, scale: f64, p: f64) -> f64 {
    location - scale * ln(-ln(p))
}

#[inline(always)]
fn gumbel_min_quantile(location: f64, scale: f64, p: f64) -> f64 {
    location + scale * ln(minus_ln_complement(p))
}

#[inline(always)]
fn frechet_quantile(location: f64, scale: f64, shape: f64, p: f64) -> f64 {
    location + scale * exp(-ln(-ln(p)) / shape)
}

dispatch! {
    fn gumbel_max_quantiles(location: f64, scale: f64, probabilities: &[f64], out: &mut [f64]) {
        for (out, probability) in out.iter_mut().zip(probabilities) {
            *out = gumbel_max_quantile(location, scale, *probability);
        }
    }

    fn gumbel_min_quantiles(location: f64, scale: f64, probabilities: &[f64], out: &mut [f64]) {
        for (out, probability) in out.iter_mut().zip(probabilities) {
            *out = gumbel_min_quantile(location, scale, *probability);
        }
    }

    fn frechet_quantiles(
        location: f64,
        scale: f64,
        shape: f64,
        probabilities: &[f64],
        out: &mut [f64],
    ) {
        for (out, probability) in out.iter_mut().zip(probabilities) {
            *out = frechet_quantile(location, scale, shape, *probability);
        }
    }
}

#[derive(Debug)]
struct GumbelMax {
    location: f64,
    scale: f64,
}

impl GumbelMax {
    fn moments(&self) -> Moments {
        Moments {
            mean: self.location + EULER_GAMMA * self.scale,
            variance: gumbel_variance(self.scale),
            skewness: GUMBEL_SKEWNESS,
            kurtosis: GUMBEL_KURTOSIS,
        }
    }
}

fn gumbel_variance(scale: f64) -> f64 {
    std::f64::consts::PI * std::f64::consts::PI / 6.0 * scale * scale
}

impl Distribution for GumbelMax {
    fn pdf(&self, x: f64) -> f64 {
        let z = (x - self.location) / self.scale;
        exp(-z - exp(-z)) / self.scale
    }
    fn cdf(&self, x: f64) -> f64 {
        exp(-exp((self.location - x) / self.scale))
    }
    fn survival(&self, x: f64) -> f64 {
        -exp_m1(-exp((self.location - x) / self.scale))
    }
    fn quantile(&self, p: f64) -> f64 {
        gumbel_max_quantile(self.location, self.scale, p)
    }
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        gumbel_max_quantiles(self.location, self.scale, probabilities, out);
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        self.location
    }
    fn support(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }
}

#[derive(Debug)]
struct GumbelMin {
    location: f64,
    scale: f64,
}

impl GumbelMin {
    fn moments(&self) -> Moments {
        Moments {
            mean: self.location - EULER_GAMMA * self.scale,
            variance: gumbel_variance(self.scale),
            skewness: -GUMBEL_SKEWNESS,
            kurtosis: GUMBEL_KURTOSIS,
        }
    }
}

impl Distribution for GumbelMin {
    fn pdf(&self, x: f64) -> f64 {
        let z = (x - self.location) / self.scale;
        exp(z - exp(z)) / self.scale
    }
    fn cdf(&self, x: f64) -> f64 {
        -exp_m1(-exp((x - self.location) / self.scale))
    }
    fn survival(&self, x: f64) -> f64 {
        exp(-exp((x - self.location) / self.scale))
    }
    fn quantile(&self, p: f64) -> f64 {
        gumbel_min_quantile(self.location, self.scale, p)
    }
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        gumbel_min_quantiles(self.location, self.scale, probabilities, out);
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        self.location
    }
    fn support(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }
}

/// The generalised law with a shape other than 0.
#[derive(Debug)]
struct GeneralizedExtremeValue {
    location: f64,
    scale: f64,
    shape: f64,
}

impl GeneralizedExtremeValue {
    /// -ln F(x), itself standard exponential.
    fn exponent(&self, x: f64) -> f64 {
        let argument = (self.shape * ((x - self.location) / self.scale)).max(-1.0);
        exp(-ln_1p(argument) / self.shape)
    }

    fn moments(&self) -> Moments {
        if self.shape.abs() < 0.05 {
            return integrated(self);
        }
        // X = end + (scale/shape) W^-shape with W exponential, E[W^(-k shape)] = Gamma(1 - k shape).
        let factor = self.scale / self.shape;
        let raw = scaled(factor, |k| {
            if k * self.shape >= 1.0 { f64::INFINITY } else { gamma(1.0 - k * self.shape) }
        });
        Moments::from_raw(self, self.location - factor, raw)
    }
}

impl Distribution for GeneralizedExtremeValue {
    fn pdf(&self, x: f64) -> f64 {
        let argument = self.shape * ((x - self.location) / self.scale);
        if argument <= -1.0 {
            return 0.0;
        }
        let log_exponent = -ln_1p(argument) / self.shape;
        exp((self.shape + 1.0) * log_exponent - exp(log_exponent)) / self.scale
    }
    fn cdf(&self, x: f64) -> f64 {
        exp(-self.exponent(x))
    }
    fn survival(&self, x: f64) -> f64 {
        -exp_m1(-self.exponent(x))
    }
    fn quantile(&self, p: f64) -> f64 {
        self.location + self.scale * (exp_m1(-self.shape * ln(-ln(p))) / self.shape)
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        if self.shape <= -1.0 {
            return self.support().1;
        }
        let power = exp_m1(-self.shape * ln_1p(self.shape));
        self.location + self.scale * (power / self.shape)
    }
    fn support(&self) -> (f64, f64) {
        let end = self.location - self.scale / self.shape;
        if self.shape > 0.0 { (end, f64::INFINITY) } else { (f64::NEG_INFINITY, end) }
    }
    fn is_slow(&self) -> bool {
        true
    }
}

#[derive(Debug)]
struct Frechet {
    location: f64,
    scale: f64,
    shape: f64,
}

impl Frechet {
    /// ln of -ln F(x).
    fn log_exponent(&self, x: f64) -> f64 {
        -self.shape * ln(((x - self.location) / self.scale).max(0.0))
    }

    fn moments(&self) -> Moments {
        let raw = scaled(self.scale, |k| {
            if k >= self.shape { f64::INFINITY } else { gamma(1.0 - k / self.shape) }
        });
        Moments::from_raw(self, self.location, raw)
    }
}

impl Distribution for Frechet {
    fn pdf(&self, x: f64) -> f64 {
        if x <= self.location || x == f64::INFINITY {
            return 0.0;
        }
        let log_exponent = self.log_exponent(x);
        self.shape / (x - self.location) * exp(log_exponent - exp(log_exponent))
    }
    fn cdf(&self, x: f64) -> f64 {
        exp(-exp(self.log_exponent(x)))
    }
    fn survival(&self, x: f64) -> f64 {
        -exp_m1(-exp(self.log_exponent(x)))
    }
    fn quantile(&self, p: f64) -> f64 {
        frechet_quantile(self.location, self.scale, self.shape, p)
    }
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        frechet_quantiles(self.location, self.scale, self.shape, probabilities, out);
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        self.location + self.scale * exp(-ln_1p(1.0 / self.shape) / self.shape)
    }
    fn support(&self) -> (f64, f64) {
        (self.location, f64::INFINITY)
    }
}
