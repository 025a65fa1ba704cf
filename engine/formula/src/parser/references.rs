//! References to cells: areas, sheet prefixes, other workbooks.

use std::sync::Arc;

use super::callee::{Identifier, upper_case};
use super::{Parsed, Parser};
use crate::address::{COLUMN_COUNT, ROW_COUNT, SheetId, quoted_sheet_name};
use crate::syntax::{Coordinate, Corner, Expr, Reference, SheetReference};
use crate::value::CellError;

/// Where a prefix before `!` points.
enum Prefix {
    /// Sheets that cells can be on.
    Sheets(SheetReference),
    /// This workbook, for a name: `[0]!Name`.
    ThisWorkbook,
    /// Another workbook, for a name; its index and perhaps the name of a sheet.
    Book(u32, Option<Arc<str>>),
    /// Nothing that exists.
    Lost,
}

impl Parser<'_> {
    /// `A1`, `A1:B2`, `A:B` or `1:2` at the current place; nothing is consumed if there is none.
    pub(super) fn area(&mut self) -> Option<Reference> {
        let start = self.at;
        if let Some((first, end)) = self.cell_at(start) {
            return Some(self.area_from(first, end));
        }
        if let Some((first, end)) = self.column_at(start) {
            let (last, end) = self.column_at(self.colon_end(end)?)?;
            self.at = end;
            return Some(Reference {
                sheet: SheetReference::Host,
                first: Corner { row: Coordinate::Absolute(0), column: first },
                last: Corner { row: Coordinate::Absolute(ROW_COUNT - 1), column: last },
                is_cell: false,
            });
        }
        let (first, end) = self.row_at(start)?;
        let (last, end) = self.row_at(self.colon_end(end)?)?;
        self.at = end;
        Some(Reference {
            sheet: SheetReference::Host,
            first: Corner { row: first, column: Coordinate::Absolute(0) },
            last: Corner { row: last, column: Coordinate::Absolute(COLUMN_COUNT - 1) },
            is_cell: false,
        })
    }

    /// The rest of a reference whose first cell ends at `end`.
    pub(super) fn area_from(&mut self, first: Corner, end: usize) -> Reference {
        // `A1:B2#` is the range from A1 to what B2 spills.
        let second = self
            .colon_end(end)
            .and_then(|at| self.cell_at(at))
            .filter(|(_, end)| self.peek_at(*end) != b'#');
        let (last, end, is_cell) = match second {
            Some((last, end)) => (last, end, false),
            None => (first, end, true),
        };
        self.at = end;
        Reference { sheet: SheetReference::Host, first, last, is_cell }
    }

    /// Past a colon, with spaces around it.
    fn colon_end(&self, at: usize) -> Option<usize> {
        let at = self.space_end(at);
        (self.peek_at(at) == b':').then(|| self.space_end(at + 1))
    }

    /// `Sheet1!...`, whose name ends at `end`.
    pub(super) fn sheet_prefix(&mut self, end: usize) -> Parsed {
        let prefix = match self.names.sheet(&self.text[self.at..end]) {
            Some(sheet) => Prefix::Sheets(SheetReference::Sheet(sheet)),
            None => Prefix::Lost,
        };
        self.at = end + 1;
        self.qualified(prefix)
    }

    /// `Sheet1:Sheet3!...`, whose first name ends at `end`; `None` if this is something else.
    pub(super) fn span_prefix(&mut self, end: usize) -> Parsed<Option<Expr>> {
        if end == self.at || self.peek_at(end) != b':' {
            return Ok(None);
        }
        let second_end = self.identifier_end(end + 1);
        if second_end == end + 1 || self.peek_at(second_end) != b'!' {
            return Ok(None);
        }
        // With an unknown first sheet this is a range from a name to a cell of the second sheet.
        let Some(first) = self.names.sheet(&self.text[self.at..end]) else { return Ok(None) };
        let last = self.names.sheet(&self.text[end + 1..second_end]);
        self.at = second_end + 1;
        self.qualified(span_of(Some(first), last)).map(Some)
    }

    /// `'It''s'!...`, `'[1]Sheet 1'!...`, `'a b:c d'!...`
    pub(super) fn quoted_sheet(&mut self) -> Parsed {
        let start = self.at;
        let name = self.delimited(b'\'', "the sheet name has no closing apostrophe")?;
        if self.peek() != b'!' {
            return Err(self.unexpected("`!` after a sheet name"));
        }
        self.at += 1;
        if name.is_empty() {
            return Err(super::ParseError { at: start, message: "an empty sheet name".into() });
        }
        let prefix = match name.rsplit_once(']') {
            Some((book, sheet)) => match book.strip_prefix('[') {
                Some(book) => self.book_prefix(book, sheet),
                // With the path of a file before the bracket.
                None => Prefix::Lost,
            },
            None => self.local_prefix(&name),
        };
        self.qualified(prefix)
    }

    /// `[1]Sheet1!...`, `[1]!Name`, or a structured reference inside its table.
    pub(super) fn bracketed(&mut self) -> Parsed {
        let start = self.at;
        let rest = &self.bytes[start + 1..];
        let length = rest.iter().position(|byte| matches!(byte, b'[' | b']' | b'\''));
        if let Some(length) = length.filter(|length| rest[*length] == b']') {
            let name_start = start + length + 2;
            let first_end = self.identifier_end(name_start);
            let mut end = first_end;
            if self.peek_at(end) == b':' && end > name_start {
                end = self.identifier_end(end + 1);
            }
            if self.peek_at(end) == b'!' {
                let book = &self.text[start + 1..name_start - 1];
                let prefix = self.book_prefix(book, &self.text[name_start..end]);
                self.at = end + 1;
                return self.qualified(prefix);
            }
        }
        self.table(None)
    }

    /// A sheet of this workbook, or two with a colon between them.
    fn local_prefix(&self, name: &str) -> Prefix {
        if let Some(sheet) = self.names.sheet(name) {
            return Prefix::Sheets(SheetReference::Sheet(sheet));
        }
        match name.split_once(':') {
            Some((first, last)) => span_of(self.names.sheet(first), self.names.sheet(last)),
            None => Prefix::Lost,
        }
    }

    /// A sheet of a workbook by index, 0 for this one; or with an empty `sheet` the workbook.
    fn book_prefix(&self, book: &str, sheet: &str) -> Prefix {
        let is_index = !book.is_empty() && book.bytes().all(|byte| byte.is_ascii_digit());
        let index = if is_index { book.parse::<u32>().ok() } else { None };
        match (index, sheet) {
            (None, _) => Prefix::Lost,
            (Some(0), "") => Prefix::ThisWorkbook,
            (Some(0), sheet) => self.local_prefix(sheet),
            (Some(index), "") => Prefix::Book(index, None),
            (Some(index), sheet) => {
                Prefix::Sheets(SheetReference::External(index, Arc::from(sheet)))
            }
        }
    }

    /// What follows `!`.
    fn qualified(&mut self, prefix: Prefix) -> Parsed {
        if self.peek() == b'#' {
            self.error_value()?;
            return Ok(Expr::Error(CellError::Ref));
        }
        if let Some(area) = self.area() {
            return Ok(match prefix {
                Prefix::Sheets(sheet) => Expr::Reference(Reference { sheet, ..area }),
                _ => Expr::Error(CellError::Ref),
            });
        }
        let start = self.at;
        let end = self.identifier_end(start);
        if end == start || matches!(self.peek(), b'0'..=b'9' | b'.' | b'?') {
            return Err(self.unexpected("a reference or a name after `!`"));
        }
        let text = &self.text[start..end];
        self.at = end;
        if self.peek() == b'[' {
            let table = self.table(Some(text.into()))?;
            return Ok(match prefix {
                Prefix::Book(..) | Prefix::Lost | Prefix::Sheets(SheetReference::External(..)) => {
                    Expr::Error(CellError::Ref)
                }
                _ => table,
            });
        }
        let prefix = match prefix {
            Prefix::Sheets(SheetReference::External(book, sheet)) => {
                Prefix::Book(book, Some(sheet))
            }
            other => other,
        };
        let name = upper_case(Identifier::new(text).name);
        match prefix {
            Prefix::Sheets(SheetReference::Sheet(sheet)) => {
                Ok(Expr::Name { sheet: Some(sheet), name: Arc::from(name) })
            }
            Prefix::ThisWorkbook if self.peek() == b'(' => self.call(Identifier::new(text)),
            Prefix::ThisWorkbook => Ok(Expr::Name { sheet: None, name: Arc::from(name) }),
            Prefix::Book(book, sheet) => {
                let sheet = sheet.as_deref().map(upper_case);
                let qualified = external_name(book, sheet.as_deref(), &name);
                if self.peek() == b'(' {
                    return self.external_call(text, qualified);
                }
                Ok(Expr::Name { sheet: None, name: qualified.into() })
            }
            Prefix::Sheets(_) | Prefix::Lost => Ok(Expr::Error(CellError::Ref)),
        }
    }

    /// Past what is left of a reference after the `#REF!` that its sheet has become.
    pub(super) fn skip_lost_reference(&mut self) {
        if self.peek() == b'#' {
            let before = self.at;
            if self.error_value().is_err() {
                // A spill operator.
                self.at = before;
            }
            return;
        }
        if self.area().is_none() && !self.peek().is_ascii_digit() {
            self.at = self.identifier_end(self.at);
        }
    }
}

fn span_of(first: Option<SheetId>, last: Option<SheetId>) -> Prefix {
    match (first, last) {
        (Some(first), Some(last)) => Prefix::Sheets(SheetReference::Span(first, last)),
        _ => Prefix::Lost,
    }
}

/// The text that stands for a name in another workbook: `[1]!Prices`, `'[1]My sheet'!Prices`. In upper
/// case it is the name's key.
pub fn external_name(book: u32, sheet: Option<&str>, name: &str) -> String {
    let Some(sheet) = sheet else { return format!("[{book}]!{name}") };
    let quoted = quoted_sheet_name(sheet);
    match quoted.strip_prefix('\'') {
        Some(rest) => format!("'[{book}]{rest}!{name}"),
        None => format!("[{book}]{quoted}!{name}"),
    }
}
