//! What drives an output: tornado, spider lines, the worst and best trials, regression, indices.

use maud::{Markup, html};
use ulam_simulation::outcome::OutputOutcome;
use ulam_simulation::outcome::regression::Regression;
use ulam_simulation::outcome::scenario::{OfTail, TailShift, unusual};
use ulam_simulation::outcome::sensitivity::Driver;

use super::more;
use crate::charts::{LINES_MAX, Line, OutputChart, Tornado, spider};
use crate::content::Content;
use crate::describe::{self, NAME_CHARACTERS_MAX};
use crate::numbers::{self, MISSING, plain, share};
use crate::{DRIVERS_SHOWN_MAX, shortened};

/// Everything about the drivers of an output.
pub fn section(report: &Content, chart: &OutputChart) -> Markup {
    let outcome = chart.outcome;
    let by_change = describe::drivers_by_change(outcome);
    html! {
        @if !outcome.drivers.is_empty() {
            (tornado(report, chart, &by_change))
            div class="charts" {
                (spider_figure(report, chart, &by_change))
                (scenarios(report, outcome))
                (regression(report, outcome))
                (indices(report, outcome))
            }
        } @else if outcome.summary.min != outcome.summary.max && !report.settings.sensitivity {
            p class="note" { "Sensitivities were not computed in this run." }
        }
    }
}

fn name(report: &Content, draw: usize) -> Markup {
    html! { bdi { (shortened(report.draw_label(draw), NAME_CHARACTERS_MAX)) } }
}

fn tornado(report: &Content, chart: &OutputChart, drivers: &[&Driver]) -> Markup {
    let outcome = chart.outcome;
    let statistic = report.settings.analysis.tornado;
    let base = describe::base_statistic(outcome, statistic);
    let shown = &drivers[..drivers.len().min(DRIVERS_SHOWN_MAX)];
    let changes = shown.iter().filter_map(|driver| driver.change);
    let tornado = base.and_then(|base| Tornado::new(changes, base));
    let correlation = |rho: Option<f64>| match rho {
        Some(rho) => format!("{rho:+.2}"),
        None => MISSING.to_string(),
    };
    html! {
        div class="block wide" {
            @if let Some(sentence) = describe::drivers_sentence(report, outcome) {
                p class="finding" { (sentence) }
            }
            div class="scroll" {
                table class="tornado" {
                    caption {
                        "What drives it (tornado): the " (statistic) " over the tenths of each input"
                        span class="legend" {
                            span class="key low" {} "where the input is low"
                            span class="key high" {} "where it is high"
                        }
                    }
                    thead { tr {
                        th scope="col" { "Input" }
                        th scope="col" class="number" { "Lowest " (statistic) }
                        th scope="col" class="picture" { span class="unseen" { "Range" } }
                        th scope="col" class="number" { "Highest " (statistic) }
                        th scope="col" class="number" { "Rank correlation" }
                        th scope="col" class="number" { "Contribution to variance" }
                    } }
                    tbody {
                        @for driver in shown {
                            tr {
                                th scope="row" { (name(report, driver.draw)) }
                                td class="number" { (chart.unit.value(driver.change.map(|change| change.lowest))) }
                                td class="picture" { @if let Some(tornado) = &tornado { (tornado.bar(driver.change)) } }
                                td class="number" { (chart.unit.value(driver.change.map(|change| change.highest))) }
                                td class="number" { (correlation(driver.rank_correlation)) }
                                td class="number" { (format!("{:.1}%", driver.contribution_to_variance.abs() * 100.0)) }
                            }
                        }
                    }
                }
            }
            (more(drivers.len(), DRIVERS_SHOWN_MAX, "input"))
        }
    }
}

fn spider_figure(report: &Content, chart: &OutputChart, drivers: &[&Driver]) -> Markup {
    let lines: Vec<Line> = drivers
        .iter()
        .filter(|driver| driver.change.is_some())
        .take(LINES_MAX)
        .map(|driver| Line { name: report.draw_label(driver.draw), deciles: &driver.deciles })
        .collect();
    html! {
        @if let Some(picture) = spider(chart, &lines) {
            figure {
                figcaption { "Its mean in each tenth of an input" }
                (picture)
            }
        }
    }
}

fn scenarios(report: &Content, outcome: &OutputOutcome) -> Markup {
    let tails: [(&str, OfTail); 2] =
        [("worst", |driver| driver.worst), ("best", |driver| driver.best)];
    let tails = tails.map(|(tail, of_driver)| (tail, unusual(&outcome.drivers, of_driver)));
    html! {
        @if tails.iter().any(|(_, shifts)| !shifts.is_empty()) {
            div class="block" {
                @for (tail, shifts) in &tails {
                    @if !shifts.is_empty() {
                        (scenario(report, tail, shifts))
                    }
                }
            }
        }
    }
}

fn scenario(report: &Content, tail: &str, shifts: &[(usize, TailShift)]) -> Markup {
    html! {
        div class="scroll" {
            table {
                caption { "Unusual in the " (tail) " 5% of trials" }
                thead { tr {
                    th scope="col" { "Input" }
                    th scope="col" class="number" { "Median there" }
                    th scope="col" class="number" { "Percentile" }
                    th scope="col" class="number" { "Shift" }
                } }
                tbody {
                    @for (draw, shift) in shifts.iter().take(DRIVERS_SHOWN_MAX) {
                        tr {
                            th scope="row" { (name(report, *draw)) }
                            td class="number" { (report.draw_unit(*draw).value(Some(shift.median))) }
                            td class="number" { "P" (format!("{:.0}", shift.percentile * 100.0)) }
                            td class="number" { (format!("{:+.1} sd", shift.sd_shift)) }
                        }
                    }
                }
            }
        }
        (more(shifts.len(), DRIVERS_SHOWN_MAX, "input"))
    }
}

fn regression(report: &Content, outcome: &OutputOutcome) -> Markup {
    let Some(regression) = &outcome.regression else {
        return html! {};
    };
    let mut coefficients = regression.coefficients.clone();
    coefficients.sort_by(|a, b| b.standardised.abs().total_cmp(&a.standardised.abs()));
    html! {
        div class="block" {
            div class="scroll" {
                table {
                    caption { "As a straight line (regression), which explains " (share(regression.r_squared)) " of the variance" }
                    thead { tr {
                        th scope="col" { "Input" }
                        th scope="col" class="number" { "Standardised" }
                        th scope="col" class="number" { "±" }
                        th scope="col" class="number" { "Per unit" }
                        th scope="col" class="number" { "Pearson" }
                    } }
                    tbody {
                        @for coefficient in coefficients.iter().take(DRIVERS_SHOWN_MAX) {
                            @let pearson = outcome.drivers.iter().find(|driver| driver.draw == coefficient.draw).and_then(|driver| driver.pearson_correlation);
                            tr {
                                th scope="row" { (name(report, coefficient.draw)) }
                                td class="number" { (format!("{:+.3}", coefficient.standardised)) }
                                td class="number" { (format!("{:.4}", coefficient.standard_error)) }
                                td class="number" { (plain(coefficient.per_unit)) }
                                td class="number" { (pearson.map_or(MISSING.to_string(), |rho| format!("{rho:+.2}"))) }
                            }
                        }
                    }
                }
            }
            (more(coefficients.len(), DRIVERS_SHOWN_MAX, "input"))
            (left_out(report, regression))
        }
    }
}

fn left_out(report: &Content, regression: &Regression) -> Markup {
    let names = |draws: &[usize]| {
        let names = draws.iter().take(DRIVERS_SHOWN_MAX);
        let names: Vec<String> =
            names.map(|draw| shortened(report.draw_label(*draw), NAME_CHARACTERS_MAX)).collect();
        names.join(", ")
    };
    html! {
        @if !regression.collinear.is_empty() {
            p class="note" { "Left out, since the others determine them: " (names(&regression.collinear)) "." }
        }
        @if !regression.left_out.is_empty() {
            p class="note" { "Left out, the weakest of too many: " (numbers::count(regression.left_out.len() as u64)) "." }
        }
    }
}

fn indices(report: &Content, outcome: &OutputOutcome) -> Markup {
    let Some(sobol) = outcome.sobol_indices.as_ref().filter(|sobol| !sobol.indices.is_empty())
    else {
        return html! {};
    };
    html! {
        div class="block" {
            div class="scroll" {
                table {
                    caption { "Shares of the variance (Sobol indices), from " (numbers::count(sobol.rows)) " rows" }
                    thead { tr {
                        th scope="col" { "Input" }
                        th scope="col" class="number" { "Alone" }
                        th scope="col" class="number" { "±" }
                        th scope="col" class="number" { "With interactions" }
                        th scope="col" class="number" { "±" }
                    } }
                    tbody {
                        @for index in sobol.indices.iter().take(DRIVERS_SHOWN_MAX) {
                            tr {
                                th scope="row" { (name(report, index.draw)) }
                                td class="number" { (format!("{:.3}", index.first_order)) }
                                td class="number" { (format!("{:.3}", index.first_order_error)) }
                                td class="number" { (format!("{:.3}", index.total)) }
                                td class="number" { (format!("{:.3}", index.total_error)) }
                            }
                        }
                    }
                }
            }
            (more(sobol.indices.len(), DRIVERS_SHOWN_MAX, "input"))
        }
    }
}
