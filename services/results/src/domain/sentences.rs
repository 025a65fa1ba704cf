//! What a picture shows, in a sentence. Numbers read as their cells show them: as money, shares or dates.

use ulam_contracts::results::{ProbabilityEstimate, TornadoBar, Variable};
use ulam_formula::context::DateSystem;
use ulam_probability::statistics::SortedSamples;
use ulam_report::numbers::{Unit, place_for_spread};
use ulam_report::readable::{percent, readable};

/// In what a variable's numbers are.
pub(crate) fn unit(variable: &Variable) -> Unit {
    let dates = match variable.dates_from_1904 {
        true => DateSystem::Since1904,
        false => DateSystem::Since1900,
    };
    let format = variable.number_format.as_deref();
    format.map_or(Unit::Plain, |format| Unit::of_format(format, dates))
}

/// A variable's value by itself.
pub(super) fn value(variable: &Variable, value: f64) -> String {
    match unit(variable) {
        Unit::Plain => readable(value),
        unit => unit.value(Some(value)),
    }
}

/// Two values of a variable, with as many digits as tell them apart.
pub(crate) fn values(variable: &Variable, from: f64, to: f64) -> (String, String) {
    let (unit, place) = (unit(variable), place_for_spread((to - from).abs()));
    (unit.rounded(from, place), unit.rounded(to, place))
}

/// What a histogram shows.
pub(super) fn histogram(variable: &Variable, samples: &SortedSamples) -> String {
    let label = &variable.label;
    let (Some(p5), Some(p50), Some(p95)) =
        (samples.percentile(0.05), samples.percentile(0.5), samples.percentile(0.95))
    else {
        return format!("{label} has an error in every trial.");
    };
    if p5 == p95 {
        return format!("{label} is {} in at least 90% of the trials.", value(variable, p5));
    }
    let (low, high) = values(variable, p5, p95);
    let middle = unit(variable).rounded(p50, place_for_spread(p95 - p5));
    format!(
        "{label} lies between {low} and {high} in 90% of the trials; half of them are below {middle}."
    )
}

/// What a probability comes to.
pub(super) fn probability(
    label: &str,
    condition: &str,
    confidence: f64,
    estimate: &ProbabilityEstimate,
) -> String {
    match (estimate.probability, estimate.low, estimate.high) {
        (Some(probability), Some(low), Some(high)) => format!(
            "{label} is {condition} in {} of the trials ({} confidence: {} to {}).",
            percent(probability),
            percent(confidence),
            percent(low),
            percent(high)
        ),
        _ => format!("{label} has an error in every trial."),
    }
}

/// What a tornado shows.
pub(super) fn tornado(label: &str, bars: &[TornadoBar]) -> String {
    match bars {
        [] => format!("No input drives {label}."),
        [one] => format!("{} is the only input that drives {label}.", one.label),
        [first, second, ..] => {
            format!("{} drives {label} most, then {}.", first.label, second.label)
        }
    }
}

#[cfg(test)]
mod tests {
    use ulam_contracts::results::VariableKind;

    use super::*;

    fn variable(number_format: &str) -> Variable {
        Variable {
            key: "Plan!B9".to_string(),
            kind: VariableKind::Output,
            cell: "Plan!B9".to_string(),
            name: None,
            label: "Result".to_string(),
            number_format: Some(number_format.to_string()),
            dates_from_1904: false,
            base_value: None,
            distribution: None,
            has_samples: true,
        }
    }

    #[test]
    fn numbers_read_as_their_cells_show_them() {
        let check = |format: &str, number: f64, expected: &str| {
            let text = value(&variable(format), number).replace('\u{a0}', " ");
            assert_eq!(text, expected, "{format}");
        };
        check("General", 12.8164, "12.8164");
        check("0.0%", 0.125, "12.5%");
        check("$#,##0", 1234.4, "$1,234");
        // Serial 45000 is 15 March 2023 in Excel's 1900 date system; 1904's began 1462 days later.
        check("yyyy-mm-dd", 45000.0, "15 Mar 2023");
        let on_a_mac = Variable { dates_from_1904: true, ..variable("yyyy-mm-dd") };
        assert_eq!(value(&on_a_mac, 45000.0).replace('\u{a0}', " "), "16 Mar 2027");
    }

    #[test]
    fn two_values_have_the_digits_that_tell_them_apart() {
        let texts = |format: &str, from, to| values(&variable(format), from, to);
        let pair = |from: &str, to: &str| (from.to_string(), to.to_string());
        assert_eq!(texts("General", 1000.1234, 1000.1279), pair("1,000.12340", "1,000.12790"));
        assert_eq!(texts("0%", 0.0812, 0.1234), pair("8.12%", "12.34%"));
        assert_eq!(texts("$#,##0", -4.27, 276.8), pair("-$4", "$277"));
    }
}
