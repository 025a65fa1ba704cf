//! Zip archives as uploads: what they are, and whether they are bombs, without inflating anything.

use std::io::{Read, Seek, SeekFrom};

use ulam_contracts::files::FileKind;
use zip::ZipArchive;

/// Entries that an archive may have.
const ENTRIES_MAX: u64 = 20_000;
/// Bytes that an archive may declare to inflate to, all entries together.
const INFLATED_BYTES_MAX: u64 = 1 << 30;
/// Bytes of the media type that an OpenDocument archive begins with.
const MIMETYPE_BYTES_MAX: u64 = 128;
/// Where the record at the end can begin: its own 22 bytes and the longest comment.
const END_BYTES_MAX: u64 = 22 + 65_535;

/// What is wrong with an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArchiveError {
    /// It isn't one, or a part is missing.
    Broken,
    /// It would inflate to too much, or has too many entries.
    Bomb(String),
}

/// What an archive is.
///
/// # Errors
/// A broken archive, a bomb.
pub fn kind_of_archive<R: Read + Seek>(mut file: R) -> Result<FileKind, ArchiveError> {
    // The library makes a record of each entry, so their number is looked at first.
    let declared = declared_entries(&mut file).ok_or(ArchiveError::Broken)?;
    if declared > ENTRIES_MAX {
        return Err(ArchiveError::Bomb(format!(
            "it holds {declared} parts; {ENTRIES_MAX} are allowed"
        )));
    }
    let mut archive = ZipArchive::new(file).map_err(|_| ArchiveError::Broken)?;
    let mut inflated: u64 = 0;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| ArchiveError::Broken)?;
        inflated = inflated.saturating_add(entry.size());
    }
    if inflated > INFLATED_BYTES_MAX {
        return Err(ArchiveError::Bomb(format!(
            "it would inflate to {inflated} bytes; {INFLATED_BYTES_MAX} are allowed"
        )));
    }
    let names: Vec<String> =
        archive.file_names().filter_map(Result::ok).map(|name| name.to_ascii_lowercase()).collect();
    let has = |name: &str| names.iter().any(|known| known == name);
    if has("[content_types].xml") {
        return Ok(match () {
            () if has("xl/workbook.bin") => FileKind::Xlsb,
            () if has("xl/workbook.xml") && has("xl/vbaproject.bin") => FileKind::Xlsm,
            () if has("xl/workbook.xml") => FileKind::Xlsx,
            () => FileKind::Other,
        });
    }
    if let Ok(entry) = archive.by_name("mimetype") {
        let mut media_type = String::new();
        let read = entry.take(MIMETYPE_BYTES_MAX).read_to_string(&mut media_type);
        if read.is_ok()
            && media_type.trim().starts_with("application/vnd.oasis.opendocument.spreadsheet")
        {
            return Ok(FileKind::Ods);
        }
    }
    Ok(FileKind::Other)
}

/// The number of entries that the record at the end of an archive declares (APPNOTE.TXT 4.3.16); of a
/// 64-bit archive the larger number of its own record (4.3.14).
fn declared_entries<R: Read + Seek>(file: &mut R) -> Option<u64> {
    let length = file.seek(SeekFrom::End(0)).ok()?;
    let start = length.saturating_sub(END_BYTES_MAX + 20 + 56);
    file.seek(SeekFrom::Start(start)).ok()?;
    let mut tail = Vec::new();
    file.take(END_BYTES_MAX + 20 + 56).read_to_end(&mut tail).ok()?;
    let find = |signature: &[u8; 4]| tail.windows(4).rposition(|window| window == signature);
    let end = find(b"PK\x05\x06")?;
    let short = u16::from_le_bytes(tail.get(end + 10..end + 12)?.try_into().ok()?);
    if short != u16::MAX {
        return Some(u64::from(short));
    }
    let long = find(b"PK\x06\x06")?;
    Some(u64::from_le_bytes(tail.get(long + 32..long + 40)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(entries: &[(&str, &[u8])]) -> Cursor<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in entries {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap()
    }

    #[test]
    fn kinds_are_told_by_their_parts() {
        let types: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
        for (parts, expected) in [
            (vec![types, ("xl/workbook.xml", &b"<w/>"[..])], FileKind::Xlsx),
            (
                vec![types, ("xl/workbook.xml", b"<w/>"), ("xl/vbaProject.bin", b"x")],
                FileKind::Xlsm,
            ),
            (vec![types, ("xl/workbook.bin", b"x")], FileKind::Xlsb),
            (vec![types, ("word/document.xml", b"x")], FileKind::Other),
            (
                vec![("mimetype", &b"application/vnd.oasis.opendocument.spreadsheet"[..])],
                FileKind::Ods,
            ),
            (vec![("mimetype", &b"application/epub+zip"[..])], FileKind::Other),
            (vec![("readme.txt", &b"x"[..])], FileKind::Other),
        ] {
            assert_eq!(kind_of_archive(archive(&parts)), Ok(expected), "{parts:?}");
        }
        assert_eq!(
            kind_of_archive(Cursor::new(b"PK\x03\x04 nothing".to_vec())),
            Err(ArchiveError::Broken)
        );
    }

    #[test]
    fn bombs_are_refused_for_what_they_declare() {
        // Nothing is inflated: the sizes in the central directory are changed to 4 GiB less a byte.
        let types: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
        let mut bytes = archive(&[types, ("xl/workbook.xml", b"<w/>")]).into_inner();
        let record = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
        bytes[record + 24..record + 28].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
        assert!(matches!(kind_of_archive(Cursor::new(bytes)), Err(ArchiveError::Bomb(_))));
    }
}
