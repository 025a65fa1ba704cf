//! Ranges that stop short of the data beside them.

use ulam_formula::address::{Area, CellAddress};
use ulam_formula::value::Value;

use super::subject::{Subject, calls_of, function_name};
use super::{Found, Rule, Severity};

/// Longest formula in a message, in characters.
const FORMULA_MAX: usize = 60;
/// Fewest numbers of a range that is looked at.
const CELLS_MIN: usize = 3;
/// Functions of whole lists of numbers.
const FUNCTIONS: [&str; 10] =
    ["SUM", "AVERAGE", "MIN", "MAX", "COUNT", "NPV", "IRR", "STDEV.S", "STDEV", "PRODUCT"];

/// The rule.
pub static RULE: Rule = Rule {
    id: "range-stops-short",
    title: "Range that stops short of its data",
    severity: Severity::High,
    why: "A row or column was added beside the range and isn't in it: the total leaves it out.",
    remedy: "Extend the range, or leave a blank row inside it so that insertions are taken in.",
    when: "for a range of three numbers or more in a row or column whose next cell is one more of \
           the same kind (a typed number, or the same filled formula, in the same number format) \
           that no formula reads.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for formula in &subject.formulas {
        for call in calls_of(&formula.formula.root, &FUNCTIONS) {
            for argument in call.arguments.iter() {
                let Some(area) = subject.area(argument, formula.cell) else {
                    continue;
                };
                if let Some(left_out) = left_out(subject, area, formula.cell) {
                    found.push(Found {
                        cells: vec![formula.cell, left_out],
                        message: format!(
                            "{}({}) leaves out {}, the number next to it, which no formula reads",
                            function_name(call),
                            subject.area_name(area),
                            subject.name(left_out)
                        ),
                    });
                }
            }
        }
    }
    found
}

/// The cell just beyond the end of a range of one row or column that looks like one more of it.
fn left_out(subject: &Subject, area: Area, host: CellAddress) -> Option<CellAddress> {
    let is_column = area.columns() == 1 && area.rows() >= CELLS_MIN;
    let is_row = area.rows() == 1 && area.columns() >= CELLS_MIN;
    if !is_column && !is_row || area.rows().max(area.columns()) > 100_000 {
        return None;
    }
    let at = |row: u32, column: u32| CellAddress { sheet: area.sheet, row, column };
    let (rows, columns) = if is_column { (1, 0) } else { (0, 1) };
    let last = at(area.last_row, u32::from(area.last_column));
    let inner = at(last.row.checked_sub(rows)?, last.column.checked_sub(columns)?);
    // Only beyond the end: what stands before a range may be a heading such as a year, or the start
    // of a path that is meant to be left out.
    let candidate = at(last.row + rows, last.column + columns);
    let is_left_out = candidate != host
        && is_alike(subject, candidate, last)
        && is_alike(subject, last, inner)
        && subject.readers(candidate) == 0;
    is_left_out.then_some(candidate)
}

/// Whether two cells hold numbers of one kind.
fn is_alike(subject: &Subject, cell: CellAddress, other: CellAddress) -> bool {
    let (Some(id), Some(other_id)) =
        (subject.workbook.cell_at(cell), subject.workbook.cell_at(other))
    else {
        return false;
    };
    let is_number = |cell: CellAddress| matches!(subject.value(cell), Value::Number(_));
    if !is_number(cell) || !is_number(other) {
        return false;
    }
    let formats = (subject.workbook.number_format(id), subject.workbook.number_format(other_id));
    let kinds = (subject.distinct(cell), subject.distinct(other));
    formats.0 == formats.1
        && kinds.0 == kinds.1
        && subject.constant(cell).is_some() == subject.constant(other).is_some()
}

/// A formula for a message.
pub fn shortened(text: &str) -> String {
    if text.chars().count() <= FORMULA_MAX {
        return text.to_string();
    }
    let mut short: String = text.chars().take(FORMULA_MAX - 1).collect();
    short.push('…');
    short
}
