//! Finding and replacing text: FIND, SEARCH, SUBSTITUTE, EXACT.

use super::{text_result, utf16};
use crate::arguments::Arguments;
use crate::criteria::Pattern;
use crate::function::{Category, Function, Outcome, Returns, example, number, text};
use crate::value::{CellError, Value};

/// Longest text that SEARCH looks for.
const SOUGHT_LENGTH_MAX: usize = 255;

/// The third argument: the unit (from 0) where to begin, inside the text or right after it.
fn start(arguments: &Arguments, within: &str) -> Result<usize, CellError> {
    let start = arguments.number_or(2, 1.0)?.trunc();
    if start < 1.0 || start > utf16::length(within) as f64 + 1.0 {
        return Err(CellError::Value);
    }
    Ok(start as usize - 1)
}

pub(super) fn find(arguments: &Arguments) -> Outcome {
    let (needle, within) = (arguments.text(0)?, arguments.text(1)?);
    let byte = utf16::byte_of_unit(&within, start(arguments, &within)?);
    let rest = within.get(byte..).ok_or(CellError::Value)?;
    let found = rest.find(&*needle).ok_or(CellError::Value)?;
    Ok(Value::Number(utf16::unit_of_byte(&within, byte + found) as f64 + 1.0))
}

pub(super) fn search(arguments: &Arguments) -> Outcome {
    let (needle, within) = (arguments.text(0)?, arguments.text(1)?);
    if utf16::length(&needle) > SOUGHT_LENGTH_MAX {
        return Err(CellError::Value);
    }
    let byte = utf16::byte_of_unit(&within, start(arguments, &within)?);
    let before = within.get(..byte).ok_or(CellError::Value)?;
    let found = Pattern::new(&needle).find(&within, before.chars().count());
    let found = found.ok_or(CellError::Value)?;
    let units: usize = within.chars().take(found).map(char::len_utf16).sum();
    Ok(Value::Number(units as f64 + 1.0))
}

fn substitute(arguments: &Arguments) -> Outcome {
    let (text, old, new) = (arguments.text(0)?, arguments.text(1)?, arguments.text(2)?);
    let instance = if arguments.count() > 3 {
        let instance = arguments.number(3)?.trunc();
        if instance < 1.0 {
            return Err(CellError::Value);
        }
        Some(instance)
    } else {
        None
    };
    if old.is_empty() {
        return Ok(Value::Text(text));
    }
    let mut result = String::with_capacity(text.len());
    let mut rest = 0;
    for (index, (at, _)) in text.match_indices(&*old).enumerate() {
        if instance.is_some_and(|instance| instance != (index + 1) as f64) {
            continue;
        }
        result.push_str(&text[rest..at]);
        result.push_str(&new);
        rest = at + old.len();
        // Each replacement may be 32,767 characters long.
        if result.len() > 4 * crate::format::TEXT_LENGTH_MAX {
            return Err(CellError::Value);
        }
    }
    result.push_str(&text[rest..]);
    text_result(result)
}

fn exact(arguments: &Arguments) -> Outcome {
    Ok(Value::Boolean(arguments.text(0)? == arguments.text(1)?))
}

const TEXT: Category = Category::Text;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "FIND",
        TEXT,
        "Gives the position of a text in another one, with regard to case.",
        &[text("find_text"), text("within_text"), number("start_num").optional()],
        Returns::Number,
        find,
    )
    .examples(&[
        example("FIND(\"M\", \"Miriam McGovern\")", "1"),
        example("FIND(\"m\", \"Miriam McGovern\")", "6"),
        example("FIND(\"M\", \"Miriam McGovern\", 3)", "8"),
        example("FIND(\"\", \"abc\", 4)", "4"),
        example("FIND(\"x\", \"abc\")", "#VALUE!"),
        example("FIND(\"a\", \"abc\", 0)", "#VALUE!"),
        example("FIND(\"a\", \"abc\", 5)", "#VALUE!"),
    ]),
    Function::values(
        "SEARCH",
        TEXT,
        "Gives the position of a text or wildcard pattern in another text, without regard to case.",
        &[text("find_text"), text("within_text"), number("start_num").optional()],
        Returns::Number,
        search,
    )
    .examples(&[
        example("SEARCH(\"e\", \"Statements\", 6)", "7"),
        example("SEARCH(\"margin\", \"Profit Margin\")", "8"),
        example("SEARCH(\"g?n\", \"Profit Margin\")", "11"),
        example("SEARCH(\"g*n\", \"Profit Margin\")", "11"),
        example("SEARCH(\"~?\", \"why?\")", "4"),
        example("SEARCH(\"a\", \"abc\", 5)", "#VALUE!"),
    ]),
    Function::values(
        "SUBSTITUTE",
        TEXT,
        "Replaces a text by another one, everywhere or at one of its occurrences.",
        &[text("text"), text("old_text"), text("new_text"), number("instance_num").optional()],
        Returns::Text,
        substitute,
    )
    .examples(&[
        example("SUBSTITUTE(\"Sales Data\", \"Sales\", \"Cost\")", "\"Cost Data\""),
        example("SUBSTITUTE(\"Quarter 1, 2008\", \"1\", \"2\", 1)", "\"Quarter 2, 2008\""),
        example("SUBSTITUTE(\"Quarter 1, 2011\", \"1\", \"2\", 3)", "\"Quarter 1, 2012\""),
        example("SUBSTITUTE(\"aaa\", \"a\", \"b\")", "\"bbb\""),
        example("SUBSTITUTE(\"abc\", \"\", \"x\")", "\"abc\""),
        example("SUBSTITUTE(\"abc\", \"B\", \"x\")", "\"abc\""),
        example("SUBSTITUTE(\"abc\", \"b\", \"x\", 0)", "#VALUE!"),
    ]),
    Function::values(
        "EXACT",
        TEXT,
        "Says whether two texts are the same, with regard to case.",
        &[text("text1"), text("text2")],
        Returns::Boolean,
        exact,
    )
    .examples(&[
        example("EXACT(\"word\", \"word\")", "TRUE"),
        example("EXACT(\"Word\", \"word\")", "FALSE"),
        example("EXACT(1, \"1\")", "TRUE"),
    ]),
];
