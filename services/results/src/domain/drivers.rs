//! What drives an output: tornado, spider, all measures.

use ulam_contracts::results::{
    DriverResult, OutputResult, Sensitivity, SensitivityMeasure, SpiderLine, SpiderPoint,
    StoreResult, TornadoBar, Variable,
};
use ulam_platform::http::ApiError;

use super::sentences;

const INPUTS_DEFAULT: u32 = 20;
const INPUTS_MAX: u32 = 1_000;

/// The sensitivity of an output by a measure.
pub(crate) fn sensitivity(
    run: &StoreResult,
    variable: &Variable,
    output: &OutputResult,
    measure: Option<SensitivityMeasure>,
    inputs_max: Option<u32>,
) -> Result<Sensitivity, ApiError> {
    let inputs_max = inputs_max.unwrap_or(INPUTS_DEFAULT);
    if !(1..=INPUTS_MAX).contains(&inputs_max) {
        return Err(ApiError::invalid(
            "inputs_max",
            format!("{inputs_max} is not from 1 to {INPUTS_MAX}"),
        ));
    }
    let measures = measures_of(output);
    let measure = measure.unwrap_or_else(|| measures.first().copied().unwrap_or_default());
    if !measures.contains(&measure) && !output.sensitivity.is_empty() {
        return Err(ApiError::invalid(
            "measure",
            "this result doesn't have that measure; see measures",
        ));
    }
    let label = |driver: &DriverResult| label_of(run, driver);
    let mut bars: Vec<(TornadoBar, &DriverResult)> = output
        .sensitivity
        .iter()
        .filter_map(|driver| Some((bar(driver, output, measure, label(driver))?, driver)))
        .collect();
    bars.sort_by(|left, right| length(&right.0).total_cmp(&length(&left.0)));
    bars.truncate(inputs_max as usize);
    let drivers: Vec<DriverResult> = bars.iter().map(|(_, driver)| (*driver).clone()).collect();
    let spider = drivers.iter().map(|driver| spider_line(driver, label(driver))).collect();
    let tornado: Vec<TornadoBar> = bars.into_iter().map(|(bar, _)| bar).collect();
    Ok(Sensitivity {
        output: variable.clone(),
        measure,
        measures,
        baseline: if measure == SensitivityMeasure::Change {
            base_statistic(output)
        } else {
            Some(0.0)
        },
        sentence: sentences::tornado(&variable.label, &tornado),
        tornado,
        spider,
        drivers,
        regression: output.regression.clone(),
        sobol_indices: output.sobol_indices.clone(),
        input_count: output.sensitivity.len() as u64,
    })
}

fn length(bar: &TornadoBar) -> f64 {
    (bar.to - bar.from).abs()
}

fn label_of(run: &StoreResult, driver: &DriverResult) -> String {
    let variable = run.variables.iter().find(|variable| variable.cell == driver.cell);
    variable.map_or_else(|| driver.input.clone(), |variable| variable.label.clone())
}

/// The measures that the run computed.
fn measures_of(output: &OutputResult) -> Vec<SensitivityMeasure> {
    use SensitivityMeasure::*;
    let any = |has: fn(&DriverResult) -> bool| output.sensitivity.iter().any(has);
    let mut measures = Vec::new();
    if any(|driver| driver.change.is_some()) {
        measures.push(Change);
    }
    if any(|driver| driver.rank_correlation.is_some()) {
        measures.extend([RankCorrelation, ContributionToVariance]);
    }
    if any(|driver| driver.pearson_correlation.is_some()) {
        measures.push(PearsonCorrelation);
    }
    if any(|driver| driver.regression_coefficient.is_some()) {
        measures.extend([RegressionCoefficient, MappedRegression]);
    }
    if output.sobol_indices.is_some() {
        measures.extend([SobolFirstOrder, SobolTotal]);
    }
    measures
}

/// The statistic of the change, over all trials.
fn base_statistic(output: &OutputResult) -> Option<f64> {
    let change = output.sensitivity.iter().find_map(|driver| driver.change.as_ref())?;
    match change.statistic.strip_prefix('P') {
        Some(percent) => *output.percentiles.get(&percent.parse().ok()?)?,
        None => output.mean,
    }
}

fn bar(
    driver: &DriverResult,
    output: &OutputResult,
    measure: SensitivityMeasure,
    label: String,
) -> Option<TornadoBar> {
    let signed = |value: f64, standard_error: Option<f64>| TornadoBar {
        input: driver.input.clone(),
        label: label.clone(),
        cell: driver.cell.clone(),
        value,
        from: value.min(0.0),
        to: value.max(0.0),
        input_at_from: None,
        input_at_to: None,
        standard_error,
    };
    let sobol = || {
        let indices = &output.sobol_indices.as_ref()?.indices;
        indices.iter().find(|index| index.input == driver.input)
    };
    match measure {
        SensitivityMeasure::Change => {
            let change = driver.change.as_ref()?;
            let input_in = |decile: u8| {
                let index = usize::from(decile).checked_sub(1)?;
                driver.deciles.get(index)?.input
            };
            Some(TornadoBar {
                value: change.highest - change.lowest,
                from: change.lowest,
                to: change.highest,
                input_at_from: input_in(change.lowest_decile),
                input_at_to: input_in(change.highest_decile),
                ..signed(0.0, None)
            })
        }
        SensitivityMeasure::RankCorrelation => Some(signed(driver.rank_correlation?, None)),
        SensitivityMeasure::ContributionToVariance => {
            Some(signed(driver.contribution_to_variance, None))
        }
        SensitivityMeasure::PearsonCorrelation => Some(signed(driver.pearson_correlation?, None)),
        SensitivityMeasure::RegressionCoefficient => {
            Some(signed(driver.regression_coefficient?, driver.regression_standard_error))
        }
        // A standardised coefficient is the change in standard deviations of the output.
        SensitivityMeasure::MappedRegression => {
            Some(signed(driver.regression_coefficient? * output.sd?, None))
        }
        SensitivityMeasure::SobolFirstOrder => {
            let index = sobol()?;
            Some(signed(index.first_order, Some(index.first_order_error)))
        }
        SensitivityMeasure::SobolTotal => {
            let index = sobol()?;
            Some(signed(index.total, Some(index.total_error)))
        }
    }
}

fn spider_line(driver: &DriverResult, label: String) -> SpiderLine {
    let count = driver.deciles.len().max(1) as f64;
    let point = |(index, decile): (usize, &ulam_contracts::results::DecileResult)| SpiderPoint {
        percent: (index as f64 + 0.5) * 100.0 / count,
        input: decile.input,
        output: decile.statistic.or(decile.mean),
    };
    SpiderLine {
        input: driver.input.clone(),
        label,
        points: driver.deciles.iter().enumerate().map(point).collect(),
    }
}
