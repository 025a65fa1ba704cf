//! Processes that end in the middle, and workers that can't be reached.

use std::time::Instant;

use serde_json::json;
use ulam_contracts::simulations::{ProgressAnswer, ProgressVerdict, SimulationState};
use ulam_platform::identifier::new_id;

use crate::house::{House, eventually};
use crate::neighbours::{events_about, told};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_survives_the_end_of_its_process() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::start(folder.path()).await;
    let user = house.user();
    let mut request = user.request(5_000_000);
    request["settings"] = json!({"sensitivity": false, "keep_inputs": false});
    let id = user.start(&request).await.expect("it starts").summary.id;
    let waiting = user.start(&user.request(1_000)).await.expect("it starts").summary.id;
    user.until_running(&id).await;
    house.stop().await;

    let house = House::start(folder.path()).await;
    let user = user.moved_to(house.mesh());
    let ended = user.until_ended(&id).await;
    assert_eq!(ended.state, SimulationState::Completed, "{ended:?}");
    assert_eq!(ended.attempt, 2);
    assert_eq!(user.until_ended(&waiting).await.state, SimulationState::Completed);
    let results = told().results.iter().filter(|result| result.simulation_id == id).count();
    assert_eq!(results, 1);
    eventually("the end", || events_about(&id).contains(&"simulation.completed".to_string())).await;
    house.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_worker_a_simulation_fails_with_a_reason_within_30_seconds() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::start_with(folder.path(), &[], |_| {}).await;
    let user = house.user();
    let asked = Instant::now();
    let id = user.start(&user.request(1_000)).await.expect("it waits").summary.id;
    let ended = user.until_ended(&id).await;
    assert!(asked.elapsed().as_secs() < 30);
    assert_eq!(ended.state, SimulationState::Failed);
    let failure = ended.failure.expect("a reason");
    assert_eq!((failure.kind.as_str(), failure.is_retryable), ("unavailable", true));
    house.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_whose_task_is_not_the_current_one_is_told_to_stop() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::start(folder.path()).await;
    let user = house.user();
    let id = user.start(&user.request(50_000_000)).await.expect("it starts").summary.id;
    user.until_running(&id).await;
    let services = house.mesh().client("simulations").as_service("compute");
    let mut report = json!({
        "task_id": new_id(), "run_id": new_id(), "attempt": 1, "sequence": 1, "state": "running",
        "trials_done": 1, "trials_total": 2, "trials_per_second": null, "elapsed_seconds": 0.1,
        "seconds_left": null,
    });
    let path = format!("/internal/simulations/{id}/progress");
    let answer: ProgressAnswer = services.post(&path, &report).await.expect("an answer");
    assert_eq!(answer.verdict, ProgressVerdict::Superseded);
    user.cancel(&id).await.expect("it is cancelled");
    report["sequence"] = json!(2);
    let answer: ProgressAnswer = services.post(&path, &report).await.expect("an answer");
    assert_eq!(answer.verdict, ProgressVerdict::Cancel);
    // The end of a task that nobody waits for is acknowledged, and changes nothing.
    let finished = json!({
        "task_id": report["task_id"], "run_id": report["run_id"], "attempt": 1,
        "outcome": {"kind": "completed", "result_id": "r", "trials": 2, "input_count": 1, "headline": null},
        "elapsed_seconds": 1.0, "compute_seconds": 1.0,
    });
    let path = format!("/internal/simulations/{id}/finished");
    let (): () = services.post(&path, &finished).await.expect("it is acknowledged");
    assert_eq!(user.status(&id).await.state, SimulationState::Cancelled);
    house.stop().await;
}
