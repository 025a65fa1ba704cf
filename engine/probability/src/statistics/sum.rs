//! Sums in a fixed tree over fixed blocks.
//!
//! Each block of [`BLOCK`] terms is summed in [`LANES`] interleaved lanes, the lanes pairwise, and
//! the blocks pairwise: a shape that depends on the number of terms only. Its rounding error grows
//! with the logarithm of that number.

const LANES: usize = 8;
const BLOCK: usize = 1024;

/// The sums over `length` indices of each of the `TERMS` numbers that `term` gives.
#[inline(always)]
pub(super) fn fixed_tree_sums<const TERMS: usize>(
    length: usize,
    block_sums: impl Fn(std::ops::Range<usize>) -> [f64; TERMS],
) -> [f64; TERMS] {
    let mut sums: Vec<[f64; TERMS]> = (0..length.div_ceil(BLOCK))
        .map(|block| block_sums(block * BLOCK..length.min((block + 1) * BLOCK)))
        .collect();
    while sums.len() > 1 {
        let pairs = sums.len().div_ceil(2);
        for pair in 0..pairs {
            let mut sum = sums[2 * pair];
            if let Some(right) = sums.get(2 * pair + 1) {
                for (sum, right) in sum.iter_mut().zip(right) {
                    *sum += right;
                }
            }
            sums[pair] = sum;
        }
        sums.truncate(pairs);
    }
    sums.pop().unwrap_or([0.0; TERMS])
}

/// The sums of `TERMS` numbers for each entry of one block.
#[inline(always)]
fn sums_in_lanes<const TERMS: usize>(
    left: &[f64],
    right: &[f64],
    term: impl Fn(f64, f64) -> [f64; TERMS],
) -> [f64; TERMS] {
    let mut lanes = [[0.0; LANES]; TERMS];
    let (left_chunks, right_chunks) = (left.chunks_exact(LANES), right.chunks_exact(LANES));
    let rest = left_chunks.remainder().iter().zip(right_chunks.remainder());
    for (left, right) in left_chunks.zip(right_chunks) {
        for lane in 0..LANES {
            let terms = term(left[lane], right[lane]);
            for which in 0..TERMS {
                lanes[which][lane] += terms[which];
            }
        }
    }
    for (lane, (left, right)) in rest.enumerate() {
        let terms = term(*left, *right);
        for which in 0..TERMS {
            lanes[which][lane] += terms[which];
        }
    }
    lanes.map(|l| ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7])))
}

ulam_numeric::dispatch! {
    /// The smallest and largest value, NaNs aside; infinities the wrong way round without values.
    pub(super) fn extremes(values: &[f64]) -> (f64, f64) {
        const LANES: usize = 8;
        let mut lows = [f64::INFINITY; LANES];
        let mut highs = [f64::NEG_INFINITY; LANES];
        let chunks = values.chunks_exact(LANES);
        for value in chunks.remainder() {
            lows[0] = if *value < lows[0] { *value } else { lows[0] };
            highs[0] = if *value > highs[0] { *value } else { highs[0] };
        }
        for chunk in chunks {
            for lane in 0..LANES {
                lows[lane] = if chunk[lane] < lows[lane] { chunk[lane] } else { lows[lane] };
                highs[lane] = if chunk[lane] > highs[lane] { chunk[lane] } else { highs[lane] };
            }
        }
        let low = lows.into_iter().fold(f64::INFINITY, |low, value| if value < low { value } else { low });
        let high = highs.into_iter().fold(f64::NEG_INFINITY, |high, value| if value > high { value } else { high });
        (low, high)
    }

    fn block_sum(values: &[f64], scale: f64) -> [f64; 1] {
        sums_in_lanes(values, values, |value, _| [value * scale])
    }

    fn block_power_sums(values: &[f64], centre: f64, scale: f64) -> [f64; 4] {
        sums_in_lanes(values, values, |value, _| {
            let deviation = (value - centre) * scale;
            let square = deviation * deviation;
            [deviation, square, square * deviation, square * square]
        })
    }

    fn block_product_sums(left: &[f64], right: &[f64], centres: [f64; 2], scales: [f64; 2]) -> [f64; 5] {
        sums_in_lanes(left, right, |left, right| {
            let x = (left - centres[0]) * scales[0];
            let y = (right - centres[1]) * scales[1];
            [x, y, x * x, x * y, y * y]
        })
    }
}

/// The sum of the values times `scale`.
pub(super) fn sum(values: &[f64], scale: f64) -> f64 {
    fixed_tree_sums(values.len(), |block| block_sum(&values[block], scale))[0]
}

/// The sums of the first to fourth powers of the scaled deviations from `centre`.
pub(super) fn power_sums(values: &[f64], centre: f64, scale: f64) -> [f64; 4] {
    fixed_tree_sums(values.len(), |block| block_power_sums(&values[block], centre, scale))
}

/// The sums of x, y, x², x y and y², where x and y are scaled deviations from the centres; `left`
/// and `right` must have the same length.
pub(super) fn product_sums(
    left: &[f64],
    right: &[f64],
    centres: [f64; 2],
    scales: [f64; 2],
) -> [f64; 5] {
    fixed_tree_sums(left.len(), |block| {
        block_product_sums(&left[block.clone()], &right[block], centres, scales)
    })
}

/// The mean of finite values, of which `largest` is the largest magnitude, without overflow.
pub(super) fn mean(values: &[f64], largest: f64) -> f64 {
    let scale = if largest > 1e290 { 1.0 / (1u64 << 60) as f64 } else { 1.0 };
    sum(values, scale) / values.len() as f64 / scale
}

/// The power of two that brings magnitudes up to `largest` near 1, so that their fourth powers
/// neither overflow nor vanish; multiplying by it is exact.
pub(super) fn scale_to_one(largest: f64) -> f64 {
    const EXPONENT_BIAS: i64 = 1023;
    let exponent = (largest.to_bits() >> 52 & 0x7ff) as i64 - EXPONENT_BIAS;
    let inverse_exponent = (-exponent).clamp(-1022, 1022);
    f64::from_bits(((inverse_exponent + EXPONENT_BIAS) as u64) << 52)
}
