//! A picture of a law: its density, or its probabilities, as SVG.

use std::fmt::Write;

use super::build;
use crate::distribution::{Argument, Distribution, Family, SharedDistribution};

const WIDTH: f64 = 360.0;
const HEIGHT: f64 = 140.0;
const MARGIN: f64 = 12.0;
/// Room for the numbers below the axis.
const FOOT: f64 = 20.0;
const POINTS: usize = 240;
const BARS_MAX: usize = 120;

/// The law of a family's example.
pub fn example_law(family: &Family) -> Option<SharedDistribution> {
    law_of(family.example)
}

/// The law of a call written as the examples are: numbers, lists, calls.
fn law_of(call: &str) -> Option<SharedDistribution> {
    let (name, rest) = call.trim().split_once('(')?;
    let rest = rest.strip_suffix(')')?;
    let mut arguments = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, character) in rest.char_indices() {
        match character {
            '(' | '{' => depth += 1,
            ')' | '}' => depth -= 1,
            ',' if depth == 0 => {
                arguments.push(argument(&rest[start..at])?);
                start = at + 1;
            }
            _ => {}
        }
    }
    arguments.push(argument(&rest[start..])?);
    build(name, &arguments).ok()
}

fn argument(text: &str) -> Option<Argument> {
    let text = text.trim();
    if let Some(list) = text.strip_prefix('{') {
        let numbers = list.strip_suffix('}')?.split(',').map(|number| number.trim().parse().ok());
        return Some(Argument::List(numbers.collect::<Option<Vec<f64>>>()?));
    }
    if text.contains('(') {
        return Some(Argument::Law(law_of(text)?));
    }
    Some(Argument::Number(text.parse().ok()?))
}

/// A picture of a family's example as a whole SVG file; `None` if it has none.
///
/// The curve ends at the percentiles 0.5 and 99.5, or at the ends of the support that lie near.
pub fn picture(family: &Family) -> Option<String> {
    let law = example_law(family)?;
    let (low, high) = range(&*law);
    let points = match law.is_discrete() {
        true => atoms(&*law, low, high, BARS_MAX),
        false => curve(&*law, low, high, POINTS),
    };
    let highest = points.iter().map(|(_, density)| *density).fold(0.0, f64::max);
    if points.is_empty() || highest <= 0.0 {
        return None;
    }
    let across = |x: f64| MARGIN + (x - low) / (high - low) * (WIDTH - 2.0 * MARGIN);
    let base = HEIGHT - FOOT;
    let up = |density: f64| base - density / highest * (base - MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\">\n\
         <title>{}</title>\n",
        family.example.replace('&', "&amp;").replace('<', "&lt;")
    );
    // Writing to a string can't fail.
    if law.is_discrete() {
        let width = ((WIDTH - 2.0 * MARGIN) / points.len() as f64 * 0.7).clamp(1.0, 14.0);
        for (x, probability) in &points {
            let (left, top) = (across(*x) - 0.5 * width, up(*probability));
            let _ = writeln!(
                out,
                "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{:.1}\" \
                 fill=\"#4878a8\"/>",
                base - top
            );
        }
    } else {
        let mut path = format!("M{:.1} {base:.1}", across(low));
        for (x, density) in &points {
            let _ = write!(path, "L{:.1} {:.1}", across(*x), up(*density));
        }
        let _ = write!(path, "L{:.1} {base:.1}Z", across(high));
        let _ = writeln!(
            out,
            "<path d=\"{path}\" fill=\"#4878a8\" fill-opacity=\"0.25\" stroke=\"#4878a8\" \
             stroke-width=\"1.5\"/>"
        );
    }
    let _ = writeln!(
        out,
        "<path d=\"M{MARGIN} {base}H{}\" stroke=\"#888\" stroke-width=\"1\"/>",
        WIDTH - MARGIN
    );
    for (x, anchor) in [(low, "start"), (0.5 * (low + high), "middle"), (high, "end")] {
        let _ = writeln!(
            out,
            "<text x=\"{:.1}\" y=\"{}\" text-anchor=\"{anchor}\" font-family=\"sans-serif\" \
             font-size=\"10\" fill=\"#777\">{}</text>",
            across(x),
            HEIGHT - 6.0,
            label(x, high - low)
        );
    }
    out.push_str("</svg>\n");
    Some(out)
}

fn range(law: &dyn Distribution) -> (f64, f64) {
    let (support_low, support_high) = law.support();
    let (mut low, mut high) = (law.quantile(0.005), law.quantile(0.995));
    let body = law.quantile(0.9) - law.quantile(0.1);
    // Heavy tails would flatten the body.
    low = f64::max(low, law.quantile(0.1) - 2.5 * body);
    high = f64::min(high, law.quantile(0.9) + 2.5 * body);
    if low - support_low < 0.3 * body {
        low = support_low;
    }
    if support_high - high < 0.3 * body {
        high = support_high;
    }
    if law.is_discrete() {
        return (low - 0.5, high + 0.5);
    }
    if high > low { (low, high) } else { (low - 1.0, low + 1.0) }
}

/// A law's density at some points from left to right, at most `points_max` of them, or of a discrete law
/// its possible values with their probabilities: where it is to be drawn. The curve ends at the
/// percentiles 0.5 and 99.5, or at the ends of the support that lie near.
pub fn outline(law: &dyn Distribution, points_max: usize) -> Vec<(f64, f64)> {
    let (low, high) = range(law);
    let points_max = points_max.max(2);
    match law.is_discrete() {
        true => atoms(law, low, high, points_max),
        false => curve(law, low, high, points_max - 1),
    }
}

fn curve(law: &dyn Distribution, low: f64, high: f64, steps: usize) -> Vec<(f64, f64)> {
    let step = (high - low) / steps as f64;
    // Where a density is infinite at an end, its neighbourhood is what can be drawn.
    let points = (0..=steps).map(|index| {
        let x = low + step * (index as f64).clamp(0.25, steps as f64 - 0.25);
        (x, law.pdf(x))
    });
    points.filter(|(_, density)| density.is_finite()).collect()
}

fn atoms(law: &dyn Distribution, low: f64, high: f64, atoms_max: usize) -> Vec<(f64, f64)> {
    let mut atoms = Vec::new();
    let mut atom = law.quantile(law.cdf(low.next_down()).max(1e-12));
    while atom <= high && atoms.len() < atoms_max {
        atoms.push((atom, law.pdf(atom)));
        let reached = law.cdf(atom);
        if reached >= 1.0 - 1e-9 {
            break;
        }
        let next = law.quantile(reached + 1e-9);
        if next <= atom {
            break;
        }
        atom = next;
    }
    atoms
}

fn label(x: f64, width: f64) -> String {
    let decimals = if width >= 50.0 {
        0
    } else if width >= 5.0 {
        1
    } else {
        2
    };
    let text = format!("{x:.decimals$}");
    if text.trim_start_matches('-').chars().all(|c| matches!(c, '0' | '.')) {
        "0".to_string()
    } else {
        text
    }
}
