//! Tables of plain text.

/// Rows of text, the first one the heading. The first column is aligned to the left, the others to
/// the right.
#[derive(Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with this heading.
    pub fn new(heading: &[&str]) -> Table {
        let mut table = Table::default();
        table.row(heading.iter().map(|cell| cell.to_string()).collect());
        table
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Prints it.
    pub fn print(&self) {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in &self.rows {
            println!("{}", aligned(row, &widths));
        }
    }
}

/// A table that is printed row by row, as each becomes known. Aligned as [`Table`].
pub struct GrowingTable {
    widths: Vec<usize>,
}

impl GrowingTable {
    /// Prints a heading. The first column is as wide as `first_width`, the others as their headings.
    pub fn new(heading: &[&str], first_width: usize) -> GrowingTable {
        let mut widths: Vec<usize> = heading.iter().map(|cell| cell.chars().count()).collect();
        if let Some(first) = widths.first_mut() {
            *first = first_width.max(*first);
        }
        let table = GrowingTable { widths };
        table.row(&heading.iter().map(|cell| cell.to_string()).collect::<Vec<_>>());
        table
    }

    /// Prints a row.
    pub fn row(&self, cells: &[String]) {
        println!("{}", aligned(cells, &self.widths));
    }
}

/// One line of a table.
fn aligned(cells: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
        match column {
            0 => line.push_str(&format!("  {cell:<width$}")),
            _ => line.push_str(&format!("  {cell:>width$}")),
        }
    }
    line.trim_end().to_string()
}

/// A rate with three digits: `18.3 M`, `620 k`, `7.31`.
pub fn rate(per_second: f64) -> String {
    match per_second {
        rate if rate >= 1e6 => format!("{} M", three_digits(rate / 1e6)),
        rate if rate >= 1e3 => format!("{} k", three_digits(rate / 1e3)),
        rate => three_digits(rate),
    }
}

/// A ratio with three digits.
pub fn ratio(ratio: f64) -> String {
    if ratio < 0.01 { format!("{ratio:.1e}") } else { three_digits(ratio) }
}

fn three_digits(number: f64) -> String {
    match number {
        number if number >= 99.95 => format!("{number:.0}"),
        number if number >= 9.995 => format!("{number:.1}"),
        number => format!("{number:.2}"),
    }
}

/// What stands where something wasn't measured.
pub fn nothing() -> String {
    "-".to_string()
}
