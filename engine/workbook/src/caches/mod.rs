//! What one recalculation keeps of long areas, so that many formulas over the same cells don't go
//! through all of them each.
//!
//! It holds for cells that are computed, whose values no longer change in that recalculation. Each
//! cache is bounded in what it holds, whatever the formulas are.

mod column_index;
mod kept_results;
mod running_tallies;
mod sorted_areas;

use rustc_hash::FxHashMap;
use ulam_formula::address::{Area, ROW_COUNT, SheetId};
use ulam_formula::tally::{NumberTally, ValueCounts};

use crate::grid::Grid;

use column_index::ColumnIndices;
use kept_results::KeptResults;
use running_tallies::RunningTallies;
use sorted_areas::SortedAreas;

/// Areas that one cache has something of.
const AREAS_MAX: usize = 1 << 14;

/// The caches of one recalculation.
#[derive(Default)]
pub(crate) struct Caches {
    pub(crate) numbers: RunningTallies<NumberTally>,
    pub(crate) counts: RunningTallies<ValueCounts>,
    pub(crate) indices: ColumnIndices,
    pub(crate) sorted: SortedAreas,
    pub(crate) results: KeptResults,
    pub(crate) used_rows: UsedRows,
}

/// How many rows of a sheet have to be looked at in a column.
#[derive(Default)]
pub(crate) struct UsedRows {
    rows: FxHashMap<(SheetId, u16), u32>,
}

impl UsedRows {
    /// One more than the last used row of a column.
    pub(crate) fn of(&mut self, grid: &Grid, sheet: SheetId, column: u16) -> u32 {
        if self.rows.len() >= AREAS_MAX {
            self.rows.clear();
        }
        *self.rows.entry((sheet, column)).or_insert_with(|| {
            let whole = Area {
                sheet,
                first_column: column,
                last_column: column,
                first_row: 0,
                last_row: ROW_COUNT - 1,
            };
            let mut rows = 0;
            grid.visit(whole, |row, _, _| {
                rows = row + 1;
                true
            });
            rows
        })
    }
}
