//! The world that an interpreted expression sees in one trial.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use ulam_formula::address::{Area, CellAddress, SheetId};
use ulam_formula::context::{Context, DateSystem, Draw, DrawSite, ExternalCells, Table};
use ulam_formula::evaluate::{Entry, evaluate_formula};
use ulam_formula::syntax::{Expr, Formula};
use ulam_formula::value::Value;
use ulam_probability::random::Stream;
use ulam_probability::sampling::Sampler;
use ulam_workbook::Workbook;

use crate::compile::Streams;
use crate::model::InputCells;
use crate::program::Source;

/// What all trials share.
pub struct World<'a> {
    /// The workbook with its base case.
    pub workbook: &'a Workbook,
    /// The inputs.
    pub inputs: &'a InputCells,
    /// The draws.
    pub streams: &'a Streams,
    /// Cells that can differ from trial to trial, for references that are known only in a trial.
    pub random: &'a FxHashSet<CellAddress>,
    /// Seed of these trials.
    pub seed: u64,
    /// A draw that has another seed, for variance-based indices.
    pub replaced: Option<(usize, u64)>,
}

/// Deepest chain of cells that are evaluated on demand inside one another.
const DEMAND_DEPTH_MAX: u32 = 10_000;

/// The world of one trial.
pub struct TrialContext<'a> {
    world: &'a World<'a>,
    samplers: &'a [Sampler],
    reads: &'a FxHashMap<CellAddress, Source>,
    is_dynamic: bool,
    read: &'a dyn Fn(&Source, usize) -> Value,
    first_trial: Cell<u64>,
    trial: Cell<usize>,
    demanded: RefCell<FxHashMap<CellAddress, Value>>,
    in_progress: RefCell<FxHashSet<CellAddress>>,
    depth: Cell<u32>,
}

impl<'a> TrialContext<'a> {
    /// A context in which `reads` are looked up by `read(source, trial of the block)`.
    pub fn new(
        world: &'a World<'a>,
        samplers: &'a [Sampler],
        reads: &'a FxHashMap<CellAddress, Source>,
        is_dynamic: bool,
        read: &'a dyn Fn(&Source, usize) -> Value,
    ) -> TrialContext<'a> {
        TrialContext {
            world,
            samplers,
            reads,
            is_dynamic,
            read,
            first_trial: Cell::new(0),
            trial: Cell::new(0),
            demanded: RefCell::default(),
            in_progress: RefCell::default(),
            depth: Cell::new(0),
        }
    }

    /// Moves to a trial of the block that starts at `first_trial`.
    pub fn start(&self, first_trial: u64, trial: usize) {
        self.first_trial.set(first_trial);
        self.trial.set(trial);
        if self.is_dynamic {
            self.demanded.borrow_mut().clear();
            self.in_progress.borrow_mut().clear();
        }
    }

    fn trial_number(&self) -> u64 {
        self.first_trial.get() + self.trial.get() as u64
    }

    /// The value of a cell that is random but not among the reads: evaluated now.
    fn demand(&self, cell: CellAddress) -> Value {
        let anchor = match self.world.inputs.get(cell) {
            Some(_) => cell,
            None => self.world.workbook.array_anchor(cell).unwrap_or(cell),
        };
        let known = self.demanded.borrow().get(&anchor).cloned();
        let value = known.unwrap_or_else(|| self.evaluate(anchor));
        crate::execute::element(&value, cell.row - anchor.row, cell.column - anchor.column)
    }

    fn evaluate(&self, cell: CellAddress) -> Value {
        // A cycle of values: Excel shows 0 for the cell that closes it.
        if self.depth.get() >= DEMAND_DEPTH_MAX || !self.in_progress.borrow_mut().insert(cell) {
            return Value::Number(0.0);
        }
        self.depth.set(self.depth.get() + 1);
        let workbook = self.world.workbook;
        let value = stacker::maybe_grow(256 * 1024, 4 * 1024 * 1024, || {
            match (self.world.inputs.get(cell), workbook.formula(cell)) {
                (Some(input), _) => evaluate_formula(self, cell, Entry::Ordinary, &input.formula),
                (None, Some(entered)) => {
                    evaluate_formula(self, cell, entered.entry, entered.formula)
                }
                (None, None) => workbook.cell(cell),
            }
        });
        self.depth.set(self.depth.get() - 1);
        self.in_progress.borrow_mut().remove(&cell);
        self.demanded.borrow_mut().insert(cell, value.clone());
        value
    }

    fn is_random(&self, cell: CellAddress) -> bool {
        let anchor = || self.world.workbook.array_anchor(cell);
        self.world.random.contains(&cell)
            || anchor().is_some_and(|anchor| self.world.random.contains(&anchor))
    }

    /// The value of a cell that differs between trials.
    fn varying(&self, cell: CellAddress) -> Option<Value> {
        if let Some(source) = self.reads.get(&cell) {
            return Some((self.read)(source, self.trial.get()));
        }
        (self.is_dynamic && self.is_random(cell)).then(|| self.demand(cell))
    }

    /// The probability that a draw inverts in this trial.
    fn probability(&self, site: DrawSite) -> f64 {
        let trial = self.trial_number();
        match self.world.streams.find(site.cell, site.site) {
            Some(draw) if site.element == 0 => self.samplers[draw].uniform(trial),
            Some(draw) => {
                let identity = &self.world.streams.draws()[draw].identity;
                let seed = match self.world.replaced {
                    Some((replaced, seed)) if replaced == draw => seed,
                    _ => self.world.seed,
                };
                element_stream(seed, identity, site.element).uniform(trial, 0)
            }
            None => {
                let sheet = self.sheet_name(site.cell.sheet).unwrap_or("");
                let identity =
                    format!("{sheet}!{}:{}:{}", site.cell.row, site.cell.column, site.site);
                element_stream(self.world.seed, &identity, site.element).uniform(trial, 0)
            }
        }
    }
}

/// The stream of one element of an array of draws. Elements after the first are drawn at random
/// under every sampling plan, since their number is known only in the trial.
fn element_stream(seed: u64, identity: &str, element: u32) -> Stream {
    Stream::new(seed, &element_identity(identity, element))
}

/// What keys the stream of an element of an array of draws.
pub(crate) fn element_identity(identity: &str, element: u32) -> String {
    format!("{identity}[{element}]")
}

impl Context for TrialContext<'_> {
    fn cell(&self, cell: CellAddress) -> Value {
        self.varying(cell).unwrap_or_else(|| self.world.workbook.cell(cell))
    }
    fn visit(&self, area: Area, visit: &mut dyn FnMut(u32, u32, &Value) -> bool) {
        self.world.workbook.visit(area, &mut |row, column, value| {
            let cell = CellAddress { sheet: area.sheet, row, column };
            match self.varying(cell) {
                Some(Value::Blank) => true,
                Some(value) => visit(row, column, &value),
                None => visit(row, column, value),
            }
        });
    }
    fn used(&self, sheet: SheetId) -> Option<(u32, u32)> {
        self.world.workbook.used(sheet)
    }
    fn sheet_count(&self) -> usize {
        self.world.workbook.sheet_count()
    }
    fn sheet_named(&self, name: &str) -> Option<SheetId> {
        Context::sheet_named(self.world.workbook, name)
    }
    fn sheet_name(&self, sheet: SheetId) -> Option<&str> {
        self.world.workbook.sheet_name(sheet)
    }
    fn name(&self, sheet: SheetId, name: &str) -> Option<Arc<Expr>> {
        self.world.workbook.name(sheet, name)
    }
    fn table(&self, name: &str) -> Option<&Table> {
        self.world.workbook.table(name)
    }
    fn table_at(&self, cell: CellAddress) -> Option<&Table> {
        self.world.workbook.table_at(cell)
    }
    fn spill(&self, anchor: CellAddress) -> Option<Area> {
        self.world.workbook.spill(anchor)
    }
    fn external(&self, book: u32, sheet: &str) -> Option<&ExternalCells> {
        self.world.workbook.external(book, sheet)
    }
    fn formula(&self, cell: CellAddress) -> Option<Arc<Formula>> {
        match self.world.inputs.get(cell) {
            Some(input) => Some(input.formula.clone()),
            None => Context::formula(self.world.workbook, cell),
        }
    }
    fn formula_text(&self, cell: CellAddress) -> Option<String> {
        Context::formula_text(self.world.workbook, cell)
    }
    fn calls_subtotal(&self, cell: CellAddress) -> bool {
        self.world.workbook.calls_subtotal(cell)
    }
    fn is_row_hidden(&self, sheet: SheetId, row: u32) -> bool {
        Context::is_row_hidden(self.world.workbook, sheet, row)
    }
    fn is_row_filtered(&self, sheet: SheetId, row: u32) -> bool {
        Context::is_row_filtered(self.world.workbook, sheet, row)
    }
    fn number_format(&self, cell: CellAddress) -> Option<&str> {
        Context::number_format(self.world.workbook, cell)
    }
    fn date_system(&self) -> DateSystem {
        Context::date_system(self.world.workbook)
    }
    fn comparisons_are_numbers(&self) -> bool {
        self.world.workbook.comparisons_are_numbers()
    }
    fn now(&self) -> f64 {
        self.world.workbook.now()
    }
    fn simulation(&self) -> usize {
        Context::simulation(self.world.workbook)
    }
    fn uniform(&self, site: DrawSite) -> f64 {
        self.probability(site)
    }
    fn draw(&self, site: DrawSite, draw: &Draw) -> f64 {
        draw.law.quantile(self.probability(site))
    }
}
