//! The columns that rows use.

use std::ops::Range;

/// The used columns of a row.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    /// Ascending; never empty.
    pub(crate) columns: Box<[u16]>,
    /// Whether the columns follow each other without a gap.
    is_run: bool,
    /// First word of `words`, in 64 columns.
    first_word: u16,
    /// Bits of the used columns; empty if there are fewer columns than words.
    words: Box<[Word]>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Word {
    bits: u64,
    /// Used columns before this word.
    rank: u32,
}

impl Pattern {
    pub(crate) fn new(columns: &[u16]) -> Pattern {
        let first = columns.first().copied().unwrap_or(0);
        let last = columns.last().copied().unwrap_or(0);
        let is_run = usize::from(last - first) + 1 == columns.len();
        let first_word = first / 64;
        let word_count = usize::from(last / 64 - first_word) + 1;
        let mut words = Vec::new();
        if !is_run && word_count <= columns.len() {
            words.resize(word_count, Word::default());
            for column in columns {
                words[usize::from(column / 64 - first_word)].bits |= 1 << (column % 64);
            }
            let mut rank = 0;
            for word in &mut words {
                word.rank = rank;
                rank += word.bits.count_ones();
            }
        }
        Pattern { columns: columns.into(), is_run, first_word, words: words.into() }
    }

    /// Place of a column among the used ones.
    #[inline]
    pub(crate) fn rank(&self, column: u32) -> Option<u32> {
        if self.is_run {
            let rank = column.wrapping_sub(u32::from(self.columns[0]));
            return ((rank as usize) < self.columns.len()).then_some(rank);
        }
        if self.words.is_empty() {
            let found = self.columns.binary_search_by(|used| u32::from(*used).cmp(&column));
            return found.ok().map(|rank| rank as u32);
        }
        let word =
            self.words.get((column / 64).wrapping_sub(u32::from(self.first_word)) as usize)?;
        let bit = 1_u64 << (column % 64);
        if word.bits & bit == 0 {
            return None;
        }
        Some(word.rank + (word.bits & (bit - 1)).count_ones())
    }

    /// Ranks of the used columns among `first..=last`.
    pub(crate) fn ranks(&self, first: u32, last: u32) -> Range<usize> {
        let from = self.columns.partition_point(|column| u32::from(*column) < first);
        let to = self.columns.partition_point(|column| u32::from(*column) <= last);
        from..to.max(from)
    }
}
