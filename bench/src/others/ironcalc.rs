//! IronCalc, a spreadsheet engine in Rust.

use std::path::Path;

use ironcalc::base::Model;
use ironcalc::base::cell::CellValue;

use super::{Cell, Engine, Loop};

/// Seconds that a trial takes.
pub fn seconds_per_trial(task: &Loop, seconds: f64) -> Result<f64, String> {
    let mut engine = Loaded { model: load(&task.workbook)? };
    engine.model.evaluate();
    task.run(seconds, &mut engine)
}

/// Reads a workbook.
pub fn load(path: &Path) -> Result<Model<'static>, String> {
    let path = path.to_str().ok_or("its path is no text")?;
    ironcalc::import::load_from_xlsx(path, "en", "UTC", "en").map_err(|error| format!("{error:?}"))
}

/// The number in a cell; `row` and `column` count from 1.
pub fn number(model: &Model, sheet: u32, row: u32, column: u32) -> Result<f64, String> {
    match model.get_cell_value_by_index(sheet, row as i32, column as i32)? {
        CellValue::Number(number) => Ok(number),
        other => Err(format!("row {row}, column {column} is {other:?}")),
    }
}

struct Loaded {
    model: Model<'static>,
}

impl Engine for Loaded {
    fn set(&mut self, cell: &Cell, value: f64) -> Result<(), String> {
        let (row, column) = (cell.row as i32, cell.column as i32);
        self.model.update_cell_with_number(cell.sheet_index, row, column, value)
    }
    fn calculate(&mut self) -> Result<(), String> {
        self.model.evaluate();
        Ok(())
    }
    fn get(&mut self, cell: &Cell) -> Result<f64, String> {
        number(&self.model, cell.sheet_index, cell.row, cell.column)
    }
}
