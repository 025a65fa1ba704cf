//! Every family far out in both tails, down to probabilities of 1e-300, and at hard parameters,
//! against `data/make_hard_distributions.py`: mpmath with 40 digits, written independently of the
//! library.

mod support;

use support::{build, parse_call};
use ulam_probability::distribution::Distribution;
use ulam_probability::distributions::FAMILIES;

/// Relative error allowed.
const ERROR_MAX: f64 = 1e-10;

/// A probability of x, and what the last digit of x, or of an end of the support that is computed
/// from the parameters, is worth.
fn probability(law: &dyn Distribution, quantity: &str, x: f64) -> (f64, f64) {
    let value = |x: f64| if quantity == "cdf" { law.cdf(x) } else { law.survival(x) };
    if law.is_discrete() {
        return (value(x), 0.0);
    }
    let (low, high) = law.support();
    let end = |end: f64| if end.is_finite() { end.abs() } else { 0.0 };
    let step = f64::EPSILON * x.abs().max(end(low)).max(end(high).min(x.abs() * 1e3));
    (value(x), (value(x + step) - value(x - step)).abs())
}

/// A quantile, and what the last digit of its place is worth: a place near 0 inside a law far from
/// it, or near the end of the support, is known to the digits of the scale.
fn quantile(law: &dyn Distribution, p: f64) -> (f64, f64) {
    let (low, high) = law.support();
    let x = law.quantile(p);
    let nearest_end = [low, high]
        .into_iter()
        .filter(|end| end.is_finite())
        .min_by(|a, b| (a - x).abs().total_cmp(&(b - x).abs()))
        .unwrap_or(0.0);
    let scale = law.quantile(0.5).abs().min(x.abs() * 1e6).max(nearest_end.abs());
    (x, 2.0 * f64::EPSILON * scale)
}

#[test]
fn agree_with_mpmath_far_out_and_at_hard_parameters() {
    let data = include_str!("data/hard_distributions.csv");
    let mut failures = Vec::new();
    let mut families: Vec<&str> = Vec::new();
    let mut rows = 0;
    for line in data.lines().skip(1) {
        let (call, rest) = line[1..].split_once("\",").expect("a quoted call");
        let mut fields = rest.split(',');
        let quantity = fields.next().expect("a quantity");
        let argument: f64 = fields.next().expect("an argument").parse().expect("a number");
        let expected: f64 = fields.next().expect("a value").parse().expect("a number");
        let law = build(call);
        let (actual, rounding) = match quantity {
            "quantile" => quantile(&*law, argument),
            _ => probability(&*law, quantity, argument),
        };
        let error = (actual - expected).abs();
        if error.is_nan() || error > ERROR_MAX * expected.abs() + rounding {
            failures.push(format!(
                "{call} {quantity} {argument:e}: {actual:e}, expected {expected:e}, relative error \
                 {:.1e}",
                error / expected.abs()
            ));
        }
        rows += 1;
        let family = parse_call(call).0;
        if families.last() != Some(&family) && !families.contains(&family) {
            families.push(family);
        }
    }
    assert!(failures.is_empty(), "{} of {rows}:\n{}", failures.len(), failures.join("\n"));
    for family in FAMILIES.iter().filter(|family| !WITHOUT_TAILS.contains(&family.name)) {
        assert!(families.contains(&family.name), "{}", family.name);
    }
}

/// A few values each, computed exactly, or (JohnsonMoments) a law that is another one here; Compound
/// is a transform with an error of its own. `distributions_against_scipy.rs` and `vendors.rs` test
/// them.
const WITHOUT_TAILS: [&str; 9] = [
    "Bernoulli",
    "Compound",
    "CumulativeDescending",
    "Discrete",
    "DiscreteUniform",
    "Empirical",
    "General",
    "JohnsonMoments",
    "Metalog",
];
