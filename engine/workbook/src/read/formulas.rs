//! Gathers the formulas of all sheets and parses each distinct one once.

use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use hashbrown::{DefaultHashBuilder, HashTable};
use rayon::prelude::*;
use ulam_formula::address::CellAddress;
use ulam_formula::parser::{self, Names};

use super::formula_key::write_key;
use crate::names::SheetNames;
use crate::spelling::WrittenFormulas;
use crate::workbook::DistinctFormula;

/// Formulas that one thread parses at a time, at least.
const FORMULAS_PER_JOB_MIN: usize = 256;

/// Distinct formulas, not parsed yet. Texts and keys lie one after another in two buffers: a
/// workbook can have a million of them.
pub(super) struct FormulaPool {
    /// The same in all pools, so that what one has hashed need not be hashed again by another.
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

static HASHER: LazyLock<DefaultHashBuilder> = LazyLock::new(DefaultHashBuilder::default);

impl Default for FormulaPool {
    fn default() -> FormulaPool {
        FormulaPool {
            hasher: HASHER.clone(),
            by_key: HashTable::new(),
            sources: Vec::new(),
            keys: Vec::new(),
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
        let hash = self.hasher.hash_one(&key);
        let index = self.index_of_key(hash, &key, text, host);
        self.key = key;
        index
    }

    fn index_of_key(&mut self, hash: u64, key: &[u8], text: &str, host: CellAddress) -> u32 {
        let FormulaPool { by_key, sources, keys, texts, .. } = self;
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
        self.by_key.reserve(other.sources.len(), |index| self.sources[*index as usize].hash);
        for source in &other.sources {
            let (key, text) = (&other.keys[source.key.clone()], &other.texts[source.text.clone()]);
            indices.push(self.index_of_key(source.hash, key, text, source.host));
        }
        indices
    }

    /// Parses all formulas; gives them and the texts whose spelling parsing would lose.
    pub(super) fn parse(self, names: &SheetNames) -> (Vec<DistinctFormula>, WrittenFormulas) {
        let FormulaPool { sources, texts, keys, by_key, .. } = self;
        // A million formulas take some hundred megabytes when parsed: make room for them.
        drop((keys, by_key));
        let mut written = WrittenFormulas::default();
        for (index, source) in sources.iter().enumerate() {
            written.add_if_own(index as u32, &texts[source.text.clone()]);
        }
        let parsed = sources
            .par_iter()
            .with_min_len(FORMULAS_PER_JOB_MIN)
            .map(|source| parse_one(&texts[source.text.clone()], source.host, names))
            .collect();
        (parsed, written)
    }
}

fn parse_one(text: &str, host: CellAddress, names: &dyn Names) -> DistinctFormula {
    match parser::parse(text, host, names) {
        Ok(formula) => DistinctFormula::Parsed(Arc::new(formula)),
        Err(error) => DistinctFormula::Unreadable { text: Arc::from(text), error },
    }
}
