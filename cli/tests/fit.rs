//! `ulam fit`, as people and programs use it.

mod support;

use std::io::Write;
use std::process::{Command, Stdio};

use support::{Folder, cash_flow_and, formula, number, on, ulam};

/// Exponential quantiles at (i - 1/2)/n, so that any exponential fit has this mean nearly.
fn waiting_times(count: usize) -> Vec<f64> {
    (0..count).map(|i| -10.0 * (1.0 - (i as f64 + 0.5) / count as f64).ln()).collect()
}

fn data(folder: &Folder) -> std::path::PathBuf {
    let mut text = String::from("id,waiting,kind\n");
    for (index, value) in waiting_times(60).iter().enumerate() {
        text.push_str(&format!("{index},{value:.4},a\n"));
    }
    text.push_str("60,,a\n61,late,a\n62,NA,b\n");
    folder.write("data.csv", text)
}

#[test]
fn prints_the_call_to_paste_and_what_was_left_out() {
    let folder = Folder::new("fit-text");
    let path = data(&folder);
    let run = on("fit", &path, &["--column", "waiting", "--family", "Exponential,Normal,Gamma"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for part in ["60 numbers", "Exponential(", "--input \"Sheet!B3=Exponential("] {
        assert!(run.out.contains(part), "no '{part}' in {}", run.out);
    }
    assert!(run.err.contains("'late' (line 63)"), "{}", run.err);
    assert!(run.err.contains("missing"), "{}", run.err);
    // The call is one that a simulation takes.
    let call = run.out.split("Sheet!B3=").nth(1).and_then(|rest| rest.split('"').next());
    let model = folder.cash_flow();
    let input = format!("Model!B3={}", call.expect("a call"));
    let run = on("simulate", &model, &cash_flow_and(&["--input", &input, "--trials", "100"]));
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn json_has_every_fit() {
    let folder = Folder::new("fit-json");
    let json =
        on("fit", &data(&folder), &["--column", "2", "--json", "--bounded-below", "0"]).json();
    assert_eq!(json["count"], 60);
    let fits = json["fits"].as_array().expect("fits");
    assert!(fits.len() > 10);
    let exponential =
        fits.iter().find(|fit| fit["distribution"] == "Exponential").expect("an exponential fit");
    // The mean of the numbers, and mean / sqrt(n).
    let mean = json["mean"].as_f64().expect("a mean");
    let parameter = &exponential["parameters"][0];
    assert!((parameter["value"].as_f64().expect("a value") - mean).abs() < 1e-9);
    let error = parameter["standard_error"].as_f64().expect("an error");
    assert!((error - mean / 60f64.sqrt()).abs() < 1e-4 * error, "{error}");
    let bic: Vec<f64> = fits.iter().filter_map(|fit| fit["bic"].as_f64()).collect();
    assert!(bic.windows(2).all(|pair| pair[0] <= pair[1]));
    // Families without a smallest value are said to be unfit.
    let rejected = json["rejected"].as_array().expect("rejected");
    assert!(rejected.iter().any(|row| row["distribution"] == "Normal"));
}

#[test]
fn reads_standard_input_and_ranges() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_ulam"))
        .args(["fit", "-", "--json", "--discrete"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    let text = [0, 1, 1, 2, 2, 2, 3, 3, 4, 1].map(|k: u8| k.to_string()).join("\n");
    child.stdin.take().expect("an input").write_all(text.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("an end");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(json["count"], 10);
    let poisson = json["fits"]
        .as_array()
        .and_then(|fits| fits.iter().find(|fit| fit["distribution"] == "Poisson").cloned());
    assert_eq!(poisson.expect("a fit")["call"], "Poisson(1.9)");

    let folder = Folder::new("fit-range");
    let book = folder.workbook("book.xlsx", |workbook| {
        let sheet = workbook.add_worksheet();
        sheet.set_name("Data").expect("a name");
        sheet.write(0, 0, "Amount").expect("a cell");
        for (row, value) in waiting_times(20).iter().enumerate() {
            number(sheet, row as u32 + 1, 0, *value);
        }
        formula(sheet, 21, 0, "A2*2", "0.5");
        sheet.write(22, 0, "n/a").expect("a cell");
        sheet.write(23, 0, "none yet").expect("a cell");
        number(sheet, 24, 0, 3.0);
    });
    let json = on("fit", &book, &["--range", "Data!A:A", "--json"]).json();
    assert_eq!((json["count"].clone(), json["column"].clone()), (22.into(), "Amount".into()));
    assert!(json["notes"].to_string().contains("'none yet' (A24)"), "{}", json["notes"]);
    on("fit", &book, &["--range", "Data!"]).failed(2, &["--range", "Data"]);
    on("fit", &book, &[]).failed(2, &["--range"]);
}

#[test]
fn pictures_and_bootstrap() {
    let folder = Folder::new("fit-plot");
    let path = data(&folder);
    let (svg, html) = (folder.path("a.svg"), folder.path("b.html"));
    for file in [&svg, &html] {
        let file = file.to_str().expect("a path");
        let more = ["--column", "waiting", "--family", "Gamma,Lognormal", "--plot", file];
        let run = on("fit", &path, &[&more[..], &["--bootstrap", "40", "--json"]].concat());
        let p = run.json()["fits"][0]["bootstrap"]["anderson_darling_p"].as_f64();
        // The numbers are as near to an exponential law as any can be.
        assert!(p.is_some_and(|p| p > 0.5), "{p:?}");
    }
    let svg = std::fs::read_to_string(svg).expect("a picture");
    assert!(svg.starts_with("<svg") && svg.matches("<svg").count() == 7, "{}", &svg[..200]);
    let html = std::fs::read_to_string(html).expect("a page");
    assert!(html.contains("Gamma") && html.contains("Standard error") && !html.contains("<script"));
    on("fit", &path, &["--plot", "a.png"]).failed(2, &["--plot", ".svg or .html"]);
}

#[test]
fn correlated_columns_make_a_spec() {
    let folder = Folder::new("fit-correlation");
    // The second column is the first one reversed in rank but for one exchange; rho of 1..8 against
    // 8, 7, 6, 5, 4, 3, 1, 2: 1 - 6 * 166 / (8 * 63).
    let first = [1.0, 2.1, 2.9, 4.2, 5.1, 6.3, 6.9, 8.4];
    let second = [8.2, 7.1, 6.4, 5.0, 4.2, 3.1, 1.3, 2.2];
    let mut text = String::from("a;b\n");
    for (a, b) in first.iter().zip(second) {
        text.push_str(&format!("{a};{b}\n").replace('.', ","));
    }
    let path = folder.write("pairs.csv", text);
    let arguments = ["--columns", "a,b", "--correlation", "--cells", "Model!B3,Model!B4"];
    let run = on("fit", &path, &[&arguments[..], &["--family", "Normal"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("-0.976"), "{}", run.out);
    let spec = folder.write("model.yaml", &run.out);
    let model = folder.cash_flow();
    let spec = spec.to_str().expect("a path");
    let run = on("simulate", &model, &["--model", spec, "--output", "Model!B8", "--trials", "200"]);
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn what_cannot_be_fitted_is_refused_in_one_line() {
    let folder = Folder::new("fit-refused");
    let path = data(&folder);
    on("fit", &path, &[]).failed(2, &["which column", "waiting"]);
    on("fit", &path, &["--column", "nothing"]).failed(2, &["nothing", "waiting"]);
    on("fit", &path, &["--column", "kind"]).failed(2, &["kind", "too few"]);
    on("fit", &path, &["--column", "waiting", "--family", "Gauss"]).failed(2, &["Gauss"]);
    on("fit", &path, &["--column", "waiting", "--rank", "r2"]).failed(2, &["r2", "bic"]);
    on("fit", &path, &["--column", "waiting", "--bounded-below", "5"]).failed(2, &["beyond", "5"]);
    on("fit", &path, &["--column", "waiting", "--bootstrap", "3"]).failed(2, &["--bootstrap"]);
    let constant = folder.write("constant.csv", "7\n7\n7\n7\n7\n7\n");
    on("fit", &constant, &[]).failed(2, &["all numbers are 7"]);
    ulam(&["fit", "no-such.csv"]).failed(3, &["no-such.csv", "no such file"]);
    let empty = folder.write("empty.csv", "");
    on("fit", &empty, &[]).failed(3, &["empty"]);
}
