//! Reading workbooks and specs from files.

use std::fs;
use std::io;
use std::path::Path;

use ulam_simulation::spec::{SPEC_BYTES_MAX, Spec};
use ulam_workbook::{Limits, Recalculation, Workbook};

use crate::clock::{ClockArguments, present};
use crate::error::{ExitCode, Failure};

/// Reads a workbook.
///
/// # Errors
/// A file that can't be read, or that is no workbook, or a damaged or too large one.
pub fn workbook(path: &Path) -> Result<Workbook, Failure> {
    workbook_of(path, &workbook_bytes(path)?)
}

/// The bytes of a workbook file.
///
/// # Errors
/// A file that can't be read, or a too large one.
pub fn workbook_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    bytes(path, "workbook", Limits::default().archive_bytes_max)
}

/// The workbook in a file's bytes.
///
/// # Errors
/// Bytes that are no workbook, or a damaged or too large one.
pub fn workbook_of(path: &Path, bytes: &[u8]) -> Result<Workbook, Failure> {
    Workbook::read(bytes, &Limits::default()).map_err(|error| unreadable(path, error))
}

/// Reads a spec file.
///
/// # Errors
/// A file that can't be read, or that is no spec; the message has the line.
pub fn spec(path: &Path) -> Result<Spec, Failure> {
    let bytes = bytes(path, "spec file", SPEC_BYTES_MAX)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| unreadable(path, "it is no text: a spec is a YAML file"))?;
    Spec::from_yaml(&text).map_err(|error| Failure::usage(format!("{}: {error}", path.display())))
}

/// Computes the base case as of the moment when the workbook was saved, so that a run gives the same
/// numbers on any day, and cells that depend on TODAY can be compared with the saved ones; as of now
/// if the file doesn't say when that was.
pub fn recalculate(workbook: &mut Workbook) -> Recalculation {
    let saved_at = workbook.saved_at();
    workbook.recalculate(saved_at.unwrap_or_else(|| present(workbook.date_system())))
}

/// Computes the base case as of the moment that the command line says.
pub fn recalculate_at(workbook: &mut Workbook, clock: &ClockArguments) -> Recalculation {
    let now = clock.serial(workbook);
    workbook.recalculate(now)
}

fn bytes(path: &Path, what: &str, bytes_max: u64) -> Result<Vec<u8>, Failure> {
    let metadata = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => unreadable(path, "there is no such file"),
        _ => unreadable(path, error),
    })?;
    if metadata.is_dir() {
        return Err(unreadable(path, format!("this is a folder: name a {what} in it")));
    }
    if metadata.len() > bytes_max {
        let found = metadata.len();
        let message = format!("the file has {found} bytes, and a {what} may have {bytes_max}");
        return Err(unreadable(path, message));
    }
    fs::read(path).map_err(|error| unreadable(path, error))
}

fn unreadable(path: &Path, why: impl std::fmt::Display) -> Failure {
    Failure::new(ExitCode::Unreadable, format!("{}: {why}", path.display()))
}
