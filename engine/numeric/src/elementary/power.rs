//! The power function.
//!
//! x^y = 2^(y log2 x). The logarithm and its product with y are kept as sums of two numbers, the
//! first of so few bits that its products are exact (the method of fdlibm's `e_pow.c`, Sun
//! Microsystems 1993), for a relative error of about 2^-66 in the logarithm.

use super::ROUNDING_SHIFT;
use super::exponential::{self, exp_of_reduced, scale};
use super::logarithm::{TWO_TO_54, decompose};
use crate::polynomial::polynomial;

/// `x` raised to `y`, as IEEE 754's pow, but NaN wherever an argument is NaN.
///
/// A square is the product, correctly rounded. 0^0 is 1; Excel's `#NUM!` for it is the caller's
/// business. NaN for a finite negative `x` unless `y` is an integer.
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
    let power = if y == 2.0 { x * x } else { power };
    let power = if y.is_nan() { y } else { power };
    if x.is_nan() { x } else { power }
}

/// x^y for finite x > 0 and any y but NaN.
#[inline(always)]
fn power_of_positive(x: f64, y: f64) -> f64 {
    // Where |y| is that large, the power is 0, 1 or inf; and no product here overflows.
    const Y_MAX: f64 = 1208925819614629174706176.0; // 2^80
    const EXPONENT_MAX: f64 = 1100.0;
    let y = if y > Y_MAX { Y_MAX } else { y };
    let y = if y < -Y_MAX { -Y_MAX } else { y };
    let subnormal = x < f64::MIN_POSITIVE;
    let scaled = if subnormal { x * TWO_TO_54 } else { x };
    let scaled_by = if subnormal { 54.0 } else { 0.0 };
    let (mantissa, exponent) = decompose(scaled);
    let logarithm = log2_extended(&reduce(mantissa), exponent - scaled_by);
    let product = times(&logarithm, y);
    // Clamped, the power overflows to inf or underflows to 0 by itself.
    let too_large = product.sum() > EXPONENT_MAX;
    let too_small = product.sum() < -EXPONENT_MAX;
    let clamped = if too_large { EXPONENT_MAX } else { product.high };
    let clamped = if too_small { -EXPONENT_MAX } else { clamped };
    let low = if too_large | too_small { 0.0 } else { product.low };
    let reduced = exp2_reduce(&Sum { high: clamped, low });
    scale(exp_of_reduced(reduced.high, reduced.low), reduced.shifted)
}

/// Where y log2 x is below this in magnitude, the power is a normal number.
pub(crate) const USUAL_EXPONENT_MAX: f64 = 1021.0;

/// Whether `y` has no rule of its own and is far from overflow.
#[inline(always)]
pub(crate) fn is_usual_y(y: f64) -> bool {
    (y.abs() < 1e15) & (y != 2.0)
}

/// The argument of a mantissa's logarithm: (mantissa - 1) / (mantissa + 1).
pub(crate) struct Reduced {
    /// Rounded.
    pub(crate) s: f64,
    /// The whole less the upper bits of `s`.
    pub(crate) s_low: f64,
}

/// A number as a sum of one of 26 bits (products of such numbers: 52 bits) and a small rest.
pub(crate) struct Sum {
    pub(crate) high: f64,
    pub(crate) low: f64,
}

impl Sum {
    #[inline(always)]
    pub(crate) fn sum(&self) -> f64 {
        self.high + self.low
    }
}

/// The upper 26 bits.
#[inline(always)]
fn upper(value: f64) -> f64 {
    f64::from_bits(value.to_bits() & !0x7FF_FFFF)
}

/// The first step towards the logarithm of a mantissa between sqrt(1/2) and sqrt(2).
#[inline(always)]
pub(crate) fn reduce(mantissa: f64) -> Reduced {
    let f = mantissa - 1.0;
    let divisor = mantissa + 1.0;
    let divisor_high = upper(divisor);
    // With what the sum lost.
    let divisor_low = mantissa - (divisor_high - 1.0);
    let reciprocal = 1.0 / divisor;
    let s = f * reciprocal;
    let s_high = upper(s);
    let s_low = ((f - s_high * divisor_high) - s_high * divisor_low) * reciprocal;
    Reduced { s, s_low }
}

/// log2(2^exponent (1 + s) / (1 - s)).
#[inline(always)]
pub(crate) fn log2_extended(reduced: &Reduced, exponent: f64) -> Sum {
    // 2 / (3 ln 2), whole, its upper 26 bits and the rest.
    const FACTOR: f64 = 0.96179669392597560491;
    const FACTOR_HIGH: f64 = 0.9617966860532760620117188;
    const FACTOR_LOW: f64 = 7.872699542894897704e-9;
    // (3/2) (ln((1+s)/(1-s)) - 2s - 2s³/3) / s⁵ in s²: Chebyshev fit (mpmath's chebyfit), error
    // 8e-22 relative to the logarithm.
    const COEFFICIENTS: [f64; 8] = [
        0.599999999999999997257,
        0.428571428571440493522,
        0.333333333324838285559,
        0.272727275030892024424,
        0.230768924437776472735,
        0.200022070407709654564,
        0.175593545092368098368,
        0.175847679358147759425,
    ];
    let Reduced { s, s_low } = *reduced;
    let s_high = upper(s);
    let square = s * s;
    let series = square * square * polynomial(&COEFFICIENTS, square);
    // ln = (2/3) s (3 + s² + series), with s² = s_high² + rest.
    let square_high = s_high * s_high;
    let rest = series + s_low * (s_high + s);
    let inner_high = upper(3.0 + square_high + rest);
    let inner_low = rest - ((inner_high - 3.0) - square_high);
    let leading = s_high * inner_high;
    let correction = s_low * inner_high + inner_low * s;
    let product_high = upper(leading + correction);
    let product_low = correction - (product_high - leading);
    let fraction_high = FACTOR_HIGH * product_high;
    let fraction_low = FACTOR_LOW * product_high + product_low * FACTOR;
    let high = upper((fraction_high + fraction_low) + exponent);
    let low = fraction_low - ((high - exponent) - fraction_high);
    Sum { high, low }
}

/// The product with `y`; its `high` is exact.
#[inline(always)]
pub(crate) fn times(value: &Sum, y: f64) -> Sum {
    let y_high = upper(y);
    let high = y_high * value.high;
    let low = (y - y_high) * value.high + y * value.low;
    Sum { high, low }
}

/// 2^`exponent` = 2^n e^(high + low), for an exponent within ±1100.
#[inline(always)]
pub(crate) fn exp2_reduce(exponent: &Sum) -> exponential::Reduced {
    // ln 2 whole, its upper 26 bits and the rest.
    const LN_2: f64 = std::f64::consts::LN_2;
    const LN_2_HIGH: f64 = 0.6931471675634384155273438;
    const LN_2_LOW: f64 = 1.299650689388988837145818e-8;
    let shifted = exponent.sum() + ROUNDING_SHIFT;
    let n = shifted - ROUNDING_SHIFT;
    let fraction = exponent.high - n;
    let fraction_high = upper(fraction + exponent.low);
    let fraction_low = exponent.low - (fraction_high - fraction);
    let leading = fraction_high * LN_2_HIGH;
    let correction = fraction_low * LN_2 + fraction_high * LN_2_LOW;
    let high = leading + correction;
    exponential::Reduced { high, low: correction - (high - leading), shifted }
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
