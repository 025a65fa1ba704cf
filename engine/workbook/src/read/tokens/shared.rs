//! Shared and array formulas of binary files: cells that point to the cell that holds the formula.

use rustc_hash::FxHashMap;
use ulam_formula::address::Area;

use super::super::sheet_builder::{SheetArray, SheetBuilder, sheet_formula};

/// The formula that the cells of an area share.
pub(in super::super) struct ExpandedFormula {
    /// Index in the sheet's pool.
    pub(in super::super) source: u32,
    /// The area that it fills, if it is an array formula, and whether that follows the result's size.
    pub(in super::super) array: Option<(Area, bool)>,
}

/// The shared and array formulas of a sheet, and the cells that point to them. A formula may stand
/// after the first cells that point to it.
#[derive(Default)]
pub(in super::super) struct SharedFormulas {
    formulas: FxHashMap<(u32, u32), ExpandedFormula>,
    /// Index of each pointing formula of the sheet, ascending, and the row and column that it points
    /// to.
    pointing: Vec<(usize, (u32, u32))>,
}

impl SharedFormulas {
    /// Adds a shared or array formula by the cell that cells point to.
    pub(in super::super) fn add(&mut self, cell: (u32, u32), formula: ExpandedFormula) {
        self.formulas.insert(cell, formula);
    }

    /// Adds the formula of the cell with this number, which points to another.
    pub(in super::super) fn add_pointing(
        &mut self,
        sheet: &mut SheetBuilder,
        cell: u32,
        to: (u32, u32),
        has_cached: bool,
    ) {
        self.pointing.push((sheet.cells.formulas.len(), to));
        sheet.cells.formulas.push(sheet_formula(cell, 0, has_cached));
    }

    /// Gives the pointing cells their formulas. Cells inside an array formula have none of their own.
    pub(in super::super) fn resolve(self, sheet: &mut SheetBuilder) {
        if self.pointing.is_empty() {
            return;
        }
        let mut pointing = self.pointing.into_iter().peekable();
        let formulas = std::mem::take(&mut sheet.cells.formulas);
        for (index, mut formula) in formulas.into_iter().enumerate() {
            let Some((_, to)) = pointing.next_if(|(at, _)| *at == index) else {
                sheet.cells.formulas.push(formula);
                continue;
            };
            let Some(host) = sheet.address_of(formula.cell) else {
                continue;
            };
            match self.formulas.get(&to) {
                Some(shared) => formula.set_distinct(shared.source),
                None => {
                    let message = "the formula that it shares isn't in the file";
                    sheet.warnings.add(Some(host), message);
                    // Parses to the error that says so.
                    formula.set_distinct(sheet.cells.pool.index("#REF!", host));
                }
            }
            if let Some((area, is_dynamic)) = self.formulas.get(&to).and_then(|shared| shared.array)
            {
                if to != (host.row, host.column) {
                    continue;
                }
                let area = sheet.array_area(Some(area), host);
                formula.mark_array();
                sheet.cells.arrays.push(SheetArray { cell: formula.cell.0, area, is_dynamic });
            }
            sheet.cells.formulas.push(formula);
        }
    }
}
