//! Day counts: how finance measures the time between two dates.

use crate::date::{self, Date, DateSystem, days_in_month, is_leap_year};
use crate::value::CellError;

/// Excel's `basis` arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// 0: US (NASD) 30/360.
    Us30360,
    /// 1: actual/actual.
    ActualActual,
    /// 2: actual/360.
    Actual360,
    /// 3: actual/365.
    Actual365,
    /// 4: European 30/360.
    European30360,
}

impl Basis {
    /// The basis of an argument, truncated to an integer.
    ///
    /// # Errors
    /// `#NUM!` unless it is 0 to 4.
    pub fn from_number(basis: f64) -> Result<Basis, CellError> {
        match basis.trunc() {
            0.0 => Ok(Basis::Us30360),
            1.0 => Ok(Basis::ActualActual),
            2.0 => Ok(Basis::Actual360),
            3.0 => Ok(Basis::Actual365),
            4.0 => Ok(Basis::European30360),
            _ => Err(CellError::Num),
        }
    }
}

fn is_last_of_february(date: Date) -> bool {
    date.month == 2 && date.day == days_in_month(date.year, 2)
}

fn days_of_30(start: Date, end: Date, start_day: u32, end_day: u32) -> f64 {
    let years = end.year as f64 - start.year as f64;
    let months = end.month as f64 - start.month as f64;
    years * 360.0 + months * 30.0 + end_day as f64 - start_day as f64
}

/// Days from `start` to `end` in months of 30 days, NASD's rule as YEARFRAC with basis 0 and the
/// bond functions apply it: the end of February counts as the 30th.
///
/// Source: D. A. Wheeler, "YEARFRAC Incompatibilities" (2008), and OpenFormula 4.11.7.
pub fn days_360_us(start: Date, end: Date) -> f64 {
    let (mut start_day, mut end_day) = (start.day.min(30), end.day);
    // The start's own day decides: from 28 February an end on the 31st keeps it.
    if end_day == 31 && start_day == 30 {
        end_day = 30;
    }
    if is_last_of_february(start) {
        if is_last_of_february(end) {
            end_day = 30;
        }
        start_day = 30;
    }
    days_of_30(start, end, start_day, end_day)
}

/// Days from `start` to `end` in months of 30 days, the European rule: the 31st counts as the 30th.
pub fn days_360_european(start: Date, end: Date) -> f64 {
    days_of_30(start, end, start.day.min(30), end.day.min(30))
}

/// Days from `start` to `end` as DAYS360 with its US method counts them: as [`days_360_us`], but an
/// end on the last of February keeps its day.
pub fn days_360_function(start: Date, end: Date) -> f64 {
    let start_day = if is_last_of_february(start) { 30 } else { start.day.min(30) };
    let end_day = if end.day == 31 && start_day == 30 { 30 } else { end.day };
    days_of_30(start, end, start_day, end_day)
}

/// Days of the year that a basis reckons with between two dates, `start` not after `end`: 360, 365,
/// or for actual/actual the mean length of the years touched (for up to one year: 366 if a
/// 29 February lies between or both are in the same leap year).
pub fn days_in_year(start: Date, end: Date, basis: Basis) -> f64 {
    match basis {
        Basis::Us30360 | Basis::Actual360 | Basis::European30360 => 360.0,
        Basis::Actual365 => 365.0,
        Basis::ActualActual => actual_year_length(start, end),
    }
}

fn actual_year_length(start: Date, end: Date) -> f64 {
    let is_up_to_a_year = start.year == end.year
        || (start.year + 1 == end.year && (start.month, start.day) >= (end.month, end.day));
    if is_up_to_a_year {
        let has_leap_day = if start.year == end.year {
            is_leap_year(start.year)
        } else {
            (is_leap_year(start.year) && (start.month, start.day) <= (2, 29))
                || (is_leap_year(end.year) && (end.month, end.day) >= (2, 29))
        };
        return if has_leap_day { 366.0 } else { 365.0 };
    }
    let years = end.year as i64 - start.year as i64 + 1;
    let leap_years = leap_years_before(end.year as i64 + 1) - leap_years_before(start.year as i64);
    365.0 + leap_years as f64 / years as f64
}

/// Leap years from year 1 up to but without `year`.
fn leap_years_before(year: i64) -> i64 {
    let last = year - 1;
    last / 4 - last / 100 + last / 400
}

/// Days between two serial numbers (whole parts) by a basis, `start` not after `end`.
///
/// # Errors
/// `#NUM!` for a serial outside the calendar.
pub fn days_between(
    start: f64,
    end: f64,
    basis: Basis,
    dates: DateSystem,
) -> Result<f64, CellError> {
    let (start_date, end_date) = (date_of(start, dates)?, date_of(end, dates)?);
    Ok(match basis {
        Basis::Us30360 => days_360_us(start_date, end_date),
        Basis::European30360 => days_360_european(start_date, end_date),
        _ => end.floor() - start.floor(),
    })
}

/// Years from one serial number to another by a basis, as YEARFRAC gives them: never negative, the
/// earlier date is the start whatever the order.
///
/// # Errors
/// `#NUM!` for a serial outside the calendar.
pub fn year_fraction(
    start: f64,
    end: f64,
    basis: Basis,
    dates: DateSystem,
) -> Result<f64, CellError> {
    let (start, end) = if start <= end { (start, end) } else { (end, start) };
    let (start_date, end_date) = (date_of(start, dates)?, date_of(end, dates)?);
    let days = days_between(start, end, basis, dates)?;
    Ok(days / days_in_year(start_date, end_date, basis))
}

/// The date of a serial number.
///
/// # Errors
/// `#NUM!` for a serial outside the calendar.
pub fn date_of(serial: f64, dates: DateSystem) -> Result<Date, CellError> {
    date::from_serial(serial, dates).ok_or(CellError::Num)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(start: (i64, i64, i64), end: (i64, i64, i64), basis: f64) -> f64 {
        let dates = DateSystem::Since1900;
        let serial = |(year, month, day)| date::to_serial(year, month, day, dates).expect("a date");
        let basis = Basis::from_number(basis).expect("a basis");
        year_fraction(serial(start), serial(end), basis, dates).expect("a fraction")
    }

    /// Source: Excel's page of YEARFRAC; the others by hand from the definitions.
    #[test]
    fn year_fractions() {
        let cases = [
            ((2012, 1, 1), (2012, 7, 30), 0.0, 0.58055556),
            ((2012, 1, 1), (2012, 7, 30), 1.0, 0.57650273),
            ((2012, 1, 1), (2012, 7, 30), 3.0, 0.57808219),
            ((2012, 1, 1), (2012, 7, 30), 2.0, 211.0 / 360.0),
            ((2012, 1, 1), (2012, 7, 30), 4.0, 209.0 / 360.0),
            ((2012, 7, 30), (2012, 1, 1), 0.0, 0.58055556),
            ((2010, 1, 31), (2010, 3, 31), 0.0, 60.0 / 360.0),
            ((2011, 2, 28), (2012, 2, 29), 0.0, 1.0),
            ((2011, 2, 28), (2011, 3, 31), 0.0, 31.0 / 360.0),
            ((2010, 3, 1), (2011, 3, 1), 1.0, 1.0),
            ((2011, 3, 1), (2012, 2, 28), 1.0, 364.0 / 365.0),
            ((2011, 3, 1), (2012, 2, 29), 1.0, 365.0 / 366.0),
            ((2008, 1, 1), (2010, 1, 1), 1.0, 731.0 / (365.0 + 1.0 / 3.0)),
        ];
        for (start, end, basis, expected) in cases {
            let found = fraction(start, end, basis);
            assert!((found - expected).abs() < 1e-8, "{start:?} {end:?} {basis}: {found}");
        }
    }
}
