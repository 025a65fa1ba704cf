//! What can go wrong.

use ulam_simulation::error::SimulationError;
use ulam_simulation::spec::SpecError;
use ulam_workbook::ReadError;

/// What can go wrong; each says what, where and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bytes are no workbook, or a damaged, encrypted or too large one.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A cell or defined name that doesn't exist.
    #[error("{0}")]
    Cell(String),
    /// A spec that doesn't fit the workbook.
    #[error(transparent)]
    Spec(#[from] SpecError),
    /// A simulation that would give wrong or missing numbers, or that was cancelled.
    #[error(transparent)]
    Simulation(#[from] SimulationError),
}
