//! Fits of several columns and their rank correlations, as YAML for a model.

use std::path::Path;

use ulam_probability::fitting::{COUNT_MIN, Fitted};
use ulam_probability::statistics::{Ranks, rank_correlation};
use ulam_simulation::spec::{CorrelationSpec, InputSpec, Spec};

use super::columns::Column;
use crate::error::Failure;

/// The best fit of each column, and Spearman's correlation of each pair of columns over the rows
/// that have both.
///
/// # Errors
/// Two columns that have too few rows in common, or that don't vary there.
pub fn yaml(
    file: &Path,
    columns: &[Column],
    fits: &[Fitted],
    cells: &[String],
) -> Result<String, Failure> {
    let mut spec = Spec::default();
    for (index, (column, fitted)) in columns.iter().zip(fits).enumerate() {
        let Some(best) = fitted.fits.first() else {
            continue;
        };
        // Without a cell the spec is refused until somebody has put it in.
        let cell = match cells.get(index) {
            Some(cell) => cell.trim().to_string(),
            None => format!("cell of {}", column.name),
        };
        let (name, distribution) = (Some(column.name.clone()), best.call.clone());
        spec.inputs.push(InputSpec { cell, name, distribution });
    }
    let mut fewest = u64::MAX;
    for (index, first) in columns.iter().enumerate() {
        for second in &columns[index + 1..] {
            let (rho, rows) = correlation(first, second)?;
            fewest = fewest.min(rows);
            // Three digits are more than a few hundred rows tell.
            let rho = (rho * 1000.0).round() / 1000.0;
            let inputs = [first.name.clone(), second.name.clone()];
            spec.correlations.push(CorrelationSpec { inputs, rho });
        }
    }
    let body = spec.to_yaml().map_err(|error| Failure::usage(error.to_string()))?;
    let mut text = format!("# Fitted by `ulam fit` to {}\n", one_line(&file.display().to_string()));
    let error = 1.0 / (fewest.saturating_sub(1).max(1) as f64).sqrt();
    text.push_str(&format!(
        "# Rank correlations over {fewest} rows or more: those within ±{:.2} of 0 may be chance.\n",
        1.96 * error
    ));
    if cells.is_empty() {
        text.push_str(
            "# Write the model's cells in place of 'cell of ...', or give them with --cells.\n",
        );
    }
    text.push_str(&body);
    Ok(text)
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Spearman's correlation, and over how many rows.
fn correlation(first: &Column, second: &Column) -> Result<(f64, u64), Failure> {
    let pairs = first.values.iter().zip(&second.values);
    let (left, right): (Vec<f64>, Vec<f64>) =
        pairs.filter_map(|(left, right)| Some(((*left)?, (*right)?))).unzip();
    let rho = match (Ranks::new(&left), Ranks::new(&right)) {
        (Some(left), Some(right)) if left.count() >= COUNT_MIN => rank_correlation(&left, &right),
        _ => None,
    };
    match rho {
        Some(rho) => Ok((rho, left.len() as u64)),
        None => Err(Failure::usage(format!(
            "{} and {} have {} rows in common: too few to correlate, or all alike",
            first.name,
            second.name,
            left.len()
        ))),
    }
}
