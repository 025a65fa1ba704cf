//! The inputs with their densities, and the correlations between them.

use std::collections::HashMap;

use maud::{Markup, html};

use super::{TEXT_CHARACTERS_MAX, more};
use crate::charts::density;
use crate::content::Content;
use crate::describe::NAME_CHARACTERS_MAX;
use crate::numbers::{self, Unit, place_for_spread};
use crate::shortened;

/// Inputs that are drawn.
const PICTURES_MAX: usize = 300;
/// Inputs that are listed without a picture after those.
const ROWS_MAX: usize = 5000;

/// Inputs alike: unnamed ones with the same distribution.
struct Group {
    first: usize,
    last: usize,
    count: usize,
}

/// The inputs and their correlations.
pub fn section(report: &Content) -> Markup {
    let count = report.simulation.draws().len();
    let groups = groups(report);
    html! {
        section aria-labelledby="inputs" {
            h2 id="inputs" { "Inputs" }
            @if count == 0 {
                p { "This simulation has no uncertain inputs." }
            } @else {
                ul class="inputs" {
                    @for group in groups.iter().take(PICTURES_MAX) { (card(report, group)) }
                }
            }
            @if groups.len() > PICTURES_MAX {
                details {
                    summary { "The other inputs" }
                    ul {
                        @for group in groups.iter().skip(PICTURES_MAX).take(ROWS_MAX) {
                            li {
                                bdi { (shortened(report.draw_label(group.first), NAME_CHARACTERS_MAX)) }
                                (alike(group)) ": "
                                code { (distribution(report, group.first)) }
                            }
                        }
                    }
                    (more(groups.len(), PICTURES_MAX + ROWS_MAX, "input"))
                }
            }
            (correlations(report))
        }
    }
}

fn groups(report: &Content) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut group_of: HashMap<(&str, [u64; 3]), usize> = HashMap::new();
    for (draw, identity) in report.simulation.draws().iter().enumerate() {
        // The same text may mean other parameters in another cell.
        let quantile =
            |p: f64| report.simulation.law(draw).map_or(f64::NAN, |law| law.quantile(p)).to_bits();
        let key = (identity.distribution.as_str(), [0.05, 0.5, 0.95].map(quantile));
        let known = if identity.name.is_none() { group_of.get(&key) } else { None };
        if let Some(group) = known.and_then(|group| groups.get_mut(*group)) {
            group.last = draw;
            group.count += 1;
            continue;
        }
        if identity.name.is_none() {
            group_of.insert(key, groups.len());
        }
        groups.push(Group { first: draw, last: draw, count: 1 });
    }
    groups
}

/// How many more inputs a group has.
fn alike(group: &Group) -> String {
    match group.count - 1 {
        0 => String::new(),
        others => format!(" and {} more like it", numbers::count(others as u64)),
    }
}

fn card(report: &Content, group: &Group) -> Markup {
    let draw = group.first;
    let label = shortened(report.draw_label(draw), NAME_CHARACTERS_MAX);
    let cell = match group.count {
        1 => report.draw_cell(draw),
        _ => format!("{} to {}", report.draw_cell(draw), report.draw_cell(group.last)),
    };
    let identity = report.simulation.draws().get(draw);
    let unit = identity.map(|identity| report.unit_of(identity.cell));
    let law = report.simulation.law(draw);
    html! {
        li class="input" {
            h3 { bdi { (label) } (alike(group)) @if !label.contains(&cell) { " " span class="cell" { bdi { (cell) } } } }
            @match law.and_then(|law| density(law.as_ref())) {
                Some(picture) => (picture),
                None => p class="note" {
                    @if law.is_some() { "Its density can't be drawn." }
                    @else { "Its parameters change from trial to trial." }
                }
            }
            @if let (Some(law), Some(unit)) = (law, unit) {
                @let quantiles = [0.05, 0.5, 0.95].map(|p| law.quantile(p));
                @let place = place_for_spread(quantiles[2] - quantiles[0]);
                p class="range" {
                    @for (name, quantile) in ["P5", "median", "P95"].iter().zip(quantiles) {
                        span { span class="quantile" { (name) } " " (quantile_text(&unit, law.is_discrete(), quantile, place)) }
                    }
                }
            }
            p class="law" { code { (distribution(report, draw)) } }
        }
    }
}

fn quantile_text(unit: &Unit, is_discrete: bool, quantile: f64, place: i32) -> String {
    if is_discrete { unit.value(Some(quantile)) } else { unit.rounded(quantile, place) }
}

fn distribution(report: &Content, draw: usize) -> String {
    let identity = report.simulation.draws().get(draw);
    identity
        .map_or(String::new(), |identity| shortened(&identity.distribution, TEXT_CHARACTERS_MAX))
}

fn correlations(report: &Content) -> Markup {
    let correlations = &report.simulation.model().correlations;
    html! {
        @if !correlations.is_empty() {
            div class="scroll" {
                table {
                    caption { "Rank correlations asked for between inputs" }
                    thead { tr {
                        th scope="col" { "Input" }
                        th scope="col" { "and" }
                        th scope="col" class="number" { "Rank correlation" }
                    } }
                    tbody {
                        @for correlation in correlations.iter().take(ROWS_MAX) {
                            tr {
                                td { bdi { (shortened(&correlation.first, NAME_CHARACTERS_MAX)) } }
                                td { bdi { (shortened(&correlation.second, NAME_CHARACTERS_MAX)) } }
                                td class="number" { (format!("{:+.2}", correlation.rho)) }
                            }
                        }
                    }
                }
            }
            (more(correlations.len(), ROWS_MAX, "correlation"))
        }
        @if let Some(repair) = &report.simulation.correlation_repair {
            p class="note" {
                "Together the correlations were inconsistent, so the nearest consistent ones were used; the largest change is "
                (format!("{:.3}", repair.max_absolute_change)) "."
            }
        }
    }
}
