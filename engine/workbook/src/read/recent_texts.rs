//! Texts that repeat, kept once: the result of a text formula, or of a column of inline texts, mostly is
//! one of a few.

use std::hash::{BuildHasher, BuildHasherDefault};
use std::sync::Arc;

use rustc_hash::FxHasher;

/// Texts that are remembered.
const SLOTS: usize = 256;
/// Longer texts are rarely repeated.
const BYTES_MAX: usize = 64;

/// The texts met last, each at the place that its hash says.
#[derive(Default)]
pub(super) struct RecentTexts {
    slots: Vec<Option<Arc<str>>>,
}

impl RecentTexts {
    /// The text, shared with an equal one met not long ago.
    pub(super) fn share(&mut self, text: &str) -> Arc<str> {
        if text.len() > BYTES_MAX {
            return Arc::from(text);
        }
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, None);
        }
        let hash = BuildHasherDefault::<FxHasher>::default().hash_one(text);
        let slot = &mut self.slots[(hash >> 32) as usize % SLOTS];
        match slot {
            Some(known) if **known == *text => Arc::clone(known),
            _ => Arc::clone(slot.insert(Arc::from(text))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_one() {
        let mut texts = RecentTexts::default();
        let first = texts.share("near");
        assert_eq!(&*texts.share("far"), "far");
        assert!(Arc::ptr_eq(&first, &texts.share("near")));
        for number in 0..10_000 {
            let text = number.to_string();
            assert_eq!(*texts.share(&text), *text);
        }
        let long = "x".repeat(BYTES_MAX + 1);
        assert_eq!(*texts.share(&long), *long);
    }
}
