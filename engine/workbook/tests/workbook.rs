//! What surrounds the cells: sheets, names, tables, settings, links.

mod support;

use support::{File, at, id, value, warnings};
use ulam_formula::context::DateSystem;
use ulam_formula::syntax::{Coordinate, Expr};
use ulam_formula::value::{CellError, Value};
use ulam_workbook::{SheetKind, Visibility};

const ONE: &str = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";

#[test]
fn sheets_are_found_by_name_in_any_case() {
    let workbook = File::default()
        .sheet("Übersicht &amp; Plan", "<sheetData/>")
        .sheet("Data", "<sheetData/>")
        .workbook_read();
    assert_eq!(&*workbook.sheets()[0].name, "Übersicht & Plan");
    assert_eq!(workbook.sheet_named("übersicht & plan"), Some(0));
    assert_eq!(workbook.sheet_named("DATA"), Some(1));
    assert_eq!(workbook.sheet_named("None"), None);
}

#[test]
fn the_strict_variant_is_read_too() {
    let workbook = File::with_rows(ONE).strict().workbook_read();
    assert_eq!(value(&workbook, "A1"), Value::Number(1.0));
}

#[test]
fn prefixed_elements_are_read_too() {
    let file = File::default().sheet("Sheet1", "<sheetData/>");
    let sheet = "<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
        <x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row>\
        </x:sheetData></x:worksheet>";
    let mut parts = file.parts();
    for (path, content) in &mut parts {
        if path.contains("sheet1") {
            *content = sheet.to_string();
        }
    }
    let bytes = support::zip_of(parts.iter().map(|(p, c)| (p.as_str(), c.as_bytes())));
    let workbook = ulam_workbook::Workbook::read(&bytes, &Default::default()).unwrap();
    assert_eq!(value(&workbook, "A1"), Value::Number(2.0));
    assert_eq!(workbook.formulas().len(), 1);
}

#[test]
fn utf_16_parts_and_odd_paths_are_read() {
    let parts = File::with_rows(ONE).parts();
    let parts: Vec<(String, Vec<u8>)> = parts
        .into_iter()
        .map(|(path, content)| {
            let units = content.replace("UTF-8", "UTF-16");
            let units = "\u{FEFF}".encode_utf16().chain(units.encode_utf16().collect::<Vec<_>>());
            (path.replace('/', "\\").to_uppercase(), units.flat_map(u16::to_le_bytes).collect())
        })
        .collect();
    let bytes = support::zip_of(parts.iter().map(|(p, c)| (p.as_str(), c.as_slice())));
    let workbook = ulam_workbook::Workbook::read(&bytes, &Default::default()).unwrap();
    assert_eq!(value(&workbook, "A1"), Value::Number(1.0));
}

#[test]
fn chart_and_macro_sheets_keep_their_places() {
    let file = File::default()
        .sheet("First", &format!("<sheetData>{ONE}</sheetData>"))
        .part("chartsheet", "chartsheets/sheet1.xml", "<chartsheet/>")
        .part("xlMacrosheet", "macrosheets/sheet1.xml", "<xm:macrosheet/>");
    let mut parts = file.parts();
    for (path, content) in &mut parts {
        if path == "xl/workbook.xml" {
            *content = content.replace(
                "<sheets>",
                "<sheets><sheet name=\"Chart\" sheetId=\"8\" r:id=\"rId100\" state=\"hidden\"/>\
                 <sheet name=\"Macro\" sheetId=\"9\" r:id=\"rId101\" state=\"veryHidden\"/>",
            );
        }
    }
    let bytes = support::zip_of(parts.iter().map(|(p, c)| (p.as_str(), c.as_bytes())));
    let workbook = ulam_workbook::Workbook::read(&bytes, &Default::default()).unwrap();
    let kinds: Vec<_> =
        workbook.sheets().iter().map(|sheet| (sheet.kind, sheet.visibility)).collect();
    assert_eq!(
        kinds,
        [
            (SheetKind::Chart, Visibility::Hidden),
            (SheetKind::Macro, Visibility::VeryHidden),
            (SheetKind::Worksheet, Visibility::Visible)
        ]
    );
    assert_eq!(workbook.cell_at(at(2, "A1")).map(|cell| cell.0), Some(0));
    assert_eq!(workbook.sheet_named("first"), Some(2));
}

#[test]
fn defined_names_have_scopes() {
    let workbook = File::default()
        .sheet("One", "<sheetData/>")
        .sheet("Two", "<sheetData/>")
        .workbook(
            "<definedNames><definedName name=\"Rate\">One!$B$2</definedName>\
             <definedName name=\"Rate\" localSheetId=\"1\" hidden=\"1\">0.05</definedName>\
             <definedName name=\"Left\">One!XFD1</definedName>\
             <definedName name=\"Broken\">1+(</definedName>\
             <definedName name=\"Gone\" localSheetId=\"7\">1</definedName></definedNames>",
        )
        .workbook_read();
    let names = workbook.names();
    assert_eq!(names.all().len(), 4);
    assert_eq!(&*names.get(0, "RATE").unwrap().text, "One!$B$2");
    let local = names.get(1, "rate").unwrap();
    assert_eq!((local.sheet, local.is_hidden), (Some(1), true));
    assert!(matches!(local.meaning.as_deref(), Ok(Expr::Number(rate)) if *rate == 0.05));
    // Relative to A1, the last column is the one to the left: names wrap around the sheet's edge.
    let Ok(Expr::Reference(left)) = names.get(0, "left").unwrap().meaning.as_deref() else {
        panic!("not a reference");
    };
    let Coordinate::Relative(_) = left.first.column else {
        panic!("not relative");
    };
    assert_eq!(left.first.resolve(at(0, "C4")), (3, 1));
    assert!(names.get(0, "Broken").unwrap().meaning.is_err());
    assert!(names.get(0, "Other").is_none());
}

#[test]
fn calculation_settings_and_date_system_are_read() {
    let workbook = File::with_rows(ONE).workbook_read();
    let defaults = workbook.calculation();
    assert_eq!(
        (defaults.iterate, defaults.iterations_max, defaults.change_max, defaults.full_precision),
        (false, 100, 0.001, true)
    );
    assert_eq!(workbook.date_system(), DateSystem::Since1900);
    let workbook = File::with_rows(ONE)
        .properties("<workbookPr date1904=\"true\"/>")
        .workbook(
            "<calcPr calcMode=\"manual\" iterate=\"1\" iterateCount=\"7\" iterateDelta=\"1E-6\" \
             fullPrecision=\"0\"/>",
        )
        .workbook_read();
    let calculation = workbook.calculation();
    assert_eq!(
        (calculation.iterate, calculation.iterations_max, calculation.change_max),
        (true, 7, 1e-6)
    );
    assert!(calculation.is_manual && !calculation.full_precision);
    assert_eq!(workbook.date_system(), DateSystem::Since1904);
}

#[test]
fn hidden_and_filtered_rows_are_told_apart() {
    let rows: String = (1..=9)
        .map(|row| {
            let hidden = if [2, 3, 5, 9].contains(&row) { " hidden=\"1\"" } else { "" };
            format!("<row r=\"{row}\"{hidden}><c r=\"A{row}\"><v>{row}</v></c></row>")
        })
        .collect();
    let filter = "<autoFilter ref=\"A1:A5\"><filterColumn colId=\"0\"><filters>\
        <filter val=\"4\"/></filters></filterColumn></autoFilter>";
    let views = "<customSheetViews><customSheetView><autoFilter ref=\"A1:A9\"><filterColumn/>\
        </autoFilter></customSheetView></customSheetViews>";
    let workbook = File::default()
        .sheet("Filtered", &format!("<sheetData>{rows}</sheetData>{filter}{views}"))
        .sheet("Unfiltered", &format!("<sheetData>{rows}</sheetData><autoFilter ref=\"A1:A5\"/>"))
        .workbook_read();
    let members = |rows: &ulam_workbook::RowSet| -> Vec<u32> {
        (0..10).filter(|row| rows.contains(*row)).map(|row| row + 1).collect()
    };
    let [filtered, unfiltered] = workbook.sheets() else {
        panic!("two sheets");
    };
    assert_eq!(members(&filtered.hidden_rows), [2, 3, 5, 9]);
    assert_eq!(members(&filtered.filtered_rows), [2, 3, 5]);
    assert_eq!(members(&unfiltered.hidden_rows), [2, 3, 5, 9]);
    assert!(unfiltered.filtered_rows.is_empty());
}

#[test]
fn merged_cells_are_read() {
    let content = format!(
        "<sheetData>{ONE}</sheetData><mergeCells count=\"2\"><mergeCell ref=\"A1:B2\"/>\
         <mergeCell ref=\"D4:D9\"/></mergeCells>"
    );
    let workbook = File::default().sheet("S", &content).workbook_read();
    let merged: Vec<String> = workbook.sheets()[0].merged.iter().map(ToString::to_string).collect();
    assert_eq!(merged, ["A1:B2", "D4:D9"]);
}

#[test]
fn tables_are_found_by_name_and_place() {
    let relationships = "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.\
        openxmlformats.org/officeDocument/2006/relationships/table\" \
        Target=\"../tables/table1.xml\"/></Relationships>";
    let table = "<table id=\"1\" name=\"Old\" displayName=\"Sales\" ref=\"B2:C5\" \
        totalsRowCount=\"1\"><autoFilter ref=\"B2:C4\"><filterColumn colId=\"0\"/></autoFilter>\
        <tableColumns count=\"2\"><tableColumn id=\"1\" name=\"Year\"/>\
        <tableColumn id=\"2\" name=\"Net_x000a_sales\"/></tableColumns></table>";
    let rows = "<row r=\"3\" hidden=\"1\"><c r=\"C3\"><f>Sales[[#This Row],[Year]]*2</f></c></row>";
    let workbook = File::with_rows(rows)
        .loose("xl/worksheets/_rels/sheet1.xml.rels", relationships)
        .loose("xl/tables/table1.xml", table)
        .workbook_read();
    let sales = workbook.table("SALES").unwrap();
    assert_eq!(&*sales.name, "Sales");
    assert_eq!(sales.area.to_string(), "B2:C5");
    assert!(sales.has_headers && sales.has_totals);
    assert_eq!(
        sales.columns.iter().map(|name| &**name).collect::<Vec<_>>(),
        ["Year", "Net\nsales"]
    );
    assert_eq!(workbook.table_at(at(0, "C5")), Some(sales));
    assert_eq!(workbook.table_at(at(0, "A2")), None);
    assert!(workbook.sheets()[0].filtered_rows.contains(2));
}

#[test]
fn values_of_linked_workbooks_are_read() {
    let link = "<externalLink><externalBook r:id=\"rId1\"><sheetNames><sheetName val=\"Prices\"/>\
        <sheetName val=\"Q1\"/></sheetNames><sheetDataSet><sheetData sheetId=\"0\"/>\
        <sheetData sheetId=\"1\"><row r=\"2\"><cell r=\"B2\"><v>1.5</v></cell>\
        <cell r=\"C2\" t=\"str\"><v>a &amp; b</v></cell><cell r=\"D2\" t=\"e\"><v>#REF!</v></cell>\
        </row></sheetData></sheetDataSet></externalBook></externalLink>";
    let relationships = "<Relationships><Relationship Id=\"rId1\" Type=\"x/externalLinkPath\" \
        Target=\"file:///C:/prices.xlsx\" TargetMode=\"External\"/></Relationships>";
    let workbook = File::with_rows(ONE)
        .part("externalLink", "externalLinks/externalLink1.xml", link)
        .loose("xl/externalLinks/_rels/externalLink1.xml.rels", relationships)
        .workbook("<externalReferences><externalReference r:id=\"rId100\"/></externalReferences>")
        .workbook_read();
    assert_eq!(workbook.external_books()[0].target, "file:///C:/prices.xlsx");
    let cells = workbook.external_cells(1, "q1").unwrap();
    assert_eq!(cells.get(&(1, 1)), Some(&Value::Number(1.5)));
    assert_eq!(cells.get(&(1, 2)), Some(&Value::text("a & b")));
    assert_eq!(cells.get(&(9, 9)), None);
    assert!(workbook.external_cells(1, "Q2").is_none());
    assert!(workbook.external_cells(2, "Q1").is_none());
    assert!(workbook.external_cells(0, "Q1").is_none());
}

#[test]
fn names_of_linked_workbooks_mean_the_cells_that_are_cached() {
    let link = "<externalLink><externalBook r:id=\"rId1\"><sheetNames><sheetName val=\"Q 1\"/>\
        <sheetName val=\"Q2\"/></sheetNames><definedNames>\
        <definedName name=\"Prices\" refersTo=\"='Q 1'!$B$2:$B$3\"/>\
        <definedName name=\"Best\" refersTo=\"=Q2!$A$1\" sheetId=\"0\"/>\
        <definedName name=\"Vat\" refersTo=\"=0.2\"/>\
        <definedName name=\"Moving\" refersTo=\"=OFFSET(Q2!$A$1,1,1)\"/></definedNames>\
        <sheetDataSet><sheetData sheetId=\"0\"><row r=\"2\"><cell r=\"B2\"><v>1.5</v></cell></row>\
        <row r=\"3\"><cell r=\"B3\"><v>4</v></cell></row></sheetData>\
        <sheetData sheetId=\"1\"><row r=\"1\"><cell r=\"A1\"><v>7</v></cell></row></sheetData>\
        </sheetDataSet></externalBook></externalLink>";
    let relationships = "<Relationships><Relationship Id=\"rId1\" Type=\"x/externalLinkPath\" \
        Target=\"prices.xlsx\" TargetMode=\"External\"/></Relationships>";
    let rows = "<row r=\"1\"><c r=\"A1\"><f>SUM([1]!Prices)</f></c>\
        <c r=\"B1\"><f>'[1]Q 1'!Best*(1+[1]!VAT)</f></c><c r=\"C1\"><f>[1]!Moving</f></c>\
        <c r=\"D1\"><f>[1]!Best</f></c><c r=\"E1\"><f>SUM('[1]Q 1'!B:D)</f></c>\
        <c r=\"F1\"><f>VLOOKUP(4,'[1]Q 1'!$B:$D,1,FALSE)</f></c></row>";
    let mut workbook = File::with_rows(rows)
        .part("externalLink", "externalLinks/externalLink1.xml", link)
        .loose("xl/externalLinks/_rels/externalLink1.xml.rels", relationships)
        .workbook("<externalReferences><externalReference r:id=\"rId100\"/></externalReferences>")
        .workbook_read();
    workbook.recalculate(0.0);
    assert_eq!(value(&workbook, "A1"), Value::Number(5.5));
    assert_eq!(value(&workbook, "B1"), Value::Number(8.4));
    // Whole columns, of which two cells are cached.
    assert_eq!(value(&workbook, "E1"), Value::Number(5.5));
    assert_eq!(value(&workbook, "F1"), Value::Number(4.0));
    // What would have to be calculated there, and a name that belongs to a sheet.
    assert_eq!(value(&workbook, "C1"), Value::Error(CellError::Name));
    assert_eq!(value(&workbook, "D1"), Value::Error(CellError::Name));
}

#[test]
fn decoration_that_is_damaged_is_left_out_with_a_warning() {
    let workbook = File::with_rows(ONE)
        .part("styles", "styles.xml", "<styleSheet><cellXfs>")
        .part("sheetMetadata", "metadata.xml", "<metadata")
        .workbook("<externalReferences><externalReference r:id=\"rId9\"/></externalReferences>")
        .workbook_read();
    assert_eq!(workbook.number_format(id(&workbook, 0, "A1")), "General");
    let warnings = warnings(&workbook);
    assert_eq!(warnings.len(), 3, "{warnings:?}");
    assert!(warnings[1].contains("number formats are left out"), "{warnings:?}");
}

#[test]
fn macros_are_noticed() {
    assert!(!File::with_rows(ONE).workbook_read().has_macros());
    let with_macros = File::with_rows(ONE).part("vbaProject", "vbaProject.bin", "x");
    assert!(with_macros.workbook_read().has_macros());
}
