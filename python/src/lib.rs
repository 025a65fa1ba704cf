//! Ulam's engine for Python: the native half of the package `ulam`.
//!
//! This half converts values and keeps Python responsive while trials run; `ulam/__init__.py` is what
//! users see and where things are documented for them.

use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

mod arrow;
mod book;
mod run;
mod values;

create_exception!(
    ulam,
    UlamError,
    PyValueError,
    "What can't be done, where and why, in a sentence."
);

/// Any error of the engine as a Python exception.
fn refused(error: impl std::fmt::Display) -> PyErr {
    UlamError::new_err(error.to_string())
}

/// The native module.
#[pymodule]
fn _ulam(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("UlamError", module.py().get_type::<UlamError>())?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<book::Book>()?;
    module.add_class::<run::Run>()?;
    module.add_class::<values::ExcelError>()?;
    Ok(())
}
