//! Lognormal, by the moments of X and by those of ln X.

use std::sync::Arc;

use ulam_numeric::block;
use ulam_numeric::elementary::{exp, exp_m1, ln, ln_1p};
use ulam_numeric::special::{normal_cdf, normal_pdf, normal_quantile};

use super::arguments::{Rules, number, numbers};
use super::constant::constant;
use super::kernels::{affine_exp, log_ratio};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

const FORMULA: &str = "ln X is normal with mean mu and standard deviation sigma: \
    f(x) = exp(-((ln x - mu)/sigma)^2 / 2) / (x sigma sqrt(2 pi)). Johnson, Kotz and Balakrishnan \
    1994, ch. 14";

/// The row of `Lognormal`, given the mean and standard deviation of X.
pub static LOGNORMAL: Family = Family {
    name: "Lognormal",
    summary: "Positive quantities that are products of many effects (costs, durations, reserves), \
              given the mean and standard deviation of the quantity X itself; see Lognormal2 for \
              those of ln X.",
    formula: FORMULA,
    parameters: &[
        number("mean", "mean of X, above 0"),
        number("sd", "standard deviation of X, at least 0 (0 gives the constant mean)"),
    ],
    example: "Lognormal(20, 35)",
    build: build_from_moments,
};

/// The row of `Lognormal2`, given the mean and standard deviation of ln X.
pub static LOGNORMAL2: Family = Family {
    name: "Lognormal2",
    summary: "The lognormal law given the mean and standard deviation of the natural logarithm of \
              X (as Excel's LOGNORM.INV takes them); see Lognormal for those of X itself.",
    formula: FORMULA,
    parameters: &[
        number("mu", "mean of ln X"),
        number("sigma", "standard deviation of ln X, at least 0 (0 gives the constant e^mu)"),
    ],
    example: "Lognormal2(2.5, 0.4)",
    build: build_from_logarithm,
};

fn build_from_moments(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [mean, sd] = numbers(&LOGNORMAL, arguments)?;
    let rules = Rules(LOGNORMAL.name);
    rules.positive("mean", mean)?;
    if sd == 0.0 {
        return Ok(constant(mean));
    }
    rules.positive("sd", sd)?;
    let coefficient_of_variation = sd / mean;
    let square = ln_1p(coefficient_of_variation * coefficient_of_variation);
    Rules(LOGNORMAL.name).within("sd", sd, 1e-150 * mean, 1e150 * mean)?;
    Ok(Arc::new(Lognormal::new(mean, -0.5 * square, square.sqrt())))
}

fn build_from_logarithm(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [mu, sigma] = numbers(&LOGNORMAL2, arguments)?;
    if sigma == 0.0 {
        return Ok(constant(exp(mu)));
    }
    Rules(LOGNORMAL2.name).positive("sigma", sigma)?;
    Ok(Arc::new(Lognormal::new(1.0, mu, sigma)))
}

#[derive(Debug)]
struct Lognormal {
    /// The mean of ln X: ln(center) + offset, where a narrow law keeps its digits in the offset.
    mu: f64,
    center: f64,
    offset: f64,
    sigma: f64,
}

impl Lognormal {
    fn new(center: f64, offset: f64, sigma: f64) -> Lognormal {
        Lognormal { mu: ln(center) + offset, center, offset, sigma }
    }

    fn standard(&self, x: f64) -> f64 {
        (log_ratio(x.max(0.0), self.center) - self.offset) / self.sigma
    }
}

impl Distribution for Lognormal {
    fn pdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        normal_pdf(self.standard(x)) / (x * self.sigma)
    }
    fn cdf(&self, x: f64) -> f64 {
        normal_cdf(self.standard(x))
    }
    fn survival(&self, x: f64) -> f64 {
        normal_cdf(-self.standard(x))
    }
    fn quantile(&self, p: f64) -> f64 {
        exp(self.mu + self.sigma * normal_quantile(p))
    }
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        block::normal_quantile(probabilities, out);
        affine_exp(self.mu, self.sigma, out);
    }
    fn quantile_of_normal(&self, z: f64) -> f64 {
        exp(self.mu + self.sigma * z)
    }
    fn quantiles_of_normal(&self, z: &[f64], out: &mut [f64]) {
        let length = z.len().min(out.len());
        out[..length].copy_from_slice(&z[..length]);
        affine_exp(self.mu, self.sigma, &mut out[..length]);
    }
    fn mean(&self) -> f64 {
        exp(self.mu + 0.5 * self.sigma * self.sigma)
    }
    fn variance(&self) -> f64 {
        let square = self.sigma * self.sigma;
        exp_m1(square) * exp(2.0 * self.mu + square)
    }
    fn skewness(&self) -> f64 {
        let square = self.sigma * self.sigma;
        (exp(square) + 2.0) * exp_m1(square).sqrt()
    }
    fn kurtosis(&self) -> f64 {
        let w = exp(self.sigma * self.sigma);
        w * w * (w * w + 2.0 * w + 3.0) - 3.0
    }
    fn mode(&self) -> f64 {
        exp(self.mu - self.sigma * self.sigma)
    }
    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }
}
