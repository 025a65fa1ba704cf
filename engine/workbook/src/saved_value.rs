//! The value that a file holds for a formula cell, in eight bytes: workbooks have millions of them.

use std::sync::Arc;

use ulam_formula::value::Value;

use crate::packed_value::{PackedValue, Unpacked};

/// Texts saved last that are looked through for an equal one.
const RECENT_TEXTS: usize = 8;

/// A value in eight bytes; texts are numbers of a list beside it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SavedValue(PackedValue);

impl SavedValue {
    /// That there is none.
    pub(crate) const fn none() -> SavedValue {
        SavedValue(PackedValue::NONE)
    }

    /// That there is one, which isn't taken over yet.
    pub(crate) const fn pending() -> SavedValue {
        SavedValue(PackedValue::PENDING)
    }

    /// Whether it isn't taken over yet.
    pub(crate) fn is_pending(self) -> bool {
        self.0 == PackedValue::PENDING
    }

    /// A scalar; its text is added to `texts`, unless it is one of those added last.
    pub(crate) fn new(value: &Value, texts: &mut Vec<Arc<str>>) -> SavedValue {
        let Value::Text(text) = value else {
            return SavedValue(PackedValue::of(value).unwrap_or(PackedValue::BLANK));
        };
        let recent = texts.len().saturating_sub(RECENT_TEXTS);
        let known = texts[recent..].iter().position(|known| Arc::ptr_eq(known, text));
        let index = known.map_or(texts.len(), |index| recent + index);
        if known.is_none() {
            texts.push(Arc::clone(text));
        }
        SavedValue(PackedValue::listed(index))
    }

    /// The value; `None` if there is none.
    pub(crate) fn value(self, texts: &[Arc<str>]) -> Option<Value> {
        match self.0.unpacked() {
            Unpacked::Value(value) => Some(value),
            Unpacked::Listed(index) => {
                Some(texts.get(index).map_or(Value::Blank, |text| Value::Text(Arc::clone(text))))
            }
            Unpacked::None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use ulam_formula::value::CellError;

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
