//! The regularised incomplete beta function and its inverse.
//!
//! Below the mean by a continued fraction, above it through I_x(a, b) = 1 - I_(1-x)(b, a), with a
//! power series that keeps the digits of both tails where a parameter is below 1.

use super::gamma::{
    HALF_LN_TAU, STIRLING_MIN, gamma, ln_1p_minus, ln_gamma_1p, ln_gamma_increment,
    stirling_remainder,
};
use super::{erfc, ln_beta, normal_quantile};
use crate::double_double::{two_product, two_sum};
use crate::elementary::{exp, exp_m1, ln, ln_1p, pow};

/// More terms than the fraction takes where the smaller parameter is below [`LARGE`].
const TERMS_MAX: usize = 50_000;

/// Regularised incomplete beta I_x(a, b), a, b > 0, 0 <= x <= 1; NaN elsewhere.
pub fn beta_i(a: f64, b: f64, x: f64) -> f64 {
    beta_i_pair(a, b, x, 1.0 - x).0
}

/// 1 - I_x(a, b), accurate where that is small.
pub fn beta_i_complement(a: f64, b: f64, x: f64) -> f64 {
    beta_i_pair(a, b, x, 1.0 - x).1
}

/// The x with I_x(a, b) = p.
pub fn beta_i_inverse(a: f64, b: f64, p: f64) -> f64 {
    beta_i_inverse_pair(a, b, p, 1.0 - p).0
}

/// The x with 1 - I_x(a, b) = q.
pub fn beta_i_complement_inverse(a: f64, b: f64, q: f64) -> f64 {
    beta_i_inverse_pair(a, b, 1.0 - q, q).0
}

/// I_x(a, b) and 1 - I_x(a, b), for an x near 1 whose complement y = 1 - x the caller knows to more
/// digits than 1 - x has.
pub fn beta_i_pair(a: f64, b: f64, x: f64, y: f64) -> (f64, f64) {
    let inside = a > 0.0 && b > 0.0 && x >= 0.0 && y >= 0.0 && x <= 1.0 && y <= 1.0;
    if !inside || a == f64::INFINITY || b == f64::INFINITY {
        return (f64::NAN, f64::NAN);
    }
    if x == 0.0 {
        return (0.0, 1.0);
    }
    if y == 0.0 {
        return (1.0, 0.0);
    }
    if a.min(b) >= LARGE {
        return large_parameters(a, b, x, y);
    }
    if (a + 1.0) * y >= (b + 1.0) * x {
        return below_mean(a, b, x, y);
    }
    let (q, p) = below_mean(b, a, y, x);
    (p, q)
}

fn below_mean(a: f64, b: f64, x: f64, y: f64) -> (f64, f64) {
    if a < 1.0 {
        return small_parameter(a, b, x);
    }
    let factor = density_of_logit(a, b, x, y);
    if factor == 0.0 {
        return (0.0, 1.0);
    }
    let p = (factor / fraction(a, b, x, y)).clamp(0.0, 1.0);
    (p, 1.0 - p)
}

/// x^a y^b / B(a, b), the density of ln(X / (1 - X)).
fn density_of_logit(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if a > b {
        return density_of_logit(b, a, y, x);
    }
    let ln_y = if x < 0.5 { ln_1p(-x) } else { ln(y) };
    if b < STIRLING_MIN {
        let gammas = gamma(1.0 + a + b) / (gamma(1.0 + a) * gamma(1.0 + b));
        return pow(x, a) * exp(b * ln_y) * gammas * (a * (b / (a + b)));
    }
    if a < STIRLING_MIN {
        // Γ(a+b) / (Γ(b) b^a) by Stirling's formula.
        let ratio = a / b;
        let ln_gamma_ratio = b * ln_1p_minus(ratio)
            + (a - 0.5) * ln_1p(ratio)
            + (stirling_remainder(a + b) - stirling_remainder(b));
        let power = pow(x * b, a);
        if power.is_finite() && power > 0.0 {
            return power * exp(b * ln_y + ln_gamma_ratio) * (a / gamma(1.0 + a));
        }
        return exp(a * ln(x) + b * ln_y - ln_beta(a, b));
    }
    let remainders = stirling_remainder(a + b) - stirling_remainder(a) - stirling_remainder(b);
    exp(exponent_at(a, b, x, y) + remainders - HALF_LN_TAU) * (a * (b / (a + b))).sqrt()
}

/// a ln(x / mean) + b ln(y / (1 - mean)), where mean = a / (a + b).
fn exponent_at(a: f64, b: f64, x: f64, y: f64) -> f64 {
    // x / mean = 1 - λ/a and y / (1 - mean) = 1 + λ/b, so that the linear terms cancel.
    let lambda = distance_to_mean(a, b, x, y);
    let part = |parameter: f64, argument: f64, relative: f64| {
        if relative.abs() < 0.6 {
            parameter * ln_1p_minus(relative)
        } else {
            parameter * (ln(argument * ((a + b) / parameter)) - relative)
        }
    };
    part(a, x, -lambda / a) + part(b, y, lambda / b)
}

/// Parameters from which the first two terms of the uniform expansion are exact to 1e-15.
const LARGE: f64 = 1e10;

/// Temme's expansion, DLMF 8.18.9, with its terms to c_0.
fn large_parameters(a: f64, b: f64, x: f64, y: f64) -> (f64, f64) {
    let lambda = distance_to_mean(a, b, x, y);
    if lambda < 0.0 {
        let (q, p) = large_parameters(b, a, y, x);
        return (p, q);
    }
    let exponent = exponent_at(a, b, x, y).min(0.0);
    let argument = (-exponent).sqrt();
    // (mean - x) and |η| in units of the standard deviation.
    let inverse_width = (1.0 / a + 1.0 / b).sqrt();
    let deviation = lambda * inverse_width;
    let difference = if deviation < 1.0 {
        // 1/|η| - 1/deviation by its series, whose next term is below 1e-15.
        let skewness = 2.0 / 3.0 * (1.0 / a - 1.0 / b);
        let fourth = 0.5 * (1.0 / a / a - 1.0 / a / b + 1.0 / b / b);
        let slope = 0.375 * skewness * skewness - 0.5 * fourth;
        (slope * lambda - 0.5 * skewness) / inverse_width
    } else {
        1.0 / (argument * std::f64::consts::SQRT_2) - 1.0 / deviation
    };
    let p = 0.5 * erfc(argument) - exp(exponent - HALF_LN_TAU) * difference;
    let p = p.clamp(0.0, 1.0);
    (p, 1.0 - p)
}

/// λ = a y - b x = (a + b) (mean - x), whose terms cancel near the mean: to all its digits, from
/// the smaller of x and y.
fn distance_to_mean(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let (constant, argument) = if x <= y { (a, -x) } else { (-b, y) };
    let (first, first_error) = two_product(a, argument);
    let (second, second_error) = two_product(b, argument);
    let (partial, partial_error) = two_sum(constant, first);
    let (total, total_error) = two_sum(partial, second);
    let errors = first_error + second_error + partial_error + total_error;
    if errors.is_finite() { total + errors } else { a * y - b * x }
}

/// Like the incomplete gamma's: I = e^L (1 + aS) with L = ln(x^a / (a B)) and
/// S = Σ (1-b)(2-b)...(n-b) x^n / (n! (a+n)), DLMF 8.17.7; for a < 1, x below the mean.
fn small_parameter(a: f64, b: f64, x: f64) -> (f64, f64) {
    let mut power = 1.0;
    let mut sum = 0.0;
    for n in 1..TERMS_MAX {
        let n = n as f64;
        power *= x * ((n - b) / n);
        let term = power / (a + n);
        sum += term;
        if term.abs() <= 1e-17 * sum.abs() {
            break;
        }
    }
    let ln_factor = ln_gamma_increment(b, a) - ln_gamma_1p(a);
    let logarithm = a * ln(x) + ln_factor;
    if logarithm < -1.0 {
        let p = pow(x, a) * exp(ln_factor) * (1.0 + a * sum);
        return (p, 1.0 - p);
    }
    let leading = exp_m1(logarithm);
    let correction = (1.0 + leading) * a * sum;
    ((1.0 + leading + correction).clamp(0.0, 1.0), (-leading - correction).clamp(0.0, 1.0))
}

/// x^a y^b / (B(a, b) I_x(a, b)): the even part of DLMF 8.17.22 (Didonato and Morris 1992, equation
/// 9), by Lentz's method.
fn fraction(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let lambda = distance_to_mean(a, b, x, y);
    let mut result = a * (lambda + 1.0) / (a + 1.0);
    if result == 0.0 {
        result = f64::MIN_POSITIVE;
    }
    let mut c = result;
    let mut d = 0.0;
    for n in 1..TERMS_MAX {
        let n = n as f64;
        let before = a + 2.0 * n - 1.0;
        let numerator =
            ((a + n - 1.0) / before) * ((a + b + n - 1.0) / before) * (n * (b - n) * x * x);
        let denominator = n
            + n * (b - n) * x / before
            + (a + n) * (lambda + 1.0 + n * (1.0 + y)) / (before + 2.0);
        d = denominator + numerator * d;
        if d == 0.0 {
            d = f64::MIN_POSITIVE;
        }
        d = 1.0 / d;
        c = denominator + numerator / c;
        if c == 0.0 {
            c = f64::MIN_POSITIVE;
        }
        let change = c * d;
        result *= change;
        if (change - 1.0).abs() <= 1.2e-16 {
            break;
        }
    }
    result
}

/// x and y = 1 - x with I_x(a, b) = p = 1 - q, each to its own relative accuracy. NaN outside
/// a, b > 0 and 0 <= p <= 1.
///
/// Newton's method on the logarithm of the smaller tail in ln(x/y), which is concave there, so that
/// it converges from everywhere.
pub fn beta_i_inverse_pair(a: f64, b: f64, p: f64, q: f64) -> (f64, f64) {
    let inside = a > 0.0 && b > 0.0 && p >= 0.0 && q >= 0.0 && p <= 1.0 && q <= 1.0;
    if !inside || a == f64::INFINITY || b == f64::INFINITY {
        return (f64::NAN, f64::NAN);
    }
    if p == 0.0 {
        return (0.0, 1.0);
    }
    if q == 0.0 {
        return (1.0, 0.0);
    }
    let lower = p <= q;
    let ln_p = if lower { ln(p) } else { ln_1p(-q) };
    let ln_q = if lower { ln_1p(-p) } else { ln(q) };
    let ln_target = if lower { ln_p } else { ln_q };

    let mut odds =
        first_odds(a, b, ln_p, ln_q, if lower { normal_quantile(p) } else { -normal_quantile(q) });
    let scale = (a * (b / (a + b))).sqrt().max(1.0);
    // Where a tail underflows or Newton's method goes too far, a bracket takes over.
    let (mut low, mut high) = (0.0, f64::INFINITY);
    for _ in 0..200 {
        if odds < ODDS_MIN {
            return (exp(leading_logarithm(a, b, ln_p)), 1.0);
        }
        if odds > 1.0 / ODDS_MIN {
            return (1.0, exp(leading_logarithm(b, a, ln_q)));
        }
        let (x, y) = (odds / (1.0 + odds), 1.0 / (1.0 + odds));
        let (p, q) = beta_i_pair(a, b, x, y);
        let tail = if lower { p } else { q };
        let density = density_of_logit(a, b, x, y);
        let is_below = if lower { ln(tail) < ln_target } else { ln(tail) > ln_target };
        if is_below {
            low = odds;
        } else {
            high = odds;
        }
        let step = if tail > 0.0 && density > 0.0 {
            let difference = (ln_target - ln(tail)) * tail / density;
            if lower { difference } else { -difference }
        } else if b * odds < a {
            1.0 / scale
        } else {
            -1.0 / scale
        };
        let step = step.clamp(-4.0, 4.0);
        let next = odds + odds * exp_m1(step);
        if step.abs() * scale < 1e-9 {
            odds = next;
            break;
        }
        let is_bracketed = low > 0.0 && high < f64::INFINITY;
        if is_bracketed && high - low <= 1e-15 * high {
            break;
        }
        let is_outside = next <= low || next >= high;
        odds = if is_bracketed && is_outside { low.sqrt() * high.sqrt() } else { next };
    }
    (odds / (1.0 + odds), 1.0 / (1.0 + odds))
}

/// Odds below which I is its leading term to all digits.
const ODDS_MIN: f64 = 1e-290;

/// The ln x at which the leading term x^a / (aB) of I is e^`ln_p`.
fn leading_logarithm(a: f64, b: f64, ln_p: f64) -> f64 {
    (ln_p + ln(a) + ln_beta(a, b)) / a
}

/// A first guess of x/(1-x).
fn first_odds(a: f64, b: f64, ln_p: f64, ln_q: f64, z: f64) -> f64 {
    if a > 1.0 && b > 1.0 {
        // Carter 1947; Abramowitz and Stegun 26.5.22.
        let z = -z;
        let (alpha, beta) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
        let lambda = (z * z - 3.0) / 6.0;
        let h = 2.0 / (alpha + beta);
        if lambda + h > 0.0 {
            let w = z * (lambda + h).sqrt() / h
                - (beta - alpha) * (lambda + 5.0 / 6.0 - 2.0 / (3.0 * h));
            let odds = exp((-2.0 * w).clamp(-600.0, 600.0)) * (a / b);
            return odds.clamp(1e-250, 1e250);
        }
    }
    // The leading term of either tail: I ~ x^a / (aB), 1 - I ~ y^b / (bB).
    let ln_x = leading_logarithm(a, b, ln_p);
    let ln_y = leading_logarithm(b, a, ln_q);
    if ln_x < -0.7 && (ln_x <= ln_y || ln_y >= -0.7) {
        return exp(ln_x.max(-800.0)) / -exp_m1(ln_x);
    }
    if ln_y < -0.7 {
        return -exp_m1(ln_y) / exp(ln_y.max(-700.0));
    }
    a / b
}
