//! Columns of a Parquet file of samples: numbers, and the errors that a column beside them tells.

use std::io::{BufReader, Seek, SeekFrom};

use bytes::Bytes;
use parquet::column::reader::{ColumnReaderImpl, get_typed_column_reader};
use parquet::data_type::{ByteArrayType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, Length, RowGroupReader};
use tokio::runtime::Handle;
use ulam_contracts::blob::BlobReference;
use ulam_formula::value::CellError;
use ulam_platform::blobs::{BlobFile, Blobs};

/// Values read from a column at once.
const BATCH: usize = 1 << 16;

/// Where in the file a variable is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    numbers: usize,
    errors: Option<usize>,
}

impl Place {
    /// Where the column of this name is.
    pub(super) fn of<R: FileReader>(file: &R, name: &str) -> Result<Place, ParquetError> {
        let schema = file.metadata().file_metadata().schema_descr();
        let index_of =
            |name: &str| schema.columns().iter().position(|column| column.name() == name);
        let missing = || ParquetError::General(format!("the samples have no column '{name}'"));
        let numbers = index_of(name).ok_or_else(missing)?;
        Ok(Place { numbers, errors: index_of(&format!("{name} error")) })
    }
}

/// A column of a row group, from its first row on.
pub(super) struct Batches {
    numbers: ColumnReaderImpl<DoubleType>,
    errors: Option<ColumnReaderImpl<ByteArrayType>>,
}

impl Batches {
    pub(super) fn of(group: &dyn RowGroupReader, place: Place) -> Result<Batches, ParquetError> {
        let numbers = get_typed_column_reader(group.get_column_reader(place.numbers)?);
        let errors = place.errors.map(|index| group.get_column_reader(index)).transpose()?;
        Ok(Batches { numbers, errors: errors.map(get_typed_column_reader) })
    }

    /// Appends the next rows, at most `rows_max`; how many there were. An error is a NaN that carries
    /// it.
    pub(super) fn next(
        &mut self,
        values: &mut Vec<f64>,
        rows_max: usize,
    ) -> Result<usize, ParquetError> {
        let first = values.len();
        let (mut levels, mut numbers) = (Vec::new(), Vec::new());
        let (rows, _, _) =
            self.numbers.read_records(rows_max, Some(&mut levels), None, &mut numbers)?;
        spread(values, &levels, &numbers, rows);
        let Some(errors) = &mut self.errors else { return Ok(rows) };
        let (mut levels, mut texts) = (Vec::new(), Vec::new());
        errors.read_records(rows, Some(&mut levels), None, &mut texts)?;
        let mut texts = texts.iter();
        for (level, row) in levels.into_iter().zip(first..) {
            if level == 1
                && let Some(text) = texts.next()
                && let Some(error) = CellError::from_text(text.as_utf8()?)
                && let Some(value) = values.get_mut(row)
            {
                *value = error.to_nan();
            }
        }
        Ok(rows)
    }
}

/// Appends numbers where their definition level says that they are there, else NaN. A required column
/// has no levels.
fn spread(values: &mut Vec<f64>, levels: &[i16], numbers: &[f64], rows: usize) {
    if levels.len() < rows {
        values.extend_from_slice(numbers);
        return;
    }
    let mut numbers = numbers.iter();
    values.extend(levels.iter().map(|level| match level {
        0 => f64::NAN,
        _ => numbers.next().copied().unwrap_or(f64::NAN),
    }));
}

/// A column by its name.
pub(super) fn read_column<R: FileReader>(file: &R, name: &str) -> Result<Vec<f64>, ParquetError> {
    let place = Place::of(file, name)?;
    let mut values = Vec::new();
    for group in 0..file.num_row_groups() {
        let group = file.get_row_group(group)?;
        let mut batches = Batches::of(&*group, place)?;
        while batches.next(&mut values, BATCH)? > 0 {}
    }
    Ok(values)
}

/// A blob as the Parquet reader wants it: any part, from a thread that may block.
pub(crate) struct Chunks {
    blobs: Blobs,
    samples: BlobReference,
    runtime: Handle,
}

impl Chunks {
    /// Of samples. Call it inside the runtime.
    pub(crate) fn new(blobs: &Blobs, samples: &BlobReference) -> Chunks {
        Chunks { blobs: blobs.clone(), samples: samples.clone(), runtime: Handle::current() }
    }
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
