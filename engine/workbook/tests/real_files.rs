//! Workbooks that other programs wrote (`data/make.py`). Expected values: what openpyxl reads from
//! the same files.

mod support;

use support::{at, id, warnings};
use ulam_formula::value::{CellError, Value};
use ulam_workbook::{DistinctFormula, Limits, Visibility, Workbook};

fn read(bytes: &[u8]) -> Workbook {
    Workbook::read(bytes, &Limits::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// What both files have in common.
fn check_model(workbook: &Workbook) {
    let names: Vec<&str> = workbook.sheets().iter().map(|sheet| &*sheet.name).collect();
    assert_eq!(names, ["Inputs", "Plan 2024", "Notes"]);
    assert_eq!(workbook.sheets()[2].visibility, Visibility::Hidden);
    for number in 0..workbook.distinct_formula_count() as u32 {
        let formula = workbook.distinct_formula(number);
        assert!(matches!(formula, Some(DistinctFormula::Parsed(_))), "{formula:?}");
    }
    // Filled formulas are one: of the plan's 30, the first year's sales and three columns.
    let plan = workbook.cells_of_sheet(1);
    let mut distinct: Vec<u32> = workbook
        .formulas()
        .iter()
        .filter(|formula| plan.contains(&formula.cell.0))
        .map(|formula| formula.distinct())
        .collect();
    assert_eq!(distinct.len(), 30 + 4);
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), 4 + 4);
    let value = |sheet, cell: &str| workbook.cells().value(id(workbook, sheet, cell)).into_owned();
    assert_eq!(value(0, "B1"), Value::Number(45322.0));
    assert_eq!(value(0, "B2"), Value::Number(0.05));
    assert_eq!(value(0, "A3"), Value::text("Price & cost <EUR>"));
    assert_eq!(value(0, "B4"), Value::Boolean(true));
    assert_eq!(value(2, "C3"), Value::text("  spaces and\nlines  "));
    assert_eq!(workbook.number_format(id(workbook, 0, "B2")), "0.0%");
    assert_eq!(&*workbook.names().get(1, "growth").unwrap().text, "Inputs!$B$2");
    assert_eq!(workbook.sheets()[0].merged[0].to_string(), "D1:E2");
    assert!(workbook.sheets()[1].hidden_rows.contains(6));
    assert!(!workbook.sheets()[1].hidden_rows.contains(5));
    let table = workbook.table("Plan").unwrap();
    assert_eq!(table.area.to_string(), "A1:D11");
    assert_eq!(
        table.columns.iter().map(|name| &**name).collect::<Vec<_>>(),
        ["Year", "Sales", "Cost", "Profit"]
    );
    let array = workbook.array_at(id(workbook, 1, "F3")).unwrap();
    assert_eq!((array.area.to_string(), array.is_dynamic), ("F3:F5".to_string(), false));
    assert_eq!(workbook.formula_text(id(workbook, 1, "D9")).unwrap(), "=(B9-C9)*(1-Inputs!$B$5)");
    assert!(warnings(workbook).is_empty(), "{:?}", warnings(workbook));
}

#[test]
fn a_workbook_of_openpyxl_is_read() {
    let workbook = read(include_bytes!("data/model.openpyxl.xlsx"));
    check_model(&workbook);
    assert!(workbook.formulas().iter().all(|formula| workbook.cached(formula).is_none()));
}

#[test]
fn a_workbook_of_libreoffice_is_read() {
    let workbook = read(include_bytes!("data/model.libreoffice.xlsx"));
    check_model(&workbook);
    assert!(workbook.formulas().iter().all(|formula| workbook.cached(formula).is_some()));
    let value = |sheet, cell: &str| workbook.cells().value(id(&workbook, sheet, cell)).into_owned();
    assert_eq!(value(0, "B6"), Value::Error(CellError::Div0));
    assert_eq!(value(0, "B7"), Value::text("Growth 5%"));
    assert_eq!(value(1, "F1"), Value::Number(3679.61776066465));
    assert_eq!(value(1, "D11"), Value::Number(456.023464793555));
    let anchor = workbook.array_at(id(&workbook, 1, "F5")).map(|array| array.anchor);
    assert_eq!(anchor.map(|cell| workbook.cells().address(cell)), Some(at(1, "F3")));
}

/// The same workbook in the other formats that LibreOffice writes: what it says of itself, and that it
/// computes what was saved.
#[test]
fn workbooks_of_libreoffice_in_other_formats_are_read() {
    let files: [(&str, &[u8]); 2] = [
        (".xls", include_bytes!("data/model.libreoffice.xls")),
        (".ods", include_bytes!("data/model.libreoffice.ods")),
    ];
    for (format, bytes) in files {
        let mut workbook = read(bytes);
        let names: Vec<&str> = workbook.sheets().iter().map(|sheet| &*sheet.name).collect();
        assert_eq!(names, ["Inputs", "Plan 2024", "Notes"], "{format}");
        assert_eq!(workbook.sheets()[2].visibility, Visibility::Hidden, "{format}");
        let value =
            |sheet, cell: &str| workbook.cells().value(id(&workbook, sheet, cell)).into_owned();
        assert_eq!(value(0, "B1"), Value::Number(45322.0), "{format}");
        assert_eq!(value(0, "A3"), Value::text("Price & cost <EUR>"), "{format}");
        // LibreOffice has no booleans: a number with another format is stored as a number.
        let is_true = matches!(value(0, "B4"), Value::Boolean(true) | Value::Number(1.0));
        assert!(is_true, "{format}: {:?}", value(0, "B4"));
        assert_eq!(value(0, "B6"), Value::Error(CellError::Div0), "{format}");
        assert_eq!(value(0, "B7"), Value::text("Growth 5%"), "{format}");
        assert_eq!(value(2, "C3"), Value::text("  spaces and\nlines  "), "{format}");
        assert_eq!(
            &*workbook.names().get(1, "growth").unwrap().text.replace('\'', ""),
            "Inputs!$B$2"
        );
        assert_eq!(workbook.sheets()[0].merged[0].to_string(), "D1:E2", "{format}");
        assert!(workbook.sheets()[1].hidden_rows.contains(6), "{format}");
        assert!(!workbook.sheets()[1].hidden_rows.contains(5), "{format}");
        let array = workbook.array_at(id(&workbook, 1, "F3")).unwrap();
        assert_eq!(array.area.to_string(), "F3:F5", "{format}");
        let text = workbook.formula_text(id(&workbook, 1, "D9"));
        assert_eq!(text.unwrap(), "=(B9-C9)*(1-Inputs!$B$5)", "{format}");
        assert!(warnings(&workbook).is_empty(), "{format}: {:?}", warnings(&workbook));
        workbook.recalculate(46_000.0);
        let check = workbook.base_case_check();
        assert_eq!(check.formula_cells, 38, "{format}");
        // LibreOffice writes #N/A into .xls files for structured references, here in F1.
        let lost = if format == ".xls" { vec![at(1, "F1")] } else { vec![] };
        let differing: Vec<_> = check.differing.iter().map(|difference| difference.cell).collect();
        assert_eq!(differing, lost, "{format}: {check:?}");
    }
}
