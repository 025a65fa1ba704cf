//! The sheet of one output: headline, charts, statistics, percentiles, what drives it.

use ulam_probability::statistics::Tail;
use ulam_simulation::outcome::{CONFIDENCE, OutputOutcome};

use super::charts::{Place, TornadoBar, cumulative, histogram, tornado};
use super::fonts::Style;
use super::paper::{INK, INNER, LEFT, Paper, SOFT};
use super::table::{Row, numbers as number_column, table, words};
use crate::charts::{OutputChart, beyond};
use crate::content::Content;
use crate::describe::{self, NAME_CHARACTERS_MAX};
use crate::numbers::{self, MISSING, Unit, plain, share};
use crate::shortened;

/// Height of the charts.
const CHART: f32 = 168.0;
/// Bars of a tornado.
const BARS_MAX: usize = 10;
const PERCENTS: [u32; 11] = [1, 5, 10, 20, 25, 50, 75, 80, 90, 95, 99];

/// The sheet of an output.
pub fn sheet(paper: &mut Paper, report: &Content, output: usize) {
    let Some(outcome) = report.outcome.outputs.get(output) else { return };
    paper.new_page();
    let name = shortened(report.output_label(output), NAME_CHARACTERS_MAX);
    let cell = report.cell_name(outcome.cell);
    let unit = report.unit_of(outcome.cell);
    let chart = OutputChart { output: output + 1, name: &name, outcome, unit: &unit };
    paper.heading(&name, 17.0, 200.0);
    if name != cell {
        let y = paper.y + 4.0;
        paper.text((LEFT, y), &cell, Style::Regular, 8.5, SOFT);
        paper.y += 12.0;
    }
    paper.paragraph(&describe::headline(report, output), Style::Regular, 10.0, INK);
    paper.y += 8.0;
    charts(paper, &chart);
    tables(paper, outcome, &unit);
    drivers(paper, report, outcome, &unit);
}

fn charts(paper: &mut Paper, chart: &OutputChart) {
    let gap = 18.0;
    let width = (INNER - gap) / 2.0;
    paper.need(CHART);
    let place = Place { x: LEFT, y: paper.y, width, height: CHART };
    if !histogram(paper, chart, place) {
        return;
    }
    cumulative(paper, chart, Place { x: LEFT + width + gap, ..place });
    paper.y += CHART + 2.0;
    if let Some(beyond) = beyond(chart) {
        paper.paragraph(&beyond, Style::Regular, 7.5, SOFT);
    }
    paper.y += 10.0;
}

/// Statistics, percentiles and risk, side by side.
fn tables(paper: &mut Paper, outcome: &OutputOutcome, unit: &Unit) {
    let gap = 20.0;
    let room = INNER - 2.0 * gap;
    let (statistics_width, risks_width) = (room * 0.28, room * 0.28);
    let percentiles_width = room - statistics_width - risks_width;
    paper.need(170.0);
    let top = paper.y;
    let mut lowest = top;
    let columns = [words(""), number_column("")];
    let place = (LEFT, statistics_width);
    table(paper, "Statistics", &columns, &statistics(outcome, unit), place);
    lowest = f32::max(lowest, paper.y);
    let percentiles = percentiles(outcome, unit);
    if !percentiles.is_empty() {
        paper.y = top;
        let columns = [words(""), number_column(""), number_column("")];
        let caption = format!("Percentiles, {} interval", share(CONFIDENCE));
        let place = (LEFT + statistics_width + gap, percentiles_width);
        table(paper, &caption, &columns, &percentiles, place);
        lowest = f32::max(lowest, paper.y);
    }
    let risks = risks(outcome, unit);
    if let (false, Some(first)) = (risks.is_empty(), outcome.risks.first()) {
        paper.y = top;
        let side = match first.tail {
            Tail::Lower => "Worst cases: the lowest",
            Tail::Upper => "Worst cases: the highest",
        };
        let columns =
            [words("Share"), number_column("Value at risk"), number_column("Mean beyond")];
        let place = (LEFT + INNER - risks_width, risks_width);
        table(paper, side, &columns, &risks, place);
        lowest = f32::max(lowest, paper.y);
    }
    paper.y = lowest;
}

fn statistics(outcome: &OutputOutcome, unit: &Unit) -> Vec<Row> {
    let summary = &outcome.summary;
    let shape = |statistic: Option<f64>| statistic.map_or(MISSING.to_string(), plain);
    let row = |name: &str, value: String| Row::new([name.to_string(), value]);
    let mut rows = vec![Row { is_strong: true, ..row("Mean", unit.value(summary.mean)) }];
    if outcome.standard_error.is_some() {
        rows.push(row("Standard error", format!("± {}", unit.difference(outcome.standard_error))));
    }
    rows.push(row("Standard deviation", unit.difference(summary.sd)));
    if summary.count > 1
        && let Some(mode) = outcome.mode
    {
        rows.push(row("Most likely", unit.value(Some(mode.value))));
    }
    rows.push(row("Smallest", unit.value(summary.min)));
    rows.push(row("Largest", unit.value(summary.max)));
    rows.push(row("Skewness", shape(summary.skewness)));
    rows.push(row("Kurtosis (normal: 3)", shape(summary.kurtosis)));
    rows.push(row("Trials", numbers::count(summary.count as u64)));
    if outcome.error_count() > 0 {
        rows.push(row("Trials with error", numbers::count(outcome.error_count())));
    }
    rows
}

fn percentiles(outcome: &OutputOutcome, unit: &Unit) -> Vec<Row> {
    if outcome.summary.count < 2 {
        return Vec::new();
    }
    let row = |percent: u32| {
        let interval = outcome.percentile_interval(percent).unwrap_or_default();
        let ends = match (interval.low, interval.high) {
            (Some(_), Some(_)) => {
                format!("{} to {}", unit.value(interval.low), unit.value(interval.high))
            }
            _ => String::new(),
        };
        let cells = [format!("P{percent}"), unit.value(outcome.percentile(percent)), ends];
        Row { is_strong: matches!(percent, 5 | 50 | 95), ..Row::new(cells) }
    };
    PERCENTS.into_iter().map(row).collect()
}

fn risks(outcome: &OutputOutcome, unit: &Unit) -> Vec<Row> {
    if outcome.summary.min == outcome.summary.max {
        return Vec::new();
    }
    let row = |risk: &ulam_simulation::outcome::risk::Risk| {
        Row::new([
            share(risk.level),
            unit.value(Some(risk.value_at_risk)),
            unit.value(Some(risk.conditional_value_at_risk)),
        ])
    };
    outcome.risks.iter().map(row).collect()
}

fn drivers(paper: &mut Paper, report: &Content, outcome: &OutputOutcome, unit: &Unit) {
    if outcome.drivers.is_empty() {
        return;
    }
    let statistic = report.settings.analysis.tornado;
    let sorted = describe::drivers_by_change(outcome);
    let bars = sorted.iter().filter_map(|driver| {
        let name = shortened(report.draw_label(driver.draw), NAME_CHARACTERS_MAX);
        Some(TornadoBar { name, change: driver.change? })
    });
    let bars: Vec<TornadoBar> = bars.take(BARS_MAX).collect();
    let Some(base) = describe::base_statistic(outcome, statistic).filter(|_| !bars.is_empty())
    else {
        return;
    };
    paper.heading("What drives it", 12.0, bars.len() as f32 * 16.0 + 40.0);
    if let Some(sentence) = describe::drivers_sentence(report, outcome) {
        paper.paragraph(&sentence, Style::Regular, 9.0, INK);
        paper.y += 2.0;
    }
    let caption = format!("The {statistic} over the tenths of each input");
    let y = paper.y + 8.0;
    paper.text((LEFT, y), &caption, Style::Bold, 8.0, SOFT);
    paper.y += 14.0;
    let value = |value: f64| unit.value(Some(value));
    tornado(paper, &bars, base, value, (LEFT, INNER));
    if sorted.len() > bars.len() {
        let more = (sorted.len() - bars.len()) as u64;
        let text = format!("and {} more {}", numbers::count(more), describe::plural(more, "input"));
        paper.paragraph(&text, Style::Regular, 7.5, SOFT);
    }
}
