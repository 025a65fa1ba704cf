//! Calculating.

use axum::extract::State;
use ulam_contracts::permissions::Permission;
use ulam_contracts::workbooks::{CalculateRequest, CalculateResponse};
use ulam_platform::access::Caller;
use ulam_platform::http::{ApiError, Json, Path, Refusals};

use super::wrong;
use crate::Workbooks;
use crate::domain::calculate;

/// Computes cells after setting others. The workbook itself stays as it is.
#[utoipa::path(
    post,
    path = "/api/v2/workbooks/{id}/calculate",
    tag = "workbooks",
    operation_id = "calculate_workbook",
    params(("id" = String, Path, description = "The workbook.")),
    request_body = CalculateRequest,
    responses((status = 200, description = "The values.", body = CalculateResponse), Refusals)
)]
pub async fn calculate(
    State(workbooks): State<Workbooks>,
    caller: Caller,
    Path(id): Path<String>,
    Json(request): Json<CalculateRequest>,
) -> Result<Json<CalculateResponse>, ApiError> {
    let scope = caller.may(Permission::WorkbooksRead)?;
    let book = workbooks.book_of(&scope, &id).await?;
    let values = workbooks.computed(move || calculate::calculate(&book, &request)).await?;
    Ok(Json(values.map_err(wrong)?))
}
