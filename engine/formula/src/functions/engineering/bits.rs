//! Bitwise operations on integers from 0 to 2^48 - 1.

use crate::function::{Category, Function, Parameter, example, number};
use crate::value::CellError;

/// Operands and results must be below this.
const OPERAND_MAX: f64 = 281_474_976_710_656.0;
/// Furthest shift, either way.
const SHIFT_MAX: f64 = 53.0;

const PAIR: &[Parameter] = &[number("number1"), number("number2")];
const SHIFT: &[Parameter] = &[number("number"), number("shift_amount")];

const fn row(
    name: &'static str,
    summary: &'static str,
    parameters: &'static [Parameter],
    kernel: fn(&[f64]) -> Result<f64, CellError>,
) -> Function {
    Function::numbers(name, Category::Engineering, summary, parameters, kernel)
}

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    row("BITAND", "Bitwise AND of two integers.", PAIR, |x| bitwise(x, |a, b| a & b))
        .examples(&[example("BITAND(13, 25)", "9"), example("BITAND(1.5, 1)", "#NUM!")]),
    row("BITOR", "Bitwise OR of two integers.", PAIR, |x| bitwise(x, |a, b| a | b))
        .examples(&[example("BITOR(23, 10)", "31"), example("BITOR(-1, 2)", "#NUM!")]),
    row("BITXOR", "Bitwise exclusive OR of two integers.", PAIR, |x| bitwise(x, |a, b| a ^ b))
        .examples(&[example("BITXOR(5, 3)", "6"), example("BITXOR(281474976710656, 2)", "#NUM!")]),
    row("BITLSHIFT", "An integer with its bits moved left.", SHIFT, |x| shift(x[0], x[1]))
        .examples(&[example("BITLSHIFT(4, 2)", "16"), example("BITLSHIFT(12, -1)", "6")]),
    row("BITRSHIFT", "An integer with its bits moved right.", SHIFT, |x| shift(x[0], -x[1]))
        .examples(&[example("BITRSHIFT(13, 2)", "3"), example("BITRSHIFT(12, -1)", "24")]),
];

fn operand(x: f64) -> Result<u64, CellError> {
    if x == x.trunc() && (0.0..OPERAND_MAX).contains(&x) {
        Ok(x as u64)
    } else {
        Err(CellError::Num)
    }
}

fn bitwise(arguments: &[f64], operate: fn(u64, u64) -> u64) -> Result<f64, CellError> {
    Ok(operate(operand(arguments[0])?, operand(arguments[1])?) as f64)
}

fn shift(x: f64, left: f64) -> Result<f64, CellError> {
    let bits = operand(x)?;
    let left = left.trunc();
    if left.is_nan() || left.abs() > SHIFT_MAX {
        return Err(CellError::Num);
    }
    let shifted = if left >= 0.0 {
        (bits as u128) << (left as u32)
    } else {
        (bits as u128) >> (-left as u32)
    };
    let shifted = shifted as f64;
    if shifted < OPERAND_MAX { Ok(shifted) } else { Err(CellError::Num) }
}
