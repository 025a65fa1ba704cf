//! Bonds with an odd first or last coupon period: ODDFPRICE, ODDFYIELD, ODDLPRICE, ODDLYIELD.
//!
//! The formulas are those of Excel's pages; an odd period is cut into quasi-coupon periods of
//! regular length.

use ulam_numeric::elementary::pow;

use crate::date::DateSystem;
use crate::day_count::{Basis, date_of, days_between};
use crate::function::{Category, Function, Returns, example, number};
use crate::functions::financial::bonds::yield_of_price;
use crate::functions::financial::coupons::{
    CouponPeriod, Frequency, is_month_end, moved, whole_period_days_360_us,
};
use crate::functions::financial::dated::dated;
use crate::value::CellError;

const CATEGORY: Category = Category::Financial;

type Answer = Result<f64, CellError>;

/// This part's rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "ODDFPRICE",
        CATEGORY,
        "Price of a bond with an odd first period, for a face value of 100.",
        &[
            number("settlement"),
            number("maturity"),
            number("issue"),
            number("first_coupon"),
            number("rate"),
            number("yld"),
            number("redemption"),
            number("frequency"),
            number("basis").or(0.0),
        ],
        Returns::Number,
        |arguments| dated(arguments, odd_first_price),
    )
    .examples(&[
        example(
            "ROUND(ODDFPRICE(39763, 44256, 39736, 39873, 0.0785, 0.0625, 100, 2, 1), 6)",
            "113.597717",
        ),
        example("ODDFPRICE(39763, 44256, 39736, 39873, -0.01, 0.0625, 100, 2, 1)", "#NUM!"),
    ]),
    Function::values(
        "ODDFYIELD",
        CATEGORY,
        "Yield of a bond with an odd first period.",
        &[
            number("settlement"),
            number("maturity"),
            number("issue"),
            number("first_coupon"),
            number("rate"),
            number("pr"),
            number("redemption"),
            number("frequency"),
            number("basis").or(0.0),
        ],
        Returns::Number,
        |arguments| dated(arguments, odd_first_yield),
    )
    .examples(&[
        example(
            "ROUND(ODDFYIELD(39763, 44256, 39736, 39873, 0.0575, 84.5, 100, 2, 0), 8)",
            "0.07724554",
        ),
        example("ODDFYIELD(39763, 44256, 39736, 39873, 0.0575, -1, 100, 2, 0)", "#NUM!"),
    ]),
    Function::values(
        "ODDLPRICE",
        CATEGORY,
        "Price of a bond with an odd last period, for a face value of 100.",
        &[
            number("settlement"),
            number("maturity"),
            number("last_interest"),
            number("rate"),
            number("yld"),
            number("redemption"),
            number("frequency"),
            number("basis").or(0.0),
        ],
        Returns::Number,
        |arguments| dated(arguments, odd_last_price),
    )
    .examples(&[
        example("ROUND(ODDLPRICE(39485, 39614, 39370, 0.0375, 0.0405, 100, 2, 0), 6)", "99.878286"),
        example("ODDLPRICE(39614, 39485, 39370, 0.0375, 0.0405, 100, 2, 0)", "#NUM!"),
    ]),
    Function::values(
        "ODDLYIELD",
        CATEGORY,
        "Yield of a bond with an odd last period.",
        &[
            number("settlement"),
            number("maturity"),
            number("last_interest"),
            number("rate"),
            number("pr"),
            number("redemption"),
            number("frequency"),
            number("basis").or(0.0),
        ],
        Returns::Number,
        |arguments| dated(arguments, odd_last_yield),
    )
    .examples(&[
        example(
            "ROUND(ODDLYIELD(39558, 39614, 39440, 0.0375, 99.875, 100, 2, 0), 8)",
            "0.04519224",
        ),
        example("ODDLYIELD(39614, 39485, 39370, 0.0375, 99.875, 100, 2, 0)", "#NUM!"),
    ]),
];

/// Days between two dates, 0 when the second is the earlier one.
fn days_or_zero(start: f64, end: f64, basis: Basis, dates: DateSystem) -> Answer {
    Ok(days_between(start, end, basis, dates)?.max(0.0))
}

/// A bond with an odd first period, whole serial numbers.
struct OddFirst {
    settlement: f64,
    maturity: f64,
    issue: f64,
    first_coupon: f64,
    /// Yearly coupon rate.
    rate: f64,
    redemption: f64,
    frequency: Frequency,
    basis: Basis,
    dates: DateSystem,
}

impl OddFirst {
    /// The bond of ODDFPRICE's and ODDFYIELD's arguments (the yield or price aside), checked.
    fn of(a: &[f64], dates: DateSystem) -> Result<OddFirst, CellError> {
        let bond = OddFirst {
            settlement: a[0].floor(),
            maturity: a[1].floor(),
            issue: a[2].floor(),
            first_coupon: a[3].floor(),
            rate: a[4],
            redemption: a[6],
            frequency: Frequency::of(a[7])?,
            basis: Basis::from_number(a[8])?,
            dates,
        };
        let is_valid = bond.maturity > bond.first_coupon
            && bond.first_coupon > bond.settlement
            && bond.settlement > bond.issue
            && bond.rate >= 0.0
            && a[5] >= 0.0
            && bond.redemption >= 0.0;
        if is_valid && bond.is_on_schedule()? { Ok(bond) } else { Err(CellError::Num) }
    }

    /// Whether the first coupon is a regular number of periods before maturity.
    fn is_on_schedule(&self) -> Result<bool, CellError> {
        let (first, last) =
            (date_of(self.first_coupon, self.dates)?, date_of(self.maturity, self.dates)?);
        let months =
            (last.year as i64 - first.year as i64) * 12 + last.month as i64 - first.month as i64;
        let to_month_end = is_month_end(self.maturity, self.dates)?;
        Ok(months % self.frequency.months() == 0
            && moved(self.maturity, -months, to_month_end, self.dates)? == self.first_coupon)
    }

    /// What the price depends on besides the yield.
    fn terms(&self) -> Result<OddFirstTerms, CellError> {
        let OddFirst { settlement, issue, first_coupon, basis, dates, .. } = *self;
        let period = |settlement: f64, maturity: f64| {
            CouponPeriod::at(settlement, maturity, self.frequency, basis, dates)
        };
        let first_period = period(settlement, first_coupon)?;
        let length = first_period.period_days();
        let coupon = 100.0 * self.rate / self.frequency.coupons();
        let first_length = days_or_zero(issue, first_coupon, basis, dates)?;
        if first_length < length {
            // A short first period.
            let remaining = days_or_zero(settlement, first_coupon, basis, dates)? / length;
            let elapsed = days_or_zero(issue, settlement, basis, dates)? / length;
            return Ok(OddFirstTerms {
                coupon,
                first_coupon: coupon * first_length / length,
                accrued: coupon * elapsed,
                periods_to_first: remaining,
                later_coupons: period(settlement, self.maturity)?.count - 1,
            });
        }
        // A long one, cut into quasi-coupon periods back from the first coupon.
        let months = self.frequency.months();
        let count = period(issue, first_coupon)?.count;
        let (mut accruing, mut accrued) = (0.0, 0.0);
        for index in 0..count {
            let late = moved(first_coupon, -(index as i64) * months, false, dates)?;
            let early = moved(first_coupon, -(index as i64 + 1) * months, false, dates)?;
            let normal = if basis == Basis::ActualActual { late - early } else { length };
            let is_earliest = index + 1 == count;
            let days = if is_earliest { days_or_zero(issue, late, basis, dates)? } else { normal };
            accruing += days / normal;
            let elapsed = days_or_zero(issue.max(early), settlement.min(late), basis, dates)?;
            accrued += elapsed / normal;
        }
        let remaining = match basis {
            Basis::Actual360 | Basis::Actual365 => {
                days_or_zero(settlement, first_period.next, basis, dates)?
            }
            _ => length - first_period.accrued_days()?,
        };
        Ok(OddFirstTerms {
            coupon,
            first_coupon: coupon * accruing,
            accrued: coupon * accrued,
            periods_to_first: remaining / length + self.whole_periods_to_first()?,
            later_coupons: period(first_coupon, self.maturity)?.count,
        })
    }

    /// Whole coupon periods between settlement and the first coupon, counted from settlement.
    fn whole_periods_to_first(&self) -> Answer {
        let OddFirst { settlement, first_coupon, dates, .. } = *self;
        let first = date_of(first_coupon, dates)?;
        let to_month_end = if is_month_end(first_coupon, dates)? {
            true
        } else {
            first.month != 2 && first.day > 28 && is_month_end(settlement, dates)?
        };
        let start = moved(settlement, 0, to_month_end, dates)?;
        let mut count = if settlement < start { 1.0 } else { 0.0 };
        let mut step = 1;
        while moved(start, step * self.frequency.months(), to_month_end, dates)? < first_coupon {
            count += 1.0;
            step += 1;
        }
        Ok(count)
    }
}

/// A bond with an odd first period, ready to be discounted.
struct OddFirstTerms {
    /// Regular coupon.
    coupon: f64,
    /// First coupon.
    first_coupon: f64,
    /// Interest accrued at settlement.
    accrued: f64,
    /// Coupon periods from settlement to the first coupon.
    periods_to_first: f64,
    /// Coupons after the first.
    later_coupons: u32,
}

impl OddFirstTerms {
    fn price(&self, yld: f64, redemption: f64, frequency: f64) -> f64 {
        let discount = 1.0 / (1.0 + yld / frequency);
        let mut weight = pow(discount, self.periods_to_first);
        let mut price = self.first_coupon * weight;
        for _ in 0..self.later_coupons {
            weight *= discount;
            price += self.coupon * weight;
        }
        price + redemption * weight - self.accrued
    }
}

fn odd_first_price(a: &[f64], dates: DateSystem) -> Answer {
    let bond = OddFirst::of(a, dates)?;
    Ok(bond.terms()?.price(a[5], bond.redemption, bond.frequency.coupons()))
}

fn odd_first_yield(a: &[f64], dates: DateSystem) -> Answer {
    let bond = OddFirst::of(a, dates)?;
    let terms = bond.terms()?;
    let frequency = bond.frequency.coupons();
    yield_of_price(a[5], 0.05, frequency, |yld| terms.price(yld, bond.redemption, frequency))
}

/// A bond with an odd last period, in quasi-coupon periods.
struct OddLast {
    /// Periods from the last interest date to maturity.
    accruing: f64,
    /// Those passed at settlement.
    accrued: f64,
    /// Those to come.
    remaining: f64,
    /// Regular coupon for a face value of 100.
    coupon: f64,
    redemption: f64,
    frequency: f64,
}

impl OddLast {
    /// The bond of ODDLPRICE's and ODDLYIELD's arguments (the yield or price aside), checked.
    fn of(a: &[f64], dates: DateSystem) -> Result<OddLast, CellError> {
        let (settlement, maturity, last_interest) = (a[0].floor(), a[1].floor(), a[2].floor());
        let frequency = Frequency::of(a[6])?;
        let basis = Basis::from_number(a[7])?;
        let is_valid = maturity > settlement
            && settlement > last_interest
            && a[3] >= 0.0
            && a[4] >= 0.0
            && a[5] >= 0.0;
        if !is_valid {
            return Err(CellError::Num);
        }
        let count = CouponPeriod::at(last_interest, maturity, frequency, basis, dates)?.count;
        let whole = |start: f64, end: f64| -> Answer {
            match basis {
                Basis::Us30360 => Ok(whole_period_days_360_us(start, end, dates)?.max(0.0)),
                _ => days_or_zero(start, end, basis, dates),
            }
        };
        let (mut accruing, mut accrued, mut remaining) = (0.0, 0.0, 0.0);
        for index in 0..count as i64 {
            let early = moved(last_interest, index * frequency.months(), false, dates)?;
            let late = moved(last_interest, (index + 1) * frequency.months(), false, dates)?;
            let normal = whole(early, late)?;
            let is_last = index + 1 == count as i64;
            let days = if is_last { whole(early, maturity)? } else { normal };
            let passed = if late < settlement {
                days
            } else if early < settlement {
                days_or_zero(early, settlement, basis, dates)?
            } else {
                0.0
            };
            let to_come = days_or_zero(settlement.max(early), maturity.min(late), basis, dates)?;
            accruing += days / normal;
            accrued += passed / normal;
            remaining += to_come / normal;
        }
        let coupon = 100.0 * a[3] / frequency.coupons();
        Ok(OddLast {
            accruing,
            accrued,
            remaining,
            coupon,
            redemption: a[5],
            frequency: frequency.coupons(),
        })
    }
}

fn odd_last_price(a: &[f64], dates: DateSystem) -> Answer {
    let bond = OddLast::of(a, dates)?;
    let paid = bond.accruing * bond.coupon + bond.redemption;
    let growth = 1.0 + bond.remaining * a[4] / bond.frequency;
    Ok(paid / growth - bond.accrued * bond.coupon)
}

fn odd_last_yield(a: &[f64], dates: DateSystem) -> Answer {
    let bond = OddLast::of(a, dates)?;
    let paid = bond.accruing * bond.coupon + bond.redemption;
    let cost = a[4] + bond.accrued * bond.coupon;
    if cost == 0.0 || bond.remaining == 0.0 {
        return Err(CellError::Num);
    }
    Ok((paid - cost) / cost * bond.frequency / bond.remaining)
}
