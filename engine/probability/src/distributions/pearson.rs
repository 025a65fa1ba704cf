//! Pearson types 5 (inverse gamma) and 6 (beta prime), and F.

use std::sync::Arc;

use ulam_numeric::special::{beta_i_inverse_pair, beta_i_pair, gamma_p, gamma_q, gamma_q_inverse};

use super::arguments::{Rules, number, numbers};
use super::beta::SHAPE_MAX;
use super::densities::{beta_density, gamma_density};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `Pearson5`.
pub static PEARSON5: Family = Family {
    name: "Pearson5",
    summary: "The inverse of a gamma variable (inverse gamma): heavy-tailed waiting times.",
    formula: "f(x) = exp(-scale/x) (x/scale)^-(shape + 1) / (scale Gamma(shape)). Johnson, Kotz and \
              Balakrishnan 1994, ch. 12 and 17",
    parameters: &[number("shape", "shape, above 0"), number("scale", "scale, above 0")],
    example: "Pearson5(5, 8)",
    build: build_pearson5,
};

/// The row of `Pearson6`.
pub static PEARSON6: Family = Family {
    name: "Pearson6",
    summary: "The ratio of two gamma variables (beta prime).",
    formula: "f(x) = (x/scale)^(a - 1) / (scale B(a, b) (1 + x/scale)^(a + b)). Johnson, Kotz and \
              Balakrishnan 1995, ch. 27",
    parameters: &[
        number("a", "first shape, above 0"),
        number("b", "second shape, above 0"),
        number("scale", "scale, above 0"),
    ],
    example: "Pearson6(3, 6, 10)",
    build: build_pearson6,
};

/// The row of `F`.
pub static F: Family = Family {
    name: "F",
    summary: "The ratio of two independent mean squares.",
    formula: "Pearson6(degrees1/2, degrees2/2, degrees2/degrees1)",
    parameters: &[
        number("degrees1", "degrees of freedom of the numerator, above 0"),
        number("degrees2", "degrees of freedom of the denominator, above 0"),
    ],
    example: "F(5, 12)",
    build: build_f,
};

fn build_pearson5(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [shape, scale] = numbers(&PEARSON5, arguments)?;
    Rules(PEARSON5.name).positive("shape", shape)?;
    Rules(PEARSON5.name).positive("scale", scale)?;
    Ok(Arc::new(InverseGamma { shape, scale }))
}

fn build_pearson6(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [a, b, scale] = numbers(&PEARSON6, arguments)?;
    Rules(PEARSON6.name).positive("a", a)?;
    Rules(PEARSON6.name).positive("b", b)?;
    Rules(PEARSON6.name).within("a", a, 0.0, SHAPE_MAX)?;
    Rules(PEARSON6.name).within("b", b, 0.0, SHAPE_MAX)?;
    Rules(PEARSON6.name).positive("scale", scale)?;
    Ok(Arc::new(BetaPrime { a, b, scale }))
}

fn build_f(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [numerator, denominator] = numbers(&F, arguments)?;
    Rules(F.name).positive("degrees1", numerator)?;
    Rules(F.name).positive("degrees2", denominator)?;
    Rules(F.name).within("degrees1", numerator, 0.0, SHAPE_MAX)?;
    Rules(F.name).within("degrees2", denominator, 0.0, SHAPE_MAX)?;
    Ok(Arc::new(BetaPrime {
        a: 0.5 * numerator,
        b: 0.5 * denominator,
        scale: denominator / numerator,
    }))
}

#[derive(Debug)]
struct InverseGamma {
    shape: f64,
    scale: f64,
}

impl Distribution for InverseGamma {
    fn pdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        let y = self.scale / x;
        gamma_density(self.shape, y) * y / x
    }
    fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 { 0.0 } else { gamma_q(self.shape, self.scale / x) }
    }
    fn survival(&self, x: f64) -> f64 {
        if x <= 0.0 { 1.0 } else { gamma_p(self.shape, self.scale / x) }
    }
    fn quantile(&self, p: f64) -> f64 {
        self.scale / gamma_q_inverse(self.shape, p)
    }
    fn mean(&self) -> f64 {
        if self.shape > 1.0 { self.scale / (self.shape - 1.0) } else { f64::INFINITY }
    }
    fn variance(&self) -> f64 {
        if self.shape <= 2.0 {
            return f64::INFINITY;
        }
        let mean = self.mean();
        mean * mean / (self.shape - 2.0)
    }
    fn skewness(&self) -> f64 {
        if self.shape <= 3.0 {
            return f64::NAN;
        }
        4.0 * (self.shape - 2.0).sqrt() / (self.shape - 3.0)
    }
    fn kurtosis(&self) -> f64 {
        if self.shape <= 4.0 {
            return f64::NAN;
        }
        3.0 + (30.0 * self.shape - 66.0) / ((self.shape - 3.0) * (self.shape - 4.0))
    }
    fn mode(&self) -> f64 {
        self.scale / (self.shape + 1.0)
    }
    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }
    fn is_slow(&self) -> bool {
        true
    }
}

/// scale Y/(1 - Y) with Y a beta variable.
#[derive(Debug)]
struct BetaPrime {
    a: f64,
    b: f64,
    scale: f64,
}

impl BetaPrime {
    /// Y and 1 - Y at `x`, both without cancellation.
    fn shares(&self, x: f64) -> (f64, f64) {
        if x == f64::INFINITY {
            return (1.0, 0.0);
        }
        let sum = x + self.scale;
        (x / sum, self.scale / sum)
    }

    /// P(X <= x) and P(X > x), for x >= 0.
    fn tails(&self, x: f64) -> (f64, f64) {
        let (share, rest) = self.shares(x);
        beta_i_pair(self.a, self.b, share, rest)
    }
}

impl Distribution for BetaPrime {
    fn pdf(&self, x: f64) -> f64 {
        if x < 0.0 {
            return 0.0;
        }
        let (share, rest) = self.shares(x);
        beta_density(self.a, self.b, share, rest) * rest * rest / self.scale
    }
    fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 { 0.0 } else { self.tails(x).0 }
    }
    fn survival(&self, x: f64) -> f64 {
        if x <= 0.0 { 1.0 } else { self.tails(x).1 }
    }
    fn quantile(&self, p: f64) -> f64 {
        let (share, rest) = beta_i_inverse_pair(self.a, self.b, p, 1.0 - p);
        self.scale * (share / rest)
    }
    fn mean(&self) -> f64 {
        if self.b > 1.0 { self.scale * (self.a / (self.b - 1.0)) } else { f64::INFINITY }
    }
    fn variance(&self) -> f64 {
        let (a, b) = (self.a, self.b);
        if b <= 2.0 {
            return f64::INFINITY;
        }
        let unit = self.scale / (b - 1.0);
        unit * unit * a * ((a + b - 1.0) / (b - 2.0))
    }
    fn skewness(&self) -> f64 {
        let (a, b) = (self.a, self.b);
        if b <= 3.0 {
            return f64::NAN;
        }
        2.0 * (2.0 * a + b - 1.0) / (b - 3.0) * ((b - 2.0) / (a * (a + b - 1.0))).sqrt()
    }
    fn kurtosis(&self) -> f64 {
        let (a, b) = (self.a, self.b);
        if b <= 4.0 {
            return f64::NAN;
        }
        let product = a * (a + b - 1.0);
        3.0 + 6.0 * (product * (5.0 * b - 11.0) + (b - 1.0) * (b - 1.0) * (b - 2.0))
            / (product * (b - 3.0) * (b - 4.0))
    }
    fn mode(&self) -> f64 {
        self.scale * ((self.a - 1.0).max(0.0) / (self.b + 1.0))
    }
    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }
    fn is_slow(&self) -> bool {
        true
    }
}
