//! Formulas of cells: ordinary, shared, array, and data tables.

mod support;

use support::{File, at, distinct, formula, id, value, warnings};
use ulam_formula::value::Value;
use ulam_workbook::DistinctFormula;

#[test]
fn cached_values_are_kept_beside_current_ones() {
    let rows = "<row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c><c r=\"B1\"><f>A1</f></c>\
        <c r=\"C1\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"D1\"><f/><v>5</v></c></row>";
    let mut workbook = File::with_rows(rows).workbook_read();
    assert_eq!(workbook.formulas().len(), 3);
    let a1 = id(&workbook, 0, "A1");
    workbook.cells_mut().set_value(a1, Value::Number(3.0));
    let cached = |cell| {
        let entry = workbook.cells().formula(id(&workbook, 0, cell)).unwrap();
        workbook.cached(&workbook.formulas()[entry])
    };
    assert_eq!(cached("A1"), Some(Value::Number(2.0)));
    assert_eq!(cached("B1"), None);
    assert_eq!(cached("C1"), Some(Value::text("")));
    assert_eq!(workbook.cells().formula(id(&workbook, 0, "D1")), None);
}

#[test]
fn filled_down_formulas_are_one() {
    let rows: String = (1..=100)
        .map(|row| {
            format!(
                "<row r=\"{row}\"><c r=\"A{row}\"><f>B{row}*$D$1+SUM(C{row}:C{})</f></c></row>",
                row + 2
            )
        })
        .collect();
    let workbook = File::with_rows(&rows).workbook_read();
    assert_eq!(workbook.formulas().len(), 100);
    assert_eq!(workbook.distinct_formula_count(), 1);
    assert_eq!(formula(&workbook, "A1").unwrap(), "=B1*$D$1+SUM(C1:C3)");
    assert_eq!(formula(&workbook, "A77").unwrap(), "=B77*$D$1+SUM(C77:C79)");
}

#[test]
fn formulas_are_shared_between_sheets_but_not_confused() {
    let sheet = |text: &str| {
        format!("<sheetData><row r=\"2\"><c r=\"B2\"><f>{text}</f></c></row></sheetData>")
    };
    let workbook = File::default()
        .sheet("One", &sheet("A1+1"))
        .sheet("Two", &sheet("A1+2"))
        .sheet("Three", &sheet("A1+1"))
        .workbook_read();
    let distinct: Vec<u32> = workbook.formulas().iter().map(|formula| formula.distinct()).collect();
    assert_eq!(distinct, [0, 1, 0]);
}

#[test]
fn shared_formulas_move_with_their_cells() {
    // The master may stand after its followers, and a group's number may be used again.
    let rows = "<row r=\"1\"><c r=\"B1\"><f t=\"shared\" si=\"7\"/><v>1</v></c></row>\
        <row r=\"2\"><c r=\"B2\"><f t=\"shared\" ref=\"B1:B3\" si=\"7\">A2&amp;\"x\"</f></c></row>\
        <row r=\"3\"><c r=\"B3\"><f t=\"shared\" si=\"7\"/></c></row>\
        <row r=\"4\"><c r=\"B4\"><f t=\"shared\" ref=\"B4:B5\" si=\"7\">A4*$A$1</f></c></row>\
        <row r=\"5\"><c r=\"B5\"><f t=\"shared\" si=\"7\"></f></c>\
        <c r=\"C5\"><f t=\"shared\" si=\"9\"/><v>3</v></c></row>";
    let workbook = File::with_rows(rows).workbook_read();
    assert_eq!(formula(&workbook, "B2").unwrap(), "=A2&\"x\"");
    assert_eq!(formula(&workbook, "B3").unwrap(), "=A3&\"x\"");
    assert_eq!(formula(&workbook, "B5").unwrap(), "=A5*$A$1");
    assert_eq!(distinct(&workbook, "B4").0, distinct(&workbook, "B5").0);
    assert_eq!(formula(&workbook, "C5").unwrap(), "=#REF!");
    assert_eq!(value(&workbook, "C5"), Value::Number(3.0));
    assert_eq!(warnings(&workbook), ["the formula that it shares isn't in the file"]);
}

#[test]
fn a_follower_before_its_master_gets_the_masters_formula() {
    let rows = "<row r=\"1\"><c r=\"B1\"><f t=\"shared\" si=\"0\"/></c></row>\
        <row r=\"2\"><c r=\"B2\"><f t=\"shared\" ref=\"B1:B2\" si=\"0\">A2+1</f></c></row>";
    let workbook = File::with_rows(rows).workbook_read();
    assert_eq!(formula(&workbook, "B1").unwrap(), "=A1+1");
}

#[test]
fn formulas_that_cannot_be_read_are_kept_as_text() {
    let rows = "<row r=\"1\"><c r=\"A1\"><f>1+*)(</f><v>5</v></c><c r=\"B1\"><f>A1+1</f></c></row>";
    let workbook = File::with_rows(rows).workbook_read();
    let (_, DistinctFormula::Unreadable { text, error }) = distinct(&workbook, "A1") else {
        panic!("it was read");
    };
    assert_eq!(&**text, "1+*)(");
    assert!(!error.message.is_empty());
    assert_eq!(formula(&workbook, "A1").unwrap(), "=1+*)(");
    assert_eq!(value(&workbook, "A1"), Value::Number(5.0));
    assert!(matches!(distinct(&workbook, "B1").1, DistinctFormula::Parsed(_)));
}

#[test]
fn entities_in_formulas_are_resolved() {
    let rows =
        "<row r=\"1\"><c r=\"A1\"><f>IF(B1&lt;&gt;\"a&amp;b\",1,&quot;&#8364;&quot;)</f></c></row>";
    let workbook = File::with_rows(rows).workbook_read();
    assert_eq!(formula(&workbook, "A1").unwrap(), "=IF(B1<>\"a&b\",1,\"€\")");
}

const DYNAMIC_ARRAY_METADATA: &str = "<metadata><metadataTypes count=\"1\">\
    <metadataType name=\"XLDAPR\" minSupportedVersion=\"120000\"/></metadataTypes>\
    <futureMetadata name=\"XLDAPR\" count=\"1\"><bk><extLst/></bk></futureMetadata>\
    <cellMetadata count=\"1\"><bk><rc t=\"1\" v=\"0\"/></bk></cellMetadata></metadata>";

#[test]
fn array_formulas_know_their_area_and_whether_they_spill() {
    let rows = "<row r=\"1\"><c r=\"A1\" cm=\"1\"><f t=\"array\" ref=\"A1:A3\">SEQUENCE(3)</f><v>1</v></c>\
        <c r=\"C1\"><f t=\"array\" ref=\"C1:D2\">A1:B2*2</f><v>2</v></c><c r=\"D1\"><v>0</v></c></row>\
        <row r=\"2\"><c r=\"A2\"><v>2</v></c><c r=\"C2\"><v>4</v></c></row>\
        <row r=\"3\"><c r=\"A3\"><v>3</v></c></row><row r=\"4\"><c r=\"A4\"><v>9</v></c></row>";
    let workbook = File::with_rows(rows)
        .part("sheetMetadata", "metadata.xml", DYNAMIC_ARRAY_METADATA)
        .workbook_read();
    let [spilling, entered] = workbook.arrays() else {
        panic!("{} arrays", workbook.arrays().len());
    };
    assert_eq!((spilling.area.to_string(), spilling.is_dynamic), ("A1:A3".to_string(), true));
    assert_eq!((entered.area.to_string(), entered.is_dynamic), ("C1:D2".to_string(), false));
    assert_eq!(spilling.anchor, id(&workbook, 0, "A1"));
    let anchor_of = |cell| workbook.array_at(id(&workbook, 0, cell)).map(|array| array.anchor);
    assert_eq!(anchor_of("A3"), Some(spilling.anchor));
    assert_eq!(anchor_of("C2"), Some(entered.anchor));
    assert_eq!(anchor_of("A4"), None);
    assert_eq!(value(&workbook, "A3"), Value::Number(3.0));
    let entry = workbook.cells().formula(entered.anchor).unwrap();
    assert!(workbook.formulas()[entry].is_array());
}

#[test]
fn array_areas_that_make_no_sense_are_cut_to_their_cell() {
    let rows = "<row r=\"1\"><c r=\"A1\"><f t=\"array\" ref=\"A1:B2\">{1,2;3,4}</f><v>1</v></c>\
        <c r=\"B1\"><f t=\"array\" ref=\"B1:B9\">{5;6}</f><v>5</v></c>\
        <c r=\"D1\"><f t=\"array\" ref=\"A9:B9\">1</f></c><c r=\"E1\"><f t=\"array\">2</f></c>\
        <c r=\"F1\"><f t=\"array\" ref=\"F1:XFD1048576\">3</f></c></row>";
    let workbook = File::with_rows(rows).workbook_read();
    let areas: Vec<String> = workbook.arrays().iter().map(|array| array.area.to_string()).collect();
    assert_eq!(areas, ["A1:B2", "B1", "D1", "E1", "F1"]);
    assert_eq!(warnings(&workbook).len(), 4);
}

#[test]
fn data_tables_keep_their_values() {
    let rows = "<row r=\"2\"><c r=\"B2\"><f t=\"dataTable\" ref=\"B2:B3\" dt2D=\"0\" dtr=\"0\" r1=\"A1\"/>\
        <v>10</v></c></row><row r=\"3\"><c r=\"B3\"><v>20</v></c></row>";
    let workbook = File::with_rows(rows).workbook_read();
    assert_eq!(workbook.formulas().len(), 0);
    assert_eq!(value(&workbook, "B2"), Value::Number(10.0));
    let warning = &workbook.warnings().0[0];
    assert_eq!(warning.cell, Some(at(0, "B2")));
    assert!(warning.message.contains("B2:B3 is a data table"), "{}", warning.message);
}

#[test]
fn values_that_stand_for_richer_ones_are_marked() {
    let rows =
        "<row r=\"1\"><c r=\"A1\" t=\"e\" vm=\"1\"><f>SEQUENCE(9)</f><v>#VALUE!</v></c></row>";
    let workbook = File::with_rows(rows).workbook_read();
    assert!(workbook.formulas()[0].is_rich());
}
