//! Depreciation of the French accounting system, prorated over the first period: AMORDEGRC, AMORLINC.

use crate::date::{DateSystem, is_leap_year};
use crate::day_count::{Basis, date_of, days_between, days_in_year};
use crate::function::{Category, Function, Returns, example, number};
use crate::functions::financial::dated::dated;
use crate::functions::mathematics::decimal_rounding as decimal;
use crate::value::CellError;

const CATEGORY: Category = Category::Financial;

type Answer = Result<f64, CellError>;

/// Most periods that are stepped through.
const PERIODS_MAX: f64 = 1_000_000.0;

/// This part's rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "AMORDEGRC",
        CATEGORY,
        "Declining depreciation of a period in the French system.",
        &[
            number("cost"),
            number("date_purchased"),
            number("first_period"),
            number("salvage"),
            number("period"),
            number("rate"),
            number("basis").or(0.0),
        ],
        Returns::Number,
        |arguments| dated(arguments, amordegrc),
    )
    .examples(&[
        example("AMORDEGRC(2400, 39679, 39813, 300, 1, 0.15, 1)", "776"),
        example("AMORDEGRC(2400, 39679, 39813, 300, 1, 0.15, 2)", "#NUM!"),
        example("AMORDEGRC(100, 35854, 36585, 50, 1, 0.3, 1)", "23"),
    ]),
    Function::values(
        "AMORLINC",
        CATEGORY,
        "Linear depreciation of a period in the French system.",
        &[
            number("cost"),
            number("date_purchased"),
            number("first_period"),
            number("salvage"),
            number("period"),
            number("rate"),
            number("basis").or(0.0),
        ],
        Returns::Number,
        |arguments| dated(arguments, amorlinc),
    )
    .examples(&[
        example("AMORLINC(2400, 39679, 39813, 300, 1, 0.15, 1)", "360"),
        example("AMORLINC(2400, 39679, 39813, 300, 1, 0.15, 2)", "#NUM!"),
        example("AMORLINC(100, 35854, 36585, 10, 0.3, 0.07, 0)", "7"),
        example("AMORLINC(100, 35854, 36585, 10, 0, 0.07, 1)", "14"),
    ]),
];

/// The common arguments, checked.
struct Asset {
    cost: f64,
    salvage: f64,
    /// Whole periods after the first one.
    period: f64,
    /// A part of the first period isn't the first period.
    is_first: bool,
    rate: f64,
    /// Part of a year from purchase to the end of the first period.
    first_year: f64,
}

impl Asset {
    fn of(a: &[f64], dates: DateSystem) -> Result<Asset, CellError> {
        let basis = Basis::from_number(a[6])?;
        let (cost, purchased, first_period) = (a[0], a[1].floor(), a[2].floor());
        let (salvage, period, rate) = (a[3], a[4].trunc(), a[5]);
        let is_valid = cost >= 0.0
            && (0.0..=cost).contains(&salvage)
            && period >= 0.0
            && rate > 0.0
            && purchased <= first_period
            && basis != Basis::Actual360;
        if !is_valid {
            return Err(CellError::Num);
        }
        let (purchased, first_period) = match basis {
            Basis::ActualActual | Basis::Actual365 => {
                (before_leap_day(purchased, dates)?, before_leap_day(first_period, dates)?)
            }
            _ => (purchased, first_period),
        };
        let bought = date_of(purchased, dates)?;
        let year = match basis {
            Basis::ActualActual if is_leap_year(bought.year) => 366.0,
            Basis::ActualActual => 365.0,
            other => days_in_year(bought, bought, other),
        };
        let first_year = days_between(purchased, first_period, basis, dates)? / year;
        Ok(Asset { cost, salvage, period, is_first: a[4] == 0.0, rate, first_year })
    }

    /// Depreciation of the period of the purchase at a yearly rate: a whole year's if the purchase
    /// is at its end.
    fn first_depreciation(&self, rate: f64) -> f64 {
        let part = if self.first_year == 0.0 { 1.0 } else { self.first_year };
        (part * rate * self.cost).min(self.cost - self.salvage)
    }

    /// Years of life, rounded up.
    fn life(&self) -> f64 {
        (1.0 / self.rate).ceil()
    }
}

/// 29 February counts as the 28th.
fn before_leap_day(serial: f64, dates: DateSystem) -> Result<f64, CellError> {
    let date = date_of(serial, dates)?;
    Ok(if (date.month, date.day) == (2, 29) { serial - 1.0 } else { serial })
}

fn amorlinc(a: &[f64], dates: DateSystem) -> Answer {
    let asset = Asset::of(a, dates)?;
    if asset.cost == asset.salvage || asset.period > asset.life() {
        return Ok(0.0);
    }
    let first = asset.first_depreciation(asset.rate);
    if asset.is_first {
        return Ok(first);
    }
    let yearly = asset.rate * asset.cost;
    let left = asset.cost - asset.salvage - first - yearly * (asset.period - 1.0);
    Ok(yearly.min(left.max(0.0)))
}

fn amordegrc(a: &[f64], dates: DateSystem) -> Answer {
    let asset = Asset::of(a, dates)?;
    let life = 1.0 / asset.rate;
    if life < 3.0 || (life > 4.0 && life < 5.0) || life > PERIODS_MAX {
        return Err(CellError::Num);
    }
    let life = life.ceil();
    if asset.cost == asset.salvage || asset.period > life {
        return Ok(0.0);
    }
    let coefficient = match life {
        ..=4.0 => 1.5,
        ..=6.0 => 2.0,
        _ => 2.5,
    };
    let mut rate = asset.rate * coefficient;
    let first = rounded(asset.first_depreciation(rate));
    if asset.is_first {
        return Ok(first);
    }
    let last_year = if asset.first_year == 0.0 { life } else { life + 1.0 };
    let mut book_value = asset.cost - first;
    let mut depreciation = 0.0;
    for year in 1..=asset.period as u32 {
        // In the last year but one half of the book value is written off, then the rest.
        let is_last_but_one = last_year - (year as f64 + 1.0) == 2.0;
        depreciation = book_value * if is_last_but_one { 0.5 } else { rate };
        if is_last_but_one {
            rate = 1.0;
        }
        if book_value < asset.salvage {
            depreciation = 0.0;
        }
        book_value -= depreciation;
    }
    Ok(rounded(depreciation))
}

/// To the nearest unit, halves of 15 digits up.
fn rounded(amount: f64) -> f64 {
    decimal::round(amount, 0)
}
