//! Every family against independent values: `data/make_distributions.py` writes each law down a
//! second time in mpmath with 30 digits, checked against SciPy.

mod support;

use support::{build, parse_call};
use ulam_probability::distributions::FAMILIES;

/// Relative errors allowed. Quantiles are limited by what the probability, rounded to a double,
/// still says of them; moments by cancellation in the textbook formulas.
const VALUE_ERROR_MAX: f64 = 2e-12;
const MOMENT_ERROR_MAX: f64 = 1e-10;

struct Row<'a> {
    call: &'a str,
    quantity: &'a str,
    argument: f64,
    expected: f64,
}

fn rows() -> Vec<Row<'static>> {
    let data = include_str!("data/distributions.csv");
    data.lines()
        .skip(1)
        .map(|line| {
            let (call, rest) = line[1..].split_once("\",").expect("a quoted call");
            let mut fields = rest.split(',');
            let quantity = fields.next().expect("a quantity");
            let argument = fields.next().expect("an argument").parse().unwrap_or(f64::NAN);
            let expected = fields.next().expect("a value").parse().expect("a number");
            Row { call, quantity, argument, expected }
        })
        .collect()
}

#[test]
fn agree_with_mpmath_and_scipy() {
    let mut failures = Vec::new();
    let rows = rows();
    for row in &rows {
        let law = build(row.call);
        let value = |argument: f64| match row.quantity {
            "pdf" => law.pdf(argument),
            "cdf" => law.cdf(argument),
            "survival" => law.survival(argument),
            "quantile" => law.quantile(argument),
            "mean" => law.mean(),
            "variance" => law.variance(),
            "skewness" => law.skewness(),
            "kurtosis" => law.kurtosis(),
            other => panic!("unknown quantity {other}"),
        };
        let actual = value(row.argument);
        // What the last digit of the argument, or of an end of the support that is computed from
        // the parameters, is worth.
        let step = 2.0 * f64::EPSILON * row.argument.abs().max(law.quantile(0.5).abs());
        let rounding = match row.quantity {
            "pdf" | "cdf" | "survival" if !law.is_discrete() => {
                (value(row.argument + step) - value(row.argument - step)).abs()
            }
            _ => 0.0,
        };
        let is_moment = row.argument.is_nan();
        // What is 0, or near it, is measured on the scale of the law.
        let scale = match row.quantity {
            "mean" | "quantile" => {
                let spread = law.quantile(0.75) - law.quantile(0.25);
                row.expected.abs().max(1e-3 * spread)
            }
            "skewness" => row.expected.abs().max(1e-2),
            _ => row.expected.abs(),
        };
        let allowed = if is_moment { MOMENT_ERROR_MAX } else { VALUE_ERROR_MAX };
        let error = (actual - row.expected).abs();
        if error.is_nan() || error > allowed * scale + rounding {
            failures.push(format!(
                "{} {} {}: {actual:e}, expected {:e}, relative error {:.1e}",
                row.call,
                row.quantity,
                row.argument,
                row.expected,
                error / scale
            ));
        }
    }
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), rows.len(), failures.join("\n"));
    assert!(rows.len() > 3000, "only {} rows", rows.len());
}

/// Laws that SciPy doesn't have: `vendors.rs` tests them against closed
/// forms.
const NOT_IN_SCIPY: [&str; 4] = ["Compound", "Mixture", "Splice", "JohnsonMoments"];

#[test]
fn every_family_is_covered_twice() {
    let rows = rows();
    for family in FAMILIES.iter().filter(|family| !NOT_IN_SCIPY.contains(&family.name)) {
        let mut calls: Vec<&str> = rows
            .iter()
            .filter(|row| parse_call(row.call).0 == family.name)
            .map(|row| row.call)
            .collect();
        calls.dedup();
        assert!(calls.len() >= 2, "{}: {calls:?}", family.name);
    }
}
