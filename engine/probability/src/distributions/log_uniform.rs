//! LogUniform and LogTriangular: laws of the logarithm.

use std::sync::Arc;

use ulam_numeric::dispatch;
use ulam_numeric::elementary::{exp, ln};

use super::arguments::{Rules, number, numbers};
use super::kernels::log_ratio;
use super::moments::{Moments, integrated, moment_methods};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `LogUniform`.
pub static LOG_UNIFORM: Family = Family {
    name: "LogUniform",
    summary: "An amount whose order of magnitude is uniform: little is known but the bounds.",
    formula: "f(x) = 1/(x ln(max/min)) for min <= x <= max (the reciprocal law). Hamming 1970",
    parameters: &[
        number("min", "smallest value, above 0"),
        number("max", "largest value, above min"),
    ],
    example: "LogUniform(1, 100)",
    build: build_uniform,
};

/// The row of `LogTriangular`.
pub static LOG_TRIANGULAR: Family = Family {
    name: "LogTriangular",
    summary: "An amount over orders of magnitude, by its smallest, central and largest value.",
    formula: "ln X is Triangular(ln minimum, ln most_likely, ln maximum)",
    parameters: &[
        number("minimum", "smallest value, above 0"),
        number("most_likely", "value whose logarithm is most likely"),
        number("maximum", "largest value, above minimum"),
    ],
    example: "LogTriangular(1, 10, 1000)",
    build: build_triangular,
};

fn build_uniform(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [min, max] = numbers(&LOG_UNIFORM, arguments)?;
    let rules = Rules(LOG_UNIFORM.name);
    rules.positive("min", min)?;
    rules.below("min", min, "max", max)?;
    Ok(Arc::new(LogUniform { min, max, log_min: ln(min), log_range: log_ratio(max, min) }))
}

fn build_triangular(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [min, mode, max] = numbers(&LOG_TRIANGULAR, arguments)?;
    let rules = Rules(LOG_TRIANGULAR.name);
    rules.positive("minimum", min)?;
    rules.not_above("minimum", min, "most_likely", mode)?;
    rules.not_above("most_likely", mode, "maximum", max)?;
    rules.below("minimum", min, "maximum", max)?;
    let log_range = log_ratio(max, min);
    let (lower, upper) = (log_ratio(mode, min) / log_range, log_ratio(max, mode) / log_range);
    Ok(Arc::new(LogTriangular { min, mode, max, lower, upper, log_range }))
}

#[derive(Clone, Copy, Debug)]
struct LogUniform {
    min: f64,
    max: f64,
    log_min: f64,
    log_range: f64,
}

impl LogUniform {
    #[inline(always)]
    fn value_at(&self, p: f64) -> f64 {
        let x = exp(self.log_min + p * self.log_range);
        // The ends are exact.
        if p <= 0.0 || x < self.min {
            self.min
        } else if p >= 1.0 || x > self.max {
            self.max
        } else {
            x
        }
    }

    fn moments(&self) -> Moments {
        integrated(self)
    }
}

dispatch! {
    fn log_uniform_quantiles(law: &LogUniform, probabilities: &[f64], out: &mut [f64]) {
        let law = *law;
        for (out, probability) in out.iter_mut().zip(probabilities) {
            *out = law.value_at(*probability);
        }
    }
}

impl Distribution for LogUniform {
    fn pdf(&self, x: f64) -> f64 {
        if x < self.min || x > self.max { 0.0 } else { 1.0 / (x * self.log_range) }
    }
    fn cdf(&self, x: f64) -> f64 {
        if x <= self.min { 0.0 } else { (log_ratio(x, self.min) / self.log_range).min(1.0) }
    }
    fn survival(&self, x: f64) -> f64 {
        if x <= self.min {
            1.0
        } else if x >= self.max {
            0.0
        } else {
            (log_ratio(self.max, x) / self.log_range).min(1.0)
        }
    }
    fn quantile(&self, p: f64) -> f64 {
        self.value_at(p)
    }
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        log_uniform_quantiles(self, probabilities, out);
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        self.min
    }
    fn support(&self) -> (f64, f64) {
        (self.min, self.max)
    }
}

#[derive(Debug)]
struct LogTriangular {
    min: f64,
    mode: f64,
    max: f64,
    /// P(X <= mode).
    lower: f64,
    /// P(X > mode).
    upper: f64,
    log_range: f64,
}

impl LogTriangular {
    /// P(X <= x) for x on the left side.
    fn left_area(&self, x: f64) -> f64 {
        let share = log_ratio(x, self.min) / self.log_range;
        share * share / self.lower
    }

    /// P(X > x) for x on the right side; 0 beyond.
    fn right_area(&self, x: f64) -> f64 {
        if x >= self.max {
            return 0.0;
        }
        let share = log_ratio(self.max, x) / self.log_range;
        share * share / self.upper
    }

    /// P of the values between the mode and x, `side` being the probability of x's side of it.
    fn area_to_mode(&self, x: f64, side: f64) -> f64 {
        let share = (log_ratio(x.max(self.mode), x.min(self.mode)) / self.log_range).min(side);
        share * (2.0 - share / side)
    }

    fn moments(&self) -> Moments {
        integrated(self)
    }
}

impl Distribution for LogTriangular {
    fn pdf(&self, x: f64) -> f64 {
        if x < self.min || x > self.max {
            return 0.0;
        }
        let share = if x <= self.mode && self.lower > 0.0 {
            log_ratio(x, self.min) / (self.lower * self.log_range)
        } else {
            log_ratio(self.max, x) / (self.upper * self.log_range)
        };
        2.0 * share / (self.log_range * x)
    }
    fn cdf(&self, x: f64) -> f64 {
        if x <= self.min {
            0.0
        } else if x <= self.mode {
            self.left_area(x)
        } else {
            (self.lower + self.area_to_mode(x.min(self.max), self.upper)).min(1.0)
        }
    }
    fn survival(&self, x: f64) -> f64 {
        if x >= self.max {
            0.0
        } else if x > self.mode {
            self.right_area(x)
        } else if x > self.min {
            (self.upper + self.area_to_mode(x, self.lower)).min(1.0)
        } else {
            1.0
        }
    }
    fn quantile(&self, p: f64) -> f64 {
        let x = if p <= self.lower {
            self.min * exp((p * self.lower).sqrt() * self.log_range)
        } else {
            self.max * exp(-((1.0 - p) * self.upper).sqrt() * self.log_range)
        };
        x.clamp(self.min, self.max)
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        // On a rising side f grows while ln(x/min) < 1 and falls beyond, where 1/x wins.
        self.mode.min(self.min * std::f64::consts::E)
    }
    fn support(&self) -> (f64, f64) {
        (self.min, self.max)
    }
}
