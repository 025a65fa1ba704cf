//! Date and time functions.

use crate::arguments::Arguments;
use crate::coerce;
use crate::date::{self, Date};
use crate::function::Function;
use crate::value::{CellError, Value};

mod building;
mod counting;
mod parts;
mod shifting;
mod spreadsheet_extras;
mod weeks;
mod working_days;

/// The rows, part by part.
pub static FUNCTIONS: &[&[Function]] = &[
    building::FUNCTIONS,
    parts::FUNCTIONS,
    weeks::FUNCTIONS,
    counting::FUNCTIONS,
    shifting::FUNCTIONS,
    working_days::FUNCTIONS,
    spreadsheet_extras::FUNCTIONS,
];

/// A number given to one of the functions that were once Excel's Analysis ToolPak (EDATE, YEARFRAC,
/// WORKDAY and others): unlike elsewhere, TRUE and FALSE are no numbers. Their parameters are scalars
/// so that this can tell.
///
/// # Errors
/// `#VALUE!` for a boolean.
fn strict_number(arguments: &Arguments, index: usize) -> Result<f64, CellError> {
    match arguments.scalar(index) {
        Value::Boolean(_) => Err(CellError::Value),
        value => coerce::to_number(&value, arguments.context().date_system()),
    }
}

/// As [`strict_number`], truncated to an integer.
///
/// # Errors
/// `#NUM!` when it doesn't fit.
fn strict_integer(arguments: &Arguments, index: usize) -> Result<i64, CellError> {
    let number = strict_number(arguments, index)?.trunc();
    if number.abs() < 9e18 { Ok(number as i64) } else { Err(CellError::Num) }
}

/// A date argument: its serial number without the time.
///
/// # Errors
/// `#NUM!` outside the calendar.
fn serial(arguments: &Arguments, index: usize) -> Result<f64, CellError> {
    let serial = strict_number(arguments, index)?.floor();
    let is_inside = serial >= 0.0 && serial <= date::serial_max(arguments.context().date_system());
    if is_inside { Ok(serial) } else { Err(CellError::Num) }
}

/// A date argument as year, month and day.
///
/// # Errors
/// `#NUM!` outside the calendar.
fn date_argument(arguments: &Arguments, index: usize) -> Result<Date, CellError> {
    let serial = strict_number(arguments, index)?;
    date::from_serial(serial, arguments.context().date_system()).ok_or(CellError::Num)
}
