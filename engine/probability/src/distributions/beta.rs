//! Beta, on [0, 1] and on any interval, and Pert.

use std::sync::Arc;

use ulam_numeric::special::{beta_i_inverse_pair, beta_i_pair};

use super::arguments::{Rules, number, numbers};
use super::constant::constant;
use super::densities::beta_density;
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// Beyond, the incomplete beta function would take very long.
pub const SHAPE_MAX: f64 = 1e10;

const FORMULA: &str = "f(x) = y^(a - 1) (1 - y)^(b - 1) / (B(a, b) (max - min)) with \
    y = (x - min)/(max - min). Johnson, Kotz and Balakrishnan 1995, ch. 25";

/// The row of `Beta`.
pub static BETA: Family = Family {
    name: "Beta",
    summary: "A proportion or probability between 0 and 1.",
    formula: FORMULA,
    parameters: &[number("a", "first shape, above 0"), number("b", "second shape, above 0")],
    example: "Beta(2, 5)",
    build: build_beta,
};

/// The row of `BetaGeneral`.
pub static BETA_GENERAL: Family = Family {
    name: "BetaGeneral",
    summary: "A beta law stretched between any two bounds.",
    formula: FORMULA,
    parameters: &[
        number("a", "first shape, above 0"),
        number("b", "second shape, above 0"),
        number("min", "smallest value"),
        number("max", "largest value, above min"),
    ],
    example: "BetaGeneral(2, 5, 10, 20)",
    build: build_general,
};

/// The row of `Pert`.
pub static PERT: Family = Family {
    name: "Pert",
    summary: "An estimate by its smallest, most likely and largest value, smooth and with less \
              weight on the ends than Triangular.",
    formula: "BetaGeneral(1 + 4(most_likely - min)/(max - min), 1 + 4(max - most_likely)/(max - min), \
              min, max); its mean is (min + 4 most_likely + max)/6. Malcolm et al. 1959",
    parameters: &[
        number("minimum", "smallest value"),
        number("most_likely", "most likely value, between minimum and maximum"),
        number("maximum", "largest value (equal to minimum gives a constant)"),
    ],
    example: "Pert(8, 10, 15)",
    build: build_pert,
};

fn build_beta(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [a, b] = numbers(&BETA, arguments)?;
    let rules = Rules(BETA.name);
    rules.positive("a", a)?;
    rules.positive("b", b)?;
    rules.within("a", a, 0.0, SHAPE_MAX)?;
    rules.within("b", b, 0.0, SHAPE_MAX)?;
    Ok(Arc::new(Beta { a, b, min: 0.0, max: 1.0 }))
}

fn build_general(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [a, b, min, max] = numbers(&BETA_GENERAL, arguments)?;
    let rules = Rules(BETA_GENERAL.name);
    rules.positive("a", a)?;
    rules.positive("b", b)?;
    rules.within("a", a, 0.0, SHAPE_MAX)?;
    rules.within("b", b, 0.0, SHAPE_MAX)?;
    rules.below("min", min, "max", max)?;
    Ok(Arc::new(Beta { a, b, min, max }))
}

fn build_pert(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [min, mode, max] = numbers(&PERT, arguments)?;
    let rules = Rules(PERT.name);
    rules.not_above("minimum", min, "most_likely", mode)?;
    rules.not_above("most_likely", mode, "maximum", max)?;
    if min == max {
        return Ok(constant(min));
    }
    rules.below("minimum", min, "maximum", max)?;
    let a = 1.0 + 4.0 * ((mode - min) / (max - min));
    let b = 1.0 + 4.0 * ((max - mode) / (max - min));
    Ok(Arc::new(Beta { a, b, min, max }))
}

#[derive(Debug)]
struct Beta {
    a: f64,
    b: f64,
    min: f64,
    max: f64,
}

impl Beta {
    /// P(X <= x) and P(X > x).
    fn tails(&self, x: f64) -> (f64, f64) {
        let range = self.max - self.min;
        let share = ((x - self.min) / range).clamp(0.0, 1.0);
        let rest = ((self.max - x) / range).clamp(0.0, 1.0);
        beta_i_pair(self.a, self.b, share, rest)
    }
}

impl Distribution for Beta {
    fn pdf(&self, x: f64) -> f64 {
        let range = self.max - self.min;
        beta_density(self.a, self.b, (x - self.min) / range, (self.max - x) / range) / range
    }
    fn cdf(&self, x: f64) -> f64 {
        self.tails(x).0
    }
    fn survival(&self, x: f64) -> f64 {
        self.tails(x).1
    }
    fn quantile(&self, p: f64) -> f64 {
        let (share, rest) = beta_i_inverse_pair(self.a, self.b, p, 1.0 - p);
        let range = self.max - self.min;
        if share <= 0.5 { self.min + range * share } else { self.max - range * rest }
    }
    fn mean(&self) -> f64 {
        self.min + (self.max - self.min) * (self.a / (self.a + self.b))
    }
    fn variance(&self) -> f64 {
        let sum = self.a + self.b;
        let range = self.max - self.min;
        (self.a / sum) * (self.b / sum) / (sum + 1.0) * range * range
    }
    fn skewness(&self) -> f64 {
        let (a, b) = (self.a, self.b);
        2.0 * (b - a) * (a + b + 1.0).sqrt() / ((a + b + 2.0) * (a.sqrt() * b.sqrt()))
    }
    fn kurtosis(&self) -> f64 {
        let (a, b) = (self.a, self.b);
        let sum = a + b;
        let difference = a - b;
        3.0 + 6.0 * (difference * difference * (sum + 1.0) - a * b * (sum + 2.0))
            / (a * b * (sum + 2.0) * (sum + 3.0))
    }
    fn mode(&self) -> f64 {
        let (a, b) = (self.a, self.b);
        let share = if a > 1.0 && b > 1.0 {
            (a - 1.0) / (a + b - 2.0)
        } else if a == b {
            if a == 1.0 { 0.5 } else { 0.0 }
        } else if a < b {
            0.0
        } else {
            1.0
        };
        self.min + (self.max - self.min) * share
    }
    fn support(&self) -> (f64, f64) {
        (self.min, self.max)
    }
    fn is_slow(&self) -> bool {
        true
    }
}
