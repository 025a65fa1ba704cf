//! VLOOKUP, HLOOKUP, MATCH, LOOKUP, XLOOKUP and INDEX over tables whose keys are constant.

use std::sync::Arc;

use ulam_formula::address::{Area, CellAddress};
use ulam_formula::coerce;
use ulam_formula::context::DateSystem;
use ulam_formula::syntax::Expr;
use ulam_formula::value::{CellError, Value};

use crate::compile::{Compiler, Compiling, Computed, MustInterpret, Place};
use crate::lookup::{LookupTable, Search};
use crate::program::Operand;

/// A single row or column of cells.
struct Line {
    cells: Vec<CellAddress>,
}

impl Line {
    /// Its first and last cell.
    fn ends(&self) -> Option<(CellAddress, CellAddress)> {
        Some((*self.cells.first()?, *self.cells.last()?))
    }
}

/// What a lookup gives at each key.
struct Results<'a> {
    /// The cells that hold it; none where it is the position.
    cells: Option<&'a Line>,
    numbers: Vec<f64>,
}

/// Where a constant table comes from: the ends of its keys and results, and what it gives where no
/// key matches.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct TableSource {
    search: Search,
    keys: Option<(CellAddress, CellAddress)>,
    results: Option<(CellAddress, CellAddress)>,
    otherwise: Option<u64>,
}

impl Compiler<'_> {
    pub(super) fn workbook_dates(&self) -> DateSystem {
        self.workbook.date_system()
    }

    /// VLOOKUP, or HLOOKUP when `is_horizontal`.
    pub(super) fn table_lookup(
        &mut self,
        arguments: &[Expr],
        place: &Place,
        is_horizontal: bool,
    ) -> Compiling<Computed> {
        let table = self.area_argument(&arguments[1], place)?;
        let index = self.constant_number(&arguments[2], place)?.trunc();
        let is_ordered = match arguments.get(3) {
            None => true,
            Some(argument) => self.constant_boolean(argument, place)?,
        };
        let lines = if is_horizontal { table.rows() } else { table.columns() };
        if index < 1.0 || index > lines as f64 {
            return Err(MustInterpret);
        }
        let search = if is_ordered { Search::Ascending } else { Search::Exact };
        let keys = line(table, is_horizontal, 0)?;
        let results = line(table, is_horizontal, index as u32 - 1)?;
        let key = self.lookup_key(&arguments[0], place)?;
        self.search_lines(key, search, &keys, &results, None)
    }

    pub(super) fn match_call(&mut self, arguments: &[Expr], place: &Place) -> Compiling<Computed> {
        let area = self.area_argument(&arguments[1], place)?;
        let kind = match arguments.get(2) {
            None => 1.0,
            Some(argument) => self.constant_number(argument, place)?,
        };
        let search = match kind {
            0.0 => Search::Exact,
            positive if positive > 0.0 => Search::Ascending,
            _ => Search::Descending,
        };
        let keys = single_line(area)?;
        let key = self.lookup_key(&arguments[0], place)?;
        Ok(Computed::Number(self.position(key, search, &keys, None)?))
    }

    pub(super) fn lookup_call(&mut self, arguments: &[Expr], place: &Place) -> Compiling<Computed> {
        if arguments.len() != 3 {
            return Err(MustInterpret);
        }
        let keys = single_line(self.area_argument(&arguments[1], place)?)?;
        let results = single_line(self.area_argument(&arguments[2], place)?)?;
        let key = self.lookup_key(&arguments[0], place)?;
        self.search_lines(key, Search::Ascending, &keys, &results, None)
    }

    pub(super) fn xlookup_call(
        &mut self,
        arguments: &[Expr],
        place: &Place,
    ) -> Compiling<Computed> {
        let has_search_mode = arguments.get(5).is_some_and(|argument| *argument != Expr::Omitted);
        let match_mode = match arguments.get(4) {
            None | Some(Expr::Omitted) => 0.0,
            Some(argument) => self.constant_number(argument, place)?,
        };
        // The nearest key below or above.
        let search = match match_mode {
            _ if has_search_mode => return Err(MustInterpret),
            0.0 => Search::Exact,
            -1.0 => Search::Ascending,
            1.0 => Search::Descending,
            _ => return Err(MustInterpret),
        };
        let keys = single_line(self.area_argument(&arguments[1], place)?)?;
        let results = single_line(self.area_argument(&arguments[2], place)?)?;
        let otherwise = match arguments.get(3) {
            None | Some(Expr::Omitted) => None,
            Some(argument) => Some(self.constant_number(argument, place)?),
        };
        let key = self.lookup_key(&arguments[0], place)?;
        if search != Search::Exact && !self.is_ordered(search, &keys)? {
            return Err(MustInterpret);
        }
        self.search_lines(key, search, &keys, &results, otherwise)
    }

    /// Whether keys are numbers in the order of an ordered search.
    fn is_ordered(&mut self, search: Search, keys: &Line) -> Compiling<bool> {
        let mut before = None;
        for cell in &keys.cells {
            let Computed::Constant(Value::Number(key)) = self.cell_value(*cell)? else {
                return Ok(false);
            };
            let is_in_order = before.is_none_or(|before| match search {
                Search::Descending => key < before,
                _ => key > before,
            });
            if !is_in_order {
                return Ok(false);
            }
            before = Some(key);
        }
        Ok(true)
    }

    pub(super) fn index(&mut self, arguments: &[Expr], place: &Place) -> Compiling<Computed> {
        if arguments.len() > 3 {
            return Err(MustInterpret);
        }
        let area = self.area_argument(&arguments[0], place)?;
        let is_single_row = area.rows() == 1 && arguments.len() == 2;
        if arguments.len() == 2 && area.rows() > 1 && area.columns() > 1 {
            return Err(MustInterpret);
        }
        let (row, column) = match (is_single_row, arguments.get(2)) {
            (true, _) => (Position::Constant(1), self.position_argument(&arguments[1], place)?),
            (false, None) => (self.position_argument(&arguments[1], place)?, Position::Constant(1)),
            (false, Some(column)) => (
                self.position_argument(&arguments[1], place)?,
                self.position_argument(column, place)?,
            ),
        };
        match (row, column) {
            (Position::Constant(row), Position::Constant(column)) => {
                if row < 1
                    || column < 1
                    || row > area.rows() as u32
                    || column > area.columns() as u32
                {
                    return Err(MustInterpret);
                }
                let cell = CellAddress {
                    sheet: area.sheet,
                    row: area.first_row + row - 1,
                    column: area.first_column as u32 + column - 1,
                };
                Ok(Computed::Area(Area::of_cell(cell)))
            }
            (Position::Varying(position), Position::Constant(column))
                if column >= 1 && column <= area.columns() as u32 =>
            {
                let cells = line(area, false, column - 1)?;
                self.pick_cell(position, &cells)
            }
            (Position::Constant(row), Position::Varying(position))
                if row >= 1 && row <= area.rows() as u32 =>
            {
                let cells = line(area, true, row - 1)?;
                self.pick_cell(position, &cells)
            }
            _ => Err(MustInterpret),
        }
    }

    fn pick_cell(&mut self, position: Operand, line: &Line) -> Compiling<Computed> {
        let choices = self.shown_cells(line)?;
        self.pick(position, &choices, CellError::Ref)
    }

    /// The cells of a line as another cell shows them: blank ones are 0.
    fn shown_cells(&mut self, line: &Line) -> Compiling<Vec<Computed>> {
        let mut shown = Vec::with_capacity(line.cells.len());
        for cell in &line.cells {
            shown.push(match self.cell_value(*cell)? {
                Computed::Constant(Value::Blank) => Computed::Constant(Value::Number(0.0)),
                other => other,
            });
        }
        Ok(shown)
    }

    /// The result at the place where the key is found.
    fn search_lines(
        &mut self,
        key: Key,
        search: Search,
        keys: &Line,
        results: &Line,
        otherwise: Option<f64>,
    ) -> Compiling<Computed> {
        if keys.cells.len() != results.cells.len() {
            return Err(MustInterpret);
        }
        let shown = self.shown_cells(results)?;
        let constants: Option<Vec<f64>> = shown
            .iter()
            .map(|result| match result {
                Computed::Constant(Value::Number(number)) => Some(*number),
                Computed::Constant(Value::Error(error)) => Some(error.to_nan()),
                _ => None,
            })
            .collect();
        match constants {
            Some(numbers) => {
                let results = Results { cells: Some(results), numbers };
                self.lookup(key, search, keys, results, otherwise)
            }
            None if otherwise.is_some() => Err(MustInterpret),
            None => {
                let position = self.position(key, search, keys, None)?;
                self.pick(position, &shown, CellError::NotAvailable)
            }
        }
    }

    fn position(
        &mut self,
        key: Key,
        search: Search,
        keys: &Line,
        otherwise: Option<f64>,
    ) -> Compiling<Operand> {
        let positions = (1..=keys.cells.len()).map(|position| position as f64).collect();
        let positions = Results { cells: None, numbers: positions };
        match self.lookup(key, search, keys, positions, otherwise)? {
            Computed::Number(operand) => Ok(operand),
            _ => Err(MustInterpret),
        }
    }

    /// The result at the key found.
    fn lookup(
        &mut self,
        key: Key,
        search: Search,
        keys: &Line,
        results: Results,
        otherwise: Option<f64>,
    ) -> Compiling<Computed> {
        let table = self.table(search, keys, results, otherwise)?;
        let Key(key) = key;
        Ok(Computed::Number(self.emit_lookup(table, key)))
    }

    /// A constant table of a line of keys; one for all lookups in the same cells.
    fn table(
        &mut self,
        search: Search,
        keys: &Line,
        results: Results,
        otherwise: Option<f64>,
    ) -> Compiling<Arc<LookupTable>> {
        let source = TableSource {
            search,
            keys: keys.ends(),
            results: results.cells.and_then(Line::ends),
            otherwise: otherwise.map(f64::to_bits),
        };
        if let Some(table) = self.tables.get(&source) {
            return Ok(table.clone());
        }
        let mut numbers = Vec::with_capacity(keys.cells.len());
        let mut kept = Vec::with_capacity(keys.cells.len());
        for (cell, result) in keys.cells.iter().zip(results.numbers) {
            match self.cell_value(*cell)? {
                Computed::Constant(Value::Number(number)) => {
                    numbers.push(number);
                    kept.push(result);
                }
                // A numeric key never equals text, a boolean or a blank; but an ordered search's
                // bisection may stop at one, so there every key must be a number.
                Computed::Constant(Value::Text(_) | Value::Boolean(_) | Value::Blank)
                    if search == Search::Exact => {}
                _ => return Err(MustInterpret),
            }
        }
        let table = LookupTable::new(search, numbers, kept, otherwise).ok_or(MustInterpret)?;
        let table = Arc::new(table);
        self.tables.insert(source, table.clone());
        Ok(table)
    }

    /// A key that is a number in every trial (or an error).
    fn lookup_key(&mut self, argument: &Expr, place: &Place) -> Compiling<Key> {
        match self.operand(argument, place)? {
            Computed::Number(operand) => Ok(Key(operand)),
            Computed::Constant(Value::Number(number)) => Ok(Key(Operand::Constant(number))),
            _ => Err(MustInterpret),
        }
    }

    fn area_argument(&mut self, argument: &Expr, place: &Place) -> Compiling<Area> {
        match self.reference_argument(argument, place)? {
            Computed::Area(area) => {
                Ok(self.with_evaluator(place, |evaluator| evaluator.clipped(area)))
            }
            _ => Err(MustInterpret),
        }
    }

    /// An argument that is taken as a reference: a constant one must not be read.
    pub(super) fn reference_argument(
        &mut self,
        argument: &Expr,
        place: &Place,
    ) -> Compiling<Computed> {
        if self.is_constant_reference(argument, place) {
            let value = self.with_evaluator(place, |evaluator| evaluator.evaluate(argument));
            if let Value::Area(area) = value {
                return Ok(Computed::Area(area));
            }
        }
        self.expression(argument, place)
    }

    pub(super) fn constant_number(&mut self, argument: &Expr, place: &Place) -> Compiling<f64> {
        match self.operand(argument, place)? {
            Computed::Constant(value) => {
                coerce::to_number(&value, self.workbook_dates()).map_err(|_| MustInterpret)
            }
            _ => Err(MustInterpret),
        }
    }

    fn constant_boolean(&mut self, argument: &Expr, place: &Place) -> Compiling<bool> {
        match self.operand(argument, place)? {
            Computed::Constant(value) => coerce::to_boolean(&value).map_err(|_| MustInterpret),
            _ => Err(MustInterpret),
        }
    }

    fn position_argument(&mut self, argument: &Expr, place: &Place) -> Compiling<Position> {
        match self.operand(argument, place)? {
            Computed::Constant(value) => {
                let number =
                    coerce::to_number(&value, self.workbook_dates()).map_err(|_| MustInterpret)?;
                if !(1.0..1e7).contains(&number) {
                    return Err(MustInterpret);
                }
                Ok(Position::Constant(number as u32))
            }
            Computed::Number(operand) => Ok(Position::Varying(operand)),
            _ => Err(MustInterpret),
        }
    }
}

#[derive(Clone, Copy)]
struct Key(Operand);

#[derive(Clone, Copy)]
enum Position {
    Constant(u32),
    Varying(Operand),
}

/// A row (when horizontal) or column of an area, by index from 0.
fn line(area: Area, is_horizontal: bool, index: u32) -> Compiling<Line> {
    let length = if is_horizontal { area.columns() } else { area.rows() };
    if length > super::OPERANDS_MAX {
        return Err(MustInterpret);
    }
    let cells = (0..length as u32)
        .map(|step| CellAddress {
            sheet: area.sheet,
            row: area.first_row + if is_horizontal { index } else { step },
            column: area.first_column as u32 + if is_horizontal { step } else { index },
        })
        .collect();
    Ok(Line { cells })
}

fn single_line(area: Area) -> Compiling<Line> {
    match (area.rows(), area.columns()) {
        (_, 1) => line(area, false, 0),
        (1, _) => line(area, true, 0),
        _ => Err(MustInterpret),
    }
}
