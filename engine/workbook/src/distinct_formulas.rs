//! The distinct formulas of a workbook: their texts, and what they parse to.
//!
//! A parsed formula takes some hundreds of bytes, its text ten. A model has some thousands of distinct
//! formulas, which are parsed when it is read. But a file can hold a million that are all different:
//! these are parsed when they are asked for, and a recalculation parses each without keeping it.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use ulam_formula::address::{CellAddress, SheetId};
use ulam_formula::parser::{self, Names};

use crate::names::SheetNames;
use crate::spelling::has_own_spelling;
use crate::workbook::DistinctFormula;

/// Distinct formulas of a workbook that are all parsed when it is read; of more, none is.
const PARSED_AT_ONCE_MAX: usize = 1 << 16;
/// Formulas that one thread parses at a time, at least.
const FORMULAS_PER_JOB_MIN: usize = 256;
/// Formulas of a block.
const BLOCK: usize = 1 << 10;

/// The distinct formulas, numbered from 0.
#[derive(Clone, Debug, Default)]
pub(crate) struct DistinctFormulas {
    sources: Vec<FormulaSource>,
    /// Their texts, one after another.
    texts: String,
    /// Those that have been parsed, in blocks, most of which may never be needed.
    blocks: Vec<OnceLock<Block>>,
}

type Block = Box<[OnceLock<Box<DistinctFormula>>]>;

/// Where the text of a formula is, and the first cell that it stands in.
#[derive(Clone, Debug)]
pub(crate) struct FormulaSource {
    /// Where it ends among the texts of all formulas; it begins where the one before it ends.
    pub(crate) text_end: usize,
    row: u32,
    column: u16,
    sheet: SheetId,
}

impl FormulaSource {
    pub(crate) fn new(text_end: usize, host: CellAddress) -> FormulaSource {
        FormulaSource { text_end, row: host.row, column: host.column as u16, sheet: host.sheet }
    }

    /// The first cell that it stands in.
    pub(crate) fn host(&self) -> CellAddress {
        CellAddress { sheet: self.sheet, row: self.row, column: u32::from(self.column) }
    }
}

impl DistinctFormulas {
    /// Formulas in order, whose texts are one after another in `texts`.
    pub(crate) fn new(
        sources: Vec<FormulaSource>,
        texts: String,
        names: &SheetNames,
    ) -> DistinctFormulas {
        let mut blocks = Vec::new();
        blocks.resize_with(sources.len().div_ceil(BLOCK), OnceLock::new);
        let formulas = DistinctFormulas { sources, texts, blocks };
        if formulas.len() <= PARSED_AT_ONCE_MAX {
            (0..formulas.len() as u32).into_par_iter().with_min_len(FORMULAS_PER_JOB_MIN).for_each(
                |number| {
                    formulas.get(number, names);
                },
            );
        }
        formulas
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.sources.len()
    }

    /// A formula, parsed from now on; `None` if there is no such number.
    pub(crate) fn get(&self, number: u32, names: &SheetNames) -> Option<&DistinctFormula> {
        let index = number as usize;
        let source = self.sources.get(index)?;
        let block = self.blocks.get(index / BLOCK)?.get_or_init(|| {
            let mut block = Vec::new();
            block.resize_with(BLOCK, OnceLock::new);
            block.into_boxed_slice()
        });
        Some(block[index % BLOCK].get_or_init(|| Box::new(self.parse(index, source, names))))
    }

    /// Calls `read` with a formula, which isn't kept if it has to be parsed for that.
    pub(crate) fn read<T>(
        &self,
        number: u32,
        names: &SheetNames,
        read: impl FnOnce(&DistinctFormula) -> T,
    ) -> Option<T> {
        let index = number as usize;
        let source = self.sources.get(index)?;
        let block = self.blocks.get(index / BLOCK)?.get();
        let known = block.and_then(|block| block[index % BLOCK].get());
        match known {
            Some(formula) => Some(read(formula)),
            None => Some(read(&self.parse(index, source, names))),
        }
    }

    /// The text of a formula, if it has spaces or small letters that the printer wouldn't give back.
    pub(crate) fn own_spelling(&self, number: u32) -> Option<&str> {
        let index = number as usize;
        let text = self.text(index, self.sources.get(index)?);
        has_own_spelling(text).then_some(text)
    }

    fn text(&self, index: usize, source: &FormulaSource) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.sources[before].text_end);
        &self.texts[start..source.text_end]
    }

    fn parse(&self, index: usize, source: &FormulaSource, names: &dyn Names) -> DistinctFormula {
        let text = self.text(index, source);
        match parser::parse(text, source.host(), names) {
            Ok(formula) => DistinctFormula::Parsed(Arc::new(formula)),
            Err(error) => DistinctFormula::Unreadable { text: Arc::from(text), error },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `A1*0`, `A1*1`, ...
    fn products(count: usize) -> DistinctFormulas {
        let (mut texts, mut sources) = (String::new(), Vec::new());
        for number in 0..count {
            texts += &format!("A1*{number}");
            let host = CellAddress { sheet: 0, row: 1, column: 1 };
            sources.push(FormulaSource::new(texts.len(), host));
        }
        DistinctFormulas::new(sources, texts, &SheetNames::default())
    }

    fn parsed_blocks(formulas: &DistinctFormulas) -> usize {
        formulas.blocks.iter().filter(|block| block.get().is_some()).count()
    }

    #[test]
    fn many_formulas_are_parsed_only_when_asked_for() {
        let names = SheetNames::default();
        let formulas = products(PARSED_AT_ONCE_MAX + 1);
        assert_eq!(parsed_blocks(&formulas), 0);
        let is_parsed = |formula: &DistinctFormula| matches!(formula, DistinctFormula::Parsed(_));
        assert_eq!(formulas.read(5000, &names, is_parsed), Some(true));
        assert_eq!(parsed_blocks(&formulas), 0);
        assert!(formulas.get(5000, &names).is_some_and(is_parsed));
        assert_eq!(parsed_blocks(&formulas), 1);
        assert!(formulas.get(PARSED_AT_ONCE_MAX as u32 + 1, &names).is_none());
    }

    #[test]
    fn a_model_is_parsed_at_once_and_each_formula_has_its_text() {
        let formulas = products(3000);
        assert_eq!(parsed_blocks(&formulas), 3);
        assert_eq!(formulas.text(2999, &formulas.sources[2999]), "A1*2999");
        assert_eq!(formulas.text(0, &formulas.sources[0]), "A1*0");
        assert_eq!(formulas.own_spelling(7), None);
    }
}
