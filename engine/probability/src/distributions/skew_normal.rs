//! SkewNormal.

use std::f64::consts::{FRAC_1_PI, FRAC_PI_2, SQRT_2};
use std::sync::Arc;

use ulam_numeric::elementary::{atan, exp, sin};
use ulam_numeric::special::{normal_cdf, normal_pdf, normal_quantile};

use super::arguments::{Rules, number, numbers};
use super::inversion::continuous_quantile;
use super::moments::{NODES, WEIGHTS};
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
/// For z >= 0, P(Z <= -z) = 2(T(z, inf) - T(z, a)) = Phi(-z) - 2 T(z, a) and
/// P(Z > z) = Phi(-z) + 2 T(z, a), with 2 T(z, inf) = Phi(-z). Where a z is large the integral over
/// the angles above atan(a) keeps the lower tail's digits, elsewhere that over the angles below
/// is smooth.
#[derive(Debug)]
struct Tails {
    shape: f64,
    above: Vec<(f64, f64)>,
    below: Vec<(f64, f64)>,
}

impl Tails {
    fn new(shape: f64) -> Tails {
        // pi/2 - atan(a) is atan(1/a), without cancellation; cosines are sines of the distance
        // from pi/2.
        let (angle, rest) = if shape > 1.0 {
            let rest = atan(1.0 / shape);
            (FRAC_PI_2 - rest, rest)
        } else {
            let angle = atan(shape);
            (angle, FRAC_PI_2 - angle)
        };
        let secant_square = |distance: f64| {
            let cosine = sin(distance);
            1.0 / (cosine * cosine)
        };
        // exp(-z^2 sec^2/2) falls by e over a share 1/(a z)^2 of the angles above, down to 1/1400
        // where it underflows; below, it changes over angles as far from pi/2 as atan(a) is.
        Tails {
            shape,
            above: rule(rest, 1.0 / 2048.0, &|t| secant_square(rest - t)),
            below: rule(angle, rest / angle.max(f64::MIN_POSITIVE), &|t| secant_square(rest + t)),
        }
    }

    /// P(Z <= -z) and P(Z > z), z >= 0.
    fn both(&self, z: f64) -> (f64, f64) {
        let outside = normal_cdf(-z);
        if self.shape * z >= 1.0 {
            let lower = FRAC_1_PI * integral(&self.above, z);
            return (lower, 2.0 * outside - lower);
        }
        let inside = FRAC_1_PI * integral(&self.below, z);
        ((outside - inside).max(0.0), outside + inside)
    }
}

/// Sum of weight exp(-z^2 s/2).
fn integral(rule: &[(f64, f64)], z: f64) -> f64 {
    let half = -0.5 * z * z;
    let largest = rule.iter().map(|(s, _)| half * s).fold(f64::NEG_INFINITY, f64::max);
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

/// A composite Gauss-Legendre rule on [0, length] whose panels double from `finest` (a share of the
/// length) at 0 to an eighth: pairs of sec^2 and weight.
fn rule(length: f64, finest: f64, secant_square: &dyn Fn(f64) -> f64) -> Vec<(f64, f64)> {
    let finest = finest.max(1e-7);
    let mut nodes = Vec::new();
    let mut start: f64 = 0.0;
    while start < 1.0 {
        let width = f64::min(0.125, start.max(finest));
        let stop = f64::min(start + width, 1.0);
        let middle = 0.5 * length * (start + stop);
        let half = 0.5 * length * (stop - start);
        for (node, weight) in NODES.iter().zip(WEIGHTS) {
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
        let (lower, upper) = self.tails.both(z.abs());
        if z <= 0.0 { (lower, 1.0 - lower) } else { (1.0 - upper, upper) }
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
