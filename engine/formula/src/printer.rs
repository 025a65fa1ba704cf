//! From [`Formula`] back to text.

use crate::address::{CellAddress, SheetId};
use crate::syntax::Expr;

/// The text of an expression for a host, without `=`, as Excel shows it.
pub fn print(_expr: &Expr, _host: CellAddress, _sheet_name: &dyn Fn(SheetId) -> String) -> String {
    todo!()
}
