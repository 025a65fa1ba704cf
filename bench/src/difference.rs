//! Whether two programs computed the same.

/// Samples of two programs may differ by this much, relative to the larger of the sample and a
/// typical one: the programs round differently.
const TOLERANCE: f64 = 1e-9;

/// The first trial in which two programs' samples differ.
pub fn first_difference(ours: &[f64], theirs: &[f64]) -> Option<usize> {
    let typical = ours.iter().map(|sample| sample.abs()).sum::<f64>() / ours.len() as f64;
    let is_equal = |(left, right): (&f64, &f64)| {
        let scale = typical.max(left.abs()).max(right.abs());
        (left - right).abs() <= TOLERANCE * scale
    };
    ours.iter().zip(theirs).position(|pair| !is_equal(pair))
}
