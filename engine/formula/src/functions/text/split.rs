//! Text at delimiters: TEXTBEFORE, TEXTAFTER, TEXTSPLIT.

use super::utf16;
use crate::arguments::Arguments;
use crate::coerce;
use crate::function::{
    Category, Function, Outcome, Returns, array, boolean, example, number, scalar, text,
};
use crate::value::{Array, CellError, Value};

/// Texts that end a part of another one.
struct Delimiters {
    texts: Vec<String>,
    ignores_case: bool,
}

impl Delimiters {
    /// The delimiters of an argument, at least one; the match mode is 0 or 1.
    fn new(
        arguments: &Arguments,
        index: usize,
        ignores_case: bool,
    ) -> Result<Delimiters, CellError> {
        let mut texts = Vec::new();
        for value in arguments.array(index)?.values() {
            let delimiter = coerce::to_text(value)?;
            texts.push(if ignores_case { folded(&delimiter) } else { delimiter.to_string() });
        }
        Ok(Delimiters { texts, ignores_case })
    }

    fn has_empty(&self) -> bool {
        self.texts.iter().any(String::is_empty)
    }

    /// Start and end (in bytes of `text`) of each delimiter, from left to right; where several begin
    /// at one place, the longest.
    fn occurrences(&self, text: &str) -> Vec<(usize, usize)> {
        // Folding keeps one character for one, but not the number of bytes.
        let folded_text = if self.ignores_case { folded(text) } else { text.to_string() };
        let mut places = text.char_indices().map(|(byte, _)| byte);
        let mut occurrences = Vec::new();
        let mut next_start = 0;
        for (at, character) in folded_text.char_indices() {
            let start = places.next().unwrap_or(text.len());
            if at < next_start {
                continue;
            }
            let rest = &folded_text[at..];
            let longest = self
                .texts
                .iter()
                .filter(|delimiter| !delimiter.is_empty() && rest.starts_with(delimiter.as_str()))
                .max_by_key(|delimiter| delimiter.len());
            next_start = at + character.len_utf8();
            let Some(delimiter) = longest else { continue };
            next_start = at + delimiter.len();
            let count = delimiter.chars().count();
            let length: usize = text[start..].chars().take(count).map(char::len_utf8).sum();
            occurrences.push((start, start + length));
        }
        occurrences
    }
}

/// Lower case, one character for one.
fn folded(text: &str) -> String {
    text.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect()
}

/// A match mode: whether to ignore case.
fn ignores_case(arguments: &Arguments, index: usize) -> Result<bool, CellError> {
    match arguments.integer_or(index, 0)? {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(CellError::Value),
    }
}

/// The occurrence that TEXTBEFORE and TEXTAFTER look for: start and end in bytes, or `None` when
/// there is none.
fn wanted_occurrence(
    arguments: &Arguments,
    text: &str,
) -> Result<Option<(usize, usize)>, CellError> {
    let instance = if arguments.is_given(2) { arguments.number(2)?.floor() } else { 1.0 };
    let match_end = match arguments.integer_or(4, 0)? {
        0 => false,
        1 => true,
        _ => return Err(CellError::Value),
    };
    let delimiters = Delimiters::new(arguments, 1, ignores_case(arguments, 3)?)?;
    // Only an instance that is given is checked, as in Excel.
    if arguments.is_given(2) {
        let length = utf16::length(text);
        let is_shorter = delimiters.texts.iter().all(|d| utf16::length(d) > length);
        if instance == 0.0 || instance.abs() > length as f64 || is_shorter {
            return Err(CellError::Value);
        }
    }
    if delimiters.has_empty() {
        // An empty delimiter is found at once, at the end from which the search begins.
        let place = if instance > 0.0 { 0 } else { text.len() };
        return Ok(Some((place, place)));
    }
    let mut occurrences = delimiters.occurrences(text);
    if match_end {
        // The end of the text (its beginning, when counting from the end) counts as a delimiter.
        if instance > 0.0 {
            occurrences.push((text.len(), text.len()));
        } else {
            occurrences.insert(0, (0, 0));
        }
    }
    let nth = instance.abs() as usize - 1;
    let index = if instance > 0.0 { Some(nth) } else { occurrences.len().checked_sub(nth + 1) };
    Ok(index.and_then(|index| occurrences.get(index)).copied())
}

/// What TEXTBEFORE and TEXTAFTER give when there is no such occurrence.
fn if_not_found(arguments: &Arguments) -> Outcome {
    match arguments.scalar(5) {
        Value::Omitted => Err(CellError::NotAvailable),
        Value::Blank => Ok(Value::from("")),
        value => Ok(value),
    }
}

fn text_before(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    match wanted_occurrence(arguments, &text)? {
        Some((start, _)) => Ok(Value::from(&text[..start])),
        None => if_not_found(arguments),
    }
}

fn text_after(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    match wanted_occurrence(arguments, &text)? {
        Some((_, end)) => Ok(Value::from(&text[end..])),
        None => if_not_found(arguments),
    }
}

/// The pieces between delimiters; empty ones only if wanted.
fn pieces<'t>(text: &'t str, delimiters: Option<&Delimiters>, ignores_empty: bool) -> Vec<&'t str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (start, end) in delimiters.map(|d| d.occurrences(text)).unwrap_or_default() {
        pieces.push(&text[from..start]);
        from = end;
    }
    pieces.push(&text[from..]);
    if ignores_empty {
        pieces.retain(|piece| !piece.is_empty());
    }
    pieces
}

fn text_split(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    let ignores_empty = arguments.boolean_or(3, false)?;
    let ignores_case = ignores_case(arguments, 4)?;
    let delimiters = |index| -> Result<Option<Delimiters>, CellError> {
        if !arguments.is_given(index) {
            return Ok(None);
        }
        let delimiters = Delimiters::new(arguments, index, ignores_case)?;
        if delimiters.has_empty() { Err(CellError::Value) } else { Ok(Some(delimiters)) }
    };
    let (of_columns, of_rows) = (delimiters(1)?, delimiters(2)?);
    if of_columns.is_none() && of_rows.is_none() {
        return Err(CellError::Value);
    }
    let padding = if arguments.is_given(5) {
        arguments.scalar(5)
    } else {
        Value::Error(CellError::NotAvailable)
    };
    let rows: Vec<Vec<&str>> = pieces(&text, of_rows.as_ref(), ignores_empty)
        .into_iter()
        .map(|row| pieces(row, of_columns.as_ref(), ignores_empty))
        .filter(|row| !row.is_empty())
        .collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let split = Array::from_fn(rows.len(), width, |row, column| {
        let piece = rows.get(row).and_then(|row| row.get(column));
        piece.map_or_else(|| padding.clone(), |piece| Value::from(*piece))
    })?;
    Ok(split.into())
}

const TEXT: Category = Category::Text;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "TEXTBEFORE",
        TEXT,
        "Gives the text before a delimiter.",
        &[
            text("text"),
            array("delimiter"),
            number("instance_num").optional(),
            number("match_mode").optional(),
            number("match_end").optional(),
            scalar("if_not_found").optional(),
        ],
        Returns::Any,
        text_before,
    )
    .examples(&[
        example("TEXTBEFORE(\"Little Red Riding Hood's red hood\", \"Red\")", "\"Little \""),
        example(
            "TEXTBEFORE(\"Little red Riding Hood's red hood\", \"red\", 2)",
            "\"Little red Riding Hood's \"",
        ),
        example("TEXTBEFORE(\"Little red Riding Hood's red hood\", \"red\", -2)", "\"Little \""),
        example("TEXTBEFORE(\"Socrates\", \" \", , , , \"none\")", "\"none\""),
        example("TEXTBEFORE(\"Socrates\", \" \", , , 1)", "\"Socrates\""),
        example("TEXTBEFORE(\"Socrates\", \" \")", "#N/A"),
        example("TEXTBEFORE(\"a-b_c\", {\"_\",\"-\"})", "\"a\""),
        example("TEXTBEFORE(\"aXb\", \"x\", 1, 1)", "\"a\""),
        example("TEXTBEFORE(\"abc\", \"\")", "\"\""),
        example("TEXTBEFORE(\"abc\", \"b\", 0)", "#VALUE!"),
        example("TEXTBEFORE(\"abc\", \"abcd\", 1, 1, 0, \"none\")", "#VALUE!"),
        example("TEXTBEFORE(\"abc\", \"abcd\")", "#N/A"),
        example("TEXTBEFORE(\"1-2-3\", \"-\", -1.2)", "\"1\""),
    ]),
    Function::values(
        "TEXTAFTER",
        TEXT,
        "Gives the text after a delimiter.",
        &[
            text("text"),
            array("delimiter"),
            number("instance_num").optional(),
            number("match_mode").optional(),
            number("match_end").optional(),
            scalar("if_not_found").optional(),
        ],
        Returns::Any,
        text_after,
    )
    .examples(&[
        example(
            "TEXTAFTER(\"Little Red Riding Hood's red hood\", \"Red\")",
            "\" Riding Hood's red hood\"",
        ),
        example("TEXTAFTER(\"Little red Riding Hood's red hood\", \"red\", 2)", "\" hood\""),
        example(
            "TEXTAFTER(\"Little red Riding Hood's red hood\", \"red\", -2)",
            "\" Riding Hood's red hood\"",
        ),
        example("TEXTAFTER(\"Red riding hood\", \"hood\")", "\"\""),
        example("TEXTAFTER(\"Socrates\", \" \", , , 1)", "\"\""),
        example("TEXTAFTER(\"Marcus Aurelius\", \" \")", "\"Aurelius\""),
        example("TEXTAFTER(\"Socrates\", \" \")", "#N/A"),
        example("TEXTAFTER(\"abc\", \"\")", "\"abc\""),
        example("TEXTAFTER(\"abc\", \"\", -1)", "\"\""),
    ]),
    Function::values(
        "TEXTSPLIT",
        TEXT,
        "Splits a text at delimiters into columns and rows.",
        &[
            text("text"),
            array("col_delimiter"),
            array("row_delimiter").optional(),
            boolean("ignore_empty").optional(),
            number("match_mode").optional(),
            scalar("pad_with").optional(),
        ],
        Returns::Any,
        text_split,
    )
    .examples(&[
        example(
            "TEXTSPLIT(\"Dakota Lennon Sanchez\", \" \")",
            "{\"Dakota\",\"Lennon\",\"Sanchez\"}",
        ),
        example("TEXTSPLIT(\"1,2;3,4\", \",\", \";\")", "{\"1\",\"2\";\"3\",\"4\"}"),
        example("TEXTSPLIT(\"1,2;3\", \",\", \";\")", "{\"1\",\"2\";\"3\",#N/A}"),
        example("TEXTSPLIT(\"1,2;3\", \",\", \";\", , , \"-\")", "{\"1\",\"2\";\"3\",\"-\"}"),
        example("TEXTSPLIT(\"a..b\", \".\")", "{\"a\",\"\",\"b\"}"),
        example("TEXTSPLIT(\"a..b\", \".\", , TRUE)", "{\"a\",\"b\"}"),
        example("TEXTSPLIT(\"a-b_c\", {\"-\",\"_\"})", "{\"a\",\"b\",\"c\"}"),
        example("TEXTSPLIT(\"a b\", , \" \")", "{\"a\";\"b\"}"),
        example("TEXTSPLIT(\"abc\", \"\")", "#VALUE!"),
    ]),
];
