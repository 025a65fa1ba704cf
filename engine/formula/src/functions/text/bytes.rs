//! Parts and positions counted in bytes: FINDB, LEFTB, LENB, MIDB, REPLACEB, RIGHTB, SEARCHB.
//!
//! Excel counts characters in them, unless the default language has double-byte characters; then an
//! East Asian character counts as 2. LibreOffice always counts so, and puts a space for half of a
//! character that is cut.

use super::{parts, search, text_result};
use crate::arguments::Arguments;
use crate::criteria::Pattern;
use crate::function::{Category, Function, Outcome, Parameter, Returns, example, number, text};
use crate::value::{CellError, Value};

/// Whether a character is of an East Asian script, and so takes two bytes.
fn is_double(character: char) -> bool {
    matches!(character as u32,
        // Hangul Jamo
        0x1100..=0x11FF
        // radicals, Kana, Bopomofo, Hangul compatibility Jamo, ideographs, Yi
        | 0x2E80..=0xA4CF
        | 0xA960..=0xA97F
        // Hangul syllables
        | 0xAC00..=0xD7FF
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE4F
        // half-width and full-width forms
        | 0xFF00..=0xFFEF
        | 0x20000..=0x3FFFF)
}

fn width(character: char) -> usize {
    if is_double(character) { 2 } else { 1 }
}

fn length(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// The bytes from `from` on (from 0), `count` at most; half a character is a space.
fn slice(text: &str, from: usize, count: usize) -> String {
    let end = from.saturating_add(count);
    let mut part = String::new();
    let mut at = 0;
    for character in text.chars() {
        let after = at + width(character);
        let inside = after.min(end).saturating_sub(at.max(from));
        if inside == after - at {
            part.push(character);
        } else if inside > 0 {
            part.push(' ');
        }
        at = after;
    }
    part
}

/// Whether bytes are counted here rather than characters.
fn counts_bytes(arguments: &Arguments) -> bool {
    arguments.context().follows_libreoffice()
}

fn lenb(arguments: &Arguments) -> Outcome {
    if !counts_bytes(arguments) {
        return parts::len(arguments);
    }
    Ok(Value::Number(length(&arguments.text(0)?) as f64))
}

fn leftb(arguments: &Arguments) -> Outcome {
    if !counts_bytes(arguments) {
        return parts::left(arguments);
    }
    Ok(Value::text(slice(&arguments.text(0)?, 0, parts::count_or_one(arguments, 1)?)))
}

fn rightb(arguments: &Arguments) -> Outcome {
    if !counts_bytes(arguments) {
        return parts::right(arguments);
    }
    let text = arguments.text(0)?;
    let count = parts::count_or_one(arguments, 1)?;
    Ok(Value::text(slice(&text, length(&text).saturating_sub(count), count)))
}

fn midb(arguments: &Arguments) -> Outcome {
    if !counts_bytes(arguments) {
        return parts::mid(arguments);
    }
    let (from, count) = (parts::count(arguments, 1, 1)?, parts::count(arguments, 2, 0)?);
    Ok(Value::text(slice(&arguments.text(0)?, from - 1, count)))
}

fn replaceb(arguments: &Arguments) -> Outcome {
    if !counts_bytes(arguments) {
        return parts::replace(arguments);
    }
    let text = arguments.text(0)?;
    let from = parts::count(arguments, 1, 1)? - 1;
    let replaced = parts::count(arguments, 2, 0)?;
    let length = length(&text);
    if from >= length || replaced > length {
        return Err(CellError::Value);
    }
    let mut result = slice(&text, 0, from);
    result.push_str(&arguments.text(3)?);
    result.push_str(&slice(&text, from + replaced, usize::MAX));
    text_result(result)
}

/// The text from the third argument's byte on, and that byte (from 0).
fn rest(arguments: &Arguments) -> Result<(String, usize), CellError> {
    let within = arguments.text(1)?;
    let start = if arguments.count() > 2 { parts::count(arguments, 2, 1)? - 1 } else { 0 };
    if start > length(&within) {
        return Err(CellError::Value);
    }
    Ok((slice(&within, start, usize::MAX), start))
}

fn findb(arguments: &Arguments) -> Outcome {
    if !counts_bytes(arguments) {
        return search::find(arguments);
    }
    let (rest, start) = rest(arguments)?;
    let found = rest.find(&*arguments.text(0)?).ok_or(CellError::Value)?;
    Ok(Value::Number((start + length(&rest[..found]) + 1) as f64))
}

fn searchb(arguments: &Arguments) -> Outcome {
    if !counts_bytes(arguments) {
        return search::search(arguments);
    }
    let (rest, start) = rest(arguments)?;
    let found = Pattern::new(&arguments.text(0)?).find(&rest, 0).ok_or(CellError::Value)?;
    let before: usize = rest.chars().take(found).map(width).sum();
    Ok(Value::Number((start + before + 1) as f64))
}

const fn row(
    name: &'static str,
    summary: &'static str,
    parameters: &'static [Parameter],
    returns: Returns,
    kernel: fn(&Arguments) -> Outcome,
) -> Function {
    Function::values(name, Category::Text, summary, parameters, returns, kernel)
}

const PART: &[Parameter] = &[text("text"), number("num_bytes").optional()];
const PLACE: &[Parameter] =
    &[text("find_text"), text("within_text"), number("start_num").optional()];

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    row("LEFTB", "Gives the first characters of a text, as LEFT.", PART, Returns::Text, leftb)
        .examples(&[
            example("LEFTB(\"Sale Price\", 4)", "\"Sale\""),
            example("LEFTB(\"Sale Price\", -1)", "#VALUE!"),
        ]),
    row("RIGHTB", "Gives the last characters of a text, as RIGHT.", PART, Returns::Text, rightb)
        .examples(&[
            example("RIGHTB(\"Sale Price\", 5)", "\"Price\""),
            example("RIGHTB(\"Sale Price\", -1)", "#VALUE!"),
        ]),
    row(
        "MIDB",
        "Gives characters from the middle of a text, as MID.",
        &[text("text"), number("start_num"), number("num_bytes")],
        Returns::Text,
        midb,
    )
    .examples(&[
        example("MIDB(\"Fluid Flow\", 1, 5)", "\"Fluid\""),
        example("MIDB(\"Fluid Flow\", 0, 5)", "#VALUE!"),
    ]),
    row(
        "LENB",
        "Gives the number of characters of a text, as LEN.",
        &[text("text")],
        Returns::Number,
        lenb,
    )
    .examples(&[example("LENB(\"Phoenix, AZ\")", "11"), example("LENB(#N/A)", "#N/A")]),
    row(
        "REPLACEB",
        "Replaces characters at a position counted from 1 by another text, as REPLACE.",
        &[text("old_text"), number("start_num"), number("num_bytes"), text("new_text")],
        Returns::Text,
        replaceb,
    )
    .examples(&[
        example("REPLACEB(\"2009\", 3, 2, \"10\")", "\"2010\""),
        example("REPLACEB(\"2009\", 0, 2, \"10\")", "#VALUE!"),
    ]),
    row(
        "FINDB",
        "Gives the position of a text in another one, as FIND.",
        PLACE,
        Returns::Number,
        findb,
    )
    .examples(&[
        example("FINDB(\"m\", \"Miriam McGovern\")", "6"),
        example("FINDB(\"x\", \"Miriam McGovern\")", "#VALUE!"),
    ]),
    row(
        "SEARCHB",
        "Gives the position of a text or wildcard pattern in another text, as SEARCH.",
        PLACE,
        Returns::Number,
        searchb,
    )
    .examples(&[
        example("SEARCHB(\"margin\", \"Profit Margin\")", "8"),
        example("SEARCHB(\"x\", \"Profit Margin\")", "#VALUE!"),
    ]),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Excel's page "LEFT, LEFTB functions": in such a language the first 4 bytes of a text of
    /// double-byte characters are its first 2 characters.
    #[test]
    fn east_asian_characters_have_two_bytes() {
        assert_eq!(length("東京都ab"), 8);
        assert_eq!(slice("東京都", 0, 4), "東京");
        assert_eq!(slice("東京都", 1, 4), " 京 ");
        assert_eq!(slice("a東b", 2, usize::MAX), " b");
    }
}
