//! `ulam restore`: a server's data folder from a backup.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::error::{ExitCode, Failure};
use crate::server::{ConfigurationArguments, backup};
use crate::terminal::number::counted;

#[derive(Args)]
#[command(after_help = "\
The data folder must not exist, or be empty. A backup of an older version is brought up to date by \
the next start.")]
pub struct RestoreArguments {
    /// The file that `ulam backup` wrote
    file: PathBuf,
    #[command(flatten)]
    configuration: ConfigurationArguments,
}

pub fn run(arguments: &RestoreArguments) -> Result<ExitCode, Failure> {
    let configuration = arguments.configuration.load(&[])?;
    let manifest = backup::restore(&arguments.file, &configuration.data)?;
    let files = counted(manifest.files, "file");
    let (data, when) = (configuration.data.display(), &manifest.created_at);
    writeln!(std::io::stdout(), "{data}: {files} as of {when}")?;
    Ok(ExitCode::Success)
}
