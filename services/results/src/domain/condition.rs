//! Conditions on a variable, as the command line writes them: `Model!B20 < 0`.

use ulam_contracts::results::{ProbabilityAnswer, ProbabilityEstimate, Variable};
use ulam_platform::http::ApiError;
use ulam_probability::statistics;

use super::sentences;
use crate::samples::Column;

/// Comparisons, those that others begin with first, with their words.
const COMPARISONS: [(&str, Comparison, &str); 6] = [
    ("<=", Comparison::AtMost, "at most"),
    (">=", Comparison::AtLeast, "at least"),
    ("<>", Comparison::Unequal, "not"),
    ("<", Comparison::Below, "below"),
    (">", Comparison::Above, "above"),
    ("=", Comparison::Equal, "exactly"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    AtMost,
    AtLeast,
    Unequal,
    Below,
    Above,
    Equal,
}

/// A condition.
#[derive(Debug)]
pub(crate) struct Condition {
    /// The variable as it is named.
    pub(crate) variable: String,
    text: String,
    comparison: Comparison,
    words: &'static str,
    bound: f64,
}

/// Reads a condition.
pub(crate) fn condition(text: &str) -> Result<Condition, ApiError> {
    let expected = |why: &str| {
        ApiError::invalid("expression", format!("'{text}': {why}; write it like Model!B20 < 0"))
    };
    // A quoted sheet's name may hold any sign; the comparison is the last one.
    let found = text.char_indices().rev().find_map(|(at, _)| {
        let rest = text.get(at..)?;
        // Of `<=` the `=` is met first, from the right: take both.
        let before_is_comparison =
            text.get(..at).is_some_and(|before| before.ends_with(['<', '>']));
        let comparison = COMPARISONS.iter().find(|(sign, _, _)| rest.starts_with(sign))?;
        (!(before_is_comparison && comparison.0.len() == 1)).then_some((at, comparison))
    });
    let (at, (sign, comparison, words)) =
        found.ok_or_else(|| expected("there is no comparison"))?;
    let number = text.get(at + sign.len()..).unwrap_or_default().trim();
    let bound = number.parse::<f64>().ok().filter(|bound| bound.is_finite());
    let bound = bound.ok_or_else(|| expected("there is no number behind the comparison"))?;
    let variable = text.get(..at).unwrap_or_default().trim().to_string();
    Ok(Condition { variable, text: text.trim().to_string(), comparison: *comparison, words, bound })
}

/// The probability of a condition.
pub(crate) fn conditional(
    variable: &Variable,
    column: &Column,
    condition: &Condition,
    confidence: f64,
) -> ProbabilityAnswer {
    let values = column.sorted.values();
    let below = values.partition_point(|sample| *sample < condition.bound);
    let up_to = values.partition_point(|sample| *sample <= condition.bound);
    let happened = match condition.comparison {
        Comparison::Below => below,
        Comparison::AtMost => up_to,
        Comparison::Above => values.len() - up_to,
        Comparison::AtLeast => values.len() - below,
        Comparison::Equal => up_to - below,
        Comparison::Unequal => values.len() - (up_to - below),
    };
    let proportion = statistics::probability(happened as u64, values.len() as u64, confidence);
    let estimate = ProbabilityEstimate {
        probability: proportion.map(|proportion| proportion.estimate),
        low: proportion.map(|proportion| proportion.low),
        high: proportion.map(|proportion| proportion.high),
    };
    let words = format!("{} {}", condition.words, sentences::value(variable, condition.bound));
    ProbabilityAnswer {
        variable: variable.clone(),
        expression: condition.text.clone(),
        sentence: sentences::probability(&variable.label, &words, confidence, &estimate),
        probability: estimate,
        below: None,
        above: None,
        count: values.len() as u64,
        errors: column.errors(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_read_as_the_command_line_writes_them() {
        for (text, variable, comparison, bound) in [
            ("Model!B20 < 0", "Model!B20", Comparison::Below, 0.0),
            ("Model!B20<=-1.5e3", "Model!B20", Comparison::AtMost, -1500.0),
            ("'a > b'!C1 >= 2", "'a > b'!C1", Comparison::AtLeast, 2.0),
            ("NPV <> 1", "NPV", Comparison::Unequal, 1.0),
            ("NPV = 7", "NPV", Comparison::Equal, 7.0),
        ] {
            let read = condition(text).unwrap();
            assert_eq!(
                (read.variable.as_str(), read.comparison, read.bound),
                (variable, comparison, bound),
                "{text}"
            );
        }
        for nonsense in
            ["", "Model!B20", "Model!B20 < ", "Model!B20 < x", "Model!B20 < inf", "< <", "é<é"]
        {
            assert_eq!(condition(nonsense).unwrap_err().status(), 422, "{nonsense}");
        }
    }
}
