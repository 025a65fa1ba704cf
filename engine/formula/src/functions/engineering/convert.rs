//! CONVERT.

use super::units::{Unit, unit};
use crate::arguments::Arguments;
use crate::function::{Category, Function, Outcome, Returns, example, number, text};
use crate::value::CellError;

/// The rows.
pub static FUNCTIONS: &[Function] = &[Function::values(
    "CONVERT",
    Category::Engineering,
    "Converts a number from one unit of measurement to another.",
    &[number("number").strict(), text("from_unit"), text("to_unit")],
    Returns::Number,
    convert,
)
.examples(&[
    example("CONVERT(1, \"lbm\", \"kg\")", "0.45359237"),
    example("CONVERT(68, \"F\", \"C\")", "20"),
    example("CONVERT(2.5, \"ft\", \"sec\")", "#N/A"),
    example("CONVERT(CONVERT(100, \"ft\", \"m\"), \"ft\", \"m\")", "9.290304"),
    example("CONVERT(1, \"Mibyte\", \"kibit\")", "8192"),
    example("CONVERT(6, \"km^2\", \"m2\")", "6000000"),
])];

fn convert(arguments: &Arguments) -> Outcome {
    let number = arguments.number(0)?;
    let (from_name, to_name) = (arguments.text(1)?, arguments.text(2)?);
    let from: Unit = unit(&from_name).ok_or(CellError::NotAvailable)?;
    let to: Unit = unit(&to_name).ok_or(CellError::NotAvailable)?;
    if from.quantity != to.quantity {
        return Err(CellError::NotAvailable);
    }
    if from == to {
        return Ok(number.into());
    }
    Ok(((number * from.factor + from.offset - to.offset) / to.factor).into())
}
