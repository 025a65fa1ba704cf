//! Treasury bills: TBILLEQ, TBILLPRICE, TBILLYIELD.

use crate::date::{DateSystem, add_months};
use crate::day_count::date_of;
use crate::function::{Category, Function, Returns, example, number};
use crate::functions::financial::dated::dated;
use crate::value::CellError;

const CATEGORY: Category = Category::Financial;

type Answer = Result<f64, CellError>;

/// This part's rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "TBILLEQ",
        CATEGORY,
        "Bond-equivalent yield of a treasury bill.",
        &[number("settlement"), number("maturity"), number("discount")],
        Returns::Number,
        |arguments| dated(arguments, bond_equivalent),
    )
    .examples(&[
        example("ROUND(TBILLEQ(39538, 39600, 0.0914), 6)", "0.094151"),
        example("TBILLEQ(39538, 39904, 0.0914)", "#NUM!"),
    ]),
    Function::values(
        "TBILLPRICE",
        CATEGORY,
        "Price of a treasury bill for a face value of 100.",
        &[number("settlement"), number("maturity"), number("discount")],
        Returns::Number,
        |arguments| {
            dated(arguments, |a, dates| {
                let price = 100.0 * (1.0 - a[2] * days(a, dates)? / 360.0);
                if price < 0.0 { Err(CellError::Num) } else { Ok(price) }
            })
        },
    )
    .examples(&[
        example("TBILLPRICE(39538, 39600, 0.09)", "98.45"),
        example("TBILLPRICE(39538, 39904, 0.09)", "#NUM!"),
        example("TBILLPRICE(39538, 39538, 0.09)", "100"),
    ]),
    Function::values(
        "TBILLYIELD",
        CATEGORY,
        "Yield of a treasury bill.",
        &[number("settlement"), number("maturity"), number("pr")],
        Returns::Number,
        |arguments| {
            dated(arguments, |a, dates| match days(a, dates)? {
                0.0 => Err(CellError::Num),
                days => Ok((100.0 - a[2]) / a[2] * 360.0 / days),
            })
        },
    )
    .examples(&[
        example("ROUND(TBILLYIELD(39538, 39600, 98.45), 6)", "0.091417"),
        example("TBILLYIELD(39538, 39600, 0)", "#NUM!"),
        example("TBILLYIELD(39538, 39538, 98.45)", "#NUM!"),
    ]),
];

/// Days from settlement to maturity. `#NUM!` if maturity is before settlement or more than a year after
/// it, or the third argument isn't positive. Excel's pages refuse the day itself for TBILLYIELD alone.
fn days(a: &[f64], dates: DateSystem) -> Answer {
    let (settlement, maturity) = (a[0].floor(), a[1].floor());
    date_of(settlement, dates)?;
    let latest = add_months(settlement, 12, dates).ok_or(CellError::Num)?;
    if settlement > maturity || maturity > latest || a[2] <= 0.0 {
        return Err(CellError::Num);
    }
    Ok(maturity - settlement)
}

/// Up to half a year by simple interest; beyond, the yield of a bond with a coupon after half a year
/// (the U.S. Treasury's formula).
fn bond_equivalent(a: &[f64], dates: DateSystem) -> Answer {
    let days = days(a, dates)?;
    let discount = a[2];
    let price = 1.0 - discount * days / 360.0;
    if price <= 0.0 {
        return Err(CellError::Num);
    }
    if days <= 182.0 {
        return Ok(365.0 * discount / (360.0 - discount * days));
    }
    let years = days / if days == 366.0 { 366.0 } else { 365.0 };
    let root = (years * years - (2.0 * years - 1.0) * (1.0 - 1.0 / price)).sqrt();
    Ok(2.0 * (root - years) / (2.0 * years - 1.0))
}
