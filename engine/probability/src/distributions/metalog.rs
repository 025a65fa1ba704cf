//! Metalog: a law fitted to quantiles, unbounded, bounded on one side or on both.

use std::sync::Arc;

use ulam_numeric::elementary::{exp, ln};

use super::arguments::{Rules, list, list_at, number_at, optional};
use super::inversion::mode_by_search;
use super::logistic::logistic;
use super::moments::{Moments, moment_methods, over_log_odds};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

const TERMS_MAX: usize = 12;
const POINTS_MAX: usize = 100_000;

/// The row of `Metalog`.
pub static METALOG: Family = Family {
    name: "Metalog",
    summary: "A smooth law through given quantiles, such as an expert's 10th, 50th and 90th \
              percentiles.",
    formula: "Quantile M(y) = a1 + a2 L + a3 (y - 0.5) L + a4 (y - 0.5) + a5 (y - 0.5)^2 + \
              a6 (y - 0.5)^2 L + ... with L = ln(y/(1 - y)); bounded: ln((x - lower)/(upper - x)) \
              = M(y), or one side of it. Least squares where there are more quantiles than terms. \
              Keelin 2016, \"The Metalog Distributions\"",
    parameters: &[
        list("values", "rising quantiles, between the bounds"),
        list("probabilities", "their rising probabilities, above 0 and below 1"),
        optional("terms", "number of terms, 2 to 12; 0: one for each quantile, up to 12", 0.0),
        optional("lower", "smallest value, or none", f64::NEG_INFINITY),
        optional("upper", "largest value, or none", f64::INFINITY),
    ],
    example: "Metalog({12, 20, 35}, {0.1, 0.5, 0.9}, 3, 0)",
    build,
};

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let rules = Rules(METALOG.name);
    let values = list_at(&METALOG, arguments, 0)?;
    let probabilities = list_at(&METALOG, arguments, 1)?;
    let terms = number_at(&METALOG, arguments, 2)?;
    let bound = |index: usize, none: f64| match arguments.get(index) {
        Some(Argument::Number(value)) if *value == none => Ok(none),
        _ => number_at(&METALOG, arguments, index),
    };
    let lower = bound(3, f64::NEG_INFINITY)?;
    let upper = bound(4, f64::INFINITY)?;
    rules.same_length("values", values, "probabilities", probabilities)?;
    rules.rising("values", values, true)?;
    rules.rising("probabilities", probabilities, true)?;
    rules.within("number of quantiles", values.len() as f64, 2.0, POINTS_MAX as f64)?;
    rules.below("0", 0.0, "probabilities", probabilities[0])?;
    rules.below("probabilities", probabilities[probabilities.len() - 1], "1", 1.0)?;
    if lower >= values[0] || upper <= values[values.len() - 1] {
        return Err(ParameterError("Metalog: values must be between lower and upper".to_string()));
    }
    rules.whole("terms", terms, 0.0, TERMS_MAX as f64)?;
    let terms = if terms == 0.0 { values.len().min(TERMS_MAX) } else { terms as usize };
    rules.within("terms", terms as f64, 2.0, values.len() as f64)?;
    let bounds = Bounds::new(lower, upper);
    let targets: Vec<f64> = values.iter().map(|value| bounds.to_line(*value)).collect();
    let log_odds: Vec<f64> = probabilities.iter().map(|p| ln(p / (1.0 - p))).collect();
    let law = Metalog { coefficients: fit(&log_odds, &targets, terms), bounds };
    if !law.rises() {
        return Err(ParameterError(format!(
            "Metalog: {terms} terms through these quantiles give no law (the fitted quantiles do \
             not always rise); use fewer terms"
        )));
    }
    Ok(Arc::new(law))
}

/// How the support is mapped to the whole line.
#[derive(Clone, Copy, Debug)]
enum Bounds {
    None,
    Lower(f64),
    Upper(f64),
    Both(f64, f64),
}

impl Bounds {
    fn new(lower: f64, upper: f64) -> Bounds {
        match (lower.is_finite(), upper.is_finite()) {
            (false, false) => Bounds::None,
            (true, false) => Bounds::Lower(lower),
            (false, true) => Bounds::Upper(upper),
            (true, true) => Bounds::Both(lower, upper),
        }
    }

    fn to_line(self, x: f64) -> f64 {
        match self {
            Bounds::None => x,
            Bounds::Lower(lower) => ln((x - lower).max(0.0)),
            Bounds::Upper(upper) => -ln((upper - x).max(0.0)),
            Bounds::Both(lower, upper) => ln((x - lower).max(0.0) / (upper - x).max(0.0)),
        }
    }

    fn off_line(self, m: f64) -> f64 {
        match self {
            Bounds::None => m,
            Bounds::Lower(lower) => lower + exp(m),
            Bounds::Upper(upper) => upper - exp(-m),
            Bounds::Both(lower, upper) => {
                (lower + (upper - lower) * logistic(m)).clamp(lower, upper)
            }
        }
    }

    /// dx/dm at `x`.
    fn slope(self, x: f64) -> f64 {
        match self {
            Bounds::None => 1.0,
            Bounds::Lower(lower) => x - lower,
            Bounds::Upper(upper) => upper - x,
            Bounds::Both(lower, upper) => (x - lower) * ((upper - x) / (upper - lower)),
        }
    }

    fn support(self) -> (f64, f64) {
        match self {
            Bounds::None => (f64::NEG_INFINITY, f64::INFINITY),
            Bounds::Lower(lower) => (lower, f64::INFINITY),
            Bounds::Upper(upper) => (f64::NEG_INFINITY, upper),
            Bounds::Both(lower, upper) => (lower, upper),
        }
    }
}

/// The basis at log-odds `t`, and its derivative in t.
fn basis(index: usize, t: f64) -> (f64, f64) {
    let lower = logistic(t);
    let upper = logistic(-t);
    let centered = 0.5 * (lower - upper); // y - 0.5
    let derivative = lower * upper; // dy/dt
    match index {
        0 => (1.0, 0.0),
        1 => (t, 1.0),
        2 => (centered * t, centered + derivative * t),
        3 => (centered, derivative),
        _ => {
            // a5: c^2, a6: c^2 L, a7: c^3, a8: c^3 L, ...
            let power = index / 2;
            let mut below = 1.0;
            for _ in 1..power {
                below *= centered;
            }
            let value = below * centered;
            let slope = power as f64 * below * derivative;
            if index.is_multiple_of(2) { (value, slope) } else { (value * t, slope * t + value) }
        }
    }
}

/// Least squares of `targets` on the first `terms` basis functions, by Householder reflections.
fn fit(log_odds: &[f64], targets: &[f64], terms: usize) -> Vec<f64> {
    let rows = log_odds.len();
    let mut columns: Vec<Vec<f64>> =
        (0..terms).map(|index| log_odds.iter().map(|t| basis(index, *t).0).collect()).collect();
    let mut right: Vec<f64> = targets.to_vec();
    let mut diagonal = vec![0.0; terms];
    for pivot in 0..terms {
        let (done, rest) = columns.split_at_mut(pivot + 1);
        let reflector = &mut done[pivot];
        let norm = reflector[pivot..].iter().map(|v| v * v).sum::<f64>().sqrt();
        let alpha = if reflector[pivot] > 0.0 { -norm } else { norm };
        diagonal[pivot] = alpha;
        reflector[pivot] -= alpha;
        let square = reflector[pivot..].iter().map(|v| v * v).sum::<f64>();
        if square == 0.0 {
            continue;
        }
        let reflect = |column: &mut [f64]| {
            let dot: f64 = (pivot..rows).map(|row| reflector[row] * column[row]).sum();
            for row in pivot..rows {
                column[row] -= 2.0 * dot / square * reflector[row];
            }
        };
        rest.iter_mut().for_each(|column| reflect(column));
        reflect(&mut right);
    }
    let mut coefficients = vec![0.0; terms];
    for index in (0..terms).rev() {
        let known: f64 =
            (index + 1..terms).map(|next| columns[next][index] * coefficients[next]).sum();
        coefficients[index] = (right[index] - known) / diagonal[index];
    }
    coefficients
}

#[derive(Debug)]
struct Metalog {
    coefficients: Vec<f64>,
    bounds: Bounds,
}

impl Metalog {
    /// M and dM/dt at log-odds `t`.
    fn line(&self, t: f64) -> (f64, f64) {
        let (mut value, mut slope) = (0.0, 0.0);
        for (index, coefficient) in self.coefficients.iter().enumerate() {
            let (basis_value, basis_slope) = basis(index, t);
            value += coefficient * basis_value;
            slope += coefficient * basis_slope;
        }
        (value, slope)
    }

    /// Whether M rises everywhere: beyond |t| = 40 its slope is constant to rounding.
    fn rises(&self) -> bool {
        (-1600..=1600).all(|step| self.line(f64::from(step) * 0.025).1 > 0.0)
    }

    /// The log-odds of P(X <= x), for x inside the support.
    fn log_odds(&self, x: f64) -> f64 {
        let target = self.bounds.to_line(x);
        let (mut low, mut high) = (-745.0, 745.0);
        let mut t: f64 = 0.0;
        for _ in 0..200 {
            let (value, slope) = self.line(t);
            if value < target {
                low = t;
            } else {
                high = t;
            }
            let newton = t + (target - value) / slope;
            let next =
                if newton > low && newton < high { newton } else { low + 0.5 * (high - low) };
            if (next - t).abs() <= 2e-16 * t.abs() || next == t {
                return next;
            }
            t = next;
        }
        t
    }

    fn at_log_odds(&self, t: f64) -> f64 {
        self.bounds.off_line(self.line(t).0)
    }

    fn moments(&self) -> Moments {
        over_log_odds(&|t| self.at_log_odds(t))
    }
}

impl Distribution for Metalog {
    fn pdf(&self, x: f64) -> f64 {
        let (low, high) = self.support();
        if x <= low || x >= high || x.is_nan() {
            return 0.0;
        }
        let t = self.log_odds(x);
        logistic(t) * logistic(-t) / (self.line(t).1 * self.bounds.slope(x))
    }
    fn cdf(&self, x: f64) -> f64 {
        let (low, high) = self.support();
        if x <= low {
            0.0
        } else if x >= high {
            1.0
        } else {
            logistic(self.log_odds(x))
        }
    }
    fn survival(&self, x: f64) -> f64 {
        let (low, high) = self.support();
        if x <= low {
            1.0
        } else if x >= high {
            0.0
        } else {
            logistic(-self.log_odds(x))
        }
    }
    fn quantile(&self, p: f64) -> f64 {
        if p <= 0.0 {
            return self.support().0;
        }
        if p >= 1.0 {
            return self.support().1;
        }
        self.at_log_odds(ln(p / (1.0 - p)))
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        mode_by_search(self)
    }
    fn support(&self) -> (f64, f64) {
        self.bounds.support()
    }
    fn is_slow(&self) -> bool {
        true
    }
}
