//! Values and text: TEXT, VALUE, T, VALUETOTEXT, ARRAYTOTEXT.

use super::text_result;
use crate::arguments::Arguments;
use crate::coerce;
use crate::date;
use crate::format::{self, TEXT_LENGTH_MAX};
use crate::function::{
    Category, Function, Outcome, Returns, array, example, number, scalar, text, values,
};
use crate::value::{Array, CellError, Value};

/// The number that text means now: a day without a year is in the current one.
fn parsed(arguments: &Arguments, text: &str) -> Option<f64> {
    let dates = arguments.context().date_system();
    let year = date::from_serial(arguments.context().now(), dates)?.year;
    coerce::parse_number_in_year(text, dates, year)
}

fn text_function(arguments: &Arguments) -> Outcome {
    let dates = arguments.context().date_system();
    let code = arguments.text(1)?;
    let value = match arguments.scalar(0) {
        // Text that looks like a number is formatted as one.
        Value::Text(text) => match parsed(arguments, &text) {
            Some(number) => Value::Number(number),
            None => Value::Text(text),
        },
        other => other,
    };
    text_result(format::format(&value, &code, dates)?)
}

fn value(arguments: &Arguments) -> Outcome {
    match arguments.scalar(0) {
        Value::Number(number) => Ok(Value::Number(number)),
        Value::Blank | Value::Omitted => Ok(Value::Number(0.0)),
        Value::Text(text) => parsed(arguments, &text).map(Value::Number).ok_or(CellError::Value),
        Value::Error(error) => Err(error),
        _ => Err(CellError::Value),
    }
}

fn t(arguments: &Arguments) -> Outcome {
    let text = |value: &Value| match value {
        Value::Text(_) | Value::Error(_) => value.clone(),
        _ => Value::from(""),
    };
    match arguments.raw(0) {
        Value::Array(array) => {
            let texts = array.values().iter().map(text).collect();
            Ok(Array::new(array.rows(), array.columns(), texts)?.into())
        }
        _ => Ok(text(&arguments.scalar(0))),
    }
}

/// A scalar as text; strictly: as a formula would write it.
fn shown(value: &Value, is_strict: bool) -> Result<String, CellError> {
    match value {
        Value::Error(error) => Ok(error.text().to_string()),
        Value::Text(text) if is_strict => Ok(format!("\"{}\"", text.replace('"', "\"\""))),
        other => Ok(coerce::to_text(other)?.to_string()),
    }
}

fn is_strict(arguments: &Arguments) -> Result<bool, CellError> {
    match arguments.integer_or(1, 0)? {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(CellError::Value),
    }
}

fn value_to_text(arguments: &Arguments) -> Outcome {
    text_result(shown(&arguments.scalar(0), is_strict(arguments)?)?)
}

fn array_to_text(arguments: &Arguments) -> Outcome {
    let is_strict = is_strict(arguments)?;
    let array = arguments.array(0)?;
    let mut result = String::new();
    for row in 0..array.rows() {
        for (column, value) in array.row(row).iter().enumerate() {
            let separator = match (row, column) {
                (0, 0) => "",
                (_, 0) if is_strict => ";",
                _ if is_strict => ",",
                _ => ", ",
            };
            result.push_str(separator);
            result.push_str(&shown(value, is_strict)?);
            if result.len() > 3 * TEXT_LENGTH_MAX {
                return Err(CellError::Value);
            }
        }
    }
    text_result(if is_strict { format!("{{{result}}}") } else { result })
}

const TEXT: Category = Category::Text;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "TEXT",
        TEXT,
        "Shows a value in a number format.",
        &[scalar("value"), text("format_text")],
        Returns::Text,
        text_function,
    )
    .examples(&[
        example("TEXT(TRUE, \";;;-@-\")", "\"-TRUE-\""),
        example("TEXT(3.14159, \"s:m [hh]\")", "\"53:23 75\""),
        example("TEXT(1234.567, \"$#,##0.00\")", "\"$1,234.57\""),
        example("TEXT(0.285, \"0.0%\")", "\"28.5%\""),
        example("TEXT(4.34, \"# ?/?\")", "\"4 1/3\""),
        example("TEXT(12200000, \"0.00E+00\")", "\"1.22E+07\""),
        example("TEXT(1234, \"0000000\")", "\"0001234\""),
        example("TEXT(\"12/31/2020\", \"yyyy-mm-dd\")", "\"2020-12-31\""),
        example("TEXT(\"abc\", \"0.0\")", "\"abc\""),
        example("TEXT(TRUE, \"0\")", "\"TRUE\""),
        example("TEXT(-1, \"yyyy\")", "#VALUE!"),
    ]),
    Function::values(
        "VALUE",
        TEXT,
        "Gives the number that a text means.",
        &[scalar("text")],
        Returns::Number,
        value,
    )
    .examples(&[
        example("VALUE(\"$1,000\")", "1000"),
        example("VALUE(\"16:48:00\")-VALUE(\"12:00:00\")", "0.2"),
        example("VALUE(\"50%\")", "0.5"),
        example("VALUE(\"2020-01-02\")", "43832"),
        example("VALUE(\"abc\")", "#VALUE!"),
        example("VALUE(\"\")", "#VALUE!"),
        example("VALUE(TRUE)", "#VALUE!"),
    ]),
    Function::values(
        "T",
        TEXT,
        "Gives a text as it is, and empty text for anything else.",
        &[values("value")],
        Returns::Text,
        t,
    )
    .examples(&[
        example("T(\"Rainfall\")", "\"Rainfall\""),
        example("T(19)", "\"\""),
        example("T(TRUE)", "\"\""),
        example("T(#N/A)", "#N/A"),
    ]),
    Function::values(
        "VALUETOTEXT",
        TEXT,
        "Gives any value as text: as shown (0), or as a formula writes it (1).",
        &[scalar("value"), number("format").optional()],
        Returns::Text,
        value_to_text,
    )
    .examples(&[
        example("VALUETOTEXT(TRUE, 0)", "\"TRUE\""),
        example("VALUETOTEXT(1234.01234)", "\"1234.01234\""),
        example("VALUETOTEXT(\"Hello\", 1)", "\"\"\"Hello\"\"\""),
        example("VALUETOTEXT(#VALUE!, 0)", "\"#VALUE!\""),
        example("VALUETOTEXT(1, 2)", "#VALUE!"),
    ]),
    Function::values(
        "ARRAYTOTEXT",
        TEXT,
        "Gives an array as text: a list of its values (0), or as a formula writes it (1).",
        &[array("array"), number("format").optional()],
        Returns::Text,
        array_to_text,
    )
    .examples(&[
        example(
            "ARRAYTOTEXT({TRUE,#VALUE!;1234.01234,\"Seattle\"}, 0)",
            "\"TRUE, #VALUE!, 1234.01234, Seattle\"",
        ),
        example(
            "ARRAYTOTEXT({TRUE,#VALUE!;1234.01234,\"Seattle\"}, 1)",
            "\"{TRUE,#VALUE!;1234.01234,\"\"Seattle\"\"}\"",
        ),
    ]),
];
