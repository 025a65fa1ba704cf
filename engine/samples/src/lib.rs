//! A run's samples as Parquet: one row a trial, the inputs' values and then the outputs'.
//!
//! An Excel error has no place in a column of numbers: the number is null, and a column
//! `<output> error` beside it says which error it was. A column `trial` numbers the rows from 1.
//! Inputs' samples aren't kept by a run: they are computed anew, a few at a time, while the file is
//! written column by column.

use std::collections::HashSet;
use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{PrimitiveTypeBuilder, Type};
use ulam_formula::value::CellError;
use ulam_simulation::error::SimulationError;
use ulam_simulation::model::Settings;
use ulam_simulation::prepare::Simulation;
use ulam_simulation::run::{Control, Samples};

/// Values handed to the Parquet writer at once.
const BATCH: usize = 1 << 16;
/// Inputs recomputed together.
pub const INPUTS_AT_ONCE: usize = 4;
/// The key of a file's metadata that lists the columns of the inputs, as a JSON array.
pub const INPUTS_KEY: &str = "ulam.inputs";
/// The column that numbers the trials, from 1.
pub const TRIAL: &str = "trial";

/// A run whose samples are written.
pub struct Run<'a> {
    /// What was run.
    pub simulation: &'a Simulation,
    /// How.
    pub settings: &'a Settings,
    /// What came out.
    pub samples: &'a Samples,
    /// The workbook's name, for the file's metadata.
    pub workbook: &'a str,
    /// Watched, to stop early.
    pub control: &'a Control,
}

/// Why samples can't be written.
#[derive(Debug, thiserror::Error)]
pub enum SamplesError {
    /// What they are written to, or the format's own rules.
    #[error(transparent)]
    Parquet(#[from] ParquetError),
    /// Inputs can't be computed anew, or the run was cancelled.
    #[error(transparent)]
    Simulation(#[from] SimulationError),
}

impl Run<'_> {
    /// The outputs' samples.
    pub fn outputs(&self) -> impl Iterator<Item = &[f64]> {
        let count = self.simulation.model().outputs.len();
        self.samples.columns.iter().take(count).map(Vec::as_slice)
    }

    /// Writes the samples as Parquet, those of the inputs too if `with_inputs`.
    ///
    /// # Errors
    /// What the writer says, or a cancelled run.
    pub fn write_parquet<W: Write + Send>(
        &self,
        with_inputs: bool,
        out: W,
    ) -> Result<(), SamplesError> {
        let columns = Columns::of(self.simulation);
        let has_errors: Vec<bool> =
            self.outputs().map(|column| column.iter().any(|number| number.is_nan())).collect();
        let schema = columns.schema(with_inputs, &has_errors)?;
        let inputs = if with_inputs { columns.inputs.as_slice() } else { &[] };
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            // Samples hardly ever repeat.
            .set_dictionary_enabled(false)
            .set_created_by(format!("ulam {}", env!("CARGO_PKG_VERSION")))
            .set_key_value_metadata(Some(metadata(self, inputs)))
            .build();
        let mut writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
        let mut group = writer.next_row_group()?;
        write_trials(&mut group, self.settings.trials)?;
        let draws: Vec<usize> = (0..inputs.len()).collect();
        for draws in draws.chunks(INPUTS_AT_ONCE) {
            for values in self.simulation.input_samples(draws, self.settings)? {
                write_numbers(&mut group, &values, true)?;
            }
            self.refuse_if_cancelled()?;
        }
        for (values, has_errors) in self.outputs().zip(&has_errors) {
            write_numbers(&mut group, values, *has_errors)?;
            if *has_errors {
                write_errors(&mut group, values)?;
            }
            self.refuse_if_cancelled()?;
        }
        group.close()?;
        writer.close()?;
        Ok(())
    }

    fn refuse_if_cancelled(&self) -> Result<(), SimulationError> {
        if self.control.is_cancelled() { Err(SimulationError::Cancelled) } else { Ok(()) }
    }
}

/// The names of the columns, each different.
pub struct Columns {
    /// The inputs', in the order of the simulation's draws.
    pub inputs: Vec<String>,
    /// The outputs'.
    pub outputs: Vec<String>,
}

impl Columns {
    /// The columns of a simulation's samples: inputs and outputs by name, else by cell.
    pub fn of(simulation: &Simulation) -> Columns {
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

    fn schema(&self, with_inputs: bool, has_errors: &[bool]) -> Result<Type, ParquetError> {
        let mut fields = vec![field(TRIAL, PhysicalType::INT64, Repetition::REQUIRED).build()?];
        let inputs = if with_inputs { self.inputs.as_slice() } else { &[] };
        for input in inputs {
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

fn metadata(run: &Run, inputs: &[String]) -> Vec<KeyValue> {
    let settings = run.settings;
    vec![
        KeyValue::new("ulam.workbook".to_string(), run.workbook.to_string()),
        KeyValue::new("ulam.trials".to_string(), settings.trials.to_string()),
        KeyValue::new("ulam.seed".to_string(), settings.seed.to_string()),
        KeyValue::new("ulam.sampling".to_string(), settings.plan.name().to_string()),
        KeyValue::new(INPUTS_KEY.to_string(), serde_json::json!(inputs).to_string()),
    ]
}

type Group<'a, W> = SerializedRowGroupWriter<'a, W>;

fn missing_column() -> ParquetError {
    ParquetError::General("the file has fewer columns than its schema".to_string())
}

fn write_trials<W: Write + Send>(group: &mut Group<W>, trials: u64) -> Result<(), ParquetError> {
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

fn write_numbers<W: Write + Send>(
    group: &mut Group<W>,
    values: &[f64],
    is_optional: bool,
) -> Result<(), ParquetError> {
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

fn write_errors<W: Write + Send>(group: &mut Group<W>, values: &[f64]) -> Result<(), ParquetError> {
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
