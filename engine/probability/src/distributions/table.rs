//! Tables that make slow quantiles fast.
//!
//! Continuous laws: x as a function of z, the standard normal quantile of u. That function is
//! smooth for every slow law here, tails included, so a polynomial for each of a few dozen equal
//! slices of z meets the error bound where a table in u would need thousands. The bound is on the
//! u-error |F(x) - u| (Derflinger, Hörmann and Leydold 2010) and is verified at points between the
//! nodes; beyond the table's range the law itself is inverted.
//!
//! Discrete laws: the cumulative probabilities of the whole numbers that matter.

mod polynomials;

use std::sync::Arc;

use ulam_numeric::block;
use ulam_numeric::special::normal_quantile;

use super::cumulative_search::CumulativeSearch;
use crate::distribution::{
    Distribution, SharedDistribution, open_probability, quantiles_by_probability,
};
use polynomials::Polynomials;

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
        Polynomials::build(&*law).map(Table::Polynomials)
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
            Table::Polynomials(table) => table.value_at(normal_quantile(p)),
            Table::WholeNumbers(table) => table.quantile(p),
        };
        found.unwrap_or_else(|| self.law.quantile(p))
    }
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        match &self.table {
            Table::Polynomials(table) => {
                block::normal_quantile(probabilities, out);
                if !table.interpolate(out) {
                    for (out, probability) in out.iter_mut().zip(probabilities) {
                        if out.is_nan() {
                            *out = self.law.quantile(*probability);
                        }
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
    fn quantile_of_normal(&self, z: f64) -> f64 {
        match &self.table {
            Table::Polynomials(table) => match table.value_at(z) {
                Some(x) => x,
                None => self.law.quantile(open_probability(z)),
            },
            Table::WholeNumbers(_) => self.quantile(open_probability(z)),
        }
    }
    fn quantiles_of_normal(&self, z: &[f64], out: &mut [f64]) {
        match &self.table {
            Table::Polynomials(table) => {
                let length = z.len().min(out.len());
                let (z, out) = (&z[..length], &mut out[..length]);
                out.copy_from_slice(z);
                if !table.interpolate(out) {
                    for (out, z) in out.iter_mut().zip(z) {
                        if out.is_nan() {
                            *out = self.law.quantile(open_probability(*z));
                        }
                    }
                }
            }
            Table::WholeNumbers(_) => quantiles_by_probability(self, z, out),
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
