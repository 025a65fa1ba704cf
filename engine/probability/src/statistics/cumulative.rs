//! The empirical distribution function, thinned for a chart.

use super::sorted::SortedSamples;

/// One point of the empirical distribution function.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CumulativePoint {
    /// A sample.
    pub value: f64,
    /// The share of samples at or below it, above 0 and up to 1.
    pub probability: f64,
}

/// At most `points_max` points of the empirical distribution function, ascending in both
/// coordinates: samples at equal steps of probability, the smallest and the largest among them
/// where there is room for two.
pub fn cumulative_curve(samples: &SortedSamples, points_max: usize) -> Vec<CumulativePoint> {
    let values = samples.values();
    let points = points_max.min(values.len());
    let mut curve: Vec<CumulativePoint> = Vec::with_capacity(points);
    for point in 0..points {
        let index = if points == 1 {
            values.len() - 1
        } else {
            let share = point as u128 * (values.len() - 1) as u128;
            (share / (points - 1) as u128) as usize
        };
        let value = values[index];
        if curve.last().is_some_and(|last| last.value == value) {
            continue;
        }
        // Equal samples after this one count too.
        let at_or_below = index + values[index..].partition_point(|sample| *sample <= value);
        curve
            .push(CumulativePoint { value, probability: at_or_below as f64 / values.len() as f64 });
    }
    curve
}
