//! SkewNormal.

use std::f64::consts::{FRAC_1_PI, FRAC_PI_2, SQRT_2};
use std::sync::Arc;

use ulam_numeric::elementary::{atan, cos, exp};
use ulam_numeric::special::{normal_cdf, normal_pdf, normal_quantile};

use super::arguments::{Rules, number, numbers};
use super::inversion::continuous_quantile;
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `SkewNormal`.
pub static SKEW_NORMAL: Family = Family {
    name: "SkewNormal",
    summary: "A normal law leaning to one side.",
    formula: "f(x) = 2 phi(z) Phi(shape z)/scale with z = (x - location)/scale. Azzalini 1985",
    parameters: &[
        number("location", "location (not the mean)"),
        number("scale", "scale, above 0 (not the standard deviation)"),
        number("shape", "shape; above 0 leans right, 0 is Normal"),
    ],
    example: "SkewNormal(10, 2, 4)",
    aliases: &[],
    build,
};

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [location, scale, shape] = numbers(&SKEW_NORMAL, arguments)?;
    Rules(SKEW_NORMAL.name).positive("scale", scale)?;
    Rules(SKEW_NORMAL.name).within("shape", shape, -1e6, 1e6)?;
    Ok(Arc::new(SkewNormal { location, scale, shape, tails: Tails::new(shape.abs()) }))
}

/// The standard law of a shape a >= 0 through Owen's function
/// T(z, a) = (1/2pi) int_0^atan(a) exp(-z^2 sec(theta)^2 / 2) dtheta.
///
/// P(Z <= -z) = 2(T(z, inf) - T(z, a)) and P(Z > z) = Phi(-z) + 2 T(z, a) for z >= 0: integrals of
/// positive functions over the angles above and below atan(a), so both tails keep their relative
/// accuracy.
#[derive(Debug)]
struct Tails {
    above: Vec<(f64, f64)>,
    below: Vec<(f64, f64)>,
}

impl Tails {
    fn new(shape: f64) -> Tails {
        // pi/2 - atan(a) is atan(1/a), without cancellation.
        let (angle, rest) = if shape > 1.0 {
            let rest = atan(1.0 / shape);
            (FRAC_PI_2 - rest, rest)
        } else {
            let angle = atan(shape);
            (angle, FRAC_PI_2 - angle)
        };
        let start_square = 1.0 + shape * shape;
        Tails {
            // sec^2 at angle atan(a) + t is 1/cos^2; near pi/2 it is infinite and the term 0.
            above: rule(rest, &|t| {
                let cosine = cos(angle + t);
                let direct = 1.0 / (cosine * cosine);
                // Close to a steep start, expand around it instead: tan' = sec^2.
                let tangent = ulam_numeric::elementary::tan(t);
                let shifted = (shape + tangent) / (1.0 - shape * tangent);
                if shape * tangent < 0.5 { 1.0 + shifted * shifted } else { direct }
                    .max(start_square)
            }),
            below: rule(angle, &|t| {
                let cosine = cos(t);
                1.0 / (cosine * cosine)
            }),
        }
    }

    /// P(Z <= -z), z >= 0.
    fn lower(&self, z: f64) -> f64 {
        FRAC_1_PI * integral(&self.above, z)
    }

    /// P(Z > z), z >= 0.
    fn upper(&self, z: f64) -> f64 {
        normal_cdf(-z) + FRAC_1_PI * integral(&self.below, z)
    }
}

/// Sum of weight exp(-z^2 s/2).
fn integral(rule: &[(f64, f64)], z: f64) -> f64 {
    let half = -0.5 * z * z;
    let largest = rule.first().map_or(0.0, |(secant_square, _)| half * secant_square);
    let mut sum = 0.0;
    for (secant_square, weight) in rule {
        let exponent = half * secant_square;
        // What is e^-45 of the largest term is beyond the last digit.
        if exponent > largest - 45.0 {
            sum += weight * exp(exponent);
        }
    }
    sum
}

/// A composite Gauss-Legendre rule on [0, length], graded towards 0 where exp(-z^2 sec^2/2) falls
/// fastest: pairs of sec^2 and weight.
fn rule(length: f64, secant_square: &dyn Fn(f64) -> f64) -> Vec<(f64, f64)> {
    const PANELS: i32 = 14;
    let mut nodes = Vec::new();
    let mut start = 0.0;
    for panel in (0..PANELS).rev() {
        let stop = length / f64::from(1_u32 << panel);
        let (middle, half) = (0.5 * (start + stop), 0.5 * (stop - start));
        for (node, weight) in super::moments::NODES.iter().zip(super::moments::WEIGHTS) {
            for t in [middle - half * node, middle + half * node] {
                nodes.push((secant_square(t), weight * half));
            }
        }
        start = stop;
    }
    nodes
}

#[derive(Debug)]
struct SkewNormal {
    location: f64,
    scale: f64,
    shape: f64,
    tails: Tails,
}

impl SkewNormal {
    /// P(Z <= z) and P(Z > z) of the standard law with shape |a|.
    fn standard(&self, z: f64) -> (f64, f64) {
        if z <= 0.0 {
            let lower = self.tails.lower(-z);
            (lower, 1.0 - lower)
        } else {
            let upper = self.tails.upper(z);
            (1.0 - upper, upper)
        }
    }

    fn delta(&self) -> f64 {
        // shape/sqrt(1 + shape^2)
        self.shape / (1.0 + self.shape * self.shape).sqrt()
    }

    /// Mean of the standard law.
    fn standard_mean(&self) -> f64 {
        self.delta() * std::f64::consts::FRAC_2_SQRT_PI / SQRT_2
    }
}

impl Distribution for SkewNormal {
    fn pdf(&self, x: f64) -> f64 {
        let z = (x - self.location) / self.scale;
        2.0 * normal_pdf(z) * normal_cdf(self.shape * z) / self.scale
    }
    fn cdf(&self, x: f64) -> f64 {
        let z = (x - self.location) / self.scale;
        if self.shape < 0.0 { self.standard(-z).1 } else { self.standard(z).0 }
    }
    fn survival(&self, x: f64) -> f64 {
        let z = (x - self.location) / self.scale;
        if self.shape < 0.0 { self.standard(-z).0 } else { self.standard(z).1 }
    }
    fn quantile(&self, p: f64) -> f64 {
        let deviation = self.variance().sqrt();
        let guess = self.mean() + deviation * normal_quantile(p);
        continuous_quantile(self, p, guess)
    }
    fn mean(&self) -> f64 {
        self.location + self.scale * self.standard_mean()
    }
    fn variance(&self) -> f64 {
        let mean = self.standard_mean();
        self.scale * self.scale * (1.0 - mean * mean)
    }
    fn skewness(&self) -> f64 {
        let mean = self.standard_mean();
        let rest = 1.0 - mean * mean;
        (2.0 - std::f64::consts::FRAC_PI_2) * mean * mean * mean / (rest * rest.sqrt())
    }
    fn kurtosis(&self) -> f64 {
        let square = self.standard_mean() * self.standard_mean();
        let rest = 1.0 - square;
        3.0 + 2.0 * (std::f64::consts::PI - 3.0) * square * square / (rest * rest)
    }
    fn mode(&self) -> f64 {
        super::inversion::mode_by_search(self)
    }
    fn support(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }
    fn is_slow(&self) -> bool {
        true
    }
}
