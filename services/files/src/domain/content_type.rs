//! Media types of kinds of files.

use ulam_contracts::files::FileKind;

/// The media type of a kind; `other` is that of what is none of ours.
pub fn content_type(kind: FileKind, other: Option<&'static str>) -> &'static str {
    match kind {
        FileKind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        FileKind::Xlsm => "application/vnd.ms-excel.sheet.macroEnabled.12",
        FileKind::Xlsb => "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
        FileKind::Xls => "application/vnd.ms-excel",
        FileKind::Ods => "application/vnd.oasis.opendocument.spreadsheet",
        FileKind::Csv => "text/csv",
        FileKind::Json => "application/json",
        FileKind::Parquet => "application/vnd.apache.parquet",
        FileKind::Text => "text/plain",
        FileKind::Other => other.unwrap_or("application/octet-stream"),
    }
}
