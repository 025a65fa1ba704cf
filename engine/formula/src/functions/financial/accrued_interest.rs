//! Interest that has accrued on a bond: ACCRINT, ACCRINTM.

use crate::date::DateSystem;
use crate::day_count::{Basis, date_of, days_360_us, days_between, year_fraction};
use crate::function::{Category, Function, Returns, boolean, example, number};
use crate::functions::financial::coupons::{
    Frequency, is_month_end, moved, whole_period_days_360_us,
};
use crate::functions::financial::dated::dated;
use crate::value::CellError;

const CATEGORY: Category = Category::Financial;

type Answer = Result<f64, CellError>;

/// This part's rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "ACCRINT",
        CATEGORY,
        "Accrued interest of a security that pays periodic interest.",
        &[
            number("issue"),
            number("first_interest"),
            number("settlement"),
            number("rate"),
            number("par"),
            number("frequency"),
            number("basis").or(0.0),
            boolean("calc_method").or(1.0),
        ],
        Returns::Number,
        |arguments| dated(arguments, accrint),
    )
    .examples(&[
        example("ROUND(ACCRINT(39508, 39691, 39569, 0.1, 1000, 2, 0), 6)", "16.666667"),
        example("ROUND(ACCRINT(39512, 39691, 39569, 0.1, 1000, 2, 0, FALSE), 6)", "15.555556"),
        example("ROUND(ACCRINT(39543, 39691, 39569, 0.1, 1000, 2, 0, TRUE), 6)", "7.222222"),
        example("ACCRINT(39569, 39691, 39569, 0.1, 1000, 2, 0)", "#NUM!"),
    ]),
    Function::values(
        "ACCRINTM",
        CATEGORY,
        "Accrued interest of a security that pays interest at maturity.",
        &[
            number("issue"),
            number("settlement"),
            number("rate"),
            number("par"),
            number("basis").or(0.0),
        ],
        Returns::Number,
        |arguments| dated(arguments, accrintm),
    )
    .examples(&[
        example("ROUND(ACCRINTM(39539, 39614, 0.1, 1000, 3), 6)", "20.547945"),
        example("ACCRINTM(39614, 39539, 0.1, 1000, 3)", "#NUM!"),
    ]),
];

fn accrintm(a: &[f64], dates: DateSystem) -> Answer {
    let (issue, settlement, rate, par) = (a[0].floor(), a[1].floor(), a[2], a[3]);
    let basis = Basis::from_number(a[4])?;
    if issue >= settlement || rate <= 0.0 || par <= 0.0 {
        return Err(CellError::Num);
    }
    Ok(par * rate * year_fraction(issue, settlement, basis, dates)?)
}

fn accrint(a: &[f64], dates: DateSystem) -> Answer {
    let (issue, first_interest, settlement) = (a[0].floor(), a[1].floor(), a[2].floor());
    let (rate, par, from_issue) = (a[3], a[4], a[7] != 0.0);
    let frequency = Frequency::of(a[5])?;
    let basis = Basis::from_number(a[6])?;
    if issue >= settlement || rate <= 0.0 || par <= 0.0 {
        return Err(CellError::Num);
    }
    date_of(issue, dates)?;
    let months = frequency.months();
    let to_month_end = is_month_end(first_interest, dates)?;
    // Coupon dates by their number, 0 for the first one.
    let coupon = |index: i64| moved(first_interest, index * months, to_month_end, dates);
    let mut index = -1;
    if from_issue {
        // The last coupon date before settlement; one at settlement itself doesn't count.
        while coupon(index + 1)? < settlement {
            index += 1;
        }
    }
    let mut early = coupon(index)?;
    let settled_days = days_between(issue.max(early), settlement, basis, dates)?;
    // The length of the period before the first coupon, whatever the period of settlement.
    let length = match basis {
        Basis::ActualActual => first_interest - coupon(-1)?,
        Basis::Actual365 => 365.0 / frequency.coupons(),
        _ => 360.0 / frequency.coupons(),
    };
    let mut periods = settled_days / length;
    while early > issue {
        index -= 1;
        let late = early;
        early = coupon(index)?;
        // Excel counts whole earlier periods only when interest accrues from the issue; the first,
        // broken one always.
        periods += if issue <= early {
            from_issue as u8 as f64
        } else {
            broken_period(issue, early, late, frequency, basis, dates)?
        };
    }
    Ok(par * rate / frequency.coupons() * periods)
}

/// The part of a coupon period after the issue inside it.
fn broken_period(
    issue: f64,
    early: f64,
    late: f64,
    frequency: Frequency,
    basis: Basis,
    dates: DateSystem,
) -> Answer {
    let days = days_between(issue, late, basis, dates)?;
    let length = match basis {
        Basis::Us30360 => whole_period_days_360_us(early, late, dates)?,
        Basis::Actual360 => days_360_us(date_of(early, dates)?, date_of(late, dates)?),
        Basis::Actual365 => 365.0 / frequency.coupons(),
        Basis::ActualActual | Basis::European30360 => days_between(early, late, basis, dates)?,
    };
    Ok(days / length)
}
