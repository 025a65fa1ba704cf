//! The value that a file holds for a formula cell, in eight bytes: workbooks have millions of them.
//!
//! A number is itself. Anything else is a quiet NaN, whose payload says what: numbers in files are
//! finite, so none of them is taken for it.

use std::sync::Arc;

use ulam_formula::value::{CellError, Value};

/// Bits of a NaN that says what else it is than a number.
const NOT_A_NUMBER: u64 = 0x7FFC_0000_0000_0000;
/// Where the kind is in it; the low half is what the kind needs.
const KIND_SHIFT: u32 = 32;

const NONE: u64 = 0;
const BLANK: u64 = 1;
const BOOLEAN: u64 = 2;
const ERROR: u64 = 3;
const TEXT: u64 = 4;
const PENDING: u64 = 5;

/// Texts saved last that are looked through for an equal one.
const RECENT_TEXTS: usize = 8;

/// A value in eight bytes; texts are numbers of a list beside it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SavedValue(u64);

impl SavedValue {
    /// That there is none.
    pub(crate) const fn none() -> SavedValue {
        SavedValue(NOT_A_NUMBER | NONE << KIND_SHIFT)
    }

    /// That there is one, which isn't taken over yet.
    pub(crate) const fn pending() -> SavedValue {
        SavedValue(NOT_A_NUMBER | PENDING << KIND_SHIFT)
    }

    /// Whether it isn't taken over yet.
    pub(crate) fn is_pending(self) -> bool {
        self.0 == SavedValue::pending().0
    }

    /// A scalar; its text is added to `texts`, unless it is one of those added last.
    pub(crate) fn new(value: &Value, texts: &mut Vec<Arc<str>>) -> SavedValue {
        let of_kind =
            |kind: u64, low: u32| SavedValue(NOT_A_NUMBER | kind << KIND_SHIFT | u64::from(low));
        match value {
            Value::Number(number) if number.is_finite() => SavedValue(number.to_bits()),
            Value::Boolean(boolean) => of_kind(BOOLEAN, u32::from(*boolean)),
            Value::Error(error) => of_kind(ERROR, *error as u32),
            // As many as there are cells, whose numbers fit.
            Value::Text(text) => {
                let recent = texts.len().saturating_sub(RECENT_TEXTS);
                let known = texts[recent..].iter().position(|known| Arc::ptr_eq(known, text));
                let index = known.map_or(texts.len(), |index| recent + index);
                if known.is_none() {
                    texts.push(Arc::clone(text));
                }
                of_kind(TEXT, index as u32)
            }
            _ => of_kind(BLANK, 0),
        }
    }

    /// The value; `None` if there is none.
    pub(crate) fn value(self, texts: &[Arc<str>]) -> Option<Value> {
        let number = f64::from_bits(self.0);
        if !number.is_nan() {
            return Some(Value::Number(number));
        }
        let low = self.0 as u32;
        match (self.0 & !NOT_A_NUMBER) >> KIND_SHIFT {
            NONE => None,
            BOOLEAN => Some(Value::Boolean(low != 0)),
            ERROR => {
                let error = CellError::ALL.into_iter().find(|error| *error as u32 == low);
                Some(Value::Error(error.unwrap_or(CellError::Unknown)))
            }
            TEXT => Some(
                texts.get(low as usize).map_or(Value::Blank, |text| Value::Text(Arc::clone(text))),
            ),
            _ => Some(Value::Blank),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scalar_comes_back() {
        let mut texts = Vec::new();
        let mut values = vec![
            Value::Blank,
            Value::Boolean(true),
            Value::Boolean(false),
            Value::text(""),
            Value::text("x"),
            Value::Number(0.0),
            Value::Number(-f64::MAX),
            Value::Number(5e-324),
        ];
        values.extend(CellError::ALL.map(Value::Error));
        let saved: Vec<SavedValue> =
            values.iter().map(|value| SavedValue::new(value, &mut texts)).collect();
        for (value, saved) in values.iter().zip(saved) {
            assert_eq!(saved.value(&texts).as_ref(), Some(value));
        }
        assert_eq!(SavedValue::none().value(&texts), None);
        assert!(SavedValue::pending().is_pending());
        assert!(!SavedValue::none().is_pending());
    }

    #[test]
    fn a_text_that_repeats_is_saved_once() {
        let (mut texts, near, far) = (Vec::new(), Value::text("near"), Value::text("far"));
        for value in [&near, &far, &near, &near, &far] {
            let saved = SavedValue::new(value, &mut texts);
            assert_eq!(saved.value(&texts).as_ref(), Some(value));
        }
        assert_eq!(texts.len(), 2);
    }
}
