//! Elementary functions of blocks.

use super::stages::{self, Logarithms, Scratch, fill_chunks};
use super::{CHUNK, finite, not_finite};
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
        let mut scratch = Scratch::new();
        fill_chunks!(
            values,
            out,
            0.0,
            |chunk, place| stages::exp(chunk, &mut scratch, place),
            |value| elementary::exp(value)
        )
    }

    /// [`elementary::ln`]; returns whether all results are finite.
    pub fn ln(values: &[f64], out: &mut [f64]) -> bool {
        let mut scratch = Scratch::new();
        fill_chunks!(
            values,
            out,
            1.0,
            |chunk, place| stages::ln(chunk, &mut scratch, place),
            |value| elementary::ln(value)
        )
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
        let length = out.len().min(bases.len()).min(exponents.len());
        let (bases, bases_rest) = bases[..length].as_chunks::<CHUNK>();
        let (exponents, exponents_rest) = exponents[..length].as_chunks::<CHUNK>();
        let (out, out_rest) = out[..length].as_chunks_mut::<CHUNK>();
        let (mut scratch, mut logarithms) = (Scratch::new(), Logarithms::new());
        let mut all_finite = true;
        for ((bases, exponents), out) in bases.iter().zip(exponents).zip(out) {
            let is_filled = stages::log2_extended(bases, &mut scratch, &mut logarithms)
                && stages::power_of_logarithms(&logarithms, exponents, &mut scratch, out);
            if !is_filled {
                all_finite &= pow_of_any(bases, exponents, out);
            }
        }
        all_finite & pow_of_any(bases_rest, exponents_rest, out_rest)
    }

    /// [`elementary::pow`] of each base; returns whether all results are finite.
    pub fn pow_scalar(bases: &[f64], exponent: f64, out: &mut [f64]) -> bool {
        if exponent == 2.0 {
            return fill!(bases, out, |base| if base.is_nan() { base } else { base * base });
        }
        let (mut scratch, mut logarithms) = (Scratch::new(), Logarithms::new());
        let exponents = [exponent; CHUNK];
        fill_chunks!(
            bases,
            out,
            1.0,
            |chunk, place| stages::log2_extended(chunk, &mut scratch, &mut logarithms)
                && stages::power_of_logarithms(&logarithms, &exponents, &mut scratch, place),
            |base| elementary::pow(base, exponent)
        )
    }

    /// [`elementary::pow`] of each exponent; returns whether all results are finite.
    pub fn scalar_pow(base: f64, exponents: &[f64], out: &mut [f64]) -> bool {
        let (mut scratch, mut logarithms) = (Scratch::new(), Logarithms::new());
        let is_usual = stages::log2_extended(&[base; CHUNK], &mut scratch, &mut logarithms);
        fill_chunks!(
            exponents,
            out,
            1.0,
            |chunk, place| is_usual
                && stages::power_of_logarithms(&logarithms, chunk, &mut scratch, place),
            |exponent| elementary::pow(base, exponent)
        )
    }
}

#[inline(always)]
fn pow_of_any(bases: &[f64], exponents: &[f64], out: &mut [f64]) -> bool {
    for ((out, base), exponent) in out.iter_mut().zip(bases).zip(exponents) {
        *out = elementary::pow(*base, *exponent);
    }
    finite(out)
}
