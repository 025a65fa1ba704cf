//! `ulam migrate`: brings the tables of all services up to date.

use std::io::Write;

use clap::Args;
use ulam_platform::{host, telemetry};

use crate::error::{ExitCode, Failure};
use crate::server::{ConfigurationArguments, DEFINITIONS, failure, runtime};

#[derive(Args)]
#[command(after_help = "\
A start does this too, unless `database.migrate_at_start` is false. Doing it twice does no harm.")]
pub struct MigrateArguments {
    #[command(flatten)]
    configuration: ConfigurationArguments,
}

pub fn run(arguments: &MigrateArguments) -> Result<ExitCode, Failure> {
    let configuration = arguments.configuration.load(&[])?;
    telemetry::start_logging(&configuration.log);
    let migrated = runtime()?.block_on(host::migrate(&DEFINITIONS, &configuration));
    migrated.map_err(|error| failure(&error))?;
    writeln!(std::io::stdout(), "The tables of all services are up to date.")?;
    Ok(ExitCode::Success)
}
