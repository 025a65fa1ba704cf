//! The distribution library: catalogue, preview, fitting.

use axum::extract::State;
use ulam_contracts::permissions::Permission;
use ulam_contracts::results::SamplesPage;
use ulam_contracts::simulations::{
    DistributionCatalogue, DistributionPreview, DistributionsQuery, FitData, FitReport, FitRequest,
    PreviewDistribution,
};
use ulam_contracts::workbooks::CellValue;
use ulam_engine::{Book, Value};
use ulam_formula::address::CellAddress;
use ulam_formula::context::Context;
use ulam_platform::access::{Caller, Scope};
use ulam_platform::http::{ApiError, Json, Query, Refusals};
use ulam_platform::identifier::is_id;
use ulam_simulation::spec::locate_area;
use ulam_workbook::Workbook;

use crate::domain::fitting::{self, Column, VALUES_MAX};
use crate::domain::{catalogue, preview};
use crate::service::Simulations;

/// Values of samples fetched at a time.
const SAMPLES_AT_ONCE: usize = 10_000;
/// Cells of a range that are looked at, at most.
const CELLS_MAX: u64 = 5_000_000;

/// The distribution library: parameters, limits, formulas, examples.
#[utoipa::path(
    get, path = "/api/v2/distributions", operation_id = "list_distributions", tag = "simulations",
    params(DistributionsQuery),
    responses((status = 200, description = "The catalogue.", body = DistributionCatalogue), Refusals)
)]
pub async fn list_distributions(
    caller: Caller,
    Query(query): Query<DistributionsQuery>,
) -> Result<Json<DistributionCatalogue>, ApiError> {
    caller.may(Permission::SimulationsRead)?;
    if let Some(group) = &query.group
        && !catalogue::has_group(group)
    {
        return Err(ApiError::invalid("group", format!("there is no group '{group}'")));
    }
    Ok(Json(catalogue::catalogue(query.q.as_deref(), query.group.as_deref())))
}

/// Density, cumulative curve and quantiles of one distribution.
#[utoipa::path(
    post, path = "/api/v2/distributions/preview", operation_id = "preview_distribution", tag = "simulations",
    request_body = PreviewDistribution,
    responses((status = 200, description = "The distribution in pictures and numbers.", body = DistributionPreview), Refusals)
)]
pub async fn preview_distribution(
    State(simulations): State<Simulations>,
    caller: Caller,
    Json(request): Json<PreviewDistribution>,
) -> Result<Json<DistributionPreview>, ApiError> {
    let scope = caller.may(Permission::SimulationsRead)?;
    let book = match &request.workbook_id {
        Some(id) => {
            let workbooks = &simulations.inner().workbooks;
            let workbook = workbooks.reference(&scope, id).await?;
            Some(workbooks.open(&scope, &workbook.file).await?)
        }
        None => None,
    };
    let shown = simulations.computed(move || {
        preview::preview(book.as_deref(), &request).map_err(ApiError::invalid_fields)
    });
    Ok(Json(shown.await?))
}

/// Rank distributions fitted to data.
#[utoipa::path(
    post, path = "/api/v2/distributions/fit", operation_id = "fit_distributions", tag = "simulations",
    request_body = FitRequest,
    responses((status = 200, description = "The fits, best first.", body = FitReport), Refusals)
)]
pub async fn fit_distributions(
    State(simulations): State<Simulations>,
    caller: Caller,
    Json(request): Json<FitRequest>,
) -> Result<Json<FitReport>, ApiError> {
    let scope = caller.may(Permission::SimulationsRead)?;
    let column = column(&simulations, &caller, &scope, &request.data).await?;
    let fitted = simulations
        .computed(move || fitting::report(column, &request).map_err(ApiError::invalid_fields));
    Ok(Json(fitted.await?))
}

/// The numbers that data names.
pub async fn column(
    simulations: &Simulations,
    caller: &Caller,
    scope: &Scope,
    data: &FitData,
) -> Result<Column, ApiError> {
    match data {
        FitData::Values { values } => Ok(Column {
            file: None,
            name: "values".to_string(),
            values: values.clone(),
            notes: Vec::new(),
        }),
        FitData::Range { workbook_id, range } => {
            let workbooks = &simulations.inner().workbooks;
            let workbook = workbooks.reference(scope, workbook_id).await?;
            let book = workbooks.open(scope, &workbook.file).await?;
            let range = range.clone();
            let read = simulations.computed(move || of_range(&book, &range));
            Ok(Column { file: Some(workbook.name), ..read.await? })
        }
        FitData::File { file_id, column } => {
            if !is_id(file_id) {
                return Err(ApiError::not_found("file"));
            }
            caller.may(Permission::FilesRead)?;
            // As the caller, who may not see every file of the organisation.
            let context = &simulations.inner().context;
            let files = context.mesh.client("files").on_behalf_of(caller.principal());
            let _: serde_json::Value = files.get(&format!("/api/v2/files/{file_id}")).await?;
            let path = format!("/internal/files/{file_id}?tenant_id={}", scope.tenant_id());
            let files = context.mesh.client("files").as_service(context.name);
            let file: ulam_contracts::files::InternalFile = files.get(&path).await?;
            let book = simulations.inner().workbooks.open(scope, &file.reference).await?;
            let column = column.clone();
            let read = simulations.computed(move || of_file(&book, column.as_deref()));
            Ok(Column { file: Some(file.reference.file_name), ..read.await? })
        }
        FitData::Samples { result_id, variable } => {
            caller.may(Permission::ResultsRead)?;
            of_samples(simulations, caller, result_id, variable).await
        }
    }
}

fn numbers_of(values: impl Iterator<Item = Value>, name: String) -> Result<Column, ApiError> {
    let mut left_out = 0_u64;
    let mut numbers = Vec::new();
    for value in values {
        match value {
            Value::Number(number) if number.is_finite() => numbers.push(number),
            Value::Blank => {}
            _ => left_out += 1,
        }
        if numbers.len() > VALUES_MAX {
            return Err(ApiError::invalid("data", format!("more than {VALUES_MAX} numbers")));
        }
    }
    let notes = match left_out {
        0 => Vec::new(),
        1 => vec!["1 cell that is no number was left out".to_string()],
        count => vec![format!("{count} cells that are no numbers were left out")],
    };
    Ok(Column { file: None, name, values: numbers, notes })
}

/// The numbers of a range; whole columns count as far as they are used.
fn of_range(book: &Book, range: &str) -> Result<Column, ApiError> {
    let workbook = book.workbook();
    let area = locate_area(workbook, range)
        .map_err(|error| ApiError::invalid("data.range", error.to_string()))?;
    let last_used = workbook.used(area.sheet).map_or(0, |(row, _)| row);
    let last_row = area.last_row.min(last_used);
    let rows = u64::from(last_row.saturating_sub(area.first_row)) + 1;
    if rows * area.columns() as u64 > CELLS_MAX {
        return Err(ApiError::invalid("data.range", format!("more than {CELLS_MAX} cells")));
    }
    let columns = u32::from(area.first_column)..=u32::from(area.last_column);
    let cells = columns.flat_map(|column| {
        (area.first_row..=last_row).map(move |row| CellAddress { sheet: area.sheet, row, column })
    });
    numbers_of(cells.map(|cell| scalar(workbook, cell)), range.to_string())
}

fn scalar(workbook: &Workbook, cell: CellAddress) -> Value {
    match Context::cell(workbook, cell) {
        Value::Array(array) => array.get(0, 0).clone(),
        value => value,
    }
}

/// A column of a table on the first sheet, by its name in the first row or its number from 1; the only
/// one with numbers if none is named.
fn of_file(book: &Book, wanted: Option<&str>) -> Result<Column, ApiError> {
    let workbook = book.workbook();
    let wrong = |message: String| ApiError::invalid("data.column", message);
    let (last_row, last_column) =
        workbook.used(0).ok_or_else(|| wrong("the file is empty".to_string()))?;
    if u64::from(last_row) * u64::from(last_column + 1) > CELLS_MAX {
        return Err(wrong(format!("the table has more than {CELLS_MAX} cells")));
    }
    let at = |row: u32, column: u32| scalar(workbook, CellAddress { sheet: 0, row, column });
    let header = |column: u32| match at(0, column) {
        Value::Text(text) => Some(text.trim().to_string()),
        _ => None,
    };
    let has_numbers =
        |column: u32| (0..=last_row).any(|row| matches!(at(row, column), Value::Number(_)));
    let names = || {
        let named: Vec<String> = (0..=last_column).take(20).filter_map(header).collect();
        format!("the columns are {}", named.join(", "))
    };
    let chosen = match wanted.map(str::trim) {
        Some(name) => {
            let is_named = |column: &u32| {
                header(*column).is_some_and(|known| known.eq_ignore_ascii_case(name))
            };
            let by_number = name.parse::<u32>().ok().and_then(|number| number.checked_sub(1));
            let by_number = by_number.filter(|column| *column <= last_column);
            let found = (0..=last_column).find(is_named).or(by_number);
            found.ok_or_else(|| wrong(format!("there is no column '{name}'; {}", names())))?
        }
        None => {
            let with_numbers: Vec<u32> =
                (0..=last_column).filter(|column| has_numbers(*column)).collect();
            match with_numbers.as_slice() {
                [only] => *only,
                [] => return Err(wrong("no column has numbers".to_string())),
                _ => return Err(wrong(format!("name one of the columns; {}", names()))),
            }
        }
    };
    let first_row = u32::from(header(chosen).is_some());
    let name = header(chosen).unwrap_or_else(|| (chosen + 1).to_string());
    numbers_of((first_row..=last_row).map(|row| at(row, chosen)), name)
}

/// The samples of a result's output or input, as the caller may see them.
async fn of_samples(
    simulations: &Simulations,
    caller: &Caller,
    result_id: &str,
    variable: &str,
) -> Result<Column, ApiError> {
    if !is_id(result_id) {
        return Err(ApiError::not_found("result"));
    }
    let results = simulations.inner().context.mesh.client("results");
    let results = results.on_behalf_of(caller.principal());
    let name: String = form_urlencoded(variable);
    let mut values = Vec::new();
    let mut trial = 1;
    loop {
        let path = format!(
            "/api/v2/results/{result_id}/samples?columns={name}&trial={trial}&limit={SAMPLES_AT_ONCE}"
        );
        let page: SamplesPage = results.get(&path).await?;
        let rows = page.items.len();
        for row in page.items {
            if let Some(CellValue::Number(number)) = row.values.first() {
                values.push(*number);
            }
        }
        trial += rows as u64;
        if rows == 0 || page.next_cursor.is_none() {
            break;
        }
        if values.len() >= VALUES_MAX {
            values.truncate(VALUES_MAX);
            break;
        }
    }
    Ok(Column { file: None, name: variable.to_string(), values, notes: Vec::new() })
}

/// A text as part of a query.
fn form_urlencoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                encoded.push(char::from(byte))
            }
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
