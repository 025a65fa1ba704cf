//! Reading a text file: .csv, .tsv and their kin, as Excel for the United States opens them.
//!
//! A field is a number, date, boolean or error value if Excel would read it so when typed in, a
//! formula if it begins with `=`, and else text. The one sheet is `Sheet1`.

use std::borrow::Cow;

use csv::ReaderBuilder;
use ulam_formula::address::{COLUMN_COUNT, ROW_COUNT};
use ulam_formula::coerce::parse_number;
use ulam_formula::context::DateSystem;
use ulam_formula::value::{CellError, Value};

use super::archive::decode;
use super::assemble::{SheetContent, assemble};
use super::encoding::from_windows_1252;
use super::error::ReadError;
use super::sheet::SheetPart;
use super::sheet_builder::{Budget, SheetBuilder};
use super::styles::Styles;
use super::warnings::Warnings;
use super::workbook_part::{SheetEntry, WorkbookPart};
use crate::limits::Limits;
use crate::workbook::Workbook;

/// Name of the sheet.
const SHEET: &str = "Sheet1";
/// What delimits fields, in the order in which they are preferred.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Bytes that are looked at to find the delimiter.
const SAMPLE_BYTES: usize = 64 << 10;
/// Lines that are looked at to find the delimiter.
const SAMPLE_LINES: usize = 100;

/// Number format of a date that was typed in.
const DATE_FORMAT: u32 = 14;
/// Number format of a time that was typed in.
const TIME_FORMAT: u32 = 20;
/// Number format of a percentage that was typed in.
const PERCENT_FORMAT: u32 = 10;

/// Reads a text file.
pub(super) fn read_csv(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    let mut warnings = Warnings::new(limits.warnings_max);
    let text = decoded(bytes, &mut warnings)?;
    let (delimiter, text) = match stated_delimiter(&text) {
        Some((delimiter, rest)) => (delimiter, rest),
        None => (likely_delimiter(&text), &*text),
    };
    let mut content = SheetContent::new(limits);
    let styles = Styles::of_numbers(&[0, DATE_FORMAT, TIME_FORMAT, PERCENT_FORMAT]);
    content.part = Some(read_fields(text, delimiter, &styles, limits)?);
    let part = WorkbookPart {
        sheets: vec![SheetEntry { name: SHEET.to_string(), ..SheetEntry::default() }],
        ..WorkbookPart::default()
    };
    Ok(assemble(part, vec![content], Vec::new(), styles.formats, false, warnings))
}

/// The text: UTF-8, UTF-16 with a byte order mark, or else Windows-1252.
fn decoded<'b>(bytes: &'b [u8], warnings: &mut Warnings) -> Result<Cow<'b, str>, ReadError> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return decode("the text", bytes.to_vec()).map(Cow::Owned);
    }
    let plain = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(plain) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error) => {
            let at = error.valid_up_to();
            warnings.add(
                None,
                format!(
                    "the text isn't UTF-8 (byte {at}): it was read as Windows-1252 (Western European)"
                ),
            );
            Ok(Cow::Owned(from_windows_1252(plain)))
        }
    }
}

/// The delimiter that a first line `sep=;` states, as Excel reads it, and what follows that line.
fn stated_delimiter(text: &str) -> Option<(u8, &str)> {
    let rest = text.strip_prefix("sep=")?;
    let delimiter = *rest.as_bytes().first().filter(|byte| byte.is_ascii())?;
    let rest = rest[1..].strip_prefix('\r').unwrap_or(&rest[1..]);
    Some((delimiter, rest.strip_prefix('\n').unwrap_or(rest)))
}

/// The delimiter that stands equally often in the most of the first lines.
fn likely_delimiter(text: &str) -> u8 {
    let mut best = (0, 0, DELIMITERS[0]);
    for delimiter in DELIMITERS {
        let counts = delimiters_per_line(text.as_bytes(), delimiter);
        let first = counts.first().copied().unwrap_or(0);
        if first == 0 {
            continue;
        }
        let alike = counts.iter().filter(|count| **count == first).count();
        if (alike, first) > (best.0, best.1) {
            best = (alike, first, delimiter);
        }
    }
    best.2
}

/// How often a delimiter stands outside of quotes in each of the first lines.
fn delimiters_per_line(text: &[u8], delimiter: u8) -> Vec<u32> {
    let mut counts = Vec::new();
    let (mut count, mut is_quoted, mut is_empty) = (0, false, true);
    for byte in text.iter().take(SAMPLE_BYTES) {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted => {
                if !is_empty {
                    counts.push(count);
                }
                (count, is_empty) = (0, true);
                if counts.len() >= SAMPLE_LINES {
                    return counts;
                }
                continue;
            }
            byte if *byte == delimiter && !is_quoted => count += 1,
            _ => {}
        }
        is_empty = false;
    }
    if !is_empty && !is_quoted {
        counts.push(count);
    }
    counts
}

fn read_fields(
    text: &str,
    delimiter: u8,
    styles: &Styles,
    limits: &Limits,
) -> Result<SheetPart, ReadError> {
    let budget = Budget::new(limits);
    let mut sheet = SheetBuilder::new(0, limits);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut lines = LineCounter { text: text.as_bytes(), at: 0 };
    let mut skipped_lines = 0;
    let mut row = 0;
    loop {
        let more = reader.read_record(&mut record).map_err(|error| {
            let at = error.position().map_or(0, csv::Position::byte);
            ReadError::malformed("the text", at, error.to_string())
        })?;
        if !more {
            break;
        }
        // The reader skips empty lines, which are rows too.
        skipped_lines += lines.empty_lines();
        let at = row + skipped_lines;
        if at >= ROW_COUNT {
            let (found, limit) = (u64::from(at) + 1, u64::from(ROW_COUNT));
            return Err(ReadError::TooLarge { what: "rows: at least", found, limit });
        }
        if record.len() > COLUMN_COUNT as usize {
            let (found, limit) = (record.len() as u64, u64::from(COLUMN_COUNT));
            return Err(ReadError::TooLarge { what: "columns: at least", found, limit });
        }
        for (column, field) in record.iter().enumerate() {
            add_field(&mut sheet, &budget, styles, (at, column as u32), field)?;
        }
        lines.skip_to(reader.position().byte() as usize);
        row += 1;
    }
    let (cells, warnings) = sheet.finish();
    Ok(SheetPart { cells, warnings, ..SheetPart::default() })
}

/// Counts the empty lines between records.
struct LineCounter<'t> {
    text: &'t [u8],
    at: usize,
}

impl LineCounter<'_> {
    /// Empty lines at the place reached.
    fn empty_lines(&mut self) -> u32 {
        let mut empty = 0;
        while let Some(byte @ (b'\r' | b'\n')) = self.text.get(self.at) {
            let is_pair = *byte == b'\r' && self.text.get(self.at + 1) == Some(&b'\n');
            self.at += if is_pair { 2 } else { 1 };
            empty += 1;
        }
        empty
    }

    /// Goes on after a record, which ends with its line.
    fn skip_to(&mut self, end: usize) {
        self.at = end.min(self.text.len());
        // The reader may stop between the two characters of a line end.
        let is_between = self.at > 0
            && self.text[self.at - 1] == b'\r'
            && self.text.get(self.at) == Some(&b'\n');
        self.at += usize::from(is_between);
    }
}

fn add_field(
    sheet: &mut SheetBuilder,
    budget: &Budget<'_>,
    styles: &Styles,
    (row, column): (u32, u32),
    field: &str,
) -> Result<(), ReadError> {
    if field.is_empty() {
        return Ok(());
    }
    budget.count_cells(1)?;
    if field.len() > 1 && field.starts_with('=') {
        sheet.add_cell(row, column, Value::Blank, 0);
        sheet.add_formula(field, false);
        return Ok(());
    }
    let (value, format) = match constant(field) {
        Some((value, format)) => (value, styles.format(format)),
        None => (budget.text(field)?, 0),
    };
    sheet.add_cell(row, column, value, format);
    Ok(())
}

/// The value that Excel reads out of a field, and the index of its format in the styles; `None` for
/// text.
fn constant(field: &str) -> Option<(Value, u32)> {
    let trimmed = field.trim_matches(' ');
    let first = *trimmed.as_bytes().first()?;
    if first == b'#' {
        return CellError::from_text(trimmed).map(|error| (Value::Error(error), 0));
    }
    if trimmed.eq_ignore_ascii_case("true") {
        return Some((Value::Boolean(true), 0));
    }
    if trimmed.eq_ignore_ascii_case("false") {
        return Some((Value::Boolean(false), 0));
    }
    let looks_plain =
        trimmed.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
    if looks_plain
        && trimmed.bytes().any(|byte| byte.is_ascii_digit())
        && let Ok(number) = fast_float2::parse::<f64, _>(trimmed)
        && number.is_finite()
    {
        return Some((Value::Number(number + 0.0), 0));
    }
    let number = parse_number(field, DateSystem::Since1900)?;
    let format = if trimmed.ends_with('%') {
        3
    } else if trimmed.contains(':') && number < 1.0 {
        2
    } else if is_date(trimmed) {
        1
    } else {
        0
    };
    Some((Value::number(number), format))
}

/// Whether a number's text is a date's: it has digits on both sides of a `/` or `-`, or a month's
/// name.
fn is_date(text: &str) -> bool {
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let has_separator = text
        .bytes()
        .zip(text.bytes().skip(1))
        .any(|(before, after)| before.is_ascii_digit() && matches!(after, b'/' | b'-'));
    letters >= 3 || has_separator && letters == 0 && !text.contains(' ') || text.contains(':')
}
