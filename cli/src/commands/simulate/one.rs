//! One simulation of a command: from a recalculated workbook to what is written about it.

use std::path::Path;
use std::time::Instant;

use ulam_formula::context::Context;
use ulam_formula::value::Value;
use ulam_simulation::model::Settings;
use ulam_simulation::outcome::Outcome;
use ulam_simulation::outcome::simtable::{Stepped, simtable_cells};
use ulam_simulation::prepare::Simulation;
use ulam_simulation::run::{Control, Samples};
use ulam_simulation::spec::Spec;
use ulam_simulation::statistics_in_cells::CellStatistic;
use ulam_workbook::{BaseCaseCheck, Recalculation, Workbook};

use crate::error::Failure;
use crate::report;
use crate::samples::SamplesFile;
use crate::terminal::progress;
use ulam_report::json::{ElapsedSeconds, OneOfSeveral};
use ulam_report::warnings;
use ulam_samples::Run;

/// What all simulations of a command share.
pub struct Task<'a> {
    /// The workbook's path.
    pub workbook: &'a Path,
    /// What is simulated.
    pub spec: &'a Spec,
    /// How.
    pub settings: &'a Settings,
    /// Whether the workbook computes what it has saved.
    pub base_case: &'a BaseCaseCheck,
    /// Watched, to stop early.
    pub control: &'a Control,
    /// When the command began.
    pub started: Instant,
}

/// A simulation that has run.
pub struct One {
    /// What was simulated, without repetitions.
    pub spec: Spec,
    /// The simulation.
    pub simulation: Simulation,
    /// Its samples.
    pub samples: Samples,
    /// What they say.
    pub outcome: Outcome,
    /// Statistics that cells of the workbook take of it.
    pub statistics: Vec<CellStatistic>,
    /// What the reader must know.
    pub warnings: Vec<String>,
}

impl Task<'_> {
    /// Runs a simulation of a workbook; adds to the time taken.
    ///
    /// # Errors
    /// A spec that doesn't fit the workbook, whatever can't be simulated, Ctrl-C.
    pub fn run(
        &self,
        workbook: Workbook,
        recalculation: &Recalculation,
        elapsed: &mut ElapsedSeconds,
    ) -> Result<One, Failure> {
        let compiling = Instant::now();
        let bound =
            self.spec.bind(&workbook).map_err(|error| Failure::spec(self.workbook, &error))?;
        let refuse = |error| Failure::simulation(self.workbook, &error);
        let simulation =
            Simulation::prepare(workbook, recalculation, bound.model).map_err(refuse)?;
        elapsed.compile += compiling.elapsed().as_secs_f64();
        let mut warnings = warnings::before_run(&simulation, self.settings, self.base_case);
        warnings.extend(warnings::of_findings(&simulation, recalculation));

        // Trials of the simulations before this one are done already.
        let trials = self.control.trials_done() + self.settings.trials;
        let run = || simulation.run(self.settings, self.control);
        let samples = progress::watched(self.control, trials, run).map_err(refuse)?;
        elapsed.run += samples.run_time.as_secs_f64();
        elapsed.sensitivity += samples.sensitivity_time.as_secs_f64();

        let summarising = Instant::now();
        let outcome = Outcome::new(&simulation, &samples);
        let statistics = simulation.statistics_in_cells(&samples);
        elapsed.statistics += summarising.elapsed().as_secs_f64();
        warnings.extend(warnings::after_run(&simulation, &outcome));
        if self.control.is_cancelled() {
            return Err(Failure::cancelled());
        }
        Ok(One { spec: bound.spec, simulation, samples, outcome, statistics, warnings })
    }
}

impl One {
    /// Writes the samples.
    ///
    /// # Errors
    /// A file that can't be written; Ctrl-C.
    pub fn write_samples(&self, task: &Task, file: &Path) -> Result<(), Failure> {
        let run = Run {
            simulation: &self.simulation,
            settings: &self.samples.settings,
            samples: &self.samples,
            workbook: &task.workbook.display().to_string(),
            control: task.control,
        };
        SamplesFile::new(file)?.write(&run)
    }

    /// Writes the report; what it leaves out becomes a warning.
    ///
    /// # Errors
    /// A file that can't be written.
    pub fn write_report(&mut self, task: &Task, file: &Path) -> Result<(), Failure> {
        let left_out = report::write(
            file,
            &report::Finished {
                workbook: task.workbook,
                spec: &self.spec,
                settings: &self.samples.settings,
                base_case: task.base_case,
                simulation: &self.simulation,
                samples: &self.samples,
                outcome: &self.outcome,
                warnings: &self.warnings,
                elapsed_seconds: task.started.elapsed().as_secs_f64(),
            },
        )?;
        self.warnings.extend(left_out);
        Ok(())
    }

    /// This as one of several results.
    pub fn result_of_several(&self, number: usize, values: &[(String, Value)]) -> OneOfSeveral {
        let warnings = self.warnings.clone();
        OneOfSeveral::new(
            number,
            values,
            &self.samples.settings,
            &self.simulation,
            &self.outcome,
            warnings,
        )
    }
}

/// The values of the cells that several simulations step through, in a recalculated workbook.
pub fn stepped_values(workbook: &Workbook, stepped: &[Stepped]) -> Vec<(String, Value)> {
    let given = stepped.iter().filter_map(|stepped| workbook.locate(&stepped.cell).ok());
    let mut cells: Vec<_> = given.collect();
    for cell in simtable_cells(workbook) {
        if !cells.contains(&cell) {
            cells.push(cell);
        }
    }
    cells
        .into_iter()
        .map(|cell| (workbook.cell_name(cell), Context::cell(workbook, cell)))
        .collect()
}
