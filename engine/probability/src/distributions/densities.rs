//! Densities that keep their relative accuracy for large parameters.
//!
//! Loader 2000, "Fast and Accurate Computation of Binomial Probabilities": the large terms of
//! Stirling's formula are cancelled in algebra rather than in arithmetic.

use ulam_numeric::elementary::{exp, ln, ln_1p, pow};
use ulam_numeric::special::{erfc, ln_gamma};

const HALF_LN_TWO_PI: f64 = 0.9189385332046728;
const TWO_PI: f64 = std::f64::consts::TAU;

/// ln Γ(n + 1) less its Stirling approximation (n + 1/2) ln n - n + ln(2π)/2, for n > 0.
fn stirling_error(n: f64) -> f64 {
    if n < 16.0 {
        return ln_gamma(n + 1.0) - (n + 0.5) * ln(n) + n - HALF_LN_TWO_PI;
    }
    // Bernoulli numbers: 1/12, 1/360, 1/1260, 1/1680, 1/1188, 691/360360, 1/156.
    let square = n * n;
    let mut series = 1.0 / 156.0;
    for coefficient in
        [691.0 / 360360.0, 1.0 / 1188.0, 1.0 / 1680.0, 1.0 / 1260.0, 1.0 / 360.0, 1.0 / 12.0]
    {
        series = coefficient - series / square;
    }
    series / n
}

/// x ln(x / mean) + mean - x, Loader's deviance term, for x > 0 and mean > 0.
fn deviance(x: f64, mean: f64) -> f64 {
    let difference = x - mean;
    if difference.abs() < 0.1 * (x + mean) {
        let ratio = difference / (x + mean);
        let square = ratio * ratio;
        let mut sum = difference * ratio;
        let mut term = 2.0 * x * ratio;
        for j in 1..200 {
            term *= square;
            let next = sum + term / f64::from(2 * j + 1);
            if next == sum {
                break;
            }
            sum = next;
        }
        return sum;
    }
    x * ln(x / mean) + mean - x
}

/// e^-mean mean^x / Γ(x + 1), for x >= 0, not necessarily whole.
pub fn poisson_density(x: f64, mean: f64) -> f64 {
    if mean == 0.0 {
        return if x == 0.0 { 1.0 } else { 0.0 };
    }
    if x < 0.0 || mean < 0.0 {
        return 0.0;
    }
    if x <= mean * f64::MIN_POSITIVE {
        return exp(-mean);
    }
    if mean < x * f64::MIN_POSITIVE {
        return exp(-mean + x * ln(mean) - ln_gamma(x + 1.0));
    }
    if mean.is_infinite() || x.is_infinite() {
        return 0.0;
    }
    exp(-stirling_error(x) - deviance(x, mean)) / (TWO_PI * x).sqrt()
}

/// Γ(n + 1) / (Γ(x + 1) Γ(n - x + 1)) p^x q^(n - x) with q = 1 - p, for 0 <= x <= n, not
/// necessarily whole.
pub fn binomial_density(x: f64, n: f64, p: f64, q: f64) -> f64 {
    if !(x >= 0.0 && x <= n) {
        return 0.0;
    }
    if p == 0.0 {
        return if x == 0.0 { 1.0 } else { 0.0 };
    }
    if q == 0.0 {
        return if x == n { 1.0 } else { 0.0 };
    }
    let power = |base: f64, complement: f64| {
        if base > 0.5 { exp(n * ln_1p(-complement)) } else { pow(base, n) }
    };
    if x == 0.0 {
        return power(q, p);
    }
    if x == n {
        return power(p, q);
    }
    let rest = n - x;
    let exponent = stirling_error(n)
        - stirling_error(x)
        - stirling_error(rest)
        - deviance(x, n * p)
        - deviance(rest, n * q);
    exp(exponent) * (n / (TWO_PI * x * rest)).sqrt()
}

/// Density y^(a-1) e^-y / Γ(a) of the standard gamma law.
pub fn gamma_density(shape: f64, y: f64) -> f64 {
    if y < 0.0 {
        return 0.0;
    }
    if y == 0.0 {
        return match shape.partial_cmp(&1.0) {
            Some(std::cmp::Ordering::Less) => f64::INFINITY,
            Some(std::cmp::Ordering::Equal) => 1.0,
            _ => 0.0,
        };
    }
    if shape < 1.0 {
        shape / y * poisson_density(shape, y)
    } else {
        poisson_density(shape - 1.0, y)
    }
}

/// Density y^(a-1) (1-y)^(b-1) / B(a, b) of the beta law, given both y and its complement 1 - y.
pub fn beta_density(a: f64, b: f64, y: f64, complement: f64) -> f64 {
    if y < 0.0 || complement < 0.0 {
        return 0.0;
    }
    let at_end = |own: f64, other: f64| match own.partial_cmp(&1.0) {
        Some(std::cmp::Ordering::Less) => f64::INFINITY,
        Some(std::cmp::Ordering::Equal) => other,
        _ => 0.0,
    };
    if y == 0.0 {
        return at_end(a, b);
    }
    if complement == 0.0 {
        return at_end(b, a);
    }
    match (a < 1.0, b < 1.0) {
        (true, true) => {
            a * b / ((a + b) * y * complement) * binomial_density(a, a + b, y, complement)
        }
        (true, false) => a / y * binomial_density(a, a + b - 1.0, y, complement),
        (false, true) => b / complement * binomial_density(a - 1.0, a + b - 1.0, y, complement),
        (false, false) => (a + b - 1.0) * binomial_density(a - 1.0, a + b - 2.0, y, complement),
    }
}

/// e^(x^2) erfc(x), the scaled complementary error function.
pub fn scaled_erfc(x: f64) -> f64 {
    if x < 8.0 {
        return exp(x * x) * erfc(x);
    }
    // Laplace's continued fraction, from the inside out; 40 terms are exact to rounding here.
    let mut fraction = x;
    for k in (1..=40).rev() {
        fraction = x + 0.5 * f64::from(k) / fraction;
    }
    0.5641895835477563 / fraction
}
