//! Where a formula's text calls what draws random numbers.

use std::ops::Range;

use ulam_probability::distributions::{self, Form};

use super::callee::{Identifier, is_vendor_name, upper_case};
use crate::functions;

/// The places of the calls in a formula's text that draw random numbers, from the first letter of
/// the name to the closing parenthesis, in reading order: the order of [`crate::syntax::Call::site`].
pub fn draw_calls(text: &str) -> Vec<Range<usize>> {
    let mut calls: Vec<Range<usize>> = Vec::new();
    // For each open parenthesis, the call in `calls` that it belongs to.
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' | '\'' => {
                // A doubled quote ends a text and begins another at once.
                characters.by_ref().find(|(_, next)| *next == character);
            }
            '[' => {
                let mut depth = 1;
                while depth > 0 {
                    match characters.next() {
                        // The sign that takes the next one as it is.
                        Some((_, '\'')) => {
                            characters.next();
                        }
                        Some((_, '[')) => depth += 1,
                        Some((_, ']')) => depth -= 1,
                        Some(_) => {}
                        None => break,
                    }
                }
            }
            '(' => open.push(None),
            ')' => {
                if let Some(Some(call)) = open.pop() {
                    calls[call].end = at + 1;
                }
            }
            first if is_of_name(first) => {
                let mut end = at + first.len_utf8();
                while let Some((place, next)) = characters.next_if(|(_, next)| is_of_name(*next)) {
                    end = place + next.len_utf8();
                }
                let mut is_call = false;
                while let Some((_, next)) =
                    characters.next_if(|(_, next)| next.is_whitespace() || *next == '(')
                {
                    if next == '(' {
                        is_call = true;
                        break;
                    }
                }
                if is_call && draws(&text[at..end]) {
                    open.push(Some(calls.len()));
                    calls.push(at..text.len());
                } else if is_call {
                    open.push(None);
                }
            }
            _ => {}
        }
    }
    calls
}

fn is_of_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '.' | '\\' | '?')
}

/// Whether a call of this name draws, in a workbook.
fn draws(name: &str) -> bool {
    let identifier = Identifier::new(name);
    if identifier.is_name {
        return false;
    }
    let name = upper_case(identifier.name);
    match functions::find(&name) {
        Some(function) => function.random,
        None => {
            is_vendor_name(&name)
                && distributions::find(&name)
                    .is_some_and(|found| found.alias.is_some() && found.form != Form::Object)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_found_in_reading_order() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = draw_calls(text).into_iter().map(|call| &text[call]).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("A1+RAND()*2", &["RAND()"]);
        check("rand( ) + RANDBETWEEN(1,(2+3))", &["rand( )", "RANDBETWEEN(1,(2+3))"]);
        check("NORM.INV(RAND(),10,2)", &["RAND()"]);
        check(
            "_xll.RiskNormal(RAND(),1,RiskName(\"a (b\"))/2",
            &["_xll.RiskNormal(RAND(),1,RiskName(\"a (b\"))", "RAND()"],
        );
        check("_xlfn.RANDARRAY(2,2)", &["_xlfn.RANDARRAY(2,2)"]);
        check("\"RAND()\"&'RAND()'!A1&\"say \"\"RAND()\"\"\"", &[]);
        check("SUM(Table1[RAND()])+Table1['[RAND(]", &[]);
        check("BRAND(1)+RANDOM+RAND", &[]);
        check("RAND(", &["RAND("]);
        check("))RAND()", &["RAND()"]);
    }
}
