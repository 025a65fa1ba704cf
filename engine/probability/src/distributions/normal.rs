//! Normal.

use std::sync::Arc;

use ulam_numeric::block;
use ulam_numeric::special::{normal_cdf, normal_pdf, normal_quantile};

use super::arguments::{Rules, number, numbers};
use super::constant::constant;
use super::kernels::{affine, affine_of};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `Normal`.
pub static NORMAL: Family = Family {
    name: "Normal",
    summary: "Symmetric errors and sums of many small effects.",
    formula: "f(x) = exp(-((x - mean)/sd)^2 / 2) / (sd sqrt(2 pi)). Johnson, Kotz and Balakrishnan \
              1994, Continuous Univariate Distributions 1, ch. 13",
    parameters: &[
        number("mean", "mean"),
        number("sd", "standard deviation, at least 0 (0 gives the constant mean)"),
    ],
    example: "Normal(100, 15)",
    build,
};

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [mean, sd] = numbers(&NORMAL, arguments)?;
    if sd == 0.0 {
        return Ok(constant(mean));
    }
    Rules(NORMAL.name).positive("sd", sd)?;
    Ok(Arc::new(Normal { mean, sd }))
}

#[derive(Debug)]
struct Normal {
    mean: f64,
    sd: f64,
}

impl Distribution for Normal {
    fn pdf(&self, x: f64) -> f64 {
        normal_pdf((x - self.mean) / self.sd) / self.sd
    }
    fn cdf(&self, x: f64) -> f64 {
        normal_cdf((x - self.mean) / self.sd)
    }
    fn survival(&self, x: f64) -> f64 {
        normal_cdf((self.mean - x) / self.sd)
    }
    fn quantile(&self, p: f64) -> f64 {
        self.mean + self.sd * normal_quantile(p)
    }
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        block::normal_quantile(probabilities, out);
        affine(self.mean, self.sd, out);
    }
    fn quantile_of_normal(&self, z: f64) -> f64 {
        self.mean + self.sd * z
    }
    fn quantiles_of_normal(&self, z: &[f64], out: &mut [f64]) {
        affine_of(self.mean, self.sd, z, out);
    }
    fn mean(&self) -> f64 {
        self.mean
    }
    fn variance(&self) -> f64 {
        self.sd * self.sd
    }
    fn skewness(&self) -> f64 {
        0.0
    }
    fn kurtosis(&self) -> f64 {
        3.0
    }
    fn mode(&self) -> f64 {
        self.mean
    }
    fn support(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }
}
