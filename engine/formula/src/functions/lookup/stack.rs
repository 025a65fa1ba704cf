//! HSTACK and VSTACK.

use std::sync::Arc;

use crate::arguments::Arguments;
use crate::function::{Category, Function, Outcome, Returns, array, example};
use crate::value::{Array, CellError, Value};

const CATEGORY: Category = Category::LookupAndReference;

/// This part's rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "HSTACK",
        CATEGORY,
        "Puts arrays side by side.",
        &[array("array1"), array("array").optional().repeating()],
        Returns::Any,
        hstack,
    )
    .examples(&[
        example("HSTACK({1,2;3,4}, {5;6})", "{1,2,5;3,4,6}"),
        example("HSTACK({1;2}, 3)", "{1,3;2,#N/A}"),
    ]),
    Function::values(
        "VSTACK",
        CATEGORY,
        "Puts arrays below one another.",
        &[array("array1"), array("array").optional().repeating()],
        Returns::Any,
        vstack,
    )
    .examples(&[
        example("VSTACK({1,2}, {3,4;5,6})", "{1,2;3,4;5,6}"),
        example("VSTACK({1,2}, 3)", "{1,2;3,#N/A}"),
    ]),
];

/// The arguments as arrays; several areas of one reference (a 3-D one too) are several arrays.
fn arrays(arguments: &Arguments) -> Result<Vec<Arc<Array>>, CellError> {
    let mut arrays = Vec::with_capacity(arguments.count());
    for value in arguments.values {
        match value {
            Value::Union(areas) => {
                for area in areas.iter() {
                    arrays.push(Arc::new(arguments.evaluator.read_area(*area)?));
                }
            }
            Value::Error(error) => {
                arrays.push(Arc::new(Array::of_scalar(Value::Error(*error))));
            }
            other => arrays.push(arguments.evaluator.to_array(other)?),
        }
    }
    Ok(arrays)
}

/// For each line of a stack, which array it comes from and which line of that it is.
fn lines(arrays: &[Arc<Array>], size: fn(&Array) -> usize) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    for (index, array) in arrays.iter().enumerate() {
        lines.extend((0..size(array)).map(|line| (index, line)));
    }
    lines
}

fn element(array: &Array, row: usize, column: usize) -> Value {
    if row < array.rows() && column < array.columns() {
        array.get(row, column).clone()
    } else {
        Value::Error(CellError::NotAvailable)
    }
}

fn hstack(arguments: &Arguments) -> Outcome {
    let arrays = arrays(arguments)?;
    let rows = arrays.iter().map(|array| array.rows()).max().unwrap_or(0);
    let columns = lines(&arrays, Array::columns);
    Ok(Array::from_fn(rows, columns.len(), |row, column| {
        let (array, column) = columns[column];
        element(&arrays[array], row, column)
    })?
    .into())
}

fn vstack(arguments: &Arguments) -> Outcome {
    let arrays = arrays(arguments)?;
    let rows = lines(&arrays, Array::rows);
    let columns = arrays.iter().map(|array| array.columns()).max().unwrap_or(0);
    Ok(Array::from_fn(rows.len(), columns, |row, column| {
        let (array, row) = rows[row];
        element(&arrays[array], row, column)
    })?
    .into())
}
