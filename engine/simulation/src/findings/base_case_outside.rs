//! Inputs whose present value their distribution can't produce.

use ulam_formula::value::Value;

use super::subject::Subject;
use super::{Found, Rule, Severity};

/// Further out than this in a tail counts as outside.
const TAIL: f64 = 1e-5;

/// The rule.
pub static RULE: Rule = Rule {
    id: "base-case-outside",
    title: "Present value outside the input's distribution",
    severity: Severity::Medium,
    why: "The model was built with a value that the distribution says can't happen: a unit is wrong \
          (8 for 8%), a digit too many, or the distribution is on the wrong cell.",
    remedy: "Compare the cell's value with the distribution's parameters, and correct either.",
    when: "for inputs of the model with a number in the cell, other than 0, that lies beyond all but \
           one draw in a hundred thousand.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    let inputs = subject.model.map_or(&[][..], |model| &model.inputs);
    let mut found = Vec::new();
    for input in inputs {
        let (Value::Number(value), Some(drawn)) =
            (subject.value(input.cell), subject.law_of_cell(input.cell))
        else {
            continue;
        };
        let (low, high) = (drawn.law.quantile(TAIL), drawn.law.quantile(1.0 - TAIL));
        let slack = 1e-9 * low.abs().max(high.abs());
        if value != 0.0 && (value < low - slack || value > high + slack) {
            found.push(Found::at(
                input.cell,
                format!(
                    "the cell holds {value}, and {} gives {} to {}",
                    input.distribution,
                    rounded(low),
                    rounded(high)
                ),
            ));
        }
    }
    found
}

/// Four significant digits.
fn rounded(value: f64) -> String {
    let short: f64 = format!("{value:.3e}").parse().unwrap_or(value);
    format!("{short}")
}
