//! How the program ends: exit codes, and errors of one line.

use std::fmt;
use std::io;
use std::path::Path;

use ulam_simulation::error::SimulationError;
use ulam_simulation::spec::SpecError;

/// Exit codes, as `ulam --help` documents them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitCode {
    /// Done.
    Success = 0,
    /// `ulam check` found cells that differ or can't be computed, `ulam audit` a log that was changed.
    Differences = 1,
    /// An argument or a spec file is wrong. The argument parser ends with this code too.
    Usage = 2,
    /// The workbook (or the spec) can't be read.
    Unreadable = 3,
    /// The workbook can't be simulated as asked.
    CannotSimulate = 4,
    /// A result can't be written.
    CannotWrite = 5,
    /// A server can't start, can't be reached, or refuses.
    CannotServe = 6,
    /// Stopped by Ctrl-C.
    Cancelled = 130,
}

/// The exit codes, for the help.
pub const EXIT_CODES: &str = "\
Exit codes:
  0    done
  1    `ulam check` found cells that differ from Excel's values or can't be computed;
       `ulam audit` found a log that isn't as it was written
  2    an argument or the spec file is wrong
  3    the workbook or the spec file can't be read
  4    the workbook can't be simulated as asked
  5    a result can't be written
  6    a server can't start, can't be reached, or refuses what was asked
  130  stopped with Ctrl-C";

/// Why the program ends without what was asked for.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The exit code.
    pub code: ExitCode,
    /// One line for people; empty to end silently.
    pub message: String,
}

impl Failure {
    /// A failure with one line for people.
    pub fn new(code: ExitCode, message: impl Into<String>) -> Failure {
        Failure { code, message: message.into() }
    }
    /// A wrong argument.
    pub fn usage(message: impl Into<String>) -> Failure {
        Failure::new(ExitCode::Usage, message)
    }
    /// A part of a spec that is wrong for a workbook, be it from a file or from the command line.
    pub fn spec(workbook: &Path, error: &SpecError) -> Failure {
        Failure::usage(format!("{}: {error}", workbook.display()))
    }
    /// A workbook that can't be simulated as asked.
    pub fn simulation(workbook: &Path, error: &SimulationError) -> Failure {
        let code = match error {
            SimulationError::Cancelled => return Failure::cancelled(),
            SimulationError::NoOutput
            | SimulationError::NoTrials
            | SimulationError::TooManySamples { .. }
            | SimulationError::Stop(_)
            | SimulationError::Replay(_)
            | SimulationError::Sampling(_) => ExitCode::Usage,
            _ => ExitCode::CannotSimulate,
        };
        Failure::new(code, format!("{}: {error}", workbook.display()))
    }
    /// A file that can't be written.
    pub fn cannot_write(path: &Path, error: impl fmt::Display) -> Failure {
        Failure::new(
            ExitCode::CannotWrite,
            format!("{}: can't be written: {error}", path.display()),
        )
    }
    /// Stopped by Ctrl-C.
    pub fn cancelled() -> Failure {
        Failure::new(ExitCode::Cancelled, "cancelled")
    }
}

impl From<io::Error> for Failure {
    /// Of writing to standard output: whoever closed it (`ulam ... | head`) wants no more.
    fn from(error: io::Error) -> Failure {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Failure::new(ExitCode::Success, "");
        }
        Failure::new(ExitCode::CannotWrite, format!("standard output: {error}"))
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Failure {
        Failure::from(io::Error::from(error))
    }
}
