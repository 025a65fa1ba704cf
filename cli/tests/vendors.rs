//! Workbooks made for other tools, through the program.

mod support;

use rust_xlsxwriter::Workbook;
use support::{Folder, formula, number, on};

fn risk(folder: &Folder) -> std::path::PathBuf {
    folder.workbook("risk.xlsx", |workbook: &mut Workbook| {
        let sheet = workbook.add_worksheet();
        sheet.set_name("Model").expect("a name");
        formula(sheet, 0, 0, "RiskTriang(1,2,6,RiskName(\"Units\"))", "3");
        formula(sheet, 1, 0, "CB.Gamma(10,2,3)*1.5", "24");
        formula(sheet, 2, 0, "RiskOutput(\"Profit\")+A1*A2-B1", "65");
        formula(sheet, 3, 0, "RiskMean(A3)", "66.1");
        formula(sheet, 4, 0, "A4*2", "132.2");
        // Saved 12: no value of a lognormal law of mean 2.5 and sd 0.1, but one of ln X.
        formula(sheet, 5, 0, "RiskLognorm(2.5,0.1)", "12");
        number(sheet, 0, 1, 7.0);
        sheet.write(9, 3, "kept").expect("a text");
    })
}

#[test]
fn a_check_says_what_each_function_became() {
    let folder = Folder::new("vendors-check");
    let run = on("check", &risk(&folder), &["--json"]);
    let result: serde_json::Value = serde_json::from_str(&run.out).expect("json");
    let of = |cell: &str| {
        let all = result["conversions"].as_array().expect("a list");
        let found = all.iter().find(|one| one["cell"] == cell);
        found.unwrap_or_else(|| panic!("{cell}: {all:?}")).clone()
    };
    assert_eq!(of("Model!A1")["became"], "Triangular(1, 2, 6)");
    assert_eq!(of("Model!A2")["became"], "Gamma(3, 2, Shift(10))");
    assert_eq!(of("Model!A3")["function"], "RISKOUTPUT");
    let notes = of("Model!A6")["notes"].to_string();
    assert!(notes.contains("Lognormal2"), "{notes}");
    // What the file saved of statistics is another run's: no difference is reported.
    let differing = result["differing"].as_array().expect("a list");
    assert!(differing.is_empty(), "{differing:?}");
}

#[test]
fn statistics_in_cells_are_reported() {
    let folder = Folder::new("vendors-statistics");
    let file = risk(&folder);
    let result = on("simulate", &file, &["--trials", "2000", "--json"]).json();
    let mean = result["outputs"][0]["mean"].as_f64().expect("a mean");
    let statistics = result["statistics_in_cells"].as_array().expect("a list");
    let value = |cell: &str| {
        let found = statistics.iter().find(|one| one["cell"] == cell).expect("the cell");
        found["value"].as_f64().expect("a number")
    };
    assert!((value("Model!A4") - mean).abs() < 1e-9);
    assert!((value("Model!A5") - 2.0 * mean).abs() < 1e-9);
    let text = on("simulate", &file, &["--trials", "2000"]);
    assert!(
        text.out.contains("Statistics in cells") && text.out.contains("Model!A4"),
        "{}",
        text.out
    );
}

#[test]
fn a_converted_workbook_gives_the_same_numbers() {
    let folder = Folder::new("vendors-convert");
    let file = risk(&folder);
    let (plain, spec) = (folder.path("plain.xlsx"), folder.path("plain.yaml"));
    let (plain_text, spec_text) = (plain.to_str().expect("a path"), spec.to_str().expect("a path"));
    let run = on("convert", &file, &["--out", plain_text, "--save-model", spec_text]);
    assert_eq!(run.code, 0, "{}", run.err);
    let original = on("simulate", &file, &["--trials", "2000", "--json"]).json();
    let again =
        on("simulate", &plain, &["--model", spec_text, "--trials", "2000", "--json"]).json();
    assert_eq!(original["outputs"][0]["percentiles"], again["outputs"][0]["percentiles"]);
    assert_eq!(original["outputs"][0]["mean"], again["outputs"][0]["mean"]);
    assert_eq!(again["outputs"][0]["name"], "Profit");
    let check: serde_json::Value =
        serde_json::from_str(&on("check", &plain, &["--json"]).out).expect("json");
    assert_eq!(check["conversions"].as_array().map(Vec::len), Some(0));
    // What can't be honoured is refused with its cell.
    let refused = folder.workbook("refused.xlsx", |workbook| {
        let sheet = workbook.add_worksheet();
        formula(sheet, 0, 0, "RiskOutput()+RiskNormal(0,1,RiskCopula(B1:B2,1))", "0");
    });
    let run = on("convert", &refused, &["--out", plain_text, "--save-model", spec_text]);
    run.failed(run.code, &["A1", "RiskCopula"]);
}
