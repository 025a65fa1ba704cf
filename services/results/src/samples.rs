//! Columns of samples, out of the Parquet files that runs leave, and a bounded memory of them.

use std::io::{BufReader, Seek, SeekFrom};
use std::sync::Arc;

use bytes::Bytes;
use moka::future::Cache;
use parquet::column::reader::get_typed_column_reader;
use parquet::data_type::{ByteArrayType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, Length};
use parquet::file::serialized_reader::SerializedFileReader;
use tokio::runtime::Handle;
use ulam_contracts::blob::BlobReference;
use ulam_formula::value::CellError;
use ulam_platform::blobs::{BlobFile, Blobs};
use ulam_platform::http::ApiError;
use ulam_probability::statistics::SortedSamples;

/// Memory for columns, in bytes.
const CACHE_BYTES: u64 = 512 << 20;
/// Values read from a column at once.
const BATCH: usize = 1 << 16;

/// A variable's samples: in the order of the trials, and sorted. An Excel error is a NaN that
/// carries it.
pub(crate) struct Column {
    /// Trial by trial.
    pub(crate) values: Vec<f64>,
    /// Those without error, ascending.
    pub(crate) sorted: SortedSamples,
}

impl Column {
    /// Trials with an error.
    pub(crate) fn errors(&self) -> u64 {
        (self.values.len() - self.sorted.count()) as u64
    }
}

/// The columns that were asked for lately.
#[derive(Clone)]
pub(crate) struct Columns {
    blobs: Blobs,
    cache: Cache<(String, String), Arc<Column>>,
}

impl Columns {
    pub(crate) fn new(blobs: Blobs) -> Columns {
        // Values and their sorted copy: 16 bytes a trial.
        let weight = |_: &(String, String), column: &Arc<Column>| {
            u32::try_from(column.values.len() * 16).unwrap_or(u32::MAX)
        };
        Columns { blobs, cache: Cache::builder().max_capacity(CACHE_BYTES).weigher(weight).build() }
    }

    /// A column of a run's samples.
    pub(crate) async fn get(
        &self,
        samples: &BlobReference,
        name: &str,
    ) -> Result<Arc<Column>, ApiError> {
        let key = (samples.key.clone(), name.to_string());
        let load = async {
            let file = Chunks {
                blobs: self.blobs.clone(),
                samples: samples.clone(),
                runtime: Handle::current(),
            };
            let name = name.to_string();
            let read = move || -> Result<Column, ParquetError> {
                let values = read_column(&SerializedFileReader::new(file)?, &name)?;
                Ok(Column { sorted: SortedSamples::new(&values), values })
            };
            let read = tokio::task::spawn_blocking(read).await;
            let column = read.map_err(|error| ApiError::caused_by(&error))?;
            column.map(Arc::new).map_err(|error| ApiError::caused_by(&error))
        };
        self.cache.try_get_with(key, load).await.map_err(|error: Arc<ApiError>| (*error).clone())
    }
}

/// A column by its name: numbers, and the errors that a column beside it tells.
fn read_column<R: FileReader>(file: &R, name: &str) -> Result<Vec<f64>, ParquetError> {
    let schema = file.metadata().file_metadata().schema_descr();
    let index_of = |name: &str| schema.columns().iter().position(|column| column.name() == name);
    let missing = || ParquetError::General(format!("the samples have no column '{name}'"));
    let index = index_of(name).ok_or_else(missing)?;
    let errors_index = index_of(&format!("{name} error"));
    let mut values = Vec::new();
    for group in 0..file.num_row_groups() {
        let group = file.get_row_group(group)?;
        let first = values.len();
        let mut reader = get_typed_column_reader::<DoubleType>(group.get_column_reader(index)?);
        loop {
            let (mut levels, mut numbers) = (Vec::new(), Vec::new());
            let (rows, _, _) = reader.read_records(BATCH, Some(&mut levels), None, &mut numbers)?;
            if rows == 0 {
                break;
            }
            spread(&mut values, &levels, &numbers, rows, || f64::NAN);
        }
        let Some(errors_index) = errors_index else { continue };
        let mut reader =
            get_typed_column_reader::<ByteArrayType>(group.get_column_reader(errors_index)?);
        let mut row = first;
        loop {
            let (mut levels, mut texts) = (Vec::new(), Vec::new());
            let (rows, _, _) = reader.read_records(BATCH, Some(&mut levels), None, &mut texts)?;
            if rows == 0 {
                break;
            }
            let mut texts = texts.iter();
            for level in levels {
                if level == 1
                    && let Some(text) = texts.next()
                    && let Some(error) = CellError::from_text(text.as_utf8()?)
                    && let Some(value) = values.get_mut(row)
                {
                    *value = error.to_nan();
                }
                row += 1;
            }
        }
    }
    Ok(values)
}

/// Appends numbers where their definition level says that they are there, else what stands for a
/// missing one. A required column has no levels.
fn spread(
    values: &mut Vec<f64>,
    levels: &[i16],
    numbers: &[f64],
    rows: usize,
    missing: impl Fn() -> f64,
) {
    if levels.len() < rows {
        values.extend_from_slice(numbers);
        return;
    }
    let mut numbers = numbers.iter();
    values.extend(levels.iter().map(|level| match level {
        0 => missing(),
        _ => numbers.next().copied().unwrap_or_else(&missing),
    }));
}

/// A blob as the Parquet reader wants it: any part, from a thread that may block.
struct Chunks {
    blobs: Blobs,
    samples: BlobReference,
    runtime: Handle,
}

impl Length for Chunks {
    fn len(&self) -> u64 {
        self.samples.bytes
    }
}

impl ChunkReader for Chunks {
    type T = BufReader<BlobFile>;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        let _inside = self.runtime.enter();
        let mut file = BlobFile::open(&self.blobs, &self.samples);
        file.seek(SeekFrom::Start(start))?;
        Ok(BufReader::new(file))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        let range = start..start.saturating_add(length as u64);
        let read = self.blobs.read(&self.samples, Some(range), length);
        self.runtime.block_on(read).map_err(|error| ParquetError::External(Box::new(error)))
    }
}
