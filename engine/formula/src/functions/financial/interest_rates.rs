//! Conversions of rates and prices: DOLLARDE, DOLLARFR, EFFECT, NOMINAL, PDURATION, RRI.

use ulam_numeric::elementary::{exp_m1, ln, ln_1p, pow};

use crate::function::{Category, Function, example, number};
use crate::value::CellError;

const CATEGORY: Category = Category::Financial;

type Answer = Result<f64, CellError>;

/// This part's rows.
pub static FUNCTIONS: &[Function] = &[
    Function::numbers(
        "DOLLARDE",
        CATEGORY,
        "A price written with a fraction, such as 1.02 for 1 and 2/16, as a decimal number.",
        &[number("fractional_dollar"), number("fraction")],
        |a| {
            let (fraction, scale) = fraction_and_scale(a[1])?;
            Ok(a[0].trunc() + (a[0] - a[0].trunc()) * scale / fraction)
        },
    )
    .examples(&[
        example("DOLLARDE(1.02, 16)", "1.125"),
        example("DOLLARDE(1.1, 32)", "1.3125"),
        example("DOLLARDE(1.1, 0)", "#DIV/0!"),
    ]),
    Function::numbers(
        "DOLLARFR",
        CATEGORY,
        "A decimal price written with a fraction, such as 1.02 for 1 and 2/16.",
        &[number("decimal_dollar"), number("fraction")],
        |a| {
            let (fraction, scale) = fraction_and_scale(a[1])?;
            Ok(a[0].trunc() + (a[0] - a[0].trunc()) * fraction / scale)
        },
    )
    .examples(&[
        example("DOLLARFR(1.125, 16)", "1.02"),
        example("DOLLARFR(1.125, 32)", "1.04"),
        example("DOLLARFR(1.1, -1)", "#NUM!"),
    ]),
    Function::numbers(
        "EFFECT",
        CATEGORY,
        "Effective yearly interest rate of a nominal one compounded several times a year.",
        &[number("nominal_rate"), number("npery")],
        |a| effect(a[0], a[1]),
    )
    .examples(&[
        example("ROUND(EFFECT(0.0525, 4), 7)", "0.0535427"),
        example("EFFECT(0.1, 0.5)", "#NUM!"),
    ]),
    Function::numbers(
        "NOMINAL",
        CATEGORY,
        "Nominal yearly interest rate of an effective one compounded several times a year.",
        &[number("effect_rate"), number("npery")],
        |a| nominal(a[0], a[1]),
    )
    .examples(&[
        example("ROUND(NOMINAL(0.053543, 4), 8)", "0.05250032"),
        example("NOMINAL(0, 4)", "#NUM!"),
    ]),
    Function::numbers(
        "PDURATION",
        CATEGORY,
        "Number of periods in which an investment grows to a value.",
        &[number("rate"), number("pv"), number("fv")],
        |a| {
            if a[0] <= 0.0 || a[1] <= 0.0 || a[2] <= 0.0 {
                return Err(CellError::Num);
            }
            Ok(ln(a[2] / a[1]) / ln_1p(a[0]))
        },
    )
    .examples(&[
        example("ROUND(PDURATION(0.025, 2000, 2200), 2)", "3.86"),
        example("ROUND(PDURATION(0.025/12, 1000, 1200), 1)", "87.6"),
    ]),
    Function::numbers(
        "RRI",
        CATEGORY,
        "Interest rate per period at which an investment grows to a value.",
        &[number("nper"), number("pv"), number("fv")],
        |a| rri(a[0], a[1], a[2]),
    )
    .examples(&[
        example("ROUND(RRI(96, 10000, 11000), 7)", "0.0009933"),
        example("RRI(0, 1, 2)", "#NUM!"),
    ]),
];

/// The whole denominator of DOLLARDE and the power of ten that its numerators are written with.
fn fraction_and_scale(fraction: f64) -> Result<(f64, f64), CellError> {
    if fraction < 0.0 {
        return Err(CellError::Num);
    }
    let fraction = fraction.trunc();
    if fraction == 0.0 {
        return Err(CellError::Div0);
    }
    let mut scale = 1.0;
    while scale < fraction {
        scale *= 10.0;
    }
    Ok((fraction, scale))
}

/// Effective rate of a nominal rate compounded `times` (truncated) a year.
fn effect(rate: f64, times: f64) -> Answer {
    let times = times.trunc();
    if rate <= 0.0 || times < 1.0 {
        return Err(CellError::Num);
    }
    // Near 1 the subtraction of the plain formula would lose digits.
    if rate < 1e-3 {
        return Ok(exp_m1(times * ln_1p(rate / times)));
    }
    Ok(pow(1.0 + rate / times, times) - 1.0)
}

/// Nominal rate of an effective rate compounded `times` (truncated) a year.
fn nominal(rate: f64, times: f64) -> Answer {
    let times = times.trunc();
    if rate <= 0.0 || times < 1.0 {
        return Err(CellError::Num);
    }
    if rate / times < 1e-3 {
        return Ok(times * exp_m1(ln_1p(rate) / times));
    }
    Ok(times * (pow(1.0 + rate, 1.0 / times) - 1.0))
}

/// Growth rate per period from `pv` to `fv`.
fn rri(periods: f64, pv: f64, fv: f64) -> Answer {
    if periods <= 0.0 || pv == 0.0 || fv / pv < 0.0 {
        return Err(CellError::Num);
    }
    if fv == 0.0 {
        return Ok(-1.0);
    }
    Ok(exp_m1(ln(fv / pv) / periods))
}
