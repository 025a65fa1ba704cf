//! The law of finitely many values, on which Discrete, Empirical and others stand.

use std::sync::Arc;

use super::cumulative_search::CumulativeSearch;
use super::moments::{Moments, moment_methods};
use crate::distribution::{Distribution, SharedDistribution};

/// Finitely many values with their probabilities.
#[derive(Debug)]
pub struct Atoms {
    /// Rising, without repeats.
    values: Vec<f64>,
    probabilities: Vec<f64>,
    /// `P(X <= values[i])`.
    search: CumulativeSearch,
    /// `P(X > values[i])`.
    survival: Vec<f64>,
}

impl Atoms {
    /// The law of `values` with these `weights` (not negative, their sum above 0), which are
    /// divided by their sum; repeated values are merged.
    pub fn shared(values: &[f64], weights: &[f64]) -> SharedDistribution {
        let mut pairs: Vec<(f64, f64)> = values
            .iter()
            .copied()
            .zip(weights.iter().copied())
            .filter(|(_, weight)| *weight > 0.0)
            .collect();
        pairs.sort_by(|left, right| left.0.total_cmp(&right.0));
        let mut merged: Vec<(f64, f64)> = Vec::with_capacity(pairs.len());
        for (value, weight) in pairs {
            match merged.last_mut() {
                Some((last, total)) if *last == value => *total += weight,
                _ => merged.push((value, weight)),
            }
        }
        let total: f64 = merged.iter().map(|(_, weight)| weight).sum();
        let mut cumulative = Vec::with_capacity(merged.len());
        let mut reached = 0.0;
        for (_, weight) in &merged {
            reached += weight;
            cumulative.push((reached / total).min(1.0));
        }
        if let Some(last) = cumulative.last_mut() {
            *last = 1.0;
        }
        let mut survival = vec![0.0; merged.len()];
        let mut above = 0.0;
        for (survival, (_, weight)) in survival.iter_mut().zip(&merged).rev() {
            *survival = above / total;
            above += weight;
        }
        Arc::new(Atoms {
            values: merged.iter().map(|(value, _)| *value).collect(),
            probabilities: merged.iter().map(|(_, weight)| weight / total).collect(),
            search: CumulativeSearch::new(cumulative),
            survival,
        })
    }

    /// How many values are at most `x`.
    fn count_up_to(&self, x: f64) -> usize {
        self.values.partition_point(|value| *value <= x)
    }

    fn moments(&self) -> Moments {
        let center = self.quantile(0.5);
        let mut about_center = [0.0; 4];
        for (value, probability) in self.values.iter().zip(&self.probabilities) {
            let mut term = *probability;
            for moment in &mut about_center {
                term *= value - center;
                *moment += term;
            }
        }
        Moments::about(center, about_center)
    }
}

impl Distribution for Atoms {
    fn pdf(&self, x: f64) -> f64 {
        match self.values.binary_search_by(|value| value.total_cmp(&(x + 0.0))) {
            Ok(index) => self.probabilities[index],
            Err(_) => 0.0,
        }
    }
    fn cdf(&self, x: f64) -> f64 {
        match self.count_up_to(x) {
            0 => 0.0,
            count => self.search.get(count - 1).unwrap_or(1.0),
        }
    }
    fn survival(&self, x: f64) -> f64 {
        match self.count_up_to(x) {
            0 => 1.0,
            count => self.survival[count - 1],
        }
    }
    fn quantile(&self, p: f64) -> f64 {
        let last = self.values.len() - 1;
        let index = if p >= 1.0 { last } else { self.search.index(p).min(last) };
        self.values[index]
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        let mut best = 0;
        for (index, probability) in self.probabilities.iter().enumerate() {
            if *probability > self.probabilities[best] {
                best = index;
            }
        }
        self.values[best]
    }
    fn support(&self) -> (f64, f64) {
        (self.values[0], self.values[self.values.len() - 1])
    }
    fn is_discrete(&self) -> bool {
        true
    }
}
