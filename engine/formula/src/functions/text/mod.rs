//! Text functions.

use crate::function::Function;
use crate::value::{CellError, Value};

mod baht;
mod bytes;
mod case;
mod characters;
mod conversion;
mod join;
mod number_text;
mod parts;
pub(crate) mod regular_expressions;
mod search;
mod split;
mod url;
mod utf16;
mod width;

/// The rows, part by part.
pub static FUNCTIONS: &[&[Function]] = &[
    parts::FUNCTIONS,
    bytes::FUNCTIONS,
    search::FUNCTIONS,
    split::FUNCTIONS,
    join::FUNCTIONS,
    characters::FUNCTIONS,
    case::FUNCTIONS,
    width::FUNCTIONS,
    conversion::FUNCTIONS,
    number_text::FUNCTIONS,
    baht::FUNCTIONS,
    regular_expressions::FUNCTIONS,
    url::FUNCTIONS,
];

/// Text as a result.
///
/// # Errors
/// `#VALUE!` when it is longer than a cell may hold.
fn text_result(text: String) -> Result<Value, CellError> {
    // A UTF-16 unit takes one to three bytes, so that most texts needn't be counted.
    let is_short = text.len() <= crate::format::TEXT_LENGTH_MAX;
    if !is_short && utf16::length(&text) > crate::format::TEXT_LENGTH_MAX {
        return Err(CellError::Value);
    }
    Ok(Value::text(text))
}
