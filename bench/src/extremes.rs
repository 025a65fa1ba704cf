//! Memory and time of reading and calculating workbooks that are large in one way each.

use std::ffi::OsStr;
use std::fs::File;
use std::path::Path;

use ulam_workbook::{Limits, Workbook};
use zip::ZipArchive;

use crate::child::{self, Measured};
use crate::measure::timed;
use crate::models::NOW;
use crate::options::Options;
use crate::table::{GrowingTable, nothing, ratio};
use crate::workbooks::extremes::Extreme;

/// First argument of a process that reads and calculates one workbook; its path follows.
pub const IN_CHILD: &str = "load-extreme";

/// Measures and prints the table, each row as soon as it is known.
pub fn run(options: &Options) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let path = folder.path().join("extreme.xlsx");
    println!("memory of reading and first calculation; the goal is 10 times the file");
    let names = Extreme::ALL.iter().map(|extreme| extreme.name().chars().count());
    let heading = [
        "workbook",
        "file MB",
        "inflated MB",
        "read s",
        "calculate s",
        "peak MB",
        "x file",
        "x file beyond empty",
        "x inflated",
    ];
    let table = GrowingTable::new(&heading, names.max().unwrap_or(0));
    // What the program takes itself, with a workbook of one cell.
    let mut base = None;
    for extreme in Extreme::ALL {
        extreme
            .write(&path, options.is_quick)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let file = std::fs::metadata(&path).map_err(|error| error.to_string())?.len() as f64;
        let inflated = inflated_bytes(&path)? as f64;
        let measured = child::measure(&[IN_CHILD.as_ref(), path.as_ref()] as &[&OsStr; 2])?;
        let peak = measured.peak_memory_bytes.unwrap_or(0) as f64;
        let beyond = base.map_or_else(nothing, |base: f64| ratio((peak - base).max(0.0) / file));
        base.get_or_insert(peak);
        table.row(&[
            extreme.name().to_string(),
            format!("{:.2}", file / 1e6),
            format!("{:.0}", inflated / 1e6),
            format!("{:.2}", measured.read_seconds),
            format!("{:.2}", measured.run_seconds),
            format!("{:.1}", peak / 1e6),
            ratio(peak / file),
            beyond,
            ratio(peak / inflated),
        ]);
    }
    Ok(())
}

fn inflated_bytes(path: &Path) -> Result<u64, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let mut archive = ZipArchive::new(file).map_err(|error| error.to_string())?;
    let mut bytes = 0;
    for index in 0..archive.len() {
        bytes += archive.by_index_raw(index).map_err(|error| error.to_string())?.size();
    }
    Ok(bytes)
}

/// Reads and calculates a workbook in this process.
pub fn load(path: &Path) -> Result<Measured, String> {
    let (workbook, read) = timed(|| {
        let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
        Workbook::read(&bytes, &Limits::default()).map_err(|error| error.to_string())
    });
    let mut workbook = workbook?;
    let (recalculation, calculation) = timed(|| workbook.recalculate(NOW));
    if !recalculation.cycles.is_empty() {
        return Err("it has circular references".to_string());
    }
    let cells = workbook.cells().len() as f64;
    Ok(Measured::new(read.as_secs_f64(), calculation.as_secs_f64(), cells))
}
