//! Cauchy and Lévy: stable laws without a mean.

use std::f64::consts::{FRAC_1_PI, PI};
use std::sync::Arc;

use ulam_numeric::elementary::{atan, exp, tan};
use ulam_numeric::special::{erf, erfc, normal_quantile};

use super::arguments::{Rules, number, numbers};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `Cauchy`.
pub static CAUCHY: Family = Family {
    name: "Cauchy",
    summary: "The ratio of two normal variables: so heavy-tailed that it has no mean.",
    formula: "f(x) = 1/(pi scale (1 + ((x - location)/scale)^2)). Johnson, Kotz and Balakrishnan \
              1994, ch. 16",
    parameters: &[
        number("location", "median"),
        number("scale", "half the distance between the quartiles, above 0"),
    ],
    example: "Cauchy(0, 1)",
    build: build_cauchy,
};

/// The row of `Levy`.
pub static LEVY: Family = Family {
    name: "Levy",
    summary: "When a random walk first reaches a level; its mean is infinite.",
    formula: "F(x) = erfc(sqrt(scale/(2(x - location)))) for x > location. Johnson, Kotz and \
              Balakrishnan 1994, ch. 12",
    parameters: &[number("location", "smallest value"), number("scale", "scale, above 0")],
    example: "Levy(0, 1)",
    build: build_levy,
};

fn build_cauchy(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [location, scale] = numbers(&CAUCHY, arguments)?;
    Rules(CAUCHY.name).positive("scale", scale)?;
    Ok(Arc::new(Cauchy { location, scale }))
}

fn build_levy(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [location, scale] = numbers(&LEVY, arguments)?;
    Rules(LEVY.name).positive("scale", scale)?;
    Ok(Arc::new(Levy { location, scale }))
}

#[derive(Debug)]
struct Cauchy {
    location: f64,
    scale: f64,
}

/// P(Z > z) of the standard law.
fn upper_tail(z: f64) -> f64 {
    if z > 1.0 { atan(1.0 / z) * FRAC_1_PI } else { 0.5 - atan(z) * FRAC_1_PI }
}

impl Distribution for Cauchy {
    fn pdf(&self, x: f64) -> f64 {
        let z = (x - self.location) / self.scale;
        FRAC_1_PI / (self.scale * (1.0 + z * z))
    }
    fn cdf(&self, x: f64) -> f64 {
        upper_tail((self.location - x) / self.scale)
    }
    fn survival(&self, x: f64) -> f64 {
        upper_tail((x - self.location) / self.scale)
    }
    fn quantile(&self, p: f64) -> f64 {
        if p <= 0.0 {
            return f64::NEG_INFINITY;
        }
        if p >= 1.0 {
            return f64::INFINITY;
        }
        let z = if p < 0.25 {
            -1.0 / tan(PI * p)
        } else if p <= 0.75 {
            tan(PI * (p - 0.5))
        } else {
            1.0 / tan(PI * (1.0 - p))
        };
        self.location + self.scale * z
    }
    fn mean(&self) -> f64 {
        f64::NAN
    }
    fn variance(&self) -> f64 {
        f64::NAN
    }
    fn skewness(&self) -> f64 {
        f64::NAN
    }
    fn kurtosis(&self) -> f64 {
        f64::NAN
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

#[derive(Debug)]
struct Levy {
    location: f64,
    scale: f64,
}

impl Levy {
    fn root(&self, x: f64) -> f64 {
        (0.5 * self.scale / (x - self.location)).sqrt()
    }
}

impl Distribution for Levy {
    fn pdf(&self, x: f64) -> f64 {
        let distance = x - self.location;
        if distance <= 0.0 {
            return 0.0;
        }
        let root = self.root(x);
        root * std::f64::consts::FRAC_2_SQRT_PI * 0.5 * exp(-root * root) / distance
    }
    fn cdf(&self, x: f64) -> f64 {
        if x <= self.location { 0.0 } else { erfc(self.root(x)) }
    }
    fn survival(&self, x: f64) -> f64 {
        if x <= self.location { 1.0 } else { erf(self.root(x)) }
    }
    fn quantile(&self, p: f64) -> f64 {
        let z = normal_quantile(0.5 * p);
        self.location + self.scale / (z * z)
    }
    fn mean(&self) -> f64 {
        f64::INFINITY
    }
    fn variance(&self) -> f64 {
        f64::INFINITY
    }
    fn skewness(&self) -> f64 {
        f64::NAN
    }
    fn kurtosis(&self) -> f64 {
        f64::NAN
    }
    fn mode(&self) -> f64 {
        self.location + self.scale / 3.0
    }
    fn support(&self) -> (f64, f64) {
        (self.location, f64::INFINITY)
    }
    fn is_slow(&self) -> bool {
        true
    }
}
