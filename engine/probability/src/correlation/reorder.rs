//! Rank correlation by reordering: exact marginals, whatever the sampling plan.

use ulam_numeric::special::normal_quantile;

use super::cholesky::CholeskyFactor;
use super::matrix::{CorrelationError, CorrelationMatrix};
use crate::statistics::{Ranks, pearson_correlation};

/// Most numbers (trials times inputs) that are reordered together.
pub const REORDERED_MAX: u64 = 1 << 28;

/// Reorders each column so that the columns' rank correlations come close to those whose normals
/// have the factor `target`: Iman and Conover (1982), "A distribution-free approach to inducing rank
/// correlation among input variables", with van der Waerden scores.
///
/// Every column keeps its numbers and so a stratified one its strata; which trial has which of them
/// depends on all trials. The columns should be independent uniforms, equally many of each. The
/// correlations that they happen to have are taken out first.
///
/// # Errors
/// Too few trials for the number of columns.
pub fn reorder(columns: &mut [Vec<f64>], target: &CholeskyFactor) -> Result<(), CorrelationError> {
    let order = columns.len().min(target.order());
    let trials = columns.first().map_or(0, Vec::len);
    let mut scores = Vec::with_capacity(order);
    for column in columns.iter().take(order) {
        scores.push(van_der_waerden(column));
    }
    let names: Vec<String> = (1..=order).map(|number| number.to_string()).collect();
    let mut accidental = Vec::new();
    for second in 0..order {
        for first in 0..second {
            if let Some(correlation) = pearson_correlation(&scores[first], &scores[second]) {
                accidental.push((first, second, correlation));
            }
        }
    }
    let accidental = CorrelationMatrix::from_pairs(names, &accidental)?.cholesky()?;

    for trial in 0..trials {
        let mut independent = vec![0.0; order];
        for row in 0..order {
            // Forward substitution: the scores without the correlations that they happen to have.
            let weights = accidental.row(row);
            let mut rest = scores[row][trial];
            for (weight, known) in weights[..row].iter().zip(&independent) {
                rest -= weight * known;
            }
            independent[row] = if weights[row] > 0.0 { rest / weights[row] } else { 0.0 };
        }
        for row in 0..order {
            let mut sum = 0.0;
            for (weight, value) in target.row(row).iter().zip(&independent) {
                sum += weight * value;
            }
            scores[row][trial] = sum;
        }
    }
    for (column, scores) in columns.iter_mut().zip(&scores) {
        arrange(column, scores);
    }
    Ok(())
}

/// The normal score of each number: the quantile of its rank over their number plus 1.
fn van_der_waerden(column: &[f64]) -> Vec<f64> {
    let Some(ranks) = Ranks::new(column) else {
        return vec![0.0; column.len()];
    };
    let cells = column.len() as f64 + 1.0;
    ranks.average().map(|rank| normal_quantile(rank / cells)).collect()
}

/// Puts the numbers of a column into the order of the scores.
fn arrange(column: &mut [f64], scores: &[f64]) {
    let mut sorted = column.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let mut trials: Vec<u32> = (0..column.len() as u32).collect();
    // Equal scores in the order of the trials, so that the result depends on nothing else.
    trials.sort_by(|a, b| scores[*a as usize].total_cmp(&scores[*b as usize]).then(a.cmp(b)));
    for (trial, value) in trials.iter().zip(&sorted) {
        column[*trial as usize] = *value;
    }
}
