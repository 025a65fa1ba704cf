//! BAHTTEXT: amounts in Thai words.

use crate::arguments::Arguments;
use crate::decimal::Decimal;
use crate::function::{Category, Function, Outcome, Returns, example, number};
use crate::value::Value;

const DIGITS: [&str; 10] = ["", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"];
/// Ones, tens, hundreds, thousands, ten thousands, hundred thousands.
const UNITS: [&str; 6] = ["", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน"];
const ZERO: &str = "ศูนย์";
const MILLION: &str = "ล้าน";
const BAHT: &str = "บาท";
const SATANG: &str = "สตางค์";
const EXACTLY: &str = "ถ้วน";
const MINUS: &str = "ลบ";

/// Up to six digits in words. A final one is "et" where digits stand before it.
fn group_in_words(digits: &[u8], follows_digits: bool, words: &mut String) {
    let mut has_before = follows_digits;
    for (index, digit) in digits.iter().enumerate() {
        let power = digits.len() - 1 - index;
        match (digit, power) {
            (0, _) => continue,
            (1, 1) => {}
            (2, 1) => words.push_str("ยี่"),
            (1, 0) if has_before => words.push_str("เอ็ด"),
            (digit, _) => words.push_str(DIGITS[*digit as usize % 10]),
        }
        words.push_str(UNITS[power % 6]);
        has_before = true;
    }
}

/// Digits in words, by groups of six ("million" repeats).
fn in_words(digits: &[u8]) -> String {
    let mut words = String::new();
    let first_length = digits.len() % 6;
    let (first, rest) = digits.split_at(first_length);
    group_in_words(first, false, &mut words);
    for group in rest.chunks(6) {
        if !words.is_empty() {
            words.push_str(MILLION);
        }
        let follows_digits = !words.is_empty();
        group_in_words(group, follows_digits, &mut words);
    }
    words
}

fn baht_text(arguments: &Arguments) -> Outcome {
    let number = arguments.number(0)?;
    let rounded = Decimal::new(number).rounded(2);
    let (whole, fraction) = rounded.parts(2);
    let digits = |text: &str| -> Vec<u8> { text.bytes().map(|byte| byte - b'0').collect() };
    let whole = in_words(&digits(&whole));
    let fraction = in_words(&digits(&fraction));
    let mut words = String::new();
    if rounded.is_negative && !rounded.is_zero() {
        words.push_str(MINUS);
    }
    if whole.is_empty() && fraction.is_empty() {
        words.push_str(ZERO);
        words.push_str(BAHT);
    } else if !whole.is_empty() {
        words.push_str(&whole);
        words.push_str(BAHT);
    }
    if fraction.is_empty() {
        words.push_str(EXACTLY);
    } else {
        words.push_str(&fraction);
        words.push_str(SATANG);
    }
    Ok(Value::text(words))
}

/// The rows.
pub static FUNCTIONS: &[Function] = &[Function::values(
    "BAHTTEXT",
    Category::Text,
    "Writes an amount of baht and satang in Thai words.",
    &[number("number")],
    Returns::Text,
    baht_text,
)
.examples(&[
    example("BAHTTEXT(1234)", "\"หนึ่งพันสองร้อยสามสิบสี่บาทถ้วน\""),
    example("BAHTTEXT(12.65)", "\"สิบสองบาทหกสิบห้าสตางค์\""),
    example("BAHTTEXT(0.11)", "\"สิบเอ็ดสตางค์\""),
    example("BAHTTEXT(-21)", "\"ลบยี่สิบเอ็ดบาทถ้วน\""),
    example("BAHTTEXT(1000000)", "\"หนึ่งล้านบาทถ้วน\""),
    example("BAHTTEXT(0)", "\"ศูนย์บาทถ้วน\""),
])];
