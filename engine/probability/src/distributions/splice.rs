//! Splice: the left of one law and the right of another.

use std::sync::Arc;

use super::arguments::{display, law, law_at, number, number_at};
use super::inversion::survival_quantile;
use super::moments::{Moments, integrated, moment_methods};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `Splice`.
pub static SPLICE: Family = Family {
    name: "Splice",
    summary: "The left part of one law and the right part of another: a body and a tail.",
    formula: "f(x) = f_left(x)/A for x <= at and f_right(x)/A above, A = F_left(at) + 1 - F_right(at): \
              both parts keep their relative weight",
    parameters: &[
        law("left", "the law up to the splice point"),
        law("right", "the law above it"),
        number("at", "the splice point"),
    ],
    example: "Splice(Normal(1, 1), Pareto(1.5, 1), 2)",
    build,
};

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let left = law_at(&SPLICE, arguments, 0)?;
    let right = law_at(&SPLICE, arguments, 1)?;
    let at = number_at(&SPLICE, arguments, 2)?;
    if left.is_discrete() != right.is_discrete() {
        return Err(ParameterError(
            "Splice: both distributions must be continuous, or both discrete".to_string(),
        ));
    }
    let (below, above) = (left.cdf(at), right.survival(at));
    if !(below > 0.0 && above > 0.0) {
        return Err(ParameterError(format!(
            "Splice: the left distribution must reach below {} and the right one above it",
            display(at)
        )));
    }
    Ok(Arc::new(Splice { left, right, at, below, above, area: below + above }))
}

#[derive(Debug)]
struct Splice {
    left: SharedDistribution,
    right: SharedDistribution,
    at: f64,
    /// F_left(at).
    below: f64,
    /// 1 - F_right(at).
    above: f64,
    area: f64,
}

impl Splice {
    fn moments(&self) -> Moments {
        integrated(self)
    }
}

impl Distribution for Splice {
    fn pdf(&self, x: f64) -> f64 {
        let law = if x <= self.at { &self.left } else { &self.right };
        law.pdf(x) / self.area
    }
    fn cdf(&self, x: f64) -> f64 {
        if x <= self.at {
            self.left.cdf(x) / self.area
        } else {
            1.0 - self.right.survival(x) / self.area
        }
    }
    fn survival(&self, x: f64) -> f64 {
        if x <= self.at {
            1.0 - self.left.cdf(x) / self.area
        } else {
            self.right.survival(x) / self.area
        }
    }
    fn quantile(&self, p: f64) -> f64 {
        if p.is_nan() || !(0.0..=1.0).contains(&p) {
            return f64::NAN;
        }
        let left = p * self.area;
        if left <= self.below {
            return self.left.quantile(left).min(self.at);
        }
        let tail = (1.0 - p) * self.area;
        // Close to 1, 1 - tail would lose the tail's digits.
        if tail < 1e-3 && !self.right.is_discrete() {
            return survival_quantile(&*self.right, tail, self.right.quantile(1.0 - tail))
                .max(self.at);
        }
        self.right.quantile(1.0 - tail.min(self.above)).max(self.at)
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        let (left, right) = (self.left.mode(), self.right.mode());
        let mut best = self.at;
        for candidate in [left.min(self.at), right.max(self.at.next_up())] {
            if self.pdf(candidate) > self.pdf(best) {
                best = candidate;
            }
        }
        best
    }
    fn support(&self) -> (f64, f64) {
        (self.left.support().0, self.right.support().1)
    }
    fn is_discrete(&self) -> bool {
        self.left.is_discrete()
    }
    fn is_slow(&self) -> bool {
        self.left.is_slow() || self.right.is_slow()
    }
}
