//! Looking at a workbook: cells, check, dependencies, suggestions, export.

use axum::extract::State;
use ulam_contracts::permissions::Permission;
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::workbooks::{
    CellWindow, CellsQuery, CheckQuery, CheckReport, Dependencies, DependenciesQuery, Suggestions,
    WorkbookExport,
};
use ulam_platform::access::Caller;
use ulam_platform::http::{ApiError, Json, Path, Query, Refusals};

use crate::Workbooks;
use crate::domain::{cells, check, dependencies, export, suggest};

const CHECK_ITEMS_DEFAULT: u32 = 1_000;

/// Gives a window of cells: value, formula, format.
#[utoipa::path(
    get,
    path = "/api/v2/workbooks/{id}/sheets/{sheet}/cells",
    tag = "workbooks",
    operation_id = "get_cells",
    params(
        ("id" = String, Path, description = "The workbook."),
        ("sheet" = String, Path, description = "The sheet's name, percent-encoded."),
        CellsQuery
    ),
    responses((status = 200, description = "The cells.", body = CellWindow), Refusals)
)]
pub async fn get_cells(
    State(workbooks): State<Workbooks>,
    caller: Caller,
    Path((id, sheet)): Path<(String, String)>,
    Query(query): Query<CellsQuery>,
) -> Result<Json<CellWindow>, ApiError> {
    let scope = caller.may(Permission::WorkbooksRead)?;
    let book = workbooks.book_of(&scope, &id).await?;
    let number = book.workbook.sheet_named(&sheet).ok_or_else(|| ApiError::not_found("sheet"))?;
    let make = move || {
        let (formulas, styles) = (query.formulas.unwrap_or(true), query.styles.unwrap_or(true));
        cells::window(&book, number, query.range.as_deref(), formulas, styles)
    };
    let window = workbooks.looked(make).await?;
    Ok(Json(window.map_err(|why| ApiError::invalid("range", why))?))
}

/// Checks a workbook: does Ulam compute what Excel computed, and what would a reviewer point out?
#[utoipa::path(
    get,
    path = "/api/v2/workbooks/{id}/check",
    tag = "workbooks",
    operation_id = "check_workbook",
    params(("id" = String, Path, description = "The workbook."), CheckQuery),
    responses((status = 200, description = "The report.", body = CheckReport), Refusals)
)]
pub async fn check_workbook(
    State(workbooks): State<Workbooks>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<CheckQuery>,
) -> Result<Json<CheckReport>, ApiError> {
    let scope = caller.may(Permission::WorkbooksRead)?;
    let items_max = query.items_max.unwrap_or(CHECK_ITEMS_DEFAULT) as usize;
    if items_max > check::ITEMS_MAX {
        return Err(ApiError::invalid(
            "items_max",
            format!("{items_max} is not from 0 to {}", check::ITEMS_MAX),
        ));
    }
    let row = workbooks.ready(&scope, &id).await?;
    let book = workbooks.book(&scope, &row).await?;
    let mut report = workbooks.computed(move || check::cut(book.check(), items_max)).await?;
    report.workbook_id = row.id;
    report.workbook = row.name;
    Ok(Json(report))
}

/// Tells what a cell reads and what reads it.
#[utoipa::path(
    get,
    path = "/api/v2/workbooks/{id}/dependencies",
    tag = "workbooks",
    operation_id = "get_dependencies",
    params(("id" = String, Path, description = "The workbook."), DependenciesQuery),
    responses((status = 200, description = "Precedents and dependents.", body = Dependencies), Refusals)
)]
pub async fn get_dependencies(
    State(workbooks): State<Workbooks>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<DependenciesQuery>,
) -> Result<Json<Dependencies>, ApiError> {
    let scope = caller.may(Permission::WorkbooksRead)?;
    let (depth, cells_max) = dependencies::limits(&query)
        .map_err(|(field, message)| ApiError::invalid(field, message))?;
    let book = workbooks.book_of(&scope, &id).await?;
    let cell = book
        .workbook
        .locate(&query.cell)
        .map_err(|error| ApiError::invalid("cell", error.to_string()))?;
    let direction = query.direction.unwrap_or_default();
    let find = move || dependencies::dependencies(&book, cell, direction, depth, cells_max);
    Ok(Json(workbooks.computed(find).await?))
}

/// Suggests inputs and outputs.
#[utoipa::path(
    get,
    path = "/api/v2/workbooks/{id}/suggestions",
    tag = "workbooks",
    operation_id = "get_suggestions",
    params(("id" = String, Path, description = "The workbook.")),
    responses((status = 200, description = "Likely inputs and outputs.", body = Suggestions), Refusals)
)]
pub async fn get_suggestions(
    State(workbooks): State<Workbooks>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Suggestions>, ApiError> {
    let scope = caller.may(Permission::WorkbooksRead)?;
    let book = workbooks.book_of(&scope, &id).await?;
    Ok(Json(workbooks.computed(move || suggest::suggestions(&book)).await?))
}

/// Exports a workbook as JSON.
#[utoipa::path(
    get,
    path = "/api/v2/workbooks/{id}/export",
    tag = "workbooks",
    operation_id = "export_workbook",
    params(("id" = String, Path, description = "The workbook.")),
    responses((status = 200, description = "What its cells hold.", body = WorkbookExport), Refusals)
)]
pub async fn export_workbook(
    State(workbooks): State<Workbooks>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<WorkbookExport>, ApiError> {
    let scope = caller.may(Permission::WorkbooksRead)?;
    let row = workbooks.ready(&scope, &id).await?;
    let book = workbooks.book(&scope, &row).await?;
    if book.cell_count() > export::CELLS_MAX {
        let detail = format!(
            "The workbook has {} cells; {} can be exported at once. Ask for windows of cells.",
            book.cell_count(),
            export::CELLS_MAX
        );
        return Err(ProblemKind::TooLarge.problem(detail).into());
    }
    Ok(Json(workbooks.computed(move || export::export(&book, &row.name)).await?))
}
