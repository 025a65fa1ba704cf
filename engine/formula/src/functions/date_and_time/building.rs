//! Dates and times from parts, from text and from the clock: DATE, TIME, DATEVALUE, TIMEVALUE, NOW,
//! TODAY.

use crate::arguments::Arguments;
use crate::coerce;
use crate::date::{self, SECONDS_PER_DAY};
use crate::function::{Category, Function, Outcome, Returns, example, number, text};
use crate::value::{CellError, Value};

/// The days that DATE takes as they are.
const DAYS: std::ops::RangeInclusive<i64> = -32_768..=32_767;
/// Largest hour, minute or second that TIME takes.
const TIME_PART_MAX: f64 = 32_767.0;

fn date(arguments: &Arguments) -> Outcome {
    let year = arguments.integer(0)?;
    // Unlike the year, months and days are rounded down.
    let whole = |index| arguments.number(index).map(|part| part.floor() as i64);
    let month = whole(1)?;
    // Days beyond what 16 bits hold all count as the last of these.
    let day = Some(whole(2)?).filter(|day| DAYS.contains(day)).unwrap_or(*DAYS.end());
    let year = match year {
        0..1900 => year + 1900,
        1900..10_000 => year,
        _ => return Err(CellError::Num),
    };
    // The month must be in the calendar; only days may lead back into it or out of it.
    let months = year.saturating_mul(12).saturating_add(month).saturating_sub(1);
    if !(1900..10_000).contains(&months.div_euclid(12)) {
        return Err(CellError::Num);
    }
    let serial = date::to_serial(year, month, day, arguments.context().date_system());
    serial.map(Value::Number).ok_or(CellError::Num)
}

fn time(parts: &[f64]) -> Result<f64, CellError> {
    let mut seconds = 0.0;
    for (part, seconds_each) in parts.iter().zip([3_600.0, 60.0, 1.0]) {
        let part = part.floor();
        if part.abs() > TIME_PART_MAX {
            return Err(CellError::Num);
        }
        seconds += part * seconds_each;
    }
    if seconds < 0.0 {
        return Err(CellError::Num);
    }
    Ok(seconds % SECONDS_PER_DAY / SECONDS_PER_DAY)
}

/// Date and time that the first argument means.
fn parsed(arguments: &Arguments) -> Result<(Option<f64>, Option<f64>), CellError> {
    let dates = arguments.context().date_system();
    let today = date::from_serial(arguments.context().now(), dates).ok_or(CellError::Num)?;
    let text = arguments.text(0)?;
    coerce::parse_date_and_time(&text, dates, today.year).ok_or(CellError::Value)
}

fn date_value(arguments: &Arguments) -> Outcome {
    let (days, _) = parsed(arguments)?;
    Ok(Value::Number(days.unwrap_or(0.0)))
}

fn time_value(arguments: &Arguments) -> Outcome {
    let (_, time) = parsed(arguments)?;
    Ok(Value::Number(time.unwrap_or(0.0) % 1.0))
}

fn now(arguments: &Arguments) -> Outcome {
    Ok(Value::number(arguments.context().now()))
}

fn today(arguments: &Arguments) -> Outcome {
    Ok(Value::number(arguments.context().now().floor()))
}

const CATEGORY: Category = Category::DateAndTime;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "DATE",
        CATEGORY,
        "Gives the serial number of a year, month and day; months and days may run over.",
        &[number("year"), number("month"), number("day")],
        Returns::Number,
        date,
    )
    .examples(&[
        example("DATE(2008, 1, 1)", "39448"),
        example("DATE(108, 1, 2)", "39449"),
        example("DATE(2008, 14, 2)", "39846"),
        example("DATE(2008, -3, 2)", "39327"),
        example("DATE(2008, 1, 35)", "39482"),
        example("DATE(2008, 1, -15)", "39432"),
        example("DATE(1900, 2, 29)", "60"),
        example("DATE(2000, 2, -10.1)", "36545"),
        example("DATE(2000, 1, 32768)", "69292"),
        example("DATE(-1, 1, 1)", "#NUM!"),
        example("DATE(10000, 1, 1)", "#NUM!"),
        example("DATE(9999, 13, -1)", "#NUM!"),
    ]),
    Function::numbers(
        "TIME",
        CATEGORY,
        "Gives the fraction of a day of hours, minutes and seconds.",
        &[number("hour"), number("minute"), number("second")],
        time,
    )
    .examples(&[
        example("TIME(12, 0, 0)", "0.5"),
        example("TIME(16, 48, 10)", "60490/86400"),
        example("TIME(27, 0, 0)", "0.125"),
        example("TIME(0, 750, 0)", "0.520833333333333"),
        example("TIME(0, 0, -1)", "#NUM!"),
        example("TIME(32768, 0, 0)", "#NUM!"),
    ]),
    Function::values(
        "DATEVALUE",
        CATEGORY,
        "Gives the serial number of a date written as text.",
        &[text("date_text")],
        Returns::Number,
        date_value,
    )
    .examples(&[
        example("DATEVALUE(\"8/22/2011\")", "40777"),
        example("DATEVALUE(\"22-MAY-2011\")", "40685"),
        example("DATEVALUE(\"2011/02/23\")", "40597"),
        example("DATEVALUE(\"2011-02-23 16:30\")", "40597"),
        example("DATEVALUE(\"40777\")", "#VALUE!"),
    ]),
    Function::values(
        "TIMEVALUE",
        CATEGORY,
        "Gives the fraction of a day of a time written as text.",
        &[text("time_text")],
        Returns::Number,
        time_value,
    )
    .examples(&[
        example("TIMEVALUE(\"2:24 AM\")", "0.1"),
        example("TIMEVALUE(\"22-Aug-2011 6:35 AM\")", "0.274305555555556"),
        example("TIMEVALUE(\"24:00\")", "0"),
        example("TIMEVALUE(\"noon\")", "#VALUE!"),
    ]),
    Function::values(
        "NOW",
        CATEGORY,
        "Gives the current date and time.",
        &[],
        Returns::Number,
        now,
    )
    .volatile(),
    Function::values("TODAY", CATEGORY, "Gives the current date.", &[], Returns::Number, today)
        .volatile(),
];
