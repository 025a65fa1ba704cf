//! Each of the nine processes is killed (`kill -9`) in the middle of a run and started again: others
//! answer meanwhile, the circuit breaker opens and closes by itself, the run comes to its end, and
//! what it leads to elsewhere happens once.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::stack::{Database, SERVICES, Shape, Stack, eventually, repository_file};
use crate::user::{PATIENCE, User, text};

/// Short times, so that tests see breakers open and close.
const QUICK: [&str; 3] = [
    "mesh.breaker_open_seconds=1",
    "mesh.health_interval_seconds=0.3",
    "mesh.breaker_consecutive_failures=3",
];
/// Some fifteen seconds of a debug build.
const TRIALS: u64 = 15_000_000;
/// How long a process is missing.
const AWAY: Duration = Duration::from_secs(3);
/// Whoever does not need the missing one answers within this time.
const ANSWER: Duration = Duration::from_secs(5);
/// After this time no run may be stuck.
const STUCK: Duration = Duration::from_secs(30);

/// Something to ask each service that it can answer alone. (Who may see a workbook depends on its file,
/// so without files the list of workbooks is refused rather than guessed.)
const QUESTIONS: [(&str, &str); 9] = [
    ("identity", "/api/v2/auth/user"),
    ("files", "/api/v2/files"),
    ("workbooks", "/api/v2/formulas/functions"),
    ("compute", "/api/v2/compute/devices"),
    ("results", "/api/v2/results"),
    ("simulations", "/api/v2/simulations"),
    ("saved-simulations", "/api/v2/saved-simulations"),
    ("notifications", "/api/v2/notifications"),
    ("gateway", "/health/live"),
];

macro_rules! survives {
    ($($test:ident: $service:literal,)*) => {
        $(#[tokio::test(flavor = "multi_thread")]
        async fn $test() {
            a_run_survives_the_end_of($service).await;
        })*
    };
}

survives! {
    a_run_survives_the_end_of_identity: "identity",
    a_run_survives_the_end_of_files: "files",
    a_run_survives_the_end_of_workbooks: "workbooks",
    a_run_survives_the_end_of_compute: "compute",
    a_run_survives_the_end_of_results: "results",
    a_run_survives_the_end_of_simulations: "simulations",
    a_run_survives_the_end_of_saved_simulations: "saved-simulations",
    a_run_survives_the_end_of_notifications: "notifications",
    a_run_survives_the_end_of_the_gateway: "gateway",
}

async fn a_run_survives_the_end_of(service: &'static str) {
    let mut stack = Stack::start_in(Shape::NineProcesses, Database::asked_for(), &QUICK);
    let operator = User::with_token(&stack, stack.administrator().await);
    let ada = User::registered(&stack, "ada").await;
    let (saved, id) = a_long_run(&ada).await;
    eventually("breakers are closed", PATIENCE, || async {
        breaker(&operator, service).await == "CLOSED"
    })
    .await;

    let before = ada.status(&id).await.expect("a status");
    stack.kill(service);
    let killed = Instant::now();
    assert_eq!(before["state"], "running", "it is killed in the middle: {before}");
    others_answer(&stack, &ada, service).await;
    if service != "gateway" {
        is_missed(&ada, &operator, service).await;
    }
    tokio::time::sleep(AWAY.saturating_sub(killed.elapsed())).await;
    stack.restart(service);
    let back = Instant::now();

    // It goes on, or begins anew, or says why not.
    let trials_at_first = ada.until(&id, "a status", STUCK, |_| true).await["trials_done"].as_u64();
    ada.until(&id, "the run moves", STUCK.saturating_sub(back.elapsed()), |status| {
        is_final(status)
            || (status["state"] == "running"
                && status["trials_done"].as_u64() != trials_at_first
                && status["trials_done"] != 0)
    })
    .await;
    if service != "gateway" {
        eventually("the breaker closes by itself", Duration::from_secs(60), || async {
            breaker(&operator, service).await == "CLOSED"
        })
        .await;
    }
    let ended = ada.until(&id, "the run ends", PATIENCE, is_final).await;
    assert_eq!(ended["state"], "completed", "{ended}");
    let attempts = if service == "compute" { 2 } else { 1 };
    assert_eq!(ended["attempt"], attempts, "{ended}");
    assert_eq!(ended["trials_done"], TRIALS, "{ended}");
    what_it_leads_to_happens_once(&ada, &saved, &id, &ended).await;
    assert!(stack.stop(), "all stop when asked to");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_whose_worker_stays_away_fails_with_a_reason() {
    let mut stack = Stack::start_in(Shape::NineProcesses, Database::asked_for(), &QUICK);
    let ada = User::registered(&stack, "ada").await;
    let (_, id) = a_long_run(&ada).await;
    stack.kill("compute");
    let ended = ada.until(&id, "it ends", STUCK, is_final).await;
    assert_eq!(ended["state"], "failed", "{ended}");
    assert_eq!(ended["failure"]["kind"], "unavailable", "{ended}");
    eventually("the notification", PATIENCE, || async {
        ada.notified("simulation.failed", &id).await.len() == 1
    })
    .await;
}

fn is_final(status: &Value) -> bool {
    ["completed", "failed", "cancelled"].iter().any(|state| status["state"] == *state)
}

/// A saved simulation of the cash-flow example, and a run of it with trials behind it.
async fn a_long_run(ada: &User) -> (String, String) {
    let bytes = std::fs::read(repository_file("examples/cash-flow/cash-flow.xlsx"));
    let file = ada.uploaded("cash-flow.xlsx", bytes.expect("the example")).await;
    let workbook = ada.opened(&text(&file["id"])).await;
    let save = json!({
        "name": "Long",
        "workbook_id": workbook["id"],
        "spec": {
            "inputs": [
                {"cell": "Inputs!C7", "name": "Price growth", "distribution": "Normal(0.02, 0.012)"},
                {"cell": "Inputs!C24", "name": "Rate", "distribution": "Pert(0.08, 0.09, 0.12)"},
            ],
            "outputs": ["Model!D23"],
            "trials": TRIALS,
        },
        "settings": {"sensitivity": false, "keep_inputs": false},
    });
    let saved = text(&ada.post("/api/v2/saved-simulations", &save).await["id"]);
    let started = ada.post(&format!("/api/v2/saved-simulations/{saved}/run"), &json!({})).await;
    let id = text(&started["id"]);
    ada.until(&id, "it runs", PATIENCE, |status| {
        status["state"] == "running" && status["trials_done"].as_u64().is_some_and(|done| done > 0)
    })
    .await;
    (saved, id)
}

/// Everybody but the missing service answers, and soon.
async fn others_answer(stack: &Stack, ada: &User, missing: &str) {
    for (service, path) in QUESTIONS.iter().filter(|(service, _)| *service != missing) {
        let asked = Instant::now();
        let status = if missing == "gateway" {
            let request = stack.http.get(format!("{}{path}", stack.address(service)));
            request.bearer_auth(&ada.token).send().await.expect("an answer").status().as_u16()
        } else {
            ada.send(Method::GET, path, None).await.0
        };
        assert_eq!(status, 200, "{service} without {missing}");
        assert!(asked.elapsed() < ANSWER, "{service} without {missing}: {:?}", asked.elapsed());
    }
}

/// The gateway says that a service is missing, quickly, and its breaker opens.
async fn is_missed(ada: &User, operator: &User, missing: &str) {
    let (_, path) = QUESTIONS.iter().find(|(service, _)| *service == missing).expect("a question");
    for _ in 0..6 {
        let asked = Instant::now();
        let (status, problem) = ada.send(Method::GET, path, None).await;
        assert_eq!(status, 503, "{problem}");
        assert_eq!(problem["type"], "https://ulam.dev/problems/unavailable", "{problem}");
        assert!(asked.elapsed() < ANSWER, "it fails fast");
    }
    eventually("the breaker opens", Duration::from_secs(30), || async {
        breaker(operator, missing).await != "CLOSED"
    })
    .await;
}

/// The state of a service's circuit breaker at the gateway.
async fn breaker(operator: &User, service: &str) -> String {
    let answer = operator.get("/gateway/circuit-breakers").await;
    let breakers = answer["breakers"].as_array().expect("breakers");
    let found = breakers.iter().find(|breaker| breaker["service"] == service);
    found.map_or_else(|| "none".to_string(), |breaker| text(&breaker["state"]))
}

/// The services that hear of the run's beginning and end by events have heard of it, each once.
async fn what_it_leads_to_happens_once(ada: &User, saved: &str, id: &str, ended: &Value) {
    eventually("the notification", PATIENCE, || async {
        !ada.notified("simulation.completed", id).await.is_empty()
    })
    .await;
    let saved_path = format!("/api/v2/saved-simulations/{saved}");
    eventually("the saved simulation hears of it", PATIENCE, || async {
        ada.get(&saved_path).await["last_run"]["result_id"] == ended["result_id"]
    })
    .await;
    eventually("the run is counted", PATIENCE, || async { used(ada).await.1 > 0 }).await;
    // Whatever would come twice comes within this time.
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(ada.notified("simulation.completed", id).await.len(), 1);
    assert_eq!(used(ada).await, (1, TRIALS));
    let results = ada.get("/api/v2/results?limit=200").await;
    let results = results["items"].as_array().expect("results");
    assert_eq!(results.len(), 1, "{results:?}");
    let result = ada.get(&format!("/api/v2/results/{}", text(&ended["result_id"]))).await;
    assert_eq!(result["trials"], TRIALS);
}

/// Simulations and trials that identity has counted.
async fn used(ada: &User) -> (u64, u64) {
    let usage = ada.get("/api/v2/users/usage").await;
    let of = |metric: &str| {
        let items = usage["items"].as_array().expect("items");
        let item = items.iter().find(|item| item["metric"] == metric);
        item.and_then(|item| item["used"].as_f64()).unwrap_or(0.0) as u64
    };
    (of("simulations"), of("trials"))
}

#[test]
fn every_service_has_a_question() {
    let asked: Vec<&str> = QUESTIONS.iter().map(|(service, _)| *service).collect();
    assert_eq!(asked, SERVICES);
}
