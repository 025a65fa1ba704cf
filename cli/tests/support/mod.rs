//! Workbooks made for a test, and the program run on them.
#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rust_xlsxwriter::{Formula, Workbook, Worksheet};
use serde_json::Value;

/// A folder of its own for one test.
pub struct Folder(PathBuf);

impl Folder {
    /// An empty folder.
    pub fn new(test: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("ulam-{}-{test}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Folder(path)
    }
    /// The path of a file in it.
    pub fn path(&self, file: &str) -> PathBuf {
        self.0.join(file)
    }
    /// Writes a file into it.
    pub fn write(&self, file: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(file);
        std::fs::write(&path, content).expect("a file in the temporary folder");
        path
    }
    /// Its files, sorted.
    pub fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).expect("the temporary folder");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
    /// Writes a workbook into it.
    pub fn workbook(&self, file: &str, fill: impl FnOnce(&mut Workbook)) -> PathBuf {
        let path = self.path(file);
        let mut workbook = Workbook::new();
        fill(&mut workbook);
        workbook.save(&path).expect("a saved workbook");
        path
    }
    /// The net present value of -1000 and five flows of 300 at 10%, on the sheet Model: rate B1,
    /// investment B2, flows B3:B7, result B8 (named NPV), and B9 = B8 / B2.
    pub fn cash_flow(&self) -> PathBuf {
        self.workbook("model.xlsx", |workbook| {
            let sheet = workbook.add_worksheet();
            sheet.set_name("Model").expect("a sheet name");
            let labels =
                ["Rate", "Investment", "Year 1", "Year 2", "Year 3", "Year 4", "Year 5", "Value"];
            for (row, label) in labels.iter().enumerate() {
                sheet.write(row as u32, 0, *label).expect("a cell");
            }
            number(sheet, 0, 1, 0.1);
            number(sheet, 1, 1, -1000.0);
            for row in 2..7 {
                number(sheet, row, 1, 300.0);
            }
            formula(sheet, 7, 1, "B2+NPV(B1,B3:B7)", "137.23603082253405");
            formula(sheet, 8, 1, "B8/B2", "-0.13723603082253406");
            let other = workbook.add_worksheet();
            other.set_name("My, sheet").expect("a sheet name");
            number(other, 0, 0, 5.0);
            workbook.define_name("Net_value", "=Model!$B$8").expect("a name");
        })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Writes a number.
pub fn number(sheet: &mut Worksheet, row: u32, column: u16, number: f64) {
    sheet.write_number(row, column, number).expect("a cell");
}

/// Writes a formula and the value that Excel is to have saved for it.
pub fn formula(sheet: &mut Worksheet, row: u32, column: u16, formula: &str, saved: &str) {
    let formula = Formula::new(formula).set_result(saved);
    sheet.write_formula(row, column, formula).expect("a cell");
}

/// How a run of the program ended.
pub struct Run {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Run {
    /// Standard output as JSON, of a run that succeeded.
    pub fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{}", self.err);
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
    /// Checks that the run failed with this code and one line that has these parts.
    pub fn failed(&self, code: i32, parts: &[&str]) {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        let errors: Vec<&str> =
            self.err.lines().filter(|line| line.starts_with("error: ")).collect();
        assert_eq!(errors.len(), 1, "{}", self.err);
        assert_eq!(self.err.lines().count(), 1, "{}", self.err);
        for part in parts {
            assert!(self.err.contains(part), "no '{part}' in: {}", self.err);
        }
    }
}

/// Runs the program.
pub fn ulam(arguments: &[&str]) -> Run {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_ulam"))
        .args(arguments)
        .env("NO_COLOR", "1")
        .output()
        .expect("the program");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    Run {
        code: output.status.code().unwrap_or(-1),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// Runs a command on a workbook.
pub fn on(command: &str, workbook: &Path, arguments: &[&str]) -> Run {
    let mut all = vec![command, workbook.to_str().expect("a path")];
    all.extend(arguments);
    ulam(&all)
}

/// Five independent Normal(300, 50) flows and the net present value.
pub const CASH_FLOW: [&str; 12] = [
    "--input",
    "Model!B3=Normal(300, 50)",
    "--input",
    "Model!B4=Normal(300, 50)",
    "--input",
    "Model!B5=Normal(300, 50)",
    "--input",
    "Model!B6=Normal(300, 50)",
    "--input",
    "Model!B7=Normal(300, 50)",
    "--output",
    "Model!B8",
];

/// Those arguments and more.
pub fn cash_flow_and<'a>(more: &[&'a str]) -> Vec<&'a str> {
    CASH_FLOW.iter().chain(more).copied().collect()
}
