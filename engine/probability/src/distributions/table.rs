//! Tables that make slow quantiles fast.
//!
//! Continuous laws: x as a function of z, the standard normal quantile of u. That function is
//! smooth for every slow law here, tails included, so a polynomial for each of a few dozen equal
//! slices of z meets the error bound where a table in u would need thousands. The bound is on the
//! u-error |F(x) - u| (Derflinger, Hörmann and Leydold 2010) and is verified at points between the
//! nodes; beyond the table's range the law itself is inverted.
//!
//! Discrete laws: the cumulative probabilities of the whole numbers that matter.

use std::sync::Arc;

use ulam_numeric::special::{normal_cdf, normal_quantile};
use ulam_numeric::{block, dispatch};

use super::cumulative_search::CumulativeSearch;
use crate::distribution::{Distribution, SharedDistribution};

/// `law` with its quantile replaced by a verified interpolation table (u-error below 1e-12), or by
/// a table of cumulative probabilities for a discrete law; `law` itself where it is fast or a table
/// can't be verified.
///
/// A build takes some hundred quantiles of the law, a few milliseconds at most.
pub fn tabulated(law: SharedDistribution) -> SharedDistribution {
    if !law.is_slow() {
        return law;
    }
    let table = if law.is_discrete() {
        WholeNumbers::build(&*law).map(Table::WholeNumbers)
    } else {
        SLICES.iter().find_map(|slices| Polynomials::build(&*law, *slices)).map(Table::Polynomials)
    };
    match table {
        Some(table) => Arc::new(Tabulated { law, table }),
        None => law,
    }
}

/// A law whose quantiles come from a table.
#[derive(Debug)]
struct Tabulated {
    law: SharedDistribution,
    table: Table,
}

#[derive(Debug)]
enum Table {
    Polynomials(Polynomials),
    WholeNumbers(WholeNumbers),
}

impl Distribution for Tabulated {
    fn pdf(&self, x: f64) -> f64 {
        self.law.pdf(x)
    }
    fn cdf(&self, x: f64) -> f64 {
        self.law.cdf(x)
    }
    fn survival(&self, x: f64) -> f64 {
        self.law.survival(x)
    }
    fn quantile(&self, p: f64) -> f64 {
        let found = match &self.table {
            Table::Polynomials(table) => table.quantile(p),
            Table::WholeNumbers(table) => table.quantile(p),
        };
        found.unwrap_or_else(|| self.law.quantile(p))
    }
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        match &self.table {
            Table::Polynomials(table) => {
                block::normal_quantile(probabilities, out);
                interpolate(table, out);
                for (out, probability) in out.iter_mut().zip(probabilities) {
                    if out.is_nan() || !table.covers(*probability) {
                        *out = self.law.quantile(*probability);
                    }
                }
            }
            Table::WholeNumbers(table) => {
                for (out, probability) in out.iter_mut().zip(probabilities) {
                    *out = match table.quantile(*probability) {
                        Some(x) => x,
                        None => self.law.quantile(*probability),
                    };
                }
            }
        }
    }
    fn mean(&self) -> f64 {
        self.law.mean()
    }
    fn variance(&self) -> f64 {
        self.law.variance()
    }
    fn skewness(&self) -> f64 {
        self.law.skewness()
    }
    fn kurtosis(&self) -> f64 {
        self.law.kurtosis()
    }
    fn mode(&self) -> f64 {
        self.law.mode()
    }
    fn support(&self) -> (f64, f64) {
        self.law.support()
    }
    fn is_discrete(&self) -> bool {
        self.law.is_discrete()
    }
}

/// The table covers |z| <= 5.5: all but 4e-8 of the probability.
const Z_MAX: f64 = 5.5;
/// How many slices of z to try.
const SLICES: [usize; 3] = [44, 110, 275];
/// Coefficients of each polynomial.
const COEFFICIENTS: usize = 9;
const U_ERROR_MAX: f64 = 1e-12;
/// And relative to the smaller tail, so that the shape of the tails is kept too.
const TAIL_ERROR_MAX: f64 = 1e-9;

/// What a slice holds whose interpolation can't be verified: its quantiles come out as NaN and are
/// then computed by the law itself.
const UNVERIFIED: [f64; COEFFICIENTS] = [f64::NAN; COEFFICIENTS];
/// How much probability such slices may have together: around a kink of the density, say.
const UNVERIFIED_MASS_MAX: f64 = 0.02;

/// Polynomials in z, one for each slice.
#[derive(Debug)]
struct Polynomials {
    /// In the distance from the slice's middle, in slices; constant term first.
    slices: Vec<[f64; COEFFICIENTS]>,
    slices_per_z: f64,
    probability_low: f64,
    probability_high: f64,
    low: f64,
    high: f64,
}

impl Polynomials {
    fn build(law: &dyn Distribution, count: usize) -> Option<Polynomials> {
        let slices_per_z = count as f64 / (2.0 * Z_MAX);
        let (low, high) = law.support();
        let mut table = Polynomials {
            slices: vec![UNVERIFIED; count],
            slices_per_z,
            probability_low: normal_cdf(-Z_MAX),
            probability_high: 1.0 - normal_cdf(-Z_MAX),
            low,
            high,
        };
        let mut unverified_mass = 0.0;
        // From the middle outwards: where the most probability is, too few slices show first.
        for step in 0..count {
            let slice = if step % 2 == 0 { (count + step) / 2 } else { (count - 1 - step) / 2 };
            if let Some(coefficients) = table.fit(law, slice) {
                table.slices[slice] = coefficients;
                if table.is_verified(law, slice) {
                    continue;
                }
                table.slices[slice] = UNVERIFIED;
            }
            let start = slice as f64 / slices_per_z - Z_MAX;
            unverified_mass += normal_cdf(start + 1.0 / slices_per_z) - normal_cdf(start);
            if unverified_mass > UNVERIFIED_MASS_MAX {
                return None;
            }
        }
        Some(table)
    }

    /// Interpolates the quantile at the Chebyshev nodes of a slice.
    fn fit(&self, law: &dyn Distribution, slice: usize) -> Option<[f64; COEFFICIENTS]> {
        // cos((2k + 1) pi/18)/2 for k = 0, ..., 8.
        const NODES: [f64; COEFFICIENTS] = [
            -0.49240387650610407,
            -0.4330127018922193,
            -0.3213938048432697,
            -0.17101007166283436,
            0.0,
            0.17101007166283436,
            0.3213938048432697,
            0.4330127018922193,
            0.49240387650610407,
        ];
        let mut abscissas = [0.0; COEFFICIENTS];
        let mut differences = [0.0; COEFFICIENTS];
        for (index, node) in NODES.iter().enumerate() {
            let z = (slice as f64 + 0.5 + node) / self.slices_per_z - Z_MAX;
            let p = if z <= 0.0 { normal_cdf(z) } else { 1.0 - normal_cdf(-z) };
            // The node is where p, rounded, really lies.
            abscissas[index] =
                (normal_quantile(p) + Z_MAX) * self.slices_per_z - (slice as f64 + 0.5);
            differences[index] = law.quantile(p);
            if !differences[index].is_finite() {
                return None;
            }
        }
        // Newton's divided differences, then the powers of the distance from the middle.
        for order in 1..COEFFICIENTS {
            for index in (order..COEFFICIENTS).rev() {
                differences[index] = (differences[index] - differences[index - 1])
                    / (abscissas[index] - abscissas[index - order]);
            }
        }
        let mut powers = [0.0; COEFFICIENTS];
        for index in (0..COEFFICIENTS).rev() {
            for power in (1..COEFFICIENTS).rev() {
                powers[power] = powers[power - 1] - abscissas[index] * powers[power];
            }
            powers[0] = differences[index] - abscissas[index] * powers[0];
        }
        powers.iter().all(|power| power.is_finite()).then_some(powers)
    }

    /// Measures the u-error between the nodes, where interpolation is worst.
    fn is_verified(&self, law: &dyn Distribution, slice: usize) -> bool {
        [-0.499, -0.385, 0.09, 0.47].iter().all(|offset| {
            let z = (slice as f64 + 0.5 + offset) / self.slices_per_z - Z_MAX;
            let p = if z <= 0.0 { normal_cdf(z) } else { 1.0 - normal_cdf(-z) };
            let x = self.value_at(normal_quantile(p));
            let (error, tail) =
                if p <= 0.5 { (law.cdf(x) - p, p) } else { (law.survival(x) - (1.0 - p), 1.0 - p) };
            error.abs() <= U_ERROR_MAX && error.abs() <= TAIL_ERROR_MAX * tail
        })
    }

    fn covers(&self, p: f64) -> bool {
        p >= self.probability_low && p <= self.probability_high
    }

    fn quantile(&self, p: f64) -> Option<f64> {
        if !self.covers(p) {
            return None;
        }
        let x = self.value_at(normal_quantile(p));
        (!x.is_nan()).then_some(x)
    }

    #[inline(always)]
    fn value_at(&self, z: f64) -> f64 {
        // Adding 2^52 rounds to a whole number and leaves it in the lowest bits. Outside of the
        // table the result isn't used.
        const TWO_TO_52: f64 = 4503599627370496.0;
        let position = (z + Z_MAX) * self.slices_per_z;
        let wanted = position - 0.5;
        let last = (self.slices.len() - 1) as f64;
        let wanted = if wanted > 0.0 { wanted } else { 0.0 };
        let wanted = if wanted < last { wanted } else { last };
        let rounded = wanted + TWO_TO_52;
        let slice = (rounded.to_bits() & 0xFFFF) as usize;
        let t = position - ((rounded - TWO_TO_52) + 0.5);
        let c = &self.slices[slice];
        let high = c[5] + t * (c[6] + t * (c[7] + t * c[8]));
        let low = c[0] + t * (c[1] + t * (c[2] + t * (c[3] + t * c[4])));
        let square = t * t;
        let x = low + square * square * t * high;
        let x = if x < self.low { self.low } else { x };
        if x > self.high { self.high } else { x }
    }
}

dispatch! {
    /// Replaces standard normal quantiles with the law's.
    fn interpolate(table: &Polynomials, values: &mut [f64]) {
        for value in values.iter_mut() {
            *value = table.value_at(*value);
        }
    }
}

/// Consecutive whole numbers with their cumulative probabilities.
#[derive(Debug)]
struct WholeNumbers {
    first: f64,
    /// P(X < first): below it the table doesn't answer.
    before: f64,
    search: CumulativeSearch,
    count: usize,
}

impl WholeNumbers {
    const ENTRIES_MAX: f64 = 16_384.0;
    /// Every so many entries the law's own distribution function is asked; in between its
    /// probabilities are added up.
    const ANCHOR: usize = 32;

    fn build(law: &dyn Distribution) -> Option<WholeNumbers> {
        let (low, high) = law.support();
        // As much of the tails as fits.
        let (first, last) = [1e-17, 1e-9, 1e-6, 1e-4].into_iter().find_map(|tail| {
            let first = law.quantile(tail).max(low);
            let last = if tail < 1e-16 {
                law.quantile(1.0_f64.next_down())
            } else {
                law.quantile(1.0 - tail)
            };
            let last = last.min(high);
            (last - first < Self::ENTRIES_MAX).then_some((first, last))
        })?;
        if last.is_nan() || last < first {
            return None;
        }
        let count = (last - first).round() as usize + 1;
        let mut cumulative = Vec::with_capacity(count);
        let mut reached = 0.0;
        for index in 0..count {
            let k = first + index as f64;
            let sum = if index % Self::ANCHOR == 0 { law.cdf(k) } else { reached + law.pdf(k) };
            // Never down, and never away from the law's own value by more than rounding.
            reached = f64::max(reached, sum.min(1.0));
            cumulative.push(reached);
        }
        let exact = law.cdf(first + (count - 1) as f64);
        let error = (reached - exact).abs();
        if error.is_nan() || error > 1e-14 {
            return None;
        }
        let before = if first > low { law.cdf(first - 1.0) } else { 0.0 };
        Some(WholeNumbers { first, before, search: CumulativeSearch::new(cumulative), count })
    }

    fn quantile(&self, p: f64) -> Option<f64> {
        if p <= self.before || p >= 1.0 {
            return None;
        }
        let index = self.search.index(p);
        (index < self.count).then_some(self.first + index as f64)
    }
}
