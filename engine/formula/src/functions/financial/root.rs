//! Roots of functions of one number, by bounded steps.

/// Most steps of Newton's method.
pub const NEWTON_STEPS_MAX: usize = 100;
/// Halvings after which an interval of doubles has no inside left.
const BISECTION_STEPS_MAX: usize = 200;

/// Newton's method from a guess. `value_and_slope` may give anything; `None` if the steps leave
/// `low..high`, meet a flat or undefined place, or don't settle.
pub fn newton(
    guess: f64,
    low: f64,
    high: f64,
    mut value_and_slope: impl FnMut(f64) -> (f64, f64),
) -> Option<f64> {
    let mut at = guess;
    let mut step_before = f64::INFINITY;
    for _ in 0..NEWTON_STEPS_MAX {
        let (value, slope) = value_and_slope(at);
        if value == 0.0 {
            return Some(at);
        }
        let step = value / slope;
        let next = at - step;
        if !(next > low && next < high) {
            return None;
        }
        let size = step.abs();
        if is_settled(size, next, step_before) {
            return Some(next);
        }
        (at, step_before) = (next, size);
    }
    None
}

/// Whether a step of Newton's method to `next` is the last one: at the rounding level, or small and no
/// longer shrinking.
#[inline(always)]
pub fn is_settled(size: f64, next: f64, size_before: f64) -> bool {
    let magnitude = next.abs();
    let scale = if magnitude > 1.0 { magnitude } else { 1.0 };
    (size <= 1e-15 * scale) | ((size <= 1e-11 * scale) & (size >= size_before))
}

/// The interval between neighbours of a grid around `start` in which a function changes sign, nearest
/// to `start`. The grid has steps of `step` and ends at `low` and `high`.
pub fn nearest_sign_change(
    start: f64,
    step: f64,
    low: f64,
    high: f64,
    mut value: impl FnMut(f64) -> f64,
) -> Option<(f64, f64)> {
    let start = start.clamp(low, high);
    let (mut left, mut right) = (start, start);
    let mut left_value = value(start);
    let mut right_value = left_value;
    while left > low || right < high {
        if right < high {
            let next = (right + step).min(high);
            let next_value = value(next);
            if changes_sign(right_value, next_value) {
                return Some((right, next));
            }
            (right, right_value) = (next, next_value);
        }
        if left > low {
            let next = (left - step).max(low);
            let next_value = value(next);
            if changes_sign(left_value, next_value) {
                return Some((next, left));
            }
            (left, left_value) = (next, next_value);
        }
    }
    None
}

fn changes_sign(one: f64, other: f64) -> bool {
    (one <= 0.0 && other >= 0.0) || (one >= 0.0 && other <= 0.0)
}

/// The root between two places where a function has different signs, by halving.
pub fn bisection(mut low: f64, mut high: f64, mut value: impl FnMut(f64) -> f64) -> f64 {
    let is_rising = value(low) <= value(high);
    for _ in 0..BISECTION_STEPS_MAX {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if (value(middle) < 0.0) == is_rising { low = middle } else { high = middle }
    }
    low + (high - low) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn square_root_of_two() {
        let root = newton(1.0, 0.0, 10.0, |x| (x * x - 2.0, 2.0 * x));
        assert!(root.is_some_and(|root| (root - 2f64.sqrt()).abs() < 1e-15));
        let root = bisection(0.0, 2.0, |x| x * x - 2.0);
        assert!((root - 2f64.sqrt()).abs() < 1e-15);
        assert_eq!(nearest_sign_change(0.0, 1.0, -3.0, 5.0, |x| x * x - 2.0), Some((1.0, 2.0)));
        assert_eq!(nearest_sign_change(0.0, 1.0, -3.0, 5.0, |x| x * x + 2.0), None);
    }
}
