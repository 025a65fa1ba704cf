//! Results that change from day to day.

use super::subject::{Subject, calls_of, named};
use super::{Found, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "volatile-clock",
    title: "Result that depends on today's date",
    severity: Severity::Low,
    why: "NOW and TODAY give another number tomorrow: the same seed no longer gives the same result, \
          and a report can't be reproduced.",
    remedy: "Put the valuation date in a cell.",
    when: "once, for formulas with NOW or TODAY that other formulas read or that the outputs depend \
           on.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    let cells: Vec<_> = subject
        .formulas
        .iter()
        .filter(|formula| !calls_of(&formula.formula.root, &["NOW", "TODAY"]).is_empty())
        .map(|formula| formula.cell)
        .filter(|cell| match subject.has_outputs() {
            true => subject.is_any_on_path(&[*cell]),
            false => subject.readers(*cell) > 0,
        })
        .collect();
    if cells.is_empty() {
        return Vec::new();
    }
    let message = format!("the time of calculation is used in {}", named(subject, &cells));
    vec![Found { cells, message }]
}
