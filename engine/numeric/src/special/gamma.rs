//! Γ, its logarithm and derivative, and the pieces that the incomplete functions share.

use crate::elementary::{ln, ln_1p, sin};

/// ln(2 pi) / 2.
pub(super) const HALF_LN_TAU: f64 = 0.918938533204672741780;

/// From here on [`stirling_remainder`] holds.
pub(super) const STIRLING_MIN: f64 = 10.0;

const FACTORIALS: [f64; 171] = factorials();

/// n! rounded to the nearest, by products in double-double arithmetic.
const fn factorials() -> [f64; 171] {
    let mut table = [1.0; 171];
    let (mut high, mut low) = (1.0f64, 0.0f64);
    let mut n = 1;
    while n < 171 {
        let factor = n as f64;
        // `factor` has 8 bits, so that its products with the two halves of `high` are exact.
        let upper_half = f64::from_bits(high.to_bits() & !0xFFF_FFFF);
        let lower_half = high - upper_half;
        let product = high * factor;
        let error = (upper_half * factor - product) + lower_half * factor + low * factor;
        high = product + error;
        low = error - (high - product);
        table[n] = high;
        n += 1;
    }
    table
}

/// Natural logarithm of |Γ(x)|; +inf at the poles.
pub fn ln_gamma(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    libm::lgamma(x)
}

/// Γ(x); correctly rounded for integers. NaN at the negative integers, ±inf at ±0.
pub fn gamma(x: f64) -> f64 {
    if (1.0..=171.0).contains(&x) && x == x.trunc() {
        return FACTORIALS[x as usize - 1];
    }
    if x.is_nan() {
        return x;
    }
    libm::tgamma(x)
}

/// ln(n!) for n >= 0, also between integers.
pub fn ln_factorial(n: f64) -> f64 {
    if (0.0..=170.0).contains(&n) && n == n.trunc() {
        return ln(FACTORIALS[n as usize]);
    }
    if n.abs() < 0.5 { ln_gamma_1p(n) } else { ln_gamma(n + 1.0) }
}

/// ln Γ(1 + x), accurate near x = 0.
pub fn ln_gamma_1p(x: f64) -> f64 {
    if x.abs() > 0.5 || x.is_nan() {
        return ln_gamma(1.0 + x);
    }
    // ln Γ(1+x) = -ln(1+x) + (1-γ)x + Σ (-1)^k (ζ(k)-1) x^k / k, Abramowitz and Stegun 6.1.33.
    const ONE_MINUS_EULER: f64 = 0.422784335098467139393;
    const COEFFICIENTS: [f64; 28] = [
        0.32246703342411321824,
        -0.067352301053198095133,
        0.020580808427784547879,
        -0.0073855510286739852663,
        0.0028905103307415232858,
        -0.0011927539117032609771,
        0.00050966952474304242234,
        -0.00022315475845357937976,
        0.000099457512781808533715,
        -0.0000449262367381331417,
        0.000020507212775670691553,
        -9.439488275268395904e-6,
        4.3748667899074878042e-6,
        -2.0392157538013662368e-6,
        9.5514121304074198329e-7,
        -4.4924691987645660433e-7,
        2.1207184805554665869e-7,
        -1.0043224823968099609e-7,
        4.7698101693639805658e-8,
        -2.271109460894316491e-8,
        1.0838659214896954091e-8,
        -5.1834750419700466551e-9,
        2.4836745438024783172e-9,
        -1.1921401405860912074e-9,
        5.7313672416788620133e-10,
        -2.7595228851242331452e-10,
        1.3304764374244489481e-10,
        -6.4229645638381000221e-11,
    ];
    let sum = polynomial(&COEFFICIENTS, x);
    x * (ONE_MINUS_EULER + x * sum) - ln_1p(x)
}

/// Digamma, the derivative of ln Γ. NaN at 0 and the negative integers.
pub fn digamma(x: f64) -> f64 {
    if x.is_nan() || x == f64::INFINITY {
        return x;
    }
    if x <= 0.0 {
        if x == x.trunc() {
            return f64::NAN;
        }
        // ψ(1-x) - ψ(x) = π cot(πx); the fraction keeps the argument of the cotangent exact.
        let fraction = x - x.round();
        let angle = std::f64::consts::PI * fraction;
        return digamma(1.0 - x)
            - std::f64::consts::PI * crate::elementary::cos(angle) / sin(angle);
    }
    // Near its zero, relative accuracy needs the zero in more digits than a number holds. Chebyshev
    // fit of ψ(x)/(x - zero) around the zero, error 8e-18 (mpmath's chebyfit).
    const ZERO: [f64; 2] = [1.4616321449683622, 9.5499954299656977152e-17];
    const NEAR_ZERO: [f64; 12] = [
        0.9676722454476211627,
        -0.4427631689835921008,
        0.2584997609556967037,
        -0.1639427054424377806,
        0.1078240506472236055,
        -0.07219956122633315348,
        0.04880430367989589058,
        -0.03316113708728434559,
        0.02259517921275528703,
        -0.01542307714989558816,
        0.01071954855148880499,
        -0.007328168081337868905,
    ];
    let offset = (x - ZERO[0]) - ZERO[1];
    if offset.abs() <= 0.11 {
        return offset * polynomial(&NEAR_ZERO, offset);
    }
    let mut shifted = x;
    let mut result = 0.0;
    while shifted < STIRLING_MIN {
        result -= 1.0 / shifted;
        shifted += 1.0;
    }
    // Abramowitz and Stegun 6.3.18: B_2k / (2k).
    const COEFFICIENTS: [f64; 8] = [
        1.0 / 12.0,
        -1.0 / 120.0,
        1.0 / 252.0,
        -1.0 / 240.0,
        1.0 / 132.0,
        -691.0 / 32760.0,
        1.0 / 12.0,
        -3617.0 / 8160.0,
    ];
    let inverse = 1.0 / shifted;
    let square = inverse * inverse;
    result + (ln(shifted) - 0.5 * inverse - square * polynomial(&COEFFICIENTS, square))
}

/// Σ coefficients\[k\] x^k.
pub(super) fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    let mut sum = 0.0;
    for coefficient in coefficients.iter().rev() {
        sum = sum * x + coefficient;
    }
    sum
}

/// B_2k / (2k (2k - 1)): Abramowitz and Stegun 6.1.40.
const STIRLING: [f64; 8] = [
    1.0 / 12.0,
    -1.0 / 360.0,
    1.0 / 1260.0,
    -1.0 / 1680.0,
    1.0 / 1188.0,
    -691.0 / 360360.0,
    1.0 / 156.0,
    -3617.0 / 122400.0,
];

/// ln Γ(x) - ((x - 1/2) ln x - x + ln(2π)/2), for x >= [`STIRLING_MIN`].
pub(super) fn stirling_remainder(x: f64) -> f64 {
    let inverse = 1.0 / x;
    inverse * polynomial(&STIRLING, inverse * inverse)
}

/// ln(1 + x) - x, accurate near zero.
pub(super) fn ln_1p_minus(x: f64) -> f64 {
    if !(-0.5..=1.0).contains(&x) {
        return ln_1p(x) - x;
    }
    // With r = x/(2+x): ln(1+x) = 2r + 2r³ (1/3 + r²/5 + ...), and 2r - x = -xr.
    const COEFFICIENTS: [f64; 18] = [
        1.0 / 3.0,
        1.0 / 5.0,
        1.0 / 7.0,
        1.0 / 9.0,
        1.0 / 11.0,
        1.0 / 13.0,
        1.0 / 15.0,
        1.0 / 17.0,
        1.0 / 19.0,
        1.0 / 21.0,
        1.0 / 23.0,
        1.0 / 25.0,
        1.0 / 27.0,
        1.0 / 29.0,
        1.0 / 31.0,
        1.0 / 33.0,
        1.0 / 35.0,
        1.0 / 37.0,
    ];
    let r = x / (2.0 + x);
    let square = r * r;
    2.0 * r * square * polynomial(&COEFFICIENTS, square) - x * r
}

/// ln Γ(x + step) - ln Γ(x), accurate also where the step is far smaller than x; x > 0, step >= 0.
pub(super) fn ln_gamma_increment(x: f64, step: f64) -> f64 {
    let mut shifted = x;
    let mut shift = 0.0;
    while shifted < STIRLING_MIN {
        shift += ln_1p(step / shifted);
        shifted += 1.0;
    }
    let ratio = step / shifted;
    let growth = ln_1p(ratio);
    // Each term of the remainders' difference on its own, so that a small step loses no digits.
    let inverse = 1.0 / shifted;
    let square = inverse * inverse;
    let mut power = inverse;
    let mut remainders = 0.0;
    for (k, coefficient) in STIRLING.iter().enumerate() {
        let exponent = (2 * k + 1) as f64;
        remainders += coefficient * power * crate::elementary::exp_m1(-exponent * growth);
        power *= square;
    }
    // (s+h-½) ln(s+h) - (s-½) ln s - h = h ln s + (h-½) ln(1+h/s) + s (ln(1+h/s) - h/s)
    step * ln(shifted) + (step - 0.5) * growth + shifted * ln_1p_minus(ratio) + remainders - shift
}
