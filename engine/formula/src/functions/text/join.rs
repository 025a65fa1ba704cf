//! Joining text: CONCAT, CONCATENATE, TEXTJOIN, REPT.

use super::{text_result, utf16};
use crate::arguments::Arguments;
use crate::coerce;
use crate::format::TEXT_LENGTH_MAX;
use crate::function::{
    Category, Function, Outcome, Returns, array, boolean, example, number, text, values,
};
use crate::value::{CellError, Value};

/// Appends, unless the result would be too long in any encoding of its characters.
fn push(joined: &mut String, text: &str) -> Result<(), CellError> {
    joined.push_str(text);
    // No UTF-16 unit takes more than three bytes.
    if joined.len() > 3 * TEXT_LENGTH_MAX { Err(CellError::Value) } else { Ok(()) }
}

fn concat(arguments: &Arguments) -> Outcome {
    let mut joined = String::new();
    for index in 0..arguments.count() {
        arguments.visit(index, &mut |value, _| push(&mut joined, &coerce::to_text(value)?))?;
    }
    text_result(joined)
}

fn concatenate(arguments: &Arguments) -> Outcome {
    let mut joined = String::new();
    for index in 0..arguments.count() {
        push(&mut joined, &arguments.text(index)?)?;
    }
    text_result(joined)
}

fn text_join(arguments: &Arguments) -> Outcome {
    let mut delimiters = Vec::new();
    for value in arguments.array(0)?.values() {
        delimiters.push(coerce::to_text(value)?);
    }
    let ignores_empty = if arguments.is_given(1) { arguments.boolean(1)? } else { true };
    let mut joined = String::new();
    let mut count = 0;
    let mut join = |value: &Value| -> Result<(), CellError> {
        let text = coerce::to_text(value)?;
        if ignores_empty && text.is_empty() {
            return Ok(());
        }
        if count > 0 && !delimiters.is_empty() {
            push(&mut joined, &delimiters[(count - 1) % delimiters.len()])?;
        }
        count += 1;
        push(&mut joined, &text)
    };
    for index in 2..arguments.count() {
        if ignores_empty {
            arguments.visit(index, &mut |value, _| join(value))?;
            continue;
        }
        for value in arguments.array(index)?.values() {
            join(value)?;
        }
    }
    text_result(joined)
}

fn rept(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    let times = arguments.number(1)?.trunc();
    if times < 0.0 || times * utf16::length(&text) as f64 > TEXT_LENGTH_MAX as f64 {
        return Err(CellError::Value);
    }
    if text.is_empty() {
        return Ok(Value::from(""));
    }
    Ok(Value::text(text.repeat(times as usize)))
}

const TEXT: Category = Category::Text;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "CONCAT",
        TEXT,
        "Joins texts, also those of ranges and arrays.",
        &[values("text1").repeating()],
        Returns::Text,
        concat,
    )
    .examples(&[
        example("CONCAT(\"The\", \" \", \"sun\")", "\"The sun\""),
        example("CONCAT({\"a\",\"b\";\"c\",\"d\"}, 1, TRUE)", "\"abcd1TRUE\""),
        example("CONCAT(\"a\", #N/A)", "#N/A"),
        example("CONCAT(REPT(\"a\", 32767), \"b\")", "#VALUE!"),
    ]),
    Function::values(
        "CONCATENATE",
        TEXT,
        "Joins texts.",
        &[text("text1").repeating()],
        Returns::Text,
        concatenate,
    )
    .examples(&[
        example("CONCATENATE(\"Fourth\", \" & \", \"Pine\")", "\"Fourth & Pine\""),
        example("CONCATENATE(1.5, TRUE)", "\"1.5TRUE\""),
    ]),
    Function::values(
        "TEXTJOIN",
        TEXT,
        "Joins texts with a delimiter, or several in turn, between them.",
        &[array("delimiter"), boolean("ignore_empty"), values("text1").repeating()],
        Returns::Text,
        text_join,
    )
    .examples(&[
        example(
            "TEXTJOIN(\" \", TRUE, \"The\", \"sun\", \"will\", \"come\", \"up\", \"tomorrow.\")",
            "\"The sun will come up tomorrow.\"",
        ),
        example("TEXTJOIN(\", \", TRUE, {\"a\",\"\";\"b\",\"c\"})", "\"a, b, c\""),
        example("TEXTJOIN(\",\", FALSE, {\"a\",\"\",\"c\"})", "\"a,,c\""),
        example("TEXTJOIN({\"-\",\"/\"}, TRUE, 1, 2, 3, 4)", "\"1-2/3-4\""),
    ]),
    Function::values(
        "REPT",
        TEXT,
        "Repeats a text.",
        &[text("text"), number("number_times")],
        Returns::Text,
        rept,
    )
    .examples(&[
        example("REPT(\"*-\", 3)", "\"*-*-*-\""),
        example("REPT(\"-\", 10)", "\"----------\""),
        example("REPT(\"a\", 0)", "\"\""),
        example("REPT(\"a\", 2.9)", "\"aa\""),
        example("REPT(\"a\", -1)", "#VALUE!"),
        example("REPT(\"a\", 32768)", "#VALUE!"),
    ]),
];
