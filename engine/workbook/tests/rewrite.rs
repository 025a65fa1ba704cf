//! Copies of workbook files with other values.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use ulam_formula::address::{CellAddress, parse_a1};
use ulam_formula::value::{CellError, Value};
use ulam_workbook::{CellChange, FormulaChange, Limits, Workbook, with_changes};

/// An .xlsx file whose one sheet has this content inside its `sheetData`, and a chain of calculation.
fn file(data: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"xml\" \
                 ContentType=\"application/xml\"/><Override PartName=\"/xl/calcChain.xml\" \
                 ContentType=\"x\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" \
                 Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"S\" \
                 sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" \
                 Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship \
                 Id=\"r2\" Type=\"{office}/calcChain\" \
                 Target=\"calcChain.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"{main}\">{data}<extLst><ext><f>not a formula</f></ext>\
                 </extLst></worksheet>"
            ),
        ),
        ("xl/calcChain.xml", "<calcChain/>".to_string()),
        ("custom/other.bin", "\u{1}kept\u{2}".to_string()),
    ];
    for (name, content) in parts {
        zip.start_file(name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).ok()?.read_to_string(&mut text).unwrap();
    Some(text)
}

fn change(value: Value, formula: FormulaChange) -> CellChange {
    CellChange { value, formula }
}

/// The `sheetData` after changes, the whole file, and the cells that were frozen.
fn rewritten(data: &str, changes: &[(&str, CellChange)]) -> (String, Vec<u8>, usize) {
    let bytes = file(data);
    let mut workbook = Workbook::read(&bytes, &Limits::default()).unwrap();
    workbook.recalculate(45000.0);
    let changes: BTreeMap<CellAddress, CellChange> = changes
        .iter()
        .map(|(cell, change)| {
            let (row, column) = parse_a1(cell).unwrap();
            (CellAddress { sheet: 0, row, column }, change.clone())
        })
        .collect();
    let copy = with_changes(&bytes, &Limits::default(), &workbook, &changes).unwrap();
    let sheet = part(&copy.bytes, "xl/worksheets/sheet1.xml").unwrap();
    assert!(sheet.ends_with("<ext><f>not a formula</f></ext></extLst></worksheet>"));
    let start = sheet.find("<sheetData").unwrap();
    let end = sheet.find("<extLst>").unwrap();
    (sheet[start..end].to_string(), copy.bytes, copy.frozen.len())
}

#[test]
fn cells_change_and_all_else_stays() {
    let data = "<sheetData><row r=\"2\" ht=\"20\"><c r=\"A2\" s=\"3\"><v>1</v></c><c r=\"B2\" \
                t=\"str\"><f>A2&amp;\"x\"</f><v>1x</v></c> <c r=\"D2\"><v>4</v></c></row></sheetData>";
    let (sheet, bytes, _) = rewritten(
        data,
        &[
            ("A2", change(Value::Number(-2.5e-9), FormulaChange::Remove)),
            ("B2", change(Value::text("<2>"), FormulaChange::Keep)),
            ("C2", change(Value::Boolean(true), FormulaChange::Remove)),
            ("B4", change(Value::Error(CellError::Div0), FormulaChange::Remove)),
            ("A1", change(Value::text(" a&b"), FormulaChange::Remove)),
        ],
    );
    assert_eq!(
        sheet,
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> \
         a&amp;b</t></is></c></row><row r=\"2\" ht=\"20\"><c r=\"A2\" s=\"3\"><v>-2.5E-9</v></c><c \
         r=\"B2\" t=\"str\"><f>A2&amp;\"x\"</f><v>&lt;2&gt;</v></c> <c r=\"C2\" \
         t=\"b\"><v>1</v></c><c r=\"D2\"><v>4</v></c></row><row r=\"4\"><c r=\"B4\" \
         t=\"e\"><v>#DIV/0!</v></c></row></sheetData>"
    );
    assert_eq!(part(&bytes, "custom/other.bin").as_deref(), Some("\u{1}kept\u{2}"));
    assert_eq!(part(&bytes, "xl/calcChain.xml"), None);
    for name in ["[Content_Types].xml", "xl/_rels/workbook.xml.rels"] {
        assert!(!part(&bytes, name).unwrap().contains("calcChain"), "{name}");
    }
    let copy = Workbook::read(&bytes, &Limits::default()).unwrap();
    let cell = copy.cell_at(copy.locate("S!A1").unwrap()).unwrap();
    assert_eq!(*copy.cells().value(cell), Value::text(" a&b"));
}

#[test]
fn draws_become_numbers_and_shared_formulas_come_apart() {
    let data = "<sheetData><row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:A3\" \
                si=\"0\">RAND()+B1</f><v>0.5</v></c></row><row r=\"2\"><c r=\"A2\"><f \
                t=\"shared\" si=\"0\"/><v>0.5</v></c></row><row r=\"3\"><c r=\"A3\"><f \
                t=\"shared\" si=\"0\"/><v>0.5</v></c></row></sheetData>";
    let draws = |number| FormulaChange::ReplaceDraws(vec![number]);
    let (sheet, bytes, frozen) = rewritten(
        data,
        &[
            ("A1", change(Value::Number(-0.25), draws(Some(-0.25)))),
            ("A2", change(Value::Number(0.75), draws(Some(0.75)))),
        ],
    );
    assert!(sheet.contains("<c r=\"A1\"><f>(-0.25)+B1</f><v>-0.25</v></c>"), "{sheet}");
    assert!(sheet.contains("<c r=\"A2\"><f>0.75+B2</f><v>0.75</v></c>"), "{sheet}");
    assert!(sheet.contains("<c r=\"A3\"><f>RAND()+B3</f>"), "{sheet}");
    assert_eq!(frozen, 0);
    assert_eq!(Workbook::read(&bytes, &Limits::default()).unwrap().formulas().len(), 3);
    // Two numbers for one call don't fit: the cell becomes its value.
    let two = FormulaChange::ReplaceDraws(vec![Some(1.0), Some(2.0)]);
    let (sheet, _, frozen) = rewritten(data, &[("A3", change(Value::Number(3.0), two))]);
    assert!(sheet.contains("<c r=\"A3\"><v>3</v></c>"), "{sheet}");
    assert_eq!(frozen, 1);
}

#[test]
fn sheets_without_rows_get_them() {
    let number = || change(Value::Number(7.0), FormulaChange::Remove);
    for data in ["<sheetData/>", "<sheetData></sheetData>", "<sheetData><row r=\"1\"/></sheetData>"]
    {
        let (sheet, _, _) = rewritten(data, &[("B1", number()), ("A3", number())]);
        assert_eq!(
            sheet,
            "<sheetData><row r=\"1\"><c r=\"B1\"><v>7</v></c></row><row r=\"3\"><c \
             r=\"A3\"><v>7</v></c></row></sheetData>",
            "{data}"
        );
    }
}

#[test]
fn what_is_no_excel_file_is_refused() {
    let workbook = Workbook::read(&file("<sheetData/>"), &Limits::default()).unwrap();
    for bytes in [&b""[..], b"PK\x03\x04", b"a,b\n1,2\n", &file("<sheetData/>")[..200]] {
        assert!(with_changes(bytes, &Limits::default(), &workbook, &BTreeMap::new()).is_err());
    }
}
