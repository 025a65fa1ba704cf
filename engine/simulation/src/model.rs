//! What is to be simulated: inputs, outputs, correlations, probabilities and settings.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use ulam_formula::address::{Area, CellAddress};
use ulam_formula::syntax::{Binary, Formula};
use ulam_probability::correlation::Mixture;
use ulam_probability::sampling::Plan;
use ulam_probability::statistics::Tail;

use crate::outcome::stop::{Statistic, StopRule};

/// An uncertain cell.
#[derive(Clone, Debug)]
pub struct Input {
    /// The cell whose value is drawn.
    pub cell: CellAddress,
    /// Its name, if it has one.
    pub name: Option<Arc<str>>,
    /// The distribution as written, such as `Pert(8, 10, 15)`.
    pub distribution: String,
    /// The distribution call, parsed for `cell`.
    pub formula: Arc<Formula>,
}

/// A cell whose distribution is wanted.
#[derive(Clone, Debug)]
pub struct Output {
    /// The cell.
    pub cell: CellAddress,
    /// Its name, if it has one.
    pub name: Option<Arc<str>>,
}

/// A rank correlation wanted between two inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Correlation {
    /// An input, by name or cell.
    pub first: String,
    /// The other one.
    pub second: String,
    /// Spearman's rho, from -1 to 1.
    pub rho: f64,
}

/// Inputs that depend on each other by a copula.
#[derive(Clone, Debug)]
pub struct Copula {
    /// The inputs, by name or cell.
    pub inputs: Vec<String>,
    /// The kind of dependence.
    pub dependence: Dependence,
    /// Their rank correlations (Spearman's), row by row; empty where the dependence is the mixture's
    /// alone.
    pub matrix: Vec<f64>,
}

/// A kind of dependence.
#[derive(Clone, Debug)]
pub enum Dependence {
    /// Correlated normals, trial by trial.
    Gaussian,
    /// A copula whose inputs share a mixing variable, trial by trial.
    Mixture(Mixture),
    /// The whole run's samples reordered, each input keeping its own exactly.
    Reordering,
}

/// A condition on an output whose probability is wanted: `Model!B20 < 0`.
#[derive(Clone, Debug)]
pub struct Condition {
    /// As written.
    pub expression: String,
    /// The cell.
    pub cell: CellAddress,
    /// A comparison operator.
    pub operator: Binary,
    /// What it is compared with.
    pub threshold: f64,
}

/// What computes the trials. The samples don't depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BackEnd {
    /// Machine code where compiling it takes less time than it saves.
    #[default]
    Automatic,
    /// One kernel an instruction.
    Kernels,
    /// Machine code for all arithmetic, if the machine is supported.
    MachineCode,
}

/// How to run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Number of trials, above 0.
    pub trials: u64,
    /// Seed: same seed, same bits.
    pub seed: u64,
    /// Sampling plan.
    pub plan: Plan,
    /// Threads; `None` for all of the machine's.
    pub threads: Option<usize>,
    /// Whether to compute sensitivities.
    pub sensitivity: bool,
    /// Trials in a block; `None` to fit the program to the cache. The samples don't depend on it.
    pub block: Option<usize>,
    /// What computes the trials.
    pub back_end: BackEnd,
    /// What is worked out beside the statistics.
    pub analysis: Analysis,
}

/// What is worked out of the samples beside their statistics, and when a run may end early.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// Which end of the outputs is the bad one.
    pub tail: Tail,
    /// The statistic of the output whose change across an input's deciles is the tornado.
    pub tornado: Statistic,
    /// The run ends at the first power of two of trials at which all of these hold.
    pub stop: Vec<StopRule>,
    /// Independent randomisations that the trials are split into; from 2 on, intervals follow from
    /// how these differ, whatever the sampling plan.
    pub replicates: u64,
    /// Rows of each of the two samples that variance-based indices are computed from; `None` for no
    /// indices.
    pub sobol_rows: Option<u64>,
}

impl Default for Analysis {
    fn default() -> Analysis {
        Analysis {
            tail: Tail::Lower,
            tornado: Statistic::Mean,
            stop: Vec::new(),
            replicates: 1,
            sobol_rows: None,
        }
    }
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            trials: 100_000,
            seed: 1,
            plan: Plan::Random,
            threads: None,
            sensitivity: true,
            block: None,
            back_end: BackEnd::Automatic,
            analysis: Analysis::default(),
        }
    }
}

/// A simulation of a workbook.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Uncertain cells, beside the draws that the workbook's own formulas make.
    pub inputs: Vec<Input>,
    /// Cells whose distributions are wanted.
    pub outputs: Vec<Output>,
    /// Rank correlations between inputs.
    pub correlations: Vec<Correlation>,
    /// Families of dependence between inputs; an input belongs to one at most.
    pub copulas: Vec<Copula>,
    /// Conditions whose probabilities are wanted.
    pub conditions: Vec<Condition>,
}

/// The inputs by cell.
#[derive(Debug, Default)]
pub struct InputCells {
    by_cell: FxHashMap<CellAddress, Input>,
}

impl InputCells {
    /// The inputs of a model; of two on one cell the last counts.
    pub fn new(inputs: &[Input]) -> InputCells {
        InputCells { by_cell: inputs.iter().map(|input| (input.cell, input.clone())).collect() }
    }
    /// The input on a cell.
    pub fn get(&self, cell: CellAddress) -> Option<&Input> {
        self.by_cell.get(&cell)
    }
    /// The input cells in an area, in no particular order.
    pub fn in_area(&self, area: Area) -> impl Iterator<Item = CellAddress> + '_ {
        self.by_cell.keys().copied().filter(move |cell| area.contains(*cell))
    }
}
