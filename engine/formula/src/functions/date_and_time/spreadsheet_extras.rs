//! Date functions of LibreOffice and OpenOffice that files may hold.

use super::counting::whole_months;
use super::weeks::iso_week;
use super::{date_argument, serial};
use crate::arguments::Arguments;
use crate::date;
use crate::function::{Category, Function, Outcome, Returns, example, number};
use crate::value::{CellError, Value};

fn easter_sunday(arguments: &Arguments) -> Outcome {
    let year = match arguments.integer(0)? {
        year @ 0..30 => year + 2000,
        year @ 30..100 => year + 1900,
        year @ 1583..10_000 => year,
        _ => return Err(CellError::Value),
    };
    // J.-M. Oudin's rule for the Gregorian calendar (Explanatory Supplement to the Astronomical
    // Almanac, 1992).
    let century = year / 100;
    let golden = year % 19;
    let moved = (century - 17) / 25;
    let mut epact = (century - century / 4 - (century - moved) / 3 + 19 * golden + 15) % 30;
    epact -= epact / 28 * (1 - epact / 28 * (29 / (epact + 1)) * ((21 - golden) / 11));
    let weekday = (year + year / 4 + epact + 2 - century + century / 4) % 7;
    let days_from_march_28 = epact - weekday;
    let month = 3 + (days_from_march_28 + 40) / 44;
    let day = days_from_march_28 + 28 - 31 * (month / 4);
    let serial = date::to_serial(year, month, day, arguments.context().date_system());
    serial.map(Value::Number).ok_or(CellError::Value)
}

fn days_in_month(arguments: &Arguments) -> Outcome {
    let date = date_argument(arguments, 0)?;
    Ok(Value::Number(date::days_in_month(date.year, date.month) as f64))
}

fn days_in_year(arguments: &Arguments) -> Outcome {
    let is_leap = date::is_leap_year(date_argument(arguments, 0)?.year);
    Ok(Value::Number(if is_leap { 366.0 } else { 365.0 }))
}

fn is_leap_year(arguments: &Arguments) -> Outcome {
    let is_leap = date::is_leap_year(date_argument(arguments, 0)?.year);
    Ok(Value::Number(f64::from(u8::from(is_leap))))
}

fn weeks_in_year(arguments: &Arguments) -> Outcome {
    let dates = arguments.context().date_system();
    let year = date_argument(arguments, 0)?.year as i64;
    // 28 December is always in the last week.
    let late = date::to_serial(year, 12, 28, dates).ok_or(CellError::Num)?;
    Ok(Value::Number(iso_week(arguments, late)?))
}

/// Whether to count borders of calendar units passed (1) rather than whole units (0).
fn counts_borders(arguments: &Arguments) -> Result<bool, CellError> {
    match arguments.integer(2)? {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(CellError::Value),
    }
}

fn months(arguments: &Arguments) -> Outcome {
    let (start, end) = (date_argument(arguments, 0)?, date_argument(arguments, 1)?);
    let months = if counts_borders(arguments)? {
        (end.year as i64 - start.year as i64) * 12 + end.month as i64 - start.month as i64
    } else if start <= end {
        whole_months(start, end)
    } else {
        -whole_months(end, start)
    };
    Ok(Value::Number(months as f64))
}

fn years(arguments: &Arguments) -> Outcome {
    let (start, end) = (date_argument(arguments, 0)?, date_argument(arguments, 1)?);
    let years = if counts_borders(arguments)? {
        end.year as i64 - start.year as i64
    } else if start <= end {
        whole_months(start, end) / 12
    } else {
        -(whole_months(end, start) / 12)
    };
    Ok(Value::Number(years as f64))
}

fn weeks(arguments: &Arguments) -> Outcome {
    let (start, end) = (serial(arguments, 0)?, serial(arguments, 1)?);
    if !counts_borders(arguments)? {
        return Ok(Value::Number(((end - start) / 7.0).trunc()));
    }
    let dates = arguments.context().date_system();
    let monday = |serial: f64| serial - ((date::weekday(serial, dates) + 6) % 7) as f64;
    Ok(Value::Number((monday(end) - monday(start)) / 7.0))
}

const CATEGORY: Category = Category::Compatibility;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "EASTERSUNDAY",
        CATEGORY,
        "Gives the date of Easter Sunday of a year.",
        &[number("year")],
        Returns::Number,
        easter_sunday,
    )
    .examples(&[
        example("EASTERSUNDAY(2000)", "DATE(2000, 4, 23)"),
        example("EASTERSUNDAY(2015)", "DATE(2015, 4, 5)"),
        example("EASTERSUNDAY(54)", "DATE(1954, 4, 18)"),
        example("EASTERSUNDAY(2038)", "DATE(2038, 4, 25)"),
        example("EASTERSUNDAY(-1)", "#VALUE!"),
    ]),
    Function::values(
        "DAYSINMONTH",
        CATEGORY,
        "Gives the number of days of a date's month.",
        &[number("date")],
        Returns::Number,
        days_in_month,
    )
    .examples(&[
        example("DAYSINMONTH(DATE(2012, 2, 5))", "29"),
        example("ORG.OPENOFFICE.DAYSINMONTH(DATE(2013, 2, 5))", "28"),
        example("COM.SUN.STAR.SHEET.ADDIN.DATEFUNCTIONS.GETDAYSINMONTH(DATE(2013, 4, 5))", "30"),
        example("DAYSINMONTH(\"no date\")", "#VALUE!"),
    ]),
    Function::values(
        "DAYSINYEAR",
        CATEGORY,
        "Gives the number of days of a date's year.",
        &[number("date")],
        Returns::Number,
        days_in_year,
    )
    .examples(&[
        example("DAYSINYEAR(DATE(2012, 2, 5))", "366"),
        example("DAYSINYEAR(DATE(2013, 2, 5))", "365"),
    ]),
    Function::values(
        "ISLEAPYEAR",
        CATEGORY,
        "Gives 1 if a date's year is a leap year, else 0.",
        &[number("date")],
        Returns::Number,
        is_leap_year,
    )
    .examples(&[
        example("ISLEAPYEAR(DATE(2012, 2, 5))", "1"),
        example("ISLEAPYEAR(DATE(2100, 2, 5))", "0"),
    ]),
    Function::values(
        "WEEKSINYEAR",
        CATEGORY,
        "Gives the number of ISO weeks of a date's year.",
        &[number("date")],
        Returns::Number,
        weeks_in_year,
    )
    .examples(&[
        example("WEEKSINYEAR(DATE(2015, 6, 1))", "53"),
        example("WEEKSINYEAR(DATE(2014, 12, 31))", "52"),
    ]),
    Function::values(
        "MONTHS",
        CATEGORY,
        "Gives the months between two dates: whole months (0), or calendar months (1).",
        &[number("start_date"), number("end_date"), number("type")],
        Returns::Number,
        months,
    )
    .examples(&[
        example("MONTHS(DATE(2010, 4, 3), DATE(2011, 6, 17), 0)", "14"),
        example("MONTHS(DATE(2010, 3, 31), DATE(2010, 4, 30), 0)", "0"),
        example("MONTHS(DATE(2010, 3, 31), DATE(2010, 4, 1), 1)", "1"),
        example("MONTHS(1, 2, 9)", "#VALUE!"),
    ]),
    Function::values(
        "WEEKS",
        CATEGORY,
        "Gives the weeks between two dates: of seven days (0), or calendar weeks (1).",
        &[number("start_date"), number("end_date"), number("type")],
        Returns::Number,
        weeks,
    )
    .examples(&[
        example("WEEKS(DATE(2010, 5, 3), DATE(2010, 5, 10), 0)", "1"),
        example("WEEKS(DATE(2010, 5, 9), DATE(2010, 5, 10), 1)", "1"),
        example("WEEKS(DATE(2010, 5, 3), DATE(2010, 5, 9), 1)", "0"),
    ]),
    Function::values(
        "YEARS",
        CATEGORY,
        "Gives the years between two dates: whole years (0), or calendar years (1).",
        &[number("start_date"), number("end_date"), number("type")],
        Returns::Number,
        years,
    )
    .examples(&[
        example("YEARS(DATE(2009, 4, 3), DATE(2011, 11, 17), 0)", "2"),
        example("YEARS(DATE(2009, 12, 31), DATE(2010, 1, 1), 1)", "1"),
    ]),
];
