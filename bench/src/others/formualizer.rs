//! Formualizer, a spreadsheet engine in Rust.

use std::path::Path;

use formualizer_workbook::{
    LiteralValue, LoadStrategy, NativeXlsxAdapter, SpreadsheetReader, Workbook, WorkbookConfig,
};

use super::{Cell, Engine, Loop};

/// Seconds that a trial takes.
pub fn seconds_per_trial(task: &Loop, seconds: f64) -> Result<f64, String> {
    let mut engine = Loaded { workbook: load(&task.workbook)? };
    engine.calculate()?;
    task.run(seconds, &mut engine)
}

/// Reads a workbook, with the configuration for work without undo.
pub fn load(path: &Path) -> Result<Workbook, String> {
    let reader = NativeXlsxAdapter::open_path(path).map_err(|error| error.to_string())?;
    let configuration = WorkbookConfig::ephemeral();
    Workbook::from_reader(reader, LoadStrategy::EagerAll, configuration)
        .map_err(|error| error.to_string())
}

/// The number in a cell; `row` and `column` count from 1.
pub fn number(workbook: &Workbook, sheet: &str, row: u32, column: u32) -> Result<f64, String> {
    match workbook.get_value(sheet, row, column) {
        Some(LiteralValue::Number(number)) => Ok(number),
        Some(LiteralValue::Int(number)) => Ok(number as f64),
        other => Err(format!("row {row}, column {column} is {other:?}")),
    }
}

struct Loaded {
    workbook: Workbook,
}

impl Engine for Loaded {
    fn set(&mut self, cell: &Cell, value: f64) -> Result<(), String> {
        self.workbook
            .set_value(&cell.sheet, cell.row, cell.column, LiteralValue::Number(value))
            .map_err(|error| error.to_string())
    }
    fn calculate(&mut self) -> Result<(), String> {
        self.workbook.evaluate_all().map(drop).map_err(|error| error.to_string())
    }
    fn get(&mut self, cell: &Cell) -> Result<f64, String> {
        number(&self.workbook, &cell.sheet, cell.row, cell.column)
    }
}
