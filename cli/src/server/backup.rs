//! Backups of the data folder: a zip file with a copy of each database, the files' and samples'
//! bytes, and the keys.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ulam_platform::configuration::Configuration;
use ulam_platform::store;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{failure, runtime};
use crate::error::{ExitCode, Failure};

/// The entry that says what the file is.
const MANIFEST: &str = "ulam-backup.json";
const FORMAT: u32 = 1;
/// Nobody but the owner may read what comes out of a backup.
const PRIVATE: u32 = 0o600;
const MANIFEST_BYTES_MAX: u64 = 64 << 10;

/// What a backup is.
#[derive(Serialize, Deserialize)]
pub struct Manifest {
    format: u32,
    /// Version of the program that made it.
    pub version: String,
    /// When it was made.
    pub created_at: String,
    /// Number of files in it.
    pub files: u64,
    /// Bytes of them.
    pub bytes: u64,
}

/// Copies the data folder of a server, which may run.
///
/// # Errors
/// Data that isn't in the folder, a folder that can't be read, a file that exists or can't be
/// written.
pub fn write(configuration: &Configuration, target: &Path) -> Result<Manifest, Failure> {
    let data = &configuration.data;
    if configuration.database.url.is_some() || configuration.blobs.url.is_some() {
        let message = "the data is in PostgreSQL or an object store: back these up by their own tools (see docs/operations.md)";
        return Err(Failure::new(ExitCode::CannotServe, message));
    }
    if !data.is_dir() {
        let message =
            format!("{}: there is no data folder here; name it with --data", data.display());
        return Err(Failure::new(ExitCode::CannotServe, message));
    }
    let unreadable = |error: io::Error| {
        Failure::new(ExitCode::CannotServe, format!("{}: {error}", data.display()))
    };
    let unwritable = |error: io::Error| Failure::cannot_write(target, error);
    let files = files_in(data).map_err(unreadable)?;
    // Beside the data, since the system's temporary folder may be too small.
    let copies =
        tempfile::Builder::new().prefix(".backup-").tempdir_in(data).map_err(unreadable)?;
    let databases: Vec<(PathBuf, PathBuf)> = files
        .iter()
        .filter(|file| is_database(file))
        .enumerate()
        .map(|(index, file)| (data.join(file), copies.path().join(format!("{index}.sqlite"))))
        .collect();
    runtime()?.block_on(store::snapshot(&databases)).map_err(|error| failure(&error))?;
    // Listed again: whatever the copies refer to has been written by now.
    let files = files_in(data).map_err(unreadable)?;

    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(PRIVATE)
        .open(target)
        .map_err(unwritable)?;
    let written = write_archive(data, &files, &databases, file);
    if written.is_err() {
        // Half a backup is none.
        let _ = fs::remove_file(target);
    }
    written.map_err(unwritable)
}

fn write_archive(
    data: &Path,
    files: &[PathBuf],
    databases: &[(PathBuf, PathBuf)],
    target: File,
) -> io::Result<Manifest> {
    let mut archive = ZipWriter::new(BufWriter::new(target));
    let options = SimpleFileOptions::default().large_file(true).unix_permissions(PRIVATE);
    let mut manifest = Manifest {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_string(),
        created_at: jiff::Timestamp::now().to_string(),
        files: 0,
        bytes: 0,
    };
    for file in files {
        let original = data.join(file);
        let copy = databases.iter().find(|(database, _)| *database == original);
        // Made since the copies were: there is nothing in it that they know of.
        if copy.is_none() && is_database(file) {
            continue;
        }
        // Files and samples are encrypted or compressed already.
        let method =
            if copy.is_some() { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let source = match File::open(copy.map_or(&original, |(_, copy)| copy)) {
            Ok(source) => source,
            // Deleted since the folder was listed; no copied database refers to it then, or it was
            // about to be deleted.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        archive.start_file(file.to_string_lossy(), options.compression_method(method))?;
        manifest.bytes += io::copy(&mut BufReader::new(source), &mut archive)?;
        manifest.files += 1;
    }
    archive.start_file(MANIFEST, options.compression_method(CompressionMethod::Stored))?;
    archive.write_all(&serde_json::to_vec_pretty(&manifest)?)?;
    let mut file = archive.finish()?;
    file.flush()?;
    file.get_ref().sync_all()?;
    Ok(manifest)
}

fn is_database(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "sqlite")
}

/// The files of a data folder, relative to it, sorted: not the databases' logs (their copies have
/// what is in them) and not what is being written just now.
fn files_in(data: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(data.join(&folder))? {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type()?;
            let is_passing = [".sqlite-wal", ".sqlite-shm", ".sqlite-journal", ".draft", ".part"]
                .iter()
                .any(|ending| name.ends_with(ending))
                || name.starts_with(".backup-")
                || name == ".incoming";
            if is_passing {
                continue;
            }
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Makes a data folder from a backup. The folder appears whole or not at all.
///
/// # Errors
/// A folder that is there and isn't empty, a file that is no backup or is damaged.
pub fn restore(source: &Path, data: &Path) -> Result<Manifest, Failure> {
    let is_free = match fs::read_dir(data) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    if !is_free {
        let message = format!(
            "{}: this folder is in use; stop the server and move the folder away first",
            data.display()
        );
        return Err(Failure::new(ExitCode::CannotServe, message));
    }
    let unreadable = |error: &dyn std::fmt::Display| {
        Failure::new(ExitCode::Unreadable, format!("{}: {error}", source.display()))
    };
    let unwritable = |error: io::Error| Failure::cannot_write(data, error);
    let file = File::open(source).map_err(|error| unreadable(&error))?;
    let mut archive =
        ZipArchive::new(BufReader::new(file)).map_err(|_| unreadable(&"this is no backup"))?;
    let manifest = manifest_of(&mut archive)
        .ok_or_else(|| unreadable(&"this is no backup made by `ulam backup`"))?;
    if manifest.format != FORMAT {
        return Err(unreadable(
            &"this backup was made by a newer version of Ulam; restore it with that one",
        ));
    }
    let parent = match data.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&parent).map_err(unwritable)?;
    let draft =
        tempfile::Builder::new().prefix(".restore-").tempdir_in(&parent).map_err(unwritable)?;
    let mut files = 0;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|error| unreadable(&error))?;
        let Some(name) = entry.enclosed_name() else {
            return Err(unreadable(&"it has a file that doesn't belong into a data folder"));
        };
        if entry.is_dir() || name == Path::new(MANIFEST) {
            continue;
        }
        let path = draft.path().join(&name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(unwritable)?;
        }
        let opened = OpenOptions::new().write(true).create_new(true).mode(PRIVATE).open(&path);
        let mut target = BufWriter::new(opened.map_err(unwritable)?);
        // The archive checks each file's sum at its end.
        io::copy(&mut entry, &mut target).map_err(|error| unreadable(&error))?;
        target.flush().map_err(unwritable)?;
        target.get_ref().sync_all().map_err(unwritable)?;
        files += 1;
    }
    if files != manifest.files {
        return Err(unreadable(&"files are missing from it"));
    }
    if data.exists() {
        fs::remove_dir(data).map_err(unwritable)?;
    }
    fs::rename(draft.keep(), data).map_err(unwritable)?;
    Ok(manifest)
}

fn manifest_of(archive: &mut ZipArchive<BufReader<File>>) -> Option<Manifest> {
    let entry = archive.by_name(MANIFEST).ok()?;
    let mut text = String::new();
    entry.take(MANIFEST_BYTES_MAX).read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}
