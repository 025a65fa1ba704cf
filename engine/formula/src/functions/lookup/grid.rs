//! A table to look things up in: cells, read only where a search looks, or an array.

use std::sync::Arc;

use crate::address::{Area, COLUMN_COUNT, CellAddress, ROW_COUNT};
use crate::arguments::Arguments;
use crate::evaluate::Evaluator;
use crate::long_areas::LongAreas;
use crate::lookup_search::Needle;
use crate::value::{Array, CellError, Value};

/// A rectangle of values.
pub enum Grid<'a> {
    /// Cells.
    Area(Area, &'a Evaluator<'a>),
    /// Computed values.
    Array(Arc<Array>),
}

impl<'a> Grid<'a> {
    /// An argument as a grid; a scalar is 1 by 1.
    ///
    /// # Errors
    /// An argument that is an error; `#VALUE!` for several areas.
    pub fn of(arguments: &Arguments<'a>, index: usize) -> Result<Grid<'a>, CellError> {
        Grid::of_value(arguments.evaluator, arguments.raw(index))
    }

    /// A value as a grid, likewise.
    pub fn of_value(evaluator: &'a Evaluator<'a>, value: &Value) -> Result<Grid<'a>, CellError> {
        match value {
            Value::Area(area) => Ok(Grid::Area(*area, evaluator)),
            other => Ok(Grid::Array(evaluator.to_array(other)?)),
        }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        match self {
            Grid::Area(area, _) => area.rows(),
            Grid::Array(array) => array.rows(),
        }
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        match self {
            Grid::Area(area, _) => area.columns(),
            Grid::Array(array) => array.columns(),
        }
    }

    /// Rows and columns, whole rows and columns of a sheet cut to its used part: the size of an array
    /// computed from the same cells.
    pub fn clipped_size(&self) -> (usize, usize) {
        match self {
            Grid::Area(area, evaluator) => {
                let area = evaluator.clipped(*area);
                (area.rows(), area.columns())
            }
            Grid::Array(array) => (array.rows(), array.columns()),
        }
    }

    /// The value at a row and column from 0; `Blank` outside.
    pub fn get(&self, row: usize, column: usize) -> Value {
        if row >= self.rows() || column >= self.columns() {
            return Value::Blank;
        }
        match self {
            Grid::Area(area, evaluator) => evaluator.read(CellAddress {
                sheet: area.sheet,
                row: area.first_row + row as u32,
                column: area.first_column as u32 + column as u32,
            }),
            Grid::Array(array) => array.get(row, column).clone(),
        }
    }

    /// A part of the grid: a reference if the grid is one. `#REF!` outside.
    pub fn part(
        &self,
        row: usize,
        column: usize,
        rows: usize,
        columns: usize,
    ) -> Result<Value, CellError> {
        let is_inside = rows > 0
            && columns > 0
            && row.checked_add(rows).is_some_and(|end| end <= self.rows())
            && column.checked_add(columns).is_some_and(|end| end <= self.columns());
        if !is_inside {
            return Err(CellError::Ref);
        }
        match self {
            Grid::Area(area, _) => {
                let first_row = area.first_row + row as u32;
                let first_column = area.first_column + column as u16;
                Ok(Value::Area(Area {
                    sheet: area.sheet,
                    first_row,
                    first_column,
                    last_row: first_row + (rows - 1) as u32,
                    last_column: first_column + (columns - 1) as u16,
                }))
            }
            Grid::Array(array) if rows == 1 && columns == 1 => Ok(array.get(row, column).clone()),
            Grid::Array(array) => {
                Ok(Array::from_fn(rows, columns, |r, c| array.get(row + r, column + c).clone())?
                    .into())
            }
        }
    }

    /// One row, from 0.
    pub fn row(&self, row: usize) -> Line<'_> {
        Line { grid: self, is_column: false, index: row }
    }

    /// One column, from 0.
    pub fn column(&self, column: usize) -> Line<'_> {
        Line { grid: self, is_column: true, index: column }
    }

    /// The grid as a line, if it is one row or one column (a single cell is a column).
    pub fn line(&self) -> Option<Line<'_>> {
        if self.columns() == 1 {
            Some(self.column(0))
        } else if self.rows() == 1 {
            Some(self.row(0))
        } else {
            None
        }
    }
}

/// One row or column of a grid.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    grid: &'a Grid<'a>,
    /// Whether it runs down.
    pub is_column: bool,
    index: usize,
}

impl Line<'_> {
    /// Number of elements.
    pub fn len(&self) -> usize {
        if self.is_column { self.grid.rows() } else { self.grid.columns() }
    }

    /// Number of elements up to the end of the used part of the sheet: all beyond are blank.
    pub fn used_len(&self) -> usize {
        let Grid::Area(area, evaluator) = self.grid else {
            return self.len();
        };
        let Some((last_row, last_column)) = evaluator.context.used(area.sheet) else {
            return 0;
        };
        let used = if self.is_column {
            (last_row as usize + 1).saturating_sub(area.first_row as usize)
        } else {
            (last_column as usize + 1).saturating_sub(area.first_column as usize)
        };
        used.min(self.len())
    }

    /// Number of elements up to the last one that isn't blank, as far as that is known.
    pub fn filled_len(&self) -> usize {
        let Some((column, known)) = self.long_column() else {
            return self.used_len();
        };
        let rows = known.used_rows(column.sheet, column.first_column);
        let filled = rows
            .map_or(usize::MAX, |rows| (rows as usize).saturating_sub(column.first_row as usize));
        filled.min(self.used_len())
    }

    /// The line as an area, and what is known of it, if it is a long column of cells.
    fn long_column(&self) -> Option<(Area, &dyn LongAreas)> {
        let Grid::Area(area, evaluator) = self.grid else {
            return None;
        };
        if !self.is_column {
            return None;
        }
        let column = area.first_column + self.index as u16;
        let column = Area { first_column: column, last_column: column, ..*area };
        Some((column, evaluator.knowledge_of(column)?))
    }

    /// The element at a position from 0; `Blank` outside.
    pub fn get(&self, position: usize) -> Value {
        if self.is_column {
            self.grid.get(position, self.index)
        } else {
            self.grid.get(self.index, position)
        }
    }

    /// The element at a position, of cells also beyond the line's end; `None` beyond an array or the
    /// sheet.
    pub fn get_beyond(&self, position: usize) -> Option<Value> {
        if position < self.len() {
            return Some(self.get(position));
        }
        let Grid::Area(area, evaluator) = self.grid else {
            return None;
        };
        let (row, column) =
            if self.is_column { (position, self.index) } else { (self.index, position) };
        let row = area.first_row as usize + row;
        let column = area.first_column as usize + column;
        let is_inside = row < ROW_COUNT as usize && column < COLUMN_COUNT as usize;
        is_inside.then(|| {
            let cell = CellAddress { sheet: area.sheet, row: row as u32, column: column as u32 };
            evaluator.read(cell)
        })
    }

    /// Visits the elements that are not blank in order, with their positions, until `visit` gives
    /// false.
    pub fn visit(&self, visit: &mut dyn FnMut(usize, &Value) -> bool) {
        match self.grid {
            Grid::Area(area, evaluator) => {
                let line = if self.is_column {
                    let column = area.first_column + self.index as u16;
                    Area { first_column: column, last_column: column, ..*area }
                } else {
                    let row = area.first_row + self.index as u32;
                    Area { first_row: row, last_row: row, ..*area }
                };
                evaluator.context.visit(line, &mut |row, column, value| {
                    let position = if self.is_column {
                        (row - line.first_row) as usize
                    } else {
                        (column - line.first_column as u32) as usize
                    };
                    match value {
                        Value::Array(array) => visit(position, array.get(0, 0)),
                        scalar => visit(position, scalar),
                    }
                });
            }
            Grid::Array(array) => {
                for position in 0..self.len() {
                    let value = if self.is_column {
                        array.get(position, self.index)
                    } else {
                        array.get(self.index, position)
                    };
                    if !value.is_blank() && !visit(position, value) {
                        return;
                    }
                }
            }
        }
    }

    /// Position of the first element that is what is looked for.
    pub fn first_match(&self, needle: &Needle) -> Option<usize> {
        self.indexed_match(needle, false)
            .unwrap_or_else(|| self.first(|value| needle.matches(value)))
    }

    /// Position of the last element that is what is looked for.
    pub fn last_match(&self, needle: &Needle) -> Option<usize> {
        self.indexed_match(needle, true).unwrap_or_else(|| self.last(|value| needle.matches(value)))
    }

    /// The first or last match as an index has it; `None` without an index.
    fn indexed_match(&self, needle: &Needle, is_last: bool) -> Option<Option<usize>> {
        let (column, known) = self.long_column()?;
        let mut found = None;
        let is_indexed = known.visit_rows_equal(column, needle.key()?, &mut |row| {
            let position = (row - column.first_row) as usize;
            if needle.matches(&self.get(position)) {
                found = Some(position);
            }
            is_last || found.is_none()
        });
        is_indexed.then_some(found)
    }

    /// Position of the first element that is not blank and meets a condition.
    pub fn first(&self, mut is_met: impl FnMut(&Value) -> bool) -> Option<usize> {
        let mut found = None;
        self.visit(&mut |position, value| {
            if is_met(value) {
                found = Some(position);
            }
            found.is_none()
        });
        found
    }

    /// Position of the last one.
    pub fn last(&self, mut is_met: impl FnMut(&Value) -> bool) -> Option<usize> {
        let mut found = None;
        self.visit(&mut |position, value| {
            if is_met(value) {
                found = Some(position);
            }
            true
        });
        found
    }
}
