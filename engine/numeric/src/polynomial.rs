//! Polynomials of fixed degree in few dependent steps.

/// Σ coefficients\[k\] x^k, by Estrin's scheme: its sums are independent of each other, where
/// Horner's rule would wait for every one. Between 6 and 12 coefficients.
#[inline(always)]
pub(crate) fn polynomial<const N: usize>(c: &[f64; N], x: f64) -> f64 {
    const { assert!(N >= 6 && N <= 12) };
    let x2 = x * x;
    let x4 = x2 * x2;
    let low = (c[0] + c[1] * x) + (c[2] + c[3] * x) * x2;
    let middle = c[4] + c[5] * x;
    match N {
        6 => low + middle * x4,
        7 => low + (middle + c[6] * x2) * x4,
        8 => low + (middle + (c[6] + c[7] * x) * x2) * x4,
        _ => {
            let middle = middle + (c[6] + c[7] * x) * x2;
            let high = match N {
                9 => c[8],
                10 => c[8] + c[9] * x,
                11 => (c[8] + c[9] * x) + c[10] * x2,
                _ => (c[8] + c[9] * x) + (c[10] + c[11] * x) * x2,
            };
            (low + middle * x4) + high * (x4 * x4)
        }
    }
}
