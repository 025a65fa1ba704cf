//! The workbook part of an .xlsb file and what its sheets share.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use ulam_formula::address::{Area, CellAddress, SheetId, quoted_sheet_name};
use ulam_formula::context::{DateSystem, Table};
use ulam_formula::value::{CellError, Value};

use super::super::archive::Archive;
use super::super::error::ReadError;
use super::super::relationships::Relationships;
use super::super::styles::Styles;
use super::super::tokens::{
    Book, Bytes, Decoded, Layout, Place, Tokens, decode, error_text, sheet_prefix,
};
use super::super::warnings::Warnings;
use super::super::workbook_part::{NameEntry, SheetEntry};
use super::records::Records;
use crate::limits::Limits;
use crate::workbook::{Calculation, ExternalBook, ExternalSheet, Visibility};

/// What the workbook part says.
#[derive(Default)]
pub(super) struct BinaryBook {
    pub(super) sheets: Vec<SheetEntry>,
    pub(super) dates: DateSystem,
    pub(super) calculation: Calculation,
    /// Other workbooks in the order in which formulas count them, or why they can't be read.
    pub(super) external_books: Vec<Result<ExternalBook, String>>,
    /// Tables by number.
    pub(super) tables: HashMap<u32, BinaryTable>,
    /// Names that each other workbook defines, as [`BinaryBook::external_books`].
    external_names: Vec<Vec<String>>,
    books: Vec<BookKind>,
    /// Entries of the table of sheets: book, first and last sheet.
    sheet_table: Vec<(u32, i32, i32)>,
    names: Vec<Name>,
}

/// A table, as structured references need it.
pub(super) struct BinaryTable {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
}

enum BookKind {
    /// This workbook.
    Own,
    /// The sheet of the formula itself.
    SameSheet,
    /// Functions of an add-in, which go by their names.
    AddIn,
    /// Another workbook, by its index.
    External(usize),
}

struct Name {
    name: String,
    sheet: Option<u32>,
    is_hidden: bool,
    is_macro: bool,
    tokens: Vec<u8>,
    extra: Vec<u8>,
}

type Found<T> = Result<T, &'static str>;

impl BinaryBook {
    /// Reads the workbook part and those of other workbooks.
    pub(super) fn read(
        archive: &Archive<'_>,
        path: &str,
        relationships: &Relationships,
        limits: &Limits,
    ) -> Result<BinaryBook, ReadError> {
        let Some(bytes) = archive.read(path)? else {
            return Err(ReadError::malformed(path, 0, "the part is missing"));
        };
        let mut book = BinaryBook::default();
        let mut records = Records::new(path, &bytes);
        while let Some(record) = records.next()? {
            let error = |detail: &str| record.error(detail);
            let mut data = Bytes::new(record.data);
            match record.kind {
                // BrtWbProp
                153 if data.u32().map_err(error)? & 1 != 0 => {
                    book.dates = DateSystem::Since1904;
                }
                // BrtCalcProp
                157 => book.calculation = read_calculation(data).map_err(error)?,
                // BrtBundleSh
                156 => {
                    book.sheets.push(read_sheet(data).map_err(error)?);
                    if book.sheets.len() > limits.sheets_max {
                        let (found, limit) = (book.sheets.len() as u64, limits.sheets_max as u64);
                        return Err(ReadError::TooLarge { what: "sheets: at least", found, limit });
                    }
                }
                // BrtSupSelf, BrtSupSame, BrtSupAddin
                357 => book.books.push(BookKind::Own),
                358 => book.books.push(BookKind::SameSheet),
                667 => book.books.push(BookKind::AddIn),
                // BrtSupBookSrc
                355 => {
                    let id = data.wide_text().map_err(error)?;
                    book.read_external_book(archive, relationships, &id);
                }
                // BrtExternSheet
                362 => {
                    let count = data.u32().map_err(error)?;
                    for _ in 0..count {
                        let book_index = data.u32().map_err(error)?;
                        let first = data.u32().map_err(error)? as i32;
                        let last = data.u32().map_err(error)? as i32;
                        book.sheet_table.push((book_index, first, last));
                    }
                }
                // BrtName
                39 => {
                    book.names.push(read_name(data).map_err(error)?);
                    let (found, limit) = (book.names.len() as u64, limits.names_max as u64);
                    if found > limit {
                        let what = "defined names: at least";
                        return Err(ReadError::TooLarge { what, found, limit });
                    }
                }
                _ => {}
            }
        }
        Ok(book)
    }

    fn read_external_book(
        &mut self,
        archive: &Archive<'_>,
        relationships: &Relationships,
        id: &str,
    ) {
        self.books.push(BookKind::External(self.external_books.len()));
        let mut names = Vec::new();
        let book = match relationships.with_id(id) {
            Some(relationship) => read_external_book(archive, &relationship.target, &mut names)
                .map_err(|error| error.to_string()),
            None => Err("it isn't in the file".to_string()),
        };
        self.external_books.push(book);
        self.external_names.push(names);
    }

    /// The defined names, their formulas as text.
    pub(super) fn name_entries(&self, warnings: &mut Warnings) -> Vec<NameEntry> {
        let mut entries = Vec::with_capacity(self.names.len());
        for name in self.names.iter().filter(|name| !name.is_macro) {
            let sheet = name.sheet.and_then(|sheet| SheetId::try_from(sheet).ok()).unwrap_or(0);
            let place = Place { cell: CellAddress { sheet, row: 0, column: 0 }, is_name: true };
            let tokens = Tokens { tokens: &name.tokens, extra: &name.extra };
            let text = match decode(tokens, Layout::Biff12, place, self) {
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

impl Book for BinaryBook {
    fn sheets(&self, entry: u16) -> Option<Cow<'_, str>> {
        let (book, first, last) = *self.sheet_table.get(usize::from(entry))?;
        if let BookKind::SameSheet = self.books.get(book as usize)? {
            return Some(Cow::Borrowed(""));
        }
        let (first, last) = (usize::try_from(first).ok()?, usize::try_from(last).ok()?);
        let prefix = match self.books.get(book as usize)? {
            BookKind::Own => {
                let name = |index: usize| self.sheets.get(index).map(|sheet| &sheet.name);
                sheet_prefix(None, name(first)?, name(last)?)
            }
            BookKind::External(book) => {
                let sheets = &self.external_books.get(*book)?.as_ref().ok()?.sheets;
                let name = |index: usize| sheets.get(index).map(|sheet| &sheet.name);
                sheet_prefix(Some(book + 1), name(first)?, name(last)?)
            }
            BookKind::AddIn | BookKind::SameSheet => return None,
        };
        Some(Cow::Owned(prefix))
    }

    fn name(&self, number: u32, sheet: SheetId) -> Option<Cow<'_, str>> {
        let name = self.names.get((number as usize).checked_sub(1)?)?;
        match name.sheet {
            Some(owner) if owner != u32::from(sheet) => {
                let owner = &self.sheets.get(owner as usize)?.name;
                Some(Cow::Owned(format!("{}!{}", quoted_sheet_name(owner), name.name)))
            }
            _ => Some(Cow::Borrowed(&name.name)),
        }
    }

    fn external_name(&self, entry: u16, number: u32) -> Option<Cow<'_, str>> {
        let (book, first, _) = *self.sheet_table.get(usize::from(entry))?;
        match self.books.get(book as usize)? {
            BookKind::External(index) => {
                let name =
                    self.external_names.get(*index)?.get((number as usize).checked_sub(1)?)?;
                Some(Cow::Owned(format!("[{}]!{name}", index + 1)))
            }
            _ => self.name(number, SheetId::try_from(first).unwrap_or(SheetId::MAX)),
        }
    }

    fn table(&self, number: u32) -> Option<(&str, &[String])> {
        self.tables.get(&number).map(|table| (table.name.as_str(), table.columns.as_slice()))
    }
}

fn read_calculation(mut data: Bytes<'_>) -> Found<Calculation> {
    let mut calculation = Calculation::default();
    data.take(4)?;
    calculation.is_manual = data.u32()? == 0;
    calculation.iterations_max = data.u32()?;
    let change = data.f64()?;
    if change.is_finite() && change >= 0.0 {
        calculation.change_max = change;
    }
    data.take(4)?;
    let flags = data.u16()?;
    calculation.iterate = flags & 0x04 != 0;
    calculation.full_precision = flags & 0x08 != 0;
    Ok(calculation)
}

fn read_sheet(mut data: Bytes<'_>) -> Found<SheetEntry> {
    let visibility = match data.u32()? {
        0 => Visibility::Visible,
        1 => Visibility::Hidden,
        _ => Visibility::VeryHidden,
    };
    data.take(4)?;
    let relationship_id = data.wide_text()?;
    Ok(SheetEntry { name: data.wide_text()?, relationship_id, visibility })
}

fn read_name(mut data: Bytes<'_>) -> Found<Name> {
    let flags = data.u32()?;
    data.take(1)?;
    let sheet = data.u32()?;
    let mut name = data.wide_text()?;
    if flags & 0x20 != 0 && !name.starts_with("_xlnm.") {
        name = format!("_xlnm.{name}");
    }
    let (tokens, extra) = parsed_formula(&mut data)?;
    Ok(Name {
        name,
        sheet: (sheet != u32::MAX).then_some(sheet),
        is_hidden: flags & 0x01 != 0,
        is_macro: flags & 0x0E != 0,
        tokens: tokens.to_vec(),
        extra: extra.to_vec(),
    })
}

/// A formula: the length of its tokens, these, the length of what stands after them, and that.
pub(super) fn parsed_formula<'a>(data: &mut Bytes<'a>) -> Found<(&'a [u8], &'a [u8])> {
    let length = data.u32()? as usize;
    let tokens = data.take(length)?;
    // Some programs leave out an empty rest.
    let extra = match data.u32() {
        Ok(length) => data.take(length as usize)?,
        Err(_) => &[],
    };
    Ok((tokens, extra))
}

/// Reads the shared texts.
pub(super) fn read_shared_texts(
    part: &str,
    bytes: &[u8],
    limits: &Limits,
) -> Result<Vec<Arc<str>>, ReadError> {
    let mut texts = Vec::new();
    let mut records = Records::new(part, bytes);
    while let Some(record) = records.next()? {
        // BrtSSTItem
        if record.kind != 19 {
            continue;
        }
        let mut data = Bytes::new(record.data);
        let text = rich_text(&mut data).map_err(|detail| record.error(detail))?;
        if text.len() > limits.text_bytes_max {
            let (found, limit) = (text.len() as u64, limits.text_bytes_max as u64);
            return Err(ReadError::TooLarge { what: "bytes in one cell's text:", found, limit });
        }
        if texts.len() >= limits.shared_strings_max {
            let limit = limits.shared_strings_max as u64;
            let (what, found) = ("shared strings: at least", limit + 1);
            return Err(ReadError::TooLarge { what, found, limit });
        }
        texts.push(Arc::from(text));
    }
    Ok(texts)
}

/// A text, its formatting left out.
pub(super) fn rich_text(data: &mut Bytes<'_>) -> Found<String> {
    data.take(1)?;
    data.wide_text()
}

/// Reads the number formats of the cell styles.
pub(super) fn read_styles(part: &str, bytes: &[u8]) -> Result<Styles, ReadError> {
    let mut codes = HashMap::new();
    let mut style_formats = Vec::new();
    let mut is_in_cell_styles = false;
    let mut records = Records::new(part, bytes);
    while let Some(record) = records.next()? {
        let error = |detail: &str| record.error(detail);
        let mut data = Bytes::new(record.data);
        match record.kind {
            // BrtFmt
            44 => {
                let number = u32::from(data.u16().map_err(error)?);
                codes.insert(number, data.wide_text().map_err(error)?);
            }
            // BrtBeginCellXFs, BrtEndCellXFs
            617 => is_in_cell_styles = true,
            618 => is_in_cell_styles = false,
            // BrtXF
            47 if is_in_cell_styles => {
                data.take(2).map_err(error)?;
                style_formats.push(u32::from(data.u16().map_err(error)?));
            }
            _ => {}
        }
    }
    Ok(Styles::new(&codes, &style_formats))
}

/// Reads a table: its number, the table, and the range that its filter hides rows of.
pub(super) fn read_table(
    part: &str,
    bytes: &[u8],
    sheet: SheetId,
) -> Result<Option<(u32, Table, Option<Area>)>, ReadError> {
    let mut found: Option<(u32, Table)> = None;
    let mut filter_area = None;
    let mut is_filtered = false;
    let mut records = Records::new(part, bytes);
    while let Some(record) = records.next()? {
        let error = |detail: &str| record.error(detail);
        let mut data = Bytes::new(record.data);
        match record.kind {
            // BrtBeginList
            343 => found = Some(read_list(data, sheet).map_err(error)?),
            // BrtBeginListCol
            347 => {
                data.take(24).map_err(error)?;
                let name = data.wide_text().map_err(error)?;
                let caption = data.wide_text().map_err(error)?;
                let name = if caption.is_empty() { name } else { caption };
                if let Some((_, table)) = &mut found {
                    table.columns.push(Arc::from(name));
                }
            }
            // BrtBeginAFilter
            161 => filter_area = Some(area(&mut data, sheet).map_err(error)?),
            // BrtBeginFilterColumn
            163 => is_filtered = true,
            _ => {}
        }
    }
    let filtered = filter_area.filter(|_| is_filtered);
    Ok(found.map(|(number, table)| (number, table, filtered)))
}

fn read_list(mut data: Bytes<'_>, sheet: SheetId) -> Found<(u32, Table)> {
    let area = area(&mut data, sheet)?;
    data.take(4)?;
    let number = data.u32()?;
    let (header_rows, totals_rows) = (data.u32()?, data.u32()?);
    data.take(32)?;
    let name = data.wide_text()?;
    let display_name = data.wide_text()?;
    // Formulas use the display name; the other one is a leftover of older versions.
    let name = if display_name.is_empty() { name } else { display_name };
    let table = Table {
        name: Arc::from(name),
        area,
        has_headers: header_rows != 0,
        has_totals: totals_rows != 0,
        columns: Vec::new(),
    };
    Ok((number, table))
}

/// First and last row, first and last column.
pub(super) fn area(data: &mut Bytes<'_>, sheet: SheetId) -> Found<Area> {
    use ulam_formula::address::{COLUMN_COUNT, ROW_COUNT};
    let (first_row, last_row) = (data.u32()?, data.u32()?);
    let (first_column, last_column) = (data.u32()?, data.u32()?);
    let is_inside = first_row <= last_row
        && first_column <= last_column
        && last_row < ROW_COUNT
        && last_column < COLUMN_COUNT;
    if !is_inside {
        return Err("a range is outside the sheet");
    }
    let (first_column, last_column) = (first_column as u16, last_column as u16);
    Ok(Area { sheet, first_row, last_row, first_column, last_column })
}

/// Reads the part of another workbook: its sheets with the cells cached of them, and its names.
fn read_external_book(
    archive: &Archive<'_>,
    part: &str,
    names: &mut Vec<String>,
) -> Result<ExternalBook, ReadError> {
    let Some(bytes) = archive.read(part)? else {
        return Err(ReadError::malformed(part, 0, "the part is missing"));
    };
    let relationships = Relationships::read(archive, part)?;
    let mut book = ExternalBook::default();
    let mut sheet = usize::MAX;
    let mut row = 0;
    let mut records = Records::new(part, &bytes);
    while let Some(record) = records.next()? {
        let error = |detail: &str| record.error(detail);
        let mut data = Bytes::new(record.data);
        match record.kind {
            // BrtBeginSupBook
            360 => {
                data.take(2).map_err(error)?;
                let id = data.wide_text().map_err(error)?;
                if let Some(relationship) = relationships.with_id(&id) {
                    book.target.clone_from(&relationship.target);
                }
            }
            // BrtSupTabs
            359 => {
                let count = data.u32().map_err(error)?;
                for _ in 0..count {
                    let name = data.wide_text().map_err(error)?;
                    book.sheets.push(ExternalSheet { name, ..ExternalSheet::default() });
                }
            }
            // BrtSupNameStart
            577 => names.push(data.wide_text().map_err(error)?),
            // BrtExternTableStart
            363 => sheet = data.u32().map_err(error)? as usize,
            // BrtExternRowHdr
            366 => row = data.u32().map_err(error)?,
            // BrtExternCellReal, Bool, Error, String
            368..=371 => {
                let column = data.u32().map_err(error)?;
                let value = match record.kind {
                    368 => Value::number(data.f64().map_err(error)?),
                    369 => Value::Boolean(data.u8().map_err(error)? != 0),
                    370 => Value::Error(error_of(data.u8().map_err(error)?)),
                    _ => Value::text(data.wide_text().map_err(error)?),
                };
                if let Some(sheet) = book.sheets.get_mut(sheet) {
                    sheet.cells.insert((row, column), value);
                }
            }
            _ => {}
        }
    }
    Ok(book)
}

/// The error value with a number.
pub(super) fn error_of(number: u8) -> CellError {
    error_text(number).and_then(CellError::from_text).unwrap_or(CellError::Unknown)
}
