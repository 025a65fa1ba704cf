//! The cumulative curve of an output.

use maud::{Markup, html};
use ulam_probability::statistics::Histogram;

use super::OutputChart;
use super::frame::{OUTPUT_FRAME, place};

/// The cumulative curve over the values that the histogram shows; `None` without finite samples.
pub fn cumulative(chart: &OutputChart) -> Option<Markup> {
    let range = chart.range()?;
    let frame = &OUTPUT_FRAME;
    let horizontal = frame.horizontal(range.0, range.1);
    let vertical = frame.vertical(0.0, 1.0);
    let is_discrete = matches!(chart.outcome.histogram, Some(Histogram::Values { .. }));
    let mut line = String::new();
    let mut add = |x: f64, y: f64| {
        let command = if line.is_empty() { 'M' } else { 'L' };
        line.push_str(&format!("{command}{} {}", place(x), place(y)));
    };
    let mut reached = 0.0;
    let mut is_first = true;
    if is_discrete {
        add(frame.left, vertical.at(0.0));
    }
    for point in &chart.outcome.cumulative {
        if point.value < range.0 {
            reached = point.probability;
            continue;
        }
        if point.value > range.1 {
            break;
        }
        let x = horizontal.at(point.value);
        // A jump, as at the smallest value if many trials have it.
        if is_discrete || is_first {
            add(x, vertical.at(reached));
        }
        is_first = false;
        add(x, vertical.at(point.probability));
        reached = point.probability;
    }
    if is_discrete {
        add(frame.right, vertical.at(reached));
    }
    let id = format!("cumulative-{}", chart.output);
    let title = format!("Cumulative curve of {}", chart.name);
    let description = format!(
        "The share of trials at or below each value of {}: {}.",
        chart.name,
        chart.marks_in_words()
    );
    let marks = chart.marks(false);
    let share = |name: &str| match name {
        "P5" => 0.05,
        "P95" => 0.95,
        _ => 0.5,
    };
    Some(html! {
        svg class="chart" viewBox=(frame.view_box()) role="img" aria-labelledby={ (id) "-title " (id) "-description" } {
            title id={ (id) "-title" } { (title) }
            desc id={ (id) "-description" } { (description) }
            (frame.share_axis(&vertical, 1.0, 6))
            (frame.value_axis(&horizontal, range, chart.unit))
            g class="marks" aria-hidden="true" {
                @for mark in &marks {
                    @let (x, y) = (horizontal.at(mark.value), vertical.at(share(mark.name)));
                    polyline class="guide" points={
                        (place(frame.left)) "," (place(y)) " " (place(x)) "," (place(y)) " "
                        (place(x)) "," (place(frame.bottom))
                    } {}
                }
            }
            path class="curve" d=(line) {}
            g class="marks" aria-hidden="true" {
                @for mark in &marks {
                    @let (x, y) = (horizontal.at(mark.value), vertical.at(share(mark.name)));
                    // The curve leaves room to the right of it below, and to the left of it above.
                    @let is_above = x > frame.right - 150.0 || mark.name == "P95";
                    @let (label_x, label_y) = if is_above { (x - 8.0, y - 7.0) } else { (x + 9.0, y + 4.0) };
                    circle class="dot" cx=(place(x)) cy=(place(y)) r="4" {}
                    text class=(if is_above { "end value" } else { "value" }) x=(place(label_x)) y=(place(label_y)) {
                        (mark.name) " " (chart.unit.value(Some(mark.value)))
                    }
                }
            }
        }
    })
}
