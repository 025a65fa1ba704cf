//! `ulam calc`, `ulam check` and the libraries.

mod support;

use serde_json::json;
use support::{Folder, formula, number, on, ulam};

#[test]
fn calc_prints_every_formula_cell() {
    let folder = Folder::new("calc");
    let workbook = folder.workbook("values.xlsx", |workbook| {
        let sheet = workbook.add_worksheet();
        sheet.set_name("My sheet").expect("a name");
        number(sheet, 0, 0, 1.5);
        formula(sheet, 0, 1, "A1*2", "3");
        formula(sheet, 1, 1, "\"say \"\"hi\"\"\"", "say \"hi\"");
        formula(sheet, 2, 1, "A1>1", "TRUE");
        formula(sheet, 3, 1, "NA()", "#N/A");
        let other = workbook.add_worksheet();
        other.set_name("Empty").expect("a name");
        let last = workbook.add_worksheet();
        last.set_name("Last").expect("a name");
        formula(last, 9, 27, "'My sheet'!B1+1", "4");
    });
    let calc = |arguments: &[&str]| on("calc", &workbook, arguments).json();
    assert_eq!(
        calc(&["--json"]),
        json!({
            "My sheet": {"B1": 3.0, "B2": "say \"hi\"", "B3": true, "B4": {"error": "#N/A"}},
            "Last": {"AB10": 4.0},
        })
    );
    let set = calc(&["--json", "--set", "'My sheet'!A1=0.5"]);
    assert_eq!(set["My sheet"]["B1"], 1.0);
    assert_eq!(set["My sheet"]["B3"], false);
    assert_eq!(set["Last"]["AB10"], 2.0);
    // A formula that is set is one no more.
    let set = calc(&["--json", "--set", "'My sheet'!B1=10"]);
    assert_eq!(set["My sheet"].get("B1"), None);
    assert_eq!(set["Last"]["AB10"], 11.0);
    let text = on("calc", &workbook, &[]).out;
    assert!(text.contains("'My sheet'!B1") && text.contains("#N/A"), "{text}");
}

#[test]
fn the_clock_can_be_set() {
    let folder = Folder::new("clock");
    let workbook = folder.workbook("clock.xlsx", |workbook| {
        let sheet = workbook.add_worksheet();
        formula(sheet, 0, 0, "NOW()", "0");
        formula(sheet, 1, 0, "TEXT(TODAY(),\"yyyy-mm-dd\")", "x");
    });
    let calc = |now: &str| on("calc", &workbook, &["--json", "--now", now]).json();
    // 46226 is 23 July 2026.
    let at = calc("2026-07-23 18:00");
    assert_eq!(at["Sheet1"], json!({"A1": 46226.75, "A2": "2026-07-23"}));
    assert_eq!(calc("2026-07-23T06:00:00")["Sheet1"]["A1"], 46226.25);
    assert_eq!(calc("2030-01-01")["Sheet1"]["A2"], "2030-01-01");
    assert!(calc("now")["Sheet1"]["A1"].as_f64().expect("a number") > 46_000.0);
    let path = workbook.to_str().expect("a path");
    let wrong = ulam(&["calc", path, "--now", "tomorrow"]);
    assert!(wrong.err.contains("write a date such as"), "{}", wrong.err);
}

#[test]
fn check_finds_what_differs() {
    let folder = Folder::new("check");
    let workbook = folder.workbook("check.xlsx", |workbook| {
        let sheet = workbook.add_worksheet();
        sheet.write(0, 0, "Price").expect("a cell");
        number(sheet, 0, 1, 2.0);
        sheet.write(1, 0, "Volume:").expect("a cell");
        number(sheet, 1, 1, 3.0);
        sheet.write(2, 0, "Revenue").expect("a cell");
        formula(sheet, 2, 1, "B1*B2", "6");
        sheet.write(3, 0, "Wrong").expect("a cell");
        formula(sheet, 3, 1, "B1+B2", "7");
        sheet.write(4, 0, "Follows").expect("a cell");
        formula(sheet, 4, 1, "B4*10+B1", "72");
        formula(sheet, 5, 1, "RAND()", "0.123");
        formula(sheet, 6, 1, "B6*2", "0.246");
        formula(sheet, 7, 1, "NOSUCH(B1)", "1");
        // Ten digits are equal.
        formula(sheet, 8, 1, "B1/3", "0.66666666663");
    });
    let run = on("check", &workbook, &["--json"]);
    assert_eq!(run.code, 1, "{}", run.err);
    let result: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(result["formula_cells"], 7);
    assert_eq!(result["equal"], 2);
    assert_eq!(result["volatile"], 2);
    let differing = result["differing"].as_array().expect("a list");
    assert_eq!(differing.len(), 3);
    assert_eq!(
        differing[0],
        json!({"cell": "Sheet1!B4", "formula": "=B1+B2", "excel": 7.0, "ulam": 5.0,
               "follows": false})
    );
    // Cells that differ only because others do come last.
    assert_eq!(differing[1]["ulam"], json!({"error": "#NAME?"}));
    assert_eq!(differing[2]["cell"], "Sheet1!B5");
    assert_eq!(differing[2]["follows"], true);
    assert_eq!(result["unsupported"][0], json!({"function": "NOSUCH", "cells": ["Sheet1!B8"]}));
    assert_eq!(result["random"][0]["cell"], "Sheet1!B6");
    assert_eq!(result["random"][0]["functions"], json!(["RAND"]));
    assert_eq!(
        result["likely_inputs"][0],
        json!({"cell": "Sheet1!B1", "label": "Price", "value": 2.0, "readers": 5})
    );
    assert_eq!(result["likely_inputs"][1]["label"], "Volume");
    let outputs = result["likely_outputs"].as_array().expect("a list");
    let cells: Vec<&serde_json::Value> = outputs.iter().map(|output| &output["cell"]).collect();
    assert!(cells.contains(&&json!("Sheet1!B3")) && cells.contains(&&json!("Sheet1!B5")));
    assert!(!cells.contains(&&json!("Sheet1!B4")));

    let text = on("check", &workbook, &[]).out;
    for part in ["2 of 7", "Sheet1!B4", "NOSUCH", "Price", "Revenue", "RAND()"] {
        assert!(text.contains(part), "no '{part}' in:\n{text}");
    }
}

#[test]
fn check_is_content_with_a_sound_workbook() {
    let folder = Folder::new("sound");
    let run = on("check", &folder.cash_flow(), &[]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(run.out.contains("2 of 2"), "{}", run.out);
}

#[test]
fn the_libraries_are_listed_and_explained() {
    let all = ulam(&["distributions"]);
    assert_eq!(all.code, 0);
    assert!(all.out.contains("Pert(minimum, most_likely, maximum)"), "{}", all.out);
    let one = ulam(&["distributions", "risklognorm"]);
    assert_eq!(one.code, 0);
    assert!(one.out.contains("Lognormal") && one.out.contains("RiskLognorm"), "{}", one.out);
    let all = ulam(&["functions"]);
    assert!(all.out.contains("Financial") && all.out.contains("NPV"), "{}", all.out);
    let one = ulam(&["functions", "npv"]);
    assert!(one.out.contains("NPV(rate"), "{}", one.out);
}

#[test]
fn findings_name_cells_reasons_and_remedies() {
    let folder = Folder::new("findings");
    let path = folder.workbook("model.xlsx", |workbook| {
        let sheet = workbook.add_worksheet();
        sheet.set_name("Model").expect("a sheet name");
        for row in 0..6 {
            number(sheet, row, 0, f64::from(row) + 10.0);
        }
        formula(sheet, 0, 2, "SUM(A1:A5)", "60");
    });
    let json = on("check", &path, &["--json"]).json();
    let finding = &json["findings"][0];
    assert_eq!(finding["id"], "range-stops-short");
    assert_eq!(finding["severity"], "high");
    assert_eq!(finding["cells"].to_string(), r#"["Model!C1","Model!A6"]"#);
    for key in ["title", "message", "why", "remedy"] {
        assert!(finding[key].as_str().is_some_and(|text| text.len() > 10), "{key}");
    }
    let run = on("check", &path, &["--findings-only"]);
    assert_eq!(run.code, 0);
    for part in ["Model!C1", "Why:", "Remedy:", "range-stops-short"] {
        assert!(run.out.contains(part), "{}", run.out);
    }
    // A simulation that the finding affects warns of it.
    let arguments = ["--input", "Model!A1=Normal(10, 1)", "--output", "Model!C1", "--trials", "50"];
    let run = on("simulate", &path, &arguments);
    assert!(run.err.contains("leaves out Model!A6"), "{}", run.err);
}

#[test]
fn the_examples_have_nothing_to_point_out() {
    let examples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    for name in ["cash-flow", "construction-cost", "inventory", "loan", "option", "schedule"] {
        let folder = examples.join(name);
        let workbook = folder.join(format!("{name}.xlsx"));
        let spec = folder.join(format!("{name}.yaml"));
        let spec = spec.to_str().expect("a path");
        let json = on("check", &workbook, &["--json", "--model", spec]).json();
        assert_eq!(json["findings"].to_string(), "[]", "{name}");
    }
}
