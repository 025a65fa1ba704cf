//! Gathers where the cells of a sheet are, as they are read.

use std::collections::HashMap;

use ulam_formula::address::{COLUMN_COUNT, ROW_COUNT};

use super::pattern::Pattern;
use super::sheet_rows::{RowEntry, SheetRows};

/// The places of the cells of one sheet so far. They nearly always come in order: then they take some
/// bytes a row, else eight a cell.
#[derive(Default)]
pub(crate) struct PlacesBuilder {
    rows: RowsBuilder,
    /// Row and column of all cells, once one has come out of order.
    scattered: Option<Vec<(u32, u16)>>,
}

impl PlacesBuilder {
    /// Number of the cells so far.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        match &self.scattered {
            Some(places) => places.len(),
            None => self.rows.len(),
        }
    }

    /// Row and column of a cell.
    pub(crate) fn get(&self, cell: usize) -> Option<(u32, u32)> {
        match &self.scattered {
            Some(places) => places.get(cell).map(|(row, column)| (*row, u32::from(*column))),
            None => self.rows.place(cell),
        }
    }

    /// Row and column of the cell added last.
    pub(crate) fn last(&self) -> Option<(u32, u32)> {
        self.get(self.len().checked_sub(1)?)
    }

    /// Adds a cell.
    #[inline]
    pub(crate) fn push(&mut self, row: u32, column: u32) {
        if let Some(places) = &mut self.scattered {
            places.push((row, column as u16));
        } else if !self.rows.push(row, column) {
            let mut places = self.take_places();
            places.push((row, column as u16));
            self.scattered = Some(places);
        }
    }

    /// Adds the cells of another builder.
    pub(crate) fn append(&mut self, mut later: PlacesBuilder) {
        if self.scattered.is_none()
            && later.scattered.is_none()
            && self.rows.ends_before(&later.rows)
        {
            return self.rows.append(later.rows);
        }
        let mut places = self.take_places();
        places.extend(later.take_places());
        self.scattered = Some(places);
    }

    fn take_places(&mut self) -> Vec<(u32, u16)> {
        let rows = std::mem::take(&mut self.rows);
        self.scattered.take().unwrap_or_else(|| rows.places())
    }

    /// Makes room for some times as many rows as there are, by what `more` says of a number.
    pub(crate) fn make_room(&mut self, more: impl Fn(usize) -> usize) {
        let RowsBuilder { numbers, entries, .. } = &mut self.rows;
        // Where there is no room now, there may be later.
        let _ = numbers.try_reserve_exact(more(numbers.len()));
        let _ = entries.try_reserve_exact(more(entries.len()));
    }

    /// The rows of the cells.
    ///
    /// # Errors
    /// Row and column of each cell, if they didn't come in order.
    pub(crate) fn finish(self) -> Result<SheetRows, Vec<(u32, u16)>> {
        match self.scattered {
            Some(places) => Err(places),
            None => Ok(self.rows.finish()),
        }
    }
}

/// Builds [`SheetRows`] from cells in ascending order of row, then column.
#[derive(Default)]
pub(crate) struct RowsBuilder {
    /// Used rows, without the one that cells are being added to.
    numbers: Vec<u32>,
    entries: Vec<RowEntry>,
    patterns: Vec<Pattern>,
    pattern_of_columns: HashMap<Box<[u16]>, u32>,
    /// Cells of these rows.
    cell_count: u32,
    row: u32,
    row_columns: Vec<u16>,
}

impl RowsBuilder {
    fn len(&self) -> usize {
        self.cell_count as usize + self.row_columns.len()
    }

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
            None if row <= self.row && !self.numbers.is_empty() => return false,
            _ => {}
        }
        self.row = row;
        self.row_columns.push(column);
        true
    }

    fn finish_row(&mut self) {
        if self.row_columns.is_empty() {
            return;
        }
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
        self.numbers.push(self.row);
        self.entries.push(RowEntry { first: self.cell_count, pattern });
        self.cell_count += self.row_columns.len() as u32;
        self.row_columns.clear();
    }

    /// Row and column of a cell.
    fn place(&self, cell: usize) -> Option<(u32, u32)> {
        if let Some(rank) = cell.checked_sub(self.cell_count as usize) {
            return Some((self.row, u32::from(*self.row_columns.get(rank)?)));
        }
        let later = self.entries.partition_point(|entry| entry.first as usize <= cell);
        let index = later.checked_sub(1)?;
        let entry = self.entries.get(index)?;
        let columns = &self.patterns[entry.pattern as usize].columns;
        Some((self.numbers[index], u32::from(columns[cell - entry.first as usize])))
    }

    fn places(mut self) -> Vec<(u32, u16)> {
        self.finish_row();
        let mut places = Vec::with_capacity(self.cell_count as usize);
        for (row, entry) in self.numbers.iter().zip(&self.entries) {
            let columns = &self.patterns[entry.pattern as usize].columns;
            places.extend(columns.iter().map(|column| (*row, *column)));
        }
        places
    }

    /// Whether the cells of another builder are all in rows after these.
    fn ends_before(&self, later: &RowsBuilder) -> bool {
        let first = later.numbers.first().copied().unwrap_or(later.row);
        self.len() == 0 || later.len() == 0 || self.row < first
    }

    /// Adds the cells of another builder, which are all in rows after these.
    fn append(&mut self, mut later: RowsBuilder) {
        self.finish_row();
        later.finish_row();
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
        if let Some(row) = later.numbers.last() {
            self.row = *row;
        }
        self.numbers.extend(later.numbers);
        self.entries.extend(later.entries.into_iter().map(|entry| RowEntry {
            first: entry.first + self.cell_count,
            pattern: patterns[entry.pattern as usize],
        }));
        self.cell_count += later.cell_count;
    }

    pub(crate) fn finish(mut self) -> SheetRows {
        self.finish_row();
        SheetRows::new(self.numbers, self.entries, self.patterns, self.cell_count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn builder_of(places: &[(u32, u32)]) -> PlacesBuilder {
        let mut builder = PlacesBuilder::default();
        places.iter().for_each(|(row, column)| builder.push(*row, *column));
        builder
    }

    #[test]
    fn every_cell_has_its_place_while_others_are_added() {
        let (early, late) = ([(0, 3), (0, 4), (2, 3)], [(2, 9), (5, 0), (5, 1)]);
        // In one go, and rows after rows.
        for (first, second) in
            [([&early[..], &late[..]].concat(), vec![]), (early.into(), vec![(3, 1), (3, 2)])]
        {
            let mut builder = builder_of(&first);
            builder.append(builder_of(&second));
            let all = [first, second].concat();
            assert_eq!((builder.len(), builder.last()), (all.len(), all.last().copied()));
            for (cell, place) in all.iter().enumerate() {
                assert_eq!(builder.get(cell), Some(*place));
            }
            let rows = builder.finish().expect("in order");
            for (cell, place) in all.iter().enumerate() {
                assert_eq!(rows.place(cell as u32), *place);
            }
        }
    }

    #[test]
    fn cells_out_of_order_keep_their_places() {
        for (first, second) in
            [(vec![(2, 2), (2, 2), (1, 0)], vec![]), (vec![(2, 2)], vec![(2, 3), (3, 0)])]
        {
            let mut builder = builder_of(&first);
            builder.append(builder_of(&second));
            let all = [first, second].concat();
            assert_eq!((builder.len(), builder.last()), (all.len(), all.last().copied()));
            let narrow: Vec<(u32, u16)> =
                all.iter().map(|(row, column)| (*row, *column as u16)).collect();
            assert_eq!(builder.finish().err(), Some(narrow));
        }
    }

    #[test]
    fn cells_outside_a_sheet_are_refused() {
        let mut builder = RowsBuilder::default();
        assert!(!builder.push(ROW_COUNT, 0));
        assert!(!builder.push(3, COLUMN_COUNT));
    }
}
