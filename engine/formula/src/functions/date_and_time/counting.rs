//! Time between dates: DAYS, DAYS360, DATEDIF, YEARFRAC.

use super::{date_argument, serial, strict_number};
use crate::arguments::Arguments;
use crate::date::{self, Date};
use crate::day_count::{Basis, days_360_european, days_360_function, year_fraction};
use crate::function::{
    Category, Function, Outcome, Returns, boolean, example, number, scalar, text,
};
use crate::value::{CellError, Value};

fn days(arguments: &Arguments) -> Outcome {
    Ok(Value::Number(serial(arguments, 0)? - serial(arguments, 1)?))
}

fn days_360(arguments: &Arguments) -> Outcome {
    let (start, end) = (date_argument(arguments, 0)?, date_argument(arguments, 1)?);
    let is_european = arguments.boolean_or(2, false)?;
    let days =
        if is_european { days_360_european(start, end) } else { days_360_function(start, end) };
    Ok(Value::Number(days))
}

fn years_fraction(arguments: &Arguments) -> Outcome {
    let basis = Basis::from_number(strict_number(arguments, 2)?)?;
    let (start, end) = (serial(arguments, 0)?, serial(arguments, 1)?);
    Ok(Value::number(year_fraction(start, end, basis, arguments.context().date_system())?))
}

/// Whole months from one date to a later one.
pub(super) fn whole_months(start: Date, end: Date) -> i64 {
    let months = (end.year as i64 - start.year as i64) * 12 + end.month as i64 - start.month as i64;
    if end.day < start.day { months - 1 } else { months }
}

fn date_difference(arguments: &Arguments) -> Outcome {
    let dates = arguments.context().date_system();
    let (start, end) = (serial(arguments, 0)?, serial(arguments, 1)?);
    let (start_date, end_date) = (date_argument(arguments, 0)?, date_argument(arguments, 1)?);
    if start > end {
        return Err(CellError::Num);
    }
    let months = whole_months(start_date, end_date);
    let difference = match arguments.text(2)?.to_ascii_uppercase().as_str() {
        "Y" => (months / 12) as f64,
        "M" => months as f64,
        "D" => end - start,
        "YM" => (months % 12) as f64,
        "MD" if end_date.day >= start_date.day => (end_date.day - start_date.day) as f64,
        "MD" => {
            // From the start's day in the month before the end.
            let (year, month) = (end_date.year as i64, end_date.month as i64 - 1);
            let from = date::to_serial(year, month, start_date.day as i64, dates);
            end - from.ok_or(CellError::Num)?
        }
        // Excel counts in the start's year: up to the first day with the end's month and day.
        "YD" if (start_date.month, start_date.day) != (2, 29) => {
            let has_passed = (end_date.month, end_date.day) >= (start_date.month, start_date.day);
            let year = start_date.year as i64 + i64::from(!has_passed);
            let (month, day) = (end_date.month as i64, end_date.day as i64);
            date::to_serial(year, month, day, dates).ok_or(CellError::Num)? - start
        }
        "YD" => {
            // From the last anniversary of the start, as from a leap day Excel does.
            let (month, day) = (start_date.month as i64, start_date.day as i64);
            let has_passed = (end_date.month, end_date.day) >= (start_date.month, start_date.day);
            let year = end_date.year as i64 - i64::from(!has_passed);
            end - date::to_serial(year, month, day, dates).ok_or(CellError::Num)?
        }
        _ => return Err(CellError::Num),
    };
    Ok(Value::Number(difference))
}

const CATEGORY: Category = Category::DateAndTime;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "DAYS",
        CATEGORY,
        "Gives the number of days between two dates.",
        &[number("end_date"), number("start_date")],
        Returns::Number,
        days,
    )
    .examples(&[
        example("DAYS(\"15-MAR-2021\", \"1-FEB-2021\")", "42"),
        example("DAYS(DATE(2021, 1, 1), DATE(2021, 12, 31))", "-364"),
    ]),
    Function::values(
        "DAYS360",
        CATEGORY,
        "Gives the number of days between two dates in a year of twelve months of 30 days.",
        &[number("start_date"), number("end_date"), boolean("method").optional()],
        Returns::Number,
        days_360,
    )
    .examples(&[
        example("DAYS360(DATE(2011, 1, 30), DATE(2011, 2, 1))", "1"),
        example("DAYS360(DATE(2011, 1, 1), DATE(2011, 12, 31))", "360"),
        example("DAYS360(DATE(2011, 1, 1), DATE(2011, 2, 1))", "30"),
        example("DAYS360(DATE(2011, 1, 1), DATE(2011, 12, 31), TRUE)", "359"),
        example("DAYS360(DATE(2011, 2, 1), DATE(2011, 1, 1))", "-30"),
    ]),
    Function::values(
        "DATEDIF",
        CATEGORY,
        "Gives the time between two dates in years, months or days (Y, M, D, YM, MD, YD).",
        &[number("start_date"), number("end_date"), text("unit")],
        Returns::Number,
        date_difference,
    )
    .examples(&[
        example("DATEDIF(DATE(2001, 1, 1), DATE(2003, 1, 1), \"Y\")", "2"),
        example("DATEDIF(DATE(2001, 6, 1), DATE(2002, 8, 15), \"D\")", "440"),
        example("DATEDIF(DATE(2001, 6, 1), DATE(2002, 8, 15), \"YD\")", "75"),
        example("DATEDIF(DATE(2000, 2, 15), DATE(2003, 3, 15), \"YD\")", "29"),
        example("DATEDIF(DATE(2001, 6, 1), DATE(2002, 8, 15), \"M\")", "14"),
        example("DATEDIF(DATE(2001, 6, 1), DATE(2002, 8, 15), \"YM\")", "2"),
        example("DATEDIF(DATE(2001, 6, 20), DATE(2002, 8, 15), \"MD\")", "26"),
        example("DATEDIF(DATE(2003, 1, 1), DATE(2001, 1, 1), \"Y\")", "#NUM!"),
        example("DATEDIF(1, 2, \"X\")", "#NUM!"),
    ]),
    Function::values(
        "YEARFRAC",
        CATEGORY,
        "Gives the years between two dates by a day-count basis.",
        &[scalar("start_date"), scalar("end_date"), scalar("basis").optional()],
        Returns::Number,
        years_fraction,
    )
    .examples(&[
        example("YEARFRAC(DATE(2012, 1, 1), DATE(2012, 7, 30))", "209/360"),
        example("YEARFRAC(DATE(2012, 1, 1), DATE(2012, 7, 30), 1)", "211/366"),
        example("YEARFRAC(DATE(2012, 1, 1), DATE(2012, 7, 30), 3)", "211/365"),
        example("YEARFRAC(DATE(2012, 1, 1), DATE(2012, 7, 30), 5)", "#NUM!"),
        example("YEARFRAC(-1, 1)", "#NUM!"),
    ]),
];
