//! Characters and their codes: CHAR, CODE, UNICHAR, UNICODE, CLEAN, TRIM.

use crate::arguments::Arguments;
use crate::function::{Category, Function, Outcome, Returns, example, number, text};
use crate::value::{CellError, Value};

/// Characters 128 to 159 of Windows code page 1252; codes that it leaves undefined are themselves.
const WINDOWS_1252: [char; 32] = [
    '\u{20AC}', '\u{81}', '\u{201A}', '\u{192}', '\u{201E}', '\u{2026}', '\u{2020}', '\u{2021}',
    '\u{2C6}', '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8D}', '\u{17D}', '\u{8F}',
    '\u{90}', '\u{2018}', '\u{2019}', '\u{201C}', '\u{201D}', '\u{2022}', '\u{2013}', '\u{2014}',
    '\u{2DC}', '\u{2122}', '\u{161}', '\u{203A}', '\u{153}', '\u{9D}', '\u{17E}', '\u{178}',
];

fn char_of(arguments: &Arguments) -> Outcome {
    let code = arguments.number(0)?.trunc();
    if !(1.0..256.0).contains(&code) {
        return Err(CellError::Value);
    }
    let code = code as u8;
    let character = match code {
        128..=159 => WINDOWS_1252[code as usize - 128],
        _ => char::from(code),
    };
    Ok(Value::text(character.to_string()))
}

fn code(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    let first = text.chars().next().ok_or(CellError::Value)?;
    let code = match first as u32 {
        code @ (0..128 | 160..256) => code,
        _ => match WINDOWS_1252.iter().position(|character| *character == first) {
            Some(index) => index as u32 + 128,
            // Not in the code page: shown as a question mark.
            None => 63,
        },
    };
    Ok(Value::Number(code as f64))
}

fn unichar(arguments: &Arguments) -> Outcome {
    let code = arguments.number(0)?.trunc();
    if !(1.0..=0x10FFFF as f64).contains(&code) {
        return Err(CellError::Value);
    }
    // Halves of surrogate pairs are no characters.
    let character = char::from_u32(code as u32).ok_or(CellError::NotAvailable)?;
    Ok(Value::text(character.to_string()))
}

fn unicode(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    let first = text.chars().next().ok_or(CellError::Value)?;
    Ok(Value::Number(first as u32 as f64))
}

fn clean(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    Ok(Value::text(text.chars().filter(|c| *c as u32 >= 32).collect::<String>()))
}

fn trim(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    Ok(Value::text(words.join(" ")))
}

const TEXT: Category = Category::Text;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "CHAR",
        TEXT,
        "Gives the character of a code from 1 to 255 (Windows code page 1252).",
        &[number("number")],
        Returns::Text,
        char_of,
    )
    .examples(&[
        example("CHAR(65)", "\"A\""),
        example("CHAR(33)", "\"!\""),
        example("CHAR(128)", "\"€\""),
        example("CHAR(65.9)", "\"A\""),
        example("CHAR(0)", "#VALUE!"),
        example("CHAR(256)", "#VALUE!"),
    ]),
    Function::values(
        "CODE",
        TEXT,
        "Gives the code of a text's first character (Windows code page 1252).",
        &[text("text")],
        Returns::Number,
        code,
    )
    .examples(&[
        example("CODE(\"A\")", "65"),
        example("CODE(\"!\")", "33"),
        example("CODE(\"€\")", "128"),
        example("CODE(\"道\")", "63"),
        example("CODE(\"\")", "#VALUE!"),
    ]),
    Function::values(
        "UNICHAR",
        TEXT,
        "Gives the character of a Unicode number.",
        &[number("number")],
        Returns::Text,
        unichar,
    )
    .examples(&[
        example("UNICHAR(66)", "\"B\""),
        example("UNICHAR(32)", "\" \""),
        example("UNICHAR(0)", "#VALUE!"),
        example("UNICHAR(55296)", "#N/A"),
        example("UNICHAR(1114112)", "#VALUE!"),
    ]),
    Function::values(
        "UNICODE",
        TEXT,
        "Gives the Unicode number of a text's first character.",
        &[text("text")],
        Returns::Number,
        unicode,
    )
    .examples(&[
        example("UNICODE(\" \")", "32"),
        example("UNICODE(\"B\")", "66"),
        example("UNICODE(\"😀\")", "128512"),
        example("UNICODE(\"\")", "#VALUE!"),
    ]),
    Function::values(
        "CLEAN",
        TEXT,
        "Removes the characters 0 to 31, which don't print.",
        &[text("text")],
        Returns::Text,
        clean,
    )
    .examples(&[
        example("CLEAN(CHAR(9)&\"Monthly report\"&CHAR(10))", "\"Monthly report\""),
        example("CLEAN(\"abc\")", "\"abc\""),
    ]),
    Function::values(
        "TRIM",
        TEXT,
        "Removes spaces, except single ones between words.",
        &[text("text")],
        Returns::Text,
        trim,
    )
    .examples(&[
        example("TRIM(\" First Quarter  Earnings \")", "\"First Quarter Earnings\""),
        example("TRIM(\"   \")", "\"\""),
    ]),
];
