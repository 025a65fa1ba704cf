//! Statistics in cells: `RiskMean(B5)` and its kin, and what depends on them, computed after the run
//! from the samples.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use ulam_formula::address::{Area, CellAddress, SheetId};
use ulam_formula::context::{Context, DateSystem, Draw, DrawSite, ExternalCells, Sample, Table};
use ulam_formula::dependencies::Dependencies;
use ulam_formula::evaluate::add_ins::{AddIn, Statistic, add_in, takes_statistic};
use ulam_formula::evaluate::{Entry, Evaluator, Progress, evaluate_formula};
use ulam_formula::syntax::{Callee, Expr, Formula};
use ulam_formula::value::Value;
use ulam_workbook::Workbook;

use crate::model::Model;
use crate::prepare::{Simulation, name_property, visit_calls};
use crate::run::Samples;

/// Deepest chain of cells that read one another's statistics.
const DEPTH_MAX: u32 = 1000;

/// The cells that take statistics, what these are of, and what depends on them.
#[derive(Clone, Debug, Default)]
pub(crate) struct StatisticCells {
    /// Cells whose formulas take a statistic of samples, and those that depend on them, in order.
    pub cells: Vec<CellAddress>,
    /// Cells whose samples are needed.
    pub targets: Vec<CellAddress>,
    /// The targets of statistics that name an input or output.
    named: FxHashMap<String, CellAddress>,
}

/// A cell that takes a statistic of the samples, or depends on one that does, after the run.
#[derive(Clone, Debug, PartialEq)]
pub struct CellStatistic {
    /// The cell.
    pub cell: CellAddress,
    /// Its formula.
    pub formula: String,
    /// Its value.
    pub value: Value,
}

impl StatisticCells {
    /// Looks through a workbook's formulas.
    pub fn find(workbook: &Workbook, model: &Model) -> StatisticCells {
        let mut found = StatisticCells::default();
        let mut names: Option<FxHashMap<String, CellAddress>> = None;
        let mut targets: FxHashSet<CellAddress> = FxHashSet::default();
        // Filled-down formulas are looked at once.
        let mut takes: FxHashMap<u32, bool> = FxHashMap::default();
        for entry in workbook.formulas() {
            let Some(entered) = workbook.formula_of(entry.cell) else { continue };
            let takes = takes.entry(entry.distinct());
            if !*takes.or_insert_with(|| takes_statistic(&entered.formula.root)) {
                continue;
            }
            let cell = workbook.cells().address(entry.cell);
            found.cells.push(cell);
            let progress = Progress::default();
            let evaluator = Evaluator::new(workbook, cell, Entry::Ordinary, &progress);
            visit_calls(&entered.formula.root, &mut |call| {
                let Callee::Named(name) = &call.callee else { return };
                let Some(AddIn::OfSamples(statistic)) = add_in(name) else { return };
                let count = if statistic == Statistic::Correlation { 2 } else { 1 };
                for argument in call.arguments.iter().take(count) {
                    match evaluator.evaluate(argument) {
                        Value::Area(area) if area.is_cell() => {
                            targets.insert(area.first());
                        }
                        Value::Text(text) => {
                            let names = names.get_or_insert_with(|| named_cells(workbook, model));
                            let key = text.to_uppercase();
                            if let Some(cell) = names.get(&key).copied() {
                                targets.insert(cell);
                                found.named.insert(key, cell);
                            }
                        }
                        _ => {}
                    }
                }
            });
        }
        if found.cells.is_empty() {
            return found;
        }
        found.add_dependents(workbook);
        found.targets = targets.into_iter().collect();
        found.targets.sort_unstable();
        found
    }

    /// Adds the cells that read those found, over any number of steps.
    fn add_dependents(&mut self, workbook: &Workbook) {
        let mut reads: Vec<(CellAddress, Vec<Area>)> = Vec::new();
        for entry in workbook.formulas() {
            let Some(entered) = workbook.formula_of(entry.cell) else { continue };
            let cell = workbook.cells().address(entry.cell);
            let mut areas = Vec::new();
            let dependencies = Dependencies { context: workbook, host: cell };
            dependencies.visit(&entered.formula.root, &mut |area| areas.push(area));
            reads.push((cell, areas));
        }
        let mut known: FxHashSet<CellAddress> = self.cells.iter().copied().collect();
        let mut new: Vec<CellAddress> = self.cells.clone();
        while !new.is_empty() {
            let mut next = Vec::new();
            for (cell, areas) in &reads {
                let depends = || areas.iter().any(|area| new.iter().any(|new| area.contains(*new)));
                if !known.contains(cell) && depends() {
                    next.push(*cell);
                }
            }
            known.extend(&next);
            new = next;
        }
        self.cells = known.into_iter().collect();
        self.cells.sort_unstable();
    }
}

/// Inputs and outputs by upper-case name.
fn named_cells(workbook: &Workbook, model: &Model) -> FxHashMap<String, CellAddress> {
    let mut names = FxHashMap::default();
    for entry in workbook.formulas() {
        let Some(entered) = workbook.formula_of(entry.cell) else { continue };
        let cell = workbook.cells().address(entry.cell);
        ulam_formula::evaluate::distributions::visit_draws(&entered.formula.root, &mut |call| {
            if let Some(name) = name_property(workbook, cell, call) {
                names.insert(name.to_uppercase(), cell);
            }
        });
    }
    let inputs = model.inputs.iter().map(|input| (&input.name, input.cell));
    let outputs = model.outputs.iter().map(|output| (&output.name, output.cell));
    for (name, cell) in inputs.chain(outputs) {
        if let Some(name) = name {
            names.insert(name.to_uppercase(), cell);
        }
    }
    names
}

impl Simulation {
    /// The cells that take statistics of the samples, and those that depend on them, after a run.
    pub fn statistics_in_cells(&self, samples: &Samples) -> Vec<CellStatistic> {
        if self.statistics.cells.is_empty() {
            return Vec::new();
        }
        let first = self.model.outputs.len() + self.model.conditions.len();
        let columns = samples.columns.iter().skip(first);
        let of_cell: FxHashMap<CellAddress, Arc<Sample>> = self
            .statistics
            .targets
            .iter()
            .copied()
            .zip(columns.map(|column| Arc::new(Sample::new(column.clone()))))
            .collect();
        let after = AfterRun {
            workbook: &self.workbook,
            statistics: &self.statistics,
            cells: self.statistics.cells.iter().copied().collect(),
            samples: of_cell,
            values: RefCell::default(),
            depth: Cell::new(0),
        };
        self.statistics
            .cells
            .iter()
            .map(|cell| CellStatistic {
                cell: *cell,
                formula: Context::formula_text(&self.workbook, *cell).unwrap_or_default(),
                value: first_element(after.cell(*cell)),
            })
            .collect()
    }
}

fn first_element(value: Value) -> Value {
    match value {
        Value::Array(array) => array.get(0, 0).clone(),
        other => other,
    }
}

/// The workbook after a run: its base case, and the cells that the samples decide.
struct AfterRun<'a> {
    workbook: &'a Workbook,
    statistics: &'a StatisticCells,
    cells: FxHashSet<CellAddress>,
    samples: FxHashMap<CellAddress, Arc<Sample>>,
    /// `None` while a cell is being computed.
    values: RefCell<FxHashMap<CellAddress, Option<Value>>>,
    depth: Cell<u32>,
}

impl AfterRun<'_> {
    fn compute(&self, cell: CellAddress) -> Value {
        if let Some(known) = self.values.borrow().get(&cell) {
            // A circle: 0, as Excel shows.
            return known.clone().unwrap_or(Value::Number(0.0));
        }
        let Some(entered) = self.workbook.formula(cell) else {
            return self.workbook.cell(cell);
        };
        if self.depth.get() >= DEPTH_MAX {
            return Value::Number(0.0);
        }
        self.values.borrow_mut().insert(cell, None);
        self.depth.set(self.depth.get() + 1);
        let value = stacker::maybe_grow(256 * 1024, 4 * 1024 * 1024, || {
            evaluate_formula(self, cell, entered.entry, entered.formula)
        });
        self.depth.set(self.depth.get() - 1);
        self.values.borrow_mut().insert(cell, Some(value.clone()));
        value
    }
}

impl Context for AfterRun<'_> {
    fn cell(&self, cell: CellAddress) -> Value {
        if self.cells.contains(&cell) { self.compute(cell) } else { self.workbook.cell(cell) }
    }
    fn visit(&self, area: Area, visit: &mut dyn FnMut(u32, u32, &Value) -> bool) {
        self.workbook.visit(area, &mut |row, column, value| {
            let cell = CellAddress { sheet: area.sheet, row, column };
            if self.cells.contains(&cell) {
                visit(row, column, &first_element(self.compute(cell)))
            } else {
                visit(row, column, value)
            }
        });
    }
    fn used(&self, sheet: SheetId) -> Option<(u32, u32)> {
        self.workbook.used(sheet)
    }
    fn sheet_count(&self) -> usize {
        self.workbook.sheet_count()
    }
    fn sheet_named(&self, name: &str) -> Option<SheetId> {
        Context::sheet_named(self.workbook, name)
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
        self.workbook.spill(anchor)
    }
    fn external(&self, book: u32, sheet: &str) -> Option<&ExternalCells> {
        self.workbook.external(book, sheet)
    }
    fn formula(&self, cell: CellAddress) -> Option<Arc<Formula>> {
        Context::formula(self.workbook, cell)
    }
    fn sample(&self, cell: CellAddress) -> Option<Arc<Sample>> {
        self.samples.get(&cell).cloned()
    }
    fn named_sample(&self, name: &str) -> Option<Arc<Sample>> {
        self.sample(*self.statistics.named.get(&name.to_uppercase())?)
    }
    fn formula_text(&self, cell: CellAddress) -> Option<String> {
        Context::formula_text(self.workbook, cell)
    }
    fn calls_subtotal(&self, cell: CellAddress) -> bool {
        self.workbook.calls_subtotal(cell)
    }
    fn is_row_hidden(&self, sheet: SheetId, row: u32) -> bool {
        Context::is_row_hidden(self.workbook, sheet, row)
    }
    fn is_row_filtered(&self, sheet: SheetId, row: u32) -> bool {
        Context::is_row_filtered(self.workbook, sheet, row)
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
        self.workbook.now()
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
