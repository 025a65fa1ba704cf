//! Distributions that don't vary.

use super::subject::Subject;
use super::{Found, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "narrow-distribution",
    title: "Distribution that is a constant",
    severity: Severity::Low,
    why: "Its smallest and largest value are the same, so it adds no uncertainty: perhaps its \
          parameters refer to the wrong cells.",
    remedy: "Check the parameters, or put the number in the cell.",
    when: "for inputs and distribution cells with a single possible value.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    subject
        .drawn_cells()
        .iter()
        .filter(|(_, drawn)| drawn.law.quantile(0.0001) == drawn.law.quantile(0.9999))
        // A rare event is no constant.
        .filter(|(_, drawn)| {
            let (low, high) = drawn.law.support();
            low == high
        })
        .map(|(cell, drawn)| {
            let value = drawn.law.quantile(0.5);
            Found::at(*cell, format!("{} can only be {value}", drawn.family.name))
        })
        .collect()
}
