//! Coupon dates of a bond: COUPDAYBS, COUPDAYS, COUPDAYSNC, COUPNCD, COUPNUM, COUPPCD.

use crate::date::{Date, DateSystem, add_months, days_in_month, to_serial};
use crate::day_count::{Basis, date_of, days_360_us, days_between};
use crate::function::{Category, Function, Parameter, Returns, example, number};
use crate::functions::financial::dated::dated;
use crate::value::CellError;

const CATEGORY: Category = Category::Financial;

type Answer = Result<f64, CellError>;

const PARAMETERS: &[Parameter] =
    &[number("settlement"), number("maturity"), number("frequency"), number("basis").or(0.0)];

/// This part's rows. The examples are the bond of Excel's pages: settled 25 January 2011, due
/// 15 November 2011.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "COUPDAYBS",
        CATEGORY,
        "Days from the start of the coupon period to the settlement date.",
        PARAMETERS,
        Returns::Number,
        |arguments| dated(arguments, |a, dates| with_bond(a, dates, |bond| bond.accrued_days())),
    )
    .examples(&[
        example("COUPDAYBS(40568, 40862, 2, 1)", "71"),
        example("COUPDAYBS(40568, 40862, 3, 1)", "#NUM!"),
    ]),
    Function::values(
        "COUPDAYS",
        CATEGORY,
        "Days in the coupon period that holds the settlement date.",
        PARAMETERS,
        Returns::Number,
        |arguments| dated(arguments, |a, dates| with_bond(a, dates, |bond| Ok(bond.period_days()))),
    )
    .examples(&[
        example("COUPDAYS(40568, 40862, 2, 1)", "181"),
        example("COUPDAYS(40568, 40862, 2, 3)", "182.5"),
        example("COUPDAYS(40568, 40862, 3, 1)", "#NUM!"),
    ]),
    Function::values(
        "COUPDAYSNC",
        CATEGORY,
        "Days from the settlement date to the next coupon date.",
        PARAMETERS,
        Returns::Number,
        |arguments| dated(arguments, |a, dates| with_bond(a, dates, |bond| bond.days_to_next())),
    )
    .examples(&[
        example("COUPDAYSNC(40568, 40862, 2, 1)", "110"),
        example("COUPDAYSNC(40862, 40568, 2, 1)", "#NUM!"),
    ]),
    Function::values(
        "COUPNCD",
        CATEGORY,
        "The next coupon date after the settlement date.",
        PARAMETERS,
        Returns::Number,
        |arguments| dated(arguments, |a, dates| with_bond(a, dates, |bond| Ok(bond.next))),
    )
    .examples(&[
        example("COUPNCD(40568, 40862, 2, 1)", "40678"),
        example("COUPNCD(40568, 40862, 2, 5)", "#NUM!"),
    ]),
    Function::values(
        "COUPNUM",
        CATEGORY,
        "Number of coupons payable between the settlement and maturity dates.",
        PARAMETERS,
        Returns::Number,
        |arguments| dated(arguments, |a, dates| with_bond(a, dates, |bond| Ok(bond.count as f64))),
    )
    .examples(&[
        example("COUPNUM(39107, 39767, 2, 1)", "4"),
        example("COUPNUM(40568, 40862, 3)", "#NUM!"),
    ]),
    Function::values(
        "COUPPCD",
        CATEGORY,
        "The last coupon date before (or at) the settlement date.",
        PARAMETERS,
        Returns::Number,
        |arguments| dated(arguments, |a, dates| with_bond(a, dates, |bond| Ok(bond.previous))),
    )
    .examples(&[
        example("COUPPCD(40568, 40862, 2, 1)", "40497"),
        example("COUPPCD(40862, 40568, 2, 1)", "#NUM!"),
    ]),
];

fn with_bond(a: &[f64], dates: DateSystem, answer: impl Fn(&CouponPeriod) -> Answer) -> Answer {
    let frequency = Frequency::of(a[2])?;
    let basis = Basis::from_number(a[3])?;
    answer(&CouponPeriod::at(a[0], a[1], frequency, basis, dates)?)
}

/// Coupons a year: 1, 2 or 4.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frequency(f64);

impl Frequency {
    /// The frequency of an argument (truncated). `#NUM!` unless it is 1, 2 or 4.
    pub fn of(frequency: f64) -> Result<Frequency, CellError> {
        let frequency = frequency.trunc();
        if [1.0, 2.0, 4.0].contains(&frequency) {
            Ok(Frequency(frequency))
        } else {
            Err(CellError::Num)
        }
    }
    /// Coupons a year.
    pub fn coupons(self) -> f64 {
        self.0
    }
    /// Months between coupons.
    pub fn months(self) -> i64 {
        12 / self.0 as i64
    }
}

/// Whether a serial number is the last day of a month.
pub fn is_month_end(serial: f64, dates: DateSystem) -> Result<bool, CellError> {
    let date = date_of(serial, dates)?;
    Ok(date.day >= days_in_month(date.year, date.month))
}

/// The date so many months after another, on the last day of the month if `to_month_end`.
pub fn moved(
    serial: f64,
    months: i64,
    to_month_end: bool,
    dates: DateSystem,
) -> Result<f64, CellError> {
    let moved = add_months(serial, months, dates).ok_or(CellError::Num)?;
    if !to_month_end {
        return Ok(moved);
    }
    let Date { year, month, .. } = date_of(moved, dates)?;
    to_serial(year as i64, month as i64, days_in_month(year, month) as i64, dates)
        .ok_or(CellError::Num)
}

/// Days between two coupon dates by US 30/360, both ends of February and both 31sts counted as the
/// 30th: what Excel uses for whole periods.
pub fn whole_period_days_360_us(start: f64, end: f64, dates: DateSystem) -> Result<f64, CellError> {
    let (start, mut end) = (date_of(start, dates)?, date_of(end, dates)?);
    let is_february_end = end.month == 2 && end.day == days_in_month(end.year, 2);
    if is_february_end || end.day == 31 {
        end.day = 30;
    }
    Ok(days_360_us(start, end))
}

/// The coupon period of a bond that holds its settlement date, whole serial numbers.
pub struct CouponPeriod {
    /// Settlement date.
    pub settlement: f64,
    /// Last coupon date not after settlement.
    pub previous: f64,
    /// First coupon date after settlement.
    pub next: f64,
    /// Coupons from settlement to maturity.
    pub count: u32,
    /// Coupons a year.
    pub frequency: Frequency,
    /// Day count.
    pub basis: Basis,
    dates: DateSystem,
}

impl CouponPeriod {
    /// The period of a bond. Coupon dates are counted back from maturity; a bond due on the last of
    /// a month pays on the last of months.
    ///
    /// # Errors
    /// `#NUM!` unless settlement is before maturity and both, and the coupon dates, are in the
    /// calendar.
    pub fn at(
        settlement: f64,
        maturity: f64,
        frequency: Frequency,
        basis: Basis,
        dates: DateSystem,
    ) -> Result<CouponPeriod, CellError> {
        let (settlement, maturity) = (settlement.floor(), maturity.floor());
        let (settled, due) = (date_of(settlement, dates)?, date_of(maturity, dates)?);
        if settlement >= maturity {
            return Err(CellError::Num);
        }
        let to_month_end = is_month_end(maturity, dates)?;
        let months = frequency.months();
        let coupon = |count: u32| moved(maturity, -(count as i64) * months, to_month_end, dates);
        let apart =
            (due.year as i64 - settled.year as i64) * 12 + due.month as i64 - settled.month as i64;
        let mut count = (apart / months).max(1) as u32;
        let mut previous = coupon(count)?;
        let mut next = coupon(count - 1)?;
        // The estimate from the months is off by one at most.
        while next <= settlement && count > 1 {
            count -= 1;
            (previous, next) = (next, coupon(count - 1)?);
        }
        while previous > settlement {
            count += 1;
            (previous, next) = (coupon(count)?, previous);
        }
        Ok(CouponPeriod { settlement, previous, next, count, frequency, basis, dates })
    }

    /// Days from the last coupon to settlement.
    pub fn accrued_days(&self) -> Answer {
        days_between(self.previous, self.settlement, self.basis, self.dates)
    }

    /// Days in the period.
    pub fn period_days(&self) -> f64 {
        match self.basis {
            Basis::ActualActual => self.next - self.previous,
            Basis::Actual365 => 365.0 / self.frequency.coupons(),
            Basis::Us30360 | Basis::Actual360 | Basis::European30360 => {
                360.0 / self.frequency.coupons()
            }
        }
    }

    /// Days from settlement to the next coupon.
    pub fn days_to_next(&self) -> Answer {
        match self.basis {
            Basis::Us30360 => {
                let whole = whole_period_days_360_us(self.previous, self.next, self.dates)?;
                Ok(whole - self.accrued_days()?)
            }
            basis => days_between(self.settlement, self.next, basis, self.dates),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATES: DateSystem = DateSystem::Since1900;

    fn serial(year: i64, month: i64, day: i64) -> f64 {
        to_serial(year, month, day, DATES).expect("a date")
    }

    /// By the calendar: coupons on the last of months, on the day of maturity, and settlement on a
    /// coupon date.
    #[test]
    fn coupon_dates() {
        for (settlement, maturity, frequency, previous, next, count) in [
            ((2020, 1, 15), (2021, 8, 31), 2.0, (2019, 8, 31), (2020, 2, 29), 4),
            ((2020, 1, 15), (2021, 8, 30), 2.0, (2019, 8, 30), (2020, 2, 29), 4),
            ((2020, 3, 15), (2021, 3, 15), 4.0, (2020, 3, 15), (2020, 6, 15), 4),
            ((2020, 3, 14), (2020, 3, 15), 1.0, (2019, 3, 15), (2020, 3, 15), 1),
            ((2001, 1, 25), (2001, 11, 15), 4.0, (2000, 11, 15), (2001, 2, 15), 4),
        ] {
            let date = |(year, month, day)| serial(year, month, day);
            let frequency = Frequency::of(frequency).expect("a frequency");
            let (settlement, maturity) = (date(settlement), date(maturity));
            let period =
                CouponPeriod::at(settlement, maturity, frequency, Basis::ActualActual, DATES)
                    .expect("a period");
            assert_eq!(
                (period.previous, period.next, period.count),
                (date(previous), date(next), count)
            );
        }
    }
}
