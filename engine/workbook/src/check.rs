//! The base-case check: what Ulam computes against the values that Excel saved in the file.

use rustc_hash::FxHashMap;
use ulam_formula::address::{Area, CellAddress, SheetId};
use ulam_formula::context::Context;
use ulam_formula::dependencies::{Dependencies, is_dynamic_function};
use ulam_formula::evaluate::add_ins::{AddIn, add_in};
use ulam_formula::syntax::{Callee, Expr};
use ulam_formula::value::Value;

use crate::grid::CellId;
use crate::workbook::{SavingProgram, Workbook};

/// Numbers agree when they differ by no more than this share of the larger one, ...
const RELATIVE_DIFFERENCE_MAX: f64 = 1e-9;
/// ... or by no more than this.
const ABSOLUTE_DIFFERENCE_MAX: f64 = 1e-12;
/// Defined names inside one another that are followed.
const NAME_DEPTH_MAX: u32 = 16;

/// How the computed values of a workbook compare with those saved in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BaseCaseCheck {
    /// Cells with a formula.
    pub formula_cells: usize,
    /// Those whose value equals the saved one.
    pub equal: usize,
    /// Those whose value differs, in the order of the cells.
    pub differing: Vec<Difference>,
    /// Those that differ as they may: they call, or depend on, a function whose value changes with
    /// time or chance (NOW, RAND, a distribution).
    pub volatile: usize,
    /// Those for which the file saves no value.
    pub not_saved: usize,
}

/// A cell whose computed value differs from the saved one.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The cell.
    pub cell: CellAddress,
    /// The value saved in the file.
    pub saved: Value,
    /// The value computed.
    pub computed: Value,
    /// Whether a cell that its formula reads differs too, so that this one merely follows.
    pub follows: bool,
}

impl Workbook {
    /// Compares every formula cell of a recalculated workbook with the value saved in the file:
    /// numbers agree to 1e-9 relative or 1e-12 absolute; texts, booleans and errors exactly.
    pub fn base_case_check(&self) -> BaseCaseCheck {
        let mut check = BaseCaseCheck::default();
        let has_booleans = self.saved_by != SavingProgram::LibreOffice;
        let mut candidates: Vec<(CellId, Value)> = Vec::new();
        for (index, entry) in self.formulas.iter().enumerate() {
            if self.cells.formula(entry.cell) != Some(index) {
                continue;
            }
            check.formula_cells += 1;
            let computed = self.cells.value(entry.cell);
            match self.cached(entry) {
                None => check.not_saved += 1,
                // The file can't hold what Excel showed: only that it was no plain value is known.
                Some(_) if entry.is_rich() && computed.is_error() => check.equal += 1,
                Some(_) if entry.is_rich() => check.not_saved += 1,
                Some(saved) if agree(&saved, &computed, has_booleans) => check.equal += 1,
                Some(saved) => candidates.push((entry.cell, saved)),
            }
        }
        if candidates.is_empty() {
            return check;
        }
        let differing = candidates.iter().map(|(cell, _)| *cell).collect();
        let mut tracer = Tracer { workbook: self, differing, traces: FxHashMap::default() };
        tracer.differing.sort_unstable();
        for (cell, saved) in candidates {
            let address = self.cells.address(cell);
            let trace = tracer.trace(address);
            if trace.is_volatile {
                check.volatile += 1;
                continue;
            }
            check.differing.push(Difference {
                cell: address,
                saved,
                computed: scalar(&self.cells.value(cell)).clone(),
                follows: trace.reads_difference,
            });
        }
        check
    }

    /// Whether an expression calls a function whose value changes with time or chance, itself or
    /// through a defined name.
    fn calls_volatile(&self, sheet: SheetId, expr: &Expr, depth: u32) -> bool {
        let mut is_volatile = false;
        let mut names = Vec::new();
        expr.visit_parts(&mut |part| match part {
            Expr::Call(call) => match &call.callee {
                // OFFSET and INDIRECT are recomputed often, but nothing moves their values.
                Callee::Function(function) => {
                    is_volatile |= function.volatile && !is_dynamic_function(function.name);
                }
                Callee::Distribution(_) => is_volatile = true,
                // Samples, whose statistics the file saved, are another run's.
                Callee::Named(name) if matches!(add_in(name), Some(AddIn::OfSamples(_))) => {
                    is_volatile = true;
                }
                Callee::Named(name) => names.push((None, name)),
            },
            Expr::Name { sheet, name } => names.push((*sheet, name)),
            _ => {}
        });
        is_volatile
            || depth < NAME_DEPTH_MAX
                && names.iter().any(|(scope, name)| {
                    let sheet = scope.unwrap_or(sheet);
                    let named = self.name(sheet, name);
                    named.is_some_and(|named| self.calls_volatile(sheet, &named, depth + 1))
                })
    }
}

/// The value that a cell shows.
fn scalar(value: &Value) -> &Value {
    match value {
        Value::Array(array) => array.get(0, 0),
        other => other,
    }
}

fn agree(saved: &Value, computed: &Value, has_booleans: bool) -> bool {
    match (saved, scalar(computed)) {
        (Value::Boolean(boolean), Value::Number(number))
        | (Value::Number(number), Value::Boolean(boolean))
            if !has_booleans =>
        {
            *number == f64::from(*boolean)
        }
        (Value::Number(saved), Value::Number(computed)) => {
            let larger = saved.abs().max(computed.abs());
            let allowed = (RELATIVE_DIFFERENCE_MAX * larger).max(ABSOLUTE_DIFFERENCE_MAX);
            (saved - computed).abs() <= allowed
        }
        (Value::Text(text), Value::Blank) | (Value::Blank, Value::Text(text)) => text.is_empty(),
        (saved, computed) => saved == computed,
    }
}

/// What lies upstream of a cell.
#[derive(Clone, Copy, Debug, Default)]
struct Trace {
    /// It, or something that it depends on, changes with time or chance.
    is_volatile: bool,
    /// A cell that it reads directly differs.
    reads_difference: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Node {
    Cell(CellAddress),
    /// An area, followed once however many formulas read it.
    Area(Area),
}

/// Follows what cells depend on.
struct Tracer<'a> {
    workbook: &'a Workbook,
    /// Cells that differ, sorted.
    differing: Vec<CellId>,
    traces: FxHashMap<Node, Trace>,
}

struct Visit {
    node: Node,
    precedents: Vec<Node>,
    next: usize,
}

impl Tracer<'_> {
    fn trace(&mut self, cell: CellAddress) -> Trace {
        let root = Node::Cell(cell);
        if let Some(known) = self.traces.get(&root) {
            return *known;
        }
        let mut stack = vec![self.open(root)];
        while let Some(visit) = stack.last_mut() {
            match visit.precedents.get(visit.next).copied() {
                Some(next) => {
                    visit.next += 1;
                    if !self.traces.contains_key(&next) {
                        let opened = self.open(next);
                        stack.push(opened);
                    }
                }
                None => {
                    let trace = self.close(visit);
                    self.traces.insert(visit.node, trace);
                    stack.pop();
                }
            }
        }
        self.traces.get(&root).copied().unwrap_or_default()
    }

    /// Starts on a node; until it is closed, cells on a cycle with it see nothing in it.
    fn open(&mut self, node: Node) -> Visit {
        self.traces.insert(node, Trace::default());
        let mut precedents = Vec::new();
        match node {
            Node::Area(area) => {
                self.workbook.visit_computed_cells(area, &mut |cell| {
                    let owner = self.workbook.array_anchor(cell).unwrap_or(cell);
                    if precedents.last() != Some(&Node::Cell(owner)) {
                        precedents.push(Node::Cell(owner));
                    }
                });
            }
            Node::Cell(cell) => {
                if let Some(entered) = self.workbook.formula(cell) {
                    let dependencies = Dependencies { context: self.workbook, host: cell };
                    dependencies.visit(&entered.formula.root, &mut |area| {
                        precedents.push(Node::Area(area));
                    });
                }
            }
        }
        Visit { node, precedents, next: 0 }
    }

    fn close(&self, visit: &Visit) -> Trace {
        let found = |node: &Node| self.traces.get(node).copied().unwrap_or_default();
        let upstream = || visit.precedents.iter().map(found);
        match visit.node {
            Node::Area(_) => Trace {
                is_volatile: upstream().any(|trace| trace.is_volatile),
                reads_difference: visit.precedents.iter().any(|cell| self.differs(*cell)),
            },
            Node::Cell(cell) => Trace {
                is_volatile: upstream().any(|trace| trace.is_volatile) || self.is_volatile(cell),
                reads_difference: upstream().any(|trace| trace.reads_difference),
            },
        }
    }

    fn differs(&self, node: Node) -> bool {
        let Node::Cell(cell) = node else {
            return false;
        };
        let id = self.workbook.cell_at(cell);
        id.is_some_and(|id| self.differing.binary_search(&id).is_ok())
    }

    fn is_volatile(&self, cell: CellAddress) -> bool {
        let entered = self.workbook.formula(cell);
        entered.is_some_and(|entered| {
            self.workbook.calls_volatile(cell.sheet, &entered.formula.root, 0)
        })
    }
}
