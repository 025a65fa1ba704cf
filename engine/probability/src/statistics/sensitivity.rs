//! How an output moves with an input.

use ulam_numeric::block;

use super::ranks::Ranks;
use super::scale::{deviations, mean, scale_of_deviations};

/// Samples whose deviations are held at once.
const PART: usize = 4096;
/// Products of ranks summed before they might leave 64 bits; each is below 2^60.
const PRODUCTS_PER_SUM: usize = 4;

/// What Pearson's correlations need of each variable alone, so that it is found once for all of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Centre {
    mean: f64,
    scale: f64,
    /// Sum of the deviations from the mean, times the scale: what rounding left in the mean.
    sum: f64,
    /// Sum of their squares.
    squares: f64,
}

impl Centre {
    /// Of the samples of a variable; `None` where it is constant, or a sample is infinite or NaN.
    pub fn new(samples: &[f64]) -> Option<Centre> {
        let (mean, scale) = centre_and_scale(samples)?;
        let mut part_sums: [Vec<f64>; 2] = Default::default();
        for part in samples.chunks(PART) {
            let deviations = deviations(part, mean, scale);
            part_sums[0].push(block::sum(&deviations));
            part_sums[1].push(block::dot(&deviations, &deviations));
        }
        let [sum, squares] = part_sums.map(|sums| block::sum(&sums));
        Some(Centre { mean, scale, sum, squares })
    }

    /// Pearson's correlation of two variables over the same trials, each with its centre; `None` where
    /// their numbers of samples differ.
    pub fn correlation(left: (&[f64], &Centre), right: (&[f64], &Centre)) -> Option<f64> {
        let ((left, of_left), (right, of_right)) = (left, right);
        if left.len() != right.len() || left.is_empty() {
            return None;
        }
        let mut part_sums = Vec::with_capacity(left.len().div_ceil(PART));
        for (left, right) in left.chunks(PART).zip(right.chunks(PART)) {
            let x = deviations(left, of_left.mean, of_left.scale);
            let y = deviations(right, of_right.mean, of_right.scale);
            part_sums.push(block::dot(&x, &y));
        }
        let count = left.len() as f64;
        let square = |centre: &Centre| centre.squares - centre.sum * (centre.sum / count);
        let product = block::sum(&part_sums) - of_left.sum * (of_right.sum / count);
        correlation(product, square(of_left), square(of_right))
    }
}

/// Pearson's correlation of two variables over the same trials; `None` where their numbers of
/// samples differ, where either is constant, or where a sample is infinite or NaN.
pub fn pearson_correlation(left: &[f64], right: &[f64]) -> Option<f64> {
    Centre::correlation((left, &Centre::new(left)?), (right, &Centre::new(right)?))
}

/// Spearman's rank correlation, ties sharing average ranks: Pearson's correlation of the ranks,
/// from exact sums. `None` where the numbers of samples differ or either variable is constant.
pub fn rank_correlation(left: &Ranks, right: &Ranks) -> Option<f64> {
    if left.count() != right.count() {
        return None;
    }
    let product = centred_products(left.doubled(), right.doubled());
    correlation(product as f64, left.squares() as f64, right.squares() as f64)
}

/// Each input's share of an output's variance, estimated from the inputs' rank correlations with
/// it: the squared correlation over the sum of all squared correlations, with the sign of the
/// correlation. The magnitudes add up to 1, or are all 0 where no input matters; an input of
/// unknown correlation (`None`, as of a constant) has 0.
///
/// It is exact for outputs monotone in independent inputs whose ranks add up, and a guide
/// elsewhere; a variance-based design measures interactions too.
pub fn contributions_to_variance(rank_correlations: &[Option<f64>]) -> Vec<f64> {
    let known = |correlation: &Option<f64>| correlation.filter(|c| c.is_finite()).unwrap_or(0.0);
    let total: f64 = rank_correlations.iter().map(known).map(|c| c * c).sum();
    let shares = rank_correlations.iter().map(known);
    shares.map(|c| if total > 0.0 { c * c.abs() / total } else { 0.0 }).collect()
}

fn correlation(product: f64, left_square: f64, right_square: f64) -> Option<f64> {
    if !(left_square > 0.0 && right_square > 0.0) {
        return None;
    }
    let correlation = product / (left_square.sqrt() * right_square.sqrt());
    correlation.is_finite().then(|| correlation.clamp(-1.0, 1.0))
}

/// The mean, and the scale at which squares of deviations from it stay within range.
fn centre_and_scale(values: &[f64]) -> Option<(f64, f64)> {
    let (min, max) = block::min_max(values);
    if !(min.is_finite() && max.is_finite() && min < max) {
        return None;
    }
    let centre = mean(values, min.abs().max(max.abs()));
    // A NaN among the values shows here.
    centre.is_finite().then(|| (centre, scale_of_deviations((max - centre).max(centre - min))))
}

ulam_numeric::dispatch! {
    /// The sum of products of doubled ranks less their mean, count + 1.
    fn centred_products(left: &[u32], right: &[u32]) -> i128 {
        let centre = left.len() as i32 + 1;
        let mut total = 0i128;
        // 1024 products of numbers below n stay within 63 bits up to n of 2^26; beyond, sum fewer.
        let block = if left.len() < 1 << 26 { 1024 } else { PRODUCTS_PER_SUM };
        for (left, right) in left.chunks(block).zip(right.chunks(block)) {
            let mut sum = 0i64;
            for (left, right) in left.iter().zip(right) {
                let x = (*left as i32).wrapping_sub(centre);
                let y = (*right as i32).wrapping_sub(centre);
                sum += i64::from(x) * i64::from(y);
            }
            total += i128::from(sum);
        }
        total
    }
}
