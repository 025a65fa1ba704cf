//! Excel's comparison of scalars.

use std::cmp::Ordering;

use crate::value::{CellError, Value};

/// Order of two scalars: numbers before text before FALSE before TRUE; text without regard to case;
/// a blank counts as 0, "" or FALSE, whatever the other side is. Numbers are compared to 15
/// significant digits, as Excel does.
pub fn compare(left: &Value, right: &Value) -> Result<Ordering, CellError> {
    let order = match (left, right) {
        (Value::Error(error), _) | (_, Value::Error(error)) => return Err(*error),
        (Value::Number(left), Value::Number(right)) => compare_numbers(*left, *right),
        (Value::Text(left), Value::Text(right)) => compare_text(left, right),
        (Value::Boolean(left), Value::Boolean(right)) => left.cmp(right),
        (Value::Blank | Value::Omitted, Value::Blank | Value::Omitted) => Ordering::Equal,
        (Value::Blank | Value::Omitted, other) => compare(&blank_like(other), other)?,
        (other, Value::Blank | Value::Omitted) => compare(other, &blank_like(other))?,
        (left, right) => rank(left)?.cmp(&rank(right)?),
    };
    Ok(order)
}

/// As [`compare`], as LibreOffice does it: TRUE and FALSE are the numbers 1 and 0, and numbers that
/// differ by less than a share of [`NEARLY_EQUAL`] are equal.
pub fn compare_as_libreoffice(left: &Value, right: &Value) -> Result<Ordering, CellError> {
    let as_number = |value: &Value| match value {
        Value::Number(number) => Some(*number),
        Value::Boolean(boolean) => Some(f64::from(u8::from(*boolean))),
        _ => None,
    };
    match (as_number(left), as_number(right)) {
        (Some(a), Some(b)) if are_nearly_equal(a, b) => Ok(Ordering::Equal),
        (Some(a), Some(b)) => Ok(compare_numbers(a, b)),
        _ => compare(left, right),
    }
}

/// LibreOffice's `rtl::math::approxEqual`.
pub const NEARLY_EQUAL: f64 = 1.0 / (1u64 << 48) as f64;

/// Whether two numbers differ by less than that share of the smaller one.
pub fn are_nearly_equal(left: f64, right: f64) -> bool {
    let smaller = if left.abs() < right.abs() { left.abs() } else { right.abs() };
    compare_numbers((left - right).abs(), smaller * NEARLY_EQUAL) == Ordering::Less
}

fn blank_like(value: &Value) -> Value {
    match value {
        Value::Text(_) => Value::text(""),
        Value::Boolean(_) => Value::Boolean(false),
        _ => Value::Number(0.0),
    }
}

fn rank(value: &Value) -> Result<u8, CellError> {
    match value {
        Value::Number(_) => Ok(0),
        Value::Text(_) => Ok(1),
        Value::Boolean(_) => Ok(2),
        Value::Lambda(_) => Err(CellError::Calc),
        _ => Err(CellError::Value),
    }
}

/// Order of two finite numbers at 15 significant digits: `0.1 + 0.2 = 0.3` is TRUE.
pub fn compare_numbers(left: f64, right: f64) -> Ordering {
    if left == right {
        return Ordering::Equal;
    }
    let difference = (left - right).abs();
    // Numbers further apart than this differ within their first 15 digits whatever these are.
    if difference <= 1e-14 * left.abs().max(right.abs()) && digits_15(left) == digits_15(right) {
        return Ordering::Equal;
    }
    if left < right { Ordering::Less } else { Ordering::Greater }
}

/// The number rounded to 15 significant decimal digits.
pub fn digits_15(number: f64) -> f64 {
    format!("{number:.14e}").parse().unwrap_or(number)
}

/// Order of two texts without regard to case.
pub fn compare_text(left: &str, right: &str) -> Ordering {
    if left.is_ascii() && right.is_ascii() {
        let fold = |byte: u8| byte.to_ascii_lowercase();
        return left.bytes().map(fold).cmp(right.bytes().map(fold));
    }
    left.chars().flat_map(char::to_lowercase).cmp(right.chars().flat_map(char::to_lowercase))
}
