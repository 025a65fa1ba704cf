//! BetaBinomial.

use super::arguments::{Rules, number, numbers};
use super::atoms::Atoms;
use crate::distribution::{Argument, Family, ParameterError, SharedDistribution};

/// The row of `BetaBinomial`.
pub static BETA_BINOMIAL: Family = Family {
    name: "BetaBinomial",
    summary: "How many of a number of trials succeed where the probability itself is uncertain.",
    formula: "P(X = k) = choose(n, k) B(k + a, n - k + b) / B(a, b). Johnson, Kemp and Kotz 2005, \
              ch. 6",
    parameters: &[
        number("n", "number of trials, a whole number from 0 to 1000000"),
        number("a", "first shape of the probability's beta law, above 0"),
        number("b", "second shape of the probability's beta law, above 0"),
    ],
    example: "BetaBinomial(20, 2, 3)",
    build,
};

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    const TRIALS_MAX: f64 = 1_000_000.0; // bounds the table of probabilities
    let [n, a, b] = numbers(&BETA_BINOMIAL, arguments)?;
    let rules = Rules(BETA_BINOMIAL.name);
    rules.whole("n", n, 0.0, TRIALS_MAX)?;
    rules.positive("a", a)?;
    rules.positive("b", b)?;
    // Relative probabilities outwards from a likely value, each from the last by its ratio.
    let likely = if a > 1.0 && b > 1.0 {
        ((n + 1.0) * ((a - 1.0) / (a + b - 2.0))).floor().clamp(0.0, n)
    } else if a < b {
        0.0
    } else {
        n
    };
    let count = n as usize + 1;
    let start = likely as usize;
    let mut weights = vec![0.0; count];
    weights[start] = 1.0;
    let ratio = |k: f64| (n - k) * (k + a) / ((k + 1.0) * (n - k - 1.0 + b));
    for k in start + 1..count {
        weights[k] = weights[k - 1] * ratio((k - 1) as f64);
    }
    for k in (0..start).rev() {
        weights[k] = weights[k + 1] / ratio(k as f64);
    }
    rules.weights("probabilities", &weights)?;
    let values: Vec<f64> = (0..count).map(|k| k as f64).collect();
    Ok(Atoms::shared(&values, &weights))
}
