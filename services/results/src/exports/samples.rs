//! Samples as files. Memory doesn't grow with the trials: a batch is read, and written.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, Type as PhysicalType};
use parquet::column::reader::get_typed_column_reader;
use parquet::data_type::{ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, RowGroupReader};
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use tokio::runtime::Handle;
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::results::{ExportRequest, StoreResult, Variable, VariableKind};
use ulam_platform::blobs::BlobWriter;
use ulam_platform::http::ApiError;

use super::Content;
use crate::samples::{Chunks, Rows, rows_memory};
use crate::{Results, csv, domain};

const CSV: &str = "text/csv; charset=utf-8";
const PARQUET: &str = "application/vnd.apache.parquet";
/// Values copied at once.
const BATCH: usize = 1 << 16;
/// Memory that columns take while their rows are written side by side.
const ROWS_BYTES_MAX: u64 = 512 << 20;

/// A blob to write to from a thread that may block.
struct BlobSink {
    writer: BlobWriter,
    runtime: Handle,
}

impl Write for BlobSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.runtime.block_on(self.writer.write(bytes)).map_err(io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The variables whose samples are exported: inputs, then the outputs that are asked for.
pub(crate) fn exported(run: &StoreResult, outputs: Option<&[String]>) -> Vec<Variable> {
    let is_wanted = |variable: &Variable| {
        outputs.is_none_or(|names| {
            names.iter().any(|name| {
                domain::variable(run, Some(name)).is_ok_and(|named| named.key == variable.key)
            })
        })
    };
    let kept = run.variables.iter().filter(|variable| variable.has_samples);
    let (outputs, inputs): (Vec<_>, Vec<_>) =
        kept.cloned().partition(|variable| variable.kind == VariableKind::Output);
    inputs.into_iter().chain(outputs.into_iter().filter(is_wanted)).collect()
}

/// Refuses more columns than can be read side by side.
pub(crate) fn check_width(columns: usize, trials: u64) -> Result<(), ApiError> {
    if rows_memory(columns, trials) <= ROWS_BYTES_MAX {
        return Ok(());
    }
    let detail = format!(
        "{columns} columns are too many for a CSV file of {trials} trials: name fewer, or take \
         Parquet, which holds them all."
    );
    Err(ProblemKind::TooLarge.problem(detail).into())
}

/// All trials as comma-separated values.
pub(super) async fn csv(
    results: &Results,
    run: &StoreResult,
    request: &ExportRequest,
) -> Result<Content, ApiError> {
    let samples = domain::samples_of(run, request.simulation)?;
    let variables = exported(run, request.outputs.as_deref());
    check_width(variables.len(), run.outcome.trials)?;
    let writer = results.blobs.writer(&run.tenant_id, CSV).await?;
    let mut sink = BlobSink { writer, runtime: Handle::current() };
    let chunks = Chunks::new(&results.blobs, samples);
    let written = results.computed(move || -> Result<BlobSink, ParquetError> {
        let names: Vec<String> = variables.iter().map(|variable| variable.key.clone()).collect();
        let mut rows = Rows::open(chunks, &names)?;
        sink.write_all(csv::header(&variables).as_bytes())?;
        let mut trial = 1;
        while let Some(batch) = rows.next()? {
            sink.write_all(csv::rows(trial, &batch).as_bytes())?;
            trial += batch.first().map_or(0, Vec::len) as u64;
        }
        Ok(sink)
    });
    let sink = written.await?.map_err(|error| ApiError::caused_by(&error))?;
    Ok(Content { blob: sink.writer.finish().await?, note: None })
}

/// All trials as Parquet: a copy of what the run left, of which the outputs that are asked for.
pub(super) async fn parquet(
    results: &Results,
    run: &StoreResult,
    request: &ExportRequest,
) -> Result<Content, ApiError> {
    let samples = domain::samples_of(run, request.simulation)?;
    let Some(outputs) = &request.outputs else {
        let stream = results.blobs.get(samples, None).await?;
        let blob = results.blobs.put(&run.tenant_id, PARQUET, stream).await?;
        return Ok(Content { blob, note: None });
    };
    let kept = exported(run, Some(outputs));
    let is_left_out = |variable: &&Variable| !kept.iter().any(|one| one.key == variable.key);
    let left_out: Vec<String> =
        run.variables.iter().filter(is_left_out).map(|variable| variable.key.clone()).collect();
    let writer = results.blobs.writer(&run.tenant_id, PARQUET).await?;
    let mut sink = BlobSink { writer, runtime: Handle::current() };
    let chunks = Chunks::new(&results.blobs, samples);
    let written = results.computed(move || -> Result<BlobSink, ParquetError> {
        without_columns(&SerializedFileReader::new(chunks)?, &left_out, &mut sink)?;
        Ok(sink)
    });
    let sink = written.await?.map_err(|error| ApiError::caused_by(&error))?;
    Ok(Content { blob: sink.writer.finish().await?, note: None })
}

/// A copy of a file of samples without some columns and their errors, column by column.
fn without_columns(
    file: &impl FileReader,
    left_out: &[String],
    out: &mut (impl Write + Send),
) -> Result<(), ParquetError> {
    let metadata = file.metadata().file_metadata();
    let fields = metadata.schema().get_fields();
    let is_kept = |name: &str| {
        !left_out.iter().any(|column| name == column || name == format!("{column} error"))
    };
    let kept: Vec<usize> = (0..fields.len()).filter(|at| is_kept(fields[*at].name())).collect();
    let schema = Type::group_type_builder(metadata.schema().name())
        .with_fields(kept.iter().map(|at| fields[*at].clone()).collect())
        .build()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_dictionary_enabled(false)
        .set_key_value_metadata(metadata.key_value_metadata().cloned())
        .build();
    let mut writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
    for group in 0..file.num_row_groups() {
        let group = file.get_row_group(group)?;
        let mut copy = writer.next_row_group()?;
        for at in &kept {
            match fields[*at].get_physical_type() {
                PhysicalType::INT64 => copy_column::<Int64Type, _>(&*group, *at, &mut copy)?,
                PhysicalType::DOUBLE => copy_column::<DoubleType, _>(&*group, *at, &mut copy)?,
                PhysicalType::BYTE_ARRAY => {
                    copy_column::<ByteArrayType, _>(&*group, *at, &mut copy)?
                }
                other => {
                    let message = format!("samples with a column of {other}");
                    return Err(ParquetError::General(message));
                }
            }
        }
        copy.close()?;
    }
    writer.close()?;
    Ok(())
}

fn copy_column<T: DataType, W: Write + Send>(
    group: &dyn RowGroupReader,
    at: usize,
    copy: &mut SerializedRowGroupWriter<'_, W>,
) -> Result<(), ParquetError> {
    let mut reader = get_typed_column_reader::<T>(group.get_column_reader(at)?);
    let missing = || ParquetError::General("the copy has fewer columns".to_string());
    let mut column = copy.next_column()?.ok_or_else(missing)?;
    loop {
        let (mut levels, mut values) = (Vec::new(), Vec::new());
        let (rows, _, _) = reader.read_records(BATCH, Some(&mut levels), None, &mut values)?;
        if rows == 0 {
            break;
        }
        // A required column has no levels.
        let levels = Some(levels.as_slice()).filter(|levels| levels.len() == rows);
        column.typed::<T>().write_batch(&values, levels, None)?;
    }
    column.close()
}
