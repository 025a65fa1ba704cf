//! What people see on a terminal.

pub mod analysis;
pub mod colour;
pub mod histogram;
pub mod interrupt;
pub mod number;
pub mod progress;
pub mod several;
pub mod table;

use std::io::Write;

use ulam_formula::address::CellAddress;
use ulam_formula::coerce;
use ulam_formula::value::Value;
use ulam_workbook::Workbook;

/// Writes a warning to standard error.
pub fn warn(message: &str) {
    let style = colour::WARNING;
    let _ = writeln!(anstream::stderr(), "{style}warning:{style:#} {message}");
}

/// A cell's value as General shows it.
pub fn value_text(value: &Value) -> String {
    match value {
        Value::Array(array) => value_text(array.get(0, 0)),
        Value::Error(error) => error.to_string(),
        other => coerce::to_text(other).map_or_else(|error| error.to_string(), |t| t.to_string()),
    }
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

/// Some names, separated by commas; of many only the first ones.
pub fn listed(names: impl ExactSizeIterator<Item = String>, names_max: usize) -> String {
    let count = names.len();
    let mut text = names.take(names_max).collect::<Vec<_>>().join(", ");
    if count > names_max {
        text.push_str(&format!(" and {} more", number::count((count - names_max) as u64)));
    }
    text
}
