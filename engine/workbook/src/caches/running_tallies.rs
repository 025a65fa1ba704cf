//! Tallies of areas that begin at the same row, by their last row.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use ulam_formula::address::{Area, SheetId};
use ulam_formula::tally::Tally;
use ulam_formula::value::Value;

use super::AREAS_MAX;
use crate::grid::{CellId, Grid, Window};

/// Rows between two tallies that are kept.
const CHECKPOINT_ROWS: u32 = 1024;
/// Cells that a tally asks for at a time when they aren't computed yet.
const MISSING_MAX: usize = 256;

/// Tallies of the areas that begin at a row and have the same columns, by their last row.
///
/// Cells are taken in from the top, so the tally of an area is that of a shorter one and what is below
/// it, bit for bit. A column of running totals takes as many additions as it has cells.
#[derive(Default)]
pub(crate) struct RunningTallies<T> {
    /// By sheet, first row, first and last column.
    areas: FxHashMap<(SheetId, u32, u16, u16), Checkpoints<T>>,
}

/// Tallies down to some rows, ascending.
#[derive(Default)]
struct Checkpoints<T>(Vec<Checkpoint<T>>);

#[derive(Clone, Copy)]
struct Checkpoint<T> {
    last_row: u32,
    tally: T,
}

impl<T: Tally> Checkpoints<T> {
    /// Keeps a tally further down. The last one makes room for it unless it is far from those above:
    /// formulas mostly ask for one row after another.
    fn keep(&mut self, first_row: u32, last_row: u32, tally: T) {
        let checkpoint = Checkpoint { last_row, tally };
        if let [.., last] = &*self.0 {
            let above = self.0.len().checked_sub(2).map_or(first_row, |at| self.0[at].last_row);
            if last.last_row - above < CHECKPOINT_ROWS {
                self.0.pop();
            }
        }
        self.0.push(checkpoint);
    }
}

impl<T: Tally> RunningTallies<T> {
    /// The tally of an area; `None` if `value` gave `None` for some of its cells, which aren't computed
    /// yet.
    pub(crate) fn tally<'v>(
        &mut self,
        grid: &Grid,
        area: Area,
        value: impl Fn(CellId) -> Option<Cow<'v, Value>>,
    ) -> Option<T> {
        let key = (area.sheet, area.first_row, area.first_column, area.last_column);
        if self.areas.len() >= AREAS_MAX && !self.areas.contains_key(&key) {
            self.areas.clear();
        }
        let checkpoints =
            self.areas.entry(key).or_insert_with(|| Checkpoints(Vec::with_capacity(1)));
        let known = checkpoints.0.partition_point(|known| known.last_row <= area.last_row);
        let start = known.checked_sub(1).map(|index| checkpoints.0[index]);
        let (first_row, mut tally) = match start {
            Some(start) if start.tally.is_final() || start.last_row == area.last_row => {
                return Some(start.tally);
            }
            Some(start) => (start.last_row + 1, start.tally),
            None => (area.first_row, T::default()),
        };
        // Where a longer one is known, those above are too, close enough to one another.
        let may_keep = known == checkpoints.0.len();
        let mut missing = 0;
        // The row being taken in, and the tally above it.
        let mut present = (first_row, tally);
        let mut kept_row = first_row;
        grid.visit(Window { first_row, ..area.into() }, |row, _, id| {
            if missing == 0 && row > present.0 {
                present = (row, tally);
                if may_keep && row - kept_row >= CHECKPOINT_ROWS {
                    checkpoints.keep(area.first_row, row - 1, tally);
                    kept_row = row;
                }
            }
            match value(id) {
                None => {
                    missing += 1;
                    missing < MISSING_MAX
                }
                Some(_) if missing > 0 => true,
                Some(value) => {
                    tally.add(&value);
                    !tally.is_final()
                }
            }
        });
        if missing > 0 {
            let (row, above) = present;
            if may_keep && row > kept_row {
                checkpoints.keep(area.first_row, row - 1, above);
            }
            return None;
        }
        if may_keep {
            checkpoints.keep(area.first_row, area.last_row, tally);
        }
        Some(tally)
    }
}
