//! The used cells of all sheets.

use std::borrow::Cow;

use ulam_formula::address::CellAddress;
use ulam_formula::value::Value;

use crate::cell_formats::CellFormats;
use crate::cell_places::CellPlaces;
use crate::cell_values::CellValues;
use crate::grid::CellId;

/// The used cells of all sheets as flat arrays, indexed by [`CellId`].
#[derive(Clone, Debug, Default)]
pub struct Cells {
    pub(crate) places: CellPlaces,
    pub(crate) values: CellValues,
    /// Index into [`crate::Workbook::formulas`], or [`NO_FORMULA`]; none behind the last cell with a formula.
    pub(crate) formulas: Vec<u32>,
    /// Index into the workbook's styles.
    pub(crate) formats: CellFormats,
}

/// Marks a cell without a formula.
pub(crate) const NO_FORMULA: u32 = u32::MAX;

impl Cells {
    /// Number of cells.
    pub fn len(&self) -> usize {
        self.values.len()
    }
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.len() == 0
    }
    /// Where a cell is.
    #[inline]
    pub fn address(&self, cell: CellId) -> CellAddress {
        self.places.address(cell)
    }
    /// The current value of a cell; at first the one cached in the file.
    #[inline]
    pub fn value(&self, cell: CellId) -> Cow<'_, Value> {
        self.values.get(cell.index())
    }
    /// The current values of all cells, in the order of their numbers.
    pub fn values(&self) -> impl ExactSizeIterator<Item = Cow<'_, Value>> {
        self.values.iter()
    }
    /// Sets the current value of a cell.
    #[inline]
    pub fn set_value(&mut self, cell: CellId, value: Value) {
        self.values.set(cell.index(), value);
    }
    /// Index of a cell's formula in [`crate::Workbook::formulas`].
    #[inline]
    pub fn formula(&self, cell: CellId) -> Option<usize> {
        let formula = self.formulas.get(cell.index()).copied().unwrap_or(NO_FORMULA);
        (formula != NO_FORMULA).then_some(formula as usize)
    }
}
