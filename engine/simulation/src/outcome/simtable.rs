//! Several simulations over lists of values: RiskSimtable in a workbook, and cells that are given
//! one value after another.
//!
//! All lists move together: the first simulation has the first value of each, the second the second.
//! Each simulation has the same seed, so that they differ by these values alone.

use ulam_formula::address::CellAddress;
use ulam_formula::evaluate::add_ins::{AddIn, add_in};
use ulam_formula::evaluate::{Entry, Evaluator, Progress};
use ulam_formula::syntax::Callee;
use ulam_formula::value::Value;
use ulam_workbook::Workbook;

use crate::error::SimulationError;
use crate::prepare::visit_calls;
use crate::spec::{SpecError, locate, split_assignment};

/// Most simulations of one command.
pub const SIMULATIONS_MAX: usize = 1000;

/// A cell that is given another value in each simulation.
#[derive(Clone, Debug, PartialEq)]
pub struct Stepped {
    /// The cell as written.
    pub cell: String,
    /// Its value in each simulation.
    pub values: Vec<f64>,
}

impl Stepped {
    /// Reads `Model!B3=1,2,3`.
    ///
    /// # Errors
    /// A text of another form, or too many values.
    pub fn parse(text: &str) -> Result<Stepped, SpecError> {
        let wrong = |why: &str| {
            SpecError(format!(
                "'{text}': {why}; write <cell>=<value>,<value>, such as Model!B3=1,2,3"
            ))
        };
        let (cell, list) = split_assignment(text).ok_or_else(|| wrong("there is no ="))?;
        if cell.is_empty() {
            return Err(wrong("there is no cell"));
        }
        let mut values = Vec::new();
        for value in list.split(',') {
            let value = value.trim();
            let (digits, scale) = match value.strip_suffix('%') {
                Some(percent) => (percent.trim(), 100.0),
                None => (value, 1.0),
            };
            match digits.replace('_', "").parse::<f64>() {
                Ok(number) if number.is_finite() => values.push(number / scale),
                _ => return Err(wrong(&format!("'{value}' is no number"))),
            }
        }
        if values.len() > SIMULATIONS_MAX {
            return Err(wrong(&format!("more than {SIMULATIONS_MAX} values")));
        }
        Ok(Stepped { cell: cell.to_string(), values })
    }
}

/// How many simulations a recalculated workbook and stepped cells ask for; 1 if nothing is stepped.
///
/// # Errors
/// Lists of different lengths, or too long ones.
pub fn simulation_count(
    workbook: &Workbook,
    stepped: &[Stepped],
) -> Result<usize, SimulationError> {
    let mut lists: Vec<(String, usize)> =
        stepped.iter().map(|stepped| (stepped.cell.clone(), stepped.values.len())).collect();
    for entry in workbook.formulas() {
        let Some(entered) = workbook.formula_of(entry.cell) else { continue };
        let cell = workbook.cells().address(entry.cell);
        visit_calls(&entered.formula.root, &mut |call| {
            if matches!(&call.callee, Callee::Named(name) if add_in(name) == Some(AddIn::SimTable))
            {
                let progress = Progress::default();
                let evaluator = Evaluator::new(workbook, cell, Entry::Ordinary, &progress);
                let values = evaluator.simulation_values(call);
                lists.push((workbook.cell_name(cell), values.len()));
            }
        });
    }
    let Some((first, count)) = lists.first() else {
        return Ok(1);
    };
    if let Some((other, length)) = lists.iter().find(|(_, length)| length != count) {
        return Err(SimulationError::Stepping(format!(
            "{first} steps through {count} values and {other} through {length}: give all lists \
             the same length"
        )));
    }
    match count {
        0 => Err(SimulationError::Stepping(format!("{first} has no values to step through"))),
        1..=SIMULATIONS_MAX => Ok(*count),
        _ => Err(SimulationError::Stepping(format!(
            "{first} steps through {count} values, and {SIMULATIONS_MAX} is the most"
        ))),
    }
}

/// Makes a workbook that of one of several simulations, counted from 0; recalculate it afterwards.
/// Gives the cells that were set and their values.
///
/// # Errors
/// A cell that doesn't exist.
pub fn step(
    workbook: &mut Workbook,
    stepped: &[Stepped],
    simulation: usize,
) -> Result<Vec<(CellAddress, f64)>, SpecError> {
    workbook.set_simulation(simulation);
    let mut set = Vec::new();
    for stepped in stepped {
        let cell = locate(workbook, &stepped.cell)
            .map_err(|error| SpecError(format!("'{}': {}", stepped.cell, error.0)))?;
        if let Some(value) = stepped.values.get(simulation) {
            workbook.set_constant(cell, Value::Number(*value));
            set.push((cell, *value));
        }
    }
    Ok(set)
}

/// The cells that call RiskSimtable, in order.
pub fn simtable_cells(workbook: &Workbook) -> Vec<CellAddress> {
    let mut cells = Vec::new();
    for entry in workbook.formulas() {
        let Some(entered) = workbook.formula_of(entry.cell) else { continue };
        let mut calls = false;
        visit_calls(&entered.formula.root, &mut |call| {
            calls |= matches!(&call.callee, Callee::Named(name) if add_in(name) == Some(AddIn::SimTable));
        });
        if calls {
            cells.push(workbook.cells().address(entry.cell));
        }
    }
    cells
}
