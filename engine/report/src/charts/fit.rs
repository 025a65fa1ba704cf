//! Pictures of laws fitted to observations: densities over a histogram, quantiles against
//! quantiles, and probabilities against probabilities.

use maud::{Markup, html};
use ulam_probability::distribution::Distribution;
use ulam_probability::fitting::{Fit, Sample};
use ulam_probability::statistics::{Histogram, SortedSamples};

use super::frame::{OUTPUT_FRAME, Scale, place};
use crate::numbers::{Unit, axis_labels, ticks};

/// Points of a density curve.
const POINTS: usize = 240;
/// Most dots of a plot.
const DOTS_MAX: usize = 400;

/// The histogram of the observations with the densities of some fits, the best of them first.
pub fn fitted_densities(sample: &Sample, fits: &[&Fit]) -> Option<Markup> {
    let histogram = Histogram::new(&SortedSamples::new(&sample.sorted))?;
    let (low, high, bars) = bars(&histogram, sample.count())?;
    let frame = &OUTPUT_FRAME;
    let horizontal = frame.horizontal(low, high);
    let width = bars.first().map(|bar| bar.1 - bar.0)?;
    let curves: Vec<Vec<(f64, f64)>> =
        fits.iter().map(|fit| curve(fit.law.as_ref(), low, high, width)).collect();
    let tallest_bar = bars.iter().map(|bar| bar.2).fold(0.0, f64::max);
    let tallest_curve = curves
        .iter()
        .flatten()
        .map(|(_, share)| *share)
        .filter(|share| share.is_finite())
        .fold(0.0, f64::max);
    // A pole of a density must not flatten the bars.
    let highest = tallest_bar.max(tallest_curve.min(1.6 * tallest_bar)) * 1.05;
    if highest <= 0.0 || !highest.is_finite() {
        return None;
    }
    let vertical = frame.vertical(0.0, highest);
    let points = |curve: &[(f64, f64)]| {
        let points = curve.iter().filter(|(_, share)| !share.is_nan());
        let points = points.map(|(x, share)| {
            format!("{},{}", place(horizontal.at(*x)), place(vertical.at(*share)))
        });
        points.collect::<Vec<_>>().join(" ")
    };
    Some(html! {
        svg class="chart" viewBox=(frame.view_box()) role="img" aria-label="Histogram of the numbers with fitted densities" {
            (frame.share_axis(&vertical, highest, 5))
            g class="bars" {
                @for (from, to, share) in &bars {
                    @let (left, right) = (horizontal.at(*from), horizontal.at(*to));
                    @let top = vertical.at(*share);
                    @if *share > 0.0 {
                        rect class="tail" x=(place(left)) width=(place((right - left - 0.8).max(0.8)))
                            y=(place(top)) height=(place((frame.bottom - top).max(0.5))) {}
                    }
                }
            }
            (frame.value_axis(&horizontal, (low, high), &Unit::Plain))
            @for (index, (fit, curve)) in fits.iter().zip(&curves).enumerate() {
                polyline class={ "curve fit-" (index) } points=(points(curve)) {}
                @let y = 14.0 + 14.0 * index as f64;
                line class={ "curve fit-" (index) } x1=(place(frame.right - 176.0)) x2=(place(frame.right - 154.0)) y1=(place(y - 4.0)) y2=(place(y - 4.0)) {}
                text class="name" x=(place(frame.right - 148.0)) y=(place(y)) { (fit.name) }
            }
        }
    })
}

/// Bars as from, to and share; and the range that they cover.
#[allow(clippy::type_complexity)]
fn bars(histogram: &Histogram, count: f64) -> Option<(f64, f64, Vec<(f64, f64, f64)>)> {
    let bars: Vec<(f64, f64, f64)> = match histogram {
        Histogram::Bins { edges, counts, .. } => edges
            .windows(2)
            .zip(counts)
            .map(|(ends, times)| (ends[0], ends[1], *times as f64 / count))
            .collect(),
        Histogram::Values { values, counts } => values
            .iter()
            .zip(counts)
            .map(|(value, times)| (value - 0.5, value + 0.5, *times as f64 / count))
            .collect(),
    };
    let (low, high) = (bars.first()?.0, bars.last()?.1);
    (low < high && (high - low).is_finite()).then_some((low, high, bars))
}

/// The share of the numbers that the law expects in a bar of this width, along the axis.
fn curve(law: &dyn Distribution, low: f64, high: f64, width: f64) -> Vec<(f64, f64)> {
    if law.is_discrete() {
        let first = low.ceil();
        let count = ((high - first).floor().max(0.0) as usize).min(2 * POINTS);
        return (0..=count)
            .map(|step| first + step as f64)
            .filter(|x| *x <= high)
            .map(|x| (x, law.pdf(x)))
            .collect();
    }
    (0..=POINTS)
        .map(|step| low + (high - low) * (step as f64 / POINTS as f64))
        .map(|x| (x, law.pdf(x) * width))
        .collect()
}

/// What the law says each observation should be, against what it is.
pub fn quantile_plot(sample: &Sample, fit: &Fit) -> Option<Markup> {
    let dots: Vec<(f64, f64)> = places(sample)
        .into_iter()
        .map(|(probability, value)| (fit.law.quantile(probability), value))
        .filter(|(expected, value)| expected.is_finite() && value.is_finite())
        .collect();
    dot_plot(&dots, "Fitted quantile", "Observed", "Observed quantiles against fitted ones")
}

/// The law's probability of each observation, against its share of the observations.
pub fn probability_plot(sample: &Sample, fit: &Fit) -> Option<Markup> {
    let dots: Vec<(f64, f64)> = places(sample)
        .into_iter()
        .map(|(probability, value)| (fit.law.cdf(value), probability))
        .collect();
    dot_plot(&dots, "Fitted probability", "Observed", "Observed probabilities against fitted ones")
}

/// Observations with their plotting positions (i - 1/2) / n (Hazen 1914).
fn places(sample: &Sample) -> Vec<(f64, f64)> {
    let count = sample.sorted.len();
    let dots = count.min(DOTS_MAX);
    (0..dots)
        .map(|dot| {
            let index = if dots == count { dot } else { dot * (count - 1) / (dots - 1).max(1) };
            ((index as f64 + 0.5) / count as f64, sample.sorted[index.min(count - 1)])
        })
        .collect()
}

fn dot_plot(dots: &[(f64, f64)], across: &str, upwards: &str, words: &str) -> Option<Markup> {
    let ends = |values: &mut dyn Iterator<Item = f64>| {
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        })
    };
    let (low, high) = ends(&mut dots.iter().flat_map(|(x, y)| [*x, *y]));
    if !(low < high && (high - low).is_finite()) {
        return None;
    }
    let margin = 0.02 * (high - low);
    let (low, high) = (low - margin, high + margin);
    let frame = &OUTPUT_FRAME;
    let horizontal = frame.horizontal(low, high);
    let vertical = frame.vertical(low, high);
    Some(html! {
        svg class="chart" viewBox=(frame.view_box()) role="img" aria-label=(words) {
            (vertical_axis(&vertical, low, high))
            (frame.value_axis(&horizontal, (low, high), &Unit::Plain))
            line class="guide" x1=(place(frame.left)) y1=(place(frame.bottom)) x2=(place(frame.right)) y2=(place(frame.top)) {}
            @for (x, y) in dots {
                circle class="core" cx=(place(horizontal.at(*x))) cy=(place(vertical.at(*y))) r="2.4" {}
            }
            text class="name" x=(place(frame.left)) y="34" { (upwards) }
            text class="end name" x=(place(frame.right)) y=(place(frame.bottom - 8.0)) { (across) }
        }
    })
}

fn vertical_axis(scale: &Scale, low: f64, high: f64) -> Markup {
    let values = ticks(low, high, 6);
    let labels = axis_labels(&values);
    let frame = &OUTPUT_FRAME;
    html! {
        g class="axis" aria-hidden="true" {
            @for (value, label) in values.iter().zip(&labels) {
                @let y = scale.at(*value);
                line class="grid" x1=(place(frame.left)) x2=(place(frame.right)) y1=(place(y)) y2=(place(y)) {}
                text class="end" x=(place(frame.left - 6.0)) y=(place(y + 4.0)) { (label) }
            }
        }
    }
}
