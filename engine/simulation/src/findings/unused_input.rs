//! Inputs that nothing depends on.

use ulam_formula::syntax::{Callee, Expr};

use super::subject::{Subject, plain};
use super::{Found, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "unused-input",
    title: "Input that nothing uses",
    severity: Severity::Medium,
    why: "Its uncertainty is missing from the result. Often a formula has a number where it should \
          refer to this cell.",
    remedy: "Refer to the cell in the formula that it is meant for, or take the input away.",
    when: "for inputs of the model that no output depends on; without a model, for cells that only \
           draw from a distribution and that no formula reads.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    if let (Some(model), Some(slice)) = (subject.model, subject.sliced()) {
        let used: rustc_hash::FxHashSet<_> = slice.order.iter().map(|cell| cell.cell).collect();
        let unused = model.inputs.iter().map(|input| input.cell);
        return unused
            .filter(|cell| !used.contains(cell))
            .map(|cell| Found::at(cell, "no output depends on this input".to_string()))
            .collect();
    }
    subject
        .formulas
        .iter()
        .filter(|formula| {
            let is_draw = matches!(plain(&formula.formula.root), Expr::Call(call)
                if matches!(call.callee, Callee::Distribution(_)));
            is_draw && subject.readers(formula.cell) == 0
        })
        .map(|formula| Found::at(formula.cell, "no formula reads what this cell draws".to_string()))
        .collect()
}
