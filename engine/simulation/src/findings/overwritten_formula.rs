//! Numbers typed over formulas.

use ulam_formula::address::{Area, CellAddress};
use ulam_formula::value::Value;

use super::subject::Subject;
use super::{Found, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "overwritten-formula",
    title: "Number in the middle of filled formulas",
    severity: Severity::High,
    why: "Somebody typed a value over a formula, for a test or to make a total right. It no longer \
          follows the inputs.",
    remedy: "Fill the formula through again, or move the exception to an input cell of its own.",
    when: "for a number with the same filled formula on both sides of it in its row or column, at \
           least two cells on each side; not where the model puts an input there.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    let mut found = Vec::new();
    for (index, sheet) in subject.workbook.sheets().iter().enumerate() {
        let sheet_id = index as u16;
        let whole = Area {
            sheet: sheet_id,
            first_row: 0,
            last_row: u32::MAX - 1,
            first_column: 0,
            last_column: u16::MAX,
        };
        sheet.grid.visit(whole, |row, column, id| {
            if matches!(*subject.workbook.cells().value(id), Value::Number(_))
                && subject.workbook.cells().formula(id).is_none()
            {
                let cell = CellAddress { sheet: sheet_id, row, column };
                if subject.constant(cell).is_some()
                    && subject.inputs.get(cell).is_none()
                    && (is_interrupting(subject, cell, 1, 0)
                        || is_interrupting(subject, cell, 0, 1))
                {
                    let message = format!(
                        "a number stands where the cells around it have a filled formula ({})",
                        neighbour_formula(subject, cell)
                    );
                    found.push(Found::at(cell, message));
                }
            }
            true
        });
    }
    found
}

fn neighbour(cell: CellAddress, rows: i64, columns: i64) -> Option<CellAddress> {
    let row = u32::try_from(i64::from(cell.row) + rows).ok()?;
    let column = u32::try_from(i64::from(cell.column) + columns).ok()?;
    Some(CellAddress { row, column, ..cell })
}

fn is_interrupting(subject: &Subject, cell: CellAddress, rows: i64, columns: i64) -> bool {
    let at = |steps: i64| {
        neighbour(cell, rows * steps, columns * steps).and_then(|cell| subject.distinct(cell))
    };
    let Some(first) = at(-1) else {
        return false;
    };
    [-2, 1, 2].into_iter().all(|steps| at(steps) == Some(first))
}

fn neighbour_formula(subject: &Subject, cell: CellAddress) -> String {
    let beside = [(-1, 0), (0, -1)].into_iter().find_map(|(rows, columns)| {
        let beside = neighbour(cell, rows, columns)?;
        subject.distinct(beside)?;
        let text = subject.workbook.formula_text(subject.workbook.cell_at(beside)?)?;
        Some(format!("{}: {}", subject.name(beside), super::range_stops_short::shortened(&text)))
    });
    beside.unwrap_or_default()
}
