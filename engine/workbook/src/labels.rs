//! What people call a cell: the text that heads its row, or else the one above it.

use ulam_formula::address::CellAddress;
use ulam_formula::value::Value;

use crate::workbook::Workbook;

/// How far to the left and how far up a label is looked for.
const COLUMNS_MAX: u32 = 40;
const ROWS_MAX: u32 = 100;
/// Longest label, in characters.
const LENGTH_MAX: usize = 80;
/// A text this short is a number, a unit or a mark rather than a label, if there is a longer one.
const SHORT_MAX: usize = 3;

/// Words that units consist of, beside currencies.
const UNIT_WORDS: [&str; 48] = [
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "billions",
    "k",
    "m",
    "mn",
    "bn",
    "th",
    "units",
    "unit",
    "pieces",
    "pcs",
    "each",
    "percent",
    "pct",
    "per",
    "a",
    "of",
    "year",
    "years",
    "yr",
    "month",
    "months",
    "week",
    "weeks",
    "day",
    "days",
    "hour",
    "hours",
    "kg",
    "t",
    "tonnes",
    "tons",
    "kwh",
    "mwh",
    "gwh",
    "kw",
    "mw",
    "km",
    "m2",
    "m3",
    "litres",
    "barrels",
    "bbl",
    "ratio",
];
/// Codes of common currencies.
const CURRENCIES: [&str; 10] =
    ["usd", "eur", "gbp", "jpy", "chf", "cad", "aud", "cny", "sek", "inr"];

/// How much a text beside a cell says of what the cell is: a unit nothing, a code or an abbreviation
/// (NPV) a little.
fn worth(text: &str) -> u8 {
    if is_unit(text) {
        return 0;
    }
    if text.chars().count() <= SHORT_MAX { 1 } else { 2 }
}

/// Whether a text is a unit, such as "$ thousand", "EUR/kWh" or "(% per year)".
fn is_unit(text: &str) -> bool {
    let is_mark = |character: char| !character.is_alphanumeric();
    text.split(is_mark).filter(|word| !word.is_empty()).all(|word| {
        let word = word.to_lowercase();
        let is_number = word.chars().all(|character| character.is_ascii_digit());
        is_number || UNIT_WORDS.contains(&word.as_str()) || CURRENCIES.contains(&word.as_str())
    })
}

impl Workbook {
    /// The text that heads a cell's row: the leftmost one of those to its left, but none from beyond
    /// a number further left, which belongs to another table; or else the text above the cell in its
    /// column. `None` if there is none near.
    pub fn label(&self, cell: CellAddress) -> Option<String> {
        self.row_label(cell).or_else(|| {
            (cell.row.saturating_sub(ROWS_MAX)..cell.row)
                .rev()
                .find_map(|row| self.label_text(CellAddress { row, ..cell }))
        })
    }

    fn row_label(&self, cell: CellAddress) -> Option<String> {
        let mut best: Option<String> = None;
        for column in (cell.column.saturating_sub(COLUMNS_MAX)..cell.column).rev() {
            let place = CellAddress { column, ..cell };
            match self.label_text(place) {
                // Codes such as "T01" stand left of the label, units such as "kg" right of it.
                Some(text) if best.as_deref().is_none_or(|known| worth(known) <= worth(&text)) => {
                    best = Some(text);
                }
                Some(_) => {}
                None if best.is_some() && self.is_number(place) => break,
                None => {}
            }
        }
        best
    }

    fn is_number(&self, cell: CellAddress) -> bool {
        let value = self.cell_at(cell).map(|id| self.cells.value(id));
        matches!(value.as_deref(), Some(Value::Number(_) | Value::Boolean(_)))
    }

    /// The text constant in a cell, on one line.
    fn label_text(&self, cell: CellAddress) -> Option<String> {
        let id = self.cell_at(cell)?;
        let value = self.cells.value(id);
        let Value::Text(text) = &*value else {
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
