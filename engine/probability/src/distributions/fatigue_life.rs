//! FatigueLife (Birnbaum-Saunders).

use std::sync::Arc;

use ulam_numeric::elementary::{asinh, exp};
use ulam_numeric::special::{normal_cdf, normal_pdf, normal_quantile};

use super::arguments::{Rules, number, numbers};
use super::inversion::mode_by_search;
use super::moments::{Moments, moment_methods};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `FatigueLife`.
pub static FATIGUE_LIFE: Family = Family {
    name: "FatigueLife",
    summary: "How long a part lasts under repeated load (Birnbaum-Saunders).",
    formula: "(sqrt(y) - 1/sqrt(y))/shape is standard normal, y = (x - location)/scale. Birnbaum and \
              Saunders 1969",
    parameters: &[
        number("location", "smallest value"),
        number("scale", "median less location, above 0"),
        number("shape", "shape, above 0"),
    ],
    example: "FatigueLife(0, 10, 0.5)",
    build,
};

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [location, scale, shape] = numbers(&FATIGUE_LIFE, arguments)?;
    Rules(FATIGUE_LIFE.name).positive("scale", scale)?;
    Rules(FATIGUE_LIFE.name).positive("shape", shape)?;
    Ok(Arc::new(FatigueLife { location, scale, shape }))
}

#[derive(Debug)]
struct FatigueLife {
    location: f64,
    scale: f64,
    shape: f64,
}

impl FatigueLife {
    fn standard(&self, x: f64) -> f64 {
        let y = ((x - self.location) / self.scale).max(0.0);
        if y == f64::INFINITY {
            return y;
        }
        // (y - 1)/sqrt(y), without cancellation near the median.
        (x - self.location - self.scale) / self.scale / (y.sqrt() * self.shape)
    }

    fn moments(&self) -> Moments {
        let square = self.shape * self.shape;
        let spread = 5.0 * square + 4.0;
        Moments {
            mean: self.location + self.scale * (1.0 + 0.5 * square),
            variance: self.scale * self.scale * square * (1.0 + 1.25 * square),
            skewness: 4.0 * self.shape * (11.0 * square + 6.0) / (spread * spread.sqrt()),
            kurtosis: 3.0 + 6.0 * square * (93.0 * square + 40.0) / (spread * spread),
        }
    }
}

impl Distribution for FatigueLife {
    fn pdf(&self, x: f64) -> f64 {
        let y = (x - self.location) / self.scale;
        if y <= 0.0 || y == f64::INFINITY {
            return 0.0;
        }
        normal_pdf(self.standard(x)) * (1.0 + y) / (2.0 * self.shape * y.sqrt() * y * self.scale)
    }
    fn cdf(&self, x: f64) -> f64 {
        if x <= self.location { 0.0 } else { normal_cdf(self.standard(x)) }
    }
    fn survival(&self, x: f64) -> f64 {
        if x <= self.location { 1.0 } else { normal_cdf(-self.standard(x)) }
    }
    fn quantile(&self, p: f64) -> f64 {
        // sqrt(y) = e^s solves e^s - e^-s = shape z.
        let s = asinh(0.5 * self.shape * normal_quantile(p));
        self.location + self.scale * exp(2.0 * s)
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        mode_by_search(self)
    }
    fn support(&self) -> (f64, f64) {
        (self.location, f64::INFINITY)
    }
    fn is_slow(&self) -> bool {
        true
    }
}
