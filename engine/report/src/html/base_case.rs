//! The base-case check: whether Ulam computes what the workbook shows.

use maud::{Markup, html};

use super::TEXT_CHARACTERS_MAX;
use crate::content::Content;
use crate::{CELLS_LISTED_MAX, describe, numbers, shortened};

/// The check in a sentence, then the cells that differ and those that can't be computed.
pub fn section(report: &Content) -> Markup {
    let check = report.base_case;
    let (sentence, is_well) = describe::base_case_sentence(report);
    let differing_more =
        check.differing_count().saturating_sub(check.differing.len().min(CELLS_LISTED_MAX) as u64);
    let unsupported_more = check.unsupported.len().saturating_sub(CELLS_LISTED_MAX) as u64;
    let text = |text: &str| shortened(text, TEXT_CHARACTERS_MAX);
    html! {
        section aria-labelledby="base-case" {
            h2 id="base-case" { "Base case" }
            p { "Before it was simulated, the workbook was computed once with its own values and compared with the results saved in it." }
            p class=(if is_well { "status good" } else { "status attention" }) {
                span class="sign" aria-hidden="true" { (if is_well { "✓" } else { "!" }) }
                (sentence)
            }
            @if !check.differing.is_empty() {
                div class="scroll" {
                    table {
                        caption { "Cells that differ from the workbook" }
                        thead { tr {
                            th scope="col" { "Cell" }
                            th scope="col" { "Formula" }
                            th scope="col" class="number" { "Workbook" }
                            th scope="col" class="number" { "Ulam" }
                        } }
                        tbody {
                            @for cell in check.differing.iter().take(CELLS_LISTED_MAX) {
                                tr {
                                    th scope="row" { bdi { (text(&cell.cell)) } }
                                    td { code { bdi { (text(&cell.formula)) } } }
                                    td class="number" { (text(&cell.expected)) }
                                    td class="number" { (text(&cell.ours)) }
                                }
                            }
                        }
                    }
                }
            }
            (and_more(differing_more))
            @if !check.unsupported.is_empty() {
                div class="scroll" {
                    table {
                        caption { "Cells that Ulam can't compute; no output depends on them" }
                        thead { tr { th scope="col" { "Cell" } th scope="col" { "Why" } } }
                        tbody {
                            @for cell in check.unsupported.iter().take(CELLS_LISTED_MAX) {
                                tr {
                                    th scope="row" { bdi { (text(&cell.cell)) } }
                                    td { bdi { (text(&cell.reason)) } }
                                }
                            }
                        }
                    }
                }
            }
            (and_more(unsupported_more))
        }
    }
}

fn and_more(count: u64) -> Markup {
    html! {
        @if count > 0 { p class="note" { "and " (numbers::count(count)) " more" } }
    }
}
