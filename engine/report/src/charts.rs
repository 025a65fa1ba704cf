//! Charts as inline SVG: what they show is also said in their title and description, colours come
//! from the page's style sheet, and lengths are in units of the view box.

mod cumulative;
mod density;
mod fit;
mod frame;
mod histogram;
mod labels;
mod spider;
mod tornado;

pub use cumulative::cumulative;
pub use density::density;
pub use fit::{fitted_densities, probability_plot, quantile_plot};
pub use frame::{Frame, Scale};
pub use histogram::{Bar, bars, beyond, histogram};
pub use labels::spread;
pub use spider::{LINES_MAX, Line, spider};
pub use tornado::Tornado;

use ulam_simulation::outcome::OutputOutcome;

use crate::numbers::Unit;

/// What the charts of one output need.
pub struct OutputChart<'a> {
    /// Number of the output, for the ids of its elements.
    pub output: usize,
    /// Its name.
    pub name: &'a str,
    /// What it came to.
    pub outcome: &'a OutputOutcome,
    /// How its numbers read.
    pub unit: &'a Unit,
}

/// A value marked in a chart.
pub struct Mark {
    /// What it is: `P5`, `Median`, `P95`, `Mean`.
    pub name: &'static str,
    /// The value.
    pub value: f64,
    class: &'static str,
}

impl OutputChart<'_> {
    /// P5, median and P95, where they are finite; the mean if asked for.
    pub fn marks(&self, with_mean: bool) -> Vec<Mark> {
        let percentile = |percent, name, class| Mark {
            name,
            value: self.outcome.percentile(percent).unwrap_or(f64::NAN),
            class,
        };
        let mut marks = vec![
            percentile(5, "P5", "mark tail"),
            percentile(50, "Median", "mark median"),
            percentile(95, "P95", "mark tail"),
        ];
        if with_mean {
            let value = self.outcome.summary.mean.unwrap_or(f64::NAN);
            marks.push(Mark { name: "Mean", value, class: "mark mean" });
        }
        marks.retain(|mark| mark.value.is_finite());
        marks.sort_by(|left, right| left.value.total_cmp(&right.value));
        marks
    }

    /// The marks in words: `P5 -4, median 137, P95 277`.
    fn marks_in_words(&self) -> String {
        let marks = self.marks(true);
        let words = marks.iter().map(|mark| {
            format!("{} {}", mark.name.to_lowercase(), self.unit.value(Some(mark.value)))
        });
        words.collect::<Vec<_>>().join(", ")
    }

    /// The values that both charts show, from left to right.
    pub fn range(&self) -> Option<(f64, f64)> {
        use ulam_probability::statistics::Histogram;
        let (low, high) = match self.outcome.histogram.as_ref()? {
            Histogram::Bins { edges, .. } => (*edges.first()?, *edges.last()?),
            Histogram::Values { values, .. } => {
                let (low, high) = (*values.first()?, *values.last()?);
                let margin = match smallest_gap(values) {
                    Some(gap) => gap.max((high - low) / 60.0),
                    None => (low.abs() * 0.1).max(1.0),
                };
                (low - margin * 0.75, high + margin * 0.75)
            }
        };
        (low.is_finite() && high.is_finite() && low < high).then_some((low, high))
    }
}

/// The smallest distance between neighbours of ascending values.
fn smallest_gap(values: &[f64]) -> Option<f64> {
    let gaps = values.windows(2).map(|pair| pair[1] - pair[0]);
    gaps.min_by(f64::total_cmp).filter(|gap| gap.is_finite() && *gap > 0.0)
}
