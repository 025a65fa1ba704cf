//! The main journey, once for every shape and database: the administrator signs in, somebody
//! registers, uploads a workbook, opens it, simulates it, watches, reads the result, saves the
//! simulation and runs it again, is notified; nobody else sees any of it; a restart loses nothing.

use std::process::Command;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::stack::{Database, Shape, Stack, eventually};
use crate::user::{PATIENCE, User, adding_spec, adding_workbook, text};

const TRIALS: u64 = 50_000;

#[tokio::test(flavor = "multi_thread")]
async fn in_one_process_on_sqlite() {
    the_journey(Shape::AllInOne, Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_one_process_on_postgresql() {
    the_journey(Shape::AllInOne, Database::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_nine_processes_on_sqlite() {
    the_journey(Shape::NineProcesses, Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_nine_processes_on_postgresql() {
    the_journey(Shape::NineProcesses, Database::Postgres).await;
}

async fn the_journey(shape: Shape, database: Database) {
    let mut stack = Stack::start_in(shape, database, &[]);
    let administrator = User::with_token(&stack, stack.administrator().await);
    let me = administrator.get("/api/v2/auth/user").await;
    let may = me["principal"]["permissions"].as_array().expect("permissions");
    assert!(may.contains(&json!("platform:operate")), "{me}");

    let ada = User::registered(&stack, "ada").await;
    let (live, run) = {
        let listener = ada.clone();
        let live = tokio::spawn(async move {
            let is_last = |message: &Value| message["type"] == "notification";
            listener.listened("/ws/notifications", is_last).await
        });
        (live, simulated(&ada).await)
    };
    let notifications = live.await.expect("it listens");
    assert_eq!(notifications[0]["type"], "ready", "{notifications:?}");
    same_numbers_as_without_a_server(&run.result).await;

    let again = saved_and_run_again(&ada, &run).await;
    for (id, result_id) in [(&run.id, &run.result["id"]), (&again, &Value::Null)] {
        eventually("the notification", PATIENCE, || async {
            !ada.notified("simulation.completed", id).await.is_empty()
        })
        .await;
        let told = ada.notified("simulation.completed", id).await;
        assert_eq!(told.len(), 1, "{told:?}");
        if let Some(result_id) = result_id.as_str() {
            assert_eq!(told[0]["link"], format!("/results/{result_id}"));
        }
    }
    let bob = User::registered(&stack, "bob").await;
    nobody_else_sees(&bob, &run).await;

    assert!(stack.stop(), "it stops when asked to");
    stack.start_again();
    // The session goes on, and everything is there.
    let result_id = text(&run.result["id"]);
    let mut after = ada.get(&format!("/api/v2/results/{result_id}")).await;
    after["artifacts"] = run.result["artifacts"].clone();
    assert_eq!(after, run.result);
    let runs = ada.get("/api/v2/simulations?limit=200").await;
    assert_eq!(runs["items"].as_array().map(Vec::len), Some(2), "{runs}");
    assert!(!stack.greeting.iter().any(|line| line.contains("token=")), "the link was used");
    nobody_else_sees(&bob, &run).await;
}

struct Run {
    file_id: String,
    workbook_id: String,
    id: String,
    /// All that is known of its result.
    result: Value,
}

/// Uploads, opens, simulates, watches.
async fn simulated(ada: &User) -> Run {
    let bytes = adding_workbook();
    let file = ada.uploaded("adding.xlsx", bytes.clone()).await;
    assert_eq!(file["bytes"], bytes.len());
    let file_id = text(&file["id"]);
    let workbook = ada.opened(&file_id).await;
    assert_eq!(workbook["base_case"]["verdict"], "matches", "{workbook}");
    let workbook_id = text(&workbook["id"]);
    let cells =
        ada.get(&format!("/api/v2/workbooks/{workbook_id}/sheets/Model/cells?range=A1:B3")).await;
    let total = cells["cells"]
        .as_array()
        .and_then(|cells| cells.iter().find(|cell| cell["row"] == 3 && cell["column"] == 2))
        .unwrap_or_else(|| panic!("B3 in {cells}"));
    assert_eq!(total["value"], 30.0, "{total}");

    let start = json!({"workbook_id": workbook_id, "spec": adding_spec(TRIALS, 7)});
    let started = ada.post("/api/v2/simulations", &start).await;
    let id = text(&started["id"]);
    let heard =
        ada.listened(&format!("/ws/progress/{id}"), |message| message["type"] == "finished").await;
    assert_eq!(heard[0]["type"], "snapshot", "{heard:?}");
    let last = &heard[heard.len() - 1];
    assert_eq!(last["type"], "finished", "{last}");
    assert_eq!(last["status"]["state"], "completed", "{last}");
    assert_eq!(last["status"]["trials_done"], TRIALS);

    let summary = ada.get(&format!("/api/v2/simulations/{id}/results")).await;
    assert_eq!(summary["status"]["state"], "completed");
    let result_id = text(&summary["result"]["id"]);
    let result = ada.get(&format!("/api/v2/results/{result_id}")).await;
    let output = &result["outputs"][0];
    // Normal(30, 5): five standard errors of the mean are 0.11, of the deviation 0.08.
    let number = |value: &Value| value.as_f64().unwrap_or_else(|| panic!("a number in {output}"));
    assert!((number(&output["mean"]) - 30.0).abs() < 0.11, "{output}");
    let question = format!("/api/v2/results/{result_id}/histogram");
    let histogram = ada.get(&question).await;
    assert!((number(&histogram["sd"]) - 5.0).abs() < 0.08, "{histogram}");
    let counts = histogram["counts"].as_array().expect("counts").iter();
    let beside = [&histogram["below"], &histogram["above"]];
    let counted: u64 = counts.chain(beside).filter_map(Value::as_u64).sum();
    assert_eq!(counted, TRIALS, "{histogram}");
    let half = ada
        .get(&format!("/api/v2/results/{result_id}/probability?expression=Model!B3%20%3C%2030"))
        .await;
    assert!((number(&half["probability"]["probability"]) - 0.5).abs() < 0.012, "{half}");
    Run { file_id, workbook_id, id, result }
}

/// The bits of a run don't depend on where it runs.
async fn same_numbers_as_without_a_server(result: &Value) {
    let folder = tempfile::tempdir().expect("a folder");
    let workbook = folder.path().join("adding.xlsx");
    std::fs::write(&workbook, adding_workbook()).expect("a file");
    let spec = folder.path().join("adding.yaml");
    // JSON is YAML.
    std::fs::write(&spec, adding_spec(TRIALS, 7).to_string()).expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_ulam"));
    command.arg("simulate").arg(&workbook).arg("--model").arg(&spec).arg("--json");
    let output = command.output().expect("the program");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let alone: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    for figure in ["mean", "percentiles"] {
        assert_eq!(result["outputs"][0][figure], alone["outputs"][0][figure], "{figure}");
    }
}

/// Saves the simulation, changes it, runs it; the new run.
async fn saved_and_run_again(ada: &User, run: &Run) -> String {
    let save = json!({
        "name": "Base case", "workbook_id": run.workbook_id, "spec": adding_spec(TRIALS, 7),
    });
    let saved = ada.post("/api/v2/saved-simulations", &save).await;
    let saved_path = format!("/api/v2/saved-simulations/{}", text(&saved["id"]));
    let change = json!({"spec": adding_spec(20_000, 7), "message": "fewer trials"});
    let (status, changed) = ada.send(Method::PUT, &saved_path, Some(&change)).await;
    assert_eq!((status, &changed["version"]), (200, &json!(2)), "{changed}");
    let started = ada.post(&format!("{saved_path}/run"), &json!({"seed": 8})).await;
    let id = text(&started["id"]);
    let is_final = |status: &Value| {
        ["completed", "failed", "cancelled"].iter().any(|state| status["state"] == *state)
    };
    let ended = ada.until(&id, "the second run ends", PATIENCE, is_final).await;
    assert_eq!((&ended["state"], &ended["trials_done"]), (&json!("completed"), &json!(20_000)));
    // The saved simulation hears of its run by the event.
    eventually("the last run", PATIENCE, || async {
        let saved = ada.get(&saved_path).await;
        saved["last_run"]["simulation_id"] == id.as_str()
            && saved["last_run"]["result_id"] == ended["result_id"]
    })
    .await;
    // So does the workbook.
    let workbook_path = format!("/api/v2/workbooks/{}", run.workbook_id);
    eventually("the workbook's last simulation", Duration::from_secs(20), || async {
        ada.get(&workbook_path).await["last_simulated_at"].is_string()
    })
    .await;
    id
}

async fn nobody_else_sees(bob: &User, run: &Run) {
    let result_id = text(&run.result["id"]);
    let paths = [
        format!("/api/v2/files/{}", run.file_id),
        format!("/api/v2/workbooks/{}", run.workbook_id),
        format!("/api/v2/simulations/{}", run.id),
        format!("/api/v2/results/{result_id}"),
    ];
    for path in paths {
        let (status, answer) = bob.send(Method::GET, &path, None).await;
        assert_eq!(status, 404, "{path}: {answer}");
    }
    for list in ["files", "workbooks", "simulations", "results", "saved-simulations"] {
        let page = bob.get(&format!("/api/v2/{list}")).await;
        assert_eq!(page["items"], json!([]), "{list}");
    }
}
