//! Numbers as text.

use crate::decimal::Decimal;

/// Longest text, sign apart, before Excel changes to an exponent.
const LENGTH_MAX: i32 = 20;

/// A number as Excel turns it into text (`=A1&""`): at most 15 significant digits, an exponent as in
/// `1E+21` where the plain form would be longer than 20 characters (`0.00001`, but
/// `1.23456789012346E-05`).
///
/// Source: the table of Excel's results in Apache POI's NumberToTextConverter.
pub fn general(number: f64) -> String {
    if number.abs() < 1e15 && number == number.trunc() {
        return (number as i64).to_string();
    }
    if number.abs() < f64::MIN_POSITIVE {
        return "0".to_string();
    }
    let mut decimal = Decimal::new(number);
    if decimal.point.abs_diff(1) > 98 {
        // Excel gives up one more digit to the exponent's third.
        decimal = decimal.rounded(14 - decimal.point);
    }
    let mut text = String::with_capacity(24);
    if decimal.is_negative {
        text.push('-');
    }
    let digits = decimal.digits();
    let count = digits.len() as i32;
    let is_plain = if decimal.point > 0 {
        decimal.point <= LENGTH_MAX
    } else {
        "0.".len() as i32 - decimal.point + count <= LENGTH_MAX
    };
    if is_plain {
        push_plain(&mut text, &decimal);
    } else {
        push_scientific(&mut text, &decimal);
    }
    text
}

/// Appends the digits without exponent, and without the sign.
pub(crate) fn push_plain(text: &mut String, decimal: &Decimal) {
    if decimal.point <= 0 {
        text.push('0');
    }
    for power in (0..decimal.point.max(0)).rev() {
        text.push(char::from(b'0' + decimal.digit_at(power)));
    }
    let places = decimal.digits().len() as i32 - decimal.point;
    if places > 0 {
        text.push('.');
    }
    for place in 1..=places {
        text.push(char::from(b'0' + decimal.digit_at(-place)));
    }
}

/// Appends `1.25E+20`, without the sign.
pub(crate) fn push_scientific(text: &mut String, decimal: &Decimal) {
    for (index, digit) in decimal.digits().iter().enumerate() {
        if index == 1 {
            text.push('.');
        }
        text.push(char::from(b'0' + digit));
    }
    let exponent = decimal.point - 1;
    text.push_str(if exponent < 0 { "E-" } else { "E+" });
    text.push_str(&format!("{:02}", exponent.unsigned_abs()));
}

#[cfg(test)]
mod tests {
    use super::general;

    /// Source: results of Excel recorded in Apache POI's documentation of NumberToTextConverter.
    #[test]
    fn numbers_become_text_as_in_excel() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0001, "1.0001"),
            (756.0, "756"),
            (123.45678901234568, "123.456789012346"),
            (1.2345678901234568E-5, "1.23456789012346E-05"),
            (1.2345678901234567E-4, "0.000123456789012346"),
            (1.23456789E-5, "0.0000123456789"),
            (5.6789012345E-8, "0.000000056789012345"),
            (5.67890123456E-8, "5.67890123456E-08"),
            (9.999999999999123E-98, "9.99999999999912E-98"),
            (1.0000000000001235E-99, "1.0000000000001E-99"),
            (2.0E-50, "2E-50"),
            (1.2345678901234567E14, "123456789012346"),
            (1.2345678901234568E15, "1234567890123460"),
            (-1.2345678901234567E19, "-12345678901234600000"),
            (1.2345678901234568E20, "1.23456789012346E+20"),
            (1.2345678901234577E99, "1.2345678901235E+99"),
            (f64::MAX, "1.7976931348623E+308"),
            (2.2250738585072014E-308, "2.2250738585072E-308"),
            (4.9E-324, "0"),
            (9.999999999999999E20, "1E+21"),
            (123499.9999999999, "123500"),
            (-9.999999999999999E-19, "-0.000000000000000001"),
            (9.999999999999999E-20, "1E-19"),
        ];
        for (number, text) in cases {
            assert_eq!(general(number), text, "{number:e}");
        }
    }
}
