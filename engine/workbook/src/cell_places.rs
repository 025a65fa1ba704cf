//! Where each cell is.

use std::sync::Arc;

use ulam_formula::address::{CellAddress, SheetId};

use crate::grid::{CellId, SheetRows};

/// The addresses of cells, by the cells' numbers: those of the rows that their sheets have anyway.
#[derive(Clone, Debug, Default)]
pub(crate) struct CellPlaces {
    /// The sheets that have cells, in the order of their cells' numbers.
    sheets: Vec<SheetPlaces>,
    /// Cells that were read: number of the first one that was not.
    read: u32,
    /// Cells added after reading.
    added: Vec<CellAddress>,
}

#[derive(Clone, Debug)]
struct SheetPlaces {
    /// Number of the first cell.
    base: u32,
    sheet: SheetId,
    rows: Arc<SheetRows>,
}

impl CellPlaces {
    /// Adds the cells that were read for a sheet.
    pub(crate) fn add_sheet(&mut self, sheet: SheetId, rows: Arc<SheetRows>) {
        let base = self.read;
        self.read += rows.cell_count();
        if self.read > base {
            self.sheets.push(SheetPlaces { base, sheet, rows });
        }
    }

    /// Adds a cell after all sheets.
    pub(crate) fn add(&mut self, cell: CellAddress) {
        self.added.push(cell);
    }

    /// Cells that were added after all sheets.
    pub(crate) fn added_count(&self) -> usize {
        self.added.len()
    }

    /// Where a cell is.
    #[inline]
    pub(crate) fn address(&self, cell: CellId) -> CellAddress {
        if let Some(added) = cell.0.checked_sub(self.read) {
            return self.added[added as usize];
        }
        let later = self.sheets.partition_point(|sheet| sheet.base <= cell.0);
        let SheetPlaces { base, sheet, rows } = &self.sheets[later - 1];
        let (row, column) = rows.place(cell.0 - base);
        CellAddress { sheet: *sheet, row, column }
    }
}
