//! Gathers the cells of one sheet, whatever format they are read from.

use std::sync::atomic::{AtomicU64, Ordering};

use ulam_formula::address::{Area, CellAddress, SheetId};
use ulam_formula::value::{ARRAY_ELEMENTS_MAX, Value};

use super::error::ReadError;
use super::formulas::FormulaPool;
use super::warnings::Warnings;
use crate::cell_formats::CellFormats;
use crate::grid::{CellId, Grid, GridBuilder};
use crate::limits::Limits;
use crate::saved_value::SavedValue;
use crate::workbook::FormulaEntry;

/// The used cells of one sheet. Cells are numbered from 0 within it.
#[derive(Default)]
pub(super) struct SheetCells {
    pub(super) grid: Grid,
    /// Row and column of each cell.
    pub(super) places: Vec<(u32, u16)>,
    pub(super) values: Vec<Value>,
    pub(super) formats: CellFormats,
    /// In the order of their cells, which count from 0; their distinct formulas are those of the pool, and
    /// saved values are pending.
    pub(super) formulas: Vec<FormulaEntry>,
    pub(super) arrays: Vec<SheetArray>,
    pub(super) pool: FormulaPool,
}

/// The formula of the cell with this number in its sheet, whose number in the sheet's pool is
/// `source`.
pub(super) fn sheet_formula(cell: u32, source: u32, has_cached: bool) -> FormulaEntry {
    let saved = if has_cached { SavedValue::pending() } else { SavedValue::none() };
    FormulaEntry::new(CellId(cell), source, saved)
}

/// An array formula.
pub(super) struct SheetArray {
    pub(super) cell: u32,
    pub(super) area: Area,
    pub(super) is_dynamic: bool,
}

/// Counts the used cells of all sheets and checks texts against the limits.
pub(super) struct Budget<'a> {
    pub(super) limits: &'a Limits,
    cells: AtomicU64,
}

impl<'a> Budget<'a> {
    pub(super) fn new(limits: &'a Limits) -> Budget<'a> {
        Budget { limits, cells: AtomicU64::new(0) }
    }

    /// Counts cells before they are stored.
    pub(super) fn count_cells(&self, count: u64) -> Result<(), ReadError> {
        // Saturating, since a file can say that something repeats a billion billion times.
        let limit = self.limits.cells_max.min(u64::from(u32::MAX) - 1);
        let before = self.cells.fetch_add(count.min(limit + 1), Ordering::Relaxed);
        let found = before.saturating_add(count);
        if found > limit {
            return Err(ReadError::TooLarge { what: "used cells: at least", found, limit });
        }
        Ok(())
    }

    /// Takes back what was counted of cells that will be read again.
    pub(super) fn uncount_cells(&self, count: u64) {
        self.cells.fetch_sub(count, Ordering::Relaxed);
    }

    /// A text as a value.
    pub(super) fn text(&self, text: &str) -> Result<Value, ReadError> {
        self.check_text(text)?;
        Ok(Value::text(text))
    }

    /// Refuses a text that is too long.
    pub(super) fn check_text(&self, text: &str) -> Result<(), ReadError> {
        let limit = self.limits.text_bytes_max;
        if text.len() > limit {
            return Err(ReadError::TooLarge {
                what: "bytes in one cell's text:",
                found: text.len() as u64,
                limit: limit as u64,
            });
        }
        Ok(())
    }
}

/// Builds the cells of one sheet.
pub(super) struct SheetBuilder {
    pub(super) sheet: SheetId,
    pub(super) cells: SheetCells,
    pub(super) warnings: Warnings,
    grid: GridBuilder,
    is_in_order: bool,
}

impl SheetBuilder {
    pub(super) fn new(sheet: SheetId, limits: &Limits) -> SheetBuilder {
        SheetBuilder {
            sheet,
            cells: SheetCells::default(),
            warnings: Warnings::new(limits.warnings_max),
            grid: GridBuilder::default(),
            is_in_order: true,
        }
    }

    /// The address of a cell of this sheet.
    pub(super) fn address(&self, row: u32, column: u32) -> CellAddress {
        CellAddress { sheet: self.sheet, row, column }
    }

    /// Number of the cells so far.
    pub(super) fn len(&self) -> usize {
        self.cells.places.len()
    }

    /// Makes room for some times as many cells as there are, or a little more. Growing step by step
    /// would copy them, and hold both copies for a while; room that stays empty takes no memory.
    pub(super) fn make_room(&mut self, times: f64, limits: &Limits) {
        const SPARE: f64 = 1.02;
        let cells_max = usize::try_from(limits.cells_max).unwrap_or(usize::MAX);
        let more = |count: usize| {
            let wanted = (count as f64 * times * SPARE) as usize;
            wanted.min(cells_max).saturating_sub(count)
        };
        let SheetCells { places, values, formulas, .. } = &mut self.cells;
        // Where there is no room now, there may be later.
        let _ = places.try_reserve_exact(more(places.len()));
        let _ = values.try_reserve_exact(more(values.len()));
        let _ = formulas.try_reserve_exact(more(formulas.len()));
    }

    /// Adds a cell that lies on the sheet and has been counted; gives its number.
    #[inline]
    pub(super) fn add_cell(&mut self, row: u32, column: u32, value: Value, format: u16) -> u32 {
        self.is_in_order &= self.grid.push(row, column);
        let index = self.cells.places.len() as u32;
        self.cells.places.push((row, column as u16));
        self.cells.values.push(value);
        self.cells.formats.set(index as usize, format);
        index
    }

    /// Adds the formula of the cell added last.
    pub(super) fn add_formula(&mut self, text: &str, has_cached: bool) {
        let Some(cell) = self.cells.places.len().checked_sub(1) else {
            return;
        };
        let (row, column) = self.cells.places[cell];
        let source = self.cells.pool.index(text, self.address(row, u32::from(column)));
        self.cells.formulas.push(sheet_formula(cell as u32, source, has_cached));
    }

    /// Notes that the formula added last is an array formula over an area.
    pub(super) fn mark_array(&mut self, area: Option<Area>, is_dynamic: bool) {
        let Some(formula) = self.cells.formulas.last() else {
            return;
        };
        let cell = formula.cell;
        let (row, column) = self.cells.places[cell.index()];
        let area = self.array_area(area, self.address(row, u32::from(column)));
        self.cells.arrays.push(SheetArray { cell: cell.0, area, is_dynamic });
        if let Some(formula) = self.cells.formulas.last_mut() {
            formula.mark_array();
        }
    }

    /// The area of an array formula, or its cell alone if the area makes no sense.
    pub(super) fn array_area(&mut self, area: Option<Area>, host: CellAddress) -> Area {
        match area {
            Some(area)
                if area.first() == host && area.rows() * area.columns() <= ARRAY_ELEMENTS_MAX =>
            {
                area
            }
            _ => {
                self.warnings.add(Some(host), "an array formula's range doesn't begin at its cell");
                Area::of_cell(host)
            }
        }
    }

    /// Takes over the cells of the rows after these; gives the index here of each formula of its pool.
    pub(super) fn absorb(&mut self, later: SheetBuilder) -> Vec<u32> {
        let cell_base = self.cells.places.len() as u32;
        self.is_in_order &= later.is_in_order && self.grid.append(later.grid);
        self.warnings.absorb(later.warnings);
        let SheetCells { places, values, formats, formulas, arrays, pool, .. } = later.cells;
        self.cells.places.extend(places);
        self.cells.values.extend(values);
        self.cells.formats.append(cell_base as usize, formats);
        for array in arrays {
            self.cells.arrays.push(SheetArray { cell: array.cell + cell_base, ..array });
        }
        let sources = self.cells.pool.absorb(pool);
        for mut formula in formulas {
            formula.cell.0 += cell_base;
            // A formula that waits for another's has no source yet.
            formula.set_distinct(sources.get(formula.distinct() as usize).copied().unwrap_or(0));
            self.cells.formulas.push(formula);
        }
        sources
    }

    /// The cells and warnings.
    pub(super) fn finish(mut self) -> (SheetCells, Warnings) {
        self.cells.grid = self.grid.finish();
        if !self.is_in_order {
            let message = "cells were stored out of order, or twice (then the last one counts)";
            let first = CellAddress { sheet: self.sheet, row: 0, column: 0 };
            self.warnings.add(Some(first), message);
            self.cells = in_order(self.cells);
        }
        (self.cells, self.warnings)
    }
}

/// Cells sorted by place; of cells at one place, the last.
fn in_order(cells: SheetCells) -> SheetCells {
    let mut order: Vec<u32> = (0..cells.places.len() as u32).collect();
    order.sort_by_key(|index| (cells.places[*index as usize], *index));
    let mut sorted = SheetCells { pool: cells.pool, ..SheetCells::default() };
    let mut grid = GridBuilder::default();
    let mut new_index: Vec<Option<u32>> = vec![None; cells.places.len()];
    let mut values = cells.values;
    for (at, index) in order.iter().enumerate() {
        let old = *index as usize;
        let place = cells.places[old];
        let is_replaced =
            order.get(at + 1).is_some_and(|next| cells.places[*next as usize] == place);
        if is_replaced || !grid.push(place.0, u32::from(place.1)) {
            continue;
        }
        new_index[old] = Some(sorted.places.len() as u32);
        sorted.places.push(place);
        sorted.values.push(std::mem::take(&mut values[old]));
        sorted.formats.set(sorted.places.len() - 1, cells.formats.get(old));
    }
    sorted.grid = grid.finish();
    for array in cells.arrays {
        if let Some(cell) = new_index[array.cell as usize] {
            sorted.arrays.push(SheetArray { cell, ..array });
        }
    }
    for mut formula in cells.formulas {
        if let Some(cell) = new_index[formula.cell.index()] {
            formula.cell = CellId(cell);
            sorted.formulas.push(formula);
        }
    }
    sorted.formulas.sort_by_key(|formula| formula.cell);
    sorted
}
