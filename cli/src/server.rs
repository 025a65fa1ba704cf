//! All services as one program: their list, their settings from the command line, the runtime that
//! they share.

pub mod backup;
pub mod demonstration;

use std::error::Error;
use std::path::PathBuf;

use clap::Args;
use serde_json::Value;
use ulam_platform::access::Keys;
use ulam_platform::configuration::Configuration;
use ulam_platform::host;
use ulam_platform::service::Definition;

use crate::error::{ExitCode, Failure};

/// Every service. The gateway comes last, so that its door opens when the others are there.
pub const DEFINITIONS: [Definition; 9] = [
    ulam_identity::DEFINITION,
    ulam_files::DEFINITION,
    ulam_workbooks::DEFINITION,
    ulam_compute::DEFINITION,
    ulam_results::DEFINITION,
    ulam_simulations::DEFINITION,
    ulam_saved_simulations::DEFINITION,
    ulam_notifications::DEFINITION,
    ulam_gateway::DEFINITION,
];

/// The services that have a database: all, or the one that was asked for.
///
/// # Errors
/// It has none, or there is no such service.
pub fn services_with_database(service: Option<&str>) -> Result<Vec<&'static Definition>, Failure> {
    static ALL: [Definition; DEFINITIONS.len()] = DEFINITIONS;
    let with_database = || ALL.iter().filter(|definition| definition.migrations.is_some());
    let is_wanted = |definition: &&Definition| service.is_none_or(|name| name == definition.name);
    let found: Vec<_> = with_database().filter(is_wanted).collect();
    if found.is_empty() {
        let names: Vec<&str> = with_database().map(|definition| definition.name).collect();
        let message = format!("--service: the services with a database are {}", names.join(", "));
        return Err(Failure::usage(message));
    }
    Ok(found)
}

/// Where the server's settings come from.
#[derive(Args)]
pub struct ConfigurationArguments {
    /// The folder of everything that is kept: databases, files, keys, mail [default: ulam-data]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Settings as YAML; `ulam config` prints them all
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// A setting by its name, such as `gateway.burst=500`; beats the file and the environment
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
}

impl ConfigurationArguments {
    /// The settings in force; `more` are further settings of the command line, which beat all others.
    ///
    /// # Errors
    /// A file that can't be read, an unknown setting, a value of the wrong kind.
    pub fn load(&self, more: &[(&str, Value)]) -> Result<Configuration, Failure> {
        let mut settings = Vec::new();
        for text in &self.set {
            let (key, value) = text.split_once('=').ok_or_else(|| {
                Failure::usage(format!(
                    "--set {text}: write it as KEY=VALUE, such as gateway.burst=500"
                ))
            })?;
            // What is no JSON (a path, an address) is text.
            let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
            settings.push((key.trim().to_string(), value));
        }
        if let Some(data) = &self.data {
            settings.push(("data".to_string(), Value::from(data.display().to_string())));
        }
        settings.extend(more.iter().map(|(key, value)| (key.to_string(), value.clone())));
        Configuration::load(self.config.as_deref(), &settings)
            .map_err(|error| Failure::usage(format!("settings: {error}")))
    }
}

/// The keys of a server that is there already. None is made: one beside the server's opens nothing of its.
///
/// # Errors
/// There is none, or a malformed one.
pub fn existing_keys(configuration: &Configuration) -> Result<Keys, Failure> {
    let key_file = configuration.master_key_file();
    if configuration.master_key.is_none() && !key_file.is_file() {
        let message = format!(
            "{}: there is no master key here; name the data folder with --data",
            key_file.display()
        );
        return Err(Failure::new(ExitCode::CannotServe, message));
    }
    host::keys(configuration).map_err(|error| failure(&error))
}

/// A server that can't start or do its work, with the causes of the error.
pub fn failure(error: &(dyn Error + 'static)) -> Failure {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        if !message.ends_with(&text) {
            message = format!("{message}: {text}");
        }
        cause = error.source();
    }
    Failure::new(ExitCode::CannotServe, message)
}

/// The runtime of a server's process.
///
/// # Errors
/// The operating system gives no threads.
pub fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let built =
        tokio::runtime::Builder::new_multi_thread().enable_all().thread_name("ulam").build();
    built.map_err(|error| failure(&error))
}
