//! Histograms made of block characters.

use ulam_probability::statistics::Histogram;

/// Eighths of a character, from none to all.
const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Counts for at most `columns` bars, and where the first begins and the last ends.
struct Bars {
    counts: Vec<u64>,
    low: f64,
    high: f64,
}

impl Bars {
    fn new(histogram: &Histogram, columns: usize) -> Option<Bars> {
        let (counts, low, high) = match histogram {
            Histogram::Values { values, counts } => (counts, *values.first()?, *values.last()?),
            Histogram::Bins { edges, counts, .. } => (counts, *edges.first()?, *edges.last()?),
        };
        let in_a_bar = counts.len().div_ceil(columns.max(1)).max(1);
        let counts = counts.chunks(in_a_bar).map(|bins| bins.iter().sum()).collect();
        Some(Bars { counts, low, high })
    }

    /// Height of each bar in eighths of `rows` rows; what isn't empty is seen.
    fn heights(&self, rows: usize) -> Vec<usize> {
        let largest = self.counts.iter().copied().max().unwrap_or(0).max(1);
        let height = |count: &u64| {
            let exact = *count as f64 / largest as f64 * (rows * 8) as f64;
            if *count == 0 { 0 } else { (exact.round() as usize).max(1) }
        };
        self.counts.iter().map(height).collect()
    }
}

/// A histogram in one line of at most `columns` characters.
pub fn sparkline(histogram: Option<&Histogram>, columns: usize) -> String {
    let Some(bars) = histogram.and_then(|histogram| Bars::new(histogram, columns)) else {
        return String::new();
    };
    bars.heights(1).into_iter().map(|height| EIGHTHS[height.min(8)]).collect()
}

/// A histogram as lines from top to bottom, with an axis on which `marks` are ticked.
pub struct Chart {
    /// The bars, top row first.
    pub rows: Vec<String>,
    /// The axis.
    pub axis: String,
    /// Where the axis begins.
    pub low: f64,
    /// Where it ends.
    pub high: f64,
}

/// A chart of `rows` rows and at most `columns` columns; `None` for a histogram of one bar, which
/// says nothing.
pub fn chart(histogram: &Histogram, rows: usize, columns: usize, marks: &[f64]) -> Option<Chart> {
    let bars = Bars::new(histogram, columns)?;
    if bars.counts.len() < 2 {
        return None;
    }
    let heights = bars.heights(rows);
    // Few bars are drawn wider.
    let width = (columns / heights.len()).clamp(1, 6);
    let mut lines = Vec::with_capacity(rows);
    for row in (0..rows).rev() {
        let mut line = String::new();
        for height in &heights {
            let block = EIGHTHS[height.saturating_sub(row * 8).min(8)];
            line.extend(std::iter::repeat_n(block, width));
        }
        lines.push(line.trim_end().to_string());
    }
    let length = heights.len() * width;
    let mut axis = vec!['─'; length];
    for mark in marks {
        let place = (mark - bars.low) / (bars.high - bars.low);
        if (0.0..=1.0).contains(&place) {
            axis[((place * length as f64) as usize).min(length - 1)] = '┴';
        }
    }
    Some(Chart { rows: lines, axis: axis.into_iter().collect(), low: bars.low, high: bars.high })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram() -> Histogram {
        Histogram::Bins {
            edges: vec![0.0, 1.0, 2.0, 3.0, 4.0],
            counts: vec![1, 8, 4, 0],
            below: 0,
            above: 0,
        }
    }

    #[test]
    fn a_sparkline_has_a_bar_a_bin() {
        assert_eq!(sparkline(Some(&histogram()), 24), "▁█▄ ");
        assert_eq!(sparkline(Some(&histogram()), 2), "█▄");
        assert_eq!(sparkline(None, 24), "");
    }

    #[test]
    fn a_chart_has_rows_and_a_ticked_axis() {
        let chart = chart(&histogram(), 2, 4, &[0.5, 2.5, 99.0]).unwrap();
        assert_eq!(chart.rows, [" █", "▂██"]);
        assert_eq!(chart.axis, "┴─┴─");
        assert_eq!((chart.low, chart.high), (0.0, 4.0));
    }
}
