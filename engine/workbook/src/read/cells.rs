//! The rows and cells of a worksheet: the hot loop of reading a workbook.

use std::borrow::Cow;
use std::sync::Arc;

use quick_xml::events::BytesStart;
use rustc_hash::FxHashMap;
use ulam_formula::address::{Area, CellAddress, ROW_COUNT, SheetId, parse_a1};
use ulam_formula::value::{CellError, Value};

use super::area::parse_area;
use super::error::ReadError;
use super::layout::{RowLayout, narrow, row_height};
use super::recent_texts::RecentTexts;
use super::sheet::Shared;
use super::sheet_builder::{SheetArray, SheetBuilder, SheetCells, sheet_formula};
use super::text::{decode_escapes, read_string_item, serial_of_iso_date};
use super::warnings::Warnings;
use super::xml::{Node, Xml, is_true, local, tag_name};

/// Reads the rows of a sheet.
pub(super) struct CellReader<'a> {
    shared: &'a Shared<'a>,
    sheet: SheetBuilder,
    hidden_rows: Vec<(u32, u32)>,
    layout: RowLayout,
    /// Index in the pool of each shared formula's master.
    masters: FxHashMap<u32, u32>,
    /// Formulas (by index) that share one whose master hasn't come yet.
    awaiting_master: Vec<(usize, u32)>,
    texts: RecentTexts,
}

/// The attributes of a cell.
struct CellTag {
    row: u32,
    column: u32,
    style: u32,
    kind: CellKind,
    metadata: u32,
    is_rich: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CellKind {
    Number,
    SharedString,
    FormulaString,
    InlineString,
    Boolean,
    Error,
    Date,
}

/// What the formula element of a cell says.
enum FormulaTag<'a> {
    Ordinary(Cow<'a, str>),
    SharedMaster(u32, Cow<'a, str>),
    SharedWith(u32),
    Array(Option<Area>, Cow<'a, str>),
    DataTable(Option<Area>),
}

impl<'a> CellReader<'a> {
    pub(super) fn new(sheet: SheetId, shared: &'a Shared<'a>) -> CellReader<'a> {
        CellReader {
            shared,
            sheet: SheetBuilder::new(sheet, shared.budget.limits),
            hidden_rows: Vec::new(),
            layout: RowLayout::default(),
            masters: FxHashMap::default(),
            awaiting_master: Vec::new(),
            texts: RecentTexts::default(),
        }
    }

    /// Reads all rows: up to and with the end tag of `sheetData`, if its start tag was just returned,
    /// or else to the end of the text, which holds nothing but rows.
    pub(super) fn read_rows(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        let outer_depth = xml.depth().checked_sub(1);
        // Row that a `row` without a number has.
        let mut next_row = 0;
        loop {
            match xml.next()? {
                Node::Start { tag, is_empty } if tag_name(&tag) == "row" => {
                    let row = self.read_row_tag(xml, &tag, next_row)?;
                    next_row = row + 1;
                    if !is_empty {
                        let cells_before = self.sheet.len();
                        self.read_row(xml, row)?;
                        let count = self.sheet.len() - cells_before;
                        self.shared.budget.count_cells(count as u64)?;
                    }
                }
                Node::Start { is_empty, .. } => xml.skip(is_empty)?,
                Node::End if Some(xml.depth()) == outer_depth => return Ok(()),
                Node::End => {}
                Node::Finished if outer_depth.is_none() => return Ok(()),
                Node::Finished => return Err(xml.error("the part has no end")),
            }
        }
    }

    /// Number of the cells so far.
    pub(super) fn len(&self) -> usize {
        self.sheet.len()
    }

    /// See [`SheetBuilder::make_room`].
    pub(super) fn make_room(&mut self, times: f64) {
        self.sheet.make_room(times, self.shared.budget.limits);
    }

    /// Takes over what was read of the rows after these.
    pub(super) fn absorb(&mut self, later: CellReader<'_>) {
        let formula_base = self.sheet.cells.formulas.len();
        let numbers = self.sheet.absorb(later.sheet);
        for (formula, group) in later.awaiting_master {
            let formula = formula_base + formula;
            match self.masters.get(&group) {
                Some(source) => self.sheet.cells.formulas[formula].set_distinct(*source),
                None => self.awaiting_master.push((formula, group)),
            }
        }
        for (group, source) in later.masters {
            self.masters.insert(group, numbers.of(source));
        }
        self.hidden_rows.extend(later.hidden_rows);
        self.layout.absorb(later.layout);
    }

    /// The row's number from 0; notes whether it is hidden, and its height.
    fn read_row_tag<'x>(
        &mut self,
        xml: &Xml<'x>,
        tag: &BytesStart<'x>,
        next_row: u32,
    ) -> Result<u32, ReadError> {
        let mut row = next_row;
        let mut is_hidden = false;
        let mut height = None;
        let mut attributes = xml.attributes(tag);
        while let Some(attribute) = attributes.next()? {
            match local(attribute.key.into_inner()) {
                "r" => {
                    let number = attributes.number(&attribute)?;
                    row = number.checked_sub(1).unwrap_or(ROW_COUNT);
                }
                "hidden" => is_hidden = is_true(&attribute.value),
                "ht" => height = row_height(&attribute.value),
                _ => {}
            }
        }
        if row >= ROW_COUNT {
            return Err(xml.error("a row is outside the sheet"));
        }
        if let Some(height) = height {
            self.layout.add_height(row, height);
        }
        if is_hidden {
            match self.hidden_rows.last_mut() {
                Some((_, last)) if *last + 1 == row => *last = row,
                _ => self.hidden_rows.push((row, row)),
            }
        }
        Ok(row)
    }

    /// Reads the cells of a row, up to and with its end tag.
    fn read_row(&mut self, xml: &mut Xml<'_>, row: u32) -> Result<(), ReadError> {
        let outer_depth = xml.depth() - 1;
        let mut next_column = 0;
        loop {
            match xml.next()? {
                Node::Start { tag, is_empty } if tag_name(&tag) == "c" => {
                    let cell = read_cell_tag(xml, &tag, row, next_column)?;
                    next_column = cell.column + 1;
                    // An empty cell that only has a format isn't used.
                    if is_empty {
                        self.note_blank(&cell);
                    } else {
                        self.read_cell(xml, &cell)?;
                    }
                }
                Node::Start { is_empty, .. } => xml.skip(is_empty)?,
                Node::End if xml.depth() == outer_depth => return Ok(()),
                Node::End => {}
                Node::Finished => return Err(xml.error("the part has no end")),
            }
        }
    }

    /// Reads the content of a cell, up to and with its end tag.
    fn read_cell(&mut self, xml: &mut Xml<'_>, cell: &CellTag) -> Result<(), ReadError> {
        let outer_depth = xml.depth() - 1;
        let mut formula = None;
        let mut value = None;
        loop {
            match xml.next()? {
                Node::Start { tag, is_empty } => match tag_name(&tag) {
                    "v" => {
                        let text = xml.text(is_empty)?;
                        value = self.value(xml, cell, text)?;
                    }
                    "f" => formula = self.read_formula(xml, &tag, is_empty)?,
                    "is" => {
                        let text = read_string_item(xml, is_empty)?;
                        self.shared.budget.check_text(&text)?;
                        value = Some(Value::Text(self.texts.share(&text)));
                    }
                    _ => xml.skip(is_empty)?,
                },
                Node::End if xml.depth() == outer_depth => break,
                Node::End => {}
                Node::Finished => return Err(xml.error("the part has no end")),
            }
        }
        if formula.is_none() && value.is_none() {
            self.note_blank(cell);
            return Ok(());
        }
        let has_cached = value.is_some();
        let format = self.shared.styles.format(cell.style);
        let index = self.sheet.add_cell(cell.row, cell.column, value.unwrap_or_default(), format);
        if let Some(formula) = formula {
            self.add_formula(cell, formula, index, has_cached);
        }
        Ok(())
    }

    /// Notes a cell that holds nothing, if it looks like something.
    #[inline]
    fn note_blank(&mut self, cell: &CellTag) {
        if let Some(style) = self.shared.styles.seen_on_blank(cell.style)
            && let Some(column) = narrow(cell.row, cell.column)
        {
            self.layout.add_blank(cell.row, column, style);
        }
    }

    /// The value that the text of a `v` element means; `None` for no value.
    fn value(
        &mut self,
        xml: &Xml<'_>,
        cell: &CellTag,
        text: Cow<'_, str>,
    ) -> Result<Option<Value>, ReadError> {
        let value = match cell.kind {
            CellKind::FormulaString | CellKind::InlineString => {
                let text = decode_escapes(text);
                self.shared.budget.check_text(&text)?;
                return Ok(Some(Value::Text(self.texts.share(&text))));
            }
            _ if text.trim_ascii().is_empty() => return Ok(None),
            CellKind::Number => {
                let number: Result<f64, _> = fast_float2::parse(text.trim_ascii());
                match number {
                    Ok(number) if number.is_finite() => Value::Number(number + 0.0),
                    // Too large for a double; written by no spreadsheet program.
                    Ok(_) => Value::Error(CellError::Num),
                    Err(_) => return Err(xml.error(format!("{} is no number", quoted(&text)))),
                }
            }
            CellKind::SharedString => {
                let index: Option<usize> = text.trim_ascii().parse().ok();
                let string = index.and_then(|index| self.shared.strings.get(index));
                match string {
                    Some(string) => Value::Text(Arc::clone(string)),
                    None => {
                        return Err(xml.error(format!("{} is no shared string", quoted(&text))));
                    }
                }
            }
            CellKind::Boolean => Value::Boolean(is_true(&text)),
            CellKind::Error => match CellError::from_text(text.trim_ascii()) {
                Some(error) => Value::Error(error),
                None => {
                    let address = self.address(cell);
                    let message = format!("unknown error value {}", quoted(&text));
                    self.sheet.warnings.add(Some(address), message);
                    Value::Error(CellError::Unknown)
                }
            },
            CellKind::Date => match serial_of_iso_date(&text, self.shared.date_system) {
                Some(serial) => Value::Number(serial),
                None => return Err(xml.error(format!("{} is no date", quoted(&text)))),
            },
        };
        Ok(Some(value))
    }

    fn address(&self, cell: &CellTag) -> CellAddress {
        self.sheet.address(cell.row, cell.column)
    }

    /// The formula element whose start tag was just returned, up to and with its end tag; `None` if
    /// it holds no formula.
    fn read_formula<'x>(
        &self,
        xml: &mut Xml<'x>,
        tag: &BytesStart<'x>,
        is_empty: bool,
    ) -> Result<Option<FormulaTag<'x>>, ReadError> {
        #[derive(PartialEq)]
        enum Kind {
            Ordinary,
            Shared,
            Array,
            DataTable,
        }
        let mut kind = Kind::Ordinary;
        let mut group = 0;
        let mut area = None;
        let mut attributes = xml.attributes(tag);
        while let Some(attribute) = attributes.next()? {
            match attribute.key.into_inner() {
                "t" => {
                    kind = match attribute.value.trim_ascii() {
                        "shared" => Kind::Shared,
                        "array" => Kind::Array,
                        "dataTable" => Kind::DataTable,
                        _ => Kind::Ordinary,
                    };
                }
                "si" => group = attributes.number(&attribute)?,
                "ref" => area = parse_area(&attribute.value, self.sheet.sheet),
                _ => {}
            }
        }
        let text = xml.text(is_empty)?;
        let formula = match kind {
            Kind::DataTable => FormulaTag::DataTable(area),
            Kind::Shared if text.trim_ascii().is_empty() => FormulaTag::SharedWith(group),
            _ if text.trim_ascii().is_empty() => return Ok(None),
            Kind::Shared => FormulaTag::SharedMaster(group, text),
            Kind::Array => FormulaTag::Array(area, text),
            Kind::Ordinary => FormulaTag::Ordinary(text),
        };
        Ok(Some(formula))
    }

    fn add_formula(
        &mut self,
        cell: &CellTag,
        formula: FormulaTag<'_>,
        index: u32,
        has_cached: bool,
    ) {
        let host = self.address(cell);
        let mut is_array = false;
        let source = match formula {
            FormulaTag::Ordinary(text) => self.sheet.cells.pool.index(&text, host),
            FormulaTag::SharedMaster(group, text) => {
                let source = self.sheet.cells.pool.index(&text, host);
                self.masters.insert(group, source);
                source
            }
            FormulaTag::SharedWith(group) => match self.masters.get(&group) {
                Some(source) => *source,
                None => {
                    self.awaiting_master.push((self.sheet.cells.formulas.len(), group));
                    0
                }
            },
            FormulaTag::Array(area, text) => {
                is_array = true;
                let is_dynamic = self.is_dynamic(cell.metadata);
                let area = self.sheet.array_area(area, host);
                self.sheet.cells.arrays.push(SheetArray { cell: index, area, is_dynamic });
                self.sheet.cells.pool.index(&text, host)
            }
            FormulaTag::DataTable(area) => {
                let area = area.unwrap_or(Area::of_cell(host));
                let message = format!(
                    "{area} is a data table (What-If Analysis): its values are kept as saved"
                );
                self.sheet.warnings.add(Some(host), message);
                return;
            }
        };
        let mut formula = sheet_formula(index, source, has_cached);
        if is_array {
            formula.mark_array();
        }
        if cell.is_rich {
            formula.mark_rich();
        }
        self.sheet.cells.formulas.push(formula);
    }

    fn is_dynamic(&self, metadata: u32) -> bool {
        let Some(index) = (metadata as usize).checked_sub(1) else {
            return false;
        };
        match &self.shared.dynamic_array_flags {
            Some(flags) => flags.get(index).copied().unwrap_or(false),
            // The only cell metadata that Excel writes for formulas.
            None => true,
        }
    }

    /// The cells, hidden rows, layout and warnings read.
    pub(super) fn finish(mut self) -> (SheetCells, Vec<(u32, u32)>, RowLayout, Warnings) {
        self.resolve_late_masters();
        let (cells, warnings) = self.sheet.finish();
        (cells, self.hidden_rows, self.layout, warnings)
    }

    fn resolve_late_masters(&mut self) {
        for (formula, group) in std::mem::take(&mut self.awaiting_master) {
            let cell = self.sheet.cells.formulas[formula].cell;
            let Some(host) = self.sheet.address_of(cell) else {
                continue;
            };
            let source = match self.masters.get(&group) {
                Some(source) => *source,
                None => {
                    self.sheet
                        .warnings
                        .add(Some(host), "the formula that it shares isn't in the file");
                    // Parses to the error that says so.
                    self.sheet.cells.pool.index("#REF!", host)
                }
            };
            self.sheet.cells.formulas[formula].set_distinct(source);
        }
    }
}

/// The attributes of a cell.
#[inline]
fn read_cell_tag<'x>(
    xml: &Xml<'x>,
    tag: &BytesStart<'x>,
    row: u32,
    next_column: u32,
) -> Result<CellTag, ReadError> {
    let mut cell = CellTag {
        row,
        column: next_column,
        style: 0,
        kind: CellKind::Number,
        metadata: 0,
        is_rich: false,
    };
    let mut attributes = xml.attributes(tag);
    while let Some(attribute) = attributes.next()? {
        let value = &*attribute.value;
        match attribute.key.into_inner() {
            "r" => match parse_a1(value) {
                Some((row, column)) => (cell.row, cell.column) = (row, column),
                None => return Err(xml.error(format!("{} is no cell", quoted(value)))),
            },
            "s" => cell.style = attributes.number(&attribute)?,
            "t" => {
                cell.kind = match value {
                    "n" => CellKind::Number,
                    "s" => CellKind::SharedString,
                    "str" => CellKind::FormulaString,
                    "inlineStr" => CellKind::InlineString,
                    "b" => CellKind::Boolean,
                    "e" => CellKind::Error,
                    "d" => CellKind::Date,
                    _ => return Err(xml.error(format!("{} is no cell type", quoted(value)))),
                };
            }
            "cm" => cell.metadata = attributes.number(&attribute)?,
            "vm" => cell.is_rich = true,
            _ => {}
        }
    }
    if cell.column >= ulam_formula::address::COLUMN_COUNT {
        return Err(xml.error("a cell is outside the sheet"));
    }
    Ok(cell)
}

/// Text of the file in an error message: its beginning, in quotes.
fn quoted(text: &str) -> String {
    const CHARACTERS_MAX: usize = 40;
    let start: String = text.chars().take(CHARACTERS_MAX).collect();
    let dots = if start.len() < text.len() { "..." } else { "" };
    format!("{start:?}{dots}")
}
