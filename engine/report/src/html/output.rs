//! The section of one output: headline, charts, statistics and percentiles.

use maud::{Markup, html};
use ulam_simulation::outcome::{CONFIDENCE, OutputOutcome};

use super::{drivers, precision};
use crate::charts::{OutputChart, beyond, cumulative, histogram};
use crate::content::Content;
use crate::describe::{self, NAME_CHARACTERS_MAX};
use crate::numbers::{self, MISSING, Unit, plain, share};
use crate::{PERCENTS_SHOWN, shortened};

/// Headline, charts, statistics, percentiles and drivers of an output.
pub fn section(report: &Content, output: usize) -> Markup {
    let Some(outcome) = report.outcome.outputs.get(output) else {
        return html! {};
    };
    let name = shortened(report.output_label(output), NAME_CHARACTERS_MAX);
    let cell = report.cell_name(outcome.cell);
    let unit = report.unit_of(outcome.cell);
    let chart = OutputChart { output: output + 1, name: &name, outcome, unit: &unit };
    let id = format!("output-{}", output + 1);
    html! {
        section class="output" aria-labelledby=(id) {
            h2 id=(id) { bdi { (name) } @if name != cell { " " span class="cell" { bdi { (cell) } } } }
            p class="headline" { (describe::headline(report, output)) }
            @if let (Some(histogram), Some(cumulative)) = (histogram(&chart), cumulative(&chart)) {
                div class="charts" {
                    figure {
                        figcaption { "How often it comes out where" }
                        (histogram)
                    }
                    figure {
                        figcaption { "How likely it stays at or below a value" }
                        (cumulative)
                    }
                }
                @if let Some(beyond) = beyond(&chart) { p class="note" { (beyond) } }
            }
            div class="tables" {
                (statistics(outcome, &unit))
                (percentiles(outcome, &unit))
                (precision::tables(report, outcome, &unit))
            }
            (drivers::section(report, &chart))
        }
    }
}

fn statistics(outcome: &OutputOutcome, unit: &Unit) -> Markup {
    let summary = &outcome.summary;
    let ends = outcome.mean_interval.map(|interval| (interval.low, interval.high));
    let (low, high) = ends.unwrap_or((None, None));
    let confidence = share(CONFIDENCE);
    let shape = |statistic: Option<f64>| statistic.map_or(MISSING.to_string(), plain);
    let mut rows = vec![
        ("Trials without error".to_string(), numbers::count(summary.count as u64)),
        ("Trials with error".to_string(), numbers::count(outcome.error_count())),
    ];
    for (error, count) in &outcome.errors {
        rows.push((format!("of these {error}"), numbers::count(*count)));
    }
    rows.push(("Mean".to_string(), unit.value(summary.mean)));
    let error = match outcome.standard_error {
        Some(_) => format!("± {}", unit.difference(outcome.standard_error)),
        None => MISSING.to_string(),
    };
    rows.push(("Standard error".to_string(), error));
    rows.push((
        format!("Mean, {confidence} interval"),
        match (low, high) {
            (Some(_), Some(_)) => format!("{} to {}", unit.value(low), unit.value(high)),
            _ => MISSING.to_string(),
        },
    ));
    let mode = outcome.mode.map(|mode| mode.value);
    if summary.count > 1 {
        let method = outcome.mode.map_or("", |mode| mode.method.name());
        rows.push((format!("Most likely ({method} mode)"), unit.value(mode)));
    }
    rows.push(("Standard deviation".to_string(), unit.difference(summary.sd)));
    rows.push(("Variance".to_string(), shape(summary.variance)));
    rows.push(("Skewness".to_string(), shape(summary.skewness)));
    rows.push(("Kurtosis (normal: 3)".to_string(), shape(summary.kurtosis)));
    rows.push(("Smallest".to_string(), unit.value(summary.min)));
    rows.push(("Largest".to_string(), unit.value(summary.max)));
    html! {
        div class="block" {
            table {
                caption { "Statistics" }
                tbody {
                    @for (name, value) in &rows {
                        tr { th scope="row" { (name) } td class="number" { (value) } }
                    }
                }
            }
        }
    }
}

fn percentiles(outcome: &OutputOutcome, unit: &Unit) -> Markup {
    html! {
        @if outcome.summary.count > 1 {
            div class="block narrow" {
                table {
                    caption { "Percentiles, with " (share(CONFIDENCE)) " intervals" }
                    thead class="unseen" { tr {
                        th scope="col" { "Percentile" }
                        th scope="col" { "Value" }
                        th scope="col" { "From" }
                        th scope="col" { "To" }
                    } }
                    tbody {
                        @for percent in PERCENTS_SHOWN {
                            tr class=[matches!(percent, 5 | 50 | 95).then_some("strong")] {
                                th scope="row" { "P" (percent) }
                                td class="number" { (unit.value(outcome.percentile(percent))) }
                                @let interval = outcome.percentile_interval(percent).unwrap_or_default();
                                td class="number soft" { (unit.value(interval.low)) }
                                td class="number soft" { (unit.value(interval.high)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
