//! Reading OpenDocument spreadsheets (ISO/IEC 26300, OASIS OpenDocument 1.3): .ods, and .fods, which
//! is the same in one XML file.
//!
//! [`content`] reads the tables, names and settings, [`cells`] their cells, and [`open_formula`] turns
//! their formulas into Excel's notation.

mod cells;
mod content;
mod externals;
mod open_formula;
mod values;

use super::archive::{Archive, decode};
use super::error::{FileKind, ReadError};
use super::saving_time::saving_time_of_open_document;
use crate::limits::Limits;
use crate::workbook::{SavingProgram, Workbook};

/// Whether an archive is an OpenDocument spreadsheet or a template of one.
///
/// # Errors
/// If it is another OpenDocument file, or an encrypted one.
pub(super) fn is_spreadsheet(archive: &Archive<'_>) -> Result<bool, ReadError> {
    if !archive.has("content.xml") {
        return Ok(false);
    }
    let kind = archive.read_text("mimetype")?.unwrap_or_default();
    if !kind.trim().starts_with("application/vnd.oasis.opendocument.spreadsheet") {
        return Err(ReadError::NotAWorkbook(FileKind::OpenDocument));
    }
    let manifest = archive.read_text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains(":encryption-data") {
        return Err(ReadError::NotAWorkbook(FileKind::Encrypted));
    }
    Ok(true)
}

/// Reads an .ods file.
pub(super) fn read_package(archive: &Archive<'_>, limits: &Limits) -> Result<Workbook, ReadError> {
    let Some(text) = archive.read_text("content.xml")? else {
        return Err(ReadError::malformed("content.xml", 0, "the part is missing"));
    };
    // Properties that can't be read say nothing about the model.
    let properties = archive.read_text("meta.xml").ok().flatten().unwrap_or_default();
    let mut workbook = content::read_content("content.xml", &text, limits)?;
    workbook.saved_by = saving_program(&properties);
    workbook.saved_at = saving_time_of_open_document(&properties, workbook.date_system);
    Ok(workbook)
}

/// Reads a .fods file.
pub(super) fn read_flat(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    let (found, limit) = (bytes.len() as u64, limits.inflated_bytes_max);
    if found > limit {
        return Err(ReadError::TooLarge { what: "bytes of text:", found, limit });
    }
    let text = decode("the document", bytes.to_vec())?;
    let mut workbook = content::read_content("the document", &text, limits)?;
    workbook.saved_by = saving_program(&text);
    workbook.saved_at = saving_time_of_open_document(&text, workbook.date_system);
    Ok(workbook)
}

/// The program that the properties name.
fn saving_program(properties: &str) -> SavingProgram {
    let generator = properties.split_once("<meta:generator>").map_or("", |(_, rest)| rest);
    let generator = generator.split('<').next().unwrap_or_default();
    if generator.contains("LibreOffice") || generator.contains("OpenOffice") {
        SavingProgram::LibreOffice
    } else {
        SavingProgram::Excel
    }
}
