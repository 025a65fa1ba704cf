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

    /// The date and time in UTC, so many seconds after the beginning of 1970.
    pub fn from_unix_seconds(seconds: f64) -> DateTime {
        // Counted in years from 1 March 0000, so that the leap day is a year's last; 400 years have
        // 146,097 days, and 719,468 of them lie before 1970. The months' days are as in a calendar.
        let seconds = if seconds.is_finite() { seconds.clamp(-6e10, 2.5e11) } else { 0.0 };
        let days = (seconds / 86_400.0).floor();
        let day_seconds = seconds - days * 86_400.0;
        let days = days as i64 + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let leap_days = day_of_era / 1_460 - day_of_era / 36_524 + day_of_era / 146_096;
        let year_of_era = (day_of_era - leap_days) / 365;
        let before = 365 * year_of_era + year_of_era / 4 - year_of_era / 100;
        let day_of_year = day_of_era - before;
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        DateTime { year: year as i32, month: month as u8, day: day as u8, seconds: day_seconds }
    }

    /// The serial number of this time; 0 for a date that the system can't express.
    pub(crate) fn serial(self, dates: DateSystem) -> f64 {
        let day = date::to_serial(self.year.into(), self.month.into(), self.day.into(), dates);
        day.unwrap_or(0.0) + self.seconds / date::SECONDS_PER_DAY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unix_seconds_become_dates() {
        // `date -u -d @SECONDS` (GNU coreutils).
        let dates = [
            (0.0, (1970, 1, 1, 0.0)),
            (951_782_400.0, (2000, 2, 29, 0.0)),
            (1_000_000_000.5, (2001, 9, 9, 6400.5)),
            (1_709_251_199.0, (2024, 2, 29, 86_399.0)),
            (-1.0, (1969, 12, 31, 86_399.0)),
            (4_107_542_400.0, (2100, 3, 1, 0.0)),
        ];
        for (seconds, (year, month, day, rest)) in dates {
            let expected = DateTime { year, month, day, seconds: rest };
            assert_eq!(DateTime::from_unix_seconds(seconds), expected, "{seconds}");
        }
    }
}
