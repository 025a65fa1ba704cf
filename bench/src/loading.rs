//! Reading and first calculation of a large workbook, beside other spreadsheet engines.

use std::ffi::OsStr;
use std::path::Path;

use ulam_formula::value::Value;
use ulam_workbook::{Limits, Workbook};

use crate::child::{self, Measured};
use crate::measure::timed;
use crate::models::NOW;
use crate::options::Options;
use crate::others::{formualizer, ironcalc};
use crate::table::{Table, ratio};
use crate::workbooks::large::{LargeWorkbook, TOTAL_COLUMN};

/// First argument of a process that reads one workbook; the reader, the rows and the path follow.
pub const IN_CHILD: &str = "load";

/// A program that reads workbooks.
#[derive(Clone, Copy, PartialEq)]
pub enum Reader {
    /// This one.
    Ulam,
    /// Formualizer.
    Formualizer,
    /// IronCalc.
    IronCalc,
}

impl Reader {
    /// All of them, the reference first.
    pub const ALL: [Reader; 3] = [Reader::Ulam, Reader::Formualizer, Reader::IronCalc];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Reader::Ulam => "Ulam",
            Reader::Formualizer => "formualizer",
            Reader::IronCalc => "IronCalc",
        }
    }
}

/// Measures and prints the tables.
pub fn run(options: &Options) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    for is_shared in [true, false] {
        let path = folder.path().join("large.xlsx");
        let rows = options.loading_rows();
        let workbook = LargeWorkbook::write(&path, rows, is_shared)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let formulas = workbook.formulas;
        let kind = if is_shared { "shared" } else { "each with its text" };
        println!("loading: {formulas} formulas, {kind}; {:.1} MB file", workbook.file_mb);
        measure(&path, &workbook, options)?;
    }
    Ok(())
}

fn measure(path: &Path, workbook: &LargeWorkbook, options: &Options) -> Result<(), String> {
    let mut best: Vec<Result<Measured, String>> = Vec::new();
    for round in 0..options.repetitions().min(3) {
        for (index, reader) in Reader::ALL.into_iter().enumerate() {
            let rows = workbook.rows.to_string();
            let arguments: [&OsStr; 4] =
                [IN_CHILD.as_ref(), reader.name().as_ref(), rows.as_ref(), path.as_ref()];
            let measured = child::measure(&arguments).and_then(|measured| {
                check(measured.result, workbook.total)?;
                Ok(measured)
            });
            match (round, measured) {
                (0, measured) => best.push(measured),
                (_, Ok(measured)) => {
                    if let Ok(known) = &mut best[index] {
                        known.read_seconds = known.read_seconds.min(measured.read_seconds);
                        known.run_seconds = known.run_seconds.min(measured.run_seconds);
                    }
                }
                (_, Err(_)) => {}
            }
        }
    }
    let mut table =
        Table::new(&["program", "read s", "calculate s", "both s", "x Ulam", "peak MB"]);
    let both = |measured: &Measured| measured.read_seconds + measured.run_seconds;
    let ours = best.first().and_then(|first| first.as_ref().ok()).map(both);
    for (reader, measured) in Reader::ALL.into_iter().zip(&best) {
        let name = reader.name().to_string();
        table.row(match measured {
            Ok(measured) => vec![
                name,
                format!("{:.2}", measured.read_seconds),
                format!("{:.2}", measured.run_seconds),
                format!("{:.2}", both(measured)),
                ours.map_or_else(String::new, |ours| ratio(both(measured) / ours)),
                measured.peak_memory_bytes.map_or_else(
                    || "unknown".to_string(),
                    |bytes| format!("{}", bytes / 1_000_000),
                ),
            ],
            Err(why) => vec![name, why.clone()],
        });
    }
    table.print();
    Ok(())
}

fn check(found: f64, expected: f64) -> Result<(), String> {
    if (found - expected).abs() <= 1e-9 * expected.abs() {
        return Ok(());
    }
    Err(format!("its total is {found} instead of {expected}"))
}

/// Reads and calculates a large workbook of `rows` rows in this process.
pub fn load(reader: Reader, rows: u32, path: &Path) -> Result<Measured, String> {
    match reader {
        Reader::Ulam => {
            let (workbook, read) = timed(|| {
                let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
                Workbook::read(&bytes, &Limits::default()).map_err(|error| error.to_string())
            });
            let mut workbook = workbook?;
            let (_, calculation) = timed(|| workbook.recalculate(NOW));
            let cell = workbook
                .locate(&format!("Data!{TOTAL_COLUMN}{rows}"))
                .map_err(|error| error.to_string())?;
            match workbook.cell_at(cell).map(|cell| workbook.cells().value(cell).into_owned()) {
                Some(Value::Number(total)) => {
                    Ok(Measured::new(read.as_secs_f64(), calculation.as_secs_f64(), total))
                }
                other => Err(format!("the total is {other:?}")),
            }
        }
        Reader::Formualizer => {
            let (workbook, read) = timed(|| formualizer::load(path));
            let mut workbook = workbook?;
            let (result, calculation) = timed(|| workbook.evaluate_all());
            result.map_err(|error| error.to_string())?;
            let total = formualizer::number(&workbook, "Data", rows, TOTAL_COLUMN_NUMBER)?;
            Ok(Measured::new(read.as_secs_f64(), calculation.as_secs_f64(), total))
        }
        Reader::IronCalc => {
            let (model, read) = timed(|| ironcalc::load(path));
            let mut model = model?;
            let ((), calculation) = timed(|| model.evaluate());
            let total = ironcalc::number(&model, 0, rows, TOTAL_COLUMN_NUMBER)?;
            Ok(Measured::new(read.as_secs_f64(), calculation.as_secs_f64(), total))
        }
    }
}

/// [`TOTAL_COLUMN`] from 1.
const TOTAL_COLUMN_NUMBER: u32 = (TOTAL_COLUMN as u8 - b'A') as u32 + 1;
