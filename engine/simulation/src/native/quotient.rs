//! Quotients by a constant, from products.
//!
//! A division occupies the processor for five or six cycles a vector, a product for half a cycle. With
//! `y` the reciprocal of `c` rounded, `q = x y` rounded, and `r = c q - x` and `q - r y` each rounded
//! once, the last is `x / c` correctly rounded if `q` is less than a unit in the last place from it
//! (Markstein, IBM Journal of Research and Development 34, 1990). Rounding `q` costs half a unit, and
//! `y` another half at most if `|c y - 1|` is 2^-54 at most: so it is for most whole numbers, 3, 10,
//! 12 and 365 among them. `r` is exact as long as nothing is near the smallest numbers.

/// Magnitude below which a number's multiple by a moderate factor is left to a division.
pub const TINY: f64 = 1.0 / (1u128 << 120) as f64 / (1u128 << 120) as f64 / (1u128 << 120) as f64;
/// Largest constant by which quotients are products, and moderate factor.
const MODERATE_MAX: f64 = (1u64 << 60) as f64;

/// Whether products give the bits of the quotient by a constant.
pub fn is_by_products(constant: f64) -> bool {
    // At least 1, so that nothing overflows; positive, so that zeros keep their signs.
    if !(1.0..=MODERATE_MAX).contains(&constant) {
        return false;
    }
    let reciprocal = 1.0 / constant;
    // The product has 106 bits, all but 53 of which cancel.
    let error = reciprocal.mul_add(constant, -1.0);
    error.abs() <= f64::EPSILON / 4.0
}

/// Whether a multiple by this factor of a number that isn't tiny can be divided by products.
pub fn is_moderate(factor: f64) -> bool {
    factor.abs() >= 1.0 / MODERATE_MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As machine code does it.
    fn by_products(x: f64, constant: f64) -> f64 {
        let reciprocal = 1.0 / constant;
        let quotient = x * reciprocal;
        let remainder = quotient.mul_add(constant, -x);
        (-remainder).mul_add(reciprocal, quotient)
    }

    /// Numbers whose bits look drawn, and their neighbours' neighbours: multiples of the constant, and
    /// what lies in the middle between two quotients.
    fn numbers(constant: f64) -> Vec<f64> {
        let mut numbers = vec![0.0, -0.0, f64::MAX, f64::MIN, TINY, -TINY, 1.0, 2.0 - f64::EPSILON];
        let mut state = constant.to_bits();
        for _ in 0..4000 {
            // The next of a linear congruential generator (Knuth's MMIX).
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let significand = f64::from_bits((1023 << 52) | (state >> 12));
            let near = significand * constant;
            let scale = f64::from_bits((1023 + state % 64) << 52);
            numbers.extend([significand, near, near.next_up(), near.next_down(), -near * scale]);
            let middle = significand.mul_add(constant, constant * f64::EPSILON / 2.0);
            numbers.extend([middle, middle.next_up(), middle.next_down()]);
        }
        numbers
    }

    #[test]
    fn products_give_the_bits_of_the_quotient() {
        let mut accepted = 0;
        let constants = (1..=400).map(f64::from).chain([1.5, 2.54, 1e3, 1e6, 86400.0, 1234.5678]);
        for constant in constants.filter(|constant| is_by_products(*constant)) {
            accepted += 1;
            for x in numbers(constant) {
                let (found, expected) = (by_products(x, constant), x / constant);
                assert_eq!(found.to_bits(), expected.to_bits(), "{x} / {constant}");
            }
        }
        assert!(accepted > 200);
    }

    #[test]
    fn usual_constants_are_accepted_and_doubtful_ones_refused() {
        for constant in [2.0, 3.0, 7.0, 10.0, 12.0, 24.0, 30.0, 52.0, 100.0, 252.0, 365.0, 1000.0] {
            assert!(is_by_products(constant), "{constant}");
        }
        let refused = [0.0, 0.5, -12.0, 250_000_000.0, 1e300, f64::INFINITY, f64::NAN];
        for constant in refused {
            assert!(!is_by_products(constant), "{constant}");
        }
    }

    #[test]
    fn what_is_not_finite_stays_so() {
        for x in [f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
            assert!(!by_products(x, 12.0).is_finite());
        }
    }
}
