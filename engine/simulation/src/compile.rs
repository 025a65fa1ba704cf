//! From a slice of a workbook to a block program.
//!
//! Cells are compiled in order of computation. What doesn't depend on a random cell is evaluated once
//! and becomes a constant; numeric expressions become instructions on number columns; an expression
//! that can't be one (text, dynamic references, array functions) is interpreted, one trial at a time,
//! by the same evaluator that recalculates the workbook. The choice is made for each expression, so
//! a formula with one unusual call pays for that call only.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use ulam_formula::address::{Area, CellAddress};
use ulam_formula::coerce;
use ulam_formula::context::Context;
use ulam_formula::dependencies::{Dependencies, IsDynamic};
use ulam_formula::evaluate::{Entry, Evaluator, Progress, gives_boolean};
use ulam_formula::syntax::{Binary, Expr};
use ulam_formula::value::{Array, CellError, Value};
use ulam_workbook::Workbook;

use crate::lookup::LookupTable;
use crate::model::InputCells;
use crate::program::{
    BinaryOperation, Column, Instruction, Interpreted, Operand, Operation, Program, Source,
    ValueColumn,
};
use crate::slice::{Slice, SliceCell};

use emit::SharedKey;

mod arrays;
mod calls;
mod conditional;
mod constants;
mod draws;
mod emit;
mod expressions;
mod functions;
mod lookups;
mod multiples;
pub mod order;
pub(crate) mod ranges;
mod statistics;

pub use draws::{DrawIdentity, Streams};

/// Most cells of a range that become operands of one instruction; larger ones are interpreted.
const OPERANDS_MAX: usize = 65_536;

/// An expression, compiled.
#[derive(Clone, Debug)]
pub(crate) enum Computed {
    /// The same scalar in every trial.
    Constant(Value),
    /// A column of numbers or errors.
    Number(Operand),
    /// A column of booleans or errors.
    Boolean(Operand),
    /// A column of values of any type, maybe arrays.
    Value(ValueColumn),
    /// An element of the arrays of a value column.
    Element(ValueColumn, u32, u32),
    /// An array of a size known now, row by row; its elements are scalars.
    Array { rows: usize, columns: usize, elements: Vec<Computed> },
    /// A reference to cells.
    Area(Area),
}

/// The expression must be interpreted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MustInterpret;

pub(crate) type Compiling<T> = Result<T, MustInterpret>;

/// Where an expression stands.
#[derive(Clone)]
pub(crate) struct Place {
    host: CellAddress,
    entry: Entry,
    /// Names bound by LET.
    scope: Vec<(Arc<str>, Computed)>,
}

/// Compiles a slice.
pub struct Compiler<'a> {
    workbook: &'a Workbook,
    inputs: &'a InputCells,
    slice: &'a Slice,
    streams: Streams,
    program: Program,
    shared: FxHashMap<SharedKey, Column>,
    /// The instruction that computes each number column.
    definitions: Vec<usize>,
    /// What each number column is a multiple of.
    multiples: Vec<Vec<multiples::Multiple>>,
    /// The tables that are looked up in, by where they come from.
    tables: FxHashMap<lookups::TableSource, Arc<LookupTable>>,
    cells: FxHashMap<CellAddress, Computed>,
    /// Cells (or parts of them) that are interpreted.
    interpreted: Vec<CellAddress>,
    needs_all_cells: bool,
    problems: Vec<Problem>,
}

/// A distribution that can't be drawn from.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The cell that holds it.
    pub cell: CellAddress,
    /// What is wrong with it.
    pub message: String,
}

/// A compiled slice.
pub struct CompiledSlice {
    /// The program, without results yet.
    pub program: Program,
    /// The streams it draws from, and the cells they belong to.
    pub streams: Streams,
    /// Cells with a part that is interpreted one trial at a time.
    pub interpreted: Vec<CellAddress>,
    /// Whether an interpreted part can read cells that it doesn't name, so that the slice must hold
    /// all cells of the workbook.
    pub needs_all_cells: bool,
    /// Distributions that can't be drawn from.
    pub problems: Vec<Problem>,
    cells: FxHashMap<CellAddress, Computed>,
}

impl<'a> Compiler<'a> {
    /// A compiler of a slice; `streams` numbers the draws.
    pub fn new(
        workbook: &'a Workbook,
        inputs: &'a InputCells,
        slice: &'a Slice,
        streams: Streams,
    ) -> Compiler<'a> {
        Compiler {
            workbook,
            inputs,
            slice,
            streams,
            program: Program::default(),
            shared: FxHashMap::default(),
            definitions: Vec::new(),
            multiples: Vec::new(),
            tables: FxHashMap::default(),
            cells: FxHashMap::default(),
            interpreted: Vec::new(),
            needs_all_cells: false,
            problems: Vec::new(),
        }
    }

    /// Compiles every random cell of the slice.
    pub fn compile(mut self) -> CompiledSlice {
        for cell in &self.slice.order {
            if cell.is_random {
                let computed = self.cell(cell);
                self.label(cell.cell, &computed);
                self.cells.insert(cell.cell, computed);
            }
        }
        self.program.draws = self.streams.draw_streams();
        CompiledSlice {
            program: self.program,
            streams: self.streams,
            interpreted: self.interpreted,
            needs_all_cells: self.needs_all_cells,
            problems: self.problems,
            cells: self.cells,
        }
    }

    fn cell(&mut self, cell: &SliceCell) -> Computed {
        let host = cell.cell;
        let (formula, entry, is_input) = match (self.inputs.get(host), self.workbook.formula(host))
        {
            (Some(input), _) => (input.formula.clone(), Entry::Ordinary, true),
            (None, Some(entered)) => (entered.formula.clone(), entered.entry, false),
            (None, None) => return Computed::Constant(self.workbook.cell(host)),
        };
        let place = Place { host, entry, scope: Vec::new() };
        if cell.is_on_cycle {
            self.needs_all_cells = true;
            return Computed::Value(self.interpret_value(&formula.root, &place, true, true));
        }
        let compiled = if is_input {
            self.expression(&formula.root, &place)
        } else {
            self.whole_formula(&formula.root, &place)
        };
        match compiled {
            Ok(computed) => computed,
            Err(MustInterpret) => self.interpret_formula(&formula.root, &place),
        }
    }

    /// A formula as its cell shows it.
    fn whole_formula(&mut self, root: &Expr, place: &Place) -> Compiling<Computed> {
        let computed = match root {
            Expr::Binary(operator @ (Binary::Add | Binary::Subtract), left, right) => {
                let (left, right) = (self.operand(left, place)?, self.operand(right, place)?);
                if is_array(&left) || is_array(&right) {
                    self.binary(*operator, &left, &right)?
                } else {
                    let snapped = match operator {
                        Binary::Add => BinaryOperation::AddSnapped,
                        _ => BinaryOperation::SubtractSnapped,
                    };
                    let (left, right) = (self.number(&left)?, self.number(&right)?);
                    Computed::Number(self.emit_binary(snapped, left, right))
                }
            }
            _ => self.operand(root, place)?,
        };
        let as_number = self.workbook.comparisons_are_numbers() && !gives_boolean(root);
        match (computed, place.entry) {
            (Computed::Boolean(operand), _) if as_number => Ok(Computed::Number(operand)),
            (Computed::Constant(Value::Blank | Value::Omitted), _) => {
                Ok(Computed::Constant(Value::Number(0.0)))
            }
            (Computed::Array { mut elements, .. }, Entry::Ordinary) if !elements.is_empty() => {
                Ok(elements.swap_remove(0))
            }
            (Computed::Area(_), _) => Err(MustInterpret),
            (computed, _) => Ok(computed),
        }
    }

    fn interpret_formula(&mut self, root: &Expr, place: &Place) -> Computed {
        // A whole formula that is one call of a numeric function stays in a number column.
        if place.entry == Entry::Ordinary
            && let Some(computed) = self.interpret_scalar(root, place)
        {
            return computed;
        }
        Computed::Value(self.interpret_value(root, place, true, false))
    }

    /// The compiled value of one cell as it is read: a constant if it isn't random.
    fn cell_value(&self, cell: CellAddress) -> Compiling<Computed> {
        if let Some(computed) = self.cells.get(&cell) {
            return match computed {
                Computed::Array { elements, .. } => elements.first().cloned().ok_or(MustInterpret),
                Computed::Value(column) if self.workbook.spill_area(cell).is_some() => {
                    Ok(Computed::Element(*column, 0, 0))
                }
                other => Ok(other.clone()),
            };
        }
        let Some(anchor) = self.workbook.array_anchor(cell).filter(|anchor| *anchor != cell) else {
            return if self.slice.random.contains(&cell) {
                // Random, but not computed before: on a cycle of references.
                Err(MustInterpret)
            } else {
                Ok(Computed::Constant(first_element(self.workbook.cell(cell))))
            };
        };
        let (row, column) = (cell.row - anchor.row, cell.column - anchor.column);
        match self.cells.get(&anchor) {
            Some(Computed::Array { rows, columns, elements }) => {
                let row = if *rows == 1 { 0 } else { row as usize };
                let column = if *columns == 1 { 0 } else { column as usize };
                if row >= *rows || column >= *columns {
                    return Ok(Computed::Constant(Value::Error(CellError::NotAvailable)));
                }
                elements.get(row * columns + column).cloned().ok_or(MustInterpret)
            }
            Some(Computed::Value(values)) => Ok(Computed::Element(*values, row, column)),
            Some(scalar) => Ok(scalar.clone()),
            None if self.slice.random.contains(&anchor) => Err(MustInterpret),
            None => Ok(Computed::Constant(first_element(self.workbook.cell(cell)))),
        }
    }

    /// An operand for arithmetic: text and values are coerced as Excel does.
    pub(crate) fn number(&mut self, computed: &Computed) -> Compiling<Operand> {
        match computed {
            Computed::Number(operand) | Computed::Boolean(operand) => Ok(*operand),
            Computed::Constant(value) => {
                Ok(Operand::Constant(match coerce::to_number(value, self.workbook.date_system()) {
                    Ok(number) => number,
                    Err(error) => error.to_nan(),
                }))
            }
            Computed::Value(values) => Ok(self.emit_to_number(*values)),
            Computed::Element(values, row, column) => {
                Ok(self.emit_element_to_number(*values, *row, *column))
            }
            Computed::Array { .. } | Computed::Area(_) => Err(MustInterpret),
        }
    }

    // --- interpretation -------------------------------------------------------------------------

    /// Interprets an expression that gives one number or boolean in every trial, if this is certain.
    fn interpret_scalar(&mut self, expr: &Expr, place: &Place) -> Option<Computed> {
        if !self.is_scalar(expr, place) || self.mentions_scope(expr, place) {
            return None;
        }
        let returns = expressions::returns(expr)?;
        let interpreted = self.interpreted(expr, place, false, false);
        let column = self.emit(Operation::Interpret(Box::new(interpreted)));
        Some(match returns {
            ulam_formula::function::Returns::Boolean => Computed::Boolean(Operand::Column(column)),
            _ => Computed::Number(Operand::Column(column)),
        })
    }

    fn interpret_value(
        &mut self,
        expr: &Expr,
        place: &Place,
        is_whole: bool,
        on_demand: bool,
    ) -> ValueColumn {
        let interpreted = self.interpreted(expr, place, is_whole, on_demand);
        let column = ValueColumn(self.program.value_columns);
        self.program.value_columns += 1;
        self.program.instructions.push(Instruction::Value(column, Box::new(interpreted)));
        column
    }

    fn interpreted(
        &mut self,
        expr: &Expr,
        place: &Place,
        is_whole: bool,
        on_demand: bool,
    ) -> Interpreted {
        let mut reads = FxHashMap::default();
        let mut areas = Vec::new();
        let workbook = self.workbook;
        let dependencies = Dependencies { context: workbook, host: place.host };
        let IsDynamic(is_dynamic) = dependencies.visit(expr, &mut |area| areas.push(area));
        let is_dynamic = on_demand || (is_dynamic && !self.dynamic_parts_are_constant(expr, place));
        self.needs_all_cells |= is_dynamic;
        for area in areas {
            if !self.slice.is_area_random(area, workbook) {
                continue;
            }
            let mut cells = Vec::new();
            workbook.visit(area, &mut |row, column, _| {
                cells.push(CellAddress { sheet: area.sheet, row, column });
                true
            });
            for cell in cells {
                if let Ok(computed) = self.cell_value(cell)
                    && let Some(source) = source(computed)
                    && !matches!(source, Source::Constant(_))
                {
                    reads.insert(cell, source);
                }
            }
        }
        if self.interpreted.last() != Some(&place.host) {
            self.interpreted.push(place.host);
        }
        Interpreted {
            host: place.host,
            entry: place.entry,
            expr: Arc::new(expr.clone()),
            is_whole_formula: is_whole,
            reads,
            is_dynamic,
        }
    }

    /// An evaluator of the base case at a place, for constants.
    fn with_evaluator<T>(&self, place: &Place, use_it: impl FnOnce(&Evaluator) -> T) -> T {
        let progress = Progress::default();
        let mut evaluator = Evaluator::new(self.workbook, place.host, place.entry, &progress);
        for (name, computed) in &place.scope {
            if let Computed::Constant(value) = computed {
                evaluator = evaluator.with_name(name.clone(), value.clone());
            }
        }
        use_it(&evaluator)
    }

    fn label(&mut self, cell: CellAddress, computed: &Computed) {
        if let Computed::Number(Operand::Column(column))
        | Computed::Boolean(Operand::Column(column)) = computed
        {
            self.program.labels.push((*column, cell));
        }
    }
}

impl CompiledSlice {
    /// Where a cell's value is in each trial; a constant if the cell isn't random.
    pub fn source(&self, cell: CellAddress, workbook: &Workbook) -> Source {
        let whole = |computed: &Computed| source(computed.clone());
        if let Some(found) = self.cells.get(&cell).and_then(whole) {
            return match found {
                Source::Value(column) if workbook.spill_area(cell).is_some() => {
                    Source::Element(column, 0, 0)
                }
                other => other,
            };
        }
        if let Some(anchor) = workbook.array_anchor(cell) {
            let (row, column) = (cell.row - anchor.row, cell.column - anchor.column);
            match self.cells.get(&anchor) {
                Some(Computed::Array { columns, elements, .. }) => {
                    let at = row as usize * columns + column as usize;
                    if let Some(found) = elements.get(at).and_then(whole) {
                        return found;
                    }
                }
                Some(Computed::Value(values)) => return Source::Element(*values, row, column),
                Some(scalar) => {
                    if let Some(found) = whole(scalar) {
                        return found;
                    }
                }
                None => {}
            }
        }
        Source::Constant(first_element(workbook.cell(cell)))
    }
}

/// Where a compiled scalar is found.
fn source(computed: Computed) -> Option<Source> {
    Some(match computed {
        Computed::Constant(value) => Source::Constant(value),
        Computed::Number(operand) => Source::Number(operand),
        Computed::Boolean(operand) => Source::Boolean(operand),
        Computed::Value(column) => Source::Value(column),
        Computed::Element(values, row, column) => Source::Element(values, row, column),
        Computed::Array { mut elements, .. } if !elements.is_empty() => {
            source(elements.swap_remove(0))?
        }
        Computed::Array { .. } | Computed::Area(_) => return None,
    })
}

fn is_array(computed: &Computed) -> bool {
    matches!(computed, Computed::Array { .. } | Computed::Constant(Value::Array(_)))
}

fn first_element(value: Value) -> Value {
    match value {
        Value::Array(array) => array.get(0, 0).clone(),
        other => other,
    }
}

/// A constant, as a compiled array if it is one.
fn constant(value: Value) -> Compiling<Computed> {
    Ok(match value {
        Value::Array(array) => constant_array(&array),
        Value::Area(area) => Computed::Area(area),
        Value::Union(_) | Value::Lambda(_) => return Err(MustInterpret),
        scalar => Computed::Constant(scalar),
    })
}

fn constant_array(array: &Array) -> Computed {
    Computed::Array {
        rows: array.rows(),
        columns: array.columns(),
        elements: array.values().iter().cloned().map(Computed::Constant).collect(),
    }
}
