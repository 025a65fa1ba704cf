//! Other programs that can run the same models.

pub mod formualizer;
pub mod ironcalc;
pub mod numpy;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use ulam_formula::address::CellAddress;
use ulam_formula::context::Context;
use ulam_simulation::prepare::Simulation;
use ulam_simulation::run::Control;

use crate::difference::first_difference;
use crate::models::{ModelFile, settings};

/// Trials whose inputs are laid ready.
const TRIALS_MAX: usize = 20_000;

/// What a spreadsheet engine repeats: set the inputs, recalculate, read the outputs. The inputs'
/// values are drawn beforehand, so that only the engine is measured.
pub struct Loop {
    /// The workbook's file.
    pub workbook: PathBuf,
    /// The cells that are set.
    pub inputs: Vec<Cell>,
    /// The cells that are read.
    pub outputs: Vec<Cell>,
    /// Values of the inputs, one column an input.
    values: Vec<Vec<f64>>,
    /// What the outputs must be, one column an output; `None` if the workbook's own formulas draw.
    expected: Option<Vec<Vec<f64>>>,
}

/// A cell as other engines name it.
#[derive(Clone)]
pub struct Cell {
    /// Name of the sheet.
    pub sheet: String,
    /// Number of the sheet, from 0.
    pub sheet_index: u32,
    /// Row, from 1.
    pub row: u32,
    /// Column, from 1.
    pub column: u32,
}

impl Loop {
    /// The loop over a model's workbook.
    pub fn new(model: &ModelFile, simulation: &Simulation) -> Result<Loop, String> {
        // The model's inputs are the first draws; the others are calls of RAND, which every engine
        // draws itself.
        let inputs = &simulation.model().inputs;
        let draws: Vec<usize> = (0..inputs.len()).collect();
        let settings = settings(TRIALS_MAX, Some(1), false);
        let values =
            simulation.input_samples(&draws, &settings).map_err(|error| error.to_string())?;
        let samples =
            simulation.run(&settings, &Control::default()).map_err(|error| error.to_string())?;
        let cell = |address: CellAddress| Cell {
            sheet: simulation.workbook().sheet_name(address.sheet).unwrap_or_default().to_string(),
            sheet_index: u32::from(address.sheet),
            row: address.row + 1,
            column: address.column + 1,
        };
        Ok(Loop {
            workbook: model.workbook(),
            inputs: inputs.iter().map(|input| cell(input.cell)).collect(),
            outputs: simulation.model().outputs.iter().map(|output| cell(output.cell)).collect(),
            values,
            expected: (simulation.draws().len() == inputs.len()).then_some(samples.columns),
        })
    }

    /// Runs trials for some seconds and gives the seconds that one takes.
    ///
    /// # Errors
    /// What the engine says, or that its outputs differ from Ulam's.
    fn run(&self, seconds: f64, engine: &mut impl Engine) -> Result<f64, String> {
        let mut found: Vec<Vec<f64>> = vec![Vec::new(); self.outputs.len()];
        let limit = Duration::from_secs_f64(seconds);
        let started = Instant::now();
        let mut trials = 0;
        while trials < TRIALS_MAX && (trials < 3 || started.elapsed() < limit) {
            for (input, values) in self.inputs.iter().zip(&self.values) {
                engine.set(input, values[trials])?;
            }
            engine.calculate()?;
            for (output, found) in self.outputs.iter().zip(&mut found) {
                found.push(engine.get(output)?);
            }
            trials += 1;
        }
        let elapsed = started.elapsed().as_secs_f64();
        match &self.expected {
            Some(expected) => compare(expected, &found)?,
            None if found.iter().any(|found| found.iter().any(|sample| *sample != found[0])) => {}
            None => return Err("it draws the same numbers again and again".to_string()),
        }
        Ok(elapsed / trials as f64)
    }
}

fn compare(expected: &[Vec<f64>], found: &[Vec<f64>]) -> Result<(), String> {
    for (output, (expected, found)) in expected.iter().zip(found).enumerate() {
        if let Some(trial) = first_difference(&expected[..found.len()], found) {
            let (ours, theirs) = (expected[trial], found[trial]);
            return Err(format!("output {output} is {theirs}, {ours} by Ulam"));
        }
    }
    Ok(())
}

/// A spreadsheet engine with a workbook loaded.
trait Engine {
    /// Sets a cell to a number.
    fn set(&mut self, cell: &Cell, value: f64) -> Result<(), String>;
    /// Recalculates what depends on the cells that were set.
    fn calculate(&mut self) -> Result<(), String>;
    /// Reads the number in a cell.
    fn get(&mut self, cell: &Cell) -> Result<f64, String>;
}
