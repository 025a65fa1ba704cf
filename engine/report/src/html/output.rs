//! The section of one output.

use maud::{Markup, html};
use ulam_simulation::outcome::{CONFIDENCE, OutputOutcome};

use super::more;
use crate::charts::{OutputChart, beyond, cumulative, histogram, tornado_bar};
use crate::content::Content;
use crate::describe::{self, NAME_CHARACTERS_MAX};
use crate::numbers::{self, MISSING, Unit, plain, share};
use crate::{DRIVERS_SHOWN_MAX, PERCENTS_SHOWN, shortened};

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
                (drivers(report, outcome))
            }
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
    let error = match summary.standard_error {
        Some(_) => format!("± {}", unit.difference(summary.standard_error)),
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
    rows.push(("Standard deviation".to_string(), unit.difference(summary.sd)));
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
                    caption { "Percentiles" }
                    thead class="unseen" { tr {
                        th scope="col" { "Percentile" }
                        th scope="col" { "Value" }
                    } }
                    tbody {
                        @for percent in PERCENTS_SHOWN {
                            tr class=[matches!(percent, 5 | 50 | 95).then_some("strong")] {
                                th scope="row" { "P" (percent) }
                                td class="number" { (unit.value(outcome.percentile(percent))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn drivers(report: &Content, outcome: &OutputOutcome) -> Markup {
    let drivers = &outcome.drivers;
    let strengths = drivers.iter().filter_map(|driver| driver.rank_correlation);
    let strongest = strengths.map(f64::abs).fold(0.0, f64::max);
    let correlation = |rho: Option<f64>| match rho {
        Some(rho) => format!("{rho:+.2}"),
        None => MISSING.to_string(),
    };
    html! {
        @if !drivers.is_empty() {
            div class="block wide" {
                @if let Some(sentence) = describe::drivers_sentence(report, outcome) {
                    p class="finding" { (sentence) }
                }
                table class="tornado" {
                    caption { "What drives it (tornado)" }
                    thead { tr {
                        th scope="col" { "Input" }
                        th scope="col" class="picture" { span class="lowers" { "lowers it" } span class="raises" { "raises it" } }
                        th scope="col" class="number" { "Rank correlation" }
                        th scope="col" class="number" { "Contribution to variance" }
                    } }
                    tbody {
                        @for driver in drivers.iter().take(DRIVERS_SHOWN_MAX) {
                            tr {
                                th scope="row" { bdi { (shortened(report.draw_label(driver.draw), NAME_CHARACTERS_MAX)) } }
                                td class="picture" { (tornado_bar(driver.rank_correlation, strongest)) }
                                td class="number" { (correlation(driver.rank_correlation)) }
                                td class="number" { (format!("{:.1}%", driver.contribution_to_variance.abs() * 100.0)) }
                            }
                        }
                    }
                }
                (more(drivers.len(), DRIVERS_SHOWN_MAX, "input"))
            }
        } @else if outcome.summary.min != outcome.summary.max && !report.settings.sensitivity {
            p class="note" { "Sensitivities were not computed in this run." }
        }
    }
}
