//! Numbers in digit placeholders.

use super::code::{Section, Token};
use crate::decimal::Decimal;

/// Where the parts of a section for numbers are.
struct Layout {
    /// Index of the first point, or of the end of the whole part.
    point: usize,
    /// Index of the exponent, or of the end.
    exponent: usize,
    /// Digit placeholders before the point, after it, and in the exponent.
    whole: usize,
    fraction: usize,
    has_thousands: bool,
    /// Powers of ten that scaling commas take away and percent signs add.
    scale: i32,
}

fn is_digit(token: &Token) -> bool {
    matches!(token, Token::Digit(_))
}

fn layout(tokens: &[Token]) -> Layout {
    let exponent = tokens
        .iter()
        .position(|token| matches!(token, Token::Exponent { .. }))
        .unwrap_or(tokens.len());
    let mantissa = &tokens[..exponent];
    let point = mantissa.iter().position(|token| *token == Token::Point).unwrap_or(exponent);
    let count = |tokens: &[Token]| tokens.iter().filter(|token| is_digit(token)).count();
    let mut scale = 0;
    let mut has_thousands = false;
    for (index, token) in mantissa.iter().enumerate() {
        if *token == Token::Percent {
            scale += 2;
        }
        if *token != Token::Comma {
            continue;
        }
        let part_end = if index < point { point } else { exponent };
        let has_digit_before = mantissa[..index].iter().any(is_digit);
        let has_digit_after = mantissa[index..part_end].iter().any(is_digit);
        if has_digit_before && has_digit_after && index < point {
            has_thousands = true;
        } else if has_digit_before && !has_digit_after {
            scale -= 3;
        }
    }
    scale += 2 * tokens[exponent..].iter().filter(|token| **token == Token::Percent).count() as i32;
    Layout {
        point,
        exponent,
        whole: count(&mantissa[..point]),
        fraction: count(&mantissa[point..]),
        has_thousands,
        scale,
    }
}

/// Appends a number that is not negative as the section shows it.
pub(super) fn show(shown: &mut String, number: Decimal, section: &Section) {
    let tokens = &section.tokens;
    let layout = layout(tokens);
    let scaled = number.scaled(layout.scale);
    if layout.exponent == tokens.len() {
        let (whole, fraction) = scaled.parts(layout.fraction);
        show_whole(shown, &whole, &tokens[..layout.point], &layout);
        show_fraction(shown, &fraction, &tokens[layout.point..]);
        return;
    }
    let (mantissa, power) = normalised(scaled, layout.whole as i32, layout.fraction as i32);
    let (whole, fraction) = mantissa.parts(layout.fraction);
    show_whole(shown, &whole, &tokens[..layout.point], &layout);
    show_fraction(shown, &fraction, &tokens[layout.point..layout.exponent]);
    show_exponent(shown, power, &tokens[layout.exponent..]);
}

/// Mantissa and power of ten: the power is a multiple of the number of placeholders before the
/// point, so that `##0.0E+0` gives powers of a thousand.
fn normalised(number: Decimal, whole: i32, fraction: i32) -> (Decimal, i32) {
    if number.is_zero() {
        return (number, 0);
    }
    let power_of = |number: &Decimal| match whole {
        0 => number.point,
        _ => (number.point - 1).div_euclid(whole) * whole,
    };
    let power = power_of(&number);
    let mantissa = number.scaled(-power).rounded(fraction);
    // Rounding may have carried into a further digit: 9.99E+05 is 1.0E+06.
    let carried = power_of(&mantissa);
    if carried == 0 { (mantissa, power) } else { (mantissa.scaled(-carried), power + carried) }
}

/// Appends the digits before the point: the first placeholder takes all that have none.
fn show_whole(shown: &mut String, digits: &str, tokens: &[Token], layout: &Layout) {
    let digits: Vec<char> = digits.chars().collect();
    let mut placeholders_left = layout.whole;
    if placeholders_left == 0 {
        show_others(shown, tokens);
        // `.00` shows whole digits before its point; literals alone show no digits.
        if layout.fraction > 0 {
            shown.extend(digits);
        }
        return;
    }
    let mut has_shown_digit = false;
    let mut push = |shown: &mut String, digit: Option<char>, kind: char, left: usize| {
        let character = match (digit, kind) {
            (Some(digit), _) => digit,
            (None, '0') => '0',
            (None, '?') => ' ',
            (None, _) => return,
        };
        shown.push(character);
        has_shown_digit |= character != ' ';
        if layout.has_thousands && left > 0 && left.is_multiple_of(3) {
            shown.push(if has_shown_digit { ',' } else { ' ' });
        }
    };
    for token in tokens {
        let Token::Digit(kind) = token else {
            show_others(shown, std::slice::from_ref(token));
            continue;
        };
        let is_first = placeholders_left == layout.whole;
        if is_first && digits.len() > layout.whole {
            for (index, digit) in digits[..digits.len() - layout.whole].iter().enumerate() {
                push(shown, Some(*digit), *kind, digits.len() - 1 - index);
            }
        }
        placeholders_left -= 1;
        let digit = digits.len().checked_sub(placeholders_left + 1).map(|index| digits[index]);
        push(shown, digit, *kind, placeholders_left);
    }
}

/// Appends the point and the digits after it, without zeros at the end where the placeholder is `#`
/// and with spaces for them where it is `?`.
fn show_fraction(shown: &mut String, digits: &str, tokens: &[Token]) {
    let digits: Vec<char> = digits.chars().collect();
    let kinds: Vec<char> = tokens
        .iter()
        .filter_map(|token| match token {
            Token::Digit(kind) => Some(*kind),
            _ => None,
        })
        .collect();
    let needed = (0..digits.len())
        .rev()
        .find(|index| digits[*index] != '0' || kinds.get(*index) == Some(&'0'))
        .map_or(0, |index| index + 1);
    let mut index = 0;
    for token in tokens {
        match token {
            Token::Point if index == 0 => shown.push('.'),
            Token::Digit(kind) => {
                match digits.get(index) {
                    Some(digit) if index < needed => shown.push(*digit),
                    _ if *kind == '?' => shown.push(' '),
                    _ => {}
                }
                index += 1;
            }
            other => show_others(shown, std::slice::from_ref(other)),
        }
    }
}

fn show_exponent(shown: &mut String, power: i32, tokens: &[Token]) {
    let digits: Vec<char> = power.unsigned_abs().to_string().chars().collect();
    let count = tokens.iter().filter(|token| is_digit(token)).count();
    let mut left = count;
    for token in tokens {
        match token {
            Token::Exponent { letter, shows_plus } => {
                shown.push(*letter);
                if power < 0 {
                    shown.push('-');
                } else if *shows_plus {
                    shown.push('+');
                }
                if count == 0 {
                    shown.extend(&digits);
                }
            }
            Token::Digit(kind) => {
                if left == count && digits.len() > count {
                    shown.extend(&digits[..digits.len() - count]);
                }
                left -= 1;
                match digits.len().checked_sub(left + 1).and_then(|index| digits.get(index)) {
                    Some(digit) => shown.push(*digit),
                    None if *kind == '0' => shown.push('0'),
                    None if *kind == '?' => shown.push(' '),
                    None => {}
                }
            }
            other => show_others(shown, std::slice::from_ref(other)),
        }
    }
}

/// Appends what is no digit.
pub(super) fn show_others(shown: &mut String, tokens: &[Token]) {
    for token in tokens {
        match token {
            Token::Literal(literal) => shown.push_str(literal),
            Token::Space => shown.push(' '),
            Token::Percent => shown.push('%'),
            Token::Slash => shown.push('/'),
            Token::Point => shown.push('.'),
            Token::FixedDigit(digit) => shown.push(*digit),
            _ => {}
        }
    }
}
