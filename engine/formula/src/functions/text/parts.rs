//! Parts of text: LEFT, MID, RIGHT, LEN, REPLACE. They count UTF-16 units, as Excel does, and whole
//! characters where LibreOffice computed.

use super::{text_result, utf16};
use crate::arguments::Arguments;
use crate::function::{Category, Function, Outcome, Returns, example, number, text};
use crate::value::{CellError, Value};

/// A count or position: an integer from `min`, else `#VALUE!`; larger than any text if need be.
pub(super) fn count(arguments: &Arguments, index: usize, min: usize) -> Result<usize, CellError> {
    let number = arguments.number(index)?.trunc();
    if number < min as f64 {
        return Err(CellError::Value);
    }
    Ok(number.min(1e9) as usize)
}

pub(super) fn count_or_one(arguments: &Arguments, index: usize) -> Result<usize, CellError> {
    if index < arguments.count() { count(arguments, index, 0) } else { Ok(1) }
}

/// Length of a text in the units that positions count.
fn length(arguments: &Arguments, text: &str) -> usize {
    if arguments.context().follows_libreoffice() {
        text.chars().count()
    } else {
        utf16::length(text)
    }
}

/// `count` units of a text from unit `from` (from 0).
fn slice(arguments: &Arguments, text: &str, from: usize, count: usize) -> String {
    if arguments.context().follows_libreoffice() {
        return text.chars().skip(from).take(count).collect();
    }
    utf16::slice(text, from, count)
}

pub(super) fn left(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    Ok(Value::text(slice(arguments, &text, 0, count_or_one(arguments, 1)?)))
}

pub(super) fn right(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    let count = count_or_one(arguments, 1)?;
    let from = length(arguments, &text).saturating_sub(count);
    Ok(Value::text(slice(arguments, &text, from, count)))
}

pub(super) fn mid(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    let from = count(arguments, 1, 1)?;
    Ok(Value::text(slice(arguments, &text, from - 1, count(arguments, 2, 0)?)))
}

pub(super) fn len(arguments: &Arguments) -> Outcome {
    Ok(Value::Number(length(arguments, &arguments.text(0)?) as f64))
}

pub(super) fn replace(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    let from = count(arguments, 1, 1)? - 1;
    let replaced = count(arguments, 2, 0)?;
    let mut result = slice(arguments, &text, 0, from);
    result.push_str(&arguments.text(3)?);
    result.push_str(&slice(arguments, &text, from.saturating_add(replaced), usize::MAX));
    text_result(result)
}

const TEXT: Category = Category::Text;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "LEFT",
        TEXT,
        "Gives the first characters of a text.",
        &[text("text"), number("num_chars").optional()],
        Returns::Text,
        left,
    )
    .examples(&[
        example("LEFT(\"Sale Price\", 4)", "\"Sale\""),
        example("LEFT(\"Sweden\")", "\"S\""),
        example("LEFT(\"abc\", 9)", "\"abc\""),
        example("LEFT(\"abc\", 0)", "\"\""),
        example("LEFT(\"abc\", -1)", "#VALUE!"),
        example("LEFT(123.5, 4)", "\"123.\""),
        example("LEFT({\"ab\",\"cd\"})", "{\"a\",\"c\"}"),
    ]),
    Function::values(
        "RIGHT",
        TEXT,
        "Gives the last characters of a text.",
        &[text("text"), number("num_chars").optional()],
        Returns::Text,
        right,
    )
    .examples(&[
        example("RIGHT(\"Sale Price\", 5)", "\"Price\""),
        example("RIGHT(\"Stock Number\")", "\"r\""),
        example("RIGHT(\"abc\", 1.9)", "\"c\""),
    ]),
    Function::values(
        "MID",
        TEXT,
        "Gives characters from the middle of a text, from a position counted from 1.",
        &[text("text"), number("start_num"), number("num_chars")],
        Returns::Text,
        mid,
    )
    .examples(&[
        example("MID(\"Fluid Flow\", 1, 5)", "\"Fluid\""),
        example("MID(\"Fluid Flow\", 7, 20)", "\"Flow\""),
        example("MID(\"Fluid Flow\", 20, 5)", "\"\""),
        example("MID(\"Fluid Flow\", 0, 5)", "#VALUE!"),
        example("MID(\"Fluid Flow\", 1, -1)", "#VALUE!"),
    ]),
    Function::values(
        "LEN",
        TEXT,
        "Gives the number of characters of a text.",
        &[text("text")],
        Returns::Number,
        len,
    )
    .examples(&[
        example("LEN(\"Phoenix, AZ\")", "11"),
        example("LEN(\"     One   \")", "11"),
        example("LEN(\"\")", "0"),
        example("LEN(TRUE)", "4"),
        example("LEN(UNICHAR(128512))", "2"),
    ]),
    Function::values(
        "REPLACE",
        TEXT,
        "Replaces characters at a position counted from 1 by another text.",
        &[text("old_text"), number("start_num"), number("num_chars"), text("new_text")],
        Returns::Text,
        replace,
    )
    .examples(&[
        example("REPLACE(\"abcdefghijk\", 6, 5, \"*\")", "\"abcde*k\""),
        example("REPLACE(\"2009\", 3, 2, \"10\")", "\"2010\""),
        example("REPLACE(\"123456\", 1, 3, \"@\")", "\"@456\""),
        example("REPLACE(\"abc\", 9, 1, \"d\")", "\"abcd\""),
        example("REPLACE(\"abc\", 0, 1, \"d\")", "#VALUE!"),
    ]),
];
