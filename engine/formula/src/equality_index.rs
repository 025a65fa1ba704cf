//! An index of the cells of a column by what they are equal to, for the exact lookups and the
//! criteria that a sheet asks of one column over and over.
//!
//! A key is a hash of what a cell is compared by: a number at 15 digits, text without regard to case.
//! Cells that are equal have equal keys; cells with equal keys may still differ, so whoever finds one
//! here compares it again.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::coerce::parse_number;
use crate::compare::digits_15;
use crate::context::DateSystem;
use crate::value::Value;

/// What a cell is looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EqualityKey(u64);

impl EqualityKey {
    /// The key of a number, and of the texts that look like it.
    pub fn of_number(number: f64) -> EqualityKey {
        // Whole numbers of 15 digits are themselves at 15 digits.
        let is_short = number.abs() < 1e15 && number.trunc() == number;
        let rounded = if is_short { number } else { digits_15(number) };
        let mut hasher = FxHasher::default();
        // 0 and -0 are equal.
        (rounded + 0.0).to_bits().hash(&mut hasher);
        EqualityKey(hasher.finish())
    }

    /// The key of a text in any letter case.
    pub fn of_text(text: &str) -> EqualityKey {
        let mut hasher = FxHasher::default();
        for character in text.chars().flat_map(char::to_lowercase) {
            u32::from(character).hash(&mut hasher);
        }
        EqualityKey(hasher.finish())
    }
}

/// Rows of a column by key.
#[derive(Clone, Debug, Default)]
pub struct EqualityIndex {
    /// Ascending.
    rows: Vec<(EqualityKey, u32)>,
}

impl EqualityIndex {
    /// Indexes cells: rows and values.
    pub fn new<'v>(
        cells: impl Iterator<Item = (u32, &'v Value)>,
        dates: DateSystem,
    ) -> EqualityIndex {
        let mut rows = Vec::new();
        for (row, value) in cells {
            match value {
                Value::Number(number) => rows.push((EqualityKey::of_number(*number), row)),
                Value::Text(text) => {
                    rows.push((EqualityKey::of_text(text), row));
                    // Criteria count the text "12" with the numbers 12.
                    if let Some(number) = parse_number(text, dates) {
                        rows.push((EqualityKey::of_number(number), row));
                    }
                }
                _ => {}
            }
        }
        rows.sort_unstable();
        rows.dedup();
        EqualityIndex { rows }
    }

    /// The rows with a key, ascending.
    pub fn rows(&self, key: EqualityKey) -> impl Iterator<Item = u32> {
        let first = self.rows.partition_point(|(other, _)| *other < key);
        self.rows[first..].iter().take_while(move |(other, _)| *other == key).map(|(_, row)| *row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_cells_are_found_under_one_key() {
        let values = [
            Value::Number(0.3),
            Value::text("Größe"),
            Value::Number(-0.0),
            Value::text("12"),
            Value::Number(12.0),
            Value::text("GRÖSSE"),
            Value::text("grÖße"),
            Value::Boolean(true),
        ];
        let cells = values.iter().enumerate().map(|(row, value)| (row as u32, value));
        let index = EqualityIndex::new(cells, DateSystem::Since1900);
        let rows = |key| index.rows(key).collect::<Vec<u32>>();
        assert_eq!(rows(EqualityKey::of_number(0.1 + 0.2)), [0]);
        assert_eq!(rows(EqualityKey::of_text("GRÖße")), [1, 6]);
        assert_eq!(rows(EqualityKey::of_number(0.0)), [2]);
        assert_eq!(rows(EqualityKey::of_number(12.0)), [3, 4]);
        assert_eq!(rows(EqualityKey::of_number(7.0)), Vec::<u32>::new());
    }
}
