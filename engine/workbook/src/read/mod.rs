//! Reading an .xlsx file (ECMA-376; transitional and strict) into a [`Workbook`].
//!
//! The story in order: [`archive`] opens the zip and checks it against the limits;
//! [`relationships`] lead from part to part; [`workbook_part`] lists sheets and names;
//! [`sheet`] and [`cells`] read the worksheets, in parallel; [`formulas`] parses each distinct
//! formula once; [`mod@assemble`] puts everything together.

mod archive;
mod area;
mod assemble;
mod cells;
mod error;
mod external;
mod formula_key;
mod formulas;
mod metadata;
mod parts;
mod recognise;
mod relationships;
mod shared_strings;
mod sheet;
mod styles;
mod tables;
mod text;
mod warnings;
mod workbook_part;
mod xml;

use std::sync::atomic::AtomicU64;

use rayon::prelude::*;
use ulam_formula::address::SheetId;

use archive::Archive;
use assemble::{SheetContent, assemble};
pub use error::{FileKind, ReadError};
pub(crate) use parts::{workbook_part, worksheet_parts};
use relationships::Relationships;
use sheet::{Shared, read_sheet};
use styles::Styles;
use tables::TablePart;
use warnings::Warnings;
use workbook_part::{SheetEntry, WorkbookPart, read_workbook_part};

use crate::limits::Limits;

use crate::workbook::{ExternalBook, SavingProgram, SheetKind, Workbook};

/// Most sheets that sheet numbers can tell apart.
const SHEETS_MAX: usize = SheetId::MAX as usize;

/// Reads a workbook.
pub(crate) fn read_workbook(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    let archive = Archive::open(bytes, limits)?;
    let workbook_path = workbook_path(&archive)?;
    let Some(text) = archive.read_text(&workbook_path)? else {
        return Err(ReadError::malformed(&workbook_path, 0, "the part is missing"));
    };
    let part = read_workbook_part(&workbook_path, &text, limits)?;
    if part.sheets.is_empty() {
        return Err(ReadError::malformed(&workbook_path, 0, "the workbook has no sheets"));
    }
    if part.sheets.len() > SHEETS_MAX {
        return Err(ReadError::TooLarge {
            what: "sheets:",
            found: part.sheets.len() as u64,
            limit: SHEETS_MAX as u64,
        });
    }
    let relationships = Relationships::read(&archive, &workbook_path)?;
    let mut warnings = Warnings::new(limits.warnings_max);
    let has_macros = relationships.of_kind("vbaProject").next().is_some();
    let external_books = read_external_books(&archive, &part, &relationships, &mut warnings);
    let shared = read_shared(&archive, &part, &relationships, limits, &mut warnings)?;
    let sheets: Vec<SheetContent> = part
        .sheets
        .par_iter()
        .enumerate()
        .map(|(index, entry)| {
            let content =
                read_sheet_content(&archive, index as SheetId, entry, &relationships, &shared);
            content.map_err(|error| naming_sheet(error, &entry.name))
        })
        .collect::<Result<_, ReadError>>()?;
    let table_count: usize = sheets.iter().map(|sheet| sheet.tables.len()).sum();
    if table_count > limits.tables_max {
        return Err(ReadError::TooLarge {
            what: "tables:",
            found: table_count as u64,
            limit: limits.tables_max as u64,
        });
    }
    let program = saving_program(&archive);
    let mut workbook = assemble(part, sheets, external_books, shared, has_macros, warnings);
    workbook.saved_by = program;
    Ok(workbook)
}

/// The program that saved the file, as it says itself; a file that doesn't say, or whose properties
/// can't be read, is taken for Excel's.
fn saving_program(archive: &Archive<'_>) -> SavingProgram {
    match archive.read_text("docProps/app.xml") {
        Ok(Some(properties)) if properties.contains("<Application>LibreOffice") => {
            SavingProgram::LibreOffice
        }
        _ => SavingProgram::Excel,
    }
}

/// The path of the workbook part.
fn workbook_path(archive: &Archive<'_>) -> Result<String, ReadError> {
    let relationships = Relationships::read(archive, "")?;
    let main = relationships.of_kind("officeDocument").next();
    let path = main.map_or("xl/workbook.xml", |main| main.target.as_str());
    let is_workbook = archive.has(path) && path.to_lowercase().starts_with("xl/")
        || archive.has("xl/workbook.xml");
    if !is_workbook || path.to_lowercase().ends_with(".bin") {
        return Err(ReadError::NotAWorkbook(archive.kind()));
    }
    Ok(if archive.has(path) { path.to_string() } else { "xl/workbook.xml".to_string() })
}

/// Reads the external books. One that can't be read stays empty, with a warning.
fn read_external_books(
    archive: &Archive<'_>,
    part: &WorkbookPart,
    relationships: &Relationships,
    warnings: &mut Warnings,
) -> Vec<ExternalBook> {
    let mut books = Vec::with_capacity(part.external_book_ids.len());
    for id in &part.external_book_ids {
        let number = books.len() + 1;
        let book = match relationships.with_id(id) {
            Some(relationship) => external::read_external_book(archive, &relationship.target)
                .map_err(|error| error.to_string()),
            None => Err("it isn't in the file".to_string()),
        };
        books.push(book.unwrap_or_else(|error| {
            warnings.add(None, format!("values of linked workbook [{number}]: {error}"));
            ExternalBook::default()
        }));
    }
    books
}

/// Reads what all sheets share. Formats and metadata that can't be read are left out with a
/// warning; texts can't be.
fn read_shared<'l>(
    archive: &Archive<'_>,
    part: &WorkbookPart,
    relationships: &Relationships,
    limits: &'l Limits,
    warnings: &mut Warnings,
) -> Result<Shared<'l>, ReadError> {
    let text_of = |kind: &str| -> Result<Option<(String, String)>, ReadError> {
        let Some(relationship) = relationships.of_kind(kind).next() else {
            return Ok(None);
        };
        let path = relationship.target.clone();
        Ok(archive.read_text(&path)?.map(|text| (path, text)))
    };
    let strings = match text_of("sharedStrings")? {
        Some((path, text)) => shared_strings::read_shared_strings(&path, &text, limits)?,
        None => Vec::new(),
    };
    let styles = text_of("styles").and_then(|part| match part {
        Some((path, text)) => Styles::read(&path, &text),
        None => Ok(Styles::default()),
    });
    let styles = styles.unwrap_or_else(|error| {
        warnings.add(None, format!("number formats are left out: {error}"));
        Styles::default()
    });
    let flags = text_of("sheetMetadata").and_then(|part| match part {
        Some((path, text)) => metadata::read_dynamic_array_flags(&path, &text).map(Some),
        None => Ok(None),
    });
    let dynamic_array_flags = flags.unwrap_or_else(|error| {
        warnings.add(None, format!("marks of dynamic arrays are left out: {error}"));
        None
    });
    Ok(Shared {
        limits,
        strings,
        styles,
        dynamic_array_flags,
        date_system: part.date_system,
        cell_count: AtomicU64::new(0),
    })
}

/// Reads a sheet and its tables.
fn read_sheet_content(
    archive: &Archive<'_>,
    sheet: SheetId,
    entry: &SheetEntry,
    relationships: &Relationships,
    shared: &Shared<'_>,
) -> Result<SheetContent, ReadError> {
    let mut content = SheetContent::new(shared.limits);
    let Some(relationship) = relationships.with_id(&entry.relationship_id) else {
        return Err(ReadError::malformed("xl/workbook.xml", 0, "the sheet has no part"));
    };
    content.kind = match relationship.kind.as_str() {
        "chartsheet" => SheetKind::Chart,
        "dialogsheet" => SheetKind::Dialog,
        "xlMacrosheet" | "xlIntlMacrosheet" => SheetKind::Macro,
        _ => SheetKind::Worksheet,
    };
    if content.kind != SheetKind::Worksheet {
        return Ok(content);
    }
    let path = &relationship.target;
    let Some(text) = archive.read_text(path)? else {
        return Err(ReadError::malformed(path, 0, "the part is missing"));
    };
    content.part = Some(read_sheet(path, &text, sheet, shared)?);
    drop(text);

    for relationship in Relationships::read(archive, path)?.of_kind("table") {
        match read_table(archive, &relationship.target, sheet) {
            Ok(table) => content.tables.push(table),
            Err(error @ ReadError::TooLarge { .. }) => return Err(error),
            Err(error) => content.warnings.add(None, format!("a table is left out: {error}")),
        }
    }
    Ok(content)
}

fn read_table(archive: &Archive<'_>, path: &str, sheet: SheetId) -> Result<TablePart, ReadError> {
    match archive.read_text(path)? {
        Some(text) => tables::read_table(path, &text, sheet),
        None => Err(ReadError::malformed(path, 0, "the part is missing")),
    }
}

/// The error with the name of the sheet that it concerns, as people don't know part names.
fn naming_sheet(error: ReadError, sheet: &str) -> ReadError {
    match error {
        ReadError::Malformed { part, detail, position } => {
            ReadError::Malformed { part: format!("sheet {sheet:?}, {part}"), detail, position }
        }
        other => other,
    }
}
