//! OpenDocument spreadsheets.

mod support;

use support::ods::{flat, flat_table, package};
use support::{formula, id, value, warnings};
use ulam_formula::context::DateSystem;
use ulam_formula::value::{CellError, Value};
use ulam_workbook::{FileKind, Limits, ReadError, Visibility, Workbook};

fn read(bytes: &[u8]) -> Workbook {
    Workbook::read(bytes, &Limits::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn number(number: &str) -> String {
    format!("<table:table-cell office:value-type=\"float\" office:value=\"{number}\"/>")
}

fn computed(formula: &str, value: &str) -> String {
    format!(
        "<table:table-cell table:formula=\"{formula}\" office:value-type=\"float\" \
         office:value=\"{value}\"/>"
    )
}

#[test]
fn values_are_read() {
    // Serial numbers as LibreOffice shows them.
    let cases = [
        ("office:value-type=\"float\" office:value=\"1.5\"", "1.5", Value::Number(1.5)),
        ("office:value-type=\"percentage\" office:value=\"0.12\"", "12%", Value::Number(0.12)),
        ("office:value-type=\"currency\" office:value=\"3\"", "$3", Value::Number(3.0)),
        (
            "office:value-type=\"date\" office:date-value=\"2024-02-29T12:00:00\"",
            "29 Feb",
            Value::Number(45_351.5),
        ),
        ("office:value-type=\"time\" office:time-value=\"PT06H00M00S\"", "", Value::Number(0.25)),
        (
            "office:value-type=\"boolean\" office:boolean-value=\"true\"",
            "TRUE",
            Value::Boolean(true),
        ),
        ("office:value-type=\"string\"", "caf\u{e9} &amp; tea", Value::text("caf\u{e9} & tea")),
        (
            "office:value-type=\"string\"",
            "a<text:s text:c=\"3\"/>b<text:tab/><text:span>c</text:span>\n  d",
            Value::text("a   b\tc d"),
        ),
        ("office:value-type=\"string\" office:string-value=\"x\"", "shown", Value::text("x")),
        (
            "table:formula=\"of:=NA()\" office:value-type=\"string\" office:string-value=\"\" \
             calcext:value-type=\"error\"",
            "#N/A",
            Value::Error(CellError::NotAvailable),
        ),
    ];
    for (attributes, text, expected) in cases {
        let row = format!(
            "<table:table-row><table:table-cell {attributes}><text:p>{text}</text:p>\
             <office:annotation><text:p>a comment</text:p></office:annotation></table:table-cell>\
             </table:table-row>"
        );
        assert_eq!(value(&read(&flat_table(&row)), "A1"), expected, "{attributes}");
    }
}

#[test]
fn rows_and_cells_repeat() {
    let rows = format!(
        "<table:table-row table:number-rows-repeated=\"2\"/>\
         <table:table-row table:number-rows-repeated=\"3\">\
         <table:table-cell table:number-columns-repeated=\"2\"/>\
         <table:table-cell office:value-type=\"float\" office:value=\"7\" \
         table:number-columns-repeated=\"2\"/>{}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048571\">\
         <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
        computed("of:=[.C3]*2", "14"),
    );
    let workbook = read(&flat_table(&rows));
    assert_eq!(workbook.cells().len(), 9);
    for cell in ["C3", "D3", "C5", "D5"] {
        assert_eq!(value(&workbook, cell), Value::Number(7.0), "{cell}");
    }
    assert_eq!(formula(&workbook, "E3").as_deref(), Some("=C3*2"));
    // A formula that repeats is one that was filled.
    assert_eq!(formula(&workbook, "E5").as_deref(), Some("=C5*2"));
}

#[test]
fn repeats_are_bounded_before_anything_is_stored() {
    for (rows, columns) in [("1048576", "16384"), ("1048576", "1024"), ("4294967295", "1")] {
        let row = format!(
            "<table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell \
             table:number-columns-repeated=\"{columns}\" office:value-type=\"float\" \
             office:value=\"1\"/></table:table-row>"
        );
        let error = Workbook::read(&flat_table(&row), &Limits::default()).expect_err("a workbook");
        let is_named = matches!(error, ReadError::TooLarge { .. } | ReadError::Malformed { .. });
        assert!(is_named, "{error}");
    }
    let spaces = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>\
        <text:s text:c=\"4000000000\"/><text:s text:c=\"4000000000\"/><text:s text:c=\"4000000000\"/>\
        </text:p></table:table-cell></table:table-row>";
    let error = Workbook::read(&flat_table(spaces), &Limits::default()).expect_err("a workbook");
    assert!(matches!(error, ReadError::TooLarge { .. }), "{error}");
}

#[test]
fn sheets_names_and_settings_are_read() {
    let content = format!(
        "<table:calculation-settings table:precision-as-shown=\"true\">\
         <table:null-date table:date-value=\"1904-01-01\"/>\
         <table:iteration table:status=\"enable\" table:steps=\"7\" \
         table:maximum-difference=\"0.5\"/></table:calculation-settings>\
         <table:table table:name=\"First\"><table:table-row table:visibility=\"collapse\">{}\
         </table:table-row><table:table-row table:visibility=\"filter\">{}</table:table-row>\
         <table:table-row>{}{}</table:table-row>\
         <table:named-expressions><table:named-range table:name=\"Local\" \
         table:base-cell-address=\"$First.$A$1\" table:cell-range-address=\"$First.$A$2\"/>\
         </table:named-expressions></table:table>\
         <table:table table:name=\"It's\"><table:table-row>{}</table:table-row></table:table>\
         <table:named-expressions><table:named-range table:name=\"Rate\" \
         table:base-cell-address=\"$First.$A$1\" table:cell-range-address=\"$First.$A$1\"/>\
         <table:named-expression table:name=\"Above\" table:base-cell-address=\"$First.$B$3\" \
         table:expression=\"[.B2]*2\"/></table:named-expressions>\
         <table:database-ranges><table:database-range table:name=\"Data\" \
         table:target-range-address=\"First.A1:First.A3\"/></table:database-ranges>",
        number("2"),
        number("5"),
        computed("of:=Rate*Local", "10"),
        computed("of:=SUM(Data)", "17"),
        computed("of:=[$First.A1]+['It''s'.$B$9]", "2"),
    );
    for bytes in [flat(&content), package(&content, "<manifest:manifest/>")] {
        let mut workbook = read(&bytes);
        assert_eq!(workbook.date_system(), DateSystem::Since1904);
        let calculation = workbook.calculation();
        assert!(calculation.iterate && !calculation.full_precision);
        assert_eq!((calculation.iterations_max, calculation.change_max), (7, 0.5));
        let first = &workbook.sheets()[0];
        assert!(first.hidden_rows.contains(0) && !first.filtered_rows.contains(0));
        assert!(first.hidden_rows.contains(1) && first.filtered_rows.contains(1));
        assert_eq!(first.visibility, Visibility::Visible);
        workbook.recalculate(0.0);
        let check = workbook.base_case_check();
        assert_eq!((check.equal, check.differing), (3, Vec::new()));
        // Relative to its own cell, so the cell above wherever it is used.
        let above = workbook.names().get(0, "above").expect("the name");
        assert_eq!(&*above.text, "B2*2");
        assert!(workbook.names().get(1, "Local").is_none());
    }
}

#[test]
fn array_formulas_are_read() {
    let rows = "<table:table-row><table:table-cell table:number-matrix-columns-spanned=\"2\" \
        table:number-matrix-rows-spanned=\"1\" table:formula=\"of:={1;2}*3\" \
        office:value-type=\"float\" office:value=\"3\"/>\
        <table:table-cell office:value-type=\"float\" office:value=\"6\"/></table:table-row>";
    let mut workbook = read(&flat_table(rows));
    let array = *workbook.array_at(id(&workbook, 0, "B1")).expect("an array");
    assert_eq!((array.area.to_string().as_str(), array.is_dynamic), ("A1:B1", false));
    workbook.cells_mut();
    workbook.recalculate(0.0);
    assert_eq!(value(&workbook, "B1"), Value::Number(6.0));
}

#[test]
fn linked_documents_give_cached_values() {
    let content = format!(
        "<table:table table:name=\"Model\"><table:table-row>{}</table:table-row></table:table>\
         <table:table table:name=\"'file:///home/me/rates.ods'#Rates\"><table:table-row/>\
         <table:table-row>{}</table:table-row></table:table>",
        computed("of:=['file:///home/me/rates.ods'#$Rates.A2]*2", "8"),
        number("4"),
    );
    let mut workbook = read(&flat(&content));
    assert_eq!(workbook.sheets().len(), 1);
    assert_eq!(warnings(&workbook).len(), 1);
    assert!(
        warnings(&workbook)[0].contains("file:///home/me/rates.ods"),
        "{:?}",
        warnings(&workbook)
    );
    workbook.recalculate(0.0);
    assert_eq!(value(&workbook, "A1"), Value::Number(8.0));
}

#[test]
fn other_documents_are_refused() {
    let locked =
        package("", "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>");
    let error = Workbook::read(&locked, &Limits::default()).expect_err("a workbook");
    assert_eq!(error, ReadError::NotAWorkbook(FileKind::Encrypted));
    let error = Workbook::read(&flat(""), &Limits::default()).expect_err("a workbook");
    assert!(error.to_string().contains("no sheets"), "{error}");
}

#[test]
fn damaged_bytes_never_panic() {
    let rows = format!(
        "<table:table-row>{}{}</table:table-row>",
        number("2"),
        computed("of:=SUM([.A1:.B2];{1;2|3;4})~[.A1]", "10")
    );
    let bytes = flat_table(&rows);
    for at in 0..bytes.len() {
        let _ = Workbook::read(&bytes[..at], &Limits::default());
        let mut damaged = bytes.clone();
        damaged[at] = damaged[at].wrapping_add(1);
        let _ = Workbook::read(&damaged, &Limits::default());
    }
}
