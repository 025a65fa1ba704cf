//! INDIRECT: a reference from text.

use std::borrow::Cow;

use crate::address::{Area, COLUMN_COUNT, ROW_COUNT, SheetId};
use crate::arguments::Arguments;
use crate::context::Context;
use crate::function::{Category, Function, Outcome, Returns, boolean, example, text};
use crate::parser::{self, Names};
use crate::syntax::{Binary, Expr};
use crate::value::{CellError, Value};

/// This part's rows.
pub static FUNCTIONS: &[Function] = &[Function::values(
    "INDIRECT",
    Category::LookupAndReference,
    "Gives the reference that a text spells, in A1 or R1C1 notation, or a defined name.",
    &[text("ref_text"), boolean("a1").optional()],
    Returns::Any,
    indirect,
)
.volatile()
.examples(&[
    example("ROW(INDIRECT(\"B7\"))", "7"),
    example("COLUMNS(INDIRECT(\"A1:C3\"))", "3"),
    example("ROW(INDIRECT(\"R5C2\", FALSE))", "5"),
    example("INDIRECT(\"no reference\")", "#REF!"),
])];

/// The sheets of a context, for the parser.
struct SheetNames<'a>(&'a dyn Context);

impl Names for SheetNames<'_> {
    fn sheet(&self, name: &str) -> Option<SheetId> {
        self.0.sheet_named(name)
    }
}

/// Longest text that can be a reference; Excel's formulas are no longer.
const LENGTH_MAX: usize = 8192;

fn indirect(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    let text = text.trim();
    if text.is_empty() || text.starts_with('=') || text.len() > LENGTH_MAX {
        return Err(CellError::Ref);
    }
    let is_a1 = !arguments.is_given(1) || arguments.boolean(1)?;
    if !is_a1 && let Some(area) = r1c1_area(arguments, text)? {
        return Ok(Value::Area(area));
    }
    let evaluator = arguments.evaluator;
    let text = without_leading_zeros(text);
    let formula = parser::parse(&text, evaluator.host, &SheetNames(evaluator.context))
        .map_err(|_| CellError::Ref)?;
    if !is_a1 && !matches!(formula.root, Expr::Name { .. } | Expr::Table(_)) {
        return Err(CellError::Ref);
    }
    if !is_static_reference(arguments, &formula.root, true) {
        return Err(CellError::Ref);
    }
    match evaluator.evaluate(&formula.root) {
        Value::Area(area) => Ok(Value::Area(area)),
        Value::Union(areas) if matches!(formula.root, Expr::Name { .. }) => Ok(Value::Union(areas)),
        _ => Err(CellError::Ref),
    }
}

/// The text with `A01` and `05:05` written `A1` and `5:5`, as Excel reads them.
fn without_leading_zeros(text: &str) -> Cow<'_, str> {
    let cells_from = text.rfind('!').map_or(0, |at| at + 1);
    let (sheet, cells) = text.split_at(cells_from);
    let is_plain =
        cells.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'$' || byte == b':');
    if !is_plain || !cells.contains('0') {
        return Cow::Borrowed(text);
    }
    let corners: Vec<String> = cells
        .split(':')
        .map(|corner| {
            let letters = corner.trim_end_matches(|c: char| c.is_ascii_digit());
            let number = corner[letters.len()..].trim_start_matches('0');
            format!("{letters}{number}")
        })
        .collect();
    let short =
        corners.iter().all(|corner| corner.bytes().filter(u8::is_ascii_alphabetic).count() <= 3);
    if short { Cow::Owned(format!("{sheet}{}", corners.join(":"))) } else { Cow::Borrowed(text) }
}

/// Whether an expression is a reference that is written, not computed: INDIRECT takes no others,
/// nor names that compute theirs.
fn is_static_reference(arguments: &Arguments, expr: &Expr, may_be_name: bool) -> bool {
    match expr {
        Expr::Reference(_) | Expr::Table(_) | Expr::Spill(_) => true,
        Expr::Parentheses(inner) => is_static_reference(arguments, inner, false),
        Expr::Binary(Binary::Range | Binary::Union | Binary::Intersection, left, right) => {
            is_static_reference(arguments, left, false)
                && is_static_reference(arguments, right, false)
        }
        Expr::Name { sheet, name } if may_be_name => {
            let context = arguments.context();
            let sheet = sheet.unwrap_or(arguments.evaluator.host.sheet);
            match context.name(sheet, name) {
                Some(meaning) => is_static_reference(arguments, &meaning, false),
                None => context.table(name).is_some(),
            }
        }
        _ => false,
    }
}

/// The area that R1C1 notation means for the host; `None` if the text is none.
///
/// # Errors
/// `#REF!` for an unknown sheet or a place outside the sheet.
fn r1c1_area(arguments: &Arguments, text: &str) -> Result<Option<Area>, CellError> {
    let host = arguments.evaluator.host;
    let (sheet, cells) = match text.rsplit_once('!') {
        None => (host.sheet, text),
        Some((sheet, cells)) => {
            let quoted = sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\''));
            let name = match quoted {
                Some(quoted) => quoted.replace("''", "'"),
                None => sheet.to_string(),
            };
            (arguments.context().sheet_named(&name).ok_or(CellError::Ref)?, cells)
        }
    };
    let (first, last) = cells.split_once(':').unwrap_or((cells, cells));
    let (Some(first), Some(last)) = (Corner::parse(first), Corner::parse(last)) else {
        return Ok(None);
    };
    let (first_row, last_row) = (
        resolve(first.row, host.row, 0, ROW_COUNT)?,
        resolve(last.row, host.row, ROW_COUNT - 1, ROW_COUNT)?,
    );
    let (first_column, last_column) = (
        resolve(first.column, host.column, 0, COLUMN_COUNT)?,
        resolve(last.column, host.column, COLUMN_COUNT - 1, COLUMN_COUNT)?,
    );
    Ok(Some(Area {
        sheet,
        first_row: first_row.min(last_row),
        last_row: first_row.max(last_row),
        first_column: first_column.min(last_column) as u16,
        last_column: first_column.max(last_column) as u16,
    }))
}

/// A row or column in R1C1 notation.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    /// Left out: all of them.
    Whole,
    /// `R5`, from 1.
    Absolute(i64),
    /// `R[-2]` or `R`.
    Relative(i64),
}

/// One corner in R1C1 notation.
struct Corner {
    row: Place,
    column: Place,
}

impl Corner {
    /// `R1C1`, `R[1]C[-1]`, `RC`, `R2` (a whole row) or `C[1]` (a whole column).
    fn parse(text: &str) -> Option<Corner> {
        let (row, rest) = place('R', text)?;
        let (column, rest) = place('C', rest)?;
        let is_empty = row == Place::Whole && column == Place::Whole;
        (rest.is_empty() && !is_empty).then_some(Corner { row, column })
    }
}

/// The row (`R`) or column (`C`) at the start of a text, and the rest.
fn place(letter: char, text: &str) -> Option<(Place, &str)> {
    let Some(rest) = text.strip_prefix([letter, letter.to_ascii_lowercase()]) else {
        return Some((Place::Whole, text));
    };
    if let Some(bracketed) = rest.strip_prefix('[') {
        let (offset, rest) = bracketed.split_once(']')?;
        return Some((Place::Relative(integer(offset)?), rest));
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return Some((Place::Relative(0), rest));
    }
    let (number, rest) = rest.split_at(digits);
    Some((Place::Absolute(integer(number)?), rest))
}

/// An integer of at most 9 characters, so that sums stay far from overflow.
fn integer(text: &str) -> Option<i64> {
    if text.len() > 9 { None } else { text.trim().parse().ok() }
}

/// The index from 0 that a place means for a host; `whole` when all are meant.
fn resolve(place: Place, host: u32, whole: u32, count: u32) -> Result<u32, CellError> {
    let index = match place {
        Place::Whole => return Ok(whole),
        Place::Absolute(number) => number - 1,
        Place::Relative(offset) => host as i64 + offset,
    };
    if (0..count as i64).contains(&index) { Ok(index as u32) } else { Err(CellError::Ref) }
}

#[cfg(test)]
mod tests {
    use crate::scratch::ScratchSheet;
    use crate::value::{CellError, Value};

    /// The cell that holds the formula is Z100.
    #[test]
    fn text_becomes_a_reference() {
        let sheet =
            ScratchSheet::with(&[("A1", 1.0.into()), ("A2", 2.0.into()), ("B1", "A2".into())]);
        for (formula, expected) in [
            ("INDIRECT(\"A1\")", Value::Number(1.0)),
            ("INDIRECT(B1)", Value::Number(2.0)),
            ("SUM(INDIRECT(\"A1:A2\"))", Value::Number(3.0)),
            ("SUM(INDIRECT(\"A1\"):INDIRECT(\"A2\"))", Value::Number(3.0)),
            ("INDIRECT(\"Sheet1!$A$2\")", Value::Number(2.0)),
            ("INDIRECT(\"'Sheet1'!A\"&1+1)", Value::Number(2.0)),
            ("SUM(INDIRECT(\"C1\",FALSE))", Value::Number(3.0)),
            ("INDIRECT(\"A02\")", Value::Number(2.0)),
            ("INDIRECT(\"A0\")", CellError::Ref.into()),
            ("ROWS(INDIRECT(\"02:05\"))", Value::Number(4.0)),
            ("INDIRECT(\"R2C1\",FALSE)", Value::Number(2.0)),
            ("INDIRECT(\"sheet1!r1c1\",FALSE)", Value::Number(1.0)),
            ("SUM(INDIRECT(\"R1C1:R2C1\",FALSE))", Value::Number(3.0)),
            ("ROW(INDIRECT(\"R[-1]C\",FALSE))", Value::Number(99.0)),
            ("COLUMN(INDIRECT(\"RC[-1]\",FALSE))", Value::Number(25.0)),
            ("INDIRECT(\"R[-100]C\",FALSE)", CellError::Ref.into()),
            ("INDIRECT(\"R1048577C1\",FALSE)", CellError::Ref.into()),
            ("INDIRECT(\"A1\",FALSE)", CellError::Ref.into()),
            ("INDIRECT(\"1+1\")", CellError::Ref.into()),
            ("INDIRECT(\"OFFSET(A1,0,0)\")", CellError::Ref.into()),
            ("INDIRECT(\"Nowhere!A1\")", CellError::Ref.into()),
            ("INDIRECT(\"\")", CellError::Ref.into()),
        ] {
            assert_eq!(sheet.calculate(formula).expect(formula), expected, "{formula}");
        }
    }
}
