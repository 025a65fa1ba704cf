//! Arithmetic of blocks.

use super::{CHUNK, finite};
use crate::arithmetic as scalar;
use crate::dispatch;

/// Fills `out` with `plain` of the pairs, and again with `exact` where a result isn't finite: only
/// there can the two differ, in their NaNs.
#[inline(always)]
fn fill(
    left: &[f64],
    right: &[f64],
    out: &mut [f64],
    plain: impl Fn(f64, f64) -> f64,
    exact: impl Fn(f64, f64) -> f64,
) -> bool {
    let length = out.len().min(left.len()).min(right.len());
    let (left, left_rest) = left[..length].as_chunks::<CHUNK>();
    let (right, right_rest) = right[..length].as_chunks::<CHUNK>();
    let (out, out_rest) = out[..length].as_chunks_mut::<CHUNK>();
    let mut all_finite = true;
    for ((left, right), out) in left.iter().zip(right).zip(out) {
        for i in 0..CHUNK {
            out[i] = plain(left[i], right[i]);
        }
        if !finite(out) {
            all_finite = false;
            for i in 0..CHUNK {
                out[i] = exact(left[i], right[i]);
            }
        }
    }
    for ((left, right), out) in left_rest.iter().zip(right_rest).zip(&mut *out_rest) {
        *out = exact(*left, *right);
    }
    all_finite & finite(out_rest)
}

/// [`fill`] with the same number on the other side of every pair.
#[inline(always)]
fn fill_one(
    values: &[f64],
    out: &mut [f64],
    plain: impl Fn(f64) -> f64,
    exact: impl Fn(f64) -> f64,
) -> bool {
    let length = out.len().min(values.len());
    let (values, values_rest) = values[..length].as_chunks::<CHUNK>();
    let (out, out_rest) = out[..length].as_chunks_mut::<CHUNK>();
    let mut all_finite = true;
    for (values, out) in values.iter().zip(out) {
        for i in 0..CHUNK {
            out[i] = plain(values[i]);
        }
        if !finite(out) {
            all_finite = false;
            for i in 0..CHUNK {
                out[i] = exact(values[i]);
            }
        }
    }
    for (value, out) in values_rest.iter().zip(&mut *out_rest) {
        *out = exact(*value);
    }
    all_finite & finite(out_rest)
}

dispatch! {
    /// `left + right`; returns whether all results are finite.
    pub fn add(left: &[f64], right: &[f64], out: &mut [f64]) -> bool {
        fill(left, right, out, |left, right| left + right, scalar::add)
    }

    /// `left + right`; returns whether all results are finite. The same numbers as with the
    /// operands exchanged, but of two errors the block's wins.
    pub fn add_scalar(left: &[f64], right: f64, out: &mut [f64]) -> bool {
        fill_one(left, out, |left| left + right, |left| scalar::add(left, right))
    }

    /// `left - right`; returns whether all results are finite.
    pub fn subtract(left: &[f64], right: &[f64], out: &mut [f64]) -> bool {
        fill(left, right, out, |left, right| left - right, scalar::subtract)
    }

    /// `left - right`; returns whether all results are finite.
    pub fn subtract_scalar(left: &[f64], right: f64, out: &mut [f64]) -> bool {
        fill_one(left, out, |left| left - right, |left| scalar::subtract(left, right))
    }

    /// `left - right`; returns whether all results are finite.
    pub fn scalar_subtract(left: f64, right: &[f64], out: &mut [f64]) -> bool {
        fill_one(right, out, |right| left - right, |right| scalar::subtract(left, right))
    }

    /// `left * right`; returns whether all results are finite.
    pub fn multiply(left: &[f64], right: &[f64], out: &mut [f64]) -> bool {
        fill(left, right, out, |left, right| left * right, scalar::multiply)
    }

    /// `left * right`; returns whether all results are finite. The same numbers as with the
    /// operands exchanged, but of two errors the block's wins.
    pub fn multiply_scalar(left: &[f64], right: f64, out: &mut [f64]) -> bool {
        fill_one(left, out, |left| left * right, |left| scalar::multiply(left, right))
    }

    /// `left / right`; returns whether all results are finite, which they aren't after a division
    /// by zero.
    pub fn divide(left: &[f64], right: &[f64], out: &mut [f64]) -> bool {
        fill(left, right, out, |left, right| left / right, scalar::divide)
    }

    /// `left / right`; returns whether all results are finite.
    pub fn divide_scalar(left: &[f64], right: f64, out: &mut [f64]) -> bool {
        fill_one(left, out, |left| left / right, |left| scalar::divide(left, right))
    }

    /// `left / right`; returns whether all results are finite, which they aren't after a division
    /// by zero.
    pub fn scalar_divide(left: f64, right: &[f64], out: &mut [f64]) -> bool {
        fill_one(right, out, |right| left / right, |right| scalar::divide(left, right))
    }

    /// The smaller of each pair; returns whether all results are finite.
    pub fn minimum(left: &[f64], right: &[f64], out: &mut [f64]) -> bool {
        fill(left, right, out, scalar::minimum, scalar::minimum)
    }

    /// The smaller of each number and `right`; returns whether all results are finite.
    pub fn minimum_scalar(left: &[f64], right: f64, out: &mut [f64]) -> bool {
        fill_one(
            left,
            out,
            |left| scalar::minimum(left, right),
            |left| scalar::minimum(left, right),
        )
    }

    /// The larger of each pair; returns whether all results are finite.
    pub fn maximum(left: &[f64], right: &[f64], out: &mut [f64]) -> bool {
        fill(left, right, out, scalar::maximum, scalar::maximum)
    }

    /// The larger of each number and `right`; returns whether all results are finite.
    pub fn maximum_scalar(left: &[f64], right: f64, out: &mut [f64]) -> bool {
        fill_one(
            left,
            out,
            |left| scalar::maximum(left, right),
            |left| scalar::maximum(left, right),
        )
    }
}
