//! Sine and cosine.

use super::ROUNDING_SHIFT;
use crate::double_double::{fast_two_sum, two_sum};
use crate::polynomial::polynomial;

/// Up to this magnitude the vectorised reduction modulo pi/2 holds; beyond, `libm` is asked.
pub(crate) const TRIGONOMETRIC_LIMIT: f64 = 1e6;

/// Sine of an angle in radians.
#[inline(always)]
pub fn sin(x: f64) -> f64 {
    if x.abs() <= TRIGONOMETRIC_LIMIT { sin_within_limit(x) } else { beyond_limit(x, libm::sin) }
}

/// Cosine of an angle in radians.
#[inline(always)]
pub fn cos(x: f64) -> f64 {
    if x.abs() <= TRIGONOMETRIC_LIMIT { cos_within_limit(x) } else { beyond_limit(x, libm::cos) }
}

#[cold]
fn beyond_limit(x: f64, function: fn(f64) -> f64) -> f64 {
    if x.is_nan() {
        x
    } else if x.is_infinite() {
        f64::NAN
    } else {
        function(x)
    }
}

/// [`sin`] where |x| is at most [`TRIGONOMETRIC_LIMIT`].
#[inline(always)]
pub(crate) fn sin_within_limit(x: f64) -> f64 {
    sine_of_quadrants(x, 0)
}

/// [`cos`] where |x| is at most [`TRIGONOMETRIC_LIMIT`].
#[inline(always)]
pub(crate) fn cos_within_limit(x: f64) -> f64 {
    sine_of_quadrants(x, 1)
}

/// sin(x + quadrants pi/2).
#[inline(always)]
fn sine_of_quadrants(x: f64, quadrants: u64) -> f64 {
    // pi/2 is the sum of these; the first two have 33 bits, so that their products with n are
    // exact.
    const HALF_PI: [f64; 3] =
        [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959507324e-21];
    // (sin r - r) / r³ and (cos r - 1 + r²/2) / r⁴ in r²: Chebyshev fits, errors 7e-21 and 5e-19.
    const SINE: [f64; 7] = [
        -0.16666666666666666665,
        0.008333333333333331481,
        -0.00019841269841265041047,
        2.755731921932057977e-6,
        -2.5052106225994400694e-8,
        1.6058530596645954712e-10,
        -7.5866368828251596492e-13,
    ];
    const COSINE: [f64; 6] = [
        0.041666666666666665381,
        -0.0013888888888887389773,
        0.000024801587298754401173,
        -2.7557317265878080043e-7,
        2.0876145049413179088e-9,
        -1.1382544645349250436e-11,
    ];
    let shifted = x * std::f64::consts::FRAC_2_PI + ROUNDING_SHIFT;
    let n = shifted - ROUNDING_SHIFT;
    let (r, r_error) = two_sum(x - n * HALF_PI[0], -(n * HALF_PI[1]));
    let (r, r_low) = fast_two_sum(r, r_error - n * HALF_PI[2]);
    let square = r * r;
    let half_square = 0.5 * square;
    let sine = r + (r * square * polynomial(&SINE, square) + r_low * (1.0 - half_square));
    let leading = 1.0 - half_square;
    let leading_error = (1.0 - leading) - half_square;
    let cosine =
        leading + (leading_error + (square * square * polynomial(&COSINE, square) - r * r_low));
    let quadrant = shifted.to_bits().wrapping_add(quadrants);
    let magnitude = if quadrant & 1 == 0 { sine } else { cosine };
    f64::from_bits(magnitude.to_bits() ^ (quadrant & 2) << 62)
}
