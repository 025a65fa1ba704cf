//! What travels as JSON: it survives the journey, mistakes are refused, and the OpenAPI document holds
//! together.

#[path = "../examples/schemas/document.rs"]
mod document;

use std::collections::BTreeSet;
use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use ulam_contracts::event::Event;
use ulam_contracts::identity::{LoginRequest, SessionKind, TenantCreated};
use ulam_contracts::notifications::{AlertSubject, ClientMessage, CreateAlertRule};
use ulam_contracts::page::Page;
use ulam_contracts::problem::{Problem, ProblemKind};
use ulam_contracts::results::RunOutcome;
use ulam_contracts::sharing::{SetShares, ShareSubject};
use ulam_contracts::simulations::{
    CancelSimulation, FitRequest, OutputSpec, RunSettings, SimulationSpec, StartSimulation,
};
use ulam_contracts::workbooks::{CalculateRequest, CellErrorValue, CellValue};
use utoipa::OpenApi;

/// Reads `text`, writes what was read, and expects the same again; the value is returned.
fn survives<T: Serialize + DeserializeOwned + PartialEq + Debug>(json: Value) -> T {
    let value: T = serde_json::from_value(json.clone()).unwrap_or_else(|e| panic!("{json}: {e}"));
    let written = serde_json::to_value(&value).unwrap();
    assert_eq!(written, json);
    assert_eq!(serde_json::from_value::<T>(written).unwrap(), value);
    value
}

fn refuses<T: DeserializeOwned + Debug>(json: Value, about: &str) {
    let error = serde_json::from_value::<T>(json.clone()).expect_err(&json.to_string());
    assert!(error.to_string().contains(about), "{json}: {error}");
}

#[test]
fn cell_values_are_plain_json() {
    let check = |json: Value, value: CellValue| assert_eq!(survives::<CellValue>(json), value);
    check(json!(1.5), CellValue::Number(1.5));
    check(json!("TRUE"), CellValue::Text("TRUE".to_string()));
    check(json!(true), CellValue::Boolean(true));
    check(json!(null), CellValue::Blank);
    check(json!({"error": "#N/A"}), CellValue::Error(CellErrorValue { error: "#N/A".to_string() }));
    refuses::<CellValue>(json!({"error": "#N/A", "cell": "A1"}), "");
    refuses::<CellValue>(json!([1]), "");
}

/// The same spec as a file: docs of `ulam simulate --model`.
#[test]
fn a_spec_has_the_form_of_a_spec_file() {
    let spec: SimulationSpec = survives(json!({
        "inputs": [
            {"cell": "Model!B3", "name": "Price", "distribution": "Pert(8, 10, 15)"},
            {"cell": "'My, sheet'!B4", "distribution": "Normal(100, 15, Truncate(0, ))"},
        ],
        "outputs": ["Model!B20", {"cell": "Model!B21", "name": "Payback"}],
        "correlations": [["Price", "Model!B4", -0.4]],
        "copulas": [{"family": "t", "parameter": 4.0, "inputs": ["Demand", "Supply"], "rho": 0.5}],
        "probabilities": ["Model!B20 < 0"],
        "trials": 100_000,
        "seed": 7,
        "sampling": "lhs",
    }));
    assert_eq!(spec.outputs[0], OutputSpec::Cell("Model!B20".to_string()));
    assert_eq!((spec.outputs[1].cell(), spec.outputs[1].name()), ("Model!B21", Some("Payback")));
    survives::<SimulationSpec>(json!({}));
}

#[test]
fn misspelt_settings_are_refused() {
    refuses::<SimulationSpec>(json!({"trails": 10}), "trails");
    refuses::<SimulationSpec>(json!({"outputs": [{"cell": "A1", "title": "x"}]}), "");
    refuses::<SimulationSpec>(json!({"correlations": [["a", "b"]]}), "");
    refuses::<RunSettings>(json!({"stop": []}), "stop");
    refuses::<CancelSimulation>(json!({"because": "late"}), "because");
    refuses::<StartSimulation>(json!({"workbook_id": "w", "spec": {}, "trials": 10}), "trials");
    refuses::<LoginRequest>(
        json!({"method": "password", "email": "a", "password": "b", "remember": true}),
        "remember",
    );
    refuses::<LoginRequest>(json!({"email": "a", "password": "b"}), "method");
    refuses::<AlertSubject>(json!({"kind": "metric", "metric": "m", "output": "o"}), "output");
    refuses::<SetShares>(json!({"links": {}}), "links");
    refuses::<FitRequest>(json!({"data": {"source": "values", "column": "a"}}), "column");
}

#[test]
fn what_is_left_out_of_a_request_has_defaults() {
    let start: StartSimulation =
        serde_json::from_value(json!({"workbook_id": "w", "spec": {"outputs": ["A1"]}})).unwrap();
    assert_eq!(start.settings, RunSettings::default());
    assert!(start.settings.sensitivity && start.settings.replicates == 1);
    let settings: RunSettings = serde_json::from_value(json!({"sensitivity": false})).unwrap();
    assert_eq!(settings.tornado, "mean");
    let login: LoginRequest =
        serde_json::from_value(json!({"method": "link", "token": "t"})).unwrap();
    assert_eq!(login, LoginRequest::Link { token: "t".to_string(), session: SessionKind::Token });
    let request: CalculateRequest = serde_json::from_value(json!({"cells": ["A1"]})).unwrap();
    assert!(request.set.is_empty());
}

#[test]
fn messages_say_what_they_are() {
    survives::<ClientMessage>(json!({"type": "authenticate", "token": "t"}));
    survives::<ClientMessage>(json!({"type": "ping"}));
    survives::<ShareSubject>(json!({"kind": "role", "role": "viewer"}));
    survives::<ShareSubject>(json!({"kind": "tenant"}));
    let rule: CreateAlertRule = serde_json::from_value(json!({
        "name": "Loss too likely",
        "subject": {"kind": "result", "workbook_id": "w", "statistic": "Model!B20 < 0"},
        "comparator": "above",
        "threshold": 0.1,
        "channels": ["in_app", "email"],
    }))
    .unwrap();
    assert!(matches!(rule.subject, AlertSubject::Result { output: None, .. }));
}

#[test]
fn events_are_cloud_events() {
    let data = TenantCreated {
        tenant_id: "t".to_string(),
        name: "Analytical Engines Ltd".to_string(),
        plan: "standard".to_string(),
        owner_id: "u".to_string(),
    };
    let time = "2026-11-21T08:00:00Z".to_string();
    let tenant = Some("t".to_string());
    let event = Event::new("e".to_string(), time, tenant, "t".to_string(), data.clone());
    let on_the_bus = serde_json::to_value(event.into_json().unwrap()).unwrap();
    // CloudEvents 1.0.2, JSON format: the required attributes, and an extension beside them.
    assert_eq!(on_the_bus["specversion"], "1.0");
    assert_eq!(on_the_bus["type"], "tenant.created");
    assert_eq!(on_the_bus["source"], "/services/identity");
    assert_eq!(on_the_bus["tenantid"], "t");
    let event: Event<Value> = serde_json::from_value(on_the_bus).unwrap();
    assert_eq!(event.typed::<TenantCreated>().unwrap().data, data);
}

/// RFC 9457, 3.1: the members of a problem.
#[test]
fn problems_have_a_stable_type() {
    let problem = ProblemKind::NotFound.problem("there is no workbook with this id");
    let json = serde_json::to_value(&problem).unwrap();
    assert_eq!(
        json,
        json!({
            "type": "https://ulam.dev/problems/not-found",
            "title": "Not found",
            "status": 404,
            "detail": "there is no workbook with this id",
        })
    );
    survives::<Problem>(json);
}

#[test]
fn percentages_are_keys_also_inside_a_flattened_object() {
    #[derive(Debug, PartialEq, Serialize, serde::Deserialize)]
    struct WithId {
        id: String,
        #[serde(flatten)]
        outcome: RunOutcome,
    }
    let result: WithId = survives(json!({
        "id": "r",
        "workbook": "plan.xlsx", "trials": 2, "seed": 1, "sampling": "random",
        "elapsed_seconds": {"load": 0.1, "compile": 0.1, "run": 0.1, "statistics": 0.1,
                            "sensitivity": 0.1, "total": 0.5},
        "inputs": [], "probabilities": [], "warnings": [], "interval_method": "independent trials",
        "outputs": [{
            "cell": "Model!B20", "name": null, "count": 2, "errors": 0, "mean": 1.5, "sd": null,
            "skewness": null, "kurtosis": null, "min": 1.0, "max": 2.0, "standard_error": null,
            "percentiles": {"5": 1.0, "50": 1.5, "95": null}, "sensitivity": [], "variance": null,
            "mode": null, "mean_interval": null,
            "percentile_intervals": {"50": {"low": null, "high": 2.0}}, "risk": [],
            "convergence": [], "regression": null, "scenario": {"worst": [], "best": []},
        }],
    }));
    assert_eq!(result.outcome.outputs[0].percentiles[&50], Some(1.5));
    // The numbers' order, not that of their texts.
    let text = serde_json::to_string(&result).unwrap();
    assert!(text.contains(r#""percentiles":{"5":1.0,"50":1.5,"95":null}"#), "{text}");
}

#[test]
fn a_whole_list_is_one_page() {
    let page = Page::whole(vec![1, 2]);
    let json = serde_json::to_value(page).unwrap();
    assert_eq!(json, json!({"items": [1, 2], "next_cursor": null, "total": 2}));
}

/// Clients are generated from the document: nothing in it may point nowhere.
#[test]
fn the_document_holds_together() {
    let document = serde_json::to_value(document::Document::openapi()).unwrap();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let mut names = BTreeSet::new();
    references(&document, &mut names);
    let missing: Vec<&String> = names.iter().filter(|name| !schemas.contains_key(*name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    for (name, schema) in schemas {
        assert!(schema["description"].is_string(), "{name} has no description");
    }
    let mut operations = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            assert!(operation["summary"].is_string(), "{method} {path} has no summary");
            let id = operation["operationId"].as_str().unwrap();
            assert!(operations.insert(id.to_string()), "{id} twice");
        }
    }
    assert_eq!(schemas["Permission"]["enum"][0], "files:read");
}

fn references(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                match value.as_str().and_then(|text| text.strip_prefix("#/components/schemas/")) {
                    Some(name) if key == "$ref" => drop(names.insert(name.to_string())),
                    _ => references(value, names),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, names)),
        _ => {}
    }
}
