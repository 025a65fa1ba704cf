//! Logistic and log-logistic.

use std::f64::consts::PI;
use std::sync::Arc;

use ulam_numeric::dispatch;
use ulam_numeric::elementary::{exp, ln, pow, sin};

use super::arguments::{Rules, number, numbers};
use super::moments::{Moments, moment_methods, scaled};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `Logistic`.
pub static LOGISTIC: Family = Family {
    name: "Logistic",
    summary: "Like Normal with somewhat heavier tails; growth and demand.",
    formula: "F(x) = 1/(1 + exp(-(x - location)/scale)). Johnson, Kotz and Balakrishnan 1995, ch. 23",
    parameters: &[
        number("location", "mean"),
        number("scale", "scale, above 0; the standard deviation is scale pi/sqrt(3)"),
    ],
    example: "Logistic(10, 2)",
    build: build_logistic,
};

/// The row of `LogLogistic`.
pub static LOG_LOGISTIC: Family = Family {
    name: "LogLogistic",
    summary: "Positive amounts whose logarithm is logistic: lifetimes, incomes.",
    formula: "F(x) = 1/(1 + ((x - location)/scale)^-shape). Johnson, Kotz and Balakrishnan 1995, \
              ch. 23",
    parameters: &[
        number("location", "smallest value"),
        number("scale", "median less location, above 0"),
        number("shape", "shape, above 0"),
    ],
    example: "LogLogistic(0, 10, 5)",
    build: build_log_logistic,
};

fn build_logistic(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [location, scale] = numbers(&LOGISTIC, arguments)?;
    Rules(LOGISTIC.name).positive("scale", scale)?;
    Ok(Arc::new(Logistic { location, scale }))
}

fn build_log_logistic(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [location, scale, shape] = numbers(&LOG_LOGISTIC, arguments)?;
    Rules(LOG_LOGISTIC.name).positive("scale", scale)?;
    Rules(LOG_LOGISTIC.name).positive("shape", shape)?;
    Ok(Arc::new(LogLogistic { location, scale, shape }))
}

/// ln(p/(1 - p)).
#[inline(always)]
fn log_odds(p: f64) -> f64 {
    ln(p / (1.0 - p))
}

/// 1/(1 + e^-z), accurate in the lower tail.
pub fn logistic(z: f64) -> f64 {
    if z < 0.0 {
        let odds = exp(z);
        return odds / (1.0 + odds);
    }
    1.0 / (1.0 + exp(-z))
}

#[derive(Debug)]
struct Logistic {
    location: f64,
    scale: f64,
}

#[inline(always)]
fn logistic_quantile(location: f64, scale: f64, p: f64) -> f64 {
    location + scale * log_odds(p)
}

#[inline(always)]
fn log_logistic_quantile(location: f64, scale: f64, shape: f64, p: f64) -> f64 {
    location + scale * exp(log_odds(p) / shape)
}

dispatch! {
    fn logistic_quantiles(location: f64, scale: f64, probabilities: &[f64], out: &mut [f64]) {
        for (out, probability) in out.iter_mut().zip(probabilities) {
            *out = logistic_quantile(location, scale, *probability);
        }
    }

    fn log_logistic_quantiles(
        location: f64,
        scale: f64,
        shape: f64,
        probabilities: &[f64],
        out: &mut [f64],
    ) {
        for (out, probability) in out.iter_mut().zip(probabilities) {
            *out = log_logistic_quantile(location, scale, shape, *probability);
        }
    }
}

impl Distribution for Logistic {
    fn pdf(&self, x: f64) -> f64 {
        let z = (x - self.location) / self.scale;
        logistic(z) * logistic(-z) / self.scale
    }
    fn cdf(&self, x: f64) -> f64 {
        logistic((x - self.location) / self.scale)
    }
    fn survival(&self, x: f64) -> f64 {
        logistic((self.location - x) / self.scale)
    }
    fn quantile(&self, p: f64) -> f64 {
        logistic_quantile(self.location, self.scale, p)
    }
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        logistic_quantiles(self.location, self.scale, probabilities, out);
    }
    fn mean(&self) -> f64 {
        self.location
    }
    fn variance(&self) -> f64 {
        self.scale * self.scale * PI * PI / 3.0
    }
    fn skewness(&self) -> f64 {
        0.0
    }
    fn kurtosis(&self) -> f64 {
        4.2
    }
    fn mode(&self) -> f64 {
        self.location
    }
    fn support(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }
}

#[derive(Debug)]
struct LogLogistic {
    location: f64,
    scale: f64,
    shape: f64,
}

impl LogLogistic {
    /// shape ln((x - location)/scale): the log-odds of x.
    fn log_odds_of(&self, x: f64) -> f64 {
        self.shape * ln(((x - self.location) / self.scale).max(0.0))
    }

    fn moments(&self) -> Moments {
        // E[Y^k] = (k pi/shape) / sin(k pi/shape) for k < shape.
        let raw = scaled(self.scale, |k| {
            if k >= self.shape {
                return f64::INFINITY;
            }
            let angle = k * PI / self.shape;
            angle / sin(angle)
        });
        Moments::from_raw(self, self.location, raw)
    }
}

impl Distribution for LogLogistic {
    fn pdf(&self, x: f64) -> f64 {
        let y = (x - self.location) / self.scale;
        if y < 0.0 {
            return 0.0;
        }
        if y == 0.0 {
            return match self.shape.partial_cmp(&1.0) {
                Some(std::cmp::Ordering::Less) => f64::INFINITY,
                Some(std::cmp::Ordering::Equal) => 1.0 / self.scale,
                _ => 0.0,
            };
        }
        let z = self.log_odds_of(x);
        self.shape / (self.scale * y) * (logistic(z) * logistic(-z))
    }
    fn cdf(&self, x: f64) -> f64 {
        logistic(self.log_odds_of(x))
    }
    fn survival(&self, x: f64) -> f64 {
        logistic(-self.log_odds_of(x))
    }
    fn quantile(&self, p: f64) -> f64 {
        log_logistic_quantile(self.location, self.scale, self.shape, p)
    }
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        log_logistic_quantiles(self.location, self.scale, self.shape, probabilities, out);
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        if self.shape <= 1.0 {
            return self.location;
        }
        let ratio = (self.shape - 1.0) / (self.shape + 1.0);
        self.location + self.scale * pow(ratio, 1.0 / self.shape)
    }
    fn support(&self) -> (f64, f64) {
        (self.location, f64::INFINITY)
    }
}
