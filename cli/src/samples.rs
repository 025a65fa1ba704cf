//! Writing samples: one row a trial, the inputs' values and then the outputs'.
//!
//! An Excel error has no place in a column of numbers. In a CSV file it is written as Excel shows it
//! (`#DIV/0!`). In a Parquet file the number is null, and a column `<output> error` beside it says
//! which error it was.

use std::fmt::Write as _;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use ulam_formula::value::CellError;
use ulam_samples::{Columns, Run, SamplesError, TRIAL};
use ulam_simulation::error::SimulationError;

use crate::error::Failure;
use crate::output_file::{PartialFile, check_writable, extension};

/// Rows of a CSV file between two looks at whether to stop.
const ROWS_AT_ONCE: usize = 4096;

/// A file that samples are to be written to.
pub struct SamplesFile {
    path: PathBuf,
    is_parquet: bool,
}

impl SamplesFile {
    /// A file at this path.
    ///
    /// # Errors
    /// A name that ends in neither .parquet nor .csv, or a path at which no file can be written.
    pub fn new(path: &Path) -> Result<SamplesFile, Failure> {
        let format = extension(path, "--samples", &["parquet", "csv"])?;
        check_writable(path)?;
        Ok(SamplesFile { path: path.to_path_buf(), is_parquet: format == "parquet" })
    }

    /// Writes the samples.
    ///
    /// # Errors
    /// What the file system says, or a cancelled command.
    pub fn write(&self, run: &Run) -> Result<(), Failure> {
        let (partial, file) = PartialFile::create(&self.path)?;
        if self.is_parquet {
            run.write_parquet(true, file).map_err(|error| match error {
                SamplesError::Simulation(SimulationError::Cancelled) => Failure::cancelled(),
                SamplesError::Simulation(error) => {
                    Failure::simulation(Path::new(run.workbook), &error)
                }
                SamplesError::Parquet(error) => self.refuse(error),
            })?;
        } else {
            self.write_csv(run, file)?;
        }
        partial.finish()
    }

    fn refuse(&self, error: impl std::fmt::Display) -> Failure {
        Failure::cannot_write(&self.path, error)
    }

    fn write_csv(&self, run: &Run, file: File) -> Result<(), Failure> {
        let columns = Columns::of(run.simulation);
        let draws: Vec<usize> = (0..columns.inputs.len()).collect();
        let inputs = run
            .simulation
            .input_samples(&draws, run.settings)
            .map_err(|error| Failure::simulation(Path::new(run.workbook), &error))?;
        let numbers: Vec<&[f64]> = inputs.iter().map(Vec::as_slice).chain(run.outputs()).collect();
        let mut writer =
            csv::WriterBuilder::new().buffer_capacity(1 << 18).from_writer(BufWriter::new(file));
        let refuse = |error: csv::Error| self.refuse(error);
        let names = columns.inputs.iter().chain(&columns.outputs).map(String::as_str);
        writer.write_record(std::iter::once(TRIAL).chain(names)).map_err(refuse)?;
        let mut text = String::new();
        for trial in 0..run.settings.trials as usize {
            if trial % ROWS_AT_ONCE == 0 && run.control.is_cancelled() {
                return Err(Failure::cancelled());
            }
            text.clear();
            let _ = write!(text, "{}", trial + 1);
            writer.write_field(&text).map_err(refuse)?;
            for column in &numbers {
                text.clear();
                match column.get(trial) {
                    Some(error) if error.is_nan() => {
                        text.push_str(CellError::from_nan(*error).text())
                    }
                    Some(number) => {
                        let _ = write!(text, "{number}");
                    }
                    None => {}
                }
                writer.write_field(&text).map_err(refuse)?;
            }
            writer.write_record(None::<&[u8]>).map_err(refuse)?;
        }
        writer.flush().map_err(|error| self.refuse(error))
    }
}
