//! Fractions: `# ?/?`, `# ??/16`, `?/?`.

use super::code::{Section, Token};
use super::number::show_others;
use crate::decimal::Decimal;

/// Most digits of a denominator; more placeholders only pad.
const DENOMINATOR_DIGITS_MAX: usize = 7;
/// Numbers from here on are whole at double precision, or nearly so.
const WHOLE_FROM: f64 = 1e15;

/// Appends a number that is not negative as the section, which has a slash, shows it.
pub(super) fn show(shown: &mut String, number: f64, section: &Section) {
    let tokens = &section.tokens;
    let Some(slash) = section.slash() else { return };
    // The numerator is the run of placeholders next to the slash; placeholders before that, apart
    // from it, are the whole part's.
    let is_digit = |token: &Token| matches!(token, Token::Digit(_));
    let Some(numerator_end) = tokens[..slash].iter().rposition(is_digit) else { return };
    let numerator_start =
        tokens[..numerator_end].iter().rposition(|token| !is_digit(token)).map_or(0, |i| i + 1);
    let has_whole = tokens[..numerator_start].iter().any(is_digit);
    let is_denominator = |token: &Token| matches!(token, Token::Digit(_) | Token::FixedDigit(_));
    let Some(denominator_start) = tokens[slash..].iter().position(is_denominator) else { return };
    let denominator_start = slash + denominator_start;
    let denominator_length =
        tokens[denominator_start..].iter().take_while(|token| is_denominator(token)).count();
    let denominator_end = denominator_start + denominator_length;
    let denominator_tokens = &tokens[denominator_start..denominator_end];

    let (mut whole, part) =
        if has_whole { (number.floor(), number - number.floor()) } else { (0.0, number) };
    let fixed: String = denominator_tokens
        .iter()
        .map(|token| match token {
            Token::Digit(kind) | Token::FixedDigit(kind) => *kind,
            _ => ' ',
        })
        .filter(char::is_ascii_digit)
        .collect();
    let is_fixed = denominator_tokens.iter().any(|token| matches!(token, Token::FixedDigit(_)));
    let (mut numerator, mut denominator) = match fixed.parse::<u64>() {
        Ok(fixed) if is_fixed && fixed > 0 => ((part * fixed as f64 + 0.5).floor(), fixed as f64),
        _ => {
            let digits = denominator_length.min(DENOMINATOR_DIGITS_MAX) as u32;
            nearest_fraction(part, 10_u64.pow(digits) - 1)
        }
    };
    if has_whole && numerator >= denominator {
        whole += 1.0;
        numerator = 0.0;
    }
    let numerator_tokens = &tokens[numerator_start..=numerator_end];
    let keeps_zero = !has_whole || numerator_tokens.contains(&Token::Digit('0'));
    let is_blank = numerator == 0.0 && !keeps_zero;
    if numerator == 0.0 && !is_fixed {
        denominator = 1.0;
    }
    let whole_kinds = tokens[..numerator_start].iter().filter(|token| is_digit(token)).count();
    let mut whole_left = whole_kinds;
    let whole_digits = digits_of(whole, whole == 0.0 && is_blank);
    for token in &tokens[..numerator_start] {
        if let Token::Digit(kind) = token {
            show_digit(shown, &whole_digits, *kind, whole_left, whole_kinds);
            whole_left -= 1;
        } else {
            show_others(shown, std::slice::from_ref(token));
        }
    }
    if is_blank {
        let width = numerator_tokens.len() + 1 + denominator_length;
        shown.extend(std::iter::repeat_n(' ', width));
    } else {
        let digits = digits_of(numerator, true);
        for (index, token) in numerator_tokens.iter().enumerate() {
            if let Token::Digit(kind) = token {
                let left = numerator_tokens.len() - index;
                show_digit(shown, &digits, *kind, left, numerator_tokens.len());
            }
        }
        show_others(shown, &tokens[numerator_end + 1..denominator_start]);
        let digits = digits_of(denominator, true);
        shown.extend(&digits);
        let is_padded = denominator_tokens.contains(&Token::Digit('?')) && !is_fixed;
        if is_padded {
            let width = denominator_length.saturating_sub(digits.len());
            shown.extend(std::iter::repeat_n(' ', width));
        }
    }
    show_others(shown, &tokens[denominator_end..]);
}

/// The digits of a whole number; none of zero unless asked for.
fn digits_of(number: f64, shows_zero: bool) -> Vec<char> {
    let (digits, _) = Decimal::new(number).parts(0);
    if digits.is_empty() && shows_zero { vec!['0'] } else { digits.chars().collect() }
}

/// Appends the digit of the placeholder that has `left` placeholders from it to the end; the first
/// one takes all digits that have none.
fn show_digit(shown: &mut String, digits: &[char], kind: char, left: usize, count: usize) {
    if left == count && digits.len() > count {
        shown.extend(&digits[..digits.len() - count]);
    }
    match digits.len().checked_sub(left).and_then(|index| digits.get(index)) {
        Some(digit) => shown.push(*digit),
        None if kind == '0' => shown.push('0'),
        None if kind == '?' => shown.push(' '),
        None => {}
    }
}

/// The last convergent of a number's continued fraction with a denominator up to `denominator_max`.
/// Another fraction may be nearer; Excel shows the convergent (123.456 is 123 1/2 in `# ?/?`).
fn nearest_fraction(number: f64, denominator_max: u64) -> (f64, f64) {
    if number >= WHOLE_FROM {
        return (number, 1.0);
    }
    let limit = denominator_max as f64;
    let (mut before, mut last) = ((0.0, 1.0), (1.0, 0.0));
    let mut rest = number;
    // Denominators at least double every second step, so this is more than enough.
    for _ in 0..64 {
        let quotient = rest.floor();
        let next = (quotient * last.0 + before.0, quotient * last.1 + before.1);
        if next.1 > limit {
            break;
        }
        (before, last) = (last, next);
        let remainder = rest - quotient;
        if remainder < 5e-8 {
            break;
        }
        rest = 1.0 / remainder;
    }
    last
}
