//! `ulam config`: the server's settings in force.

use std::io::Write;

use clap::Args;

use crate::error::{ExitCode, Failure};
use crate::server::ConfigurationArguments;

#[derive(Args)]
#[command(after_help = "\
A setting comes from the command line, else the environment (ULAM_GATEWAY__BURST=500), else the \
file, else its default. Secrets are hidden. The output is a settings file itself.")]
pub struct ConfigArguments {
    #[command(flatten)]
    configuration: ConfigurationArguments,
}

pub fn run(arguments: &ConfigArguments) -> Result<ExitCode, Failure> {
    let configuration = arguments.configuration.load(&[])?;
    write!(std::io::stdout(), "{}", configuration.to_yaml())?;
    Ok(ExitCode::Success)
}
