//! Formulas by themselves.

use axum::extract::State;
use ulam_contracts::permissions::Permission;
use ulam_contracts::workbooks::{
    EvaluateRequest, EvaluateResponse, FunctionReference, FunctionsQuery, ValidateFormulaRequest,
    ValidateFormulaResponse,
};
use ulam_platform::access::Caller;
use ulam_platform::http::{ApiError, Json, Query, Refusals};

use super::wrong;
use crate::Workbooks;
use crate::domain::{formula, functions};

/// Gives the function reference.
#[utoipa::path(
    get,
    path = "/api/v2/formulas/functions",
    tag = "workbooks",
    operation_id = "list_functions",
    params(FunctionsQuery),
    responses((status = 200, description = "The functions.", body = FunctionReference), Refusals)
)]
pub async fn list_functions(
    caller: Caller,
    Query(query): Query<FunctionsQuery>,
) -> Result<Json<FunctionReference>, ApiError> {
    caller.may(Permission::WorkbooksRead)?;
    Ok(Json(functions::reference(&query)))
}

/// Evaluates a formula.
#[utoipa::path(
    post,
    path = "/api/v2/formulas/evaluate",
    tag = "workbooks",
    operation_id = "evaluate_formula",
    request_body = EvaluateRequest,
    responses((status = 200, description = "Its value.", body = EvaluateResponse), Refusals)
)]
pub async fn evaluate_formula(
    State(workbooks): State<Workbooks>,
    caller: Caller,
    Json(request): Json<EvaluateRequest>,
) -> Result<Json<EvaluateResponse>, ApiError> {
    let scope = caller.may(Permission::WorkbooksRead)?;
    let book = match &request.workbook_id {
        Some(id) => Some(workbooks.book_of(&scope, id).await?),
        None => None,
    };
    let value = workbooks.computed(move || formula::evaluate(book.as_deref(), &request)).await?;
    Ok(Json(value.map_err(wrong)?))
}

/// Parses a formula and reports errors with their position.
#[utoipa::path(
    post,
    path = "/api/v2/formulas/validate",
    tag = "workbooks",
    operation_id = "validate_formula",
    request_body = ValidateFormulaRequest,
    responses((status = 200, description = "Whether it can be read, and what it names.", body = ValidateFormulaResponse), Refusals)
)]
pub async fn validate_formula(
    State(workbooks): State<Workbooks>,
    caller: Caller,
    Json(request): Json<ValidateFormulaRequest>,
) -> Result<Json<ValidateFormulaResponse>, ApiError> {
    let scope = caller.may(Permission::WorkbooksRead)?;
    let book = match &request.workbook_id {
        Some(id) => Some(workbooks.book_of(&scope, id).await?),
        None => None,
    };
    let found = workbooks.computed(move || formula::validate(book.as_deref(), &request)).await?;
    Ok(Json(found.map_err(wrong)?))
}
