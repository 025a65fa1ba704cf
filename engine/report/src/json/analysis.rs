//! The JSON forms of what is worked out beside the statistics.

use std::collections::BTreeMap;

use serde::Serialize;
use ulam_probability::statistics::{Interval, Tail};
use ulam_simulation::model::Settings;
use ulam_simulation::outcome::OutputOutcome;
use ulam_simulation::outcome::deciles::{Change, Decile};
use ulam_simulation::outcome::intervals::INTERVAL_PERCENTS;
use ulam_simulation::outcome::scenario::TailShift;
use ulam_simulation::outcome::sensitivity::Driver;
use ulam_simulation::outcome::stop::{Statistic, Stopped};
use ulam_simulation::prepare::Simulation;

/// What an output's object has beside its statistics.
#[derive(Serialize)]
pub struct OutputAnalysis {
    variance: Option<f64>,
    mode: Option<ModeResult>,
    /// 95% confidence interval of the mean.
    mean_interval: Option<Ends>,
    /// 95% confidence intervals of percentiles, by their number.
    percentile_intervals: BTreeMap<u32, Ends>,
    risk: Vec<RiskResult>,
    convergence: Vec<ConvergenceResult>,
    regression: Option<RegressionResult>,
    scenario: ScenarioResult,
    #[serde(skip_serializing_if = "Option::is_none")]
    sobol_indices: Option<SobolResult>,
}

#[derive(Serialize)]
struct ModeResult {
    value: f64,
    method: &'static str,
}

/// The ends of an interval; `null` where the samples give no bound.
#[derive(Serialize)]
struct Ends {
    low: Option<f64>,
    high: Option<f64>,
}

#[derive(Serialize)]
struct RiskResult {
    level: f64,
    tail: &'static str,
    value_at_risk: f64,
    conditional_value_at_risk: f64,
}

#[derive(Serialize)]
struct ConvergenceResult {
    trials: u64,
    mean: Option<f64>,
    standard_error: Option<f64>,
    sd: Option<f64>,
    p5: Option<f64>,
    p95: Option<f64>,
}

#[derive(Serialize)]
struct RegressionResult {
    r_squared: f64,
    trials: u64,
    /// Inputs left out since others determine them.
    collinear: Vec<String>,
    /// Inputs left out since there are too many.
    left_out: Vec<String>,
}

/// The inputs that are unusual in the worst and the best 5% of the trials.
#[derive(Serialize)]
struct ScenarioResult {
    worst: Vec<ShiftResult>,
    best: Vec<ShiftResult>,
}

#[derive(Serialize)]
struct ShiftResult {
    input: String,
    median: f64,
    percentile: f64,
    sd_shift: f64,
}

#[derive(Serialize)]
struct SobolResult {
    rows: u64,
    rows_with_error: u64,
    indices: Vec<SobolIndexResult>,
}

#[derive(Serialize)]
struct SobolIndexResult {
    input: String,
    first_order: f64,
    first_order_error: f64,
    total: f64,
    total_error: f64,
}

/// What a driver's object has beside its rank correlation.
#[derive(Serialize)]
pub struct DriverAnalysis {
    pearson_correlation: Option<f64>,
    /// Standardised regression coefficient.
    regression_coefficient: Option<f64>,
    regression_standard_error: Option<f64>,
    coefficient_per_unit: Option<f64>,
    change: Option<ChangeResult>,
    deciles: Vec<DecileResult>,
}

#[derive(Serialize)]
struct ChangeResult {
    statistic: String,
    lowest: f64,
    lowest_decile: u8,
    highest: f64,
    highest_decile: u8,
}

#[derive(Serialize)]
struct DecileResult {
    trials: u64,
    input: Option<f64>,
    mean: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    statistic: Option<f64>,
}

/// Why a run ended when it did.
#[derive(Serialize)]
pub struct StoppedResult {
    trials: u64,
    precise: bool,
    rules: Vec<StandingResult>,
}

#[derive(Serialize)]
struct StandingResult {
    rule: String,
    output: String,
    estimate: Option<f64>,
    half_width: Option<f64>,
    holds: bool,
}

/// The name of a tail.
pub fn tail_name(tail: Tail) -> &'static str {
    match tail {
        Tail::Lower => "lower",
        Tail::Upper => "upper",
    }
}

fn ends(interval: Interval) -> Ends {
    Ends { low: interval.low, high: interval.high }
}

impl OutputAnalysis {
    /// Of an output.
    pub fn new(simulation: &Simulation, output: &OutputOutcome) -> OutputAnalysis {
        let label = |draw: &usize| simulation.draw_label(*draw);
        let percentiles = INTERVAL_PERCENTS
            .iter()
            .filter_map(|percent| Some((*percent, ends(output.percentile_interval(*percent)?))));
        OutputAnalysis {
            variance: output.summary.variance,
            mode: output
                .mode
                .map(|mode| ModeResult { value: mode.value, method: mode.method.name() }),
            mean_interval: output.mean_interval.map(ends),
            percentile_intervals: percentiles.collect(),
            risk: output
                .risks
                .iter()
                .map(|risk| RiskResult {
                    level: risk.level,
                    tail: tail_name(risk.tail),
                    value_at_risk: risk.value_at_risk,
                    conditional_value_at_risk: risk.conditional_value_at_risk,
                })
                .collect(),
            convergence: output
                .convergence
                .iter()
                .map(|point| ConvergenceResult {
                    trials: point.trials,
                    mean: point.mean,
                    standard_error: point.standard_error,
                    sd: point.sd,
                    p5: point.p5,
                    p95: point.p95,
                })
                .collect(),
            regression: output.regression.as_ref().map(|regression| RegressionResult {
                r_squared: regression.r_squared,
                trials: regression.trials,
                collinear: regression.collinear.iter().map(label).collect(),
                left_out: regression.left_out.iter().map(label).collect(),
            }),
            scenario: ScenarioResult {
                worst: shifts(simulation, output, |driver| driver.worst),
                best: shifts(simulation, output, |driver| driver.best),
            },
            sobol_indices: output.sobol_indices.as_ref().map(|sobol| SobolResult {
                rows: sobol.rows,
                rows_with_error: sobol.rows_with_error,
                indices: sobol
                    .indices
                    .iter()
                    .map(|index| SobolIndexResult {
                        input: simulation.draw_label(index.draw),
                        first_order: index.first_order,
                        first_order_error: index.first_order_error,
                        total: index.total,
                        total_error: index.total_error,
                    })
                    .collect(),
            }),
        }
    }
}

fn shifts(
    simulation: &Simulation,
    output: &OutputOutcome,
    of_driver: fn(&Driver) -> Option<TailShift>,
) -> Vec<ShiftResult> {
    let unusual = ulam_simulation::outcome::scenario::unusual(&output.drivers, of_driver);
    unusual
        .into_iter()
        .map(|(draw, shift)| ShiftResult {
            input: simulation.draw_label(draw),
            median: shift.median,
            percentile: shift.percentile,
            sd_shift: shift.sd_shift,
        })
        .collect()
}

impl DriverAnalysis {
    /// Of a driver, in a run with these settings.
    pub fn new(driver: &Driver, settings: &Settings) -> DriverAnalysis {
        let statistic = settings.analysis.tornado;
        let change = |change: Change| ChangeResult {
            statistic: statistic.to_string(),
            lowest: change.lowest,
            lowest_decile: change.lowest_decile,
            highest: change.highest,
            highest_decile: change.highest_decile,
        };
        let decile = |decile: &Decile| DecileResult {
            trials: decile.trials,
            input: decile.input,
            mean: decile.mean,
            statistic: match statistic {
                Statistic::Mean => None,
                Statistic::Percentile(_) => decile.statistic,
            },
        };
        DriverAnalysis {
            pearson_correlation: driver.pearson_correlation,
            regression_coefficient: driver.coefficient.map(|c| c.standardised),
            regression_standard_error: driver.coefficient.map(|c| c.standard_error),
            coefficient_per_unit: driver.coefficient.map(|c| c.per_unit),
            change: driver.change.map(change),
            deciles: driver.deciles.iter().map(decile).collect(),
        }
    }
}

impl StoppedResult {
    /// Of a run.
    pub fn new(simulation: &Simulation, stopped: &Stopped) -> StoppedResult {
        let outputs = &simulation.model().outputs;
        let rules = stopped.standings.iter().map(|standing| StandingResult {
            rule: standing.rule.to_string(),
            output: outputs
                .get(standing.output)
                .map_or(String::new(), |output| simulation.workbook().cell_name(output.cell)),
            estimate: standing.estimate,
            half_width: standing.half_width,
            holds: standing.holds,
        });
        StoppedResult {
            trials: stopped.trials,
            precise: stopped.is_precise,
            rules: rules.collect(),
        }
    }
}
