//! The first four moments of a law: from raw moments, or by quadrature of its distribution function.

use ulam_numeric::elementary::exp;

use crate::distribution::Distribution;

/// Mean, variance, skewness and plain kurtosis (3 for a normal).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    /// Expected value.
    pub mean: f64,
    /// Variance.
    pub variance: f64,
    /// Skewness.
    pub skewness: f64,
    /// Plain kurtosis.
    pub kurtosis: f64,
}

/// Answers the four moment methods of [`Distribution`] from a law's own `moments()`.
macro_rules! moment_methods {
    () => {
        fn mean(&self) -> f64 {
            self.moments().mean
        }
        fn variance(&self) -> f64 {
            self.moments().variance
        }
        fn skewness(&self) -> f64 {
            self.moments().skewness
        }
        fn kurtosis(&self) -> f64 {
            self.moments().kurtosis
        }
    };
}
pub(crate) use moment_methods;

impl Moments {
    /// From E[X - c], E[(X - c)^2], E[(X - c)^3], E[(X - c)^4] for some `center` c.
    ///
    /// Infinite or NaN ones make what depends on them infinite (mean, variance) or NaN.
    pub fn about(center: f64, moments: [f64; 4]) -> Moments {
        let [first, second, third, fourth] = moments;
        let mean = center + first;
        let variance =
            if second == f64::INFINITY { f64::INFINITY } else { (second - first * first).max(0.0) };
        let deviation = variance.sqrt();
        let third_central = third - first * (3.0 * second - 2.0 * first * first);
        let fourth_central =
            fourth - first * (4.0 * third - first * (6.0 * second - 3.0 * first * first));
        let finite_or_nan = |value: f64| if value.is_finite() { value } else { f64::NAN };
        Moments {
            mean,
            variance,
            skewness: finite_or_nan(third_central / (variance * deviation)),
            kurtosis: finite_or_nan(fourth_central / (variance * variance)),
        }
    }

    /// From the moments of `law` about `location`, E[X - location] to E[(X - location)^4].
    ///
    /// Where their differences would cancel too much, `law` is integrated instead.
    pub fn from_raw(law: &dyn Distribution, location: f64, raw: [f64; 4]) -> Moments {
        let [first, second, _, fourth] = raw;
        let variance = second - first * first;
        let cancelled = fourth.is_finite() && fourth > 1e4 * variance * variance;
        let narrow = second.is_finite() && second > 1e4 * variance;
        if cancelled && first * first > 20.0 * variance || narrow {
            return integrated(law);
        }
        Moments::about(location, raw)
    }
}

/// E[Y^k] scale^k for k = 1 to 4: the moments of scale Y about 0.
pub fn scaled(scale: f64, standard: impl Fn(f64) -> f64) -> [f64; 4] {
    let mut power = 1.0;
    [1.0, 2.0, 3.0, 4.0].map(|k| {
        power *= scale;
        power * standard(k)
    })
}

/// Moments of any law, from its distribution and survival functions.
///
/// E[(X - c)^k] = k int_c^inf (x - c)^(k-1) S(x) dx + (-1)^k k int_-inf^c (c - x)^(k-1) F(x) dx
/// with c the median: both integrands are monotone times a power, whatever the density does.
/// Atoms of a discrete law are summed one by one.
pub fn integrated(law: &dyn Distribution) -> Moments {
    if law.is_discrete()
        && let Some(moments) = summed(law)
    {
        return moments;
    }
    let center = law.quantile(0.5);
    let (low, high) = law.support();
    if !center.is_finite() {
        return Moments {
            mean: f64::NAN,
            variance: f64::NAN,
            skewness: f64::NAN,
            kurtosis: f64::NAN,
        };
    }
    let scale = spread(law, center);
    let upper = side(&|distance| law.survival(center + distance), scale, high - center);
    let lower = side(&|distance| law.cdf(center - distance), scale, center - low);
    let mut about_center = [0.0; 4];
    for (index, moment) in about_center.iter_mut().enumerate() {
        let sign = if index % 2 == 0 { -1.0 } else { 1.0 };
        *moment = upper[index] + sign * lower[index];
    }
    Moments::about(center, about_center)
}

/// A length of the size of the law's spread: half the distance between its quartiles, or less if
/// that is 0.
fn spread(law: &dyn Distribution, center: f64) -> f64 {
    let mut probability = 0.25;
    while probability > 1e-9 {
        let spread = 0.5 * (law.quantile(1.0 - probability) - law.quantile(probability));
        if spread > 0.0 && spread.is_finite() {
            return spread;
        }
        probability *= 0.25;
    }
    center.abs().max(1.0)
}

/// k int_0^end t^(k-1) tail(t) dt for k = 1 to 4, where `end` may be infinite.
fn side(tail: &dyn Fn(f64) -> f64, scale: f64, end: f64) -> [f64; 4] {
    const DOUBLINGS_MAX: usize = 1020;
    let mut total = [0.0; 4];
    let mut previous = [0.0; 4];
    let mut budget = 60_000_usize;
    let mut start = 0.0;
    let mut width = scale;
    for _ in 0..DOUBLINGS_MAX {
        let stop = f64::min(start + width, end);
        if stop <= start || !stop.is_finite() {
            return total;
        }
        let panel = adaptive(tail, start, stop, &total, &mut budget, 0);
        let mut negligible = true;
        for index in 0..4 {
            total[index] += panel[index];
            negligible &= panel[index].abs() <= 1e-17 * total[index].abs();
        }
        if negligible && start > 0.0 {
            return total;
        }
        // A power tail: successive panels shrink by a constant ratio once they are far out, and
        // the rest is a geometric series. A moment whose panels grow is infinite.
        if width > 1e12 * scale && end == f64::INFINITY {
            for index in 0..4 {
                let ratio = panel[index] / previous[index];
                if ratio.is_nan() || ratio < 1e-3 {
                    continue;
                }
                total[index] += if ratio < 1.0 - 1e-9 {
                    panel[index] * ratio / (1.0 - ratio)
                } else {
                    f64::INFINITY
                };
            }
            return total;
        }
        previous = panel;
        start = stop;
        width *= 2.0;
    }
    total
}

/// Gauss-Legendre nodes and weights of order 10 on [-1, 1]; positive half.
pub const NODES: [f64; 5] = [
    0.14887433898163122,
    0.4333953941292472,
    0.6794095682990244,
    0.8650633666889845,
    0.9739065285171717,
];
/// The weights of [`NODES`].
pub const WEIGHTS: [f64; 5] = [
    0.29552422471475287,
    0.26926671930999635,
    0.21908636251598204,
    0.1494513491505806,
    0.06667134430868814,
];

fn panel(tail: &dyn Fn(f64) -> f64, start: f64, stop: f64) -> [f64; 4] {
    let middle = 0.5 * (start + stop);
    let half = 0.5 * (stop - start);
    let mut sums = [0.0; 4];
    for (node, weight) in NODES.iter().zip(WEIGHTS) {
        for t in [middle - half * node, middle + half * node] {
            let mut term = weight * half * tail(t);
            if term == 0.0 {
                continue;
            }
            for (index, sum) in sums.iter_mut().enumerate() {
                *sum += (index + 1) as f64 * term;
                term *= t;
            }
        }
    }
    sums
}

/// Halves [start, stop] until its integrals agree with those of its halves, or the budget of
/// evaluations is spent.
fn adaptive(
    tail: &dyn Fn(f64) -> f64,
    start: f64,
    stop: f64,
    total: &[f64; 4],
    budget: &mut usize,
    depth: usize,
) -> [f64; 4] {
    let middle = 0.5 * (start + stop);
    let whole = panel(tail, start, stop);
    let left = panel(tail, start, middle);
    let right = panel(tail, middle, stop);
    *budget = budget.saturating_sub(30);
    let mut halves = [0.0; 4];
    let mut agrees = true;
    for index in 0..4 {
        halves[index] = left[index] + right[index];
        let size = total[index].abs() + halves[index].abs();
        let difference = (whole[index] - halves[index]).abs();
        agrees &= difference <= 1e-14 * size || difference.is_nan();
    }
    if agrees || *budget == 0 || depth >= 44 {
        return halves;
    }
    let left = adaptive(tail, start, middle, total, budget, depth + 1);
    let right = adaptive(tail, middle, stop, total, budget, depth + 1);
    [left[0] + right[0], left[1] + right[1], left[2] + right[2], left[3] + right[3]]
}

/// Moments of a discrete law by visiting its atoms; `None` if they are too many.
fn summed(law: &dyn Distribution) -> Option<Moments> {
    const ATOMS_MAX: usize = 200_000;
    let center = law.quantile(0.5);
    let mut atoms = Vec::new();
    let mut atom = law.support().0;
    if !atom.is_finite() {
        return None;
    }
    loop {
        atoms.push((atom, law.pdf(atom)));
        if atoms.len() > ATOMS_MAX {
            return None;
        }
        match next_atom(law, atom) {
            Some(next) => atom = next,
            None => break,
        }
    }
    let mut about_center = [0.0; 4];
    for (atom, probability) in atoms {
        let mut term = probability;
        for moment in &mut about_center {
            term *= atom - center;
            *moment += term;
        }
    }
    Some(Moments::about(center, about_center))
}

/// The atom after `atom`, unless what lies beyond is lost in rounding.
fn next_atom(law: &dyn Distribution, atom: f64) -> Option<f64> {
    let reached = law.cdf(atom);
    let mut step = f64::EPSILON;
    // A probability just above may round back to this atom.
    while step < 1e-12 && reached + step <= 1.0 {
        let next = law.quantile(reached + step);
        if next > atom {
            return next.is_finite().then_some(next);
        }
        step *= 2.0;
    }
    None
}

/// Moments of the law whose quantile at probability y = 1/(1 + e^-t) is `quantile(t)`, a smooth
/// function of the log-odds t, by the trapezoid rule in t (exponentially convergent).
pub fn over_log_odds(quantile: &dyn Fn(f64) -> f64) -> Moments {
    const STEP: f64 = 0.0625;
    const HALF_RANGE: i32 = 11_200; // |t| <= 700, where y(1 - y) underflows
    let center = quantile(0.0);
    let mut totals = [0.0; 4];
    for direction in [-1, 1] {
        let mut last = [0.0; 4];
        let mut ratio = [0.0; 4];
        let first = if direction == 1 { 0 } else { 1 };
        for step in first..HALF_RANGE {
            let t = f64::from(direction * step) * STEP;
            let decay = exp(-t.abs());
            let weight = STEP * decay / ((1.0 + decay) * (1.0 + decay));
            let offset = quantile(t) - center;
            let mut negligible = t.abs() > 36.0;
            let mut term = weight;
            for index in 0..4 {
                term *= offset;
                totals[index] += term;
                ratio[index] = term / last[index];
                last[index] = term;
                negligible &= term.abs() <= 1e-18 * totals[index].abs();
            }
            if negligible {
                last = [0.0; 4];
                break;
            }
        }
        // A heavy tail that hasn't died out: by now its terms shrink by a constant ratio, or the
        // moment diverges.
        for index in 0..4 {
            if last[index] == 0.0 {
                continue;
            }
            totals[index] += if ratio[index] < 1.0 - 1e-9 {
                last[index] * ratio[index] / (1.0 - ratio[index])
            } else {
                last[index].signum() * f64::INFINITY
            };
        }
    }
    Moments::about(center, totals)
}
