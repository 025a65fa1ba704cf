//! Ranges in attributes: `B2:C9` and `B2`.

use ulam_formula::address::{Area, SheetId, parse_a1};

/// The area that `A1` or `A1:B2` means on a sheet, corners in any order.
pub(super) fn parse_area(text: &str, sheet: SheetId) -> Option<Area> {
    let text = text.trim();
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (first_row, first_column) = parse_a1(first)?;
    let (last_row, last_column) = parse_a1(last)?;
    Some(Area {
        sheet,
        first_row: first_row.min(last_row),
        last_row: first_row.max(last_row),
        first_column: first_column.min(last_column) as u16,
        last_column: first_column.max(last_column) as u16,
    })
}
