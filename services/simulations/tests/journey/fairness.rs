//! Turns: fair over organisations, and no more than allowed.

use std::time::Duration;

use http::StatusCode;
use ulam_contracts::simulations::{QueueStatus, SimulationState};
use ulam_platform::configuration::Configuration;

use crate::house::House;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_organisation_with_many_does_not_hold_up_one_with_few() {
    let folder = tempfile::tempdir().expect("a folder");
    let others = [ulam_compute::DEFINITION];
    let one_at_a_time = |configuration: &mut Configuration| {
        configuration.simulations.running_max = 1;
        configuration.simulations.queue_length_max = 9;
    };
    let house = House::start_with(folder.path(), &others, one_at_a_time).await;
    let (big, small) = (house.user(), house.user());
    // The first one runs until it is cancelled; the others wait behind it.
    let first = big.start(&big.request(50_000_000)).await.expect("it starts").summary.id;
    big.until_running(&first).await;
    let mut theirs = Vec::new();
    for _ in 0..8 {
        theirs.push(big.start(&big.request(1_000)).await.expect("it starts").summary.id);
    }
    let too_many = big.start(&big.request(1_000)).await.expect_err("there is a most");
    assert_eq!(too_many.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(too_many.problem().retry_after_seconds.is_some());
    let mine = small.start(&small.request(1_000)).await.expect("it starts").summary;
    assert_eq!(mine.status.queue_position, Some(1));
    let queue: QueueStatus =
        small.client("simulations").get("/api/v2/simulations/queue").await.expect("a queue");
    assert_eq!((queue.waiting, queue.running, queue.tenant_waiting), (9, 1, 1));
    big.cancel(&first).await.expect("it is cancelled");
    let mine = small.until_ended(&mine.id).await;
    assert_eq!(mine.state, SimulationState::Completed);
    let mut ended = 0;
    for id in &theirs {
        ended += usize::from(big.status(id).await.state.is_final());
    }
    assert!(ended < 4, "{ended} of the others ended first");
    for id in &theirs {
        // Those that have ended can't be cancelled any more.
        let _ = big.cancel(id).await;
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    house.stop().await;
}
