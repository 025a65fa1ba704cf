//! The law of a single value: what a family becomes where its spread is zero.

use std::sync::Arc;

use crate::distribution::{Distribution, SharedDistribution};

/// All probability on one value.
#[derive(Debug)]
struct Constant {
    value: f64,
}

/// The law that always gives `value`.
pub fn constant(value: f64) -> SharedDistribution {
    Arc::new(Constant { value })
}

impl Distribution for Constant {
    fn pdf(&self, x: f64) -> f64 {
        if x == self.value { 1.0 } else { 0.0 }
    }
    fn cdf(&self, x: f64) -> f64 {
        if x >= self.value { 1.0 } else { 0.0 }
    }
    fn quantile(&self, _p: f64) -> f64 {
        self.value
    }
    fn mean(&self) -> f64 {
        self.value
    }
    fn variance(&self) -> f64 {
        0.0
    }
    fn skewness(&self) -> f64 {
        f64::NAN
    }
    fn kurtosis(&self) -> f64 {
        f64::NAN
    }
    fn mode(&self) -> f64 {
        self.value
    }
    fn support(&self) -> (f64, f64) {
        (self.value, self.value)
    }
    fn is_discrete(&self) -> bool {
        true
    }
}
