//! Structured references: `Table1[[#Headers],[First]:[Last]]`.
//!
//! Source: Excel's page "Using structured references with Excel tables".

use std::sync::Arc;

use super::{Parsed, Parser};
use crate::syntax::{Expr, TableReference, TableRows};

/// Bits for the item specifiers of one reference.
const HEADERS: u8 = 1;
const DATA: u8 = 2;
const TOTALS: u8 = 4;
const ALL: u8 = 8;
const THIS_ROW: u8 = 16;

impl Parser<'_> {
    /// The bracketed part of a structured reference, at its `[`.
    pub(super) fn table(&mut self, table: Option<Arc<str>>) -> Parsed {
        let start = self.at;
        self.at += 1;
        self.skip_space();
        let mut items = 0;
        let mut columns = None;
        match self.peek() {
            b']' if table.is_some() => self.at += 1,
            b'@' => {
                self.at += 1;
                items = THIS_ROW;
                self.skip_space();
                match self.peek() {
                    b']' => self.at += 1,
                    b'[' => {
                        columns = Some(self.column_span()?);
                        self.close_table()?;
                    }
                    _ => columns = Some(self.single_column()?),
                }
            }
            b'#' => items = self.item()?,
            b'[' => {
                loop {
                    self.skip_space();
                    if self.peek() != b'[' {
                        return Err(self.unexpected("`[`"));
                    }
                    if self.peek_at(self.at + 1) == b'#' {
                        self.at += 1;
                        items |= self.item()?;
                    } else if columns.is_none() {
                        columns = Some(self.column_span()?);
                    } else {
                        return Err(self.error("more than one range of columns".to_string()));
                    }
                    self.skip_space();
                    if self.peek() != b',' {
                        break;
                    }
                    self.at += 1;
                }
                self.close_table()?;
            }
            _ => columns = Some(self.single_column()?),
        }
        const HEADERS_AND_DATA: u8 = HEADERS | DATA;
        const DATA_AND_TOTALS: u8 = DATA | TOTALS;
        const EVERYTHING: u8 = HEADERS | DATA | TOTALS;
        let rows = match items {
            0 | DATA => TableRows::Data,
            HEADERS => TableRows::Headers,
            TOTALS => TableRows::Totals,
            ALL | EVERYTHING => TableRows::All,
            HEADERS_AND_DATA => TableRows::HeadersAndData,
            DATA_AND_TOTALS => TableRows::DataAndTotals,
            THIS_ROW => TableRows::ThisRow,
            _ => {
                let message = "these parts of a table can't be combined".to_string();
                return Err(super::ParseError { at: start, message });
            }
        };
        Ok(Expr::Table(TableReference { table, rows, columns }))
    }

    fn close_table(&mut self) -> Parsed<()> {
        self.skip_space();
        if self.peek() != b']' {
            return Err(self.unexpected("`]`"));
        }
        self.at += 1;
        Ok(())
    }

    /// `#Headers]` and its kin, at the `#`.
    fn item(&mut self) -> Parsed<u8> {
        let start = self.at;
        let rest = &self.text[start..];
        let length = rest.find(']').unwrap_or(rest.len());
        let word = rest[..length].trim_end();
        let items = [
            ("#Headers", HEADERS),
            ("#Data", DATA),
            ("#Totals", TOTALS),
            ("#All", ALL),
            ("#This Row", THIS_ROW),
        ];
        for (name, item) in items {
            if word.eq_ignore_ascii_case(name) && length < rest.len() {
                self.at = start + length + 1;
                return Ok(item);
            }
        }
        let message = "expected #All, #Data, #Headers, #Totals or #This Row".to_string();
        Err(self.error(message))
    }

    /// `[A]` or `[A]:[B]`
    fn column_span(&mut self) -> Parsed<(Arc<str>, Arc<str>)> {
        self.at += 1;
        let first = self.column_name(false)?;
        self.skip_space();
        if self.peek() != b':' {
            return Ok((first.clone(), first));
        }
        self.at += 1;
        self.skip_space();
        if self.peek() != b'[' {
            return Err(self.unexpected("`[`"));
        }
        self.at += 1;
        let last = self.column_name(false)?;
        Ok((first, last))
    }

    /// `Column]`, without brackets of its own.
    fn single_column(&mut self) -> Parsed<(Arc<str>, Arc<str>)> {
        let name = self.column_name(true)?;
        Ok((name.clone(), name))
    }

    /// A column's name and the `]` after it; an apostrophe escapes the character that follows.
    fn column_name(&mut self, is_trimmed: bool) -> Parsed<Arc<str>> {
        let start = self.at;
        let mut name = String::new();
        let mut is_escaped = false;
        for (offset, char) in self.text[start..].char_indices() {
            match char {
                _ if is_escaped => {
                    name.push(char);
                    is_escaped = false;
                }
                '\'' => is_escaped = true,
                '[' => {
                    self.at = start + offset;
                    return Err(self.unexpected("the end of a column's name"));
                }
                ']' => {
                    let name = if is_trimmed { name.trim_end() } else { &name };
                    if name.is_empty() {
                        return Err(self.error("an empty column name".to_string()));
                    }
                    self.at = start + offset + 1;
                    return Ok(name.into());
                }
                _ => name.push(char),
            }
        }
        Err(self.error("a column's name has no closing bracket".to_string()))
    }
}
