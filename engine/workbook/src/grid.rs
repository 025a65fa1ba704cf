//! Where the used cells of a sheet are.
//!
//! Used cells are numbered row by row, so a row is one run of numbers and its cells are found by
//! their rank in the row. Most rows of a sheet use the same columns as many others: a row stores
//! its first number and the index of its column pattern, and each pattern is stored once. That is
//! eight bytes per row, a few loads per lookup, and a range of values that lie side by side for
//! each row of an area. The rows also tell where a cell is, by its number: places of their own would take as
//! much memory as the values.

mod builder;
mod pattern;
mod sheet_rows;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

pub(crate) use builder::{PlacesBuilder, RowsBuilder};
pub(crate) use sheet_rows::SheetRows;

/// Number of a used cell in its workbook: sheet by sheet, row by row, column by column. Index into
/// the flat arrays of [`crate::Cells`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellId(pub u32);

impl CellId {
    /// As an index into flat arrays.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The used cells of one sheet.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// Number of the first cell.
    base: u32,
    /// Those that were read from the file.
    read: Arc<SheetRows>,
    /// Cells added after reading: few, and numbered out of order.
    added: BTreeMap<(u32, u32), CellId>,
}

/// Used cells of one row that lie in an area: the cell in `columns[i]` has number `first + i`.
#[derive(Clone, Copy, Debug)]
pub struct RowRun<'g> {
    /// Row from 0.
    pub row: u32,
    /// Used columns from 0, ascending; never empty.
    pub columns: &'g [u16],
    /// Number of the cell in the first of these columns.
    pub first: CellId,
}

impl RowRun<'_> {
    /// Indices of the run's cells in flat arrays.
    #[inline]
    pub fn indices(&self) -> Range<usize> {
        self.first.index()..self.first.index() + self.columns.len()
    }
}

/// Rows and columns of one sheet, bounds included.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// First row from 0.
    pub first_row: u32,
    /// Last row from 0.
    pub last_row: u32,
    /// First column from 0.
    pub first_column: u32,
    /// Last column from 0.
    pub last_column: u32,
}

impl From<ulam_formula::address::Area> for Window {
    fn from(area: ulam_formula::address::Area) -> Window {
        Window {
            first_row: area.first_row,
            last_row: area.last_row,
            first_column: u32::from(area.first_column),
            last_column: u32::from(area.last_column),
        }
    }
}

impl Grid {
    /// Cells that were read, numbered from `base` on.
    pub(crate) fn new(base: u32, read: Arc<SheetRows>) -> Grid {
        Grid { base, read, added: BTreeMap::new() }
    }

    /// The number of the cell at a row and column from 0, if it is used.
    #[inline]
    pub fn cell(&self, row: u32, column: u32) -> Option<CellId> {
        if let Some(cell) = self.read.cell(row, column) {
            return Some(CellId(self.base + cell));
        }
        if self.added.is_empty() {
            return None;
        }
        self.added.get(&(row, column)).copied()
    }

    /// Numbers of the cells that were read from the file.
    pub fn ids(&self) -> Range<u32> {
        self.base..self.base + self.read.cell_count()
    }

    /// The last used row and column from 0; `None` if no cell is used.
    pub fn used(&self) -> Option<(u32, u32)> {
        let mut used = self.read.used();
        for &(row, column) in self.added.keys() {
            let (last_row, last_column) = used.unwrap_or((row, column));
            used = Some((last_row.max(row), last_column.max(column)));
        }
        used
    }

    /// Calls `visit` for each row of the window that has used cells, top down; stops early when it
    /// gives false, and then gives false itself. A row with cells that were added after reading
    /// comes in several runs, left to right.
    pub fn visit_rows(
        &self,
        window: impl Into<Window>,
        mut visit: impl FnMut(RowRun<'_>) -> bool,
    ) -> bool {
        let window = window.into();
        if self.added.is_empty() {
            return self.read.visit(self.base, window, &mut visit);
        }
        let mut added = self
            .added
            .range((window.first_row, 0)..=(window.last_row, u32::MAX))
            .filter(|((_, column), _)| (window.first_column..=window.last_column).contains(column))
            .map(|(&(row, column), &id)| (row, column as u16, id))
            .peekable();
        let finished = self.read.visit(self.base, window, &mut |run: RowRun<'_>| {
            let mut visited = 0;
            while let Some((row, column, id)) = added.next_if(|(row, _, _)| *row <= run.row) {
                let before = if row < run.row {
                    visited
                } else {
                    run.columns.partition_point(|used| *used < column)
                };
                if !visit_part(run, visited..before, &mut visit)
                    || !visit(RowRun { row, columns: &[column], first: id })
                {
                    return false;
                }
                visited = before;
            }
            visit_part(run, visited..run.columns.len(), &mut visit)
        });
        finished
            && added.all(|(row, column, id)| visit(RowRun { row, columns: &[column], first: id }))
    }

    /// Calls `visit(row, column, cell)` for each used cell of the window, row by row; stops early
    /// when it gives false, and then gives false itself.
    pub fn visit(
        &self,
        window: impl Into<Window>,
        mut visit: impl FnMut(u32, u32, CellId) -> bool,
    ) -> bool {
        self.visit_rows(window, |run| {
            for (rank, column) in run.columns.iter().enumerate() {
                let id = CellId(run.first.0 + rank as u32);
                if !visit(run.row, u32::from(*column), id) {
                    return false;
                }
            }
            true
        })
    }

    /// Adds a cell that wasn't read from the file. The caller has made sure that it is unused.
    pub(crate) fn add(&mut self, row: u32, column: u32, id: CellId) {
        self.added.insert((row, column), id);
    }
}

fn visit_part(
    run: RowRun<'_>,
    ranks: Range<usize>,
    visit: &mut impl FnMut(RowRun<'_>) -> bool,
) -> bool {
    if ranks.is_empty() {
        return true;
    }
    let first = CellId(run.first.0 + ranks.start as u32);
    visit(RowRun { row: run.row, columns: &run.columns[ranks], first })
}

#[cfg(test)]
mod tests {
    use ulam_formula::address::{COLUMN_COUNT, ROW_COUNT};

    use super::*;

    fn grid_of(cells: &[(u32, u32)]) -> Grid {
        let mut builder = RowsBuilder::default();
        for (row, column) in cells {
            assert!(builder.push(*row, *column));
        }
        Grid::new(0, Arc::new(builder.finish()))
    }

    const EVERYWHERE: Window = Window {
        first_row: 0,
        last_row: ROW_COUNT - 1,
        first_column: 0,
        last_column: COLUMN_COUNT - 1,
    };

    fn visited(grid: &Grid, window: Window) -> Vec<(u32, u32, u32)> {
        let mut cells = Vec::new();
        assert!(grid.visit(window, |row, column, id| {
            cells.push((row, column, id.0));
            true
        }));
        cells
    }

    /// Sets of cells of every shape: runs, gaps, far columns, far rows.
    fn samples() -> Vec<Vec<(u32, u32)>> {
        let dense = (0..40).flat_map(|row| (2..9).map(move |column| (row, column))).collect();
        let gaps = (0..200_u32)
            .filter(|row| row % 3 != 1)
            .flat_map(|row| {
                (0..150)
                    .filter(move |column| (row + column) % 5 != 0)
                    .map(move |column| (row, column))
            })
            .collect();
        let far = vec![(0, 0), (0, 16_383), (5, 1), (5, 16_000), (5, 16_383), (1_048_575, 16_383)];
        let scattered = (0..300_u32).map(|i| (i * 3000, (i * 977) % 16_384)).collect();
        vec![Vec::new(), dense, gaps, far, scattered]
    }

    #[test]
    fn used_cells_are_found_and_others_are_not() {
        for cells in samples() {
            let grid = grid_of(&cells);
            for (index, (row, column)) in cells.iter().enumerate() {
                assert_eq!(grid.cell(*row, *column), Some(CellId(index as u32)));
                assert_eq!(grid.read.place(index as u32), (*row, *column));
                for (row, column) in
                    [(*row, column + 1), (*row, column.wrapping_sub(1)), (row + 1, *column)]
                {
                    assert_eq!(
                        grid.cell(row, column).is_some(),
                        cells.contains(&(row, column)),
                        "{row} {column}"
                    );
                }
            }
            let last_row = cells.iter().map(|cell| cell.0).max();
            let last_column = cells.iter().map(|cell| cell.1).max();
            assert_eq!(grid.used(), last_row.zip(last_column));
        }
    }

    #[test]
    fn windows_are_visited_row_by_row() {
        let windows = [
            EVERYWHERE,
            Window { first_row: 3, last_row: 11, first_column: 4, last_column: 120 },
            Window { first_column: 5, last_column: 5, ..EVERYWHERE },
            Window { first_row: 5, last_row: 5, ..EVERYWHERE },
            Window { first_row: 1_000_000, ..EVERYWHERE },
        ];
        for cells in samples() {
            let grid = grid_of(&cells);
            for window in windows {
                let inside: Vec<(u32, u32, u32)> = cells
                    .iter()
                    .enumerate()
                    .filter(|(_, (row, column))| {
                        (window.first_row..=window.last_row).contains(row)
                            && (window.first_column..=window.last_column).contains(column)
                    })
                    .map(|(index, (row, column))| (*row, *column, index as u32))
                    .collect();
                assert_eq!(visited(&grid, window), inside);
            }
        }
    }

    #[test]
    fn added_cells_are_found_and_visited_in_order() {
        let mut grid = grid_of(&[(1, 1), (1, 2), (1, 5), (3, 0)]);
        for (index, (row, column)) in
            [(1, 3), (0, 7), (1, 0), (9, 2), (1, 9), (2, 2)].into_iter().enumerate()
        {
            assert_eq!(grid.cell(row, column), None);
            grid.add(row, column, CellId(4 + index as u32));
            assert_eq!(grid.cell(row, column), Some(CellId(4 + index as u32)));
        }
        let places: Vec<(u32, u32)> =
            visited(&grid, EVERYWHERE).into_iter().map(|(row, column, _)| (row, column)).collect();
        assert_eq!(
            places,
            [(0, 7), (1, 0), (1, 1), (1, 2), (1, 3), (1, 5), (1, 9), (2, 2), (3, 0), (9, 2)]
        );
        assert_eq!(grid.used(), Some((9, 9)));
        let window = Window { first_row: 1, last_row: 2, first_column: 2, last_column: 3 };
        assert_eq!(visited(&grid, window), [(1, 2, 1), (1, 3, 4), (2, 2, 9)]);
    }
}
