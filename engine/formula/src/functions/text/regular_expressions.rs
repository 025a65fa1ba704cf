//! Regular expressions: REGEXTEST, REGEXEXTRACT, REGEXREPLACE, and LibreOffice's REGEX.
//!
//! Excel's are PCRE2's; those of the `fancy-regex` crate know nearly all of its syntax. Its limit on
//! backtracking makes a pattern that would run for ever an error.

use std::cell::RefCell;

use fancy_regex::{Captures, Regex, RegexBuilder};

use super::text_result;
use crate::arguments::Arguments;
use crate::format::TEXT_LENGTH_MAX;
use crate::function::{Category, Function, Outcome, Returns, example, number, scalar, text};
use crate::value::{Array, CellError, Value};

/// Steps back that one match may take.
const BACKTRACK_MAX: usize = 1_000_000;
/// Compiled size that a pattern may have, in bytes.
const COMPILED_SIZE_MAX: usize = 1 << 20;

/// The pattern compiled; the last one is kept, since a filled-down formula uses one for all cells.
pub(crate) fn compiled(pattern: &str, ignores_case: bool) -> Result<Regex, CellError> {
    thread_local! {
        static LAST: RefCell<Option<(String, bool, Regex)>> = const { RefCell::new(None) };
    }
    LAST.with_borrow_mut(|last| {
        if let Some((text, case, regex)) = last
            && text == pattern
            && *case == ignores_case
        {
            return Ok(regex.clone());
        }
        let regex = RegexBuilder::new(pattern)
            .case_insensitive(ignores_case)
            .backtrack_limit(BACKTRACK_MAX)
            .delegate_size_limit(COMPILED_SIZE_MAX)
            .delegate_dfa_size_limit(COMPILED_SIZE_MAX)
            .build()
            .map_err(|_| CellError::Value)?;
        *last = Some((pattern.to_string(), ignores_case, regex.clone()));
        Ok(regex)
    })
}

/// A case argument: 0 (or none) regards case, 1 ignores it.
fn ignores_case(arguments: &Arguments, index: usize) -> Result<bool, CellError> {
    match arguments.integer_or(index, 0)? {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(CellError::Value),
    }
}

fn regex_test(arguments: &Arguments) -> Outcome {
    let regex = compiled(&arguments.text(1)?, ignores_case(arguments, 2)?)?;
    let is_match = regex.is_match(&*arguments.text(0)?).map_err(|_| CellError::Value)?;
    Ok(Value::Boolean(is_match))
}

fn regex_extract(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    let regex = compiled(&arguments.text(1)?, ignores_case(arguments, 3)?)?;
    let row = |texts: Vec<Value>| -> Outcome {
        let array = Array::new(1, texts.len(), texts).map_err(|_| CellError::NotAvailable)?;
        Ok(array.into())
    };
    match arguments.integer_or(2, 0)? {
        0 => match regex.find(&*text).map_err(|_| CellError::Value)? {
            Some(found) => Ok(Value::from(found.as_str())),
            None => Err(CellError::NotAvailable),
        },
        1 => {
            let mut texts = Vec::new();
            for found in regex.find_iter(&*text) {
                texts.push(Value::from(found.map_err(|_| CellError::Value)?.as_str()));
            }
            row(texts)
        }
        2 if regex.captures_len() == 1 => Err(CellError::Value),
        2 => match regex.captures(&*text).map_err(|_| CellError::Value)? {
            Some(captures) => {
                let group = |index| captures.get(index).map_or("", |found| found.as_str());
                row((1..captures.len()).map(|index| Value::from(group(index))).collect())
            }
            None => Err(CellError::NotAvailable),
        },
        _ => Err(CellError::Value),
    }
}

/// A replacement as PCRE2 reads it (`pcre2_substitute`): `$` and a number or a name, which may be in
/// braces, stands for a group; `$$` is a dollar sign.
enum Piece<'a> {
    Literal(&'a str),
    Group(Group<'a>),
}

enum Group<'a> {
    Number(usize),
    Name(&'a str),
}

/// The pieces of a replacement.
///
/// # Errors
/// `#VALUE!` for a dollar sign with nothing that it could mean, and for a group that the expression
/// doesn't have.
fn pieces<'a>(replacement: &'a str, regex: &Regex) -> Result<Vec<Piece<'a>>, CellError> {
    let mut pieces = Vec::new();
    let mut rest = replacement;
    while let Some((before, after)) = rest.split_once('$') {
        pieces.push(Piece::Literal(before));
        if let Some(after) = after.strip_prefix('$') {
            pieces.push(Piece::Literal("$"));
            rest = after;
            continue;
        }
        let (group, after) = match after.strip_prefix('{') {
            Some(braced) => braced.split_once('}').ok_or(CellError::Value)?,
            None => after.split_at(group_length(after)),
        };
        let group = match group.parse() {
            Ok(number) => Group::Number(number),
            Err(_) => Group::Name(group),
        };
        let is_known = match &group {
            Group::Number(number) => *number < regex.captures_len(),
            Group::Name(name) => regex.capture_names().flatten().any(|known| known == *name),
        };
        if !is_known {
            return Err(CellError::Value);
        }
        pieces.push(Piece::Group(group));
        rest = after;
    }
    pieces.push(Piece::Literal(rest));
    Ok(pieces)
}

/// Length of the number or the name that a text begins with; a number ends with its digits.
fn group_length(text: &str) -> usize {
    let is_number = text.starts_with(|first: char| first.is_ascii_digit());
    let is_part = |letter: char| match is_number {
        true => letter.is_ascii_digit(),
        false => letter.is_alphanumeric() || letter == '_',
    };
    text.find(|letter| !is_part(letter)).unwrap_or(text.len())
}

/// Replaces the matches: all (0), the n-th, or the n-th from the end (negative).
fn replaced(
    regex: &Regex,
    text: &str,
    replacement: &str,
    occurrence: i64,
) -> Result<String, CellError> {
    let mut matches: Vec<Captures<str>> = Vec::new();
    for captures in regex.captures_iter(text) {
        matches.push(captures.map_err(|_| CellError::Value)?);
    }
    let count = matches.len() as i64;
    let only = match occurrence {
        0 => None,
        1.. => Some(occurrence - 1),
        _ => Some(count.saturating_add(occurrence)),
    };
    let pieces = pieces(replacement, regex)?;
    let mut result = String::new();
    let mut from = 0;
    for (index, captures) in matches.iter().enumerate() {
        if only.is_some_and(|only| only != index as i64) {
            continue;
        }
        let Some(whole) = captures.get(0) else { continue };
        result.push_str(&text[from..whole.start()]);
        for piece in &pieces {
            let found = match piece {
                Piece::Literal(literal) => {
                    result.push_str(literal);
                    continue;
                }
                Piece::Group(Group::Number(number)) => captures.get(*number),
                Piece::Group(Group::Name(name)) => captures.name(name),
            };
            result.push_str(found.map_or("", |found| found.as_str()));
        }
        from = whole.end();
        if result.len() > 4 * TEXT_LENGTH_MAX {
            return Err(CellError::Value);
        }
    }
    result.push_str(&text[from..]);
    Ok(result)
}

fn regex_replace(arguments: &Arguments) -> Outcome {
    let (text, replacement) = (arguments.text(0)?, arguments.text(2)?);
    let regex = compiled(&arguments.text(1)?, ignores_case(arguments, 4)?)?;
    text_result(replaced(&regex, &text, &replacement, arguments.integer_or(3, 0)?)?)
}

/// LibreOffice's: extracts the first (or n-th) match, or replaces the first, the n-th or all ("g").
fn regex(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    let regex = compiled(&arguments.text(1)?, false)?;
    let occurrence = match arguments.scalar(3) {
        Value::Blank | Value::Omitted => 1,
        Value::Text(flags) if flags.eq_ignore_ascii_case("g") => 0,
        Value::Text(flags) if flags.is_empty() => 1,
        Value::Number(_) => arguments.integer(3)?,
        Value::Error(error) => return Err(error),
        _ => return Err(CellError::Value),
    };
    if occurrence < 0 {
        return Err(CellError::Value);
    }
    if arguments.is_given(2) {
        let replacement = arguments.text(2)?;
        return text_result(replaced(&regex, &text, &replacement, occurrence)?);
    }
    let nth = usize::try_from((occurrence - 1).max(0)).unwrap_or(usize::MAX);
    match regex.find_iter(&*text).nth(nth) {
        Some(Ok(found)) => Ok(Value::from(found.as_str())),
        Some(Err(_)) => Err(CellError::Value),
        None => Err(CellError::NotAvailable),
    }
}

const TEXT: Category = Category::Text;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "REGEXTEST",
        TEXT,
        "Says whether a part of a text matches a regular expression.",
        &[text("text"), text("pattern"), number("case_sensitivity").optional()],
        Returns::Boolean,
        regex_test,
    )
    .examples(&[
        example("REGEXTEST(\"alfalfa\", \"a\")", "TRUE"),
        example("REGEXTEST(\"alfalfa\", \"[a-z]\")", "TRUE"),
        example("REGEXTEST(\"alfalfa\", \"[A-Z]\")", "FALSE"),
        example("REGEXTEST(\"alfalfa\", \"[A-Z]\", 1)", "TRUE"),
        example("REGEXTEST(\"alfalfa\", \"^[aeiou]\")", "TRUE"),
        example("REGEXTEST(\"(378) 555-4195\", \"^\\([0-9]{3}\\) [0-9]{3}-[0-9]{4}$\")", "TRUE"),
        example("REGEXTEST(\"a\", \"(\")", "#VALUE!"),
    ]),
    Function::values(
        "REGEXEXTRACT",
        TEXT,
        "Gives the first match of a regular expression (0), all in a row (1), or its groups (2).",
        &[
            text("text"),
            text("pattern"),
            number("return_mode").optional(),
            number("case_sensitivity").optional(),
        ],
        Returns::Any,
        regex_extract,
    )
    .examples(&[
        example("REGEXEXTRACT(\"DylanWilliams\", \"[A-Z][a-z]+\")", "\"Dylan\""),
        example("REGEXEXTRACT(\"DylanWilliams\", \"[A-Z][a-z]+\", 1)", "{\"Dylan\",\"Williams\"}"),
        example("REGEXEXTRACT(\"10-25\", \"(\\d+)-(\\d+)\", 2)", "{\"10\",\"25\"}"),
        example("REGEXEXTRACT(\"abc\", \"\\d\")", "#N/A"),
        example("REGEXEXTRACT(\"abcd\", \"\\d+\", 2)", "#VALUE!"),
    ]),
    Function::values(
        "REGEXREPLACE",
        TEXT,
        "Replaces the matches of a regular expression, all or one of them.",
        &[
            text("text"),
            text("pattern"),
            text("replacement"),
            number("occurrence").optional(),
            number("case_sensitivity").optional(),
        ],
        Returns::Text,
        regex_replace,
    )
    .examples(&[
        example(
            "REGEXREPLACE(\"SoniaBrown\", \"([A-Z][a-z]+)([A-Z][a-z]+)\", \"$2, $1\")",
            "\"Brown, Sonia\"",
        ),
        example("REGEXREPLACE(\"(378) 555-4195\", \"[0-9]{3}-\", \"***-\")", "\"(378) ***-4195\""),
        example("REGEXREPLACE(\"aaa\", \"a\", \"b\", 2)", "\"aba\""),
        example("REGEXREPLACE(\"aaa\", \"a\", \"b\", -1)", "\"aab\""),
        example("REGEXREPLACE(\"Aa\", \"a\", \"b\", 0, 1)", "\"bb\""),
        example("REGEXREPLACE(\"2026-Q2\", \"(\\d{4})-(\\w+)\", \"$2_$1\")", "\"Q2_2026\""),
        example("REGEXREPLACE(\"a1\", \"(?<digit>\\d)\", \"${digit}$$\")", "\"a1$\""),
        example("REGEXREPLACE(\"2026\", \"[0-9]+\", \"$1\")", "#VALUE!"),
    ]),
    Function::values(
        "REGEX",
        Category::Compatibility,
        "Extracts or replaces matches of a regular expression, as LibreOffice does.",
        &[
            text("text"),
            text("expression"),
            text("replacement").optional(),
            scalar("flags_or_occurrence").optional(),
        ],
        Returns::Text,
        regex,
    )
    .examples(&[
        example("REGEX(\"123456ABCDEF\", \"[126]\", \"\", \"g\")", "\"345ABCDEF\""),
        example("REGEX(\"axbxcxd\", \"x\", \"y\", 2)", "\"axbycxd\""),
        example("REGEX(\"axbxcxd\", \"[a-d]\", , 3)", "\"c\""),
        example("REGEX(\"abc\", \"x\")", "#N/A"),
    ]),
];
