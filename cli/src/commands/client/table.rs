//! A result of the server as the table that `ulam simulate` prints.

use std::io::Write;

use ulam_contracts::results::{OutputResult, ResultDetails};
use ulam_contracts::simulations::Headline;

use crate::error::Failure;
use crate::terminal::colour::{BAR, DIM, HEADING, LOWERS, RAISES};
use crate::terminal::number::{counted, percent, readable, readable_or_dash};

const EIGHTHS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const SPARKLINE_COLUMNS: usize = 20;
/// Outputs whose drivers are listed, and drivers listed of each.
const DRIVER_LISTS_MAX: usize = 12;
const DRIVERS_MAX: usize = 6;
const DRIVER_BAR_COLUMNS: f64 = 24.0;
const NAME_MAX: usize = 44;

/// Writes a result.
pub fn write(
    out: &mut impl Write,
    details: &ResultDetails,
    headlines: &[Headline],
) -> Result<(), Failure> {
    let outcome = &details.outcome;
    let sampling = serde_json::to_value(outcome.sampling)?;
    writeln!(
        out,
        "{HEADING}{}{HEADING:#} {DIM}of {}, {} sampling, seed {}, in {:.2} s{DIM:#}",
        counted(outcome.trials, "trial"),
        counted(outcome.inputs.len() as u64, "input"),
        sampling.as_str().unwrap_or_default(),
        outcome.seed,
        outcome.elapsed_seconds.total,
    )?;
    write_summary(out, details, headlines)?;
    write_drivers(out, details)?;
    write_probabilities(out, details)?;
    for warning in &outcome.warnings {
        writeln!(out, "\n{DIM}{warning}{DIM:#}")?;
    }
    Ok(())
}

fn name_of(details: &ResultDetails, cell: &str, name: Option<&str>) -> String {
    let label = details
        .variables
        .iter()
        .find(|variable| variable.cell == cell)
        .map(|variable| variable.label.as_str());
    let text = match name.or(label).filter(|text| *text != cell) {
        Some(text) => format!("{cell} {text}"),
        None => cell.to_string(),
    };
    if text.chars().count() <= NAME_MAX {
        return text;
    }
    text.chars().take(NAME_MAX - 1).chain(['…']).collect()
}

fn percentile(output: &OutputResult, number: u32) -> Option<f64> {
    output.percentiles.get(&number).copied().flatten()
}

fn write_summary(
    out: &mut impl Write,
    details: &ResultDetails,
    headlines: &[Headline],
) -> Result<(), Failure> {
    let outputs = &details.outcome.outputs;
    let mut rows = vec![["output", "mean", "sd", "P5", "P50", "P95"].map(str::to_string)];
    for output in outputs {
        rows.push([
            name_of(details, &output.cell, output.name.as_deref()),
            readable_or_dash(output.mean),
            readable_or_dash(output.sd),
            readable_or_dash(percentile(output, 5)),
            readable_or_dash(percentile(output, 50)),
            readable_or_dash(percentile(output, 95)),
        ]);
    }
    let width =
        |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..6).map(width).collect();
    writeln!(out)?;
    for (index, row) in rows.iter().enumerate() {
        let mut line = format!("{:<width$}", row[0], width = widths[0]);
        for (cell, width) in row.iter().zip(&widths).skip(1) {
            line.push_str(&format!("  {cell:>width$}"));
        }
        let Some(output) = index.checked_sub(1).and_then(|index| outputs.get(index)) else {
            writeln!(out, "{DIM}{line}{DIM:#}")?;
            continue;
        };
        let headline = headlines.iter().find(|headline| headline.cell == output.cell);
        let picture = headline.map_or(String::new(), |headline| sparkline(&headline.sparkline));
        writeln!(out, "{line}  {BAR}{picture}{BAR:#}")?;
    }
    Ok(())
}

fn sparkline(counts: &[u64]) -> String {
    let in_a_bar = counts.len().div_ceil(SPARKLINE_COLUMNS).max(1);
    let bars: Vec<u64> = counts.chunks(in_a_bar).map(|bins| bins.iter().sum()).collect();
    let largest = bars.iter().copied().max().unwrap_or(0).max(1);
    let bar = |count: &u64| match (*count as f64 / largest as f64 * 8.0).round() as usize {
        _ if *count == 0 => ' ',
        height => EIGHTHS[height.clamp(1, 8) - 1],
    };
    bars.iter().map(bar).collect()
}

fn write_drivers(out: &mut impl Write, details: &ResultDetails) -> Result<(), Failure> {
    let outputs = details.outcome.outputs.iter();
    let driven = outputs
        .filter(|output| output.sensitivity.iter().any(|driver| driver.rank_correlation.is_some()));
    for output in driven.take(DRIVER_LISTS_MAX) {
        writeln!(
            out,
            "\n{HEADING}What drives {}{HEADING:#} {DIM}rank correlation, share of variance, {} over the input's deciles{DIM:#}",
            name_of(details, &output.cell, output.name.as_deref()),
            details.settings.tornado,
        )?;
        let mut shown = Vec::new();
        for driver in output.sensitivity.iter().take(DRIVERS_MAX) {
            let Some(correlation) = driver.rank_correlation else { continue };
            let change = driver.change.as_ref().map_or(String::new(), |change| {
                // From what the input's low values give to what its high ones do.
                let is_rising = change.highest_decile >= change.lowest_decile;
                let (from, to) = if is_rising {
                    (change.lowest, change.highest)
                } else {
                    (change.highest, change.lowest)
                };
                format!("{} to {}", readable(from), readable(to))
            });
            let name = Some(driver.input.as_str()).filter(|name| *name != driver.cell);
            shown.push((
                name_of(details, &driver.cell, name),
                correlation,
                driver.contribution_to_variance,
                change,
            ));
        }
        let width = shown.iter().map(|(name, ..)| name.chars().count()).max().unwrap_or(0);
        let change_width =
            shown.iter().map(|(.., change)| change.chars().count()).max().unwrap_or(0);
        for (name, correlation, share, change) in &shown {
            let style = if *correlation < 0.0 { LOWERS } else { RAISES };
            let length = (share.abs() * DRIVER_BAR_COLUMNS).round() as usize;
            let bar = "█".repeat(length.max(usize::from(*correlation != 0.0)));
            let percent = percent(share.abs());
            writeln!(
                out,
                "  {name:<width$}  {correlation:>+6.3}  {percent:>7}  {change:>change_width$}  {style}{bar}{style:#}"
            )?;
        }
        let more = output.sensitivity.len().saturating_sub(shown.len());
        if more > 0 {
            writeln!(
                out,
                "  {DIM}and {}; --json lists them all{DIM:#}",
                counted(more as u64, "more input")
            )?;
        }
    }
    Ok(())
}

fn write_probabilities(out: &mut impl Write, details: &ResultDetails) -> Result<(), Failure> {
    let conditions = &details.outcome.probabilities;
    if conditions.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{HEADING}Probabilities{HEADING:#} {DIM}with 95% confidence interval{DIM:#}")?;
    let width =
        conditions.iter().map(|condition| condition.expression.chars().count()).max().unwrap_or(0);
    for condition in conditions {
        write!(out, "  {:<width$}  ", condition.expression)?;
        match (condition.probability, condition.low, condition.high) {
            (Some(probability), Some(low), Some(high)) => writeln!(
                out,
                "{HEADING}{}{HEADING:#}  {DIM}{} to {}{DIM:#}",
                percent(probability),
                percent(low),
                percent(high)
            )?,
            _ => writeln!(out, "-  {DIM}every trial gave an error{DIM:#}")?,
        }
    }
    Ok(())
}
