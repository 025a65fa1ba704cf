//! The steps that the block quantiles share, each compiled for every instruction set.

use ulam_numeric::dispatch;
use ulam_numeric::elementary::ln;

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

dispatch! {
    /// `offset + factor * value` in place of each value.
    pub fn affine(offset: f64, factor: f64, values: &mut [f64]) {
        for value in values.iter_mut() {
            *value = offset + factor * *value;
        }
    }

    /// e raised to `offset + factor * value` in place of each value.
    pub fn affine_exp(offset: f64, factor: f64, values: &mut [f64]) {
        for value in values.iter_mut() {
            *value = ulam_numeric::elementary::exp(offset + factor * *value);
        }
    }
}
