//! What a context may know of long areas, so that many formulas over the
//! same cells don't go through all of them each. Whatever it knows is what going through them would
//! give, bit for bit.

use std::sync::Arc;

use smallvec::SmallVec;

use crate::address::{Area, SheetId};
use crate::equality_key::EqualityKey;
use crate::tally::{NumberTally, ValueCounts};
use crate::value::{CellError, Value};

/// Shorter areas are gone through cell by cell.
pub const ROWS_MIN: usize = 32;

/// Knowledge of long areas. Each answer may be missing, since keeping it would take too much memory or
/// its cells aren't computed yet: then the cells have to be gone through.
pub trait LongAreas {
    /// The numbers of an area, row by row.
    fn number_tally(&self, area: Area) -> Option<NumberTally>;
    /// How many cells of each kind an area has.
    ///
    /// # Errors
    /// If the area has cells that aren't computed yet.
    fn value_counts(&self, area: Area) -> Option<Result<ValueCounts, CellError>>;
    /// The numbers of an area in rising order.
    fn sorted_numbers(&self, area: Area) -> Option<Arc<SortedNumbers>>;
    /// Visits rows (from 0, ascending) of the cells of one column that may be equal to what `key` is the
    /// key of: all that are equal, and perhaps others. Stops when `visit` gives false. False, and
    /// nothing is visited, if there is no index of the column.
    fn visit_rows_equal(
        &self,
        column: Area,
        key: EqualityKey,
        visit: &mut dyn FnMut(u32) -> bool,
    ) -> bool;
    /// How many rows of a sheet have to be looked at in a column: all cells below are blank.
    fn used_rows(&self, sheet: SheetId, column: u16) -> Option<u32>;
    /// The result of a call that was computed before.
    fn known_result(&self, call: &CallKey) -> Option<Value>;
    /// Notes the result of a call, unless cells that it read aren't computed yet.
    fn keep_result(&self, call: CallKey, result: &Value);
}

/// The numbers of an area in rising order, and its first error.
#[derive(Clone, Debug, PartialEq)]
pub struct SortedNumbers {
    /// The numbers, as `f64::total_cmp` orders them.
    pub numbers: Arc<[f64]>,
    /// The first error, row by row.
    pub error: Option<CellError>,
}

/// The numbers of cells and their first error, before they are sorted.
#[derive(Debug, Default)]
pub struct UnsortedNumbers {
    numbers: Vec<f64>,
    error: Option<CellError>,
}

impl UnsortedNumbers {
    /// Takes in the next cell, row by row.
    pub fn add(&mut self, value: &Value) {
        match value {
            Value::Number(number) => self.numbers.push(*number),
            Value::Error(found) => self.error = self.error.or(Some(*found)),
            _ => {}
        }
    }

    /// Numbers so far.
    pub fn count(&self) -> usize {
        self.numbers.len()
    }

    /// The numbers in rising order.
    pub fn sorted(mut self) -> SortedNumbers {
        self.numbers.sort_unstable_by(f64::total_cmp);
        SortedNumbers { numbers: self.numbers.into(), error: self.error }
    }
}

/// A call of a function that gives the same whenever its arguments and the cells that they refer to are
/// the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CallKey {
    function: &'static str,
    arguments: SmallVec<[Argument; 4]>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Argument {
    Blank,
    Omitted,
    /// The number's bits.
    Number(u64),
    Text(Arc<str>),
    Boolean(bool),
    Error(CellError),
    Area(Area),
}

impl CallKey {
    /// The key of a call; `None` for arguments that are arrays, several areas or functions.
    pub fn new(function: &'static str, arguments: &[Value]) -> Option<CallKey> {
        let arguments = arguments.iter().map(Argument::of).collect::<Option<_>>()?;
        Some(CallKey { function, arguments })
    }
}

impl Argument {
    fn of(value: &Value) -> Option<Argument> {
        Some(match value {
            Value::Blank => Argument::Blank,
            Value::Omitted => Argument::Omitted,
            Value::Number(number) => Argument::Number(number.to_bits()),
            Value::Text(text) => Argument::Text(text.clone()),
            Value::Boolean(boolean) => Argument::Boolean(*boolean),
            Value::Error(error) => Argument::Error(*error),
            Value::Area(area) => Argument::Area(*area),
            Value::Array(_) | Value::Union(_) | Value::Lambda(_) => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &'static str, rows: u32, argument: Value) -> Option<CallKey> {
        let area =
            Area { sheet: 0, first_column: 0, last_column: 0, first_row: 0, last_row: rows - 1 };
        CallKey::new(name, &[Value::Area(area), argument])
    }

    #[test]
    fn calls_are_told_apart_by_their_arguments() {
        let call = key("COUNTIF", 1000, Value::text("x"));
        assert!(call.is_some());
        assert_eq!(call, key("COUNTIF", 1000, Value::text("x")));
        for other in [
            key("COUNTIF", 1000, Value::text("X")),
            key("COUNTIF", 1000, Value::Number(0.0)),
            key("COUNTIF", 1000, Value::Blank),
            key("COUNTIF", 1001, Value::text("x")),
            key("LARGE", 1000, Value::text("x")),
        ] {
            assert!(other.is_some() && other != call, "{other:?}");
        }
    }

    #[test]
    fn sorted_numbers_have_the_first_error() {
        let values = [
            Value::Number(2.0),
            Value::Error(CellError::Num),
            Value::text("1"),
            Value::Error(CellError::Ref),
            Value::Number(-1.0),
        ];
        let mut numbers = UnsortedNumbers::default();
        values.iter().for_each(|value| numbers.add(value));
        let sorted = numbers.sorted();
        assert_eq!((&*sorted.numbers, sorted.error), (&[-1.0, 2.0][..], Some(CellError::Num)));
    }
}
