//! Reading .xlsb files ([MS-XLSB]): the parts of an .xlsx file, as records instead of XML.
//!
//! [`workbook`] reads the workbook part and what sheets share, [`sheet`] the worksheets.

mod records;
mod sheet;
mod workbook;

use rayon::prelude::*;
use ulam_formula::address::SheetId;
use ulam_formula::context::Table;

use super::archive::Archive;
use super::assemble::{SheetContent, assemble};
use super::check_sheet_count;
use super::error::ReadError;
use super::relationships::Relationships;
use super::saving_time::saving_time;
use super::sheet_builder::Budget;
use super::styles::Styles;
use super::tables::TablePart;
use super::warnings::Warnings;
use super::workbook_part::WorkbookPart;
use super::xlsx::linked_book;
use crate::limits::Limits;
use crate::workbook::{SheetKind, Workbook};
use workbook::{BinaryBook, BinaryTable};

/// Reads an .xlsb file whose workbook part is at `path`.
pub(super) fn read_xlsb(
    archive: &Archive<'_>,
    path: &str,
    limits: &Limits,
) -> Result<Workbook, ReadError> {
    let relationships = Relationships::read(archive, path)?;
    let mut warnings = Warnings::new(limits.warnings_max);
    let mut book = BinaryBook::read(archive, path, &relationships, limits)?;
    check_sheet_count(path, book.sheets.len(), limits)?;
    let part_of = |kind: &str| -> Result<Option<(String, Vec<u8>)>, ReadError> {
        let Some(relationship) = relationships.of_kind(kind).next() else {
            return Ok(None);
        };
        let path = relationship.target.clone();
        Ok(archive.read(&path)?.map(|bytes| (path, bytes)))
    };
    let texts = match part_of("sharedStrings")? {
        Some((path, bytes)) => workbook::read_shared_texts(&path, &bytes, limits)?,
        None => Vec::new(),
    };
    let styles = match part_of("styles") {
        Ok(Some((path, bytes))) => workbook::read_styles(&path, &bytes),
        Ok(None) => Ok(Styles::default()),
        Err(error) => Err(error),
    };
    let styles = styles.unwrap_or_else(|error| {
        warnings.add(None, format!("number formats are left out: {error}"));
        Styles::default()
    });
    let mut tables: Vec<Vec<TablePart>> = Vec::new();
    for (index, entry) in book.sheets.iter().enumerate() {
        let mut of_sheet = Vec::new();
        if let Some(relationship) = relationships.with_id(&entry.relationship_id) {
            let of_part = Relationships::read(archive, &relationship.target)?;
            for table in of_part.of_kind("table") {
                match read_table(archive, &table.target, index as SheetId) {
                    Ok(Some((number, table))) => of_sheet.push((number, table)),
                    Ok(None) => {}
                    Err(error) => warnings.add(None, format!("a table is left out: {error}")),
                }
            }
        }
        let mut parts = Vec::new();
        for (number, part) in of_sheet {
            let columns = part.table.columns.iter().map(|column| column.to_string()).collect();
            let name = part.table.name.to_string();
            book.tables.insert(number, BinaryTable { name, columns });
            parts.push(part);
        }
        let found = tables.iter().map(Vec::len).sum::<usize>() + parts.len();
        if found > limits.tables_max {
            let (found, limit) = (found as u64, limits.tables_max as u64);
            return Err(ReadError::TooLarge { what: "tables: at least", found, limit });
        }
        tables.push(parts);
    }
    let names = book.name_entries(&mut warnings);
    let budget = Budget::new(limits);
    let mut contents: Vec<SheetContent> = book
        .sheets
        .par_iter()
        .enumerate()
        .map(|(index, entry)| {
            let mut content = SheetContent::new(limits);
            let Some(relationship) = relationships.with_id(&entry.relationship_id) else {
                return Err(ReadError::malformed(path, 0, "the sheet has no part"));
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
            let part = &relationship.target;
            let Some(bytes) = archive.read(part)? else {
                return Err(ReadError::malformed(part, 0, "the part is missing"));
            };
            let reader =
                sheet::SheetReader::new(part, index as SheetId, &book, &texts, &styles, &budget);
            content.part = Some(reader.read(&bytes)?);
            Ok(content)
        })
        .collect::<Result<_, ReadError>>()?;
    for (content, tables) in contents.iter_mut().zip(tables) {
        content.tables = tables;
    }
    let has_macros = relationships.of_kind("vbaProject").next().is_some();
    let mut books = Vec::new();
    for (index, external) in book.external_books.into_iter().enumerate() {
        books.push(linked_book(index + 1, external, &mut warnings));
    }
    let part = WorkbookPart {
        sheets: book.sheets,
        names,
        date_system: book.dates,
        calculation: book.calculation,
        ..WorkbookPart::default()
    };
    let mut workbook = assemble(part, contents, books, styles.formats, has_macros, warnings);
    workbook.saved_at = saving_time(archive, workbook.date_system);
    Ok(workbook)
}

fn read_table(
    archive: &Archive<'_>,
    path: &str,
    sheet: SheetId,
) -> Result<Option<(u32, TablePart)>, ReadError> {
    let Some(bytes) = archive.read(path)? else {
        return Err(ReadError::malformed(path, 0, "the part is missing"));
    };
    let found: Option<(u32, Table, _)> = workbook::read_table(path, &bytes, sheet)?;
    Ok(found.map(|(number, table, filtered)| (number, TablePart { table, filtered })))
}
