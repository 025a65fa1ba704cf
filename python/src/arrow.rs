//! Samples as Arrow data, without copies: the C stream interface that pandas, Polars, PyArrow and
//! DuckDB read (<https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html>).

use std::sync::Arc;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{ArrayRef, Float64Array, RecordBatch, RecordBatchIterator};
use arrow_buffer::{BooleanBuffer, NullBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Schema};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::refused;

/// A named column of samples.
pub struct Column {
    /// Its name in the table.
    pub name: String,
    /// One number a trial; a NaN is an error, and null in the table.
    pub samples: ScalarBuffer<f64>,
}

/// The columns as one record batch behind a capsule named `arrow_array_stream`.
///
/// # Errors
/// Columns of different lengths.
pub fn stream(py: Python<'_>, columns: Vec<Column>) -> PyResult<Bound<'_, PyCapsule>> {
    let (mut fields, mut arrays) = (Vec::new(), Vec::<ArrayRef>::new());
    for column in columns {
        let nulls = nulls(&column.samples);
        fields.push(Field::new(column.name, DataType::Float64, nulls.is_some()));
        arrays.push(Arc::new(Float64Array::new(column.samples, nulls)));
    }
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(schema.clone(), arrays).map_err(refused)?;
    let batches = RecordBatchIterator::new([Ok(batch)], schema);
    let stream = FFI_ArrowArrayStream::new(Box::new(batches));
    PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
}

/// Which samples are errors; `None` if none is.
fn nulls(samples: &[f64]) -> Option<NullBuffer> {
    if !samples.iter().any(|sample| sample.is_nan()) {
        return None;
    }
    let is_valid = |index: usize| !samples[index].is_nan();
    Some(NullBuffer::new(BooleanBuffer::collect_bool(samples.len(), is_valid)))
}
