//! Cancelling, in whatever state.

use std::time::{Duration, Instant};

use http::StatusCode;
use ulam_contracts::compute::{ComputeMetrics, ComputeTask};
use ulam_contracts::page::Page;
use ulam_contracts::simulations::SimulationState;

use crate::house::{House, eventually};
use crate::neighbours::events_about;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn trials_stop_within_a_second_of_cancelling() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::start(folder.path()).await;
    let user = house.user();
    let id = user.start(&user.request(50_000_000)).await.expect("it starts").summary.id;
    user.until_running(&id).await;
    let asked = Instant::now();
    let status = user.cancel(&id).await.expect("it is cancelled");
    assert_eq!(status.state, SimulationState::Cancelled);
    let compute = user.client("compute");
    loop {
        let tasks: Page<ComputeTask> = compute.get("/api/v2/compute/tasks").await.expect("tasks");
        if tasks.items.is_empty() {
            break;
        }
        assert!(asked.elapsed() < Duration::from_secs(1), "it still runs: {:?}", tasks.items);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // No thread goes on in secret.
    let trials = || async {
        let metrics: ComputeMetrics =
            compute.get("/api/v2/compute/metrics").await.expect("metrics");
        metrics.trials_total
    };
    tokio::time::sleep(Duration::from_millis(300)).await;
    let before = trials().await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(trials().await, before);
    assert_eq!(user.cancel(&id).await.expect_err("it has ended").status(), StatusCode::CONFLICT);
    eventually("the event", || events_about(&id).contains(&"simulation.cancelled".to_string()))
        .await;
    assert_eq!(user.status(&id).await.state, SimulationState::Cancelled);
    house.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_is_cancelled_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let one_at_a_time = |configuration: &mut ulam_platform::configuration::Configuration| {
        configuration.simulations.running_max = 1;
    };
    let others = [ulam_compute::DEFINITION];
    let house = House::start_with(folder.path(), &others, one_at_a_time).await;
    let user = house.user();
    let first = user.start(&user.request(50_000_000)).await.expect("it starts").summary.id;
    user.until_running(&first).await;
    let second = user.start(&user.request(1_000)).await.expect("it waits").summary;
    assert_eq!(second.status.queue_position, Some(1));
    let status = user.cancel(&second.id).await.expect("it is cancelled");
    assert_eq!(status.state, SimulationState::Cancelled);
    user.cancel(&first).await.expect("it is cancelled");
    // What comes after finds the way free.
    let third = user.start(&user.request(1_000)).await.expect("it starts").summary.id;
    assert_eq!(user.until_ended(&third).await.state, SimulationState::Completed);
    assert_eq!(user.status(&second.id).await.state, SimulationState::Cancelled);
    house.stop().await;
}
