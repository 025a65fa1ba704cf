//! The standard normal distribution.

use super::error_function::erfc;
use crate::double_double::two_product;
use crate::elementary::{exp, ln};

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

/// |p - 1/2| up to here is the central region of [`normal_quantile`].
pub(crate) const CENTRAL_HALF_WIDTH: f64 = 0.425;

/// The quantile at 1/2 + `q`, for |q| <= [`CENTRAL_HALF_WIDTH`].
#[inline(always)]
pub(crate) fn normal_quantile_central(q: f64) -> f64 {
    let r = 0.180625 - q * q;
    let numerator = ((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r
        + 6.7265770927008700853e4)
        * r
        + 4.5921953931549871457e4)
        * r
        + 1.3731693765509461125e4)
        * r
        + 1.9715909503065514427e3)
        * r
        + 1.3314166789178437745e2)
        * r
        + 3.3871328727963666080;
    let denominator = ((((((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r
        + 3.9307895800092710610e4)
        * r
        + 2.1213794301586595867e4)
        * r
        + 5.3941960214247511077e3)
        * r
        + 6.8718700749205790830e2)
        * r
        + 4.2313330701600911252e1)
        * r
        + 1.0;
    q * numerator / denominator
}

/// Minus the quantile of the tail probability exp(-r²), for 1.6 <= r <= [`FAR_TAIL`].
#[inline(always)]
pub(crate) fn normal_quantile_tail(r: f64) -> f64 {
    let r = r - 1.6;
    let numerator = ((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r
        + 2.41780725177450611770e-1)
        * r
        + 1.27045825245236838258)
        * r
        + 3.64784832476320460504)
        * r
        + 5.76949722146069140550)
        * r
        + 4.63033784615654529590)
        * r
        + 1.42343711074968357734;
    let denominator = ((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r
        + 1.51986665636164571966e-2)
        * r
        + 1.48103976427480074590e-1)
        * r
        + 6.89767334985100004550e-1)
        * r
        + 1.67638483018380384940)
        * r
        + 2.05319162663775882187)
        * r
        + 1.0;
    numerator / denominator
}

/// r from which [`normal_quantile_far_tail`] is meant: a tail probability of 1.4e-11.
pub(crate) const FAR_TAIL: f64 = 5.0;

/// Minus the quantile of the tail probability exp(-r²), for r > [`FAR_TAIL`].
#[inline(always)]
pub(crate) fn normal_quantile_far_tail(r: f64) -> f64 {
    let r = r - 5.0;
    let numerator = ((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r
        + 1.24266094738807843860e-3)
        * r
        + 2.65321895265761230930e-2)
        * r
        + 2.96560571828504891230e-1)
        * r
        + 1.78482653991729133580)
        * r
        + 5.46378491116411436990)
        * r
        + 6.65790464350110377720;
    let denominator = ((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r
        + 1.84631831751005468180e-5)
        * r
        + 7.86869131145613259100e-4)
        * r
        + 1.48753612908506148525e-2)
        * r
        + 1.36929880922735805310e-1)
        * r
        + 5.99832206555887937690e-1)
        * r
        + 1.0;
    numerator / denominator
}

/// sqrt(-ln) of the smaller of `p` and 1 - `p`.
#[inline(always)]
pub(crate) fn normal_quantile_tail_argument(p: f64) -> f64 {
    // 1 - p is exact above one half.
    let tail_probability = if p < 0.5 { p } else { 1.0 - p };
    (-ln(tail_probability)).sqrt()
}

/// Standard normal quantile (Wichura 1988, algorithm AS 241, PPND16); ±inf at 1 and 0, NaN outside.
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= CENTRAL_HALF_WIDTH {
        return normal_quantile_central(q);
    }
    if !(p > 0.0 && p < 1.0) {
        return normal_quantile_outside(p);
    }
    let r = normal_quantile_tail_argument(p);
    let magnitude =
        if r <= FAR_TAIL { normal_quantile_tail(r) } else { normal_quantile_far_tail(r) };
    if q < 0.0 { -magnitude } else { magnitude }
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
