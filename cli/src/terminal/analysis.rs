//! Tables of what is worked out beside the statistics: risk, convergence, scenarios, indices.

use std::io::Write;

use ulam_probability::statistics::Tail;
use ulam_simulation::outcome::scenario::{OfTail, TAIL_SHARE, unusual};
use ulam_simulation::outcome::stop::Stopped;
use ulam_simulation::outcome::{Outcome, OutputOutcome};
use ulam_simulation::prepare::Simulation;

use super::colour::{DIM, HEADING};
use super::names::{driver_name, output_name};
use super::number::{count, percent, readable, readable_or_dash};
use crate::error::Failure;

/// Outputs whose convergence, scenarios and indices are shown.
pub const OUTPUTS_MAX: usize = 1;
/// Numbers of trials shown of a convergence, the last ones.
const CONVERGENCE_ROWS_MAX: usize = 6;
/// Inputs listed of a tail, and of the indices.
const INPUTS_MAX: usize = 6;

/// Rows of cells as lines of equal columns, the first column to the left and the others to the
/// right.
pub fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|c| c.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    rows.iter()
        .map(|row| {
            let mut line = String::new();
            for (index, (cell, width)) in row.iter().zip(&widths).enumerate() {
                match index {
                    0 => line.push_str(&format!("{cell:<width$}")),
                    _ => line.push_str(&format!("  {cell:>width$}")),
                }
            }
            line.trim_end().to_string()
        })
        .collect()
}

/// Writes a table whose first row is its head.
pub fn write_table(out: &mut impl Write, rows: &[Vec<String>]) -> Result<(), Failure> {
    for (index, line) in aligned(rows).iter().enumerate() {
        match index {
            0 => writeln!(out, "  {DIM}{line}{DIM:#}")?,
            _ => writeln!(out, "  {line}")?,
        }
    }
    Ok(())
}

/// The mean's interval, the mode, and value at risk of each output.
pub fn write_risk(
    out: &mut impl Write,
    simulation: &Simulation,
    outcome: &Outcome,
) -> Result<(), Failure> {
    let Some(tail) = outcome.outputs.iter().find_map(|output| output.risks.first()) else {
        return Ok(());
    };
    let side = match tail.tail {
        Tail::Lower => "low values are bad; --tail upper if high ones are",
        Tail::Upper => "high values are bad",
    };
    writeln!(out, "\n{HEADING}Precision and risk{HEADING:#} {DIM}{side}{DIM:#}")?;
    let mut rows = vec![
        ["output", "mean ±95%", "mode", "VaR 5%", "CVaR 5%", "VaR 1%", "CVaR 1%"]
            .map(str::to_string)
            .to_vec(),
    ];
    for output in &outcome.outputs {
        let half =
            output.mean_interval.and_then(|interval| Some((interval.high? - interval.low?) / 2.0));
        let mut row = vec![
            output_name(simulation, output),
            half.map_or("-".to_string(), |half| format!("±{}", readable_short(half))),
            readable_or_dash(output.mode.map(|mode| mode.value)),
        ];
        for risk in &output.risks {
            row.push(readable(risk.value_at_risk));
            row.push(readable(risk.conditional_value_at_risk));
        }
        rows.push(row);
    }
    write_table(out, &rows)?;
    if let Some(note) = outcome.interval_method.note() {
        writeln!(out, "  {DIM}{note}{DIM:#}")?;
    }
    Ok(())
}

/// Two digits are enough of an error.
fn readable_short(number: f64) -> String {
    let rounded: f64 = format!("{number:.2e}").parse().unwrap_or(number);
    readable(rounded)
}

/// Why the run ended, where a rule was given.
pub fn write_stopped(
    out: &mut impl Write,
    simulation: &Simulation,
    stopped: &Stopped,
) -> Result<(), Failure> {
    let why = match stopped.is_precise {
        true => "as precise as asked for",
        false => "not yet as precise as asked for: give --trials more",
    };
    writeln!(
        out,
        "\n{HEADING}Stopped after {} trials{HEADING:#} {DIM}{why}{DIM:#}",
        count(stopped.trials)
    )?;
    for standing in stopped.standings.iter().take(2 * INPUTS_MAX) {
        let output = simulation.model().outputs.get(standing.output);
        let cell = output.map_or(String::new(), |o| simulation.workbook().cell_name(o.cell));
        let half = standing.half_width.map_or("?".to_string(), readable_short);
        writeln!(
            out,
            "  {}: {} of {cell} is {} ± {half}{}",
            standing.rule,
            standing.rule.statistic,
            readable_or_dash(standing.estimate),
            if standing.holds { "" } else { ", too wide" }
        )?;
    }
    Ok(())
}

/// How the statistics of an output settled.
pub fn write_convergence(
    out: &mut impl Write,
    simulation: &Simulation,
    output: &OutputOutcome,
) -> Result<(), Failure> {
    let points = &output.convergence;
    if points.len() < 2 {
        return Ok(());
    }
    writeln!(out, "\n{HEADING}How {} settled{HEADING:#}", output_name(simulation, output))?;
    let mut rows = vec![["trials", "mean", "sd", "P5", "P95"].map(str::to_string).to_vec()];
    for point in &points[points.len().saturating_sub(CONVERGENCE_ROWS_MAX)..] {
        let mut row = vec![count(point.trials)];
        row.extend([point.mean, point.sd, point.p5, point.p95].map(readable_or_dash));
        rows.push(row);
    }
    write_table(out, &rows)
}

/// Which inputs are unusual in the worst and the best trials.
pub fn write_scenario(
    out: &mut impl Write,
    simulation: &Simulation,
    output: &OutputOutcome,
) -> Result<(), Failure> {
    let tails: [(&str, OfTail); 2] =
        [("worst", |driver| driver.worst), ("best", |driver| driver.best)];
    for (name, of_driver) in tails {
        let shifts = unusual(&output.drivers, of_driver);
        if shifts.is_empty() {
            continue;
        }
        writeln!(
            out,
            "\n{HEADING}In the {name} {} of {}{HEADING:#} {DIM}medians of the inputs that are \
             unusual there{DIM:#}",
            percent(TAIL_SHARE),
            output_name(simulation, output)
        )?;
        let mut rows =
            vec![["input", "median", "percentile", "shift"].map(str::to_string).to_vec()];
        for (draw, shift) in shifts.iter().take(INPUTS_MAX) {
            rows.push(vec![
                driver_name(simulation, *draw),
                readable(shift.median),
                format!("P{:.0}", shift.percentile * 100.0),
                format!("{:+.1} sd", shift.sd_shift),
            ]);
        }
        write_table(out, &rows)?;
    }
    Ok(())
}

/// Sobol's indices of an output, if they were computed.
pub fn write_sobol(
    out: &mut impl Write,
    simulation: &Simulation,
    output: &OutputOutcome,
) -> Result<(), Failure> {
    let Some(sobol) = output.sobol_indices.as_ref().filter(|sobol| !sobol.indices.is_empty())
    else {
        return Ok(());
    };
    writeln!(
        out,
        "\n{HEADING}Variance of {}{HEADING:#} {DIM}Sobol indices from {} rows, ± standard \
         error{DIM:#}",
        output_name(simulation, output),
        count(sobol.rows)
    )?;
    let mut rows = vec![["input", "alone", "±", "in total", "±"].map(str::to_string).to_vec()];
    for index in sobol.indices.iter().take(2 * INPUTS_MAX) {
        rows.push(vec![
            driver_name(simulation, index.draw),
            format!("{:.3}", index.first_order),
            format!("{:.3}", index.first_order_error),
            format!("{:.3}", index.total),
            format!("{:.3}", index.total_error),
        ]);
    }
    write_table(out, &rows)
}
