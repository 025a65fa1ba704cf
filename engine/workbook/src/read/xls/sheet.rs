//! The part of one sheet of an .xls file.

use std::sync::Arc;

use ulam_formula::address::{Area, COLUMN_COUNT, SheetId};
use ulam_formula::value::Value;

use super::super::area::parse_area;
use super::super::error::ReadError;
use super::super::sheet::SheetPart;
use super::super::sheet_builder::{Budget, SheetBuilder};
use super::super::styles::Styles;
use super::super::tokens::{
    Bytes, Decoded, ExpandedFormula, Layout, Place, SharedFormulas, Tokens, decode, rk_number,
};
use super::super::workbook_part::NameEntry;
use super::globals::{Globals, error_of};
use super::records::{BOF, EOF, Record, Records};
use super::strings::Segments;
use crate::workbook::Calculation;

/// Settings that .xls files keep in each sheet.
#[derive(Clone, Copy, Default)]
pub(super) struct Settings {
    pub(super) calculation: Calculation,
}

/// Reads a sheet.
pub(super) struct SheetReader<'a> {
    globals: &'a Globals,
    styles: &'a Styles,
    budget: &'a Budget<'a>,
    /// The range of the sheet's filter.
    filter_range: Option<Area>,
    sheet: SheetBuilder,
    shared: SharedFormulas,
    part: SheetPart,
    settings: Settings,
    /// Whether the formula added last waits for its text.
    awaits_text: bool,
}

type Found<T> = Result<T, &'static str>;

impl<'a> SheetReader<'a> {
    pub(super) fn new(
        sheet: SheetId,
        globals: &'a Globals,
        styles: &'a Styles,
        budget: &'a Budget<'a>,
        names: &[NameEntry],
    ) -> SheetReader<'a> {
        let filter = names.iter().find(|name| {
            name.sheet == Some(u32::from(sheet)) && name.name == "_xlnm._FilterDatabase"
        });
        let filter_range = filter
            .and_then(|name| name.text.rsplit_once('!'))
            .and_then(|(_, range)| parse_area(range, sheet));
        SheetReader {
            globals,
            styles,
            budget,
            filter_range,
            sheet: SheetBuilder::new(sheet, budget.limits),
            shared: SharedFormulas::default(),
            part: SheetPart::default(),
            settings: Settings::default(),
            awaits_text: false,
        }
    }

    /// Reads the records from a place on.
    pub(super) fn read(
        mut self,
        stream: &[u8],
        position: usize,
    ) -> Result<(SheetPart, Settings), ReadError> {
        let mut records = Records::new(stream, position);
        // Charts on the sheet are parts inside its part.
        let mut depth = 0_u32;
        while let Some(record) = records.next()? {
            match record.kind {
                BOF => depth += 1,
                EOF if depth <= 1 => break,
                EOF => depth -= 1,
                _ if depth == 1 => self.read_record(record, &mut records)?,
                // What stands before the beginning is no sheet.
                _ if depth == 0 => {
                    return Err(record.error("a sheet doesn't begin where it should"));
                }
                _ => {}
            }
        }
        let mut sheet = self.sheet;
        self.shared.resolve(&mut sheet);
        let (cells, warnings) = sheet.finish();
        Ok((SheetPart { cells, warnings, ..self.part }, self.settings))
    }

    fn read_record<'r>(
        &mut self,
        record: Record<'r>,
        records: &mut Records<'r>,
    ) -> Result<(), ReadError> {
        let error = |detail: &str| record.error(detail);
        let mut data = Bytes::new(record.data);
        match record.kind {
            // Number
            0x0203 => {
                let (place, format) = self.cell_head(&mut data).map_err(error)?;
                let number = data.f64().map_err(error)?;
                self.add_value(place, format, Value::number(number))?;
            }
            // RK
            0x027E => {
                let (place, format) = self.cell_head(&mut data).map_err(error)?;
                let number = rk_number(data.u32().map_err(error)?);
                self.add_value(place, format, Value::number(number))?;
            }
            // MulRk
            0x00BD => {
                let row = u32::from(data.u16().map_err(error)?);
                let mut column = u32::from(data.u16().map_err(error)?);
                while data.rest().len() >= 8 {
                    let style = data.u16().map_err(error)?;
                    let number = rk_number(data.u32().map_err(error)?);
                    let format = self.styles.format(u32::from(style));
                    if column >= COLUMN_COUNT {
                        return Err(error("a cell is outside the sheet"));
                    }
                    self.add_value((row, column), format, Value::number(number))?;
                    column += 1;
                }
            }
            // LabelSst
            0x00FD => {
                let (place, format) = self.cell_head(&mut data).map_err(error)?;
                let index = data.u32().map_err(error)? as usize;
                let text = self.globals.texts.get(index).ok_or_else(|| error("no such text"))?;
                self.add_value(place, format, Value::Text(Arc::clone(text)))?;
            }
            // Label and RString, of other programs than Excel
            0x0204 | 0x00D6 => {
                let (place, format) = self.cell_head(&mut data).map_err(error)?;
                let length = usize::from(data.u16().map_err(error)?);
                let text = data.flagged_text(length).map_err(error)?;
                let value = self.budget.text(&text)?;
                self.add_value(place, format, value)?;
            }
            // BoolErr
            0x0205 => {
                let (place, format) = self.cell_head(&mut data).map_err(error)?;
                let (number, is_error) =
                    (data.u8().map_err(error)?, data.u8().map_err(error)? != 0);
                let value = match is_error {
                    true => Value::Error(error_of(number)),
                    false => Value::Boolean(number != 0),
                };
                self.add_value(place, format, value)?;
            }
            // Formula
            0x0006 => self.read_formula(&record, data)?,
            // String: the text that the formula before it gave
            0x0207 => {
                let mut text = Segments::new(record.data, records.continuations()?);
                let text = text.text().map_err(error)?;
                if std::mem::take(&mut self.awaits_text) {
                    let value = self.budget.text(&text)?;
                    if let Some(last) = self.sheet.len().checked_sub(1) {
                        self.sheet.cells.values.set(last, value);
                    }
                }
            }
            // ShrFmla
            0x04BC => {
                let (area, _) = self.area_head(&mut data).map_err(error)?;
                data.take(2).map_err(error)?;
                self.read_shared(&record, data, area, false)?;
            }
            // Array
            0x0221 => {
                let (area, _) = self.area_head(&mut data).map_err(error)?;
                data.take(6).map_err(error)?;
                self.read_shared(&record, data, area, true)?;
            }
            // Row
            0x0208 => {
                let row = u32::from(data.u16().map_err(error)?);
                data.take(10).map_err(error)?;
                if data.u16().map_err(error)? & 0x20 != 0 {
                    self.part.hidden_rows.push((row, row));
                }
            }
            // FilterMode
            0x009B => self.part.filtered = self.filter_range,
            // MergeCells
            0x00E5 => {
                let count = data.u16().map_err(error)?;
                for _ in 0..count {
                    let merged = self.merged_area(&mut data).map_err(error)?;
                    self.part.merged.push(merged);
                }
            }
            // CalcMode, CalcCount, CalcIter, CalcDelta
            0x000D => {
                self.settings.calculation.is_manual = data.u16().map_err(error)? == 0;
            }
            0x000C => {
                let count = data.u16().map_err(error)?;
                self.settings.calculation.iterations_max = u32::from(count);
            }
            0x0011 => self.settings.calculation.iterate = data.u16().map_err(error)? != 0,
            0x0010 => {
                let change = data.f64().map_err(error)?;
                if change.is_finite() && change >= 0.0 {
                    self.settings.calculation.change_max = change;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Row and column of a cell, and the index of its format.
    fn cell_head(&self, data: &mut Bytes<'_>) -> Found<((u32, u32), u16)> {
        let (row, column) = (u32::from(data.u16()?), u32::from(data.u16()?));
        if column >= COLUMN_COUNT {
            return Err("a cell is outside the sheet");
        }
        Ok(((row, column), self.styles.format(u32::from(data.u16()?))))
    }

    fn add_value(
        &mut self,
        (row, column): (u32, u32),
        format: u16,
        value: Value,
    ) -> Result<u32, ReadError> {
        self.budget.count_cells(1)?;
        self.awaits_text = false;
        Ok(self.sheet.add_cell(row, column, value, format))
    }

    fn read_formula(&mut self, record: &Record<'_>, mut data: Bytes<'_>) -> Result<(), ReadError> {
        let error = |detail: &str| record.error(detail);
        let ((row, column), format) = self.cell_head(&mut data).map_err(error)?;
        let result = data.take(8).map_err(error)?;
        // Options and what Excel keeps for itself.
        data.take(6).map_err(error)?;
        let length = usize::from(data.u16().map_err(error)?);
        let tokens = data.take(length).map_err(error)?;
        let (value, awaits_text) = cached_value(result);
        let index = self.add_value((row, column), format, value)?;
        self.awaits_text = awaits_text;
        let cell = self.sheet.address(row, column);
        let tokens = Tokens { tokens, extra: data.rest() };
        let place = Place { cell, is_name: false };
        match decode(tokens, Layout::Biff8, place, self.globals) {
            Ok(Decoded::Text(text)) => self.sheet.add_formula(&text, true),
            Ok(Decoded::PartOf(row, column)) => {
                self.shared.add_pointing(&mut self.sheet, index, (row, column), true);
            }
            Ok(Decoded::DataTable) => {
                let message = "a data table (What-If Analysis): its value is kept as saved";
                self.sheet.warnings.add(Some(cell), message);
            }
            Err(detail) => {
                let message = format!("the formula can't be read ({detail}): its value is kept");
                self.sheet.warnings.add(Some(cell), message);
            }
        }
        Ok(())
    }

    /// The area at the beginning of a shared formula, and the cell that its cells point to.
    fn area_head(&self, data: &mut Bytes<'_>) -> Found<(Area, (u32, u32))> {
        let (first_row, last_row) = (u32::from(data.u16()?), u32::from(data.u16()?));
        let (first_column, last_column) = (u16::from(data.u8()?), u16::from(data.u8()?));
        if first_row > last_row || first_column > last_column {
            return Err("a range ends before it begins");
        }
        let sheet = self.sheet.sheet;
        let area = Area { sheet, first_row, last_row, first_column, last_column };
        Ok((area, (first_row, u32::from(first_column))))
    }

    /// The rest of a shared or array formula. Its cells point to the first cell of its area, or, for
    /// a shared formula, to the first cell that has it: the one before this record.
    fn read_shared(
        &mut self,
        record: &Record<'_>,
        mut data: Bytes<'_>,
        area: Area,
        is_array: bool,
    ) -> Result<(), ReadError> {
        let error = |detail: &str| record.error(detail);
        let length = usize::from(data.u16().map_err(error)?);
        let tokens = data.take(length).map_err(error)?;
        let tokens = Tokens { tokens, extra: data.rest() };
        let first = area.first();
        let place = Place { cell: first, is_name: false };
        match decode(tokens, Layout::Biff8, place, self.globals) {
            Ok(Decoded::Text(text)) => {
                let source = self.sheet.cells.pool.index(&text, first);
                let array = is_array.then_some((area, false));
                let at_area = (first.row, first.column);
                self.shared.add(at_area, ExpandedFormula { source, array });
                let before = self.sheet.last_address();
                if let Some((row, column)) = before.map(|cell| (cell.row, cell.column))
                    && !is_array
                    && (row, column) != at_area
                {
                    self.shared.add((row, column), ExpandedFormula { source, array: None });
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

    fn merged_area(&self, data: &mut Bytes<'_>) -> Found<Area> {
        let (first_row, last_row) = (u32::from(data.u16()?), u32::from(data.u16()?));
        let (first_column, last_column) = (data.u16()?, data.u16()?);
        if first_row > last_row || first_column > last_column {
            return Err("a range ends before it begins");
        }
        let last_column = last_column.min(COLUMN_COUNT as u16 - 1);
        Ok(Area { sheet: self.sheet.sheet, first_row, last_row, first_column, last_column })
    }
}

/// The result of a formula, and whether it is the text of the next record.
fn cached_value(result: &[u8]) -> (Value, bool) {
    let [kind, _, value, _, _, _, 0xFF, 0xFF] = *result else {
        let number = result.try_into().map_or(0.0, f64::from_le_bytes);
        return (Value::number(number), false);
    };
    match kind {
        0 => (Value::text(""), true),
        1 => (Value::Boolean(value != 0), false),
        2 => (Value::Error(error_of(value)), false),
        _ => (Value::text(""), false),
    }
}
