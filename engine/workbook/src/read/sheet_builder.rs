//! Gathers the cells of one sheet, whatever format they are read from.

use std::sync::atomic::{AtomicU64, Ordering};

use ulam_formula::address::{Area, CellAddress, SheetId};
use ulam_formula::value::{ARRAY_ELEMENTS_MAX, Value};

use super::error::ReadError;
use super::formulas::{FormulaPool, NewNumbers};
use super::warnings::Warnings;
use crate::cell_formats::CellFormats;
use crate::cell_values::CellValues;
use crate::grid::{CellId, PlacesBuilder, RowsBuilder, SheetRows};
use crate::limits::Limits;
use crate::saved_value::SavedValue;
use crate::workbook::FormulaEntry;

/// The used cells of one sheet. Cells are numbered from 0 within it.
#[derive(Default)]
pub(super) struct SheetCells {
    pub(super) rows: SheetRows,
    pub(super) values: CellValues,
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
    places: PlacesBuilder,
}

impl SheetBuilder {
    pub(super) fn new(sheet: SheetId, limits: &Limits) -> SheetBuilder {
        SheetBuilder {
            sheet,
            cells: SheetCells::default(),
            warnings: Warnings::new(limits.warnings_max),
            places: PlacesBuilder::default(),
        }
    }

    /// The address of a cell of this sheet.
    pub(super) fn address(&self, row: u32, column: u32) -> CellAddress {
        CellAddress { sheet: self.sheet, row, column }
    }

    /// Number of the cells so far.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The address of a cell by its number.
    pub(super) fn address_of(&self, cell: CellId) -> Option<CellAddress> {
        self.places.get(cell.index()).map(|(row, column)| self.address(row, column))
    }

    /// The address of the cell added last.
    pub(super) fn last_address(&self) -> Option<CellAddress> {
        self.places.last().map(|(row, column)| self.address(row, column))
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
        let SheetCells { values, formulas, .. } = &mut self.cells;
        self.places.make_room(more);
        values.make_room(more(values.len()));
        // Where there is no room now, there may be later.
        let _ = formulas.try_reserve_exact(more(formulas.len()));
    }

    /// Adds a cell that lies on the sheet and has been counted; gives its number.
    #[inline]
    pub(super) fn add_cell(&mut self, row: u32, column: u32, value: Value, format: u16) -> u32 {
        let index = self.places.len() as u32;
        self.places.push(row, column);
        self.cells.values.push(value);
        self.cells.formats.set(index as usize, format);
        index
    }

    /// Adds the formula of the cell added last.
    pub(super) fn add_formula(&mut self, text: &str, has_cached: bool) {
        let Some(host) = self.last_address() else {
            return;
        };
        let source = self.cells.pool.index(text, host);
        let cell = self.len() as u32 - 1;
        self.cells.formulas.push(sheet_formula(cell, source, has_cached));
    }

    /// Notes that the formula added last is an array formula over an area.
    pub(super) fn mark_array(&mut self, area: Option<Area>, is_dynamic: bool) {
        let Some(formula) = self.cells.formulas.last() else {
            return;
        };
        let cell = formula.cell;
        let Some(host) = self.address_of(cell) else {
            return;
        };
        let area = self.array_area(area, host);
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

    /// Takes over the cells of the rows after these; gives the numbers here of the formulas of its pool.
    pub(super) fn absorb(&mut self, later: SheetBuilder) -> NewNumbers {
        let cell_base = self.len() as u32;
        self.places.append(later.places);
        self.warnings.absorb(later.warnings);
        let SheetCells { values, formats, formulas, arrays, pool, .. } = later.cells;
        self.cells.values.append(values);
        self.cells.formats.append(cell_base as usize, formats);
        for array in arrays {
            self.cells.arrays.push(SheetArray { cell: array.cell + cell_base, ..array });
        }
        let numbers = self.cells.pool.absorb(pool);
        for mut formula in formulas {
            formula.cell.0 += cell_base;
            // A formula that waits for another's has no source yet.
            formula.set_distinct(numbers.of(formula.distinct()));
            self.cells.formulas.push(formula);
        }
        numbers
    }

    /// The cells and warnings.
    pub(super) fn finish(mut self) -> (SheetCells, Warnings) {
        match self.places.finish() {
            Ok(rows) => self.cells.rows = rows,
            Err(places) => {
                let message = "cells were stored out of order, or twice (then the last one counts)";
                let first = CellAddress { sheet: self.sheet, row: 0, column: 0 };
                self.warnings.add(Some(first), message);
                self.cells = in_order(self.cells, &places);
            }
        }
        (self.cells, self.warnings)
    }
}

/// Cells sorted by place, their row and column; of cells at one place, the last.
fn in_order(cells: SheetCells, places: &[(u32, u16)]) -> SheetCells {
    let mut order: Vec<u32> = (0..places.len() as u32).collect();
    order.sort_by_key(|index| (places[*index as usize], *index));
    let mut sorted = SheetCells { pool: cells.pool, ..SheetCells::default() };
    let mut rows = RowsBuilder::default();
    let mut new_index: Vec<Option<u32>> = vec![None; places.len()];
    for (at, index) in order.iter().enumerate() {
        let old = *index as usize;
        let place = places[old];
        let is_replaced = order.get(at + 1).is_some_and(|next| places[*next as usize] == place);
        if is_replaced || !rows.push(place.0, u32::from(place.1)) {
            continue;
        }
        let index = sorted.values.len();
        new_index[old] = Some(index as u32);
        sorted.values.push(cells.values.get(old).into_owned());
        sorted.formats.set(index, cells.formats.get(old));
    }
    sorted.rows = rows.finish();
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
