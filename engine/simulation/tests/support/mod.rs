//! Small workbooks, written as Excel files and read back, and simulations of them.
#![allow(dead_code)]

use std::sync::Arc;

use rust_xlsxwriter::{Formula, Workbook as Writer};
use ulam_formula::address::{CellAddress, SheetId, parse_a1};
use ulam_formula::parser::{Names, parse};
use ulam_formula::syntax::Binary;
use ulam_simulation::error::SimulationError;
use ulam_simulation::model::{Condition, Correlation, Input, Model, Output, Settings};
use ulam_simulation::prepare::Simulation;
use ulam_simulation::run::{Control, Samples};
use ulam_workbook::{Limits, Recalculation, Workbook};

/// A workbook of one sheet, `Model`: each cell's place and its content, a formula if it begins with
/// `=`, a number if it is one, else text.
pub fn workbook(cells: &[(&str, &str)]) -> (Workbook, Recalculation) {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet.set_name("Model").expect("a valid name");
    for (place, content) in cells {
        let (row, column) = parse_a1(place).unwrap_or_else(|| panic!("no cell: {place}"));
        let column = column as u16;
        if let Some(array) = content.strip_prefix("{=") {
            let formula = Formula::new(format!("={}", array.trim_end_matches('}')));
            sheet
                .write_dynamic_array_formula(row, column, row, column, formula)
                .expect("a formula");
        } else if content.starts_with('=') {
            sheet.write_formula(row, column, *content).expect("a formula");
        } else if let Ok(number) = content.parse::<f64>() {
            sheet.write_number(row, column, number).expect("a number");
        } else {
            sheet.write_string(row, column, *content).expect("a text");
        }
    }
    let bytes = writer.save_to_buffer().expect("a workbook");
    let mut workbook = Workbook::read(&bytes, &Limits::default()).expect("a readable workbook");
    let recalculation = workbook.recalculate(46_024.5);
    (workbook, recalculation)
}

/// What to simulate of a workbook; cells are written in A1 notation.
#[derive(Default)]
pub struct Case<'a> {
    pub cells: &'a [(&'a str, &'a str)],
    pub inputs: &'a [(&'a str, &'a str)],
    pub outputs: &'a [&'a str],
    pub correlations: &'a [(&'a str, &'a str, f64)],
}

struct SpecNames<'a>(&'a Workbook);

impl Names for SpecNames<'_> {
    fn sheet(&self, name: &str) -> Option<SheetId> {
        self.0.sheet_named(name)
    }
    fn has_plain_distributions(&self) -> bool {
        true
    }
}

fn cell(workbook: &Workbook, text: &str) -> CellAddress {
    workbook.locate(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A model input: a distribution on a cell.
pub fn input(workbook: &Workbook, place: &str, distribution: &str) -> Input {
    let cell = cell(workbook, place);
    let formula = parse(distribution, cell, &SpecNames(workbook))
        .unwrap_or_else(|error| panic!("{distribution}: {}", error.message));
    Input { cell, name: None, distribution: distribution.to_string(), formula: Arc::new(formula) }
}

impl Case<'_> {
    pub fn prepare(&self) -> Result<Simulation, SimulationError> {
        let (workbook, recalculation) = workbook(self.cells);
        let correlation = |(first, second, rho): &(&str, &str, f64)| Correlation {
            first: first.to_string(),
            second: second.to_string(),
            rho: *rho,
        };
        let output = |place: &&str| Output { cell: cell(&workbook, place), name: None };
        let model = Model {
            inputs: self.inputs.iter().map(|(place, law)| input(&workbook, place, law)).collect(),
            outputs: self.outputs.iter().map(output).collect(),
            correlations: self.correlations.iter().map(correlation).collect(),
            ..Model::default()
        };
        Simulation::prepare(workbook, &recalculation, model)
    }

    pub fn run(&self, settings: &Settings) -> Samples {
        let simulation = self.prepare().unwrap_or_else(|error| panic!("{error}"));
        simulation.run(settings, &Control::default()).unwrap_or_else(|error| panic!("{error}"))
    }
}

/// A condition `cell < threshold`.
pub fn below(workbook: &Workbook, place: &str, threshold: f64) -> Condition {
    Condition {
        expression: format!("{place} < {threshold}"),
        cell: cell(workbook, place),
        operator: Binary::Less,
        threshold,
    }
}

pub fn trials(trials: u64) -> Settings {
    Settings { trials, sensitivity: false, ..Settings::default() }
}

/// Mean, standard deviation (n - 1) and number of samples.
pub fn moments(samples: &[f64]) -> (f64, f64, f64) {
    let count = samples.len() as f64;
    let mean = samples.iter().sum::<f64>() / count;
    let square = samples.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>();
    (mean, (square / (count - 1.0)).sqrt(), count)
}

/// Asserts that a mean is within 4.5 standard errors of the truth.
pub fn assert_mean(samples: &[f64], truth: f64, what: &str) {
    let (mean, sd, count) = moments(samples);
    let error = sd / count.sqrt();
    assert!(
        (mean - truth).abs() <= 4.5 * error,
        "{what}: mean {mean}, truth {truth}, s.e. {error}"
    );
}

/// Asserts that a standard deviation is within 4.5 standard errors of the truth; the standard error
/// follows from the samples' kurtosis.
pub fn assert_sd(samples: &[f64], truth: f64, what: &str) {
    let (mean, sd, count) = moments(samples);
    let fourth = samples.iter().map(|x| (x - mean).powi(4)).sum::<f64>() / count;
    let error = ((fourth - sd.powi(4)) / count).sqrt() / (2.0 * sd);
    assert!((sd - truth).abs() <= 4.5 * error, "{what}: sd {sd}, truth {truth}, s.e. {error}");
}

/// Asserts that a share of trials is within 4.5 standard errors of a probability.
pub fn assert_probability(samples: &[f64], holds: impl Fn(f64) -> bool, truth: f64, what: &str) {
    let count = samples.len() as f64;
    let share = samples.iter().filter(|x| holds(**x)).count() as f64 / count;
    let error = (truth * (1.0 - truth) / count).sqrt();
    assert!((share - truth).abs() <= 4.5 * error, "{what}: {share}, truth {truth}, s.e. {error}");
}
