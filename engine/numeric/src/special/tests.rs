//! The special functions against the values of mpmath in `test_values.rs`.

use super::test_values as values;
use super::*;

/// Panics with every value that is off by more than `tolerance`, relative to the expected one.
struct Comparison {
    tolerance: f64,
    failures: String,
}

impl Comparison {
    fn new(tolerance: f64) -> Comparison {
        Comparison { tolerance, failures: String::new() }
    }

    fn check(&mut self, what: &str, arguments: &[f64], actual: f64, expected: f64) {
        self.check_within(what, arguments, actual, expected, 0.0);
    }

    fn check_within(
        &mut self,
        what: &str,
        arguments: &[f64],
        actual: f64,
        expected: f64,
        absolute: f64,
    ) {
        let error = (actual - expected).abs();
        let close = error <= self.tolerance * expected.abs() + absolute;
        if !close {
            self.failures += &format!(
                "\n{what} of {arguments:?}: {actual:e}, expected {expected:e}, relative error {:.1e}",
                error / expected.abs()
            );
        }
    }

    fn finish(self) {
        assert!(self.failures.is_empty(), "{}", self.failures);
    }
}

/// What the rounding of an exponent costs where the result is this far down in a tail.
fn tail_allowance(probability: f64) -> f64 {
    6e-16 * crate::elementary::ln(probability).abs()
}

#[test]
fn gamma_and_its_logarithm_and_derivative() {
    let mut comparison = Comparison::new(2e-15);
    for &[x, expected_gamma, expected_ln, expected_digamma] in values::GAMMA {
        comparison.check("gamma", &[x], gamma(x), expected_gamma);
        // Below zero the logarithm is accurate to the size of its terms only.
        let absolute = if x < 0.0 { 1e-15 } else { 0.0 };
        comparison.check_within("ln_gamma", &[x], ln_gamma(x), expected_ln, absolute);
        comparison.check_within("digamma", &[x], digamma(x), expected_digamma, absolute);
    }
    for &[x, expected] in values::LN_GAMMA_1P {
        comparison.check("ln_gamma_1p", &[x], ln_gamma_1p(x), expected);
    }
    comparison.finish();
    assert_eq!(gamma(23.0), 1124000727777607680000.0);
    assert_eq!(gamma(171.0), 7.257415615307999e306);
    assert_eq!(gamma(172.0), f64::INFINITY);
    assert_eq!(ln_factorial(0.0), 0.0);
    assert_eq!(digamma(1.4616321449683622), -9.2412655217294275e-17);
}

#[test]
fn incomplete_gamma() {
    let mut comparison = Comparison::new(0.0);
    for &[a, x, expected_p, expected_q] in values::INCOMPLETE_GAMMA {
        comparison.tolerance = 4e-15 + tail_allowance(expected_p);
        comparison.check("gamma_p", &[a, x], gamma_p(a, x), expected_p);
        comparison.tolerance = 4e-15 + tail_allowance(expected_q);
        comparison.check("gamma_q", &[a, x], gamma_q(a, x), expected_q);
    }
    comparison.finish();
    assert_eq!(gamma_p(2.0, 0.0), 0.0);
    assert_eq!(gamma_q(2.0, f64::INFINITY), 0.0);
    assert!(gamma_p(-1.0, 1.0).is_nan() && gamma_p(1.0, -1.0).is_nan());
}

/// The error of an inverse is its function's error divided by how fast the function grows; the
/// smaller tail says most about x.
#[test]
fn incomplete_gamma_inverses_return_the_argument() {
    let mut comparison = Comparison::new(0.0);
    for &[a, x, p, q] in values::INCOMPLETE_GAMMA {
        let tail = p.min(q);
        // d ln tail / d ln x, by the difference quotient of the values' own function.
        let nearby = x * (1.0 + 1e-6);
        let moved = if p < q { gamma_p(a, nearby) } else { gamma_q(a, nearby) };
        let growth = ((moved - tail) / tail / 1e-6).abs();
        comparison.tolerance = 1e-15 + (4e-15 + tail_allowance(tail)) / growth;
        if p < q {
            comparison.check("gamma_p_inverse", &[a, p], gamma_p_inverse(a, p), x);
        } else {
            comparison.check("gamma_q_inverse", &[a, q], gamma_q_inverse(a, q), x);
        }
    }
    comparison.finish();
    assert_eq!(gamma_p_inverse(2.0, 0.0), 0.0);
    assert_eq!(gamma_p_inverse(2.0, 1.0), f64::INFINITY);
    assert!(gamma_p_inverse(2.0, 1.5).is_nan());
}

/// x - ln(1 + x) = -ln q for a = 2, and x² = 2p: by mpmath.
#[test]
fn incomplete_gamma_inverses_reach_the_smallest_probabilities() {
    assert!((gamma_q_inverse(2.0, 5e-324) - 751.0).abs() < 1.0);
    assert!((gamma_q_inverse(2.0, 1e-300) / 697.32421137935258 - 1.0).abs() < 1e-14);
    assert!((gamma_p_inverse(2.0, 1e-300) / 1.4142135623730951e-150 - 1.0).abs() < 1e-13);
    assert_eq!(gamma_p_inverse(1e-3, 1e-10), 0.0);
}

#[test]
fn beta_and_binomial_coefficients() {
    let mut comparison = Comparison::new(3e-15);
    for &[a, b, expected] in values::LN_BETA {
        comparison.check_within("ln_beta", &[a, b], ln_beta(a, b), expected, 1e-15);
        comparison.check_within("ln_beta", &[b, a], ln_beta(b, a), expected, 1e-15);
    }
    // Exact coefficients, of Python's math.comb, under its math.log.
    for (n, k, expected) in [
        (6.0, 2.0, 2.70805020110221),
        (52.0, 5.0, 14.77062192297037),
        (200.0, 100.0, 135.7532360812785),
        (1e6, 5e5, 693140.0470130637),
    ] {
        comparison.check("ln_choose", &[n, k], ln_choose(n, k), expected);
    }
    comparison.finish();
    assert_eq!(ln_choose(7.0, 7.0), 0.0);
    assert!(ln_choose(7.0, 8.0).is_nan());
}

#[test]
fn incomplete_beta() {
    let mut comparison = Comparison::new(0.0);
    for &[a, b, x, expected_p, expected_q] in values::INCOMPLETE_BETA {
        comparison.tolerance = 6e-15 + tail_allowance(expected_p);
        comparison.check("beta_i", &[a, b, x], beta_i(a, b, x), expected_p);
        comparison.tolerance = 6e-15 + tail_allowance(expected_q);
        comparison.check("complement", &[a, b, x], beta_i_complement(a, b, x), expected_q);
        if x > 0.5 {
            // 1 - x is exact, so that the mirrored function has the same value.
            comparison.check("mirrored", &[b, a, 1.0 - x], beta_i(b, a, 1.0 - x), expected_q);
        }
    }
    comparison.finish();
    assert_eq!(beta_i(2.0, 3.0, 0.0), 0.0);
    assert_eq!(beta_i(2.0, 3.0, 1.0), 1.0);
    assert!(beta_i(0.0, 3.0, 0.5).is_nan() && beta_i(2.0, 3.0, 1.5).is_nan());
}

#[test]
fn incomplete_beta_inverse_returns_the_argument() {
    let mut comparison = Comparison::new(0.0);
    for &[a, b, x, p, q] in values::INCOMPLETE_BETA {
        let (small_x, _) = if x < 0.5 { (x, 1.0 - x) } else { (1.0 - x, x) };
        let tail = p.min(q);
        let function = |x: f64, y: f64| {
            let (p_moved, q_moved) = beta_i_pair(a, b, x, y);
            if p < q { p_moved } else { q_moved }
        };
        let moved = if x < 0.5 {
            function(x * (1.0 + 1e-6), 1.0 - x * (1.0 + 1e-6))
        } else {
            function(1.0 - small_x * (1.0 + 1e-6), small_x * (1.0 + 1e-6))
        };
        let growth = ((moved - tail) / tail / 1e-6).abs();
        comparison.tolerance = 2e-15 + (6e-15 + tail_allowance(tail)) / growth;
        let (p, q) = if p < q { (p, 1.0 - p) } else { (1.0 - q, q) };
        let (actual_x, actual_y) = beta_i_inverse_pair(a, b, p, q);
        if x < 0.5 {
            comparison.check("beta_i_inverse", &[a, b, p], actual_x, x);
        } else {
            comparison.check("beta_i_inverse", &[a, b, p], actual_y, small_x);
        }
    }
    comparison.finish();
    assert_eq!(beta_i_inverse(2.0, 3.0, 0.0), 0.0);
    assert_eq!(beta_i_inverse(2.0, 3.0, 1.0), 1.0);
    assert!(beta_i_inverse(2.0, -3.0, 0.5).is_nan());
}

/// The continued fraction of DLMF 8.17.22 in 60 digits, and symmetry.
#[test]
fn incomplete_beta_of_huge_parameters() {
    assert!((beta_i(1e10, 3e10, 0.25) - 0.50000076776477661).abs() < 1e-15);
    for a in [1e6, 1e9, 1e11, 1e15, 1e100, 1e300] {
        assert!((beta_i(a, a, 0.5) - 0.5).abs() < 1e-14, "{a}");
        assert!((beta_i_inverse(a, a, 0.5) - 0.5).abs() < 1e-14, "{a}");
    }
}

#[test]
fn normal_distribution() {
    let mut comparison = Comparison::new(2e-15);
    for &[x, density, cdf] in values::NORMAL {
        comparison.check("normal_pdf", &[x], normal_pdf(x), density);
        comparison.check("normal_cdf", &[x], normal_cdf(x), cdf);
    }
    for &[p, quantile] in values::NORMAL_QUANTILE {
        comparison.check("normal_quantile", &[p], normal_quantile(p), quantile);
    }
    for &[x, expected_erf, expected_erfc] in values::ERROR_FUNCTION {
        comparison.check("erf", &[x], erf(x), expected_erf);
        comparison.check("erfc", &[x], erfc(x), expected_erfc);
    }
    comparison.finish();
    assert_eq!(normal_quantile(0.5), 0.0);
    assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
    assert_eq!(normal_quantile(1.0), f64::INFINITY);
    assert!(normal_quantile(-0.1).is_nan() && normal_quantile(1.1).is_nan());
    assert_eq!(normal_cdf(-40.0), 0.0);
    assert_eq!(normal_cdf(f64::INFINITY), 1.0);
    assert_eq!(normal_pdf(f64::INFINITY), 0.0);
}

#[test]
fn bessel_functions() {
    let mut comparison = Comparison::new(1e-13);
    for &[n, x, j, y] in values::BESSEL {
        // Near a zero: relative to the amplitude sqrt(2 / (pi x)) of the oscillation.
        let absolute = if n < x { 2e-15 / x.sqrt() } else { 0.0 };
        comparison.check_within("bessel_j", &[n, x], bessel_j(n as i32, x), j, absolute);
        comparison.check_within("bessel_y", &[n, x], bessel_y(n as i32, x), y, absolute);
    }
    for &[n, x, i, k] in values::MODIFIED_BESSEL {
        comparison.tolerance = 1e-14 + 2e-16 * n + tail_allowance(i);
        comparison.check("bessel_i", &[n, x], bessel_i(n as i32, x), i);
        comparison.tolerance = 1e-14 + 2e-16 * n + tail_allowance(k);
        comparison.check("bessel_k", &[n, x], bessel_k(n as i32, x), k);
    }
    comparison.finish();
    // Excel's documentation of BESSELJ, BESSELY, BESSELI and BESSELK, correct to 7 digits.
    for (actual, expected) in [
        (bessel_j(2, 1.9), 0.329925829),
        (bessel_y(1, 2.5), 0.145918138),
        (bessel_i(1, 1.5), 0.981666428),
        (bessel_k(1, 1.5), 0.277387804),
    ] {
        assert!((actual - expected).abs() < 2e-7, "{actual}");
    }
    assert_eq!(bessel_i(i32::MAX, 1e300), f64::INFINITY);
    assert_eq!(bessel_k(i32::MAX, 1e300), 0.0);
    assert_eq!(bessel_j(i32::MAX, 10.0), 0.0);
    assert!(bessel_k(3, -1.0).is_nan());
}
