//! Formulas that read a blank where their copies read numbers.

use rustc_hash::FxHashMap;
use ulam_formula::syntax::{Binary, Expr};
use ulam_formula::value::Value;

use super::subject::{FormulaCell, Subject, named};
use super::{Found, Rule, Severity};

/// Fewest copies of a formula from which a blank stands out.
const COPIES_MIN: usize = 5;

/// The rule.
pub static RULE: Rule = Rule {
    id: "missing-operand",
    title: "Formula that reads a blank or a text",
    severity: Severity::Medium,
    why: "A blank counts as 0, so a product with it is 0 and a quotient an error; a text is an error. \
          Where the same formula has a number everywhere else, a value is missing.",
    remedy: "Enter the value, or 0 if that is what is meant.",
    when: "where a formula filled into five cells or more multiplies or divides by a cell that is \
           blank for one of them and a number for all others.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    let mut by_formula: FxHashMap<u32, Vec<FormulaCell>> = FxHashMap::default();
    for formula in &subject.formulas {
        if subject.copies(formula.distinct) as usize >= COPIES_MIN {
            by_formula.entry(formula.distinct).or_default().push(*formula);
        }
    }
    let mut found = Vec::new();
    for copies in by_formula.values() {
        let Some(first) = copies.first() else {
            continue;
        };
        let mut operands: Vec<&Expr> = Vec::new();
        first.formula.root.visit_parts(&mut |part| {
            if let Expr::Binary(Binary::Multiply | Binary::Divide, left, right) = part {
                operands.push(left);
                operands.push(right);
            }
        });
        for operand in operands {
            let mut missing = Vec::new();
            let mut numbers = 0usize;
            for copy in copies {
                let Some(cell) = subject.cell(operand, copy.cell) else {
                    continue;
                };
                match subject.value(cell) {
                    Value::Number(_) => numbers += 1,
                    Value::Blank if subject.inputs.get(cell).is_none() => {
                        missing.push((copy.cell, cell));
                    }
                    _ => {}
                }
            }
            if let [(reader, blank)] = missing[..]
                && numbers + 1 == copies.len()
            {
                found.push(Found {
                    cells: vec![reader, blank],
                    message: format!(
                        "reads the blank {}, where its {numbers} copies read numbers",
                        named(subject, &[blank])
                    ),
                });
            }
        }
    }
    found.sort_by_key(|found| found.cells.first().copied());
    found
}
