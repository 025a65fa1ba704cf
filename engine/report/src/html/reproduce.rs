//! How to get the same result again.

use maud::{Markup, html};

use crate::content::Content;
use crate::{describe, numbers, shortened};

/// Longest command and spec that are shown whole, in characters.
const LISTING_CHARACTERS_MAX: usize = 1_000_000;

/// Command, settings and spec.
pub fn section(report: &Content) -> Markup {
    let settings = report.settings;
    html! {
        section aria-labelledby="reproduce" {
            h2 id="reproduce" { "How to reproduce this" }
            p { "The same workbook, spec and seed give the same samples, bit for bit, on any machine and with any number of threads." }
            pre class="command" { code { (shortened(report.command, LISTING_CHARACTERS_MAX)) } }
            table class="plain" {
                caption { "Settings" }
                tbody {
                    tr { th scope="row" { "Workbook" } td { bdi { (shortened(report.workbook_name, 200)) } } }
                    tr { th scope="row" { "Trials" } td { (numbers::count(settings.trials)) } }
                    tr { th scope="row" { "Seed" } td { (settings.seed) } }
                    tr { th scope="row" { "Sampling" } td { (describe::plan_words(report)) } }
                    tr { th scope="row" { "Program" } td { "Ulam " (report.version) } }
                }
            }
            @if !report.spec.trim().is_empty() {
                h3 { "Simulation spec" }
                pre { code { (shortened(report.spec, LISTING_CHARACTERS_MAX)) } }
            }
        }
    }
}
