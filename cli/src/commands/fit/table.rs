//! The result for people: the numbers with the best fit, the ranking, the parameters and the call.

use std::io::Write;

use ulam_probability::distribution::Distribution;
use ulam_probability::fitting::{Criterion, Fit};
use ulam_probability::statistics::{Histogram, SortedSamples};

use super::Result;
use super::json::uncertainty;
use crate::error::Failure;
use crate::terminal::colour::{BAR, DIM, HEADING, WARNING};
use crate::terminal::listed;
use crate::terminal::number::{counted, readable, readable_or_dash};

const CHART_ROWS: usize = 8;
const CHART_COLUMNS: usize = 64;
/// Eighths of a character, from none to all.
const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Writes the result.
pub(super) fn write(out: &mut impl Write, result: &Result) -> std::result::Result<(), Failure> {
    let sample = &result.fitted.sample;
    writeln!(
        out,
        "{HEADING}{}{HEADING:#} {DIM}{} from {} to {}, mean {}, sd {}{DIM:#}",
        result.column.name,
        counted(sample.sorted.len() as u64, "number"),
        readable(sample.min()),
        readable(sample.max()),
        readable(sample.mean),
        readable(sample.sd),
    )?;
    let Some(best) = result.fitted.fits.first() else {
        return Ok(());
    };
    write_chart(out, result, best)?;
    write_ranking(out, result)?;
    write_parameters(out, result, best)?;
    writeln!(out, "\n{HEADING}Use it{HEADING:#}")?;
    writeln!(out, "  ulam simulate model.xlsx --input \"Sheet!B3={}\"", best.call)?;
    Ok(())
}

/// The histogram, with a dot where the best fit expects a bar to end.
fn write_chart(
    out: &mut impl Write,
    result: &Result,
    best: &Fit,
) -> std::result::Result<(), Failure> {
    let sample = &result.fitted.sample;
    let Some(bars) = Histogram::new(&SortedSamples::new(&sample.sorted))
        .map(|histogram| bars(&histogram, best.law.as_ref(), sample.count()))
        .filter(|bars| bars.len() > 1)
    else {
        return Ok(());
    };
    let highest = bars.iter().map(|bar| bar.observed).fold(0.0, f64::max);
    let room = bars.iter().map(|bar| bar.expected).fold(highest, f64::max).min(1.5 * highest);
    let height = |value: f64| value.min(room) / room * (CHART_ROWS * 8) as f64;
    let width = (CHART_COLUMNS / bars.len()).clamp(1, 6);
    writeln!(out)?;
    for row in (0..CHART_ROWS).rev() {
        let mut line = String::new();
        for bar in &bars {
            let filled = height(bar.observed).round() as usize;
            let filled = if bar.observed > 0.0 { filled.max(1) } else { 0 };
            let block = EIGHTHS[filled.saturating_sub(row * 8).min(8)];
            let curve = ((height(bar.expected) / 8.0) as usize).min(CHART_ROWS - 1);
            for column in 0..width {
                let is_middle = column == width / 2;
                let is_curve = is_middle && curve == row && bar.expected > 0.0;
                line.push(if is_curve { '•' } else { block });
            }
        }
        let line = line.trim_end();
        writeln!(out, "  {BAR}{line}{BAR:#}")?;
    }
    let length = bars.len() * width;
    writeln!(out, "  {}  {DIM}█ the numbers  • {}{DIM:#}", "─".repeat(length), best.name)?;
    let low = bars.first().map_or(0.0, |bar| bar.from);
    let high = bars.last().map_or(0.0, |bar| bar.to);
    let (low, high) = (readable(low), readable(high));
    let rest = length.saturating_sub(low.chars().count());
    writeln!(out, "  {DIM}{low}{high:>rest$}{DIM:#}")?;
    Ok(())
}

struct Bar {
    from: f64,
    to: f64,
    observed: f64,
    expected: f64,
}

fn bars(histogram: &Histogram, law: &dyn Distribution, count: f64) -> Vec<Bar> {
    let all: Vec<Bar> = match histogram {
        Histogram::Bins { edges, counts, .. } => edges
            .windows(2)
            .zip(counts)
            .map(|(ends, observed)| Bar {
                from: ends[0],
                to: ends[1],
                observed: *observed as f64,
                expected: count * (law.cdf(ends[1]) - law.cdf(ends[0])),
            })
            .collect(),
        Histogram::Values { values, counts } => values
            .iter()
            .zip(counts)
            .map(|(value, observed)| Bar {
                from: *value,
                to: *value,
                observed: *observed as f64,
                expected: match law.is_discrete() {
                    true => count * law.pdf(*value),
                    false => count * (law.cdf(value + 0.5) - law.cdf(value - 0.5)),
                },
            })
            .collect(),
    };
    let together = all.len().div_ceil(CHART_COLUMNS).max(1);
    all.chunks(together)
        .map(|bars| Bar {
            from: bars.first().map_or(0.0, |bar| bar.from),
            to: bars.last().map_or(0.0, |bar| bar.to),
            observed: bars.iter().map(|bar| bar.observed).sum(),
            expected: bars.iter().map(|bar| bar.expected).sum(),
        })
        .collect()
}

fn write_ranking(out: &mut impl Write, result: &Result) -> std::result::Result<(), Failure> {
    let (criterion, criterion_name) = match result.criterion {
        Criterion::Aic => (Criterion::Aic, "AIC"),
        Criterion::Aicc => (Criterion::Aicc, "AICc"),
        _ => (Criterion::Bic, "BIC"),
    };
    let has_bootstrap = !result.bootstraps.is_empty();
    let mut head = vec!["distribution", criterion_name, "K-S", "A-D", "chi2 p"];
    if has_bootstrap {
        head.extend(["K-S p", "A-D p"]);
    }
    let mut rows: Vec<Vec<String>> = vec![head.iter().map(|word| (*word).to_string()).collect()];
    let shown = result.fitted.fits.iter().take(result.top);
    for (index, fit) in shown.enumerate() {
        let mut row = vec![
            fit.call.clone(),
            readable(fit.rank_value(criterion)),
            short(Some(fit.kolmogorov_smirnov)),
            short(fit.anderson_darling),
            short(fit.chi_squared.and_then(|chi| chi.p_value)),
        ];
        if let Some(bootstrap) = result.bootstraps.get(index) {
            row.push(short(bootstrap.kolmogorov_smirnov));
            row.push(short(bootstrap.anderson_darling));
        }
        rows.push(row);
    }
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    writeln!(out)?;
    for (index, row) in rows.iter().enumerate() {
        let mut line = format!("{:<width$}", row[0], width = widths[0]);
        for (cell, width) in row.iter().zip(&widths).skip(1) {
            line.push_str(&format!("  {cell:>width$}"));
        }
        match index {
            0 => writeln!(out, "  {DIM}{line}{DIM:#}")?,
            1 => writeln!(out, "  {HEADING}{line}{HEADING:#}")?,
            _ => writeln!(out, "  {line}")?,
        }
    }
    let more = result.fitted.fits.len().saturating_sub(result.top);
    if more > 0 {
        let more = counted(more as u64, "more distribution");
        writeln!(out, "  {DIM}and {more}: --top {} shows them{DIM:#}", result.fitted.fits.len())?;
    }
    let rejected = &result.fitted.rejected;
    if !rejected.is_empty() {
        let names = rejected.iter().map(|rejected| rejected.name.to_string());
        writeln!(out, "  {DIM}not fitted (--json says why): {}{DIM:#}", listed(names, 8))?;
    }
    if has_bootstrap {
        writeln!(
            out,
            "  {DIM}p: how often samples of the fitted distribution, fitted themselves, are as far \
             away{DIM:#}"
        )?;
    }
    Ok(())
}

/// A distance or probability with three significant digits.
fn short(number: Option<f64>) -> String {
    let Some(number) = number.filter(|number| !number.is_nan()) else {
        return "-".to_string();
    };
    if !number.is_finite() {
        return readable(number);
    }
    match number.abs() {
        size if size >= 100.0 => format!("{number:.0}"),
        size if size >= 10.0 => format!("{number:.1}"),
        size if size >= 0.1 || size == 0.0 => format!("{number:.3}"),
        size if size >= 0.001 => format!("{number:.4}"),
        _ => format!("{number:.1e}"),
    }
}

fn write_parameters(
    out: &mut impl Write,
    result: &Result,
    best: &Fit,
) -> std::result::Result<(), Failure> {
    writeln!(
        out,
        "\n{HEADING}{}{HEADING:#} {DIM}estimate, standard error, 95% interval{DIM:#}",
        best.name
    )?;
    let width = best.parameters.iter().map(|parameter| parameter.name.len()).max().unwrap_or(0);
    let mut has_gap = false;
    for (index, parameter) in best.parameters.iter().enumerate() {
        let (error, interval) = uncertainty(best, result.bootstraps.first(), index);
        let value = readable(parameter.value);
        let rest = match (parameter.is_known, interval) {
            (true, _) => "known".to_string(),
            (false, Some(ends)) => format!(
                "± {}  {} to {}",
                readable_or_dash(error),
                readable_or_dash(ends.low),
                readable_or_dash(ends.high)
            ),
            (false, None) => {
                has_gap = true;
                "±  -".to_string()
            }
        };
        writeln!(out, "  {:<width$}  {value:>12}  {DIM}{rest}{DIM:#}", parameter.name)?;
    }
    if has_gap && result.bootstraps.is_empty() {
        writeln!(
            out,
            "  {WARNING}note:{WARNING:#} the errors of parameters at an end of the data have no \
             formula: --bootstrap 500 estimates them"
        )?;
    }
    Ok(())
}
