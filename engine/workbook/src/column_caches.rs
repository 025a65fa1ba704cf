//! What one recalculation keeps of long columns, so that many formulas over the same cells don't go
//! through all of them each: running sums, and indices of what cells are equal to.
//!
//! It holds for cells that are computed, whose values no longer change in that recalculation.

use rustc_hash::FxHashMap;
use ulam_formula::address::{Area, SheetId};
use ulam_formula::context::DateSystem;
use ulam_formula::equality_index::{EqualityIndex, EqualityKey};
use ulam_formula::value::{CellError, Value};

use crate::grid::{CellId, Grid, Window};

/// Rows after which a running sum is kept, whether or not a formula asks for it.
const CHECKPOINT_ROWS: u32 = 1024;
/// Cells that a sum asks for at a time when they aren't computed yet.
const MISSING_MAX: usize = 256;
/// Times that a column is searched without an index.
const UNINDEXED_SEARCHES: u32 = 2;
/// Cells in all indices together: bounds their memory to a few hundred megabytes.
const INDEXED_CELLS_MAX: usize = 20_000_000;

/// The caches of one recalculation.
#[derive(Default)]
pub(crate) struct Caches {
    pub(crate) sums: RunningSums,
    pub(crate) indices: ColumnIndices,
}

/// Sums of the areas that begin at a row and have the same columns, by their last row.
///
/// SUM adds from the top, so the sum of an area is that of a shorter one and what is below it, bit for
/// bit. A column of running totals takes as many additions as it has cells.
#[derive(Default)]
pub(crate) struct RunningSums {
    /// By sheet, first row, first and last column; each ascending.
    sums: FxHashMap<(SheetId, u32, u16, u16), Vec<Checkpoint>>,
}

/// The sum down to a row.
#[derive(Clone, Copy)]
struct Checkpoint {
    last_row: u32,
    sum: f64,
    /// The first error, which is the sum from there on.
    error: Option<CellError>,
}

impl RunningSums {
    /// The sum of an area; `None` if `value` gave `None` for some of its cells, which aren't computed
    /// yet.
    pub(crate) fn sum<'v>(
        &mut self,
        grid: &Grid,
        area: Area,
        value: impl Fn(CellId) -> Option<&'v Value>,
    ) -> Option<Result<f64, CellError>> {
        let key = (area.sheet, area.first_row, area.first_column, area.last_column);
        let checkpoints = self.sums.entry(key).or_default();
        let known = checkpoints.partition_point(|checkpoint| checkpoint.last_row <= area.last_row);
        let start = known.checked_sub(1).map(|index| checkpoints[index]);
        let first_row = match start {
            Some(start) if start.error.is_some() || start.last_row == area.last_row => {
                return Some(start.error.map_or(Ok(start.sum), Err));
            }
            Some(start) => start.last_row + 1,
            None => area.first_row,
        };
        // Where a longer sum is known, those below it are too, close enough to one another.
        let may_keep = known == checkpoints.len();
        let mut sum = start.map_or(0.0, |start| start.sum);
        let mut error = None;
        let mut missing = 0;
        // The row being summed, and the sum above it.
        let mut present = (first_row, sum);
        let mut kept_row = first_row;
        grid.visit(Window { first_row, ..area.into() }, |row, _, id| {
            if missing == 0 && row > present.0 {
                present = (row, sum);
                if may_keep && row - kept_row >= CHECKPOINT_ROWS {
                    checkpoints.push(Checkpoint { last_row: row - 1, sum, error: None });
                    kept_row = row;
                }
            }
            match value(id) {
                None => {
                    missing += 1;
                    return missing < MISSING_MAX;
                }
                Some(_) if missing > 0 => {}
                Some(Value::Number(number)) => sum += number,
                Some(Value::Error(found)) => {
                    error = Some(*found);
                    return false;
                }
                Some(_) => {}
            }
            true
        });
        let (row, sum_above) = present;
        if missing > 0 {
            if row > kept_row {
                let (last_row, sum) = (row - 1, sum_above);
                checkpoints.push(Checkpoint { last_row, sum, error: None });
            }
            return None;
        }
        if may_keep {
            checkpoints.push(Checkpoint { last_row: area.last_row, sum, error });
        }
        Some(error.map_or(Ok(sum), Err))
    }
}

/// Indices of columns that were searched more than a few times.
#[derive(Default)]
pub(crate) struct ColumnIndices {
    indices: FxHashMap<Area, IndexState>,
    cell_count: usize,
}

enum IndexState {
    /// How often the column was searched, and how many searches more are to come before it is worth
    /// another look whether all its cells are computed.
    Searched {
        searches: u32,
        wait: u32,
    },
    Indexed(EqualityIndex),
}

impl ColumnIndices {
    /// The rows of a column's cells that have a key; `None` if it has no index (yet): it was hardly
    /// searched, or not all its cells are computed (`value` gives `None`).
    pub(crate) fn rows<'v>(
        &mut self,
        grid: &Grid,
        column: Area,
        key: EqualityKey,
        dates: DateSystem,
        value: impl Fn(CellId) -> Option<&'v Value>,
    ) -> Option<Vec<u32>> {
        let state = self
            .indices
            .entry(column)
            .or_insert(IndexState::Searched { searches: 0, wait: UNINDEXED_SEARCHES });
        let (searches, wait) = match state {
            IndexState::Indexed(index) => return Some(index.rows(key).collect()),
            IndexState::Searched { searches, wait } => (searches, wait),
        };
        *searches = searches.saturating_add(1);
        if *wait > 0 {
            *wait -= 1;
            return None;
        }
        let mut cells: Vec<(u32, &Value)> = Vec::new();
        let is_complete = self.cell_count < INDEXED_CELLS_MAX
            && grid.visit(column, |row, _, id| match value(id) {
                Some(value) => {
                    cells.push((row, value));
                    cells.len() <= INDEXED_CELLS_MAX
                }
                None => false,
            });
        if !is_complete {
            *wait = *searches;
            return None;
        }
        self.cell_count += cells.len();
        let index = EqualityIndex::new(cells.into_iter(), dates);
        let rows = index.rows(key).collect();
        *state = IndexState::Indexed(index);
        Some(rows)
    }
}
