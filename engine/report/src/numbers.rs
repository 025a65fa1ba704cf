//! Numbers as people read them: thousands separators, four significant digits, and the unit that
//! the cell's number format in the workbook shows.

mod ticks;
mod unit;

pub use ticks::{axis_labels, ticks};
pub use unit::Unit;

/// Significant digits of a number that isn't whole.
const DIGITS: i32 = 4;
/// Numbers from ten to this power on are written as a power of ten.
const EXPONENT_MAX: i32 = 15;
/// Numbers below ten to this power are written as a power of ten.
const EXPONENT_MIN: i32 = -5;
/// What stands for a statistic that the samples don't determine.
pub const MISSING: &str = "–";

/// A number with at least four significant digits: `0.01234`, `137.2`, `1,234,568`, `1.235×10¹⁸`.
/// Whole parts are never rounded below 10¹⁵.
pub fn plain(number: f64) -> String {
    if !number.is_finite() {
        return not_finite(number);
    }
    let exponent = exponent_of_ten(number, DIGITS);
    if number != 0.0 && !(EXPONENT_MIN..EXPONENT_MAX).contains(&exponent) {
        return power_of_ten(number);
    }
    let decimals = if number.trunc() == number { 0 } else { DIGITS - 1 - exponent };
    without_trailing_zeros(&fixed(number, decimals))
}

/// A number rounded to a multiple of ten to the power `place`: to the ones for 0, to thousands for
/// 3, to hundredths for -2. From a million on in words: `1.37 million`.
pub fn rounded(number: f64, place: i32) -> String {
    if !number.is_finite() {
        return not_finite(number);
    }
    let exponent = exponent_of_ten(number, DIGITS);
    if exponent >= EXPONENT_MAX || (place < EXPONENT_MIN - DIGITS && number != 0.0) {
        return plain(number);
    }
    for (power, word) in [(12, "trillion"), (9, "billion"), (6, "million")] {
        let decimals = power - place;
        if exponent >= power && decimals <= 3 {
            let scaled = number / ten_to(power);
            return format!("{} {word}", without_trailing_zeros(&fixed(scaled, decimals)));
        }
    }
    if place <= 0 {
        return fixed(number, -place);
    }
    let step = ten_to(place);
    fixed((number / step).round() * step, 0)
}

/// The place to round to so that numbers `spread` apart are told apart in three digits.
pub fn place_for_spread(spread: f64) -> i32 {
    if spread > 0.0 && spread.is_finite() { exponent_of_ten(spread, 1) - 2 } else { -3 }
}

/// A share of the trials as a percentage: `5.4%`, `0.12%`, `less than 0.01%`.
pub fn share(share: f64) -> String {
    let percent = share * 100.0;
    if percent.is_nan() {
        MISSING.to_string()
    } else if percent > 0.0 && percent < 0.01 {
        "less than 0.01%".to_string()
    } else if percent < 100.0 && percent > 99.99 {
        "more than 99.99%".to_string()
    } else if percent > 0.0 && percent < 1.0 || percent < 100.0 && percent > 99.0 {
        format!("{}%", without_trailing_zeros(&fixed(percent, 2)))
    } else {
        format!("{}%", without_trailing_zeros(&fixed(percent, 1)))
    }
}

/// A whole number with thousands separators.
pub fn count(count: u64) -> String {
    grouped(&count.to_string())
}

/// A duration in seconds: `0.42 s`, `83 s`.
pub fn seconds(seconds: f64) -> String {
    if !seconds.is_finite() || seconds < 0.0 {
        return MISSING.to_string();
    }
    if seconds < 0.001 {
        return "under 1 ms".to_string();
    }
    if seconds < 1.0 {
        return format!("{} ms", fixed(seconds * 1000.0, 0));
    }
    format!("{} s", fixed(seconds, if seconds < 10.0 { 2 } else { 0 }))
}

fn not_finite(number: f64) -> String {
    match number {
        f64::INFINITY => "∞".to_string(),
        f64::NEG_INFINITY => "-∞".to_string(),
        _ => MISSING.to_string(),
    }
}

/// The power of ten of a number's first digit, once rounded to so many digits; 0 for 0.
fn exponent_of_ten(number: f64, digits: i32) -> i32 {
    let decimals = (digits - 1).max(0) as usize;
    let text = format!("{number:.decimals$e}");
    text.split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0)
}

/// Correctly rounded, as Rust's parser is on every machine.
fn ten_to(power: i32) -> f64 {
    format!("1e{power}").parse().unwrap_or(1.0)
}

/// With so many decimals, at most 12, and thousands separators.
fn fixed(number: f64, decimals: i32) -> String {
    let decimals = decimals.clamp(0, 12) as usize;
    let text = format!("{number:.decimals$}");
    let text = match text.strip_prefix('-') {
        Some(digits) if digits.bytes().all(|byte| matches!(byte, b'0' | b'.')) => digits,
        _ => &text,
    };
    grouped(text)
}

fn grouped(text: &str) -> String {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(unsigned) => ("-", unsigned),
        None => ("", text),
    };
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let mut result = sign.to_string();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            result.push(',');
        }
        result.push(digit);
    }
    if let Some(fraction) = fraction {
        result.push('.');
        result.push_str(fraction);
    }
    result
}

fn without_trailing_zeros(text: &str) -> String {
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_string(),
        false => text.to_string(),
    }
}

/// `1.235×10¹⁸`.
fn power_of_ten(number: f64) -> String {
    let text = format!("{number:.3e}");
    let Some((mantissa, exponent)) = text.split_once('e') else {
        return text;
    };
    let superscript = |character| match character {
        '-' => '⁻',
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        _ => '⁹',
    };
    let exponent: String = exponent.chars().map(superscript).collect();
    format!("{}×10{exponent}", without_trailing_zeros(mantissa))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        let cases: [(f64, &str); 16] = [
            (0.0, "0"),
            (-0.0, "0"),
            (137.2468, "137.2"),
            (-4.0, "-4"),
            (1234567.8, "1,234,568"),
            (100000.0, "100,000"),
            (99999.96, "100,000"),
            (0.0123456, "0.01235"),
            (0.1, "0.1"),
            (2.5, "2.5"),
            (999.96, "1,000"),
            (0.00001234, "0.00001234"),
            (1.2346e-9, "1.235×10⁻⁹"),
            (1.5e18, "1.5×10¹⁸"),
            (f64::INFINITY, "∞"),
            (f64::NAN, "–"),
        ];
        for (number, text) in cases {
            assert_eq!(plain(number), text, "{number:?}");
        }
    }

    #[test]
    fn sentences_round_to_what_the_spread_warrants() {
        // From -4.27 to 276.8 the spread is 281: whole numbers tell them apart.
        let place = place_for_spread(276.8 + 4.27);
        assert_eq!(place, 0);
        assert_eq!(rounded(136.96, place), "137");
        assert_eq!(rounded(-4.27, place), "-4");
        assert_eq!(rounded(-0.2, place), "0");
        assert_eq!(rounded(1_372_345.0, 4), "1.37 million");
        assert_eq!(rounded(-41_234.0, 4), "-40,000");
        assert_eq!(rounded(1_372_345.0, 0), "1,372,345");
        assert_eq!(rounded(0.12345, -3), "0.123");
        assert_eq!(rounded(2_500_000_000.0, 7), "2.5 billion");
        assert_eq!(rounded(1e300, 2), "1×10³⁰⁰");
        assert_eq!(place_for_spread(0.0), -3);
        assert_eq!(place_for_spread(f64::INFINITY), -3);
    }

    #[test]
    fn shares_never_round_to_certainty() {
        let cases: [(f64, &str); 9] = [
            (0.0, "0%"),
            (1.0, "100%"),
            (0.0541, "5.4%"),
            (0.5, "50%"),
            (0.00123, "0.12%"),
            (0.000001, "less than 0.01%"),
            (0.999999, "more than 99.99%"),
            (0.9961, "99.61%"),
            (f64::NAN, "–"),
        ];
        for (number, text) in cases {
            assert_eq!(share(number), text, "{number:?}");
        }
    }
}
