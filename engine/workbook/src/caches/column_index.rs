//! Indices of columns by what their cells are equal to.

use std::borrow::Cow;

use hashbrown::HashTable;
use rustc_hash::FxHashMap;
use ulam_formula::address::{Area, SheetId};
use ulam_formula::context::DateSystem;
use ulam_formula::equality_key::EqualityKey;
use ulam_formula::value::Value;

use super::AREAS_MAX;
use crate::grid::{CellId, Grid, Window};

/// Times that a column is searched without an index.
const UNINDEXED_SEARCHES: u32 = 2;
/// Entries in all indices together: bounds their memory to a few hundred megabytes.
const ENTRIES_MAX: usize = 10_000_000;

/// Indices of columns that were searched more than a few times, from a row on.
#[derive(Default)]
pub(crate) struct ColumnIndices {
    /// By sheet, first row and column.
    columns: FxHashMap<(SheetId, u32, u16), ColumnIndex>,
    entry_count: usize,
}

impl ColumnIndices {
    /// The index of a column down to its last row at least; `None` if it was hardly searched, or not
    /// all its cells are computed (`value` gives `None`).
    pub(crate) fn reaching<'v>(
        &mut self,
        grid: &Grid,
        column: Area,
        dates: DateSystem,
        value: impl Fn(CellId) -> Option<Cow<'v, Value>>,
    ) -> Option<&ColumnIndex> {
        let key = (column.sheet, column.first_row, column.first_column);
        if self.columns.len() >= AREAS_MAX && !self.columns.contains_key(&key) {
            *self = ColumnIndices::default();
        }
        let index = self.columns.entry(key).or_insert_with(|| ColumnIndex::new(column.first_row));
        index.searches = index.searches.saturating_add(1);
        if index.searches <= UNINDEXED_SEARCHES {
            return None;
        }
        if index.next_row > column.last_row {
            return Some(index);
        }
        let before = index.entries.len();
        let entries_max = before + ENTRIES_MAX.saturating_sub(self.entry_count);
        let window = Window { first_row: index.next_row, ..column.into() };
        let is_whole = grid.visit(window, |row, _, id| match value(id) {
            Some(value) if index.entries.len() < entries_max => {
                for key in EqualityKey::of_cell(&value, dates) {
                    index.add(key, row);
                }
                index.next_row = row + 1;
                true
            }
            _ => false,
        });
        self.entry_count += index.entries.len() - before;
        if !is_whole {
            return None;
        }
        index.next_row = column.last_row + 1;
        Some(index)
    }
}

/// The rows of a column by key.
pub(crate) struct ColumnIndex {
    /// How often the column was searched.
    searches: u32,
    /// Rows from this one on aren't indexed yet.
    next_row: u32,
    /// The last entry of each key.
    lasts: HashTable<u32>,
    entries: Vec<Entry>,
}

struct Entry {
    key: EqualityKey,
    row: u32,
    /// The entry of the same key in the next row; of the last one, the first.
    next: u32,
}

impl ColumnIndex {
    fn new(first_row: u32) -> ColumnIndex {
        ColumnIndex {
            searches: 0,
            next_row: first_row,
            lasts: HashTable::new(),
            entries: Vec::new(),
        }
    }

    /// Adds a row that isn't above those added before.
    fn add(&mut self, key: EqualityKey, row: u32) {
        let ColumnIndex { lasts, entries, .. } = self;
        let added = entries.len() as u32;
        match lasts.find_mut(key.bits(), |last| entries[*last as usize].key == key) {
            Some(last) => {
                let before = &mut entries[*last as usize];
                if before.row == row {
                    return;
                }
                let first = std::mem::replace(&mut before.next, added);
                entries.push(Entry { key, row, next: first });
                *last = added;
            }
            None => {
                entries.push(Entry { key, row, next: added });
                lasts.insert_unique(key.bits(), added, |last| entries[*last as usize].key.bits());
            }
        }
    }

    /// Visits the rows of a key, ascending, down to the last row, until `visit` gives false.
    pub(crate) fn visit(
        &self,
        key: EqualityKey,
        last_row: u32,
        visit: &mut dyn FnMut(u32) -> bool,
    ) {
        let last = self.lasts.find(key.bits(), |last| self.entries[*last as usize].key == key);
        let Some(last) = last.copied() else {
            return;
        };
        let mut at = last;
        loop {
            at = self.entries[at as usize].next;
            let row = self.entries[at as usize].row;
            if row > last_row || !visit(row) || at == last {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_key_come_in_order() {
        let (one, two) = (EqualityKey::of_number(1.0), EqualityKey::of_number(2.0));
        let mut index = ColumnIndex::new(0);
        for (key, row) in [(one, 3), (two, 4), (one, 5), (one, 5), (one, 9)] {
            index.add(key, row);
        }
        let rows = |key: EqualityKey, last_row: u32, most: usize| {
            let mut rows = Vec::new();
            index.visit(key, last_row, &mut |row| {
                rows.push(row);
                rows.len() < most
            });
            rows
        };
        assert_eq!(rows(one, 100, 10), [3, 5, 9]);
        assert_eq!(rows(one, 5, 10), [3, 5]);
        assert_eq!(rows(one, 2, 10), Vec::<u32>::new());
        assert_eq!(rows(one, 100, 1), [3]);
        assert_eq!(rows(two, 100, 10), [4]);
        assert_eq!(rows(EqualityKey::of_number(3.0), 100, 10), Vec::<u32>::new());
    }
}
