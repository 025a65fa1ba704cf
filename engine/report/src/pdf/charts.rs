//! The charts of an output on paper.

use ulam_probability::statistics::Histogram;
use ulam_simulation::outcome::deciles::Change;

use super::fonts::Style;
use super::paper::{ACCENT, GRID, INK, MEAN, Mark, PALE, PAPER, Paper, SOFT, WARM};
use crate::charts::{Bar, Frame, OutputChart, Scale, bars, spread};
use crate::numbers::{self, axis_labels, ticks};

const LABEL: f32 = 6.8;
const TITLE: f32 = 8.0;
/// Width of the axis labels to the left of a chart.
const AXIS: f32 = 26.0;
/// Room above a chart for the labels of its marks.
const HEAD: f32 = 34.0;
/// Room below a chart for the axis.
const FOOT: f32 = 16.0;

/// Where a chart stands.
#[derive(Clone, Copy)]
pub struct Place {
    /// Left end.
    pub x: f32,
    /// Upper end.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// Where a chart's axes are.
struct Axes {
    frame: Frame,
    horizontal: Scale,
    vertical: Scale,
}

impl Axes {
    fn new(place: Place, range: (f64, f64), highest: f64) -> Axes {
        let frame = Frame {
            width: f64::from(place.x + place.width),
            height: f64::from(place.y + place.height),
            left: f64::from(place.x + AXIS),
            right: f64::from(place.x + place.width - 2.0),
            top: f64::from(place.y + HEAD),
            bottom: f64::from(place.y + place.height - FOOT),
        };
        let horizontal = frame.horizontal(range.0, range.1);
        let vertical = frame.vertical(0.0, highest);
        Axes { frame, horizontal, vertical }
    }

    fn x(&self, value: f64) -> f32 {
        self.horizontal.at(value) as f32
    }

    fn y(&self, share: f64) -> f32 {
        self.vertical.at(share) as f32
    }

    /// Grid, axis labels and base line.
    fn draw(&self, paper: &mut Paper, chart: &OutputChart, range: (f64, f64), highest: f64) {
        let (left, right) = (self.frame.left as f32, self.frame.right as f32);
        let bottom = self.frame.bottom as f32;
        let shares = ticks(0.0, highest * 100.0, 5);
        for (percent, label) in shares.iter().zip(axis_labels(&shares)) {
            let y = self.y(percent / 100.0);
            paper.rule((left, y), (right, y), 0.5, GRID);
            let label = format!("{label}%");
            paper.text_ending((left - 4.0, y + 2.3), &label, Style::Regular, LABEL, SOFT);
        }
        paper.rule((left, bottom), (right, bottom), 0.8, SOFT);
        let values = ticks(range.0, range.1, 5);
        for (value, label) in values.iter().zip(chart.unit.axis_labels(&values)) {
            let x = self.x(*value);
            paper.rule((x, bottom), (x, bottom + 2.5), 0.8, SOFT);
            let width = paper.fonts.line(&label, Style::Regular).width * LABEL;
            let middle = x.min(self.frame.width as f32 - width / 2.0);
            paper.text_around((middle, bottom + 10.0), &label, Style::Regular, LABEL, SOFT);
        }
        if range.0 < 0.0 && range.1 > 0.0 {
            let x = self.x(0.0);
            let points = vec![(x, self.frame.top as f32), (x, bottom)];
            paper.put(Mark::Path { points, width: 0.6, colour: SOFT, is_dashed: true });
        }
    }
}

fn title(paper: &mut Paper, place: Place, text: &str) {
    paper.text((place.x, place.y + TITLE), text, Style::Bold, TITLE, SOFT);
}

/// The histogram of an output, with its percentiles and mean; whether there is one.
pub fn histogram(paper: &mut Paper, chart: &OutputChart, place: Place) -> bool {
    let Some(range) = chart.range() else { return false };
    // The bars of discrete outputs are as wide as the frame lets them be.
    let Some(bars) = bars(chart, &Axes::new(place, range, 1.0).horizontal) else { return false };
    let highest = bars.iter().map(|bar| bar.share).fold(0.0, f64::max);
    if highest <= 0.0 {
        return false;
    }
    let axes = Axes::new(place, range, highest);
    title(paper, place, "How often it comes out where");
    axes.draw(paper, chart, range, highest);
    let ends = (chart.outcome.percentile(5), chart.outcome.percentile(95));
    let is_tail = |bar: &Bar| {
        let middle = bar.from / 2.0 + bar.to / 2.0;
        ends.0.is_some_and(|low| middle < low) || ends.1.is_some_and(|high| middle > high)
    };
    let bottom = axes.frame.bottom as f32;
    for bar in bars.iter().filter(|bar| bar.share > 0.0) {
        let (left, right) = (axes.x(bar.from), axes.x(bar.to));
        let top = axes.y(bar.share).min(bottom - 0.3);
        let width = (right - left - 0.35).max(0.35);
        let colour = if is_tail(bar) { PALE } else { ACCENT };
        paper.fill((left, top), (width, bottom - top), colour);
    }
    marks(paper, chart, place, &axes);
    true
}

/// Lines at the marked values, their labels in a row above.
fn marks(paper: &mut Paper, chart: &OutputChart, place: Place, axes: &Axes) {
    let marks = chart.marks(true);
    let label = |value: f64| match value.abs() >= 1e5 {
        true => chart.unit.rounded(value, numbers::place_for_spread(value.abs())),
        false => chart.unit.value(Some(value)),
    };
    let labels: Vec<String> = marks.iter().map(|mark| label(mark.value)).collect();
    let width = |text: &str| f64::from(paper.fonts.line(text, Style::Bold).width * LABEL);
    let widths: Vec<f64> =
        marks.iter().zip(&labels).map(|(mark, label)| width(mark.name).max(width(label))).collect();
    let wanted: Vec<f64> = marks.iter().map(|mark| axes.horizontal.at(mark.value)).collect();
    let centres = spread(&wanted, &widths, f64::from(place.x), axes.frame.width);
    let (top, bottom) = (axes.frame.top as f32, axes.frame.bottom as f32);
    for (((mark, label), centre), x) in marks.iter().zip(&labels).zip(&centres).zip(&wanted) {
        let (centre, x) = (*centre as f32, *x as f32);
        let colour = if mark.name == "Mean" { MEAN } else { INK };
        let points = vec![(centre, top - 4.5), (x, top), (x, bottom)];
        let is_dashed = mark.name != "Median";
        paper.put(Mark::Path { points, width: 0.6, colour, is_dashed });
        paper.text_around((centre, top - 14.0), mark.name, Style::Regular, LABEL, SOFT);
        paper.text_around((centre, top - 6.0), label, Style::Bold, LABEL, colour);
    }
}

/// The cumulative curve of an output; whether there is one.
pub fn cumulative(paper: &mut Paper, chart: &OutputChart, place: Place) -> bool {
    let Some(range) = chart.range() else { return false };
    let axes = Axes::new(place, range, 1.0);
    title(paper, place, "How likely it stays at or below a value");
    axes.draw(paper, chart, range, 1.0);
    let is_discrete = matches!(chart.outcome.histogram, Some(Histogram::Values { .. }));
    let mut points: Vec<(f32, f32)> = Vec::new();
    let mut reached = 0.0;
    if is_discrete {
        points.push((axes.frame.left as f32, axes.y(0.0)));
    }
    let mut is_first = true;
    for point in &chart.outcome.cumulative {
        if point.value < range.0 {
            reached = point.probability;
            continue;
        }
        if point.value > range.1 {
            break;
        }
        let x = axes.x(point.value);
        if is_discrete || is_first {
            points.push((x, axes.y(reached)));
        }
        is_first = false;
        points.push((x, axes.y(point.probability)));
        reached = point.probability;
    }
    if is_discrete {
        points.push((axes.frame.right as f32, axes.y(reached)));
    }
    let shares = [("P5", 0.05), ("Median", 0.5), ("P95", 0.95)];
    let marks = chart.marks(false);
    let placed = marks.iter().filter_map(|mark| {
        let (_, share) = shares.iter().find(|(name, _)| *name == mark.name)?;
        Some((mark.name, mark.value, axes.x(mark.value), axes.y(*share)))
    });
    let placed: Vec<(&str, f64, f32, f32)> = placed.collect();
    let (left, bottom) = (axes.frame.left as f32, axes.frame.bottom as f32);
    for (_, _, x, y) in &placed {
        let guide = vec![(left, *y), (*x, *y), (*x, bottom)];
        paper.put(Mark::Path { points: guide, width: 0.5, colour: SOFT, is_dashed: true });
    }
    paper.put(Mark::Path { points, width: 1.4, colour: ACCENT, is_dashed: false });
    for (name, value, x, y) in placed {
        paper.put(Mark::Dot { x, y, radius: 2.2, colour: INK });
        let label = format!("{name} {}", chart.unit.value(Some(value)));
        // The curve leaves room to the right of it below, and to the left of it above.
        let is_above = name == "P95" || x > axes.frame.right as f32 - 70.0;
        let width = paper.fonts.line(&label, Style::Bold).width * LABEL;
        let (start, base) = if is_above { (x - 5.0 - width, y - 4.0) } else { (x + 6.0, y + 7.0) };
        // No line runs through the words.
        paper.fill((start - 1.5, base - 6.0), (width + 3.0, 8.0), PAPER);
        paper.text((start, base), &label, Style::Bold, LABEL, INK);
    }
    true
}

/// A bar of a tornado.
pub struct TornadoBar {
    /// What people call the input.
    pub name: String,
    /// How far the statistic moves.
    pub change: Change,
}

/// How far an output's statistic moves over each input, around its value of all trials.
pub fn tornado(
    paper: &mut Paper,
    bars: &[TornadoBar],
    base: f64,
    value: impl Fn(f64) -> String,
    (x, width): (f32, f32),
) {
    const ROW: f32 = 16.0;
    const NAME: f32 = 132.0;
    const SIDE: f32 = 62.0;
    let low = bars.iter().fold(base, |low, bar| low.min(bar.change.lowest));
    let high = bars.iter().fold(base, |high, bar| high.max(bar.change.highest));
    if !(low < high && low.is_finite() && high.is_finite()) {
        return;
    }
    let (left, right) = (x + NAME + SIDE, x + width - SIDE);
    let scale = Scale::new(low, high, f64::from(left), f64::from(right));
    let at = |value: f64| scale.at(value) as f32;
    let middle = at(base);
    let top = paper.y;
    let bottom = top + ROW * bars.len() as f32;
    for (index, bar) in bars.iter().enumerate() {
        let y = top + ROW * index as f32;
        let names = paper.fonts.paragraph(&bar.name, Style::Regular, (NAME - 8.0) / TITLE);
        // One line each; what is longer ends with dots.
        let name = match names.as_slice() {
            [] | [_] => bar.name.clone(),
            [first, ..] => {
                let said: String = first.runs.iter().map(|run| run.text.as_str()).collect();
                format!("{said}…")
            }
        };
        paper.text((x, y + 10.6), &name, Style::Regular, TITLE, INK);
        let (from, to) = (at(bar.change.lowest).min(middle), at(bar.change.highest).max(middle));
        let (below, above) = match bar.change.is_rising() {
            true => (WARM, ACCENT),
            false => (ACCENT, WARM),
        };
        paper.fill((from, y + 3.0), ((middle - from).max(0.3), ROW - 6.0), below);
        paper.fill((middle, y + 3.0), ((to - middle).max(0.3), ROW - 6.0), above);
        let (lowest, highest) = (value(bar.change.lowest), value(bar.change.highest));
        paper.text_ending((from - 4.0, y + 10.4), &lowest, Style::Regular, LABEL, SOFT);
        paper.text((to + 4.0, y + 10.4), &highest, Style::Regular, LABEL, SOFT);
    }
    paper.rule((middle, top), (middle, bottom), 0.8, INK);
    paper.y = bottom + 3.0;
    let y = paper.y + LABEL;
    paper.text_around((middle, y), &value(base), Style::Bold, LABEL, INK);
    let legend = [(WARM, "where the input is low"), (ACCENT, "where it is high")];
    let mut left = x;
    for (colour, words) in legend {
        paper.fill((left, y - 5.2), (6.0, 6.0), colour);
        left += 9.0 + paper.text((left + 9.0, y), words, Style::Regular, LABEL, SOFT) + 10.0;
    }
    paper.y += 14.0;
}
