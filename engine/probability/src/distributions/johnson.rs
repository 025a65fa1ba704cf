//! Johnson's bounded and unbounded laws: transforms of a normal variable.

use std::sync::Arc;

use ulam_numeric::elementary::{asinh, cosh, exp, exp_m1, ln, sinh};
use ulam_numeric::special::{normal_cdf, normal_pdf, normal_quantile};

use super::arguments::{Rules, number, numbers};
use super::inversion::mode_by_search;
use super::logistic::logistic;
use super::moments::{Moments, integrated, moment_methods};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `JohnsonSB`.
pub static JOHNSON_SB: Family = Family {
    name: "JohnsonSB",
    summary: "A flexible bounded law, which can have one or two modes.",
    formula: "shape1 + shape2 ln((x - min)/(max - x)) is standard normal. Johnson 1949",
    parameters: &[
        number("shape1", "first shape"),
        number("shape2", "second shape, above 0"),
        number("min", "smallest value"),
        number("max", "largest value, above min"),
    ],
    example: "JohnsonSB(0.5, 1.5, 0, 10)",
    build: build_bounded,
};

/// The row of `JohnsonSU`.
pub static JOHNSON_SU: Family = Family {
    name: "JohnsonSU",
    summary: "A flexible unbounded law with heavier tails than Normal, skewed or not.",
    formula: "shape1 + shape2 asinh((x - location)/scale) is standard normal. Johnson 1949",
    parameters: &[
        number("shape1", "first shape; below 0 skews right"),
        number("shape2", "second shape, above 0"),
        number("location", "location (not the mean)"),
        number("scale", "scale, above 0 (not the standard deviation)"),
    ],
    example: "JohnsonSU(-1, 2, 10, 3)",
    build: build_unbounded,
};

fn build_bounded(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [shape1, shape2, min, max] = numbers(&JOHNSON_SB, arguments)?;
    Rules(JOHNSON_SB.name).positive("shape2", shape2)?;
    Rules(JOHNSON_SB.name).below("min", min, "max", max)?;
    Ok(Arc::new(Bounded { shape1, shape2, min, max }))
}

fn build_unbounded(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [shape1, shape2, location, scale] = numbers(&JOHNSON_SU, arguments)?;
    Rules(JOHNSON_SU.name).positive("shape2", shape2)?;
    Rules(JOHNSON_SU.name).positive("scale", scale)?;
    Ok(Arc::new(Unbounded { shape1, shape2, location, scale }))
}

#[derive(Debug)]
struct Bounded {
    shape1: f64,
    shape2: f64,
    min: f64,
    max: f64,
}

impl Bounded {
    fn standard(&self, x: f64) -> f64 {
        let odds = (x - self.min) / (self.max - x);
        self.shape1 + self.shape2 * ln(odds)
    }

    fn moments(&self) -> Moments {
        integrated(self)
    }
}

impl Distribution for Bounded {
    fn pdf(&self, x: f64) -> f64 {
        if x <= self.min || x >= self.max {
            return 0.0;
        }
        let range = self.max - self.min;
        let derivative = range / (x - self.min) / (self.max - x);
        normal_pdf(self.standard(x)) * self.shape2 * derivative
    }
    fn cdf(&self, x: f64) -> f64 {
        if x <= self.min {
            0.0
        } else if x >= self.max {
            1.0
        } else {
            normal_cdf(self.standard(x))
        }
    }
    fn survival(&self, x: f64) -> f64 {
        if x <= self.min {
            1.0
        } else if x >= self.max {
            0.0
        } else {
            normal_cdf(-self.standard(x))
        }
    }
    fn quantile(&self, p: f64) -> f64 {
        let share = logistic((normal_quantile(p) - self.shape1) / self.shape2);
        (self.min + (self.max - self.min) * share).min(self.max)
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        mode_by_search(self)
    }
    fn support(&self) -> (f64, f64) {
        (self.min, self.max)
    }
    fn is_slow(&self) -> bool {
        true
    }
}

#[derive(Debug)]
struct Unbounded {
    shape1: f64,
    shape2: f64,
    location: f64,
    scale: f64,
}

impl Unbounded {
    fn standard(&self, x: f64) -> f64 {
        self.shape1 + self.shape2 * asinh((x - self.location) / self.scale)
    }

    /// Johnson, Kotz and Balakrishnan 1994, section 12.4.3.
    fn moments(&self) -> Moments {
        let square = 1.0 / (self.shape2 * self.shape2);
        let w = exp(square);
        let excess = exp_m1(square);
        let angle = self.shape1 / self.shape2;
        let spread = w * cosh(2.0 * angle) + 1.0;
        let variance = 0.5 * excess * spread;
        let third = -0.25
            * w.sqrt()
            * excess
            * excess
            * (w * (w + 2.0) * sinh(3.0 * angle) + 3.0 * sinh(angle));
        let fourth = w * w * (w * w * (w * w + 2.0 * w + 3.0) - 3.0) * cosh(4.0 * angle)
            + 4.0 * w * w * (w + 2.0) * cosh(2.0 * angle)
            + 3.0 * (2.0 * w + 1.0);
        Moments {
            mean: self.location - self.scale * w.sqrt() * sinh(angle),
            variance: self.scale * self.scale * variance,
            skewness: third / (variance * variance.sqrt()),
            kurtosis: fourth / (2.0 * spread * spread),
        }
    }
}

impl Distribution for Unbounded {
    fn pdf(&self, x: f64) -> f64 {
        let y = (x - self.location) / self.scale;
        if y.is_infinite() {
            return 0.0;
        }
        normal_pdf(self.standard(x)) * self.shape2 / (self.scale * (1.0 + y * y).sqrt())
    }
    fn cdf(&self, x: f64) -> f64 {
        normal_cdf(self.standard(x))
    }
    fn survival(&self, x: f64) -> f64 {
        normal_cdf(-self.standard(x))
    }
    fn quantile(&self, p: f64) -> f64 {
        let angle = (normal_quantile(p) - self.shape1) / self.shape2;
        self.location + self.scale * sinh(angle)
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        mode_by_search(self)
    }
    fn support(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }
    fn is_slow(&self) -> bool {
        true
    }
}
