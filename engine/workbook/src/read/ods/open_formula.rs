//! Turns OpenFormula (OpenDocument part 4: `of:=SUM([.A1:.B3];2)`) into the notation of Excel's files
//! (`SUM(A1:B3,2)`), which the parser reads.

use std::borrow::Cow;

use ulam_formula::address::quoted_sheet_name;

use super::externals::{Externals, external_sheet};

/// Deepest nesting of parentheses; formulas in files that go deeper are refused by the parser anyway.
const DEPTH_MAX: usize = 1_000;

/// A formula attribute in Excel's notation, without `=`. What isn't understood is left as it is, so
/// that the parser says what is wrong with it.
pub(super) fn to_excel_notation(formula: &str, externals: &mut Externals) -> String {
    let (prefix, text) = match formula.split_once('=') {
        Some((prefix, text)) => (prefix.trim_end_matches(':').trim(), text),
        None => ("of", formula),
    };
    if prefix == "msoxl" {
        return text.to_string();
    }
    Translator { text, at: 0, out: String::with_capacity(text.len()), externals, open: vec![] }
        .translate()
}

/// A cell range address outside of formulas, `$Sheet1.$A$1:.$B$2`, in Excel's notation.
pub(super) fn range_to_excel_notation(address: &str, externals: &mut Externals) -> String {
    reference_to_excel_notation(address, externals)
}

/// A parenthesis or brace that is open.
#[derive(Clone, Copy)]
struct Open {
    is_array: bool,
    /// Whether it is a call's: then its arguments are separated.
    is_call: bool,
    /// Where the present argument begins in the output.
    argument_start: usize,
    /// Whether the present argument holds a union.
    has_union: bool,
}

struct Translator<'a> {
    text: &'a str,
    at: usize,
    out: String,
    externals: &'a mut Externals,
    open: Vec<Open>,
}

impl Translator<'_> {
    fn translate(mut self) -> String {
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() {
            let byte = bytes[self.at];
            match byte {
                b'"' | b'\'' => self.copy_quoted(byte),
                b'[' => self.reference(),
                b';' => {
                    self.end_argument();
                    self.push(",");
                    self.begin_argument();
                }
                b'|' => self.push(if self.is_in_array() { ";" } else { "|" }),
                b'~' => {
                    if let Some(open) = self.open.last_mut() {
                        open.has_union = true;
                    }
                    self.push(",");
                }
                b'!' => self.push(" "),
                b'(' | b'{' => {
                    self.out.push(char::from(byte));
                    self.at += 1;
                    if self.open.len() >= DEPTH_MAX {
                        self.copy_rest();
                        break;
                    }
                    let before = self.out.as_bytes().iter().rev().nth(1);
                    let is_call = byte == b'('
                        && before
                            .is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80 || *b == b'_');
                    self.open.push(Open {
                        is_array: byte == b'{',
                        is_call,
                        argument_start: self.out.len(),
                        has_union: false,
                    });
                }
                b')' | b'}' => {
                    self.end_argument();
                    self.open.pop();
                    self.push(if byte == b')' { ")" } else { "}" });
                }
                // Space means nothing in OpenFormula, and an intersection in Excel's notation.
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                b'#' => self.error_value(),
                _ if byte.is_ascii_alphabetic() || byte == b'_' || byte == b'$' || byte >= 0x80 => {
                    self.word();
                }
                _ => {
                    self.out.push(char::from(byte));
                    self.at += 1;
                }
            }
        }
        if self.open.is_empty() {
            return self.out;
        }
        self.out
    }

    fn push(&mut self, text: &str) {
        self.out.push_str(text);
        self.at += 1;
    }

    fn copy_rest(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.out.push_str(rest);
        self.at = self.text.len();
    }

    fn is_in_array(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_array)
    }

    /// Ends an argument: one that is a union needs parentheses in Excel's notation, where the operator
    /// is the comma too.
    fn end_argument(&mut self) {
        if let Some(open) = self.open.last_mut()
            && open.is_call
            && open.has_union
        {
            self.out.insert(open.argument_start, '(');
            self.out.push(')');
            open.has_union = false;
        }
    }

    fn begin_argument(&mut self) {
        let start = self.out.len();
        if let Some(open) = self.open.last_mut() {
            open.argument_start = start;
            open.has_union = false;
        }
    }

    /// A text, or a name in apostrophes.
    fn copy_quoted(&mut self, mark: u8) {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut at = start + 1;
        while at < bytes.len() {
            if bytes[at] == mark {
                if bytes.get(at + 1) != Some(&mark) {
                    break;
                }
                at += 1;
            }
            at += 1;
        }
        let end = (at + 1).min(bytes.len());
        self.out.push_str(&self.text[start..end]);
        self.at = end;
    }

    fn reference(&mut self) {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        let mut at = start;
        let mut is_quoted = false;
        while at < bytes.len() {
            match bytes[at] {
                b'\'' => is_quoted = !is_quoted,
                b']' if !is_quoted => break,
                _ => {}
            }
            at += 1;
        }
        if at == bytes.len() {
            self.copy_rest();
            return;
        }
        self.at = at + 1;
        let reference = reference_to_excel_notation(&self.text[start..at], self.externals);
        self.out.push_str(&reference);
    }

    /// `#N/A`, `#DIV/0!`: copied whole, since its `!` is no operator.
    fn error_value(&mut self) {
        let rest = &self.text[self.at..];
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| !c.is_ascii_alphanumeric() && !matches!(c, '/' | '_'))
            .map_or(rest.len(), |(end, c)| if matches!(c, '!' | '?') { end + 1 } else { end });
        self.out.push_str(&rest[..end]);
        self.at += end;
    }

    /// A function, a name, or `$$name`.
    fn word(&mut self) {
        let rest = &self.text[self.at..];
        let end = rest
            .char_indices()
            .find(|(_, c)| !c.is_alphanumeric() && !matches!(c, '_' | '.' | '$' | '\\' | '?'))
            .map_or(rest.len(), |(end, _)| end);
        // A character that is no letter in a name: let the parser say so.
        let end = if end == 0 { rest.chars().next().map_or(1, char::len_utf8) } else { end };
        let word = &rest[..end];
        self.at += end;
        let is_call = self.text[self.at..].trim_start().starts_with('(');
        if is_call {
            let name = excel_function(word);
            self.out.push_str(&name);
        } else {
            self.out.push_str(word.trim_start_matches("$$"));
        }
    }
}

/// What Excel calls a function that has another name, or another meaning under its name, in
/// OpenFormula (OpenDocument part 4, chapter 6; the parser strips the prefixes of functions that one
/// program has alone).
fn excel_function(name: &str) -> Cow<'_, str> {
    if let Some((prefix, rest)) = name.split_at_checked("LEGACY.".len())
        && prefix.eq_ignore_ascii_case("LEGACY.")
    {
        return Cow::Borrowed(rest);
    }
    let excel = match name {
        "B" => "BINOM.DIST.RANGE",
        "CHISQDIST" => "CHISQ.DIST",
        "CHISQINV" => "CHISQ.INV",
        // Toward plus or minus infinity whatever the sign, as these two do.
        "CEILING" => "CEILING.MATH",
        "FLOOR" => "FLOOR.MATH",
        other => return Cow::Borrowed(other),
    };
    Cow::Borrowed(excel)
}

/// What stands in the brackets of a reference, in Excel's notation.
fn reference_to_excel_notation(reference: &str, externals: &mut Externals) -> String {
    if reference.contains("#REF!") {
        return "#REF!".to_string();
    }
    let (document, local) = match document_end(reference) {
        Some(end) => (reference.get(..end), &reference[end..]),
        None => (None, reference),
    };
    let (first, last) = match split_outside_quotes(local, ':') {
        Some((first, last)) => (first, Some(last)),
        None => (local, None),
    };
    let (first_sheet, first_cell) = sheet_and_cell(first);
    let (last_sheet, last_cell) = match last {
        Some(last) => {
            let (sheet, cell) = sheet_and_cell(last);
            (sheet, Some(cell))
        }
        None => (None, None),
    };
    let mut out = String::with_capacity(reference.len() + 2);
    if let Some(document) = document {
        let name = format!("{document}x");
        let target = external_sheet(&name).map(|(target, _)| target).unwrap_or_default();
        let Some(number) = externals.number(&target) else {
            return "#REF!".to_string();
        };
        let sheet = first_sheet.unwrap_or_default();
        out.push_str(&format!("'[{number}]{}'!", sheet.replace('\'', "''")));
    } else if let Some(first_sheet) = first_sheet {
        match last_sheet.filter(|last| *last != first_sheet) {
            Some(last_sheet) => {
                let both = format!("{first_sheet}:{last_sheet}");
                out.push_str(&format!("'{}'!", both.replace('\'', "''")));
            }
            None => {
                out.push_str(&quoted_sheet_name(&first_sheet));
                out.push('!');
            }
        }
    }
    out.push_str(first_cell);
    if let Some(last_cell) = last_cell {
        out.push(':');
        out.push_str(last_cell);
    } else if !first_cell.bytes().any(|byte| byte.is_ascii_digit())
        || !first_cell.bytes().any(|byte| byte.is_ascii_alphabetic())
    {
        // One whole column or row.
        out.push(':');
        out.push_str(first_cell);
    }
    out
}

/// Where the address of another document ends, after its `#`.
fn document_end(reference: &str) -> Option<usize> {
    let rest = reference.strip_prefix('\'')?;
    let mut at = 0;
    let bytes = rest.as_bytes();
    while at < bytes.len() {
        if bytes[at] == b'\'' {
            if bytes.get(at + 1) != Some(&b'\'') {
                break;
            }
            at += 1;
        }
        at += 1;
    }
    (bytes.get(at + 1) == Some(&b'#')).then_some(at + 3)
}

/// Splits at the first `mark` outside of apostrophes.
fn split_outside_quotes(text: &str, mark: char) -> Option<(&str, &str)> {
    let mut is_quoted = false;
    for (at, c) in text.char_indices() {
        if c == '\'' {
            is_quoted = !is_quoted;
        } else if c == mark && !is_quoted {
            return Some((&text[..at], &text[at + c.len_utf8()..]));
        }
    }
    None
}

/// `$'It''s'.$A$1` as the sheet's name, if there is one, and the cell.
fn sheet_and_cell(text: &str) -> (Option<String>, &str) {
    let Some(dot) = last_dot_outside_quotes(text) else {
        return (None, text);
    };
    let (sheet, cell) = (&text[..dot], &text[dot + 1..]);
    let sheet = sheet.trim_start_matches('$');
    if sheet.is_empty() {
        return (None, cell);
    }
    let quoted = sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\''));
    let name = match quoted {
        Some(quoted) => quoted.replace("''", "'"),
        None => sheet.to_string(),
    };
    (Some(name), cell)
}

fn last_dot_outside_quotes(text: &str) -> Option<usize> {
    let mut is_quoted = false;
    let mut found = None;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\'' => is_quoted = !is_quoted,
            b'.' if !is_quoted => found = Some(at),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Left: OpenFormula as OpenDocument part 4 and LibreOffice write it. Right: the same in Excel.
    #[test]
    fn formulas_are_translated() {
        for (open, excel) in [
            ("of:=SUM([.A1:.B3];2)", "SUM(A1:B3,2)"),
            ("of:=[.$A$1]*-1", "$A$1*-1"),
            ("of:=[$Sheet2.B3]", "Sheet2!B3"),
            ("of:=['It''s'.A1]+[$'Two words'.$A$1:.B2]", "'It''s'!A1+'Two words'!$A$1:B2"),
            ("of:=SUM([Sheet1.A1:Sheet3.B2])", "SUM('Sheet1:Sheet3'!A1:B2)"),
            ("of:=SUM([$Sheet1.A1:$Sheet1.B2])", "SUM(Sheet1!A1:B2)"),
            ("of:=SUM([.A:.A])+SUM([.1:.3])", "SUM(A:A)+SUM(1:3)"),
            ("of:=SUM([.A1]~[.C3])", "SUM((A1,C3))"),
            ("of:=INDEX(([.A1:.A2]~[.C1:.C2]);1;1;2)", "INDEX((A1:A2,C1:C2),1,1,2)"),
            ("of:=LARGE([.A1]~[.C3];1)", "LARGE((A1,C3),1)"),
            ("of:=SUM([.A1:.C3]![.B2:.D4])", "SUM(A1:C3 B2:D4)"),
            ("of:={1;2|3;4}", "{1,2;3,4}"),
            ("of:=\"a;b\"\"[.A1]\"&[.A1]", "\"a;b\"\"[.A1]\"&A1"),
            ("of:=IF( [.A1] > 1 ; TRUE() ; #N/A )", "IF(A1>1,TRUE(),#N/A)"),
            ("of:=IFERROR([.#REF!1];#DIV/0!)", "IFERROR(#REF!,#DIV/0!)"),
            ("of:=LEGACY.NORMSDIST([.A1])", "NORMSDIST(A1)"),
            ("of:=COM.MICROSOFT.NORM.S.INV(RAND())", "COM.MICROSOFT.NORM.S.INV(RAND())"),
            ("of:=B(10;0.5;5)", "BINOM.DIST.RANGE(10,0.5,5)"),
            ("of:=Rate*_xll.RiskPert(1;2;3)", "Rate*_xll.RiskPert(1,2,3)"),
            ("of:=1.5E-3%^2", "1.5E-3%^2"),
            ("oooc:=SUM([.A1];[.B1])", "SUM(A1,B1)"),
            ("msoxl:=SUM(A1:B2,2)", "SUM(A1:B2,2)"),
            ("=[.A1]", "A1"),
            ("of:=[.A1]=[.B1]", "A1=B1"),
            ("of:=['file:///models/a.ods'#$Sheet1.A1]", "'[1]Sheet1'!A1"),
            ("of:=['file:///models/a.ods'#$'S 1'.A1:.B2]", "'[1]S 1'!A1:B2"),
        ] {
            let mut externals = Externals::default();
            assert_eq!(to_excel_notation(open, &mut externals), excel, "{open}");
        }
    }

    #[test]
    fn any_text_is_translated() {
        for text in [
            "",
            "of:",
            "of:=",
            "of:=[",
            "of:=[.",
            "of:=[']",
            "of:=\"",
            "of:='",
            "of:=)",
            "of:=}~;|",
            "of:=#",
            "of:=[é.A1]",
            "of:=é(",
            "of:=\u{1F600}",
            "of:=['a'#]",
            "of:=['a'#b]",
            "of:=[:]",
            "of:=[$$'.']",
            "of:=#é",
        ] {
            to_excel_notation(text, &mut Externals::default());
        }
    }
}
