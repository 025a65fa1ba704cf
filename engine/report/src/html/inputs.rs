//! The inputs with their densities, and the correlations between them.

use maud::{Markup, html};

use super::{TEXT_CHARACTERS_MAX, more};
use crate::charts::density;
use crate::content::Content;
use crate::describe::NAME_CHARACTERS_MAX;
use crate::shortened;

/// Inputs that are drawn.
const PICTURES_MAX: usize = 300;
/// Inputs that are listed without a picture after those.
const ROWS_MAX: usize = 5000;

/// The inputs and their correlations.
pub fn section(report: &Content) -> Markup {
    let count = report.simulation.draws().len();
    html! {
        section aria-labelledby="inputs" {
            h2 id="inputs" { "Inputs" }
            @if count == 0 {
                p { "This simulation has no uncertain inputs." }
            } @else {
                ul class="inputs" {
                    @for draw in 0..count.min(PICTURES_MAX) { (card(report, draw)) }
                }
            }
            @if count > PICTURES_MAX {
                details {
                    summary { "The other inputs" }
                    ul {
                        @for draw in PICTURES_MAX..count.min(PICTURES_MAX + ROWS_MAX) {
                            li {
                                bdi { (shortened(report.draw_label(draw), NAME_CHARACTERS_MAX)) } ": "
                                code { (distribution(report, draw)) }
                            }
                        }
                    }
                    (more(count, PICTURES_MAX + ROWS_MAX, "input"))
                }
            }
            (correlations(report))
        }
    }
}

fn card(report: &Content, draw: usize) -> Markup {
    let label = shortened(report.draw_label(draw), NAME_CHARACTERS_MAX);
    let cell = report.draw_cell(draw);
    let identity = report.simulation.draws().get(draw);
    let unit = identity.map(|identity| report.unit_of(identity.cell));
    let law = report.simulation.law(draw);
    html! {
        li class="input" {
            h3 { bdi { (label) } @if label != cell { " " span class="cell" { bdi { (cell) } } } }
            @match law.and_then(|law| density(law.as_ref())) {
                Some(picture) => (picture),
                None => p class="note" {
                    @if law.is_some() { "Its density can't be drawn." }
                    @else { "Its parameters change from trial to trial." }
                }
            }
            @if let (Some(law), Some(unit)) = (law, unit) {
                p class="range" {
                    span { "P5 " (unit.value(Some(law.quantile(0.05)))) }
                    span { "median " (unit.value(Some(law.quantile(0.5)))) }
                    span { "P95 " (unit.value(Some(law.quantile(0.95)))) }
                }
            }
            p class="law" { code { (distribution(report, draw)) } }
        }
    }
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
