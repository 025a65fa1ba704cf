//! The trials at one end of an output: how do the inputs lie there?

use ulam_contracts::results::{Scenario, ShiftResult, StoreResult, Variable, VariableKind};
use ulam_contracts::simulations::Tail;
use ulam_platform::http::ApiError;
use ulam_probability::statistics::{self, Ranks, SortedSamples, Summary};
use ulam_report::readable::{percent, readable};
use ulam_simulation::outcome::scenario::{TailShift, Usual, tail_shift, tail_trials_of};

use super::sentences;
use crate::samples::Column;

const SHARE_DEFAULT: f64 = 0.05;
const EXAMPLES_MAX: usize = 20;
/// Inputs that are looked at: those that drive the output most.
const INPUTS_MAX: usize = 50;

/// The share of the trials that a query asks for.
pub(crate) fn share(asked: Option<f64>) -> Result<f64, ApiError> {
    let share = asked.unwrap_or(SHARE_DEFAULT);
    if (0.001..=0.5).contains(&share) {
        return Ok(share);
    }
    Err(ApiError::invalid("share", format!("{share} is not from 0.001 to 0.5")))
}

/// The inputs whose samples are looked at in the tails of an output, those that drive it first.
pub(crate) fn inputs_of<'a>(run: &'a StoreResult, output: &Variable) -> Vec<&'a Variable> {
    let inputs = || run.variables.iter().filter(|v| v.kind == VariableKind::Input && v.has_samples);
    let drivers = run
        .outcome
        .outputs
        .iter()
        .filter(|one| one.cell == output.cell)
        .flat_map(|one| &one.sensitivity);
    let by_driver = drivers.filter_map(|driver| {
        let is_it = |v: &&Variable| v.cell == driver.cell && is_called(v, &driver.input);
        inputs().find(is_it).or_else(|| inputs().find(|v| v.cell == driver.cell))
    });
    let mut found: Vec<&Variable> = Vec::new();
    for variable in by_driver.chain(inputs()) {
        if found.len() == INPUTS_MAX {
            break;
        }
        if !found.iter().any(|known| known.key == variable.key) {
            found.push(variable);
        }
    }
    found
}

fn is_called(variable: &Variable, name: &str) -> bool {
    variable.key == name || variable.name.as_deref() == Some(name)
}

/// The trials at one end of an output.
pub(crate) struct InTail {
    /// Their places among the trials without error, ascending.
    among_valid: Vec<u32>,
    /// Trials without error, in their order.
    valid: Vec<usize>,
    scenario: Scenario,
    shifts: Vec<(String, TailShift)>,
}

impl InTail {
    /// The trials in which an output is in the lowest or highest share of those without error.
    pub(crate) fn new(output: &Variable, column: &Column, tail: Tail, share: f64) -> InTail {
        let valid: Vec<usize> =
            (0..column.values.len()).filter(|trial| !column.values[*trial].is_nan()).collect();
        let values: Vec<f64> = valid.iter().map(|trial| column.values[*trial]).collect();
        let engine_tail = match tail {
            Tail::Lower => statistics::Tail::Lower,
            Tail::Upper => statistics::Tail::Upper,
        };
        let ranks = Ranks::new(&values);
        let by_rank = ranks.and_then(|ranks| tail_trials_of(&ranks, engine_tail, share));
        // The most extreme ones first; equal ones in the order of the trials.
        let mut order: Vec<u32> = match by_rank {
            Some(trials) => trials,
            None => (0..values.len() as u32).collect(),
        };
        let value = |place: &u32| values[*place as usize];
        order.sort_by(|one, other| match tail {
            Tail::Lower => value(one).total_cmp(&value(other)),
            Tail::Upper => value(other).total_cmp(&value(one)),
        });
        let wanted = ((share * values.len() as f64) as usize).max(1);
        if order.len() == values.len() {
            order.truncate(wanted);
        }
        let of_tail: Vec<f64> = order.iter().map(value).collect();
        let mean = Summary::new(&SortedSamples::new(&of_tail), &[]).mean;
        let examples = order.iter().take(EXAMPLES_MAX);
        let scenario = Scenario {
            output: output.clone(),
            tail,
            share,
            threshold: of_tail.last().copied().filter(|value| value.is_finite()),
            trials: order.len() as u64,
            mean: mean.filter(|mean| mean.is_finite()),
            inputs: Vec::new(),
            examples: examples.map(|place| valid[*place as usize] as u64 + 1).collect(),
            sentence: String::new(),
        };
        order.sort_unstable();
        InTail { among_valid: order, valid, scenario, shifts: Vec::new() }
    }

    /// Looks at an input.
    pub(crate) fn add(&mut self, input: &Variable, column: &Column) {
        let value = |trial: &usize| column.values.get(*trial).copied().unwrap_or(f64::NAN);
        let values: Vec<f64> = self.valid.iter().map(value).collect();
        let shift = || {
            let ranks = Ranks::new(&values)?;
            let sd = Summary::new(&SortedSamples::new(&values), &[]).sd?;
            let usual = Usual::new(&ranks, &values, sd)?;
            tail_shift(&ranks, &values, usual, &self.among_valid)
        };
        if let Some(shift) = shift().filter(|shift| shift.is_significant) {
            self.shifts.push((input.key.clone(), shift));
        }
    }

    /// What was found, the most unusual input first. `variables` are all of the run.
    pub(crate) fn scenario(mut self, variables: &[Variable]) -> Scenario {
        let distance = |shift: &TailShift| (shift.mean_percentile - 0.5).abs();
        self.shifts.sort_by(|one, other| distance(&other.1).total_cmp(&distance(&one.1)));
        let shown = |(input, shift): &(String, TailShift)| ShiftResult {
            input: input.clone(),
            median: shift.median,
            percentile: shift.percentile,
            sd_shift: shift.sd_shift,
        };
        self.scenario.inputs = self.shifts.iter().map(shown).collect();
        self.scenario.sentence = sentence(&self.scenario, variables);
        self.scenario
    }
}

fn sentence(scenario: &Scenario, variables: &[Variable]) -> String {
    let name = &scenario.output.label;
    let (end, side) = match scenario.tail {
        Tail::Lower => ("lowest", "at or below"),
        Tail::Upper => ("highest", "at or above"),
    };
    let Some(threshold) = scenario.threshold else {
        return format!("{name} has no trial without error.");
    };
    let mut text = format!(
        "In the {end} {} of the trials {name} is {side} {}",
        percent(scenario.share),
        sentences::value(&scenario.output, threshold)
    );
    let words = |shift: &ShiftResult| {
        let height = if shift.percentile < 0.5 { "low" } else { "high" };
        let input = variables.iter().find(|variable| variable.key == shift.input);
        let (label, median) = match input {
            Some(input) => (&input.label, sentences::value(input, shift.median)),
            None => (&shift.input, readable(shift.median)),
        };
        format!(
            "{label} is {height} ({median} in the middle, its P{:.0})",
            shift.percentile * 100.0
        )
    };
    match scenario.inputs.as_slice() {
        [] => text.push_str("; no input is unusual there."),
        [one] => text.push_str(&format!(": {}.", words(one))),
        [first, second, ..] => {
            text.push_str(&format!(": {}, and {}.", words(first), words(second)))
        }
    }
    text
}
