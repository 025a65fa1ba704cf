//! The reports open in the programs that people open them with: a browser and a spreadsheet program.
//! `make setup` installs both.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of the test's own, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("ulam-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn output_of(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{program} can't be started ({error}): run `make setup`"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{program} {arguments:?}: {}\n{said}", output.status);
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Simulates the cash-flow example and writes its report.
fn report(file: &Path) {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/cash-flow");
    output_of(
        env!("CARGO_BIN_EXE_ulam"),
        &[
            "simulate",
            &example.join("cash-flow.xlsx").display().to_string(),
            "--model",
            &example.join("cash-flow.yaml").display().to_string(),
            "--trials",
            "2000",
            "--report",
            &file.display().to_string(),
        ],
    );
}

#[test]
fn a_browser_shows_the_html_report() {
    let folder = Folder::new("html-report");
    let file = folder.0.join("report.html");
    report(&file);
    let shown = output_of(
        "chromium",
        &[
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            &format!("--user-data-dir={}", folder.0.join("profile").display()),
            "--dump-dom",
            &format!("file://{}", file.display()),
        ],
    );
    for expected in ["cash-flow.xlsx", "NPV", "IRR", "Volume growth", "<svg", "2,000 trials"] {
        assert!(shown.contains(expected), "the page lacks {expected}");
    }
    assert!(!shown.contains("<script"), "the page needs no scripts");
}

#[test]
fn a_spreadsheet_program_opens_the_excel_report() {
    let folder = Folder::new("excel-report");
    let file = folder.0.join("report.xlsx");
    report(&file);
    output_of(
        "soffice",
        &[
            &format!("-env:UserInstallation=file://{}", folder.0.join("profile").display()),
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
            "--outdir",
            &folder.0.display().to_string(),
            &file.display().to_string(),
        ],
    );
    let mut sheets = String::new();
    for entry in std::fs::read_dir(&folder.0).expect("a folder").flatten() {
        if entry.path().extension().is_some_and(|extension| extension == "csv") {
            sheets.push_str(&std::fs::read_to_string(entry.path()).expect("a text"));
        }
    }
    for expected in ["NPV", "IRR", "Volume growth"] {
        assert!(sheets.contains(expected), "the workbook lacks {expected}");
    }
    assert!(sheets.lines().count() > 2000, "the samples are missing");
    for error in ["#NAME?", "#VALUE!", "#REF!", "Err:5"] {
        assert!(!sheets.contains(error), "the workbook shows {error}");
    }
}
