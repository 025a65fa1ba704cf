//! Looking through a file: encoding, columns, rows, sheets.

use std::io::{self, Read, Seek, SeekFrom};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;
use parquet::basic::{ConvertedType, LogicalType, Type as PhysicalType};
use parquet::file::metadata::ParquetMetaDataReader;
use parquet::schema::types::ColumnDescriptor;
use serde::de::{DeserializeSeed, SeqAccess, Visitor};
use ulam_contracts::files::{ColumnKind, ColumnSummary, ExtractedMetadata, FileKind, SheetSummary};
use ulam_workbook::{DistinctFormula, Limits, Workbook};

use super::table;

/// Largest workbook that is looked through here; larger ones are opened as workbooks.
const WORKBOOK_BYTES_MAX: u64 = 32 << 20;
/// Largest JSON that is looked through.
const JSON_BYTES_MAX: u64 = 64 << 20;
/// Largest footer of a Parquet file.
const PARQUET_FOOTER_BYTES_MAX: u64 = 32 << 20;
/// Columns that are described.
const COLUMNS_MAX: usize = 1_000;
/// Sheets that are described.
const SHEETS_MAX: usize = 1_000;
/// Bytes that tell the delimiter.
const SAMPLE_BYTES: u64 = 64 << 10;
/// Objects of a JSON array whose fields are looked at.
const JSON_OBJECTS_LOOKED_AT: u64 = 1_000;

/// What was found in a file of this kind.
///
/// # Errors
/// A sentence that says why it can't be read.
pub fn extracted<R: Read + Seek>(
    version: u32,
    kind: FileKind,
    bytes: u64,
    processed_at: String,
    mut file: R,
) -> Result<ExtractedMetadata, String> {
    let mut found = ExtractedMetadata {
        version,
        kind,
        encoding: None,
        delimiter: None,
        has_header: None,
        row_count: None,
        columns: Vec::new(),
        sheets: Vec::new(),
        has_macros: None,
        warnings: Vec::new(),
        processed_at,
    };
    match kind {
        FileKind::Csv => {
            look_through_table(&mut found, &mut file).map_err(|error| sentence(&error))?
        }
        FileKind::Text => {
            look_through_text(&mut found, &mut file).map_err(|error| sentence(&error))?
        }
        FileKind::Json => look_through_json(&mut found, bytes, &mut file)?,
        FileKind::Parquet => look_through_parquet(&mut found, bytes, &mut file)?,
        FileKind::Xlsx | FileKind::Xlsm | FileKind::Xlsb | FileKind::Xls | FileKind::Ods => {
            look_through_workbook(&mut found, bytes, &mut file)?;
        }
        FileKind::Other => {}
    }
    Ok(found)
}

fn sentence(error: &io::Error) -> String {
    format!("The file can't be read: {error}.")
}

/// The encoding of a text: by its byte order mark, else UTF-8 if it is that throughout, else
/// Windows-1252, which every byte sequence is.
fn encoding_of(file: &mut (impl Read + Seek)) -> io::Result<&'static Encoding> {
    file.seek(SeekFrom::Start(0))?;
    let mut buffer = vec![0; 64 << 10];
    let mut kept = 0;
    let mut is_start = true;
    loop {
        let read = file.read(&mut buffer[kept..])?;
        let length = kept + read;
        if is_start && length >= 2 {
            is_start = false;
            match &buffer[..2] {
                [0xff, 0xfe] => return Ok(UTF_16LE),
                [0xfe, 0xff] => return Ok(UTF_16BE),
                _ => {}
            }
        }
        match std::str::from_utf8(&buffer[..length]) {
            Ok(_) if read == 0 => return Ok(UTF_8),
            Ok(_) => kept = 0,
            // A character may be cut in two by the buffer's end.
            Err(error) if error.error_len().is_none() && read > 0 => {
                let whole = error.valid_up_to();
                buffer.copy_within(whole..length, 0);
                kept = length - whole;
            }
            Err(_) => return Ok(WINDOWS_1252),
        }
    }
}

/// A text as UTF-8, without its byte order mark.
fn decoded<'a>(
    file: &'a mut (impl Read + Seek),
    encoding: &'static Encoding,
) -> io::Result<impl Read + 'a> {
    file.seek(SeekFrom::Start(0))?;
    Ok(DecodeReaderBytesBuilder::new()
        .encoding(Some(encoding))
        .bom_override(true)
        .strip_bom(true)
        .build(file))
}

fn look_through_table(
    found: &mut ExtractedMetadata,
    file: &mut (impl Read + Seek),
) -> io::Result<()> {
    let encoding = encoding_of(file)?;
    let mut sample = Vec::new();
    decoded(file, encoding)?.take(SAMPLE_BYTES).read_to_end(&mut sample)?;
    let summary = table::look_through(&sample, decoded(file, encoding)?)?;
    found.encoding = Some(encoding.name().to_lowercase());
    found.delimiter = Some(summary.delimiter.to_string());
    found.has_header = Some(summary.has_header);
    found.row_count = Some(summary.row_count);
    found.columns = summary.columns;
    found.warnings.extend(summary.warnings);
    Ok(())
}

fn look_through_text(
    found: &mut ExtractedMetadata,
    file: &mut (impl Read + Seek),
) -> io::Result<()> {
    let encoding = encoding_of(file)?;
    found.encoding = Some(encoding.name().to_lowercase());
    let mut text = decoded(file, encoding)?;
    let mut buffer = vec![0; 64 << 10];
    let (mut lines, mut last) = (0_u64, b'\n');
    loop {
        let read = text.read(&mut buffer)?;
        let Some(read) = buffer.get(..read).filter(|read| !read.is_empty()) else { break };
        lines += read.iter().filter(|byte| **byte == b'\n').count() as u64;
        last = read.last().copied().unwrap_or(last);
    }
    found.row_count = Some(lines + u64::from(last != b'\n'));
    Ok(())
}

/// Fields of the objects of an array, counted one object after the other.
#[derive(Default)]
struct JsonTable {
    rows: u64,
    columns: Vec<(String, JsonColumn)>,
    has_objects: bool,
}

#[derive(Default)]
struct JsonColumn {
    kinds: Vec<ColumnKind>,
    present: u64,
}

impl<'de> DeserializeSeed<'de> for &mut JsonTable {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        source.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for &mut JsonTable {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        loop {
            if self.rows >= JSON_OBJECTS_LOOKED_AT {
                if items.next_element::<serde::de::IgnoredAny>()?.is_none() {
                    return Ok(());
                }
            } else {
                let Some(item) = items.next_element::<serde_json::Value>()? else { return Ok(()) };
                self.add(&item);
            }
            self.rows += 1;
        }
    }
}

impl JsonTable {
    fn add(&mut self, item: &serde_json::Value) {
        let serde_json::Value::Object(fields) = item else { return };
        self.has_objects = true;
        for (name, value) in fields {
            let index = match self.columns.iter().position(|(known, _)| known == name) {
                Some(index) => index,
                None if self.columns.len() < COLUMNS_MAX => {
                    self.columns.push((name.chars().take(200).collect(), JsonColumn::default()));
                    self.columns.len() - 1
                }
                None => continue,
            };
            let kind = match value {
                serde_json::Value::Null => continue,
                serde_json::Value::Bool(_) => ColumnKind::Boolean,
                serde_json::Value::Number(number) if number.is_f64() => ColumnKind::Number,
                serde_json::Value::Number(_) => ColumnKind::Integer,
                serde_json::Value::String(_) => ColumnKind::Text,
                _ => ColumnKind::Mixed,
            };
            let column = &mut self.columns[index].1;
            column.present += 1;
            if !column.kinds.contains(&kind) {
                column.kinds.push(kind);
            }
        }
    }
}

fn look_through_json(
    found: &mut ExtractedMetadata,
    bytes: u64,
    file: &mut (impl Read + Seek),
) -> Result<(), String> {
    let encoding = encoding_of(file).map_err(|error| sentence(&error))?;
    found.encoding = Some(encoding.name().to_lowercase());
    if bytes > JSON_BYTES_MAX {
        found.warnings.push(format!("Larger than {JSON_BYTES_MAX} bytes, so not looked through."));
        return Ok(());
    }
    let mut text = decoded(file, encoding).map_err(|error| sentence(&error))?;
    let mut content = Vec::new();
    text.read_to_end(&mut content).map_err(|error| sentence(&error))?;
    let refused = |error: serde_json::Error| format!("The file is not JSON: {error}.");
    let is_array = content.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    let mut source = serde_json::Deserializer::from_slice(&content);
    if !is_array {
        serde::de::Deserialize::deserialize(&mut source)
            .map(|_: serde::de::IgnoredAny| ())
            .map_err(refused)?;
        return source.end().map_err(refused);
    }
    let mut rows = JsonTable::default();
    (&mut rows).deserialize(&mut source).map_err(refused)?;
    source.end().map_err(refused)?;
    found.row_count = Some(rows.rows);
    let looked_at = rows.rows.min(JSON_OBJECTS_LOOKED_AT);
    if rows.has_objects && looked_at < rows.rows {
        found.warnings.push(format!("Columns are those of the first {looked_at} objects."));
    }
    found.columns =
        rows.columns.into_iter().map(|(name, column)| column.summary(name, looked_at)).collect();
    Ok(())
}

impl JsonColumn {
    fn summary(self, name: String, rows: u64) -> ColumnSummary {
        let kind = match self.kinds.as_slice() {
            [] => ColumnKind::Empty,
            [only] => *only,
            kinds
                if kinds
                    .iter()
                    .all(|kind| matches!(kind, ColumnKind::Integer | ColumnKind::Number)) =>
            {
                ColumnKind::Number
            }
            _ => ColumnKind::Mixed,
        };
        let empty_count = rows.saturating_sub(self.present);
        ColumnSummary { name, kind, empty_count, min: None, max: None, examples: Vec::new() }
    }
}

fn look_through_parquet(
    found: &mut ExtractedMetadata,
    bytes: u64,
    file: &mut (impl Read + Seek),
) -> Result<(), String> {
    // The footer: metadata, its length in 4 bytes, "PAR1" (parquet-format, "File format").
    let damaged = |what: &dyn std::fmt::Display| format!("The Parquet file is damaged: {what}.");
    let io = |error: io::Error| damaged(&error);
    let mut tail = [0; 8];
    file.seek(SeekFrom::End(-8)).map_err(io)?;
    file.read_exact(&mut tail).map_err(io)?;
    let length = u64::from(u32::from_le_bytes([tail[0], tail[1], tail[2], tail[3]]));
    if length > PARQUET_FOOTER_BYTES_MAX || length + 12 > bytes {
        return Err(damaged(&"its footer's length can't be"));
    }
    file.seek(SeekFrom::Start(bytes - 8 - length)).map_err(io)?;
    let mut footer = Vec::new();
    file.take(length).read_to_end(&mut footer).map_err(io)?;
    let metadata =
        ParquetMetaDataReader::decode_metadata(&footer).map_err(|error| damaged(&error))?;
    let described = metadata.file_metadata();
    found.row_count = u64::try_from(described.num_rows()).ok();
    for column in described.schema_descr().columns().iter().take(COLUMNS_MAX) {
        found.columns.push(ColumnSummary {
            name: column.path().string(),
            kind: kind_of_parquet(column),
            empty_count: 0,
            min: None,
            max: None,
            examples: Vec::new(),
        });
    }
    for group in metadata.row_groups() {
        for (summary, chunk) in found.columns.iter_mut().zip(group.columns()) {
            let nulls = chunk.statistics().and_then(|statistics| statistics.null_count_opt());
            summary.empty_count = summary.empty_count.saturating_add(nulls.unwrap_or(0));
        }
    }
    Ok(())
}

fn kind_of_parquet(column: &ColumnDescriptor) -> ColumnKind {
    match (column.logical_type_ref(), column.converted_type(), column.physical_type()) {
        (Some(LogicalType::Date), _, _) | (_, ConvertedType::DATE, _) => ColumnKind::Date,
        (Some(LogicalType::Timestamp { .. }), _, _)
        | (_, ConvertedType::TIMESTAMP_MILLIS | ConvertedType::TIMESTAMP_MICROS, _)
        | (_, _, PhysicalType::INT96) => ColumnKind::Timestamp,
        (Some(LogicalType::Decimal { .. }), _, _) | (_, ConvertedType::DECIMAL, _) => {
            ColumnKind::Number
        }
        (_, _, PhysicalType::BOOLEAN) => ColumnKind::Boolean,
        (_, _, PhysicalType::INT32 | PhysicalType::INT64) => ColumnKind::Integer,
        (_, _, PhysicalType::FLOAT | PhysicalType::DOUBLE) => ColumnKind::Number,
        _ => ColumnKind::Text,
    }
}

fn look_through_workbook(
    found: &mut ExtractedMetadata,
    bytes: u64,
    file: &mut (impl Read + Seek),
) -> Result<(), String> {
    if bytes > WORKBOOK_BYTES_MAX {
        found.warnings.push(format!(
            "Larger than {WORKBOOK_BYTES_MAX} bytes: open it as a workbook to see its sheets."
        ));
        return Ok(());
    }
    let mut content = Vec::new();
    file.seek(SeekFrom::Start(0)).map_err(|error| sentence(&error))?;
    file.read_to_end(&mut content).map_err(|error| sentence(&error))?;
    let limits =
        Limits { inflated_bytes_max: 512 << 20, cells_max: 5_000_000, ..Limits::default() };
    let workbook = Workbook::read(&content, &limits)
        .map_err(|error| format!("The workbook can't be read: {error}."))?;
    found.has_macros = Some(workbook.has_macros());
    let is_unreadable =
        |formula: &DistinctFormula| matches!(formula, DistinctFormula::Unreadable { .. });
    let unreadable_ones: Vec<bool> = (0..workbook.distinct_formula_count())
        .filter_map(|number| u32::try_from(number).ok())
        .map(|number| workbook.read_distinct_formula(number, is_unreadable).unwrap_or(false))
        .collect();
    let mut formula_counts = vec![0_u64; workbook.sheets().len()];
    let mut unreadable = 0_u64;
    for entry in workbook.formulas() {
        let sheet = usize::from(workbook.cells().address(entry.cell).sheet);
        if let Some(count) = formula_counts.get_mut(sheet) {
            *count += 1;
        }
        let number = entry.distinct() as usize;
        unreadable += u64::from(unreadable_ones.get(number).copied().unwrap_or(false));
    }
    if unreadable > 0 {
        found.warnings.push(format!("{unreadable} formulas can't be read."));
    }
    for (sheet, formula_count) in workbook.sheets().iter().zip(formula_counts).take(SHEETS_MAX) {
        let (row_count, column_count) =
            sheet.grid.used().map_or((0, 0), |(row, column)| (row + 1, column + 1));
        found.sheets.push(SheetSummary {
            name: sheet.name.to_string(),
            row_count,
            column_count,
            formula_count,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn look(kind: FileKind, content: &[u8]) -> Result<ExtractedMetadata, String> {
        extracted(1, kind, content.len() as u64, String::new(), Cursor::new(content.to_vec()))
    }

    #[test]
    fn encodings_are_told() {
        for (content, expected) in [
            ("Größe;1\n".as_bytes().to_vec(), "utf-8"),
            (b"Gr\xf6\xdfe;1\n".to_vec(), "windows-1252"),
            (
                [
                    &[0xff, 0xfe][..],
                    &"Größe;1\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
                ]
                .concat(),
                "utf-16le",
            ),
        ] {
            let found = look(FileKind::Csv, &content).unwrap();
            assert_eq!(found.encoding.as_deref(), Some(expected));
            assert_eq!(
                found.columns[0].examples[0],
                ulam_contracts::workbooks::CellValue::Text("Größe".to_string())
            );
        }
        // A character across the buffer's edge.
        let long = format!("{}ö", "a".repeat((64 << 10) - 1));
        assert_eq!(
            look(FileKind::Text, long.as_bytes()).unwrap().encoding.as_deref(),
            Some("utf-8")
        );
    }

    #[test]
    fn json_and_text_are_counted() {
        let found =
            look(FileKind::Json, br#"[{"a": 1, "b": "x"}, {"a": 2.5, "b": null}, {"a": 3}]"#)
                .unwrap();
        assert_eq!(found.row_count, Some(3));
        assert_eq!(
            (found.columns[0].kind, found.columns[1].kind),
            (ColumnKind::Number, ColumnKind::Text)
        );
        assert_eq!(found.columns[1].empty_count, 2);
        assert!(look(FileKind::Json, b"[1, 2").is_err());
        assert!(look(FileKind::Json, &b"[".repeat(100_000)).is_err());
        assert_eq!(look(FileKind::Text, b"one\ntwo\nthree").unwrap().row_count, Some(3));
        assert!(look(FileKind::Parquet, b"PAR1\xff\xff\xff\x7fPAR1").is_err());
        assert!(look(FileKind::Xlsx, b"PK\x03\x04").is_err());
    }
}
