//! The standard normal distribution.

use super::error_function::erfc;
use crate::double_double::two_product;
use crate::elementary::{exp, ln};
use crate::polynomial::polynomial;

/// 1 / sqrt(2 pi).
const INVERSE_SQRT_TAU: f64 = 0.398942280401432677940;
/// 1 / sqrt(2) is the sum of these two.
const INVERSE_SQRT_2: [f64; 2] = [std::f64::consts::FRAC_1_SQRT_2, -4.833646656726456726e-17];

/// Standard normal density.
pub fn normal_pdf(x: f64) -> f64 {
    // The rounding error of x² would be a relative error of x²/2 units of the result.
    let (square, error) = two_product(x, x);
    if !square.is_finite() || square > 1e4 {
        return if x.is_nan() { x } else { 0.0 };
    }
    INVERSE_SQRT_TAU * exp(-0.5 * square) * (1.0 - 0.5 * error)
}

/// Standard normal distribution function, accurate in the lower tail.
pub fn normal_cdf(x: f64) -> f64 {
    let z = -x * INVERSE_SQRT_2[0];
    if !(z > 1.0 && z < 28.0) {
        return 0.5 * erfc(z);
    }
    // The rounding error of z would be a relative error of 2z² units of the result: first-order
    // correction with the derivative of erfc.
    let (product, error) = two_product(-x, INVERSE_SQRT_2[0]);
    let z_error = error - x * INVERSE_SQRT_2[1];
    const INVERSE_SQRT_PI: f64 = 0.564189583547756286948;
    0.5 * erfc(product) - z_error * INVERSE_SQRT_PI * exp(-product * product)
}

/// |p - 1/2| up to here is the central region of [`normal_quantile`]: 97.5% of all probabilities,
/// against 85% in AS 241, so that blocks have few tails to compute.
pub(crate) const CENTRAL_HALF_WIDTH: f64 = 0.4875;

/// The quantile at `p` in the central region.
#[inline(always)]
pub(crate) fn normal_quantile_central(p: f64) -> f64 {
    // Rational fit of quantile / (p - 1/2) in p (1 - p), relative error 1.6e-17 (least squares in 70
    // digits, reweighted towards equal errors). All coefficients are positive: no cancellation.
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
