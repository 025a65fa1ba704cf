//! Workbooks made for measuring, written as Excel writes them.

pub mod extremes;
pub mod large;
pub mod ten_outputs;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const CONTENT_TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const SHEET_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const HEADER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The part of a sheet being written: rows of cells go here.
type SheetPart = BufWriter<ZipWriter<File>>;

/// Writes a workbook. `write_rows` is called for each sheet by its number, to write its rows.
fn write_workbook(
    path: &Path,
    sheets: &[&str],
    write_rows: &mut dyn FnMut(usize, &mut SheetPart) -> io::Result<()>,
) -> io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, ZipWriter::new(File::create(path)?));
    start(&mut file, "[Content_Types].xml")?;
    write!(
        file,
        "{HEADER}<Types xmlns=\"{CONTENT_TYPES}\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default \
         Extension=\"xml\" ContentType=\"application/xml\"/><Override \
         PartName=\"/xl/workbook.xml\" ContentType=\"{SHEET_TYPE}.sheet.main+xml\"/><Override \
         PartName=\"/xl/styles.xml\" ContentType=\"{SHEET_TYPE}.styles+xml\"/>"
    )?;
    for number in 1..=sheets.len() {
        write!(
            file,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" \
             ContentType=\"{SHEET_TYPE}.worksheet+xml\"/>"
        )?;
    }
    write!(file, "</Types>")?;
    start(&mut file, "_rels/.rels")?;
    write!(
        file,
        "{HEADER}<Relationships xmlns=\"{RELATIONSHIPS}\"><Relationship Id=\"rId1\" \
         Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    )?;
    start(&mut file, "xl/workbook.xml")?;
    write!(file, "{HEADER}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>")?;
    for (index, name) in sheets.iter().enumerate() {
        let number = index + 1;
        write!(file, "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>")?;
    }
    write!(file, "</sheets></workbook>")?;
    start(&mut file, "xl/_rels/workbook.xml.rels")?;
    write!(file, "{HEADER}<Relationships xmlns=\"{RELATIONSHIPS}\">")?;
    for number in 1..=sheets.len() {
        write!(
            file,
            "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" \
             Target=\"worksheets/sheet{number}.xml\"/>"
        )?;
    }
    let styles = sheets.len() + 1;
    write!(
        file,
        "<Relationship Id=\"rId{styles}\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>\
         </Relationships>"
    )?;
    start(&mut file, "xl/styles.xml")?;
    write!(
        file,
        "{HEADER}<styleSheet xmlns=\"{MAIN}\"><fonts count=\"1\"><font><sz val=\"11\"/><name \
         val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill \
         patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>\
         </cellStyleXfs><cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" \
         borderId=\"0\" xfId=\"0\"/></cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" \
         xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
    )?;
    for index in 0..sheets.len() {
        start(&mut file, &format!("xl/worksheets/sheet{}.xml", index + 1))?;
        write!(file, "{HEADER}<worksheet xmlns=\"{MAIN}\"><sheetData>")?;
        write_rows(index, &mut file)?;
        write!(file, "</sheetData></worksheet>")?;
    }
    let archive = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    archive.finish()?;
    Ok(())
}

/// Ends the part being written and starts another one.
fn start(file: &mut SheetPart, name: &str) -> io::Result<()> {
    file.flush()?;
    file.get_mut().start_file(name, SimpleFileOptions::default())?;
    Ok(())
}
