//! Values of cells, as they are stored in sheets.

mod support;

use support::{File, at, id, value, warnings};
use ulam_formula::value::{CellError, Value};
use ulam_workbook::{Limits, ReadError, Workbook};

/// A cell A1 with these attributes and content has this value.
fn check(attributes: &str, content: &str, expected: Value) {
    let rows = format!("<row r=\"1\"><c r=\"A1\" {attributes}>{content}</c></row>");
    let strings = "<si><t>zero</t></si>\
        <si><r><rPr><b/></rPr><t xml:space=\"preserve\">bold </t></r><r><t>plain</t></r></si>\
        <si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh><phoneticPr fontId=\"1\"/></si>\
        <si><t xml:space=\"preserve\"> a &lt;&amp;&gt; b </t></si><si><t> trimmed </t></si>\
        <si><t>two_x000D_\nlines</t></si><si/><si><t/></si><si><t><![CDATA[<raw>]]>&#x41;</t></si>";
    let workbook = File::with_rows(&rows).strings(strings).workbook_read();
    assert_eq!(value(&workbook, "A1"), expected, "{attributes} {content}");
}

/// ECMA-376 part 1, 18.18.11 (cell types) and 22.9.2.19 (escapes).
#[test]
fn each_cell_type_gives_its_value() {
    check("", "<v>42</v>", Value::Number(42.0));
    check("t=\"n\"", "<v>-1.5E-3</v>", Value::Number(-0.0015));
    check("", "<v>0.1</v>", Value::Number(0.1));
    check("", "<v>1.7976931348623157E+308</v>", Value::Number(f64::MAX));
    check("", "<v>4.9406564584124654E-324</v>", Value::Number(f64::from_bits(1)));
    check("", "<v> 7 </v>", Value::Number(7.0));
    check("", "<v></v>", Value::Blank);
    check("t=\"b\"", "<v>1</v>", Value::Boolean(true));
    check("t=\"b\"", "<v>0</v>", Value::Boolean(false));
    check("t=\"e\"", "<v>#DIV/0!</v>", Value::Error(CellError::Div0));
    check("t=\"e\"", "<v>#N/A</v>", Value::Error(CellError::NotAvailable));
    check("t=\"str\"", "<f>\"a\"</f><v>a&amp;b_x000D_</v>", Value::text("a&b\r"));
    check("t=\"str\"", "<f>\"\"</f><v></v>", Value::text(""));
    check("t=\"s\"", "<v>0</v>", Value::text("zero"));
    check("t=\"s\"", "<v>1</v>", Value::text("bold plain"));
    check("t=\"s\"", "<v>2</v>", Value::text("東京"));
    check("t=\"s\"", "<v>3</v>", Value::text(" a <&> b "));
    check("t=\"s\"", "<v>4</v>", Value::text("trimmed"));
    check("t=\"s\"", "<v>5</v>", Value::text("two\r\nlines"));
    check("t=\"s\"", "<v>6</v>", Value::text(""));
    check("t=\"s\"", "<v>7</v>", Value::text(""));
    check("t=\"s\"", "<v>8</v>", Value::text("<raw>A"));
    check("t=\"inlineStr\"", "<is><t>in</t></is>", Value::text("in"));
    check("t=\"inlineStr\"", "<is><r><t>in</t></r><r><t>line</t></r></is>", Value::text("inline"));
}

#[test]
fn dates_count_from_the_workbooks_first_day() {
    // Serials as Excel shows them for these dates formatted as numbers.
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"d\"><v>2020-01-31T12:00:00</v></c></row>";
    assert_eq!(value(&File::with_rows(rows).workbook_read(), "A1"), Value::Number(43861.5));
    let since_1904 = File::with_rows(rows).properties("<workbookPr date1904=\"1\"/>");
    assert_eq!(value(&since_1904.workbook_read(), "A1"), Value::Number(42399.5));
}

#[test]
fn cells_without_a_value_or_formula_are_unused() {
    let rows = "<row r=\"2\"><c r=\"B2\" s=\"1\"/><c r=\"C2\"></c><c r=\"D2\"><v>1</v></c></row>";
    let workbook = File::with_rows(rows).workbook_read();
    assert_eq!(workbook.cells().len(), 1);
    assert_eq!(workbook.cell_at(at(0, "B2")), None);
    assert_eq!(workbook.cells().address(id(&workbook, 0, "D2")), at(0, "D2"));
    assert_eq!(workbook.sheets()[0].grid.used(), Some((1, 3)));
}

#[test]
fn cells_and_rows_without_references_follow_each_other() {
    let rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>\
        <row r=\"9\"><c r=\"C9\"><v>4</v></c><c><v>5</v></c></row>";
    let workbook = File::with_rows(rows).workbook_read();
    for (cell, number) in [("A1", 1.0), ("B1", 2.0), ("B2", 3.0), ("C9", 4.0), ("D9", 5.0)] {
        assert_eq!(value(&workbook, cell), Value::Number(number), "{cell}");
    }
}

#[test]
fn cells_are_numbered_by_row_even_if_stored_out_of_order() {
    let rows = "<row r=\"2\"><c r=\"B2\"><v>22</v></c><c r=\"A2\"><f>B2</f><v>21</v></c></row>\
        <row r=\"1\"><c r=\"A1\"><f>A2</f><v>0</v></c></row>\
        <row r=\"1\"><c r=\"A1\"><v>11</v></c></row>";
    let workbook = File::with_rows(rows).workbook_read();
    let addresses: Vec<_> = (0..workbook.cells().len() as u32)
        .map(|id| workbook.cells().address(ulam_workbook::CellId(id)))
        .collect();
    assert_eq!(addresses, [at(0, "A1"), at(0, "A2"), at(0, "B2")]);
    assert_eq!(value(&workbook, "A1"), Value::Number(11.0));
    assert_eq!(workbook.cells().formula(id(&workbook, 0, "A1")), None);
    assert_eq!(workbook.formulas().len(), 1);
    assert_eq!(workbook.formulas()[0].cell, id(&workbook, 0, "A2"));
    assert_eq!(warnings(&workbook).len(), 1);
}

#[test]
fn numbers_of_cells_go_on_from_sheet_to_sheet() {
    let row = |number: u32| {
        format!("<sheetData><row r=\"1\"><c r=\"A1\"><v>{number}</v></c></row></sheetData>")
    };
    let workbook = File::default()
        .sheet("One", &row(1))
        .sheet("Empty", "<sheetData/>")
        .sheet("Two", &row(2))
        .workbook_read();
    assert_eq!(id(&workbook, 0, "A1").0, 0);
    assert_eq!(id(&workbook, 2, "A1").0, 1);
    assert_eq!(workbook.cells_of_sheet(1), 1..1);
    assert_eq!(workbook.sheets()[1].grid.used(), None);
}

#[test]
fn blank_cells_can_be_added() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    let mut workbook = File::with_rows(rows).workbook_read();
    let added = workbook.cell_at_or_added(at(0, "C5")).unwrap();
    assert_eq!(workbook.cell_at_or_added(at(0, "C5")), Some(added));
    assert_eq!(*workbook.cells().value(added), Value::Blank);
    workbook.cells_mut().set_value(added, Value::Number(7.0));
    assert_eq!(value(&workbook, "C5"), Value::Number(7.0));
    assert_eq!(workbook.cells().address(added), at(0, "C5"));
    assert_eq!(workbook.cell_at_or_added(at(3, "A1")), None);
}

#[test]
fn number_formats_belong_to_cells() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\" s=\"1\"><v>1</v></c>\
        <c r=\"C1\" s=\"2\"><v>1</v></c></row>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy\\-mm\"/></numFmts>\
        <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/><xf numFmtId=\"10\"/></cellXfs></styleSheet>";
    let workbook = File::with_rows(rows).part("styles", "styles.xml", styles).workbook_read();
    let format = |cell| workbook.number_format(id(&workbook, 0, cell));
    assert_eq!([format("A1"), format("B1"), format("C1")], ["General", "yyyy\\-mm", "0.00%"]);
}

#[test]
fn unknown_error_values_are_reported() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"e\"><v>#PYTHON!</v></c></row>";
    let workbook = File::with_rows(rows).workbook_read();
    assert_eq!(value(&workbook, "A1"), Value::Error(CellError::Unknown));
    assert_eq!(workbook.warnings().0[0].cell, Some(at(0, "A1")));
}

#[test]
fn broken_cells_are_refused_with_their_place() {
    for (cell, detail) in [
        ("<c r=\"XFE1\"><v>1</v></c>", "XFE1"),
        ("<c r=\"A1048577\"><v>1</v></c>", "A1048577"),
        ("<c r=\"A1\"><v>twelve</v></c>", "twelve"),
        ("<c r=\"A1\"><v>nan</v></c>", ""),
        ("<c r=\"A1\" t=\"s\"><v>9</v></c>", "shared string"),
        ("<c r=\"A1\" t=\"q\"><v>9</v></c>", "cell type"),
        ("<c r=\"A1\" t=\"d\"><v>someday</v></c>", "someday"),
        ("<c r=\"A1\"><v>&unknown;</v></c>", "unknown"),
        ("<c r=\"A1\"><v>1</v>", ""),
        ("<c r=\"A1\" s=\"x\"><v>1</v></c>", "whole number"),
    ] {
        match File::with_rows(&format!("<row r=\"1\">{cell}</row>")).read() {
            Err(ReadError::Malformed { part, detail: found, position }) => {
                assert!(part.contains("Sheet1") && part.contains("xl/worksheets/sheet1.xml"));
                assert!(found.contains(detail), "{found}");
                assert!(position > 0);
            }
            // Not a number that a sheet can hold.
            Ok(workbook) => assert_eq!(value(&workbook, "A1"), Value::Error(CellError::Num)),
            Err(other) => panic!("{cell}: {other}"),
        }
    }
    let row = "<row r=\"1048577\"/>";
    assert!(matches!(File::with_rows(row).read(), Err(ReadError::Malformed { .. })));
}

#[test]
fn cells_beyond_the_limit_are_refused() {
    let cells: String = (0..100).map(|_| "<c><v>1</v></c>").collect();
    let bytes = File::with_rows(&format!("<row>{cells}</row>")).bytes();
    let read = |cells_max| Workbook::read(&bytes, &Limits { cells_max, ..Limits::default() });
    assert!(read(100).is_ok());
    assert!(matches!(read(99), Err(ReadError::TooLarge { limit: 99, .. })));
}
