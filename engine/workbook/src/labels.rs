//! What people call a cell: the text beside or above it.

use ulam_formula::address::CellAddress;
use ulam_formula::value::Value;

use crate::workbook::Workbook;

/// How far to the left and how far up a label is looked for.
const COLUMNS_MAX: u32 = 40;
const ROWS_MAX: u32 = 100;
/// Longest label, in characters.
const LENGTH_MAX: usize = 80;

impl Workbook {
    /// The nearest text to the left of a cell in its row, or else above it in its column; `None` if
    /// there is none near.
    pub fn label(&self, cell: CellAddress) -> Option<String> {
        let left = (cell.column.saturating_sub(COLUMNS_MAX)..cell.column)
            .rev()
            .find_map(|column| self.label_text(CellAddress { column, ..cell }));
        left.or_else(|| {
            (cell.row.saturating_sub(ROWS_MAX)..cell.row)
                .rev()
                .find_map(|row| self.label_text(CellAddress { row, ..cell }))
        })
    }

    /// The text constant in a cell, on one line.
    fn label_text(&self, cell: CellAddress) -> Option<String> {
        let id = self.cell_at(cell)?;
        let Value::Text(text) = self.cells.value(id) else {
            return None;
        };
        if self.cells.formula(id).is_some() {
            return None;
        }
        let mut label = String::new();
        for word in text.split_whitespace() {
            if !label.is_empty() {
                label.push(' ');
            }
            label.push_str(word);
            if label.len() > 4 * LENGTH_MAX {
                break;
            }
        }
        if label.chars().count() > LENGTH_MAX {
            label = label.chars().take(LENGTH_MAX - 1).collect();
            label.push('…');
        }
        let label = label.trim_end_matches(':').trim_end();
        (label.chars().any(char::is_alphabetic)).then(|| label.to_string())
    }
}
