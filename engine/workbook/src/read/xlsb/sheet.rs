//! A worksheet part of an .xlsb file.

use std::sync::Arc;

use ulam_formula::address::{COLUMN_COUNT, ROW_COUNT, SheetId};
use ulam_formula::value::Value;

use super::super::error::ReadError;
use super::super::sheet::SheetPart;
use super::super::sheet_builder::{Budget, SheetBuilder};
use super::super::styles::Styles;
use super::super::tokens::{
    Bytes, Decoded, ExpandedFormula, Layout, Place, SharedFormulas, Tokens, decode, rk_number,
};
use super::records::{Record, Records};
use super::workbook::{BinaryBook, area, error_of, parsed_formula, rich_text};

/// Reads a worksheet.
pub(super) struct SheetReader<'a> {
    part_path: &'a str,
    book: &'a BinaryBook,
    texts: &'a [Arc<str>],
    styles: &'a Styles,
    budget: &'a Budget<'a>,
    sheet: SheetBuilder,
    shared: SharedFormulas,
    part: SheetPart,
    row: u32,
    /// Whether the next cell has metadata: a formula with it is a dynamic array.
    has_metadata: bool,
    /// Whether the next cell's value only stands for a richer one.
    is_rich: bool,
    /// Whether the formula read last is a dynamic array, if it is one.
    is_dynamic: bool,
}

type Found<T> = Result<T, &'static str>;

impl<'a> SheetReader<'a> {
    pub(super) fn new(
        part_path: &'a str,
        sheet: SheetId,
        book: &'a BinaryBook,
        texts: &'a [Arc<str>],
        styles: &'a Styles,
        budget: &'a Budget<'a>,
    ) -> SheetReader<'a> {
        SheetReader {
            part_path,
            book,
            texts,
            styles,
            budget,
            sheet: SheetBuilder::new(sheet, budget.limits),
            shared: SharedFormulas::default(),
            part: SheetPart::default(),
            row: 0,
            has_metadata: false,
            is_rich: false,
            is_dynamic: false,
        }
    }

    /// Reads the part.
    pub(super) fn read(mut self, bytes: &[u8]) -> Result<SheetPart, ReadError> {
        let mut records = Records::new(self.part_path, bytes);
        let mut filter = None;
        while let Some(record) = records.next()? {
            let error = |detail: &str| record.error(detail);
            let mut data = Bytes::new(record.data);
            match record.kind {
                // BrtRowHdr
                0 => {
                    self.row = data.u32().map_err(error)?;
                    if self.row >= ROW_COUNT {
                        return Err(error("a row is outside the sheet"));
                    }
                    data.take(7).map_err(error)?;
                    if data.u8().map_err(error)? & 0x10 != 0 {
                        self.part.hidden_rows.push((self.row, self.row));
                    }
                }
                // Cells, with and without formulas
                2..=11 | 62 => self.read_cell(&record, data)?,
                // BrtCellMeta, BrtValueMeta
                49 => self.has_metadata = true,
                50 => self.is_rich = true,
                // BrtShrFmla
                427 => self.read_shared(&record, data, false)?,
                // BrtArrFmla
                426 => self.read_shared(&record, data, true)?,
                // BrtMergeCell
                176 => {
                    let merged = area(&mut data, self.sheet.sheet).map_err(error)?;
                    self.part.merged.push(merged);
                }
                // BrtBeginAFilter, BrtBeginFilterColumn
                161 => filter = area(&mut data, self.sheet.sheet).ok(),
                163 => self.part.filtered = filter,
                _ => {}
            }
        }
        let mut sheet = self.sheet;
        self.shared.resolve(&mut sheet);
        let (cells, warnings) = sheet.finish();
        Ok(SheetPart { cells, warnings, ..self.part })
    }

    fn read_cell(&mut self, record: &Record<'_>, mut data: Bytes<'_>) -> Result<(), ReadError> {
        let error = |detail: &str| record.error(detail);
        let column = data.u32().map_err(error)?;
        if column >= COLUMN_COUNT {
            return Err(error("a cell is outside the sheet"));
        }
        let style = data.u32().map_err(error)? & 0x00FF_FFFF;
        let value = self.value(record.kind, &mut data).map_err(error)?;
        if let Value::Text(text) = &value {
            // Checked only: the text is there already.
            let limit = self.budget.limits.text_bytes_max;
            if text.len() > limit {
                let (found, limit) = (text.len() as u64, limit as u64);
                return Err(ReadError::TooLarge {
                    what: "bytes in one cell's text:",
                    found,
                    limit,
                });
            }
        }
        self.budget.count_cells(1)?;
        let index = self.sheet.add_cell(self.row, column, value, self.styles.format(style));
        self.is_dynamic = std::mem::take(&mut self.has_metadata);
        let is_rich = std::mem::take(&mut self.is_rich);
        if !(8..=11).contains(&record.kind) {
            return Ok(());
        }
        // Options.
        data.take(2).map_err(error)?;
        let (tokens, extra) = parsed_formula(&mut data).map_err(error)?;
        let cell = self.sheet.address(self.row, column);
        let place = Place { cell, is_name: false };
        match decode(Tokens { tokens, extra }, Layout::Biff12, place, self.book) {
            Ok(Decoded::Text(text)) => self.sheet.add_formula(&text, true),
            Ok(Decoded::PartOf(row, column)) => {
                self.shared.add_pointing(&mut self.sheet, index, (row, column), true);
            }
            Ok(Decoded::DataTable) => {
                let message = "a data table (What-If Analysis): its value is kept as saved";
                self.sheet.warnings.add(Some(cell), message);
                return Ok(());
            }
            Err(detail) => {
                let message = format!("the formula can't be read ({detail}): its value is kept");
                self.sheet.warnings.add(Some(cell), message);
                return Ok(());
            }
        }
        if is_rich && let Some(formula) = self.sheet.cells.formulas.last_mut() {
            formula.mark_rich();
        }
        Ok(())
    }

    /// The value of a cell, up to the options of its formula.
    fn value(&self, kind: u32, data: &mut Bytes<'_>) -> Found<Value> {
        Ok(match kind {
            2 => Value::number(rk_number(data.u32()?)),
            3 | 11 => Value::Error(error_of(data.u8()?)),
            4 | 10 => Value::Boolean(data.u8()? != 0),
            5 | 9 => Value::number(data.f64()?),
            6 | 8 => Value::text(data.wide_text()?),
            7 => {
                let index = data.u32()? as usize;
                Value::Text(Arc::clone(self.texts.get(index).ok_or("no such text")?))
            }
            _ => Value::text(rich_text(data)?),
        })
    }

    /// A shared or array formula. Its cells point to the row of its first cell and the column of their
    /// own record's rest.
    fn read_shared(
        &mut self,
        record: &Record<'_>,
        mut data: Bytes<'_>,
        is_array: bool,
    ) -> Result<(), ReadError> {
        let error = |detail: &str| record.error(detail);
        let area = area(&mut data, self.sheet.sheet).map_err(error)?;
        if is_array {
            data.take(1).map_err(error)?;
        }
        let (tokens, extra) = parsed_formula(&mut data).map_err(error)?;
        let first = area.first();
        // The record follows the cell that others point to.
        let before = self.sheet.last_address().filter(|_| !is_array);
        let host = before.unwrap_or(first);
        let place = Place { cell: host, is_name: false };
        match decode(Tokens { tokens, extra }, Layout::Biff12, place, self.book) {
            Ok(Decoded::Text(text)) => {
                let source = self.sheet.cells.pool.index(&text, host);
                let array = is_array.then_some((area, self.is_dynamic));
                self.shared.add((host.row, host.column), ExpandedFormula { source, array });
                if (first.row, first.column) != (host.row, host.column) {
                    let formula = ExpandedFormula { source, array: None };
                    self.shared.add((first.row, first.column), formula);
                }
            }
            Ok(_) => {}
            Err(detail) => {
                let message = format!("a shared formula can't be read ({detail})");
                self.sheet.warnings.add(Some(first), message);
            }
        }
        Ok(())
    }
}
