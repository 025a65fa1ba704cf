//! Looking through separated values: delimiter, header, columns, rows. One pass, in memory that does
//! not depend on the file's length.

use std::io::{self, Read};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use ulam_contracts::files::{ColumnKind, ColumnSummary};
use ulam_contracts::workbooks::CellValue;

/// Longest row, in bytes.
const ROW_BYTES_MAX: usize = 1 << 20;
/// Most columns: Excel's.
const COLUMNS_MAX: usize = 16_384;
/// Columns that are described; more are only counted.
const COLUMNS_DESCRIBED_MAX: usize = 1_000;
const READ_BYTES: usize = 64 << 10;
/// Lines of the sample that tell the delimiter.
const SAMPLE_LINES: usize = 100;
const EXAMPLES_MAX: usize = 3;
/// Longest text kept of a value, in characters.
const TEXT_MAX: usize = 100;
/// What delimits fields, in the order in which they are preferred.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// What was found in a table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableSummary {
    pub delimiter: char,
    pub has_header: bool,
    pub row_count: u64,
    pub columns: Vec<ColumnSummary>,
    pub warnings: Vec<String>,
}

/// Looks through a table in UTF-8, whose first bytes are `sample` too.
///
/// # Errors
/// The reader's; a row longer than a megabyte or with more columns than Excel has.
pub fn look_through(sample: &[u8], mut content: impl Read) -> io::Result<TableSummary> {
    let delimiter = likely_delimiter(sample);
    let mut columns: Vec<Column> = Vec::new();
    let mut first_row: Option<Vec<String>> = None;
    let mut has_header = false;
    let mut row_count: u64 = 0;
    let mut uneven: u64 = 0;
    visit_records(delimiter, &mut content, &mut |fields| match &first_row {
        None => {
            let row: Vec<String> = fields.iter().map(|field| text_of(field)).collect();
            has_header = looks_like_header(&row);
            columns = row.iter().map(|_| Column::default()).collect();
            if !has_header {
                row_count += 1;
                add_row(&mut columns, fields, delimiter);
            }
            first_row = Some(row);
        }
        Some(first) => {
            if fields.len() == 1 && fields.first().is_some_and(|field| field.is_empty()) {
                return;
            }
            row_count += 1;
            if fields.len() != first.len() {
                uneven += 1;
            }
            add_row(&mut columns, fields, delimiter);
        }
    })?;
    let first_row = first_row.unwrap_or_default();
    let name_of = |index: usize| {
        let named = first_row.get(index).filter(|name| has_header && !name.is_empty());
        named.cloned().unwrap_or_else(|| format!("column {}", index + 1))
    };
    let mut warnings = Vec::new();
    if uneven > 0 {
        warnings.push(format!("{uneven} rows have more or fewer fields than the first."));
    }
    if columns.len() > COLUMNS_DESCRIBED_MAX {
        warnings.push(format!(
            "Only the first {COLUMNS_DESCRIBED_MAX} of {} columns are described.",
            columns.len()
        ));
    }
    let described = columns.into_iter().take(COLUMNS_DESCRIBED_MAX).enumerate();
    let columns =
        described.map(|(index, column)| column.summary(name_of(index), row_count)).collect();
    Ok(TableSummary { delimiter: char::from(delimiter), has_header, row_count, columns, warnings })
}

fn text_of(field: &[u8]) -> String {
    String::from_utf8_lossy(field).trim().chars().take(TEXT_MAX).collect()
}

fn reader_of(delimiter: u8) -> Reader {
    ReaderBuilder::new().delimiter(delimiter).build()
}

/// Calls `visit` with the fields of each record.
fn visit_records(
    delimiter: u8,
    content: &mut impl Read,
    visit: &mut dyn FnMut(&[&[u8]]),
) -> io::Result<()> {
    let mut reader = reader_of(delimiter);
    let mut input = vec![0; READ_BYTES];
    let (mut from, mut to) = (0, 0);
    let mut output = vec![0; ROW_BYTES_MAX];
    let mut ends = vec![0; COLUMNS_MAX];
    let (mut output_length, mut end_count) = (0, 0);
    let mut is_at_end = false;
    loop {
        if from == to && !is_at_end {
            (from, to) = (0, content.read(&mut input)?);
            is_at_end = to == 0;
        }
        let (result, read, written, ended) = reader.read_record(
            &input[from..to],
            &mut output[output_length..],
            &mut ends[end_count..],
        );
        from += read;
        output_length += written;
        end_count += ended;
        match result {
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::OutputFull => {
                return Err(io::Error::other(format!(
                    "a row is longer than {ROW_BYTES_MAX} bytes: is a quotation mark missing?"
                )));
            }
            ReadRecordResult::OutputEndsFull => {
                return Err(io::Error::other(format!("a row has more than {COLUMNS_MAX} fields")));
            }
            ReadRecordResult::Record => {
                let mut start = 0;
                let mut fields = Vec::with_capacity(end_count);
                for end in &ends[..end_count] {
                    fields.push(output.get(start..*end).unwrap_or_default());
                    start = *end;
                }
                visit(&fields);
                (output_length, end_count) = (0, 0);
            }
            ReadRecordResult::End => return Ok(()),
        }
    }
}

/// The delimiter that gives most lines of a sample the same number of fields, more than one.
fn likely_delimiter(sample: &[u8]) -> u8 {
    let score = |delimiter: u8| {
        let mut counts: Vec<usize> = Vec::new();
        let mut sample = sample;
        // A sample that breaks off in a long quotation has no records; that is a low score.
        let _ = visit_records(delimiter, &mut sample, &mut |fields| {
            if counts.len() < SAMPLE_LINES {
                counts.push(fields.len());
            }
        });
        // The last line may be cut off.
        if counts.len() > 2 {
            counts.pop();
        }
        let most = counts.iter().copied().max().unwrap_or(0);
        if most < 2 {
            return 0;
        }
        let usual = counts.first().copied().unwrap_or(0);
        if usual < 2 {
            return 1;
        }
        let agreeing = counts.iter().filter(|count| **count == usual).count();
        1 + agreeing * 100 / counts.len().max(1)
    };
    let mut best = (0, b',');
    for delimiter in DELIMITERS {
        let score = score(delimiter);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// Whether a first row names the columns: texts, all different.
fn looks_like_header(row: &[String]) -> bool {
    let is_name = |name: &String| !name.is_empty() && matches!(Field::of(name, b','), Field::Text);
    let mut seen = std::collections::HashSet::new();
    !row.is_empty() && row.iter().all(|name| is_name(name) && seen.insert(name.to_lowercase()))
}

/// What one field holds.
enum Field {
    Empty,
    Integer(f64),
    Number(f64),
    Boolean,
    Date,
    Timestamp,
    Text,
}

impl Field {
    fn of(text: &str, delimiter: u8) -> Field {
        if text.is_empty() {
            return Field::Empty;
        }
        if text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false") {
            return Field::Boolean;
        }
        let begins_as_number =
            text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | ','));
        if begins_as_number {
            let is_whole =
                text.trim_start_matches(['-', '+']).bytes().all(|byte| byte.is_ascii_digit());
            // Where commas don't separate fields they separate decimals.
            let with_point =
                if delimiter == b',' { text.to_string() } else { text.replace(',', ".") };
            if let Some(number) = with_point.parse::<f64>().ok().filter(|number| number.is_finite())
            {
                return if is_whole { Field::Integer(number) } else { Field::Number(number) };
            }
            return date_field(text);
        }
        Field::Text
    }
}

/// ISO 8601 dates, alone or with a time.
fn date_field(text: &str) -> Field {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes.get(range).and_then(|part| std::str::from_utf8(part).ok()).and_then(|part| {
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok())?
        })
    };
    let is_dashed = bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-');
    let is_date = is_dashed
        && digits(0..4).is_some()
        && digits(5..7).is_some_and(|month| (1..=12).contains(&month))
        && digits(8..10).is_some_and(|day| (1..=31).contains(&day));
    match (is_date, bytes.get(10)) {
        (true, None) => Field::Date,
        (true, Some(b'T' | b' ')) if digits(11..13).is_some_and(|hour| hour < 24) => {
            Field::Timestamp
        }
        _ => Field::Text,
    }
}

fn add_row(columns: &mut Vec<Column>, fields: &[&[u8]], delimiter: u8) {
    while columns.len() < fields.len() {
        columns.push(Column::default());
    }
    for (column, field) in columns.iter_mut().zip(fields) {
        column.add(field, delimiter);
    }
}

/// What was seen of a column.
#[derive(Default)]
struct Column {
    integers: u64,
    numbers: u64,
    booleans: u64,
    dates: u64,
    timestamps: u64,
    texts: u64,
    number_range: Option<(f64, f64)>,
    text_range: Option<(String, String)>,
    examples: Vec<String>,
}

impl Column {
    fn add(&mut self, field: &[u8], delimiter: u8) {
        let text = text_of(field);
        match Field::of(&text, delimiter) {
            Field::Empty => return,
            Field::Integer(number) => {
                self.integers += 1;
                self.widen(number);
            }
            Field::Number(number) => {
                self.numbers += 1;
                self.widen(number);
            }
            Field::Boolean => self.booleans += 1,
            Field::Date => self.dates += 1,
            Field::Timestamp => self.timestamps += 1,
            Field::Text => self.texts += 1,
        }
        match &mut self.text_range {
            None => self.text_range = Some((text.clone(), text.clone())),
            Some((least, greatest)) => {
                if text < *least {
                    least.clone_from(&text);
                }
                if text > *greatest {
                    greatest.clone_from(&text);
                }
            }
        }
        if self.examples.len() < EXAMPLES_MAX && !self.examples.contains(&text) {
            self.examples.push(text);
        }
    }

    fn widen(&mut self, number: f64) {
        let (least, greatest) = self.number_range.unwrap_or((number, number));
        self.number_range = Some((least.min(number), greatest.max(number)));
    }

    fn kind(&self) -> ColumnKind {
        let counts = [
            (
                self.integers + self.numbers,
                if self.numbers == 0 { ColumnKind::Integer } else { ColumnKind::Number },
            ),
            (self.booleans, ColumnKind::Boolean),
            (
                self.dates + self.timestamps,
                if self.timestamps == 0 { ColumnKind::Date } else { ColumnKind::Timestamp },
            ),
            (self.texts, ColumnKind::Text),
        ];
        let mut present = counts.into_iter().filter(|(count, _)| *count > 0).map(|(_, kind)| kind);
        match (present.next(), present.next()) {
            (None, _) => ColumnKind::Empty,
            (Some(only), None) => only,
            _ => ColumnKind::Mixed,
        }
    }

    fn summary(self, name: String, row_count: u64) -> ColumnSummary {
        let kind = self.kind();
        let filled = self.integers
            + self.numbers
            + self.booleans
            + self.dates
            + self.timestamps
            + self.texts;
        let (min, max) = match (kind, self.number_range, self.text_range) {
            (ColumnKind::Integer | ColumnKind::Number, Some((least, greatest)), _) => {
                (Some(CellValue::Number(least)), Some(CellValue::Number(greatest)))
            }
            (
                ColumnKind::Text | ColumnKind::Date | ColumnKind::Timestamp,
                _,
                Some((least, greatest)),
            ) => (Some(CellValue::Text(least)), Some(CellValue::Text(greatest))),
            _ => (None, None),
        };
        let examples = self.examples.into_iter().map(|text| match kind {
            ColumnKind::Integer | ColumnKind::Number => {
                text.replace(',', ".").parse().map_or(CellValue::Text(text), CellValue::Number)
            }
            ColumnKind::Boolean => CellValue::Boolean(text.eq_ignore_ascii_case("true")),
            _ => CellValue::Text(text),
        });
        let examples = examples.collect();
        ColumnSummary {
            name,
            kind,
            empty_count: row_count.saturating_sub(filled),
            min,
            max,
            examples,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(text: &str) -> TableSummary {
        look_through(text.as_bytes(), text.as_bytes()).unwrap()
    }

    #[test]
    fn a_table_is_described() {
        let found = summary(
            "id;name;price;on;when\n1;\"a;b\";1,5;true;2026-01-02\n2;c;2;false;2026-01-03\n3;;-4,25;true;\n",
        );
        assert_eq!((found.delimiter, found.has_header, found.row_count), (';', true, 3));
        let kinds: Vec<ColumnKind> = found.columns.iter().map(|column| column.kind).collect();
        use ColumnKind::{Boolean, Date, Integer, Number, Text};
        assert_eq!(kinds, [Integer, Text, Number, Boolean, Date]);
        let price = &found.columns[2];
        assert_eq!(
            (price.min.clone(), price.max.clone()),
            (Some(CellValue::Number(-4.25)), Some(CellValue::Number(2.0)))
        );
        assert_eq!((found.columns[1].empty_count, found.columns[4].empty_count), (1, 1));
        assert_eq!(found.columns[1].examples[0], CellValue::Text("a;b".to_string()));
    }

    #[test]
    fn tables_without_header_have_numbered_columns() {
        let found = summary("1,2\n3,x\n");
        assert_eq!((found.has_header, found.row_count), (false, 2));
        assert_eq!(found.columns[1].name, "column 2");
        assert_eq!(found.columns[1].kind, ColumnKind::Mixed);
    }

    #[test]
    fn a_missing_quotation_mark_ends_in_an_error_and_not_in_memory() {
        let text = format!("a,b\n\"{}", "x\n".repeat(ROW_BYTES_MAX));
        assert!(look_through(&text.as_bytes()[..1_000], text.as_bytes()).is_err());
        let wide = ",".repeat(COLUMNS_MAX + 1);
        assert!(look_through(wide.as_bytes(), wide.as_bytes()).is_err());
    }
}
