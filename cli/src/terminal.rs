//! What people see on a terminal.

pub mod analysis;
pub mod colour;
pub mod histogram;
pub mod interrupt;
pub mod names;
pub mod number;
pub mod progress;
pub mod several;
pub mod table;

use std::io::Write;

use ulam_formula::address::CellAddress;
pub use ulam_report::readable::{listed, value_text};
use ulam_workbook::Workbook;

/// Writes a warning to standard error.
pub fn warn(message: &str) {
    let style = colour::WARNING;
    let _ = writeln!(anstream::stderr(), "{style}warning:{style:#} {message}");
}

/// At most so many characters of a text, an ellipsis at the end where some were left out.
pub fn shortened(text: String, characters_max: usize) -> String {
    if text.chars().count() <= characters_max {
        return text;
    }
    let mut short: String = text.chars().take(characters_max.saturating_sub(1)).collect();
    short.push('…');
    short
}

/// A circle of cells: `A!A1 -> A!B1 -> A!A1`, the middle of a long one left out.
pub fn cell_path(workbook: &Workbook, cycle: &[CellAddress], cells_max: usize) -> String {
    let mut path: Vec<String> =
        cycle.iter().take(cells_max).map(|cell| workbook.cell_name(*cell)).collect();
    if cycle.len() > cells_max {
        path.push(format!("... {} more ...", cycle.len() - cells_max));
    }
    path.extend(cycle.first().map(|cell| workbook.cell_name(*cell)));
    path.join(" -> ")
}
