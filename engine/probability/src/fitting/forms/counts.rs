//! Laws of whole numbers.

use ulam_numeric::elementary::{ln, ln_1p};
use ulam_numeric::special::ln_choose;

use super::{Bounds, Form, Needs, P, no_starts};
use crate::fitting::coordinates::Coordinate::{Held, Probability, Scale, Shape};
use crate::fitting::sample::{Sample, sum};

const POISSON: Form = Form {
    name: "Poisson",
    family: "Poisson",
    needs: Needs::Counts,
    coordinates: &[Scale],
    parameters: &["mean"],
    slots: &[P],
    is_shifted: false,
    starts: no_starts,
    solution: Some(|sample, _| Ok(vec![sample.mean])),
    is_smooth: true,
};

/// The laws of whole numbers.
pub const FORMS: &[Form] = &[
    POISSON,
    Form {
        name: "Binomial",
        family: "Binomial",
        coordinates: &[Held, Probability],
        parameters: &["n", "p"],
        slots: &[P, P],
        solution: Some(binomial),
        ..POISSON
    },
    Form {
        name: "NegativeBinomial",
        family: "NegativeBinomial",
        coordinates: &[Shape { least: 0.0 }, Probability],
        parameters: &["s", "p"],
        slots: &[P, P],
        starts: |sample, _| {
            let excess = sample.sd * sample.sd - sample.mean;
            // Anscombe 1950: the likelihood has a maximum only where the variance exceeds the mean.
            if excess <= 0.0 {
                return Vec::new();
            }
            let s = sample.mean * sample.mean / excess;
            vec![vec![s, s / (s + sample.mean)]]
        },
        solution: None,
        ..POISSON
    },
    Form {
        name: "Geometric",
        family: "Geometric",
        coordinates: &[Probability],
        parameters: &["p"],
        slots: &[P],
        solution: Some(|sample, _| Ok(vec![1.0 / (1.0 + sample.mean)])),
        ..POISSON
    },
    Form {
        name: "IntegerUniform",
        family: "IntegerUniform",
        needs: Needs::Whole,
        coordinates: &[Held, Held],
        parameters: &["min", "max"],
        slots: &[P, P],
        solution: Some(|sample, bounds| {
            Ok(vec![bounds.below.unwrap_or(sample.min()), bounds.above.unwrap_or(sample.max())])
        }),
        is_smooth: false,
        ..POISSON
    },
];

/// Number of trials and probability. The likelihood of the number, with the best probability for
/// each, has one maximum where the variance is below the mean (Olkin, Petkau and Zidek 1981).
fn binomial(sample: &Sample, _: Bounds) -> Result<Vec<f64>, &'static str> {
    const TRIALS_MAX: f64 = 1e9;
    if sample.sd * sample.sd >= sample.mean {
        return Err("the numbers vary as much as Poisson's or more");
    }
    let log_likelihood = |n: f64| {
        let p = (sample.mean / n).min(1.0);
        let rest = 1.0 - p;
        let choices = sum(sample.distinct.iter().map(|(k, times)| times * ln_choose(n, *k)));
        let failures = n - sample.mean;
        let of_failures = if rest > 0.0 { failures * ln_1p(-p) } else { 0.0 };
        choices + sample.count() * (sample.mean * ln(p) + of_failures)
    };
    let mut low = sample.max();
    let mut step = 1.0;
    // Out to beyond the maximum, then in by thirds.
    while log_likelihood(low + 2.0 * step) > log_likelihood(low + step) {
        step *= 2.0;
        if step > TRIALS_MAX {
            return Err("the number of trials has no best value: it is Poisson in the limit");
        }
    }
    let mut high = low + 2.0 * step;
    while high - low > 2.0 {
        let third = ((high - low) / 3.0).floor().max(1.0);
        if log_likelihood(low + third) < log_likelihood(high - third) {
            low += third;
        } else {
            high -= third;
        }
    }
    let mut best = low;
    for n in [low + 1.0, high] {
        if log_likelihood(n) > log_likelihood(best) {
            best = n;
        }
    }
    Ok(vec![best, (sample.mean / best).min(1.0)])
}
