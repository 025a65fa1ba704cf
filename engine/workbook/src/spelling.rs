//! Formulas as their author spelled them: Excel keeps the spaces between the parts of a formula and
//! shows names in the letter case that they were defined in.
//!
//! The printer writes a parsed formula for the cell that shows it, without spaces and with names in
//! capitals; here its text takes the rest from the text that the file holds.

use ulam_formula::address::parse_a1;
use ulam_formula::functions;

/// Whether the text of a formula has spaces or small letters outside of quotes, which the printer
/// wouldn't give back.
pub(crate) fn has_own_spelling(text: &str) -> bool {
    let mut quote = None;
    text.bytes().any(|byte| {
        match quote {
            Some(mark) if byte == mark => quote = None,
            Some(_) => return false,
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            None => return byte.is_ascii_whitespace() || byte.is_ascii_lowercase(),
        }
        false
    })
}

/// A printed formula with the spaces and the letter case of names of the `written` one, which may
/// be the same formula in another cell. Where the two don't have the same parts, what is printed
/// stays as it is.
pub(crate) fn respelled(printed: &str, written: &str) -> String {
    let written = written.strip_prefix('=').unwrap_or(written);
    let (printed_parts, written_parts) = (parts(printed), parts(written));
    let is_same_kind =
        |(printed, written): (&Part, &Part)| kind(printed.text) == kind(written.text);
    if printed_parts.len() != written_parts.len()
        || !printed_parts.iter().zip(&written_parts).all(is_same_kind)
    {
        return printed.to_string();
    }
    let mut text = String::with_capacity(written.len());
    let mut end = 0;
    for (index, (printed, part)) in printed_parts.iter().zip(&written_parts).enumerate() {
        text.push_str(&written[end..part.start]);
        end = part.start + part.text.len();
        let is_called = printed_parts.get(index + 1).is_some_and(|next| next.text == "(");
        text.push_str(spelled(printed.text, part.text, is_called));
    }
    text.push_str(&written[end..]);
    text
}

/// A formula that can't be read as Excel shows it: without the prefixes that files add to names.
pub(crate) fn without_prefixes(formula: &str) -> String {
    let mut text = String::with_capacity(formula.len());
    let mut end = 0;
    for part in parts(formula) {
        text.push_str(&formula[end..part.start]);
        end = part.start + part.text.len();
        let mut word = part.text;
        while let Some(rest) = FILE_PREFIXES.iter().find_map(|prefix| word.strip_prefix(prefix)) {
            word = rest;
        }
        text.push_str(word);
    }
    text.push_str(&formula[end..]);
    text
}

/// Prefixes of names in files that Excel doesn't show.
const FILE_PREFIXES: [&str; 3] = ["_xlfn.", "_xlws.", "_xlpm."];
/// Prefixes of functions in files that LibreOffice doesn't show.
const LIBREOFFICE_PREFIXES: [&str; 2] = ["ORG.LIBREOFFICE.", "ORG.OPENOFFICE."];

/// Functions that LibreOffice shows under another name than the one it saves for Excel.
const LIBREOFFICE_NAMES: [(&str, &str); 7] = [
    ("CEILING", "CEILING.XCL"),
    ("DBCS", "JIS"),
    ("FLOOR", "FLOOR.XCL"),
    ("FORECAST.ETS", "FORECAST.ETS.ADD"),
    ("FORECAST.ETS.CONFINT", "FORECAST.ETS.PI.ADD"),
    ("FORECAST.ETS.STAT", "FORECAST.ETS.STAT.ADD"),
    ("SKEW.P", "SKEWP"),
];

/// A formula as LibreOffice shows it, which FORMULATEXT gave in a workbook that it saved: with its own
/// names of functions, and a dot between sheet and cell.
pub(crate) fn as_libreoffice_shows(formula: &str) -> String {
    let parts = parts(formula);
    let mut text = String::with_capacity(formula.len());
    let mut end = 0;
    for (index, part) in parts.iter().enumerate() {
        text.push_str(&formula[end..part.start]);
        end = part.start + part.text.len();
        let is_called = parts.get(index + 1).is_some_and(|next| next.text == "(");
        let own = LIBREOFFICE_NAMES.iter().find(|(name, _)| is_called && *name == part.text);
        text.push_str(match (part.text, own) {
            ("!", _) => ".",
            (_, Some((_, own))) => own,
            (other, None) if is_called => LIBREOFFICE_PREFIXES
                .iter()
                .find_map(|prefix| other.strip_prefix(prefix))
                .unwrap_or(other),
            (other, None) => other,
        });
    }
    text.push_str(&formula[end..]);
    text
}

/// One part of a formula, spaces left out.
struct Part<'a> {
    start: usize,
    text: &'a str,
}

/// What parts are told apart by.
#[derive(PartialEq, Eq)]
enum PartKind {
    Word,
    Quoted,
    Bracketed,
    Mark(u8),
}

fn kind(part: &str) -> PartKind {
    match part.as_bytes().first().copied().unwrap_or(b' ') {
        b'"' | b'\'' => PartKind::Quoted,
        b'[' => PartKind::Bracketed,
        byte if is_word_byte(byte) => PartKind::Word,
        byte => PartKind::Mark(byte),
    }
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || byte >= 0x80
        || matches!(byte, b'_' | b'.' | b'$' | b'\\' | b'?')
}

/// The parts of a formula in order.
fn parts(text: &str) -> Vec<Part<'_>> {
    let bytes = text.as_bytes();
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        at = match byte {
            _ if byte.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            b'"' | b'\'' => end_of_quoted(bytes, at),
            b'[' => end_of_bracketed(bytes, at),
            _ if is_word_byte(byte) => end_of_word(bytes, at),
            _ => at + 1,
        };
        parts.push(Part { start, text: &text[start..at] });
    }
    parts
}

fn end_of_word(bytes: &[u8], from: usize) -> usize {
    let is_number = bytes[from].is_ascii_digit() || bytes[from] == b'.';
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        let is_exponent_sign = is_number
            && matches!(byte, b'+' | b'-')
            && bytes[at - 1].eq_ignore_ascii_case(&b'E')
            && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if !is_word_byte(byte) && !is_exponent_sign {
            break;
        }
        at += 1;
    }
    at
}

/// End of a text or a quoted name; a doubled mark stands for one.
fn end_of_quoted(bytes: &[u8], from: usize) -> usize {
    let mark = bytes[from];
    let mut at = from + 1;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        if byte == mark {
            if bytes.get(at) != Some(&mark) {
                return at;
            }
            at += 1;
        }
    }
    bytes.len()
}

/// End of a structured reference or a book in brackets, in which `'` escapes what follows.
fn end_of_bracketed(bytes: &[u8], from: usize) -> usize {
    let mut depth = 0usize;
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'\'' => at += 1,
            b'[' => depth += 1,
            b']' if depth == 1 => return at,
            b']' => depth -= 1,
            _ => {}
        }
    }
    bytes.len()
}

/// How a part is shown: names as they are written, everything else as it is printed.
fn spelled<'a>(printed: &'a str, written: &'a str, is_called: bool) -> &'a str {
    let is_name = match kind(printed) {
        PartKind::Word if is_called => functions::find(printed).is_none(),
        PartKind::Word => {
            !printed.contains('$') && parse_a1(printed).is_none() && !is_constant(printed)
        }
        _ => false,
    };
    if is_name && printed.eq_ignore_ascii_case(written) { written } else { printed }
}

fn is_constant(word: &str) -> bool {
    let is_number = word.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    is_number || word == "TRUE" || word == "FALSE"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_formulas_take_spaces_and_names_from_the_written_ones() {
        for (printed, written, want) in [
            ("SUM(A1,B1)", "SUM(A1, B1)", "SUM(A1, B1)"),
            ("SUM(A2,B2)+1", "SUM( A1,  B1 ) +1", "SUM( A2,  B2 ) +1"),
            ("1+2", "= 1 + 2 ", " 1 + 2 "),
            ("\"a b\"&RATE", "\"a b\" & Rate", "\"a b\" & Rate"),
            ("STDEV.S(A1)", "_xlfn.STDEV.S( A1)", "STDEV.S( A1)"),
            ("SUM(A1)", "sum(a1)", "SUM(A1)"),
            ("Own(A1)", "_xlfn.ORG.X(A1)", "Own(A1)"),
            ("ROT(A1)", "rot(A1)", "rot(A1)"),
            ("1E+21*A1", "1E+021 * A1", "1E+21 * A1"),
            ("Sales[@Price]*2", "Sales[[#This Row],[Price]] * 2", "Sales[@Price] * 2"),
            ("'It''s'!A1+TRUE", "'It''s'!A1 + true", "'It''s'!A1 + TRUE"),
            // Other parts: what is printed stays.
            ("@A1:A3", "_xlfn.SINGLE( A1:A3 )", "@A1:A3"),
        ] {
            assert_eq!(respelled(printed, written), want, "{written}");
        }
    }

    #[test]
    fn prefixes_are_not_shown() {
        assert_eq!(
            without_prefixes("_xlfn.BETA.INV(0.5,*)&\"_xlfn.\""),
            "BETA.INV(0.5,*)&\"_xlfn.\""
        );
        assert_eq!(as_libreoffice_shows("=1 + ORG.OPENOFFICE.CURRENT()"), "=1 + CURRENT()");
    }

    #[test]
    fn libreoffice_has_names_of_its_own() {
        for (formula, want) in [
            ("=SKEW.P( A1:A9 )", "=SKEWP( A1:A9 )"),
            ("=SUM(Sheet2!A1,'a!b'!B2)&\"!\"", "=SUM(Sheet2.A1,'a!b'.B2)&\"!\""),
            ("=FLOOR(A1,2)+FLOOR", "=FLOOR.XCL(A1,2)+FLOOR"),
        ] {
            assert_eq!(as_libreoffice_shows(formula), want);
        }
    }

    #[test]
    fn only_spaces_and_small_letters_outside_quotes_are_kept() {
        assert!(has_own_spelling("A1 +B1"));
        assert!(has_own_spelling("Rate*2"));
        assert!(!has_own_spelling("\"a b\"&'my sheet'!A1"));
    }

    #[test]
    fn any_text_has_parts() {
        for text in ["'", "\"", "[", "['", "[]]", "é 1", "1E+", ".", "'a''", "#N/A", "=="] {
            respelled(text, text);
            respelled("A1", text);
        }
    }
}
