//! Reading an .xlsx or .xlsm file (ECMA-376; transitional and strict).

use rayon::prelude::*;
use ulam_formula::address::SheetId;

use super::archive::Archive;
use super::assemble::{SheetContent, assemble};
use super::check_sheet_count;
use super::colors::Theme;
use super::error::ReadError;
use super::relationships::Relationships;
use super::saving_time::saving_time;
use super::sheet::{Shared, read_sheet};
use super::sheet_builder::Budget;
use super::styles::Styles;
use super::tables::TablePart;
use super::warnings::Warnings;
use super::workbook_part::{SheetEntry, WorkbookPart, read_workbook_part};
use super::{external, metadata, shared_strings, tables};

use crate::limits::Limits;

use crate::workbook::{ExternalBook, SavingProgram, SheetKind, Workbook};

/// Reads a workbook.
pub(super) fn read_xlsx(
    archive: &Archive<'_>,
    workbook_path: &str,
    limits: &Limits,
) -> Result<Workbook, ReadError> {
    let Some(text) = archive.read_text(workbook_path)? else {
        return Err(ReadError::malformed(workbook_path, 0, "the part is missing"));
    };
    let part = read_workbook_part(workbook_path, &text, limits)?;
    check_sheet_count(workbook_path, part.sheets.len(), limits)?;
    let relationships = Relationships::read(archive, workbook_path)?;
    let mut warnings = Warnings::new(limits.warnings_max);
    let has_macros = relationships.of_kind("vbaProject").next().is_some();
    let external_books = read_external_books(archive, &part, &relationships, &mut warnings);
    let shared = read_shared(archive, &part, &relationships, limits, &mut warnings)?;
    let sheets: Vec<SheetContent> = part
        .sheets
        .par_iter()
        .enumerate()
        .map(|(index, entry)| {
            let content =
                read_sheet_content(archive, index as SheetId, entry, &relationships, &shared);
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
    let program = saving_program(archive);
    let (number_formats, looks) = (shared.styles.formats, shared.styles.looks);
    // Cells have theirs.
    drop(shared.strings);
    let mut workbook = assemble(part, sheets, external_books, number_formats, has_macros, warnings);
    workbook.looks = looks;
    workbook.saved_by = program;
    workbook.saved_at = saving_time(archive, workbook.date_system);
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

/// The path of the workbook part, of an .xlsx or .xlsb file.
pub(super) fn workbook_path(archive: &Archive<'_>) -> Result<String, ReadError> {
    let relationships = Relationships::read(archive, "")?;
    let main = relationships.of_kind("officeDocument").next();
    let path = main.map_or("xl/workbook.xml", |main| main.target.as_str());
    let known = ["xl/workbook.xml", "xl/workbook.bin"];
    if archive.has(path) && path.to_lowercase().starts_with("xl/") {
        return Ok(path.to_string());
    }
    match known.into_iter().find(|path| archive.has(path)) {
        Some(path) => Ok(path.to_string()),
        None => Err(ReadError::NotAWorkbook(archive.kind())),
    }
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
        books.push(linked_book(number, book, warnings));
    }
    books
}

/// A linked workbook with the warning that its values are old, or with the reason for its absence.
pub(super) fn linked_book(
    number: usize,
    book: Result<ExternalBook, String>,
    warnings: &mut Warnings,
) -> ExternalBook {
    match book {
        Ok(book) => {
            let target = &book.target;
            let message = format!(
                "values of linked workbook [{number}] ({target:?}) are those saved in this file"
            );
            warnings.add(None, message);
            book
        }
        Err(error) => {
            warnings.add(None, format!("values of linked workbook [{number}]: {error}"));
            ExternalBook::default()
        }
    }
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
    // Colours aren't worth a warning: without its theme a workbook has Excel's own.
    let theme = text_of("theme").ok().flatten();
    let theme = theme.and_then(|(path, text)| Theme::read(&path, &text).ok()).unwrap_or_default();
    let styles = text_of("styles").and_then(|part| match part {
        Some((path, text)) => Styles::read(&path, &text, &theme),
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
        budget: Budget::new(limits),
        strings,
        styles,
        theme,
        dynamic_array_flags,
        date_system: part.date_system,
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
    let mut content = SheetContent::new(shared.budget.limits);
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
    content.part = Some(read_sheet(archive, path, sheet, shared)?);

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
