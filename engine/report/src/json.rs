//! What programs read: the JSON forms of values and results.

mod analysis;
mod check;

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use ulam_formula::value::Value;
use ulam_simulation::model::Settings;
use ulam_simulation::outcome::{ConditionOutcome, Outcome, OutputOutcome};
use ulam_simulation::prepare::Simulation;
use ulam_simulation::statistics_in_cells::CellStatistic;

pub use check::{Check, CheckResult};

use analysis::{DriverAnalysis, OutputAnalysis, StoppedResult};

/// A cell's value: a number, a text, a boolean, `null` for a blank, `{"error": "#N/A"}`.
#[derive(Clone, Copy)]
pub struct CellValue<'a>(pub &'a Value);

impl Serialize for CellValue<'_> {
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Number(number) => target.serialize_f64(*number),
            Value::Text(text) => target.serialize_str(text),
            Value::Boolean(boolean) => target.serialize_bool(*boolean),
            Value::Error(error) => {
                let mut object = target.serialize_map(Some(1))?;
                object.serialize_entry("error", error.text())?;
                object.end()
            }
            Value::Array(array) => CellValue(array.get(0, 0)).serialize(target),
            Value::Blank | Value::Omitted | Value::Area(_) | Value::Union(_) | Value::Lambda(_) => {
                target.serialize_none()
            }
        }
    }
}

/// Seconds that the parts of a command took.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct ElapsedSeconds {
    /// Reading and recalculating the workbook, and the base-case check.
    pub load: f64,
    /// From the recalculated workbook to the program.
    pub compile: f64,
    /// The trials.
    pub run: f64,
    /// Statistics of the outputs.
    pub statistics: f64,
    /// Rank correlations with the inputs.
    pub sensitivity: f64,
    /// All of these, and what lies between.
    pub total: f64,
}

/// The result of `ulam simulate`. A statistic that the samples don't determine is `null`.
#[derive(Serialize)]
pub struct SimulationResult {
    workbook: String,
    trials: u64,
    seed: u64,
    sampling: &'static str,
    elapsed_seconds: ElapsedSeconds,
    inputs: Vec<InputResult>,
    outputs: Vec<OutputResult>,
    probabilities: Vec<ProbabilityResult>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    correlation_repair: Vec<ChangedCorrelation>,
    warnings: Vec<String>,
    /// How standard errors and intervals were found.
    interval_method: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    interval_note: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stopped: Option<StoppedResult>,
    /// One for each of several simulations, of which the first is told above too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    simulations: Vec<OneOfSeveral>,
    /// Cells that take statistics of the simulation, and those that depend on them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    statistics_in_cells: Vec<StatisticResult>,
}

#[derive(Serialize)]
struct StatisticResult {
    cell: String,
    formula: String,
    value: OwnedCellValue,
}

/// As [`CellValue`].
struct OwnedCellValue(Value);

impl Serialize for OwnedCellValue {
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        CellValue(&self.0).serialize(target)
    }
}

/// One of several simulations over lists of values.
#[derive(Serialize)]
pub struct OneOfSeveral {
    /// From 1.
    simulation: usize,
    /// What the cells that are stepped through values hold in it.
    values: Vec<SteppedValue>,
    trials: u64,
    outputs: Vec<OutputResult>,
    probabilities: Vec<ProbabilityResult>,
    warnings: Vec<String>,
}

#[derive(Serialize)]
struct SteppedValue {
    cell: String,
    #[serde(serialize_with = "cell_value")]
    value: Value,
}

fn cell_value<S: Serializer>(value: &Value, target: S) -> Result<S::Ok, S::Error> {
    CellValue(value).serialize(target)
}

#[derive(Serialize)]
struct InputResult {
    cell: String,
    name: Option<String>,
    distribution: String,
}

#[derive(Serialize)]
struct OutputResult {
    cell: String,
    name: Option<String>,
    /// Trials without error.
    count: usize,
    /// Trials with an error.
    errors: u64,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    errors_by_kind: BTreeMap<&'static str, u64>,
    mean: Option<f64>,
    sd: Option<f64>,
    skewness: Option<f64>,
    kurtosis: Option<f64>,
    min: Option<f64>,
    max: Option<f64>,
    standard_error: Option<f64>,
    percentiles: Percentiles,
    sensitivity: Vec<DriverResult>,
    #[serde(flatten)]
    analysis: OutputAnalysis,
}

#[derive(Serialize)]
struct DriverResult {
    input: String,
    cell: String,
    rank_correlation: Option<f64>,
    contribution_to_variance: f64,
    #[serde(flatten)]
    analysis: DriverAnalysis,
}

#[derive(Serialize)]
struct ProbabilityResult {
    expression: String,
    probability: Option<f64>,
    /// Ends of the 95% confidence interval.
    low: Option<f64>,
    high: Option<f64>,
    errors: u64,
}

#[derive(Serialize)]
struct ChangedCorrelation {
    first: String,
    second: String,
    requested: f64,
    used: f64,
}

/// Percentiles by their number.
struct Percentiles(Vec<(u32, Option<f64>)>);

/// The percentiles that the result lists.
const PERCENTS: [u32; 9] = [1, 5, 10, 25, 50, 75, 90, 95, 99];

impl Serialize for Percentiles {
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        let mut object = target.serialize_map(Some(self.0.len()))?;
        for (percent, value) in &self.0 {
            object.serialize_entry(&percent.to_string(), value)?;
        }
        object.end()
    }
}

impl SimulationResult {
    /// The result of a run.
    pub fn new(
        workbook: String,
        settings: &Settings,
        elapsed_seconds: ElapsedSeconds,
        simulation: &Simulation,
        outcome: &Outcome,
        warnings: Vec<String>,
    ) -> SimulationResult {
        let draws = simulation.draws().iter().map(|draw| InputResult {
            cell: simulation.workbook().cell_name(draw.cell),
            name: draw.name.as_ref().map(|name| name.to_string()),
            distribution: draw.distribution.clone(),
        });
        let changes = simulation.correlation_repair.iter().flat_map(|repair| &repair.changes);
        SimulationResult {
            workbook,
            trials: settings.trials,
            seed: settings.seed,
            sampling: settings.plan.name(),
            elapsed_seconds,
            inputs: draws.collect(),
            outputs: output_results(simulation, settings, outcome),
            probabilities: outcome.conditions.iter().map(probability_result).collect(),
            correlation_repair: changes
                .map(|change| ChangedCorrelation {
                    first: change.first.clone(),
                    second: change.second.clone(),
                    requested: change.requested,
                    used: change.used,
                })
                .collect(),
            warnings,
            interval_method: outcome.interval_method.name(),
            interval_note: outcome.interval_method.note(),
            stopped: outcome.stopped.as_ref().map(|s| StoppedResult::new(simulation, s)),
            simulations: Vec::new(),
            statistics_in_cells: Vec::new(),
        }
    }

    /// The result with the statistics that cells take of it.
    pub fn with_statistics(
        self,
        simulation: &Simulation,
        statistics: &[CellStatistic],
    ) -> SimulationResult {
        let statistics = statistics.iter().map(|statistic| StatisticResult {
            cell: simulation.workbook().cell_name(statistic.cell),
            formula: statistic.formula.clone(),
            value: OwnedCellValue(statistic.value.clone()),
        });
        SimulationResult { statistics_in_cells: statistics.collect(), ..self }
    }

    /// The result of several simulations, of which this is the first's.
    pub fn with_simulations(self, simulations: Vec<OneOfSeveral>) -> SimulationResult {
        SimulationResult { simulations, ..self }
    }
}

impl OneOfSeveral {
    /// The result of the simulation of this number (from 1), in which cells have these values.
    pub fn new(
        number: usize,
        values: &[(String, Value)],
        settings: &Settings,
        simulation: &Simulation,
        outcome: &Outcome,
        warnings: Vec<String>,
    ) -> OneOfSeveral {
        let value = |(cell, value): &(String, Value)| SteppedValue {
            cell: cell.clone(),
            value: value.clone(),
        };
        OneOfSeveral {
            simulation: number,
            values: values.iter().map(value).collect(),
            trials: settings.trials,
            outputs: output_results(simulation, settings, outcome),
            probabilities: outcome.conditions.iter().map(probability_result).collect(),
            warnings,
        }
    }
}

fn output_results(
    simulation: &Simulation,
    settings: &Settings,
    outcome: &Outcome,
) -> Vec<OutputResult> {
    outcome.outputs.iter().map(|output| output_result(simulation, settings, output)).collect()
}

fn output_result(
    simulation: &Simulation,
    settings: &Settings,
    output: &OutputOutcome,
) -> OutputResult {
    let summary = &output.summary;
    let drivers = output.drivers.iter().map(|driver| DriverResult {
        input: simulation.draw_label(driver.draw),
        cell: simulation
            .draws()
            .get(driver.draw)
            .map_or(String::new(), |draw| simulation.workbook().cell_name(draw.cell)),
        rank_correlation: driver.rank_correlation,
        contribution_to_variance: driver.contribution_to_variance,
        analysis: DriverAnalysis::new(driver, settings),
    });
    OutputResult {
        cell: simulation.workbook().cell_name(output.cell),
        name: output.name.clone(),
        count: summary.count,
        errors: output.error_count(),
        errors_by_kind: output.errors.iter().map(|(kind, count)| (kind.text(), *count)).collect(),
        mean: summary.mean,
        sd: summary.sd,
        skewness: summary.skewness,
        kurtosis: summary.kurtosis,
        min: summary.min,
        max: summary.max,
        standard_error: output.standard_error,
        percentiles: Percentiles(
            PERCENTS.map(|percent| (percent, output.percentile(percent))).to_vec(),
        ),
        sensitivity: drivers.collect(),
        analysis: OutputAnalysis::new(simulation, output),
    }
}

fn probability_result(condition: &ConditionOutcome) -> ProbabilityResult {
    ProbabilityResult {
        expression: condition.expression.clone(),
        probability: condition.probability.map(|p| p.estimate),
        low: condition.probability.map(|p| p.low),
        high: condition.probability.map(|p| p.high),
        errors: condition.errors,
    }
}
