//! Checking a spec without running it.

use axum::extract::State;
use ulam_contracts::permissions::Permission;
use ulam_contracts::simulations::{ValidateSimulation, ValidationReport};
use ulam_platform::access::Caller;
use ulam_platform::http::{ApiError, Json, Refusals};

use crate::domain::report;
use crate::service::Simulations;

/// Longest spec file, in bytes.
const YAML_BYTES_MAX: usize = 8 << 20;

/// Check a spec without running it.
#[utoipa::path(
    post, path = "/api/v2/simulations/validate", operation_id = "validate_simulation", tag = "simulations",
    request_body = ValidateSimulation,
    responses((status = 200, description = "Whether it can be run, and what it comes to.", body = ValidationReport), Refusals)
)]
pub async fn validate_simulation(
    State(simulations): State<Simulations>,
    caller: Caller,
    Json(request): Json<ValidateSimulation>,
) -> Result<Json<ValidationReport>, ApiError> {
    let scope = caller.may(Permission::SimulationsRead)?;
    if request.spec.is_some() && request.yaml.is_some() {
        return Err(ApiError::invalid("yaml", "give either spec or yaml, not both"));
    }
    if request.yaml.as_ref().is_some_and(|text| text.len() > YAML_BYTES_MAX) {
        return Err(ApiError::invalid("yaml", format!("longer than {YAML_BYTES_MAX} bytes")));
    }
    let workbooks = &simulations.inner().workbooks;
    let workbook = workbooks.reference(&scope, &request.workbook_id).await?;
    let book = workbooks.open(&scope, &workbook.file).await?;
    let trials_max = simulations.settings().trials_max;
    let report = simulations.computed(move || {
        let yaml = request.yaml.as_deref();
        Ok(report::report(&book, request.spec, yaml, &request.settings, trials_max))
    });
    Ok(Json(report.await?))
}
