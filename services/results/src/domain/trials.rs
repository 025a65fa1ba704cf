//! Which trial is meant, and what it holds.

use std::str::FromStr;

use ulam_contracts::results::{ReplayedInput, ReplayedOutput, TrialReplay};
use ulam_contracts::simulations::Tail;
use ulam_contracts::workbooks::{CellErrorValue, CellValue};
use ulam_formula::context::Context;
use ulam_formula::value::Value;
use ulam_platform::http::ApiError;
use ulam_simulation::outcome::stop::Statistic;
use ulam_simulation::prepare::Simulation;
use ulam_simulation::replay::Replay;
use ulam_workbook::{FormulaChange, Rewritten};

/// A trial as it is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Wanted {
    /// By its number, from 1.
    Number(u64),
    /// The one whose output is the nearest sample at or below this percentile, from 0 to 1.
    Percentile(f64),
}

impl Wanted {
    /// Reads `4711`, `worst`, `best`, `median` or `p95`, of a run with so many trials whose bad
    /// outcomes are at this end.
    pub(crate) fn parse(text: &str, trials: u64, bad: Tail) -> Result<Wanted, ApiError> {
        let (worst, best) = match bad {
            Tail::Lower => (0.0, 1.0),
            Tail::Upper => (1.0, 0.0),
        };
        let text = text.trim().to_lowercase();
        match text.as_str() {
            "worst" => return Ok(Wanted::Percentile(worst)),
            "best" => return Ok(Wanted::Percentile(best)),
            text => {
                if let Ok(Statistic::Percentile(share)) = Statistic::from_str(text) {
                    return Ok(Wanted::Percentile(share));
                }
            }
        }
        match text.parse::<u64>() {
            Ok(number) if (1..=trials).contains(&number) => Ok(Wanted::Number(number)),
            Ok(number) => {
                let message = format!("there is no trial {number}: the run has 1 to {trials}");
                Err(ApiError::invalid("n", message))
            }
            Err(_) => {
                let message =
                    "give a trial's number, worst, best, median, or a percentile such as p95";
                Err(ApiError::invalid("n", message))
            }
        }
    }
}

/// The number, from 1, of the trial that is the nearest sample at or below a percentile; equal ones
/// in the order of the trials. `None` without a trial without error.
pub(crate) fn at_percentile(values: &[f64], share: f64) -> Option<u64> {
    let numbered = values.iter().zip(1_u64..).filter(|(value, _)| !value.is_nan());
    let mut order: Vec<(f64, u64)> = numbered.map(|(value, number)| (*value, number)).collect();
    let last = order.len().checked_sub(1)?;
    let index = ((share.clamp(0.0, 1.0) * last as f64) as usize).min(last);
    let by_value =
        |one: &(f64, u64), other: &(f64, u64)| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1));
    let (_, found, _) = order.select_nth_unstable_by(index, by_value);
    Some(found.1)
}

/// What a trial holds; `rewritten` is the copy of its workbook, if one can be made.
pub(crate) fn replayed(
    workbook_name: &str,
    out: String,
    simulation: &Simulation,
    replay: &Replay,
    rewritten: Option<&Rewritten>,
) -> TrialReplay {
    let name = |cell| simulation.workbook().cell_name(cell);
    let inputs = replay.draws.iter().map(|(draw, value)| ReplayedInput {
        input: simulation.draw_label(*draw),
        cell: simulation.draws().get(*draw).map_or(String::new(), |draw| name(draw.cell)),
        value: *value,
    });
    let outputs = simulation.model().outputs.iter().map(|output| ReplayedOutput {
        cell: name(output.cell),
        name: output.name.as_ref().map(ToString::to_string),
        value: cell_value(&Context::cell(&replay.workbook, output.cell)),
    });
    let removed = replay.changes.iter().filter(|(cell, change)| {
        change.formula == FormulaChange::Remove && simulation.workbook().formula(**cell).is_some()
    });
    let mut frozen: Vec<String> = removed.map(|(cell, _)| name(*cell)).collect();
    frozen.extend(rewritten.iter().flat_map(|copy| &copy.frozen).map(|cell| name(*cell)));
    TrialReplay {
        workbook: workbook_name.to_string(),
        trial: replay.trial,
        out,
        inputs: inputs.collect(),
        outputs: outputs.collect(),
        cells_changed: replay.changes.len() as u64,
        frozen,
    }
}

fn cell_value(value: &Value) -> CellValue {
    match value {
        Value::Number(number) if number.is_finite() => CellValue::Number(*number),
        Value::Number(_) => CellValue::Error(CellErrorValue { error: "#NUM!".to_string() }),
        Value::Boolean(boolean) => CellValue::Boolean(*boolean),
        Value::Text(text) => CellValue::Text(text.to_string()),
        Value::Error(error) => CellValue::Error(CellErrorValue { error: error.text().to_string() }),
        Value::Array(array) => cell_value(array.get(0, 0)),
        _ => CellValue::Blank,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trials_are_named_in_many_ways() {
        let parse = |text| Wanted::parse(text, 10, Tail::Upper);
        assert_eq!(parse("7").unwrap(), Wanted::Number(7));
        assert_eq!(parse("worst").unwrap(), Wanted::Percentile(1.0));
        assert_eq!(parse("best").unwrap(), Wanted::Percentile(0.0));
        assert_eq!(parse("Median").unwrap(), Wanted::Percentile(0.5));
        assert_eq!(parse("p95").unwrap(), Wanted::Percentile(0.95));
        for wrong in ["0", "11", "-1", "p", "p101", "", "1e99", "trial"] {
            assert_eq!(parse(wrong).unwrap_err().problem().errors[0].field, "n", "{wrong}");
        }
    }

    #[test]
    fn percentiles_are_trials() {
        let values = [5.0, f64::NAN, 3.0, 3.0, 9.0];
        // Ascending: 3 (trial 3), 3 (trial 4), 5 (trial 1), 9 (trial 5).
        assert_eq!(at_percentile(&values, 0.0), Some(3));
        assert_eq!(at_percentile(&values, 0.5), Some(4));
        assert_eq!(at_percentile(&values, 0.7), Some(1));
        assert_eq!(at_percentile(&values, 1.0), Some(5));
        assert_eq!(at_percentile(&[f64::NAN], 0.5), None);
    }
}
