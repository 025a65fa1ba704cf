//! Complex numbers as Excel has them: text such as `3+4i`.

use ulam_numeric::elementary as e;

use crate::coerce::{general, to_number};
use crate::date::DateSystem;
use crate::value::{CellError, Value};

/// The letter that marks an imaginary part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suffix {
    /// `i`
    I,
    /// `j`
    J,
}

/// A complex number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex {
    /// Real part.
    pub re: f64,
    /// Imaginary part.
    pub im: f64,
    /// The letter that it was written with, if it had one.
    pub suffix: Option<Suffix>,
}

impl Complex {
    /// A number without an imaginary part.
    pub fn real(re: f64) -> Complex {
        Complex { re, im: 0.0, suffix: None }
    }

    /// Another number, written with this one's letter.
    pub fn with(self, re: f64, im: f64) -> Complex {
        Complex { re, im, suffix: self.suffix }
    }

    /// The complex number that a scalar means: a number, a blank (0), or text.
    ///
    /// # Errors
    /// `#NUM!` for other text, `#VALUE!` for a boolean, `#N/A` for an argument left empty, and errors.
    pub fn from_value(value: &Value) -> Result<Complex, CellError> {
        match value {
            Value::Text(text) => Complex::parse(text).ok_or(CellError::Num),
            Value::Boolean(_) => Err(CellError::Value),
            Value::Omitted => Err(CellError::NotAvailable),
            other => Ok(Complex::real(to_number(other, DateSystem::Since1900)?)),
        }
    }

    /// Reads `3+4i`, `-2.5e3j`, `i`, `7`; no spaces, and the letter in lower case.
    pub fn parse(text: &str) -> Option<Complex> {
        let (first, rest) = take_number(text)?;
        if rest.is_empty() {
            return Some(Complex::real(first.value()?));
        }
        if let Some(suffix) = suffix(rest) {
            return Some(Complex { re: 0.0, im: first.coefficient()?, suffix: Some(suffix) });
        }
        if !rest.starts_with(['+', '-']) {
            return None;
        }
        let (second, rest) = take_number(rest)?;
        let suffix = suffix(rest)?;
        Some(Complex { re: first.value()?, im: second.coefficient()?, suffix: Some(suffix) })
    }

    /// As text, each part with up to 15 digits.
    ///
    /// # Errors
    /// `#NUM!` for a part that is infinite or not a number.
    pub fn to_value(self) -> Result<Value, CellError> {
        if !self.re.is_finite() || !self.im.is_finite() {
            return Err(CellError::Num);
        }
        if self.im == 0.0 {
            return Ok(Value::text(general(self.re + 0.0)));
        }
        let letter = if self.suffix == Some(Suffix::J) { 'j' } else { 'i' };
        let mut text = if self.re == 0.0 { String::new() } else { general(self.re) };
        if !text.is_empty() && self.im > 0.0 {
            text.push('+');
        }
        if self.im == -1.0 {
            text.push('-');
        } else if self.im != 1.0 {
            text.push_str(&general(self.im));
        }
        text.push(letter);
        Ok(Value::text(text))
    }

    /// Distance from 0.
    pub fn abs(self) -> f64 {
        let square = self.re * self.re + self.im * self.im;
        if square.is_finite() && square > 1e-290 {
            return square.sqrt();
        }
        let scale = self.re.abs().max(self.im.abs());
        if scale == 0.0 {
            return 0.0;
        }
        let (re, im) = (self.re / scale, self.im / scale);
        scale * (re * re + im * im).sqrt()
    }

    /// Angle from the real axis, in radians; of 0 it is `#DIV/0!`.
    pub fn argument(self) -> Result<f64, CellError> {
        if self.re == 0.0 && self.im == 0.0 {
            return Err(CellError::Div0);
        }
        Ok(e::atan2(self.im, self.re))
    }

    /// The letter of the result of an operation on two numbers: `#VALUE!` where they differ.
    fn common_suffix(self, other: Complex) -> Result<Option<Suffix>, CellError> {
        match (self.suffix, other.suffix) {
            (Some(left), Some(right)) if left != right => Err(CellError::Value),
            (left, right) => Ok(left.or(right)),
        }
    }

    /// Sum.
    pub fn plus(self, other: Complex) -> Result<Complex, CellError> {
        let suffix = self.common_suffix(other)?;
        Ok(Complex { re: self.re + other.re, im: self.im + other.im, suffix })
    }

    /// Difference.
    pub fn minus(self, other: Complex) -> Result<Complex, CellError> {
        let suffix = self.common_suffix(other)?;
        Ok(Complex { re: self.re - other.re, im: self.im - other.im, suffix })
    }

    /// Product.
    pub fn times(self, other: Complex) -> Result<Complex, CellError> {
        let suffix = self.common_suffix(other)?;
        let re = self.re * other.re - self.im * other.im;
        let im = self.re * other.im + self.im * other.re;
        Ok(Complex { re, im, suffix })
    }

    /// Quotient; by 0 it is `#NUM!`.
    pub fn over(self, other: Complex) -> Result<Complex, CellError> {
        let suffix = self.common_suffix(other)?;
        if other.re == 0.0 && other.im == 0.0 {
            return Err(CellError::Num);
        }
        let square = other.re * other.re + other.im * other.im;
        if square.is_finite() && square > 1e-290 {
            let re = (self.re * other.re + self.im * other.im) / square;
            let im = (self.im * other.re - self.re * other.im) / square;
            return Ok(Complex { re, im, suffix });
        }
        let scale = other.re.abs().max(other.im.abs());
        let (re, im) = (other.re / scale, other.im / scale);
        let square = (re * re + im * im) * scale;
        Ok(Complex {
            re: (self.re * re + self.im * im) / square,
            im: (self.im * re - self.re * im) / square,
            suffix,
        })
    }

    /// e raised to this.
    pub fn exp(self) -> Complex {
        let scale = e::exp(self.re);
        self.with(scale * e::cos(self.im), scale * e::sin(self.im))
    }

    /// Natural logarithm; `#NUM!` of 0.
    pub fn ln(self) -> Result<Complex, CellError> {
        let angle = self.argument().map_err(|_| CellError::Num)?;
        Ok(self.with(e::ln(self.abs()), angle))
    }

    /// This to a real power, by its polar form as in Excel; 0 to a power of 0 or less is `#NUM!`.
    pub fn power(self, power: f64) -> Result<Complex, CellError> {
        if self.re == 0.0 && self.im == 0.0 {
            return if power > 0.0 { Ok(self) } else { Err(CellError::Num) };
        }
        let (length, angle) = (e::pow(self.abs(), power), power * self.argument()?);
        Ok(self.with(length * e::cos(angle), length * e::sin(angle)))
    }

    /// The square root with a real part of 0 or more, by length and angle as Excel's page on IMSQRT has it:
    /// that of -1 is 6.12323399573677E-17+i.
    pub fn sqrt(self) -> Result<Complex, CellError> {
        if self.re == 0.0 && self.im == 0.0 {
            return Ok(self);
        }
        let (length, angle) = (self.abs().sqrt(), self.argument()? / 2.0);
        Ok(self.with(length * e::cos(angle), length * e::sin(angle)))
    }

    /// Sine.
    pub fn sin(self) -> Complex {
        self.with(e::sin(self.re) * e::cosh(self.im), e::cos(self.re) * e::sinh(self.im))
    }

    /// Cosine.
    pub fn cos(self) -> Complex {
        self.with(e::cos(self.re) * e::cosh(self.im), -e::sin(self.re) * e::sinh(self.im))
    }

    /// Hyperbolic sine.
    pub fn sinh(self) -> Complex {
        self.with(e::sinh(self.re) * e::cos(self.im), e::cosh(self.re) * e::sin(self.im))
    }

    /// Hyperbolic cosine.
    pub fn cosh(self) -> Complex {
        self.with(e::cosh(self.re) * e::cos(self.im), e::sinh(self.re) * e::sin(self.im))
    }

    /// Tangent.
    pub fn tan(self) -> Complex {
        // Beyond this the hyperbolic functions overflow, and the tangent is i to all digits.
        if self.im.abs() > 350.0 {
            return self.with(0.0, self.im.signum());
        }
        let sum = cosh_plus_cos(self.im, self.re);
        self.with(e::sin(2.0 * self.re) / sum, e::sinh(2.0 * self.im) / sum)
    }

    /// Cotangent; `#NUM!` of 0.
    pub fn cot(self) -> Result<Complex, CellError> {
        // Where e^(2 im) overflows.
        if self.im.abs() > 354.0 {
            return Ok(self.with(0.0, -self.im.signum()));
        }
        let difference = not_zero(cosh_minus_cos(self.im, self.re))?;
        // From here on it is one to all digits.
        let im = match self.im.abs() > 20.0 {
            true => self.im.signum(),
            false => e::sinh(2.0 * self.im) / difference,
        };
        Ok(self.with(e::sin(2.0 * self.re) / difference, -im))
    }

    /// Secant.
    pub fn sec(self) -> Result<Complex, CellError> {
        let half_sum = not_zero(0.5 * cosh_plus_cos(self.im, self.re))?;
        let cos = self.cos();
        Ok(self.with(cos.re / half_sum, -cos.im / half_sum))
    }

    /// Cosecant; `#NUM!` of 0.
    pub fn csc(self) -> Result<Complex, CellError> {
        let half_difference = not_zero(0.5 * cosh_minus_cos(self.im, self.re))?;
        let sin = self.sin();
        Ok(self.with(sin.re / half_difference, -sin.im / half_difference))
    }

    /// Hyperbolic secant.
    pub fn sech(self) -> Result<Complex, CellError> {
        let half_sum = not_zero(0.5 * cosh_plus_cos(self.re, self.im))?;
        let cosh = self.cosh();
        Ok(self.with(cosh.re / half_sum, -cosh.im / half_sum))
    }

    /// Hyperbolic cosecant; `#NUM!` of 0.
    pub fn csch(self) -> Result<Complex, CellError> {
        let half_difference = not_zero(0.5 * cosh_minus_cos(self.re, self.im))?;
        let sinh = self.sinh();
        Ok(self.with(sinh.re / half_difference, -sinh.im / half_difference))
    }
}

/// cosh(2 hyperbolic) + cos(2 circular), which is 2 |cos(circular + i hyperbolic)|^2.
fn cosh_plus_cos(hyperbolic: f64, circular: f64) -> f64 {
    let sum = e::cosh(2.0 * hyperbolic) + e::cos(2.0 * circular);
    if sum > 0.1 {
        return sum;
    }
    // Here the sum cancels.
    let (sinh, cos) = (e::sinh(hyperbolic), e::cos(circular));
    2.0 * (sinh * sinh + cos * cos)
}

/// cosh(2 hyperbolic) - cos(2 circular), which is 2 |sin(circular + i hyperbolic)|^2.
fn cosh_minus_cos(hyperbolic: f64, circular: f64) -> f64 {
    let difference = e::cosh(2.0 * hyperbolic) - e::cos(2.0 * circular);
    if difference > 0.1 {
        return difference;
    }
    let (sinh, sin) = (e::sinh(hyperbolic), e::sin(circular));
    2.0 * (sinh * sinh + sin * sin)
}

fn not_zero(x: f64) -> Result<f64, CellError> {
    if x == 0.0 { Err(CellError::Num) } else { Ok(x) }
}

/// A number at the beginning of a text: its sign and its digits, which may be missing before a letter.
struct Part<'a> {
    is_negative: bool,
    has_sign: bool,
    digits: &'a str,
}

impl Part<'_> {
    fn value(&self) -> Option<f64> {
        let magnitude: f64 = self.digits.parse().ok().filter(|number: &f64| number.is_finite())?;
        Some(if self.is_negative { -magnitude } else { magnitude })
    }

    /// As a factor of the imaginary unit.
    fn coefficient(&self) -> Option<f64> {
        if !self.digits.is_empty() {
            return self.value();
        }
        Some(if self.is_negative && self.has_sign { -1.0 } else { 1.0 })
    }
}

fn suffix(text: &str) -> Option<Suffix> {
    match text {
        "i" => Some(Suffix::I),
        "j" => Some(Suffix::J),
        _ => None,
    }
}

/// Takes a sign and digits, with point and exponent, from the beginning of a text that is not empty.
fn take_number(text: &str) -> Option<(Part<'_>, &str)> {
    let bytes = text.as_bytes();
    let has_sign = matches!(bytes.first()?, b'+' | b'-');
    let is_negative = bytes[0] == b'-';
    let start = has_sign as usize;
    let digits_from = |mut at: usize| {
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at
    };
    let mut end = digits_from(start);
    let mut digit_count = end - start;
    if bytes.get(end) == Some(&b'.') {
        let fraction_end = digits_from(end + 1);
        digit_count += fraction_end - end - 1;
        end = fraction_end;
    }
    if digit_count == 0 {
        // A lone point is no number.
        return (end == start)
            .then_some((Part { is_negative, has_sign, digits: "" }, &text[start..]));
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = matches!(bytes.get(end + 1), Some(b'+' | b'-')) as usize;
        let exponent_end = digits_from(end + 1 + sign);
        if exponent_end > end + 1 + sign {
            end = exponent_end;
        }
    }
    Some((Part { is_negative, has_sign, digits: &text[start..end] }, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(f64, f64)> {
        Complex::parse(text).map(|number| (number.re, number.im))
    }

    #[test]
    fn reads_what_excel_reads() {
        assert_eq!(parts("3+4i"), Some((3.0, 4.0)));
        assert_eq!(parts("-3.5-j"), Some((-3.5, -1.0)));
        assert_eq!(parts("+i"), Some((0.0, 1.0)));
        assert_eq!(parts("i"), Some((0.0, 1.0)));
        assert_eq!(parts("7"), Some((7.0, 0.0)));
        assert_eq!(parts("1e3+2.5E-2j"), Some((1000.0, 0.025)));
        assert_eq!(parts("1e+2-1e+3i"), Some((100.0, -1000.0)));
        for text in [
            "", "+", "3 + 4i", "3+4", "3+4k", "3+4I", "4i+3", "3+i4", "--i", ".", "1e999", "ii",
            "é",
        ] {
            assert_eq!(parts(text), None, "{text}");
        }
    }

    #[test]
    fn writes_what_excel_writes() {
        let written = |re, im| match (Complex { re, im, suffix: Some(Suffix::J) }).to_value() {
            Ok(Value::Text(text)) => text.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(written(3.0, 4.0), "3+4j");
        assert_eq!(written(0.0, 1.0), "j");
        assert_eq!(written(0.0, -1.0), "-j");
        assert_eq!(written(-2.0, -1.0), "-2-j");
        assert_eq!(written(1.0, 0.0), "1");
        assert_eq!(written(0.0, 0.0), "0");
        assert_eq!(written(0.1 + 0.2, -0.5), "0.3-0.5j");
    }
}
