//! Rounding to multiples: CEILING, FLOOR and MROUND.
//!
//! A quotient that is an integer to 15 digits is taken to be that integer, so that
//! `CEILING(4.2, 0.1)` is 4.2.

use super::decimal_rounding as decimal;
use crate::function::{Category, Function, Parameter, example, number};
use crate::value::CellError;

const PRECISE: &[Parameter] = &[number("number"), number("significance").or(1.0)];
const WITH_MODE: &[Parameter] =
    &[number("number"), number("significance").or(1.0), number("mode").or(0.0)];

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::numbers(
        "CEILING",
        Category::Mathematics,
        "Rounds a number up (away from zero if both are negative) to a multiple of significance.",
        &[number("number"), number("significance")],
        ceiling,
    )
    .examples(&[
        example("CEILING(2.5, 1)", "3"),
        example("CEILING(-2.5, -2)", "-4"),
        example("CEILING(-2.5, 2)", "-2"),
        example("CEILING(0.234, 0.01)", "0.24"),
    ]),
    Function::numbers(
        "CEILING.MATH",
        Category::Mathematics,
        "Rounds a number up to a multiple; with a mode, a negative number away from zero.",
        WITH_MODE,
        ceiling_math,
    )
    .examples(&[
        example("CEILING.MATH(24.3, 5)", "25"),
        example("CEILING.MATH(6.7)", "7"),
        example("CEILING.MATH(-8.1, 2)", "-8"),
        example("CEILING.MATH(-5.5, 2, -1)", "-6"),
    ]),
    Function::numbers(
        "CEILING.PRECISE",
        Category::Mathematics,
        "Rounds a number up to a multiple, whatever the signs.",
        PRECISE,
        ceiling_precise,
    )
    .examples(&[example("CEILING.PRECISE(4.3)", "5"), example("CEILING.PRECISE(-4.3, 2)", "-4")]),
    Function::numbers(
        "ISO.CEILING",
        Category::Mathematics,
        "Rounds a number up to a multiple, whatever the signs.",
        PRECISE,
        ceiling_precise,
    )
    .examples(&[example("ISO.CEILING(4.3)", "5"), example("ISO.CEILING(-4.3, -2)", "-4")]),
    Function::numbers(
        "FLOOR",
        Category::Mathematics,
        "Rounds a number down (towards zero if both are negative) to a multiple of significance.",
        &[number("number"), number("significance")],
        floor,
    )
    .examples(&[
        example("FLOOR(3.7, 2)", "2"),
        example("FLOOR(-2.5, -2)", "-2"),
        example("FLOOR(2.5, -2)", "#NUM!"),
        example("FLOOR(0.234, 0.01)", "0.23"),
    ]),
    Function::numbers(
        "FLOOR.MATH",
        Category::Mathematics,
        "Rounds a number down to a multiple; with a mode, a negative number towards zero.",
        WITH_MODE,
        floor_math,
    )
    .examples(&[
        example("FLOOR.MATH(24.3, 5)", "20"),
        example("FLOOR.MATH(-8.1, 2)", "-10"),
        example("FLOOR.MATH(-5.5, 2, -1)", "-4"),
    ]),
    Function::numbers(
        "FLOOR.PRECISE",
        Category::Mathematics,
        "Rounds a number down to a multiple, whatever the signs.",
        PRECISE,
        floor_precise,
    )
    .examples(&[example("FLOOR.PRECISE(-3.2, -1)", "-4"), example("FLOOR.PRECISE(3.2)", "3")]),
    Function::numbers(
        "MROUND",
        Category::Mathematics,
        "Rounds a number to the nearest multiple, halves away from zero.",
        &[number("number").strict(), number("multiple").strict()],
        mround,
    )
    .examples(&[
        example("MROUND(10, 3)", "9"),
        example("MROUND(-10, -3)", "-9"),
        example("MROUND(1.3, 0.2)", "1.4"),
        example("MROUND(6.05, 0.1)", "6"),
        example("MROUND(7.05, 0.1)", "7.1"),
        example("MROUND(2.05, 0.1)", "2.1"),
        example("MROUND(5, -2)", "#NUM!"),
    ]),
];

/// `whole_of(number / multiple) * multiple`; `#NUM!` where the quotient overflows.
fn to_multiple(number: f64, multiple: f64, whole_of: fn(f64) -> f64) -> Result<f64, CellError> {
    let quotient = number / multiple;
    if quotient.is_finite() { Ok(whole_of(quotient) * multiple) } else { Err(CellError::Num) }
}

/// Excel's documented rule for CEILING: 0 for a significance of 0, `#NUM!` for a positive number and
/// a negative significance.
pub(super) fn ceiling(arguments: &[f64]) -> Result<f64, CellError> {
    let (number, significance) = (arguments[0], arguments[1]);
    if number == 0.0 || significance == 0.0 {
        return Ok(0.0);
    }
    if number > 0.0 && significance < 0.0 {
        return Err(CellError::Num);
    }
    to_multiple(number, significance, decimal::ceil)
}

/// Excel's documented rule for FLOOR: as CEILING's, but `#DIV/0!` for a significance of 0.
pub(super) fn floor(arguments: &[f64]) -> Result<f64, CellError> {
    let (number, significance) = (arguments[0], arguments[1]);
    if number == 0.0 {
        return Ok(0.0);
    }
    if significance == 0.0 {
        return Err(CellError::Div0);
    }
    if number > 0.0 && significance < 0.0 {
        return Err(CellError::Num);
    }
    to_multiple(number, significance, decimal::floor)
}

fn ceiling_precise(arguments: &[f64]) -> Result<f64, CellError> {
    ceiling_math(&[arguments[0], arguments[1], 0.0])
}

fn floor_precise(arguments: &[f64]) -> Result<f64, CellError> {
    floor_math(&[arguments[0], arguments[1], 0.0])
}

fn ceiling_math(arguments: &[f64]) -> Result<f64, CellError> {
    let (number, significance, mode) = (arguments[0], arguments[1].abs(), arguments[2]);
    if significance == 0.0 {
        return Ok(0.0);
    }
    let is_away_from_zero = number < 0.0 && mode != 0.0;
    let whole_of = if is_away_from_zero { decimal::floor } else { decimal::ceil };
    to_multiple(number, significance, whole_of)
}

fn floor_math(arguments: &[f64]) -> Result<f64, CellError> {
    let (number, significance, mode) = (arguments[0], arguments[1].abs(), arguments[2]);
    if significance == 0.0 {
        return Ok(0.0);
    }
    let is_towards_zero = number < 0.0 && mode != 0.0;
    let whole_of = if is_towards_zero { decimal::ceil } else { decimal::floor };
    to_multiple(number, significance, whole_of)
}

fn mround(arguments: &[f64]) -> Result<f64, CellError> {
    let (number, multiple) = (arguments[0], arguments[1]);
    if number == 0.0 || multiple == 0.0 {
        return Ok(0.0);
    }
    if (number < 0.0) != (multiple < 0.0) {
        return Err(CellError::Num);
    }
    to_multiple(number, multiple, nearest_whole)
}

/// To the nearest integer, halves up; what is short of a half by less than Excel sees is one, which is not
/// what the decimal digits say: MROUND(6.05, 0.1) is 6 (Excel's page on MROUND, "Known limitations").
fn nearest_whole(quotient: f64) -> f64 {
    // 2.05 / 0.1 misses its half by 3.6E-15 and is rounded up, 4.05 / 0.1 by 7.1E-15 and is not.
    const SHORT_OF_HALF: f64 = 5e-15;
    let whole = quotient.abs().floor();
    let is_half = quotient.abs() - whole >= 0.5 - SHORT_OF_HALF;
    (whole + f64::from(is_half)).copysign(quotient)
}

#[cfg(test)]
mod tests {
    use super::nearest_whole;

    /// Beyond 2^52 a half can't be written, and half more than a number rounds to itself.
    #[test]
    fn whole_numbers_are_their_own_nearest() {
        for whole in [0.0, 1.0, -7.0, 4.5e15, 5e15, 5000000000000001.0, 1e16, -1e300] {
            assert_eq!(nearest_whole(whole), whole);
        }
        assert_eq!(nearest_whole(4503599627370495.5), 4503599627370496.0);
        assert_eq!(nearest_whole(-2.5), -3.0);
    }
}
