//! The rows of a sheet as they were read: which cells each has.

use ulam_formula::address::ROW_COUNT;

use super::pattern::Pattern;
use super::{RowRun, Window};
use crate::grid::CellId;

/// Marks an unused row.
pub(super) const NO_PATTERN: u32 = u32::MAX;

/// Rows are indexed directly if at least one in this many is used, else by binary search.
const ROWS_PER_USED_ROW_MAX: usize = 8;

/// Cells for each of which their row is known; those between are searched for.
const CELLS_PER_BLOCK: usize = 16;

/// The cells that were read for one sheet, numbered from 0.
#[derive(Debug, Default)]
pub(crate) struct SheetRows {
    rows: Rows,
    patterns: Vec<Pattern>,
    cell_count: u32,
    last_column: u32,
    /// Index of the row of each [`CELLS_PER_BLOCK`]th cell.
    row_of_block: Vec<u32>,
}

#[derive(Debug)]
enum Rows {
    /// Entry of every row from 0 to the last used one.
    Direct(Vec<RowEntry>),
    /// Used rows only, ascending, and their entries.
    Sorted(Vec<u32>, Vec<RowEntry>),
}

impl Default for Rows {
    fn default() -> Rows {
        Rows::Direct(Vec::new())
    }
}

/// The used cells of a row. Eight bytes: a sheet can have a million rows of few cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowEntry {
    /// Number of the row's first cell; of an unused row, that of the next cell.
    pub(super) first: u32,
    /// Index of its pattern, or [`NO_PATTERN`].
    pub(super) pattern: u32,
}

impl SheetRows {
    /// Ascending numbers of used rows, and their entries.
    pub(super) fn new(
        numbers: Vec<u32>,
        entries: Vec<RowEntry>,
        patterns: Vec<Pattern>,
        cell_count: u32,
    ) -> SheetRows {
        let last_column = patterns.iter().filter_map(|pattern| pattern.columns.last()).max();
        let last_column = last_column.map_or(0, |column| u32::from(*column));
        let row_count = numbers.last().map_or(0, |row| *row as usize + 1);
        let rows = if row_count == numbers.len() {
            Rows::Direct(entries)
        } else if row_count <= numbers.len().saturating_mul(ROWS_PER_USED_ROW_MAX) {
            Rows::Direct(with_unused_rows(&numbers, &entries, row_count))
        } else {
            Rows::Sorted(numbers, entries)
        };
        let mut sheet_rows =
            SheetRows { rows, patterns, cell_count, last_column, row_of_block: Vec::new() };
        sheet_rows.row_of_block = sheet_rows.rows_of_blocks();
        sheet_rows
    }

    fn rows_of_blocks(&self) -> Vec<u32> {
        let mut rows = Vec::with_capacity((self.cell_count as usize).div_ceil(CELLS_PER_BLOCK));
        for (index, entry) in self.entries().iter().enumerate() {
            if entry.pattern == NO_PATTERN {
                continue;
            }
            let end = entry.first as usize + self.patterns[entry.pattern as usize].columns.len();
            while rows.len() * CELLS_PER_BLOCK < end {
                rows.push(index as u32);
            }
        }
        rows
    }

    fn entries(&self) -> &[RowEntry] {
        match &self.rows {
            Rows::Direct(entries) | Rows::Sorted(_, entries) => entries,
        }
    }

    /// How many cells there are.
    pub(crate) fn cell_count(&self) -> u32 {
        self.cell_count
    }

    /// Row and column of a cell by its number.
    #[inline]
    pub(crate) fn place(&self, cell: u32) -> (u32, u32) {
        let entries = self.entries();
        let block = cell as usize / CELLS_PER_BLOCK;
        let from = self.row_of_block[block] as usize;
        let to = self.row_of_block.get(block + 1).map_or(entries.len(), |row| *row as usize + 1);
        let later = entries[from..to].partition_point(|entry| entry.first <= cell);
        let index = from + later - 1;
        let entry = entries[index];
        let columns = &self.patterns[entry.pattern as usize].columns;
        let row = match &self.rows {
            Rows::Direct(_) => index as u32,
            Rows::Sorted(numbers, _) => numbers[index],
        };
        (row, u32::from(columns[(cell - entry.first) as usize]))
    }

    /// The number of the cell at a row and column from 0, if it is used.
    #[inline]
    pub(crate) fn cell(&self, row: u32, column: u32) -> Option<u32> {
        let entry = self.row(row)?;
        let rank = self.patterns[entry.pattern as usize].rank(column)?;
        Some(entry.first + rank)
    }

    /// The entry of a row that has used cells.
    #[inline]
    fn row(&self, row: u32) -> Option<RowEntry> {
        match &self.rows {
            Rows::Direct(entries) => {
                entries.get(row as usize).copied().filter(|entry| entry.pattern != NO_PATTERN)
            }
            Rows::Sorted(rows, entries) => {
                let index = rows.binary_search(&row).ok()?;
                entries.get(index).copied()
            }
        }
    }

    /// The last used row and column from 0; `None` if no cell is used.
    pub(crate) fn used(&self) -> Option<(u32, u32)> {
        let last_row = match &self.rows {
            Rows::Direct(entries) => entries.len().checked_sub(1).map(|row| row as u32),
            Rows::Sorted(rows, _) => rows.last().copied(),
        };
        last_row.map(|row| (row, self.last_column))
    }

    /// Calls `visit` for each row of the window that has used cells, top down, their numbers counted
    /// from `base`; stops early when it gives false, and then gives false itself.
    pub(crate) fn visit(
        &self,
        base: u32,
        window: Window,
        visit: &mut impl FnMut(RowRun<'_>) -> bool,
    ) -> bool {
        // Neighbouring rows mostly have the same pattern, so its ranks are computed once.
        let mut ranks_of_pattern = (NO_PATTERN, 0..0);
        let mut visit_row = |row: u32, entry: RowEntry| {
            if entry.pattern == NO_PATTERN {
                return true;
            }
            let pattern = &self.patterns[entry.pattern as usize];
            if ranks_of_pattern.0 != entry.pattern {
                let ranks = pattern.ranks(window.first_column, window.last_column);
                ranks_of_pattern = (entry.pattern, ranks);
            }
            let ranks = ranks_of_pattern.1.clone();
            if ranks.is_empty() {
                return true;
            }
            let first = CellId(base + entry.first + ranks.start as u32);
            visit(RowRun { row, columns: &pattern.columns[ranks], first })
        };
        match &self.rows {
            Rows::Direct(entries) => {
                let end = entries.len().min(window.last_row as usize + 1);
                let from = end.min(window.first_row as usize);
                for (row, entry) in (window.first_row..).zip(&entries[from..end]) {
                    if !visit_row(row, *entry) {
                        return false;
                    }
                }
            }
            Rows::Sorted(rows, entries) => {
                let from = rows.partition_point(|row| *row < window.first_row);
                for (row, entry) in rows.iter().zip(entries).skip(from) {
                    if *row > window.last_row {
                        break;
                    }
                    if !visit_row(*row, *entry) {
                        return false;
                    }
                }
            }
        }
        true
    }
}

/// The entries of all rows, of used ones and those between.
fn with_unused_rows(numbers: &[u32], entries: &[RowEntry], row_count: usize) -> Vec<RowEntry> {
    let mut all = Vec::with_capacity(row_count.min(ROW_COUNT as usize));
    for (row, entry) in numbers.iter().zip(entries) {
        all.resize(*row as usize, RowEntry { first: entry.first, pattern: NO_PATTERN });
        all.push(*entry);
    }
    all
}
