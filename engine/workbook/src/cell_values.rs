//! The current values of all cells.

use std::borrow::Cow;

use ulam_formula::value::Value;

use crate::packed_value::{PackedValue, Unpacked};

/// The values of cells, by the cells' numbers: eight bytes each, and what takes more in a list.
#[derive(Clone, Debug, Default)]
pub(crate) struct CellValues {
    packed: Vec<PackedValue>,
    /// The texts above all; each belongs to one cell.
    listed: Vec<Value>,
    /// Places of the list that no cell has any more.
    free: Vec<usize>,
}

impl CellValues {
    /// Number of cells.
    pub(crate) fn len(&self) -> usize {
        self.packed.len()
    }

    /// The value of a cell.
    #[inline]
    pub(crate) fn get(&self, cell: usize) -> Cow<'_, Value> {
        self.unpacked(self.packed[cell])
    }

    #[inline]
    fn unpacked(&self, packed: PackedValue) -> Cow<'_, Value> {
        match packed.unpacked() {
            Unpacked::Value(value) => Cow::Owned(value),
            Unpacked::Listed(place) => Cow::Borrowed(&self.listed[place]),
            Unpacked::None => Cow::Owned(Value::Blank),
        }
    }

    /// All of them, in the order of the cells.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = Cow<'_, Value>> {
        self.packed.iter().map(|packed| self.unpacked(*packed))
    }

    /// Adds a cell.
    #[inline]
    pub(crate) fn push(&mut self, value: Value) {
        let packed = match PackedValue::of(&value) {
            Some(packed) => packed,
            None => self.list(value),
        };
        self.packed.push(packed);
    }

    /// Changes the value of a cell.
    #[inline]
    pub(crate) fn set(&mut self, cell: usize, value: Value) {
        let before = self.packed[cell].place();
        self.packed[cell] = match (PackedValue::of(&value), before) {
            (Some(packed), None) => packed,
            (Some(packed), Some(place)) => {
                self.listed[place] = Value::Blank;
                self.free.push(place);
                packed
            }
            (None, Some(place)) => {
                self.listed[place] = value;
                return;
            }
            (None, None) => self.list(value),
        };
    }

    fn list(&mut self, value: Value) -> PackedValue {
        match self.free.pop() {
            Some(place) => {
                self.listed[place] = value;
                PackedValue::listed(place)
            }
            None => {
                self.listed.push(value);
                PackedValue::listed(self.listed.len() - 1)
            }
        }
    }

    /// Adds the cells of another list behind these.
    pub(crate) fn append(&mut self, later: CellValues) {
        if self.packed.capacity() == 0 {
            *self = later;
            return;
        }
        let base = self.listed.len();
        self.packed.extend(later.packed.into_iter().map(|packed| match packed.place() {
            Some(place) => PackedValue::listed(base + place),
            None => packed,
        }));
        self.listed.extend(later.listed);
        self.free.extend(later.free.into_iter().map(|place| base + place));
    }

    /// Makes room for more cells, as far as there is any.
    pub(crate) fn make_room(&mut self, more: usize) {
        // Where there is no room now, there may be later.
        let _ = self.packed.try_reserve_exact(more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values_of(values: &[Value]) -> CellValues {
        let mut cells = CellValues::default();
        values.iter().for_each(|value| cells.push(value.clone()));
        cells
    }

    fn all(cells: &CellValues) -> Vec<Value> {
        cells.iter().map(Cow::into_owned).collect()
    }

    #[test]
    fn values_are_kept_in_order() {
        let early = [Value::Number(-0.5), Value::text("x"), Value::Blank, Value::text("")];
        let late = [Value::text("y"), Value::Boolean(true), Value::Omitted];
        let mut cells = values_of(&early);
        cells.append(values_of(&late));
        assert_eq!(all(&cells), [&early[..], &late[..]].concat());
        assert_eq!(*cells.get(4), Value::text("y"));
    }

    #[test]
    fn places_of_values_that_are_gone_are_used_again() {
        let mut cells = values_of(&[Value::text("a"), Value::text("b"), Value::Number(1.0)]);
        cells.set(0, Value::Number(2.0));
        cells.set(1, Value::text("c"));
        cells.set(2, Value::text("d"));
        assert_eq!(all(&cells), [Value::Number(2.0), Value::text("c"), Value::text("d")]);
        assert_eq!(cells.listed.len(), 2);
    }
}
