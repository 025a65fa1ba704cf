//! Poisson.

use std::sync::Arc;

use ulam_numeric::special::{gamma_p, gamma_q};

use super::arguments::{Rules, number, numbers};
use super::densities::poisson_density;
use super::inversion::whole_quantile;
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `Poisson`.
pub static POISSON: Family = Family {
    name: "Poisson",
    summary: "How many events of a steady random stream happen in a period.",
    formula: "P(X = k) = exp(-mean) mean^k / k!. Johnson, Kemp and Kotz 2005, ch. 4",
    parameters: &[number("mean", "mean number of events, at least 0")],
    example: "Poisson(4)",
    build,
};

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [mean] = numbers(&POISSON, arguments)?;
    Rules(POISSON.name).within("mean", mean, 0.0, 1e15)?;
    Ok(Arc::new(Poisson { mean }))
}

#[derive(Debug)]
struct Poisson {
    mean: f64,
}

impl Distribution for Poisson {
    fn pdf(&self, x: f64) -> f64 {
        if x < 0.0 || x.trunc() != x { 0.0 } else { poisson_density(x, self.mean) }
    }
    fn cdf(&self, x: f64) -> f64 {
        if x < 0.0 {
            0.0
        } else if x == f64::INFINITY {
            1.0
        } else {
            gamma_q(x.floor() + 1.0, self.mean)
        }
    }
    fn survival(&self, x: f64) -> f64 {
        if x < 0.0 {
            1.0
        } else if x == f64::INFINITY {
            0.0
        } else {
            gamma_p(x.floor() + 1.0, self.mean)
        }
    }
    fn quantile(&self, p: f64) -> f64 {
        whole_quantile(self, p)
    }
    fn mean(&self) -> f64 {
        self.mean
    }
    fn variance(&self) -> f64 {
        self.mean
    }
    fn skewness(&self) -> f64 {
        1.0 / self.mean.sqrt()
    }
    fn kurtosis(&self) -> f64 {
        3.0 + 1.0 / self.mean
    }
    fn mode(&self) -> f64 {
        self.mean.floor()
    }
    fn support(&self) -> (f64, f64) {
        (0.0, if self.mean == 0.0 { 0.0 } else { f64::INFINITY })
    }
    fn is_discrete(&self) -> bool {
        true
    }
    fn is_slow(&self) -> bool {
        true
    }
}
