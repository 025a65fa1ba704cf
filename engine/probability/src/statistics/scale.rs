//! Means and deviations of numbers of any size, without overflow.

use ulam_numeric::block;

/// Magnitudes in this range have fourth powers that neither overflow nor vanish, summed up.
const USUAL: std::ops::Range<f64> = 1e-70..1e70;

/// The mean of one or more finite values, of which `largest` is the largest magnitude.
pub(super) fn mean(values: &[f64], largest: f64) -> f64 {
    let count = values.len() as f64;
    if largest < 1e290 {
        return block::sum(values) / count;
    }
    let scale = scale_to_one(largest);
    let scaled: Vec<f64> = values.iter().map(|value| value * scale).collect();
    block::sum(&scaled) / count / scale
}

/// The factor that brings magnitudes up to `largest` near 1 where their powers would otherwise leave
/// the range of numbers, else 1: a power of two, so that multiplying by it is exact.
pub(super) fn scale_of_deviations(largest: f64) -> f64 {
    if USUAL.contains(&largest) { 1.0 } else { scale_to_one(largest) }
}

fn scale_to_one(largest: f64) -> f64 {
    const EXPONENT_BIAS: i64 = 1023;
    let exponent = (largest.to_bits() >> 52 & 0x7ff) as i64 - EXPONENT_BIAS;
    let inverse_exponent = (-exponent).clamp(1 - EXPONENT_BIAS, EXPONENT_BIAS);
    f64::from_bits(((inverse_exponent + EXPONENT_BIAS) as u64) << 52)
}

/// The deviations from `centre`, times `scale`.
pub(super) fn deviations(values: &[f64], centre: f64, scale: f64) -> Vec<f64> {
    values.iter().map(|value| (value - centre) * scale).collect()
}
