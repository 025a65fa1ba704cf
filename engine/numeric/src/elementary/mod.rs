//! Elementary functions of one number, the same bits on every machine.
//!
//! [`exp`], [`ln`], [`pow`], [`sin`] and [`cos`] are the ones that simulations spend their time in:
//! they are written branch-free, in additions, multiplications and divisions only, so that
//! [`crate::block`] vectorises the very same code. Their error is below 0.8 units in the last
//! place (0.9 for pow). The rest stand on the `libm` crate (a port of musl's), which is portable Rust.
//!
//! An input NaN is returned unchanged, payload included: Excel's errors travel through columns of
//! numbers as NaN payloads. That includes pow(NaN, 0) and pow(1, NaN), which the C library has as
//! 1. With two NaNs, the first wins. A NaN that a function makes itself is `f64::NAN`.

pub(crate) mod exponential;
pub(crate) mod logarithm;
pub(crate) mod power;
mod trigonometric;

pub use exponential::exp;
pub use logarithm::ln;
pub use power::pow;
pub use trigonometric::{cos, sin};

pub(crate) use trigonometric::{TRIGONOMETRIC_LIMIT, cos_within_limit, sin_within_limit};

/// The functions taken from the `libm` crate, with NaN passed through.
macro_rules! from_libm {
    ($($(#[$meta:meta])* $name:ident = $libm:ident)+) => {$(
        $(#[$meta])*
        pub fn $name(x: f64) -> f64 {
            if x.is_nan() {
                return x;
            }
            let result = libm::$libm(x);
            if result.is_nan() { f64::NAN } else { result }
        }
    )+};
}

from_libm! {
    /// e raised to `x`, minus one, accurate near zero.
    exp_m1 = expm1
    /// ln(1 + x), accurate near zero.
    ln_1p = log1p
    /// Base-10 logarithm.
    log10 = log10
    /// Base-2 logarithm.
    log2 = log2
    /// Tangent of an angle in radians.
    tan = tan
    /// Arc sine, in radians.
    asin = asin
    /// Arc cosine, in radians.
    acos = acos
    /// Arc tangent, in radians.
    atan = atan
    /// Hyperbolic sine.
    sinh = sinh
    /// Hyperbolic cosine.
    cosh = cosh
    /// Hyperbolic tangent.
    tanh = tanh
    /// Inverse hyperbolic sine.
    asinh = asinh
    /// Inverse hyperbolic cosine.
    acosh = acosh
    /// Inverse hyperbolic tangent.
    atanh = atanh
    /// Cube root.
    cbrt = cbrt
}

/// Angle in radians of the point (x, y).
pub fn atan2(y: f64, x: f64) -> f64 {
    if y.is_nan() {
        return y;
    }
    if x.is_nan() {
        return x;
    }
    libm::atan2(y, x)
}

/// Square root; NaN below zero, NaN unchanged.
#[inline(always)]
pub fn sqrt(x: f64) -> f64 {
    let root = if x < 0.0 { f64::NAN } else { x.sqrt() };
    if x.is_nan() { x } else { root }
}

/// Added and subtracted again, it rounds a number below 2^51 in magnitude to the nearest integer,
/// which stands in the lower bits of the sum. (Rounding instructions are not in every baseline.)
const ROUNDING_SHIFT: f64 = 6755399441055744.0; // 1.5 * 2^52

/// ln 2 is the sum of these; the first has 32 bits, so that its products with exponents are exact.
const LN_2: [f64; 2] = [0.6931471803691238, 1.9082149292705878161e-10];

#[cfg(test)]
#[allow(clippy::approx_constant)]
mod test_values;
#[cfg(test)]
mod tests;
