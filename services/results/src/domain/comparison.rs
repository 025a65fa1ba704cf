//! Runs side by side.

use std::collections::BTreeMap;

use ulam_contracts::results::{
    ComparedOutput, ComparedStatistics, Cumulative, DistanceResult, OutputDifference, OutputResult,
    PairedResult, StatisticDifference, StoreResult, Variable, VariableKind,
};
use ulam_probability::statistics::{Histogram as EngineHistogram, cumulative_curve};
use ulam_simulation::outcome::compare::{
    Estimate, Paired, differences, estimates, kolmogorov_smirnov, paired, sd_error,
};

use super::pictures::edges_around;
use super::sentences;
use crate::samples::Column;

/// Bins where the request doesn't say.
pub(crate) const BINS_DEFAULT: u32 = 50;
/// Points of a cumulative curve.
const POINTS: usize = 200;
/// Percentiles that are told.
const PERCENTS: [u32; 9] = [1, 5, 10, 25, 50, 75, 90, 95, 99];
/// Standard errors in half of a 95% interval.
const HALF_WIDTH: f64 = 1.959963984540054;
/// Distinct values that have a bin each.
const VALUES_MAX: usize = 100;
/// Standard errors beyond which a difference is hardly chance.
const HARDLY_CHANCE: f64 = 2.0;

/// An output of one run: its statistics, and its samples where they are kept.
pub(crate) struct Side<'a> {
    pub(crate) output: &'a OutputResult,
    pub(crate) samples: Option<std::sync::Arc<Column>>,
}

/// Outputs of runs that are the same: by name, else by cell.
pub(crate) struct Common<'a> {
    /// Its name, else its cell.
    pub(crate) name: String,
    /// The variable in each run.
    pub(crate) variables: Vec<Option<&'a Variable>>,
}

/// The outputs of runs, in the order in which they are met.
pub(crate) fn outputs_of<'a>(runs: &[&'a StoreResult]) -> Vec<Common<'a>> {
    let mut found: Vec<Common<'a>> = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        for variable in run.variables.iter().filter(|v| v.kind == VariableKind::Output) {
            let name = variable.name.as_ref().unwrap_or(&variable.cell);
            let is_it = |common: &&mut Common| {
                common.name.eq_ignore_ascii_case(name) && common.variables[index].is_none()
            };
            match found.iter_mut().find(is_it) {
                Some(common) => common.variables[index] = Some(variable),
                None => {
                    let mut variables = vec![None; runs.len()];
                    variables[index] = Some(variable);
                    found.push(Common { name: name.clone(), variables });
                }
            }
        }
    }
    found
}

/// Whether two runs drew the same random numbers in the same trials.
pub(crate) fn are_paired(first: &StoreResult, second: &StoreResult) -> bool {
    let (one, other) = (&first.outcome, &second.outcome);
    one.seed == other.seed
        && one.trials == other.trials
        && one.sampling == other.sampling
        && first.settings.replicates == second.settings.replicates
}

/// An output of several runs; `None` where a run doesn't have it. `paired` says of each run whether
/// it drew the same random numbers as the first.
pub(crate) fn compared(
    name: String,
    variable: &Variable,
    sides: &[Option<Side>],
    is_paired: &[bool],
    bins: u32,
) -> ComparedOutput {
    let columns: Vec<&Column> =
        sides.iter().flatten().filter_map(|side| side.samples.as_deref()).collect();
    let edges = common_edges(&columns, bins);
    let shown = |side: &Option<Side>| side.as_ref().map(|side| statistics(side, &edges));
    let runs = sides.iter().map(shown).collect();
    let against = |index: usize| {
        let (first, other) = (sides.first()?.as_ref()?, sides.get(index)?.as_ref()?);
        let is_paired = is_paired.get(index).copied().unwrap_or_default();
        Some(difference(variable, index, first, other, is_paired))
    };
    ComparedOutput {
        output: name,
        label: variable.label.clone(),
        number_format: variable.number_format.clone(),
        dates_from_1904: variable.dates_from_1904,
        runs,
        against_first: (1..sides.len()).filter_map(against).collect(),
        edges,
    }
}

fn statistics(side: &Side, edges: &[f64]) -> ComparedStatistics {
    let output = side.output;
    let percentiles = match &side.samples {
        Some(column) => PERCENTS
            .map(|percent| (percent, column.sorted.percentile(f64::from(percent) / 100.0)))
            .into_iter()
            .collect(),
        None => output.percentiles.clone(),
    };
    let (mut counts, mut cumulative) = (Vec::new(), Cumulative::default());
    if let Some(column) = &side.samples {
        counts = counts_in(edges, column.sorted.values());
        let curve = cumulative_curve(&column.sorted, POINTS);
        cumulative.values = curve.iter().map(|point| point.value).collect();
        cumulative.probabilities = curve.iter().map(|point| point.probability).collect();
    }
    ComparedStatistics {
        count: output.count,
        errors: output.errors,
        mean: output.mean,
        sd: output.sd,
        min: output.min,
        max: output.max,
        percentiles,
        counts,
        cumulative,
    }
}

/// Bins over all of the samples: those that suit each of them, from the leftmost end to the rightmost.
fn common_edges(columns: &[&Column], bins: u32) -> Vec<f64> {
    let mut ends: Option<(f64, f64)> = None;
    let mut values: Option<Vec<f64>> = Some(Vec::new());
    for column in columns {
        let (from, to) = match EngineHistogram::new(&column.sorted) {
            Some(EngineHistogram::Values { values: of_column, .. }) => {
                let around = edges_around(&of_column);
                if let Some(values) = &mut values {
                    values.extend(of_column);
                }
                (around.first().copied(), around.last().copied())
            }
            Some(EngineHistogram::Bins { edges, .. }) => {
                values = None;
                (edges.first().copied(), edges.last().copied())
            }
            None => (None, None),
        };
        let (Some(from), Some(to)) = (from, to) else { continue };
        ends = Some(ends.map_or((from, to), |known| (known.0.min(from), known.1.max(to))));
    }
    if let Some(mut values) = values.filter(|values| !values.is_empty()) {
        values.sort_by(f64::total_cmp);
        values.dedup();
        if values.len() <= VALUES_MAX {
            return edges_around(&values);
        }
    }
    let Some((from, to)) = ends.filter(|(from, to)| from.is_finite() && to.is_finite()) else {
        return Vec::new();
    };
    let (from, to) = if from < to { (from, to) } else { (from - 0.5, to + 0.5) };
    let width = to / f64::from(bins) - from / f64::from(bins);
    let edge = |index| if index == bins { to } else { from + width * f64::from(index) };
    (0..=bins).map(edge).collect()
}

/// Samples, which are ascending, in each bin: closed on the left, the last on both sides.
fn counts_in(edges: &[f64], values: &[f64]) -> Vec<u64> {
    let Some(last) = edges.last() else { return Vec::new() };
    let places = edges.iter().map(|edge| match edge == last {
        true => values.partition_point(|value| value <= edge),
        false => values.partition_point(|value| value < edge),
    });
    let places: Vec<usize> = places.collect();
    places.windows(2).map(|pair| pair[1].saturating_sub(pair[0]) as u64).collect()
}

/// How well a run's statistics are known: from its samples, else as it was told.
fn estimates_of(side: &Side) -> Vec<Estimate> {
    if let Some(column) = &side.samples {
        return estimates(&column.values);
    }
    let output = side.output;
    let count = usize::try_from(output.count).unwrap_or(usize::MAX);
    let mut found = Vec::new();
    let mut add = |statistic: String, value: Option<f64>, standard_error: Option<f64>| {
        found.extend(value.map(|value| Estimate { statistic, value, standard_error }));
    };
    add("mean".to_string(), output.mean, output.standard_error);
    add("sd".to_string(), output.sd, sd_error(output.sd, output.kurtosis, count));
    for (percent, value) in &output.percentiles {
        let interval = output.percentile_intervals.get(percent);
        let error = interval
            .and_then(|interval| Some((interval.high? - interval.low?) / (2.0 * HALF_WIDTH)));
        add(format!("P{percent}"), *value, error);
    }
    found
}

fn difference(
    variable: &Variable,
    run: usize,
    first: &Side,
    other: &Side,
    is_paired: bool,
) -> OutputDifference {
    let both = first.samples.as_deref().zip(other.samples.as_deref());
    let pair =
        both.filter(|_| is_paired).and_then(|(first, other)| paired(&first.values, &other.values));
    let distance = both.and_then(|(first, other)| kolmogorov_smirnov(&first.values, &other.values));
    let found = differences(&estimates_of(first), &estimates_of(other), pair.as_ref());
    let statistics: Vec<StatisticDifference> = found
        .into_iter()
        .map(|difference| StatisticDifference {
            statistic: difference.statistic,
            first: difference.first,
            second: difference.second,
            difference: difference.second - difference.first,
            standard_errors: difference.standard_errors,
        })
        .collect();
    OutputDifference {
        run: u32::try_from(run).unwrap_or(u32::MAX),
        sentence: sentence(variable, &statistics, pair.as_ref()),
        statistics,
        kolmogorov_smirnov: distance.map(|distance| DistanceResult {
            statistic: distance.statistic,
            p_value: distance.p_value,
        }),
        paired: pair.map(|pair| PairedResult {
            trials: pair.trials,
            mean_difference: pair.mean_difference,
            standard_error: pair.standard_error,
            second_is_higher: pair.second_is_higher,
            are_equal: pair.are_equal,
            correlation: pair.correlation,
        }),
    }
}

fn sentence(
    variable: &Variable,
    statistics: &[StatisticDifference],
    pair: Option<&Paired>,
) -> String {
    let (label, unit) = (&variable.label, sentences::unit(variable));
    if pair.is_some_and(|pair| pair.are_equal == 1.0) {
        return format!("{label} is the same in every trial.");
    }
    let Some(mean) = statistics.iter().find(|one| one.statistic == "mean") else {
        return format!("{label} has an error in every trial of one of the runs.");
    };
    let direction = if mean.difference < 0.0 { "lower" } else { "higher" };
    let size = unit.difference(Some(mean.difference.abs()));
    let mut text = match mean.standard_errors {
        _ if mean.difference == 0.0 => format!("{label} is the same on average"),
        Some(errors) if errors.abs() <= HARDLY_CHANCE => format!(
            "{label} is {size} {direction} on average, which may be chance ({:.1} standard errors)",
            errors.abs()
        ),
        Some(errors) => format!(
            "{label} is {size} {direction} on average, which is hardly chance ({:.1} standard errors)",
            errors.abs()
        ),
        None => format!("{label} is {size} {direction} on average"),
    };
    let spread = statistics.iter().find(|one| one.statistic == "sd");
    if let Some(spread) = spread.filter(|one| one.first > 0.0) {
        let change = spread.second / spread.first;
        if !(0.98..=1.02).contains(&change) {
            let words = if change < 1.0 { "narrower" } else { "wider" };
            text.push_str(&format!(
                "; it spreads {words}: standard deviation {} in place of {}",
                unit.difference(Some(spread.second)),
                unit.difference(Some(spread.first))
            ));
        }
    }
    text.push('.');
    text
}

/// Outputs that only some runs have, with the runs' numbers.
pub(crate) fn not_in_all(outputs: &[Common]) -> BTreeMap<String, Vec<u32>> {
    let missing = outputs.iter().filter(|common| common.variables.iter().any(Option::is_none));
    let having = |common: &Common| {
        let numbered = (0_u32..).zip(&common.variables);
        numbered.filter(|(_, variable)| variable.is_some()).map(|(run, _)| run).collect()
    };
    missing.map(|common| (common.name.clone(), having(common))).collect()
}

#[cfg(test)]
mod tests {
    use ulam_probability::statistics::SortedSamples;

    use super::*;

    fn column(values: Vec<f64>) -> Column {
        Column { sorted: SortedSamples::new(&values), values }
    }

    #[test]
    fn bins_hold_every_sample_of_both() {
        let (one, other) = (
            column((0..1000).map(f64::from).collect()),
            column((500..3000).map(f64::from).collect()),
        );
        let edges = common_edges(&[&one, &other], 25);
        assert_eq!((edges.len(), edges[0] <= 0.0, edges[25] >= 2999.0), (26, true, true));
        for column in [&one, &other] {
            let counts = counts_in(&edges, column.sorted.values());
            assert_eq!(counts.iter().sum::<u64>(), column.values.len() as u64);
        }
        let (dice, coin) =
            (column((0..600).map(|i| f64::from(i % 6)).collect()), column(vec![9.0; 10]));
        let edges = common_edges(&[&dice, &coin], 25);
        assert_eq!(counts_in(&edges, dice.sorted.values()), [100, 100, 100, 100, 100, 100, 0]);
        assert_eq!(counts_in(&edges, coin.sorted.values()), [0, 0, 0, 0, 0, 0, 10]);
        assert!(common_edges(&[&column(vec![f64::NAN])], 25).is_empty());
    }
}
