//! Finding the cell that a person names: `Sheet!A1`, `'My sheet'!B2`, `A1` or a defined name.

use ulam_formula::address::{CellAddress, parse_a1};
use ulam_formula::evaluate::{Entry, Evaluator, Progress};
use ulam_formula::syntax::Expr;
use ulam_formula::value::Value;

use crate::workbook::Workbook;

/// Why a text names no cell.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum LocateError {
    /// No sheet has this name.
    #[error("there is no sheet '{sheet}': the workbook has {known}")]
    NoSheet {
        /// The name given.
        sheet: String,
        /// The sheets that there are.
        known: String,
    },
    /// What follows the sheet is no cell.
    #[error("'{0}' is no cell: write Sheet!A1, or a defined name")]
    NoCell(String),
    /// A defined name that isn't one cell.
    #[error("the name '{0}' does not stand for one cell")]
    NotOneCell(String),
}

/// Most sheets listed in a message.
const SHEETS_LISTED_MAX: usize = 8;

impl Workbook {
    /// The cell that `text` names: with a sheet (quoted as Excel quotes it, or plainly), or a defined
    /// name, or in `A1` notation on the first sheet.
    ///
    /// # Errors
    /// No such sheet, no such cell, or a name of something other than one cell.
    pub fn locate(&self, text: &str) -> Result<CellAddress, LocateError> {
        let text = text.trim();
        if let Some((sheet, cell)) = text.rsplit_once('!') {
            let plain = sheet
                .strip_prefix('\'')
                .and_then(|sheet| sheet.strip_suffix('\''))
                .map_or_else(|| sheet.to_string(), |quoted| quoted.replace("''", "'"));
            let sheet = self.sheet_named(&plain).ok_or_else(|| self.no_sheet(&plain))?;
            return match parse_a1(cell) {
                Some((row, column)) => Ok(CellAddress { sheet, row, column }),
                None => self.named_cell(sheet, cell, text),
            };
        }
        if let Some(name) = self.names().get(0, text) {
            return self.named_cell(name.sheet.unwrap_or(0), text, text);
        }
        match parse_a1(text) {
            Some((row, column)) if !self.sheets().is_empty() => {
                Ok(CellAddress { sheet: 0, row, column })
            }
            _ => Err(LocateError::NoCell(text.to_string())),
        }
    }

    fn named_cell(&self, sheet: u16, name: &str, text: &str) -> Result<CellAddress, LocateError> {
        let defined = self.names().get(sheet, name);
        let Some(meaning) = defined.and_then(|defined| defined.meaning.as_ref().ok()) else {
            return Err(LocateError::NoCell(text.to_string()));
        };
        let progress = Progress::default();
        let host = CellAddress { sheet, row: 0, column: 0 };
        let expr: &Expr = meaning;
        match Evaluator::new(self, host, Entry::Array, &progress).evaluate(expr) {
            Value::Area(area) if area.is_cell() => Ok(area.first()),
            _ => Err(LocateError::NotOneCell(text.to_string())),
        }
    }

    fn no_sheet(&self, sheet: &str) -> LocateError {
        let names: Vec<&str> = self.sheets().iter().map(|sheet| &*sheet.name).collect();
        let mut known = names[..names.len().min(SHEETS_LISTED_MAX)].join(", ");
        if names.len() > SHEETS_LISTED_MAX {
            known.push_str(&format!(" and {} more", names.len() - SHEETS_LISTED_MAX));
        }
        LocateError::NoSheet { sheet: sheet.to_string(), known }
    }
}
