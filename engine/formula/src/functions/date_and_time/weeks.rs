//! Weeks: WEEKDAY, WEEKNUM, ISOWEEKNUM.

use super::{date_argument, serial, strict_integer};
use crate::arguments::Arguments;
use crate::date;
use crate::function::{Category, Function, Outcome, Returns, example, number, scalar};
use crate::value::{CellError, Value};

fn weekday(arguments: &Arguments) -> Outcome {
    let serial = serial(arguments, 0)?;
    // 0 is Sunday.
    let day = date::weekday(serial, arguments.context().date_system());
    let number = match arguments.integer_or(1, 1)? {
        1 => day + 1,
        2 => (day + 6) % 7 + 1,
        3 => (day + 6) % 7,
        // 11 begins weeks on Monday, ..., 17 on Sunday.
        first @ 11..=17 => (day + 17 - first as u32) % 7 + 1,
        _ => return Err(CellError::Num),
    };
    Ok(Value::Number(number as f64))
}

/// The week of the ISO year that a serial number falls in: weeks begin on Monday, and the first one
/// holds the year's first Thursday.
pub(super) fn iso_week(arguments: &Arguments, serial: f64) -> Result<f64, CellError> {
    let dates = arguments.context().date_system();
    let days_from_monday = ((date::weekday(serial, dates) + 6) % 7) as f64;
    let thursday = serial - days_from_monday + 3.0;
    let year = match date::from_serial(thursday.max(0.0), dates) {
        Some(date) => date.year,
        None => return Err(CellError::Num),
    };
    let new_year = date::to_serial(year as i64, 1, 1, dates).ok_or(CellError::Num)?;
    Ok(((thursday - new_year) / 7.0).floor() + 1.0)
}

fn iso_week_number(arguments: &Arguments) -> Outcome {
    Ok(Value::Number(iso_week(arguments, serial(arguments, 0)?)?))
}

fn week_number(arguments: &Arguments) -> Outcome {
    let serial = serial(arguments, 0)?;
    // Day on which weeks begin, 0 for Sunday.
    let system = if arguments.count() > 1 { strict_integer(arguments, 1)? } else { 1 };
    let first_day = match system {
        1 | 17 => 0,
        2 | 11 => 1,
        first @ 12..=16 => first as u32 - 10,
        21 => return Ok(Value::Number(iso_week(arguments, serial)?)),
        _ => return Err(CellError::Num),
    };
    let dates = arguments.context().date_system();
    let year = date_argument(arguments, 0)?.year;
    let new_year = date::to_serial(year as i64, 1, 1, dates).ok_or(CellError::Num)?;
    let days_into_week = (date::weekday(new_year, dates) + 7 - first_day) % 7;
    let week = ((serial - new_year + days_into_week as f64) / 7.0).floor() + 1.0;
    Ok(Value::Number(week))
}

const CATEGORY: Category = Category::DateAndTime;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "WEEKDAY",
        CATEGORY,
        "Gives the day of the week of a date as a number; the type says which day is the first.",
        &[number("serial_number"), number("return_type").optional()],
        Returns::Number,
        weekday,
    )
    .examples(&[
        example("WEEKDAY(DATE(2008, 2, 14))", "5"),
        example("WEEKDAY(DATE(2008, 2, 14), 2)", "4"),
        example("WEEKDAY(DATE(2008, 2, 14), 3)", "3"),
        example("WEEKDAY(DATE(2008, 2, 14), {11,12,13,14,15,16,17})", "{4,3,2,1,7,6,5}"),
        example("WEEKDAY(1)", "1"),
        example("WEEKDAY(DATE(2008, 2, 14), 4)", "#NUM!"),
    ]),
    Function::values(
        "WEEKNUM",
        CATEGORY,
        "Gives the number of a date's week in its year; the type says how weeks begin.",
        &[scalar("serial_number"), scalar("return_type").optional()],
        Returns::Number,
        week_number,
    )
    .examples(&[
        example("WEEKNUM(DATE(2012, 3, 9))", "10"),
        example("WEEKNUM(DATE(2012, 3, 9), 2)", "11"),
        example("WEEKNUM(DATE(2016, 7, 24), {1,2,11,12,16,17,21})", "{31,30,30,30,31,31,29}"),
        example("WEEKNUM(DATE(2012, 3, 9), 3)", "#NUM!"),
    ]),
    Function::values(
        "ISOWEEKNUM",
        CATEGORY,
        "Gives the number of a date's ISO week.",
        &[number("date")],
        Returns::Number,
        iso_week_number,
    )
    .examples(&[
        example("ISOWEEKNUM(DATE(2012, 3, 9))", "10"),
        example("ISOWEEKNUM(DATE(2021, 1, 3))", "53"),
        example("ISOWEEKNUM(DATE(2018, 12, 31))", "1"),
    ]),
];
