//! Bonds with regular coupons: DURATION, MDURATION, PRICE, YIELD.

use ulam_numeric::elementary::pow;

use crate::date::DateSystem;
use crate::day_count::Basis;
use crate::function::{Category, Function, Parameter, Returns, example, number};
use crate::functions::financial::coupons::{CouponPeriod, Frequency};
use crate::functions::financial::dated::dated;
use crate::functions::financial::root::{bisection, nearest_sign_change, newton};
use crate::value::CellError;

const CATEGORY: Category = Category::Financial;

type Answer = Result<f64, CellError>;

const DURATION_PARAMETERS: &[Parameter] = &[
    number("settlement"),
    number("maturity"),
    number("coupon"),
    number("yld"),
    number("frequency"),
    number("basis").or(0.0),
];

/// This part's rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "DURATION",
        CATEGORY,
        "Macaulay duration of a bond, in years.",
        DURATION_PARAMETERS,
        Returns::Number,
        |arguments| dated(arguments, |a, dates| duration(a, dates, false)),
    )
    .examples(&[
        example("ROUND(DURATION(43282, 54058, 0.08, 0.09, 2, 1), 7)", "10.9191453"),
        example("DURATION(43282, 54058, -0.01, 0.09, 2, 1)", "#NUM!"),
    ]),
    Function::values(
        "MDURATION",
        CATEGORY,
        "Modified duration of a bond, in years.",
        DURATION_PARAMETERS,
        Returns::Number,
        |arguments| dated(arguments, |a, dates| duration(a, dates, true)),
    )
    .examples(&[
        example("ROUND(MDURATION(39448, 42370, 0.08, 0.09, 2, 1), 5)", "5.73567"),
        example("MDURATION(39448, 42370, 0.08, 0.09, 3, 1)", "#NUM!"),
    ]),
    Function::values(
        "PRICE",
        CATEGORY,
        "Price of a bond with regular coupons, for a face value of 100.",
        &[
            number("settlement"),
            number("maturity"),
            number("rate"),
            number("yld"),
            number("redemption"),
            number("frequency"),
            number("basis").or(0.0),
        ],
        Returns::Number,
        |arguments| dated(arguments, price),
    )
    .examples(&[
        example("ROUND(PRICE(39493, 43054, 0.0575, 0.065, 100, 2, 0), 5)", "94.63436"),
        example("PRICE(39493, 43054, -0.01, 0.065, 100, 2, 0)", "#NUM!"),
    ]),
    Function::values(
        "YIELD",
        CATEGORY,
        "Yield of a bond with regular coupons.",
        &[
            number("settlement"),
            number("maturity"),
            number("rate"),
            number("pr"),
            number("redemption"),
            number("frequency"),
            number("basis").or(0.0),
        ],
        Returns::Number,
        |arguments| dated(arguments, bond_yield),
    )
    .examples(&[
        example("ROUND(YIELD(39493, 42689, 0.0575, 95.04287, 100, 2, 0), 6)", "0.065"),
        example("YIELD(39493, 42689, 0.0575, 0, 100, 2, 0)", "#NUM!"),
    ]),
];

/// A bond with regular coupons, seen from its settlement.
struct Bond {
    /// Coupons to come.
    count: u32,
    /// Coupon for a face value of 100.
    coupon: f64,
    /// Part of the coupon period that has passed.
    elapsed: f64,
    /// Part of it to come.
    remaining: f64,
    frequency: f64,
    redemption: f64,
}

impl Bond {
    fn of(
        a: &[f64],
        redemption: f64,
        frequency: f64,
        basis: f64,
        dates: DateSystem,
    ) -> Result<Bond, CellError> {
        let frequency = Frequency::of(frequency)?;
        let period = CouponPeriod::at(a[0], a[1], frequency, Basis::from_number(basis)?, dates)?;
        let elapsed = period.accrued_days()? / period.period_days();
        Ok(Bond {
            count: period.count,
            coupon: 100.0 * a[2] / frequency.coupons(),
            elapsed,
            remaining: 1.0 - elapsed,
            frequency: frequency.coupons(),
            redemption,
        })
    }

    /// Price at a yield, without accrued interest (Excel's page of PRICE).
    fn price(&self, yld: f64) -> f64 {
        let per_period = yld / self.frequency;
        let accrued = self.coupon * self.elapsed;
        if self.count == 1 {
            return (self.redemption + self.coupon) / (1.0 + self.remaining * per_period) - accrued;
        }
        let discount = 1.0 / (1.0 + per_period);
        let mut weight = pow(discount, self.remaining);
        let mut price = 0.0;
        for coupon in 1..=self.count {
            price += self.coupon * weight;
            if coupon == self.count {
                price += self.redemption * weight;
            }
            weight *= discount;
        }
        price - accrued
    }
}

fn price(a: &[f64], dates: DateSystem) -> Answer {
    let (rate, yld, redemption) = (a[2], a[3], a[4]);
    if rate < 0.0 || yld < 0.0 || redemption <= 0.0 {
        return Err(CellError::Num);
    }
    Ok(Bond::of(a, redemption, a[5], a[6], dates)?.price(yld))
}

fn bond_yield(a: &[f64], dates: DateSystem) -> Answer {
    let (rate, price, redemption) = (a[2], a[3], a[4]);
    if rate < 0.0 || price <= 0.0 || redemption <= 0.0 {
        return Err(CellError::Num);
    }
    let bond = Bond::of(a, redemption, a[5], a[6], dates)?;
    if bond.count == 1 {
        // PRICE's formula for one coupon, solved for the yield.
        let paid = price + bond.coupon * bond.elapsed;
        let growth = (redemption + bond.coupon) / paid - 1.0;
        return Ok(growth * bond.frequency / bond.remaining);
    }
    yield_of_price(price, 0.05, bond.frequency, |yld| bond.price(yld))
}

/// The yield at which a bond has a price: by Newton's method with a numerical slope from a guess, or
/// else by halving. `#NUM!` when there is none.
pub(super) fn yield_of_price(
    price: f64,
    guess: f64,
    frequency: f64,
    price_at: impl Fn(f64) -> f64,
) -> Answer {
    // At -frequency a period's discount factor is infinite.
    let (low, high) = (-frequency, 1e6);
    let miss = |yld: f64| price_at(yld) - price;
    let found = newton(guess, low, high, |yld| {
        let step = 1e-6 * (1.0 + yld.abs());
        (miss(yld), (miss(yld + step) - miss(yld - step)) / (2.0 * step))
    });
    if let Some(found) = found {
        return Ok(found);
    }
    let low = low * 0.999_999;
    let (low, high) = nearest_sign_change(guess, 0.05, low, 1000.0, miss).ok_or(CellError::Num)?;
    Ok(bisection(low, high, miss))
}

/// Macaulay duration, or the modified one.
fn duration(a: &[f64], dates: DateSystem, is_modified: bool) -> Answer {
    let (rate, yld) = (a[2], a[3]);
    if rate < 0.0 || yld < 0.0 {
        return Err(CellError::Num);
    }
    let bond = Bond::of(a, 100.0, a[4], a[5], dates)?;
    let discount = 1.0 / (1.0 + yld / bond.frequency);
    let mut weight = pow(discount, bond.remaining);
    let (mut worth, mut worth_times_periods) = (0.0, 0.0);
    for coupon in 1..=bond.count {
        let periods = coupon as f64 - 1.0 + bond.remaining;
        let last = if coupon == bond.count { bond.redemption } else { 0.0 };
        let flow = (bond.coupon + last) * weight;
        worth += flow;
        worth_times_periods += flow * periods;
        weight *= discount;
    }
    let years = worth_times_periods / worth / bond.frequency;
    Ok(if is_modified { years * discount } else { years })
}
