//! Approximate lookups in keys that don't ascend.

use rustc_hash::FxHashMap;
use ulam_formula::address::{Area, CellAddress};
use ulam_formula::context::Context;
use ulam_formula::syntax::{Call, Expr};
use ulam_formula::value::Value;

use super::subject::{Subject, calls_of, function_name, plain};
use super::{Found, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "unsorted-lookup",
    title: "Approximate lookup in unsorted keys",
    severity: Severity::High,
    why: "Without its last argument VLOOKUP, HLOOKUP and MATCH search for the next smaller key by \
          halving, which finds anything at all where keys don't ascend.",
    remedy: "Ask for an exact match (FALSE, or 0 in MATCH), use XLOOKUP, or sort the keys.",
    when: "where the match type is left out or TRUE and the keys, constants, are out of order.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    let mut found = Vec::new();
    let mut known: FxHashMap<(Area, bool), Option<CellAddress>> = FxHashMap::default();
    for formula in &subject.formulas {
        for call in calls_of(&formula.formula.root, &["VLOOKUP", "HLOOKUP", "MATCH", "LOOKUP"]) {
            let Some((keys, ascends)) = keys(subject, call, formula.cell) else {
                continue;
            };
            let wrong = *known
                .entry((keys, ascends))
                .or_insert_with(|| out_of_order(subject, keys, ascends));
            if let Some(out_of_order) = wrong {
                found.push(Found {
                    cells: vec![formula.cell, out_of_order],
                    message: format!(
                        "{} searches {} for the next key, but {} is out of order",
                        function_name(call),
                        subject.area_name(keys),
                        subject.name(out_of_order)
                    ),
                });
            }
        }
    }
    found
}

/// The keys of an approximate lookup and whether they must ascend (else descend).
fn keys(subject: &Subject, call: &Call, host: CellAddress) -> Option<(Area, bool)> {
    let name = function_name(call);
    let table = subject.area(call.arguments.get(1)?, host)?;
    let position = if name == "MATCH" { 2 } else { 3 };
    let ascends = match call.arguments.get(position).map(plain) {
        _ if name == "LOOKUP" => true,
        None => true,
        // An omitted argument after a comma is 0 or FALSE: exact.
        Some(Expr::Number(number)) if *number >= 1.0 => true,
        Some(Expr::Unary(ulam_formula::syntax::Unary::Negate, _)) if name == "MATCH" => false,
        Some(Expr::Boolean(true)) => true,
        Some(_) => return None,
    };
    let keys = match name {
        "VLOOKUP" => Area { last_column: table.first_column, ..table },
        "HLOOKUP" => Area { last_row: table.first_row, ..table },
        "LOOKUP" if table.columns() > table.rows() => Area { last_row: table.first_row, ..table },
        "LOOKUP" => Area { last_column: table.first_column, ..table },
        _ => table,
    };
    (keys.rows() == 1 || keys.columns() == 1).then_some((keys, ascends))
}

/// The first number that is smaller than the one before it (larger, where keys descend).
fn out_of_order(subject: &Subject, keys: Area, ascends: bool) -> Option<CellAddress> {
    if !subject.may_look_at(keys) {
        return None;
    }
    let mut last: Option<f64> = None;
    let mut found = None;
    let mut has_formula = false;
    subject.workbook.visit_computed_cells(keys, &mut |_| has_formula = true);
    if has_formula {
        return None;
    }
    subject.workbook.visit(keys, &mut |row, column, value| {
        if let Value::Number(number) = value {
            let is_wrong =
                last.is_some_and(|last| if ascends { *number < last } else { *number > last });
            if is_wrong {
                found = Some(CellAddress { sheet: keys.sheet, row, column });
                return false;
            }
            last = Some(*number);
        }
        true
    });
    found
}
