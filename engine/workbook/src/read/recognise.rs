//! What a file is, by its first bytes.

use super::error::FileKind;

/// Bytes that are looked at to tell text from other things.
const TEXT_SAMPLE_BYTES: usize = 4096;

/// Whether the bytes begin as a zip archive with entries does.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// What bytes that are no zip archive look like.
pub(super) fn kind_of_bytes(bytes: &[u8]) -> FileKind {
    if bytes.is_empty() {
        return FileKind::Empty;
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return kind_of_compound_file(bytes);
    }
    let signatures: [(&[u8], FileKind); 14] = [
        (b"%PDF", FileKind::Pdf),
        (b"PK\x05\x06", FileKind::Archive),
        (b"Rar!", FileKind::Archive),
        (b"7z\xBC\xAF\x27\x1C", FileKind::Archive),
        (&[0x1F, 0x8B], FileKind::Archive),
        (b"\x89PNG", FileKind::Picture),
        (&[0xFF, 0xD8, 0xFF], FileKind::Picture),
        (b"GIF8", FileKind::Picture),
        // BIFF 2 to 4: a workbook's first record without a compound file around it.
        (&[0x09, 0x00, 0x04, 0x00], FileKind::OldExcel),
        (&[0x09, 0x02, 0x06, 0x00], FileKind::OldExcel),
        (&[0x09, 0x04, 0x06, 0x00], FileKind::OldExcel),
        (&[0x09, 0x08, 0x10, 0x00], FileKind::OldExcel),
        (&[0xFF, 0xFE], FileKind::Text),
        (&[0xFE, 0xFF], FileKind::Text),
    ];
    for (signature, kind) in signatures {
        if bytes.starts_with(signature) {
            return kind;
        }
    }
    kind_of_text(bytes)
}

/// What a compound file (OLE) holds, told by the UTF-16 names of the streams in its directory.
fn kind_of_compound_file(bytes: &[u8]) -> FileKind {
    let holds = |stream: &str| {
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &name).is_some()
    };
    if holds("EncryptedPackage") {
        FileKind::Encrypted
    } else if holds("WordDocument") {
        FileKind::Word
    } else if holds("PowerPoint Document") {
        FileKind::PowerPoint
    } else if holds("Workbook") || holds("Book") {
        FileKind::OldExcel
    } else {
        FileKind::Unknown
    }
}

fn kind_of_text(bytes: &[u8]) -> FileKind {
    let sample = &bytes[..bytes.len().min(TEXT_SAMPLE_BYTES)];
    let sample = sample.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(sample);
    // Windows-1252 text is text too, so bytes above 127 say nothing; control characters do.
    if sample.iter().any(|byte| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C)) {
        return FileKind::Unknown;
    }
    let start = sample.trim_ascii_start().to_ascii_lowercase();
    let mentions = |text: &str| memchr::memmem::find(&start, text.as_bytes()).is_some();
    if start.starts_with(b"<?xml") && mentions("urn:schemas-microsoft-com:office:spreadsheet") {
        return FileKind::XmlSpreadsheet2003;
    }
    let is_markup = start.starts_with(b"<");
    if is_markup && ["<!doctype html", "<html", "<table", "<head"].iter().any(|tag| mentions(tag)) {
        return FileKind::Html;
    }
    FileKind::Text
}

/// What a zip archive that holds no workbook part looks like, by its entries' names (lower case).
pub(super) fn kind_of_archive<'a>(names: impl Iterator<Item = &'a str>) -> FileKind {
    let mut kind = FileKind::Archive;
    for name in names {
        if name.starts_with("xl/workbook.bin") {
            return FileKind::BinaryWorkbook;
        }
        if name.starts_with("word/") {
            return FileKind::Word;
        }
        if name.starts_with("ppt/") {
            return FileKind::PowerPoint;
        }
        if name.starts_with("index/document.iwa") {
            return FileKind::AppleDocument;
        }
        if name == "content.xml" || name == "mimetype" {
            kind = FileKind::OpenDocument;
        }
    }
    kind
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compound_file(stream: &str) -> Vec<u8> {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0];
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    }

    #[test]
    fn files_of_other_kinds_are_told_apart() {
        let cases: [(&[u8], FileKind); 12] = [
            (b"", FileKind::Empty),
            (b"%PDF-1.7\n", FileKind::Pdf),
            (b"\xEF\xBB\xBF<!DOCTYPE html><html>", FileKind::Html),
            (b"<table><tr><td>1</td></tr></table>", FileKind::Html),
            (b"a;b;c\r\n1;2;3\r\n", FileKind::Text),
            (b"Gr\xF6\xDFe,1\n", FileKind::Text),
            (b"\x89PNG\r\n\x1A\n", FileKind::Picture),
            (b"PK\x05\x06\0\0\0\0", FileKind::Archive),
            (&[1, 2, 3, 4], FileKind::Unknown),
            (&compound_file("Workbook"), FileKind::OldExcel),
            (&compound_file("EncryptedPackage"), FileKind::Encrypted),
            (&compound_file("WordDocument"), FileKind::Word),
        ];
        for (bytes, kind) in cases {
            assert_eq!(kind_of_bytes(bytes), kind, "{bytes:?}");
        }
    }
}
