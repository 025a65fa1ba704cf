//! A workbook that is open.

use std::thread;
use std::time::Duration;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use ulam_engine::{Control, DateTime, InputSpec, OutputSpec, Plan, Settings, Spec};

use crate::run::Run;
use crate::{refused, values};

/// How often a running simulation looks for Ctrl-C and tells of its progress.
const WATCH: Duration = Duration::from_millis(50);

/// A workbook that is open and calculated.
#[pyclass(module = "ulam._ulam")]
pub struct Book {
    book: ulam_engine::Book,
}

/// What to simulate, as Python gives it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct Request {
    spec: Option<String>,
    /// Cell, distribution, name.
    inputs: Vec<(String, String, Option<String>)>,
    /// Cell, name.
    outputs: Vec<(String, Option<String>)>,
    correlations: Vec<(String, String, f64)>,
    probabilities: Vec<String>,
    trials: Option<u64>,
    seed: Option<u64>,
    sampling: Option<String>,
    threads: Option<usize>,
    sensitivity: bool,
}

impl Request {
    fn spec(&self) -> PyResult<Spec> {
        let mut spec = match &self.spec {
            Some(yaml) => Spec::from_yaml(yaml).map_err(refused)?,
            None => Spec::default(),
        };
        for (cell, distribution, name) in &self.inputs {
            spec.inputs.push(InputSpec {
                cell: cell.clone(),
                name: name.clone(),
                distribution: distribution.clone(),
            });
        }
        for (cell, name) in &self.outputs {
            spec.outputs.push(OutputSpec { cell: cell.clone(), name: name.clone() });
        }
        for (first, second, rho) in &self.correlations {
            spec.add_correlation(&format!("{first},{second}={rho}")).map_err(refused)?;
        }
        spec.probabilities.extend(self.probabilities.iter().cloned());
        spec.trials = self.trials.or(spec.trials);
        spec.seed = self.seed.or(spec.seed);
        if let Some(sampling) = &self.sampling {
            spec.sampling = Some(sampling.parse::<Plan>().map_err(refused)?);
        }
        Ok(spec)
    }
}

#[pymethods]
impl Book {
    #[new]
    fn new(
        py: Python<'_>,
        data: &[u8],
        year: i32,
        month: u8,
        day: u8,
        seconds: f64,
    ) -> PyResult<Book> {
        let now = DateTime { year, month, day, seconds };
        let book = py.detach(|| ulam_engine::Book::read(data, now)).map_err(refused)?;
        Ok(Book { book })
    }

    fn sheet_names(&self) -> Vec<&str> {
        self.book.sheet_names().collect()
    }

    fn value<'py>(&self, py: Python<'py>, cell: &str) -> PyResult<Bound<'py, PyAny>> {
        values::to_python(py, &self.book.value(cell).map_err(refused)?)
    }

    fn formula(&self, cell: &str) -> PyResult<Option<String>> {
        self.book.formula(cell).map_err(refused)
    }

    fn set(&mut self, py: Python<'_>, cells: &Bound<'_, PyDict>) -> PyResult<()> {
        let mut given = Vec::new();
        for (cell, value) in cells {
            given.push((cell.extract::<String>()?, values::from_python(&value)?));
        }
        let book = &mut self.book;
        let cells = given.iter().map(|(cell, value)| (cell.as_str(), value.clone()));
        let cells: Vec<_> = cells.collect();
        py.detach(|| book.set(cells)).map_err(refused)
    }

    fn check<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let check = self.book.check();
        let differing = PyList::empty(py);
        for difference in &check.differing {
            let item = PyDict::new(py);
            item.set_item("cell", self.book.workbook().cell_name(difference.cell))?;
            item.set_item("saved", values::to_python(py, &difference.saved)?)?;
            item.set_item("computed", values::to_python(py, &difference.computed)?)?;
            differing.append(item)?;
        }
        let result = PyDict::new(py);
        result.set_item("formula_cells", check.formula_cells)?;
        result.set_item("equal", check.equal)?;
        result.set_item("volatile", check.volatile)?;
        result.set_item("not_saved", check.not_saved)?;
        result.set_item("differing", differing)?;
        Ok(result)
    }

    /// Runs the simulation on threads of its own, so that this one can tell of its progress and see
    /// Ctrl-C.
    fn simulate(
        &self,
        py: Python<'_>,
        request: Request,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Run> {
        let spec = request.spec()?;
        let settings = Settings {
            threads: request.threads.or(spec.settings().threads),
            sensitivity: request.sensitivity,
            ..spec.settings()
        };
        let control = Control::default();
        let watcher = thread::current();
        let finished = thread::scope(|scope| {
            let worker = scope.spawn(|| {
                let result = self.book.simulate(&spec, &settings, &control);
                watcher.unpark();
                result
            });
            let mut interrupted = Ok(());
            while !worker.is_finished() {
                py.detach(|| thread::park_timeout(WATCH));
                interrupted = watch(py, progress.as_ref(), &control, settings.trials);
                if interrupted.is_err() {
                    control.cancel();
                    break;
                }
            }
            let result = py.detach(|| worker.join());
            interrupted.map(|()| result)
        })?;
        match finished {
            Ok(Ok(run)) => Run::new(run),
            Ok(Err(error)) => Err(refused(error)),
            Err(_) => Err(refused("the simulation stopped unexpectedly: please report this")),
        }
    }
}

/// Tells of progress and looks for Ctrl-C.
fn watch(
    py: Python<'_>,
    progress: Option<&Py<PyAny>>,
    control: &Control,
    trials: u64,
) -> PyResult<()> {
    py.check_signals()?;
    if let Some(progress) = progress {
        progress.call1(py, (control.trials_done(), trials))?;
    }
    Ok(())
}
