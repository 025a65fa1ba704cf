//! A cell's value in eight bytes: workbooks have millions of them.
//!
//! A number is itself. Anything else is a quiet NaN, whose payload says what: numbers in cells are
//! finite, so none of them is taken for it. What has no room there is in a list beside it.

use ulam_formula::value::{CellError, Value};

/// Bits of a NaN that says what else it is than a number.
const NOT_A_NUMBER: u64 = 0x7FFC_0000_0000_0000;
/// Where the kind is in it; the low half is what the kind needs.
const KIND_SHIFT: u32 = 32;

const NONE: u64 = 0;
const BLANK: u64 = 1;
const BOOLEAN: u64 = 2;
const ERROR: u64 = 3;
const LISTED: u64 = 4;
const PENDING: u64 = 5;

/// A value in eight bytes, or what stands for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PackedValue(u64);

/// What a [`PackedValue`] says.
pub(crate) enum Unpacked {
    /// The value.
    Value(Value),
    /// The value's place in the list.
    Listed(usize),
    /// That there is none.
    None,
}

impl PackedValue {
    const fn of_kind(kind: u64, low: u32) -> PackedValue {
        PackedValue(NOT_A_NUMBER | kind << KIND_SHIFT | low as u64)
    }

    /// An empty cell's.
    pub(crate) const BLANK: PackedValue = PackedValue::of_kind(BLANK, 0);
    /// That there is none.
    pub(crate) const NONE: PackedValue = PackedValue::of_kind(NONE, 0);
    /// That there is one, which isn't taken over yet.
    pub(crate) const PENDING: PackedValue = PackedValue::of_kind(PENDING, 0);

    /// A value; `None` if it has to be listed.
    #[inline]
    pub(crate) fn of(value: &Value) -> Option<PackedValue> {
        match value {
            Value::Number(number) if number.is_finite() => Some(PackedValue(number.to_bits())),
            Value::Blank => Some(PackedValue::BLANK),
            Value::Boolean(boolean) => Some(PackedValue::of_kind(BOOLEAN, u32::from(*boolean))),
            Value::Error(error) => Some(PackedValue::of_kind(ERROR, *error as u32)),
            _ => None,
        }
    }

    /// The value at this place of the list, which holds no more than there are cells.
    pub(crate) fn listed(index: usize) -> PackedValue {
        PackedValue::of_kind(LISTED, index as u32)
    }

    /// The place of a listed value.
    #[inline]
    pub(crate) fn place(self) -> Option<usize> {
        const KIND: u64 = u64::MAX << KIND_SHIFT;
        let is_listed = self.0 & KIND == PackedValue::of_kind(LISTED, 0).0;
        is_listed.then_some(self.0 as u32 as usize)
    }

    /// What it says.
    #[inline]
    pub(crate) fn unpacked(self) -> Unpacked {
        let number = f64::from_bits(self.0);
        if number.is_nan() {
            self.unpacked_payload()
        } else {
            Unpacked::Value(Value::Number(number))
        }
    }

    fn unpacked_payload(self) -> Unpacked {
        let low = self.0 as u32;
        match (self.0 & !NOT_A_NUMBER) >> KIND_SHIFT {
            NONE => Unpacked::None,
            BOOLEAN => Unpacked::Value(Value::Boolean(low != 0)),
            ERROR => {
                let error = CellError::ALL.into_iter().find(|error| *error as u32 == low);
                Unpacked::Value(Value::Error(error.unwrap_or(CellError::Unknown)))
            }
            LISTED => Unpacked::Listed(low as usize),
            _ => Unpacked::Value(Value::Blank),
        }
    }
}
