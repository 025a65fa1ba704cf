//! Newton's method for quantiles, on the logarithm of a positive unknown.

use crate::elementary::exp_m1;

/// The smaller tail of a distribution at some place.
pub(super) struct Tail {
    /// ln of the wanted tail less ln of the tail here; -inf or inf where the latter over- or
    /// underflows.
    pub(super) ln_difference: f64,
    /// Derivative of the tail's logarithm by the unknown's, without its sign.
    pub(super) growth: f64,
}

/// The unknown whose `tail` has no difference, from `start` on.
///
/// `lower`: the tail grows with the unknown, else it falls. `scale`: about the inverse of the
/// distribution's width in the unknown's logarithm, at least 1.
///
/// The logarithm of either tail is concave in the unknown's for gamma and beta distributions, so
/// that Newton's method converges from everywhere. A bracket catches what rounding does to tails
/// near the smallest numbers.
pub(super) fn solve_ln_tail(
    start: f64,
    lower: bool,
    scale: f64,
    mut tail: impl FnMut(f64) -> Tail,
) -> f64 {
    let mut unknown = start;
    let (mut low, mut high) = (0.0, f64::INFINITY);
    for _ in 0..200 {
        let Tail { ln_difference, growth } = tail(unknown);
        let upwards = if lower { ln_difference } else { -ln_difference };
        if upwards > 0.0 {
            low = unknown;
        } else {
            high = unknown;
        }
        let step = (upwards / growth).clamp(-4.0, 4.0);
        let mut next = unknown + unknown * exp_m1(step);
        let mut converged = step.abs() * scale < 1e-9;
        let bracketed = next > low && next < high;
        if !bracketed && !converged {
            next = if low == 0.0 {
                high * 0.02
            } else if high == f64::INFINITY {
                low * 50.0
            } else {
                low.sqrt() * high.sqrt()
            };
            converged = high - low <= 1e-15 * high;
        }
        if next.is_nan() || next == 0.0 || next == f64::INFINITY {
            return if next.is_nan() { unknown } else { next };
        }
        unknown = next;
        if converged {
            break;
        }
    }
    unknown
}
