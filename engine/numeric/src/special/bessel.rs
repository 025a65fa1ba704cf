//! Bessel functions of integer order, as Excel's BESSELJ, BESSELY, BESSELI and BESSELK.

use super::gamma::{STIRLING_MIN, gamma, stirling_remainder};
use crate::elementary::{asinh, cosh, exp, ln, pow};

/// From this order on the modified functions use their uniform expansions.
const LARGE_ORDER: i32 = 1000;

/// Above this order the ordinary functions are given only where they are 0 or -inf.
const ORDER_MAX: i32 = 1_000_000;

/// Bessel function of the first kind, integer order n >= 0. Near its zeros the error is relative
/// to the function's amplitude. NaN for n < 0, and for n > 1,000,000 unless |x| < 0.99 n.
pub fn bessel_j(n: i32, x: f64) -> f64 {
    if n < 0 || x.is_nan() {
        return f64::NAN;
    }
    if n > ORDER_MAX {
        return if x.abs() < 0.99 * f64::from(n) { 0.0 } else { f64::NAN };
    }
    libm::jn(n, x)
}

/// Bessel function of the second kind, integer order n >= 0, x > 0. Near its zeros the error is
/// relative to the function's amplitude. NaN for n < 0, x < 0, and for n > 1,000,000 unless
/// x < 0.99 n; -inf at 0.
pub fn bessel_y(n: i32, x: f64) -> f64 {
    if n < 0 || x.is_nan() || x < 0.0 {
        return f64::NAN;
    }
    if n > ORDER_MAX {
        return if x < 0.99 * f64::from(n) { f64::NEG_INFINITY } else { f64::NAN };
    }
    libm::yn(n, x)
}

/// Modified Bessel function of the first kind, integer order n >= 0; NaN for n < 0. Relative error
/// up to 2e-13 for orders near 1,000.
pub fn bessel_i(n: i32, x: f64) -> f64 {
    if n < 0 || x.is_nan() {
        return f64::NAN;
    }
    let magnitude = x.abs();
    let value = if n >= LARGE_ORDER {
        uniform_expansion(f64::from(n), magnitude, 1.0)
    } else {
        power_series(n, magnitude)
    };
    if x < 0.0 && n % 2 == 1 { -value } else { value }
}

/// Σ (x/2)^(n+2k) / (k! (n+k)!), all of one sign: DLMF 10.25.2. n < 1000.
fn power_series(n: i32, x: f64) -> f64 {
    // I_n(x) overflows beyond x = 1222 for all these orders.
    if x > 1300.0 {
        return f64::INFINITY;
    }
    if x == 0.0 {
        return if n == 0 { 1.0 } else { 0.0 };
    }
    let order = f64::from(n);
    let half = 0.5 * x;
    // (x/2)^n / n!, by Stirling's formula where the power may overflow.
    let power = pow(half, order);
    let mut term = if order < STIRLING_MIN || (order <= 170.0 && power > 1e-290 && power < 1e290) {
        power / gamma(order + 1.0)
    } else {
        exp(order * (ln(half / order) + 1.0) - stirling_remainder(order))
            / (std::f64::consts::TAU * order).sqrt()
    };
    let mut sum = term;
    let square = half * half;
    for k in 1..2000 {
        let k = f64::from(k);
        term *= square / (k * (order + k));
        sum += term;
        if term <= 1e-17 * sum {
            break;
        }
    }
    sum
}

/// Modified Bessel function of the second kind, integer order n >= 0, x > 0; +inf at 0, NaN below.
pub fn bessel_k(n: i32, x: f64) -> f64 {
    if n < 0 || x.is_nan() || x < 0.0 {
        return f64::NAN;
    }
    if x == 0.0 {
        return f64::INFINITY;
    }
    if x == f64::INFINITY {
        return 0.0;
    }
    if n >= LARGE_ORDER {
        return uniform_expansion(f64::from(n), x, -1.0);
    }
    // Upward recurrence is stable for K. In units of e^-x, of which a half is given back as soon as
    // the numbers are large, so that neither the start underflows nor the end overflows needlessly.
    let half_scale = exp(-0.5 * x);
    let mut halves_left = 2;
    let mut current = scaled_k(0, x);
    if n > 0 {
        let mut previous = current;
        current = scaled_k(1, x);
        for k in 1..n {
            let next = previous + 2.0 * f64::from(k) / x * current;
            previous = current;
            current = next;
            if current > 1e150 && halves_left > 0 {
                halves_left -= 1;
                previous *= half_scale;
                current *= half_scale;
            }
        }
    }
    for _ in 0..halves_left {
        current *= half_scale;
    }
    current
}

/// e^x K_n(x) for n = 0 or 1: the integral of e^(-x (cosh t - 1)) cosh(nt) over t >= 0 (DLMF
/// 10.32.9) by the trapezoidal rule, whose error for this integrand falls like e^(-π²/h), and for
/// a large x like e^(-2π²/(h²x)).
fn scaled_k(n: i32, x: f64) -> f64 {
    if n == 1 && x < 1e-300 {
        return 1.0 / x;
    }
    let step = (0.6 / x.sqrt()).min(0.125);
    let mut sum = 0.5;
    for i in 1..6000 {
        let t = step * f64::from(i);
        // cosh t - 1 = 2 sinh²(t/2)
        let half_sinh = crate::elementary::sinh(0.5 * t);
        let value = exp(-2.0 * x * half_sinh * half_sinh);
        let term = if n == 0 { value } else { value * cosh(t) };
        sum += term;
        if term <= 1e-18 * sum {
            break;
        }
    }
    step * sum
}

/// I (`sign` = 1) or K (-1) of a large order, DLMF 10.41.3 and 10.41.4.
fn uniform_expansion(order: f64, x: f64, sign: f64) -> f64 {
    let z = x / order;
    if z > 1e6 {
        return if sign > 0.0 { f64::INFINITY } else { 0.0 };
    }
    let root = (1.0 + z * z).sqrt();
    let t = 1.0 / root;
    let square = t * t;
    // The polynomials u_k(t) of DLMF 10.41.10.
    let u1 = t * (3.0 - 5.0 * square) / 24.0;
    let u2 = square * (81.0 - 462.0 * square + 385.0 * square * square) / 1152.0;
    let u3 = t
        * square
        * (30375.0 - 369603.0 * square + 765765.0 * square * square
            - 425425.0 * square * square * square)
        / 414720.0;
    let inverse = sign / order;
    let series = 1.0 + inverse * (u1 + inverse * (u2 + inverse * u3));
    // η = sqrt(1+z²) + ln(z / (1 + sqrt(1+z²))) = sqrt(1+z²) - asinh(1/z)
    let eta = root - asinh(1.0 / z);
    let half_scale = exp(0.5 * sign * order * eta);
    let amplitude = if sign > 0.0 {
        1.0 / (std::f64::consts::TAU * order).sqrt()
    } else {
        (std::f64::consts::PI / (2.0 * order)).sqrt()
    };
    amplitude * t.sqrt() * series * half_scale * half_scale
}
