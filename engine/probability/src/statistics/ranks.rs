//! The ranks of samples, ties sharing the average of theirs.

use ulam_numeric::block;

use super::distribution_sort::{key_of, sorted_entries};
use super::partition::contains_nan;

/// Most samples that can be ranked at once.
pub const RANKED_SAMPLES_MAX: usize = (i32::MAX / 2) as usize;

/// The rank of each sample, 1 for the smallest.
///
/// Twice the rank is stored, a whole number also where ties share an average, so that sums over
/// ranks are exact whatever their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranks {
    doubled: Vec<u32>,
    /// See [`Ranks::squares`].
    squares: i128,
}

impl Ranks {
    /// Ranks numbers. `None` where one of them is NaN, or beyond [`RANKED_SAMPLES_MAX`] of them.
    pub fn new(samples: &[f64]) -> Option<Ranks> {
        if samples.len() > RANKED_SAMPLES_MAX || contains_nan(samples) {
            return None;
        }
        let (low, high) = block::min_max(samples);
        let smallest = key(low);
        // Spread over all 64 bits, so that the upper ones tell most samples apart; no shift where
        // all samples are alike, since then it is 64.
        let shift = key(high).saturating_sub(smallest).leading_zeros();
        Some(rank(samples, |sample: f64| {
            key(sample).wrapping_sub(smallest).checked_shl(shift).unwrap_or(0)
        }))
    }

    /// Ranks numbers in (0, 1), such as the uniforms that an input was drawn from, and faster:
    /// their leading bits are spread evenly.
    pub fn of_uniforms(uniforms: &[f64]) -> Option<Ranks> {
        if uniforms.len() > RANKED_SAMPLES_MAX || contains_nan(uniforms) {
            return None;
        }
        const RANGE: f64 = (1u64 << 63) as f64 * 2.0;
        Some(rank(uniforms, |uniform| (uniform * RANGE) as u64))
    }

    /// Number of samples.
    pub fn count(&self) -> usize {
        self.doubled.len()
    }

    /// Twice the rank of each sample.
    pub fn doubled(&self) -> &[u32] {
        &self.doubled
    }

    /// The sum of the squares of their distances, twice each, from the average rank.
    pub fn squares(&self) -> i128 {
        self.squares
    }

    /// The rank of each sample, from 1 to their number.
    pub fn average(&self) -> impl ExactSizeIterator<Item = f64> + '_ {
        self.doubled.iter().map(|doubled| f64::from(*doubled) / 2.0)
    }
}

/// Equal for equal samples: adding zero turns -0 into 0.
#[inline(always)]
fn key(sample: f64) -> u64 {
    key_of(sample + 0.0)
}

/// Ranks samples by the bits of `spread_key`, which must order as their keys do, that fit into a
/// sort entry beside the position; and those that agree in them by their keys.
#[inline(always)]
fn rank(samples: &[f64], spread_key: impl Fn(f64) -> u64) -> Ranks {
    let position_bits = (usize::BITS - samples.len().leading_zeros()).max(1);
    let position_mask = (1u64 << position_bits) - 1;
    let bits_lost =
        samples.iter().fold(0, |lost, sample| lost | spread_key(*sample) & position_mask);
    let mut entries = sorted_entries(samples, |position, sample| {
        spread_key(sample) & !position_mask | position as u64
    });

    let mut doubled = vec![0u32; samples.len()];
    let position_of = |entry: &u64| (*entry & position_mask) as usize;
    let mut ranked = 0;
    let mut squares = squares_of(samples.len());
    let mut rank_together = |entries: &[u64]| {
        if entries.len() > 1 {
            squares -= squares_of(entries.len());
        }
        // Ranks ranked + 1 to ranked + entries.len().
        let shared = (2 * ranked + entries.len() + 1) as u32;
        for entry in entries {
            doubled[position_of(entry)] = shared;
        }
        ranked += entries.len();
    };
    for run in entries.chunk_by_mut(|left, right| left >> position_bits == right >> position_bits) {
        if run.len() == 1 || bits_lost == 0 {
            rank_together(run);
            continue;
        }
        let first = samples[position_of(&run[0])];
        if run.iter().all(|entry| samples[position_of(entry)] == first) {
            rank_together(run);
            continue;
        }
        run.sort_unstable_by_key(|entry| key(samples[position_of(entry)]));
        let tie =
            |left: &u64, right: &u64| samples[position_of(left)] == samples[position_of(right)];
        for ties in run.chunk_by(tie) {
            rank_together(ties);
        }
    }
    Ranks { doubled, squares }
}

/// The sum of (2r - n - 1)^2 over the ranks r from 1 to n, of which ties leave none of their own.
fn squares_of(count: usize) -> i128 {
    let count = count as i128;
    count * (count * count - 1) / 3
}
