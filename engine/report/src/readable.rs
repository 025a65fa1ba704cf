//! Numbers, values and lists of names for people, as messages show them.

use ulam_formula::coerce;
use ulam_formula::value::Value;

/// Significant digits shown.
const DIGITS: i32 = 6;

/// A number with six significant digits at most and thousands separated: `1,234.5`, `-0.0543`,
/// `1.5e21`.
pub fn readable(number: f64) -> String {
    if number.is_infinite() {
        return if number > 0.0 { "∞" } else { "-∞" }.to_string();
    }
    if number.is_nan() || number == 0.0 {
        return if number.is_nan() { "-" } else { "0" }.to_string();
    }
    let scientific = format!("{:.*e}", (DIGITS - 1) as usize, number);
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if !(-5..15).contains(&exponent) {
        return format!("{}e{exponent}", without_trailing_zeros(mantissa));
    }
    let decimals = (DIGITS - 1 - exponent).max(0) as usize;
    let fixed = format!("{number:.decimals$}");
    separated(without_trailing_zeros(&fixed))
}

/// A number that may be undetermined.
pub fn readable_or_dash(number: Option<f64>) -> String {
    number.map_or("-".to_string(), readable)
}

/// A count with thousands separated.
pub fn count(count: u64) -> String {
    separated(&count.to_string())
}

/// A count of things: `1 formula`, `2,000 formulas`.
pub fn counted(number: u64, one: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {one}{plural}", count(number))
}

/// A share as a percentage: `5.43%`.
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let decimals = match percent.abs() {
        p if p == 0.0 || p == 100.0 => 0,
        p if p < 0.01 => 4,
        p if p < 0.1 => 3,
        _ => 2,
    };
    format!("{percent:.decimals$}%")
}

/// A cell's value as General shows it.
pub fn value_text(value: &Value) -> String {
    match value {
        Value::Array(array) => value_text(array.get(0, 0)),
        Value::Error(error) => error.to_string(),
        other => coerce::to_text(other).map_or_else(|error| error.to_string(), |t| t.to_string()),
    }
}

/// Some names, separated by commas; of many only the first ones.
pub fn listed(names: impl ExactSizeIterator<Item = String>, names_max: usize) -> String {
    let number = names.len();
    let mut text = names.take(names_max).collect::<Vec<_>>().join(", ");
    if number > names_max {
        text.push_str(&format!(" and {} more", count((number - names_max) as u64)));
    }
    text
}

fn without_trailing_zeros(text: &str) -> &str {
    if !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.')
}

fn separated(text: &str) -> String {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (whole, fraction) = match rest.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (rest, None),
    };
    let mut out = sign.to_string();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        for (number, text) in [
            (0.0, "0"),
            (300.0, "300"),
            (-3.61, "-3.61"),
            (137.23603, "137.236"),
            (1234.56, "1,234.56"),
            (1234567.8, "1,234,568"),
            (-1e9, "-1,000,000,000"),
            (0.0542928, "0.0542928"),
            (1.5e21, "1.5e21"),
            (2e-9, "2e-9"),
            (999999.9, "1,000,000"),
        ] {
            assert_eq!(readable(number), text);
        }
        assert_eq!(count(1234567), "1,234,567");
        assert_eq!(percent(0.0542928), "5.43%");
        assert_eq!(percent(1.0), "100%");
        assert_eq!(percent(0.0), "0%");
    }
}
