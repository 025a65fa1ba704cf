//! Divisors that can be zero.

use ulam_formula::syntax::{Binary, Expr};

use super::impossible_values::percent;
use super::subject::{Subject, calls_of};
use super::{Found, Rule, Severity};

/// Rarer than this doesn't matter.
const PROBABILITY_MIN: f64 = 1e-6;

/// The rule.
pub static RULE: Rule = Rule {
    id: "zero-divisor",
    title: "Divisor that can be zero or change its sign",
    severity: Severity::Medium,
    why: "A ratio whose divisor crosses zero has no mean and jumps from one infinity to the other; a \
          divisor that is exactly zero makes the trial an error.",
    remedy: "Truncate the divisor's distribution away from zero, or compute the ratio from sums.",
    when: "where a formula divides by a cell that is drawn from a distribution which is zero, or on \
           both sides of zero, in more than one draw in a million; not inside IF or IFERROR.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    let mut found = Vec::new();
    for formula in &subject.formulas {
        if !calls_of(&formula.formula.root, &["IF", "IFS", "IFERROR", "IFNA"]).is_empty() {
            continue;
        }
        formula.formula.root.visit_parts(&mut |part| {
            let Expr::Binary(Binary::Divide, _, divisor) = part else {
                return;
            };
            let Some(drawn) = subject.drawn_law(divisor, formula.cell) else {
                return;
            };
            let law = drawn.law.as_ref();
            let exactly = if law.is_discrete() { law.pdf(0.0) } else { 0.0 };
            let below = law.cdf(0.0) - exactly;
            let above = law.survival(0.0);
            let name = drawn.family.name;
            let message = if exactly > PROBABILITY_MIN {
                format!("divides by a draw of {name} that is 0 in {} of trials", percent(exactly))
            } else if below.min(above) > PROBABILITY_MIN {
                format!(
                    "divides by a draw of {name} that is below 0 in {} of trials and above in the \
                     others",
                    percent(below)
                )
            } else {
                return;
            };
            found.push(Found::at(formula.cell, message));
        });
    }
    found
}
