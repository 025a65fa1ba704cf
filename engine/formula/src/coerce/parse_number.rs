//! Numbers, amounts, fractions, dates and times out of text.

use crate::date::{self, DateSystem, SECONDS_PER_DAY};
use crate::decimal::DIGITS_MAX;

/// Longer text is no number: Excel's cells and formulas hold none that is longer.
const LENGTH_MAX: usize = 255;
/// Two-digit years below this one are in this century, as Excel's default has it.
const CENTURY_PIVOT: i64 = 30;

/// The number that text means when typed into a cell of an en-US Excel: `12`, ` 1,234.5 `, `-3e2`,
/// `$5`, `(5)`, `12%`, `1/2/2020`, `2-Jan-20`, `12:30 PM`, `2020-01-02 03:04`, `1 1/2`.
///
/// A day without a year (`1/2`, `2-Jan`) is in the current year, which depends on the clock: here it
/// is no number; see [`parse_number_in_year`].
pub fn parse_number(text: &str, dates: DateSystem) -> Option<f64> {
    parse(text, dates, None)
}

/// As [`parse_number`], where a day without a year is in `year`.
pub fn parse_number_in_year(text: &str, dates: DateSystem, year: i32) -> Option<f64> {
    parse(text, dates, Some(year as i64))
}

fn parse(text: &str, dates: DateSystem, year: Option<i64>) -> Option<f64> {
    let trimmed = text.trim_matches(' ');
    if trimmed.is_empty() || trimmed.len() > LENGTH_MAX {
        return None;
    }
    if let Some(number) = parse_amount(without_euro(trimmed)) {
        return storable(number);
    }
    if !text.is_ascii() {
        return None;
    }
    if let Some(number) = parse_fraction(trimmed) {
        return Some(number);
    }
    // Excel reads numbers with spaces before them, but not dates.
    if text.starts_with(' ') {
        return None;
    }
    let (days, time) = date_and_time(trimmed, dates, year)?;
    Some(days.unwrap_or(0.0) + time.unwrap_or(0.0))
}

/// A number as a cell takes it from text: nothing above 9.99999999999999E+307, 0 for what is smaller than
/// the smallest normal number (Excel's specifications and limits).
pub(crate) fn storable(number: f64) -> Option<f64> {
    const LARGEST: f64 = 9.99999999999999e307;
    match number.abs() {
        magnitude if magnitude < f64::MIN_POSITIVE => Some(0.0),
        magnitude => (magnitude <= LARGEST).then_some(number),
    }
}

/// A date, a time or both out of text: the serial number of the day and the fraction of a day
/// (1 or more for 24 hours or more). `year` is that of a day without one. For DATEVALUE and
/// TIMEVALUE.
pub fn parse_date_and_time(
    text: &str,
    dates: DateSystem,
    year: i32,
) -> Option<(Option<f64>, Option<f64>)> {
    let text = text.trim_matches(' ');
    if text.is_empty() || text.len() > LENGTH_MAX || !text.is_ascii() {
        return None;
    }
    date_and_time(text, dates, Some(year as i64))
}

/// An amount without the euro sign before or after it, which every Excel takes beside its own
/// currency's.
fn without_euro(text: &str) -> &str {
    let rest = text.strip_prefix('€').or_else(|| text.strip_suffix('€'));
    rest.map_or(text, |rest| rest.trim_matches(' '))
}

/// `1,234.5`, `-3e2`, `$5`, `-$5`, `$-5`, `($5)`, `12%`, `%12`.
fn parse_amount(text: &str) -> Option<f64> {
    let mut rest = text;
    let mut is_negative = false;
    let mut has_sign = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        rest = inner.trim_matches(' ');
        is_negative = true;
        has_sign = true;
    }
    let mut has_dollar = false;
    let mut has_percent = false;
    loop {
        let first = *rest.as_bytes().first()?;
        match first {
            b'+' | b'-' if !has_sign => {
                has_sign = true;
                is_negative = first == b'-';
            }
            b'$' if !has_dollar => has_dollar = true,
            b'%' if !has_percent => has_percent = true,
            b'0'..=b'9' | b'.' => break,
            _ => return None,
        }
        rest = rest[1..].trim_start_matches(' ');
    }
    if let Some(before) = rest.strip_suffix('%') {
        if has_percent {
            return None;
        }
        has_percent = true;
        rest = before.trim_end_matches(' ');
    }
    if has_dollar && has_percent {
        return None;
    }
    let number = parse_unsigned(rest)?;
    let number = if is_negative { -number } else { number };
    Some(if has_percent { number / 100.0 } else { number })
}

/// Digits with an optional point and exponent; commas between digits of the whole part if at least
/// three digits follow each. As Excel, keeps 15 significant digits and drops the others.
fn parse_unsigned(text: &str) -> Option<f64> {
    let bytes = text.as_bytes();
    let mut clean = String::with_capacity(bytes.len());
    let mut significant = 0;
    let mut digits = 0;
    let mut digits_after_comma = None;
    let mut has_point = false;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                if significant > 0 || *byte != b'0' {
                    significant += 1;
                }
                clean.push(if significant > DIGITS_MAX { '0' } else { char::from(*byte) });
                if let (Some(count), false) = (digits_after_comma.as_mut(), has_point) {
                    *count += 1;
                }
            }
            b',' if !has_point && digits > 0 && digits_after_comma.is_none_or(|n| n >= 3) => {
                digits_after_comma = Some(0);
            }
            b'.' if !has_point => {
                has_point = true;
                clean.push('.');
            }
            _ => break,
        }
        at += 1;
    }
    if digits == 0 || digits_after_comma.is_some_and(|count: usize| count < 3) {
        return None;
    }
    let exponent = &text[at..];
    if !exponent.is_empty() {
        let power = exponent.strip_prefix(['e', 'E'])?;
        let unsigned = power.strip_prefix(['+', '-']).unwrap_or(power);
        if unsigned.is_empty() || !unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        clean.push('e');
        clean.push_str(power);
    }
    clean.parse().ok()
}

/// `1 1/2`, `-0 3/4`.
fn parse_fraction(text: &str) -> Option<f64> {
    let (is_negative, unsigned) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (whole, fraction) = unsigned.split_once(' ')?;
    let (numerator, denominator) = fraction.trim_start_matches(' ').split_once('/')?;
    let [whole, numerator, denominator] =
        [whole, numerator, denominator].map(|part| small_integer(part, 9));
    let (whole, numerator, denominator) = (whole?, numerator?, denominator?);
    if denominator == 0 || denominator > 32_767 || numerator > 32_767 {
        return None;
    }
    let number = whole as f64 + numerator as f64 / denominator as f64;
    Some(if is_negative { -number } else { number })
}

/// An unsigned integer of at most so many digits, and nothing else.
fn small_integer(text: &str, digits_max: usize) -> Option<i64> {
    if text.is_empty() || text.len() > digits_max || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// A part of a date or time.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Token<'a> {
    /// Digits as they stand, so that `07` is known from `7`.
    Digits(&'a str),
    Letters(&'a str),
    /// One of `/`, `-`, `:`, `.`, `,`.
    Mark(u8),
    Space,
}

const TOKENS_MAX: usize = 24;

fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let run =
            |class: fn(&u8) -> bool| bytes[at..].iter().take_while(|byte| class(byte)).count();
        let (length, token) = match bytes[at] {
            b'0'..=b'9' => {
                let length = run(u8::is_ascii_digit);
                (length, Token::Digits(&text[at..at + length]))
            }
            b'a'..=b'z' | b'A'..=b'Z' => {
                let length = run(u8::is_ascii_alphabetic);
                (length, Token::Letters(&text[at..at + length]))
            }
            b' ' => (run(|byte| *byte == b' '), Token::Space),
            mark @ (b'/' | b'-' | b':' | b'.' | b',') => (1, Token::Mark(mark)),
            _ => return None,
        };
        tokens.push(token);
        if tokens.len() > TOKENS_MAX {
            return None;
        }
        at += length;
    }
    Some(tokens)
}

fn date_and_time(
    text: &str,
    dates: DateSystem,
    year: Option<i64>,
) -> Option<(Option<f64>, Option<f64>)> {
    let tokens = tokens(text)?;
    if let Some(time) = parse_time(&tokens) {
        return Some((None, Some(time)));
    }
    if let Some(days) = parse_date(&tokens, dates, year) {
        return Some((Some(days), None));
    }
    // A date and a time, or a time and a date, with a space between them.
    for (index, token) in tokens.iter().enumerate() {
        if *token != Token::Space {
            continue;
        }
        let (left, right) = (&tokens[..index], &tokens[index + 1..]);
        for (date, time) in [(left, right), (right, left)] {
            if let Some(time) = parse_time(time)
                && let Some(days) = parse_date(date, dates, year)
            {
                return Some((Some(days), Some(time)));
            }
        }
    }
    None
}

/// `h:`, `h:mm`, `h:mm:ss`, `h:mm:ss.fff`, `mm:ss.f`, each perhaps with AM, PM, A or P after a space; `3 PM`.
/// Excel takes `3PM` for text (Microsoft's article Q109139).
fn parse_time(tokens: &[Token]) -> Option<f64> {
    let (tokens, half) = match tokens.split_last()? {
        (Token::Letters(letters), before) => {
            let half = match letters.to_ascii_uppercase().as_str() {
                "AM" | "A" => 0,
                "PM" | "P" => 12,
                _ => return None,
            };
            (before.strip_suffix(&[Token::Space])?, Some(half))
        }
        _ => (tokens, None),
    };
    let colon = Token::Mark(b':');
    let point = Token::Mark(b'.');
    let mut fraction = 0.0;
    let ends_with_colon = tokens.last() == Some(&colon);
    let (whole, has_fraction) = match tokens {
        [whole @ .., mark, Token::Digits(digits)] if *mark == point => {
            if digits.len() > 9 {
                return None;
            }
            fraction = format!("0.{digits}").parse().ok()?;
            (whole, true)
        }
        [whole @ .., mark] if *mark == colon => (whole, false),
        _ => (tokens, false),
    };
    let (hours, minutes, seconds) = match whole {
        [Token::Digits(hours)] if (half.is_some() || ends_with_colon) && !has_fraction => {
            (*hours, "0", "0")
        }
        [Token::Digits(minutes), a, Token::Digits(seconds)] if *a == colon && has_fraction => {
            ("0", *minutes, *seconds)
        }
        [Token::Digits(hours), a, Token::Digits(minutes)] if *a == colon => (*hours, *minutes, "0"),
        [Token::Digits(hours), a, Token::Digits(minutes), b, Token::Digits(seconds)]
            if *a == colon && *b == colon =>
        {
            (*hours, *minutes, *seconds)
        }
        _ => return None,
    };
    let mut hours = small_integer(hours, 4)? as u32;
    let minutes = small_integer(minutes, 4)? as u32;
    let seconds = small_integer(seconds, 4)? as u32;
    // Only the first part that isn't zero may run over: "0:90" is an hour and a half.
    if (hours > 0 && minutes > 59) || (hours + minutes > 0 && seconds > 59) {
        return None;
    }
    if let Some(half) = half {
        if hours > 12 || minutes > 59 || seconds > 59 {
            return None;
        }
        hours = hours % 12 + half;
    }
    let seconds = (hours * 3_600 + minutes * 60 + seconds) as f64 + fraction;
    Some(seconds / SECONDS_PER_DAY)
}

/// A month's number from its English name, or the first three letters of it or more.
fn month_named(letters: &str) -> Option<i64> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let letters = letters.to_ascii_lowercase();
    if letters == "sept" {
        return Some(9);
    }
    let index = NAMES
        .iter()
        .position(|name| *name == letters || (letters.len() == 3 && name.starts_with(&letters)))?;
    Some(index as i64 + 1)
}

/// A year of two digits, or of four in the calendar.
fn year_of(digits: &str) -> Option<i64> {
    let year = small_integer(digits, 4)?;
    match digits.len() {
        1 | 2 if year < CENTURY_PIVOT => Some(2000 + year),
        1 | 2 => Some(1900 + year),
        4 if year >= 1900 => Some(year),
        _ => None,
    }
}

fn serial_of(year: i64, month: i64, day: i64, dates: DateSystem) -> Option<f64> {
    if !(1..=12).contains(&month) || day < 1 {
        return None;
    }
    let is_in_month = day <= date::days_in_month(year as i32, month as u32) as i64;
    if is_in_month { date::to_serial(year, month, day, dates) } else { None }
}

/// Month and one number: a day of the current year if the month has such a day, else a year.
fn month_and_number(
    month: i64,
    digits: &str,
    dates: DateSystem,
    current_year: Option<i64>,
) -> Option<f64> {
    if digits.len() <= 2 {
        let day = small_integer(digits, 2)?;
        // 29 February needs a leap year; in another, 29 is a year.
        let longest = date::days_in_month(2000, month.clamp(1, 12) as u32) as i64;
        if (1..=longest).contains(&day)
            && let Some(serial) = serial_of(current_year?, month, day, dates)
        {
            return Some(serial);
        }
    }
    serial_of(year_of(digits)?, month, 1, dates)
}

fn parse_date(tokens: &[Token], dates: DateSystem, current_year: Option<i64>) -> Option<f64> {
    use Token::{Digits, Letters, Mark, Space};
    // Marks between the parts matter only for dates in digits, where they must be equal.
    let mut parts = Vec::new();
    let mut marks = Vec::new();
    let mut is_between = false;
    for token in tokens {
        match token {
            Digits(_) | Letters(_) => {
                if !parts.is_empty() && !is_between {
                    // "2Jan2020" is read as "2 Jan 2020".
                    marks.push(b' ');
                }
                parts.push(*token);
                is_between = false;
            }
            Mark(mark @ (b'/' | b'-' | b',')) if !is_between && !parts.is_empty() => {
                marks.push(*mark);
                is_between = true;
            }
            Space if is_between => {}
            Space if !parts.is_empty() => {
                marks.push(b' ');
                is_between = true;
            }
            // "2 - Jan": the mark overrides the space before it.
            Mark(mark @ (b'/' | b'-' | b',')) if marks.last() == Some(&b' ') => {
                marks.pop();
                marks.push(*mark);
            }
            _ => return None,
        }
    }
    if is_between {
        return None;
    }
    let is_numeric_mark = |mark: u8| mark == b'/' || mark == b'-';
    match parts.as_slice() {
        [Digits(a), Digits(b), Digits(c)] => {
            if !marks.iter().all(|mark| is_numeric_mark(*mark)) {
                return None;
            }
            if a.len() == 4 {
                return serial_of(year_of(a)?, small_integer(b, 2)?, small_integer(c, 2)?, dates);
            }
            serial_of(year_of(c)?, small_integer(a, 2)?, small_integer(b, 2)?, dates)
        }
        [Digits(a), Digits(b)] => {
            if !marks.iter().all(|mark| is_numeric_mark(*mark)) {
                return None;
            }
            if a.len() == 4 {
                return serial_of(year_of(a)?, small_integer(b, 2)?, 1, dates);
            }
            let month = small_integer(a, 2)?;
            month_and_number(month, b, dates, current_year)
        }
        [Digits(day), Letters(month), Digits(year)] if marks.iter().all(|mark| *mark != b',') => {
            if day.len() == 4 {
                let day_of_month = small_integer(year, 2)?;
                return serial_of(year_of(day)?, month_named(month)?, day_of_month, dates);
            }
            serial_of(year_of(year)?, month_named(month)?, small_integer(day, 2)?, dates)
        }
        [Letters(month), Digits(day), Digits(year)] if marks.contains(&b',') => {
            serial_of(year_of(year)?, month_named(month)?, small_integer(day, 2)?, dates)
        }
        [Digits(day), Letters(month)] if marks.iter().all(|mark| *mark != b',') => {
            if day.len() == 4 {
                return serial_of(year_of(day)?, month_named(month)?, 1, dates);
            }
            let day = small_integer(day, 2)?;
            serial_of(current_year?, month_named(month)?, day, dates)
        }
        [Letters(month), Digits(number)] => {
            month_and_number(month_named(month)?, number, dates, current_year)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<f64>) {
        let found = parse_number_in_year(text, DateSystem::Since1900, 2024);
        let is_close = match (found, expected) {
            (Some(found), Some(expected)) => (found - expected).abs() <= 1e-12 * expected.abs(),
            (found, expected) => found == expected,
        };
        assert!(is_close, "{text:?} gave {found:?}, not {expected:?}");
    }

    /// Source: what typing the text into a cell of Excel (en-US) gives.
    #[test]
    fn amounts() {
        let cases = [
            ("12", 12.0),
            (" 1,234.5 ", 1234.5),
            ("1,234,567", 1234567.0),
            ("-3e2", -300.0),
            ("1E-3", 0.001),
            ("$5", 5.0),
            ("-$5", -5.0),
            ("$-5", -5.0),
            ("($1,000.50)", -1000.5),
            ("(5)", -5.0),
            ("12%", 0.12),
            ("12 %", 0.12),
            ("-1.5%", -0.015),
            (".5", 0.5),
            ("5.", 5.0),
            ("+7", 7.0),
            ("- 7", -7.0),
            ("007", 7.0),
            ("1 1/2", 1.5),
            ("-1 1/2", -1.5),
            ("0 3/4", 0.75),
            ("12345678901234567", 12345678901234500.0),
            ("9.99999999999999E307", 9.99999999999999e307),
            ("1E-310", 0.0),
        ];
        for (text, number) in cases {
            check(text, Some(number));
        }
    }

    #[test]
    fn no_numbers() {
        for text in [
            "",
            " ",
            "abc",
            "1,23",
            ",123",
            "1..2",
            "e5",
            "1e",
            "--5",
            "(5",
            "5)",
            "(-5)",
            "inf",
            "NaN",
            "TRUE",
            "1 2",
            "$",
            "%",
            ".",
            "-",
            "12%%",
            "1e999",
            "1.2E+308",
            "$100%",
            " 1/2/2020",
            "0:60:00 AM",
            "1.2,345",
            "0x10",
            "13/1/2020",
            "2/30/2020",
            "2019-13-01",
            "12:60",
            "0:1:60",
            "25:00 PM",
            "3PM",
            "7:00PM",
            "1 1/0",
            "Smarch 1, 2020",
            "1/2/3/4",
            "12/31/1899",
            "é",
            "1/1/99999",
            "1:2:3:4",
        ] {
            check(text, None);
        }
    }

    /// Source: Excel's pages of DATEVALUE and TIMEVALUE, and its calendar.
    #[test]
    fn dates_and_times() {
        let cases = [
            ("1/2/2020", 43832.0),
            ("01/02/20", 43832.0),
            ("1-2-2020", 43832.0),
            ("2020-01-02", 43832.0),
            ("2020/1/2", 43832.0),
            ("2-Jan-20", 43832.0),
            ("2-jan-2020", 43832.0),
            ("2 January 2020", 43832.0),
            ("January 2, 2020", 43832.0),
            ("Jan-2020", 43831.0),
            ("January 2020", 43831.0),
            ("1/2020", 43831.0),
            ("1/32", 11689.0),
            ("22-MAY-2011", 40685.0),
            ("2011/02/23", 40597.0),
            ("2/29/1900", 60.0),
            ("1/2", 45293.0),
            ("2-Jan", 45293.0),
            ("Jan 2", 45293.0),
            ("2/29", 45351.0),
            ("1/2/2020 ", 43832.0),
            ("2:24 AM", 0.1),
            ("2:24 AM ", 0.1),
            ("12:", 0.5),
            ("12:00", 0.5),
            ("0:90", 0.0625),
            ("12:30 PM", 12.5 / 24.0),
            ("12:30 am", 0.5 / 24.0),
            ("6 PM", 0.75),
            ("6:00 p", 0.75),
            ("36:00", 1.5),
            ("0:00:01.5", 1.5 / 86400.0),
            ("30:01.5", 1801.5 / 86400.0),
            ("2020-01-02 06:00", 43832.25),
            ("22-Aug-2011 6:35 AM", 40777.0 + 395.0 / 1440.0),
            ("6:00 PM 1/2/2020", 43832.75),
        ];
        for (text, number) in cases {
            check(text, Some(number));
        }
        assert_eq!(parse_number("1/2", DateSystem::Since1900), None);
        assert_eq!(parse_number("1/2/2020", DateSystem::Since1904), Some(43832.0 - 1462.0));
    }
}
