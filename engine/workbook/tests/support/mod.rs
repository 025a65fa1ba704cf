//! Workbooks made from raw parts.
#![allow(dead_code)]

pub mod ods;
pub mod xlsb;

use std::io::{Cursor, Write};

use ulam_formula::address::{CellAddress, parse_a1};
use ulam_formula::value::Value;
use ulam_workbook::{CellId, DistinctFormula, Limits, ReadError, Workbook};
use zip::write::{SimpleFileOptions, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The parts of an .xlsx file.
#[derive(Clone, Default)]
pub struct File {
    /// Name and `worksheet` content of each sheet.
    sheets: Vec<(String, String)>,
    /// What follows `sheets` in the workbook part.
    workbook_rest: String,
    workbook_properties: String,
    /// Type, path below `xl/`, and content of further parts that the workbook relates to.
    parts: Vec<(String, String, String)>,
    /// Paths and contents of parts that nothing is related to by itself.
    loose: Vec<(String, String)>,
    /// Whether namespaces are those of the strict variant.
    is_strict: bool,
}

impl File {
    /// A file with one sheet, `Sheet1`, that holds these rows.
    pub fn with_rows(rows: &str) -> File {
        File::default().sheet("Sheet1", &format!("<sheetData>{rows}</sheetData>"))
    }
    /// Adds a sheet with the content of its `worksheet` element.
    pub fn sheet(mut self, name: &str, content: &str) -> File {
        self.sheets.push((name.to_string(), content.to_string()));
        self
    }
    /// Adds to the workbook part, after its sheets.
    pub fn workbook(mut self, content: &str) -> File {
        self.workbook_rest.push_str(content);
        self
    }
    /// Sets the elements before `sheets` in the workbook part.
    pub fn properties(mut self, content: &str) -> File {
        self.workbook_properties = content.to_string();
        self
    }
    /// Adds a part that the workbook relates to, as `rId` and 100 plus its number.
    pub fn part(mut self, kind: &str, path: &str, content: &str) -> File {
        self.parts.push((kind.to_string(), path.to_string(), content.to_string()));
        self
    }
    /// Adds a shared strings part with the content of its `sst` element.
    pub fn strings(self, content: &str) -> File {
        let part = format!("<sst xmlns=\"{MAIN}\">{content}</sst>");
        self.part("sharedStrings", "sharedStrings.xml", &part)
    }
    /// Adds any part.
    pub fn loose(mut self, path: &str, content: &str) -> File {
        self.loose.push((path.to_string(), content.to_string()));
        self
    }
    /// Uses the strict variant of the format.
    pub fn strict(mut self) -> File {
        self.is_strict = true;
        self
    }

    /// Paths and contents of all parts.
    pub fn parts(&self) -> Vec<(String, String)> {
        let mut parts = vec![
            (
                "[Content_Types].xml".to_string(),
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
                    .to_string(),
            ),
            (
                "_rels/.rels".to_string(),
                format!(
                    "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" \
                     Type=\"{RELATIONSHIPS}/officeDocument\" Target=\"xl/workbook.xml\"/>\
                     </Relationships>"
                ),
            ),
        ];
        let mut sheets = String::new();
        let mut relationships = String::new();
        for (index, (name, content)) in self.sheets.iter().enumerate() {
            let number = index + 1;
            sheets +=
                &format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
            relationships += &format!(
                "<Relationship Id=\"rId{number}\" Type=\"{RELATIONSHIPS}/worksheet\" \
                 Target=\"worksheets/sheet{number}.xml\"/>"
            );
            parts.push((
                format!("xl/worksheets/sheet{number}.xml"),
                format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n\
                     <worksheet xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONSHIPS}\">{content}</worksheet>"
                ),
            ));
        }
        for (index, (kind, path, content)) in self.parts.iter().enumerate() {
            relationships += &format!(
                "<Relationship Id=\"rId{}\" Type=\"{RELATIONSHIPS}/{kind}\" Target=\"/xl/{path}\"/>",
                100 + index
            );
            parts.push((format!("xl/{path}"), content.clone()));
        }
        parts.push((
            "xl/workbook.xml".to_string(),
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONSHIPS}\">{}<sheets>{sheets}</sheets>\
                 {}</workbook>",
                self.workbook_properties, self.workbook_rest
            ),
        ));
        parts.push((
            "xl/_rels/workbook.xml.rels".to_string(),
            format!("<Relationships xmlns=\"{PACKAGE}\">{relationships}</Relationships>"),
        ));
        parts.extend(self.loose.iter().cloned());
        if self.is_strict {
            for (_, content) in &mut parts {
                *content =
                    content.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
                        RELATIONSHIPS,
                        "http://purl.oclc.org/ooxml/officeDocument/relationships",
                    );
            }
        }
        parts
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let parts = self.parts();
        zip_of(parts.iter().map(|(path, content)| (path.as_str(), content.as_bytes())))
    }

    /// The workbook.
    pub fn read(&self) -> Result<Workbook, ReadError> {
        Workbook::read(&self.bytes(), &Limits::default())
    }

    /// The workbook, which must be readable.
    pub fn workbook_read(&self) -> Workbook {
        self.read().unwrap_or_else(|error| panic!("{error}"))
    }
}

/// A deflated zip archive.
pub fn zip_of<'a>(parts: impl Iterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in parts {
        let options =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        zip.start_file(path, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An address on a sheet.
pub fn at(sheet: u16, cell: &str) -> CellAddress {
    let (row, column) = parse_a1(cell).unwrap();
    CellAddress { sheet, row, column }
}

/// The used cell at an address.
pub fn id(workbook: &Workbook, sheet: u16, cell: &str) -> CellId {
    workbook.cell_at(at(sheet, cell)).unwrap_or_else(|| panic!("{cell} is unused"))
}

/// The value of a cell of the first sheet; `Blank` if unused.
pub fn value(workbook: &Workbook, cell: &str) -> Value {
    workbook.cell_at(at(0, cell)).map_or(Value::Blank, |id| workbook.cells().value(id).into_owned())
}

/// The text of the formula of a cell of the first sheet.
pub fn formula(workbook: &Workbook, cell: &str) -> Option<String> {
    workbook.formula_text(workbook.cell_at(at(0, cell))?)
}

/// The distinct formula of a cell of the first sheet.
pub fn distinct<'w>(workbook: &'w Workbook, cell: &str) -> (u32, &'w DistinctFormula) {
    let entry = workbook.cells().formula(id(workbook, 0, cell)).expect("a formula");
    let distinct = workbook.formulas()[entry].distinct();
    (distinct, workbook.distinct_formula(distinct).expect("a formula"))
}

/// Messages of the warnings.
pub fn warnings(workbook: &Workbook) -> Vec<&str> {
    workbook.warnings().0.iter().map(|warning| warning.message.as_str()).collect()
}
