//! The steps that the block quantiles share, each compiled for every instruction set.

use ulam_numeric::elementary::{ln, ln_1p};
use ulam_numeric::{block, dispatch};

/// -ln(1 - p), the quantile of the standard exponential law, to a few units in the last place.
///
/// 1 - p rounds p to a nearby number; the quotient corrects for that to first order (Kahan).
#[inline(always)]
pub fn minus_ln_complement(p: f64) -> f64 {
    let complement = 1.0 - p;
    let rounded = 1.0 - complement;
    let value = -ln(complement);
    if rounded == 0.0 { p } else { value * (p / rounded) }
}

/// ln(high/low) of positive numbers, accurate also where they are close, or too far apart for their
/// quotient.
pub fn log_ratio(high: f64, low: f64) -> f64 {
    let excess = (high - low) / low;
    if excess.abs() < 0.5 {
        return ln_1p(excess);
    }
    let ratio = high / low;
    if ratio > 1e-300 && ratio < 1e300 { ln(ratio) } else { ln(high) - ln(low) }
}

dispatch! {
    /// `offset + factor * value` in place of each value.
    pub fn affine(offset: f64, factor: f64, values: &mut [f64]) {
        for value in values.iter_mut() {
            *value = offset + factor * *value;
        }
    }

    /// `offset + factor * value` of each value.
    pub fn affine_of(offset: f64, factor: f64, values: &[f64], out: &mut [f64]) {
        for (out, value) in out.iter_mut().zip(values) {
            *out = offset + factor * *value;
        }
    }
}

/// e raised to `offset + factor * value` in place of each value.
pub fn affine_exp(offset: f64, factor: f64, values: &mut [f64]) {
    const CHUNK: usize = 256;
    let mut exponents = [0.0; CHUNK];
    for values in values.chunks_mut(CHUNK) {
        let exponents = &mut exponents[..values.len()];
        affine_of(offset, factor, values, exponents);
        block::exp(exponents, values);
    }
}
