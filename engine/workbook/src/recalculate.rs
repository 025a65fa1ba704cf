//! Recalculating a workbook: every formula once, each after the cells that it reads.
//!
//! Order is found while evaluating. A formula that meets a cell not yet computed is given up, that
//! cell is computed first, and the formula is evaluated again. So only what a formula really reads
//! counts (an untaken branch of IF can't close a cycle), computed references need no special care,
//! and the stack of waiting cells is explicit: a chain of a million cells needs no deep recursion.

mod knowledge;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::sync::Arc;

use ulam_formula::address::{Area, CellAddress, SheetId};
use ulam_formula::context::{Context, DateSystem, Draw, DrawSite, ExternalCells, Table};
use ulam_formula::evaluate::evaluate_formula;
use ulam_formula::long_areas::LongAreas;
use ulam_formula::syntax::{Expr, Formula};
use ulam_formula::value::{CellError, Value};

use crate::caches::Caches;
use crate::cell_values::CellValues;
use crate::grid::CellId;
use crate::workbook::Workbook;

/// Cells that are computed first at a time when a formula lacks more. A formula that reads a long
/// column of cells not yet computed would else be put off with all of them, and each of them, if it
/// reads those above it, with all of these.
const MISSING_MAX: usize = 4096;

/// Recalculations in a row that may follow from dynamic arrays changing their size.
const SPILL_PASSES_MAX: u32 = 8;

/// What a recalculation found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recalculation {
    /// Circular references: the cells of each in the order in which they read one another. Their
    /// values are 0, as Excel shows them, unless the workbook asks for iteration.
    pub cycles: Vec<Vec<CellAddress>>,
    /// Iterations made over circular references, where the workbook asks for them.
    pub iterations: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Done,
    Dirty,
    Started,
}

impl Workbook {
    /// Computes every formula. `now` is the date and time that NOW and TODAY show, as a serial
    /// number of the workbook's date system.
    pub fn recalculate(&mut self, now: f64) -> Recalculation {
        self.now = now;
        let mut result = Recalculation::default();
        for _ in 0..SPILL_PASSES_MAX {
            result = self.recalculate_iterating();
            if !std::mem::take(&mut self.has_moved_spills) {
                break;
            }
        }
        result
    }

    fn recalculate_iterating(&mut self) -> Recalculation {
        let calculation = self.calculation;
        let mut result = self.pass();
        if !calculation.iterate || result.cycles.is_empty() {
            return result;
        }
        while result.iterations < calculation.iterations_max {
            let before = self.cells.values.clone();
            let next = self.pass();
            result = Recalculation { cycles: next.cycles, iterations: result.iterations + 1 };
            if largest_change(&before, &self.cells.values) < calculation.change_max {
                break;
            }
        }
        result
    }

    /// One evaluation of every formula.
    fn pass(&mut self) -> Recalculation {
        let mut states = vec![State::Done; self.cells.len()];
        for entry in &self.formulas {
            if self.cells.formula(entry.cell).is_some() {
                states[entry.cell.index()] = State::Dirty;
            }
        }
        for (member, array) in &self.array_of_cell {
            let anchor = self.arrays[*array as usize].anchor;
            states[member.index()] = states[anchor.index()];
        }
        let mut driver =
            Driver { workbook: self, states, cycles: Vec::new(), caches: RefCell::default() };
        for index in 0..driver.workbook.formulas.len() {
            driver.compute(driver.workbook.formulas[index].cell);
        }
        Recalculation { cycles: driver.cycles, iterations: 0 }
    }
}

fn largest_change(before: &CellValues, after: &CellValues) -> f64 {
    let change = |(before, after): (Cow<Value>, Cow<Value>)| match (&*before, &*after) {
        (Value::Number(before), Value::Number(after)) => (after - before).abs(),
        (before, after) if before == after => 0.0,
        _ => f64::INFINITY,
    };
    before.iter().zip(after.iter()).map(change).fold(0.0, f64::max)
}

struct Driver<'a> {
    workbook: &'a mut Workbook,
    states: Vec<State>,
    cycles: Vec<Vec<CellAddress>>,
    caches: RefCell<Caches>,
}

/// What an evaluation came to.
enum Attempt {
    Value(Value),
    /// These cells must be computed first.
    Missing(Vec<CellId>),
    /// It read a cell that waits for it.
    Cycle(CellId),
}

impl Driver<'_> {
    fn compute(&mut self, root: CellId) {
        if !self.run(root, false) {
            // While some cells were missing, others may have been asked for that the formula doesn't
            // read after all: only a cycle found one cell at a time is one of values.
            self.run(root, true);
        }
    }

    /// Computes a cell and what it reads; gives false, with the waiting cells dirty again, at a
    /// cycle unless `is_strict`.
    fn run(&mut self, root: CellId, is_strict: bool) -> bool {
        let mut stack = vec![root];
        while let Some(&cell) = stack.last() {
            if self.states[cell.index()] == State::Done {
                stack.pop();
                continue;
            }
            self.states[cell.index()] = State::Started;
            match self.attempt(cell, is_strict) {
                Attempt::Value(value) => {
                    self.finish(cell, value);
                    stack.pop();
                }
                Attempt::Missing(missing) => stack.extend(missing),
                Attempt::Cycle(_) if !is_strict => {
                    for waiting in stack {
                        if self.states[waiting.index()] == State::Started {
                            self.states[waiting.index()] = State::Dirty;
                        }
                    }
                    return false;
                }
                Attempt::Cycle(from) => {
                    self.close_cycle(&stack, from, cell);
                    stack.pop();
                }
            }
        }
        true
    }

    fn attempt(&self, cell: CellId, is_strict: bool) -> Attempt {
        let address = self.workbook.cells.address(cell);
        let view = View {
            workbook: self.workbook,
            states: &self.states,
            is_strict,
            missing: RefCell::default(),
            cycle: Cell::new(None),
            caches: &self.caches,
        };
        let value = self.workbook.read_formula_of(cell, |entered| {
            evaluate_formula(&view, address, entered.entry, entered.formula)
        });
        let Some(value) = value else {
            return Attempt::Value(Value::Error(CellError::Name));
        };
        let missing = view.missing.into_inner();
        match view.cycle.get() {
            Some(from) if missing.is_empty() || !is_strict => Attempt::Cycle(from),
            _ if missing.is_empty() => Attempt::Value(value),
            _ => Attempt::Missing(missing),
        }
    }

    /// Ends a cycle: where the workbook iterates, the closing cell is computed from the values of
    /// the iteration before; else the cells are 0.
    fn close_cycle(&mut self, stack: &[CellId], from: CellId, last: CellId) {
        let is_started = |cell: &&CellId| self.states[cell.index()] == State::Started;
        let start = stack.iter().position(|cell| *cell == from).unwrap_or(0);
        let mut path: Vec<CellAddress> = Vec::new();
        for cell in stack[start..].iter().filter(is_started) {
            let address = self.workbook.cells.address(*cell);
            if !path.contains(&address) {
                path.push(address);
            }
        }
        self.cycles.push(path);
        let value = if self.workbook.calculation.iterate {
            self.evaluate_with_previous_values(last)
        } else {
            Value::Number(0.0)
        };
        self.finish(last, value);
    }

    fn evaluate_with_previous_values(&self, cell: CellId) -> Value {
        let address = self.workbook.cells.address(cell);
        let value = self.workbook.read_formula_of(cell, |entered| {
            evaluate_formula(self.workbook, address, entered.entry, entered.formula)
        });
        value.unwrap_or(Value::Error(CellError::Name))
    }

    /// Stores the value of a cell, and of the cells that its array fills.
    fn finish(&mut self, cell: CellId, value: Value) {
        self.states[cell.index()] = State::Done;
        if self.workbook.array_of_cell.is_empty() {
            self.workbook.cells.set_value(cell, value);
            return;
        }
        match self.workbook.array_of_cell.get(&cell).copied() {
            Some(array) if self.workbook.arrays[array as usize].anchor == cell => {
                self.fill_array(array as usize, &value);
            }
            _ => self.workbook.cells.set_value(cell, value),
        }
    }

    fn fill_array(&mut self, index: usize, value: &Value) {
        let array = self.workbook.arrays[index];
        let mut value = value.clone();
        if array.is_dynamic {
            let size = match &value {
                Value::Array(result) => (result.rows(), result.columns()),
                _ => (1, 1),
            };
            if size != (array.area.rows(), array.area.columns()) {
                value = self.workbook.move_spill(index, size, value);
                // Cells that were computed before have other values now.
                *self.caches.get_mut() = Caches::default();
                self.states.resize(self.workbook.cells.len(), State::Done);
            }
        }
        let area = self.workbook.arrays[index].area;
        for row in area.first_row..=area.last_row {
            for column in area.first_column as u32..=area.last_column as u32 {
                let address = CellAddress { sheet: area.sheet, row, column };
                let Some(member) = self.workbook.cell_at(address) else {
                    continue;
                };
                let (row, column) = (row - area.first_row, column - area.first_column as u32);
                let element = match &value {
                    Value::Array(result) => result.broadcast(row as usize, column as usize),
                    scalar => scalar.clone(),
                };
                self.workbook.cells.set_value(member, element);
                self.states[member.index()] = State::Done;
            }
        }
    }
}

impl Workbook {
    /// Gives a dynamic array another size. The cells that it leaves are blank; if cells that it
    /// would fill are not empty, it shrinks to its anchor and the value is `#SPILL!`.
    fn move_spill(&mut self, index: usize, (rows, columns): (usize, usize), value: Value) -> Value {
        let array = self.arrays[index];
        let old = array.area;
        let last_row = old.first_row as u64 + rows as u64 - 1;
        let last_column = old.first_column as u64 + columns as u64 - 1;
        let fits = last_row < u64::from(ulam_formula::address::ROW_COUNT)
            && last_column < u64::from(ulam_formula::address::COLUMN_COUNT);
        let mut area = Area { last_row: old.first_row, last_column: old.first_column, ..old };
        let mut spilled = Value::Error(CellError::Spill);
        if fits {
            let wanted = Area { last_row: last_row as u32, last_column: last_column as u16, ..old };
            if !self.is_blocked(wanted, index) {
                area = wanted;
                spilled = value;
            }
        }
        self.clear_array(index, old);
        for row in area.first_row..=area.last_row {
            for column in area.first_column as u32..=area.last_column as u32 {
                let address = CellAddress { sheet: area.sheet, row, column };
                if let Some(member) = self.cell_at_or_added(address) {
                    self.array_of_cell.insert(member, index as u32);
                }
            }
        }
        self.arrays[index].area = area;
        self.has_moved_spills |= area != old;
        spilled
    }

    /// Whether a cell of the area is neither empty nor the array's own.
    fn is_blocked(&self, area: Area, index: usize) -> bool {
        let Some(sheet) = self.sheet(area.sheet) else {
            return true;
        };
        let anchor = self.arrays[index].anchor;
        !sheet.grid.visit(area, |_, _, id| {
            let is_own = self.array_of_cell.get(&id) == Some(&(index as u32)) || id == anchor;
            let is_empty = matches!(*self.cells.value(id), Value::Blank)
                && self.cells.formula(id).is_none()
                && !self.array_of_cell.contains_key(&id);
            is_own || is_empty
        })
    }

    fn clear_array(&mut self, index: usize, area: Area) {
        let anchor = self.arrays[index].anchor;
        let mut members = Vec::new();
        if let Some(sheet) = self.sheet(area.sheet) {
            sheet.grid.visit(area, |_, _, id| {
                members.push(id);
                true
            });
        }
        for member in members {
            if member != anchor && self.array_of_cell.get(&member) == Some(&(index as u32)) {
                self.array_of_cell.remove(&member);
                self.cells.set_value(member, Value::Blank);
            }
        }
    }
}

/// The workbook in the middle of a recalculation.
struct View<'a> {
    workbook: &'a Workbook,
    states: &'a [State],
    is_strict: bool,
    missing: RefCell<Vec<CellId>>,
    cycle: Cell<Option<CellId>>,
    caches: &'a RefCell<Caches>,
}

impl View<'_> {
    /// Whether a cell can be read now; if not, it is noted what must be computed first.
    fn is_ready(&self, cell: CellId) -> bool {
        let state = self.states.get(cell.index()).copied().unwrap_or(State::Done);
        if state == State::Done {
            return true;
        }
        let owner = match self.workbook.array_of_cell.get(&cell) {
            Some(array) => self.workbook.arrays[*array as usize].anchor,
            None => cell,
        };
        let mut missing = self.missing.borrow_mut();
        let is_first = missing.is_empty() && self.cycle.get().is_none();
        match self.states[owner.index()] {
            State::Started if is_first => self.cycle.set(Some(owner)),
            State::Dirty if !self.is_strict || is_first => {
                missing.push(owner);
            }
            _ => {}
        }
        false
    }
}

/// What a cell that isn't computed yet reads as: an error, so that conditions on it decide nothing.
const NOT_READY: Value = Value::Error(CellError::GettingData);

impl Context for View<'_> {
    fn cell(&self, cell: CellAddress) -> Value {
        match self.workbook.cell_at(cell) {
            None => Value::Blank,
            Some(id) if self.is_ready(id) => self.workbook.cells.value(id).into_owned(),
            Some(_) => NOT_READY,
        }
    }
    fn visit(&self, area: Area, visit: &mut dyn FnMut(u32, u32, &Value) -> bool) {
        let Some(sheet) = self.workbook.sheet(area.sheet) else {
            return;
        };
        let mut is_complete = true;
        let mut goes_on = true;
        sheet.grid.visit(area, |row, column, id| {
            if !self.is_ready(id) {
                is_complete = false;
            } else if is_complete && goes_on {
                goes_on = match &*self.workbook.cells.value(id) {
                    Value::Blank => true,
                    value => visit(row, column, value),
                };
            }
            // Once a cell is missing, go on only to find others that are.
            if is_complete { goes_on } else { self.missing.borrow().len() < MISSING_MAX }
        });
        if !is_complete {
            visit(area.first_row, area.first_column as u32, &NOT_READY);
        }
    }
    fn long_areas(&self) -> Option<&dyn LongAreas> {
        Some(self)
    }
    fn used(&self, sheet: SheetId) -> Option<(u32, u32)> {
        self.workbook.used(sheet)
    }
    fn sheet_count(&self) -> usize {
        self.workbook.sheet_count()
    }
    fn sheet_named(&self, name: &str) -> Option<SheetId> {
        self.workbook.sheet_named(name)
    }
    fn sheet_name(&self, sheet: SheetId) -> Option<&str> {
        self.workbook.sheet_name(sheet)
    }
    fn name(&self, sheet: SheetId, name: &str) -> Option<Arc<Expr>> {
        self.workbook.name(sheet, name)
    }
    fn table(&self, name: &str) -> Option<&Table> {
        self.workbook.table(name)
    }
    fn table_at(&self, cell: CellAddress) -> Option<&Table> {
        self.workbook.table_at(cell)
    }
    fn spill(&self, anchor: CellAddress) -> Option<Area> {
        let id = self.workbook.cell_at(anchor)?;
        self.is_ready(id);
        self.workbook.spill_area(anchor)
    }
    fn external(&self, book: u32, sheet: &str) -> Option<&ExternalCells> {
        self.workbook.external_cells(book, sheet)
    }
    fn formula(&self, cell: CellAddress) -> Option<Arc<Formula>> {
        Context::formula(self.workbook, cell)
    }
    fn formula_text(&self, cell: CellAddress) -> Option<String> {
        Context::formula_text(self.workbook, cell)
    }
    fn calls_subtotal(&self, cell: CellAddress) -> bool {
        self.workbook.calls_subtotal(cell)
    }
    fn is_row_hidden(&self, sheet: SheetId, row: u32) -> bool {
        self.workbook.is_row_hidden(sheet, row)
    }
    fn is_row_filtered(&self, sheet: SheetId, row: u32) -> bool {
        self.workbook.is_row_filtered(sheet, row)
    }
    fn number_format(&self, cell: CellAddress) -> Option<&str> {
        Context::number_format(self.workbook, cell)
    }
    fn date_system(&self) -> DateSystem {
        Context::date_system(self.workbook)
    }
    fn comparisons_are_numbers(&self) -> bool {
        self.workbook.comparisons_are_numbers()
    }
    fn now(&self) -> f64 {
        self.workbook.now
    }
    fn simulation(&self) -> usize {
        Context::simulation(self.workbook)
    }
    fn uniform(&self, site: DrawSite) -> f64 {
        self.workbook.uniform(site)
    }
    fn draw(&self, site: DrawSite, draw: &Draw) -> f64 {
        self.workbook.draw(site, draw)
    }
}
