//! Several variables together: scatter plot, fan chart.

use ulam_contracts::results::{Fan, FanPoint, Scatter, StoreResult, Variable, VariableKind};
use ulam_platform::http::ApiError;
use ulam_probability::statistics::{Ranks, Summary, pearson_correlation, rank_correlation};

use super::sentences;
use crate::samples::Column;

const POINTS_DEFAULT: u32 = 2_000;
const POINTS_MIN: u32 = 10;
const POINTS_MAX: u32 = 20_000;
const FAN_PERCENTS: [f64; 7] = [5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0];

/// The number of points of a scatter plot.
pub(crate) fn point_count(asked: Option<u32>) -> Result<usize, ApiError> {
    let points = asked.unwrap_or(POINTS_DEFAULT);
    if (POINTS_MIN..=POINTS_MAX).contains(&points) {
        return Ok(points as usize);
    }
    Err(ApiError::invalid("points", format!("{points} is not from {POINTS_MIN} to {POINTS_MAX}")))
}

/// The input that drives an output most, of those whose samples are kept.
pub(crate) fn strongest_driver<'a>(
    run: &'a StoreResult,
    output: &Variable,
) -> Result<&'a Variable, ApiError> {
    let drivers = run
        .outcome
        .outputs
        .iter()
        .filter(|one| one.cell == output.cell)
        .flat_map(|one| &one.sensitivity);
    let kept = |cell: &str| {
        let is_it =
            |v: &&Variable| v.kind == VariableKind::Input && v.has_samples && v.cell == cell;
        run.variables.iter().find(is_it)
    };
    let mut found: Vec<(f64, &Variable)> = drivers
        .filter_map(|driver| Some((driver.rank_correlation?.abs(), kept(&driver.cell)?)))
        .collect();
    found.sort_by(|left, right| right.0.total_cmp(&left.0));
    let none = || ApiError::invalid("x", "no input's samples are kept; name an output");
    found.first().map(|(_, variable)| *variable).ok_or_else(none)
}

/// Points of two variables at equal steps through the trials, and how they go together over all
/// trials without error in either.
pub(crate) fn scatter(
    x: Variable,
    y: Variable,
    across: &Column,
    upwards: &Column,
    points: usize,
) -> Scatter {
    let both: Vec<(usize, f64, f64)> = across
        .values
        .iter()
        .zip(&upwards.values)
        .enumerate()
        .map(|(trial, (x, y))| (trial, *x, *y))
        .filter(|(_, x, y)| x.is_finite() && y.is_finite())
        .collect();
    let all_x: Vec<f64> = both.iter().map(|(_, x, _)| *x).collect();
    let all_y: Vec<f64> = both.iter().map(|(_, _, y)| *y).collect();
    let pearson = pearson_correlation(&all_x, &all_y);
    let ranked = || rank_correlation(&Ranks::new(&all_x)?, &Ranks::new(&all_y)?);
    let line = || {
        let of = |values: &[f64]| {
            Summary::new(&ulam_probability::statistics::SortedSamples::new(values), &[])
        };
        let (x, y) = (of(&all_x), of(&all_y));
        let slope = pearson? * y.sd? / x.sd?;
        slope.is_finite().then_some(())?;
        Some((slope, y.mean? - slope * x.mean?))
    };
    let line = line();
    let rank_correlation = ranked();
    let step = both.len().div_ceil(points).max(1);
    let shown: Vec<&(usize, f64, f64)> = both.iter().step_by(step).collect();
    let sentence = match rank_correlation {
        Some(rho) if rho.abs() < 0.1 => {
            format!("{} and {} hardly go together (rank correlation {rho:.2}).", y.label, x.label)
        }
        Some(rho) if rho > 0.0 => {
            format!("{} rises with {} (rank correlation {rho:.2}).", y.label, x.label)
        }
        Some(rho) => format!("{} falls as {} rises (rank correlation {rho:.2}).", y.label, x.label),
        None => format!("{} or {} doesn't vary.", y.label, x.label),
    };
    Scatter {
        x,
        y,
        x_values: shown.iter().map(|point| point.1).collect(),
        y_values: shown.iter().map(|point| point.2).collect(),
        trials: shown.iter().map(|point| point.0 as u64 + 1).collect(),
        of_trials: both.len() as u64,
        rank_correlation,
        pearson_correlation: pearson,
        slope: line.map(|line| line.0),
        intercept: line.map(|line| line.1),
        sentence,
    }
}

/// The percentages of a fan chart.
pub(crate) fn fan_percents(list: Option<&str>) -> Result<Vec<f64>, ApiError> {
    match list {
        None => Ok(FAN_PERCENTS.to_vec()),
        Some(_) => super::percents(list),
    }
}

/// The outputs that a list of keys names, or that lie in a range of cells (`Model!B20:M20`); all
/// outputs without either.
pub(crate) fn row_of_outputs<'a>(
    run: &'a StoreResult,
    asked: Option<&str>,
) -> Result<Vec<&'a Variable>, ApiError> {
    let outputs = || run.variables.iter().filter(|variable| variable.kind == VariableKind::Output);
    let Some(asked) = asked else { return Ok(outputs().collect()) };
    if let Some(area) = Area::parse(asked) {
        let mut inside: Vec<(u64, &Variable)> = outputs()
            .filter_map(|variable| Some((area.place(&variable.cell)?, variable)))
            .collect();
        if inside.is_empty() {
            return Err(ApiError::invalid("outputs", format!("no output lies in {asked}")));
        }
        inside.sort_by_key(|(place, _)| *place);
        return Ok(inside.into_iter().map(|(_, variable)| variable).collect());
    }
    asked.split(',').map(|name| super::variable(run, Some(name.trim()))).collect()
}

/// A range of cells on a sheet.
struct Area {
    sheet: String,
    rows: (u64, u64),
    columns: (u64, u64),
}

impl Area {
    fn parse(text: &str) -> Option<Area> {
        let (sheet, cells) = text.rsplit_once('!')?;
        let (from, to) = cells.split_once(':')?;
        let ((from_row, from_column), (to_row, to_column)) = (place_of(from)?, place_of(to)?);
        Some(Area {
            sheet: sheet.to_lowercase(),
            rows: (from_row.min(to_row), from_row.max(to_row)),
            columns: (from_column.min(to_column), from_column.max(to_column)),
        })
    }

    /// Where in the area a cell is, row by row; nothing outside of it.
    fn place(&self, cell: &str) -> Option<u64> {
        let (sheet, cell) = cell.rsplit_once('!')?;
        let (row, column) = place_of(cell)?;
        let inside = sheet.to_lowercase() == self.sheet
            && (self.rows.0..=self.rows.1).contains(&row)
            && (self.columns.0..=self.columns.1).contains(&column);
        inside.then_some((row << 32) | column)
    }
}

/// Row and column, from 1, of `B20` or `$B$20`.
fn place_of(cell: &str) -> Option<(u64, u64)> {
    let plain = cell.trim().replace('$', "");
    let digits = plain.find(|sign: char| sign.is_ascii_digit())?;
    let (letters, number) = plain.split_at(digits);
    if letters.is_empty() || letters.len() > 3 || number.len() > 7 {
        return None;
    }
    let mut column = 0;
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        column = column * 26 + u64::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    Some((number.parse().ok()?, column))
}

/// An output of a fan chart.
pub(crate) fn fan_point(variable: &Variable, column: &Column, percents: &[f64]) -> FanPoint {
    let value = |percent: &f64| column.sorted.percentile(percent / 100.0);
    FanPoint {
        output: variable.clone(),
        header: None,
        mean: Summary::new(&column.sorted, &[]).mean,
        values: percents.iter().map(value).collect(),
    }
}

/// A fan chart.
pub(crate) fn fan(percents: Vec<f64>, points: Vec<FanPoint>) -> Fan {
    let median = |point: &FanPoint| {
        let middle = percents.iter().position(|percent| *percent == 50.0)?;
        point.values.get(middle).copied().flatten()
    };
    let sentence = match (points.first(), points.last()) {
        (Some(first), Some(last)) if points.len() > 1 => match (median(first), median(last)) {
            (Some(from), Some(to)) => format!(
                "The median goes from {} ({}) to {} ({}).",
                sentences::value(&first.output, from),
                first.output.label,
                sentences::value(&last.output, to),
                last.output.label
            ),
            _ => format!("{} outputs side by side.", points.len()),
        },
        _ => "One output alone makes no fan.".to_string(),
    };
    Fan { percents, points, sentence }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_in_a_range() {
        let area = Area::parse("Model!$B$20:D20").unwrap();
        assert!(area.place("model!B20") < area.place("Model!D20"));
        assert!(area.place("Model!E20").is_none() && area.place("Other!B20").is_none());
        assert_eq!(place_of("AA10"), Some((10, 27)));
        assert!(place_of("20").is_none() && place_of("B").is_none());
    }
}
