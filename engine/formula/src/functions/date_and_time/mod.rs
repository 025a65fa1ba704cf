//! Date and time functions.

use crate::arguments::Arguments;
use crate::date::{self, Date};
use crate::function::Function;
use crate::value::CellError;

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

/// A date argument: its serial number without the time.
///
/// # Errors
/// `#NUM!` outside the calendar.
fn serial(arguments: &Arguments, index: usize) -> Result<f64, CellError> {
    let serial = arguments.number(index)?.floor();
    let is_inside = serial >= 0.0 && serial <= date::serial_max(arguments.context().date_system());
    if is_inside { Ok(serial) } else { Err(CellError::Num) }
}

/// A date argument as year, month and day.
///
/// # Errors
/// `#NUM!` outside the calendar.
fn date_argument(arguments: &Arguments, index: usize) -> Result<Date, CellError> {
    let serial = arguments.number(index)?;
    date::from_serial(serial, arguments.context().date_system()).ok_or(CellError::Num)
}
