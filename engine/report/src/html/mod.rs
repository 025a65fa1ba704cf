//! The report as one HTML page.
//!
//! The page opens anywhere: no scripts, no network, styles and pictures inside, a content security
//! policy that forbids everything else. All text is escaped by maud where it is written.

mod base_case;
mod drivers;
mod inputs;
mod output;
mod precision;
mod reproduce;

use std::borrow::Cow;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::content::Content;
use crate::describe::{self, NAME_CHARACTERS_MAX};
use crate::numbers::{self, share};
use crate::shortened;

const STYLE: &str = include_str!("style.css");
/// Outputs with a section of their own.
const OUTPUT_SECTIONS_MAX: usize = 200;
/// Rows of headlines, probabilities and warnings.
const ROWS_MAX: usize = 1000;
/// Longest text of a cell or a warning that is shown whole, in characters.
const TEXT_CHARACTERS_MAX: usize = 500;

/// The whole page.
pub fn page(report: &Content) -> String {
    let title = shortened(report.title(), NAME_CHARACTERS_MAX);
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
                meta name="referrer" content="no-referrer";
                meta name="generator" content={ "Ulam " (report.version) };
                meta name="color-scheme" content="light dark";
                title { (title) " – simulation report" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (header(report, &title))
                main {
                    (at_a_glance(report))
                    (warnings(report))
                    (outputs(report))
                    (probabilities(report))
                    (inputs::section(report))
                    (base_case::section(report))
                    (reproduce::section(report))
                }
                footer {
                    p { "Made by Ulam " (report.version) ". Percentiles, averages and probabilities are computed from all trials without error." }
                }
            }
        }
    };
    without_control_characters(&markup.into_string()).into_owned()
}

fn header(report: &Content, title: &str) -> Markup {
    html! {
        header {
            p class="kind" { "Simulation report" }
            h1 { bdi { (title) } }
            ul class="facts" {
                @for fact in describe::run_facts(report) { li { (fact) } }
            }
        }
    }
}

fn at_a_glance(report: &Content) -> Markup {
    let count = report.outcome.outputs.len();
    let (base_case, is_well) = describe::base_case_sentence(report);
    html! {
        section class="glance" aria-labelledby="glance" {
            h2 id="glance" { "At a glance" }
            @if count > 0 {
                ul class="headlines" {
                    @for output in 0..count.min(ROWS_MAX) {
                        li {
                            @let sentence = describe::headline(report, output);
                            @if output < OUTPUT_SECTIONS_MAX {
                                a href={ "#output-" (output + 1) } { (sentence) }
                            } @else {
                                (sentence)
                            }
                        }
                    }
                }
                (more(count, ROWS_MAX, "output"))
            } @else {
                p { "This simulation has no outputs; see the probabilities below." }
            }
            p class=(if is_well { "status good" } else { "status attention" }) {
                span class="sign" aria-hidden="true" { (if is_well { "✓" } else { "!" }) }
                a href="#base-case" { (base_case) }
            }
        }
    }
}

fn warnings(report: &Content) -> Markup {
    html! {
        @if !report.warnings.is_empty() {
            section class="warnings" aria-labelledby="warnings" {
                h2 id="warnings" { "Please note" }
                ul {
                    @for warning in report.warnings.iter().take(ROWS_MAX) {
                        li { (describe::sentence(&shortened(warning, TEXT_CHARACTERS_MAX))) }
                    }
                }
                (more(report.warnings.len(), ROWS_MAX, "warning"))
            }
        }
    }
}

fn outputs(report: &Content) -> Markup {
    let count = report.outcome.outputs.len();
    html! {
        @for output in 0..count.min(OUTPUT_SECTIONS_MAX) {
            (output::section(report, output))
        }
        @if count > OUTPUT_SECTIONS_MAX {
            p class="note" {
                "The first " (OUTPUT_SECTIONS_MAX) " of " (numbers::count(count as u64))
                " outputs are shown in full. The samples hold them all."
            }
        }
    }
}

fn probabilities(report: &Content) -> Markup {
    let conditions = &report.outcome.conditions;
    html! {
        @if !conditions.is_empty() {
            section aria-labelledby="probabilities" {
                h2 id="probabilities" { "Probabilities" }
                div class="scroll" {
                    table {
                        caption { "How likely each condition is, with 95% confidence intervals" }
                        thead { tr {
                            th scope="col" { "Condition" }
                            th scope="col" class="number" { "Probability" }
                            th scope="col" class="number" { "Low" }
                            th scope="col" class="number" { "High" }
                            th scope="col" class="number" { "Trials with error" }
                        } }
                        tbody {
                            @for condition in conditions.iter().take(ROWS_MAX) {
                                tr {
                                    th scope="row" { code { bdi { (shortened(&condition.expression, TEXT_CHARACTERS_MAX)) } } }
                                    @match &condition.probability {
                                        Some(probability) => {
                                            td class="number strong" { (share(probability.estimate)) }
                                            td class="number" { (share(probability.low)) }
                                            td class="number" { (share(probability.high)) }
                                        }
                                        None => {
                                            @for _ in 0..3 { td class="number" { (numbers::MISSING) } }
                                        }
                                    }
                                    td class="number" { (numbers::count(condition.errors)) }
                                }
                            }
                        }
                    }
                }
                (more(conditions.len(), ROWS_MAX, "condition"))
            }
        }
    }
}

/// Says how many things were left out, if any.
fn more(count: usize, shown_max: usize, word: &str) -> Markup {
    html! {
        @if count > shown_max {
            @let rest = (count - shown_max) as u64;
            p class="note" { "and " (numbers::count(rest)) " more " (describe::plural(rest, word)) }
        }
    }
}

/// Characters that may not stand in HTML or that terminals and viewers choke on are replaced.
fn without_control_characters(text: &str) -> Cow<'_, str> {
    let is_forbidden = |character: char| {
        (character.is_control() && !matches!(character, '\n' | '\t'))
            || matches!(character, '\u{fffe}' | '\u{ffff}')
    };
    match text.contains(is_forbidden) {
        true => text.replace(is_forbidden, "\u{fffd}").into(),
        false => text.into(),
    }
}
