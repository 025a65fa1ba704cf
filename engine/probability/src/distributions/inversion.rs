//! Quantiles and modes of laws that have no closed form for them.

use ulam_numeric::elementary::ln;
use ulam_numeric::special::normal_quantile;

use crate::distribution::Distribution;

/// Solves F(x) = p (or S(x) = 1 - p in the upper half) for a continuous law, starting at `guess`.
///
/// Newton's method on the logarithm of the tail, kept inside a bracket that shrinks at every step.
pub fn continuous_quantile(law: &dyn Distribution, p: f64, guess: f64) -> f64 {
    let (low, high) = law.support();
    if p.is_nan() || !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p == 0.0 {
        return low;
    }
    if p == 1.0 {
        return high;
    }
    if p <= 0.5 {
        solve(&|x| law.cdf(x), &|x| law.pdf(x), p, guess, (low, high), true)
    } else {
        solve(&|x| law.survival(x), &|x| law.pdf(x), 1.0 - p, guess, (low, high), false)
    }
}

/// Solves S(x) = `tail` for a continuous law: its quantile at 1 - `tail`, for a `tail` so small
/// that the difference would be lost.
pub fn survival_quantile(law: &dyn Distribution, tail: f64, guess: f64) -> f64 {
    let (low, high) = law.support();
    if tail.is_nan() || tail <= 0.0 {
        return high;
    }
    if tail >= 1.0 {
        return low;
    }
    solve(&|x| law.survival(x), &|x| law.pdf(x), tail, guess, (low, high), false)
}

/// Finds x with `tail(x)` = `target` for a monotone `tail`, rising or falling.
fn solve(
    tail: &dyn Fn(f64) -> f64,
    density: &dyn Fn(f64) -> f64,
    target: f64,
    guess: f64,
    support: (f64, f64),
    rising: bool,
) -> f64 {
    const STEPS_MAX: usize = 300;
    let (mut low, mut high) = support;
    let mut x = if guess > low && guess < high { guess } else { inside(low, high) };
    let log_target = ln(target);
    for _ in 0..STEPS_MAX {
        let value = tail(x);
        if value == target {
            return x;
        }
        let root_is_right = (value < target) == rising;
        if root_is_right {
            low = x;
        } else {
            high = x;
        }
        let slope = density(x);
        let step = value / slope * (log_target - ln(value));
        let newton = if rising { x + step } else { x - step };
        let next = if newton > low && newton < high && newton.is_finite() {
            newton
        } else {
            inside(low, high)
        };
        let converged = (next - x).abs() <= 2e-16 * x.abs();
        if next == low || next == high || converged {
            return next;
        }
        x = next;
    }
    x
}

/// A point well inside the bracket: its middle, on a logarithmic scale where it spans many orders
/// of magnitude or an end is infinite.
fn inside(low: f64, high: f64) -> f64 {
    if low.is_infinite() && high.is_infinite() {
        return 0.0;
    }
    if high.is_infinite() {
        return if low >= 0.5 { 4.0 * low } else { low + 2.0 * low.abs().max(1.0) };
    }
    if low.is_infinite() {
        return if high <= -0.5 { 4.0 * high } else { high - 2.0 * high.abs().max(1.0) };
    }
    if low > 0.0 && high > 16.0 * low {
        return low.sqrt() * high.sqrt();
    }
    if high < 0.0 && low < 16.0 * high {
        return -(low.abs().sqrt() * high.abs().sqrt());
    }
    low + 0.5 * (high - low)
}

/// The smallest whole number k in [low, high] with cdf(k) >= p, for a law on the whole numbers,
/// searched outwards from a normal approximation corrected for skewness (Cornish and Fisher 1938).
pub fn whole_quantile(law: &dyn Distribution, p: f64) -> f64 {
    let (low, high) = law.support();
    if p.is_nan() || !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p == 0.0 || low == high {
        return low;
    }
    if p == 1.0 {
        return high;
    }
    let z = normal_quantile(p);
    let skewness = law.skewness();
    let correction = if skewness.is_finite() { skewness * (z * z - 1.0) / 6.0 } else { 0.0 };
    let guess = (law.mean() + law.variance().sqrt() * (z + correction)).round();
    let guess = if guess.is_nan() { low } else { guess.clamp(low, high.min(f64::MAX)) };
    whole_quantile_near(law, p, guess)
}

/// As [`whole_quantile`], 0 < p < 1, searched outwards from a `guess` on the support.
pub fn whole_quantile_near(law: &dyn Distribution, p: f64, guess: f64) -> f64 {
    let (low, high) = law.support();
    // Near 1 the distribution function's digits no longer tell neighbours apart.
    if p > 0.999 {
        return search_whole(&|k| law.survival(k) <= 1.0 - p, guess, low, high);
    }
    search_whole(&|k| law.cdf(k) >= p, guess, low, high)
}

/// The smallest whole number in [low, high] for which the monotone `reached` holds; `high` if none.
fn search_whole(reached: &dyn Fn(f64) -> bool, guess: f64, low: f64, high: f64) -> f64 {
    const STEPS_MAX: usize = 1100;
    let mut step = 1.0;
    let (mut not_reached, mut is_reached);
    if reached(guess) {
        is_reached = guess;
        loop {
            if is_reached <= low {
                return low;
            }
            let candidate = f64::max(is_reached - step, low);
            if !reached(candidate) {
                not_reached = candidate;
                break;
            }
            is_reached = candidate;
            step *= 2.0;
        }
    } else {
        not_reached = guess;
        loop {
            if not_reached >= high || not_reached.is_infinite() {
                return high;
            }
            let candidate = f64::min(not_reached + step, high);
            if reached(candidate) {
                is_reached = candidate;
                break;
            }
            not_reached = candidate;
            step *= 2.0;
        }
    }
    for _ in 0..STEPS_MAX {
        if is_reached - not_reached <= 1.0 {
            break;
        }
        let middle = (not_reached + 0.5 * (is_reached - not_reached)).floor();
        if middle <= not_reached || middle >= is_reached {
            break;
        }
        if reached(middle) {
            is_reached = middle;
        } else {
            not_reached = middle;
        }
    }
    is_reached
}

/// The most likely value of a continuous law, by looking at its density at many quantiles and then
/// narrowing down around the highest (golden section).
pub fn mode_by_search(law: &dyn Distribution) -> f64 {
    const POINTS: usize = 256;
    let point = |index: usize| {
        law.quantile(((index as f64 + 0.5) / POINTS as f64).clamp(f64::MIN_POSITIVE, 1.0))
    };
    let mut best = 0;
    let mut best_density = f64::NEG_INFINITY;
    for index in 0..POINTS {
        let density = law.pdf(point(index));
        if density > best_density {
            best = index;
            best_density = density;
        }
    }
    let (support_low, support_high) = law.support();
    let mut low = if best == 0 { law.quantile(1e-12) } else { point(best - 1) };
    let mut high = if best + 1 == POINTS { law.quantile(1.0 - 1e-12) } else { point(best + 1) };
    const GOLDEN: f64 = 0.3819660112501051;
    for _ in 0..100 {
        let left = low + GOLDEN * (high - low);
        let right = high - GOLDEN * (high - low);
        if law.pdf(left) >= law.pdf(right) {
            high = right;
        } else {
            low = left;
        }
    }
    let middle = 0.5 * (low + high);
    for end in [support_low, support_high] {
        if end.is_finite() && law.pdf(end) > law.pdf(middle) {
            return end;
        }
    }
    middle
}
