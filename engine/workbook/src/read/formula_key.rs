//! Keys under which filled-down formulas are the same: their text with relative references
//! replaced by offsets from the host cell, as R1C1 notation has them.
//!
//! Parsing is much slower than making a key, so a formula is parsed once per key. The key must
//! never be the same for two formulas that mean different things; being different for two that
//! mean the same only costs time. So whatever isn't plainly a reference to a cell stays as it is,
//! and where it might depend on the host all the same (`5:5`, `A:A`, `Jan1:Sheet3!A1`), the host's
//! row and column are part of the key.

use ulam_formula::address::{CellAddress, parse_a1};

/// Starts an offset in a key; formulas hold no such bytes.
const RELATIVE: u8 = 0x01;
const ABSOLUTE: u8 = 0x02;
/// Starts the host's row or column at the end of a key.
const HOST_ROW: u8 = 0x03;
const HOST_COLUMN: u8 = 0x04;
/// Starts the key of a formula that holds such bytes itself.
const VERBATIM: u8 = 0x05;

/// What stands beside a `:`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    /// A reference to a cell, replaced in the key.
    Cell,
    /// Letters: a column, a sheet, a name.
    Word,
    /// Digits: a row.
    Number,
    /// A closing bracket or quote, whose reference is already taken care of; or anything else.
    Other,
}

/// Writes the key of a formula in a host cell into `key`.
pub(super) fn write_key(formula: &str, host: CellAddress, key: &mut Vec<u8>) {
    key.clear();
    let bytes = formula.as_bytes();
    if bytes.iter().any(|byte| *byte < b'\t') {
        // Such text could forge a key.
        key.push(VERBATIM);
        key.extend_from_slice(&host.row.to_le_bytes());
        key.extend_from_slice(&host.column.to_le_bytes());
        key.extend_from_slice(bytes);
        return;
    }
    let (mut depends_on_row, mut depends_on_column) = (false, false);
    let mut before = Token::Other;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let start = at;
        let token = match byte {
            b'"' | b'\'' => {
                at = end_of_quoted(bytes, at);
                key.extend_from_slice(&bytes[start..at]);
                Token::Other
            }
            b'[' => {
                at = end_of_bracketed(bytes, at);
                key.extend_from_slice(&bytes[start..at]);
                Token::Other
            }
            b'0'..=b'9' => {
                at = end_of_word(bytes, at);
                key.extend_from_slice(&bytes[start..at]);
                Token::Number
            }
            _ if is_word_byte(byte) => {
                at = end_of_word(bytes, at);
                let word = &formula[start..at];
                match cell_of_word(word, bytes.get(at).copied()) {
                    Word::Cell(row, column) => {
                        let column_is_absolute = bytes[start] == b'$';
                        let row_is_absolute = word[1..].contains('$');
                        write_coordinate(key, row, host.row, row_is_absolute);
                        write_coordinate(key, column, host.column, column_is_absolute);
                        Token::Cell
                    }
                    Word::Plain => {
                        key.extend_from_slice(word.as_bytes());
                        let is_row = word.bytes().all(|byte| byte == b'$' || byte.is_ascii_digit());
                        if is_row { Token::Number } else { Token::Word }
                    }
                    Word::Unclear => {
                        (depends_on_row, depends_on_column) = (true, true);
                        key.extend_from_slice(word.as_bytes());
                        Token::Word
                    }
                }
            }
            b':' => {
                at += 1;
                key.push(b':');
                let after = token_at(bytes, at);
                match (before, after) {
                    (Token::Cell | Token::Other, Token::Cell | Token::Other) => {}
                    (Token::Word, Token::Word) => depends_on_column = true,
                    (Token::Number, Token::Number) => depends_on_row = true,
                    _ => (depends_on_row, depends_on_column) = (true, true),
                }
                Token::Other
            }
            _ => {
                at += 1;
                key.push(byte);
                // A range may have spaces around its `:`.
                if byte.is_ascii_whitespace() { before } else { Token::Other }
            }
        };
        before = token;
    }
    if depends_on_row {
        key.push(HOST_ROW);
        key.extend_from_slice(&host.row.to_le_bytes());
    }
    if depends_on_column {
        key.push(HOST_COLUMN);
        key.extend_from_slice(&host.column.to_le_bytes());
    }
}

enum Word {
    /// Row and column from 0.
    Cell(u32, u32),
    Plain,
    /// It might hold a reference.
    Unclear,
}

/// What a run of word bytes is, `next` being the byte after it.
fn cell_of_word(word: &str, next: Option<u8>) -> Word {
    let Some((row, column)) = parse_a1(word) else {
        let bytes = word.as_bytes();
        let is_column = (1..=4).contains(&bytes.len())
            && bytes.iter().all(|byte| *byte == b'$' || byte.is_ascii_alphabetic());
        let is_row = bytes.iter().all(|byte| *byte == b'$' || byte.is_ascii_digit());
        // A `$` outside of a row, column or cell is nothing that formulas have.
        let is_unclear = bytes.contains(&b'$') && !is_column && !is_row;
        // A dot or question mark could end a reference, for all we know of the parser.
        let begins_as_cell = bytes
            .iter()
            .position(|byte| matches!(byte, b'.' | b'?' | b'\\'))
            .is_some_and(|end| word.get(..end).and_then(parse_a1).is_some());
        return if is_unclear || begins_as_cell { Word::Unclear } else { Word::Plain };
    };
    match next {
        // A function that looks like a cell, as the only one does.
        Some(b'(') if word.eq_ignore_ascii_case("LOG10") => Word::Plain,
        // A sheet's name.
        Some(b'!') => Word::Plain,
        Some(b'(' | b'[') => Word::Unclear,
        _ => Word::Cell(row, column),
    }
}

/// What stands after a `:`.
fn token_at(bytes: &[u8], mut at: usize) -> Token {
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    let Some(byte) = bytes.get(at) else {
        return Token::Other;
    };
    if !is_word_byte(*byte) {
        return Token::Other;
    }
    let end = end_of_word(bytes, at);
    let word = &bytes[at..end];
    if bytes.get(end) == Some(&b'(') {
        // A function that gives a reference.
        return Token::Other;
    }
    if word.iter().all(|byte| *byte == b'$' || byte.is_ascii_digit()) {
        return Token::Number;
    }
    let Ok(word) = std::str::from_utf8(word) else {
        return Token::Word;
    };
    match cell_of_word(word, bytes.get(end).copied()) {
        Word::Cell(..) => Token::Cell,
        _ => Token::Word,
    }
}

#[inline]
fn write_coordinate(key: &mut Vec<u8>, index: u32, host: u32, is_absolute: bool) {
    let mut bytes = [0; 5];
    bytes[0] = if is_absolute { ABSOLUTE } else { RELATIVE };
    let number = if is_absolute { index } else { index.wrapping_sub(host) };
    bytes[1..].copy_from_slice(&number.to_le_bytes());
    key.extend_from_slice(&bytes);
}

/// Bytes of names, cells, numbers and functions.
#[inline]
fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || byte >= 0x80
        || matches!(byte, b'_' | b'.' | b'$' | b'\\' | b'?')
}

#[inline]
fn end_of_word(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < bytes.len() && is_word_byte(bytes[at]) {
        at += 1;
    }
    at
}

/// End of a text or quoted sheet name; a doubled quote in it is read as the end of one text and the
/// start of another, which gives the same key.
fn end_of_quoted(bytes: &[u8], from: usize) -> usize {
    match memchr::memchr(bytes[from], &bytes[from + 1..]) {
        Some(length) => from + length + 2,
        None => bytes.len(),
    }
}

/// End of a structured reference or a book in brackets. In it, `'` escapes what follows.
fn end_of_bracketed(bytes: &[u8], from: usize) -> usize {
    let mut depth = 0;
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b'\'' => at += 1,
            b'[' => depth += 1,
            b']' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(formula: &str, cell: &str) -> Vec<u8> {
        let (row, column) = parse_a1(cell).unwrap();
        let mut key = Vec::new();
        write_key(formula, CellAddress { sheet: 0, row, column }, &mut key);
        key
    }

    /// Pairs that filling down or right makes, as Excel does it.
    #[test]
    fn filled_formulas_have_one_key() {
        for (from, from_cell, to, to_cell) in [
            ("A1+$B$2*C1", "D1", "A9+$B$2*C9", "D9"),
            ("SUM($A1:B$1)", "C1", "SUM($A5:D$1)", "E5"),
            ("Sheet2!A1&\"A1\"", "B1", "Sheet2!A2&\"A1\"", "B2"),
            ("'It''s A1'!B2", "A1", "'It''s A1'!C3", "B2"),
            ("LOG10(A1)+1E5", "B1", "LOG10(A2)+1E5", "B2"),
            ("Table1[[#This Row],[A1]]*A1", "B1", "Table1[[#This Row],[A1]]*A2", "B2"),
            ("VLOOKUP(A2,Data!A:C,3,0)", "F2", "VLOOKUP(A3,Data!A:C,3,0)", "F3"),
            ("SUM(1:1)", "A5", "SUM(1:1)", "C5"),
            ("[1]Sheet1!A1", "B1", "[1]Sheet1!A2", "B2"),
            ("SUM(A1:INDEX(A1:A9,2))", "B1", "SUM(A2:INDEX(A2:A10,2))", "B2"),
        ] {
            assert_eq!(key(from, from_cell), key(to, to_cell), "{from} {to}");
        }
    }

    #[test]
    fn formulas_that_differ_have_different_keys() {
        for (left, left_cell, right, right_cell) in [
            ("A1", "B1", "A1", "B2"),
            ("A1", "B1", "$A1", "B1"),
            ("A1", "B1", "A$1", "B1"),
            ("SUM(5:5)", "A1", "SUM(5:5)", "A2"),
            ("SUM($5:5)", "A1", "SUM($5:5)", "A2"),
            ("SUM(A:A)", "D1", "SUM(A:A)", "E1"),
            ("SUM($A:A)", "D1", "SUM($A:A)", "E1"),
            ("\"A1\"", "B1", "\"A2\"", "B2"),
            ("T[A1]", "B1", "T[A2]", "B2"),
            ("'A1'!B1", "B1", "'A2'!B2", "B2"),
            ("A1!B1", "B1", "A2!B2", "B2"),
            ("SUM(AB1:AB3!C1)", "A1", "SUM(AB2:AB3!C2)", "A2"),
            ("SUM(AB1:Last!C1)", "A1", "SUM(AB2:Last!C2)", "A2"),
            ("A1(2)", "B1", "A2(2)", "B2"),
            ("T['[A1]", "B1", "T['[A2]", "B2"),
            ("SUM(A : A)", "D1", "SUM(A : A)", "E1"),
            ("\u{1}\0\0\0\0\u{1}\u{1}\0\0\0", "A1", "B1", "A1"),
        ] {
            assert_ne!(key(left, left_cell), key(right, right_cell), "{left} {right}");
        }
    }

    #[test]
    fn any_text_has_a_key() {
        for formula in ["'", "\"", "[", "['", "$", ":", "A1:", "é1", "A1:é", "[[]", "'a", "1:"] {
            key(formula, "B2");
        }
    }
}
