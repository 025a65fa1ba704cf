//! `ulam openapi`: the description of the API, as the server serves it.

use std::io::Write;

use clap::Args;
use serde_json::{Value, json};
use ulam_platform::configuration::Configuration;
use ulam_platform::host::Host;

use crate::error::{ExitCode, Failure};
use crate::server::{DEFINITIONS, failure, runtime};

#[derive(Args)]
#[command(after_help = "\
Writes OpenAPI 3.1 as JSON to standard output. The running server has the same document at \
/api/v2/openapi.json, and a page to browse it at /docs.")]
pub struct OpenapiArguments {}

pub fn run(_arguments: &OpenapiArguments) -> Result<ExitCode, Failure> {
    let document = runtime()?.block_on(document())?;
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &document)?;
    writeln!(out)?;
    Ok(ExitCode::Success)
}

/// The document of a server that keeps nothing.
async fn document() -> Result<Value, Failure> {
    let folder = std::env::temp_dir().join(format!("ulam-openapi-{}", std::process::id()));
    let settings = [
        ("data".to_string(), Value::from(folder.display().to_string())),
        ("listen".to_string(), json!("127.0.0.1:0")),
    ];
    let configuration = Configuration::load(None, &settings).map_err(|error| failure(&error))?;
    let host = Host::start(&DEFINITIONS, &[], configuration).await;
    let answer = match &host {
        Ok(host) => host
            .mesh()
            .client("gateway")
            .get("/api/v2/openapi.json")
            .await
            .map_err(|error| failure(&error)),
        Err(error) => Err(failure(error)),
    };
    if let Ok(host) = host {
        host.stop().await;
    }
    // Nothing in it is of use to anybody.
    let _ = std::fs::remove_dir_all(&folder);
    answer
}
