//! A Latin hypercube without shared state: which stratum a trial gets is a keyed permutation of
//! the strata, computed for that trial alone.
//!
//! The permutation is a Feistel network (Luby and Rackoff 1988) over a rectangle of a × 2^k cells
//! that holds the strata: one half of a cell's number is moved, modulo its range, by a hash of the
//! other half, in turns. A result outside the strata is permuted again until it is inside, which
//! keeps it a permutation of the strata (cycle walking; Black and Rogaway 2002). The rectangle
//! exceeds the strata by less than one row, about one in the square root of their number, so
//! walking is rare.

use super::PLACE_SCALE;

/// Each round moves both halves. Two rounds leave visible correlation between a trial's number and
/// its stratum, three none; the fourth is margin.
const ROUNDS: usize = 4;
/// Strata are permuted in chunks of this many, so that they stay in registers and L1.
const CHUNK: usize = 256;

#[derive(Clone, Debug)]
pub(super) struct StratumPermutation {
    strata: u64,
    /// The rectangle's number of rows, at most 2^16.
    rows: u32,
    /// Smallest number of bits, at least 1, with `rows` at most 2^row_bits.
    row_bits: u32,
    /// The rectangle has 2^column_bits columns, 1 <= column_bits <= 16.
    column_bits: u32,
    keys: [u32; 2 * ROUNDS],
}

impl StratumPermutation {
    /// A permutation of `strata` strata, at most 2^32.
    pub(super) fn new(strata: u64, keys: [u32; 2 * ROUNDS]) -> StratumPermutation {
        let largest = strata.saturating_sub(1);
        let bits = u64::BITS - largest.leading_zeros();
        let column_bits = bits.div_ceil(2).max(1);
        let rows = ((largest >> column_bits) + 1) as u32;
        let row_bits = (u32::BITS - (rows - 1).leading_zeros()).max(1);
        StratumPermutation { strata, rows, row_bits, column_bits, keys }
    }

    pub(super) fn strata(&self) -> u64 {
        self.strata
    }

    /// Replaces the place (0 to 1) of each trial from `first_trial` on by the uniform at that place
    /// in the trial's stratum. Every trial must be below the number of strata.
    pub(super) fn place(&self, first_trial: u32, places: &mut [f64]) {
        let strata = self.strata as f64;
        let largest = self.strata.saturating_sub(1) as u32;
        let mut cells = [0u32; CHUNK];
        let mut first = first_trial;
        for places in places.chunks_mut(CHUNK) {
            let cells = &mut cells[..places.len()];
            let farthest = permute_run(self, first, cells);
            if farthest > largest {
                for cell in cells.iter_mut() {
                    while *cell > largest {
                        *cell = self.permute(*cell);
                    }
                }
            }
            place_in_strata(cells, strata, places);
            first = first.wrapping_add(CHUNK as u32);
        }
    }

    /// One application of the network to a cell of the rectangle.
    #[inline(always)]
    fn permute(&self, cell: u32) -> u32 {
        let column_mask = (1u32 << self.column_bits) - 1;
        let mut row = cell >> self.column_bits;
        let mut column = cell & column_mask;
        for round in 0..ROUNDS {
            let hash = mix(row, self.keys[2 * round]);
            column = column.wrapping_add(hash >> (u32::BITS - self.column_bits)) & column_mask;
            let hash = mix(column, self.keys[2 * round + 1]);
            // The hash's upper bits, scaled to 0..rows; the product stays below 2^32.
            let step = ((hash >> self.row_bits) * self.rows) >> (u32::BITS - self.row_bits);
            // Below 2^17, so that the smaller of the sum and the wrapped difference is the residue.
            let moved = row + step;
            row = moved.min(moved.wrapping_sub(self.rows));
        }
        (row << self.column_bits) | column
    }
}

/// A keyed hash of 32 bits, two multiplications by odd constants (from the golden ratio and from
/// xxHash) between shifts; its upper bits are used.
#[inline(always)]
fn mix(value: u32, key: u32) -> u32 {
    let mut hash = (value ^ key).wrapping_mul(0x9e3779b1);
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x85ebca77);
    hash ^ (hash >> 13)
}

ulam_numeric::dispatch! {
    /// Permutes the cells numbered from `first` on once; returns the largest result.
    fn permute_run(permutation: &StratumPermutation, first: u32, cells: &mut [u32]) -> u32 {
        let mut farthest = 0;
        for (offset, cell) in cells.iter_mut().enumerate() {
            let permuted = permutation.permute(first.wrapping_add(offset as u32));
            *cell = permuted;
            farthest = farthest.max(permuted);
        }
        farthest
    }

    /// Turns places inside the cells into uniforms.
    fn place_in_strata(cells: &[u32], strata: f64, places: &mut [f64]) {
        for (place, cell) in places.iter_mut().zip(cells) {
            *place = (f64::from(*cell) + *place * PLACE_SCALE) / strata;
        }
    }
}
