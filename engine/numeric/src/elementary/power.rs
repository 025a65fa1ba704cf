//! The power function.

use super::exponential::exp_of_sum;
use super::logarithm::ln_extended;
use crate::double_double::two_product;

/// `x` raised to `y`, as IEEE 754's pow, but NaN wherever an argument is NaN.
///
/// 0^0 is 1; Excel's `#NUM!` for it is the caller's business. NaN for a finite negative `x` unless
/// `y` is an integer.
#[inline(always)]
pub fn pow(x: f64, y: f64) -> f64 {
    let magnitude = x.abs();
    let power = power_of_positive(magnitude, y);
    let power = if magnitude == 0.0 || magnitude == f64::INFINITY {
        if (magnitude == 0.0) == (y < 0.0) { f64::INFINITY } else { 0.0 }
    } else {
        power
    };
    let power = if y == 0.0 { 1.0 } else { power };
    let negative = x.is_sign_negative();
    let power = if negative && is_odd_integer(y) { -power } else { power };
    let undefined = x < 0.0 && x > f64::NEG_INFINITY && !is_integer(y);
    let power = if undefined { f64::NAN } else { power };
    let power = if y.is_nan() { y } else { power };
    if x.is_nan() { x } else { power }
}

/// e^(y ln x) for finite x > 0 and any y but NaN.
#[inline(always)]
fn power_of_positive(x: f64, y: f64) -> f64 {
    // Where |y| is that large, the power is 0, 1 or inf; and no product here overflows.
    const Y_MAX: f64 = 1208925819614629174706176.0; // 2^80
    let y = if y > Y_MAX { Y_MAX } else { y };
    let y = if y < -Y_MAX { -Y_MAX } else { y };
    let (logarithm, logarithm_low) = ln_extended(x);
    let (exponent, exponent_error) = two_product(y, logarithm);
    let exponent_low = exponent_error + y * logarithm_low;
    // Clamped exponents have no low part.
    let exponent_low = if exponent.abs() < 800.0 { exponent_low } else { 0.0 };
    exp_of_sum(exponent, exponent_low)
}

const TWO_TO_52: f64 = 4503599627370496.0;

/// Whether `y` is an integer; inf is one.
#[inline(always)]
fn is_integer(y: f64) -> bool {
    let magnitude = y.abs();
    magnitude >= TWO_TO_52 || (magnitude + TWO_TO_52) - TWO_TO_52 == magnitude
}

#[inline(always)]
fn is_odd_integer(y: f64) -> bool {
    // From 2^53 on all numbers are even; below, half an odd integer is no integer.
    is_integer(y) && !is_integer(0.5 * y)
}
