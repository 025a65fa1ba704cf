//! Workbooks that are large in one way each: many bytes, many formulas, whole columns, a long chain.

use std::io::{self, Write};
use std::path::Path;

use super::large::LargeWorkbook;
use super::{SheetPart, write_workbook};

/// A way of being large.
#[derive(Clone, Copy, PartialEq)]
pub enum Extreme {
    /// Not large at all: one cell, which shows what the program itself takes.
    Empty,
    /// A file of 100 megabytes: numbers that compress badly.
    Bytes,
    /// Two million formulas, filled down.
    Formulas,
    /// A million formulas that are all different.
    DistinctFormulas,
    /// Sums, lookups and conditional sums over whole columns.
    WholeColumns,
    /// Each cell reads the one below it; the first one is computed first.
    Chain,
}

/// Number columns of [`Extreme::Bytes`].
const NUMBER_COLUMNS: [char; 10] = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'];

impl Extreme {
    /// All of them, the empty one first.
    pub const ALL: [Extreme; 6] = [
        Extreme::Empty,
        Extreme::Bytes,
        Extreme::Formulas,
        Extreme::DistinctFormulas,
        Extreme::WholeColumns,
        Extreme::Chain,
    ];

    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Extreme::Empty => "one cell",
            Extreme::Bytes => "100 MB of numbers",
            Extreme::Formulas => "2,000,000 formulas",
            Extreme::DistinctFormulas => "1,000,000 distinct formulas",
            Extreme::WholeColumns => "whole-column references",
            Extreme::Chain => "a chain 100,000 deep",
        }
    }

    /// Its rows at full size.
    fn rows(self) -> u32 {
        match self {
            Extreme::Empty => 1,
            Extreme::Bytes => 745_000,
            Extreme::Formulas => 200_000,
            Extreme::DistinctFormulas | Extreme::WholeColumns | Extreme::Chain => 100_000,
        }
    }

    /// Writes the workbook, of a tenth of the rows if `is_quick`.
    pub fn write(self, path: &Path, is_quick: bool) -> io::Result<()> {
        let rows = if is_quick { self.rows().div_ceil(10) } else { self.rows() };
        if self == Extreme::Formulas {
            return LargeWorkbook::write(path, rows, true).map(|_| ());
        }
        let mut random = 1_u64;
        write_workbook(path, &["Data"], &mut |_, part| {
            (1..=rows).try_for_each(|row| {
                write!(part, "<row r=\"{row}\">")?;
                match self {
                    Extreme::Bytes => write_numbers(part, row, &mut random)?,
                    Extreme::DistinctFormulas => write_distinct(part, row)?,
                    Extreme::WholeColumns => write_columns(part, row)?,
                    Extreme::Empty | Extreme::Chain => write_link(part, row, rows)?,
                    // Written above.
                    Extreme::Formulas => {}
                }
                write!(part, "</row>")
            })
        })
    }
}

/// Numbers of 16 digits (Knuth's MMIX generator).
fn write_numbers(part: &mut SheetPart, row: u32, random: &mut u64) -> io::Result<()> {
    for column in NUMBER_COLUMNS {
        *random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        let number = (*random >> 11) as f64 / (1_u64 << 43) as f64;
        write!(part, "<c r=\"{column}{row}\"><v>{number}</v></c>")?;
    }
    Ok(())
}

fn write_distinct(part: &mut SheetPart, row: u32) -> io::Result<()> {
    write!(part, "<c r=\"A{row}\"><v>{row}</v></c>")?;
    for (number, column) in ('B'..='K').enumerate() {
        let (factor, other) = (u64::from(row) * 10 + number as u64, row % 97 + 1);
        let value = u64::from(row) * factor + u64::from(other);
        write!(part, "<c r=\"{column}{row}\"><f>A{row}*{factor}+$A${other}</f><v>{value}</v></c>")?;
    }
    Ok(())
}

fn write_columns(part: &mut SheetPart, row: u32) -> io::Result<()> {
    write!(
        part,
        "<c r=\"A{row}\"><v>{key}</v></c><c r=\"B{row}\"><v>{row}</v></c>\
         <c r=\"C{row}\"><f>SUM(A:A)/B{row}</f></c><c r=\"D{row}\"><f>SUMIF(A:A,A{row},B:B)</f></c>\
         <c r=\"E{row}\"><f>VLOOKUP(A{row},A:B,2,FALSE)</f></c>\
         <c r=\"F{row}\"><f>COUNT(A:B)-MATCH(A{row},A:A,0)</f></c>",
        key = row % 1000
    )
}

fn write_link(part: &mut SheetPart, row: u32, rows: u32) -> io::Result<()> {
    if row == rows {
        return write!(part, "<c r=\"A{row}\"><v>1</v></c>");
    }
    write!(part, "<c r=\"A{row}\"><f>A{}+1</f><v>{}</v></c>", row + 1, rows + 1 - row)
}
