//! Writing samples: one row a trial, the inputs' values and then the outputs'.
//!
//! An Excel error has no place in a column of numbers. In a CSV file it is written as Excel shows it
//! (`#DIV/0!`). In a Parquet file the number is null, and a column `<output> error` beside it says
//! which error it was.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{PrimitiveTypeBuilder, Type};
use ulam_formula::value::CellError;
use ulam_simulation::model::Settings;
use ulam_simulation::prepare::Simulation;
use ulam_simulation::run::{Control, Samples};

use crate::error::Failure;
use crate::output_file::{PartialFile, check_writable, extension};

/// Values handed to the Parquet writer at once.
const BATCH: usize = 1 << 16;
/// Inputs recomputed together for a Parquet file, which is written column by column.
const INPUTS_AT_ONCE: usize = 4;
/// Rows of a CSV file between two looks at whether to stop.
const ROWS_AT_ONCE: usize = 4096;
/// The key of a Parquet file's metadata that lists the columns of the inputs, as a JSON array.
pub const INPUTS_KEY: &str = "ulam.inputs";
/// The column that numbers the trials, from 1.
const TRIAL: &str = "trial";

/// A file that samples are to be written to.
pub struct SamplesFile {
    path: PathBuf,
    is_parquet: bool,
}

/// A run whose samples are written.
pub struct Run<'a> {
    /// What was run.
    pub simulation: &'a Simulation,
    /// How.
    pub settings: &'a Settings,
    /// What came out.
    pub samples: &'a Samples,
    /// The workbook's path, for the file's metadata.
    pub workbook: &'a Path,
    /// Watched, to stop early.
    pub control: &'a Control,
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
        let columns = Columns::of(run);
        if self.is_parquet {
            self.write_parquet(run, &columns, file)?;
        } else {
            self.write_csv(run, &columns, file)?;
        }
        partial.finish()
    }

    fn refuse(&self, error: impl std::fmt::Display) -> Failure {
        Failure::cannot_write(&self.path, error)
    }

    fn write_csv(&self, run: &Run, columns: &Columns, file: File) -> Result<(), Failure> {
        let draws: Vec<usize> = (0..columns.inputs.len()).collect();
        let inputs = input_values(run, &draws)?;
        let numbers: Vec<&[f64]> = inputs.iter().map(Vec::as_slice).chain(outputs(run)).collect();
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

    fn write_parquet(&self, run: &Run, columns: &Columns, file: File) -> Result<(), Failure> {
        let refuse = |error: ParquetError| self.refuse(error);
        let has_errors: Vec<bool> =
            outputs(run).map(|column| column.iter().any(|number| number.is_nan())).collect();
        let schema = columns.schema(&has_errors).map_err(refuse)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            // Samples hardly ever repeat.
            .set_dictionary_enabled(false)
            .set_created_by(format!("ulam {}", env!("CARGO_PKG_VERSION")))
            .set_key_value_metadata(Some(metadata(run, columns)))
            .build();
        let mut writer = SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties))
            .map_err(refuse)?;
        let mut group = writer.next_row_group().map_err(refuse)?;
        write_trials(&mut group, run.settings.trials).map_err(refuse)?;
        let draws: Vec<usize> = (0..columns.inputs.len()).collect();
        for draws in draws.chunks(INPUTS_AT_ONCE) {
            for values in input_values(run, draws)? {
                write_numbers(&mut group, &values, true).map_err(refuse)?;
            }
            if run.control.is_cancelled() {
                return Err(Failure::cancelled());
            }
        }
        for (values, has_errors) in outputs(run).zip(&has_errors) {
            write_numbers(&mut group, values, *has_errors).map_err(refuse)?;
            if *has_errors {
                write_errors(&mut group, values).map_err(refuse)?;
            }
            if run.control.is_cancelled() {
                return Err(Failure::cancelled());
            }
        }
        group.close().map_err(refuse)?;
        writer.close().map_err(refuse)?;
        Ok(())
    }
}

/// The names of the columns, each different.
struct Columns {
    inputs: Vec<String>,
    outputs: Vec<String>,
}

impl Columns {
    fn of(run: &Run) -> Columns {
        let mut taken = HashSet::from([TRIAL.to_string()]);
        let mut unique = |name: String, cell: String| {
            let mut candidate = name.clone();
            let mut count = 1;
            while !taken.insert(candidate.clone()) {
                candidate = match count {
                    1 => format!("{name} ({cell})"),
                    count => format!("{name} ({cell}, {count})"),
                };
                count += 1;
            }
            candidate
        };
        let simulation = run.simulation;
        let cell_name = |cell| simulation.workbook().cell_name(cell);
        let draws = simulation.draws().iter().enumerate();
        let inputs = draws
            .map(|(index, draw)| unique(simulation.draw_label(index), cell_name(draw.cell)))
            .collect();
        let outputs = simulation.model().outputs.iter().map(|output| {
            let cell = cell_name(output.cell);
            unique(output.name.as_ref().map_or(cell.clone(), |name| name.to_string()), cell)
        });
        Columns { inputs, outputs: outputs.collect() }
    }

    fn schema(&self, has_errors: &[bool]) -> Result<Type, ParquetError> {
        let mut fields = vec![field(TRIAL, PhysicalType::INT64, Repetition::REQUIRED).build()?];
        for input in &self.inputs {
            fields.push(field(input, PhysicalType::DOUBLE, Repetition::OPTIONAL).build()?);
        }
        for (output, has_errors) in self.outputs.iter().zip(has_errors) {
            if !has_errors {
                fields.push(field(output, PhysicalType::DOUBLE, Repetition::REQUIRED).build()?);
                continue;
            }
            fields.push(field(output, PhysicalType::DOUBLE, Repetition::OPTIONAL).build()?);
            let name = format!("{output} error");
            let text = field(&name, PhysicalType::BYTE_ARRAY, Repetition::OPTIONAL)
                .with_logical_type(Some(LogicalType::String));
            fields.push(text.build()?);
        }
        let fields = fields.into_iter().map(Arc::new).collect();
        Type::group_type_builder("samples").with_fields(fields).build()
    }
}

/// The start of a column's type.
fn field(name: &str, kind: PhysicalType, repetition: Repetition) -> PrimitiveTypeBuilder<'_> {
    Type::primitive_type_builder(name, kind).with_repetition(repetition)
}

/// The outputs' samples.
fn outputs<'a>(run: &'a Run) -> impl Iterator<Item = &'a [f64]> {
    let count = run.simulation.model().outputs.len();
    run.samples.columns.iter().take(count).map(Vec::as_slice)
}

/// The samples of some draws.
fn input_values(run: &Run, draws: &[usize]) -> Result<Vec<Vec<f64>>, Failure> {
    run.simulation
        .input_samples(draws, run.settings)
        .map_err(|error| Failure::simulation(run.workbook, &error))
}

fn metadata(run: &Run, columns: &Columns) -> Vec<KeyValue> {
    let settings = run.settings;
    vec![
        KeyValue::new("ulam.workbook".to_string(), run.workbook.display().to_string()),
        KeyValue::new("ulam.trials".to_string(), settings.trials.to_string()),
        KeyValue::new("ulam.seed".to_string(), settings.seed.to_string()),
        KeyValue::new("ulam.sampling".to_string(), settings.plan.name().to_string()),
        KeyValue::new(INPUTS_KEY.to_string(), serde_json::json!(columns.inputs).to_string()),
    ]
}

type Group<'a> = SerializedRowGroupWriter<'a, File>;

fn missing_column() -> ParquetError {
    ParquetError::General("the file has fewer columns than its schema".to_string())
}

fn write_trials(group: &mut Group, trials: u64) -> Result<(), ParquetError> {
    let mut column = group.next_column()?.ok_or_else(missing_column)?;
    let mut numbers = Vec::with_capacity(BATCH);
    let mut first = 0;
    while first < trials {
        let end = trials.min(first + BATCH as u64);
        numbers.clear();
        numbers.extend((first..end).map(|trial| trial as i64 + 1));
        column.typed::<Int64Type>().write_batch(&numbers, None, None)?;
        first = end;
    }
    column.close()
}

fn write_numbers(group: &mut Group, values: &[f64], is_optional: bool) -> Result<(), ParquetError> {
    let mut column = group.next_column()?.ok_or_else(missing_column)?;
    for values in values.chunks(BATCH) {
        if is_optional {
            let levels: Vec<i16> =
                values.iter().map(|number| i16::from(!number.is_nan())).collect();
            let present: Vec<f64> = values.iter().copied().filter(|n| !n.is_nan()).collect();
            column.typed::<DoubleType>().write_batch(&present, Some(&levels), None)?;
        } else {
            column.typed::<DoubleType>().write_batch(values, None, None)?;
        }
    }
    column.close()
}

fn write_errors(group: &mut Group, values: &[f64]) -> Result<(), ParquetError> {
    let mut column = group.next_column()?.ok_or_else(missing_column)?;
    for values in values.chunks(BATCH) {
        let levels: Vec<i16> = values.iter().map(|number| i16::from(number.is_nan())).collect();
        let errors = values.iter().filter(|number| number.is_nan());
        let errors: Vec<ByteArray> =
            errors.map(|nan| ByteArray::from(CellError::from_nan(*nan).text())).collect();
        column.typed::<ByteArrayType>().write_batch(&errors, Some(&levels), None)?;
    }
    column.close()
}
