//! Dates as serial numbers.

/// Day from which serial numbers count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum DateSystem {
    /// Serial 1 is 1 January 1900; serial 60 is the day that never was, 29 February 1900.
    #[default]
    Since1900,
    /// Serial 0 is 1 January 1904.
    Since1904,
}

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

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Time {
    /// 0 to 23.
    pub hour: u32,
    pub minute: u32,
    pub second: u32,
}

/// Seconds in a day.
pub const SECONDS_PER_DAY: f64 = 86_400.0;

/// Days from 1 January 1970 to 0 January 1900, as Excel counts (with 29 February 1900).
const EPOCH_1900_DAYS: i64 = -25_569;
/// Days from 1 January 1970 to 1 January 1904.
const EPOCH_1904_DAYS: i64 = -24_107;
/// Serial number of 29 February 1900.
const FALSE_LEAP_DAY: i64 = 60;

/// The last serial number, that of 31 December 9999.
pub fn serial_max(dates: DateSystem) -> f64 {
    match dates {
        DateSystem::Since1900 => 2_958_465.0,
        DateSystem::Since1904 => 2_957_003.0,
    }
}

/// Whether a year has 366 days in the Gregorian calendar (1900 has not; see [`days_in_month`]).
pub fn is_leap_year(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Number of days in a month (1 to 12). February 1900 has 29, as Excel has it: it occurs in the 1900
/// system only.
pub fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap_year(year) || year == 1900 => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days from 1 January 1970 to a date of the proleptic Gregorian calendar; `month` from 1 to 12.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March, so that the leap day is a year's last.
    let year_from_march = if month <= 2 { year - 1 } else { year };
    let month_from_march = (month + 9) % 12;
    let era = year_from_march.div_euclid(400);
    let year_of_era = year_from_march.rem_euclid(400);
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The Gregorian date so many days after 1 January 1970.
fn date_since_1970(days: i64) -> Date {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Date { year: year as i32, month: month as u32, day: day as u32 }
}

/// The date of a serial number (whole part); `None` below 0 or after 9999-12-31.
pub fn from_serial(serial: f64, dates: DateSystem) -> Option<Date> {
    let serial = serial.floor();
    // Written so that NaN is refused.
    if !(serial >= 0.0 && serial <= serial_max(dates)) {
        return None;
    }
    let serial = serial as i64;
    let date = match dates {
        DateSystem::Since1904 => date_since_1970(serial + EPOCH_1904_DAYS),
        DateSystem::Since1900 => match serial {
            0 => Date { year: 1900, month: 1, day: 0 },
            1..FALSE_LEAP_DAY => date_since_1970(serial + 1 + EPOCH_1900_DAYS),
            FALSE_LEAP_DAY => Date { year: 1900, month: 2, day: 29 },
            _ => date_since_1970(serial + EPOCH_1900_DAYS),
        },
    };
    Some(date)
}

/// The serial number of year, month and day, months and days running over as in DATE (month 13 is
/// next January, day 0 is the last of the month before); `None` outside the calendar.
pub fn to_serial(year: i64, month: i64, day: i64, dates: DateSystem) -> Option<f64> {
    const LARGEST: i64 = 10_000_000;
    if [year, month, day].iter().any(|part| !(-LARGEST..=LARGEST).contains(part)) {
        return None;
    }
    let months = year * 12 + month - 1;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let first_of_month = days_since_1970(year, month, 1);
    let serial = match dates {
        DateSystem::Since1904 => first_of_month - EPOCH_1904_DAYS,
        DateSystem::Since1900 => {
            let serial = first_of_month - EPOCH_1900_DAYS;
            // Before the day that never was, one less.
            if serial <= FALSE_LEAP_DAY { serial - 1 } else { serial }
        }
    };
    let serial = (serial + day - 1) as f64;
    (serial >= 0.0 && serial <= serial_max(dates)).then_some(serial)
}

/// Day of the week of a serial, 0 for Sunday to 6 for Saturday, as Excel has it.
pub fn weekday(serial: f64, dates: DateSystem) -> u32 {
    let days = if serial.abs() < 1e15 { serial.floor() as i64 } else { 0 };
    let days_after_a_sunday = match dates {
        DateSystem::Since1900 => days - 1,
        DateSystem::Since1904 => days + 5,
    };
    days_after_a_sunday.rem_euclid(7) as u32
}

/// The time of day of a serial number as HOUR, MINUTE and SECOND have it: the second is rounded
/// (59.6 is 0), without carrying over to the minute.
pub fn time_of_day(serial: f64) -> Time {
    // Times such as 12:30 are a little less than that in binary.
    const NEARLY_SECONDS: f64 = 1e-4;
    let exact = (serial - serial.floor()) * SECONDS_PER_DAY;
    let seconds = (exact + NEARLY_SECONDS).floor();
    let rounds_up = exact - seconds >= 0.5;
    let seconds = seconds as u32 % 86_400;
    Time {
        hour: seconds / 3600,
        minute: seconds / 60 % 60,
        second: (seconds % 60 + u32::from(rounds_up)) % 60,
    }
}

/// The same day of the month so many months later (earlier if negative), or the month's last day
/// where that is shorter, as EDATE has it; `None` outside the calendar.
pub fn add_months(serial: f64, months: i64, dates: DateSystem) -> Option<f64> {
    const MONTHS_MAX: i64 = 12 * 10_000;
    if !(-MONTHS_MAX..=MONTHS_MAX).contains(&months) {
        return None;
    }
    let date = from_serial(serial, dates)?;
    let counted = date.year as i64 * 12 + date.month as i64 - 1 + months;
    let (year, month) = (counted.div_euclid(12), counted.rem_euclid(12) + 1);
    let day = date.day.min(days_in_month(year as i32, month as u32));
    to_serial(year, month, day as i64, dates)
}

#[cfg(test)]
mod tests {
    use super::DateSystem::{Since1900, Since1904};
    use super::*;

    /// Source: Excel's calendar, with its 29 February 1900.
    #[test]
    fn serials_and_dates() {
        let cases = [
            (Since1900, 0.0, (1900, 1, 0)),
            (Since1900, 1.0, (1900, 1, 1)),
            (Since1900, 59.0, (1900, 2, 28)),
            (Since1900, 60.0, (1900, 2, 29)),
            (Since1900, 61.0, (1900, 3, 1)),
            (Since1900, 25569.0, (1970, 1, 1)),
            (Since1900, 39448.0, (2008, 1, 1)),
            (Since1900, 43890.0, (2020, 2, 29)),
            (Since1900, 2958465.0, (9999, 12, 31)),
            (Since1904, 0.0, (1904, 1, 1)),
            (Since1904, 37986.0, (2008, 1, 1)),
            (Since1904, 2957003.0, (9999, 12, 31)),
        ];
        for (dates, serial, (year, month, day)) in cases {
            assert_eq!(from_serial(serial, dates), Some(Date { year, month, day }));
            let back = to_serial(year as i64, month as i64, day as i64, dates);
            assert_eq!(back, Some(serial));
        }
    }

    #[test]
    fn every_serial_goes_there_and_back() {
        for dates in [Since1900, Since1904] {
            for serial in 0..=serial_max(dates) as i64 {
                let date = from_serial(serial as f64, dates).expect("inside the calendar");
                let (year, month, day) = (date.year as i64, date.month as i64, date.day as i64);
                assert_eq!(to_serial(year, month, day, dates), Some(serial as f64));
            }
        }
    }

    #[test]
    fn outside_the_calendar_is_nothing() {
        assert_eq!(from_serial(-1.0, Since1900), None);
        assert_eq!(from_serial(2958466.0, Since1900), None);
        assert_eq!(from_serial(f64::NAN, Since1900), None);
        assert_eq!(to_serial(1900, 1, -1, Since1900), None);
        assert_eq!(to_serial(9999, 12, 32, Since1900), None);
        assert_eq!(to_serial(i64::MAX, i64::MIN, i64::MAX, Since1900), None);
    }

    /// Source: Excel's page of DATE.
    #[test]
    fn months_and_days_run_over() {
        assert_eq!(to_serial(2008, 14, 2, Since1900), to_serial(2009, 2, 2, Since1900));
        assert_eq!(to_serial(2008, -3, 2, Since1900), to_serial(2007, 9, 2, Since1900));
        assert_eq!(to_serial(2008, 1, 35, Since1900), to_serial(2008, 2, 4, Since1900));
        assert_eq!(to_serial(2008, 1, -15, Since1900), to_serial(2007, 12, 16, Since1900));
        assert_eq!(to_serial(1900, 3, 0, Since1900), Some(60.0));
    }

    /// Source: Excel's page of WEEKDAY (14 February 2008 is a Thursday).
    #[test]
    fn days_of_the_week() {
        assert_eq!(weekday(39492.0, Since1900), 4);
        assert_eq!(weekday(39492.0 - 1462.0, Since1904), 4);
        assert_eq!(weekday(1.0, Since1900), 0);
        assert_eq!(weekday(0.0, Since1900), 6);
    }
}
