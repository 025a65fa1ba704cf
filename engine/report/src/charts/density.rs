//! The small picture of an input's density or probabilities.

use maud::{Markup, html};
use ulam_probability::distribution::Distribution;

use super::frame::{Scale, place};
use super::smallest_gap;

/// The probabilities left out on each side.
const TAIL: f64 = 0.001;
/// Points at which a density is drawn.
const POINTS: usize = 96;
/// Probabilities at which the values of a discrete law are looked for.
const QUANTILES: usize = 240;
const WIDTH: f64 = 200.0;
const HEIGHT: f64 = 56.0;

/// The density (or the probabilities of a discrete law) between its 0.1% and 99.9% quantiles;
/// `None` where those aren't finite. What it shows is said beside it, so it is decoration.
pub fn density(law: &dyn Distribution) -> Option<Markup> {
    let (low, high) = (law.quantile(TAIL), law.quantile(1.0 - TAIL));
    if !low.is_finite() || !high.is_finite() || low > high {
        return None;
    }
    let shape = match law.is_discrete() || low == high {
        true => bars(law, low, high)?,
        false => area(law, low, high)?,
    };
    Some(html! {
        svg class="density" viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            (shape)
            line class="base" x1="0" x2=(WIDTH) y1=(HEIGHT - 0.5) y2=(HEIGHT - 0.5) {}
        }
    })
}

fn area(law: &dyn Distribution, low: f64, high: f64) -> Option<Markup> {
    let step = (high - low) / POINTS as f64;
    if !step.is_finite() {
        return None;
    }
    // The middles of equal parts, as densities may be infinite at the ends.
    let points = (0..POINTS).map(|index| low + (index as f64 + 0.5) * step);
    let densities: Vec<f64> = points.map(|x| law.pdf(x)).collect();
    let mut finite: Vec<f64> = densities.iter().copied().filter(|d| d.is_finite()).collect();
    finite.sort_by(f64::total_cmp);
    let largest = *finite.last()?;
    // A pole would flatten everything else.
    let usual = finite[finite.len() * 9 / 10];
    let top = if usual > 0.0 { largest.min(usual * 4.0) } else { largest };
    if top <= 0.0 {
        return None;
    }
    let vertical = Scale::new(0.0, top, HEIGHT - 0.5, 2.0);
    let horizontal = Scale::new(0.0, POINTS as f64, 0.0, WIDTH);
    let mut path = format!("M0 {}", place(HEIGHT - 0.5));
    for (index, density) in densities.iter().enumerate() {
        let y = vertical.at(if density.is_nan() { 0.0 } else { *density });
        path.push_str(&format!("L{} {}", place(horizontal.at(index as f64 + 0.5)), place(y)));
    }
    path.push_str(&format!("L{} {}Z", place(WIDTH), place(HEIGHT - 0.5)));
    Some(html! { path class="area" d=(path) {} })
}

fn bars(law: &dyn Distribution, low: f64, high: f64) -> Option<Markup> {
    let probabilities = (0..=QUANTILES).map(|index| index as f64 / QUANTILES as f64);
    let mut values: Vec<f64> = probabilities
        .map(|probability| law.quantile(probability.clamp(TAIL, 1.0 - TAIL)))
        .filter(|value| value.is_finite())
        .collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    // Whole numbers of small probability slip between the quantiles.
    let are_whole = values.iter().all(|value| value.trunc() == *value);
    if are_whole && high - low < QUANTILES as f64 {
        values = (0..=(high - low) as usize).map(|step| low + step as f64).collect();
    }
    let masses: Vec<f64> = values.iter().map(|value| law.pdf(*value)).collect();
    let top = masses.iter().copied().filter(|mass| mass.is_finite()).fold(0.0, f64::max);
    let gap = smallest_gap(&values).unwrap_or(1.0).max((high - low) / 100.0);
    if !(gap > 0.0 && gap.is_finite()) {
        return None;
    }
    let horizontal = Scale::new(low - gap, high + gap, 0.0, WIDTH);
    let vertical = Scale::new(0.0, if top > 0.0 { top } else { 1.0 }, HEIGHT - 0.5, 2.0);
    let width = ((horizontal.at(low + gap) - horizontal.at(low)) * 0.75).clamp(1.0, 24.0);
    Some(html! {
        @for (value, mass) in values.iter().zip(&masses) {
            @let y = vertical.at(if top > 0.0 { *mass } else { 1.0 });
            rect class="area" x=(place(horizontal.at(*value) - width / 2.0)) width=(place(width))
                y=(place(y)) height=(place(HEIGHT - 0.5 - y)) {}
        }
    })
}
