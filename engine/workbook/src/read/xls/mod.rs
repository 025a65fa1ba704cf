//! Reading .xls files of Excel 97 to 2003 ([MS-XLS]).
//!
//! A workbook is a stream of records: [`globals`] reads the first part, with names, formats and shared
//! texts; [`sheet`] the part of each sheet.

mod globals;
mod records;
mod sheet;
mod strings;

use rayon::prelude::*;
use ulam_formula::address::SheetId;

use super::assemble::{SheetContent, assemble};
use super::check_sheet_count;
use super::compound_file::CompoundFile;
use super::error::{FileKind, ReadError};
use super::saving_time::saving_time_of_compound_file;
use super::sheet_builder::Budget;
use super::styles::Styles;
use super::warnings::Warnings;
use super::workbook_part::WorkbookPart;
use super::xlsx::linked_book;
use crate::limits::Limits;
use crate::workbook::{SheetKind, Workbook};
use globals::Globals;

/// The part that errors name.
const PART: &str = "the Workbook stream";

/// Reads an .xls file.
pub(super) fn read_compound_file(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    let file = CompoundFile::open(bytes)
        .map_err(|detail| ReadError::malformed("the compound file", 0, detail))?;
    let stream = file.stream("Workbook").map_err(|detail| ReadError::malformed(PART, 0, detail))?;
    let Some(stream) = stream else {
        return Err(ReadError::NotAWorkbook(kind_of(&file)));
    };
    let mut workbook = read_stream(&stream, limits)?;
    workbook.has_macros = file.has("_VBA_PROJECT_CUR");
    // One that can't be read says nothing.
    let properties = file.stream("\u{5}SummaryInformation").ok().flatten();
    let dates = workbook.date_system;
    workbook.saved_at = properties.and_then(|found| saving_time_of_compound_file(&found, dates));
    Ok(workbook)
}

/// What a compound file is that holds no workbook. What is embedded in it lies deeper than its own streams.
fn kind_of(file: &CompoundFile<'_>) -> FileKind {
    let streams = [
        ("EncryptedPackage", FileKind::Encrypted),
        ("WordDocument", FileKind::Word),
        ("PowerPoint Document", FileKind::PowerPoint),
        ("Book", FileKind::OldExcel),
    ];
    let found = streams.into_iter().find(|(stream, _)| file.has(stream));
    found.map_or(FileKind::Unknown, |(_, kind)| kind)
}

/// Reads the records of an .xls file.
pub(super) fn read_stream(stream: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    let globals = Globals::read(stream, limits)?;
    check_sheet_count(PART, globals.sheets.len(), limits)?;
    let mut warnings = Warnings::new(limits.warnings_max);
    let names = globals.name_entries(&mut warnings);
    let styles = Styles::new(&globals.format_codes, &globals.style_formats);
    let budget = Budget::new(limits);
    let contents: Vec<(SheetContent, sheet::Settings)> = globals
        .sheets
        .par_iter()
        .enumerate()
        .map(|(index, entry)| {
            let mut content = SheetContent::new(limits);
            content.kind = entry.kind;
            let mut settings = sheet::Settings::default();
            if entry.kind == SheetKind::Worksheet {
                let reader =
                    sheet::SheetReader::new(index as SheetId, &globals, &styles, &budget, &names);
                let (part, found) = reader.read(stream, entry.position)?;
                content.part = Some(part);
                settings = found;
            }
            Ok((content, settings))
        })
        .collect::<Result<_, ReadError>>()?;
    let mut part = WorkbookPart { names, date_system: globals.dates, ..WorkbookPart::default() };
    if let Some((_, settings)) =
        contents.iter().find(|(content, _)| content.kind == SheetKind::Worksheet)
    {
        part.calculation = settings.calculation;
    }
    part.calculation.full_precision = globals.full_precision;
    let mut books = Vec::new();
    for (index, book) in globals.external_books.into_iter().enumerate() {
        books.push(linked_book(index + 1, Ok(book), &mut warnings));
    }
    part.sheets = globals.sheets.into_iter().map(|sheet| sheet.entry).collect();
    part.check_counts(limits)?;
    let contents = contents.into_iter().map(|(content, _)| content).collect();
    Ok(assemble(part, contents, books, styles.formats, false, warnings))
}
