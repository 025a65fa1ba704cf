//! The references in a formula's text with their places, for highlighting.

use ulam_contracts::workbooks::FormulaReference;
use ulam_formula::address::CellAddress;
use ulam_formula::evaluate::{Entry, Evaluator, Progress};
use ulam_formula::parser::parse;
use ulam_formula::value::Value;
use ulam_workbook::Workbook;

use super::cells::area_text;

/// Most references listed.
const REFERENCES_MAX: usize = 1_000;

/// What a piece of a formula's text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// May be a reference or a name.
    Operand,
    /// The name of a function, before its parenthesis.
    Function,
}

/// The operands and function names of a formula's text, as ranges of bytes.
pub fn pieces(text: &str) -> Vec<(Piece, std::ops::Range<usize>)> {
    let bytes = text.as_bytes();
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        match bytes[at] {
            b'"' => at = after_quotation(bytes, at, b'"'),
            b'{' => {
                at = bytes[at..]
                    .iter()
                    .position(|byte| *byte == b'}')
                    .map_or(bytes.len(), |end| at + end + 1)
            }
            b'\'' | b'[' | b'$' | b'_' | b'\\' => {
                at = after_operand(bytes, at);
                pieces.push((piece_at(bytes, at), start..at));
            }
            byte if byte.is_ascii_alphabetic() || !byte.is_ascii() => {
                at = after_operand(bytes, at);
                pieces.push((piece_at(bytes, at), start..at));
            }
            // A number, or rows such as 3:5.
            byte if byte.is_ascii_digit() || byte == b'.' => {
                at = after_operand(bytes, at);
                if bytes[start..at].contains(&b':') {
                    pieces.push((Piece::Operand, start..at));
                }
            }
            // An error value.
            b'#' => {
                at += 1;
                while at < bytes.len()
                    && (bytes[at].is_ascii_alphanumeric()
                        || matches!(bytes[at], b'/' | b'!' | b'?' | b'_'))
                {
                    at += 1;
                }
            }
            _ => at += 1,
        }
        at = at.max(start + 1);
    }
    pieces
}

fn piece_at(bytes: &[u8], at: usize) -> Piece {
    if bytes.get(at) == Some(&b'(') { Piece::Function } else { Piece::Operand }
}

/// After a quotation, whose quotation marks are doubled inside.
fn after_quotation(bytes: &[u8], at: usize, mark: u8) -> usize {
    let mut at = at + 1;
    while at < bytes.len() {
        if bytes[at] == mark {
            if bytes.get(at + 1) != Some(&mark) {
                return at + 1;
            }
            at += 1;
        }
        at += 1;
    }
    bytes.len()
}

/// After brackets, which stand inside one another in table references.
fn after_brackets(bytes: &[u8], at: usize) -> usize {
    let mut depth = 0_u32;
    let mut at = at;
    while at < bytes.len() {
        match bytes[at] {
            b'\'' => at += 1,
            b'[' => depth += 1,
            b']' => {
                depth = depth.saturating_sub(1);
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

fn after_operand(bytes: &[u8], at: usize) -> usize {
    let mut at = at;
    while at < bytes.len() {
        match bytes[at] {
            b'\'' => at = after_quotation(bytes, at, b'\''),
            b'[' => at = after_brackets(bytes, at),
            b'!' | b':' | b'$' | b'_' | b'.' | b'\\' | b'?' => at += 1,
            // The spill operator.
            b'#' => return at + 1,
            byte if byte.is_ascii_alphanumeric() || !byte.is_ascii() => at += 1,
            _ => break,
        }
    }
    at
}

/// The references of a formula in the cell `host`. Positions are in characters.
pub fn references(workbook: &Workbook, host: CellAddress, text: &str) -> Vec<FormulaReference> {
    let mut found = Vec::new();
    for (piece, range) in pieces(text) {
        let Some(operand) = text.get(range.clone()).filter(|_| piece == Piece::Operand) else {
            continue;
        };
        if operand.eq_ignore_ascii_case("TRUE") || operand.eq_ignore_ascii_case("FALSE") {
            continue;
        }
        let Ok(parsed) = parse(operand, host, workbook.sheet_names()) else { continue };
        let progress = Progress::default();
        let value = Evaluator::new(workbook, host, Entry::Array, &progress).evaluate(&parsed.root);
        let cells = match &value {
            Value::Area(area) => Some(vec![*area]),
            Value::Union(areas) => Some(areas.to_vec()),
            _ => None,
        };
        let is_name = workbook.names().get(host.sheet, operand).is_some();
        if cells.is_none() && !is_name {
            continue;
        }
        let named = cells.map(|areas| {
            let texts: Vec<String> =
                areas.iter().take(8).map(|area| qualified(workbook, area)).collect();
            texts.join(",")
        });
        found.push(FormulaReference {
            text: operand.to_string(),
            start: characters(text, range.start),
            length: operand.chars().count() as u32,
            range: named,
        });
        if found.len() == REFERENCES_MAX {
            break;
        }
    }
    found
}

fn qualified(workbook: &Workbook, area: &ulam_formula::address::Area) -> String {
    let sheet = workbook.sheet(area.sheet).map_or("#REF", |sheet| &sheet.name);
    format!("{}!{}", ulam_formula::address::quoted_sheet_name(sheet), area_text(area))
}

/// Characters before a byte.
pub fn characters(text: &str, byte: usize) -> u32 {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    text[..byte].chars().count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_found_where_they_stand() {
        let text = "=SUM(A1:B2,'My ''best'' sheet'!$C$3)&\"A1 (not)\"&Table1[[#All],[x]]*{1,2}+Größe-#N/A+B1#";
        let found: Vec<(Piece, &str)> =
            pieces(text).into_iter().map(|(piece, range)| (piece, &text[range])).collect();
        use Piece::{Function, Operand};
        assert_eq!(
            found,
            [
                (Function, "SUM"),
                (Operand, "A1:B2"),
                (Operand, "'My ''best'' sheet'!$C$3"),
                (Operand, "Table1[[#All],[x]]"),
                (Operand, "Größe"),
                (Operand, "B1#"),
            ]
        );
        // Whatever the text is, it ends.
        for odd in ["'", "[", "\"", "{", "#", "'!'!'", "é", "=((((", "A1[[[", "\u{0}"] {
            pieces(odd);
        }
    }
}
