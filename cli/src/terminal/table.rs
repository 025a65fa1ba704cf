//! The result of a simulation as a table for people.

use std::io::Write;

use ulam_simulation::model::Settings;
use ulam_simulation::outcome::{ConditionOutcome, Outcome, OutputOutcome};
use ulam_simulation::prepare::Simulation;
use ulam_simulation::statistics_in_cells::CellStatistic;

use super::analysis::{self, OUTPUTS_MAX};
use super::colour::{BAR, DIM, HEADING, LOWERS, RAISES};
use super::histogram::{chart, sparkline};
use super::names::{driver_name, output_name};
use super::number::{counted, percent, readable, readable_or_dash};
use super::value_text;
use crate::error::Failure;

/// Outputs that get a chart of their own; of more there is only a line each.
const CHARTS_MAX: usize = 3;
/// Outputs whose drivers are listed.
const DRIVER_LISTS_MAX: usize = 12;
/// Drivers listed of an output.
const DRIVERS_MAX: usize = 6;
const CHART_ROWS: usize = 6;
const CHART_COLUMNS: usize = 72;
const SPARKLINE_COLUMNS: usize = 20;
const DRIVER_BAR_COLUMNS: f64 = 24.0;

/// Writes the result.
pub fn write_result(
    out: &mut impl Write,
    simulation: &Simulation,
    settings: &Settings,
    outcome: &Outcome,
    total_seconds: f64,
) -> Result<(), Failure> {
    writeln!(
        out,
        "{HEADING}{}{HEADING:#} {DIM}of {}, {} sampling, seed {}, in {total_seconds:.2} s{DIM:#}",
        counted(settings.trials, "trial"),
        counted(simulation.draws().len() as u64, "input"),
        settings.plan,
        settings.seed,
    )?;
    write_summary(out, simulation, outcome)?;
    if outcome.outputs.len() <= CHARTS_MAX {
        for output in &outcome.outputs {
            write_chart(out, simulation, output)?;
        }
    }
    analysis::write_risk(out, simulation, outcome)?;
    if let Some(stopped) = &outcome.stopped {
        analysis::write_stopped(out, simulation, stopped)?;
    }
    write_drivers(out, simulation, settings, outcome)?;
    write_probabilities(out, &outcome.conditions)?;
    for output in outcome.outputs.iter().take(OUTPUTS_MAX) {
        analysis::write_sobol(out, simulation, output)?;
        analysis::write_scenario(out, simulation, output)?;
        analysis::write_convergence(out, simulation, output)?;
    }
    if outcome.outputs.len() > OUTPUTS_MAX {
        writeln!(out, "\n{DIM}--report and --json tell the same of the other outputs{DIM:#}")?;
    }
    Ok(())
}

fn write_summary(
    out: &mut impl Write,
    simulation: &Simulation,
    outcome: &Outcome,
) -> Result<(), Failure> {
    let head = ["output", "mean", "sd", "P5", "P50", "P95"];
    let mut rows: Vec<[String; 6]> = vec![head.map(str::to_string)];
    for output in &outcome.outputs {
        rows.push([
            output_name(simulation, output),
            readable_or_dash(output.summary.mean),
            readable_or_dash(output.summary.sd),
            readable_or_dash(output.percentile(5)),
            readable_or_dash(output.percentile(50)),
            readable_or_dash(output.percentile(95)),
        ]);
    }
    let width =
        |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    writeln!(out)?;
    for (index, row) in rows.iter().enumerate() {
        let mut line = format!("{:<width$}", row[0], width = widths[0]);
        for (cell, width) in row.iter().zip(&widths).skip(1) {
            line.push_str(&format!("  {cell:>width$}"));
        }
        if index == 0 {
            writeln!(out, "{DIM}{line}{DIM:#}")?;
            continue;
        }
        let histogram = outcome.outputs[index - 1].histogram.as_ref();
        writeln!(out, "{line}  {BAR}{}{BAR:#}", sparkline(histogram, SPARKLINE_COLUMNS))?;
    }
    Ok(())
}

fn write_chart(
    out: &mut impl Write,
    simulation: &Simulation,
    output: &OutputOutcome,
) -> Result<(), Failure> {
    let marks: Vec<f64> = [5, 50, 95].iter().filter_map(|p| output.percentile(*p)).collect();
    let histogram = output.histogram.as_ref();
    let Some(chart) = histogram.and_then(|h| chart(h, CHART_ROWS, CHART_COLUMNS, &marks)) else {
        return Ok(());
    };
    writeln!(out, "\n{HEADING}{}{HEADING:#}", output_name(simulation, output))?;
    for row in &chart.rows {
        writeln!(out, "  {BAR}{row}{BAR:#}")?;
    }
    writeln!(out, "  {}  {DIM}┴ P5, P50, P95{DIM:#}", chart.axis)?;
    let (low, high) = (readable(chart.low), readable(chart.high));
    let length = chart.axis.chars().count().saturating_sub(low.chars().count());
    writeln!(out, "  {DIM}{low}{high:>length$}{DIM:#}")?;
    Ok(())
}

fn write_drivers(
    out: &mut impl Write,
    simulation: &Simulation,
    settings: &Settings,
    outcome: &Outcome,
) -> Result<(), Failure> {
    let driven: Vec<&OutputOutcome> = outcome
        .outputs
        .iter()
        .filter(|output| output.drivers.iter().any(|driver| driver.rank_correlation.is_some()))
        .collect();
    for output in driven.iter().take(DRIVER_LISTS_MAX) {
        writeln!(
            out,
            "\n{HEADING}What drives {}{HEADING:#} {DIM}rank correlation, share of variance, {} over \
             the input's deciles{DIM:#}",
            output_name(simulation, output),
            settings.analysis.tornado
        )?;
        let shown: Vec<(String, f64, f64, String)> = output
            .drivers
            .iter()
            .filter_map(|driver| {
                let name = driver_name(simulation, driver.draw);
                let change = driver.change.map_or(String::new(), |change| {
                    // From what the input's low values give to what its high ones do.
                    let (from, to) = match change.is_rising() {
                        true => (change.lowest, change.highest),
                        false => (change.highest, change.lowest),
                    };
                    format!("{} to {}", readable(from), readable(to))
                });
                Some((name, driver.rank_correlation?, driver.contribution_to_variance, change))
            })
            .take(DRIVERS_MAX)
            .collect();
        let width = shown.iter().map(|(name, ..)| name.chars().count()).max().unwrap_or(0);
        let change_width = shown.iter().map(|(.., c)| c.chars().count()).max().unwrap_or(0);
        for (name, correlation, share, change) in &shown {
            let style = if *correlation < 0.0 { LOWERS } else { RAISES };
            let length = (share.abs() * DRIVER_BAR_COLUMNS).round() as usize;
            let bar = "█".repeat(length.max(usize::from(*correlation != 0.0)));
            let percent = percent(share.abs());
            writeln!(
                out,
                "  {name:<width$}  {correlation:>+6.3}  {percent:>7}  {change:>change_width$}  \
                 {style}{bar}{style:#}"
            )?;
        }
        if let Some(regression) = &output.regression {
            let explained = percent(regression.r_squared);
            writeln!(out, "  {DIM}a straight line explains {explained} of the variance{DIM:#}")?;
        }
        let more = output.drivers.len().saturating_sub(shown.len());
        if more > 0 {
            let more = counted(more as u64, "more input");
            writeln!(out, "  {DIM}and {more}; --json lists them all{DIM:#}")?;
        }
    }
    if driven.len() > DRIVER_LISTS_MAX {
        let more = counted((driven.len() - DRIVER_LISTS_MAX) as u64, "more output");
        writeln!(out, "\n{DIM}and the drivers of {more}; --json lists them{DIM:#}")?;
    }
    Ok(())
}

fn write_probabilities(
    out: &mut impl Write,
    conditions: &[ConditionOutcome],
) -> Result<(), Failure> {
    if conditions.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{HEADING}Probabilities{HEADING:#} {DIM}with 95% confidence interval{DIM:#}")?;
    let width = conditions.iter().map(|c| c.expression.chars().count()).max().unwrap_or(0);
    for condition in conditions {
        write!(out, "  {:<width$}  ", condition.expression)?;
        match condition.probability {
            Some(p) => writeln!(
                out,
                "{HEADING}{}{HEADING:#}  {DIM}{} to {}{DIM:#}",
                percent(p.estimate),
                percent(p.low),
                percent(p.high)
            )?,
            None => writeln!(out, "-  {DIM}every trial gave an error{DIM:#}")?,
        }
    }
    Ok(())
}

/// Writes the statistics that cells of the workbook take of the simulation.
pub fn write_statistics(
    out: &mut impl Write,
    simulation: &Simulation,
    statistics: &[CellStatistic],
) -> Result<(), Failure> {
    /// Cells shown; JSON has all.
    const CELLS_MAX: usize = 30;
    if statistics.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{HEADING}Statistics in cells{HEADING:#} {DIM}after the run{DIM:#}")?;
    for statistic in statistics.iter().take(CELLS_MAX) {
        let cell = simulation.workbook().cell_name(statistic.cell);
        let value = value_text(&statistic.value);
        let formula: String = statistic.formula.chars().take(80).collect();
        writeln!(out, "  {cell:<20} {value:>16}  {DIM}{formula}{DIM:#}")?;
    }
    if statistics.len() > CELLS_MAX {
        let more = statistics.len() - CELLS_MAX;
        writeln!(out, "  {DIM}and {more} more; --json lists them{DIM:#}")?;
    }
    Ok(())
}
