//! The difference of two specs as spec files.

use std::time::Duration;

use similar::TextDiff;
use ulam_contracts::simulations::SimulationSpec;
use ulam_engine::Spec;
use ulam_platform::http::ApiError;

/// After so long a difference is told as it is known by then: it is right, but longer than need be.
const TIME_MAX: Duration = Duration::from_secs(1);

fn spec_file(spec: &SimulationSpec) -> Result<String, ApiError> {
    let spec: Spec = serde_json::from_value(serde_json::to_value(spec)?)?;
    spec.to_yaml().map_err(ApiError::internal)
}

/// A unified diff of two specs as spec files; empty if they are the same. It may take a second.
///
/// # Errors
/// A spec that can't be written as a file.
pub(crate) fn unified_difference(
    (from, before): (u32, &SimulationSpec),
    (to, after): (u32, &SimulationSpec),
) -> Result<String, ApiError> {
    let (before, after) = (spec_file(before)?, spec_file(after)?);
    let difference = TextDiff::configure().timeout(TIME_MAX).diff_lines(&before, &after);
    let headers = (format!("version {from}"), format!("version {to}"));
    Ok(difference.unified_diff().header(&headers.0, &headers.1).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_number_of_trials_is_one_line_each_way() {
        let spec = |trials| SimulationSpec { trials: Some(trials), ..SimulationSpec::default() };
        let difference = unified_difference((1, &spec(1_000)), (2, &spec(2_000))).unwrap();
        assert!(difference.starts_with("--- version 1\n+++ version 2\n@@"), "{difference}");
        assert!(difference.contains("\n-trials: 1000\n+trials: 2000\n"), "{difference}");
        assert_eq!(unified_difference((1, &spec(5)), (2, &spec(5))).unwrap(), "");
    }
}
