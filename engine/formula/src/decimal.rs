//! A number as decimal digits, the way Excel sees it: no more than 15 significant ones.

use std::fmt::Write;

/// Significant digits that Excel keeps.
pub const DIGITS_MAX: usize = 15;

/// A finite number rounded to 15 significant digits: `0.d1 d2 d3... * 10^point`, with the sign apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// Whether the number is below zero.
    pub is_negative: bool,
    digits: [u8; DIGITS_MAX],
    count: usize,
    /// Digits before the decimal point; negative for zeros that follow it.
    pub point: i32,
}

/// Collects the few bytes that formatting a float makes, without allocating.
struct Buffer {
    bytes: [u8; 32],
    length: usize,
}

impl Write for Buffer {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let end = self.length + text.len();
        let room = self.bytes.get_mut(self.length..end).ok_or(std::fmt::Error)?;
        room.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

impl Decimal {
    /// Zero.
    pub const ZERO: Decimal =
        Decimal { is_negative: false, digits: [0; DIGITS_MAX], count: 0, point: 0 };

    /// The digits of a number; zero for one that is not finite.
    pub fn new(number: f64) -> Decimal {
        if number == 0.0 || !number.is_finite() {
            return Decimal::ZERO;
        }
        let mut buffer = Buffer { bytes: [0; 32], length: 0 };
        if write!(buffer, "{:.14e}", number.abs()).is_err() {
            return Decimal::ZERO;
        }
        let mut decimal = Decimal { is_negative: number < 0.0, ..Decimal::ZERO };
        let mut exponent = 0;
        let mut is_exponent_negative = false;
        let mut is_in_exponent = false;
        for byte in &buffer.bytes[..buffer.length] {
            match byte {
                b'0'..=b'9' if is_in_exponent => exponent = exponent * 10 + (byte - b'0') as i32,
                b'0'..=b'9' if decimal.count < DIGITS_MAX => {
                    decimal.digits[decimal.count] = byte - b'0';
                    decimal.count += 1;
                }
                b'e' => is_in_exponent = true,
                b'-' => is_exponent_negative = true,
                _ => {}
            }
        }
        decimal.point = 1 + if is_exponent_negative { -exponent } else { exponent };
        decimal.trim();
        decimal
    }

    /// The significant digits (0 to 9), without zeros at the end; empty for zero.
    pub fn digits(&self) -> &[u8] {
        &self.digits[..self.count]
    }

    /// Whether this is zero.
    pub fn is_zero(&self) -> bool {
        self.count == 0
    }

    /// The digit that stands for `10^power`.
    pub fn digit_at(&self, power: i32) -> u8 {
        let index = self.point - 1 - power;
        if index < 0 { 0 } else { self.digits().get(index as usize).copied().unwrap_or(0) }
    }

    /// Times a power of ten.
    pub fn scaled(mut self, power: i32) -> Decimal {
        if self.count > 0 {
            self.point = self.point.saturating_add(power);
        }
        self
    }

    /// Rounded to `places` digits after the decimal point (before it, if negative), half away from
    /// zero.
    pub fn rounded(mut self, places: i32) -> Decimal {
        let keep = self.point.saturating_add(places);
        if keep < 0 {
            return Decimal { is_negative: self.is_negative, ..Decimal::ZERO };
        }
        let keep = keep as usize;
        if keep >= self.count {
            return self;
        }
        let rounds_up = self.digits[keep] >= 5;
        self.count = keep;
        if rounds_up {
            let mut index = keep;
            loop {
                if index == 0 {
                    // Every digit was a nine (or none is left): 0.1 * 10^(point + 1).
                    self.digits[0] = 1;
                    self.count = 1;
                    self.point += 1;
                    break;
                }
                index -= 1;
                if self.digits[index] < 9 {
                    self.digits[index] += 1;
                    self.count = index + 1;
                    break;
                }
            }
        }
        self.trim();
        self
    }

    /// Without regard to sign: the digits before and after the decimal point, the former without
    /// leading zeros (empty below 1), the latter exactly `places` long.
    pub fn parts(&self, places: usize) -> (String, String) {
        let rounded = self.rounded(places.min(i32::MAX as usize) as i32);
        let mut whole = String::new();
        for power in (0..rounded.point.max(0)).rev() {
            whole.push(char::from(b'0' + rounded.digit_at(power)));
        }
        let mut fraction = String::with_capacity(places);
        for place in 1..=places as i32 {
            fraction.push(char::from(b'0' + rounded.digit_at(-place)));
        }
        (whole, fraction)
    }

    fn trim(&mut self) {
        while self.count > 0 && self.digits[self.count - 1] == 0 {
            self.count -= 1;
        }
        if self.count == 0 {
            self.point = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Source: arithmetic on the decimal digits that a cell of Excel shows.
    #[test]
    fn rounds_as_the_digits_shown_do() {
        let cases = [
            (2.675, 2, "2", "68"),
            (1.005, 2, "1", "01"),
            (0.285, 2, "", "29"),
            (999.995, 2, "1000", "00"),
            (0.5, 0, "1", ""),
            (0.49, 0, "", ""),
            (0.05, 0, "", ""),
            (0.004, 2, "", "00"),
            (123456789.0, 1, "123456789", "0"),
            (1e20, 0, "100000000000000000000", ""),
            (0.1 + 0.2, 17, "", "30000000000000000"),
        ];
        for (number, places, whole, fraction) in cases {
            let parts = Decimal::new(number).parts(places);
            assert_eq!((parts.0.as_str(), parts.1.as_str()), (whole, fraction), "{number}");
        }
    }
}
