//! Several variables of a result together: scatter plot, fan chart, rank correlations, samples.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use parquet::errors::ParquetError;
use tokio::sync::mpsc;
use ulam_contracts::permissions::Permission;
use ulam_contracts::problem::Problem;
use ulam_contracts::results::{
    Fan, FanQuery, SampleRow, SamplesFormat, SamplesPage, SamplesQuery, Scatter, ScatterQuery,
    StoreResult, Variable,
};
use ulam_contracts::workbooks::{CellErrorValue, CellValue};
use ulam_formula::value::CellError;
use ulam_platform::access::Caller;
use ulam_platform::http::{ApiError, Json, Path, Query};

use super::files::{attachment, file_name};
use super::pictures::{column, readable_run};
use crate::domain::{self, relations};
use crate::exports::{check_width, exported};
use crate::samples::{Chunks, Column, Rows};
use crate::{Results, csv};

const SAMPLES_LIMIT_DEFAULT: u32 = 200;
const SAMPLES_LIMIT_MAX: u32 = 10_000;
/// Batches of a CSV answer that are read before they are sent.
const CSV_BATCHES_AHEAD: usize = 4;

/// An input or output against another, sampled.
#[utoipa::path(
    get, path = "/api/v2/results/{id}/scatter", operation_id = "result_scatter", tag = "results",
    params(("id" = String, Path, description = "The result"), ScatterQuery),
    security(("access_token" = ["results:read"])),
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
    results.computed(move || relations::scatter(x, y, &x_column, &y_column, points)).await.map(Json)
}

/// Percentiles over a row of outputs.
#[utoipa::path(
    get, path = "/api/v2/results/{id}/fan", operation_id = "result_fan", tag = "results",
    params(("id" = String, Path, description = "The result"), FanQuery),
    security(("access_token" = ["results:read"])),
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
    security(("access_token" = ["results:read"])),
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
    let format = query.format.unwrap_or_default();
    if format != SamplesFormat::Json {
        // To look at some is one thing, to take all of them along another.
        caller.may(Permission::ResultsExport)?;
    }
    match format {
        SamplesFormat::Parquet => parquet(&results, &run, &query).await,
        SamplesFormat::Csv => csv(&results, &run, &query),
        SamplesFormat::Json => {
            let variables = variables_of(&run, query.columns.as_deref())?;
            let mut columns = Vec::with_capacity(variables.len());
            for variable in &variables {
                columns.push(column(&results, &run, &variable.key, query.simulation).await?);
            }
            page(variables, &columns, &query).map(|page| Json(page).into_response())
        }
    }
}

/// The variables that a query names, else all whose samples are kept.
fn variables_of(run: &StoreResult, named: Option<&str>) -> Result<Vec<Variable>, ApiError> {
    match named {
        None => Ok(exported(run, None)),
        Some(names) => {
            let named = |name: &str| domain::variable(run, Some(name.trim())).cloned();
            names.split(',').map(named).collect()
        }
    }
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

/// All samples, row by row as they are sent: a batch is read while the one before it is on its way.
fn csv(results: &Results, run: &StoreResult, query: &SamplesQuery) -> Result<Response, ApiError> {
    let samples = domain::samples_of(run, query.simulation)?;
    let variables = variables_of(run, query.columns.as_deref())?;
    check_width(variables.len(), run.outcome.trials)?;
    let chunks = Chunks::new(&results.blobs, samples);
    let (sender, receiver) = mpsc::channel(CSV_BATCHES_AHEAD);
    tokio::task::spawn_blocking(move || {
        if let Err(error) = send_csv(chunks, &variables, &sender) {
            tracing::warn!(%error, "samples can't be read to the end");
            // Breaks the answer off; who went away needs none.
            let _ = sender.blocking_send(Err(std::io::Error::other(error)));
        }
    });
    let stream = futures::stream::unfold(receiver, |mut receiver| async move {
        receiver.recv().await.map(|piece| (piece, receiver))
    });
    Ok(file_answer(run, "csv", "text/csv; charset=utf-8", Body::from_stream(stream)))
}

type Piece = Result<String, std::io::Error>;

fn send_csv(
    chunks: Chunks,
    variables: &[Variable],
    sender: &mpsc::Sender<Piece>,
) -> Result<(), ParquetError> {
    let names: Vec<String> = variables.iter().map(|variable| variable.key.clone()).collect();
    let mut rows = Rows::open(chunks, &names)?;
    let mut piece = csv::header(variables);
    let mut trial = 1;
    while sender.blocking_send(Ok(piece)).is_ok() {
        let Some(batch) = rows.next()? else { break };
        piece = csv::rows(trial, &batch);
        trial += batch.first().map_or(0, Vec::len) as u64;
    }
    Ok(())
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
    let name = file_name(&format!("{} samples", run.name), extension);
    ([(CONTENT_TYPE, content_type.to_string()), (CONTENT_DISPOSITION, attachment(&name))], body)
        .into_response()
}
