//! The exponential.

use super::{LN_2, ROUNDING_SHIFT};
use crate::double_double::fast_two_sum;
use crate::polynomial::polynomial;

/// e raised to `x`; 0 below -745.14, inf above 709.79, NaN unchanged.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    let result = exp_of_sum(x, 0.0);
    if x.is_nan() { x } else { result }
}

/// e raised to `high` + `low`, where |low| is at most a rounding error of `high`.
///
/// With n the integer nearest to x / ln 2, e^x = 2^n e^r and |r| <= ln 2 / 2.
#[inline(always)]
pub(super) fn exp_of_sum(high: f64, low: f64) -> f64 {
    // (e^r - 1 - r) / r²: Chebyshev fit, error 1.7e-19 relative to e^r (mpmath's chebyfit).
    const COEFFICIENTS: [f64; 11] = [
        0.5,
        0.16666666666666671008,
        0.041666666666666669767,
        0.0083333333333261120526,
        0.0013888888888883731828,
        0.00019841269874901259234,
        0.000024801587325605322782,
        2.7557255297969644392e-6,
        2.7557273570102139673e-7,
        2.5105259538448493419e-8,
        2.0914717341716375952e-9,
    ];
    // Beyond, the scaling below overflows to inf and underflows to 0 by itself.
    let high = if high > 710.0 { 710.0 } else { high };
    let high = if high < -746.0 { -746.0 } else { high };
    let shifted = high * std::f64::consts::LOG2_E + ROUNDING_SHIFT;
    let n = shifted - ROUNDING_SHIFT;
    // The first difference is exact.
    let (r, r_low) = fast_two_sum(high - n * LN_2[0], low - n * LN_2[1]);
    let (one_plus_r, sum_error) = fast_two_sum(1.0, r);
    let tail = r_low + r * r * polynomial(&COEFFICIENTS, r);
    let power = one_plus_r + (sum_error + tail);
    // 2^n as the product of two powers, since n can be as low as -1076 and as high as 1024.
    let biased = shifted.to_bits().wrapping_sub(ROUNDING_SHIFT.to_bits() - 2048);
    let half = biased >> 1;
    let first_scale = f64::from_bits(half.wrapping_sub(1) << 52);
    let second_scale = f64::from_bits(biased.wrapping_sub(half).wrapping_sub(1) << 52);
    power * first_scale * second_scale
}
