//! Gathers the formulas of all sheets and parses each distinct one once.

use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::Arc;

use hashbrown::{DefaultHashBuilder, HashTable};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use ulam_formula::address::CellAddress;
use ulam_formula::parser::{self, Names};

use super::formula_key::write_key;
use crate::names::SheetNames;
use crate::spelling::has_own_spelling;
use crate::workbook::DistinctFormula;

/// Formulas that one thread parses at a time, at least.
const FORMULAS_PER_JOB_MIN: usize = 256;

/// Distinct formulas, not parsed yet. Texts and keys lie one after another in two buffers: a
/// workbook can have a million of them.
#[derive(Default)]
pub(super) struct FormulaPool {
    hasher: DefaultHashBuilder,
    /// Indices in `sources` by key.
    by_key: HashTable<u32>,
    sources: Vec<Source>,
    keys: Vec<u8>,
    texts: String,
    key: Vec<u8>,
}

/// A formula and the first cell that it stands in.
struct Source {
    hash: u64,
    key: Range<usize>,
    text: Range<usize>,
    host: CellAddress,
}

impl FormulaPool {
    /// Index of the formula with this text in this cell.
    pub(super) fn index(&mut self, text: &str, host: CellAddress) -> u32 {
        let mut key = std::mem::take(&mut self.key);
        write_key(text, host, &mut key);
        let index = self.index_of_key(&key, text, host);
        self.key = key;
        index
    }

    fn index_of_key(&mut self, key: &[u8], text: &str, host: CellAddress) -> u32 {
        let FormulaPool { hasher, by_key, sources, keys, texts, .. } = self;
        let hash = hash_of(hasher, key);
        let has_key = |index: &u32| keys[sources[*index as usize].key.clone()] == *key;
        if let Some(index) = by_key.find(hash, has_key) {
            return *index;
        }
        let index = sources.len() as u32;
        let key_start = keys.len();
        keys.extend_from_slice(key);
        let text_start = texts.len();
        texts.push_str(text);
        let (key, text) = (key_start..keys.len(), text_start..texts.len());
        sources.push(Source { hash, key, text, host });
        by_key.insert_unique(hash, index, |index| sources[*index as usize].hash);
        index
    }

    /// Moves another pool's formulas into this one; gives their indices here.
    pub(super) fn absorb(&mut self, other: FormulaPool) -> Vec<u32> {
        if self.sources.is_empty() {
            let indices = (0..other.sources.len() as u32).collect();
            *self = other;
            return indices;
        }
        let mut indices = Vec::with_capacity(other.sources.len());
        for source in &other.sources {
            let (key, text) = (&other.keys[source.key.clone()], &other.texts[source.text.clone()]);
            indices.push(self.index_of_key(key, text, source.host));
        }
        indices
    }

    /// The texts of the formulas whose spelling parsing would lose.
    pub(super) fn written(&self) -> FxHashMap<u32, Arc<str>> {
        let texts = self.sources.iter().map(|source| &self.texts[source.text.clone()]);
        let written = texts.enumerate().filter(|(_, text)| has_own_spelling(text));
        written.map(|(index, text)| (index as u32, Arc::from(text))).collect()
    }

    /// Parses all formulas.
    pub(super) fn parse(&self, names: &SheetNames) -> Vec<DistinctFormula> {
        self.sources
            .par_iter()
            .with_min_len(FORMULAS_PER_JOB_MIN)
            .map(|source| parse_one(&self.texts[source.text.clone()], source.host, names))
            .collect()
    }
}

fn hash_of(hasher: &DefaultHashBuilder, key: &[u8]) -> u64 {
    hasher.hash_one(key)
}

fn parse_one(text: &str, host: CellAddress, names: &dyn Names) -> DistinctFormula {
    match parser::parse(text, host, names) {
        Ok(formula) => DistinctFormula::Parsed(Arc::new(formula)),
        Err(error) => DistinctFormula::Unreadable { text: Arc::from(text), error },
    }
}
