//! The regularised incomplete gamma functions and their inverses.
//!
//! Below shape 1 and argument 1.1, the power series of the lower function, arranged so that both
//! tails keep their digits; then the series (below) or the continued fraction (above), and from
//! shape 200 on, around the middle, Temme's uniform expansion (DLMF 8.12).

use super::gamma::{
    HALF_LN_TAU, STIRLING_MIN, gamma, ln_1p_minus, ln_gamma, ln_gamma_1p, polynomial,
    stirling_remainder,
};
use super::newton::{Tail, solve_ln_tail};
use super::{erfc, normal_quantile};
use crate::elementary::{exp, exp_m1, ln, ln_1p, pow};

/// More terms than any series or fraction below takes in its region.
const TERMS_MAX: usize = 2000;
const EPSILON: f64 = 1.0e-17;

/// Regularised lower incomplete gamma P(a, x), a > 0, x >= 0; NaN elsewhere.
pub fn gamma_p(a: f64, x: f64) -> f64 {
    gamma_pair(a, x).0
}

/// Regularised upper incomplete gamma Q(a, x) = 1 - P(a, x), accurate in the upper tail.
pub fn gamma_q(a: f64, x: f64) -> f64 {
    gamma_pair(a, x).1
}

/// The x with P(a, x) = p; NaN outside a > 0 and 0 <= p <= 1.
pub fn gamma_p_inverse(a: f64, p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return if p.is_nan() { p } else { f64::NAN };
    }
    gamma_inverse(a, p, 1.0 - p)
}

/// The x with Q(a, x) = q.
pub fn gamma_q_inverse(a: f64, q: f64) -> f64 {
    if !(0.0..=1.0).contains(&q) {
        return if q.is_nan() { q } else { f64::NAN };
    }
    gamma_inverse(a, 1.0 - q, q)
}

/// P and Q.
fn gamma_pair(a: f64, x: f64) -> (f64, f64) {
    if a.is_nan() || x.is_nan() || a <= 0.0 || x < 0.0 || a == f64::INFINITY {
        return (f64::NAN, f64::NAN);
    }
    if x == 0.0 {
        return (0.0, 1.0);
    }
    if x == f64::INFINITY {
        return (1.0, 0.0);
    }
    if a < 1.0 && x <= 1.1 {
        return small_shape(a, x);
    }
    if a >= 200.0 && (x - a).abs() < 0.3 * a {
        return temme(a, x);
    }
    if x < a + 1.0 {
        let p = lower_series(a, x);
        return (p, 1.0 - p);
    }
    let q = upper_fraction(a, x);
    (1.0 - q, q)
}

/// x^a e^-x / Γ(a), the density of ln X.
fn density_of_logarithm(a: f64, x: f64) -> f64 {
    if a < STIRLING_MIN {
        // 1/Γ(a) = a/Γ(1+a), which doesn't overflow. In two factors, for x beyond exp's range.
        let half = exp(-0.5 * x);
        return half * pow(x, a) * half * (a / gamma(1.0 + a));
    }
    let relative = (x - a) / a;
    let exponent =
        if relative.abs() < 0.6 { a * ln_1p_minus(relative) } else { a * ln(x / a) - (x - a) };
    exp(exponent - stirling_remainder(a) - HALF_LN_TAU) * a.sqrt()
}

/// P = e^L (1 + aS) and Q = -(e^L - 1) - e^L aS with L = ln(x^a / Γ(1+a)) and
/// S = Σ (-x)^n / (n! (a+n)): no digits are lost however small a is.
fn small_shape(a: f64, x: f64) -> (f64, f64) {
    let mut power = 1.0;
    let mut sum = 0.0;
    for n in 1..TERMS_MAX {
        let n = n as f64;
        power *= -x / n;
        let term = power / (a + n);
        sum += term;
        if term.abs() <= EPSILON * sum.abs() {
            break;
        }
    }
    let logarithm = a * ln(x) - ln_gamma_1p(a);
    if logarithm < -1.0 {
        let p = pow(x, a) * exp(-ln_gamma_1p(a)) * (1.0 + a * sum);
        return (p, 1.0 - p);
    }
    let leading = exp_m1(logarithm);
    let correction = (1.0 + leading) * a * sum;
    (1.0 + leading + correction, -leading - correction)
}

/// P by its series, DLMF 8.11.4; for x not far above a.
fn lower_series(a: f64, x: f64) -> f64 {
    let factor = density_of_logarithm(a, x) / a;
    let mut denominator = a;
    let mut term = 1.0;
    let mut sum = 1.0;
    for _ in 0..TERMS_MAX {
        denominator += 1.0;
        term *= x / denominator;
        sum += term;
        if term <= EPSILON * sum {
            break;
        }
    }
    (factor * sum).min(1.0)
}

/// Q by Legendre's continued fraction, DLMF 8.9.2, with Lentz's method; for x above a.
fn upper_fraction(a: f64, x: f64) -> f64 {
    let factor = density_of_logarithm(a, x);
    if factor == 0.0 {
        return 0.0;
    }
    let mut b = x + 1.0 - a;
    let mut c = f64::MAX;
    let mut d = 1.0 / b;
    let mut result = d;
    for n in 1..TERMS_MAX {
        let n = n as f64;
        let numerator = -n * (n - a);
        b += 2.0;
        d = 1.0 / (numerator * d + b);
        c = b + numerator / c;
        let change = c * d;
        result *= change;
        if (change - 1.0).abs() <= 1.2e-16 {
            break;
        }
    }
    (factor * result).clamp(0.0, 1.0)
}

/// Temme's expansion, DLMF 8.12.3 and following, for a >= 200 and |x/a - 1| < 0.3.
fn temme(a: f64, x: f64) -> (f64, f64) {
    // Taylor coefficients of c_k(η), by the recurrence of DLMF 8.12.11 in exact arithmetic.
    const C0: [f64; 17] = [
        -0.333333333333333333,
        0.0833333333333333333,
        -0.0148148148148148148,
        0.00115740740740740741,
        0.0003527336860670194,
        -0.000178755144032921811,
        0.0000391926317852243778,
        -2.18544851067999216e-6,
        -1.85406221071515996e-6,
        8.29671134095308601e-7,
        -1.76659527368260793e-7,
        6.70785354340149858e-9,
        1.0261809784240308e-8,
        -4.38203601845335319e-9,
        9.14769958223679023e-10,
        -2.55141939949462498e-11,
        -5.83077213255042507e-11,
    ];
    const C1: [f64; 15] = [
        -0.00185185185185185185,
        -0.00347222222222222222,
        0.0026455026455026455,
        -0.000990226337448559671,
        0.000205761316872427984,
        -4.01877572016460905e-7,
        -0.0000180985503344899778,
        7.64916091608111008e-6,
        -1.6120900894563446e-6,
        4.64712780280743434e-9,
        1.37863344691572096e-7,
        -5.75254560351770496e-8,
        1.19516285997781473e-8,
        -1.75432417197476476e-11,
        -1.00915437106004126e-9,
    ];
    const C2: [f64; 13] = [
        0.0041335978835978836,
        -0.00268132716049382716,
        0.000771604938271604938,
        2.00938786008230453e-6,
        -0.000107366532263651605,
        0.0000529234488291201254,
        -0.0000127606351886187277,
        3.42357873409613807e-8,
        1.37219573090629332e-6,
        -6.29899213838005502e-7,
        1.42806142060642418e-7,
        -2.0477098421990866e-10,
        -1.40925299108675211e-8,
    ];
    const C3: [f64; 9] = [
        0.000649434156378600823,
        0.000229472093621399177,
        -0.000469189494395255712,
        0.000267720632062838853,
        -0.0000756180167188397641,
        -2.39650511386729665e-7,
        0.0000110826541153473024,
        -5.67495282699159657e-6,
        1.42309007324358839e-6,
    ];
    const C4: [f64; 7] = [
        -0.000861888290916711699,
        0.000784039221720066627,
        -0.00029907248030319018,
        -1.46384525788434182e-6,
        0.0000664149821546512219,
        -0.0000396836504717943466,
        0.0000113757269706784191,
    ];
    const C5: [f64; 5] = [
        -0.00033679855336635815,
        -0.0000697281375836585777,
        0.000277275324495939208,
        -0.000199325705161888477,
        0.0000679978047793720784,
    ];
    const C6: [f64; 2] = [0.000531307936463992223, -0.000592166437353693883];
    let relative = (x - a) / a;
    let half_eta_square = -ln_1p_minus(relative);
    let eta = (2.0 * half_eta_square).sqrt().copysign(relative);
    let rows = [
        polynomial(&C0, eta),
        polynomial(&C1, eta),
        polynomial(&C2, eta),
        polynomial(&C3, eta),
        polynomial(&C4, eta),
        polynomial(&C5, eta),
        polynomial(&C6, eta),
    ];
    let exponent = a * half_eta_square;
    let remainder =
        exp(-exponent) * polynomial(&rows, 1.0 / a) / (std::f64::consts::TAU.sqrt() * a.sqrt());
    let argument = exponent.sqrt();
    if relative < 0.0 {
        let p = (0.5 * erfc(argument) - remainder).max(0.0);
        return (p, 1.0 - p);
    }
    let q = (0.5 * erfc(argument) + remainder).max(0.0);
    (1.0 - q, q)
}

/// The x with P(a, x) = p and Q(a, x) = q; p + q = 1.
fn gamma_inverse(a: f64, p: f64, q: f64) -> f64 {
    if !(a > 0.0 && a < f64::INFINITY) {
        return f64::NAN;
    }
    if p == 0.0 {
        return 0.0;
    }
    if q == 0.0 {
        return f64::INFINITY;
    }
    let lower = p <= q;
    let ln_target = if lower { ln(p) } else { ln(q) };
    let ln_p = if lower { ln_target } else { ln_1p(-q) };
    // P(a, x) < x^a / Γ(1+a), with equality as x goes to zero: never above the answer.
    let from_leading_term =
        exp((ln_p + if a < 1.0 { ln_gamma_1p(a) } else { ln_gamma(a + 1.0) }) / a);
    if from_leading_term < 1e-280 {
        return from_leading_term;
    }
    // Wilson and Hilferty 1931.
    let z = if lower { normal_quantile(p) } else { -normal_quantile(q) };
    let cube_root = 1.0 - 1.0 / (9.0 * a) + z / (3.0 * a.sqrt());
    let x = if a >= 1.0 && cube_root > 0.2 {
        (a * cube_root * cube_root * cube_root).max(from_leading_term)
    } else {
        from_leading_term
    };
    solve_ln_tail(x, lower, a.sqrt().max(1.0), |x| {
        let (p, q) = gamma_pair(a, x);
        let tail = if lower { p } else { q };
        Tail { ln_difference: ln_target - ln(tail), growth: density_of_logarithm(a, x) / tail }
    })
}
