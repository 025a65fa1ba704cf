//! The rows and cells of a table. Rows and cells may repeat: what repeats is counted before it is
//! stored, so a few bytes can't become a billion cells.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use ulam_formula::address::{Area, COLUMN_COUNT, ROW_COUNT, SheetId};
use ulam_formula::context::DateSystem;
use ulam_formula::value::{CellError, Value};

use super::super::error::ReadError;
use super::super::sheet::SheetPart;
use super::super::sheet_builder::{Budget, SheetBuilder, sheet_formula};
use super::super::xml::{Node, Xml, is_true, local, tag_name};
use super::externals::Externals;
use super::open_formula::to_excel_notation;
use super::values::{days_of_duration, error_of_text, serial_of_date};

/// Indices of the number formats of values that aren't plain numbers.
const DATE: u16 = 1;
const PERCENTAGE: u16 = 2;
const TIME: u16 = 3;
const DATE_AND_TIME: u16 = 4;

/// Whether an element inside a table only groups rows.
pub(super) fn is_cell_holder(name: &str) -> bool {
    matches!(name, "table-row-group" | "table-header-rows" | "table-rows")
}

/// Reads the rows of one table.
pub(super) struct TableReader<'b> {
    budget: &'b Budget<'b>,
    dates: DateSystem,
    sheet: SheetBuilder,
    next_row: u64,
    hidden_rows: Vec<(u32, u32)>,
    filtered_rows: Vec<(u32, u32)>,
    merged: Vec<Area>,
    /// The used cells of the row being read.
    row: Vec<RowCell>,
}

/// A used cell of the row being read, or several alike beside each other.
struct RowCell {
    column: u32,
    repeats: u32,
    value: Option<Value>,
    format: u16,
    formula: Option<CellFormula>,
    is_rich: bool,
    /// Rows and columns of the merged area that begins here.
    span: (u32, u32),
}

struct CellFormula {
    text: String,
    /// Rows and columns of an array formula.
    array: Option<(u32, u32)>,
}

/// The attributes of a cell.
#[derive(Default)]
struct CellTag<'t> {
    repeats: u64,
    kind: Cow<'t, str>,
    value: Cow<'t, str>,
    date: Cow<'t, str>,
    time: Cow<'t, str>,
    boolean: Cow<'t, str>,
    string: Option<Cow<'t, str>>,
    formula: Option<Cow<'t, str>>,
    array: Option<(u32, u32)>,
    span: (u32, u32),
    is_error: bool,
}

impl<'b> TableReader<'b> {
    pub(super) fn new(
        sheet: SheetId,
        budget: &'b Budget<'b>,
        dates: DateSystem,
    ) -> TableReader<'b> {
        TableReader {
            budget,
            dates,
            sheet: SheetBuilder::new(sheet, budget.limits),
            next_row: 0,
            hidden_rows: Vec::new(),
            filtered_rows: Vec::new(),
            merged: Vec::new(),
            row: Vec::new(),
        }
    }

    /// Reads the row whose start tag was just returned, up to and with its end tag.
    pub(super) fn read_row<'a>(
        &mut self,
        xml: &mut Xml<'a>,
        tag: &BytesStart<'a>,
        is_empty: bool,
        externals: &mut Externals,
    ) -> Result<(), ReadError> {
        let (mut repeats, mut is_hidden, mut is_filtered) = (1, false, false);
        let mut attributes = xml.attributes(tag);
        while let Some(attribute) = attributes.next()? {
            match local(attribute.key.into_inner()) {
                "number-rows-repeated" => {
                    repeats = u64::from(attributes.number(&attribute)?).max(1);
                }
                "visibility" => {
                    is_filtered = attribute.value.trim() == "filter";
                    is_hidden = is_filtered || attribute.value.trim() == "collapse";
                }
                _ => {}
            }
        }
        let first = self.next_row;
        self.next_row = first.saturating_add(repeats);
        self.row.clear();
        if !is_empty {
            self.read_cells(xml, externals)?;
        }
        let Some(first) = u32::try_from(first).ok().filter(|first| *first < ROW_COUNT) else {
            // LibreOffice stores what is left of the sheet, empty.
            let is_used = !self.row.is_empty();
            return if is_used { Err(xml.error("a row is outside the sheet")) } else { Ok(()) };
        };
        let end = self.next_row.min(u64::from(ROW_COUNT)) as u32;
        if is_hidden && !(self.row.is_empty() && end == ROW_COUNT) {
            self.hidden_rows.push((first, end - 1));
            if is_filtered {
                self.filtered_rows.push((first, end - 1));
            }
        }
        if self.row.is_empty() {
            return Ok(());
        }
        if self.next_row > u64::from(ROW_COUNT) {
            return Err(xml.error("a row is outside the sheet"));
        }
        self.store_row(first, end)
    }

    /// Stores the cells of the row being read in all rows that are alike.
    fn store_row(&mut self, first: u32, end: u32) -> Result<(), ReadError> {
        let cells: u64 = self.row.iter().map(|cell| u64::from(cell.repeats)).sum();
        self.budget.count_cells(cells.saturating_mul(u64::from(end - first)))?;
        let row_cells = std::mem::take(&mut self.row);
        // Index in the pool of each cell's formula, which those that repeat it share.
        let mut sources: Vec<Option<u32>> = vec![None; row_cells.len()];
        for row in first..end {
            for (cell, source) in row_cells.iter().zip(&mut sources) {
                for column in cell.column..cell.column + cell.repeats {
                    self.store_cell(cell, source, row, column);
                }
            }
        }
        self.row = row_cells;
        Ok(())
    }

    fn store_cell(&mut self, cell: &RowCell, source: &mut Option<u32>, row: u32, column: u32) {
        let has_cached = cell.value.is_some();
        let value = cell.value.clone().unwrap_or_default();
        let index = self.sheet.add_cell(row, column, value, cell.format);
        if cell.span.0 > 1 || cell.span.1 > 1 {
            self.merged.extend(self.area(row, column, cell.span));
        }
        let Some(formula) = &cell.formula else {
            return;
        };
        let host = self.sheet.address(row, column);
        let source = match *source {
            Some(source) => source,
            None => *source.insert(self.sheet.cells.pool.index(&formula.text, host)),
        };
        let mut entry = sheet_formula(index, source, has_cached);
        if cell.is_rich {
            entry.mark_rich();
        }
        self.sheet.cells.formulas.push(entry);
        if let Some(size) = formula.array {
            let area = self.area(row, column, size);
            self.sheet.mark_array(area, false);
        }
    }

    /// The area of a number of rows and columns from a cell on, if it fits on the sheet.
    fn area(&self, row: u32, column: u32, (rows, columns): (u32, u32)) -> Option<Area> {
        let last_row = row.checked_add(rows.max(1) - 1).filter(|row| *row < ROW_COUNT)?;
        let last_column = column.checked_add(columns.max(1) - 1).filter(|c| *c < COLUMN_COUNT)?;
        Some(Area {
            sheet: self.sheet.sheet,
            first_row: row,
            last_row,
            first_column: column as u16,
            last_column: last_column as u16,
        })
    }

    /// Reads the cells of a row, up to and with its end tag.
    fn read_cells<'a>(
        &mut self,
        xml: &mut Xml<'a>,
        externals: &mut Externals,
    ) -> Result<(), ReadError> {
        let outer_depth = xml.depth() - 1;
        let mut next_column = 0_u64;
        loop {
            match xml.next()? {
                Node::Start { tag, is_empty } => match tag_name(&tag) {
                    "table-cell" | "covered-table-cell" => {
                        let cell = read_cell_tag(xml, &tag)?;
                        let text = if is_empty { None } else { read_paragraphs(xml)? };
                        let column = next_column;
                        next_column = next_column.saturating_add(cell.repeats);
                        let is_inside = next_column <= u64::from(COLUMN_COUNT);
                        if let Some(mut used) = self.used_cell(xml, cell, text, externals)? {
                            if !is_inside {
                                return Err(xml.error("a cell is outside the sheet"));
                            }
                            used.column = column as u32;
                            self.row.push(used);
                        }
                    }
                    _ => xml.skip(is_empty)?,
                },
                Node::End if xml.depth() == outer_depth => return Ok(()),
                Node::End => {}
                Node::Finished => return Err(xml.error("the part has no end")),
            }
        }
    }

    /// What a cell holds; `None` if nothing but a format. An empty cell that others are merged with counts.
    fn used_cell(
        &self,
        xml: &Xml<'_>,
        cell: CellTag<'_>,
        text: Option<String>,
        externals: &mut Externals,
    ) -> Result<Option<RowCell>, ReadError> {
        let formula = cell.formula.as_ref().map(|formula| CellFormula {
            text: to_excel_notation(formula, externals),
            array: cell.array,
        });
        let (value, format, is_rich) = self.value(xml, &cell, text, formula.is_some())?;
        if value.is_none() && formula.is_none() && cell.span == (1, 1) {
            return Ok(None);
        }
        // A cell lies on the sheet, so its repeats fit.
        let repeats = u32::try_from(cell.repeats).unwrap_or(u32::MAX).min(COLUMN_COUNT);
        let span = cell.span;
        Ok(Some(RowCell { column: 0, repeats, value, format, formula, is_rich, span }))
    }

    /// The value of a cell, the index of its number format, and whether the value only stands for an
    /// error that Excel doesn't have.
    fn value(
        &self,
        xml: &Xml<'_>,
        cell: &CellTag<'_>,
        text: Option<String>,
        has_formula: bool,
    ) -> Result<(Option<Value>, u16, bool), ReadError> {
        let shown = text.as_deref().unwrap_or_default();
        if (cell.is_error || has_formula)
            && let Some((error, is_rich)) = error_of_text(shown.trim())
        {
            return Ok((Some(Value::Error(error)), 0, is_rich));
        }
        let number = |text: &str| -> Result<Option<Value>, ReadError> {
            match fast_float2::parse::<f64, _>(text.trim()) {
                Ok(number) if number.is_finite() => Ok(Some(Value::Number(number + 0.0))),
                // How a formula's error was stored before there was a type for it.
                Ok(_) => Ok(Some(Value::Error(CellError::Num))),
                Err(_) => Err(xml.error("a value is no number")),
            }
        };
        let (value, format) = match &*cell.kind {
            "float" | "currency" => (number(&cell.value)?, 0),
            "percentage" => (number(&cell.value)?, PERCENTAGE),
            "date" => match serial_of_date(&cell.date, self.dates) {
                Some(serial) => {
                    let format = if cell.date.contains('T') { DATE_AND_TIME } else { DATE };
                    (Some(Value::number(serial)), format)
                }
                None => return Err(xml.error("a value is no date")),
            },
            "time" => match days_of_duration(&cell.time) {
                Some(days) => (Some(Value::number(days)), TIME),
                None => return Err(xml.error("a value is no time")),
            },
            "boolean" => (Some(Value::Boolean(is_true(&cell.boolean))), 0),
            "string" => {
                let text = cell.string.as_deref().unwrap_or(shown);
                // An empty text of a constant is an empty cell.
                let is_blank = text.is_empty() && !has_formula;
                (if is_blank { None } else { Some(self.budget.text(text)?) }, 0)
            }
            // A text without a type, as some programs write it.
            _ if !shown.is_empty() => (Some(self.budget.text(shown)?), 0),
            _ => (None, 0),
        };
        Ok((value, format, false))
    }

    /// What was read.
    pub(super) fn finish(self) -> SheetPart {
        let (cells, warnings) = self.sheet.finish();
        SheetPart {
            cells,
            warnings,
            merged: self.merged,
            hidden_rows: self.hidden_rows,
            filtered_rows: self.filtered_rows,
            ..SheetPart::default()
        }
    }
}

fn read_cell_tag<'t>(xml: &Xml<'_>, tag: &'t BytesStart<'_>) -> Result<CellTag<'t>, ReadError> {
    let mut cell = CellTag { repeats: 1, span: (1, 1), ..CellTag::default() };
    let mut is_array = false;
    let mut array = (1, 1);
    let mut attributes = xml.attributes(tag);
    while let Some(attribute) = attributes.next()? {
        let name = attribute.key.into_inner();
        match local(name) {
            "number-columns-repeated" => {
                cell.repeats = u64::from(attributes.number(&attribute)?).max(1);
            }
            "number-columns-spanned" => cell.span.1 = attributes.number(&attribute)?,
            "number-rows-spanned" => cell.span.0 = attributes.number(&attribute)?,
            "number-matrix-columns-spanned" => {
                (is_array, array.1) = (true, attributes.number(&attribute)?);
            }
            "number-matrix-rows-spanned" => {
                (is_array, array.0) = (true, attributes.number(&attribute)?);
            }
            "formula" => cell.formula = Some(attributes.text(&attribute)?),
            "value-type" if name.starts_with("calcext") => {
                cell.is_error = attribute.value.trim() == "error";
            }
            "value-type" => cell.kind = attributes.text(&attribute)?,
            "value" => cell.value = attributes.text(&attribute)?,
            "date-value" => cell.date = attributes.text(&attribute)?,
            "time-value" => cell.time = attributes.text(&attribute)?,
            "boolean-value" => cell.boolean = attributes.text(&attribute)?,
            "string-value" => cell.string = Some(attributes.text(&attribute)?),
            _ => {}
        }
    }
    if is_array {
        cell.array = Some(array);
    }
    Ok(cell)
}

/// The text of a cell whose start tag was just returned, up to and with its end tag: its paragraphs,
/// a line each. Comments, pictures and tables inside it are left out. `None` without a paragraph.
fn read_paragraphs(xml: &mut Xml<'_>) -> Result<Option<String>, ReadError> {
    let outer_depth = xml.depth() - 1;
    let mut text: Option<String> = None;
    loop {
        match xml.next()? {
            Node::Start { tag, is_empty } if tag_name(&tag) == "p" => {
                let text = match &mut text {
                    Some(text) => {
                        text.push('\n');
                        text
                    }
                    None => text.insert(String::new()),
                };
                if !is_empty {
                    read_paragraph(xml, text)?;
                }
            }
            Node::Start { is_empty, .. } => xml.skip(is_empty)?,
            Node::End if xml.depth() == outer_depth => return Ok(text),
            Node::End => {}
            Node::Finished => return Err(xml.error("the part has no end")),
        }
    }
}

/// Most spaces that one element may stand for.
const SPACES_MAX: u32 = 1 << 16;

/// Appends the text of a paragraph.
fn read_paragraph(xml: &mut Xml<'_>, text: &mut String) -> Result<(), ReadError> {
    let start = text.len();
    let outer_depth = xml.depth() - 1;
    loop {
        match xml.event()? {
            Event::Text(piece) => append_collapsed(text, start, &piece.into_inner()),
            Event::CData(piece) => append_collapsed(text, start, &piece.into_inner()),
            Event::GeneralRef(reference) => text.push(xml.resolve(&reference)?),
            Event::Empty(tag) => append_element(xml, &tag, text)?,
            Event::Start(tag) => match tag_name(&tag) {
                "span" | "a" | "ruby" | "ruby-base" => {}
                "s" | "tab" | "line-break" => append_element(xml, &tag, text)?,
                "annotation" | "note" | "ruby-text" | "frame" => xml.skip(false)?,
                _ => {}
            },
            Event::End(_) if xml.depth() == outer_depth => return Ok(()),
            Event::Eof => return Err(xml.error("the part has no end")),
            _ => {}
        }
    }
}

fn append_element(xml: &Xml<'_>, tag: &BytesStart<'_>, text: &mut String) -> Result<(), ReadError> {
    match tag_name(tag) {
        "s" => {
            let count = match xml.attribute(tag, "c")? {
                Some(count) => count.trim().parse().unwrap_or(1),
                None => 1_u32,
            };
            text.extend(std::iter::repeat_n(' ', count.min(SPACES_MAX) as usize));
        }
        "tab" => text.push('\t'),
        "line-break" => text.push('\n'),
        _ => {}
    }
    Ok(())
}

/// Appends text. White space with a line end or a tab in it, which only lays out the XML, is one space.
/// Other spaces are kept: by the standard a run of them is one too, but LibreOffice Calc writes and
/// reads them as they are.
fn append_collapsed(text: &mut String, start: usize, piece: &str) {
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let mut rest = piece;
    while !rest.is_empty() {
        let word = rest.find(is_space).unwrap_or(rest.len());
        text.push_str(&rest[..word]);
        rest = &rest[word..];
        let spaces = rest.find(|c| !is_space(c)).unwrap_or(rest.len());
        let is_layout = rest[..spaces].contains(['\t', '\n', '\r']);
        if !is_layout {
            text.push_str(&rest[..spaces]);
        } else if text.len() > start && !text.ends_with(' ') {
            text.push(' ');
        }
        rest = &rest[spaces..];
    }
}
