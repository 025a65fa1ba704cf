//! Kumaraswamy.

use std::sync::Arc;

use ulam_numeric::elementary::{exp, exp_m1, ln, ln_1p};
use ulam_numeric::special::ln_beta;

use super::arguments::{Rules, number, numbers, optional};
use super::kernels::minus_ln_complement;
use super::moments::{Moments, moment_methods, scaled};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `Kumaraswamy`.
pub static KUMARASWAMY: Family = Family {
    name: "Kumaraswamy",
    summary: "A bounded law much like BetaGeneral, with a simple distribution function.",
    formula: "F(x) = 1 - (1 - y^a)^b with y = (x - min)/(max - min). Kumaraswamy 1980",
    parameters: &[
        number("a", "first shape, above 0"),
        number("b", "second shape, above 0"),
        optional("min", "smallest value", 0.0),
        optional("max", "largest value, above min", 1.0),
    ],
    example: "Kumaraswamy(2, 5, 0, 10)",
    build,
};

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [a, b, min, max] = numbers(&KUMARASWAMY, arguments)?;
    let rules = Rules(KUMARASWAMY.name);
    rules.positive("a", a)?;
    rules.positive("b", b)?;
    rules.below("min", min, "max", max)?;
    Ok(Arc::new(Kumaraswamy { a, b, min, max }))
}

#[derive(Debug)]
struct Kumaraswamy {
    a: f64,
    b: f64,
    min: f64,
    max: f64,
}

impl Kumaraswamy {
    /// ln y and ln(1 - y^a), for x inside.
    fn logarithms(&self, x: f64) -> (f64, f64) {
        let range = self.max - self.min;
        let rest = (self.max - x) / range;
        let log_share = if rest < 0.5 { ln_1p(-rest) } else { ln((x - self.min) / range) };
        let log_power = self.a * log_share;
        let log_rest =
            if log_power < -0.7 { ln_1p(-exp(log_power)) } else { ln(-exp_m1(log_power)) };
        (log_share, log_rest)
    }

    fn moments(&self) -> Moments {
        let raw = scaled(self.max - self.min, |k| self.b * exp(ln_beta(1.0 + k / self.a, self.b)));
        Moments::from_raw(self, self.min, raw)
    }
}

impl Distribution for Kumaraswamy {
    fn pdf(&self, x: f64) -> f64 {
        if x < self.min || x > self.max {
            return 0.0;
        }
        let (a, b) = (self.a, self.b);
        let range = self.max - self.min;
        let at_end = |shape: f64| match shape.partial_cmp(&1.0) {
            Some(std::cmp::Ordering::Less) => f64::INFINITY,
            Some(std::cmp::Ordering::Equal) => a * b / range,
            _ => 0.0,
        };
        if x == self.min {
            return at_end(a);
        }
        if x == self.max {
            return at_end(b);
        }
        let (log_share, log_rest) = self.logarithms(x);
        a * b * exp((a - 1.0) * log_share + (b - 1.0) * log_rest) / range
    }
    fn cdf(&self, x: f64) -> f64 {
        if x <= self.min {
            0.0
        } else if x >= self.max {
            1.0
        } else {
            -exp_m1(self.b * self.logarithms(x).1)
        }
    }
    fn survival(&self, x: f64) -> f64 {
        if x <= self.min {
            1.0
        } else if x >= self.max {
            0.0
        } else {
            exp(self.b * self.logarithms(x).1)
        }
    }
    fn quantile(&self, p: f64) -> f64 {
        let power = -exp_m1(-minus_ln_complement(p) / self.b);
        let share = exp(ln(power) / self.a);
        (self.min + (self.max - self.min) * share).min(self.max)
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        let (a, b) = (self.a, self.b);
        let share = if a > 1.0 && b > 1.0 {
            exp(ln((a - 1.0) / (a * b - 1.0)) / a)
        } else if a <= 1.0 && (b >= 1.0 || a <= b) {
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
