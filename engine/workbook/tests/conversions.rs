//! The examples, converted by LibreOffice to the other formats that it writes, compute what they
//! compute as .xlsx.

use std::path::{Path, PathBuf};
use std::process::Command;

use ulam_formula::address::CellAddress;
use ulam_formula::value::Value;
use ulam_workbook::{Limits, Workbook};

/// A date and time, so that NOW and TODAY agree.
const NOW: f64 = 46_000.5;

fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut workbooks = Vec::new();
    for example in std::fs::read_dir(folder).expect("the examples") {
        let example = example.expect("an example").path();
        let name = example.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let workbook = example.join(format!("{name}.xlsx"));
        if workbook.exists() {
            workbooks.push(workbook);
        }
    }
    workbooks.sort();
    workbooks
}

fn read(path: &Path) -> Workbook {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Workbook::read(&bytes, &Limits::default())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Converts workbooks to another format, in a new folder, which is returned.
fn converted(workbooks: &[PathBuf], format: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("ulam-{format}-{}", std::process::id()));
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", format, "--outdir"])
        .arg(&folder)
        .args(workbooks)
        .output()
        .expect("soffice, which scripts/setup installs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

fn agree(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            (left - right).abs() <= 1e-9 * left.abs().max(right.abs())
        }
        // LibreOffice has no booleans.
        (Value::Boolean(boolean), Value::Number(number))
        | (Value::Number(number), Value::Boolean(boolean)) => *number == f64::from(*boolean),
        (left, right) => left == right,
    }
}

/// Cells that change with chance are compared by what they compute here: both workbooks draw alike.
fn check_format(format: &str, left_out: Option<&str>) {
    let mut workbooks = examples();
    assert_eq!(workbooks.len(), 6);
    workbooks.retain(|path| path.file_stem().and_then(|stem| stem.to_str()) != left_out);
    let folder = converted(&workbooks, format);
    for path in &workbooks {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let mut original = read(path);
        let mut other = read(&folder.join(format!("{stem}.{format}")));
        original.recalculate(NOW);
        other.recalculate(NOW);
        assert_eq!(original.formulas().len(), other.formulas().len(), "{stem}.{format}");
        for entry in original.formulas() {
            let cell = original.cells().address(entry.cell);
            let same_cell = CellAddress { sheet: sheet_in(&other, &original, cell.sheet), ..cell };
            let found = other.cell_at(same_cell).map(|id| other.cells().value(id).into_owned());
            let expected = original.cells().value(entry.cell);
            let found = found.unwrap_or_default();
            assert!(
                agree(&expected, &found),
                "{stem}.{format} {}: {expected:?} as .xlsx, {found:?} here; {:?} and {:?}",
                original.cell_name(cell),
                original.formula_text(entry.cell),
                other.cell_at(same_cell).and_then(|id| other.formula_text(id)),
            );
        }
        let check = other.base_case_check();
        assert_eq!(check.formula_cells, original.formulas().len());
        let (warnings, _) = other.warnings();
        assert!(warnings.is_empty(), "{stem}.{format}: {warnings:?}");
    }
    std::fs::remove_dir_all(folder).expect("the folder to be removed");
}

fn sheet_in(other: &Workbook, original: &Workbook, sheet: u16) -> u16 {
    let name = original.sheet(sheet).map(|sheet| sheet.name.to_string()).unwrap_or_default();
    other.sheet_named(&name).unwrap_or_else(|| panic!("no sheet {name}"))
}

#[test]
fn examples_compute_the_same_as_ods() {
    check_format("ods", None);
}

#[test]
fn examples_compute_the_same_as_flat_ods() {
    check_format("fods", None);
}

#[test]
fn examples_compute_the_same_as_xls() {
    // LibreOffice writes #N/A into .xls files for functions that it doesn't know, such as RiskPert.
    check_format("xls", Some("inventory"));
}
