//! Excel's conversions between numbers, text and booleans.

mod general;
mod parse_number;

use std::sync::Arc;

use crate::date::DateSystem;
use crate::value::{CellError, Value};

pub use general::general;
pub(crate) use general::{push_plain, push_scientific};
pub use parse_number::{parse_date_and_time, parse_number, parse_number_in_year};

/// A scalar as a number: TRUE is 1, blank is 0, text that looks like a number (also a date, time,
/// percentage or amount, see [`parse_number()`]) is that number, other text is `#VALUE!`.
pub fn to_number(value: &Value, dates: DateSystem) -> Result<f64, CellError> {
    match value {
        Value::Number(number) => Ok(*number),
        Value::Boolean(boolean) => Ok(*boolean as u8 as f64),
        Value::Blank | Value::Omitted => Ok(0.0),
        Value::Text(text) => parse_number(text, dates).ok_or(CellError::Value),
        Value::Error(error) => Err(*error),
        Value::Lambda(_) => Err(CellError::Calc),
        Value::Array(_) | Value::Area(_) | Value::Union(_) => Err(CellError::Value),
    }
}

/// A scalar as text: numbers as General shows them (up to 15 digits), TRUE and FALSE.
pub fn to_text(value: &Value) -> Result<Arc<str>, CellError> {
    match value {
        Value::Text(text) => Ok(text.clone()),
        Value::Number(number) => Ok(general(*number).into()),
        Value::Boolean(true) => Ok("TRUE".into()),
        Value::Boolean(false) => Ok("FALSE".into()),
        Value::Blank | Value::Omitted => Ok("".into()),
        Value::Error(error) => Err(*error),
        Value::Lambda(_) => Err(CellError::Calc),
        Value::Array(_) | Value::Area(_) | Value::Union(_) => Err(CellError::Value),
    }
}

/// A scalar as a boolean: numbers are TRUE unless 0; the texts "TRUE" and "FALSE" in any case.
pub fn to_boolean(value: &Value) -> Result<bool, CellError> {
    match value {
        Value::Boolean(boolean) => Ok(*boolean),
        Value::Number(number) => Ok(*number != 0.0),
        Value::Blank | Value::Omitted => Ok(false),
        Value::Text(text) if text.eq_ignore_ascii_case("TRUE") => Ok(true),
        Value::Text(text) if text.eq_ignore_ascii_case("FALSE") => Ok(false),
        Value::Error(error) => Err(*error),
        Value::Lambda(_) => Err(CellError::Calc),
        _ => Err(CellError::Value),
    }
}
