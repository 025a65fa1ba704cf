//! Several simulations side by side.

use std::io::Write;

use ulam_formula::value::Value;
use ulam_simulation::model::Settings;
use ulam_simulation::outcome::Outcome;
use ulam_simulation::prepare::Simulation;

use super::analysis::write_table;
use super::colour::{DIM, HEADING};
use super::names::output_name;
use super::number::{counted, percent, readable_or_dash};
use super::value_text;
use crate::error::Failure;

/// Simulations side by side; more stand below one another.
const COLUMNS_MAX: usize = 6;

/// What one of several simulations says, for a table.
pub struct Column {
    values: Vec<(String, Value)>,
    /// For each output: mean, sd, P5, P50, P95.
    outputs: Vec<[Option<f64>; 5]>,
    probabilities: Vec<Option<f64>>,
}

impl Column {
    /// Of the simulation in which cells have these values.
    pub fn new(values: Vec<(String, Value)>, outcome: &Outcome) -> Column {
        let outputs = outcome.outputs.iter().map(|output| {
            let summary = &output.summary;
            let [p5, p50, p95] = [5, 50, 95].map(|percent| output.percentile(percent));
            [summary.mean, summary.sd, p5, p50, p95]
        });
        let probabilities = outcome.conditions.iter();
        Column {
            values,
            outputs: outputs.collect(),
            probabilities: probabilities.map(|c| c.probability.map(|p| p.estimate)).collect(),
        }
    }
}

/// Writes the simulations side by side; `simulation` and `outcome` are the first's.
pub fn write(
    out: &mut impl Write,
    simulation: &Simulation,
    settings: &Settings,
    outcome: &Outcome,
    columns: &[Column],
    total_seconds: f64,
) -> Result<(), Failure> {
    writeln!(
        out,
        "{HEADING}{} of {}{HEADING:#} {DIM}{} sampling, seed {} in each, in {total_seconds:.2} \
         s{DIM:#}",
        counted(columns.len() as u64, "simulation"),
        counted(settings.trials, "trial"),
        settings.plan,
        settings.seed,
    )?;
    for (part, columns) in columns.chunks(COLUMNS_MAX).enumerate() {
        let first = part * COLUMNS_MAX;
        let head = |title: &str| {
            let mut row = vec![title.to_string()];
            row.extend((0..columns.len()).map(|index| format!("#{}", first + index + 1)));
            row
        };
        writeln!(out)?;
        let mut rows = vec![head("simulation")];
        let cells = columns.first().map_or(&[][..], |column| &column.values);
        for (index, (cell, _)) in cells.iter().enumerate() {
            let mut row = vec![cell.clone()];
            row.extend(columns.iter().map(|column| {
                column.values.get(index).map_or(String::new(), |(_, value)| value_text(value))
            }));
            rows.push(row);
        }
        write_table(out, &rows)?;
        for (index, output) in outcome.outputs.iter().enumerate() {
            writeln!(out)?;
            let mut rows = vec![head(&output_name(simulation, output))];
            for (place, name) in ["mean", "sd", "P5", "P50", "P95"].iter().enumerate() {
                let mut row = vec![name.to_string()];
                row.extend(columns.iter().map(|column| {
                    let statistics = column.outputs.get(index);
                    readable_or_dash(statistics.and_then(|statistics| statistics[place]))
                }));
                rows.push(row);
            }
            write_table(out, &rows)?;
        }
        if !outcome.conditions.is_empty() {
            writeln!(out)?;
            let mut rows = vec![head("probability")];
            for (index, condition) in outcome.conditions.iter().enumerate() {
                let mut row = vec![condition.expression.clone()];
                row.extend(columns.iter().map(|column| {
                    let probability = column.probabilities.get(index).copied().flatten();
                    probability.map_or("-".to_string(), percent)
                }));
                rows.push(row);
            }
            write_table(out, &rows)?;
        }
    }
    Ok(())
}
