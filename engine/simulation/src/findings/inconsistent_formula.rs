//! A formula that differs from those that it stands among.

use rustc_hash::FxHashMap;
use ulam_formula::address::CellAddress;

use super::subject::Subject;
use super::{Found, Rule, Severity};

/// Cells of the same row or column that may share the other formula: more are a pattern.
const EXCEPTIONS_MAX: usize = 1;

/// The rule.
pub static RULE: Rule = Rule {
    id: "inconsistent-formula",
    title: "Formula that differs from its neighbours",
    severity: Severity::Medium,
    why: "A filled row or column computes one thing. A formula in the middle of it that computes \
          another is usually a correction that was never undone, or a reference that slipped.",
    remedy: "Fill the formula through again, or set the exception apart and say why it is one.",
    when: "where two cells on each side, in a row or a column, have the same filled formula and the \
           cell between them another one; not where that other formula is filled across, or occurs \
           again in the same row or column.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    let mut in_line: FxHashMap<(bool, u16, u32, u32), usize> = FxHashMap::default();
    for formula in &subject.formulas {
        let cell = formula.cell;
        *in_line.entry((true, cell.sheet, cell.row, formula.distinct)).or_default() += 1;
        *in_line.entry((false, cell.sheet, cell.column, formula.distinct)).or_default() += 1;
    }
    let mut found = Vec::new();
    for formula in &subject.formulas {
        let cell = formula.cell;
        if subject.inputs.get(cell).is_some() {
            continue;
        }
        let at = |rows: i64, columns: i64| neighbour(subject, cell, rows, columns);
        // Along the column, then along the row.
        for (rows, columns) in [(1i64, 0i64), (0, 1)] {
            let Some(around) = at(-rows, -columns) else {
                continue;
            };
            let same = [(-2, -2), (1, 1), (2, 2)];
            let is_surrounded =
                same.into_iter().all(|(r, c)| at(rows * r, columns * c) == Some(around));
            if around == formula.distinct || !is_surrounded {
                continue;
            }
            let is_filled_across = [1, -1]
                .into_iter()
                .any(|step| at(columns * step, rows * step) == Some(formula.distinct));
            let is_row = columns == 1;
            let line = if is_row { cell.row } else { cell.column };
            let repeats = in_line.get(&(is_row, cell.sheet, line, formula.distinct)).copied();
            if is_filled_across || repeats.unwrap_or(0) > EXCEPTIONS_MAX {
                continue;
            }
            let text = |cell: CellAddress| {
                let id = subject.workbook.cell_at(cell)?;
                let text = subject.workbook.formula_text(id)?;
                Some(super::range_stops_short::shortened(&text))
            };
            let beside = CellAddress {
                row: cell.row.saturating_sub(rows as u32),
                column: cell.column.saturating_sub(columns as u32),
                ..cell
            };
            found.push(Found::at(
                cell,
                format!(
                    "{} stands among cells that have another formula ({}: {})",
                    text(cell).unwrap_or_default(),
                    subject.name(beside),
                    text(beside).unwrap_or_default()
                ),
            ));
            break;
        }
    }
    found
}

fn neighbour(subject: &Subject, cell: CellAddress, rows: i64, columns: i64) -> Option<u32> {
    let row = u32::try_from(i64::from(cell.row) + rows).ok()?;
    let column = u32::try_from(i64::from(cell.column) + columns).ok()?;
    subject.distinct(CellAddress { row, column, ..cell })
}
