//! Histograms with edges that people can read.

use ulam_numeric::elementary;

use super::sorted::SortedSamples;

/// Most bins of a histogram.
pub const BINS_MAX: usize = 200;
/// Most different values for which samples count as discrete.
pub const VALUES_MAX: usize = 100;

/// Bins at least, where the samples allow them.
const BINS_MIN: f64 = 10.0;
/// Share of samples left out on each side where tails would stretch the bins.
const TAIL: f64 = 0.001;
/// Share of samples left out on each side where even that would.
const LONG_TAIL: f64 = 0.01;

/// How often samples lie where.
#[derive(Clone, Debug, PartialEq)]
pub enum Histogram {
    /// Of discrete samples: each value has a bar.
    Values {
        /// The different values, ascending.
        values: Vec<f64>,
        /// How many samples have each.
        counts: Vec<u64>,
    },
    /// Of continuous samples: equal bins.
    Bins {
        /// Ascending multiples of the bin width, which is 1, 2, 2.5 or 5 times a power of ten;
        /// one more than bins. Bin i holds the samples from edge i up to but not including edge
        /// i + 1; the last bin includes its upper edge.
        edges: Vec<f64>,
        /// How many samples each bin holds.
        counts: Vec<u64>,
        /// How many samples are below the first edge: the far end of a long tail.
        below: u64,
        /// How many samples are above the last edge.
        above: u64,
    },
}

impl Histogram {
    /// The histogram of the samples; `None` without finite ones.
    ///
    /// At most [`VALUES_MAX`] different values, twice each on average, make a bar each. Otherwise
    /// the bin width is Freedman and Diaconis's (1981), 2 · interquartile range · count^(-1/3),
    /// rounded to a readable one that makes 10 to [`BINS_MAX`] bins; where a long tail would need
    /// more, its last thousandth or hundredth is counted as below or above the bins.
    pub fn new(samples: &SortedSamples) -> Option<Histogram> {
        let finite = samples.finite();
        let (min, max) = (*finite.first()?, *finite.last()?);
        if let Some(mut distinct) = samples.distinct(VALUES_MAX)
            && (distinct.len() * 2 <= samples.count() || min == max)
        {
            distinct.retain(|(value, _)| value.is_finite());
            let (values, counts) = distinct.into_iter().unzip();
            return Some(Histogram::Values { values, counts });
        }

        let quartiles = at(finite, 0.75) - at(finite, 0.25);
        let width = 2.0 * quartiles / elementary::cbrt(finite.len() as f64);
        let whole = (min, max);
        let trimmed = (at(finite, TAIL), at(finite, 1.0 - TAIL));
        let short = (at(finite, LONG_TAIL), at(finite, 1.0 - LONG_TAIL));
        let fits = |(low, high): (f64, f64)| high - low <= width * BINS_MAX as f64 * 0.5;
        let (low, high) = [whole, trimmed, short]
            .into_iter()
            .find(|range| fits(*range))
            .filter(|(low, high)| low < high)
            // No width suits: half the samples or more are alike.
            .unwrap_or(if short.0 < short.1 { short } else { whole });
        let range = high - low;
        let target = width.clamp(range / (BINS_MAX as f64 * 0.5), range / BINS_MIN);
        Some(bins(samples, low, high, target))
    }
}

/// Bins of a readable width of at most `target`, but for rounding, that cover `low` to `high`.
fn bins(samples: &SortedSamples, low: f64, high: f64, target: f64) -> Histogram {
    let values = samples.values();
    let edges = readable_edges(low, high, target).unwrap_or_else(|| vec![low, high]);
    let first = edges[0];
    let last = edges[edges.len() - 1];
    let below = values.partition_point(|sample| *sample < first);
    let end = values.partition_point(|sample| *sample <= last);
    let mut counts = Vec::with_capacity(edges.len() - 1);
    let mut start = below;
    for edge in &edges[1..edges.len() - 1] {
        let next = values.partition_point(|sample| sample < edge);
        counts.push((next - start) as u64);
        start = next;
    }
    counts.push((end - start) as u64);
    Histogram::Bins { edges, counts, below: below as u64, above: (values.len() - end) as u64 }
}

/// Multiples of 1, 2, 2.5 or 5 times a power of ten, `target` or the next below apart, from the
/// last at or below `low` to the first at or above `high`; `None` where numbers of that size can't
/// be told apart.
fn readable_edges(low: f64, high: f64, target: f64) -> Option<Vec<f64>> {
    if !target.is_normal() {
        return None;
    }
    let mut exponent = elementary::log10(target).floor() as i32;
    let mut power = power_of_ten(exponent)?;
    if power > target {
        exponent -= 1;
        power = power_of_ten(exponent)?;
    }
    let mantissa = target / power;
    let tenths = [50i32, 25, 20, 10]
        .into_iter()
        .find(|tenths| f64::from(*tenths) <= mantissa * 10.0 * (1.0 + 1e-12))
        .unwrap_or(10);
    // Edges are whole multiples of a power of ten, divided by one where it is a fraction: so
    // rounded once only, as people would write them.
    let unit = power_of_ten((exponent - 1).abs())?;
    let edge = |index: f64| {
        let multiple = index * f64::from(tenths);
        if exponent >= 1 { multiple * unit } else { multiple / unit }
    };
    let width = edge(1.0);
    let first = (low / width).floor();
    let last = (high / width).ceil().max(first + 1.0);
    let bins = last - first;
    // Above 2^53 / 50, multiples aren't exact.
    if !bins.is_finite() || bins > 4.0 * BINS_MAX as f64 || first.abs().max(last.abs()) > 1e14 {
        return None;
    }
    let mut edges: Vec<f64> = (0..=bins as usize).map(|step| edge(first + step as f64)).collect();
    // Division may have rounded across the outermost samples.
    if edges[0] > low {
        edges.insert(0, edge(first - 1.0));
    }
    if edges[edges.len() - 1] < high {
        edges.push(edge(last + 1.0));
    }
    Some(edges)
}

/// Correctly rounded, as Rust's parser is on every machine.
fn power_of_ten(exponent: i32) -> Option<f64> {
    let power: f64 = format!("1e{exponent}").parse().ok()?;
    power.is_normal().then_some(power)
}

fn at(sorted: &[f64], probability: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * probability) as usize]
}
