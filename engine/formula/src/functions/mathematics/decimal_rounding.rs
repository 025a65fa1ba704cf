//! Rounding of binary numbers as the decimals that people see.
//!
//! Excel rounds a number's 15-digit decimal form, not the binary fraction behind it: 1.005 is stored
//! as 1.00499999999999989..., yet `ROUND(1.005, 2)` is 1.01; and `INT(123456789-0.0000004)` is
//! 123456789 because 15 digits of the difference are 123456789.000000. Here that is done without
//! printing decimals: a scaled number counts as a tie, or as an integer, when it is within half a
//! unit of its own 15th digit of one. Only where scaling may have decided that is the decimal made.

use crate::decimal::Decimal;

/// From here on a number has no digit after the point among its first 15.
const DIGITS_15: f64 = 1e15;

/// Half a unit in the 15th significant digit of a number from 10^i to 10^(i+1).
static HALF_UNITS: [f64; 15] =
    [5e-15, 5e-14, 5e-13, 5e-12, 5e-11, 5e-10, 5e-9, 5e-8, 5e-7, 5e-6, 5e-5, 5e-4, 5e-3, 5e-2, 0.5];

/// 10^i.
static POWERS: [f64; 309] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22, 1e23, 1e24, 1e25, 1e26, 1e27, 1e28, 1e29, 1e30, 1e31, 1e32,
    1e33, 1e34, 1e35, 1e36, 1e37, 1e38, 1e39, 1e40, 1e41, 1e42, 1e43, 1e44, 1e45, 1e46, 1e47, 1e48,
    1e49, 1e50, 1e51, 1e52, 1e53, 1e54, 1e55, 1e56, 1e57, 1e58, 1e59, 1e60, 1e61, 1e62, 1e63, 1e64,
    1e65, 1e66, 1e67, 1e68, 1e69, 1e70, 1e71, 1e72, 1e73, 1e74, 1e75, 1e76, 1e77, 1e78, 1e79, 1e80,
    1e81, 1e82, 1e83, 1e84, 1e85, 1e86, 1e87, 1e88, 1e89, 1e90, 1e91, 1e92, 1e93, 1e94, 1e95, 1e96,
    1e97, 1e98, 1e99, 1e100, 1e101, 1e102, 1e103, 1e104, 1e105, 1e106, 1e107, 1e108, 1e109, 1e110,
    1e111, 1e112, 1e113, 1e114, 1e115, 1e116, 1e117, 1e118, 1e119, 1e120, 1e121, 1e122, 1e123,
    1e124, 1e125, 1e126, 1e127, 1e128, 1e129, 1e130, 1e131, 1e132, 1e133, 1e134, 1e135, 1e136,
    1e137, 1e138, 1e139, 1e140, 1e141, 1e142, 1e143, 1e144, 1e145, 1e146, 1e147, 1e148, 1e149,
    1e150, 1e151, 1e152, 1e153, 1e154, 1e155, 1e156, 1e157, 1e158, 1e159, 1e160, 1e161, 1e162,
    1e163, 1e164, 1e165, 1e166, 1e167, 1e168, 1e169, 1e170, 1e171, 1e172, 1e173, 1e174, 1e175,
    1e176, 1e177, 1e178, 1e179, 1e180, 1e181, 1e182, 1e183, 1e184, 1e185, 1e186, 1e187, 1e188,
    1e189, 1e190, 1e191, 1e192, 1e193, 1e194, 1e195, 1e196, 1e197, 1e198, 1e199, 1e200, 1e201,
    1e202, 1e203, 1e204, 1e205, 1e206, 1e207, 1e208, 1e209, 1e210, 1e211, 1e212, 1e213, 1e214,
    1e215, 1e216, 1e217, 1e218, 1e219, 1e220, 1e221, 1e222, 1e223, 1e224, 1e225, 1e226, 1e227,
    1e228, 1e229, 1e230, 1e231, 1e232, 1e233, 1e234, 1e235, 1e236, 1e237, 1e238, 1e239, 1e240,
    1e241, 1e242, 1e243, 1e244, 1e245, 1e246, 1e247, 1e248, 1e249, 1e250, 1e251, 1e252, 1e253,
    1e254, 1e255, 1e256, 1e257, 1e258, 1e259, 1e260, 1e261, 1e262, 1e263, 1e264, 1e265, 1e266,
    1e267, 1e268, 1e269, 1e270, 1e271, 1e272, 1e273, 1e274, 1e275, 1e276, 1e277, 1e278, 1e279,
    1e280, 1e281, 1e282, 1e283, 1e284, 1e285, 1e286, 1e287, 1e288, 1e289, 1e290, 1e291, 1e292,
    1e293, 1e294, 1e295, 1e296, 1e297, 1e298, 1e299, 1e300, 1e301, 1e302, 1e303, 1e304, 1e305,
    1e306, 1e307, 1e308,
];

/// 10 to the power `exponent`, which must be from 0 to 308.
fn power_of_ten(exponent: i32) -> f64 {
    POWERS[exponent as usize]
}

/// Half a unit in the 15th significant digit of `x`, 0 <= x < 1e15. Below 0.1 it is larger than that:
/// no tie and no integer but 0 is near.
#[inline]
fn half_unit(x: f64) -> f64 {
    if x < 1.0 {
        return 5e-16;
    }
    // 1233 / 4096 is log10(2): the estimate is the decimal exponent or one less.
    let binary_exponent = (x.to_bits() >> 52) as usize - 1023;
    let estimate = (binary_exponent * 1233) >> 12;
    let exponent = estimate + (x >= POWERS[estimate + 1]) as usize;
    HALF_UNITS[exponent.min(14)]
}

/// `x` times 10^digits, for |digits| <= 308.
#[inline]
fn scale(x: f64, digits: i32) -> f64 {
    if digits >= 0 { x * power_of_ten(digits) } else { x / power_of_ten(-digits) }
}

/// The integer `whole` divided by 10^digits: the double nearest to the decimal while 10^digits is
/// exact (up to 22 digits).
#[inline]
fn unscale(whole: f64, digits: i32) -> f64 {
    if digits >= 0 { whole / power_of_ten(digits) } else { whole * power_of_ten(-digits) }
}

/// An integer that `x` >= 0 equals to 15 significant digits, or else `x`.
#[inline]
fn snapped(x: f64) -> f64 {
    if x >= DIGITS_15 {
        return x;
    }
    let nearest = (x + 0.5).floor();
    if nearest != 0.0 && (x - nearest).abs() <= half_unit(x) { nearest } else { x }
}

/// An integer that `x` equals to 15 significant digits, or else `x`: the step before truncation.
#[inline]
pub fn snapped_to_integer(x: f64) -> f64 {
    if x < 0.0 { -snapped(-x) } else { snapped(x) }
}

/// `whole_of(|x|, |x| * 10^digits) / 10^digits` with the sign of `x`; `x` itself where there is
/// nothing to round.
#[inline]
fn rounded_by(x: f64, digits: i32, whole_of: impl Fn(f64, f64) -> f64) -> f64 {
    if digits > 308 {
        return x;
    }
    if digits < -308 {
        return 0.0;
    }
    let scaled = scale(x.abs(), digits);
    if scaled.is_nan() || scaled >= DIGITS_15 {
        return x;
    }
    let magnitude = unscale(whole_of(x.abs(), scaled), digits);
    if x < 0.0 { -magnitude } else { magnitude }
}

/// Whether two distances on the scale of `scaled` differ by no more than scaling's rounding error.
#[inline]
fn is_undecided(left: f64, right: f64, scaled: f64) -> bool {
    (left - right).abs() <= scaled * 5e-16
}

/// `x` rounded to `digits` decimal places, ties of its 15-digit form away from zero: ROUND.
#[inline]
pub fn round(x: f64, digits: i32) -> f64 {
    rounded_by(x, digits, |magnitude, scaled| {
        let whole = scaled.floor();
        // With 15 digits before the point the decimal form has no fraction left to be a tie.
        let slack = if scaled < 1e14 { half_unit(scaled) } else { 0.0 };
        let (fraction, tie) = (scaled - whole, 0.5 - slack);
        let rounds_up = if is_undecided(fraction, tie, scaled) && scaled < 1e14 {
            Decimal::new(magnitude).digit_at(-digits - 1) >= 5
        } else {
            fraction >= tie
        };
        if rounds_up { whole + 1.0 } else { whole }
    })
}

/// `scaled`, which is `magnitude` times 10^digits, or the integer that it equals to 15 digits.
#[inline]
fn snapped_scaled(magnitude: f64, digits: i32, scaled: f64) -> f64 {
    let nearest = (scaled + 0.5).floor();
    if digits != 0 && is_undecided((scaled - nearest).abs(), half_unit(scaled), scaled) {
        let decimal = Decimal::new(magnitude);
        return if decimal.rounded(digits) == decimal { nearest } else { scaled };
    }
    snapped(scaled)
}

/// `x` rounded towards zero to `digits` decimal places: ROUNDDOWN, TRUNC.
#[inline]
pub fn round_down(x: f64, digits: i32) -> f64 {
    rounded_by(x, digits, |magnitude, scaled| snapped_scaled(magnitude, digits, scaled).floor())
}

/// `x` rounded away from zero to `digits` decimal places: ROUNDUP.
#[inline]
pub fn round_up(x: f64, digits: i32) -> f64 {
    rounded_by(x, digits, |magnitude, scaled| snapped_scaled(magnitude, digits, scaled).ceil())
}

/// The largest integer not above `x`, taken as its 15-digit form: INT.
#[inline]
pub fn floor(x: f64) -> f64 {
    snapped_to_integer(x).floor()
}

/// The smallest integer not below `x`, taken as its 15-digit form.
#[inline]
pub fn ceil(x: f64) -> f64 {
    snapped_to_integer(x).ceil()
}

/// A number of digits, as a function's argument, truncated to an integer.
#[inline]
pub fn digits_argument(digits: f64) -> i32 {
    // The conversion saturates, and hundreds of digits already round nothing, or everything.
    digits as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rule that the fast code stands for: print 15 digits, then round that decimal by hand.
    fn round_by_text(x: f64, digits: i32) -> f64 {
        let text = format!("{:.14e}", x.abs());
        let (mantissa, exponent) = text.split_once('e').unwrap();
        let exponent: i32 = exponent.parse().unwrap();
        let all: i128 = mantissa.replace('.', "").parse().unwrap();
        // |x| = all * 10^(exponent - 14); keep `digits` of them.
        let dropped = 14 - exponent - digits;
        if dropped <= 0 {
            return x;
        }
        if dropped > 30 {
            return 0.0;
        }
        let unit = 10i128.pow(dropped as u32);
        let whole = (2 * all + unit) / (2 * unit);
        let rounded: f64 = format!("{whole}e{}", -digits).parse().unwrap();
        if x < 0.0 { -rounded } else { rounded }
    }

    #[test]
    fn decimal_ties_round_away_from_zero() {
        // Excel's documented behaviour for what a cell shows as a tie.
        for (x, digits, expected) in [
            (2.675, 2, 2.68),
            (1.005, 2, 1.01),
            (0.285, 2, 0.29),
            (-1.475, 2, -1.48),
            (0.5, 0, 1.0),
            (2.5, 0, 3.0),
            (-2.5, 0, -3.0),
            (1.45, 1, 1.5),
            (626.3, -3, 1000.0),
            (1.98, -1, 0.0),
            (-50.55, -2, -100.0),
            (0.49999999999999994, 0, 1.0),
            (4.35 * 100.0, 0, 435.0),
            (123456789012345.0, 0, 123456789012345.0),
            (1e300, 5, 1e300),
            (1.5, 400, 1.5),
            (1.5, -400, 0.0),
        ] {
            assert_eq!(round(x, digits), expected, "{x} to {digits}");
        }
    }

    #[test]
    fn rounding_is_that_of_the_15_digit_decimal() {
        let mut state = 1u64;
        for _ in 0..200_000 {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let cents = (state >> 33) as f64;
            let digits = (state >> 20) as i32 & 7;
            // Numbers with a few decimals, so that ties are frequent, and their neighbours.
            let x = cents / POWERS[(state >> 25) as usize & 7];
            for x in [
                x,
                x * 1.1,
                f64::from_bits(x.to_bits() + 1),
                f64::from_bits(x.to_bits() - (x > 0.0) as u64),
            ] {
                let (fast, slow) = (round(x, digits), round_by_text(x, digits));
                let is_equal =
                    fast == slow || (fast - x).abs() < 1e-15 * x && (slow - x).abs() < 1e-15 * x;
                assert!(is_equal, "{x:e} to {digits}: {fast:e}, by text {slow:e}");
            }
        }
    }

    #[test]
    fn truncation_sees_15_digits() {
        // INT(123456789-0.0000004) in Excel is 123456789, with 0.0000005 it is 123456788: found by
        // joeu2004 in 2009 and never changed since.
        assert_eq!(floor(123456789.0 - 0.0000004), 123456789.0);
        assert_eq!(floor(123456789.0 - 0.0000005), 123456788.0);
        assert_eq!(floor(1e14 + 0.5), 1e14 + 1.0);
        assert_eq!(floor(1e14 - 1.0 + 0.5), 1e14 - 1.0);
        assert_eq!(floor(-8.9), -9.0);
        assert_eq!(floor(1e-300), 0.0);
        assert_eq!(ceil(1e-300), 1.0);
        assert_eq!(round_down(0.29 * 100.0, 0), 29.0);
        assert_eq!(round_down(-314.59265, 2), -314.59);
        assert_eq!(round_up(1.1 * 1.1 * 100.0, 0), 121.0);
        // 15 digits of the difference are 0.940000000000000.
        assert_eq!(round_down(8.94 - 8.0, 2), 0.94);
        assert_eq!(round_up(2.71821, 3), 2.719);
        assert_eq!(round_up(31415.92654, -2), 31500.0);
        assert_eq!(round_up(-1e-20, 0), -1.0);
    }
}
