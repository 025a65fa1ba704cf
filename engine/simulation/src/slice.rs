//! Which cells lie between the inputs and the outputs, and in what order they are computed.

use rustc_hash::{FxHashMap, FxHashSet};
use ulam_formula::address::{Area, CellAddress};
use ulam_formula::dependencies::{Dependencies, IsDynamic};
use ulam_formula::syntax::Expr;
use ulam_workbook::Workbook;

use crate::model::InputCells;

/// A cell of the slice.
#[derive(Clone, Debug)]
pub struct SliceCell {
    /// Where it is.
    pub cell: CellAddress,
    /// Whether its value differs from trial to trial.
    pub is_random: bool,
    /// Whether it can read cells that its formula doesn't name (OFFSET, INDIRECT).
    pub is_dynamic: bool,
    /// Whether it lies on a cycle of references, be it one of values or not.
    pub is_on_cycle: bool,
}

/// The cells that the roots depend on, each after those that it depends on.
#[derive(Debug, Default)]
pub struct Slice {
    /// The cells in order of computation.
    pub order: Vec<SliceCell>,
    /// Those that are random.
    pub random: FxHashSet<CellAddress>,
    /// Whether each area that a formula refers to has a random cell.
    random_areas: FxHashMap<Area, bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Node {
    Cell(CellAddress),
    /// An area, entered once however many formulas refer to it.
    Area(Area),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Done,
}

struct Visit {
    node: Node,
    precedents: Vec<Node>,
    next: usize,
    is_dynamic: bool,
    is_on_cycle: bool,
}

/// Finds the slice of the roots.
pub struct Slicer<'a> {
    workbook: &'a Workbook,
    inputs: &'a InputCells,
    states: FxHashMap<Node, State>,
    slice: Slice,
}

impl<'a> Slicer<'a> {
    /// A slicer of a workbook with these inputs.
    pub fn new(workbook: &'a Workbook, inputs: &'a InputCells) -> Slicer<'a> {
        Slicer { workbook, inputs, states: FxHashMap::default(), slice: Slice::default() }
    }

    /// The slice of the roots.
    pub fn slice(mut self, roots: impl IntoIterator<Item = CellAddress>) -> Slice {
        for root in roots {
            self.walk(Node::Cell(self.owner(root)));
        }
        self.slice
    }

    /// The cell whose formula computes a cell: the anchor of its array, if it is in one.
    fn owner(&self, cell: CellAddress) -> CellAddress {
        if self.inputs.get(cell).is_some() {
            return cell;
        }
        self.workbook.array_anchor(cell).unwrap_or(cell)
    }

    fn walk(&mut self, root: Node) {
        if self.states.contains_key(&root) {
            return;
        }
        let mut stack = vec![self.open(root)];
        while let Some(visit) = stack.last_mut() {
            let Some(next) = visit.precedents.get(visit.next).copied() else {
                if let Some(done) = stack.pop() {
                    self.close(done);
                }
                continue;
            };
            visit.next += 1;
            match self.states.get(&next) {
                None => {
                    let opened = self.open(next);
                    stack.push(opened);
                }
                Some(State::Open) => mark_cycle(&mut stack, next),
                Some(State::Done) => {}
            }
        }
    }

    fn open(&mut self, node: Node) -> Visit {
        self.states.insert(node, State::Open);
        let mut precedents = Vec::new();
        let mut is_dynamic = false;
        match node {
            Node::Area(area) => {
                self.workbook.visit_computed_cells(area, &mut |cell| {
                    precedents.push(Node::Cell(cell));
                });
                precedents.extend(self.inputs.in_area(area).map(Node::Cell));
                for precedent in &mut precedents {
                    if let Node::Cell(cell) = *precedent {
                        *precedent = Node::Cell(self.owner(cell));
                    }
                }
            }
            Node::Cell(cell) => {
                let dependencies = Dependencies { context: self.workbook, host: cell };
                if let Some(expr) = self.expression(cell) {
                    let found =
                        dependencies.visit(expr, &mut |area| precedents.push(Node::Area(area)));
                    is_dynamic = found == IsDynamic(true);
                }
            }
        }
        Visit { node, precedents, next: 0, is_dynamic, is_on_cycle: false }
    }

    fn expression(&self, cell: CellAddress) -> Option<&'a Expr> {
        match self.inputs.get(cell) {
            Some(input) => Some(&input.formula.root),
            None => self.workbook.formula(cell).map(|entered| &entered.formula.root),
        }
    }

    fn close(&mut self, visit: Visit) {
        self.states.insert(visit.node, State::Done);
        let has_random_precedent = visit.precedents.iter().any(|precedent| match precedent {
            Node::Cell(cell) => self.slice.random.contains(cell),
            Node::Area(area) => self.slice.random_areas.get(area).copied().unwrap_or(false),
        });
        match visit.node {
            Node::Area(area) => {
                self.slice.random_areas.insert(area, has_random_precedent);
            }
            Node::Cell(cell) => {
                let draws = match self.inputs.get(cell) {
                    Some(_) => true,
                    None => {
                        self.workbook.formula(cell).is_some_and(|entered| entered.formula.sites > 0)
                    }
                };
                // A dynamic reference whose arguments aren't random is the same in every trial, so its
                // present area stands among the precedents. A cell on a cycle may have been judged
                // before its precedents: it counts as random.
                let is_random = draws || has_random_precedent || visit.is_on_cycle;
                if is_random {
                    self.slice.random.insert(cell);
                }
                let is_dynamic = visit.is_dynamic;
                self.slice.order.push(SliceCell {
                    cell,
                    is_random,
                    is_dynamic,
                    is_on_cycle: visit.is_on_cycle,
                });
            }
        }
    }
}

fn mark_cycle(stack: &mut [Visit], from: Node) {
    let start = stack.iter().position(|visit| visit.node == from).unwrap_or(0);
    for visit in &mut stack[start..] {
        visit.is_on_cycle = true;
    }
}

impl Slice {
    /// Whether a cell of this area (one that some formula of the slice refers to, or a single cell)
    /// is random.
    pub fn is_area_random(&self, area: Area, workbook: &Workbook) -> bool {
        if let Some(known) = self.random_areas.get(&area) {
            return *known;
        }
        let is_random = |cell: CellAddress| {
            let owner = workbook.array_anchor(cell).unwrap_or(cell);
            self.random.contains(&cell) || self.random.contains(&owner)
        };
        if area.rows() * area.columns() <= 64 {
            let mut any = false;
            for row in area.first_row..=area.last_row {
                for column in area.first_column..=area.last_column {
                    any |= is_random(CellAddress { sheet: area.sheet, row, column: column as u32 });
                }
            }
            return any;
        }
        let mut any = self.random.iter().any(|cell| area.contains(*cell));
        workbook.visit_computed_cells(area, &mut |cell| any |= is_random(cell));
        any
    }
}
