//! Exact sums and products of two numbers, as a rounded value and its error (Dekker 1971,
//! "A floating-point technique for extending the available precision"), without fused multiply-add.

/// `a + b` rounded, and its rounding error, exactly; for any order of magnitudes.
#[inline(always)]
pub(crate) fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let b_part = sum - a;
    let a_part = sum - b_part;
    (sum, (a - a_part) + (b - b_part))
}

/// `a + b` rounded, and its rounding error, exactly, where |a| >= |b| or a = 0.
#[inline(always)]
pub(crate) fn fast_two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    (sum, b - (sum - a))
}

/// The upper 26 bits of `a` and the rest. Overflows above 2^996.
#[inline(always)]
fn split(a: f64) -> (f64, f64) {
    let scaled = a * 134217729.0; // 2^27 + 1
    let high = scaled - (scaled - a);
    (high, a - high)
}

/// `a * b` rounded, and its rounding error, exactly unless something overflows or underflows.
#[inline(always)]
pub(crate) fn two_product(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    let (a_high, a_low) = split(a);
    let (b_high, b_low) = split(b);
    let error = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
    (product, error)
}
