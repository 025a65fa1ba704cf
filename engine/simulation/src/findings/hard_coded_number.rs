//! Assumptions written into formulas.

use ulam_formula::syntax::{Binary, Expr, Unary};

use super::subject::{Subject, plain, refers};
use super::{Found, Rule, Severity};

/// Numbers that are no assumptions: units of time, and what shares and halves need.
const USUAL: [f64; 26] = [
    24.0, 28.0, 30.0, 31.0, 30.4, 48.0, 52.0, 60.0, 90.0, 120.0, 180.0, 182.5, 250.0, 252.0, 260.0,
    261.0, 360.0, 364.0, 365.0, 365.25, 366.0, 1440.0, 1900.0, 3600.0, 86400.0, 0.5,
];
/// Whole numbers up to this are counts of months, halves, thirds.
const SMALL_MAX: f64 = 12.0;

/// The rule.
pub static RULE: Rule = Rule {
    id: "hard-coded-number",
    title: "Assumption inside a formula",
    severity: Severity::Low,
    why: "A tax rate or a price written into a formula can't be varied, is easy to overlook, and has \
          to be changed in every copy.",
    remedy: "Put the number in a labelled cell and refer to it; then it can be an input.",
    when: "for numbers that a formula adds, subtracts, multiplies or divides cells by; not for whole \
           numbers up to 12, powers of ten, the lengths of days, months and years, exponents, and \
           arguments of functions.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    subject
        .first_of_each(|formula| {
            let root = &formula.formula.root;
            if !refers(root) {
                return None;
            }
            let mut numbers: Vec<f64> = Vec::new();
            root.visit_parts(&mut |part| {
                let Expr::Binary(
                    Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide,
                    left,
                    right,
                ) = part
                else {
                    return;
                };
                for (side, other) in [(left, right), (right, left)] {
                    let Some(number) = literal(side) else {
                        continue;
                    };
                    if !is_usual(number) && refers(other) && !numbers.contains(&number) {
                        numbers.push(number);
                    }
                }
            });
            if numbers.is_empty() {
                return None;
            }
            let texts: Vec<String> = numbers.iter().take(4).map(f64::to_string).collect();
            Some(format!("the formula has {} in it", texts.join(", ")))
        })
        .into_iter()
        .map(|(cells, message)| Found { cells, message })
        .collect()
}

fn literal(expr: &Expr) -> Option<f64> {
    match plain(expr) {
        Expr::Number(number) => Some(*number),
        Expr::Unary(Unary::Negate, inner) => literal(inner).map(|number| -number),
        Expr::Unary(Unary::Percent, inner) => literal(inner).map(|number| number / 100.0),
        _ => None,
    }
}

fn is_usual(number: f64) -> bool {
    let size = number.abs();
    if size.trunc() == size && size <= SMALL_MAX || USUAL.contains(&size) {
        return true;
    }
    // Powers of ten convert units and percentages; tiny numbers are tolerances.
    let mut power = 1.0;
    for _ in 0..12 {
        power *= 10.0;
        if size == power || (size * power - 1.0).abs() < 1e-12 {
            return true;
        }
    }
    size < 1e-6
}
