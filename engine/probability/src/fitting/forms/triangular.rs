//! The maximum-likelihood triangular law (Johnson and Kotz 1999, "Non-smooth sailing"): whatever
//! the ends, the best mode is an observation.

use ulam_numeric::elementary::{exp, ln};

use crate::fitting::coordinates::Bounds;
use crate::fitting::minimise::simplex;
use crate::fitting::sample::Sample;

/// Minimum, mode and maximum.
pub fn triangular(sample: &Sample, bounds: Bounds) -> Result<Vec<f64>, &'static str> {
    let points = sample.searched();
    let range = sample.max() - sample.min();
    let ends = |at: &[f64]| {
        let mut distances = at.iter().map(|t| range * exp(*t));
        let mut end = |known: Option<f64>, free: f64, sign: f64| {
            known.unwrap_or_else(|| free + sign * distances.next().unwrap_or(range))
        };
        let low = end(bounds.below, sample.min(), -1.0);
        let high = end(bounds.above, sample.max(), 1.0);
        (low, high)
    };
    let free = [bounds.below, bounds.above].iter().filter(|bound| bound.is_none()).count();
    let cost = |at: &[f64]| {
        let (low, high) = ends(at);
        -best_mode(&points, low, high).0
    };
    let walls = vec![(-25.0, 5.0); free];
    let mut best = None;
    for start in [-4.0, -1.5, 0.0] {
        let found = simplex(&cost, &vec![start; free], &walls, 0.7);
        if best.as_ref().is_none_or(|(value, _)| found.value < *value) {
            best = Some((found.value, found.at));
        }
    }
    let Some((value, at)) = best else {
        return Err("no maximum of the likelihood was found");
    };
    if !value.is_finite() {
        return Err("an observation lies at an end, which this law never reaches");
    }
    let (low, high) = ends(&at);
    let (_, mode) = best_mode(&sample.distinct, low, high);
    Ok(vec![low, mode, high])
}

/// The log-likelihood with the best mode, and that mode, for these ends.
fn best_mode(points: &[(f64, f64)], low: f64, high: f64) -> (f64, f64) {
    let count: f64 = points.iter().map(|(_, times)| times).sum();
    // ln(high - x) of all points from here on; ln(x - low) of those before.
    let mut above: f64 = points.iter().map(|(x, times)| times * ln((high - x).max(0.0))).sum();
    let (mut below, mut seen) = (0.0, 0.0);
    let mut best = (f64::NEG_INFINITY, low);
    for (mode, times) in points {
        above -= times * ln((high - mode).max(0.0));
        let rest = count - seen - times;
        // Those at the mode have the density 2 / (high - low).
        let mut value = count * (std::f64::consts::LN_2 - ln(high - low)) + below + above;
        if seen > 0.0 {
            value -= seen * ln((mode - low).max(0.0));
        }
        if rest > 0.0 {
            value -= rest * ln((high - mode).max(0.0));
        }
        if value > best.0 {
            best = (value, *mode);
        }
        below += times * ln((mode - low).max(0.0));
        seen += times;
    }
    best
}
