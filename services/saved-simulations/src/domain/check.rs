//! What a request may say.

use ulam_contracts::problem::FieldError;
use ulam_contracts::simulations::{RunSettings, SEED_MAX, SimulationSpec};
use ulam_platform::http::ApiError;

const NAME_MAX: usize = 200;
const DESCRIPTION_MAX: usize = 5_000;
const MESSAGE_MAX: usize = 1_000;
const COMMENT_MAX: usize = 5_000;
const CELL_MAX: usize = 300;
const TAGS_MAX: usize = 20;
const TAG_MAX: usize = 50;
const INPUTS_MAX: usize = 10_000;
const OUTPUTS_MAX: usize = 1_000;
/// Most correlations, and most conditions.
const PAIRS_MAX: usize = 10_000;
const STOP_RULES_MAX: usize = 100;
const STEPPED_MAX: usize = 1_000;

fn required(field: &str, text: &str, max: usize) -> Result<String, ApiError> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > max {
        return Err(ApiError::invalid(field, format!("give 1 to {max} characters")));
    }
    Ok(text.to_string())
}

/// A text that may be left out; an empty one counts as left out.
fn optional(field: &str, text: Option<&str>, max: usize) -> Result<Option<String>, ApiError> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => required(field, text, max).map(Some),
    }
}

/// A name without white space around it.
///
/// # Errors
/// 422 for an empty or too long one.
pub(crate) fn checked_name(name: &str) -> Result<String, ApiError> {
    required("name", name, NAME_MAX)
}

/// A description; none if it is empty.
///
/// # Errors
/// 422 for a too long one.
pub(crate) fn checked_description(text: Option<&str>) -> Result<Option<String>, ApiError> {
    optional("description", text, DESCRIPTION_MAX)
}

/// What changed in a version.
///
/// # Errors
/// 422 for a too long one.
pub(crate) fn checked_message(text: Option<&str>) -> Result<Option<String>, ApiError> {
    optional("message", text, MESSAGE_MAX)
}

/// A comment's text.
///
/// # Errors
/// 422 for an empty or too long one.
pub(crate) fn checked_comment(text: &str) -> Result<String, ApiError> {
    required("text", text, COMMENT_MAX)
}

/// The cell that a comment is about.
///
/// # Errors
/// 422 for a too long one.
pub(crate) fn checked_cell(cell: Option<&str>) -> Result<Option<String>, ApiError> {
    optional("cell", cell, CELL_MAX)
}

/// Labels, each once.
///
/// # Errors
/// 422 for too many, empty or too long ones.
pub(crate) fn checked_tags(tags: &[String]) -> Result<Vec<String>, ApiError> {
    if tags.len() > TAGS_MAX {
        let message = format!("{} are too many; at most {TAGS_MAX}", tags.len());
        return Err(ApiError::invalid("tags", message));
    }
    let mut checked = Vec::with_capacity(tags.len());
    for (index, tag) in tags.iter().enumerate() {
        let tag = required(&format!("tags[{index}]"), tag, TAG_MAX)?;
        if !checked.contains(&tag) {
            checked.push(tag);
        }
    }
    Ok(checked)
}

/// Whether a spec is of a form and size that can be kept. A template may be unfinished: whether it
/// fits its workbook is checked when it is run.
///
/// # Errors
/// 422.
pub(crate) fn checked_spec(spec: &SimulationSpec, settings: &RunSettings) -> Result<(), ApiError> {
    let lengths = [
        ("spec.inputs", spec.inputs.len(), INPUTS_MAX),
        ("spec.outputs", spec.outputs.len(), OUTPUTS_MAX),
        ("spec.correlations", spec.correlations.len(), PAIRS_MAX),
        ("spec.copulas", spec.copulas.len(), OUTPUTS_MAX),
        ("spec.probabilities", spec.probabilities.len(), PAIRS_MAX),
        ("settings.stop_when", settings.stop_when.len(), STOP_RULES_MAX),
        ("settings.simulate_over", settings.simulate_over.len(), STEPPED_MAX),
    ];
    let mut errors = Vec::new();
    let mut wrong = |field: &str, message: String| {
        errors.push(FieldError { field: field.to_string(), message })
    };
    for (field, length, max) in lengths {
        if length > max {
            wrong(field, format!("{length} are too many; at most {max}"));
        }
    }
    if spec.trials == Some(0) {
        wrong("spec.trials", "at least 1".to_string());
    }
    if spec.seed.is_some_and(|seed| seed > SEED_MAX) {
        wrong("spec.seed", format!("at most {SEED_MAX}"));
    }
    for (index, correlation) in spec.correlations.iter().enumerate() {
        if !(-1.0..=1.0).contains(&correlation.2) {
            let message = format!("rho is {}, and must be from -1 to 1", correlation.2);
            wrong(&format!("spec.correlations[{index}]"), message);
            break;
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(ApiError::invalid_fields(errors)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_trimmed_and_bounded() {
        assert_eq!(checked_name("  Cautious case ").unwrap(), "Cautious case");
        assert_eq!(checked_name(" \n").unwrap_err().status(), 422);
        assert!(checked_name(&"ä".repeat(200)).is_ok());
        assert!(checked_name(&"ä".repeat(201)).is_err());
        assert_eq!(checked_description(Some("  ")).unwrap(), None);
        let tags = ["risk", " risk ", "2027"].map(str::to_string);
        assert_eq!(checked_tags(&tags).unwrap(), ["risk", "2027"]);
        assert!(checked_tags(&vec!["a".to_string(); 21]).is_err());
    }

    #[test]
    fn every_field_at_fault_is_named() {
        let spec = SimulationSpec {
            trials: Some(0),
            seed: Some(SEED_MAX + 1),
            ..SimulationSpec::default()
        };
        let error = checked_spec(&spec, &RunSettings::default()).unwrap_err();
        let fields: Vec<&str> =
            error.problem().errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["spec.trials", "spec.seed"]);
    }
}
