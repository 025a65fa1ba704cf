//! Sums over their own subtotals.

use ulam_formula::address::CellAddress;
use ulam_formula::syntax::{Binary, Expr};

use super::subject::{Subject, calls_of, function_name, named, plain};
use super::{Found, Rule, Severity};

/// Cells of a range looked at.
const CELLS_MAX: usize = 20_000;

/// The rule.
pub static RULE: Rule = Rule {
    id: "double-counting",
    title: "Sum that includes its own subtotals",
    severity: Severity::High,
    why: "The items under a subtotal count twice: once themselves, once in the subtotal.",
    remedy: "Add the subtotals only, or use SUBTOTAL for both, which leaves nested subtotals out.",
    when: "for a SUM over a range in which a cell's formula is itself a SUM over other cells of that \
           range; not where the sum is divided by 2 to make up for it.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    let mut found = Vec::new();
    for formula in &subject.formulas {
        if is_halved(&formula.formula.root) {
            continue;
        }
        let mut subtotals: Vec<CellAddress> = Vec::new();
        for call in calls_of(&formula.formula.root, &["SUM"]) {
            for argument in call.arguments.iter() {
                let Some(area) = subject.area(argument, formula.cell) else {
                    continue;
                };
                if area.is_cell() || area.contains(formula.cell) || !subject.may_look_at(area) {
                    continue;
                }
                let mut seen = 0;
                subject.workbook.visit_computed_cells(area, &mut |cell| {
                    seen += 1;
                    if seen <= CELLS_MAX && sums_within(subject, cell, area) {
                        subtotals.push(cell);
                    }
                });
            }
        }
        if !subtotals.is_empty() {
            let message =
                format!("the sum includes its own subtotals: {}", named(subject, &subtotals));
            found.push(Found::at(formula.cell, message));
        }
    }
    found
}

/// Whether a cell's whole formula is a SUM of a range that lies inside `area` and has numbers.
fn sums_within(subject: &Subject, cell: CellAddress, area: ulam_formula::address::Area) -> bool {
    let Some(entered) = subject.workbook.formula(cell) else {
        return false;
    };
    let Expr::Call(call) = plain(&entered.formula.root) else {
        return false;
    };
    if function_name(call) != "SUM" {
        return false;
    }
    let ranges: Vec<_> =
        call.arguments.iter().map(|argument| subject.area(argument, cell)).collect();
    let is_inside = |inner: &Option<ulam_formula::address::Area>| {
        inner.is_some_and(|inner| {
            !inner.is_cell() && area.intersection(&inner) == Some(inner) && !inner.contains(cell)
        })
    };
    !ranges.is_empty() && ranges.iter().all(is_inside)
}

/// `SUM(...)/2`, which makes up for counting twice.
fn is_halved(root: &Expr) -> bool {
    let mut found = false;
    root.visit_parts(&mut |part| {
        found |= matches!(part, Expr::Binary(Binary::Divide, _, right)
            if matches!(plain(right), Expr::Number(number) if *number == 2.0));
        found |= matches!(part, Expr::Binary(Binary::Multiply, left, right)
            if [left, right].iter().any(|side| matches!(plain(side), Expr::Number(n) if *n == 0.5)));
    });
    found
}
