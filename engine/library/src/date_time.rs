//! The present time, as the caller says it is.

use ulam_formula::context::DateSystem;
use ulam_formula::date;

/// A local date and time: what NOW and TODAY give in a workbook.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DateTime {
    /// Year, such as 2026.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
    /// Seconds since midnight, below 86,400.
    pub seconds: f64,
}

impl DateTime {
    /// The midnight with which a day begins.
    pub fn date(year: i32, month: u8, day: u8) -> DateTime {
        DateTime { year, month, day, seconds: 0.0 }
    }

    /// The serial number of this time; 0 for a date that the system can't express.
    pub(crate) fn serial(self, dates: DateSystem) -> f64 {
        let day = date::to_serial(self.year.into(), self.month.into(), self.day.into(), dates);
        day.unwrap_or(0.0) + self.seconds / date::SECONDS_PER_DAY
    }
}
