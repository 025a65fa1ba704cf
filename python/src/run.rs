//! A finished simulation.

use arrow_buffer::ScalarBuffer;
use numpy::PyArray1;
use numpy::ndarray::ArrayView1;
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};
use ulam_engine::{ConditionOutcome, OutputOutcome};

use crate::arrow::{self, Column};
use crate::refused;

/// A finished simulation. It never changes, so that arrays may point into it.
#[pyclass(frozen, module = "ulam._ulam")]
pub struct Run {
    run: ulam_engine::Run,
    /// The samples of each output, shared with every array and table made of them.
    samples: Vec<ScalarBuffer<f64>>,
}

type Probability = (String, Option<f64>, Option<f64>, Option<f64>, u64);

fn probability(condition: &ConditionOutcome) -> Probability {
    let estimate = condition.probability;
    (
        condition.expression.clone(),
        estimate.map(|p| p.estimate),
        estimate.map(|p| p.low),
        estimate.map(|p| p.high),
        condition.errors,
    )
}

impl Run {
    /// Takes the samples over.
    pub fn new(mut run: ulam_engine::Run) -> PyResult<Run> {
        let samples = run.take_output_samples().into_iter().map(ScalarBuffer::from).collect();
        Ok(Run { run, samples })
    }
}

#[pymethods]
impl Run {
    #[getter]
    fn trials(&self) -> u64 {
        self.run.settings().trials
    }
    #[getter]
    fn seed(&self) -> u64 {
        self.run.settings().seed
    }
    #[getter]
    fn sampling(&self) -> &'static str {
        self.run.settings().plan.name()
    }

    /// One dictionary an output: cell, name, statistics, errors, drivers.
    fn outputs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        for output in &self.run.outcome().outputs {
            list.append(self.output(py, output)?)?;
        }
        Ok(list)
    }

    /// Cell, label and distribution of each random input.
    fn inputs(&self) -> Vec<(String, String, String)> {
        let inputs = 0..self.run.input_count();
        inputs
            .map(|input| {
                let (cell, distribution) = self.run.input(input);
                (cell, self.run.input_label(input), distribution.to_string())
            })
            .collect()
    }

    /// Expression, probability, ends of its interval, errors.
    fn probabilities(&self) -> Vec<Probability> {
        self.run.outcome().conditions.iter().map(probability).collect()
    }

    /// An output's samples as an array that points into this run.
    fn output_samples<'py>(slf: &Bound<'py, Self>, output: usize) -> PyResult<Bound<'py, PyAny>> {
        let samples = slf.get().samples.get(output);
        let samples =
            samples.ok_or_else(|| PyIndexError::new_err(format!("there is no output {output}")))?;
        let view = ArrayView1::from(&samples[..]);
        // SAFETY: the array keeps the run alive, and the run, which is frozen, never changes, moves or
        // frees its samples. Nobody writes through the array: it is made read-only before it is shown.
        let array = unsafe { PyArray1::borrow_from_array(&view, slf.clone().into_any()) };
        array.as_any().call_method1("setflags", (false,))?;
        Ok(array.into_any())
    }

    /// An input's values, computed anew.
    fn input_samples<'py>(
        &self,
        py: Python<'py>,
        input: usize,
    ) -> PyResult<Bound<'py, PyArray1<f64>>> {
        if input >= self.run.input_count() {
            return Err(PyIndexError::new_err(format!("there is no input {input}")));
        }
        let samples = py.detach(|| self.run.input_samples(input)).map_err(refused)?;
        Ok(PyArray1::from_vec(py, samples))
    }

    /// The samples as an Arrow stream of one batch: the inputs first, if they are asked for.
    fn arrow_stream<'py>(
        &self,
        py: Python<'py>,
        input_names: Vec<(usize, String)>,
        output_names: Vec<String>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let mut columns = Vec::new();
        for (input, name) in input_names {
            if input >= self.run.input_count() {
                return Err(PyIndexError::new_err(format!("there is no input {input}")));
            }
            let samples = py.detach(|| self.run.input_samples(input)).map_err(refused)?;
            columns.push(Column { name, samples: samples.into() });
        }
        for (name, samples) in output_names.into_iter().zip(&self.samples) {
            columns.push(Column { name, samples: samples.clone() });
        }
        arrow::stream(py, columns)
    }
}

impl Run {
    fn output<'py>(&self, py: Python<'py>, output: &OutputOutcome) -> PyResult<Bound<'py, PyDict>> {
        let summary = &output.summary;
        let result = PyDict::new(py);
        result.set_item("cell", self.run.cell_name(output.cell))?;
        result.set_item("name", &output.name)?;
        result.set_item("count", summary.count)?;
        let errors = PyDict::new(py);
        for (error, count) in &output.errors {
            errors.set_item(error.text(), count)?;
        }
        result.set_item("errors", errors)?;
        for (name, value) in [
            ("mean", summary.mean),
            ("sd", summary.sd),
            ("variance", summary.variance),
            ("skewness", summary.skewness),
            ("kurtosis", summary.kurtosis),
            ("min", summary.min),
            ("max", summary.max),
            ("standard_error", summary.standard_error),
        ] {
            result.set_item(name, value)?;
        }
        let percentiles = PyDict::new(py);
        for percent in 1..=99 {
            percentiles.set_item(percent, output.percentile(percent))?;
        }
        result.set_item("percentiles", percentiles)?;
        let drivers = PyList::empty(py);
        for driver in &output.drivers {
            let label = self.run.input_label(driver.draw);
            let numbers = (driver.rank_correlation, driver.contribution_to_variance);
            drivers.append((label, numbers.0, numbers.1))?;
        }
        result.set_item("drivers", drivers)?;
        Ok(result)
    }
}
