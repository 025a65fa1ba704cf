//! A law stretched or mirrored.

use std::sync::Arc;

use crate::distribution::{Distribution, SharedDistribution};

/// The law of `factor` X, for a factor above 0.
pub fn scaled(law: SharedDistribution, factor: f64) -> SharedDistribution {
    if factor == 1.0 { law } else { Arc::new(Scaled { law, factor }) }
}

/// The law of -X, of a continuous X.
pub fn negated(law: SharedDistribution) -> SharedDistribution {
    Arc::new(Negated { law })
}

#[derive(Debug)]
struct Scaled {
    law: SharedDistribution,
    factor: f64,
}

impl Distribution for Scaled {
    fn pdf(&self, x: f64) -> f64 {
        let density = self.law.pdf(x / self.factor);
        if self.law.is_discrete() { density } else { density / self.factor }
    }
    fn cdf(&self, x: f64) -> f64 {
        self.law.cdf(x / self.factor)
    }
    fn survival(&self, x: f64) -> f64 {
        self.law.survival(x / self.factor)
    }
    fn quantile(&self, p: f64) -> f64 {
        self.factor * self.law.quantile(p)
    }
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        self.law.quantiles(probabilities, out);
        for value in out {
            *value *= self.factor;
        }
    }
    fn mean(&self) -> f64 {
        self.factor * self.law.mean()
    }
    fn variance(&self) -> f64 {
        self.factor * self.factor * self.law.variance()
    }
    fn skewness(&self) -> f64 {
        self.law.skewness()
    }
    fn kurtosis(&self) -> f64 {
        self.law.kurtosis()
    }
    fn mode(&self) -> f64 {
        self.factor * self.law.mode()
    }
    fn support(&self) -> (f64, f64) {
        let (low, high) = self.law.support();
        (self.factor * low, self.factor * high)
    }
    fn is_discrete(&self) -> bool {
        self.law.is_discrete()
    }
    fn is_slow(&self) -> bool {
        self.law.is_slow()
    }
}

#[derive(Debug)]
struct Negated {
    law: SharedDistribution,
}

impl Distribution for Negated {
    fn pdf(&self, x: f64) -> f64 {
        self.law.pdf(-x)
    }
    fn cdf(&self, x: f64) -> f64 {
        self.law.survival(-x)
    }
    fn survival(&self, x: f64) -> f64 {
        self.law.cdf(-x)
    }
    fn quantile(&self, p: f64) -> f64 {
        -self.law.quantile(1.0 - p)
    }
    fn mean(&self) -> f64 {
        -self.law.mean()
    }
    fn variance(&self) -> f64 {
        self.law.variance()
    }
    fn skewness(&self) -> f64 {
        -self.law.skewness()
    }
    fn kurtosis(&self) -> f64 {
        self.law.kurtosis()
    }
    fn mode(&self) -> f64 {
        -self.law.mode()
    }
    fn support(&self) -> (f64, f64) {
        let (low, high) = self.law.support();
        (-high, -low)
    }
    fn is_slow(&self) -> bool {
        true
    }
}
