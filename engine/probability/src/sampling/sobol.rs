//! Sobol's sequence with Joe and Kuo's direction numbers, Owen-scrambled by hashing.
//!
//! Direction numbers: S. Joe and F. Y. Kuo (2008), "Constructing Sobol sequences with better
//! two-dimensional projections", SIAM J. Sci. Comput. 30, 2635-2654, set new-joe-kuo-6.21201; see
//! `data/joe_kuo_direction_numbers.py`.
//!
//! Scrambling: A. B. Owen (1995) flips each bit of a coordinate at random, depending on all the
//! bits above it. B. Burley (2020), "Practical hash-based Owen scrambling", JCGT 9(4), does so with
//! a hash in which information only moves downwards from bit to bit (Laine and Karras 2011). We use
//! the hash of N. Vegdahl (2021), "Building a better LK hash", twice with independent keys. Every
//! dimension has keys of its own and all keep the sequence's order, so that points stay whole.

use super::PLACE_SCALE;

/// Number of dimensions whose direction numbers are embedded.
pub const DIMENSIONS_MAX: usize = 4096;

const DIRECTION_NUMBERS: &[u8] = include_bytes!("../../data/joe_kuo_direction_numbers.bin");
const BITS: usize = 32;
/// Points are made in runs that share all but this many low bits of their index.
const RUN_BITS: usize = 8;
const RUN: usize = 1 << RUN_BITS;

/// One dimension of the scrambled sequence.
///
/// Coordinates are kept bit-reversed until the end: the scrambling hash moves information upwards,
/// as multiplication does.
#[derive(Clone, Debug)]
pub(super) struct ScrambledSequence {
    /// Bit-reversed direction number of each bit of the index, lowest first.
    directions: [u32; BITS],
    /// Bit-reversed coordinates of the first points.
    first_run: [u32; RUN],
    keys: [u32; 4],
}

impl ScrambledSequence {
    /// The dimension of this number, from 0; `None` where there are no direction numbers for it.
    pub(super) fn new(dimension: usize, keys: [u32; 4]) -> Option<ScrambledSequence> {
        let directions = direction_numbers(dimension)?.map(u32::reverse_bits);
        let mut first_run = [0; RUN];
        for (index, coordinate) in first_run.iter_mut().enumerate() {
            *coordinate = exclusive_or_of_set_bits(index as u32, &directions);
        }
        Some(ScrambledSequence { directions, first_run, keys })
    }

    /// Replaces the place (0 to 1) of each trial from `first_trial` on by the uniform at that place
    /// in the cell of 2^-32 that the trial's point is in. Trials must stay below 2^32.
    pub(super) fn place(&self, first_trial: u32, places: &mut [f64]) {
        let mut index = first_trial;
        let mut rest = places;
        while !rest.is_empty() {
            let start = index as usize % RUN;
            let length = rest.len().min(RUN - start);
            let (places, after) = rest.split_at_mut(length);
            let above = exclusive_or_of_set_bits(index & !(RUN as u32 - 1), &self.directions);
            let run = &self.first_run[start..start + length];
            scramble_run(run, above, self.keys, places);
            index = index.wrapping_add(length as u32);
            rest = after;
        }
    }
}

/// The point's coordinate, in the natural (not Gray code) order of the sequence.
fn exclusive_or_of_set_bits(index: u32, directions: &[u32; BITS]) -> u32 {
    let mut coordinate = 0;
    for (bit, direction) in directions.iter().enumerate() {
        coordinate ^= direction * (index >> bit & 1);
    }
    coordinate
}

/// Direction numbers of a dimension as binary fractions of 32 bits, for index bits from the lowest.
fn direction_numbers(dimension: usize) -> Option<[u32; BITS]> {
    if dimension == 0 {
        return Some(std::array::from_fn(|bit| 1 << (BITS - 1 - bit)));
    }
    let mut words =
        DIRECTION_NUMBERS.chunks_exact(2).map(|pair| u32::from(pair[0]) | u32::from(pair[1]) << 8);
    for _ in 1..dimension {
        let degree = words.next()? as usize;
        words.nth(degree)?;
    }
    let degree = words.next()? as usize;
    let inner_coefficients = words.next()?;

    // m_i is an odd number below 2^i; the recurrence is (3) of Joe and Kuo.
    let mut m = [0u32; BITS];
    for (position, m) in m.iter_mut().take(degree).enumerate() {
        *m = words.next()? << (BITS - 1 - position);
    }
    for position in degree..BITS {
        let oldest = m[position - degree];
        let mut value = oldest ^ (oldest >> degree);
        for back in 1..degree {
            if inner_coefficients >> (degree - 1 - back) & 1 == 1 {
                value ^= m[position - back];
            }
        }
        m[position] = value;
    }
    Some(m)
}

/// Owen's nested uniform scrambling of a bit-reversed coordinate.
#[inline(always)]
fn scramble(mut word: u32, keys: [u32; 4]) -> u32 {
    for [offset, factor] in [[keys[0], keys[1]], [keys[2], keys[3]]] {
        word ^= word.wrapping_mul(0x3d20adea);
        word = word.wrapping_add(offset);
        word = word.wrapping_mul(factor | 1);
        word ^= word.wrapping_mul(0x05526c56);
        word ^= word.wrapping_mul(0x53a22864);
    }
    word
}

ulam_numeric::dispatch! {
    /// Turns places inside the cells of a run's points into uniforms; `above` is what the index
    /// bits above the run contribute.
    fn scramble_run(run: &[u32], above: u32, keys: [u32; 4], places: &mut [f64]) {
        let cell_size = 1.0 / (1u64 << BITS) as f64;
        for (place, coordinate) in places.iter_mut().zip(run) {
            let cell = scramble(coordinate ^ above, keys).reverse_bits();
            *place = (f64::from(cell) + *place * PLACE_SCALE) * cell_size;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numerators over 16 of the first sixteen points, in Gray code order, from
    /// `scipy.stats.qmc.Sobol(4096, scramble=False)` 1.17.1.
    const FIRST_POINTS: &[(usize, [u32; 16])] = &[
        (0, [0, 8, 12, 4, 6, 14, 10, 2, 3, 11, 15, 7, 5, 13, 9, 1]),
        (1, [0, 8, 4, 12, 6, 14, 2, 10, 5, 13, 1, 9, 3, 11, 7, 15]),
        (2, [0, 8, 4, 12, 10, 2, 14, 6, 15, 7, 11, 3, 5, 13, 1, 9]),
        (3, [0, 8, 4, 12, 14, 6, 10, 2, 7, 15, 3, 11, 9, 1, 13, 5]),
        (10, [0, 8, 12, 4, 14, 6, 2, 10, 11, 3, 7, 15, 5, 13, 9, 1]),
        (100, [0, 8, 4, 12, 10, 2, 14, 6, 1, 9, 5, 13, 11, 3, 15, 7]),
        (1023, [0, 8, 12, 4, 14, 6, 2, 10, 1, 9, 13, 5, 15, 7, 3, 11]),
        (4095, [0, 8, 4, 12, 6, 14, 2, 10, 11, 3, 15, 7, 13, 5, 9, 1]),
    ];

    /// Points 777 and 999 over 2^32, from the same with `bits=32`.
    const LATER_POINTS: &[(usize, [u32; 2])] = &[
        (1, [4022337536, 3904897024]),
        (2, [700448768, 348127232]),
        (10, [3200253952, 96468992]),
        (100, [3619684352, 3032481792]),
        (1023, [1941962752, 113246208]),
        (4095, [2671771648, 1883242496]),
    ];

    fn point(dimension: usize, gray_order: u32) -> u32 {
        let directions = direction_numbers(dimension).unwrap();
        exclusive_or_of_set_bits(gray_order ^ gray_order >> 1, &directions)
    }

    #[test]
    fn unscrambled_points_are_joe_and_kuos() {
        for (dimension, expected) in FIRST_POINTS {
            for (order, expected) in expected.iter().enumerate() {
                assert_eq!(point(*dimension, order as u32), expected << 28);
            }
        }
        for (dimension, expected) in LATER_POINTS {
            assert_eq!(point(*dimension, 777), expected[0], "{dimension}");
            assert_eq!(point(*dimension, 999), expected[1], "{dimension}");
        }
    }

    #[test]
    fn every_dimension_up_to_the_limit_and_none_beyond() {
        for dimension in 0..DIMENSIONS_MAX {
            let directions = direction_numbers(dimension).unwrap();
            for (bit, direction) in directions.iter().enumerate() {
                // The matrix is triangular with a unit diagonal.
                assert_eq!(direction.trailing_zeros() as usize, BITS - 1 - bit);
            }
        }
        assert!(direction_numbers(DIMENSIONS_MAX).is_none());
        assert!(direction_numbers(usize::MAX).is_none());
    }

    /// Owen scrambling: whether a bit flips is a fair coin that depends on all the bits above it
    /// and on none below.
    #[test]
    fn a_bit_is_flipped_fairly_depending_on_the_bits_above_it_only() {
        let mut state = 1u64;
        let mut word = || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 32) as u32
        };
        const REPETITIONS: u32 = 4000;
        let mut changes = [[0u32; BITS]; BITS];
        let mut flips = [0u32; BITS];
        for _ in 0..REPETITIONS {
            let keys = [word(), word(), word(), word()];
            let value = word();
            let scrambled = scramble(value, keys);
            let flipped = value ^ scrambled;
            for (bit, flips) in flips.iter_mut().enumerate() {
                *flips += flipped >> bit & 1;
            }
            // Reversed: "above" is towards bit 0.
            for (changed, changes) in changes.iter_mut().enumerate() {
                let neighbour = value ^ 1 << changed;
                let difference = flipped ^ neighbour ^ scramble(neighbour, keys);
                for (bit, changes) in changes.iter_mut().enumerate() {
                    *changes += difference >> bit & 1;
                }
            }
        }
        let fair = |count: u32| {
            let standard_error = 0.5 / f64::from(REPETITIONS).sqrt();
            (f64::from(count) / f64::from(REPETITIONS) - 0.5).abs() < 5.0 * standard_error
        };
        for (bit, flips) in flips.into_iter().enumerate() {
            assert!(fair(flips), "bit {bit} flips {flips} times of {REPETITIONS}");
        }
        for (changed, changes) in changes.iter().enumerate() {
            for (bit, count) in changes.iter().enumerate() {
                if bit <= changed {
                    assert_eq!(*count, 0);
                } else {
                    assert!(fair(*count), "bit {bit} on bit {changed}: {count} of {REPETITIONS}");
                }
            }
        }
    }
}
