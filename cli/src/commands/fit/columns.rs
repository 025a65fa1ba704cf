//! Columns of numbers from a text file or a workbook.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use ulam_formula::address::{Area, CellAddress, SheetId};
use ulam_formula::context::Context;
use ulam_formula::dependencies::Dependencies;
use ulam_formula::parser::{self, Names};
use ulam_formula::value::{CellError, Value};
use ulam_probability::fitting::COUNT_MAX;
use ulam_workbook::Workbook;

use super::numbers::Field;
use crate::error::{ExitCode, Failure};
use crate::open;
use crate::terminal::listed;
use crate::terminal::number::count;

/// Most bytes of a text file.
const BYTES_MAX: u64 = 2 << 30;
/// Most columns read at once.
const COLUMNS_MAX: usize = 200;
/// Places named in one note.
const NAMED_MAX: usize = 5;
/// Longest text repeated in a message, in characters.
const TEXT_MAX: usize = 24;

/// Which columns are wanted.
pub enum Selection {
    /// The only one there is.
    Only,
    /// These, by name or number.
    Named(Vec<String>),
    /// Every column that holds numbers.
    All,
    /// A range of a workbook.
    Range(String),
}

/// One column.
#[derive(Debug, Default)]
pub struct Column {
    /// Its name: its header, or where it is.
    pub name: String,
    /// The value of each row, `None` where there is no number.
    pub values: Vec<Option<f64>>,
    /// What the rows are called: the number of the first and the text before it.
    first_row: u64,
    row_prefix: String,
    missing: u64,
    texts: Vec<(u64, String)>,
    infinite: Vec<u64>,
}

impl Column {
    fn push(&mut self, field: &Field, text: &str) {
        let row = self.first_row + self.values.len() as u64;
        self.values.push(match field {
            Field::Number(number) => Some(*number),
            _ => None,
        });
        match field {
            Field::Number(_) => {}
            Field::Missing => self.missing += 1,
            Field::Infinite => self.infinite.push(row),
            Field::Text => {
                let mut short: String = text.chars().take(TEXT_MAX).collect();
                if text.chars().nth(TEXT_MAX).is_some() {
                    short.push('…');
                }
                self.texts.push((row, short));
            }
        }
    }

    /// Drops missing values at the end, which are no values of the column.
    fn trim(&mut self) {
        let end = self.values.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        let last_row = self.first_row + end as u64;
        let others_after = self.texts.iter().filter(|(row, _)| *row >= last_row).count()
            + self.infinite.iter().filter(|row| **row >= last_row).count();
        if others_after == 0 {
            self.missing -= (self.values.len() - end) as u64;
            self.values.truncate(end);
        }
    }

    /// The numbers.
    pub fn numbers(&self) -> Vec<f64> {
        self.values.iter().copied().flatten().collect()
    }

    /// Whether at least half of what is there is a number.
    fn is_numeric(&self) -> bool {
        let numbers = self.values.iter().flatten().count();
        numbers > 0 && numbers >= self.texts.len()
    }

    fn place(&self, row: u64) -> String {
        format!("{}{row}", self.row_prefix)
    }

    /// Where a number is.
    pub fn place_of(&self, value: f64) -> Option<String> {
        let index = self.values.iter().position(|other| *other == Some(value))?;
        Some(self.place(self.first_row + index as u64))
    }

    /// What was left out.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.missing > 0 {
            let are = if self.missing == 1 { "value is" } else { "values are" };
            notes.push(format!("{} {are} missing and left out", count(self.missing)));
        }
        if !self.infinite.is_empty() {
            let places = listed(self.infinite.iter().map(|row| self.place(*row)), NAMED_MAX);
            notes.push(format!("infinite values are left out: {places}"));
        }
        if !self.texts.is_empty() {
            let texts = self.texts.iter();
            let texts = texts.map(|(row, text)| format!("'{text}' ({})", self.place(*row)));
            notes.push(format!("what is no number is left out: {}", listed(texts, NAMED_MAX)));
        }
        notes
    }

    /// What the numbers are, for a title.
    pub fn title(&self, file: &Path) -> String {
        format!("{} ({})", self.name, file.display())
    }
}

/// Reads the columns.
///
/// # Errors
/// A file that can't be read, or a selection that it doesn't have.
pub fn read(file: &Path, selection: &Selection) -> Result<Vec<Column>, Failure> {
    let extension = file.extension().map(|end| end.to_string_lossy().to_lowercase());
    let is_workbook = matches!(
        extension.as_deref(),
        Some("xlsx" | "xlsm" | "xlsb" | "xls" | "ods" | "fods" | "xltx")
    );
    match (is_workbook, selection) {
        (true, Selection::Range(range)) => of_workbook(file, range),
        (true, _) => Err(Failure::usage(format!(
            "{}: say which cells of the workbook: --range 'Data!A2:A500'",
            file.display()
        ))),
        (false, Selection::Range(_)) => {
            Err(Failure::usage("--range is for workbooks: name a --column of a text file"))
        }
        (false, _) => of_text(file, selection),
    }
}

fn unreadable(file: &Path, why: impl std::fmt::Display) -> Failure {
    Failure::new(ExitCode::Unreadable, format!("{}: {why}", file.display()))
}

fn text_of(file: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let is_standard_input = file == Path::new("-");
    let read = if is_standard_input {
        io::stdin().lock().take(BYTES_MAX + 1).read_to_end(&mut bytes)
    } else {
        if file.is_dir() {
            return Err(unreadable(file, "this is a folder: name a file in it"));
        }
        let opened = File::open(file).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => unreadable(file, "there is no such file"),
            _ => unreadable(file, error),
        })?;
        opened.take(BYTES_MAX + 1).read_to_end(&mut bytes)
    };
    read.map_err(|error| unreadable(file, error))?;
    if bytes.len() as u64 > BYTES_MAX {
        return Err(unreadable(file, format!("it has more than {BYTES_MAX} bytes")));
    }
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| error.into_bytes().iter().map(|byte| *byte as char).collect());
    if text.contains('\0') {
        return Err(unreadable(file, "it is no text: give a .csv file or a workbook"));
    }
    Ok(text)
}

/// The character that separates the fields: the one that is most often in the first line.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let mut best = (0, b',');
    for candidate in [b',', b';', b'\t', b'|'] {
        let mut is_quoted = false;
        let mut found = 0;
        for byte in line.bytes() {
            is_quoted ^= byte == b'"';
            found += usize::from(byte == candidate && !is_quoted);
        }
        if found > best.0 {
            best = (found, candidate);
        }
    }
    best.1
}

fn of_text(file: &Path, selection: &Selection) -> Result<Vec<Column>, Failure> {
    let text = text_of(file)?;
    let text = text.trim_start_matches('\u{feff}');
    let delimiter = delimiter(text);
    let has_decimal_commas = delimiter == b';';
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let wrong = |error: csv::Error| unreadable(file, error);
    let Some(first) = records.next() else {
        return Err(unreadable(file, "it is empty"));
    };
    let first = first.map_err(wrong)?;
    let first_line = first.position().map_or(1, csv::Position::line);
    let fields: Vec<&str> = first.iter().map(str::trim).collect();
    let field_of = |text: &str| Field::of(text, has_decimal_commas);
    let is_header = fields.iter().any(|field| field_of(field) == Field::Text)
        && !fields.iter().any(|field| field_of(field).is_number());
    let names: Vec<String> = fields
        .iter()
        .enumerate()
        .map(|(index, field)| match is_header && !field.is_empty() {
            true => (*field).to_string(),
            false => format!("column {}", index + 1),
        })
        .collect();
    let chosen = chosen(file, selection, &names)?;

    let mut columns: Vec<Column> = chosen
        .iter()
        .map(|index| Column {
            name: names[*index].clone(),
            first_row: if is_header { first_line + 1 } else { first_line },
            row_prefix: "line ".to_string(),
            ..Column::default()
        })
        .collect();
    let mut add = |record: &csv::StringRecord| {
        for (column, index) in columns.iter_mut().zip(&chosen) {
            let text = record.get(*index).unwrap_or("").trim();
            // Blank lines are skipped by the reader, so rows are counted by their lines.
            if let Some(position) = record.position() {
                let next = column.first_row + column.values.len() as u64;
                for _ in next..position.line().min(next + 1000) {
                    column.push(&Field::Missing, "");
                }
            }
            column.push(&field_of(text), text);
        }
    };
    if !is_header {
        add(&first);
    }
    let mut rows = 0usize;
    for record in records {
        add(&record.map_err(wrong)?);
        rows += 1;
        if rows > COUNT_MAX {
            return Err(unreadable(file, format!("it has more than {COUNT_MAX} rows")));
        }
    }
    columns.iter_mut().for_each(Column::trim);
    if matches!(selection, Selection::All) {
        columns.retain(Column::is_numeric);
    }
    if let (Selection::Only, true) = (selection, columns.len() > 1) {
        columns.retain(Column::is_numeric);
        if columns.len() != 1 {
            return Err(Failure::usage(format!(
                "{}: which column? There are {}: --column NAME",
                file.display(),
                listed(names.iter().cloned(), 12)
            )));
        }
    }
    Ok(columns)
}

/// The indices of the wanted columns.
fn chosen(file: &Path, selection: &Selection, names: &[String]) -> Result<Vec<usize>, Failure> {
    let wanted = match selection {
        Selection::Named(wanted) => wanted,
        _ if names.len() > COLUMNS_MAX => {
            return Err(Failure::usage(format!(
                "{}: it has {} columns: name those that you want",
                file.display(),
                names.len()
            )));
        }
        _ => return Ok((0..names.len()).collect()),
    };
    let mut indices = Vec::new();
    for name in wanted {
        let name = name.trim();
        let same = names.iter().position(|other| other == name);
        let alike = names.iter().position(|other| other.eq_ignore_ascii_case(name));
        let number = name.parse::<usize>().ok().filter(|number| (1..=names.len()).contains(number));
        match same.or(alike).or(number.map(|number| number - 1)) {
            Some(index) => indices.push(index),
            None => {
                return Err(Failure::usage(format!(
                    "{}: there is no column '{name}': it has {}",
                    file.display(),
                    listed(names.iter().cloned(), 12)
                )));
            }
        }
    }
    Ok(indices)
}

struct SheetsOf<'a>(&'a Workbook);

impl Names for SheetsOf<'_> {
    fn sheet(&self, name: &str) -> Option<SheetId> {
        self.0.sheet_named(name)
    }
}

/// The columns of a range. A text above the first number of a column is its name.
fn of_workbook(file: &Path, range: &str) -> Result<Vec<Column>, Failure> {
    let mut workbook = open::workbook(file)?;
    open::recalculate(&mut workbook);
    let area = area_of(&workbook, range)?;
    let last_used = workbook.used(area.sheet).map_or(0, |(row, _)| row);
    let last_row = area.last_row.min(last_used);
    if area.columns() > COLUMNS_MAX {
        let columns = area.columns();
        return Err(Failure::usage(format!("--range: it has {columns} columns: that is too many")));
    }
    let mut columns = Vec::new();
    for column in u32::from(area.first_column)..=u32::from(area.last_column) {
        let letters = ulam_formula::address::column_letters(column);
        let mut first_row = area.first_row;
        let mut name = range.to_string();
        if area.columns() > 1 {
            name = format!("column {letters}");
        }
        let value_at = |row: u32| workbook.cell(CellAddress { sheet: area.sheet, row, column });
        if let Value::Text(text) = value_at(first_row)
            && first_row < last_row
            && Field::of(&text, false) == Field::Text
        {
            name = text.trim().to_string();
            first_row += 1;
        }
        let mut found = Column {
            name,
            first_row: u64::from(first_row) + 1,
            row_prefix: letters,
            ..Column::default()
        };
        let mut row = first_row;
        while row <= last_row && row >= first_row {
            match value_at(row) {
                Value::Number(number) => found.push(&Field::Number(number), ""),
                Value::Blank | Value::Omitted => found.push(&Field::Missing, ""),
                Value::Error(CellError::NotAvailable) => found.push(&Field::Missing, ""),
                Value::Error(error) => found.push(&Field::Text, error.text()),
                Value::Boolean(boolean) => {
                    found.push(&Field::Text, if boolean { "TRUE" } else { "FALSE" });
                }
                Value::Text(text) if Field::of(&text, false) == Field::Missing => {
                    found.push(&Field::Missing, "");
                }
                Value::Text(text) => found.push(&Field::Text, &text),
                _ => found.push(&Field::Text, "an array"),
            }
            row += 1;
        }
        found.trim();
        columns.push(found);
    }
    Ok(columns)
}

fn area_of(workbook: &Workbook, range: &str) -> Result<Area, Failure> {
    let host = CellAddress { sheet: 0, row: 0, column: 0 };
    let wrong = |why: &str| {
        let known: Vec<String> =
            workbook.sheets().iter().map(|sheet| sheet.name.to_string()).collect();
        Failure::usage(format!(
            "--range: '{range}' {why}: write Data!A2:A500 or a defined name; the sheets are {}",
            listed(known.into_iter(), 8)
        ))
    };
    let formula =
        parser::parse(range, host, &SheetsOf(workbook)).map_err(|_| wrong("is no range"))?;
    let mut areas = Vec::new();
    Dependencies { context: workbook, host }.visit(&formula.root, &mut |area| {
        areas.push(area);
    });
    match areas[..] {
        [area] => Ok(area),
        _ => Err(wrong("is no range")),
    }
}
