//! IFERROR that turns errors into numbers.

use ulam_formula::evaluate::{Entry, Evaluator, Progress};
use ulam_formula::syntax::Expr;
use ulam_formula::value::{CellError, Value};

use super::subject::{Subject, calls_of, function_name, named, plain};
use super::{Found, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "hidden-error",
    title: "IFERROR that hides an error now",
    severity: Severity::Medium,
    why: "A broken reference or a division by zero becomes a plausible number, in the base case and \
          in every trial, and nobody sees it.",
    remedy: "Correct what fails. Use IFNA where only a missing key is expected, and IF for a divisor \
             that may be zero.",
    when: "where what IFERROR guards is an error other than #N/A now, and a number stands in for it; \
           formulas filled over unused rows are left alone: those that guard a blank or a text.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    let mut cells = Vec::new();
    let mut kinds: Vec<String> = Vec::new();
    for formula in &subject.formulas {
        for call in calls_of(&formula.formula.root, &["IFERROR"]) {
            let (Some(guarded), Some(fallback)) = (call.arguments.first(), call.arguments.get(1))
            else {
                continue;
            };
            let is_number = matches!(plain(fallback), Expr::Number(_) | Expr::Omitted);
            if !is_number || function_name(call).is_empty() || formula.formula.sites > 0 {
                continue;
            }
            let progress = Progress::default();
            let evaluator =
                Evaluator::new(subject.workbook, formula.cell, Entry::Ordinary, &progress);
            // Names of LET and LAMBDA aren't known out of their place: they would be #NAME?.
            let Value::Error(error) = evaluator.evaluate_scalar(guarded) else {
                continue;
            };
            if matches!(error, CellError::NotAvailable | CellError::Name)
                || reads_nothing(subject, guarded, formula.cell)
            {
                continue;
            }
            if !cells.contains(&formula.cell) {
                cells.push(formula.cell);
            }
            if !kinds.contains(&error.to_string()) {
                kinds.push(error.to_string());
            }
        }
        if cells.len() >= 1_000 {
            break;
        }
    }
    if cells.is_empty() {
        return Vec::new();
    }
    let message = format!("IFERROR hides {} in {}", kinds.join(" and "), named(subject, &cells));
    vec![Found { cells, message }]
}

/// Whether an expression reads a blank cell or a text, or a zero: then the error is expected.
fn reads_nothing(subject: &Subject, expr: &Expr, host: ulam_formula::address::CellAddress) -> bool {
    let mut found = false;
    expr.visit_parts(&mut |part| {
        if let Some(cell) = subject.cell(part, host) {
            found |= match subject.value(cell) {
                Value::Blank | Value::Text(_) => true,
                Value::Number(number) => number == 0.0,
                _ => false,
            };
        }
    });
    found
}
