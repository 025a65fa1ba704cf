//! Elementary functions of blocks.

use super::{finite, not_finite};
use crate::elementary::{self, TRIGONOMETRIC_LIMIT};
use crate::{arithmetic, dispatch};

/// Fills `$out` with `$result` of each `$value`; whether all of them are finite. A macro rather
/// than a function of a closure, because closures aren't always compiled into their callers.
macro_rules! fill {
    ($values:expr, $out:expr, |$value:ident| $result:expr) => {{
        let mut found = 0;
        for (out, value) in $out.iter_mut().zip($values) {
            let $value = *value;
            let result = $result;
            *out = result;
            found |= not_finite(result);
        }
        found == 0
    }};
}

/// Fills `out` with `within_limit` of the values, and again with `everywhere` for the arguments
/// beyond the limit.
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
        fill!(values, out, |value| elementary::exp(value))
    }

    /// [`elementary::ln`]; returns whether all results are finite.
    pub fn ln(values: &[f64], out: &mut [f64]) -> bool {
        fill!(values, out, |value| elementary::ln(value))
    }

    /// [`elementary::sqrt`]; returns whether all results are finite.
    pub fn sqrt(values: &[f64], out: &mut [f64]) -> bool {
        fill!(values, out, |value| elementary::sqrt(value))
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
        fill!(values, out, |value| arithmetic::negate(value))
    }

    /// [`arithmetic::absolute`]; returns whether all results are finite.
    pub fn absolute(values: &[f64], out: &mut [f64]) -> bool {
        fill!(values, out, |value| arithmetic::absolute(value))
    }

    /// [`elementary::pow`] of each pair; returns whether all results are finite.
    pub fn pow(bases: &[f64], exponents: &[f64], out: &mut [f64]) -> bool {
        let mut found = 0;
        for ((out, base), exponent) in out.iter_mut().zip(bases).zip(exponents) {
            let result = elementary::pow(*base, *exponent);
            *out = result;
            found |= not_finite(result);
        }
        found == 0
    }

    /// [`elementary::pow`] of each base; returns whether all results are finite.
    pub fn pow_scalar(bases: &[f64], exponent: f64, out: &mut [f64]) -> bool {
        fill!(bases, out, |base| elementary::pow(base, exponent))
    }

    /// [`elementary::pow`] of each exponent; returns whether all results are finite.
    pub fn scalar_pow(base: f64, exponents: &[f64], out: &mut [f64]) -> bool {
        fill!(exponents, out, |exponent| elementary::pow(base, exponent))
    }
}
