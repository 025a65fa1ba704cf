//! Financial functions that read a calendar: they need the workbook's date system.

use crate::arguments::Arguments;
use crate::date::DateSystem;
use crate::function::Outcome;
use crate::value::{CellError, Value};

/// A function of numbers, some of them serial dates; absent optional ones filled with their default.
pub type DatedKernel = fn(&[f64], DateSystem) -> Result<f64, CellError>;

/// Most parameters of a function here.
const PARAMETERS_MAX: usize = 9;

/// Calls a kernel with a call's arguments.
pub fn dated(arguments: &Arguments, kernel: DatedKernel) -> Outcome {
    let mut numbers = [0.0; PARAMETERS_MAX];
    for (index, parameter) in arguments.function.parameters.iter().enumerate() {
        if let Some(number) = numbers.get_mut(index) {
            *number = arguments.number_or(index, parameter.default)?;
        }
    }
    Ok(Value::number(kernel(&numbers, arguments.context().date_system())?))
}
