//! Gathers the formulas of all sheets and parses each distinct one once.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use ulam_formula::address::CellAddress;
use ulam_formula::parser::{self, Names, ParseError};

use super::formula_key::write_key;
use crate::names::SheetNames;
use crate::workbook::DistinctFormula;

/// The distinct formulas of a sheet, not parsed yet.
#[derive(Default)]
pub(super) struct FormulaPool {
    /// Index in `sources` by key.
    by_key: HashMap<Box<[u8]>, u32>,
    sources: Vec<Source>,
    key: Vec<u8>,
}

/// A formula's text and the first cell that it stands in.
struct Source {
    text: Box<str>,
    host: CellAddress,
}

impl FormulaPool {
    /// Index of the formula with this text in this cell.
    pub(super) fn index(&mut self, text: &str, host: CellAddress) -> u32 {
        write_key(text, host, &mut self.key);
        if let Some(index) = self.by_key.get(self.key.as_slice()) {
            return *index;
        }
        let index = self.sources.len() as u32;
        self.by_key.insert(self.key.as_slice().into(), index);
        self.sources.push(Source { text: text.into(), host });
        index
    }

    /// Moves another pool's formulas into this one; gives their indices here.
    pub(super) fn absorb(&mut self, other: FormulaPool) -> Vec<u32> {
        let FormulaPool { by_key, sources, .. } = other;
        if self.sources.is_empty() {
            let indices = (0..sources.len() as u32).collect();
            (self.by_key, self.sources) = (by_key, sources);
            return indices;
        }
        let mut keys: Vec<(u32, Box<[u8]>)> =
            by_key.into_iter().map(|(key, index)| (index, key)).collect();
        keys.sort_unstable_by_key(|(index, _)| *index);
        let mut indices = Vec::with_capacity(sources.len());
        for ((_, key), source) in keys.into_iter().zip(sources) {
            let next = self.sources.len() as u32;
            let index = *self.by_key.entry(key).or_insert(next);
            if index == next {
                self.sources.push(source);
            }
            indices.push(index);
        }
        indices
    }

    /// Parses all formulas.
    pub(super) fn parse(self, names: &SheetNames, bytes_max: usize) -> Vec<DistinctFormula> {
        self.sources
            .into_par_iter()
            .with_min_len(256)
            .map(|source| parse_one(&source.text, source.host, names, bytes_max))
            .collect()
    }
}

fn parse_one(
    text: &str,
    host: CellAddress,
    names: &dyn Names,
    bytes_max: usize,
) -> DistinctFormula {
    let unreadable =
        |error: ParseError| DistinctFormula::Unreadable { text: Arc::from(text), error };
    if text.len() > bytes_max {
        let message = format!("the formula is longer than {bytes_max} bytes");
        return unreadable(ParseError { at: bytes_max, message });
    }
    match parser::parse(text, host, names) {
        Ok(formula) => DistinctFormula::Parsed(Arc::new(formula)),
        Err(error) => unreadable(error),
    }
}
