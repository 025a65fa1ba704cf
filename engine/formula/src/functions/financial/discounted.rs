//! Discounted securities and those that pay interest at maturity: DISC, INTRATE, PRICEDISC, PRICEMAT,
//! RECEIVED, YIELDDISC, YIELDMAT.

use crate::date::DateSystem;
use crate::day_count::{Basis, date_of, days_between, days_in_year, year_fraction};
use crate::function::{Category, Function, Returns, example, number};
use crate::functions::financial::dated::dated;
use crate::value::CellError;

const CATEGORY: Category = Category::Financial;

type Answer = Result<f64, CellError>;

/// This part's rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "DISC",
        CATEGORY,
        "Discount rate of a security.",
        &[
            number("settlement"),
            number("maturity"),
            number("pr"),
            number("redemption"),
            number("basis").or(0.0),
        ],
        Returns::Number,
        |arguments| {
            dated(arguments, |a, dates| {
                with_term(a, dates, |price, redemption, years| {
                    Ok((1.0 - price / redemption) / years)
                })
            })
        },
    )
    .examples(&[
        example("ROUND(DISC(43282, 54058, 97.975, 100, 1), 8)", "0.00068638"),
        example("DISC(43282, 50086, 0, 100, 1)", "#NUM!"),
    ]),
    Function::values(
        "INTRATE",
        CATEGORY,
        "Interest rate of a fully invested security.",
        &[
            number("settlement"),
            number("maturity"),
            number("investment"),
            number("redemption"),
            number("basis").or(0.0),
        ],
        Returns::Number,
        |arguments| {
            dated(arguments, |a, dates| {
                with_term(a, dates, |investment, redemption, years| {
                    Ok((redemption - investment) / investment / years)
                })
            })
        },
    )
    .examples(&[
        example("ROUND(INTRATE(39493, 39583, 1000000, 1014420, 2), 5)", "0.05768"),
        example("INTRATE(39493, 39583, 0, 1014420, 2)", "#NUM!"),
    ]),
    Function::values(
        "PRICEDISC",
        CATEGORY,
        "Price of a discounted security.",
        &[
            number("settlement"),
            number("maturity"),
            number("discount"),
            number("redemption"),
            number("basis").or(0.0),
        ],
        Returns::Number,
        |arguments| {
            dated(arguments, |a, dates| {
                with_term(a, dates, |discount, redemption, years| {
                    Ok(redemption - discount * redemption * years)
                })
            })
        },
    )
    .examples(&[
        example("ROUND(PRICEDISC(39494, 39508, 0.0525, 100, 2), 6)", "99.795833"),
        example("PRICEDISC(39494, 39508, 0, 100, 2)", "#NUM!"),
    ]),
    Function::values(
        "PRICEMAT",
        CATEGORY,
        "Price of a security that pays interest at maturity, for a face value of 100.",
        &[
            number("settlement"),
            number("maturity"),
            number("issue"),
            number("rate"),
            number("yld"),
            number("basis").or(0.0),
        ],
        Returns::Number,
        |arguments| dated(arguments, price_at_maturity),
    )
    .examples(&[
        example("ROUND(PRICEMAT(39493, 39551, 39397, 0.061, 0.061, 0), 7)", "99.9844989"),
        example("PRICEMAT(39551, 39493, 39397, 0.061, 0.061, 0)", "#NUM!"),
    ]),
    Function::values(
        "RECEIVED",
        CATEGORY,
        "Amount received at maturity of a fully invested security.",
        &[
            number("settlement"),
            number("maturity"),
            number("investment"),
            number("discount"),
            number("basis").or(0.0),
        ],
        Returns::Number,
        |arguments| {
            dated(arguments, |a, dates| {
                with_term(a, dates, |investment, discount, years| {
                    let left = 1.0 - discount * years;
                    if left <= 0.0 { Err(CellError::Num) } else { Ok(investment / left) }
                })
            })
        },
    )
    .examples(&[
        example("ROUND(RECEIVED(39493, 39583, 1000000, 0.0575, 2), 2)", "1014584.65"),
        example("RECEIVED(39493, 39583, 1000000, 0, 2)", "#NUM!"),
    ]),
    Function::values(
        "YIELDDISC",
        CATEGORY,
        "Yearly yield of a discounted security.",
        &[
            number("settlement"),
            number("maturity"),
            number("pr"),
            number("redemption"),
            number("basis").or(0.0),
        ],
        Returns::Number,
        |arguments| {
            dated(arguments, |a, dates| {
                with_term(a, dates, |price, redemption, years| {
                    Ok((redemption - price) / price / years)
                })
            })
        },
    )
    .examples(&[
        example("ROUND(YIELDDISC(39494, 39508, 99.795, 100, 2), 6)", "0.052823"),
        example("YIELDDISC(39494, 39508, 0, 100, 2)", "#NUM!"),
    ]),
    Function::values(
        "YIELDMAT",
        CATEGORY,
        "Yearly yield of a security that pays interest at maturity.",
        &[
            number("settlement"),
            number("maturity"),
            number("issue"),
            number("rate"),
            number("pr"),
            number("basis").or(0.0),
        ],
        Returns::Number,
        |arguments| dated(arguments, yield_at_maturity),
    )
    .examples(&[
        example("ROUND(YIELDMAT(39522, 39755, 39394, 0.0625, 100.0123, 0), 6)", "0.060954"),
        example("YIELDMAT(39522, 39755, 39394, 0.0625, 0, 0)", "#NUM!"),
    ]),
];

/// Answers with the third and fourth argument, which must be positive, and the years from settlement
/// to maturity.
fn with_term(a: &[f64], dates: DateSystem, answer: impl Fn(f64, f64, f64) -> Answer) -> Answer {
    let (settlement, maturity) = (a[0].floor(), a[1].floor());
    let basis = Basis::from_number(a[4])?;
    if settlement >= maturity || a[2] <= 0.0 || a[3] <= 0.0 {
        return Err(CellError::Num);
    }
    answer(a[2], a[3], year_fraction(settlement, maturity, basis, dates)?)
}

/// Years that PRICEMAT and YIELDMAT reckon with.
struct Terms {
    issue_to_maturity: f64,
    issue_to_settlement: f64,
    settlement_to_maturity: f64,
}

impl Terms {
    fn of(a: &[f64], dates: DateSystem) -> Result<Terms, CellError> {
        let (settlement, maturity, issue) = (a[0].floor(), a[1].floor(), a[2].floor());
        let basis = Basis::from_number(a[5])?;
        if settlement >= maturity || issue >= settlement || a[3] < 0.0 {
            return Err(CellError::Num);
        }
        // One length of the year for all three.
        let year = days_in_year(date_of(issue, dates)?, date_of(settlement, dates)?, basis);
        let whole = days_between(issue, maturity, basis, dates)?;
        let passed = days_between(issue, settlement, basis, dates)?;
        Ok(Terms {
            issue_to_maturity: whole / year,
            issue_to_settlement: passed / year,
            settlement_to_maturity: (whole - passed) / year,
        })
    }
}

fn price_at_maturity(a: &[f64], dates: DateSystem) -> Answer {
    let (rate, yld) = (a[3], a[4]);
    if yld < 0.0 {
        return Err(CellError::Num);
    }
    let terms = Terms::of(a, dates)?;
    let paid = 100.0 * (1.0 + terms.issue_to_maturity * rate);
    let accrued = 100.0 * terms.issue_to_settlement * rate;
    Ok(paid / (1.0 + terms.settlement_to_maturity * yld) - accrued)
}

fn yield_at_maturity(a: &[f64], dates: DateSystem) -> Answer {
    let (rate, price) = (a[3], a[4]);
    if price <= 0.0 {
        return Err(CellError::Num);
    }
    let terms = Terms::of(a, dates)?;
    let paid = 1.0 + terms.issue_to_maturity * rate;
    let cost = price / 100.0 + terms.issue_to_settlement * rate;
    Ok((paid / cost - 1.0) / terms.settlement_to_maturity)
}
