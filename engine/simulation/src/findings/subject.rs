//! A workbook as the rules look at it.

use std::cell::{Cell, OnceCell};

use rustc_hash::FxHashSet;
use ulam_formula::address::{Area, CellAddress};
use ulam_formula::context::Context;
use ulam_formula::dependencies::Dependencies;
use ulam_formula::evaluate::{Entry, Evaluator, Progress};
use ulam_formula::syntax::{Call, Callee, Expr, Formula};
use ulam_formula::value::Value;
use ulam_probability::distribution::{Family, SharedDistribution};
use ulam_probability::distributions;
use ulam_workbook::{DistinctFormula, Recalculation, Workbook};

use crate::model::{InputCells, Model};
use crate::prepare::visit_calls;
use crate::slice::{Slice, Slicer};

/// A workbook, how its calculation went, and what is to be simulated.
pub struct Subject<'a> {
    pub workbook: &'a Workbook,
    pub recalculation: &'a Recalculation,
    pub model: Option<&'a Model>,
    pub inputs: InputCells,
    /// The cells with formulas that could be parsed.
    pub formulas: Vec<FormulaCell<'a>>,
    /// How many cells have each distinct formula.
    copies: Vec<u32>,
    readers: OnceCell<Vec<u32>>,
    slice: OnceCell<Option<Slice>>,
    on_path: OnceCell<Option<FxHashSet<CellAddress>>>,
    drawn_cells: OnceCell<Vec<(CellAddress, DrawnLaw)>>,
    cells_left: Cell<usize>,
}

/// Most cells of ranges that all rules together look at, so that a workbook with a million ranges
/// over a million cells takes seconds; beyond them ranges are left out.
const RANGE_CELLS_MAX: usize = 50_000_000;

/// A cell with a formula.
#[derive(Clone, Copy)]
pub struct FormulaCell<'a> {
    pub cell: CellAddress,
    pub distinct: u32,
    pub formula: &'a Formula,
}

/// A distribution that a cell draws from.
pub struct DrawnLaw {
    /// The family's name in our library.
    pub family: &'static Family,
    pub law: SharedDistribution,
}

impl<'a> Subject<'a> {
    pub fn new(
        workbook: &'a Workbook,
        recalculation: &'a Recalculation,
        model: Option<&'a Model>,
    ) -> Subject<'a> {
        let mut copies = vec![0; workbook.distinct_formula_count()];
        let mut formulas = Vec::new();
        for (index, entry) in workbook.formulas().iter().enumerate() {
            if workbook.cells().formula(entry.cell) != Some(index) {
                continue;
            }
            let distinct = entry.distinct();
            if let Some(DistinctFormula::Parsed(formula)) = workbook.distinct_formula(distinct) {
                let cell = workbook.cells().address(entry.cell);
                formulas.push(FormulaCell { cell, distinct, formula });
                copies[distinct as usize] += 1;
            }
        }
        Subject {
            workbook,
            recalculation,
            model,
            inputs: InputCells::new(model.map_or(&[][..], |model| &model.inputs)),
            formulas,
            copies,
            readers: OnceCell::new(),
            slice: OnceCell::new(),
            on_path: OnceCell::new(),
            drawn_cells: OnceCell::new(),
            cells_left: Cell::new(RANGE_CELLS_MAX),
        }
    }

    /// How many cells have this distinct formula.
    pub fn copies(&self, distinct: u32) -> u32 {
        self.copies.get(distinct as usize).copied().unwrap_or(0)
    }

    /// The distinct formula of a cell. Cells that were filled from one another have the same.
    pub fn distinct(&self, cell: CellAddress) -> Option<u32> {
        let id = self.workbook.cell_at(cell)?;
        let entry = self.workbook.formulas().get(self.workbook.cells().formula(id)?)?;
        Some(entry.distinct())
    }

    /// The number that a cell holds as a constant.
    pub fn constant(&self, cell: CellAddress) -> Option<f64> {
        let id = self.workbook.cell_at(cell)?;
        let is_computed = self.workbook.cells().formula(id).is_some()
            || self.workbook.array_anchor(cell).is_some();
        match *self.workbook.cells().value(id) {
            Value::Number(number) if !is_computed => Some(number),
            _ => None,
        }
    }

    /// The value of a cell.
    pub fn value(&self, cell: CellAddress) -> Value {
        self.workbook.cell(cell)
    }

    /// How many formulas read a cell.
    pub fn readers(&self, cell: CellAddress) -> u32 {
        let readers = self.readers.get_or_init(|| self.workbook.reader_counts());
        let index = self.workbook.cell_at(cell).map(|id| id.index());
        index.and_then(|index| readers.get(index).copied()).unwrap_or(0)
    }

    /// The cells that the model's outputs depend on.
    fn slice(&self) -> Option<&Slice> {
        let slice = self.slice.get_or_init(|| {
            let model = self.model?;
            let roots = crate::prepare::roots(model);
            if roots.is_empty() {
                return None;
            }
            Some(Slicer::new(self.workbook, &self.inputs).slice(roots))
        });
        slice.as_ref()
    }

    /// Whether a simulated number depends on one of these cells; true where there is no model.
    pub fn is_any_on_path(&self, cells: &[CellAddress]) -> bool {
        let on_path = self.on_path.get_or_init(|| {
            let slice = self.slice()?;
            Some(slice.order.iter().map(|cell| cell.cell).collect())
        });
        match on_path {
            Some(on_path) => cells.is_empty() || cells.iter().any(|cell| on_path.contains(cell)),
            None => true,
        }
    }

    /// Whether the rules may still look at all cells of an area; counts them.
    pub fn may_look_at(&self, area: Area) -> bool {
        let (rows, columns) = self.workbook.used(area.sheet).map_or((0, 0), |(row, column)| {
            let rows = area.rows().min((row as usize + 1).saturating_sub(area.first_row as usize));
            let last = column as usize + 1;
            let columns = area.columns().min(last.saturating_sub(usize::from(area.first_column)));
            (rows, columns)
        });
        let left = self.cells_left.get().checked_sub(rows.saturating_mul(columns));
        self.cells_left.set(left.unwrap_or(0));
        left.is_some()
    }

    /// Whether a model says what is simulated.
    pub fn has_outputs(&self) -> bool {
        self.slice().is_some()
    }

    /// The cells of the slice, where there is a model.
    pub fn sliced(&self) -> Option<&Slice> {
        self.slice()
    }

    /// What people call a cell: its label in lower case, or nothing.
    pub fn label(&self, cell: CellAddress) -> String {
        let named = self.inputs.get(cell).and_then(|input| input.name.as_deref());
        let label = self.workbook.label(cell).unwrap_or_default();
        format!("{} {label}", named.unwrap_or_default()).trim().to_lowercase()
    }

    /// `Sheet!A1`.
    pub fn name(&self, cell: CellAddress) -> String {
        self.workbook.cell_name(cell)
    }

    /// A range of a message: `Sheet!A1:A9`.
    pub fn area_name(&self, area: Area) -> String {
        let first = self.workbook.cell_name(area.first());
        let last = ulam_formula::address::a1(area.last_row, u32::from(area.last_column));
        if area.is_cell() { first } else { format!("{first}:{last}") }
    }

    /// The one area that an expression refers to, if it is a plain reference.
    pub fn area(&self, expr: &Expr, host: CellAddress) -> Option<Area> {
        if !matches!(plain(expr), Expr::Reference(_) | Expr::Table(_) | Expr::Name { .. }) {
            return None;
        }
        let mut areas = Vec::new();
        Dependencies { context: self.workbook, host }.visit(plain(expr), &mut |area| {
            areas.push(area);
        });
        match areas[..] {
            [area] => Some(area),
            _ => None,
        }
    }

    /// The cell that an expression refers to, if it is one.
    pub fn cell(&self, expr: &Expr, host: CellAddress) -> Option<CellAddress> {
        self.area(expr, host).filter(Area::is_cell).map(|area| area.first())
    }

    /// The law that an expression draws from: a distribution call, or a cell that is one.
    pub fn drawn_law(&self, expr: &Expr, host: CellAddress) -> Option<DrawnLaw> {
        match plain(expr) {
            Expr::Call(call) => self.law_of_call(call, host),
            other => self.cell(other, host).and_then(|cell| self.law_of_cell(cell)),
        }
    }

    /// The law of an input, or of a cell whose whole formula is a distribution.
    pub fn law_of_cell(&self, cell: CellAddress) -> Option<DrawnLaw> {
        let root = match self.inputs.get(cell) {
            Some(input) => &input.formula.root,
            None => &self.workbook.formula(cell)?.formula.root,
        };
        match plain(root) {
            Expr::Call(call) => self.law_of_call(call, cell),
            _ => None,
        }
    }

    fn law_of_call(&self, call: &Call, host: CellAddress) -> Option<DrawnLaw> {
        let Callee::Distribution(name) = &call.callee else {
            return None;
        };
        let family = family_named(name)?;
        let progress = Progress::default();
        let evaluator = Evaluator::new(self.workbook, host, Entry::Ordinary, &progress);
        let draw = evaluator.distribution(name, call).ok()?;
        Some(DrawnLaw { family, law: draw.law })
    }

    /// The family of the distribution that an expression draws from, as [`Subject::drawn_law`].
    pub fn drawn_family(&self, expr: &Expr, host: CellAddress) -> Option<&'static str> {
        let own;
        let call = match plain(expr) {
            Expr::Call(call) => call,
            other => {
                let cell = self.cell(other, host)?;
                own = match self.inputs.get(cell) {
                    Some(input) => &input.formula.root,
                    None => &self.workbook.formula(cell)?.formula.root,
                };
                match plain(own) {
                    Expr::Call(call) => call,
                    _ => return None,
                }
            }
        };
        match &call.callee {
            Callee::Distribution(name) => family_named(name).map(|family| family.name),
            _ => None,
        }
    }

    /// The inputs of the model and the cells whose whole formula is a distribution.
    pub fn drawn_cells(&self) -> &[(CellAddress, DrawnLaw)] {
        self.drawn_cells.get_or_init(|| {
            let inputs = self.model.map_or(&[][..], |model| &model.inputs);
            let of_model = inputs.iter().map(|input| input.cell);
            let of_workbook = self
                .formulas
                .iter()
                .filter(|formula| formula.formula.sites > 0)
                .map(|formula| formula.cell)
                .filter(|cell| self.inputs.get(*cell).is_none());
            of_model
                .chain(of_workbook)
                .filter_map(|cell| Some((cell, self.law_of_cell(cell)?)))
                .collect()
        })
    }

    /// One cell of each distinct formula that a rule holds for, and how many share it.
    pub fn first_of_each(
        &self,
        mut holds: impl FnMut(&FormulaCell<'a>) -> Option<String>,
    ) -> Vec<(Vec<CellAddress>, String)> {
        let mut seen: rustc_hash::FxHashMap<u32, Option<usize>> = rustc_hash::FxHashMap::default();
        let mut found: Vec<(Vec<CellAddress>, String)> = Vec::new();
        for formula in &self.formulas {
            match seen.get(&formula.distinct) {
                Some(Some(index)) => found[*index].0.push(formula.cell),
                Some(None) => {}
                None => {
                    let message = holds(formula);
                    seen.insert(formula.distinct, message.is_some().then_some(found.len()));
                    if let Some(message) = message {
                        found.push((vec![formula.cell], message));
                    }
                }
            }
        }
        found
    }
}

/// An expression without the parentheses, plus signs and intersections around it.
pub fn plain(expr: &Expr) -> &Expr {
    let mut inner = expr;
    while let Expr::Parentheses(next)
    | Expr::Intersect(next)
    | Expr::Unary(ulam_formula::syntax::Unary::Plus, next) = inner
    {
        inner = next;
    }
    inner
}

/// The family of this name, ours or another tool's.
fn family_named(name: &str) -> Option<&'static Family> {
    distributions::find(name).map(|found| found.family)
}

/// The calls of a worksheet function.
pub fn calls_of<'e>(root: &'e Expr, names: &[&str]) -> Vec<&'e Call> {
    let mut calls = Vec::new();
    visit_calls(root, &mut |call| {
        if let Callee::Function(function) = &call.callee
            && names.contains(&function.name)
        {
            calls.push(call);
        }
    });
    calls
}

/// Whether an expression has a reference somewhere.
pub fn refers(expr: &Expr) -> bool {
    let mut found = false;
    expr.visit_parts(&mut |part| {
        found |= matches!(part, Expr::Reference(_) | Expr::Table(_) | Expr::Name { .. });
    });
    found
}

/// The function that a call calls.
pub fn function_name(call: &Call) -> &str {
    match &call.callee {
        Callee::Function(function) => function.name,
        _ => "",
    }
}

/// `A1`-style listing of some cells, the first few of many.
pub fn named(subject: &Subject, cells: &[CellAddress]) -> String {
    const NAMED_MAX: usize = 4;
    let names: Vec<String> = cells.iter().take(NAMED_MAX).map(|cell| subject.name(*cell)).collect();
    let mut text = names.join(", ");
    if cells.len() > NAMED_MAX {
        text.push_str(&format!(" and {} more", cells.len() - NAMED_MAX));
    }
    text
}
