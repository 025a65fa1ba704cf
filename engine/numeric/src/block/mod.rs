//! Functions over a block of numbers, vectorised; the bits of the scalar function of the same name.
//!
//! All slices of a call should have the same length; the shortest counts. A function that fills a
//! block returns whether all its results are finite: where it says so, there is no error to look
//! for. NaN payloads are those of [`crate::arithmetic`] and [`crate::elementary`].

mod arithmetic;
mod functions;
mod normal_cdf;
mod normal_quantile;
mod reductions;
mod stages;
#[cfg(test)]
mod tests;

pub use arithmetic::{
    add, add_scalar, divide, divide_scalar, maximum, maximum_scalar, minimum, minimum_scalar,
    multiply, multiply_scalar, scalar_divide, scalar_subtract, subtract, subtract_scalar,
};
pub use functions::{absolute, cos, exp, ln, negate, pow, pow_scalar, scalar_pow, sin, sqrt};
pub use normal_cdf::normal_cdf;
pub use normal_quantile::normal_quantile;
pub use reductions::{SUM_LEAF, all_finite, dot, min_max, sum, sums_of_powers};

/// Numbers that one pass of a vectorised loop takes before it looks at what it found.
const CHUNK: usize = 64;

/// 1 if `value` is infinite or NaN, else 0: a lane of the same width as the numbers, which
/// vectorises better than a `bool`.
#[inline(always)]
fn not_finite(value: f64) -> u64 {
    u64::from((value.to_bits() & f64::INFINITY.to_bits()) == f64::INFINITY.to_bits())
}

/// Whether all of these are finite.
#[inline(always)]
fn finite(values: &[f64]) -> bool {
    let mut found = 0;
    for value in values {
        found |= not_finite(*value);
    }
    found == 0
}
