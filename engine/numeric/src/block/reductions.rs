//! Sums and extremes of blocks, added up in an order that depends on nothing but the length.
//!
//! **The tree.** Numbers beyond a leaf are split in two at the largest power of two times
//! [`SUM_LEAF`] below their count. In a leaf, lane j of 16 adds up the numbers j, j+16, j+32, ...
//! in order, from zero; then the upper half of the lanes is added to the lower until one is left.
//! Sums over parts that are power-of-two multiples of the leaf therefore add up to the bits of the
//! sum over the whole, if added in the same tree.

use crate::dispatch;

/// Numbers in a leaf of the tree of additions.
pub const SUM_LEAF: usize = 512;
const LANES: usize = 16;

/// The sums of `terms` of each number, in the tree.
#[inline(always)]
fn leaf_sums<const N: usize>(values: &[f64], terms: impl Fn(f64) -> [f64; N]) -> [f64; N] {
    let mut lanes = [[0.0; LANES]; N];
    let (rows, rest) = values.as_chunks::<LANES>();
    for row in rows {
        for lane in 0..LANES {
            let terms = terms(row[lane]);
            for n in 0..N {
                lanes[n][lane] += terms[n];
            }
        }
    }
    for (lane, value) in rest.iter().enumerate() {
        let terms = terms(*value);
        for n in 0..N {
            lanes[n][lane] += terms[n];
        }
    }
    lanes.map(combine_lanes)
}

#[inline(always)]
fn combine_lanes(mut lanes: [f64; LANES]) -> f64 {
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            lanes[lane] += lanes[lane + half];
        }
        half /= 2;
    }
    lanes[0]
}

/// Where the tree splits a number of values that is larger than a leaf.
fn split_point(length: usize) -> usize {
    let mut point = SUM_LEAF;
    while point < length - point {
        point *= 2;
    }
    point
}

fn tree<const N: usize>(
    length: usize,
    start: usize,
    leaf: &impl Fn(usize, usize) -> [f64; N],
) -> [f64; N] {
    if length <= SUM_LEAF {
        return leaf(start, start + length);
    }
    let point = split_point(length);
    let mut sums = tree(point, start, leaf);
    let right = tree(length - point, start + point, leaf);
    for (sum, right) in sums.iter_mut().zip(right) {
        *sum += right;
    }
    sums
}

dispatch! {
    /// Whether no number is infinite or NaN.
    pub fn all_finite(values: &[f64]) -> bool {
        super::finite(values)
    }

    fn sum_leaf(values: &[f64]) -> [f64; 1] {
        leaf_sums(values, |value| [value])
    }

    fn powers_leaf(values: &[f64], center: f64) -> [f64; 4] {
        leaf_sums(values, |value| {
            let difference = value - center;
            let square = difference * difference;
            [difference, square, square * difference, square * square]
        })
    }

    fn products_leaf(left: &[f64], right: &[f64]) -> [f64; 1] {
        let mut lanes = [0.0; LANES];
        let (left, left_rest) = left.as_chunks::<LANES>();
        let (right, right_rest) = right.as_chunks::<LANES>();
        for (left, right) in left.iter().zip(right) {
            for lane in 0..LANES {
                lanes[lane] += left[lane] * right[lane];
            }
        }
        for (lane, (left, right)) in left_rest.iter().zip(right_rest).enumerate() {
            lanes[lane] += left * right;
        }
        [combine_lanes(lanes)]
    }

    /// The smallest and the largest number; (inf, -inf) of none. NaNs are passed over.
    pub fn min_max(values: &[f64]) -> (f64, f64) {
        let mut smallest = [f64::INFINITY; LANES];
        let mut largest = [f64::NEG_INFINITY; LANES];
        let (rows, rest) = values.as_chunks::<LANES>();
        for row in rows {
            for lane in 0..LANES {
                let value = row[lane];
                smallest[lane] = if value < smallest[lane] { value } else { smallest[lane] };
                largest[lane] = if value > largest[lane] { value } else { largest[lane] };
            }
        }
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in smallest.iter().chain(rest) {
            low = if *value < low { *value } else { low };
        }
        for value in largest.iter().chain(rest) {
            high = if *value > high { *value } else { high };
        }
        (low, high)
    }
}

/// The first NaN of these, else `f64::NAN`: for a sum that came out NaN.
#[cold]
fn first_nan<'a>(values: impl IntoIterator<Item = &'a f64>) -> f64 {
    values.into_iter().copied().find(|value| value.is_nan()).unwrap_or(f64::NAN)
}

/// The sum, 0 of none; the first NaN if there is one.
pub fn sum(values: &[f64]) -> f64 {
    let [sum] = tree(values.len(), 0, &|start, end| sum_leaf(&values[start..end]));
    if sum.is_nan() { first_nan(values) } else { sum }
}

/// The sum of the products of pairs; the first NaN of `left`, else of `right`, if there is one.
pub fn dot(left: &[f64], right: &[f64]) -> f64 {
    let length = left.len().min(right.len());
    let (left, right) = (&left[..length], &right[..length]);
    let [sum] = tree(length, 0, &|start, end| products_leaf(&left[start..end], &right[start..end]));
    if sum.is_nan() { first_nan(left.iter().chain(right)) } else { sum }
}

/// The sums of (x - center), its square, cube and fourth power. NaN, of any payload, where a number
/// or the center is NaN.
pub fn sums_of_powers(values: &[f64], center: f64) -> [f64; 4] {
    tree(values.len(), 0, &|start, end| powers_leaf(&values[start..end], center))
}
