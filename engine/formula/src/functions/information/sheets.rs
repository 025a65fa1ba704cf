//! Sheets: SHEET, SHEETS.

use crate::arguments::Arguments;
use crate::coerce;
use crate::function::{Category, Function, Outcome, Returns, example, reference};
use crate::value::{CellError, Value};

fn sheet(arguments: &Arguments) -> Outcome {
    let sheet = match arguments.raw(0) {
        Value::Omitted => arguments.evaluator.host.sheet,
        Value::Area(area) => area.sheet,
        Value::Union(areas) => areas.first().ok_or(CellError::NotAvailable)?.sheet,
        value => {
            let name = coerce::to_text(value)?;
            arguments.context().sheet_named(&name).ok_or(CellError::NotAvailable)?
        }
    };
    Ok(Value::Number(sheet as f64 + 1.0))
}

fn sheets(arguments: &Arguments) -> Outcome {
    let count = match arguments.raw(0) {
        Value::Omitted => arguments.context().sheet_count(),
        Value::Area(_) => 1,
        Value::Union(areas) => {
            let mut sheets: Vec<_> = areas.iter().map(|area| area.sheet).collect();
            sheets.sort_unstable();
            sheets.dedup();
            sheets.len()
        }
        Value::Error(error) => return Err(*error),
        _ => return Err(CellError::Ref),
    };
    Ok(Value::Number(count as f64))
}

const CATEGORY: Category = Category::Information;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "SHEET",
        CATEGORY,
        "Gives the number of a sheet, from 1: of a reference, of a name, or of this formula.",
        &[reference("value").optional()],
        Returns::Number,
        sheet,
    )
    .examples(&[
        example("SHEET()", "1"),
        example("SHEET(A1)", "1"),
        example("SHEET(\"Sheet1\")", "1"),
        example("SHEET(\"no such sheet\")", "#N/A"),
    ]),
    Function::values(
        "SHEETS",
        CATEGORY,
        "Gives the number of sheets of a reference, or of the workbook.",
        &[reference("reference").optional()],
        Returns::Number,
        sheets,
    )
    .examples(&[example("SHEETS()", "1"), example("SHEETS(A1)", "1")]),
];
