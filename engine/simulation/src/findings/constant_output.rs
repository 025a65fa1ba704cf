//! Outputs that don't vary.

use super::subject::Subject;
use super::{Found, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "constant-output",
    title: "Output that no input reaches",
    severity: Severity::Medium,
    why: "It is the same in every trial: a pasted value, or a formula that reads other cells than \
          the inputs.",
    remedy: "Trace the output's precedents: somewhere a number stands in place of a formula.",
    when: "for outputs of the model that depend on no input and no random function.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    let (Some(model), Some(slice)) = (subject.model, subject.sliced()) else {
        return Vec::new();
    };
    model
        .outputs
        .iter()
        .map(|output| output.cell)
        .filter(|cell| {
            let owner = subject.workbook.array_anchor(*cell).unwrap_or(*cell);
            !slice.random.contains(&owner) && subject.inputs.get(*cell).is_none()
        })
        .map(|cell| Found::at(cell, "no input reaches this output: it never varies".to_string()))
        .collect()
}
