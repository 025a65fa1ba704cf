//! InverseGaussian.

use std::f64::consts::FRAC_2_SQRT_PI;
use std::sync::Arc;

use ulam_numeric::elementary::{exp, exp_m1, ln_1p};
use ulam_numeric::special::{normal_cdf, normal_quantile};

use super::arguments::{Rules, number, numbers};
use super::densities::scaled_erfc;
use super::inversion::continuous_quantile;
use super::moments::{NODES, WEIGHTS};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `InverseGaussian`.
pub static INVERSE_GAUSSIAN: Family = Family {
    name: "InverseGaussian",
    summary: "When a drifting random walk first reaches a level (Wald): durations, claims.",
    formula: "f(x) = sqrt(shape/(2 pi x^3)) exp(-shape (x - mean)^2 / (2 mean^2 x)). Johnson, Kotz \
              and Balakrishnan 1994, ch. 15",
    parameters: &[number("mean", "mean, above 0"), number("shape", "shape lambda, above 0")],
    example: "InverseGaussian(10, 30)",
    build,
};

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [mean, shape] = numbers(&INVERSE_GAUSSIAN, arguments)?;
    Rules(INVERSE_GAUSSIAN.name).positive("mean", mean)?;
    Rules(INVERSE_GAUSSIAN.name).positive("shape", shape)?;
    Ok(Arc::new(InverseGaussian { mean, shape }))
}

#[derive(Debug)]
struct InverseGaussian {
    mean: f64,
    shape: f64,
}

impl InverseGaussian {
    /// The two normal arguments of the distribution function, over sqrt(2).
    fn arguments(&self, x: f64) -> (f64, f64) {
        let root = (0.5 * self.shape / x).sqrt();
        (root * ((x - self.mean) / self.mean), root * ((x + self.mean) / self.mean))
    }
}

/// scaled_erfc(a) - scaled_erfc(a + distance), both positive, where they cancel from
/// scaled_erfc(x) = 2/sqrt(pi) int_0^inf exp(-t^2 - 2 x t) dt (DLMF 7.7.1).
fn scaled_erfc_difference(a: f64, distance: f64) -> f64 {
    let at_a = scaled_erfc(a);
    let difference = at_a - scaled_erfc(a + distance);
    if difference > 1e-3 * at_a {
        return difference;
    }
    let panel = 0.5 / (1.0 + a);
    let mut sum = 0.0;
    for index in 0..60 {
        let middle = panel * (f64::from(index) + 0.5);
        let mut part = 0.0;
        for (node, weight) in NODES.iter().zip(WEIGHTS) {
            for t in [middle - 0.5 * panel * node, middle + 0.5 * panel * node] {
                part -= weight * exp(-t * (t + 2.0 * a)) * exp_m1(-2.0 * distance * t);
            }
        }
        sum += part;
        if part <= 1e-17 * sum {
            break;
        }
    }
    FRAC_2_SQRT_PI * 0.5 * panel * sum
}

impl Distribution for InverseGaussian {
    fn pdf(&self, x: f64) -> f64 {
        if x <= 0.0 || x == f64::INFINITY {
            return 0.0;
        }
        let (z, _) = self.arguments(x);
        (self.shape / (std::f64::consts::TAU * x)).sqrt() / x * exp(-z * z)
    }
    fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        if x == f64::INFINITY {
            return 1.0;
        }
        // Phi(a) + exp(2 shape/mean) Phi(-b): the second term is written with the scaled
        // complementary error function since b^2 - a^2 = 4 shape/mean.
        let (a, b) = self.arguments(x);
        let second = 0.5 * exp(-a * a) * scaled_erfc(b);
        if a <= 0.0 {
            0.5 * exp(-a * a) * scaled_erfc(-a) + second
        } else {
            normal_cdf(a * std::f64::consts::SQRT_2) + second
        }
    }
    fn survival(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 1.0;
        }
        if x == f64::INFINITY {
            return 0.0;
        }
        let (a, _) = self.arguments(x);
        if a <= 0.0 {
            return 1.0 - self.cdf(x);
        }
        0.5 * exp(-a * a) * scaled_erfc_difference(a, 2.0 * (0.5 * self.shape / x).sqrt())
    }
    fn quantile(&self, p: f64) -> f64 {
        // Start from the lognormal law of the same mean and variance.
        let square = ln_1p(self.mean / self.shape);
        let guess = self.mean * exp(square.sqrt() * normal_quantile(p) - 0.5 * square);
        continuous_quantile(self, p, guess)
    }
    fn mean(&self) -> f64 {
        self.mean
    }
    fn variance(&self) -> f64 {
        self.mean * self.mean * (self.mean / self.shape)
    }
    fn skewness(&self) -> f64 {
        3.0 * (self.mean / self.shape).sqrt()
    }
    fn kurtosis(&self) -> f64 {
        3.0 + 15.0 * (self.mean / self.shape)
    }
    fn mode(&self) -> f64 {
        // mean (sqrt(1 + r^2) - r), r = 3 mean/(2 shape), without the cancellation.
        let ratio = 1.5 * self.mean / self.shape;
        self.mean / ((1.0 + ratio * ratio).sqrt() + ratio)
    }
    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }
    fn is_slow(&self) -> bool {
        true
    }
}
