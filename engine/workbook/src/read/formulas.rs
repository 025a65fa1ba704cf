//! Gathers the formulas of all sheets, each distinct one once.

use std::hash::BuildHasher;
use std::sync::LazyLock;

use hashbrown::{DefaultHashBuilder, HashTable};
use ulam_formula::address::CellAddress;

use super::formula_key::write_key;
use crate::distinct_formulas::{DistinctFormulas, FormulaSource};
use crate::names::SheetNames;

/// Formulas whose keys are kept. A sheet of so many is hardly filled down: then a key is made again
/// from the text in the rare case that it is wanted.
const KEYS_MAX: usize = 1 << 16;

/// Distinct formulas, not parsed yet. Texts and keys lie one after another in two buffers: a
/// workbook can have a million of them.
pub(super) struct FormulaPool {
    /// The same in all pools, so that what one has hashed need not be hashed again by another.
    hasher: DefaultHashBuilder,
    /// Indices in `sources` by key.
    by_key: HashTable<u32>,
    sources: Vec<FormulaSource>,
    /// Of their keys.
    hashes: Vec<u32>,
    /// The keys of the first sources, and where each ends.
    keys: Vec<u8>,
    key_ends: Vec<usize>,
    texts: String,
    key: Vec<u8>,
}

/// What the formulas of a pool are numbered in another one that has taken them over.
pub(super) struct NewNumbers(Option<Vec<u32>>);

impl NewNumbers {
    /// The new number of a formula; 0 for one that the pool didn't have.
    pub(super) fn of(&self, number: u32) -> u32 {
        match &self.0 {
            Some(numbers) => numbers.get(number as usize).copied().unwrap_or(0),
            // They keep theirs.
            None => number,
        }
    }
}

/// Sixty-four bits of thirty-two, for the table, which looks at the highest and the lowest ones.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

static HASHER: LazyLock<DefaultHashBuilder> = LazyLock::new(DefaultHashBuilder::default);

impl Default for FormulaPool {
    fn default() -> FormulaPool {
        FormulaPool {
            hasher: HASHER.clone(),
            by_key: HashTable::new(),
            sources: Vec::new(),
            hashes: Vec::new(),
            keys: Vec::new(),
            key_ends: Vec::new(),
            texts: String::new(),
            key: Vec::new(),
        }
    }
}

impl FormulaPool {
    /// Index of the formula with this text in this cell.
    pub(super) fn index(&mut self, text: &str, host: CellAddress) -> u32 {
        let mut key = std::mem::take(&mut self.key);
        write_key(text, host, &mut key);
        // Half of it: a workbook can have a million of them.
        let hash = self.hasher.hash_one(&key) as u32;
        let index = self.index_of_key(hash, &key, text, host);
        self.key = key;
        index
    }

    fn index_of_key(&mut self, hash: u32, key: &[u8], text: &str, host: CellAddress) -> u32 {
        let has_key = |index: &u32| {
            let index = *index as usize;
            self.hashes[index] == hash && self.is_key_of(index, key)
        };
        if let Some(index) = self.by_key.find(spread(hash), has_key) {
            return *index;
        }
        let index = self.sources.len() as u32;
        if self.sources.len() < KEYS_MAX {
            self.keys.extend_from_slice(key);
            self.key_ends.push(self.keys.len());
        }
        self.texts.push_str(text);
        self.sources.push(FormulaSource::new(self.texts.len(), host));
        self.hashes.push(hash);
        let hashes = &self.hashes;
        self.by_key.insert_unique(spread(hash), index, |index| spread(hashes[*index as usize]));
        index
    }

    /// Whether this is the key of a formula of the pool.
    fn is_key_of(&self, index: usize, key: &[u8]) -> bool {
        match self.key_ends.get(index) {
            Some(end) => {
                let start = index.checked_sub(1).map_or(0, |before| self.key_ends[before]);
                self.keys[start..*end] == *key
            }
            None => {
                let mut own = Vec::with_capacity(key.len());
                write_key(self.text(index), self.sources[index].host(), &mut own);
                own == key
            }
        }
    }

    fn text(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.sources[before].text_end);
        &self.texts[start..self.sources[index].text_end]
    }

    /// Moves another pool's formulas into this one.
    pub(super) fn absorb(&mut self, other: FormulaPool) -> NewNumbers {
        if self.sources.is_empty() {
            *self = other;
            return NewNumbers(None);
        }
        let mut numbers = Vec::with_capacity(other.sources.len());
        self.by_key.reserve(other.sources.len(), |index| spread(self.hashes[*index as usize]));
        let mut key = std::mem::take(&mut self.key);
        for (index, source) in other.sources.iter().enumerate() {
            write_key(other.text(index), source.host(), &mut key);
            let hash = other.hashes[index];
            numbers.push(self.index_of_key(hash, &key, other.text(index), source.host()));
        }
        self.key = key;
        NewNumbers(Some(numbers))
    }

    /// The formulas, parsed if they aren't too many.
    pub(super) fn finish(self, names: &SheetNames) -> DistinctFormulas {
        let FormulaPool { sources, texts, hashes, keys, key_ends, by_key, .. } = self;
        // Parsing needs room.
        drop((hashes, keys, key_ends, by_key));
        DistinctFormulas::new(sources, texts, names)
    }
}
