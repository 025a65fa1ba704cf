//! The zip archive around a workbook: finds parts by path and inflates them within limits.

use std::collections::HashMap;
use std::io::{Cursor, ErrorKind, Read};
use std::sync::atomic::{AtomicU64, Ordering};

use zip::ZipArchive;
use zip::result::ZipError;

use super::error::{FileKind, ReadError};
use super::recognise;
use crate::limits::Limits;

/// Bytes set aside for a part before any of it is inflated, whatever size it declares.
const PART_BYTES_AT_FIRST: u64 = 64 << 20;

/// An archive whose declared sizes are within the limits.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Entry index by normalised path.
    entries: HashMap<String, usize>,
    inflated_bytes_max: u64,
    /// Inflated so far, over all threads.
    inflated_bytes: AtomicU64,
}

impl<'a> Archive<'a> {
    /// Reads the archive's directory and checks it against `limits`; inflates nothing.
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Archive<'a>, ReadError> {
        // Counted before the directory is read, as reading it allocates for each entry.
        let headers = memchr::memmem::find_iter(bytes, b"PK\x01\x02").count();
        check("parts in the file:", headers as u64, limits.entries_max as u64)?;

        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            if memchr::memmem::rfind(bytes, b"PK\x05\x06").is_none() {
                return ReadError::Truncated { detail: "its directory is missing".to_string() };
            }
            ReadError::malformed("zip directory", 0, error.to_string())
        })?;
        check("parts in the file:", zip.len() as u64, limits.entries_max as u64)?;

        let mut entries = HashMap::with_capacity(zip.len());
        let mut declared_bytes = 0_u64;
        for index in 0..zip.len() {
            let entry =
                zip.by_index_raw(index).map_err(|error| archive_error("zip directory", &error))?;
            declared_bytes = declared_bytes.saturating_add(entry.size());
            let name = String::from_utf8_lossy(entry.name_raw());
            entries.entry(normalised_path(&name)).or_insert(index);
        }
        check("bytes when inflated:", declared_bytes, limits.inflated_bytes_max)?;
        Ok(Archive {
            zip,
            entries,
            inflated_bytes_max: limits.inflated_bytes_max,
            inflated_bytes: AtomicU64::new(0),
        })
    }

    /// Whether there is a part at `path`, in any letter case.
    pub(super) fn has(&self, path: &str) -> bool {
        self.entries.contains_key(&normalised_path(path))
    }

    /// What an archive without a workbook is.
    pub(super) fn kind(&self) -> FileKind {
        recognise::kind_of_archive(self.entries.keys().map(String::as_str))
    }

    /// The bytes of the part at `path`; `None` if there is no such part.
    pub(super) fn read(&self, path: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(&index) = self.entries.get(&normalised_path(path)) else {
            return Ok(None);
        };
        // Cheap: a clone shares the directory.
        let mut zip = self.zip.clone();
        let entry = zip.by_index(index).map_err(|error| archive_error(path, &error))?;
        let declared = entry.size();
        let mut bytes = Vec::with_capacity(declared.min(PART_BYTES_AT_FIRST) as usize);
        // What was inflated by other threads in the meantime is counted below.
        let left = self.inflated_bytes_max
            - self.inflated_bytes.load(Ordering::Relaxed).min(self.inflated_bytes_max);
        entry
            .take(left.min(declared) + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| inflate_error(path, &error))?;
        let inflated = bytes.len() as u64;
        if inflated > declared {
            let detail = "the part is longer than the file declares";
            return Err(ReadError::malformed(path, declared, detail));
        }
        let total = self.inflated_bytes.fetch_add(inflated, Ordering::Relaxed) + inflated;
        check("bytes when inflated:", total, self.inflated_bytes_max)?;
        Ok(Some(bytes))
    }

    /// Lets `consume` read the part at `path` as it is inflated, told the size that it declares. `None`
    /// if there is no such part, if `consume` gives it, or if the part isn't what it declares: then
    /// [`Archive::read`] says why.
    pub(super) fn stream<T>(
        &self,
        path: &str,
        consume: impl FnOnce(&mut dyn Read, u64) -> Result<Option<T>, ReadError>,
    ) -> Result<Option<T>, ReadError> {
        let Some(&index) = self.entries.get(&normalised_path(path)) else {
            return Ok(None);
        };
        let mut zip = self.zip.clone();
        let Ok(entry) = zip.by_index(index) else {
            return Ok(None);
        };
        let declared = entry.size();
        let left = self.inflated_bytes_max
            - self.inflated_bytes.load(Ordering::Relaxed).min(self.inflated_bytes_max);
        let readable = left.min(declared) + 1;
        let mut reader = entry.take(readable);
        let Some(result) = consume(&mut reader, declared)? else {
            return Ok(None);
        };
        let inflated = readable - reader.limit();
        if inflated != declared {
            return Ok(None);
        }
        let total = self.inflated_bytes.fetch_add(inflated, Ordering::Relaxed) + inflated;
        check("bytes when inflated:", total, self.inflated_bytes_max)?;
        Ok(Some(result))
    }

    /// The text of the part at `path`: UTF-8, or UTF-16 with a byte order mark.
    pub(super) fn read_text(&self, path: &str) -> Result<Option<String>, ReadError> {
        let Some(bytes) = self.read(path)? else {
            return Ok(None);
        };
        decode(path, bytes).map(Some)
    }
}

fn check(what: &'static str, found: u64, limit: u64) -> Result<(), ReadError> {
    if found > limit {
        return Err(ReadError::TooLarge { what, found, limit });
    }
    Ok(())
}

fn archive_error(part: &str, error: &ZipError) -> ReadError {
    match error {
        ZipError::Io(error) => inflate_error(part, error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            ReadError::NotAWorkbook(FileKind::Encrypted)
        }
        other => ReadError::malformed(part, 0, other.to_string()),
    }
}

fn inflate_error(part: &str, error: &std::io::Error) -> ReadError {
    if error.kind() == ErrorKind::UnexpectedEof {
        return ReadError::Truncated { detail: format!("{part} has no end") };
    }
    ReadError::malformed(part, 0, error.to_string())
}

/// Paths are compared without regard to letter case; some writers put `\` between folders.
fn normalised_path(path: &str) -> String {
    path.trim_start_matches(['/', '\\']).replace('\\', "/").to_lowercase()
}

pub(super) fn decode(part: &str, bytes: Vec<u8>) -> Result<String, ReadError> {
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return decode_utf16(part, rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return decode_utf16(part, rest, u16::from_be_bytes);
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let position = error.utf8_error().valid_up_to() as u64;
        ReadError::malformed(part, position, "not UTF-8")
    })?;
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    Ok(text)
}

fn decode_utf16(part: &str, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, ReadError> {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units)
        .collect::<Result<String, _>>()
        .map_err(|_| ReadError::malformed(part, 0, "not UTF-16"))
}
