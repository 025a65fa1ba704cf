//! Rank correlations of columns of data, for the correlations of a spec.

use ulam_contracts::simulations::CorrelationReport;
use ulam_contracts::workbooks::{CellErrorValue, CellValue};
use ulam_engine::Value;
use ulam_probability::statistics::{Ranks, rank_correlation};

/// Fewest columns.
pub const COLUMNS_MIN: usize = 2;
/// Most columns.
pub const COLUMNS_MAX: usize = 100;
/// Most values of all columns together.
const VALUES_MAX: usize = 20_000_000;
/// What is told of rows that are left out.
const EXAMPLES_MAX: usize = 10;

/// A column: a NaN where a row has no number.
pub struct Series {
    name: String,
    values: Vec<f64>,
    /// The first rows without a number, with what stands there.
    gaps: Vec<(usize, CellValue)>,
}

impl Series {
    /// A column of values as they stand.
    pub fn new(name: String, values: Vec<Value>) -> Series {
        let mut gaps = Vec::new();
        let mut number = |(row, value): (usize, Value)| match value {
            Value::Number(number) if number.is_finite() => number,
            other => {
                if gaps.len() < EXAMPLES_MAX {
                    gaps.push((row, shown(&other)));
                }
                f64::NAN
            }
        };
        let values = values.into_iter().enumerate().map(&mut number).collect();
        Series { name, values, gaps }
    }
}

fn shown(value: &Value) -> CellValue {
    match value {
        Value::Number(number) => CellValue::Text(number.to_string()),
        Value::Boolean(boolean) => CellValue::Boolean(*boolean),
        Value::Text(text) => CellValue::Text(text.chars().take(200).collect()),
        Value::Error(error) => CellValue::Error(CellErrorValue { error: error.text().to_string() }),
        _ => CellValue::Blank,
    }
}

/// Adds a column to those before it.
///
/// # Errors
/// Another length than theirs, too many values in all.
pub fn add(series: &mut Vec<Series>, column: Series) -> Result<(), String> {
    if let Some(first) = series.first()
        && first.values.len() != column.values.len()
    {
        return Err(format!(
            "it has {} rows and the first column {}: give columns of the same length",
            column.values.len(),
            first.values.len()
        ));
    }
    if (series.len() + 1) * column.values.len() > VALUES_MAX {
        return Err(format!("more than {VALUES_MAX} values in all columns"));
    }
    series.push(column);
    Ok(())
}

/// The columns' rank correlations, over the rows in which all of them have a number.
pub fn report(series: &[Series]) -> CorrelationReport {
    let rows = series.first().map_or(0, |series| series.values.len());
    let is_whole: Vec<bool> =
        (0..rows).map(|row| series.iter().all(|series| !series.values[row].is_nan())).collect();
    let used = is_whole.iter().filter(|is_whole| **is_whole).count();
    let ranks: Vec<Option<Ranks>> = series
        .iter()
        .map(|series| {
            let whole = series.values.iter().zip(&is_whole).filter(|(_, is_whole)| **is_whole);
            Ranks::new(&whole.map(|(value, _)| *value).collect::<Vec<f64>>())
        })
        .collect();
    // A column that doesn't vary goes with none.
    let rho = |first: usize, second: usize| match (&ranks[first], &ranks[second]) {
        _ if first == second => 1.0,
        (Some(one), Some(other)) => rank_correlation(one, other).unwrap_or(0.0),
        _ => 0.0,
    };
    let of_all = 0..series.len();
    let matrix = of_all.clone().map(|first| of_all.clone().map(move |second| rho(first, second)));
    let mut gaps: Vec<&(usize, CellValue)> = series.iter().flat_map(|one| &one.gaps).collect();
    gaps.sort_by_key(|(row, _)| *row);
    CorrelationReport {
        columns: series.iter().map(|series| series.name.clone()).collect(),
        matrix: matrix.map(Iterator::collect).collect(),
        rows: used as u64,
        rows_left_out: (rows - used) as u64,
        left_out_examples: gaps.into_iter().take(EXAMPLES_MAX).map(|gap| gap.1.clone()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(name: &str, values: &[f64]) -> Series {
        Series::new(name.to_string(), values.iter().copied().map(Value::Number).collect())
    }

    #[test]
    fn correlations_are_spearmans_with_ties_and_without_gaps() {
        // SciPy: spearmanr([1, 2, 2, 4], [3, 1, 4, 4]) = 0.5.
        let mut all = Vec::new();
        add(&mut all, series("x", &[1.0, 2.0, f64::NAN, 2.0, 4.0])).unwrap();
        add(&mut all, series("y", &[3.0, 1.0, 100.0, 4.0, 4.0])).unwrap();
        add(&mut all, series("constant", &[7.0; 5])).unwrap();
        assert!(add(&mut all, series("short", &[1.0])).is_err());
        let found = report(&all);
        assert_eq!((found.rows, found.rows_left_out), (4, 1));
        assert!((found.matrix[0][1] - 0.5).abs() < 1e-12, "{found:?}");
        assert_eq!(found.matrix[1][0], found.matrix[0][1]);
        assert_eq!((found.matrix[0][0], found.matrix[0][2]), (1.0, 0.0));
        assert_eq!(found.left_out_examples, [CellValue::Text("NaN".to_string())]);
    }
}
