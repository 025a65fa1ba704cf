//! Trials of several columns side by side, a batch at a time: memory doesn't grow with the trials.

use parquet::errors::ParquetError;
use parquet::file::reader::FileReader;
use parquet::file::serialized_reader::SerializedFileReader;

use super::reader::{Batches, Chunks, Place};

/// Trials read at once.
const ROWS_AT_ONCE: usize = 4_096;
/// What an open column takes: a page, decompressed, and the bytes fetched ahead.
const COLUMN_BYTES: u64 = 3 << 20;

/// Memory that so many columns of so many trials take while their rows are read, in bytes.
pub(crate) fn rows_memory(columns: usize, trials: u64) -> u64 {
    // Of few trials the whole column is smaller than a page.
    let column = trials.saturating_mul(24).min(COLUMN_BYTES);
    column.saturating_mul(columns as u64)
}

/// Trials in their order.
pub(crate) struct Rows {
    file: SerializedFileReader<Chunks>,
    places: Vec<Place>,
    next_group: usize,
    columns: Vec<Batches>,
}

impl Rows {
    /// The trials of some columns, given by name.
    pub(crate) fn open(chunks: Chunks, names: &[String]) -> Result<Rows, ParquetError> {
        let file = SerializedFileReader::new(chunks)?;
        let places = names.iter().map(|name| Place::of(&file, name)).collect::<Result<_, _>>()?;
        Ok(Rows { file, places, next_group: 0, columns: Vec::new() })
    }

    /// The next trials, column by column; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Vec<Vec<f64>>>, ParquetError> {
        loop {
            let mut batch = Vec::with_capacity(self.columns.len());
            for column in &mut self.columns {
                let mut values = Vec::with_capacity(ROWS_AT_ONCE);
                column.next(&mut values, ROWS_AT_ONCE)?;
                batch.push(values);
            }
            let rows = batch.first().map_or(0, Vec::len);
            if batch.iter().any(|values| values.len() != rows) {
                let message = "columns of different lengths".to_string();
                return Err(ParquetError::General(message));
            }
            if rows > 0 {
                return Ok(Some(batch));
            }
            if self.next_group >= self.file.num_row_groups() {
                return Ok(None);
            }
            let group = self.file.get_row_group(self.next_group)?;
            self.next_group += 1;
            let open = |place: &Place| Batches::of(&*group, *place);
            self.columns = self.places.iter().map(open).collect::<Result<_, _>>()?;
        }
    }
}
