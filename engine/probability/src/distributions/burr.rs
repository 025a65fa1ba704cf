//! Burr type 12 and Dagum (Burr type 3).

use std::sync::Arc;

use ulam_numeric::elementary::{exp, exp_m1, ln, ln_1p};
use ulam_numeric::special::ln_beta;

use super::arguments::{Rules, number, numbers};
use super::kernels::minus_ln_complement;
use super::moments::{Moments, moment_methods, scaled};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `Burr12`.
pub static BURR12: Family = Family {
    name: "Burr12",
    summary: "Incomes, losses and lifetimes: two shapes for the bulk and the tail (Singh-Maddala).",
    formula: "P(X > x) = (1 + ((x - location)/scale)^shape1)^-shape2. Burr 1942",
    parameters: &[
        number("location", "smallest value"),
        number("scale", "scale, above 0"),
        number("shape1", "first shape, above 0"),
        number("shape2", "second shape, above 0"),
    ],
    example: "Burr12(0, 10, 3, 2)",
    build: build_burr,
};

/// The row of `Dagum`.
pub static DAGUM: Family = Family {
    name: "Dagum",
    summary: "Incomes: two shapes for the tail and the bulk (Burr type 3).",
    formula: "F(x) = (1 + ((x - location)/scale)^-shape1)^-shape2. Dagum 1977",
    parameters: &[
        number("location", "smallest value"),
        number("scale", "scale, above 0"),
        number("shape1", "first shape, above 0: the tail index"),
        number("shape2", "second shape, above 0"),
    ],
    example: "Dagum(0, 10, 5, 2)",
    build: build_dagum,
};

fn build_burr(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [location, scale, shape1, shape2] = numbers(&BURR12, arguments)?;
    Rules(BURR12.name).positive("scale", scale)?;
    Rules(BURR12.name).positive("shape1", shape1)?;
    Rules(BURR12.name).positive("shape2", shape2)?;
    Ok(Arc::new(Burr12 { location, scale, shape1, shape2 }))
}

fn build_dagum(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [location, scale, shape1, shape2] = numbers(&DAGUM, arguments)?;
    Rules(DAGUM.name).positive("scale", scale)?;
    Rules(DAGUM.name).positive("shape1", shape1)?;
    Rules(DAGUM.name).positive("shape2", shape2)?;
    Ok(Arc::new(Dagum { location, scale, shape1, shape2 }))
}

/// ln(1 + e^t).
fn softplus(t: f64) -> f64 {
    if t > 0.0 { t + ln_1p(exp(-t)) } else { ln_1p(exp(t)) }
}

/// ln(e^t - 1), for t > 0.
fn log_exp_m1(t: f64) -> f64 {
    if t > 1.0 { t + ln_1p(-exp(-t)) } else { ln(exp_m1(t)) }
}

/// Limit of a density at the location, where it behaves like `factor` y^(`order` - 1)/scale.
fn density_at_start(order: f64, factor: f64, scale: f64) -> f64 {
    match order.partial_cmp(&1.0) {
        Some(std::cmp::Ordering::Less) => f64::INFINITY,
        Some(std::cmp::Ordering::Equal) => factor / scale,
        _ => 0.0,
    }
}

#[derive(Debug)]
struct Burr12 {
    location: f64,
    scale: f64,
    shape1: f64,
    shape2: f64,
}

impl Burr12 {
    /// shape1 ln((x - location)/scale).
    fn log_power(&self, x: f64) -> f64 {
        self.shape1 * ln(((x - self.location) / self.scale).max(0.0))
    }

    fn moments(&self) -> Moments {
        let (c, k) = (self.shape1, self.shape2);
        let raw = scaled(self.scale, |order| {
            let tail = k - order / c;
            if tail <= 0.0 { f64::INFINITY } else { k * exp(ln_beta(tail, 1.0 + order / c)) }
        });
        Moments::from_raw(self, self.location, raw)
    }
}

impl Distribution for Burr12 {
    fn pdf(&self, x: f64) -> f64 {
        let y = (x - self.location) / self.scale;
        if y < 0.0 || y == f64::INFINITY {
            return 0.0;
        }
        if y == 0.0 {
            return density_at_start(self.shape1, self.shape2, self.scale);
        }
        let t = self.log_power(x);
        self.shape1 * self.shape2 / (y * self.scale) * exp(t - (self.shape2 + 1.0) * softplus(t))
    }
    fn cdf(&self, x: f64) -> f64 {
        -exp_m1(-self.shape2 * softplus(self.log_power(x)))
    }
    fn survival(&self, x: f64) -> f64 {
        exp(-self.shape2 * softplus(self.log_power(x)))
    }
    fn quantile(&self, p: f64) -> f64 {
        let t = log_exp_m1(minus_ln_complement(p) / self.shape2);
        self.location + self.scale * exp(t / self.shape1)
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        if self.shape1 <= 1.0 {
            return self.location;
        }
        let ratio = (self.shape1 - 1.0) / (self.shape1 * self.shape2 + 1.0);
        self.location + self.scale * exp(ln(ratio) / self.shape1)
    }
    fn support(&self) -> (f64, f64) {
        (self.location, f64::INFINITY)
    }
    fn is_slow(&self) -> bool {
        true
    }
}

#[derive(Debug)]
struct Dagum {
    location: f64,
    scale: f64,
    shape1: f64,
    shape2: f64,
}

impl Dagum {
    /// -shape1 ln((x - location)/scale).
    fn log_power(&self, x: f64) -> f64 {
        -self.shape1 * ln(((x - self.location) / self.scale).max(0.0))
    }

    fn moments(&self) -> Moments {
        let (a, b) = (self.shape1, self.shape2);
        let raw = scaled(self.scale, |order| {
            let tail = 1.0 - order / a;
            if tail <= 0.0 { f64::INFINITY } else { b * exp(ln_beta(b + order / a, tail)) }
        });
        Moments::from_raw(self, self.location, raw)
    }
}

impl Distribution for Dagum {
    fn pdf(&self, x: f64) -> f64 {
        let y = (x - self.location) / self.scale;
        if y < 0.0 || y == f64::INFINITY {
            return 0.0;
        }
        if y == 0.0 {
            let order = self.shape1 * self.shape2;
            return density_at_start(order, order, self.scale);
        }
        let t = self.log_power(x);
        self.shape1 * self.shape2 / (y * self.scale) * exp(t - (self.shape2 + 1.0) * softplus(t))
    }
    fn cdf(&self, x: f64) -> f64 {
        exp(-self.shape2 * softplus(self.log_power(x)))
    }
    fn survival(&self, x: f64) -> f64 {
        -exp_m1(-self.shape2 * softplus(self.log_power(x)))
    }
    fn quantile(&self, p: f64) -> f64 {
        let t = log_exp_m1(-ln(p) / self.shape2);
        self.location + self.scale * exp(-t / self.shape1)
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        let order = self.shape1 * self.shape2;
        if order <= 1.0 {
            return self.location;
        }
        let ratio = (order - 1.0) / (self.shape1 + 1.0);
        self.location + self.scale * exp(ln(ratio) / self.shape1)
    }
    fn support(&self) -> (f64, f64) {
        (self.location, f64::INFINITY)
    }
    fn is_slow(&self) -> bool {
        true
    }
}
