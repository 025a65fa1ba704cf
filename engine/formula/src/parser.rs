//! From text to [`Formula`].

use crate::address::{CellAddress, SheetId};
use crate::syntax::Formula;

/// What the parser must know of the workbook.
pub trait Names {
    /// The sheet of this name, in any letter case.
    fn sheet(&self, name: &str) -> Option<SheetId>;
    /// Whether distribution names without a vendor's prefix (`Normal(...)`) are calls of
    /// distributions: in specs they are, in workbooks they aren't.
    fn has_plain_distributions(&self) -> bool {
        false
    }
}

/// Why a formula can't be read.
#[derive(Clone, Debug, PartialEq)]
pub struct ParseError {
    /// Where in the text, in bytes from 0.
    pub at: usize,
    /// What is wrong and what was expected.
    pub message: String,
}

/// Parses a formula as a file stores it (en-US, `_xlfn.` prefixes, a leading `=` allowed).
pub fn parse(_text: &str, _host: CellAddress, _names: &dyn Names) -> Result<Formula, ParseError> {
    todo!()
}
