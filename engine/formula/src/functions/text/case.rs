//! Letter case: LOWER, UPPER, PROPER.

use crate::arguments::Arguments;
use crate::function::{Category, Function, Outcome, Returns, example, text};
use crate::value::Value;

/// The letter in upper case, if that is one letter (Excel leaves ß as it is).
fn upper_letter(letter: char) -> char {
    let mut letters = letter.to_uppercase();
    match (letters.next(), letters.next()) {
        (Some(upper), None) => upper,
        _ => letter,
    }
}

fn lower_letter(letter: char) -> char {
    let mut letters = letter.to_lowercase();
    match (letters.next(), letters.next()) {
        (Some(lower), None) => lower,
        _ => letter,
    }
}

fn lower(arguments: &Arguments) -> Outcome {
    Ok(Value::text(arguments.text(0)?.chars().map(lower_letter).collect::<String>()))
}

fn upper(arguments: &Arguments) -> Outcome {
    Ok(Value::text(arguments.text(0)?.chars().map(upper_letter).collect::<String>()))
}

fn proper(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    let mut result = String::with_capacity(text.len());
    let mut follows_letter = false;
    for letter in text.chars() {
        result.push(if follows_letter { lower_letter(letter) } else { upper_letter(letter) });
        follows_letter = letter.is_alphabetic();
    }
    Ok(Value::text(result))
}

const TEXT: Category = Category::Text;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "LOWER",
        TEXT,
        "Turns letters to lower case.",
        &[text("text")],
        Returns::Text,
        lower,
    )
    .examples(&[
        example("LOWER(\"E. E. Cummings\")", "\"e. e. cummings\""),
        example("LOWER(\"Apt. 2B\")", "\"apt. 2b\""),
    ]),
    Function::values(
        "UPPER",
        TEXT,
        "Turns letters to upper case.",
        &[text("text")],
        Returns::Text,
        upper,
    )
    .examples(&[
        example("UPPER(\"total\")", "\"TOTAL\""),
        example("UPPER(\"é1\")", "\"É1\""),
        example("UPPER(TRUE)", "\"TRUE\""),
    ]),
    Function::values(
        "PROPER",
        TEXT,
        "Turns each letter that follows no letter to upper case and the others to lower case.",
        &[text("text")],
        Returns::Text,
        proper,
    )
    .examples(&[
        example("PROPER(\"this is a TITLE\")", "\"This Is A Title\""),
        example("PROPER(\"2-way street\")", "\"2-Way Street\""),
        example("PROPER(\"76BudGet\")", "\"76Budget\""),
    ]),
];
