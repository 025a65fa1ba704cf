//! The PDF report, read back by poppler.

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use support::{Case, Wanted, kinds, run, workbook};
use ulam_report::pdf;

/// A program of poppler's on the report, to standard output.
fn poppler(folder: &Path, program: &str, arguments: &[&str], file: &str) -> String {
    let output = Command::new(program)
        .args(arguments)
        .arg(folder.join(file))
        .args(if program == "pdftotext" { &["-"][..] } else { &[] })
        .output()
        .unwrap_or_else(|error| panic!("{program}, which scripts/setup installs: {error}"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && errors.trim().is_empty(), "{program}: {errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("ulam-pdf-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn text(folder: &Folder, case: &Case) -> String {
    let bytes = pdf(&case.report()).expect("a report");
    std::fs::write(folder.0.join("report.pdf"), bytes).expect("a file");
    poppler(&folder.0, "pdftotext", &["-layout"], "report.pdf")
}

#[test]
fn every_kind_of_outcome_gives_a_document_that_says_so() {
    let folder = Folder::new("kinds");
    for (kind, case) in kinds() {
        let text = text(&folder, &case);
        for expected in
            ["At a glance", "Model!A2", "Statistics", "Inputs", "Normal(0, 1)", "How to reproduce"]
        {
            assert!(text.contains(expected), "{kind}: no '{expected}' in\n{text}");
        }
        let information = poppler(&folder.0, "pdfinfo", &[], "report.pdf");
        assert!(information.contains("Page size:       595.28 x 841.89 pts (A4)"), "{information}");
    }
}

#[test]
fn numbers_and_drivers_are_those_of_the_run() {
    let folder = Folder::new("numbers");
    let cells =
        [(0, 0, "5", "General"), (1, 0, "3", "General"), (2, 0, "=A1*2-A2", "\"$\"#,##0.00")];
    let wanted = Wanted {
        inputs: &[("Model!A1", "Price", "Uniform(8, 12)"), ("Model!A2", "Cost", "Uniform(2, 4)")],
        outputs: &[("Model!A3", "Profit before tax")],
        below: &[("Model!A3", 13.0)],
        correlations: &[("Price", "Cost", 0.25)],
        trials: 4_000,
    };
    let case = run(&workbook("Model", &cells), &wanted);
    let text = text(&folder, &case);
    let outcome = &case.outcome.outputs[0];
    // Four digits at least, as everywhere in the reports.
    let money = |value: Option<f64>| {
        let text = format!("${:.2}", value.expect("a number"));
        text.trim_end_matches('0').trim_end_matches('.').to_string()
    };
    for expected in [
        "Profit before tax".to_string(),
        money(outcome.summary.mean),
        money(outcome.percentile(5)),
        money(outcome.percentile(95)),
        "Price matters most".to_string(),
        "Uniform(8, 12)".to_string(),
        "+0.25".to_string(),
        "4,000 trials".to_string(),
        "Model!A3 < 13".to_string(),
        "ulam simulate 'cash flow.xlsx' --model spec.yaml".to_string(),
        "1 of ".to_string(),
    ] {
        assert!(text.contains(&expected), "no '{expected}' in\n{text}");
    }
}

#[test]
fn any_text_is_only_text() {
    let folder = Folder::new("hostile");
    let bytes = workbook("Model", &[(0, 0, "5", "General"), (1, 0, "=A1*2", "0.00")]);
    let long = "W".repeat(400);
    let wanted = Wanted {
        inputs: &[("Model!A1", "Größe – цена – μ ∞ 価格\u{7}", "Normal(10, 2)")],
        outputs: &[("Model!A2", long.as_str()), ("Model!A2", ") Tj ET %%EOF")],
        trials: 50,
        ..Wanted::default()
    };
    let mut case = run(&bytes, &wanted);
    case.name = "a\r\nb\u{0}\u{202e}c".to_string();
    case.spec = format!("outputs:\n{}", "  - cell: Model!A2\n".repeat(3_000));
    case.command = long.clone();
    let text = text(&folder, &case);
    for expected in ["Größe – цена – μ ∞", ") Tj ET %%EOF", "1,801 more lines"] {
        assert!(text.contains(expected), "no '{expected}' in\n{text}");
    }
}
