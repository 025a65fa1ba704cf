//! Binary formulas of .xls and .xlsb files as text in Excel's notation, which the parser reads.
//!
//! A formula is a list of tokens in postfix order ([MS-XLS] 2.2.2, [MS-XLSB] 2.2.2). Both formats use
//! the same tokens with different widths of rows, columns and lengths.

mod functions;
mod shared;

use std::borrow::Cow;

use ulam_formula::address::{
    COLUMN_COUNT, CellAddress, ROW_COUNT, SheetId, column_letters, quoted_sheet_name,
};
use ulam_formula::parser::LENGTH_BYTES_MAX;

use super::encoding::{from_low_bytes, from_utf16_le};
pub(super) use shared::{ExpandedFormula, SharedFormulas};

/// Text that a formula may produce while it is decoded, before it counts as hostile.
const TEXT_BYTES_MAX: usize = 8 * LENGTH_BYTES_MAX;
/// Operands that may wait on the stack.
const STACK_MAX: usize = 10_000;

/// How wide the parts of tokens are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// .xls of Excel 97 to 2003.
    Biff8,
    /// .xlsb.
    Biff12,
}

/// What tokens refer to by number.
pub(super) trait Book {
    /// The sheets of an entry of the table of sheets, as what stands before a reference
    /// (`Sheet1!`); `None` if they are gone.
    fn sheets(&self, entry: u16) -> Option<Cow<'_, str>>;
    /// A defined name by its number from 1, as a formula on `sheet` writes it.
    fn name(&self, number: u32, sheet: SheetId) -> Option<Cow<'_, str>>;
    /// A name of another workbook or of an add-in, by its number from 1.
    fn external_name(&self, entry: u16, number: u32) -> Option<Cow<'_, str>>;
    /// The name of a table and of its columns.
    fn table(&self, number: u32) -> Option<(&str, &[String])>;
}

/// A formula's tokens and what stands after them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tokens<'a> {
    pub(super) tokens: &'a [u8],
    pub(super) extra: &'a [u8],
}

/// Where a formula stands, and so what its relative references mean.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) cell: CellAddress,
    /// Whether relative coordinates of all references are distances from the cell, as in names.
    pub(super) is_name: bool,
}

/// What a formula is.
pub(super) enum Decoded {
    /// A formula of its own.
    Text(String),
    /// Part of the shared or array formula of the cell at this row and column.
    PartOf(u32, u32),
    /// Part of a data table (What-If Analysis).
    DataTable,
}

/// Decodes a formula.
///
/// # Errors
/// Why it makes no sense.
pub(super) fn decode(
    formula: Tokens<'_>,
    layout: Layout,
    place: Place,
    book: &dyn Book,
) -> Result<Decoded, &'static str> {
    let mut extra = Bytes::new(formula.extra);
    let mut tokens = Bytes::new(formula.tokens);
    match formula.tokens.first() {
        Some(0x01) => {
            tokens.u8()?;
            let (row, column) = match layout {
                Layout::Biff8 => (u32::from(tokens.u16()?), u32::from(tokens.u16()?)),
                Layout::Biff12 => (tokens.u32()?, extra.u32()?),
            };
            return Ok(Decoded::PartOf(row, column));
        }
        Some(0x02) => return Ok(Decoded::DataTable),
        _ => {}
    }
    let mut decoder =
        Decoder { tokens, extra, layout, place, book, stack: Vec::new(), text_bytes: 0 };
    decoder.run()?;
    match (decoder.stack.pop(), decoder.stack.is_empty()) {
        (Some(text), true) => Ok(Decoded::Text(text)),
        _ => Err("its tokens don't make one formula"),
    }
}

struct Decoder<'a> {
    tokens: Bytes<'a>,
    extra: Bytes<'a>,
    layout: Layout,
    place: Place,
    book: &'a dyn Book,
    stack: Vec<String>,
    /// Text written so far.
    text_bytes: usize,
}

/// A row and column as written in a token.
struct Corner {
    row: u32,
    column: u32,
    row_is_relative: bool,
    column_is_relative: bool,
}

const BINARY_OPERATORS: [&str; 15] =
    ["+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>", " ", ",", ":"];

impl Decoder<'_> {
    fn run(&mut self) -> Result<(), &'static str> {
        while !self.tokens.is_at_end() {
            let token = self.tokens.u8()?;
            match token {
                0x03..=0x11 => {
                    let right = self.pop()?;
                    let mut left = self.pop()?;
                    left.push_str(BINARY_OPERATORS[usize::from(token - 0x03)]);
                    left.push_str(&right);
                    self.stack.push(left);
                }
                0x12..=0x15 => {
                    let inner = self.pop()?;
                    self.stack.push(match token {
                        0x12 => format!("+{inner}"),
                        0x13 => format!("-{inner}"),
                        0x14 => format!("{inner}%"),
                        _ => format!("({inner})"),
                    });
                }
                0x16 => self.push(String::new())?,
                0x17 => {
                    let text = match self.layout {
                        Layout::Biff8 => {
                            let length = usize::from(self.tokens.u8()?);
                            self.tokens.flagged_text(length)?
                        }
                        Layout::Biff12 => {
                            let length = usize::from(self.tokens.u16()?);
                            from_utf16_le(self.tokens.take(length * 2)?)
                        }
                    };
                    self.push(quoted(&text))?;
                }
                0x18 => self.extended()?,
                0x19 => self.attribute()?,
                0x1C => {
                    let error = error_text(self.tokens.u8()?).ok_or("an unknown error value")?;
                    self.push(error.to_string())?;
                }
                0x1D => {
                    let text = if self.tokens.u8()? == 0 { "FALSE" } else { "TRUE" };
                    self.push(text.to_string())?;
                }
                0x1E => {
                    let number = self.tokens.u16()?;
                    self.push(number.to_string())?;
                }
                0x1F => {
                    let number = number_text(self.tokens.f64()?)?;
                    self.push(number)?;
                }
                0x20..=0x7F => self.operand(token & 0x1F)?,
                _ => return Err("an unknown token"),
            }
        }
        Ok(())
    }

    fn push(&mut self, text: String) -> Result<(), &'static str> {
        self.text_bytes += text.len();
        if self.text_bytes > TEXT_BYTES_MAX || self.stack.len() >= STACK_MAX {
            return Err("it is too long");
        }
        self.stack.push(text);
        Ok(())
    }

    fn pop(&mut self) -> Result<String, &'static str> {
        self.stack.pop().ok_or("an operand is missing")
    }

    /// Tokens that jump or that keep spaces: only a sum of one argument and the table of CHOOSE
    /// matter.
    fn attribute(&mut self) -> Result<(), &'static str> {
        let kind = self.tokens.u8()?;
        let number = self.tokens.u16()?;
        if kind & 0x04 != 0 {
            self.tokens.take((usize::from(number) + 1) * 2)?;
        }
        if kind & 0x10 != 0 {
            let argument = self.pop()?;
            self.stack.push(format!("SUM({argument})"));
        }
        Ok(())
    }

    /// Structured references, which only .xlsb has.
    fn extended(&mut self) -> Result<(), &'static str> {
        let kind = self.tokens.u8()?;
        if self.layout != Layout::Biff12 || kind != 0x19 {
            return Err("an unknown token");
        }
        let _sheet = self.tokens.u16()?;
        let flags = self.tokens.u16()?;
        let table = self.tokens.u32()?;
        let (first, last) = (self.tokens.u16()?, self.tokens.u16()?);
        let Some((name, columns)) = self.book.table(table) else {
            return self.push("#REF!".to_string());
        };
        let mut items: Vec<String> = Vec::new();
        let rows = (flags >> 2) & 0x1F;
        for (bit, item) in [
            (0x01, "#All"),
            (0x02, "#Headers"),
            (0x04, "#Data"),
            (0x08, "#Totals"),
            (0x10, "#This Row"),
        ] {
            if rows & bit != 0 {
                items.push(format!("[{item}]"));
            }
        }
        let column = |index: u16| -> Result<String, &'static str> {
            let name = columns.get(usize::from(index)).ok_or("an unknown column of a table")?;
            Ok(format!("[{}]", escaped_column(name)))
        };
        match flags & 0x03 {
            0 => {}
            1 => items.push(column(first)?),
            _ => items.push(format!("{}:{}", column(first)?, column(last)?)),
        }
        let text = match items.as_slice() {
            [] => format!("{name}[]"),
            [item] if !item.contains("]:[") => format!("{name}{item}"),
            items => format!("{name}[{}]", items.join(",")),
        };
        self.push(text)
    }

    /// A token that comes in three classes.
    fn operand(&mut self, kind: u8) -> Result<(), &'static str> {
        let is_biff8 = self.layout == Layout::Biff8;
        match kind {
            0x00 => {
                self.tokens.take(if is_biff8 { 7 } else { 14 })?;
                let array = self.array()?;
                self.push(array)
            }
            0x01 => {
                let function = self.tokens.u16()?;
                let count = functions::argument_count(function)
                    .ok_or("a function with an unknown number of arguments")?;
                self.call(function, count)
            }
            0x02 => {
                let count = usize::from(self.tokens.u8()? & 0x7F);
                let function = self.tokens.u16()?;
                if function & 0x8000 != 0 {
                    return Err("it calls a command of macros");
                }
                self.call(function, count)
            }
            0x03 => {
                let number = self.tokens.u32()?;
                let number = if is_biff8 { number & 0xFFFF } else { number };
                let name = self.book.name(number, self.place.cell.sheet);
                let name = name.map_or_else(|| "#NAME?".to_string(), Cow::into_owned);
                self.push(name)
            }
            0x04 | 0x0C => {
                let corner = self.corner()?;
                let text = self.cell_text(&corner, kind == 0x0C);
                self.push(text)
            }
            0x05 | 0x0D => {
                let text = self.area_text(kind == 0x0D)?;
                self.push(text)
            }
            // Hints about what the tokens after them come to.
            0x06 => {
                self.tokens.take(6)?;
                let count = if is_biff8 { self.extra.u16()?.into() } else { self.extra.u32()? };
                let bytes = (count as usize).saturating_mul(if is_biff8 { 8 } else { 16 });
                self.extra.take(bytes).map(|_| ())
            }
            0x07 | 0x08 => self.tokens.take(6).map(|_| ()),
            0x09 => self.tokens.take(2).map(|_| ()),
            0x0A => {
                self.tokens.take(if is_biff8 { 4 } else { 6 })?;
                self.push("#REF!".to_string())
            }
            0x0B => {
                self.tokens.take(if is_biff8 { 8 } else { 12 })?;
                self.push("#REF!".to_string())
            }
            0x19 => {
                let entry = self.tokens.u16()?;
                let number = self.tokens.u32()?;
                let number = if is_biff8 { number & 0xFFFF } else { number };
                let name = self.book.external_name(entry, number);
                let name = name.map_or_else(|| "#NAME?".to_string(), Cow::into_owned);
                self.push(name)
            }
            0x1A | 0x1B => {
                let entry = self.tokens.u16()?;
                let is_distance = self.place.is_name;
                let cells = if kind == 0x1A {
                    let corner = self.corner()?;
                    self.cell_text(&corner, is_distance)
                } else {
                    self.area_text(is_distance)?
                };
                let text = match self.book.sheets(entry) {
                    Some(sheets) => format!("{sheets}{cells}"),
                    None => "#REF!".to_string(),
                };
                self.push(text)
            }
            0x1C => {
                self.tokens.take(if is_biff8 { 6 } else { 8 })?;
                self.push("#REF!".to_string())
            }
            0x1D => {
                self.tokens.take(if is_biff8 { 10 } else { 14 })?;
                self.push("#REF!".to_string())
            }
            _ => Err("an unknown token"),
        }
    }

    fn call(&mut self, function: u16, count: usize) -> Result<(), &'static str> {
        /// The function whose name is its first argument.
        const USER_DEFINED: u16 = 255;
        let start = self.stack.len().checked_sub(count).ok_or("an argument is missing")?;
        let mut arguments = self.stack.split_off(start).into_iter();
        let name = if function == USER_DEFINED {
            arguments.next().ok_or("a function without a name")?
        } else {
            functions::name(function).ok_or("an unknown function")?.to_string()
        };
        let arguments: Vec<String> = arguments.collect();
        self.push(String::new())?;
        self.stack.pop();
        self.stack.push(format!("{name}({})", arguments.join(",")));
        Ok(())
    }

    fn row(&mut self) -> Result<u32, &'static str> {
        match self.layout {
            Layout::Biff8 => self.tokens.u16().map(u32::from),
            Layout::Biff12 => self.tokens.u32(),
        }
    }

    fn corner(&mut self) -> Result<Corner, &'static str> {
        let row = self.row()?;
        let column = self.tokens.u16()?;
        Ok(Corner::new(row, column))
    }

    fn area_text(&mut self, is_distance: bool) -> Result<String, &'static str> {
        let (first_row, last_row) = (self.row()?, self.row()?);
        let first = Corner::new(first_row, self.tokens.u16()?);
        let last = Corner::new(last_row, self.tokens.u16()?);
        let (last_row, last_column) = match self.layout {
            Layout::Biff8 => (0xFFFF, 0xFF),
            Layout::Biff12 => (ROW_COUNT - 1, COLUMN_COUNT - 1),
        };
        let is_all_rows =
            first.row == 0 && last.row == last_row && !first.row_is_relative_as(is_distance);
        let is_all_columns = first.column == 0
            && last.column == last_column
            && !first.column_is_relative_as(is_distance);
        if is_all_rows {
            return Ok(format!(
                "{}:{}",
                self.column_text(&first, is_distance),
                self.column_text(&last, is_distance)
            ));
        }
        if is_all_columns {
            return Ok(format!(
                "{}:{}",
                self.row_text(&first, is_distance),
                self.row_text(&last, is_distance)
            ));
        }
        let (first, last) =
            (self.cell_text(&first, is_distance), self.cell_text(&last, is_distance));
        Ok(format!("{first}:{last}"))
    }

    fn cell_text(&self, corner: &Corner, is_distance: bool) -> String {
        let mut text = self.column_text(corner, is_distance);
        text.push_str(&self.row_text(corner, is_distance));
        text
    }

    fn column_text(&self, corner: &Corner, is_distance: bool) -> String {
        let mut column = corner.column;
        if is_distance && corner.column_is_relative {
            let distance = match self.layout {
                Layout::Biff8 => i64::from(column as u8 as i8),
                Layout::Biff12 => sign_extended(column, 14),
            };
            column = wrapped(self.place.cell.column, distance, COLUMN_COUNT);
        }
        let dollar = if corner.column_is_relative { "" } else { "$" };
        format!("{dollar}{}", column_letters(column))
    }

    fn row_text(&self, corner: &Corner, is_distance: bool) -> String {
        let mut row = corner.row;
        if is_distance && corner.row_is_relative {
            let distance = match self.layout {
                Layout::Biff8 => i64::from(row as u16 as i16),
                Layout::Biff12 => sign_extended(row, 20),
            };
            row = wrapped(self.place.cell.row, distance, ROW_COUNT);
        }
        let dollar = if corner.row_is_relative { "" } else { "$" };
        format!("{dollar}{}", u64::from(row) + 1)
    }

    /// An array constant, whose values stand after the tokens.
    fn array(&mut self) -> Result<String, &'static str> {
        let (rows, columns) = match self.layout {
            Layout::Biff8 => {
                let columns = u32::from(self.extra.u8()?) + 1;
                (u32::from(self.extra.u16()?) + 1, columns)
            }
            Layout::Biff12 => (self.extra.u32()?, self.extra.u32()?),
        };
        let mut text = String::from("{");
        for row in 0..rows {
            for column in 0..columns {
                if column > 0 {
                    text.push(',');
                } else if row > 0 {
                    text.push(';');
                }
                let element = self.array_element()?;
                text.push_str(&element);
                if text.len() > TEXT_BYTES_MAX {
                    return Err("it is too long");
                }
            }
        }
        text.push('}');
        Ok(text)
    }

    fn array_element(&mut self) -> Result<String, &'static str> {
        let kind = self.extra.u8()?;
        match (self.layout, kind) {
            (Layout::Biff8, 0x01) | (Layout::Biff12, 0x00) => number_text(self.extra.f64()?),
            (Layout::Biff8, 0x00) => {
                self.extra.take(8)?;
                Ok("\"\"".to_string())
            }
            (Layout::Biff8, 0x02) => {
                let length = usize::from(self.extra.u16()?);
                Ok(quoted(&self.extra.flagged_text(length)?))
            }
            (Layout::Biff12, 0x01) => {
                let length = usize::from(self.extra.u16()?);
                Ok(quoted(&from_utf16_le(self.extra.take(length * 2)?)))
            }
            (Layout::Biff8, 0x04) | (Layout::Biff12, 0x02) => {
                let text = if self.extra.u8()? == 0 { "FALSE" } else { "TRUE" };
                if self.layout == Layout::Biff8 {
                    self.extra.take(7)?;
                }
                Ok(text.to_string())
            }
            (Layout::Biff8, 0x10) | (Layout::Biff12, 0x04) => {
                let error = error_text(self.extra.u8()?).ok_or("an unknown error value")?;
                self.extra.take(if self.layout == Layout::Biff8 { 7 } else { 3 })?;
                Ok(error.to_string())
            }
            _ => Err("an unknown kind of value in an array"),
        }
    }
}

impl Corner {
    fn new(row: u32, column: u16) -> Corner {
        Corner {
            row,
            column: u32::from(column & 0x3FFF),
            row_is_relative: column & 0x8000 != 0,
            column_is_relative: column & 0x4000 != 0,
        }
    }

    fn row_is_relative_as(&self, is_distance: bool) -> bool {
        is_distance && self.row_is_relative
    }

    fn column_is_relative_as(&self, is_distance: bool) -> bool {
        is_distance && self.column_is_relative
    }
}

/// The lowest `bits` of a number as a signed one.
fn sign_extended(number: u32, bits: u32) -> i64 {
    let shift = 32 - bits;
    i64::from(((number << shift) as i32) >> shift)
}

/// A row or column at a distance; over the edge it comes in on the other side.
fn wrapped(from: u32, distance: i64, count: u32) -> u32 {
    (i64::from(from) + distance).rem_euclid(i64::from(count)) as u32
}

/// A text constant.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn number_text(number: f64) -> Result<String, &'static str> {
    if !number.is_finite() {
        return Err("a number is infinite");
    }
    let size = number.abs();
    let is_short = size == 0.0 || (1e-5..1e15).contains(&size);
    Ok(if is_short { format!("{number}") } else { format!("{number:E}") })
}

/// A column's name in a structured reference.
fn escaped_column(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    for c in name.chars() {
        if matches!(c, '[' | ']' | '#' | '\'') {
            escaped.push('\'');
        }
        escaped.push(c);
    }
    escaped
}

/// The error value with a number ([MS-XLS] 2.5.10).
pub(super) fn error_text(number: u8) -> Option<&'static str> {
    let text = match number {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => return None,
    };
    Some(text)
}

/// What stands before references to sheets: `Sheet1!`, `'Sheet 1:Sheet 3'!`, `'[1]Sheet 1'!`.
pub(super) fn sheet_prefix(book: Option<usize>, first: &str, last: &str) -> String {
    if book.is_none() && first == last {
        return format!("{}!", quoted_sheet_name(first));
    }
    let mut text = String::from("'");
    if let Some(book) = book {
        text.push_str(&format!("[{book}]"));
    }
    text.push_str(&first.replace('\'', "''"));
    if first != last {
        text.push(':');
        text.push_str(&last.replace('\'', "''"));
    }
    text.push_str("'!");
    text
}

/// Reads numbers out of bytes, low bytes first.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'a> {
    bytes: &'a [u8],
}

impl<'a> Bytes<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Bytes<'a> {
        Bytes { bytes }
    }
    pub(super) fn is_at_end(&self) -> bool {
        self.bytes.is_empty()
    }
    /// What is left.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes
    }
    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], &'static str> {
        let (taken, rest) = self.bytes.split_at_checked(count).ok_or("it is cut short")?;
        self.bytes = rest;
        Ok(taken)
    }
    fn array<const N: usize>(&mut self) -> Result<[u8; N], &'static str> {
        let (taken, rest) = self.bytes.split_first_chunk::<N>().ok_or("it is cut short")?;
        self.bytes = rest;
        Ok(*taken)
    }
    pub(super) fn u8(&mut self) -> Result<u8, &'static str> {
        self.array::<1>().map(|[byte]| byte)
    }
    pub(super) fn u16(&mut self) -> Result<u16, &'static str> {
        self.array().map(u16::from_le_bytes)
    }
    pub(super) fn u32(&mut self) -> Result<u32, &'static str> {
        self.array().map(u32::from_le_bytes)
    }
    pub(super) fn f64(&mut self) -> Result<f64, &'static str> {
        self.array().map(f64::from_le_bytes)
    }
    /// Text of a number of characters with a byte before it that says how wide they are.
    pub(super) fn flagged_text(&mut self, length: usize) -> Result<String, &'static str> {
        if self.u8()? & 1 != 0 {
            return Ok(from_utf16_le(self.take(length * 2)?));
        }
        Ok(from_low_bytes(self.take(length)?))
    }
    /// Text of .xlsb: a length in four bytes, and UTF-16. A length of all ones means no text.
    pub(super) fn wide_text(&mut self) -> Result<String, &'static str> {
        let length = self.u32()?;
        if length == u32::MAX {
            return Ok(String::new());
        }
        let bytes = (length as usize).checked_mul(2).ok_or("it is cut short")?;
        Ok(from_utf16_le(self.take(bytes)?))
    }
}

/// The number that 30 bits stand for ([MS-XLS] 2.5.217).
pub(super) fn rk_number(rk: u32) -> f64 {
    let number = if rk & 2 != 0 {
        f64::from((rk as i32) >> 2)
    } else {
        f64::from_bits(u64::from(rk & !3) << 32)
    };
    if rk & 1 != 0 { number / 100.0 } else { number }
}
