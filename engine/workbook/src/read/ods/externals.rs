//! Other documents that formulas refer to, numbered as they are met.

use ulam_formula::value::Value;

use super::super::error::ReadError;
use crate::workbook::{ExternalBook, ExternalSheet};

/// Other documents at most.
const BOOKS_MAX: usize = 10_000;

/// The other documents met so far.
#[derive(Default)]
pub(super) struct Externals {
    pub(super) books: Vec<ExternalBook>,
}

impl Externals {
    /// Number (from 1) of the document at an address; `None` if there are too many.
    pub(super) fn number(&mut self, target: &str) -> Option<usize> {
        // Few: a model links to a handful.
        if let Some(index) = self.books.iter().position(|book| book.target == target) {
            return Some(index + 1);
        }
        if self.books.len() >= BOOKS_MAX {
            return None;
        }
        self.books.push(ExternalBook { target: target.to_string(), ..ExternalBook::default() });
        Some(self.books.len())
    }

    /// Adds a cached sheet of a document.
    pub(super) fn add_sheet(
        &mut self,
        target: &str,
        name: &str,
        cells: impl Iterator<Item = ((u32, u32), Value)>,
    ) -> Result<(), ReadError> {
        let Some(number) = self.number(target) else {
            let (found, limit) = (BOOKS_MAX as u64 + 1, BOOKS_MAX as u64);
            return Err(ReadError::TooLarge { what: "linked workbooks: at least", found, limit });
        };
        let sheet = ExternalSheet { name: name.to_string(), cells: cells.collect() };
        self.books[number - 1].sheets.push(sheet);
        Ok(())
    }
}

/// The address of the document and the name of the sheet in `'file:///a.ods'#$Sheet1` or
/// `'file:///a.ods'#Sheet1`; `None` for a name that points to no other document.
pub(super) fn external_sheet(name: &str) -> Option<(String, String)> {
    let rest = name.strip_prefix('\'')?;
    let end = rest.find("'#")?;
    let sheet = rest[end + 2..].trim_start_matches('$');
    let sheet = match sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\'')) {
        Some(quoted) => quoted.replace("''", "'"),
        None => sheet.to_string(),
    };
    Some((rest[..end].replace("''", "'"), sheet))
}
