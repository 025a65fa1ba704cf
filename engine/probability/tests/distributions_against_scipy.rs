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
        let actual = match row.quantity {
            "pdf" => law.pdf(row.argument),
            "cdf" => law.cdf(row.argument),
            "survival" => law.survival(row.argument),
            "quantile" => law.quantile(row.argument),
            "mean" => law.mean(),
            "variance" => law.variance(),
            "skewness" => law.skewness(),
            "kurtosis" => law.kurtosis(),
            other => panic!("unknown quantity {other}"),
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
        if error.is_nan() || error > allowed * scale {
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
    assert!(rows.len() > 3000, "only {} rows", rows.len());
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), rows.len(), failures.join("\n"));
}

#[test]
fn every_family_is_covered_twice() {
    let rows = rows();
    for family in FAMILIES {
        let mut calls: Vec<&str> = rows
            .iter()
            .filter(|row| parse_call(row.call).0 == family.name)
            .map(|row| row.call)
            .collect();
        calls.dedup();
        let wanted = if matches!(family.name, "SplitTriangular" | "Empirical" | "DiscreteUniform") {
            1
        } else {
            2
        };
        assert!(calls.len() >= wanted, "{}: {calls:?}", family.name);
    }
}
