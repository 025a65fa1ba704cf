//! Samples, out of the Parquet files that runs leave: columns with a bounded memory of them, and rows
//! a batch at a time.

mod reader;
mod rows;

use std::sync::Arc;

use moka::future::Cache;
use parquet::errors::ParquetError;
use parquet::file::serialized_reader::SerializedFileReader;
use ulam_contracts::blob::BlobReference;
use ulam_platform::blobs::Blobs;
use ulam_platform::http::ApiError;
use ulam_probability::statistics::SortedSamples;

pub(crate) use reader::Chunks;
pub(crate) use rows::{Rows, rows_memory};

/// Memory for columns, in bytes.
const CACHE_BYTES: u64 = 512 << 20;

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
            let file = Chunks::new(&self.blobs, samples);
            let name = name.to_string();
            let read = move || -> Result<Column, ParquetError> {
                let values = reader::read_column(&SerializedFileReader::new(file)?, &name)?;
                Ok(Column { sorted: SortedSamples::new(&values), values })
            };
            let read = tokio::task::spawn_blocking(read).await;
            let column = read.map_err(|error| ApiError::caused_by(&error))?;
            column.map(Arc::new).map_err(|error| ApiError::caused_by(&error))
        };
        self.cache.try_get_with(key, load).await.map_err(|error: Arc<ApiError>| (*error).clone())
    }
}
