//! The surroundings: CELL and INFO.

use crate::address::{CellAddress, column_letters, quoted_sheet_name};
use crate::arguments::Arguments;
use crate::function::{Category, Function, Outcome, Returns, example, reference, text};
use crate::value::{CellError, Value};

fn cell(arguments: &Arguments) -> Outcome {
    let host = arguments.evaluator.host;
    let at = match arguments.raw(1) {
        Value::Omitted => host,
        Value::Area(area) => area.first(),
        Value::Union(areas) => areas.first().ok_or(CellError::Value)?.first(),
        Value::Error(error) => return Err(*error),
        _ => return Err(CellError::Value),
    };
    let context = arguments.context();
    let format = context.number_format(at).unwrap_or("General");
    let value = context.cell(at);
    let answer = match arguments.text(0)?.to_ascii_lowercase().as_str() {
        "address" => Value::text(address(arguments, at)),
        "col" => Value::Number(at.column as f64 + 1.0),
        "row" => Value::Number(at.row as f64 + 1.0),
        "contents" => match value {
            Value::Blank => Value::Number(0.0),
            Value::Array(array) => array.get(0, 0).clone(),
            other => other,
        },
        "type" => Value::from(match value {
            Value::Blank => "b",
            Value::Text(_) => "l",
            _ => "v",
        }),
        // The name of the file isn't known here; what formulas cut out is the sheet's name.
        "filename" => Value::text(format!("[]{}", context.sheet_name(at.sheet).unwrap_or(""))),
        "format" => Value::text(format_letter(format)),
        "color" => Value::Number(f64::from(u8::from(colours_negatives(format)))),
        "parentheses" => Value::Number(f64::from(u8::from(has_parentheses(format)))),
        "prefix" => Value::from(""),
        "protect" => Value::Number(1.0),
        // Column widths aren't known here.
        "width" => return Err(CellError::NotAvailable),
        _ => return Err(CellError::Value),
    };
    Ok(answer)
}

fn address(arguments: &Arguments, at: CellAddress) -> String {
    let cell = format!("${}${}", column_letters(at.column), at.row + 1);
    match arguments.context().sheet_name(at.sheet) {
        Some(name) if at.sheet != arguments.evaluator.host.sheet => {
            format!("{}!{cell}", quoted_sheet_name(name))
        }
        _ => cell,
    }
}

/// A format's section for negative numbers, if it has one.
fn negative_section(format: &str) -> Option<&str> {
    format.split(';').nth(1)
}

fn colours_negatives(format: &str) -> bool {
    const COLOURS: [&str; 9] =
        ["black", "blue", "cyan", "green", "magenta", "red", "white", "yellow", "color"];
    negative_section(format).is_some_and(|section| {
        let section = section.to_ascii_lowercase();
        COLOURS.iter().any(|colour| section.contains(&format!("[{colour}")))
    })
}

/// Whether positive numbers, or all, are shown in parentheses.
fn has_parentheses(format: &str) -> bool {
    let positive = format.split(';').next().unwrap_or("");
    let unpadded = positive.replace("_(", "").replace("_)", "");
    unpadded.contains('(') && unpadded.contains(')')
}

/// The letters that CELL has for a number format: `F2` for `0.00`, `,0` for `#,##0`, `D1` to `D9`
/// for dates and times, with `-` for coloured negatives and `()` for parentheses.
fn format_letter(format: &str) -> String {
    // What is quoted, escaped, padding or in brackets doesn't tell formats apart.
    let mut plain = String::new();
    let mut characters = format.split(';').next().unwrap_or("").chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => while characters.next().is_some_and(|quoted| quoted != '"') {},
            '\\' | '_' | '*' => {
                characters.next();
            }
            '[' => {
                let mut inner = String::new();
                for bracketed in characters.by_ref().take_while(|bracketed| *bracketed != ']') {
                    inner.push(bracketed);
                }
                if inner.starts_with('$') && !inner.starts_with("$-") {
                    plain.push('$');
                }
            }
            other => plain.extend(other.to_lowercase()),
        }
    }
    let plain = plain.replace([' ', '(', ')'], "");
    let decimals = plain
        .split_once('.')
        .map_or(0, |(_, after)| after.chars().take_while(|c| *c == '0').count());
    let date = match plain.as_str() {
        "d-mmm-yy" | "dd-mmm-yy" | "d-mmm-yyyy" => Some("D1"),
        "d-mmm" | "dd-mmm" => Some("D2"),
        "mmm-yy" => Some("D3"),
        "m/d/yy" | "m/d/yyyy" | "mm/dd/yy" | "mm/dd/yyyy" | "m/d/yyh:mm" | "m/d/yyyyh:mm" => {
            Some("D4")
        }
        "mm/dd" | "m/d" => Some("D5"),
        "h:mm:ssam/pm" => Some("D6"),
        "h:mmam/pm" => Some("D7"),
        "h:mm:ss" => Some("D8"),
        "h:mm" => Some("D9"),
        _ => None,
    };
    let mut letter = if let Some(date) = date {
        date.to_string()
    } else if plain.contains('%') {
        format!("P{decimals}")
    } else if plain.contains("e+") || plain.contains("e-") {
        format!("S{decimals}")
    } else if plain.contains('$') {
        format!("C{decimals}")
    } else if plain.contains("#,#") || plain.contains("0,0") {
        format!(",{decimals}")
    } else if plain.starts_with('0') && plain.chars().all(|c| c == '0' || c == '.') {
        format!("F{decimals}")
    } else {
        "G".to_string()
    };
    if colours_negatives(format) {
        letter.push('-');
    }
    if has_parentheses(format) {
        letter.push_str("()");
    }
    letter
}

fn info(arguments: &Arguments) -> Outcome {
    let answer = match arguments.text(0)?.to_ascii_lowercase().as_str() {
        "numfile" => Value::Number(arguments.context().sheet_count() as f64),
        // As on Windows; the same on every machine, so that results don't depend on it.
        "origin" => Value::from("$A:$A$1"),
        "osversion" => Value::from("Windows (64-bit) NT 10.00"),
        "recalc" => Value::from("Automatic"),
        "release" => Value::from("16.0"),
        "system" => Value::from("pcdos"),
        "directory" | "memavail" | "memused" | "totmem" => return Err(CellError::NotAvailable),
        _ => return Err(CellError::Value),
    };
    Ok(answer)
}

const CATEGORY: Category = Category::Information;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "CELL",
        CATEGORY,
        "Tells about a cell: address, col, row, contents, type, format, filename and others.",
        &[text("info_type"), reference("reference").optional()],
        Returns::Any,
        cell,
    )
    .examples(&[
        example("CELL(\"address\", B3)", "\"$B$3\""),
        example("CELL(\"row\", A20)", "20"),
        example("CELL(\"col\", C1)", "3"),
        example("CELL(\"type\", A1)", "\"b\""),
        example("CELL(\"format\", A1)", "\"G\""),
        example(
            "MID(CELL(\"filename\", A1), FIND(\"]\", CELL(\"filename\", A1)) + 1, 31)",
            "\"Sheet1\"",
        ),
        example("CELL(\"colour\", A1)", "#VALUE!"),
    ])
    .volatile(),
    Function::values(
        "INFO",
        CATEGORY,
        "Tells about the program: numfile, origin, osversion, recalc, release, system.",
        &[text("type_text")],
        Returns::Any,
        info,
    )
    .examples(&[
        example("INFO(\"recalc\")", "\"Automatic\""),
        example("INFO(\"origin\")", "\"$A:$A$1\""),
        example("INFO(\"weather\")", "#VALUE!"),
    ])
    .volatile(),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Source: the table of format codes on Excel's page of CELL.
    #[test]
    fn number_formats_have_their_letters() {
        let cases = [
            ("General", "G"),
            ("0", "F0"),
            ("#,##0", ",0"),
            ("0.00", "F2"),
            ("#,##0.00", ",2"),
            ("$#,##0_);($#,##0)", "C0"),
            ("$#,##0_);[Red]($#,##0)", "C0-"),
            ("$#,##0.00_);($#,##0.00)", "C2"),
            ("$#,##0.00_);[Red]($#,##0.00)", "C2-"),
            ("0%", "P0"),
            ("0.00%", "P2"),
            ("0.00E+00", "S2"),
            ("# ?/?", "G"),
            ("m/d/yy", "D4"),
            ("d-mmm-yy", "D1"),
            ("d-mmm", "D2"),
            ("mmm-yy", "D3"),
            ("h:mm AM/PM", "D7"),
            ("h:mm:ss", "D8"),
        ];
        for (format, letter) in cases {
            assert_eq!(format_letter(format), letter, "{format}");
        }
    }
}
