//! The elementary functions against correctly rounded values, and their special cases.

use super::test_values as values;
use super::*;

/// How many numbers lie between the two, plus one.
fn ulps_between(left: f64, right: f64) -> u64 {
    if left == right {
        return 0;
    }
    if left.is_nan() || right.is_nan() || left.signum() != right.signum() {
        return u64::MAX;
    }
    left.to_bits().abs_diff(right.to_bits())
}

#[test]
fn values_are_the_nearest_numbers_or_their_neighbours() {
    for &[x, expected] in values::EXP {
        assert!(ulps_between(exp(x), expected) <= 1, "exp {x}: {}, not {expected}", exp(x));
    }
    for &[x, expected] in values::LN {
        assert!(ulps_between(ln(x), expected) <= 1, "ln {x}: {}, not {expected}", ln(x));
    }
    for &[x, y, expected] in values::POW {
        let actual = pow(x, y);
        assert!(ulps_between(actual, expected) <= 1, "{x}^{y}: {actual}, not {expected}");
    }
    for &[x, expected_sin, expected_cos] in values::TRIGONOMETRIC {
        assert!(ulps_between(sin(x), expected_sin) <= 1, "sin {x}: {}", sin(x));
        assert!(ulps_between(cos(x), expected_cos) <= 1, "cos {x}: {}", cos(x));
    }
}

#[test]
fn exact_powers_are_exact() {
    for base in 1..=30u64 {
        let mut power = 1u64;
        for exponent in 0..64 {
            if power >= 1 << 53 {
                break;
            }
            assert_eq!(pow(base as f64, f64::from(exponent)), power as f64);
            assert_eq!(pow(-(base as f64), f64::from(exponent)).abs(), power as f64);
            power = power.saturating_mul(base);
        }
    }
    for root in 1..2000 {
        let root = f64::from(root);
        assert_eq!(pow(root * root, 0.5), root);
    }
    for exponent in -1074..=1023 {
        let expected = f64::from_bits(if exponent < -1022 {
            1 << (exponent + 1074)
        } else {
            ((exponent + 1023) as u64) << 52
        });
        assert_eq!(pow(2.0, f64::from(exponent)), expected);
    }
    for exponent in -20..=22 {
        assert_eq!(log10(format!("1e{exponent}").parse().unwrap()), f64::from(exponent));
    }
}

#[test]
fn special_arguments() {
    assert_eq!(exp(0.0), 1.0);
    assert_eq!(exp(f64::INFINITY), f64::INFINITY);
    assert_eq!(exp(f64::NEG_INFINITY), 0.0);
    assert_eq!(exp(709.79), f64::INFINITY);
    assert_eq!(exp(-745.2), 0.0);
    assert_eq!(ln(0.0), f64::NEG_INFINITY);
    assert_eq!(ln(1.0).to_bits(), 0);
    assert_eq!(ln(f64::INFINITY), f64::INFINITY);
    assert!(ln(-1.0).is_nan() && ln(f64::NEG_INFINITY).is_nan());
    assert!(sin(f64::INFINITY).is_nan() && cos(f64::NEG_INFINITY).is_nan());
}

/// IEEE 754-2019, section 9.2.1.
#[test]
fn special_powers() {
    const INF: f64 = f64::INFINITY;
    for (x, y, expected) in [
        (0.0, 0.0, 1.0),
        (5.0, 0.0, 1.0),
        (INF, 0.0, 1.0),
        (0.0, 3.0, 0.0),
        (-0.0, 3.0, -0.0),
        (-0.0, 2.0, 0.0),
        (0.0, 1e-300, 0.0),
        (0.0, -1.0, INF),
        (-0.0, -1.0, -INF),
        (-0.0, -2.0, INF),
        (0.0, -INF, INF),
        (1.0, INF, 1.0),
        (-1.0, INF, 1.0),
        (-1.0, 1e300, 1.0),
        (-1.0, 9007199254740991.0, -1.0),
        (0.5, INF, 0.0),
        (0.5, -INF, INF),
        (1.0000000000000002, INF, INF),
        (1.0000000000000002, -INF, 0.0),
        (INF, 2.0, INF),
        (INF, -2.0, 0.0),
        (-INF, 3.0, -INF),
        (-INF, 2.5, INF),
        (-INF, -3.0, -0.0),
        (10.0, 400.0, INF),
        (10.0, -400.0, 0.0),
        (-10.0, 401.0, -INF),
    ] {
        assert_eq!(pow(x, y).to_bits(), f64::to_bits(expected), "{x}^{y}: {}", pow(x, y));
    }
    assert!(pow(-8.0, 1.0 / 3.0).is_nan());
}

#[test]
fn nan_payloads_pass_through() {
    let first = f64::from_bits(0x7FF8_0000_0000_0007);
    let second = f64::from_bits(0x7FF8_0000_0000_002A);
    let unary: [fn(f64) -> f64; 14] =
        [exp, ln, sin, cos, exp_m1, ln_1p, log10, log2, tan, asin, atan, sinh, tanh, cbrt];
    for function in unary {
        assert_eq!(function(first).to_bits(), first.to_bits());
    }
    for (x, y, expected) in
        [(first, 0.0, first), (first, second, first), (1.0, second, second), (-2.0, second, second)]
    {
        assert_eq!(pow(x, y).to_bits(), expected.to_bits());
        assert_eq!(atan2(x, y).to_bits(), expected.to_bits());
    }
}
