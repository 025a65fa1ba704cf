//! The command line.

use crate::models::{self, ModelFile};

/// What `--help` prints.
pub const HELP: &str = "\
Measures Ulam beside other ways to run the same models, in one run.

Usage: ulam-bench [--only PART]... [--quick] [--trials N]

  --only PART   one part only: parts (generator, quantiles, operations alone), cash-flow,
                cash-flow-irr, construction-cost, loan, option, loading (a million-formula
                workbook), large-files (memory of large workbooks), memory
  --quick       fewer trials, one repetition, a workbook of 100,000 formulas
  --trials N    trials of each model (1,000,000; with --quick 100,000)
";

/// One part of the measurements.
#[derive(Clone, Copy)]
pub enum Part {
    /// The parts of a simulation alone.
    Parts,
    /// Trials a second of a model.
    Model(&'static ModelFile),
    /// Reading and calculating a large workbook.
    Loading,
    /// Memory of large workbooks.
    LargeFiles,
    /// Memory of a large run.
    Memory,
}

/// What to measure.
pub struct Options {
    /// Parts, in order.
    pub parts: Vec<Part>,
    /// Whether to take less time and care.
    pub is_quick: bool,
    /// Trials of each model.
    pub trials: usize,
}

impl Options {
    /// How often each measurement is repeated; the fastest counts.
    pub fn repetitions(&self) -> usize {
        if self.is_quick { 1 } else { 5 }
    }

    /// Rows of ten formulas each in the large workbook.
    pub fn loading_rows(&self) -> u32 {
        if self.is_quick { 10_000 } else { 100_000 }
    }

    /// How long a program that is thousands of times slower runs, in seconds.
    pub fn slow_program_seconds(&self) -> f64 {
        if self.is_quick { 1.0 } else { 5.0 }
    }

    /// Reads the command line; `None` if help is asked for.
    pub fn parse(arguments: &[String]) -> Result<Option<Options>, String> {
        let mut parts = Vec::new();
        let mut is_quick = false;
        let mut trials = None;
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let mut value =
                || rest.next().ok_or_else(|| format!("{argument} needs a value; see --help"));
            match argument.as_str() {
                "--help" | "-h" => return Ok(None),
                "--quick" => is_quick = true,
                "--only" => parts.push(part(value()?)?),
                "--trials" => {
                    let text = value()?;
                    let number = text.replace('_', "").parse::<usize>();
                    match number {
                        Ok(number) if (100..=100_000_000).contains(&number) => {
                            trials = Some(number);
                        }
                        _ => return Err(format!("--trials {text}: from 100 to 100,000,000")),
                    }
                }
                other => return Err(format!("unknown option {other}; see --help")),
            }
        }
        if parts.is_empty() {
            parts.push(Part::Parts);
            parts.extend(models::ALL.iter().map(Part::Model));
            parts.extend([Part::Loading, Part::LargeFiles, Part::Memory]);
        }
        let trials = trials.unwrap_or(if is_quick { 100_000 } else { 1_000_000 });
        Ok(Some(Options { parts, is_quick, trials }))
    }
}

fn part(name: &str) -> Result<Part, String> {
    match name {
        "parts" => Ok(Part::Parts),
        "loading" => Ok(Part::Loading),
        "large-files" => Ok(Part::LargeFiles),
        "memory" => Ok(Part::Memory),
        _ => match models::ALL.iter().find(|model| model.name == name) {
            Some(model) => Ok(Part::Model(model)),
            None => Err(format!("there is no part {name}; see --help")),
        },
    }
}
