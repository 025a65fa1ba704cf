//! Where the used cells of a sheet are.
//!
//! Used cells are numbered row by row, so a row is one run of numbers and its cells are found by
//! their rank in the row. Most rows of a sheet use the same columns as many others: a row stores
//! its first number and the index of its column pattern, and each pattern is stored once. That is
//! eight bytes per row, a few loads per lookup, and a range of values that lie side by side for
//! each row of an area.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use ulam_formula::address::{COLUMN_COUNT, ROW_COUNT};

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

/// Marks an unused row.
const NO_PATTERN: u32 = u32::MAX;

/// Rows are indexed directly if at least one in this many is used, else by binary search.
const ROWS_PER_USED_ROW_MAX: usize = 8;

/// The used cells of one sheet.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// Number of the first cell; the numbers in `rows` count from it.
    base: u32,
    cell_count: u32,
    rows: Rows,
    patterns: Vec<Pattern>,
    last_column: u32,
    /// Cells added after reading: few, and numbered out of order.
    added: BTreeMap<(u32, u32), CellId>,
}

#[derive(Clone, Debug)]
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

#[derive(Clone, Copy, Debug)]
struct RowEntry {
    /// Number of the row's first cell, from the sheet's first cell.
    first: u32,
    pattern: u32,
}

/// The used columns of a row.
#[derive(Clone, Debug)]
struct Pattern {
    /// Ascending; never empty.
    columns: Box<[u16]>,
    /// Whether the columns follow each other without a gap.
    is_run: bool,
    /// First word of `words`, in 64 columns.
    first_word: u16,
    /// Bits of the used columns; empty if there are fewer columns than words.
    words: Box<[Word]>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Word {
    bits: u64,
    /// Used columns before this word.
    rank: u32,
}

impl Pattern {
    fn new(columns: &[u16]) -> Pattern {
        let first = columns.first().copied().unwrap_or(0);
        let last = columns.last().copied().unwrap_or(0);
        let is_run = usize::from(last - first) + 1 == columns.len();
        let first_word = first / 64;
        let word_count = usize::from(last / 64 - first_word) + 1;
        let mut words = Vec::new();
        if !is_run && word_count <= columns.len() {
            words.resize(word_count, Word::default());
            for column in columns {
                words[usize::from(column / 64 - first_word)].bits |= 1 << (column % 64);
            }
            let mut rank = 0;
            for word in &mut words {
                word.rank = rank;
                rank += word.bits.count_ones();
            }
        }
        Pattern { columns: columns.into(), is_run, first_word, words: words.into() }
    }

    /// Place of a column among the used ones.
    #[inline]
    fn rank(&self, column: u32) -> Option<u32> {
        if self.is_run {
            let rank = column.wrapping_sub(u32::from(self.columns[0]));
            return ((rank as usize) < self.columns.len()).then_some(rank);
        }
        if self.words.is_empty() {
            let found = self.columns.binary_search_by(|used| u32::from(*used).cmp(&column));
            return found.ok().map(|rank| rank as u32);
        }
        let word =
            self.words.get((column / 64).wrapping_sub(u32::from(self.first_word)) as usize)?;
        let bit = 1_u64 << (column % 64);
        if word.bits & bit == 0 {
            return None;
        }
        Some(word.rank + (word.bits & (bit - 1)).count_ones())
    }

    /// Ranks of the used columns among `first..=last`.
    fn ranks(&self, first: u32, last: u32) -> Range<usize> {
        let from = self.columns.partition_point(|column| u32::from(*column) < first);
        let to = self.columns.partition_point(|column| u32::from(*column) <= last);
        from..to.max(from)
    }
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
    /// The number of the cell at a row and column from 0, if it is used.
    #[inline]
    pub fn cell(&self, row: u32, column: u32) -> Option<CellId> {
        if let Some(entry) = self.row(row)
            && let Some(rank) = self.patterns[entry.pattern as usize].rank(column)
        {
            return Some(CellId(self.base + entry.first + rank));
        }
        if self.added.is_empty() {
            return None;
        }
        self.added.get(&(row, column)).copied()
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

    /// Numbers of the cells that were read from the file.
    pub fn ids(&self) -> Range<u32> {
        self.base..self.base + self.cell_count
    }

    /// The last used row and column from 0; `None` if no cell is used.
    pub fn used(&self) -> Option<(u32, u32)> {
        let last_row = match &self.rows {
            Rows::Direct(entries) => entries.len().checked_sub(1).map(|row| row as u32),
            Rows::Sorted(rows, _) => rows.last().copied(),
        };
        let mut used = last_row.map(|row| (row, self.last_column));
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
            return self.visit_read_rows(window, &mut visit);
        }
        let mut added = self
            .added
            .range((window.first_row, 0)..=(window.last_row, u32::MAX))
            .filter(|((_, column), _)| (window.first_column..=window.last_column).contains(column))
            .map(|(&(row, column), &id)| (row, column as u16, id))
            .peekable();
        let finished = self.visit_read_rows(window, &mut |run: RowRun<'_>| {
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

    fn visit_read_rows(&self, window: Window, visit: &mut impl FnMut(RowRun<'_>) -> bool) -> bool {
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
            let first = CellId(self.base + entry.first + ranks.start as u32);
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

    /// Numbers the cells from `base` on.
    pub(crate) fn set_base(&mut self, base: u32) {
        self.base = base;
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

/// Builds a [`Grid`] from cells in ascending order of row, then column.
#[derive(Default)]
pub(crate) struct GridBuilder {
    rows: Vec<u32>,
    entries: Vec<RowEntry>,
    patterns: Vec<Pattern>,
    pattern_of_columns: HashMap<Box<[u16]>, u32>,
    cell_count: u32,
    last_column: u32,
    row: u32,
    row_columns: Vec<u16>,
}

impl GridBuilder {
    /// Adds the next cell; false, and nothing is added, if it isn't after the last one or lies
    /// outside a sheet.
    #[inline]
    pub(crate) fn push(&mut self, row: u32, column: u32) -> bool {
        if row >= ROW_COUNT || column >= COLUMN_COUNT {
            return false;
        }
        let column = column as u16;
        match self.row_columns.last() {
            Some(_) if row < self.row => return false,
            Some(last) if row == self.row && column <= *last => return false,
            Some(_) if row > self.row => self.finish_row(),
            _ => {}
        }
        self.row = row;
        self.row_columns.push(column);
        true
    }

    fn finish_row(&mut self) {
        let Some(last) = self.row_columns.last() else {
            return;
        };
        self.last_column = self.last_column.max(u32::from(*last));
        let previous = self.entries.last().map(|entry| entry.pattern);
        let pattern = match previous {
            Some(pattern) if *self.patterns[pattern as usize].columns == *self.row_columns => {
                pattern
            }
            _ => match self.pattern_of_columns.get(self.row_columns.as_slice()) {
                Some(pattern) => *pattern,
                None => {
                    let pattern = self.patterns.len() as u32;
                    self.patterns.push(Pattern::new(&self.row_columns));
                    self.pattern_of_columns.insert(self.row_columns.as_slice().into(), pattern);
                    pattern
                }
            },
        };
        self.rows.push(self.row);
        self.entries.push(RowEntry { first: self.cell_count, pattern });
        self.cell_count += self.row_columns.len() as u32;
        self.row_columns.clear();
    }

    /// Adds the cells of another builder; false if they aren't all after these. Then the cells have to
    /// be sorted, and this grid is of no use.
    pub(crate) fn append(&mut self, mut later: GridBuilder) -> bool {
        self.finish_row();
        later.finish_row();
        if let (Some(last), Some(first)) = (self.rows.last(), later.rows.first())
            && last >= first
        {
            return false;
        }
        let patterns: Vec<u32> = later
            .patterns
            .into_iter()
            .map(|pattern| match self.pattern_of_columns.get(&pattern.columns) {
                Some(known) => *known,
                None => {
                    let number = self.patterns.len() as u32;
                    self.pattern_of_columns.insert(pattern.columns.clone(), number);
                    self.patterns.push(pattern);
                    number
                }
            })
            .collect();
        self.rows.extend(later.rows);
        self.entries.extend(later.entries.into_iter().map(|entry| RowEntry {
            first: entry.first + self.cell_count,
            pattern: patterns[entry.pattern as usize],
        }));
        self.cell_count += later.cell_count;
        self.last_column = self.last_column.max(later.last_column);
        true
    }

    pub(crate) fn finish(mut self) -> Grid {
        self.finish_row();
        let row_count = self.rows.last().map_or(0, |row| *row as usize + 1);
        let rows = if row_count == self.rows.len() {
            Rows::Direct(self.entries)
        } else if row_count <= self.rows.len().saturating_mul(ROWS_PER_USED_ROW_MAX) {
            let mut entries = vec![RowEntry { first: 0, pattern: NO_PATTERN }; row_count];
            for (row, entry) in self.rows.iter().zip(&self.entries) {
                entries[*row as usize] = *entry;
            }
            Rows::Direct(entries)
        } else {
            Rows::Sorted(self.rows, self.entries)
        };
        Grid {
            base: 0,
            cell_count: self.cell_count,
            rows,
            patterns: self.patterns,
            last_column: self.last_column,
            added: BTreeMap::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid_of(cells: &[(u32, u32)]) -> Grid {
        let mut builder = GridBuilder::default();
        for (row, column) in cells {
            assert!(builder.push(*row, *column));
        }
        builder.finish()
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

    #[test]
    fn cells_out_of_order_are_refused() {
        let mut builder = GridBuilder::default();
        assert!(builder.push(2, 2));
        assert!(!builder.push(2, 2));
        assert!(!builder.push(2, 1));
        assert!(!builder.push(1, 5));
        assert!(!builder.push(ROW_COUNT, 0));
        assert!(!builder.push(3, COLUMN_COUNT));
        assert_eq!(builder.finish().ids(), 0..1);
    }
}
