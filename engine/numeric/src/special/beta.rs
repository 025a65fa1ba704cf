//! The beta function and binomial coefficients.

use super::gamma::{
    HALF_LN_TAU, STIRLING_MIN, gamma, ln_gamma, ln_gamma_increment, stirling_remainder,
};
use crate::elementary::{ln, ln_1p};

/// Natural logarithm of the beta function B(a, b), a, b > 0.
pub fn ln_beta(a: f64, b: f64) -> f64 {
    if !(a > 0.0 && b > 0.0) {
        return if a == 0.0 || b == 0.0 { f64::INFINITY } else { f64::NAN };
    }
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    if small >= STIRLING_MIN {
        let remainders = stirling_remainder(small) + stirling_remainder(large)
            - stirling_remainder(small + large);
        let ratio = small / large;
        return HALF_LN_TAU - 0.5 * ln(large)
            + remainders
            + (small - 0.5) * ln(ratio / (1.0 + ratio))
            - large * ln_1p(ratio);
    }
    if large >= STIRLING_MIN {
        return ln_gamma(small) - ln_gamma_increment(large, small);
    }
    if small < 1e-8 {
        // The ratio of the other two gammas is 1 to first order in `small`.
        return -ln(small) + super::ln_gamma_1p(small) - ln_gamma_increment(large, small);
    }
    ln(gamma(small) / gamma(small + large) * gamma(large))
}

/// Natural logarithm of the binomial coefficient (n over k), 0 <= k <= n; NaN elsewhere.
pub fn ln_choose(n: f64, k: f64) -> f64 {
    if !(k >= 0.0 && k <= n) {
        return f64::NAN;
    }
    let fewer = k.min(n - k);
    if fewer == 0.0 {
        return 0.0;
    }
    if fewer == 1.0 {
        return ln(n);
    }
    if fewer == fewer.trunc() && fewer <= 32.0 && n == n.trunc() && n <= 1e9 {
        // All factors are exact, and 1e9^32 doesn't overflow.
        let mut coefficient = 1.0;
        for i in 0..fewer as u32 {
            let i = f64::from(i);
            coefficient = coefficient * (n - i) / (i + 1.0);
        }
        return ln(coefficient);
    }
    -ln_1p(n) - ln_beta(fewer + 1.0, n - fewer + 1.0)
}
