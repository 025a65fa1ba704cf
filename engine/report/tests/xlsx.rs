//! The Excel report, read back.

mod support;

use support::{Case, Wanted, kinds, run, workbook};
use ulam_formula::value::{CellError, Value};
use ulam_report::{Difference, xlsx};
use ulam_workbook::{Limits, Workbook};

fn read_back(case: &Case) -> Workbook {
    let report = xlsx(&case.report()).expect("a report");
    let mut workbook = Workbook::read(&report.bytes, &Limits::default()).expect("a workbook");
    workbook.recalculate(45000.0);
    workbook
}

fn value(workbook: &Workbook, cell: &str) -> Value {
    let address = workbook.locate(cell).unwrap_or_else(|error| panic!("{cell}: {error:?}"));
    workbook.cell_at(address).map_or(Value::Blank, |id| workbook.cells().value(id).into_owned())
}

fn sheet_names(workbook: &Workbook) -> Vec<String> {
    workbook.sheets().iter().map(|sheet| sheet.name.to_string()).collect()
}

#[test]
fn every_kind_of_outcome_gives_a_workbook() {
    for (kind, case) in kinds() {
        let workbook = read_back(&case);
        let expected =
            ["Summary", "Model!A2", "Analysis", "Inputs", "Samples", "Base case", "Reproduce"];
        assert_eq!(sheet_names(&workbook), expected, "{kind}");
        assert_eq!(value(&workbook, "Samples!A1"), Value::Text("Trial".into()), "{kind}");
    }
}

#[test]
fn samples_and_statistics_are_those_of_the_run() {
    let bytes = workbook("Model", &[(0, 0, "5", "General"), (1, 0, "=A1*2", "0.00")]);
    let case = run(
        &bytes,
        &Wanted {
            inputs: &[("Model!A1", "x", "Normal(10, 2)")],
            outputs: &[("Model!A2", "Profit")],
            below: &[("Model!A2", 20.0)],
            trials: 500,
            ..Wanted::default()
        },
    );
    let workbook = read_back(&case);
    for (trial, sample) in case.samples.columns[0].iter().enumerate() {
        let row = trial + 2;
        assert_eq!(value(&workbook, &format!("Samples!A{row}")), Value::Number((trial + 1) as f64));
        assert_eq!(value(&workbook, &format!("Samples!B{row}")), Value::Number(*sample));
    }
    assert_eq!(value(&workbook, "Samples!A502"), Value::Blank);
    let summary = &case.outcome.outputs[0].summary;
    let expected = [
        ("Profit!B5", Some(500.0)),
        ("Profit!B7", summary.mean),
        ("Profit!B11", summary.sd),
        ("Profit!E5", case.outcome.outputs[0].percentile(1)),
        ("Profit!E11", case.outcome.outputs[0].percentile(40)),
    ];
    for (cell, number) in expected {
        assert_eq!(value(&workbook, cell), Value::Number(number.unwrap()), "{cell}");
    }
    // Bars of the histogram hold every trial between them.
    let bars = (5..300).map(|row| match value(&workbook, &format!("Profit!AA{row}")) {
        Value::Number(trials) => trials,
        _ => 0.0,
    });
    assert_eq!(bars.sum::<f64>(), 500.0);
}

#[test]
fn errors_are_excel_errors_in_their_trials() {
    let case = kinds().into_iter().find(|(kind, _)| *kind == "sometimes an error").unwrap().1;
    let workbook = read_back(&case);
    let mut errors = 0;
    for (trial, sample) in case.samples.columns[0].iter().enumerate() {
        let found = value(&workbook, &format!("Samples!B{}", trial + 2));
        if sample.is_nan() {
            errors += 1;
            assert_eq!(found, Value::Error(CellError::Num));
        } else {
            assert_eq!(found, Value::Number(*sample));
        }
    }
    assert!(errors > 0);
    assert!(matches!(value(&workbook, "Samples!D1"), Value::Text(note) if note.contains("error")));
}

#[test]
fn text_is_never_a_formula() {
    let bytes = workbook("Model", &[(0, 0, "5", "General"), (1, 0, "=A1*2", "0.00")]);
    let hostile = "=HYPERLINK(\"http://example.com\",\"[x]/*?:\")";
    let mut case = run(
        &bytes,
        &Wanted {
            inputs: &[("Model!A1", "@SUM(1,1)", "Normal(10, 2)")],
            outputs: &[("Model!A2", hostile), ("Model!A2", hostile), ("Model!A2", "+1+1")],
            trials: 20,
            ..Wanted::default()
        },
    );
    case.name = "-2+3".to_string();
    case.command = "=cmd|' /C calc'!A0".to_string();
    case.spec = "=1+1\n@A1\n\u{7}".to_string();
    case.warnings = vec!["=2*2".to_string()];
    case.base_case.checked += 1;
    case.base_case.differing = vec![Difference {
        cell: "=A1".into(),
        formula: "=1/0".into(),
        expected: "+1".into(),
        ours: "-1".into(),
    }];
    let workbook = read_back(&case);
    assert_eq!(workbook.formulas().len(), 0);
    assert_eq!(value(&workbook, "Samples!B1"), Value::Text(hostile.into()));
    assert_eq!(value(&workbook, "Samples!D1"), Value::Text("+1+1".into()));
    assert_eq!(value(&workbook, "Reproduce!B4"), Value::Text(case.command.as_str().into()));
    assert_eq!(sheet_names(&workbook).len(), 9);
}
