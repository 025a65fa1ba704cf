//! How bad it can get, and how sure the numbers are: value at risk and convergence.

use maud::{Markup, html};
use ulam_probability::statistics::Tail;
use ulam_simulation::outcome::OutputOutcome;

use crate::content::Content;
use crate::numbers::{self, Unit, share};

/// Value at risk and conditional value at risk of an output, and how its statistics settled.
pub fn tables(report: &Content, outcome: &OutputOutcome, unit: &Unit) -> Markup {
    html! {
        div class="block" {
            (risk(outcome, unit))
            (convergence(outcome, unit))
            @if let Some(note) = report.outcome.interval_method.note() { p class="note" { (note) } }
        }
    }
}

fn risk(outcome: &OutputOutcome, unit: &Unit) -> Markup {
    let Some(first) = outcome.risks.first().filter(|_| outcome.summary.min != outcome.summary.max)
    else {
        return html! {};
    };
    let side = match first.tail {
        Tail::Lower => "the lowest",
        Tail::Upper => "the highest",
    };
    html! {
        div class="scroll" {
            table {
                caption { "Risk: where " (side) " trials begin, and their mean" }
                thead { tr {
                    th scope="col" { "Share" }
                    th scope="col" class="number" { "Value at risk" }
                    th scope="col" class="number" { "Conditional" }
                } }
                tbody {
                    @for risk in &outcome.risks {
                        tr {
                            th scope="row" { "Worst " (share(risk.level)) }
                            td class="number" { (unit.value(Some(risk.value_at_risk))) }
                            td class="number" { (unit.value(Some(risk.conditional_value_at_risk))) }
                        }
                    }
                }
            }
        }
    }
}

fn convergence(outcome: &OutputOutcome, unit: &Unit) -> Markup {
    let points = &outcome.convergence;
    html! {
        @if points.len() > 1 && outcome.summary.min != outcome.summary.max {
            div class="scroll" {
                table {
                    caption { "How it settled" }
                    thead { tr {
                        th scope="col" class="number" { "Trials" }
                        th scope="col" class="number" { "Mean" }
                        th scope="col" class="number" { "Deviation" }
                        th scope="col" class="number" { "P5" }
                        th scope="col" class="number" { "P95" }
                    } }
                    tbody {
                        @for point in points {
                            tr {
                                th scope="row" class="number" { (numbers::count(point.trials)) }
                                td class="number" { (unit.value(point.mean)) }
                                td class="number" { (unit.difference(point.sd)) }
                                td class="number" { (unit.value(point.p5)) }
                                td class="number" { (unit.value(point.p95)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
