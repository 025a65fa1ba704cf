//! Rounding to digits and to integers.

use super::decimal_rounding as decimal;
use crate::function::{Category, Function, example, number};
use crate::value::CellError;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::numbers(
        "ROUND",
        Category::Mathematics,
        "Rounds a number to a number of digits, halves away from zero.",
        &[number("number"), number("num_digits")],
        round,
    )
    .examples(&[
        example("ROUND(2.15, 1)", "2.2"),
        example("ROUND(-1.475, 2)", "-1.48"),
        example("ROUND(626.3, -3)", "1000"),
        example("ROUND(1.005, 2)", "1.01"),
    ]),
    Function::numbers(
        "ROUNDDOWN",
        Category::Mathematics,
        "Rounds a number towards zero to a number of digits.",
        &[number("number"), number("num_digits")],
        round_down,
    )
    .examples(&[
        example("ROUNDDOWN(-3.14159, 1)", "-3.1"),
        example("ROUNDDOWN(31415.92654, -2)", "31400"),
    ]),
    Function::numbers(
        "ROUNDUP",
        Category::Mathematics,
        "Rounds a number away from zero to a number of digits.",
        &[number("number"), number("num_digits")],
        round_up,
    )
    .examples(&[example("ROUNDUP(76.9, 0)", "77"), example("ROUNDUP(31415.92654, -2)", "31500")]),
    Function::numbers(
        "TRUNC",
        Category::Mathematics,
        "Cuts a number off after a number of digits.",
        &[number("number"), number("num_digits").or(0.0)],
        round_down,
    )
    .examples(&[example("TRUNC(-8.9)", "-8"), example("TRUNC(1.75, 1)", "1.7")]),
    Function::numbers(
        "INT",
        Category::Mathematics,
        "Rounds a number down to the nearest integer.",
        &[number("number")],
        int,
    )
    .examples(&[
        example("INT(8.9)", "8"),
        example("INT(-8.9)", "-9"),
        example("INT(123456789-0.0000004)", "123456789"),
    ]),
    Function::numbers(
        "EVEN",
        Category::Mathematics,
        "Rounds a number away from zero to the nearest even integer.",
        &[number("number")],
        even,
    )
    .examples(&[example("EVEN(1.5)", "2"), example("EVEN(-1)", "-2")]),
    Function::numbers(
        "ODD",
        Category::Mathematics,
        "Rounds a number away from zero to the nearest odd integer.",
        &[number("number")],
        odd,
    )
    .examples(&[example("ODD(2)", "3"), example("ODD(-2)", "-3"), example("ODD(0)", "1")]),
];

fn round(arguments: &[f64]) -> Result<f64, CellError> {
    Ok(decimal::round(arguments[0], decimal::digits_argument(arguments[1])))
}

fn round_down(arguments: &[f64]) -> Result<f64, CellError> {
    Ok(decimal::round_down(arguments[0], decimal::digits_argument(arguments[1])))
}

fn round_up(arguments: &[f64]) -> Result<f64, CellError> {
    Ok(decimal::round_up(arguments[0], decimal::digits_argument(arguments[1])))
}

fn int(arguments: &[f64]) -> Result<f64, CellError> {
    Ok(decimal::floor(arguments[0]))
}

/// |number| rounded up to an integer, its remainder of 2, and the number's sign.
fn magnitude_parity_sign(number: f64) -> (f64, f64, f64) {
    let magnitude = decimal::ceil(number.abs());
    (magnitude, magnitude % 2.0, if number < 0.0 { -1.0 } else { 1.0 })
}

fn even(arguments: &[f64]) -> Result<f64, CellError> {
    let (magnitude, parity, sign) = magnitude_parity_sign(arguments[0]);
    Ok(sign * (magnitude + parity))
}

fn odd(arguments: &[f64]) -> Result<f64, CellError> {
    let (magnitude, parity, sign) = magnitude_parity_sign(arguments[0]);
    Ok(sign * (magnitude + (1.0 - parity)))
}
