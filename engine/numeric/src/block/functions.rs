//! Elementary functions of blocks.

use super::finite;
use crate::elementary::{self, TRIGONOMETRIC_LIMIT};
use crate::{arithmetic, dispatch};

/// Fills `out` with `function` of the values; returns whether all results are finite.
#[inline(always)]
fn fill(values: &[f64], out: &mut [f64], function: impl Fn(f64) -> f64) -> bool {
    let length = out.len().min(values.len());
    let (values, out) = (&values[..length], &mut out[..length]);
    let mut all_finite = true;
    for (out, value) in out.iter_mut().zip(values) {
        let result = function(*value);
        *out = result;
        all_finite &= result.abs() < f64::INFINITY;
    }
    all_finite
}

/// [`fill`], and again with `everywhere` for the arguments beyond the limit.
#[inline(always)]
fn fill_trigonometric(
    values: &[f64],
    out: &mut [f64],
    within_limit: impl Fn(f64) -> f64,
    everywhere: fn(f64) -> f64,
) -> bool {
    let mut all_within = true;
    for (out, value) in out.iter_mut().zip(values) {
        *out = within_limit(*value);
        all_within &= value.abs() <= TRIGONOMETRIC_LIMIT;
    }
    if all_within {
        return true;
    }
    let length = out.len().min(values.len());
    for (out, value) in out.iter_mut().zip(values) {
        let within = value.abs() <= TRIGONOMETRIC_LIMIT;
        if !within {
            *out = everywhere(*value);
        }
    }
    finite(&out[..length])
}

dispatch! {
    /// [`elementary::exp`]; returns whether all results are finite.
    pub fn exp(values: &[f64], out: &mut [f64]) -> bool {
        fill(values, out, elementary::exp)
    }

    /// [`elementary::ln`]; returns whether all results are finite.
    pub fn ln(values: &[f64], out: &mut [f64]) -> bool {
        fill(values, out, elementary::ln)
    }

    /// [`elementary::sqrt`]; returns whether all results are finite.
    pub fn sqrt(values: &[f64], out: &mut [f64]) -> bool {
        fill(values, out, elementary::sqrt)
    }

    /// [`elementary::sin`]; returns whether all results are finite.
    pub fn sin(values: &[f64], out: &mut [f64]) -> bool {
        fill_trigonometric(values, out, elementary::sin_within_limit, elementary::sin)
    }

    /// [`elementary::cos`]; returns whether all results are finite.
    pub fn cos(values: &[f64], out: &mut [f64]) -> bool {
        fill_trigonometric(values, out, elementary::cos_within_limit, elementary::cos)
    }

    /// [`arithmetic::negate`]; returns whether all results are finite.
    pub fn negate(values: &[f64], out: &mut [f64]) -> bool {
        fill(values, out, arithmetic::negate)
    }

    /// [`arithmetic::absolute`]; returns whether all results are finite.
    pub fn absolute(values: &[f64], out: &mut [f64]) -> bool {
        fill(values, out, arithmetic::absolute)
    }

    /// [`elementary::pow`] of each pair; returns whether all results are finite.
    pub fn pow(bases: &[f64], exponents: &[f64], out: &mut [f64]) -> bool {
        let mut all_finite = true;
        for ((out, base), exponent) in out.iter_mut().zip(bases).zip(exponents) {
            let result = elementary::pow(*base, *exponent);
            *out = result;
            all_finite &= result.abs() < f64::INFINITY;
        }
        all_finite
    }

    /// [`elementary::pow`] of each base; returns whether all results are finite.
    pub fn pow_scalar(bases: &[f64], exponent: f64, out: &mut [f64]) -> bool {
        fill(bases, out, |base| elementary::pow(base, exponent))
    }

    /// [`elementary::pow`] of each exponent; returns whether all results are finite.
    pub fn scalar_pow(base: f64, exponents: &[f64], out: &mut [f64]) -> bool {
        fill(exponents, out, |exponent| elementary::pow(base, exponent))
    }
}
