//! Distributions whose tails reach values that can't be.

use super::subject::Subject;
use super::{Found, Rule, Severity};

/// Rarer than this doesn't matter.
const PROBABILITY_MIN: f64 = 1e-4;
/// Words of quantities that can't be negative.
const NEVER_NEGATIVE: [&str; 27] = [
    "price",
    "cost",
    "quantity",
    "volume",
    "duration",
    "demand",
    "units",
    "headcount",
    "salary",
    "number of",
    "count of",
    "lead time",
    "weeks",
    "hours",
    "capacity",
    "population",
    "distance",
    "weight",
    "area",
    "downtime",
    "customers",
    "claims",
    "severity",
    "wage",
    "days to",
    "durations",
    "volatility",
];
/// Words of shares.
const SHARES: [&str; 10] = [
    "probability",
    "market share",
    "utilisation",
    "utilization",
    "occupancy",
    "availability",
    "percentage of",
    "share of",
    "recovery rate",
    "conversion rate",
];
/// Words of quantities that may have either sign, whatever else their label says.
const EITHER_SIGN: [&str; 18] = [
    "change",
    "growth",
    "shock",
    "difference",
    "return",
    "profit",
    "net ",
    "delta",
    "variation",
    "error",
    "deviation",
    "inflation",
    "drift",
    "shift",
    "adjustment",
    "noise",
    "savings",
    "balance",
];

/// The rule.
pub static RULE: Rule = Rule {
    id: "impossible-values",
    title: "Distribution that reaches impossible values",
    severity: Severity::Medium,
    why: "A tail below zero makes prices, quantities or durations negative in some trials, and the \
          results there nonsense; so do shares above 100%.",
    remedy: "Truncate it, as in Normal(100, 40, Truncate(0, )), or use a distribution that begins \
             where the quantity does (Lognormal, Gamma, Pert; Beta for a share).",
    when: "where at least one draw in ten thousand is negative although the label (price, cost, \
           duration, volume ...) and the present value say that it can't be; or a share or \
           probability leaves 0 to 1.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    let mut found = Vec::new();
    for (cell, drawn) in subject.drawn_cells() {
        let label = subject.label(*cell);
        let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
        if label.is_empty() || has(&EITHER_SIGN) {
            continue;
        }
        let law = drawn.law.as_ref();
        let middle = law.quantile(0.5);
        let below = law.cdf(0.0) - if law.is_discrete() { law.pdf(0.0) } else { 0.0 };
        let above = law.survival(1.0);
        let is_share = has(&SHARES) && (0.0..=1.0).contains(&middle);
        let family = drawn.family.name;
        if is_share && above >= PROBABILITY_MIN {
            let percent = percent(above);
            found.push(Found::at(
                *cell,
                format!(
                    "{family} is above 100% in {percent} of trials, and this is called '{label}'"
                ),
            ));
        } else if (is_share || has(&NEVER_NEGATIVE)) && middle > 0.0 && below >= PROBABILITY_MIN {
            let percent = percent(below);
            found.push(Found::at(
                *cell,
                format!(
                    "{family} is negative in {percent} of trials, and this is called '{label}'"
                ),
            ));
        }
    }
    found
}

pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    match percent {
        large if large >= 10.0 => format!("{large:.0}%"),
        middle if middle >= 1.0 => format!("{middle:.1}%"),
        small => format!("{small:.2}%"),
    }
}
