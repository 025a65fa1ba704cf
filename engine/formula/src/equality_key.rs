//! What cells are equal by, for indices of the cells of a column: exact lookups and the criteria that a
//! sheet asks of one column over and over.
//!
//! A key is a hash of what a cell is compared by: a number at 15 digits, text without regard to case.
//! Cells that are equal have equal keys; cells with equal keys may still differ, so whoever finds one
//! by its key compares it again.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;
use smallvec::{SmallVec, smallvec};

use crate::coerce::parse_number;
use crate::compare::digits_15;
use crate::date::DateSystem;
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

    /// The keys that a cell is found by: none for blank cells, booleans and errors.
    pub fn of_cell(value: &Value, dates: DateSystem) -> SmallVec<[EqualityKey; 2]> {
        match value {
            Value::Number(number) => smallvec![EqualityKey::of_number(*number)],
            Value::Text(text) => {
                let mut keys = smallvec![EqualityKey::of_text(text)];
                // Criteria count the text "12" with the numbers 12.
                keys.extend(parse_number(text, dates).map(EqualityKey::of_number));
                keys
            }
            _ => SmallVec::new(),
        }
    }

    /// The hash itself.
    pub fn bits(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_cells_have_a_key_in_common() {
        let keys = |value: Value| EqualityKey::of_cell(&value, DateSystem::Since1900).to_vec();
        let (number, text) = (EqualityKey::of_number, EqualityKey::of_text);
        assert_eq!(keys(Value::Number(0.1 + 0.2)), [number(0.3)]);
        assert_eq!(keys(Value::Number(-0.0)), [number(0.0)]);
        assert_eq!(keys(Value::text("GRÖSSE")), [text("grösse")]);
        assert_ne!(keys(Value::text("GRÖSSE")), keys(Value::text("Größe")));
        assert_eq!(keys(Value::text("12")), [text("12"), number(12.0)]);
        assert_eq!(keys(Value::Boolean(true)), []);
    }
}
