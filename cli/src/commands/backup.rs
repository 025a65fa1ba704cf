//! `ulam backup`: all of a server's data in one file.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::error::{ExitCode, Failure};
use crate::server::{ConfigurationArguments, backup};
use crate::terminal::number::counted;

#[derive(Args)]
#[command(after_help = "\
The server may run meanwhile: all databases are copied as of one moment. The file holds the master \
key too, so whoever has it can read everything: keep it as safe as the server.")]
pub struct BackupArguments {
    /// The file to write; it must not exist
    file: PathBuf,
    #[command(flatten)]
    configuration: ConfigurationArguments,
}

pub fn run(arguments: &BackupArguments) -> Result<ExitCode, Failure> {
    let configuration = arguments.configuration.load(&[])?;
    let manifest = backup::write(&configuration, &arguments.file)?;
    let (files, bytes) = (counted(manifest.files, "file"), counted(manifest.bytes, "byte"));
    writeln!(std::io::stdout(), "{}: {files}, {bytes}", arguments.file.display())?;
    Ok(ExitCode::Success)
}
