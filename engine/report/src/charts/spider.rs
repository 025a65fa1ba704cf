//! Spider lines: the mean of an output in each tenth of its inputs.

use maud::{Markup, html};
use ulam_simulation::outcome::deciles::{DECILES, Decile};

use super::OutputChart;
use super::frame::{Frame, Scale, place};
use super::labels::spread;
use crate::numbers::ticks;
use crate::shortened;

/// Lines drawn; each has a colour of its own.
pub const LINES_MAX: usize = 6;
/// Longest name beside a line, in characters.
const NAME_CHARACTERS_MAX: usize = 22;
/// Height of a name.
const LINE_HEIGHT: f64 = 8.0;

/// A line: the input's name and its deciles.
pub struct Line<'a> {
    /// The input.
    pub name: &'a str,
    /// Its deciles.
    pub deciles: &'a [Decile],
}

/// The lines; `None` where nothing moves.
pub fn spider(chart: &OutputChart, lines: &[Line]) -> Option<Markup> {
    let means: Vec<f64> = lines
        .iter()
        .flat_map(|line| line.deciles.iter().filter_map(|decile| decile.mean))
        .filter(|mean| mean.is_finite())
        .collect();
    let low = means.iter().copied().min_by(f64::total_cmp)?;
    let high = means.iter().copied().max_by(f64::total_cmp)?;
    let margin = (high / 2.0 - low / 2.0) * 0.1;
    let (low, high) = (low - margin, high + margin);
    if !(low < high && low.is_finite() && high.is_finite()) {
        return None;
    }
    let values = ticks(low, high, 6);
    let labels = chart.unit.axis_labels(&values);
    let widest = labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
    let frame = Frame {
        width: 560.0,
        height: 300.0,
        left: (widest as f64 * 7.0 + 14.0).clamp(46.0, 120.0),
        right: 398.0,
        top: 16.0,
        bottom: 268.0,
    };
    let vertical = frame.vertical(low, high);
    let horizontal = Scale::new(0.5, DECILES as f64 - 0.5, frame.left + 8.0, frame.right - 8.0);
    let points = |line: &Line| {
        let known = line.deciles.iter().enumerate().filter_map(|(index, decile)| {
            let mean = decile.mean.filter(|mean| mean.is_finite())?;
            Some((horizontal.at(index as f64 + 0.5), vertical.at(mean)))
        });
        known.collect::<Vec<(f64, f64)>>()
    };
    let mut drawn: Vec<(usize, Vec<(f64, f64)>)> = lines
        .iter()
        .take(LINES_MAX)
        .enumerate()
        .map(|(index, line)| (index, points(line)))
        .filter(|(_, points)| !points.is_empty())
        .collect();
    // Names stand beside the ends of the lines, from top to bottom.
    let end = |points: &[(f64, f64)]| points.last().map_or(frame.bottom, |point| point.1);
    drawn.sort_by(|a, b| end(&a.1).total_cmp(&end(&b.1)));
    let wanted: Vec<f64> = drawn.iter().map(|(_, points)| end(points)).collect();
    let heights = vec![LINE_HEIGHT; wanted.len()];
    let places = spread(&wanted, &heights, frame.top, frame.bottom);

    let id = format!("spider-{}", chart.output);
    let names: Vec<&str> = lines.iter().take(LINES_MAX).map(|line| line.name).collect();
    let description = format!(
        "The mean of {} in each tenth of an input's values, from the lowest to the highest, for {}.",
        chart.name,
        names.join(", ")
    );
    Some(html! {
        svg class="chart spider" viewBox=(frame.view_box()) role="img" aria-labelledby={ (id) "-title " (id) "-description" } {
            title id={ (id) "-title" } { "Spider lines of " (chart.name) }
            desc id={ (id) "-description" } { (description) }
            g class="axis" aria-hidden="true" {
                @for (value, label) in values.iter().zip(&labels) {
                    @let y = vertical.at(*value);
                    line class="grid" x1=(place(frame.left)) x2=(place(frame.right)) y1=(place(y)) y2=(place(y)) {}
                    text class="end" x=(place(frame.left - 6.0)) y=(place(y + 4.0)) { (label) }
                }
                line class="base" x1=(place(frame.left)) x2=(place(frame.right)) y1=(place(frame.bottom)) y2=(place(frame.bottom)) {}
                text x=(place(frame.left)) y=(place(frame.bottom + 20.0)) { "lowest tenth" }
                text class="end" x=(place(frame.right)) y=(place(frame.bottom + 20.0)) { "highest tenth" }
            }
            @for ((index, points), label) in drawn.iter().zip(&places) {
                g class={ "line-" (index) } {
                    polyline class="line" points=(joined(points)) {}
                    @if let Some((x, y)) = points.last() {
                        polyline class="lead" points=(joined(&[(*x, *y), (frame.right + 10.0, *label)])) aria-hidden="true" {}
                    }
                    text class="name" x=(place(frame.right + 14.0)) y=(place(label + 4.0)) aria-hidden="true" {
                        (shortened(lines[*index].name, NAME_CHARACTERS_MAX))
                    }
                }
            }
        }
    })
}

fn joined(points: &[(f64, f64)]) -> String {
    let texts: Vec<String> =
        points.iter().map(|(x, y)| format!("{},{}", place(*x), place(*y))).collect();
    texts.join(" ")
}
