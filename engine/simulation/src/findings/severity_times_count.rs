//! One severity multiplied by a random count, where a sum of draws was meant.

use ulam_formula::syntax::{Binary, Expr};

use super::subject::Subject;
use super::{Found, Rule, Severity};

/// Families of counts of events.
const COUNTS: [&str; 4] = ["Poisson", "NegativeBinomial", "Geometric", "Binomial"];
/// Families of the size of one event.
const SIZES: [&str; 16] = [
    "Lognormal",
    "Lognormal2",
    "Gamma",
    "Exponential",
    "Weibull",
    "Pareto",
    "Pareto2",
    "Pearson5",
    "Pearson6",
    "LogLogistic",
    "Burr12",
    "Dagum",
    "Frechet",
    "InverseGaussian",
    "FatigueLife",
    "Levy",
];
/// Words of quantities that all events have in common.
const COMMON: [&str; 8] =
    ["price", "rate", "fx", "exchange", "index", "inflation", "per unit", "margin"];

/// The rule.
pub static RULE: Rule = Rule {
    id: "severity-times-count",
    title: "One random size multiplied by a random count",
    severity: Severity::Medium,
    why: "The product gives every event of a trial the same size. A sum of independent sizes has the \
          same mean and a far smaller spread: a hundred claims don't all turn out large together.",
    remedy: "Draw the sum: Compound(frequency, severity), RiskCompound, or one cell for each event. \
             Keep the product where the size really is one for all, as a price is.",
    when: "for a product of a count of events (Poisson, NegativeBinomial, Geometric, Binomial of more \
           than one trial) and a skewed size (Lognormal, Gamma, Pareto and the like); not where the \
           size's label is a price, rate or index.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    let products = subject.formulas.iter().filter_map(|formula| {
        let mut message = None;
        formula.formula.root.visit_parts(&mut |part| {
            let Expr::Binary(Binary::Multiply, left, right) = part else {
                return;
            };
            for (count, size) in [(left, right), (right, left)] {
                let host = formula.cell;
                let is = |side, families: &[&str]| {
                    subject.drawn_family(side, host).is_some_and(|name| families.contains(&name))
                };
                // Most products end here, before a law is built.
                if !is(size, &SIZES) || !is(count, &COUNTS) {
                    continue;
                }
                let (Some(count_law), Some(size_law)) =
                    (subject.drawn_law(count, host), subject.drawn_law(size, host))
                else {
                    continue;
                };
                let is_count =
                    COUNTS.contains(&count_law.family.name) && count_law.law.quantile(0.999) > 1.0;
                if !is_count || !SIZES.contains(&size_law.family.name) {
                    continue;
                }
                let label = subject.cell(size, host).map(|cell| subject.label(cell));
                if label.is_some_and(|label| COMMON.iter().any(|word| label.contains(word))) {
                    continue;
                }
                message = Some(format!(
                    "multiplies one draw of {} by a count from {}: every event of a trial has the \
                     same size",
                    size_law.family.name, count_law.family.name
                ));
            }
        });
        message.map(|message| Found::at(formula.cell, message))
    });
    products.collect()
}
