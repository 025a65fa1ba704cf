//! The natural logarithm, rounded and in twice the precision.

use super::LN_2;
use crate::double_double::{fast_two_sum, two_product};
use crate::polynomial::polynomial;

/// Natural logarithm; NaN below zero, -inf at zero, NaN unchanged.
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    // (ln((1+s)/(1-s)) - 2s) / s³ in s²: Chebyshev fit, error 9e-18 relative to s.
    const COEFFICIENTS: [f64; 7] = [
        0.66666666666666697077,
        0.39999999999898890514,
        0.28571428626253837606,
        0.22222211089379496214,
        0.18182892432536871201,
        0.15331611722055007885,
        0.14617807153417324964,
    ];
    let (mantissa, exponent) = decompose(x);
    let f = mantissa - 1.0;
    let s = f / (2.0 + f);
    let square = s * s;
    let series = square * polynomial(&COEFFICIENTS, square);
    // ln(1+f) = f - f²/2 + s (f²/2 + series), in which the leading terms have little error.
    let half_square = 0.5 * f * f;
    let correction = s * (half_square + series) + exponent * LN_2[1];
    let result = exponent * LN_2[0] - ((half_square - correction) - f);
    let special = if x == 0.0 {
        f64::NEG_INFINITY
    } else if x < 0.0 {
        f64::NAN
    } else {
        x
    };
    if x > 0.0 && x < f64::INFINITY { result } else { special }
}

/// The logarithm as the sum of two numbers, to about 2^-65 of its value; for finite x > 0.
#[inline(always)]
pub(super) fn ln_extended(x: f64) -> (f64, f64) {
    const TWO_THIRDS: [f64; 2] = [0.6666666666666666, 3.7007434154171884681e-17];
    // (ln((1+s)/(1-s)) - 2s - 2s³/3) / s⁵ in s²: Chebyshev fit, error 8e-22 relative to s.
    const COEFFICIENTS: [f64; 8] = [
        0.39999999999999999816,
        0.28571428571429371334,
        0.22222222221652765272,
        0.18181818336099846227,
        0.15384594887007179405,
        0.13334808798812338678,
        0.11706126464563397249,
        0.1172432706084674658,
    ];
    let (mantissa, exponent) = decompose(x);
    let f = mantissa - 1.0;
    let (divisor, divisor_low) = fast_two_sum(2.0, f);
    let reciprocal = 1.0 / divisor;
    let s = f * reciprocal;
    let (product, product_low) = two_product(s, divisor);
    let s_low = (((f - product) - product_low) - s * divisor_low) * reciprocal;
    let (square, square_error) = two_product(s, s);
    let square_low = square_error + 2.0 * s * s_low;
    // s (2 + s² (2/3 + s² polynomial))
    let (inner, inner_error) =
        fast_two_sum(TWO_THIRDS[0], square * polynomial(&COEFFICIENTS, square));
    let inner_low = inner_error + TWO_THIRDS[1];
    let (middle, middle_error) = two_product(square, inner);
    let middle_low = middle_error + (square * inner_low + square_low * inner);
    let (outer, outer_error) = fast_two_sum(2.0, middle);
    let outer_low = outer_error + middle_low;
    let (logarithm, logarithm_error) = two_product(s, outer);
    let logarithm_low = logarithm_error + (s * outer_low + s_low * outer);
    // exponent * ln 2 is either zero or larger than the logarithm of the mantissa.
    let (sum, sum_error) = fast_two_sum(exponent * LN_2[0], logarithm);
    fast_two_sum(sum, sum_error + (logarithm_low + exponent * LN_2[1]))
}

/// m and k with x = m 2^k and sqrt(1/2) <= m < sqrt(2), for finite x > 0; anything elsewhere.
#[inline(always)]
fn decompose(x: f64) -> (f64, f64) {
    const SQRT_HALF_BITS: u64 = 0x3FE6_A09E_667F_3BCD;
    const ONE_BITS: u64 = 0x3FF0_0000_0000_0000;
    const TWO_TO_54: f64 = 18014398509481984.0;
    const TWO_TO_52: f64 = 4503599627370496.0;
    let subnormal = x < f64::MIN_POSITIVE;
    let scaled = if subnormal { x * TWO_TO_54 } else { x };
    let scaled_by = if subnormal { 54.0 } else { 0.0 };
    let bits = scaled.to_bits().wrapping_add(ONE_BITS - SQRT_HALF_BITS);
    let mantissa = f64::from_bits((bits & 0x000F_FFFF_FFFF_FFFF).wrapping_add(SQRT_HALF_BITS));
    // The exponent field as a number, by writing it into the lowest bits of 2^52.
    let biased = f64::from_bits((bits >> 52) | TWO_TO_52.to_bits());
    (mantissa, biased - (TWO_TO_52 + 1023.0) - scaled_by)
}
