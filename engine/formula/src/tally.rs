//! What SUM, AVERAGE, MIN, MAX and the counts need of cells, gathered one cell at a time: so the tally of
//! an area is that of a shorter one and what is below it, bit for bit.

use crate::value::{CellError, Value};

/// Something that is gathered cell by cell.
pub trait Tally: Copy + Default {
    /// Takes in the next cell.
    fn add(&mut self, value: &Value);
    /// Whether no further cell can change it.
    fn is_final(&self) -> bool;
}

/// The numbers among cells. It ends at the first error.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct NumberTally {
    sum: f64,
    smallest: f64,
    largest: f64,
    count: u32,
    error: Option<CellError>,
}

impl NumberTally {
    /// That of cells of which nothing is known but an error.
    pub fn of_error(error: CellError) -> NumberTally {
        NumberTally { error: Some(error), ..NumberTally::default() }
    }
    /// Takes in a number.
    pub fn add_number(&mut self, number: f64) {
        if self.count == 0 || number < self.smallest {
            self.smallest = number;
        }
        if self.count == 0 || number > self.largest {
            self.largest = number;
        }
        self.sum += number;
        self.count = self.count.saturating_add(1);
    }
    /// The sum, from 0 on, one number after another.
    pub fn sum(&self) -> f64 {
        self.sum
    }
    /// How many numbers there are.
    pub fn count(&self) -> f64 {
        f64::from(self.count)
    }
    /// The smallest number, if there is one.
    pub fn smallest(&self) -> Option<f64> {
        (self.count > 0).then_some(self.smallest)
    }
    /// The largest number, if there is one.
    pub fn largest(&self) -> Option<f64> {
        (self.count > 0).then_some(self.largest)
    }
    /// The first error.
    pub fn error(&self) -> Option<CellError> {
        self.error
    }
}

impl Tally for NumberTally {
    fn add(&mut self, value: &Value) {
        match value {
            Value::Number(number) => self.add_number(*number),
            Value::Error(error) => self.error = self.error.or(Some(*error)),
            _ => {}
        }
    }
    fn is_final(&self) -> bool {
        self.error.is_some()
    }
}

/// How many cells there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ValueCounts {
    /// Those that aren't blank.
    pub values: u32,
    /// Numbers.
    pub numbers: u32,
    /// TRUE and FALSE.
    pub booleans: u32,
    /// Texts of no characters.
    pub empty_texts: u32,
}

impl Tally for ValueCounts {
    fn add(&mut self, value: &Value) {
        match value {
            Value::Blank | Value::Omitted => return,
            Value::Number(_) => self.numbers += 1,
            Value::Boolean(_) => self.booleans += 1,
            Value::Text(text) if text.is_empty() => self.empty_texts += 1,
            _ => {}
        }
        self.values += 1;
    }
    fn is_final(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_gathered_up_to_the_first_error() {
        let mut tally = NumberTally::default();
        assert_eq!((tally.sum(), tally.smallest(), tally.largest()), (0.0, None, None));
        for value in [Value::Number(-2.0), Value::text("9"), Value::Blank, Value::Number(5.5)] {
            tally.add(&value);
        }
        assert!(!tally.is_final());
        assert_eq!((tally.sum(), tally.count()), (3.5, 2.0));
        assert_eq!((tally.smallest(), tally.largest()), (Some(-2.0), Some(5.5)));
        tally.add(&Value::Error(CellError::Num));
        tally.add(&Value::Error(CellError::Div0));
        assert_eq!(tally.error(), Some(CellError::Num));
        assert!(tally.is_final());
    }

    #[test]
    fn values_are_counted_by_kind() {
        let mut counts = ValueCounts::default();
        for value in [
            Value::Number(1.0),
            Value::text(""),
            Value::text("1"),
            Value::Boolean(false),
            Value::Error(CellError::Num),
            Value::Blank,
        ] {
            counts.add(&value);
        }
        let expected = ValueCounts { values: 5, numbers: 1, booleans: 1, empty_texts: 1 };
        assert_eq!(counts, expected);
    }
}
