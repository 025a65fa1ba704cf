//! Ulam's engine as a library: open a workbook, mark uncertain cells, simulate, read the results.
//!
//! ```
//! use ulam_engine::{Book, Control, DateTime, Settings, Spec};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let bytes = std::fs::read("../../examples/cash-flow/cash-flow.xlsx")?;
//! let book = Book::read(&bytes, DateTime::date(2026, 1, 31))?;
//! let mut spec = Spec::default();
//! spec.add_input("Inputs!C7=Normal(0.02, 0.012)")?;
//! spec.add_input("Inputs!C24=Pert(0.08, 0.09, 0.12)")?;
//! spec.add_output("Model!D23");
//! spec.probabilities.push("Model!D23 < 0".to_string());
//!
//! let settings = Settings { trials: 10_000, ..spec.settings() };
//! let run = book.simulate(&spec, &settings, &Control::default())?;
//! let npv = &run.outcome().outputs[0];
//! println!("{:?} on average, P95 {:?}", npv.summary.mean, npv.percentile(95));
//! assert_eq!(run.output_samples(0).len(), 10_000);
//! # Ok(())
//! # }
//! ```
//!
//! Everything is deterministic: the same bytes, spec and settings give the same bits. Nothing here
//! reads files, the clock or the network; bytes and the present time come from the caller.
//!
//! The crates below this one are the engine's own rooms; their types that appear here are exported
//! again, so that a program needs this crate alone.

mod book;
mod date_time;
mod error;
mod run;
mod run_options;

pub use book::Book;
pub use date_time::DateTime;
pub use error::Error;
pub use run::Run;
pub use run_options::{OptionError, RunOptions, SteppedOption};

pub use ulam_formula::value::{CellError, Value};
pub use ulam_probability::sampling::Plan;
pub use ulam_simulation::model::Settings;
pub use ulam_simulation::outcome::{ConditionOutcome, Outcome, OutputOutcome};
pub use ulam_simulation::run::{Control, Observer};
pub use ulam_simulation::spec::{InputSpec, OutputSpec, Spec, SpecError};
pub use ulam_workbook::{BaseCaseCheck, Limits};
