//! Arithmetic of two numbers in which a NaN carries an error.
//!
//! The numbers are those of IEEE 754. A NaN operand is the result, payload and sign included; of
//! two NaNs, the left one. An invalid operation (inf - inf, 0 / 0, ...) is `f64::NAN`. Processors
//! leave all of that open, or differ in it.

/// `result` unless it is NaN or an operand is.
#[inline(always)]
fn with_errors(left: f64, right: f64, result: f64) -> f64 {
    let result = if result.is_nan() { f64::NAN } else { result };
    let result = if right.is_nan() { right } else { result };
    if left.is_nan() { left } else { result }
}

/// `left + right`.
#[inline(always)]
pub fn add(left: f64, right: f64) -> f64 {
    with_errors(left, right, left + right)
}

/// `left - right`.
#[inline(always)]
pub fn subtract(left: f64, right: f64) -> f64 {
    with_errors(left, right, left - right)
}

/// `left * right`.
#[inline(always)]
pub fn multiply(left: f64, right: f64) -> f64 {
    with_errors(left, right, left * right)
}

/// `left / right`; ±inf for a division of a non-zero number by zero, as in IEEE 754.
#[inline(always)]
pub fn divide(left: f64, right: f64) -> f64 {
    with_errors(left, right, left / right)
}

/// The smaller of two numbers.
#[inline(always)]
pub fn minimum(left: f64, right: f64) -> f64 {
    with_errors(left, right, if right < left { right } else { left })
}

/// The larger of two numbers.
#[inline(always)]
pub fn maximum(left: f64, right: f64) -> f64 {
    with_errors(left, right, if right > left { right } else { left })
}

/// `-x`; NaN unchanged.
#[inline(always)]
pub fn negate(x: f64) -> f64 {
    if x.is_nan() { x } else { -x }
}

/// `|x|`; NaN unchanged.
#[inline(always)]
pub fn absolute(x: f64) -> f64 {
    if x.is_nan() { x } else { x.abs() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_left_error_wins() {
        let first = f64::from_bits(0x7FF8_0000_0000_0007);
        let second = f64::from_bits(0x7FF8_0000_0000_002A);
        for operation in [add, subtract, multiply, divide, minimum, maximum] {
            for (left, right, expected) in
                [(first, second, first), (1.0, second, second), (first, f64::INFINITY, first)]
            {
                assert_eq!(operation(left, right).to_bits(), expected.to_bits());
            }
        }
        assert_eq!(negate(first).to_bits(), first.to_bits());
    }

    #[test]
    fn invalid_operations_give_the_same_nan_on_every_machine() {
        let nan = f64::NAN.to_bits();
        assert_eq!(subtract(f64::INFINITY, f64::INFINITY).to_bits(), nan);
        assert_eq!(divide(0.0, 0.0).to_bits(), nan);
        assert_eq!(multiply(0.0, f64::INFINITY).to_bits(), nan);
    }
}
