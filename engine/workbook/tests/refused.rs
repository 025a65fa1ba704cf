//! Files that are refused: other formats, damage, and attacks. Never a panic.

mod support;

use support::{File, zip_of};
use ulam_workbook::{FileKind, Limits, ReadError, Workbook};

fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    Workbook::read(bytes, &Limits::default())
}

/// A file with something of everything.
fn rich_file() -> File {
    let rows = "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>1.5</v></c><c r=\"B1\" t=\"s\"><v>0</v></c>\
        <c r=\"C1\" cm=\"1\"><f t=\"array\" ref=\"C1:C2\">A1:A2*2</f><v>3</v></c></row>\
        <row r=\"2\" hidden=\"1\"><c r=\"A2\"><f t=\"shared\" ref=\"A2:A3\" si=\"0\">A1+Rate</f><v>2</v></c>\
        <c r=\"C2\"><v>4</v></c></row><row r=\"3\"><c r=\"A3\"><f t=\"shared\" si=\"0\"/><v>3</v></c>\
        <c r=\"B3\" t=\"inlineStr\"><is><r><t>x</t></r></is></c>\
        <c r=\"D3\" t=\"b\"><f>A1&gt;[1]Q!A1</f><v>1</v></c></row>";
    File::default()
        .sheet(
            "Model",
            &format!(
                "<sheetData>{rows}</sheetData><autoFilter ref=\"A1:B3\"><filterColumn colId=\"0\"/>\
                 </autoFilter><mergeCells><mergeCell ref=\"E1:F1\"/></mergeCells>"
            ),
        )
        .sheet("Other", "<sheetData/>")
        .strings("<si><t>caf\u{e9} _x000D_</t></si>")
        .part(
            "styles",
            "styles.xml",
            "<styleSheet><cellXfs><xf/><xf numFmtId=\"10\"/></cellXfs></styleSheet>",
        )
        .workbook(
            "<definedNames><definedName name=\"Rate\">Model!$A$1</definedName></definedNames>\
             <calcPr iterate=\"1\"/>",
        )
}

#[test]
fn other_files_are_named() {
    let archive = |path: &str| zip_of([(path, b"<x/>".as_slice())].into_iter());
    let cases: [(Vec<u8>, FileKind); 7] = [
        (Vec::new(), FileKind::Empty),
        (b"%PDF-1.4".to_vec(), FileKind::Pdf),
        (b"<html><body>Sign in</body></html>".to_vec(), FileKind::Html),
        (archive("word/document.xml"), FileKind::Word),
        (archive("ppt/presentation.xml"), FileKind::PowerPoint),
        (archive("content.xml"), FileKind::OpenDocument),
        (archive("readme.txt"), FileKind::Archive),
    ];
    for (bytes, kind) in cases {
        let error = read(&bytes).unwrap_err();
        assert_eq!(error, ReadError::NotAWorkbook(kind));
        // One sentence that says what to do.
        assert!(error.to_string().contains(": "), "{error}");
    }
}

#[test]
fn files_cut_short_are_refused_as_such() {
    let bytes = rich_file().bytes();
    for length in 4..bytes.len() {
        let error = read(&bytes[..length]).expect_err("a part of the file was read as all of it");
        if length < bytes.len() - 22 {
            assert!(matches!(error, ReadError::Truncated { .. }), "{length}: {error}");
        }
    }
    for length in [0, 3] {
        assert!(matches!(read(&bytes[..length]), Err(ReadError::NotAWorkbook(_))));
    }
}

#[test]
fn damaged_bytes_never_panic() {
    let bytes = rich_file().bytes();
    assert!(read(&bytes).is_ok());
    for at in 0..bytes.len() {
        for flipped in [0x01, 0x80, 0xFF] {
            let mut damaged = bytes.clone();
            damaged[at] ^= flipped;
            let _ = read(&damaged);
        }
    }
}

/// As above, but the damage is in the XML and not caught by the archive's checksums.
#[test]
fn damaged_parts_never_panic() {
    let parts = rich_file().parts();
    let stray: [&[u8]; 8] = [b"<", b">", b"\"", b"&", b"", b"\xFF", b"9999999999", b"<!--"];
    for damaged in 0..parts.len() {
        let content = parts[damaged].1.as_bytes();
        for at in 0..content.len() {
            let piece = stray[at % stray.len()];
            let changed = [&content[..at], piece, &content[at + 1..]].concat();
            let bytes = zip_of(parts.iter().enumerate().map(|(index, (path, content))| {
                let content = if index == damaged { &changed[..] } else { content.as_bytes() };
                (path.as_str(), content)
            }));
            let _ = read(&bytes);
        }
        for at in (0..content.len()).step_by(5) {
            let bytes = zip_of(parts.iter().enumerate().map(|(index, (path, content))| {
                let all = content.as_bytes();
                (path.as_str(), if index == damaged { &all[..at] } else { all })
            }));
            let _ = read(&bytes);
        }
    }
}

#[test]
fn bombs_are_refused_before_they_are_inflated() {
    let zeros = vec![b' '; 64 << 20];
    let limits = Limits { inflated_bytes_max: 32 << 20, ..Limits::default() };
    let mut bytes = zip_of([("xl/workbook.xml", zeros.as_slice())].into_iter());
    assert!(bytes.len() < 1 << 20);
    // Were it inflated, this would be an error of its own: a block type that doesn't exist.
    let header_length = 30 + "xl/workbook.xml".len();
    bytes[header_length] = 0xFF;
    let error = Workbook::read(&bytes, &limits).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { found, limit, .. }
        if found == 64 << 20 && limit == 32 << 20));
}

#[test]
fn parts_longer_than_declared_are_refused() {
    let spaces = vec![b' '; 1 << 20];
    let mut bytes = zip_of([("xl/workbook.xml", spaces.as_slice())].into_iter());
    // The uncompressed size in the central directory, 24 bytes after its signature.
    let header = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    bytes[header + 24..header + 28].copy_from_slice(&100_u32.to_le_bytes());
    assert!(matches!(read(&bytes), Err(ReadError::Malformed { .. })));
}

#[test]
fn sheets_that_share_a_part_count_each_time() {
    // A thousand sheets on one part of 1 MB: small in the file, large in memory.
    let padding = " ".repeat(1 << 20);
    let file = File::with_rows("").sheet("Big", &format!("<sheetData/>{padding}"));
    let mut parts = file.parts();
    for (path, content) in &mut parts {
        if path == "xl/workbook.xml" {
            let sheets: String =
                (0..1000).map(|i| format!("<sheet name=\"S{i}\" r:id=\"rId2\"/>")).collect();
            *content = content.replace("</sheets>", &format!("{sheets}</sheets>"));
        }
    }
    let bytes = zip_of(parts.iter().map(|(path, content)| (path.as_str(), content.as_bytes())));
    let limits = Limits { inflated_bytes_max: 16 << 20, ..Limits::default() };
    assert!(matches!(Workbook::read(&bytes, &limits), Err(ReadError::TooLarge { .. })));
}

#[test]
fn too_many_parts_sheets_names_and_texts_are_refused() {
    let file = rich_file();
    let bytes = file.bytes();
    let defaults = Limits::default;
    for limits in [
        Limits { archive_bytes_max: 100, ..defaults() },
        Limits { entries_max: 3, ..defaults() },
        Limits { sheets_max: 1, ..defaults() },
        Limits { names_max: 0, ..defaults() },
        Limits { shared_strings_max: 0, ..defaults() },
        Limits { text_bytes_max: 3, ..defaults() },
        Limits { cells_max: 3, ..defaults() },
    ] {
        let error = Workbook::read(&bytes, &limits).expect_err("a limit was passed");
        assert!(matches!(error, ReadError::TooLarge { .. }), "{error}");
    }
}

#[test]
fn deep_nesting_and_document_types_are_refused() {
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">]>";
    for (file, detail) in [
        (File::default().sheet("S", &deep), "nested too deeply"),
        (File::default().sheet("S", entities), "document type"),
    ] {
        match file.read() {
            Err(ReadError::Malformed { detail: found, .. }) => {
                assert!(found.contains(detail), "{found}");
            }
            other => panic!("{:?}", other.map(|_| "read")),
        }
    }
}

#[test]
fn missing_parts_are_named() {
    let parts = rich_file().parts();
    for missing in ["xl/worksheets/sheet2.xml", "xl/_rels/workbook.xml.rels"] {
        let kept = parts.iter().filter(|(path, _)| path != missing);
        let bytes = zip_of(kept.map(|(path, content)| (path.as_str(), content.as_bytes())));
        let error = read(&bytes).unwrap_err();
        assert!(matches!(error, ReadError::Malformed { .. }), "{error}");
    }
}
