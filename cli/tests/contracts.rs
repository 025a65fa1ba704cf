//! The answers of the API are the objects that `--json` prints, field for field, with ids beside them.

mod support;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use support::{Folder, cash_flow_and, on};
use ulam_contracts::results::{RunOutcome, TrialReplay};
use ulam_contracts::simulations::FitReport;
use ulam_contracts::workbooks::{BaseCaseBadge, BaseCaseVerdict, CheckReport, CheckTotals};

/// Reads what the program printed as `T`, adding `more` fields that only the API has, and expects that
/// `T` says all of it again.
fn says_all<T: Serialize + DeserializeOwned>(mut printed: Value, more: Value) {
    if let (Value::Object(printed), Value::Object(more)) = (&mut printed, more) {
        printed.extend(more);
    }
    let read: T = serde_json::from_value(printed.clone()).expect("the contract's form");
    let said = serde_json::to_value(read).expect("json");
    let mut lost = Vec::new();
    compare("", &printed, &said, &mut lost);
    assert!(lost.is_empty(), "{lost:?}");
}

fn compare(place: &str, printed: &Value, said: &Value, lost: &mut Vec<String>) {
    match (printed, said) {
        (Value::Object(printed), Value::Object(said)) => {
            for (key, value) in printed {
                let place = format!("{place}.{key}");
                match said.get(key) {
                    Some(other) => compare(&place, value, other, lost),
                    None => lost.push(place),
                }
            }
        }
        (Value::Array(printed), Value::Array(said)) if printed.len() == said.len() => {
            for (index, (value, other)) in printed.iter().zip(said).enumerate() {
                compare(&format!("{place}[{index}]"), value, other, lost);
            }
        }
        // The contract may write a whole number as 1.0.
        _ if printed == said || (printed.is_number() && printed.as_f64() == said.as_f64()) => {}
        _ => lost.push(format!("{place}: {printed} became {said}")),
    }
}

#[test]
fn results_are_what_simulate_prints() {
    let folder = Folder::new("contracts-simulate");
    let model = folder.cash_flow();
    let check = |more: &[&str]| {
        let arguments = [&["--json", "--trials", "4096"], more].concat();
        let result = on("simulate", &model, &cash_flow_and(&arguments)).json();
        says_all::<RunOutcome>(result, json!({}));
    };
    check(&[]);
    check(&["--tornado", "p95", "--tail", "upper", "--sobol-indices", "1000"]);
    check(&["--stop-when", "mean within 50%"]);
    check(&["--replicates", "4", "--sampling", "lhs", "--simulate-over", "Model!B2=-900,-1000"]);
}

#[test]
fn checks_are_what_check_prints() {
    let folder = Folder::new("contracts-check");
    let badge = BaseCaseBadge {
        verdict: BaseCaseVerdict::Matches,
        sentence: String::new(),
        formula_cells: 2,
        equal: 2,
        differing: 0,
        volatile: 0,
        not_saved: 0,
        not_computable: 0,
        circular_references: 0,
        severe_findings: 0,
    };
    let more = json!({"workbook_id": "w", "badge": badge, "totals": CheckTotals::default()});
    says_all::<CheckReport>(on("check", &folder.cash_flow(), &["--json"]).json(), more);
}

#[test]
fn replays_and_fits_are_what_the_commands_print() {
    let folder = Folder::new("contracts-replay");
    let copy = folder.path("copy.xlsx");
    let copy = copy.to_str().expect("a path");
    let more = ["--json", "--trials", "1000", "--trial", "worst", "--out", copy];
    let replay = on("replay", &folder.cash_flow(), &cash_flow_and(&more)).json();
    says_all::<TrialReplay>(replay, json!({}));
    let numbers: String = (1..60).map(|n| format!("{}\n", n * n)).collect();
    let data = folder.write("data.csv", format!("waiting\n{numbers}"));
    let fit = on("fit", &data, &["--json", "--bootstrap", "200", "--top", "2"]).json();
    says_all::<FitReport>(fit, json!({"histogram": {"edges": [], "counts": []}}));
}
