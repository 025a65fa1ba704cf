//! The standard normal distribution.

use crate::double_double::two_product;
use crate::elementary::{exp, ln};
use crate::polynomial::polynomial;

/// 1 / sqrt(2 pi).
const INVERSE_SQRT_TAU: f64 = 0.398942280401432677940;

/// Standard normal density.
pub fn normal_pdf(x: f64) -> f64 {
    // The rounding error of x² would be a relative error of x²/2 units of the result.
    let (square, error) = two_product(x, x);
    if !square.is_finite() || square > 1e4 {
        return if x.is_nan() { x } else { 0.0 };
    }
    INVERSE_SQRT_TAU * exp(-0.5 * square) * (1.0 - 0.5 * error)
}

/// Where the two halves of the variable of [`TAIL_COEFFICIENTS`] meet.
const FOLD: f64 = 4.0;
/// Φ(-39) is below the smallest positive number.
const FARTHEST: f64 = 39.0;

/// Of (a + 4) Φ(-a) exp(a²/2), in ascending powers of t = (a - 4) / (a + 4).
///
/// That function is smooth in t for all a >= 0, so that one polynomial serves everywhere, without
/// branches. Coefficients of its Chebyshev expansion on a in [0, 39], computed to 50 digits with
/// mpmath; cut off at degree 21 it is within 1e-16.
const TAIL_COEFFICIENTS: [f64; 22] = [
    7.552851304157515147e-1,
    -6.078966419718907607e-1,
    3.871374007422086098e-1,
    -1.865218579597941903e-1,
    6.039657489118912455e-2,
    -7.540188962592586931e-3,
    -3.479692371100101526e-3,
    1.630818399972898909e-3,
    1.333443331666680887e-4,
    -2.310944918451933422e-4,
    -1.908256149385840455e-6,
    3.514263378822486406e-5,
    7.160858893674286613e-7,
    -5.914248474332843049e-6,
    -6.266570337319201891e-7,
    1.010929678692047792e-6,
    2.640816119764208655e-7,
    -1.437961591006489284e-7,
    -7.454246697697310325e-8,
    7.634667814459399726e-9,
    1.149885606607316548e-8,
    2.054571628406410220e-9,
];

/// Standard normal distribution function, within 1e-15 of itself also in the lower tail.
#[inline(always)]
pub fn normal_cdf(x: f64) -> f64 {
    let a = if x.abs() > FARTHEST { FARTHEST } else { x.abs() };
    let variable = tail_variable(a);
    let LowerTail { exponent, factor } = lower_tail(a, tail_polynomial(&variable));
    let probability = normal_cdf_of_tail(x, exp(exponent) * factor);
    if x.is_nan() { x } else { probability }
}

/// The variable of [`TAIL_COEFFICIENTS`].
pub(crate) struct TailVariable {
    pub(crate) t: f64,
    /// 1 / (a + 4).
    pub(crate) inverse: f64,
}

/// The variable for `a` from 0 to [`FARTHEST`].
#[inline(always)]
pub(crate) fn tail_variable(a: f64) -> TailVariable {
    let inverse = 1.0 / (a + FOLD);
    TailVariable { t: (a - FOLD) * inverse, inverse }
}

/// Φ(-a) exp(a²/2).
#[inline(always)]
pub(crate) fn tail_polynomial(variable: &TailVariable) -> f64 {
    let TailVariable { t, inverse } = *variable;
    // Every fourth power apart, so that the four chains of operations run side by side.
    let square = t * t;
    let fourth = square * square;
    let [mut p0, mut p1, mut p2, mut p3] = [
        TAIL_COEFFICIENTS[20],
        TAIL_COEFFICIENTS[21],
        TAIL_COEFFICIENTS[18],
        TAIL_COEFFICIENTS[19],
    ];
    p0 = p0 * fourth + TAIL_COEFFICIENTS[16];
    p1 = p1 * fourth + TAIL_COEFFICIENTS[17];
    for power in (0..4).rev() {
        p0 = p0 * fourth + TAIL_COEFFICIENTS[4 * power];
        p1 = p1 * fourth + TAIL_COEFFICIENTS[4 * power + 1];
        p2 = p2 * fourth + TAIL_COEFFICIENTS[4 * power + 2];
        p3 = p3 * fourth + TAIL_COEFFICIENTS[4 * power + 3];
    }
    ((p0 + p1 * t) + square * (p2 + p3 * t)) * inverse
}

/// Φ(-a) = e^exponent factor.
pub(crate) struct LowerTail {
    pub(crate) exponent: f64,
    pub(crate) factor: f64,
}

/// The lower tail below -`a` from its [`tail_polynomial`].
#[inline(always)]
pub(crate) fn lower_tail(a: f64, polynomial: f64) -> LowerTail {
    // The rounding error of a² would be a relative error of a²/2 units: square the upper 26 bits of
    // a, which is exact, and add the small rest as a factor.
    let upper = f64::from_bits(a.to_bits() & !0x7ff_ffff);
    let rest = 0.5 * (a - upper) * (a + upper);
    let rest_factor = 1.0 - rest * (1.0 - rest * (0.5 - rest * (1.0 / 6.0)));
    LowerTail { exponent: -0.5 * upper * upper, factor: rest_factor * polynomial }
}

/// Φ(x) from Φ(-|x|).
#[inline(always)]
pub(crate) fn normal_cdf_of_tail(x: f64, tail: f64) -> f64 {
    if x > 0.0 { 1.0 - tail } else { tail }
}

/// |p - 1/2| up to here is the central region of [`normal_quantile`]: 97.5% of all probabilities,
/// against 85% in AS 241, so that blocks have few tails to compute.
pub(crate) const CENTRAL_HALF_WIDTH: f64 = 0.4875;

/// The quantile at `p` in the central region.
#[inline(always)]
pub(crate) fn normal_quantile_central(p: f64) -> f64 {
    // Rational fit of quantile / (p - 1/2) in p (1 - p), relative error 1.6e-17 (least squares in
    // 70 digits, reweighted towards equal errors). All coefficients are positive: no cancellation.
    const NUMERATOR: [f64; 12] = [
        7.4331092759376044648,
        16190.205320894351411,
        7521124.3282080943259,
        1228779303.6828251435,
        85709282353.047397974,
        2789654456155.5685801,
        43834488769781.162448,
        330350254490685.31191,
        1136101980080355.512,
        1588349780582910.302,
        696727637184757.1717,
        42929252739970.382707,
    ];
    const DENOMINATOR: [f64; 12] = [
        1.0,
        2598.0012119425367358,
        1373417.3287258372626,
        252522584.38173964678,
        19840640984.441339157,
        733592054098.37362053,
        13303125352055.46908,
        118676633883257.96782,
        503265281274795.26554,
        931547055651644.07818,
        627535981315808.36273,
        97703719431343.959464,
    ];
    let product = p * (1.0 - p);
    (p - 0.5) * polynomial(&NUMERATOR, product) / polynomial(&DENOMINATOR, product)
}

/// Minus the quantile of the tail probability exp(-r²), for 1.6 <= r <= [`FAR_TAIL`].
#[inline(always)]
pub(crate) fn normal_quantile_tail(r: f64) -> f64 {
    let r = r - 1.6;
    const NUMERATOR: [f64; 8] = [
        1.42343711074968357734,
        4.63033784615654529590,
        5.76949722146069140550,
        3.64784832476320460504,
        1.27045825245236838258,
        2.41780725177450611770e-1,
        2.27238449892691845833e-2,
        7.74545014278341407640e-4,
    ];
    const DENOMINATOR: [f64; 8] = [
        1.0,
        2.05319162663775882187,
        1.67638483018380384940,
        6.89767334985100004550e-1,
        1.48103976427480074590e-1,
        1.51986665636164571966e-2,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9,
    ];
    polynomial(&NUMERATOR, r) / polynomial(&DENOMINATOR, r)
}

/// r from which [`normal_quantile_far_tail`] is meant: a tail probability of 1.4e-11.
pub(crate) const FAR_TAIL: f64 = 5.0;

/// Minus the quantile of the tail probability exp(-r²), for r > [`FAR_TAIL`].
#[inline(always)]
pub(crate) fn normal_quantile_far_tail(r: f64) -> f64 {
    let r = r - 5.0;
    const NUMERATOR: [f64; 8] = [
        6.65790464350110377720,
        5.46378491116411436990,
        1.78482653991729133580,
        2.96560571828504891230e-1,
        2.65321895265761230930e-2,
        1.24266094738807843860e-3,
        2.71155556874348757815e-5,
        2.01033439929228813265e-7,
    ];
    const DENOMINATOR: [f64; 8] = [
        1.0,
        5.99832206555887937690e-1,
        1.36929880922735805310e-1,
        1.48753612908506148525e-2,
        7.86869131145613259100e-4,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15,
    ];
    polynomial(&NUMERATOR, r) / polynomial(&DENOMINATOR, r)
}

/// sqrt(-ln) of the smaller of `p` and 1 - `p`.
#[inline(always)]
pub(crate) fn normal_quantile_tail_argument(p: f64) -> f64 {
    // 1 - p is exact above one half.
    let tail_probability = if p < 0.5 { p } else { 1.0 - p };
    (-ln(tail_probability)).sqrt()
}

/// Standard normal quantile, relative error about 4e-16; ±inf at 1 and 0, NaN outside.
///
/// The tails beyond 1.25% are those of Wichura 1988, algorithm AS 241, PPND16.
pub fn normal_quantile(p: f64) -> f64 {
    if (p - 0.5).abs() <= CENTRAL_HALF_WIDTH {
        return normal_quantile_central(p);
    }
    if !(p > 0.0 && p < 1.0) {
        return normal_quantile_outside(p);
    }
    let r = normal_quantile_tail_argument(p);
    let magnitude =
        if r <= FAR_TAIL { normal_quantile_tail(r) } else { normal_quantile_far_tail(r) };
    if p < 0.5 { -magnitude } else { magnitude }
}

/// The quantile of what is no probability inside (0, 1).
pub(crate) fn normal_quantile_outside(p: f64) -> f64 {
    if p == 0.0 {
        f64::NEG_INFINITY
    } else if p == 1.0 {
        f64::INFINITY
    } else if p.is_nan() {
        p
    } else {
        f64::NAN
    }
}
