//! JohnsonMoments: the member of Johnson's system with given moments.

use ulam_numeric::elementary::{exp, ln};

use super::arguments::{Rules, number, numbers};
use super::johnson::{JOHNSON_SB, JOHNSON_SU};
use super::least_squares::{Unknowns, solve};
use super::lognormal::LOGNORMAL2;
use super::modifiers::shifted;
use super::normal::NORMAL;
use super::scaled::negated;
use crate::distribution::{Argument, Family, ParameterError, SharedDistribution};

/// The row of `JohnsonMoments`.
pub static JOHNSON_MOMENTS: Family = Family {
    name: "JohnsonMoments",
    summary: "The Johnson law with a given mean, standard deviation, skewness and kurtosis.",
    formula: "The one of Normal, shifted Lognormal, JohnsonSU and JohnsonSB that has these moments. \
              Johnson 1949; Hill, Hill and Holder 1976 (algorithm AS 99)",
    parameters: &[
        number("mean", "mean"),
        number("sd", "standard deviation, above 0"),
        number("skewness", "skewness"),
        number("kurtosis", "kurtosis (3 for a normal law), above skewness^2 + 1"),
    ],
    example: "JohnsonMoments(100, 15, 0.5, 4)",
    build,
};

/// How far from the lognormal line (in kurtosis) a law counts as lognormal: AS 99's tolerance.
const LINE_WIDTH: f64 = 0.01;

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [mean, sd, skewness, kurtosis] = numbers(&JOHNSON_MOMENTS, arguments)?;
    Rules(JOHNSON_MOMENTS.name).positive("sd", sd)?;
    let impossible = |why: &str| {
        ParameterError(format!(
            "JohnsonMoments: no Johnson law has skewness {skewness} and kurtosis {kurtosis}: {why}"
        ))
    };
    if kurtosis <= skewness * skewness + 1.0 {
        return Err(impossible("kurtosis must be above skewness^2 + 1"));
    }
    if skewness.abs() > 50.0 || kurtosis > 1e5 {
        return Err(impossible("they are too large to be found"));
    }
    if skewness.abs() < 1e-4 && (kurtosis - 3.0).abs() < LINE_WIDTH {
        return (NORMAL.build)(&[mean, sd].map(Argument::Number));
    }
    // Mirrored where it leans left, so that one case is left.
    let mirrored = skewness < 0.0;
    let lean = skewness.abs();
    let standard = standard(lean, kurtosis).ok_or_else(|| impossible("the search failed"))?;
    let law = if mirrored { negated(standard) } else { standard };
    let (law_mean, law_sd) = (law.mean(), law.variance().sqrt());
    Ok(shifted(super::scaled::scaled(law, sd / law_sd), mean - law_mean * (sd / law_sd)))
}

/// A law of this skewness (at least 0) and kurtosis, wherever it lies and however wide it is.
fn standard(skewness: f64, kurtosis: f64) -> Option<SharedDistribution> {
    let w = lognormal_w(skewness);
    let line = ((w + 2.0) * w + 3.0) * w * w - 3.0;
    if (kurtosis - line).abs() < LINE_WIDTH && skewness > 1e-4 {
        return (LOGNORMAL2.build)(&[0.0, ln(w).sqrt()].map(Argument::Number)).ok();
    }
    let family = if kurtosis > line { &JOHNSON_SU } else { &JOHNSON_SB };
    // Unknowns: the first shape, and the logarithm of the second.
    let law = |x: &Unknowns| {
        if x[0].abs() > 200.0 || x[1].abs() > 12.0 {
            return None;
        }
        (family.build)(&[x[0], exp(x[1]), 0.0, 1.0].map(Argument::Number)).ok()
    };
    let residuals = |x: &Unknowns| {
        let law = law(x)?;
        Some([law.skewness() - skewness, ln(law.kurtosis()) - ln(kurtosis), 0.0, 0.0])
    };
    let mut starts = Vec::new();
    for first in [0.0, 0.5, 1.0, 2.0, 4.0] {
        for second in [-0.7, 0.0, 0.7, 1.4] {
            let sign = if kurtosis > line { -1.0 } else { 1.0 };
            starts.push([sign * first, second, 0.0, 0.0]);
        }
    }
    law(&solve(2, &starts, &residuals)?)
}

/// e^(sigma^2) of the lognormal law with this skewness: the root of (w - 1)(w + 2)^2 = skewness^2.
fn lognormal_w(skewness: f64) -> f64 {
    let (mut low, mut high) = (1.0, 1.0 + skewness * skewness);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if (middle - 1.0) * (middle + 2.0) * (middle + 2.0) < skewness * skewness {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}
