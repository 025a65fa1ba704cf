//! Cells that are errors in the base case.

use ulam_formula::value::{CellError, Value};

use super::subject::{Subject, named};
use super::{Found, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "error-value",
    title: "Cells that are errors",
    severity: Severity::High,
    why: "Whatever depends on an error is an error, or leaves something out without saying so.",
    remedy: "Correct the formula; where no value is meant, use NA() or leave the cell empty.",
    when: "once for each kind of error, where errors begin: not for cells that pass on the error of \
           another one, and not for #N/A, which is often meant.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    let mut kinds: Vec<(CellError, Vec<_>)> = Vec::new();
    for formula in &subject.formulas {
        let Value::Error(error) = subject.value(formula.cell) else {
            continue;
        };
        if error == CellError::NotAvailable || reads_error(subject, formula) {
            continue;
        }
        match kinds.iter_mut().find(|(kind, _)| *kind == error) {
            Some((_, cells)) => cells.push(formula.cell),
            None => kinds.push((error, vec![formula.cell])),
        }
    }
    kinds
        .into_iter()
        .map(|(error, cells)| {
            let message = format!("{error} begins in {}", named(subject, &cells));
            Found { cells, message }
        })
        .collect()
}

/// Whether a formula reads a single cell that is an error.
fn reads_error(subject: &Subject, formula: &super::subject::FormulaCell) -> bool {
    let mut found = false;
    formula.formula.root.visit_parts(&mut |part| {
        let cell = subject.area(part, formula.cell);
        found |= cell.is_some_and(|area| {
            let is_small = area.is_cell() || subject.may_look_at(area);
            is_small && {
                let mut any = false;
                ulam_formula::context::Context::visit(
                    subject.workbook,
                    area,
                    &mut |_, _, value| {
                        any |= value.is_error();
                        !any
                    },
                );
                any
            }
        });
    });
    found
}
