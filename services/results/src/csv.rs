//! Samples as comma-separated values (RFC 4180).

use std::fmt::Write;

use ulam_contracts::results::Variable;
use ulam_formula::value::CellError;

/// The first line.
pub(crate) fn header(variables: &[Variable]) -> String {
    let mut line = "trial".to_string();
    for variable in variables {
        line.push(',');
        line.push_str(&field(&variable.key));
    }
    line.push_str("\r\n");
    line
}

/// Some trials, given column by column; the first has this number.
pub(crate) fn rows(first_trial: u64, columns: &[Vec<f64>]) -> String {
    let count = columns.first().map_or(0, Vec::len);
    let mut text = String::with_capacity(count * (columns.len() * 18 + 8));
    for (row, trial) in (0..count).zip(first_trial..) {
        // Writing to a text doesn't fail.
        let _ = write!(text, "{trial}");
        for column in columns {
            text.push(',');
            if let Some(value) = column.get(row) {
                push_number(&mut text, *value);
            }
        }
        text.push_str("\r\n");
    }
    text
}

/// The shortest digits that read back to the same number; an error as Excel writes it.
fn push_number(text: &mut String, value: f64) {
    let size = value.abs();
    let _ = if value.is_nan() {
        text.push_str(CellError::from_nan(value).text());
        Ok(())
    } else if value.is_infinite() {
        text.push_str("#NUM!");
        Ok(())
    } else if size != 0.0 && !(1e-5..1e16).contains(&size) {
        write!(text, "{value:e}")
    } else {
        write!(text, "{value}")
    };
}

/// A text as a field. Spreadsheet programs would take one that begins like a formula for a formula.
fn field(text: &str) -> String {
    let mark = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{mark}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{mark}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back_and_texts_stay_texts() {
        let values = vec![0.1, -1e300, 1e-7, 0.0, f64::INFINITY, CellError::Div0.to_nan()];
        let text = rows(41, std::slice::from_ref(&values));
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        assert_eq!(lines[5], "46,#DIV/0!");
        assert_eq!(lines[4], "45,#NUM!");
        for (line, value) in lines.iter().zip(&values).take(4) {
            let number = line.split(',').nth(1).unwrap();
            assert_eq!(number.parse::<f64>().unwrap(), *value, "{number}");
        }
        assert_eq!(field("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(field("=cmd()"), "'=cmd()");
    }
}
