//! Compound: the sum of a random number of independent values.
//!
//! Its mean, variance, skewness and kurtosis are exact, from the cumulants. Its distribution function
//! comes from the fast Fourier transform of the severity on a grid, the frequency's generating
//! function applied to it (Robertson 1992; Embrechts and Frei 2009), computed once when it is first
//! asked for.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, OnceLock, PoisonError};

use super::arguments::{Rules, display, law, law_at, number_at, optional};
use super::constant::constant;
use super::fourier::{Complex, transform};
use super::moments::{Moments, integrated, moment_methods};
use crate::distribution::{
    Argument, Distribution, Family, Parameter, ParameterError, ParameterKind, SharedDistribution,
};

/// Most events that a frequency may reach but for one time in 1e15.
const EVENTS_MAX: f64 = 100_000.0;
/// Points of the transform: as many as the frequency allows at this much work.
const WORK_MAX: f64 = 2e8;
const POINTS_MAX: usize = 1 << 16;
const POINTS_MIN: usize = 1 << 12;
/// Probability that is neglected at each end of the grid.
const TAIL: f64 = 1e-13;

/// The row of `Compound`.
pub static COMPOUND: Family = Family {
    name: "Compound",
    summary: "The sum of a random number of independent values: the claims of a year.",
    formula: "X = Y_1 + ... + Y_N, N from frequency, Y_i = min(max(Z_i - deductible, 0), limit), Z_i from \
              severity; without a deductible Y_i = min(Z_i, limit). Klugman, Panjer and Willmot 2012, \
              Loss Models, ch. 9",
    parameters: &[
        Parameter {
            name: "frequency",
            meaning: "how many: a distribution of whole numbers, or a number",
            kind: ParameterKind::Count,
            default: None,
        },
        law("severity", "how much each"),
        optional("deductible", "taken off each value, at least 0", 0.0),
        optional("limit", "the most that each value counts, above 0, or none", f64::INFINITY),
    ],
    example: "Compound(Poisson(100), Lognormal(20, 35))",
    build,
};

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let rules = Rules(COMPOUND.name);
    let frequency = match arguments.first() {
        Some(Argument::Law(law)) => law.clone(),
        _ => constant(number_at(&COMPOUND, arguments, 0)?.trunc()),
    };
    let severity = law_at(&COMPOUND, arguments, 1)?;
    let deductible = number_at(&COMPOUND, arguments, 2)?;
    let limit = match arguments.get(3) {
        Some(Argument::Number(limit)) if !limit.is_nan() => *limit,
        _ => f64::INFINITY,
    };
    rules.within("deductible", deductible, 0.0, f64::MAX)?;
    rules.positive("limit", limit)?;
    let (least, _) = frequency.support();
    let most = frequency.quantile(1.0 - 1e-15);
    if !frequency.is_discrete() || least < 0.0 {
        return Err(ParameterError(
            "Compound: frequency must be a distribution of whole numbers from 0".to_string(),
        ));
    }
    if most.is_nan() || most > EVENTS_MAX {
        return Err(ParameterError(format!(
            "Compound: frequency reaches {} events, and at most {EVENTS_MAX} can be summed",
            display(most)
        )));
    }
    if most == 0.0 {
        return Ok(constant(0.0));
    }
    let severity: SharedDistribution = if deductible > 0.0 || limit < f64::INFINITY {
        Arc::new(Payment { law: severity, deductible, limit })
    } else {
        severity
    };
    if least == 1.0 && most == 1.0 {
        return Ok(severity);
    }
    // Built in every trial where its parameters are random: what was built before is kept, its table
    // with it. A law's description holds its parameters to the last bit.
    let key = format!("{frequency:?} {severity:?}");
    if key.len() <= KEY_BYTES_MAX
        && let Some(known) = kept().get(&key)
    {
        return Ok(known.clone());
    }
    let counts = Counts::new(&*frequency, least, most)?;
    if severity.support().0 == severity.support().1 && severity.support().0.is_infinite() {
        return Err(ParameterError("Compound: the severity has no values".to_string()));
    }
    let law: SharedDistribution =
        Arc::new(Compound { frequency, severity, counts, table: OnceLock::new() });
    if key.len() <= KEY_BYTES_MAX {
        let mut kept = kept();
        if kept.len() >= KEPT_MAX {
            kept.clear();
        }
        kept.insert(key, law.clone());
    }
    Ok(law)
}

/// Laws kept, half a megabyte each at most; longer descriptions aren't kept.
const KEPT_MAX: usize = 128;
const KEY_BYTES_MAX: usize = 4096;

fn kept() -> MutexGuard<'static, HashMap<String, SharedDistribution>> {
    static KEPT: LazyLock<Mutex<HashMap<String, SharedDistribution>>> =
        LazyLock::new(Mutex::default);
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The probabilities of each number of events.
#[derive(Debug)]
struct Counts {
    least: u64,
    /// Of `least`, `least + 1`, ...
    probabilities: Vec<f64>,
}

impl Counts {
    fn new(frequency: &dyn Distribution, least: f64, most: f64) -> Result<Counts, ParameterError> {
        let low = least.max(frequency.quantile(1e-16)).floor();
        let count = (most - low) as usize + 1;
        let probabilities: Vec<f64> =
            (0..count).map(|index| frequency.pdf(low + index as f64)).collect();
        let total: f64 = probabilities.iter().sum();
        if (total - 1.0).abs() > 1e-9 {
            return Err(ParameterError(
                "Compound: frequency must be a distribution of whole numbers from 0".to_string(),
            ));
        }
        let probabilities = probabilities.iter().map(|p| p / total).collect();
        Ok(Counts { least: low as u64, probabilities })
    }

    /// E z^N.
    fn generating(&self, z: Complex) -> Complex {
        let mut sum = Complex::real(0.0);
        for probability in self.probabilities.iter().rev() {
            sum = sum.times(z).plus(Complex::real(*probability));
        }
        if self.least == 0 { sum } else { sum.times(z.power(self.least)) }
    }

    fn most(&self) -> f64 {
        (self.least + self.probabilities.len() as u64 - 1) as f64
    }
}

/// What is paid of a value after the deductible, up to the limit.
#[derive(Debug)]
struct Payment {
    law: SharedDistribution,
    deductible: f64,
    limit: f64,
}

impl Payment {
    fn paid(&self, value: f64) -> f64 {
        let after = if self.deductible > 0.0 { (value - self.deductible).max(0.0) } else { value };
        after.min(self.limit)
    }
    fn moments(&self) -> Moments {
        integrated(self)
    }
}

impl Distribution for Payment {
    fn pdf(&self, x: f64) -> f64 {
        if x == self.limit {
            return self.law.survival((x + self.deductible).next_down());
        }
        if self.deductible > 0.0 && x <= 0.0 {
            return if x == 0.0 { self.law.cdf(self.deductible) } else { 0.0 };
        }
        if x > self.limit { 0.0 } else { self.law.pdf(x + self.deductible) }
    }
    fn cdf(&self, x: f64) -> f64 {
        if x >= self.limit {
            1.0
        } else if self.deductible > 0.0 && x < 0.0 {
            0.0
        } else {
            self.law.cdf(x + self.deductible)
        }
    }
    fn survival(&self, x: f64) -> f64 {
        if x >= self.limit {
            0.0
        } else if self.deductible > 0.0 && x < 0.0 {
            1.0
        } else {
            self.law.survival(x + self.deductible)
        }
    }
    fn quantile(&self, p: f64) -> f64 {
        self.paid(self.law.quantile(p))
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        self.paid(self.law.mode())
    }
    fn support(&self) -> (f64, f64) {
        let (low, high) = self.law.support();
        (self.paid(low), self.paid(high))
    }
    fn is_discrete(&self) -> bool {
        self.law.is_discrete()
    }
}

/// The law of the sum.
#[derive(Debug)]
struct Compound {
    frequency: SharedDistribution,
    severity: SharedDistribution,
    counts: Counts,
    table: OnceLock<Table>,
}

/// The law of the sum on a grid.
#[derive(Debug)]
struct Table {
    /// Where the grid begins, and the distance of its points.
    start: f64,
    step: f64,
    /// P(X <= start + (index + 1/2) step) without the atom at 0, or of a lattice law
    /// P(X <= start + index step).
    cumulative: Vec<f64>,
    /// Whether the sums lie on the grid's points.
    is_lattice: bool,
    /// P(X = 0), for a law that isn't on a lattice: no events, or nothing paid.
    at_zero: f64,
    /// Whether no value is below 0, so that the first cell begins there.
    is_positive: bool,
    /// Past the grid: E N, and what the other terms add on average.
    events: f64,
    others: f64,
}

impl Compound {
    fn moments(&self) -> Moments {
        let (n, y) = (cumulants(&*self.frequency), cumulants(&*self.severity));
        let mean = n[0] * y[0];
        let variance = n[0] * y[1] + n[1] * y[0] * y[0];
        let third = n[0] * y[2] + 3.0 * n[1] * y[0] * y[1] + n[2] * y[0] * y[0] * y[0];
        let square = y[0] * y[0];
        let fourth = n[3] * square * square
            + 6.0 * n[2] * square * y[1]
            + n[1] * (3.0 * y[1] * y[1] + 4.0 * y[0] * y[2])
            + n[0] * y[3];
        let finite_or_nan = |value: f64| if value.is_finite() { value } else { f64::NAN };
        Moments {
            mean,
            variance,
            skewness: finite_or_nan(third / (variance * variance.sqrt())),
            kurtosis: finite_or_nan(3.0 + fourth / (variance * variance)),
        }
    }

    fn table(&self) -> &Table {
        self.table.get_or_init(|| Table::new(&self.counts, &*self.severity, self.moments()))
    }
}

/// The first four cumulants.
fn cumulants(law: &dyn Distribution) -> [f64; 4] {
    let (mean, variance) = (law.mean(), law.variance());
    if variance == 0.0 {
        return [mean, 0.0, 0.0, 0.0];
    }
    let third = law.skewness() * variance * variance.sqrt();
    let fourth = (law.kurtosis() - 3.0) * variance * variance;
    [mean, variance, third, fourth]
}

/// The distance of the points of a discrete law, if it has few enough and they lie on multiples of
/// one number.
fn lattice(law: &dyn Distribution) -> Option<f64> {
    const ATOMS_MAX: usize = 4096;
    if !law.is_discrete() {
        return None;
    }
    let (low, high) = law.support();
    if low == high {
        return (low != 0.0).then_some(low.abs());
    }
    // Decimal fractions of up to four digits.
    for scale in [1.0, 10.0, 100.0, 1e3, 1e4] {
        let mut divisor = 0.0;
        let mut probability = 0.0;
        let mut is_whole = true;
        for _ in 0..ATOMS_MAX {
            let atom = law.quantile(probability);
            if !atom.is_finite() {
                break;
            }
            let whole = (atom * scale).round();
            if (whole / scale - atom).abs() > 1e-12 * atom.abs() || whole.abs() > 1e15 {
                is_whole = false;
                break;
            }
            divisor = greatest_divisor(divisor, whole.abs());
            let reached = law.cdf(atom);
            if reached >= 1.0 - 1e-13 {
                break;
            }
            probability = (reached + 1e-14).min(1.0);
        }
        if is_whole && divisor > 0.0 {
            return Some(divisor / scale);
        }
    }
    None
}

fn greatest_divisor(mut a: f64, mut b: f64) -> f64 {
    for _ in 0..200 {
        if b == 0.0 {
            return a;
        }
        (a, b) = (b, a % b);
    }
    1.0
}

impl Table {
    fn new(counts: &Counts, severity: &dyn Distribution, moments: Moments) -> Table {
        let points = points(counts);
        let (low, high) = range(counts, severity, moments, points);
        let width = f64::max(high - low, f64::MIN_POSITIVE);
        // Half of the points stay empty, so that sums past the grid don't come round.
        let usable = (points / 2 - 2) as f64;
        let (severity_low, severity_high) = severity.support();
        let lattice = lattice(severity).filter(|step| width / step <= usable);
        let mut step = lattice.unwrap_or(width / usable);
        if lattice.is_none() && severity_high.is_finite() && severity_high > step {
            // A largest value, such as a limit, lies on the grid.
            step = severity_high / (severity_high / step).floor();
        }
        let is_lattice = lattice.is_some();
        let first = (low / step).floor();
        let mut values = vec![Complex::real(0.0); points];
        let place = |index: f64| (index.rem_euclid(points as f64)) as usize % points;
        let from = f64::max((severity_low / step).round(), -(points as f64) / 2.0);
        let to = f64::min((severity_high / step).round(), from + points as f64 - 1.0);
        let mut index = from;
        while index <= to {
            let mass = if is_lattice {
                severity.pdf(index * step)
            } else {
                let (left, right) = ((index - 0.5) * step, (index + 0.5) * step);
                if severity.cdf(left) > 0.5 {
                    severity.survival(left) - severity.survival(right)
                } else {
                    severity.cdf(right) - severity.cdf(left)
                }
            };
            // A value past the grid puts the sum past it: its mass is left out.
            if index * step <= high {
                values[place(index)].re += mass.max(0.0);
            }
            index += 1.0;
        }
        transform(&mut values, false);
        for value in values.iter_mut() {
            *value = counts.generating(*value);
        }
        transform(&mut values, true);
        let is_positive = severity_low >= 0.0;
        let nothing = if is_positive { severity.cdf(0.0) } else { 0.0 };
        let at_zero = match is_lattice {
            true => 0.0,
            false => counts.generating(Complex::real(nothing)).re,
        };
        values[place(0.0)].re -= at_zero;
        let count = ((high / step).floor() - first) as usize + 1;
        let mut reached = 0.0;
        let cumulative = (0..count.min(points))
            .map(|offset| {
                reached += values[place(first + offset as f64)].re.max(0.0);
                f64::min(reached, 1.0)
            })
            .collect();
        let events = moments.mean / severity.mean();
        let others = (events - 1.0) * severity.mean();
        Table {
            start: first * step,
            step,
            cumulative,
            is_lattice,
            at_zero,
            is_positive,
            events: if events.is_finite() { events } else { counts.most() },
            others: if others.is_finite() { others.max(0.0) } else { 0.0 },
        }
    }

    /// Half a step past the last point, or the last point of a lattice: how far the grid reaches.
    fn end(&self) -> f64 {
        let steps = self.cumulative.len() as f64 - if self.is_lattice { 1.0 } else { 0.5 };
        self.start + steps * self.step
    }

    /// P(X <= end).
    fn last(&self) -> f64 {
        (self.cumulative.last().copied().unwrap_or(1.0) + self.at_zero).min(1.0)
    }

    fn at(&self, index: usize) -> f64 {
        let last = self.cumulative.last().copied().unwrap_or(1.0);
        self.cumulative.get(index).copied().unwrap_or(last)
    }

    /// The left end of a cell.
    fn edge(&self, index: usize) -> f64 {
        match index {
            0 if self.is_positive => 0.0,
            _ => self.start + (index as f64 - 0.5) * self.step,
        }
    }

    /// P(X <= x) without the atom at 0, of a law that isn't on a lattice.
    fn smooth(&self, x: f64) -> f64 {
        let position = ((x - self.start) / self.step + 0.5).floor();
        if position < 0.0 || x <= self.edge(0) {
            return 0.0;
        }
        let index = position as usize;
        let before = if index == 0 { 0.0 } else { self.at(index - 1) };
        let (left, right) = (self.edge(index), self.edge(index + 1));
        before + (self.at(index) - before) * ((x - left) / (right - left)).clamp(0.0, 1.0)
    }

    fn cdf(&self, x: f64, severity: &dyn Distribution) -> f64 {
        if x > self.end() {
            return 1.0 - self.survival_past_end(x, severity);
        }
        if self.is_lattice {
            let index = ((x - self.start) / self.step + 1e-9).floor();
            return if index < 0.0 { 0.0 } else { self.at(index as usize) };
        }
        let atom = if x >= 0.0 { self.at_zero } else { 0.0 };
        (self.smooth(x) + atom).min(1.0)
    }

    /// The slope of the distribution function within a cell.
    fn density(&self, x: f64, severity: &dyn Distribution) -> f64 {
        if x > self.end() {
            let half = 0.5 * self.step;
            return (self.cdf(x + half, severity) - self.cdf(x - half, severity)) / self.step;
        }
        let index = ((x - self.start) / self.step + 0.5).floor();
        if index < 0.0 {
            return 0.0;
        }
        let index = index as usize;
        let before = if index == 0 { 0.0 } else { self.at(index - 1) };
        (self.at(index) - before) / (self.edge(index + 1) - self.edge(index))
    }

    /// One large value makes a sum that is large beyond the grid (Embrechts, Klueppelberg and Mikosch
    /// 1997, section 1.3), joined to the grid's end.
    fn survival_past_end(&self, x: f64, severity: &dyn Distribution) -> f64 {
        let left = 1.0 - self.last();
        let at_end = severity.survival(self.end() - self.others);
        if left <= 0.0 || at_end <= 0.0 {
            return 0.0;
        }
        (left * (severity.survival(x - self.others) / at_end)).clamp(0.0, left)
    }

    fn quantile(&self, p: f64, severity: &dyn Distribution) -> f64 {
        if p > self.last() {
            let left = 1.0 - self.last();
            let at_end = severity.survival(self.end() - self.others);
            if left <= 0.0 || at_end <= 0.0 || self.events <= 0.0 {
                return self.end();
            }
            let tail = (1.0 - p) / left * at_end;
            return (severity.quantile(1.0 - tail) + self.others).max(self.end());
        }
        let mut p = p;
        if !self.is_lattice {
            let below_zero = self.smooth(0.0);
            if p > below_zero && p <= below_zero + self.at_zero {
                return 0.0;
            }
            if p > below_zero {
                p -= self.at_zero;
            }
        }
        let index = self.cumulative.partition_point(|reached| *reached < p);
        if self.is_lattice {
            return self.start + index as f64 * self.step;
        }
        let before = if index == 0 { 0.0 } else { self.at(index - 1) };
        let after = self.at(index);
        let (left, right) = (self.edge(index), self.edge(index + 1));
        if after <= before {
            right
        } else {
            left + (right - left) * ((p - before) / (after - before))
        }
    }
}

/// How many points the transform has.
fn points(counts: &Counts) -> usize {
    let affordable = WORK_MAX / counts.probabilities.len() as f64;
    let mut points = POINTS_MAX;
    while points > POINTS_MIN && points as f64 > affordable {
        points /= 2;
    }
    points
}

/// The values between which the sum lies but for the neglected tails, as far as a grid of this many
/// points can show the body of the law.
fn range(
    counts: &Counts,
    severity: &dyn Distribution,
    moments: Moments,
    points: usize,
) -> (f64, f64) {
    let (severity_low, severity_high) = severity.support();
    let most = counts.most();
    let events = f64::max(1.0, moments.mean / severity.mean());
    let events = if events.is_finite() { events.min(most) } else { most };
    let spread = moments.variance.sqrt();
    let middle = if moments.mean.is_finite() { moments.mean } else { 0.0 };
    let typical =
        f64::max(severity.quantile(0.95) - severity.quantile(0.05), severity.quantile(0.5).abs());
    // A step of no more than about this keeps the body of the law smooth.
    let longest = f64::max(typical * f64::max(1.0, events.sqrt()), f64::MIN_POSITIVE)
        * (points as f64 / 256.0);
    let one_large = |extreme: f64| f64::max(extreme.abs(), 0.0);
    let wide = if spread.is_finite() { 12.0 * spread } else { longest };
    let upper_tail = one_large(severity.quantile(1.0 - f64::max(TAIL / events, 1e-16)));
    let mut high = middle.max(0.0) + f64::max(wide, upper_tail).min(longest);
    if severity_high.is_finite() {
        high = high.min((most * severity_high).max(0.0));
    }
    let mut low = 0.0;
    if severity_low < 0.0 {
        let lower_tail = one_large(severity.quantile(TAIL / events));
        low = middle.min(0.0) - f64::max(wide, lower_tail).min(longest);
        if severity_low.is_finite() {
            low = low.max(most * severity_low);
        }
    }
    (low, f64::max(high, low))
}

impl Distribution for Compound {
    fn pdf(&self, x: f64) -> f64 {
        let table = self.table();
        let (low, high) = self.support();
        if x < low || x > high {
            return 0.0;
        }
        if !table.is_lattice {
            return table.density(x, &*self.severity);
        }
        let atom = table.start + ((x - table.start) / table.step).round() * table.step;
        if (atom - x).abs() > 1e-9 * table.step {
            return 0.0;
        }
        let half = 0.5 * table.step;
        table.cdf(atom + half, &*self.severity) - table.cdf(atom - half, &*self.severity)
    }
    fn cdf(&self, x: f64) -> f64 {
        let (low, high) = self.support();
        if x < low {
            0.0
        } else if x >= high {
            1.0
        } else {
            self.table().cdf(x, &*self.severity)
        }
    }
    fn quantile(&self, p: f64) -> f64 {
        if p.is_nan() || !(0.0..=1.0).contains(&p) {
            return f64::NAN;
        }
        let (low, high) = self.support();
        if p == 0.0 {
            return low;
        }
        if p == 1.0 {
            return high;
        }
        self.table().quantile(p, &*self.severity).max(low).min(high)
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        let table = self.table();
        let mut best = (table.at_zero, 0.0);
        let mut before = 0.0;
        for (index, reached) in table.cumulative.iter().enumerate() {
            if reached - before > best.0 {
                best = (reached - before, table.start + index as f64 * table.step);
            }
            before = *reached;
        }
        best.1
    }
    fn support(&self) -> (f64, f64) {
        let (low, high) = self.severity.support();
        let (least, most) = self.frequency.support();
        let end = |count: f64, value: f64| if count == 0.0 { 0.0 } else { count * value };
        let lowest = f64::min(end(least, low), end(most, low));
        let highest = f64::max(end(least, high), end(most, high));
        (lowest, highest)
    }
    fn is_discrete(&self) -> bool {
        self.severity.is_discrete() && lattice(&*self.severity).is_some()
    }
}
