//! The natural logarithm.

use super::LN_2;
use crate::polynomial::polynomial;

/// Natural logarithm; NaN below zero, -inf at zero, NaN unchanged.
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    let subnormal = x < f64::MIN_POSITIVE;
    let scaled = if subnormal { x * TWO_TO_54 } else { x };
    let scaled_by = if subnormal { 54.0 } else { 0.0 };
    let (mantissa, exponent) = decompose(scaled);
    let reduced = reduce(mantissa);
    let result = ln_of_reduced(&reduced, exponent - scaled_by);
    let special = if x == 0.0 {
        f64::NEG_INFINITY
    } else if x < 0.0 {
        f64::NAN
    } else {
        x
    };
    if x > 0.0 && x < f64::INFINITY { result } else { special }
}

/// A mantissa as 1 + f, with s = f / (2 + f).
pub(crate) struct Reduced {
    pub(crate) f: f64,
    pub(crate) s: f64,
}

#[inline(always)]
pub(crate) fn reduce(mantissa: f64) -> Reduced {
    let f = mantissa - 1.0;
    Reduced { f, s: f / (2.0 + f) }
}

/// ln(2^exponent (1 + f)).
#[inline(always)]
pub(crate) fn ln_of_reduced(reduced: &Reduced, exponent: f64) -> f64 {
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
    let Reduced { f, s } = *reduced;
    let square = s * s;
    let series = square * polynomial(&COEFFICIENTS, square);
    // ln(1+f) = f - f²/2 + s (f²/2 + series), in which the leading terms have little error.
    let half_square = 0.5 * f * f;
    let correction = s * (half_square + series) + exponent * LN_2[1];
    exponent * LN_2[0] - ((half_square - correction) - f)
}

pub(super) const TWO_TO_54: f64 = 18014398509481984.0;

/// m and k with x = m 2^k and sqrt(1/2) <= m < sqrt(2), for x normal, finite and above 0; anything
/// elsewhere.
#[inline(always)]
pub(crate) fn decompose(x: f64) -> (f64, f64) {
    const SQRT_HALF_BITS: u64 = 0x3FE6_A09E_667F_3BCD;
    const ONE_BITS: u64 = 0x3FF0_0000_0000_0000;
    const TWO_TO_52: f64 = 4503599627370496.0;
    let bits = x.to_bits().wrapping_add(ONE_BITS - SQRT_HALF_BITS);
    let mantissa = f64::from_bits((bits & 0x000F_FFFF_FFFF_FFFF).wrapping_add(SQRT_HALF_BITS));
    // The exponent field as a number, by writing it into the lowest bits of 2^52.
    let biased = f64::from_bits((bits >> 52) | TWO_TO_52.to_bits());
    (mantissa, biased - (TWO_TO_52 + 1023.0))
}

/// Whether `x` is normal, finite and above 0.
#[inline(always)]
#[allow(clippy::manual_range_contains)] // One branch fewer than `contains`.
pub(crate) fn is_normal_positive(x: f64) -> bool {
    (x >= f64::MIN_POSITIVE) & (x < f64::INFINITY)
}
