//! Student's t.

use std::sync::Arc;

use ulam_numeric::elementary::{exp, ln, ln_1p, pow};
use ulam_numeric::special::{beta_i_inverse_pair, beta_i_pair, ln_beta};

use super::arguments::{Rules, number, numbers, optional};
use super::beta::SHAPE_MAX;
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `StudentT`.
pub static STUDENT_T: Family = Family {
    name: "StudentT",
    summary: "Like Normal with heavier tails, the heavier the fewer the degrees of freedom.",
    formula: "f(x) = (1 + t^2/degrees)^(-(degrees + 1)/2) / (scale sqrt(degrees) B(degrees/2, 1/2)) \
              with t = (x - location)/scale. Johnson, Kotz and Balakrishnan 1995, ch. 28",
    parameters: &[
        number("degrees", "degrees of freedom, above 0"),
        optional("location", "middle", 0.0),
        optional("scale", "scale, above 0 (not the standard deviation)", 1.0),
    ],
    example: "StudentT(5)",
    build,
};

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [degrees, location, scale] = numbers(&STUDENT_T, arguments)?;
    Rules(STUDENT_T.name).positive("degrees", degrees)?;
    Rules(STUDENT_T.name).within("degrees", degrees, 0.0, SHAPE_MAX)?;
    Rules(STUDENT_T.name).positive("scale", scale)?;
    Ok(Arc::new(StudentT { degrees, location, scale }))
}

#[derive(Debug)]
struct StudentT {
    degrees: f64,
    location: f64,
    scale: f64,
}

/// Values of t^2/degrees from which the tail is its leading term, (sqrt(degrees)/t)^degrees /
/// (degrees B(degrees/2, 1/2)), to more than all digits.
const RATIO_MAX: f64 = 1e280;

impl StudentT {
    /// degrees B(degrees/2, 1/2).
    fn tail_factor(&self) -> f64 {
        self.degrees * exp(ln_beta(0.5 * self.degrees, 0.5))
    }

    /// P(T > t) for t >= 0.
    fn upper_tail(&self, t: f64) -> f64 {
        let ratio = t * (t / self.degrees);
        if ratio > RATIO_MAX {
            return pow(self.degrees.sqrt() / t, self.degrees) / self.tail_factor();
        }
        let rest = 1.0 / (1.0 + ratio);
        let share = if ratio <= 1.0 { ratio * rest } else { 1.0 / (1.0 + 1.0 / ratio) };
        0.5 * beta_i_pair(0.5 * self.degrees, 0.5, rest, share).0
    }

    /// The t >= 0 with P(T > t) = `tail`.
    fn upper_quantile(&self, tail: f64) -> f64 {
        let ln_ratio = -(ln(tail) + ln(self.tail_factor())) / self.degrees;
        if ln_ratio > 0.5 * ln(RATIO_MAX) {
            return self.degrees.sqrt() * exp(ln_ratio);
        }
        // 1 - 2 tail is exact for tails of 1/4 and above, where it matters.
        let (rest, share) =
            beta_i_inverse_pair(0.5 * self.degrees, 0.5, 2.0 * tail, 1.0 - 2.0 * tail);
        self.degrees.sqrt() * (share / rest).sqrt()
    }
}

impl Distribution for StudentT {
    fn pdf(&self, x: f64) -> f64 {
        let t = (x - self.location) / self.scale;
        let exponent = -0.5 * (self.degrees + 1.0) * ln_1p(t * t / self.degrees)
            - ln_beta(0.5 * self.degrees, 0.5);
        exp(exponent) / (self.scale * self.degrees.sqrt())
    }
    fn cdf(&self, x: f64) -> f64 {
        let t = (x - self.location) / self.scale;
        if t <= 0.0 { self.upper_tail(-t) } else { 1.0 - self.upper_tail(t) }
    }
    fn survival(&self, x: f64) -> f64 {
        let t = (x - self.location) / self.scale;
        if t >= 0.0 { self.upper_tail(t) } else { 1.0 - self.upper_tail(-t) }
    }
    fn quantile(&self, p: f64) -> f64 {
        if p == 0.5 {
            return self.location;
        }
        let t = if p < 0.5 { -self.upper_quantile(p) } else { self.upper_quantile(1.0 - p) };
        self.location + self.scale * t
    }
    fn mean(&self) -> f64 {
        if self.degrees > 1.0 { self.location } else { f64::NAN }
    }
    fn variance(&self) -> f64 {
        if self.degrees > 2.0 {
            self.scale * self.scale * (self.degrees / (self.degrees - 2.0))
        } else if self.degrees > 1.0 {
            f64::INFINITY
        } else {
            f64::NAN
        }
    }
    fn skewness(&self) -> f64 {
        if self.degrees > 3.0 { 0.0 } else { f64::NAN }
    }
    fn kurtosis(&self) -> f64 {
        if self.degrees > 4.0 { 3.0 + 6.0 / (self.degrees - 4.0) } else { f64::NAN }
    }
    fn mode(&self) -> f64 {
        self.location
    }
    fn support(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }
    fn is_slow(&self) -> bool {
        true
    }
}
