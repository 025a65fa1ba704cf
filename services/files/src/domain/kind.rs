//! What a file is, by its content, and whether its name says the same.

use std::io::{Read, Seek, SeekFrom};

use ulam_contracts::files::FileKind;

use super::archive::{ArchiveError, kind_of_archive};
use super::content_type::content_type;
use super::name::extension;

/// Bytes from the beginning that are looked at.
const HEAD_BYTES: u64 = 64 << 10;
/// Head of a compound file (\[MS-CFB\] 2.2).
const COMPOUND_MAGIC: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// Head and foot of a Parquet file.
const PARQUET_MAGIC: &[u8] = b"PAR1";
/// Bytes of a compound file's directory that are looked at: 128 entries.
const DIRECTORY_BYTES_MAX: u64 = 16 << 10;

/// What a content was found to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The kind.
    pub kind: FileKind,
    /// Its media type.
    pub content_type: String,
}

/// Why a content is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It isn't what its name says: 415.
    Contradiction(String),
    /// It would do harm: 422.
    Unsafe(String),
}

/// What a content is that was uploaded under this name.
///
/// # Errors
/// A content that contradicts the name's extension, a program, a bomb.
pub fn found<R: Read + Seek>(name: &str, mut file: R) -> Result<Found, Refused> {
    let head = head_of(&mut file);
    let extension = extension(name);
    let expected = kind_of_extension(&extension);
    let (kind, other) = match kind_of(&head, &extension, file)? {
        Look::Ours(kind) => (kind, None),
        Look::Other(media_type, description) => {
            if let Some(expected) = expected {
                return Err(contradiction(name, expected, &description));
            }
            (FileKind::Other, media_type)
        }
    };
    match expected {
        Some(expected) if expected != kind => Err(contradiction(name, expected, described(kind))),
        _ => Ok(Found { kind, content_type: content_type(kind, other).to_string() }),
    }
}

fn contradiction(name: &str, expected: FileKind, description: &str) -> Refused {
    Refused::Contradiction(format!(
        "By its name '{name}' is {}, but its content is {description}. Save it again in the right format, or correct its extension.",
        described(expected)
    ))
}

enum Look {
    Ours(FileKind),
    /// Its media type and what to call it.
    Other(Option<&'static str>, String),
}

fn head_of<R: Read + Seek>(file: &mut R) -> Vec<u8> {
    let mut head = Vec::new();
    // What can't be read is like what isn't there: it is no kind that we know.
    if file.seek(SeekFrom::Start(0)).is_ok() {
        let _ = file.take(HEAD_BYTES).read_to_end(&mut head);
    }
    head
}

fn kind_of<R: Read + Seek>(head: &[u8], extension: &str, mut file: R) -> Result<Look, Refused> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return match kind_of_archive(file) {
            Ok(FileKind::Other) => Ok(other(head, "another zip archive")),
            Ok(kind) => Ok(Look::Ours(kind)),
            Err(ArchiveError::Broken) => {
                Ok(other(head, "a zip archive that is cut off or damaged"))
            }
            Err(ArchiveError::Bomb(why)) => {
                Err(Refused::Unsafe(format!("The file is not opened: {why}.")))
            }
        };
    }
    if head.starts_with(COMPOUND_MAGIC) {
        return Ok(match compound_streams(head, &mut file) {
            streams if has_stream(&streams, "EncryptedPackage") => {
                other(head, "encrypted with a password; save it without one")
            }
            streams if has_stream(&streams, "Workbook") || has_stream(&streams, "Book") => {
                Look::Ours(FileKind::Xls)
            }
            _ => other(head, "another document of Microsoft Office"),
        });
    }
    if head.starts_with(PARQUET_MAGIC) {
        let mut foot = [0; 4];
        // Head, length of the metadata, foot: twelve bytes are the least (parquet-format, "File format").
        let is_long = file.seek(SeekFrom::End(-4)).is_ok_and(|offset| offset >= 8);
        let is_whole = is_long && file.read_exact(&mut foot).is_ok();
        return Ok(match is_whole && foot == PARQUET_MAGIC {
            true => Look::Ours(FileKind::Parquet),
            false => other(head, "a Parquet file that is cut off"),
        });
    }
    if infer::is_app(head) {
        return Err(Refused::Contradiction("Programs are not accepted.".to_string()));
    }
    if is_text(head) {
        return Ok(Look::Ours(kind_of_text(head, extension)));
    }
    Ok(other(head, "something else"))
}

fn other(head: &[u8], description: &str) -> Look {
    let known = infer::get(head);
    let media_type = known.map(|known| known.mime_type());
    let description = match known {
        Some(known) if description == "something else" => known.mime_type().to_string(),
        _ => description.to_string(),
    };
    Look::Other(media_type, description)
}

/// The beginning of a compound file's directory (\[MS-CFB\] 2.2 and 2.6), as far as it is in one piece.
fn compound_streams<R: Read + Seek>(head: &[u8], file: &mut R) -> Vec<u8> {
    let number = |at: usize, length: usize| {
        let bytes = head.get(at..at + length)?;
        Some(bytes.iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte)))
    };
    let mut directory = Vec::new();
    if let (Some(shift @ 9..=12), Some(sector)) = (number(30, 2), number(48, 4)) {
        let offset = (sector + 1) << shift;
        if file.seek(SeekFrom::Start(offset)).is_ok() {
            let _ = file.take(DIRECTORY_BYTES_MAX).read_to_end(&mut directory);
        }
    }
    directory
}

/// Whether a directory has an entry of this name, which may be written in capitals.
fn has_stream(directory: &[u8], name: &str) -> bool {
    let wanted: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    let is_named = |entry: &[u8]| {
        entry.get(..wanted.len()).is_some_and(|name| name.eq_ignore_ascii_case(&wanted))
    };
    directory.chunks_exact(128).any(is_named)
}

/// Whether bytes look like text in UTF-8, UTF-16 with a byte order mark, or an 8-bit encoding.
fn is_text(head: &[u8]) -> bool {
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return true;
    }
    let is_odd = |byte: &&u8| matches!(**byte, 0..=8 | 14..=26 | 28..=31 | 127);
    !head.contains(&0) && head.iter().filter(is_odd).count() * 100 <= head.len()
}

fn kind_of_text(head: &[u8], extension: &str) -> FileKind {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let is_json = looks_like_json(text);
    match extension {
        "json" | "geojson" if is_json => FileKind::Json,
        // Not JSON: the name will be contradicted.
        "json" | "geojson" => FileKind::Text,
        "csv" | "tsv" | "tab" => FileKind::Csv,
        _ if kind_of_extension(extension) == Some(FileKind::Text) => FileKind::Text,
        _ if is_json => FileKind::Json,
        _ => FileKind::Text,
    }
}

/// Whether a text begins as JSON does. A head that breaks off in the middle still does.
fn looks_like_json(text: &str) -> bool {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
    match values.next() {
        Some(Ok(_)) => true,
        Some(Err(error)) => error.is_eof() && text.starts_with(['{', '[', '"']),
        None => false,
    }
}

/// The kind that an extension promises; `None` for those that promise none of ours.
pub fn kind_of_extension(extension: &str) -> Option<FileKind> {
    Some(match extension {
        "xlsx" | "xltx" => FileKind::Xlsx,
        "xlsm" | "xltm" => FileKind::Xlsm,
        "xlsb" => FileKind::Xlsb,
        "xls" | "xlt" => FileKind::Xls,
        "ods" | "ots" => FileKind::Ods,
        "csv" | "tsv" | "tab" => FileKind::Csv,
        "json" | "geojson" => FileKind::Json,
        "parquet" | "pq" => FileKind::Parquet,
        "txt" | "md" | "log" | "yaml" | "yml" | "sql" | "xml" | "html" | "htm" | "svg" => {
            FileKind::Text
        }
        _ => return None,
    })
}

fn described(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Xlsx => "an Excel workbook (.xlsx)",
        FileKind::Xlsm => "an Excel workbook with macros (.xlsm)",
        FileKind::Xlsb => "a binary Excel workbook (.xlsb)",
        FileKind::Xls => "an Excel 97-2003 workbook (.xls)",
        FileKind::Ods => "an OpenDocument spreadsheet (.ods)",
        FileKind::Csv => "a CSV file (.csv)",
        FileKind::Json => "JSON (.json)",
        FileKind::Parquet => "a Parquet file (.parquet)",
        FileKind::Text => "a text",
        FileKind::Other => "something else",
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn look(name: &str, content: &[u8]) -> Result<FileKind, Refused> {
        found(name, Cursor::new(content.to_vec())).map(|found| found.kind)
    }

    #[test]
    fn texts_are_told_by_content_and_name() {
        assert_eq!(look("a.csv", b"x;y\n1;2\n"), Ok(FileKind::Csv));
        assert_eq!(look("a.csv", b"K\xf6ln;1\n"), Ok(FileKind::Csv));
        assert_eq!(look("a.json", b" [1, 2"), Ok(FileKind::Json));
        assert_eq!(look("a.txt", b"{}"), Ok(FileKind::Text));
        assert_eq!(look("a", b"{\"a\": 1}"), Ok(FileKind::Json));
        assert_eq!(look("a", "Grüße".as_bytes()), Ok(FileKind::Text));
    }

    #[test]
    fn contradictions_are_refused() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0";
        // The header of an ELF program is 64 bytes long.
        let mut elf = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0".to_vec();
        elf.resize(64, 0);
        for (name, content) in [
            ("a.xlsx", &b"just text"[..]),
            ("a.xlsx", png),
            ("a.csv", png),
            ("a.json", b"no json"),
            ("a.parquet", b"PAR1 and then nothing"),
            ("a.xls", COMPOUND_MAGIC),
            ("a.xlsx", b"PK\x03\x04"),
            ("a.csv", &elf),
            ("a", &elf),
        ] {
            assert!(matches!(look(name, content), Err(Refused::Contradiction(_))), "{name}");
        }
        assert_eq!(look("a.png", png), Ok(FileKind::Other));
    }
}
