//! Cell values as Python objects and back.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyString};
use ulam_engine::{CellError, Value};

use crate::refused;

/// An Excel error in a cell, such as `#N/A`.
#[pyclass(frozen, eq, hash, module = "ulam")]
#[derive(PartialEq, Eq, Hash)]
pub struct ExcelError {
    /// As Excel shows it.
    #[pyo3(get)]
    pub code: &'static str,
}

impl ExcelError {
    /// The object for an error.
    pub fn of(error: CellError) -> ExcelError {
        ExcelError { code: error.text() }
    }
}

#[pymethods]
impl ExcelError {
    fn __repr__(&self) -> String {
        format!("ExcelError('{}')", self.code)
    }
    fn __str__(&self) -> &'static str {
        self.code
    }
}

/// A cell's value: float, str, bool, None or [`ExcelError`].
pub fn to_python<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Value::Number(number) => PyFloat::new(py, *number).into_any(),
        Value::Text(text) => PyString::new(py, text).into_any(),
        Value::Boolean(boolean) => PyBool::new(py, *boolean).to_owned().into_any(),
        Value::Error(error) => Bound::new(py, ExcelError::of(*error))?.into_any(),
        Value::Array(array) => return to_python(py, array.get(0, 0)),
        Value::Blank | Value::Omitted | Value::Area(_) | Value::Union(_) | Value::Lambda(_) => {
            py.None().into_bound(py)
        }
    })
}

/// What a Python object means in a cell.
///
/// # Errors
/// A number that isn't finite; an object of another type.
pub fn from_python(object: &Bound<'_, PyAny>) -> PyResult<Value> {
    if object.is_none() {
        return Ok(Value::Blank);
    }
    // Before numbers: a bool is an int too.
    if let Ok(boolean) = object.cast::<PyBool>() {
        return Ok(Value::Boolean(boolean.is_true()));
    }
    if let Ok(text) = object.cast::<PyString>() {
        return Ok(Value::text(text.to_str()?));
    }
    match object.extract::<f64>() {
        Ok(number) if number.is_finite() => Ok(Value::Number(number)),
        Ok(number) => Err(refused(format!("{number} is no number that a cell can hold"))),
        Err(_) => {
            let kind = object.get_type().name()?;
            Err(PyTypeError::new_err(format!(
                "a cell holds a number, text, True, False or None, not a {kind}"
            )))
        }
    }
}
