//! The models that are measured: examples of the product, ready to run.

use std::path::PathBuf;
use std::time::Duration;

use ulam_simulation::model::Settings;
use ulam_simulation::prepare::Simulation;
use ulam_simulation::spec::Spec;
use ulam_workbook::{Limits, Workbook};

use crate::fused::{self, FusedModel, Plan};
use crate::measure::timed;
use crate::repository;

/// A model to measure.
pub struct ModelFile {
    /// Its name on the command line.
    pub name: &'static str,
    /// Its folder in `examples/`, and the name of its workbook, its spec and its NumPy program.
    pub example: &'static str,
    /// The outputs that are computed, by their names in the spec; all if empty.
    pub outputs: &'static [&'static str],
    /// The same model fused by hand.
    pub fused: fn(&Plan) -> Result<Box<dyn FusedModel>, String>,
}

/// Every model, in order.
pub const ALL: &[ModelFile] = &[
    ModelFile {
        name: "cash-flow",
        example: "cash-flow",
        outputs: &["NPV"],
        fused: fused::cash_flow::value_only,
    },
    ModelFile {
        name: "cash-flow-irr",
        example: "cash-flow",
        outputs: &["NPV", "IRR"],
        fused: fused::cash_flow::value_and_rate,
    },
    ModelFile {
        name: "construction-cost",
        example: "construction-cost",
        outputs: &[],
        fused: fused::construction_cost::model,
    },
    ModelFile { name: "loan", example: "loan", outputs: &[], fused: fused::loan::model },
    ModelFile { name: "option", example: "option", outputs: &[], fused: fused::option::model },
];

/// A model that is ready to run, and what it took.
pub struct Prepared {
    /// The simulation.
    pub simulation: Simulation,
    /// Number of formulas in the workbook.
    pub formulas: usize,
    /// Time to read the file.
    pub read: Duration,
    /// Time to calculate the base case.
    pub calculate: Duration,
    /// Time to slice and compile.
    pub compile: Duration,
}

impl ModelFile {
    /// The workbook's path.
    pub fn workbook(&self) -> PathBuf {
        self.folder().join(self.example).with_extension("xlsx")
    }

    /// The NumPy program's path.
    pub fn numpy_program(&self) -> PathBuf {
        let program = self.example.replace('-', "_");
        repository::root().join("bench/numpy").join(program).with_extension("py")
    }

    fn folder(&self) -> PathBuf {
        repository::root().join("examples").join(self.example)
    }

    /// Reads, calculates and compiles the model.
    ///
    /// Conditions are left out: none of the other programs computes them.
    pub fn prepare(&self) -> Result<Prepared, String> {
        let workbook_path = self.workbook();
        let spec_path = workbook_path.with_extension("yaml");
        let text = std::fs::read_to_string(&spec_path)
            .map_err(|error| format!("{}: {error}", spec_path.display()))?;
        let wrong = |error: &dyn std::fmt::Display| format!("{}: {error}", self.example);
        let mut spec = Spec::from_yaml(&text).map_err(|error| wrong(&error))?;
        spec.probabilities.clear();
        let is_wanted = |name: Option<&str>| {
            self.outputs.is_empty() || name.is_some_and(|name| self.outputs.contains(&name))
        };
        spec.outputs.retain(|output| is_wanted(output.name.as_deref()));
        let (workbook, read) = timed(|| {
            let bytes = std::fs::read(&workbook_path)
                .map_err(|error| format!("{}: {error}", workbook_path.display()))?;
            Workbook::read(&bytes, &Limits::default()).map_err(|error| wrong(&error))
        });
        let mut workbook = workbook?;
        let (recalculation, calculate) = timed(|| workbook.recalculate(NOW));
        let formulas = workbook.formulas().len();
        let bound = spec.bind(&workbook).map_err(|error| wrong(&error))?;
        let (simulation, compile) =
            timed(|| Simulation::prepare(workbook, &recalculation, bound.model));
        let simulation = simulation.map_err(|error| wrong(&error))?;
        Ok(Prepared { simulation, formulas, read, calculate, compile })
    }
}

/// How every model is run: independent trials, which every program can do.
pub fn settings(trials: usize, threads: Option<usize>, sensitivity: bool) -> Settings {
    Settings { trials: trials as u64, threads, sensitivity, ..Settings::default() }
}

/// What NOW shows: 15 March 2024.
pub const NOW: f64 = 45366.0;
