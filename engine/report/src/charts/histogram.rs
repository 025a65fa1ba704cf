//! The histogram of an output, with its percentiles and mean marked.

use maud::{Markup, html};
use ulam_probability::statistics::Histogram;

use super::frame::{OUTPUT_FRAME, Scale, place};
use super::labels::spread;
use super::{Mark, OutputChart, smallest_gap};
use crate::numbers::{self, share};

/// Width of a character of a mark's label on narrow screens, where they are largest.
const CHARACTER_WIDTH: f64 = 9.4;
/// A bar of one value is at most this wide.
const BAR_WIDTH_MAX: f64 = 56.0;

/// One bar: from and to which value, and its share of the trials.
pub struct Bar {
    /// Its left end.
    pub from: f64,
    /// Its right end.
    pub to: f64,
    words: String,
    /// The trials in it, as a share of those without error.
    pub share: f64,
}

/// The histogram; `None` without finite samples.
pub fn histogram(chart: &OutputChart) -> Option<Markup> {
    let range = chart.range()?;
    let frame = &OUTPUT_FRAME;
    let horizontal = frame.horizontal(range.0, range.1);
    let bars = bars(chart, &horizontal)?;
    let highest = bars.iter().map(|bar| bar.share).fold(0.0, f64::max);
    if highest <= 0.0 {
        return None;
    }
    let vertical = frame.vertical(0.0, highest);
    let ends = (chart.outcome.percentile(5), chart.outcome.percentile(95));
    let is_tail = |bar: &Bar| {
        let middle = bar.from / 2.0 + bar.to / 2.0;
        ends.0.is_some_and(|low| middle < low) || ends.1.is_some_and(|high| middle > high)
    };
    let id = format!("histogram-{}", chart.output);
    let title = format!("Histogram of {}", chart.name);
    let description = format!("How often {} lies where: {}.", chart.name, chart.marks_in_words());
    Some(html! {
        svg class="chart" viewBox=(frame.view_box()) role="img" aria-labelledby={ (id) "-title " (id) "-description" } {
            title id={ (id) "-title" } { (title) }
            desc id={ (id) "-description" } { (description) }
            (frame.share_axis(&vertical, highest, 5))
            g class="bars" {
                @for bar in &bars {
                    @let (left, right) = (horizontal.at(bar.from), horizontal.at(bar.to));
                    @let top = vertical.at(bar.share);
                    @if bar.share > 0.0 {
                        rect class=(if is_tail(bar) { "tail" } else { "core" })
                            x=(place(left)) width=(place((right - left - 0.8).max(0.8)))
                            y=(place(top)) height=(place((frame.bottom - top).max(0.5))) {
                            title { (bar.words) ": " (share(bar.share)) " of trials" }
                        }
                    }
                }
            }
            (frame.value_axis(&horizontal, range, chart.unit))
            (marks(chart, &horizontal))
        }
    })
}

/// What lies beyond the chart, in a sentence; `None` if nothing does.
pub fn beyond(chart: &OutputChart) -> Option<String> {
    let Some(Histogram::Bins { edges, below, above, .. }) = &chart.outcome.histogram else {
        return None;
    };
    let count = chart.outcome.summary.count as f64;
    let side = |trials: u64, words: &str, edge: Option<&f64>| {
        let edge = chart.unit.value(edge.copied());
        (trials > 0)
            .then(|| format!("{} of trials lie {words} {edge}", share(trials as f64 / count)))
    };
    let sides = [side(*below, "below", edges.first()), side(*above, "above", edges.last())];
    let sides: Vec<String> = sides.into_iter().flatten().collect();
    match sides.is_empty() {
        true => None,
        false => Some(format!("{}, beyond the charts.", sides.join(" and "))),
    }
}

/// The bars over a scale of values; `None` without finite samples.
pub fn bars(chart: &OutputChart, horizontal: &Scale) -> Option<Vec<Bar>> {
    let unit = chart.unit;
    let total = chart.outcome.summary.count as f64;
    match chart.outcome.histogram.as_ref()? {
        Histogram::Bins { edges, counts, .. } => {
            let bars = edges.windows(2).zip(counts).map(|(ends, count)| Bar {
                from: ends[0],
                to: ends[1],
                words: format!("{} to {}", unit.value(Some(ends[0])), unit.value(Some(ends[1]))),
                share: *count as f64 / total,
            });
            Some(bars.collect())
        }
        Histogram::Values { values, counts } => {
            let gap = smallest_gap(values).unwrap_or(f64::INFINITY);
            let (low, high) = chart.range()?;
            let unit_width = (high - low) / (horizontal.at(high) - horizontal.at(low));
            let width = (gap * 0.8).min(BAR_WIDTH_MAX * unit_width).max(2.0 * unit_width);
            let bars = values.iter().zip(counts).map(|(value, count)| Bar {
                from: value - width / 2.0,
                to: value + width / 2.0,
                words: unit.value(Some(*value)),
                share: *count as f64 / total,
            });
            Some(bars.collect())
        }
    }
}

/// Lines at the marked values, their labels in a row above the plot.
fn marks(chart: &OutputChart, horizontal: &Scale) -> Markup {
    let frame = &OUTPUT_FRAME;
    let marks = chart.marks(true);
    let label = |mark: &Mark| match mark.value.abs() >= 1e6 {
        // Three digits of millions fit where seven digits don't.
        true => chart.unit.rounded(mark.value, numbers::place_for_spread(mark.value.abs())),
        false => chart.unit.value(Some(mark.value)),
    };
    let labels: Vec<String> = marks.iter().map(label).collect();
    let width = |(mark, label): (&Mark, &String)| {
        mark.name.chars().count().max(label.chars().count()) as f64 * CHARACTER_WIDTH
    };
    let widths: Vec<f64> = marks.iter().zip(&labels).map(width).collect();
    let wanted: Vec<f64> = marks.iter().map(|mark| horizontal.at(mark.value)).collect();
    let centres = spread(&wanted, &widths, 2.0, frame.width - 2.0);
    html! {
        g class="marks" aria-hidden="true" {
            @for (((mark, label), centre), x) in marks.iter().zip(&labels).zip(&centres).zip(&wanted) {
                polyline class=(mark.class) points={
                    (place(*centre)) ",31 " (place(*x)) "," (place(frame.top - 6.0)) " "
                    (place(*x)) "," (place(frame.bottom))
                } {}
                text class="middle name" x=(place(*centre)) y="12" { (mark.name) }
                text class="middle value" x=(place(*centre)) y="27" { (label) }
            }
        }
    }
}
