//! Any formula is calculated without a panic.
//!
//! What would be right but slow is left out: long texts, large numbers (sizes of arrays), cells in far
//! columns (ranges of millions of cells) and lambdas (loops inside loops).

#![no_main]

use libfuzzer_sys::fuzz_target;
use ulam_formula::evaluate::Entry;
use ulam_formula::scratch::ScratchSheet;
use ulam_formula::value::{CellError, Value};

const LENGTH_BYTES_MAX: usize = 200;

fn is_slow(text: &str) -> bool {
    let upper_case = text.to_ascii_uppercase();
    let has_large_number =
        text.as_bytes().windows(4).any(|window| window.iter().all(u8::is_ascii_digit));
    let has_exponent =
        upper_case.as_bytes().windows(2).any(|pair| pair[0].is_ascii_digit() && pair[1] == b'E');
    // Such as SEE334; but LOG10( and HEX2DEC( are functions.
    let has_far_column = upper_case.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| {
        let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
        letters == 3
            && word.len() > 3
            && word.bytes().skip(3).all(|byte| byte.is_ascii_digit())
            && word != "LOG10"
    });
    text.len() > LENGTH_BYTES_MAX
        || has_far_column
        || has_large_number
        || has_exponent
        || ["LAMBDA", "MAP(", "REDUCE", "SCAN", "MAKEARRAY", "BYROW", "BYCOL"]
            .iter()
            .any(|word| upper_case.contains(word))
}

fuzz_target!(|text: &str| {
    if is_slow(text) {
        return;
    }
    let sheet = ScratchSheet::with(&[
        ("A1", Value::Number(2.0)),
        ("A2", Value::Number(-0.5)),
        ("A3", Value::text("2020-01-31")),
        ("B1", Value::Boolean(true)),
        ("B2", Value::Error(CellError::NotAvailable)),
        ("B3", Value::Number(45000.25)),
    ]);
    for entry in [Entry::Ordinary, Entry::Array] {
        let _ = sheet.calculate_as(text, entry);
    }
});
