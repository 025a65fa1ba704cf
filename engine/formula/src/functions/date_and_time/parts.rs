//! Parts of dates and times: YEAR, MONTH, DAY, HOUR, MINUTE, SECOND.

use super::date_argument;
use crate::arguments::Arguments;
use crate::date::{self, DateSystem, Time};
use crate::function::{Category, Function, Outcome, Returns, example, number};
use crate::value::{CellError, Value};

fn year(arguments: &Arguments) -> Outcome {
    Ok(Value::Number(date_argument(arguments, 0)?.year as f64))
}

fn month(arguments: &Arguments) -> Outcome {
    Ok(Value::Number(date_argument(arguments, 0)?.month as f64))
}

fn day(arguments: &Arguments) -> Outcome {
    Ok(Value::Number(date_argument(arguments, 0)?.day as f64))
}

/// The time of day of a serial number of either date system.
fn time(serial: f64) -> Result<Time, CellError> {
    if serial < 0.0 || serial >= date::serial_max(DateSystem::Since1900) + 1.0 {
        return Err(CellError::Num);
    }
    Ok(date::time_of_day(serial))
}

fn hour(numbers: &[f64]) -> Result<f64, CellError> {
    Ok(time(numbers[0])?.hour as f64)
}

fn minute(numbers: &[f64]) -> Result<f64, CellError> {
    Ok(time(numbers[0])?.minute as f64)
}

fn second(numbers: &[f64]) -> Result<f64, CellError> {
    Ok(time(numbers[0])?.second as f64)
}

const CATEGORY: Category = Category::DateAndTime;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "YEAR",
        CATEGORY,
        "Gives the year of a date.",
        &[number("serial_number")],
        Returns::Number,
        year,
    )
    .examples(&[
        example("YEAR(39448)", "2008"),
        example("YEAR(\"7/5/2010\")", "2010"),
        example("YEAR(0)", "1900"),
        example("YEAR(-1)", "#NUM!"),
        example("YEAR(2958466)", "#NUM!"),
    ]),
    Function::values(
        "MONTH",
        CATEGORY,
        "Gives the month of a date, 1 to 12.",
        &[number("serial_number")],
        Returns::Number,
        month,
    )
    .examples(&[example("MONTH(DATE(2011, 4, 15))", "4"), example("MONTH(0)", "1")]),
    Function::values(
        "DAY",
        CATEGORY,
        "Gives the day of the month of a date.",
        &[number("serial_number")],
        Returns::Number,
        day,
    )
    .examples(&[
        example("DAY(\"15-Apr-11\")", "15"),
        example("DAY(60)", "29"),
        example("DAY(0)", "0"),
    ]),
    Function::numbers(
        "HOUR",
        CATEGORY,
        "Gives the hour of a time, 0 to 23.",
        &[number("serial_number")],
        hour,
    )
    .examples(&[
        example("HOUR(0.75)", "18"),
        example("HOUR(\"7/18/2011 7:45\")", "7"),
        example("HOUR(40909)", "0"),
        example("HOUR(-1)", "#NUM!"),
    ]),
    Function::numbers(
        "MINUTE",
        CATEGORY,
        "Gives the minute of a time, 0 to 59.",
        &[number("serial_number")],
        minute,
    )
    .examples(&[
        example("MINUTE(\"12:45:00 PM\")", "45"),
        example("MINUTE(0.5)", "0"),
        example("MINUTE(\"10:11:59.6\")", "11"),
    ]),
    Function::numbers(
        "SECOND",
        CATEGORY,
        "Gives the second of a time, 0 to 59, rounded.",
        &[number("serial_number")],
        second,
    )
    .examples(&[
        example("SECOND(\"4:48:18 PM\")", "18"),
        example("SECOND(\"4:48 PM\")", "0"),
        example("SECOND(\"10:11:12.6\")", "13"),
    ]),
];
