//! The smallest parts of a formula: spaces, identifiers, numbers, texts, error values, corners.

use std::sync::Arc;

use super::{Parsed, Parser};
use crate::address::{COLUMN_COUNT, ROW_COUNT};
use crate::syntax::{Coordinate, Corner, Expr};
use crate::value::CellError;

/// Whether an ASCII byte can be part of a name or function name.
fn is_identifier_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'\\' | b'?')
}

/// Whether a character beyond ASCII can be part of a name. Excel takes letters of all scripts;
/// combining marks and symbols are let through, since no operator lies beyond ASCII.
fn is_identifier_char(char: char) -> bool {
    !char.is_whitespace() && !char.is_control()
}

/// Whether an operand, other than a text or array, can start with this byte.
pub(super) fn starts_operand(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || byte >= 0x80
        || matches!(byte, b'_' | b'\\' | b'$' | b'\'' | b'[' | b'(' | b'#' | b'@' | b'"' | b'{')
}

/// Whether `text` reads as one identifier.
pub(crate) fn is_identifier(text: &str) -> bool {
    let starts_well = text.bytes().next().is_some_and(|byte| {
        byte.is_ascii_alphabetic() || byte >= 0x80 || matches!(byte, b'_' | b'\\')
    });
    starts_well && identifier_end(text, 0) == text.len()
}

/// Whether `text` reads as the letters of a column.
pub(crate) fn is_column(text: &str) -> bool {
    matches!(column_number(text.as_bytes(), 0), Some((_, end)) if end == text.len())
}

/// Where the identifier at `at` ends; `at` itself if there is none.
fn identifier_end(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        if byte < 0x80 {
            if !is_identifier_byte(byte) {
                break;
            }
            at += 1;
            continue;
        }
        match text.get(at..).and_then(|rest| rest.chars().next()) {
            Some(char) if is_identifier_char(char) => at += char.len_utf8(),
            _ => break,
        }
    }
    at
}

/// The column (from 1) whose letters are at `at`, and where they end.
fn column_number(bytes: &[u8], mut at: usize) -> Option<(u32, usize)> {
    let start = at;
    let mut column = 0;
    while let Some(byte) = bytes.get(at).filter(|byte| byte.is_ascii_alphabetic()) {
        if at - start == 3 {
            return None;
        }
        column = column * 26 + (byte.to_ascii_uppercase() - b'A') as u32 + 1;
        at += 1;
    }
    (at > start && column <= COLUMN_COUNT).then_some((column, at))
}

/// The row (from 1) whose digits are at `at`, and where they end.
fn row_number(bytes: &[u8], mut at: usize) -> Option<(u32, usize)> {
    let start = at;
    if bytes.get(at) == Some(&b'0') {
        return None;
    }
    let mut row = 0;
    while let Some(byte) = bytes.get(at).filter(|byte| byte.is_ascii_digit()) {
        if at - start == 7 {
            return None;
        }
        row = row * 10 + (byte - b'0') as u32;
        at += 1;
    }
    (at > start && row <= ROW_COUNT).then_some((row, at))
}

impl<'a> Parser<'a> {
    /// The next byte; 0 at the end.
    #[inline]
    pub(super) fn peek(&self) -> u8 {
        self.peek_at(self.at)
    }

    /// The byte at `at`; 0 at the end.
    #[inline]
    pub(super) fn peek_at(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// Past spaces and line breaks.
    #[inline]
    pub(super) fn skip_space(&mut self) {
        self.at = self.space_end(self.at);
    }

    /// Where the spaces at `at` end.
    #[inline]
    pub(super) fn space_end(&self, mut at: usize) -> usize {
        loop {
            match self.peek_at(at) {
                b' ' | b'\t' | b'\n' | b'\r' => at += 1,
                0x80.. => match self.text.get(at..).and_then(|rest| rest.chars().next()) {
                    Some(char) if char.is_whitespace() => at += char.len_utf8(),
                    _ => return at,
                },
                _ => return at,
            }
        }
    }

    /// Where the identifier at `at` ends; `at` itself if there is none.
    #[inline]
    pub(super) fn identifier_end(&self, at: usize) -> usize {
        identifier_end(self.text, at)
    }

    /// Whether a cell, column or row can end before `at`: no name, call or sheet goes on there.
    fn is_reference_end(&self, at: usize) -> bool {
        match self.peek_at(at) {
            b'(' | b'!' | b'$' | b'[' => false,
            byte if byte < 0x80 => !is_identifier_byte(byte),
            _ => identifier_end(self.text, at) == at,
        }
    }

    fn row_coordinate(&self, row: u32, is_absolute: bool) -> Coordinate {
        match is_absolute {
            true => Coordinate::Absolute(row - 1),
            false => Coordinate::Relative((row - 1) as i32 - self.host.row as i32),
        }
    }

    fn column_coordinate(&self, column: u32, is_absolute: bool) -> Coordinate {
        match is_absolute {
            true => Coordinate::Absolute(column - 1),
            false => Coordinate::Relative((column - 1) as i32 - self.host.column as i32),
        }
    }

    /// `$A$1` at `at`, and where it ends.
    pub(super) fn cell_at(&self, at: usize) -> Option<(Corner, usize)> {
        let is_column_absolute = self.peek_at(at) == b'$';
        let (column, at) = column_number(self.bytes, at + usize::from(is_column_absolute))?;
        let is_row_absolute = self.peek_at(at) == b'$';
        let (row, at) = row_number(self.bytes, at + usize::from(is_row_absolute))?;
        if !self.is_reference_end(at) {
            return None;
        }
        let row = self.row_coordinate(row, is_row_absolute);
        let column = self.column_coordinate(column, is_column_absolute);
        Some((Corner { row, column }, at))
    }

    /// `$A` of a whole column at `at`, and where it ends.
    pub(super) fn column_at(&self, at: usize) -> Option<(Coordinate, usize)> {
        let is_absolute = self.peek_at(at) == b'$';
        let (column, at) = column_number(self.bytes, at + usize::from(is_absolute))?;
        self.is_reference_end(at).then(|| (self.column_coordinate(column, is_absolute), at))
    }

    /// `$1` of a whole row at `at`, and where it ends.
    pub(super) fn row_at(&self, at: usize) -> Option<(Coordinate, usize)> {
        let is_absolute = self.peek_at(at) == b'$';
        let (row, at) = row_number(self.bytes, at + usize::from(is_absolute))?;
        self.is_reference_end(at).then(|| (self.row_coordinate(row, is_absolute), at))
    }

    /// `12`, `.5`, `5.`, `1.5E-3`
    pub(super) fn number(&mut self) -> Parsed<f64> {
        let start = self.at;
        let mut at = start;
        let mut mantissa: u64 = 0;
        let mut digit_count = 0;
        while let digit @ b'0'..=b'9' = self.peek_at(at) {
            mantissa = mantissa.wrapping_mul(10).wrapping_add((digit - b'0') as u64);
            digit_count += 1;
            at += 1;
        }
        let mut fraction_count = 0;
        if self.peek_at(at) == b'.' {
            at += 1;
            while let digit @ b'0'..=b'9' = self.peek_at(at) {
                mantissa = mantissa.wrapping_mul(10).wrapping_add((digit - b'0') as u64);
                fraction_count += 1;
                at += 1;
            }
        }
        digit_count += fraction_count;
        if digit_count == 0 {
            return Err(self.unexpected("a number"));
        }
        let mut has_exponent = false;
        if matches!(self.peek_at(at), b'e' | b'E') {
            let sign_length = usize::from(matches!(self.peek_at(at + 1), b'+' | b'-'));
            let mut end = at + 1 + sign_length;
            while self.peek_at(end).is_ascii_digit() {
                end += 1;
                has_exponent = true;
            }
            if has_exponent {
                at = end;
            }
        }
        // Both parts are exact in an f64, so their quotient is correctly rounded (Clinger 1990).
        const POWERS: [f64; 16] =
            [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
        let number = if digit_count <= 15 && !has_exponent {
            mantissa as f64 / POWERS[fraction_count]
        } else {
            self.text[start..at].parse().unwrap_or(f64::INFINITY)
        };
        if !number.is_finite() {
            return Err(self.error("the number is too large".to_string()));
        }
        self.at = at;
        Ok(number)
    }

    /// `"text"`, with `""` for a quotation mark.
    pub(super) fn quoted_text(&mut self) -> Parsed<Arc<str>> {
        self.delimited(b'"', "the text has no closing quotation mark")
    }

    /// What stands between two `mark`s; a doubled one stands for itself.
    pub(super) fn delimited(&mut self, mark: u8, unclosed: &str) -> Parsed<Arc<str>> {
        let start = self.at + 1;
        let mut at = start;
        let mut has_doubled = false;
        loop {
            match self.bytes.get(at) {
                None => return Err(self.error(unclosed.to_string())),
                Some(&byte) if byte == mark => {
                    if self.peek_at(at + 1) != mark {
                        break;
                    }
                    has_doubled = true;
                    at += 2;
                }
                Some(_) => at += 1,
            }
        }
        let text = &self.text[start..at];
        self.at = at + 1;
        if !has_doubled {
            return Ok(text.into());
        }
        let mark = char::from(mark);
        let doubled: String = [mark, mark].iter().collect();
        Ok(text.replace(&doubled, mark.encode_utf8(&mut [0; 4])).into())
    }

    /// `#N/A` and its kin.
    pub(super) fn error_value(&mut self) -> Parsed<CellError> {
        let rest = &self.bytes[self.at..];
        for error in CellError::ALL {
            let text = error.text().as_bytes();
            if rest.len() >= text.len() && rest[..text.len()].eq_ignore_ascii_case(text) {
                self.at += text.len();
                return Ok(error);
            }
        }
        if let Some(length) = internal_error_length(rest) {
            self.at += length;
            return Ok(CellError::Value);
        }
        Err(self.error("no such error value".to_string()))
    }

    /// TRUE or FALSE, if the identifier is one.
    pub(super) fn boolean(identifier: &str) -> Option<Expr> {
        if identifier.eq_ignore_ascii_case("TRUE") {
            return Some(Expr::Boolean(true));
        }
        identifier.eq_ignore_ascii_case("FALSE").then_some(Expr::Boolean(false))
    }
}

/// Length of an error of LibreOffice's own, such as `#ERR502!`, at the start of `bytes`. Files that it
/// saves for Excel hold them in formulas; their value is saved as `#VALUE!`.
fn internal_error_length(bytes: &[u8]) -> Option<usize> {
    let digits =
        bytes.get(..4).filter(|start| start.eq_ignore_ascii_case(b"#ERR")).and(bytes.get(4..))?;
    let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    ((1..=5).contains(&count) && digits.get(count) == Some(&b'!')).then_some(count + 5)
}
