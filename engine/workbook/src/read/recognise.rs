//! What a file is, by its first bytes.

use super::error::FileKind;

/// Bytes that are looked at to tell text from other things.
const TEXT_SAMPLE_BYTES: usize = 4096;

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// A zip archive: .xlsx, .xlsm, .xlsb or .ods.
    Zip,
    /// A compound file, as .xls files are; old Word and PowerPoint files too.
    CompoundFile,
    /// The records of an .xls file without a compound file around them.
    BiffStream,
    /// OpenDocument in one XML file: .fods.
    FlatOpenDocument,
    /// Text: .csv or .tsv.
    Text,
    /// No workbook.
    Other(FileKind),
}

/// What a file is, by its first bytes.
pub(super) fn format_of(bytes: &[u8]) -> Format {
    if bytes.starts_with(b"PK\x03\x04") {
        return Format::Zip;
    }
    if bytes.is_empty() {
        return Format::Other(FileKind::Empty);
    }
    if bytes.starts_with(&COMPOUND_FILE) {
        return Format::CompoundFile;
    }
    let signatures: [(&[u8], Format); 13] = [
        (b"%PDF", Format::Other(FileKind::Pdf)),
        (b"PK\x05\x06", Format::Other(FileKind::Archive)),
        (b"Rar!", Format::Other(FileKind::Archive)),
        (b"7z\xBC\xAF\x27\x1C", Format::Other(FileKind::Archive)),
        (&[0x1F, 0x8B], Format::Other(FileKind::Archive)),
        (b"\x89PNG", Format::Other(FileKind::Picture)),
        (&[0xFF, 0xD8, 0xFF], Format::Other(FileKind::Picture)),
        (b"GIF8", Format::Other(FileKind::Picture)),
        // BIFF 2 to 4: a workbook's first record without a compound file around it.
        (&[0x09, 0x00, 0x04, 0x00], Format::Other(FileKind::OldExcel)),
        (&[0x09, 0x02, 0x06, 0x00], Format::Other(FileKind::OldExcel)),
        (&[0x09, 0x04, 0x06, 0x00], Format::Other(FileKind::OldExcel)),
        (&[0x09, 0x08, 0x10, 0x00], Format::BiffStream),
        (&[0x09, 0x08, 0x08, 0x00], Format::BiffStream),
    ];
    for (signature, format) in signatures {
        if bytes.starts_with(signature) {
            return format;
        }
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Format::Text;
    }
    format_of_text(bytes)
}

/// How compound files (OLE) begin.
const COMPOUND_FILE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

fn format_of_text(bytes: &[u8]) -> Format {
    let sample = &bytes[..bytes.len().min(TEXT_SAMPLE_BYTES)];
    let sample = sample.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(sample);
    // Windows-1252 text is text too, so bytes above 127 say nothing; control characters do.
    if sample.iter().any(|byte| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C)) {
        return Format::Other(FileKind::Unknown);
    }
    let start = sample.trim_ascii_start().to_ascii_lowercase();
    let mentions = |text: &str| memchr::memmem::find(&start, text.as_bytes()).is_some();
    let is_markup = start.starts_with(b"<");
    if is_markup && mentions("urn:schemas-microsoft-com:office:spreadsheet") {
        return Format::Other(FileKind::XmlSpreadsheet2003);
    }
    if is_markup && mentions("<office:document") {
        return Format::FlatOpenDocument;
    }
    if is_markup && ["<!doctype html", "<html", "<table", "<head"].iter().any(|tag| mentions(tag)) {
        return Format::Other(FileKind::Html);
    }
    if is_markup && (start.starts_with(b"<?xml") || start.starts_with(b"<svg")) {
        return Format::Other(FileKind::Xml);
    }
    if start.starts_with(b"{") {
        return Format::Other(FileKind::Json);
    }
    Format::Text
}

/// What a zip archive that holds no workbook part looks like, by its entries' names (lower case).
pub(super) fn kind_of_archive<'a>(names: impl Iterator<Item = &'a str>) -> FileKind {
    let mut kind = FileKind::Archive;
    for name in names {
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

    #[test]
    fn files_of_other_kinds_are_told_apart() {
        let other = Format::Other;
        let cases: [(&[u8], Format); 13] = [
            (b"", other(FileKind::Empty)),
            (b"%PDF-1.7\n", other(FileKind::Pdf)),
            (b"\xEF\xBB\xBF<!DOCTYPE html><html>", other(FileKind::Html)),
            (b"<table><tr><td>1</td></tr></table>", other(FileKind::Html)),
            (b"<?xml version=\"1.0\"?><svg/>", other(FileKind::Xml)),
            (b"<?xml version=\"1.0\"?>\n<office:document x=\"\">", Format::FlatOpenDocument),
            (b"{\"a\": 1}", other(FileKind::Json)),
            (b"a;b;c\r\n1;2;3\r\n", Format::Text),
            (b"Gr\xF6\xDFe,1\n", Format::Text),
            (b"\x89PNG\r\n\x1A\n", other(FileKind::Picture)),
            (b"PK\x05\x06\0\0\0\0", other(FileKind::Archive)),
            (&[1, 2, 3, 4], other(FileKind::Unknown)),
            (&COMPOUND_FILE, Format::CompoundFile),
        ];
        for (bytes, format) in cases {
            assert_eq!(format_of(bytes), format, "{bytes:?}");
        }
    }
}
