//! Values between the engine's form and the contracts'.

use std::sync::Arc;

use ulam_contracts::workbooks::{CellErrorValue, CellValue};
use ulam_formula::coerce::general;
use ulam_formula::context::DateSystem;
use ulam_formula::format::NumberFormat;
use ulam_formula::value::{CellError, Value};

/// Longest text of a cell.
const TEXT_BYTES_MAX: usize = 4 * 32_767;

/// A value as contracts have it; of an array its first element.
pub fn contract_value(value: &Value) -> CellValue {
    match value {
        Value::Number(number) if number.is_finite() => CellValue::Number(*number),
        Value::Number(nan) => error_value(CellError::from_nan(*nan)),
        Value::Text(text) => CellValue::Text(text.to_string()),
        Value::Boolean(boolean) => CellValue::Boolean(*boolean),
        Value::Error(error) => error_value(*error),
        Value::Array(array) => contract_value(array.get(0, 0)),
        Value::Blank | Value::Omitted | Value::Area(_) | Value::Union(_) | Value::Lambda(_) => {
            CellValue::Blank
        }
    }
}

fn error_value(error: CellError) -> CellValue {
    CellValue::Error(CellErrorValue { error: error.text().to_string() })
}

/// A contract's value as the engine has it.
///
/// # Errors
/// A sentence: an unknown error, a text that is too long for a cell.
pub fn engine_value(value: &CellValue) -> Result<Value, String> {
    Ok(match value {
        CellValue::Blank => Value::Blank,
        CellValue::Boolean(boolean) => Value::Boolean(*boolean),
        CellValue::Number(number) if number.is_finite() => Value::Number(*number),
        CellValue::Number(_) => return Err("a number must be finite".to_string()),
        CellValue::Text(text) if text.len() > TEXT_BYTES_MAX => {
            return Err(format!("a text may have {TEXT_BYTES_MAX} bytes at most"));
        }
        CellValue::Text(text) => Value::Text(Arc::from(text.as_str())),
        CellValue::Error(error) => match CellError::from_text(&error.error) {
            Some(error) => Value::Error(error),
            None => return Err(format!("'{}' is no Excel error", error.error)),
        },
    })
}

/// A value as a cell with this number format shows it.
pub fn shown(value: &Value, format: Option<&NumberFormat>, dates: DateSystem) -> String {
    let value = match value {
        Value::Array(array) => array.get(0, 0),
        value => value,
    };
    match (value, format) {
        (Value::Blank | Value::Omitted, _) => String::new(),
        (Value::Error(error), _) => error.text().to_string(),
        (value, Some(format)) => match format.shown(value, dates) {
            Ok(text) => text,
            // As Excel shows what it can't: a date before the calendar.
            Err(_) => "########".to_string(),
        },
        (Value::Number(number), None) => general(*number),
        (Value::Text(text), None) => text.to_string(),
        (Value::Boolean(boolean), None) => if *boolean { "TRUE" } else { "FALSE" }.to_string(),
        (Value::Array(_) | Value::Area(_) | Value::Union(_) | Value::Lambda(_), None) => {
            String::new()
        }
    }
}

/// The number format of a code; `None` for General and codes that aren't understood.
pub fn number_format(code: &str) -> Option<NumberFormat> {
    if code.is_empty() || code.eq_ignore_ascii_case("General") {
        return None;
    }
    NumberFormat::parse(code).ok()
}
