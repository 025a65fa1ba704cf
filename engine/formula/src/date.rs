//! Dates as serial numbers.

use crate::context::DateSystem;

/// A calendar date as Excel sees it: in the 1900 system 29 February 1900 exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub struct Date {
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31 (0 for serial 0 of the 1900 system, 0 January 1900).
    pub day: u32,
}

/// The date of a serial number (whole part); `None` below 0 or after 9999-12-31.
pub fn from_serial(_serial: f64, _dates: DateSystem) -> Option<Date> {
    todo!()
}

/// The serial number of year, month and day, months and days running over as in DATE (month 13 is
/// next January, day 0 is the last of the month before); `None` outside the calendar.
pub fn to_serial(_year: i64, _month: i64, _day: i64, _dates: DateSystem) -> Option<f64> {
    todo!()
}

/// Day of the week of a serial, 0 for Sunday to 6 for Saturday, as Excel has it.
pub fn weekday(_serial: f64, _dates: DateSystem) -> u32 {
    todo!()
}

/// Number of days in a month.
pub fn days_in_month(_year: i32, _month: u32) -> u32 {
    todo!()
}
