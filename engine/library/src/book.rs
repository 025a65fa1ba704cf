//! A workbook that is open and calculated.

use ulam_formula::address::CellAddress;
use ulam_formula::context::Context;
use ulam_formula::value::Value;
use ulam_simulation::model::Settings;
use ulam_simulation::outcome::Outcome;
use ulam_simulation::outcome::simtable::{self, Stepped};
use ulam_simulation::prepare::Simulation;
use ulam_simulation::run::Control;
use ulam_simulation::spec::{Spec, locate};
use ulam_workbook::{BaseCaseCheck, Limits, Recalculation, Workbook};

use crate::date_time::DateTime;
use crate::error::Error;
use crate::run::Run;

/// A workbook that is open and calculated.
///
/// Setting cells recalculates; simulating leaves the book as it is.
#[derive(Clone, Debug)]
pub struct Book {
    workbook: Workbook,
    recalculation: Recalculation,
    now: DateTime,
}

impl Book {
    /// Opens and calculates a workbook from the bytes of its file.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub fn read(bytes: &[u8], now: DateTime) -> Result<Book, Error> {
        Book::read_within(bytes, &Limits::default(), now)
    }

    /// As [`Book::read`], within limits of the caller's.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub fn read_within(bytes: &[u8], limits: &Limits, now: DateTime) -> Result<Book, Error> {
        let mut workbook = Workbook::read(bytes, limits)?;
        let recalculation = workbook.recalculate(now.serial(workbook.date_system()));
        Ok(Book { workbook, recalculation, now })
    }

    /// As [`Book::read_within`], calculated as of the moment when the file was saved, so that a run
    /// gives the same numbers on any day; as of `now` if the file doesn't say when that was.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub fn read_as_saved(bytes: &[u8], limits: &Limits, now: DateTime) -> Result<Book, Error> {
        let mut workbook = Workbook::read(bytes, limits)?;
        let serial = workbook.saved_at().unwrap_or_else(|| now.serial(workbook.date_system()));
        let recalculation = workbook.recalculate(serial);
        Ok(Book { workbook, recalculation, now })
    }

    /// The book of one of several simulations over lists of values, counted from 0: a copy with these
    /// cells (and RiskSimtable) at their values, calculated as of the moment when the file was saved.
    ///
    /// # Errors
    /// [`Error::Spec`] for a cell that doesn't exist.
    pub fn stepped(&self, stepped: &[Stepped], simulation: usize) -> Result<Book, Error> {
        let mut book = self.clone();
        simtable::step(&mut book.workbook, stepped, simulation)?;
        let serial = book.workbook.saved_at();
        let serial = serial.unwrap_or_else(|| self.now.serial(book.workbook.date_system()));
        book.recalculation = book.workbook.recalculate(serial);
        Ok(book)
    }

    /// The names of the sheets, in order.
    pub fn sheet_names(&self) -> impl Iterator<Item = &str> {
        self.workbook.sheets().iter().map(|sheet| &*sheet.name)
    }

    /// The value of a cell, given as `Sheet!A1` or a defined name.
    ///
    /// # Errors
    /// [`Error::Cell`].
    pub fn value(&self, cell: &str) -> Result<Value, Error> {
        let value = self.workbook.cell(self.locate(cell)?);
        Ok(match value {
            Value::Array(array) => array.get(0, 0).clone(),
            scalar => scalar,
        })
    }

    /// The formula of a cell, with its equals sign; `None` if it has none.
    ///
    /// # Errors
    /// [`Error::Cell`].
    pub fn formula(&self, cell: &str) -> Result<Option<String>, Error> {
        let id = self.workbook.cell_at(self.locate(cell)?);
        Ok(id.and_then(|id| self.workbook.formula_text(id)))
    }

    /// Puts constants into cells, in place of what they hold, and recalculates once.
    ///
    /// # Errors
    /// [`Error::Cell`]; then nothing has changed.
    pub fn set<'a>(
        &mut self,
        cells: impl IntoIterator<Item = (&'a str, Value)>,
    ) -> Result<(), Error> {
        let mut located = Vec::new();
        for (cell, value) in cells {
            located.push((cell, self.locate(cell)?, value));
        }
        let mut changed = self.workbook.clone();
        for (name, cell, value) in located {
            if !changed.set_constant(cell, value) {
                return Err(Error::Cell(format!("'{name}' can't be set")));
            }
        }
        self.recalculation = changed.recalculate(self.now.serial(changed.date_system()));
        self.workbook = changed;
        Ok(())
    }

    /// How the calculated values compare with those that the file saves.
    pub fn check(&self) -> BaseCaseCheck {
        self.workbook.base_case_check()
    }

    /// Runs a simulation. `control`, which other threads may share, shows progress and cancels.
    ///
    /// # Errors
    /// [`Error::Spec`] and [`Error::Simulation`], before the run wherever possible.
    pub fn simulate(
        &self,
        spec: &Spec,
        settings: &Settings,
        control: &Control,
    ) -> Result<Run, Error> {
        let bound = spec.bind(&self.workbook)?;
        let simulation =
            Simulation::prepare(self.workbook.clone(), &self.recalculation, bound.model)?;
        let samples = simulation.run(settings, control)?;
        let outcome = Outcome::new(&simulation, &samples);
        Ok(Run::new(simulation, settings.clone(), samples, outcome))
    }

    /// The workbook itself, for what this interface leaves out.
    pub fn workbook(&self) -> &Workbook {
        &self.workbook
    }

    /// How the calculation went.
    pub fn recalculation(&self) -> &Recalculation {
        &self.recalculation
    }

    fn locate(&self, cell: &str) -> Result<CellAddress, Error> {
        locate(&self.workbook, cell).map_err(|error| Error::Cell(format!("'{cell}': {}", error.0)))
    }
}
