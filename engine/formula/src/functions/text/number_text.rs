//! Numbers written in a fixed way: FIXED, DOLLAR, NUMBERVALUE.

use crate::arguments::Arguments;
use crate::coerce;
use crate::decimal::Decimal;
use crate::function::{Category, Function, Outcome, Returns, boolean, example, number, text};
use crate::value::{CellError, Value};

/// Excel's limit on digits after the point.
const DECIMALS_MAX: f64 = 127.0;

/// Digits after the point (before it, if negative): the second argument, or 2.
fn decimals(arguments: &Arguments) -> Result<i32, CellError> {
    let decimals = arguments.number_or(1, 2.0)?.trunc();
    if decimals > DECIMALS_MAX {
        return Err(CellError::Value);
    }
    Ok(decimals.max(-400.0) as i32)
}

/// The digits of a number without its sign, and whether it is below zero once rounded.
fn digits(number: f64, decimals: i32, has_commas: bool) -> (String, bool) {
    let rounded = Decimal::new(number).rounded(decimals);
    let places = decimals.max(0) as usize;
    let (whole, fraction) = rounded.parts(places);
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if has_commas && index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if whole.is_empty() {
        text.push('0');
    }
    if places > 0 {
        text.push('.');
        text.push_str(&fraction);
    }
    (text, rounded.is_negative && !rounded.is_zero())
}

fn fixed(arguments: &Arguments) -> Outcome {
    let has_commas = !arguments.boolean_or(2, false)?;
    let (text, is_negative) = digits(arguments.number(0)?, decimals(arguments)?, has_commas);
    Ok(Value::text(if is_negative { format!("-{text}") } else { text }))
}

fn dollar(arguments: &Arguments) -> Outcome {
    let (text, is_negative) = digits(arguments.number(0)?, decimals(arguments)?, true);
    Ok(Value::text(if is_negative { format!("(${text})") } else { format!("${text}") }))
}

fn number_value(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    let separator = |index, default| -> Result<char, CellError> {
        arguments.text_or(index, default)?.chars().next().ok_or(CellError::Value)
    };
    let (point, group) = (separator(1, ".")?, separator(2, ",")?);
    if point == group {
        return Err(CellError::Value);
    }
    let mut plain = String::new();
    let mut has_point = false;
    let mut percents = 0;
    for character in text.chars() {
        if character == point {
            if has_point {
                return Err(CellError::Value);
            }
            has_point = true;
            plain.push('.');
        } else if character == group {
            if has_point {
                return Err(CellError::Value);
            }
        } else if character == '%' {
            percents += 1;
        } else if !character.is_ascii_whitespace() {
            // Only percent signs follow percent signs; points and commas that aren't the
            // separators mean nothing.
            if percents > 0 || character == '.' || character == ',' {
                return Err(CellError::Value);
            }
            plain.push(character);
        }
    }
    if plain.is_empty() {
        return if percents > 0 { Err(CellError::Value) } else { Ok(Value::Number(0.0)) };
    }
    let dates = arguments.context().date_system();
    let mut number = coerce::parse_number(&plain, dates).ok_or(CellError::Value)?;
    // After so many the number is 0 whatever it was.
    for _ in 0..percents.min(400) {
        number /= 100.0;
    }
    Ok(Value::number(number))
}

const TEXT: Category = Category::Text;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "FIXED",
        TEXT,
        "Writes a number with a fixed number of decimals, with commas unless told not to.",
        &[number("number"), number("decimals").optional(), boolean("no_commas").optional()],
        Returns::Text,
        fixed,
    )
    .examples(&[
        example("FIXED(1234.567, 1)", "\"1,234.6\""),
        example("FIXED(1234.567, -1)", "\"1,230\""),
        example("FIXED(-1234.567, -1, TRUE)", "\"-1230\""),
        example("FIXED(44.332)", "\"44.33\""),
        example("FIXED(0.5, 0)", "\"1\""),
        example("FIXED(1, 128)", "#VALUE!"),
    ]),
    Function::values(
        "DOLLAR",
        TEXT,
        "Writes a number as an amount of dollars, in parentheses if negative.",
        &[number("number"), number("decimals").optional()],
        Returns::Text,
        dollar,
    )
    .examples(&[
        example("DOLLAR(1234.567, 2)", "\"$1,234.57\""),
        example("DOLLAR(1234.567, -2)", "\"$1,200\""),
        example("DOLLAR(-1234.567, -2)", "\"($1,200)\""),
        example("DOLLAR(-0.123, 4)", "\"($0.1230)\""),
        example("DOLLAR(99.888)", "\"$99.89\""),
    ]),
    Function::values(
        "USDOLLAR",
        Category::Compatibility,
        "Writes a number as DOLLAR does, whatever the currency of the system.",
        &[number("number"), number("decimals").optional()],
        Returns::Text,
        dollar,
    )
    .examples(&[
        example("USDOLLAR(-1234.567)", "\"($1,234.57)\""),
        example("USDOLLAR(1234.567, -2)", "\"$1,200\""),
    ]),
    Function::values(
        "NUMBERVALUE",
        TEXT,
        "Gives the number that a text means, with given separators of decimals and groups.",
        &[text("text"), text("decimal_separator").optional(), text("group_separator").optional()],
        Returns::Number,
        number_value,
    )
    .examples(&[
        example("NUMBERVALUE(\"2.500,27\", \",\", \".\")", "2500.27"),
        example("NUMBERVALUE(\"3.5%\")", "0.035"),
        example("NUMBERVALUE(\"9%%\")", "0.0009"),
        example("NUMBERVALUE(\" 3 000 \")", "3000"),
        example("NUMBERVALUE(\"\")", "0"),
        example("NUMBERVALUE(\"1.2.3\")", "#VALUE!"),
        example("NUMBERVALUE(\"1.2,3\")", "#VALUE!"),
    ]),
];
