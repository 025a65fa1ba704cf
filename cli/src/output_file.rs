//! Files that a command writes: checked before the work begins, and whole or not there at all.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process;

use crate::error::Failure;

/// A file being written beside its final place; it goes there when it is whole.
pub struct PartialFile {
    path: PathBuf,
    partial: PathBuf,
    is_whole: bool,
}

impl PartialFile {
    /// Starts to write a file.
    ///
    /// # Errors
    /// A path at which no file can be written.
    pub fn create(path: &Path) -> Result<(PartialFile, File), Failure> {
        if path.is_dir() {
            return Err(Failure::cannot_write(path, "it is a folder"));
        }
        let Some(name) = path.file_name() else {
            return Err(Failure::cannot_write(path, "it names no file"));
        };
        let mut partial_name = std::ffi::OsString::from(".");
        partial_name.push(name);
        partial_name.push(format!(".{}.partial", process::id()));
        let partial = path.with_file_name(partial_name);
        let file = File::create(&partial).map_err(|error| Failure::cannot_write(path, error))?;
        Ok((PartialFile { path: path.to_path_buf(), partial, is_whole: false }, file))
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// What the file system says.
    pub fn finish(mut self) -> Result<(), Failure> {
        fs::rename(&self.partial, &self.path)
            .map_err(|error| Failure::cannot_write(&self.path, error))?;
        self.is_whole = true;
        Ok(())
    }
}

impl Drop for PartialFile {
    fn drop(&mut self) {
        if !self.is_whole {
            let _ = fs::remove_file(&self.partial);
        }
    }
}

/// Finds out now whether a file can be written later.
///
/// # Errors
/// A path at which no file can be written.
pub fn check_writable(path: &Path) -> Result<(), Failure> {
    PartialFile::create(path).map(|_| ())
}

/// Writes a whole file.
///
/// # Errors
/// What the file system says.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    use std::io::Write;
    let (partial, mut file) = PartialFile::create(path)?;
    file.write_all(bytes).map_err(|error| Failure::cannot_write(path, error))?;
    drop(file);
    partial.finish()
}

/// A path with a number before its extension: `out-2.html`.
pub fn numbered(path: &Path, number: usize) -> PathBuf {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    match path.extension() {
        Some(extension) => {
            path.with_file_name(format!("{stem}-{number}.{}", extension.to_string_lossy()))
        }
        None => path.with_file_name(format!("{stem}-{number}")),
    }
}

/// The extension of a path in lower case, if it is one of these.
///
/// # Errors
/// Another extension, or none.
pub fn extension<'a>(path: &Path, option: &str, known: &[&'a str]) -> Result<&'a str, Failure> {
    let found = path.extension().map(|found| found.to_string_lossy().to_lowercase());
    let wanted = known.iter().find(|known| found.as_deref() == Some(**known));
    wanted.copied().ok_or_else(|| {
        let endings: Vec<String> = known.iter().map(|known| format!(".{known}")).collect();
        Failure::usage(format!(
            "{option} {}: the file's name must end in {}",
            path.display(),
            endings.join(" or ")
        ))
    })
}
