//! Several variables of a result together: scatter plot, fan chart, rank correlations, samples.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use ulam_contracts::problem::Problem;
use ulam_contracts::results::{
    Fan, FanQuery, SampleRow, SamplesFormat, SamplesPage, SamplesQuery, Scatter, ScatterQuery,
    StoreResult, Variable, VariableKind,
};
use ulam_contracts::workbooks::{CellErrorValue, CellValue};
use ulam_formula::value::CellError;
use ulam_platform::access::Caller;
use ulam_platform::http::{ApiError, Json, Path, Query};

use super::pictures::{column, readable_run};
use crate::domain;
use crate::samples::Column;
use crate::{Results, domain::relations};

const SAMPLES_LIMIT_DEFAULT: u32 = 200;
const SAMPLES_LIMIT_MAX: u32 = 10_000;
/// Trials written to a CSV answer at once.
const CSV_ROWS_AT_ONCE: usize = 4_096;

/// An input or output against another, sampled.
#[utoipa::path(
    get, path = "/api/v2/results/{id}/scatter", operation_id = "result_scatter", tag = "results",
    params(("id" = String, Path, description = "The result"), ScatterQuery),
    responses(
        (status = 200, description = "The points", body = Scatter),
        (status = "4XX", description = "Refused", content_type = "application/problem+json", body = Problem),
    ),
)]
pub(super) async fn scatter(
    State(results): State<Results>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<ScatterQuery>,
) -> Result<Json<Scatter>, ApiError> {
    let run = readable_run(&results, &caller, &id).await?;
    let y = domain::variable(&run, query.y.as_deref())?;
    let x = match &query.x {
        Some(named) => domain::variable(&run, Some(named))?,
        None => relations::strongest_driver(&run, y)?,
    };
    let points = relations::point_count(query.points)?;
    let x_column = column(&results, &run, &x.key, query.simulation).await?;
    let y_column = column(&results, &run, &y.key, query.simulation).await?;
    let (x, y) = (x.clone(), y.clone());
    computed(move || relations::scatter(x, y, &x_column, &y_column, points)).await.map(Json)
}

/// Percentiles over a row of outputs.
#[utoipa::path(
    get, path = "/api/v2/results/{id}/fan", operation_id = "result_fan", tag = "results",
    params(("id" = String, Path, description = "The result"), FanQuery),
    responses(
        (status = 200, description = "The fan", body = Fan),
        (status = "4XX", description = "Refused", content_type = "application/problem+json", body = Problem),
    ),
)]
pub(super) async fn fan(
    State(results): State<Results>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<FanQuery>,
) -> Result<Json<Fan>, ApiError> {
    let run = readable_run(&results, &caller, &id).await?;
    let percents = relations::fan_percents(query.percents.as_deref())?;
    let mut points = Vec::new();
    for variable in relations::row_of_outputs(&run, query.outputs.as_deref())? {
        let column = column(&results, &run, &variable.key, query.simulation).await?;
        points.push(relations::fan_point(variable, &column, &percents));
    }
    Ok(Json(relations::fan(percents, points)))
}

/// The samples: pages as JSON, all of them as CSV or Parquet.
#[utoipa::path(
    get, path = "/api/v2/results/{id}/samples", operation_id = "result_samples", tag = "results",
    params(("id" = String, Path, description = "The result"), SamplesQuery),
    responses(
        (status = 200, description = "A page of trials, or a file with all", body = SamplesPage),
        (status = "4XX", description = "Refused", content_type = "application/problem+json", body = Problem),
    ),
)]
pub(super) async fn samples(
    State(results): State<Results>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<SamplesQuery>,
) -> Result<Response, ApiError> {
    let run = readable_run(&results, &caller, &id).await?;
    match query.format.unwrap_or_default() {
        SamplesFormat::Parquet => parquet(&results, &run, &query).await,
        SamplesFormat::Csv => {
            let (variables, columns) = columns_of(&results, &run, &query).await?;
            Ok(csv(&run, variables, columns))
        }
        SamplesFormat::Json => {
            let (variables, columns) = columns_of(&results, &run, &query).await?;
            page(variables, &columns, &query).map(|page| Json(page).into_response())
        }
    }
}

/// The variables that a query names, else all whose samples are kept, with their samples.
async fn columns_of(
    results: &Results,
    run: &StoreResult,
    query: &SamplesQuery,
) -> Result<(Vec<Variable>, Vec<Arc<Column>>), ApiError> {
    let variables: Vec<Variable> = match &query.columns {
        None => {
            let kept = run.variables.iter().filter(|variable| variable.has_samples);
            let (outputs, inputs): (Vec<_>, Vec<_>) =
                kept.cloned().partition(|v| v.kind == VariableKind::Output);
            inputs.into_iter().chain(outputs).collect()
        }
        Some(names) => {
            let named = |name: &str| domain::variable(run, Some(name.trim())).cloned();
            names.split(',').map(named).collect::<Result<_, _>>()?
        }
    };
    let mut columns = Vec::with_capacity(variables.len());
    for variable in &variables {
        columns.push(column(results, run, &variable.key, query.simulation).await?);
    }
    Ok((variables, columns))
}

fn page(
    variables: Vec<Variable>,
    columns: &[Arc<Column>],
    query: &SamplesQuery,
) -> Result<SamplesPage, ApiError> {
    let limit = query.limit.unwrap_or(SAMPLES_LIMIT_DEFAULT);
    if !(1..=SAMPLES_LIMIT_MAX).contains(&limit) {
        return Err(ApiError::invalid(
            "limit",
            format!("{limit} is not from 1 to {SAMPLES_LIMIT_MAX}"),
        ));
    }
    let cursor = query.cursor.as_deref().map(|text| {
        text.parse::<u64>().map_err(|_| ApiError::invalid("cursor", "not a cursor of this list"))
    });
    let first = query.trial.or(cursor.transpose()?).unwrap_or(1).max(1);
    let total = columns.first().map_or(0, |column| column.values.len() as u64);
    let end = first.saturating_add(u64::from(limit)).min(total + 1);
    let row = |trial: u64| {
        let index = usize::try_from(trial - 1).unwrap_or(usize::MAX);
        let value = |column: &Arc<Column>| {
            column.values.get(index).map_or(CellValue::Blank, |value| cell_value(*value))
        };
        SampleRow { trial, values: columns.iter().map(value).collect() }
    };
    Ok(SamplesPage {
        items: (first..end).map(row).collect(),
        next_cursor: (end <= total).then(|| end.to_string()),
        total: Some(total),
        columns: variables,
    })
}

fn cell_value(value: f64) -> CellValue {
    if value.is_nan() {
        CellValue::Error(CellErrorValue { error: CellError::from_nan(value).text().to_string() })
    } else {
        CellValue::Number(value)
    }
}

/// All samples, row by row as they are sent.
fn csv(run: &StoreResult, variables: Vec<Variable>, columns: Vec<Arc<Column>>) -> Response {
    let total = columns.first().map_or(0, |column| column.values.len());
    let mut header = "trial".to_string();
    for variable in &variables {
        header.push(',');
        header.push_str(&quoted(&variable.key));
    }
    header.push_str("\r\n");
    let blocks = (0..total).step_by(CSV_ROWS_AT_ONCE).map(move |first| {
        let mut text = String::new();
        for row in first..(first + CSV_ROWS_AT_ONCE).min(total) {
            text.push_str(&(row + 1).to_string());
            for column in &columns {
                text.push(',');
                match column.values.get(row) {
                    Some(value) if value.is_nan() => {
                        text.push_str(CellError::from_nan(*value).text())
                    }
                    Some(value) => text.push_str(&value.to_string()),
                    None => {}
                }
            }
            text.push_str("\r\n");
        }
        text
    });
    let stream = futures::stream::iter(
        std::iter::once(header).chain(blocks).map(Ok::<String, std::io::Error>),
    );
    file_answer(run, "csv", "text/csv; charset=utf-8", Body::from_stream(stream))
}

/// A field of a CSV file (RFC 4180).
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_string()
    }
}

async fn parquet(
    results: &Results,
    run: &StoreResult,
    query: &SamplesQuery,
) -> Result<Response, ApiError> {
    let samples = domain::samples_of(run, query.simulation)?;
    let stream = results.blobs.get(samples, None).await?;
    Ok(file_answer(run, "parquet", "application/vnd.apache.parquet", Body::from_stream(stream)))
}

/// A file to be saved under the run's name.
fn file_answer(
    run: &StoreResult,
    extension: &str,
    content_type: &'static str,
    body: Body,
) -> Response {
    let plain =
        |sign: char| if sign.is_ascii_alphanumeric() || "-_ .".contains(sign) { sign } else { '_' };
    let name: String = run.name.chars().take(100).map(plain).collect();
    let disposition = format!("attachment; filename=\"{} samples.{extension}\"", name.trim());
    ([(CONTENT_TYPE, content_type.to_string()), (CONTENT_DISPOSITION, disposition)], body)
        .into_response()
}

/// Work that takes a processor, off the threads that answer.
async fn computed<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| ApiError::caused_by(&error))
}
