//! The first part of an .xls file: what its sheets share.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use ulam_formula::address::{CellAddress, SheetId, column_letters, quoted_sheet_name};
use ulam_formula::context::DateSystem;
use ulam_formula::value::{CellError, Value};

use super::super::error::{FileKind, ReadError};
use super::super::tokens::{
    Book, Bytes, Decoded, Layout, Place, Tokens, decode, error_text, sheet_prefix,
};
use super::super::warnings::Warnings;
use super::super::workbook_part::{NameEntry, SheetEntry};
use super::records::{BOF, EOF, Record, Records};
use super::strings::{Segments, shared_texts};
use crate::limits::Limits;
use crate::workbook::{ExternalBook, ExternalName, ExternalSheet, SheetKind, Visibility};

/// What the first part says.
#[derive(Default)]
pub(super) struct Globals {
    pub(super) sheets: Vec<GlobalSheet>,
    pub(super) texts: Vec<Arc<str>>,
    /// Codes of number formats by number.
    pub(super) format_codes: HashMap<u32, String>,
    /// Number of the number format of each cell style.
    pub(super) style_formats: Vec<u32>,
    pub(super) dates: DateSystem,
    pub(super) full_precision: bool,
    /// Other workbooks, in the order in which formulas count them.
    pub(super) external_books: Vec<ExternalBook>,
    books: Vec<SupportingBook>,
    /// Entries of the table of sheets: book, first and last sheet.
    sheet_table: Vec<(u16, i16, i16)>,
    names: Vec<Name>,
    /// Sheet whose cached cells come next.
    cached_sheet: usize,
}

/// A sheet.
pub(super) struct GlobalSheet {
    pub(super) entry: SheetEntry,
    pub(super) kind: SheetKind,
    /// Where its part begins.
    pub(super) position: usize,
}

/// A workbook or add-in that formulas refer to.
struct SupportingBook {
    kind: BookKind,
    /// Names that formulas refer to by number, with the number from 0 of the sheet that each belongs to.
    names: Vec<(String, Option<usize>)>,
}

enum BookKind {
    /// This workbook.
    Own,
    /// Functions of an add-in.
    AddIn,
    /// Another workbook, by its index.
    External(usize),
}

struct Name {
    name: String,
    /// The sheet that it belongs to.
    sheet: Option<u32>,
    is_hidden: bool,
    is_macro: bool,
    tokens: Vec<u8>,
    extra: Vec<u8>,
}

impl Globals {
    /// Reads the first part of a stream.
    pub(super) fn read(stream: &[u8], limits: &Limits) -> Result<Globals, ReadError> {
        let mut records = Records::new(stream, 0);
        let mut globals = Globals { full_precision: true, ..Globals::default() };
        let Some(first) = records.next()?.filter(|record| record.kind == BOF) else {
            return Err(ReadError::NotAWorkbook(FileKind::Unknown));
        };
        /// The version of Excel 97 to 2003.
        const VERSION: [u8; 2] = [0x00, 0x06];
        if !first.data.starts_with(&VERSION) {
            return Err(ReadError::NotAWorkbook(FileKind::OldExcel));
        }
        loop {
            let Some(record) = records.next()? else {
                return Err(ReadError::Truncated {
                    detail: "the list of its sheets has no end".to_string(),
                });
            };
            if record.kind == EOF {
                return Ok(globals);
            }
            globals.read_record(record, &mut records, limits)?;
            let (found, limit) = (globals.names.len() as u64, limits.names_max as u64);
            if found > limit {
                return Err(ReadError::TooLarge { what: "defined names: at least", found, limit });
            }
        }
    }

    fn read_record<'a>(
        &mut self,
        record: Record<'a>,
        records: &mut Records<'a>,
        limits: &Limits,
    ) -> Result<(), ReadError> {
        let error = |detail: &str| record.error(detail);
        let mut data = Bytes::new(record.data);
        match record.kind {
            // FilePass
            0x002F => return Err(ReadError::NotAWorkbook(FileKind::Encrypted)),
            // Date1904
            0x0022 if data.u16().map_err(error)? != 0 => {
                self.dates = DateSystem::Since1904;
            }
            // CalcPrecision
            0x000E => self.full_precision = data.u16().map_err(error)? != 0,
            // Format
            0x041E => {
                let number = u32::from(data.u16().map_err(error)?);
                let length = usize::from(data.u16().map_err(error)?);
                // Some programs count more characters than they write; Excel takes those that are there.
                let written = match data.rest() {
                    [flags, letters @ ..] if flags & 1 == 1 => letters.len() / 2,
                    rest => rest.len().saturating_sub(1),
                };
                let code = data.flagged_text(length.min(written)).map_err(error)?;
                self.format_codes.insert(number, code);
            }
            // XF
            0x00E0 => {
                data.take(2).map_err(error)?;
                self.style_formats.push(u32::from(data.u16().map_err(error)?));
            }
            // BoundSheet8
            0x0085 => {
                let sheet = read_sheet(data).map_err(error)?;
                self.sheets.push(sheet);
            }
            // SST
            0x00FC => {
                let segments = Segments::new(record.data, records.continuations()?);
                self.texts = shared_texts(segments, limits.text_bytes_max).map_err(error)?;
            }
            // SupBook
            0x01AE => {
                let segments = Segments::new(record.data, records.continuations()?);
                self.read_book(segments).map_err(error)?;
            }
            // ExternName
            0x0023 => {
                self.read_external_name(data);
            }
            // ExternSheet
            0x0017 => {
                let mut segments = Segments::new(record.data, records.continuations()?);
                let count = segments.u16().map_err(error)?;
                for _ in 0..count {
                    let book = segments.u16().map_err(error)?;
                    let first = segments.u16().map_err(error)? as i16;
                    let last = segments.u16().map_err(error)? as i16;
                    self.sheet_table.push((book, first, last));
                }
            }
            // XCT
            0x0059 => {
                data.take(2).map_err(error)?;
                self.cached_sheet = usize::from(data.u16().unwrap_or(0));
            }
            // CRN
            0x005A => {
                let segments = Segments::new(record.data, records.continuations()?);
                // Cached values of other workbooks: what can't be read is left out.
                let _ = self.read_cached_cells(record.data, segments);
            }
            // Lbl
            0x0018 => self.names.push(read_name(data).map_err(error)?),
            _ => {}
        }
        Ok(())
    }

    fn read_book(&mut self, mut data: Segments<'_>) -> Result<(), &'static str> {
        const OWN: u16 = 0x0401;
        const ADD_IN: u16 = 0x3A01;
        let sheet_count = data.u16()?;
        let length = data.u16()?;
        let kind = match length {
            OWN => BookKind::Own,
            ADD_IN => BookKind::AddIn,
            length => {
                let is_wide = data.u8()? & 1 != 0;
                let path = data.characters(usize::from(length), is_wide)?;
                let mut book =
                    ExternalBook { target: plain_path(&path), ..ExternalBook::default() };
                for _ in 0..sheet_count {
                    // A link to a program (DDE) has no sheets.
                    let Ok(name) = data.text() else { break };
                    book.sheets.push(ExternalSheet { name, ..ExternalSheet::default() });
                }
                self.external_books.push(book);
                BookKind::External(self.external_books.len() - 1)
            }
        };
        self.books.push(SupportingBook { kind, names: Vec::new() });
        Ok(())
    }

    fn read_external_name(&mut self, data: Bytes<'_>) {
        let Some(book) = self.books.last_mut() else { return };
        let Ok((sheet, name, meaning)) = read_external_name(data) else {
            book.names.push(Default::default());
            return;
        };
        let sheet = usize::from(sheet).checked_sub(1);
        book.names.push((name.clone(), sheet));
        if let BookKind::External(number) = book.kind
            && let Some(external) = self.external_books.get_mut(number)
            && let Some(meaning) = meaning_of_external_name(meaning, external)
        {
            external.names.push(ExternalName { name, sheet, meaning });
        }
    }

    fn read_cached_cells(
        &mut self,
        head: &[u8],
        mut data: Segments<'_>,
    ) -> Result<(), &'static str> {
        let Some(SupportingBook { kind: BookKind::External(book), .. }) = self.books.last() else {
            return Ok(());
        };
        let [last_column, first_column, ..] = head else {
            return Ok(());
        };
        data.u16()?;
        let row = u32::from(data.u16()?);
        let sheet = self.external_books[*book].sheets.get_mut(self.cached_sheet);
        let sheet = sheet.ok_or("no such sheet")?;
        for column in *first_column..=*last_column {
            let value = match data.u8()? {
                0x01 => Value::number(f64::from_bits(data.u64()?)),
                0x02 => Value::text(data.text()?),
                0x04 => Value::Boolean(data.u64()? & 0xFF != 0),
                0x10 => Value::Error(error_of(data.u64()? as u8)),
                _ => {
                    data.u64()?;
                    continue;
                }
            };
            sheet.cells.insert((row, u32::from(column)), value);
        }
        Ok(())
    }

    /// The defined names, their formulas as text.
    pub(super) fn name_entries(&self, warnings: &mut Warnings) -> Vec<NameEntry> {
        let mut entries = Vec::with_capacity(self.names.len());
        for name in self.names.iter().filter(|name| !name.is_macro) {
            let cell = CellAddress { sheet: name.sheet.unwrap_or(0) as u16, row: 0, column: 0 };
            let place = Place { cell, is_name: true };
            let tokens = Tokens { tokens: &name.tokens, extra: &name.extra };
            let text = match decode(tokens, Layout::Biff8, place, self) {
                Ok(Decoded::Text(text)) => text,
                Ok(_) => "#REF!".to_string(),
                Err(_) if name.tokens.is_empty() => "#REF!".to_string(),
                Err(error) => {
                    warnings.add(None, format!("the name {:?} can't be read: {error}", name.name));
                    "#NAME?".to_string()
                }
            };
            entries.push(NameEntry {
                name: name.name.clone(),
                sheet: name.sheet,
                is_hidden: name.is_hidden,
                text,
                host: (0, 0),
            });
        }
        entries
    }
}

impl Book for Globals {
    fn sheets(&self, entry: u16) -> Option<Cow<'_, str>> {
        let (book, first, last) = *self.sheet_table.get(usize::from(entry))?;
        let (first, last) = (usize::try_from(first).ok()?, usize::try_from(last).ok()?);
        let prefix = match &self.books.get(usize::from(book))?.kind {
            BookKind::Own => {
                let name = |index: usize| self.sheets.get(index).map(|sheet| &sheet.entry.name);
                sheet_prefix(None, name(first)?, name(last)?)
            }
            BookKind::External(book) => {
                let sheets = &self.external_books.get(*book)?.sheets;
                let name = |index: usize| sheets.get(index).map(|sheet| &sheet.name);
                sheet_prefix(Some(book + 1), name(first)?, name(last)?)
            }
            BookKind::AddIn => return None,
        };
        Some(Cow::Owned(prefix))
    }

    fn name(&self, number: u32, sheet: SheetId) -> Option<Cow<'_, str>> {
        let name = self.names.get((number as usize).checked_sub(1)?)?;
        match name.sheet {
            Some(owner) if owner != u32::from(sheet) => {
                let owner = &self.sheets.get(owner as usize)?.entry.name;
                Some(Cow::Owned(format!("{}!{}", quoted_sheet_name(owner), name.name)))
            }
            _ => Some(Cow::Borrowed(&name.name)),
        }
    }

    fn external_name(&self, entry: u16, number: u32) -> Option<Cow<'_, str>> {
        let (book, first, _) = *self.sheet_table.get(usize::from(entry))?;
        let book = self.books.get(usize::from(book))?;
        let index = (number as usize).checked_sub(1)?;
        match book.kind {
            BookKind::Own => {
                let sheet = SheetId::try_from(first).unwrap_or(SheetId::MAX);
                self.name(number, sheet)
            }
            BookKind::AddIn => book.names.get(index).map(|(name, _)| Cow::Borrowed(name.as_str())),
            BookKind::External(number) => {
                let (name, sheet) = book.names.get(index)?;
                let sheets = &self.external_books.get(number)?.sheets;
                let prefix = match sheet.and_then(|sheet| sheets.get(sheet)) {
                    Some(sheet) => sheet_prefix(Some(number + 1), &sheet.name, &sheet.name),
                    None => format!("[{}]!", number + 1),
                };
                Some(Cow::Owned(prefix + name))
            }
        }
    }

    fn table(&self, _number: u32) -> Option<(&str, &[String])> {
        None
    }
}

fn read_sheet(mut data: Bytes<'_>) -> Result<GlobalSheet, &'static str> {
    let position = data.u32()? as usize;
    let visibility = match data.u8()? & 0x03 {
        0 => Visibility::Visible,
        1 => Visibility::Hidden,
        _ => Visibility::VeryHidden,
    };
    let kind = match data.u8()? {
        0 => SheetKind::Worksheet,
        2 => SheetKind::Chart,
        _ => SheetKind::Macro,
    };
    let length = usize::from(data.u8()?);
    let name = data.flagged_text(length)?;
    let entry = SheetEntry { name, visibility, ..SheetEntry::default() };
    Ok(GlobalSheet { entry, kind, position })
}

/// A name of another workbook or add-in ([MS-XLS] 2.4.105): the number of its sheet from 1, or 0, its
/// name, and the bytes of what it means.
fn read_external_name(mut data: Bytes<'_>) -> Result<(u16, String, Bytes<'_>), &'static str> {
    data.take(2)?;
    let sheet = data.u16()?;
    data.take(2)?;
    let length = usize::from(data.u8()?);
    let name = data.flagged_text(length)?;
    Ok((sheet, name, data))
}

/// What a name of another workbook means ([MS-XLS] 2.5.198.45), if that is cells of one of its sheets.
fn meaning_of_external_name(mut data: Bytes<'_>, book: &ExternalBook) -> Option<String> {
    const CELL: u8 = 0x3A;
    const AREA: u8 = 0x3B;
    data.u16().ok()?;
    let kind = data.u8().ok()?;
    let (first, last) = (data.u16().ok()?, data.u16().ok()?);
    let sheet = book.sheets.get(usize::from(first)).filter(|_| first == last)?;
    let mut next = || data.u16().ok();
    let (rows, columns) = match kind {
        CELL => {
            let (row, column) = (next()?, next()?);
            ((row, row), (column, column))
        }
        AREA => ((next()?, next()?), (next()?, next()?)),
        _ => return None,
    };
    let cell = |row: u16, column: u16| {
        format!("${}${}", column_letters(u32::from(column & 0xFF)), u32::from(row) + 1)
    };
    let sheet = quoted_sheet_name(&sheet.name);
    Some(format!("{sheet}!{}:{}", cell(rows.0, columns.0), cell(rows.1, columns.1)))
}

fn read_name(mut data: Bytes<'_>) -> Result<Name, &'static str> {
    let flags = data.u16()?;
    data.take(1)?;
    let length = usize::from(data.u8()?);
    let token_bytes = usize::from(data.u16()?);
    data.take(2)?;
    let sheet = data.u16()?;
    data.take(4)?;
    let mut name = data.flagged_text(length)?;
    if flags & 0x20 != 0 {
        name = builtin_name(&name);
    }
    let tokens = data.take(token_bytes)?;
    Ok(Name {
        name,
        sheet: u32::from(sheet).checked_sub(1),
        is_hidden: flags & 0x01 != 0,
        is_macro: flags & 0x0E != 0,
        tokens: tokens.to_vec(),
        extra: data.rest().to_vec(),
    })
}

/// The name that files in XML give a built-in name ([MS-XLS] 2.5.66).
fn builtin_name(code: &str) -> String {
    let names = [
        "Consolidate_Area",
        "Auto_Open",
        "Auto_Close",
        "Extract",
        "Database",
        "Criteria",
        "Print_Area",
        "Print_Titles",
        "Recorder",
        "Data_Form",
        "Auto_Activate",
        "Auto_Deactivate",
        "Sheet_Title",
        "_FilterDatabase",
    ];
    let code = code.chars().next().map_or(usize::MAX, |c| c as usize);
    format!("_xlnm.{}", names.get(code).unwrap_or(&"Unknown"))
}

/// The path of another workbook, whose marks of drives and folders are control characters.
fn plain_path(path: &str) -> String {
    let path = path.trim_start_matches('\u{1}');
    path.chars().map(|c| if c < ' ' { '/' } else { c }).collect()
}

/// The error value with a number.
pub(super) fn error_of(number: u8) -> CellError {
    error_text(number).and_then(CellError::from_text).unwrap_or(CellError::Unknown)
}
