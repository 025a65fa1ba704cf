//! When an alert rule fires.

use ulam_contracts::notifications::{AlertState, AlertSubject, Comparator};
use ulam_contracts::results::ResultsGenerated;

/// Whether a figure fulfils a rule's condition.
pub fn holds(value: f64, comparator: Comparator, threshold: f64) -> bool {
    match comparator {
        Comparator::Below => value < threshold,
        Comparator::AtMost => value <= threshold,
        Comparator::Above => value > threshold,
        Comparator::AtLeast => value >= threshold,
    }
}

/// The state of a rule that saw a figure.
pub fn state(value: f64, comparator: Comparator, threshold: f64) -> AlertState {
    if holds(value, comparator, threshold) { AlertState::Firing } else { AlertState::Ok }
}

/// Whether somebody is told: the condition holds, and the last alert is long enough ago.
pub fn is_told(
    state: AlertState,
    last_fired_us: Option<i64>,
    cooldown_seconds: f64,
    now_us: i64,
) -> bool {
    let is_over = last_fired_us.is_none_or(|last| (now_us - last) as f64 >= cooldown_seconds * 1e6);
    state == AlertState::Firing && is_over
}

/// Expressions are compared without regard to spaces and case.
fn condensed(expression: &str) -> String {
    expression.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The figure of a result that a rule watches; `None` where the result is another's or lacks it.
pub fn figure(subject: &AlertSubject, result: &ResultsGenerated) -> Option<f64> {
    let AlertSubject::Result { saved_simulation_id, workbook_id, output, statistic } = subject
    else {
        return None;
    };
    let is_of = |wanted: &Option<String>, found: Option<&str>| {
        wanted.is_none() || wanted.as_deref() == found
    };
    if !is_of(saved_simulation_id, result.saved_simulation_id.as_deref())
        || !is_of(workbook_id, Some(&result.workbook_id))
    {
        return None;
    }
    let asked = condensed(statistic);
    if let Some(found) =
        result.probabilities.iter().find(|probability| condensed(&probability.expression) == asked)
    {
        return found.probability;
    }
    let figures = match output {
        Some(name) => {
            let name = condensed(name);
            result.outputs.iter().find(|figures| {
                [&figures.key, &figures.cell, &figures.label]
                    .iter()
                    .any(|known| condensed(known) == name)
            })?
        }
        None => result.outputs.first()?,
    };
    match asked.as_str() {
        "mean" => figures.mean,
        "sd" => figures.sd,
        "median" => figures.percentiles.get(&50).copied().flatten(),
        percentile => {
            let number: u32 = percentile.strip_prefix('p')?.parse().ok()?;
            figures.percentiles.get(&number).copied().flatten()
        }
    }
}

#[cfg(test)]
mod tests {
    use ulam_contracts::results::{OutputFigures, ProbabilityResult};

    use super::*;

    fn result() -> ResultsGenerated {
        ResultsGenerated {
            result_id: "r".into(),
            simulation_id: "s".into(),
            name: "Base".into(),
            workbook_id: "w".into(),
            saved_simulation_id: None,
            trials: 1_000,
            sample_bytes: 0,
            outputs: vec![OutputFigures {
                key: "npv".into(),
                cell: "Model!B20".into(),
                label: "Net present value".into(),
                mean: Some(12.5),
                sd: Some(2.0),
                percentiles: [(5, Some(9.0)), (50, Some(12.0))].into(),
            }],
            probabilities: vec![ProbabilityResult {
                expression: "Model!B20 < 0".into(),
                probability: Some(0.25),
                low: None,
                high: None,
                errors: 0,
            }],
            created_by: "ada".into(),
        }
    }

    fn watched(workbook: &str, output: Option<&str>, statistic: &str) -> Option<f64> {
        let subject = AlertSubject::Result {
            saved_simulation_id: None,
            workbook_id: Some(workbook.into()),
            output: output.map(str::to_string),
            statistic: statistic.into(),
        };
        figure(&subject, &result())
    }

    #[test]
    fn figures_are_found_by_output_and_statistic() {
        assert_eq!(watched("w", Some("model!b20"), "mean"), Some(12.5));
        assert_eq!(watched("w", Some("Net present value"), "P5"), Some(9.0));
        assert_eq!(watched("w", None, "median"), Some(12.0));
        assert_eq!(watched("w", None, "Model!B20<0"), Some(0.25));
        assert_eq!(watched("w", Some("Model!B21"), "mean"), None);
        assert_eq!(watched("w", None, "p99"), None);
        assert_eq!(watched("x", None, "mean"), None);
    }

    #[test]
    fn one_is_told_again_after_the_cooldown() {
        assert_eq!(state(0.25, Comparator::Above, 0.1), AlertState::Firing);
        assert_eq!(state(0.1, Comparator::Above, 0.1), AlertState::Ok);
        assert_eq!(state(0.1, Comparator::AtLeast, 0.1), AlertState::Firing);
        assert!(is_told(AlertState::Firing, None, 3_600.0, 0));
        assert!(!is_told(AlertState::Firing, Some(0), 3_600.0, 3_599_000_000));
        assert!(is_told(AlertState::Firing, Some(0), 3_600.0, 3_600_000_000));
        assert!(!is_told(AlertState::Ok, None, 0.0, 0));
    }
}
