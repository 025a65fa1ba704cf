//! Simulations of small workbooks, ready to report.
#![allow(dead_code)]

use std::sync::Arc;

use rust_xlsxwriter::{Format, Formula};
use ulam_formula::address::SheetId;
use ulam_formula::parser::{self, Names};
use ulam_formula::syntax::Binary;
use ulam_report::{BaseCase, Report};
use ulam_simulation::model::{Condition, Correlation, Input, Model, Output, Settings};
use ulam_simulation::outcome::Outcome;
use ulam_simulation::prepare::Simulation;
use ulam_simulation::run::{Control, Samples};
use ulam_simulation::spec::Spec;
use ulam_workbook::{Limits, Recalculation, Workbook};

/// A cell of a workbook to be made: address, content (a formula if it starts with `=`), format.
pub type Cell<'a> = (u32, u16, &'a str, &'a str);

/// The bytes of a workbook with one sheet.
pub fn workbook(sheet: &str, cells: &[Cell]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let worksheet = workbook.add_worksheet();
    worksheet.set_name(sheet).unwrap();
    for (row, column, content, format) in cells {
        let format = Format::new().set_num_format(*format);
        if content.starts_with('=') {
            let formula = Formula::new(*content);
            worksheet.write_formula_with_format(*row, *column, formula, &format).unwrap();
        } else if let Ok(number) = content.parse::<f64>() {
            worksheet.write_number_with_format(*row, *column, number, &format).unwrap();
        } else {
            worksheet.write_string_with_format(*row, *column, *content, &format).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// What is simulated, in words.
#[derive(Default)]
pub struct Wanted<'a> {
    /// Cell, name (or nothing), distribution.
    pub inputs: &'a [(&'a str, &'a str, &'a str)],
    /// Cell, name (or nothing).
    pub outputs: &'a [(&'a str, &'a str)],
    /// Cell and threshold that it is below.
    pub below: &'a [(&'a str, f64)],
    /// Two inputs and their rank correlation.
    pub correlations: &'a [(&'a str, &'a str, f64)],
    /// Trials.
    pub trials: u64,
}

/// A run and what else a report needs.
pub struct Case {
    pub name: String,
    pub simulation: Simulation,
    pub settings: Settings,
    pub samples: Samples,
    pub outcome: Outcome,
    pub base_case: BaseCase,
    pub warnings: Vec<String>,
    pub command: String,
    pub spec: String,
}

struct SpecNames<'a>(&'a Workbook);

impl Names for SpecNames<'_> {
    fn sheet(&self, name: &str) -> Option<SheetId> {
        self.0.sheet_names().sheet(name)
    }
    fn has_plain_distributions(&self) -> bool {
        true
    }
}

/// Simulates a workbook.
pub fn run(bytes: &[u8], wanted: &Wanted) -> Case {
    let mut workbook = Workbook::read(bytes, &Limits::default()).unwrap();
    let recalculation = workbook.recalculate(45000.0);
    let name = |name: &str| (!name.is_empty()).then(|| Arc::from(name));
    let mut model = Model::default();
    for (cell, label, distribution) in wanted.inputs {
        let cell = workbook.locate(cell).unwrap();
        let formula = parser::parse(distribution, cell, &SpecNames(&workbook)).unwrap();
        model.inputs.push(Input {
            cell,
            name: name(label),
            distribution: distribution.to_string(),
            formula: Arc::new(formula),
        });
    }
    for (cell, label) in wanted.outputs {
        model.outputs.push(Output { cell: workbook.locate(cell).unwrap(), name: name(label) });
    }
    for (cell, threshold) in wanted.below {
        model.conditions.push(Condition {
            expression: format!("{cell} < {threshold}"),
            cell: workbook.locate(cell).unwrap(),
            operator: Binary::Less,
            threshold: *threshold,
        });
    }
    for (first, second, rho) in wanted.correlations {
        let (first, second) = (first.to_string(), second.to_string());
        model.correlations.push(Correlation { first, second, rho: *rho });
    }
    let settings = Settings { trials: wanted.trials, ..Settings::default() };
    finish(workbook, &recalculation, model, settings)
}

/// Simulates a workbook by its spec.
pub fn run_spec(bytes: &[u8], spec: &str) -> Case {
    let mut workbook = Workbook::read(bytes, &Limits::default()).unwrap();
    let recalculation = workbook.recalculate(45000.0);
    let spec = Spec::from_yaml(spec).unwrap();
    let bound = spec.bind(&workbook).unwrap();
    let mut case = finish(workbook, &recalculation, bound.model, spec.settings());
    case.spec = bound.spec.to_yaml().unwrap();
    case
}

fn finish(
    workbook: Workbook,
    recalculation: &Recalculation,
    model: Model,
    settings: Settings,
) -> Case {
    let check = workbook.base_case_check();
    let simulation = Simulation::prepare(workbook, recalculation, model).unwrap();
    let samples = simulation.run(&settings, &Control::default()).unwrap();
    let outcome = Outcome::new(&simulation, &samples);
    Case {
        name: "cash flow.xlsx".to_string(),
        base_case: BaseCase::new(simulation.workbook(), &check),
        simulation,
        settings,
        samples,
        outcome,
        warnings: Vec::new(),
        command: "ulam simulate 'cash flow.xlsx' --model spec.yaml".to_string(),
        spec: "outputs:\n  - cell: Model!B9\n".to_string(),
    }
}

impl Case {
    /// The report of this run.
    pub fn report(&self) -> Report<'_> {
        Report {
            workbook_name: &self.name,
            title: None,
            simulation: &self.simulation,
            settings: &self.settings,
            samples: &self.samples,
            outcome: &self.outcome,
            elapsed_seconds: 0.42,
            created: None,
            base_case: &self.base_case,
            warnings: &self.warnings,
            command: &self.command,
            version: "0.1.0",
            spec: &self.spec,
            with_samples: true,
        }
    }
}

/// Runs of every kind of outcome: continuous, discrete, of two values, constant, always and
/// sometimes an error, one trial, no sensitivity.
pub fn kinds() -> Vec<(&'static str, Case)> {
    let book =
        |formula: &str| workbook("Model", &[(0, 0, "5", "General"), (1, 0, formula, "0.00")]);
    let inputs: &[(&str, &str, &str)] = &[("Model!A1", "x", "Normal(0, 1)")];
    let outputs: &[(&str, &str)] = &[("Model!A2", "")];
    let below: &[(&str, f64)] = &[("Model!A2", 1.0)];
    let kind = |formula: &str, trials: u64| {
        run(&book(formula), &Wanted { inputs, outputs, below, trials, ..Wanted::default() })
    };
    vec![
        ("continuous", kind("=A1*2", 2000)),
        ("long tail", kind("=EXP(A1*6)", 2000)),
        ("discrete", kind("=ROUND(A1,0)", 2000)),
        ("two values", kind("=IF(A1>0,1,0)", 2000)),
        ("rare event", kind("=IF(A1>2,ROUND(A1*10,0),0)", 2000)),
        ("constant", kind("=7", 100)),
        ("the same in every trial", kind("=SIGN(A1*A1+1)", 100)),
        ("always an error", kind("=1/(A1-A1)", 100)),
        ("sometimes an error", kind("=SQRT(A1)", 2000)),
        ("one trial", kind("=A1*2", 1)),
        ("two trials", kind("=A1*2", 2)),
        ("huge", kind("=A1*1E+300", 100)),
        ("tiny", kind("=A1*1E-300", 100)),
        ("a large offset", kind("=A1+1E+15", 100)),
    ]
}
