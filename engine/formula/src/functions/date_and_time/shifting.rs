//! Dates some months on: EDATE, EOMONTH.

use super::{date_argument, serial, strict_integer};
use crate::arguments::Arguments;
use crate::date::{self, DateSystem};
use crate::function::{Category, Function, Outcome, Returns, example, scalar};
use crate::value::{CellError, Value};

fn edate(arguments: &Arguments) -> Outcome {
    let start = serial(arguments, 0)?;
    let dates = arguments.context().date_system();
    let moved = date::add_months(start, strict_integer(arguments, 1)?, dates);
    moved.map(Value::Number).ok_or(CellError::Num)
}

fn eomonth(arguments: &Arguments) -> Outcome {
    let date = date_argument(arguments, 0)?;
    let month = (date.month as i64 + 1).saturating_add(strict_integer(arguments, 1)?);
    let dates = arguments.context().date_system();
    // Day 0 of a month is the last of the month before.
    let last = date::to_serial(date.year as i64, month, 0, dates);
    // The day 0 that January 1900 has before it is no date here.
    let last = last.filter(|last| *last > 0.0 || dates == DateSystem::Since1904);
    last.map(Value::Number).ok_or(CellError::Num)
}

const CATEGORY: Category = Category::DateAndTime;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "EDATE",
        CATEGORY,
        "Gives the same day of the month so many months later.",
        &[scalar("start_date"), scalar("months")],
        Returns::Number,
        edate,
    )
    .examples(&[
        example("EDATE(DATE(2011, 1, 15), 1)", "DATE(2011, 2, 15)"),
        example("EDATE(DATE(2011, 1, 15), -1)", "DATE(2010, 12, 15)"),
        example("EDATE(DATE(2011, 1, 31), 1)", "DATE(2011, 2, 28)"),
        example("EDATE(DATE(2011, 1, 15), 2.9)", "DATE(2011, 3, 15)"),
        example("EDATE(DATE(1900, 1, 15), -1)", "#NUM!"),
        example("EDATE(1, 1E+15)", "#NUM!"),
    ]),
    Function::values(
        "EOMONTH",
        CATEGORY,
        "Gives the last day of the month so many months later.",
        &[scalar("start_date"), scalar("months")],
        Returns::Number,
        eomonth,
    )
    .examples(&[
        example("EOMONTH(DATE(2011, 1, 1), 1)", "DATE(2011, 2, 28)"),
        example("EOMONTH(DATE(2011, 1, 1), -3)", "DATE(2010, 10, 31)"),
        example("EOMONTH(DATE(1900, 2, 1), 0)", "60"),
        example("EOMONTH(DATE(2011, 1, 1), TRUE)", "#VALUE!"),
        example("EOMONTH(DATE(9999, 12, 1), 1)", "#NUM!"),
        example("EOMONTH(1, -1)", "#NUM!"),
        example("EOMONTH(1, 9E+18)", "#NUM!"),
    ]),
];
