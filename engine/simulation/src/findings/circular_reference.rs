//! Cells that depend on themselves.

use super::subject::{Subject, named};
use super::{Found, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "circular-reference",
    title: "Circular reference",
    severity: Severity::High,
    why: "A cell that depends on itself has no value of its own: Excel shows 0, or whatever the last \
          iteration left.",
    remedy: "Break the circle: solve for the value in closed form, or use the previous period's \
             value.",
    when: "for every circle, unless the workbook asks for iterative calculation.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    if subject.workbook.calculation().iterate {
        return Vec::new();
    }
    let circles = subject.recalculation.cycles.iter().filter(|circle| !circle.is_empty());
    circles
        .map(|circle| Found {
            cells: circle.clone(),
            message: format!("these cells depend on one another: {}", named(subject, circle)),
        })
        .collect()
}
