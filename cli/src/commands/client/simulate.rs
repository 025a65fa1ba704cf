//! `ulam client simulate`: a run on the server, told and shown as a local one.

use std::path::Path;

use clap::Args;
use reqwest::Method;
use reqwest::multipart::Form;
use serde_json::{Value, json};
use ulam_contracts::files::FileInfo;
use ulam_contracts::page::Page;
use ulam_contracts::simulations::{Simulation, SimulationState, SimulationStatus};
use ulam_contracts::workbooks::{WorkbookState, WorkbookSummary};
use ulam_simulation::spec::{Spec, parse_count};

use super::connection::{Connection, segment};
use super::{LOOK_EVERY, print_json, show_results, show_status, watched};
use crate::commands::model::ModelArguments;
use crate::commands::simulate::analysis::{AnalysisArguments, TailArgument};
use crate::commands::simulate::run_arguments::RunArguments;
use crate::error::{ExitCode, Failure};
use crate::open;

/// Looks at a workbook that is being opened: a minute.
const OPENING_LOOKS: u32 = 240;

#[derive(Args)]
pub struct SimulateArguments {
    #[command(flatten)]
    model: ModelArguments,
    #[command(flatten)]
    run: RunArguments,
    /// Don't compute what drives the outputs.
    #[arg(long, help_heading = "Run")]
    no_sensitivity: bool,
    #[command(flatten)]
    analysis: AnalysisArguments,
    /// What to call the run.
    #[arg(long, help_heading = "Run")]
    name: Option<String>,
    /// Print one JSON object.
    #[arg(long, help_heading = "Results")]
    json: bool,
    /// Start it, print its id and end; follow it with `ulam client watch`.
    #[arg(long, help_heading = "Results")]
    detach: bool,
}

/// Runs the command.
pub async fn run(arguments: &SimulateArguments) -> Result<ExitCode, Failure> {
    if arguments.run.threads.is_some() {
        return Err(Failure::usage(
            "--threads: the server decides how many threads run the trials",
        ));
    }
    let spec = arguments.run.added_to(arguments.model.spec()?)?;
    let settings = settings(arguments)?;
    let mut server = Connection::open()?;
    let workbook = opened(&mut server, &arguments.model.workbook).await?;
    let body = json!({
        "workbook_id": workbook.id,
        "name": arguments.name,
        "spec": spec_as_json(&spec)?,
        "settings": settings,
    });
    let started: Simulation = server.send(Method::POST, "/api/v2/simulations", &body).await?;
    let id = started.summary.id.clone();
    if arguments.detach {
        if arguments.json {
            print_json(&started)?;
        } else {
            println!("{id}");
        }
        return Ok(ExitCode::Success);
    }
    let status = tokio::select! {
        status = watched(&mut server, &id) => Some(status?),
        _ = tokio::signal::ctrl_c() => None,
    };
    let Some(status) = status else {
        // Whoever waits for a run and stops waiting doesn't want it.
        let path = format!("/api/v2/simulations/{id}/cancel");
        let _cancelled: SimulationStatus = server.send(Method::PUT, &path, &json!({})).await?;
        return Err(Failure::cancelled());
    };
    if status.state != SimulationState::Completed {
        return show_status(&status, false);
    }
    show_results(&mut server, &id, arguments.json).await
}

/// The spec as the API takes it: the content of a spec file as JSON.
fn spec_as_json(spec: &Spec) -> Result<Value, Failure> {
    let yaml = spec.to_yaml().map_err(|error| Failure::usage(error.to_string()))?;
    serde_saphyr::from_str(&yaml).map_err(|error| Failure::usage(error.to_string()))
}

fn settings(arguments: &SimulateArguments) -> Result<Value, Failure> {
    // What is wrong is found here, with the words of the local command.
    arguments.analysis.analysis()?;
    arguments.analysis.stepped()?;
    let analysis = &arguments.analysis;
    let mut settings = json!({
        "stop_when": analysis.stop_when,
        "tail": match analysis.tail {
            TailArgument::Lower => "lower",
            TailArgument::Upper => "upper",
        },
        "tornado": analysis.tornado,
        "sensitivity": !arguments.no_sensitivity,
    });
    let count = |option: &str, text: &str| {
        parse_count(text).map_err(|error| Failure::usage(format!("{option}: {}", error.0)))
    };
    if let Some(text) = &analysis.replicates {
        settings["replicates"] = Value::from(count("--replicates", text)?);
    }
    if let Some(text) = &analysis.sobol_indices {
        settings["sobol_indices"] = Value::from(count("--sobol-indices", text)?);
    }
    let stepped: Result<Vec<Value>, Failure> =
        analysis.simulate_over.iter().map(|text| stepped(text)).collect();
    settings["simulate_over"] = Value::from(stepped?);
    Ok(settings)
}

/// `Model!B3=1,2,3` as the API takes it.
fn stepped(text: &str) -> Result<Value, Failure> {
    let wrong = || Failure::usage(format!("--simulate-over: '{text}' is not CELL=V,V,..."));
    let (cell, values) = text.rsplit_once('=').ok_or_else(wrong)?;
    let values: Result<Vec<f64>, Failure> =
        values.split(',').map(|value| value.trim().parse().map_err(|_| wrong())).collect();
    Ok(json!({"cell": cell.trim(), "values": values?}))
}

/// Uploads a file, unless the server has this very content under this name.
///
/// # Errors
/// A file that can't be read; the server refuses.
pub async fn uploaded(server: &mut Connection, path: &Path) -> Result<FileInfo, Failure> {
    let unreadable = |error: std::io::Error| {
        Failure::new(ExitCode::Unreadable, format!("{}: {error}", path.display()))
    };
    let hash = sha256(path).map_err(unreadable)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let query = reqwest::Url::parse_with_params(
        "http://server/api/v2/files",
        &[("q", name.as_str()), ("limit", "200")],
    );
    let query = query.map_err(|error| Failure::usage(error.to_string()))?;
    let path_and_query = format!("{}?{}", query.path(), query.query().unwrap_or_default());
    let known: Page<FileInfo> = server.get(&path_and_query).await?;
    if let Some(file) =
        known.items.into_iter().find(|file| file.name == name && file.sha256 == hash)
    {
        return Ok(file);
    }
    let form = Form::new().file("file", path).await.map_err(unreadable)?;
    // A form streams and can be sent once; a token that has ended was renewed by the call before.
    let form = std::cell::Cell::new(Some(form));
    let complete = |call: reqwest::RequestBuilder| match form.take() {
        Some(form) => Ok(call.multipart(form)),
        None => Err(Failure::new(ExitCode::CannotServe, "the upload has to be started again")),
    };
    server.call(Method::POST, "/api/v2/files/upload", complete).await
}

fn sha256(path: &Path) -> std::io::Result<String> {
    let mut file = std::fs::File::open(path)?;
    let mut context = aws_lc_rs::digest::Context::new(&aws_lc_rs::digest::SHA256);
    let mut buffer = vec![0; 1 << 16];
    loop {
        match std::io::Read::read(&mut file, &mut buffer)? {
            0 => break,
            read => context.update(&buffer[..read]),
        }
    }
    Ok(context.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The workbook to simulate: a file here, which is uploaded and opened, or the id of one there.
async fn opened(server: &mut Connection, workbook: &Path) -> Result<WorkbookSummary, Failure> {
    let text = workbook.to_string_lossy();
    let is_id = text.len() == 36 && text.bytes().filter(|byte| *byte == b'-').count() == 4;
    if is_id && !workbook.exists() {
        return server.get(&format!("/api/v2/workbooks/{}", segment(&text)?)).await;
    }
    // What can't be opened here can't be opened there; the message names the file.
    open::workbook_bytes(workbook)?;
    let file = uploaded(server, workbook).await?;
    let mut opened: WorkbookSummary =
        server.send(Method::POST, "/api/v2/workbooks", &json!({"file_id": file.id})).await?;
    for _ in 0..OPENING_LOOKS {
        match opened.state {
            WorkbookState::Ready => return Ok(opened),
            WorkbookState::Failed => break,
            WorkbookState::Opening => {
                tokio::time::sleep(LOOK_EVERY).await;
                opened = server.get(&format!("/api/v2/workbooks/{}", opened.id)).await?;
            }
        }
    }
    let reason = opened.state_reason.unwrap_or_else(|| "opening it takes too long".to_string());
    Err(Failure::new(ExitCode::Unreadable, format!("{}: {reason}", workbook.display())))
}
