//! Working days: NETWORKDAYS, WORKDAY and their variants for other weekends.

use super::{serial, strict_integer};
use crate::arguments::Arguments;
use crate::coerce;
use crate::date;
use crate::date::DateSystem;
use crate::function::{Category, Function, Outcome, Returns, array, example, scalar};
use crate::value::{CellError, Value};

/// Which days of the week are free, from Sunday.
type Weekend = [bool; 7];

const SATURDAY_AND_SUNDAY: Weekend = [true, false, false, false, false, false, true];

/// The weekend of an argument: a number (1 to 7: two days; 11 to 17: one), or seven digits from
/// Monday, where 1 is a free day.
fn weekend(arguments: &Arguments, index: usize) -> Result<Weekend, CellError> {
    let number = match arguments.scalar(index) {
        Value::Omitted | Value::Blank => return Ok(SATURDAY_AND_SUNDAY),
        Value::Text(text) => {
            let mut weekend = [false; 7];
            if text.len() != 7 {
                return Err(CellError::Value);
            }
            for (index, byte) in text.bytes().enumerate() {
                weekend[(index + 1) % 7] = match byte {
                    b'0' => false,
                    b'1' => true,
                    _ => return Err(CellError::Value),
                };
            }
            return Ok(weekend);
        }
        Value::Error(error) => return Err(error),
        value => coerce::to_number(&value, arguments.context().date_system())?.trunc(),
    };
    let mut weekend = [false; 7];
    match number {
        // 1 is Saturday and Sunday, 2 Sunday and Monday, ...
        1.0..=7.0 => {
            let first = number as usize;
            weekend[(first + 5) % 7] = true;
            weekend[(first + 6) % 7] = true;
        }
        // 11 is Sunday, 12 Monday, ...
        11.0..=17.0 => weekend[number as usize - 11] = true,
        _ => return Err(CellError::Num),
    }
    Ok(weekend)
}

/// The days of the week worked, and the holidays that fall on them, in order.
struct Schedule {
    weekend: Weekend,
    holidays: Vec<f64>,
    dates: DateSystem,
}

impl Schedule {
    fn new(
        arguments: &Arguments,
        weekend: Weekend,
        holidays_at: usize,
    ) -> Result<Schedule, CellError> {
        let dates = arguments.context().date_system();
        let mut schedule = Schedule { weekend, holidays: Vec::new(), dates };
        if !arguments.is_given(holidays_at) {
            return Ok(schedule);
        }
        let mut holidays = Vec::new();
        arguments.visit(holidays_at, &mut |value, _| {
            if matches!(value, Value::Boolean(_)) {
                return Err(CellError::Value);
            }
            let holiday = coerce::to_number(value, dates)?.floor();
            if holiday < 0.0 || holiday > date::serial_max(dates) {
                return Err(CellError::Num);
            }
            holidays.push(holiday);
            Ok(())
        })?;
        holidays.retain(|holiday| !schedule.is_weekend(*holiday));
        holidays.sort_by(f64::total_cmp);
        holidays.dedup();
        schedule.holidays = holidays;
        Ok(schedule)
    }

    fn is_weekend(&self, serial: f64) -> bool {
        self.weekend[date::weekday(serial, self.dates) as usize]
    }

    fn is_worked(&self, serial: f64) -> bool {
        let is_holiday = self.holidays.binary_search_by(|day| day.total_cmp(&serial)).is_ok();
        !is_holiday && !self.is_weekend(serial)
    }

    /// Days worked from `first` to `last`, both included.
    fn worked_between(&self, first: f64, last: f64) -> f64 {
        let days = last - first + 1.0;
        let weeks = (days / 7.0).floor();
        let worked_a_week = self.weekend.iter().filter(|is_free| !**is_free).count() as f64;
        let mut worked = weeks * worked_a_week;
        let mut day = first + weeks * 7.0;
        while day <= last {
            worked += f64::from(u8::from(!self.is_weekend(day)));
            day += 1.0;
        }
        let from = self.holidays.partition_point(|holiday| *holiday < first);
        let to = self.holidays.partition_point(|holiday| *holiday <= last);
        worked - (to - from) as f64
    }
}

fn worked_days(arguments: &Arguments, weekend: Weekend, holidays_at: usize) -> Outcome {
    let (start, end) = (serial(arguments, 0)?, serial(arguments, 1)?);
    let schedule = Schedule::new(arguments, weekend, holidays_at)?;
    let worked = if start <= end {
        schedule.worked_between(start, end)
    } else {
        -schedule.worked_between(end, start)
    };
    Ok(Value::number(worked))
}

fn net_work_days(arguments: &Arguments) -> Outcome {
    worked_days(arguments, SATURDAY_AND_SUNDAY, 2)
}

fn net_work_days_international(arguments: &Arguments) -> Outcome {
    worked_days(arguments, weekend(arguments, 2)?, 3)
}

fn nth_work_day(arguments: &Arguments, weekend: Weekend, holidays_at: usize) -> Outcome {
    if weekend == [true; 7] {
        return Err(CellError::Value);
    }
    let mut day = serial(arguments, 0)?;
    let mut left = strict_integer(arguments, 1)?;
    let schedule = Schedule::new(arguments, weekend, holidays_at)?;
    let step = if left < 0 { -1.0 } else { 1.0 };
    // The calendar ends the walk whatever the number of days.
    while left != 0 {
        day += step;
        if day < 0.0 || day > date::serial_max(schedule.dates) {
            return Err(CellError::Num);
        }
        if schedule.is_worked(day) {
            left -= left.signum();
        }
    }
    Ok(Value::Number(day))
}

fn work_day(arguments: &Arguments) -> Outcome {
    nth_work_day(arguments, SATURDAY_AND_SUNDAY, 2)
}

fn work_day_international(arguments: &Arguments) -> Outcome {
    nth_work_day(arguments, weekend(arguments, 2)?, 3)
}

const CATEGORY: Category = Category::DateAndTime;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "NETWORKDAYS",
        CATEGORY,
        "Gives the number of working days from one date to another, both included.",
        &[scalar("start_date"), scalar("end_date"), array("holidays").optional()],
        Returns::Number,
        net_work_days,
    )
    .examples(&[
        example("NETWORKDAYS(DATE(2012, 10, 1), DATE(2013, 3, 1))", "110"),
        example("NETWORKDAYS(1, 10, TRUE)", "#VALUE!"),
        example("NETWORKDAYS(DATE(2012, 10, 1), DATE(2013, 3, 1), DATE(2012, 11, 22))", "109"),
        example(
            "NETWORKDAYS(\"10/1/2012\", \"3/1/2013\", {\"11/22/2012\",\"12/4/2012\",\"1/21/2013\"})",
            "107",
        ),
        example("NETWORKDAYS(DATE(2013, 3, 1), DATE(2012, 10, 1))", "-110"),
    ]),
    Function::values(
        "NETWORKDAYS.INTL",
        CATEGORY,
        "Gives the number of working days from one date to another, with any weekend.",
        &[
            scalar("start_date"),
            scalar("end_date"),
            scalar("weekend").optional(),
            array("holidays").optional(),
        ],
        Returns::Number,
        net_work_days_international,
    )
    .examples(&[
        example("NETWORKDAYS.INTL(DATE(2006, 1, 1), DATE(2006, 1, 31))", "22"),
        example("NETWORKDAYS.INTL(DATE(2006, 2, 28), DATE(2006, 1, 31))", "-21"),
        example(
            "NETWORKDAYS.INTL(DATE(2006, 1, 1), DATE(2006, 2, 1), 7, {\"2006/1/2\",\"2006/1/16\"})",
            "22",
        ),
        example(
            "NETWORKDAYS.INTL(DATE(2006, 1, 1), DATE(2006, 2, 1), \"0010001\", {\"2006/1/2\",\"2006/1/16\"})",
            "20",
        ),
        example("NETWORKDAYS.INTL(DATE(2006, 1, 1), DATE(2006, 2, 1), \"1111111\")", "0"),
        example("NETWORKDAYS.INTL(1, 9, 8)", "#NUM!"),
        example("NETWORKDAYS.INTL(1, 9, \"12\")", "#VALUE!"),
    ]),
    Function::values(
        "WORKDAY",
        CATEGORY,
        "Gives the date so many working days after a date (before it, if negative).",
        &[scalar("start_date"), scalar("days"), array("holidays").optional()],
        Returns::Number,
        work_day,
    )
    .examples(&[
        example("WORKDAY(DATE(2008, 10, 1), 151)", "DATE(2009, 4, 30)"),
        example(
            "WORKDAY(DATE(2008, 10, 1), 151, {\"11/26/2008\",\"12/4/2008\",\"1/21/2009\"})",
            "DATE(2009, 5, 5)",
        ),
        example("WORKDAY(DATE(2009, 4, 30), -151)", "DATE(2008, 10, 1)"),
        example("WORKDAY(DATE(2008, 10, 1), 1E+15)", "#NUM!"),
    ]),
    Function::values(
        "WORKDAY.INTL",
        CATEGORY,
        "Gives the date so many working days after a date, with any weekend.",
        &[
            scalar("start_date"),
            scalar("days"),
            scalar("weekend").optional(),
            array("holidays").optional(),
        ],
        Returns::Number,
        work_day_international,
    )
    .examples(&[
        example("WORKDAY.INTL(DATE(2012, 1, 1), 30, 0)", "#NUM!"),
        example("WORKDAY.INTL(DATE(2012, 1, 1), 90, 11)", "DATE(2012, 4, 14)"),
        example("TEXT(WORKDAY.INTL(DATE(2012, 1, 1), 30, 17), \"m/dd/yyyy\")", "\"2/05/2012\""),
        example("WORKDAY.INTL(DATE(2012, 1, 1), 30, \"1111111\")", "#VALUE!"),
    ]),
];
