//! A finished simulation.

use ulam_formula::address::CellAddress;
use ulam_simulation::model::Settings;
use ulam_simulation::outcome::Outcome;
use ulam_simulation::prepare::Simulation;
use ulam_simulation::run::Samples;

use crate::error::Error;

/// A finished simulation: its samples and what they say.
pub struct Run {
    simulation: Simulation,
    settings: Settings,
    samples: Samples,
    outcome: Outcome,
}

impl Run {
    pub(crate) fn new(
        simulation: Simulation,
        settings: Settings,
        samples: Samples,
        outcome: Outcome,
    ) -> Run {
        Run { simulation, settings, samples, outcome }
    }

    /// Statistics of the outputs, probabilities, drivers.
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// How it was run.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The samples of an output, by its position in the outcome: one number a trial. A NaN carries an
    /// Excel error, see [`ulam_formula::value::CellError::from_nan`].
    ///
    /// # Panics
    /// If there is no such output.
    pub fn output_samples(&self, output: usize) -> &[f64] {
        assert!(output < self.outcome.outputs.len(), "there is no output {output}");
        &self.samples.columns[output]
    }

    /// Takes the samples of the outputs out of the run, in their order, without copying them.
    pub fn take_output_samples(&mut self) -> Vec<Vec<f64>> {
        let mut columns = std::mem::take(&mut self.samples.columns);
        columns.truncate(self.outcome.outputs.len());
        columns
    }

    /// How many random inputs there are: the spec's, and those in the workbook's formulas.
    pub fn input_count(&self) -> usize {
        self.simulation.draws().len()
    }

    /// What reports call an input: its name, or else its cell.
    pub fn input_label(&self, input: usize) -> String {
        self.simulation.draw_label(input)
    }

    /// The cell of an input, and its distribution as written.
    ///
    /// # Panics
    /// If there is no such input.
    pub fn input(&self, input: usize) -> (String, &str) {
        let draw = &self.simulation.draws()[input];
        (self.cell_name(draw.cell), &draw.distribution)
    }

    /// The values that an input took, one a trial. They are computed anew: a run doesn't keep them.
    ///
    /// # Errors
    /// [`Error::Simulation`].
    pub fn input_samples(&self, input: usize) -> Result<Vec<f64>, Error> {
        let mut columns = self.simulation.input_samples(&[input], &self.settings)?;
        Ok(columns.pop().unwrap_or_default())
    }

    /// A cell as `Sheet!A1`.
    pub fn cell_name(&self, cell: CellAddress) -> String {
        self.simulation.workbook().cell_name(cell)
    }

    /// The simulation itself, for what this interface leaves out.
    pub fn simulation(&self) -> &Simulation {
        &self.simulation
    }
}
