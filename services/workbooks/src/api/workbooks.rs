//! Opening, listing and closing workbooks.

use axum::extract::State;
use http::StatusCode;
use ulam_contracts::files::{FileKind, FileState};
use ulam_contracts::page::Page;
use ulam_contracts::permissions::Permission;
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::sharing::Access;
use ulam_contracts::workbooks::{
    Calculation, ListWorkbooksQuery, OpenWorkbook, Workbook, WorkbookState, WorkbookSummary,
};
use ulam_platform::access::{Caller, Scope};
use ulam_platform::http::{ApiError, Json, Path, Query, Refusals, page_limit};
use ulam_platform::identifier::{new_id, now_us, rfc3339};
use ulam_platform::store::Store;

use crate::Workbooks;
use crate::domain::describe;
use crate::store::{self, name_of, value_of, workbook};

const NAME_CHARACTERS_MAX: usize = 255;
/// Rows looked at for one page: of very many that the caller may not see a page ends early.
const ROUNDS_MAX: usize = 20;

/// Opens an uploaded file as a workbook.
///
/// The same file and version opened again is the same workbook. It is opened in the background: while
/// the state is `opening` ask again, or wait for the event `workbook.opened`.
#[utoipa::path(
    post,
    path = "/api/v2/workbooks",
    tag = "workbooks",
    operation_id = "open_workbook",
    request_body = OpenWorkbook,
    security(("access_token" = ["workbooks:write"])),
    responses(
        (status = 200, description = "It was open already.", body = Workbook),
        (status = 201, description = "It is being opened.", body = Workbook),
        Refusals
    )
)]
pub async fn open_workbook(
    State(workbooks): State<Workbooks>,
    caller: Caller,
    Json(request): Json<OpenWorkbook>,
) -> Result<(StatusCode, Json<Workbook>), ApiError> {
    let scope = caller.may(Permission::WorkbooksWrite)?;
    let file = workbooks.file(&scope, &request.file_id, request.version).await?;
    if file.state == FileState::Quarantined {
        return Err(ProblemKind::UnsafeContent
            .problem("The file is in quarantine and is not opened.")
            .into());
    }
    if matches!(file.kind, FileKind::Json | FileKind::Parquet | FileKind::Text | FileKind::Other) {
        let detail = format!(
            "'{}' is no workbook. Open an .xlsx, .xlsm, .xlsb, .xls, .ods or .csv file.",
            file.reference.file_name
        );
        return Err(ProblemKind::UnsupportedMediaType.problem(detail).into());
    }
    let version =
        i32::try_from(file.reference.version).map_err(|_| ApiError::not_found("version"))?;
    let name = checked_name(request.name, &file.reference.file_name)?;
    if let Some(row) =
        store::of_version(&workbooks.store, &scope, &request.file_id, version).await?
    {
        return Ok((StatusCode::OK, Json(workbooks.described(&scope, &row.id).await?)));
    }
    let id = new_id();
    let row = workbook::Model {
        id: id.clone(),
        tenant_id: scope.tenant_id().to_string(),
        search_text: name.to_lowercase(),
        name,
        file_id: request.file_id.clone(),
        file_version: version,
        kind: name_of(&file.kind),
        bytes: i64::try_from(file.reference.bytes).unwrap_or(i64::MAX),
        sha256: file.reference.sha256,
        state: name_of(&WorkbookState::Opening),
        state_reason: None,
        badge: None,
        sheet_count: 0,
        cell_count: 0,
        formula_count: 0,
        open_seconds: None,
        created_us: now_us(),
        created_by: scope.subject().to_string(),
        simulated_us: 0,
        attempts: 0,
        leased_until_us: 0,
    };
    let is_new = store::insert(&workbooks.store, row).await?;
    let opened = store::of_version(&workbooks.store, &scope, &request.file_id, version).await?;
    let opened = opened.ok_or_else(|| ApiError::not_found("workbook"))?;
    if is_new {
        workbooks.open_soon(opened.id.clone());
    }
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(workbooks.described(&scope, &opened.id).await?)))
}

fn checked_name(wanted: Option<String>, file_name: &str) -> Result<String, ApiError> {
    let name: String = wanted
        .unwrap_or_else(|| file_name.to_string())
        .chars()
        .filter(|c| !c.is_control())
        .collect();
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME_CHARACTERS_MAX {
        return Err(ApiError::invalid(
            "name",
            format!("from 1 to {NAME_CHARACTERS_MAX} characters"),
        ));
    }
    Ok(name.to_string())
}

/// Lists workbooks.
///
/// Those whose files the caller may see, a page at a time.
#[utoipa::path(
    get,
    path = "/api/v2/workbooks",
    tag = "workbooks",
    operation_id = "list_workbooks",
    params(ListWorkbooksQuery),
    security(("access_token" = ["workbooks:read"])),
    responses((status = 200, description = "One page of workbooks.", body = Page<WorkbookSummary>), Refusals)
)]
pub async fn list_workbooks(
    State(workbooks): State<Workbooks>,
    caller: Caller,
    Query(query): Query<ListWorkbooksQuery>,
) -> Result<Json<Page<WorkbookSummary>>, ApiError> {
    let scope = caller.may(Permission::WorkbooksRead)?;
    let limit = usize::try_from(page_limit(query.limit)?).unwrap_or(50);
    let sort = query.sort.unwrap_or_default();
    let mut cursor = query.cursor.clone();
    let mut found: Vec<(workbook::Model, u32)> = Vec::new();
    let mut next_cursor = None;
    for _ in 0..ROUNDS_MAX {
        let batch = limit as u64 + 1;
        let rows = store::list(&workbooks.store, &scope, &query, cursor.as_deref(), batch).await?;
        let is_last = (rows.len() as u64) < batch;
        let accessible = workbooks
            .accessible(&scope, rows.iter().map(|row| row.file_id.clone()).collect())
            .await?;
        cursor = rows.last().map(|row| store::cursor_of(row, sort));
        for row in rows {
            let Some(latest) = accessible.latest_versions.get(&row.file_id) else { continue };
            if found.len() == limit {
                next_cursor = found.last().map(|(row, _)| store::cursor_of(row, sort));
                break;
            }
            found.push((row, *latest));
        }
        if is_last || next_cursor.is_some() {
            break;
        }
        // Unless the next round finds more, the next page goes on after all that was looked at.
        if found.len() == limit {
            next_cursor = found.last().map(|(row, _)| store::cursor_of(row, sort));
            break;
        }
    }
    let names = workbooks
        .names(&scope, found.iter().map(|(row, _)| row.created_by.clone()).collect())
        .await;
    let mut items = Vec::with_capacity(found.len());
    for (row, latest) in found {
        let name = names.get(&row.created_by).cloned();
        items.push(summary(&workbooks.store, row, latest, name)?);
    }
    Ok(Json(Page { items, next_cursor, total: None }))
}

/// Tells of a workbook: sheets, names, tables, counts.
#[utoipa::path(
    get,
    path = "/api/v2/workbooks/{id}",
    tag = "workbooks",
    operation_id = "get_workbook",
    params(("id" = String, Path, description = "The workbook.")),
    security(("access_token" = ["workbooks:read"])),
    responses((status = 200, description = "The workbook.", body = Workbook), Refusals)
)]
pub async fn get_workbook(
    State(workbooks): State<Workbooks>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Workbook>, ApiError> {
    let scope = caller.may(Permission::WorkbooksRead)?;
    Ok(Json(workbooks.described(&scope, &id).await?))
}

/// Closes a workbook. Its file stays, and so do results of its simulations.
#[utoipa::path(
    delete,
    path = "/api/v2/workbooks/{id}",
    tag = "workbooks",
    operation_id = "close_workbook",
    params(("id" = String, Path, description = "The workbook.")),
    security(("access_token" = ["workbooks:write"])),
    responses((status = 204, description = "Closed."), Refusals)
)]
pub async fn close_workbook(
    State(workbooks): State<Workbooks>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    let scope = caller.may(Permission::WorkbooksWrite)?;
    let row = store::of_id(&workbooks.store, &scope, &id).await?;
    let accessible = workbooks.accessible(&scope, vec![row.file_id.clone()]).await?;
    let access = accessible
        .access
        .get(&row.file_id)
        .copied()
        .ok_or_else(|| ApiError::not_found("workbook"))?;
    if access < Access::Manage && row.created_by != scope.subject() {
        let detail = "Only who opened the workbook or manages its file may close it.";
        return Err(ProblemKind::NotAllowed.problem(detail).into());
    }
    store::delete(&workbooks.store, &scope, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl Workbooks {
    async fn described(&self, scope: &Scope, id: &str) -> Result<Workbook, ApiError> {
        let (row, latest) = self.seen(scope, id).await?;
        let mut names = self.names(scope, vec![row.created_by.clone()]).await;
        let name = names.remove(&row.created_by);
        let open_seconds = row.open_seconds;
        if value_of::<WorkbookState>(&row.state)? != WorkbookState::Ready {
            return Ok(Workbook {
                summary: summary(&self.store, row, latest, name)?,
                sheets: Vec::new(),
                names: Vec::new(),
                tables: Vec::new(),
                calculation: Calculation {
                    iterate: false,
                    iterations_max: 100,
                    change_max: 0.001,
                    full_precision: true,
                    is_manual: false,
                },
                date_system: 1900,
                has_macros: false,
                warnings: Vec::new(),
                open_seconds,
            });
        }
        let book = self.book(scope, &row).await?;
        let summary = summary(&self.store, row, latest, name)?;
        self.looked(move || Workbook {
            summary,
            sheets: describe::sheets(&book),
            names: describe::names(&book.workbook),
            tables: describe::tables(&book.workbook),
            calculation: describe::calculation(&book.workbook),
            date_system: describe::date_system(&book.workbook),
            has_macros: book.workbook.has_macros(),
            warnings: describe::warnings(&book.workbook),
            open_seconds,
        })
        .await
    }
}

fn summary(
    store: &Store,
    row: workbook::Model,
    latest: u32,
    created_by_name: Option<String>,
) -> Result<WorkbookSummary, ApiError> {
    let unsigned = |count: i64| u64::try_from(count).unwrap_or(0);
    let badge = store.unsealed_perhaps(row.badge.as_ref())?;
    let file_version = u32::try_from(row.file_version).unwrap_or(0);
    Ok(WorkbookSummary {
        id: row.id,
        name: row.name,
        file_id: row.file_id,
        file_version,
        has_newer_version: latest > file_version,
        kind: value_of(&row.kind)?,
        bytes: unsigned(row.bytes),
        state: value_of(&row.state)?,
        state_reason: store.unsealed_perhaps(row.state_reason.as_ref())?,
        base_case: badge.map(|badge| serde_json::from_str(&badge)).transpose()?,
        sheet_count: u32::try_from(row.sheet_count).unwrap_or(0),
        cell_count: unsigned(row.cell_count),
        formula_count: unsigned(row.formula_count),
        created_at: rfc3339(row.created_us),
        created_by: row.created_by,
        created_by_name,
        last_simulated_at: (row.simulated_us > 0).then(|| rfc3339(row.simulated_us)),
    })
}
