//! A worksheet added to a copy: its part, and its places in the lists of sheets, relationships and
//! content types.

use std::fmt::Write;

use quick_xml::escape::escape;
use ulam_formula::address::a1;
use ulam_formula::value::Value;

use super::{NewSheet, RewriteError};
use crate::limits::Limits;
use crate::read::workbook_part;

/// The path of the part that is added.
pub(super) const PART: &str = "xl/worksheets/ulam-inputs.xml";
const RELATIONSHIP: &str = "rIdUlamInputs";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A worksheet to be added.
pub(super) struct Addition<'a> {
    sheet: &'a NewSheet,
    /// Paths in lower case.
    workbook: String,
    relationships: String,
}

impl<'a> Addition<'a> {
    pub fn new(
        bytes: &[u8],
        limits: &Limits,
        sheet: &'a NewSheet,
    ) -> Result<Addition<'a>, RewriteError> {
        let workbook = workbook_part(bytes, limits)?.to_lowercase();
        let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
        let relationships = format!("{folder}/_rels/{file}.rels");
        Ok(Addition {
            sheet,
            relationships: relationships.trim_start_matches('/').to_string(),
            workbook,
        })
    }

    /// Whether the part at a path (lower case) lists the new sheet.
    pub fn concerns(&self, path: &str) -> bool {
        path == self.workbook || path == self.relationships || path == "[content_types].xml"
    }

    /// A part with the new sheet in its list.
    pub fn added(&self, part: &str, path: &str, text: String) -> Result<String, RewriteError> {
        if path == self.workbook {
            let number = largest_sheet_number(&text) + 1;
            let name = escape(self.sheet.name.as_str());
            return before_end(part, &text, "sheets", &|prefix| {
                format!(
                    "<{prefix}sheet xmlns:r=\"{RELATIONSHIPS}\" name=\"{name}\" \
                     sheetId=\"{number}\" r:id=\"{RELATIONSHIP}\"/>"
                )
            });
        }
        if path == self.relationships {
            return before_end(part, &text, "Relationships", &|prefix| {
                format!(
                    "<{prefix}Relationship Id=\"{RELATIONSHIP}\" \
                     Type=\"{RELATIONSHIPS}/worksheet\" Target=\"/{PART}\"/>"
                )
            });
        }
        if path == "[content_types].xml" {
            return before_end(part, &text, "Types", &|prefix| {
                format!(
                    "<{prefix}Override PartName=\"/{PART}\" ContentType=\"application/\
                     vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
                )
            });
        }
        Ok(text)
    }

    /// The worksheet's own part.
    pub fn content(&self) -> String {
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet \
             xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
        );
        for (row, cells) in self.sheet.rows.iter().enumerate() {
            // Writing to a string can't fail.
            let _ = write!(out, "<row r=\"{}\">", row + 1);
            for (column, value) in cells.iter().enumerate() {
                let place = a1(row as u32, column as u32);
                let _ = match value {
                    Value::Number(number) => write!(out, "<c r=\"{place}\"><v>{number:?}</v></c>"),
                    Value::Text(text) => write!(
                        out,
                        "<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                        escape(&**text)
                    ),
                    _ => Ok(()),
                };
            }
            out.push_str("</row>");
        }
        out.push_str("</sheetData></worksheet>");
        out
    }
}

/// A text with an element more at the end of the list `list`; `element` is given the prefix of the
/// part's names.
fn before_end(
    part: &str,
    text: &str,
    list: &str,
    element: &dyn Fn(&str) -> String,
) -> Result<String, RewriteError> {
    let missing = || RewriteError::new(part, format!("it has no list '{list}'"));
    let (at, _) = text
        .rmatch_indices("</")
        .find(|(at, _)| {
            let name = text[at + 2..].split('>').next().unwrap_or_default().trim_end();
            name.rsplit(':').next() == Some(list)
        })
        .ok_or_else(missing)?;
    let name = text[at + 2..].split('>').next().unwrap_or_default().trim_end();
    let prefix = name.strip_suffix(list).unwrap_or_default();
    Ok(format!("{}{}{}", &text[..at], element(prefix), &text[at..]))
}

fn largest_sheet_number(text: &str) -> u64 {
    let numbers = text.match_indices("sheetId=\"").filter_map(|(at, found)| {
        text[at + found.len()..].split('"').next()?.trim().parse::<u64>().ok()
    });
    numbers.max().unwrap_or(0).min(65_000)
}
