//! The exponential.

use super::{LN_2, ROUNDING_SHIFT};
use crate::double_double::fast_two_sum;
use crate::polynomial::polynomial;

/// e raised to `x`; 0 below -745.14, inf above 709.79, NaN unchanged.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    // Beyond, the scaling overflows to inf and underflows to 0 by itself.
    let clamped = if x > 710.0 { 710.0 } else { x };
    let clamped = if clamped < -746.0 { -746.0 } else { clamped };
    let reduced = reduce(clamped);
    let result = scale(exp_of_reduced(reduced.high, reduced.low), reduced.shifted);
    if x.is_nan() { x } else { result }
}

/// Up to this magnitude e^x is a normal number, and [`scale_normal`] serves.
pub(crate) const NORMAL_EXPONENT_MAX: f64 = 708.0;

/// e^x = 2^n e^(high + low).
pub(crate) struct Reduced {
    /// x less the leading part of n ln 2, exactly; at most ln 2 / 2 in magnitude.
    pub(crate) high: f64,
    /// Less the rest of n ln 2.
    pub(crate) low: f64,
    /// n, in the lowest bits of [`ROUNDING_SHIFT`].
    pub(crate) shifted: f64,
}

/// Takes out the integer n nearest to x / ln 2, for x within ±1000.
#[inline(always)]
pub(crate) fn reduce(x: f64) -> Reduced {
    let shifted = x * std::f64::consts::LOG2_E + ROUNDING_SHIFT;
    let n = shifted - ROUNDING_SHIFT;
    Reduced { high: x - n * LN_2[0], low: -(n * LN_2[1]), shifted }
}

/// e raised to `high` + `low`, of which `high` is at most 0.35 in magnitude and `low` tiny.
#[inline(always)]
pub(crate) fn exp_of_reduced(high: f64, low: f64) -> f64 {
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
    let r = high + low;
    let tail = low + r * r * polynomial(&COEFFICIENTS, r);
    let (one_plus_r, sum_error) = fast_two_sum(1.0, high);
    one_plus_r + (sum_error + tail)
}

/// 2^n `power`, for a `power` within a factor of 2 of 1 and any n that [`exp`] meets.
#[inline(always)]
pub(crate) fn scale(power: f64, shifted: f64) -> f64 {
    // 2^n as the product of two powers, since n can be as low as -1076 and as high as 1024.
    let biased = shifted.to_bits().wrapping_sub(ROUNDING_SHIFT.to_bits() - 2048);
    let half = biased >> 1;
    let first_scale = f64::from_bits(half.wrapping_sub(1) << 52);
    let second_scale = f64::from_bits(biased.wrapping_sub(half).wrapping_sub(1) << 52);
    power * first_scale * second_scale
}

/// [`scale`] where 2^n is a normal number.
#[inline(always)]
pub(crate) fn scale_normal(power: f64, shifted: f64) -> f64 {
    // The upper bits of the shift's own bit pattern leave by the left.
    power * f64::from_bits((shifted.to_bits() << 52).wrapping_add(1.0_f64.to_bits()))
}
