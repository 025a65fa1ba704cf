//! Starting: what is refused and why, the same request twice, other organisations.

use http::StatusCode;
use serde_json::json;
use ulam_contracts::simulations::{QueueStatus, SimulationState};
use ulam_platform::http::ApiError;

use crate::house::{House, User};

fn fields(error: &ApiError) -> Vec<&str> {
    error.problem().errors.iter().map(|error| error.field.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_wrong_field_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::start(folder.path()).await;
    let user = house.user();
    let mut request = user.request(1_000);
    request["spec"]["inputs"] = json!([
        {"cell": "Nowhere!C7", "distribution": "Normal(0, 1)"},
        {"cell": "Inputs!C7", "distribution": "Pert(8, 20, 15)"},
        {"cell": "Inputs!C24", "distribution": "Normal(0, 1)"},
    ]);
    request["spec"]["outputs"] = json!(["Model!ZZ9999"]);
    request["spec"]["probabilities"] = json!(["Model!D23 is small"]);
    let error = user.start(&request).await.expect_err("it is wrong");
    assert_eq!(error.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let expected = [
        "spec.inputs[0].cell",
        "spec.inputs[1].distribution",
        "spec.outputs[0]",
        "spec.probabilities[0]",
    ];
    assert_eq!(fields(&error), expected, "{:?}", error.problem());

    let mut request = user.request(0);
    request["spec"]["seed"] = json!(9_007_199_254_740_992_u64);
    request["name"] = json!("x".repeat(201));
    let error = user.start(&request).await.expect_err("it is wrong");
    assert_eq!(fields(&error), ["name", "spec.trials", "spec.seed"]);

    let mut request = user.request(1_000);
    request["settings"] = json!({"tornado": "p200", "stop_when": ["mean within"]});
    let error = user.start(&request).await.expect_err("it is wrong");
    assert_eq!(fields(&error), ["settings.stop_when[0]", "settings.tornado"]);
    house.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_request_twice_starts_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::start(folder.path()).await;
    let user = house.user();
    let request = user.request(500);
    // At the same time, too.
    let (first, second) =
        tokio::join!(user.start_with_key(&request, "k1"), user.start_with_key(&request, "k1"));
    let (first, second) = (first.expect("it starts"), second.expect("it is known"));
    assert_eq!(first.summary.id, second.summary.id);
    user.until_ended(&first.summary.id).await;
    let third = user.start_with_key(&request, "k1").await.expect("it is known");
    assert_eq!(third.summary.id, first.summary.id);
    assert_eq!(third.summary.status.state, SimulationState::Completed);

    let other = user.start_with_key(&user.request(501), "k1").await.expect_err("another request");
    assert_eq!(other.status(), StatusCode::CONFLICT);
    assert!(other.problem().problem_type.ends_with("/idempotency-key-reused"));
    // Someone else's key of the same name is another one.
    let colleague = User::of(house.mesh(), &user.principal.tenant_id);
    let theirs = colleague.start_with_key(&colleague.request(500), "k1").await.expect("it starts");
    assert_ne!(theirs.summary.id, first.summary.id);
    house.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_organisation_sees_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::start(folder.path()).await;
    let (user, stranger) = (house.user(), house.user());
    let id = user.start(&user.request(1_000)).await.expect("it starts").summary.id;
    let client = stranger.client("simulations");
    for path in ["", "/status", "/results"] {
        let answer =
            client.get::<serde_json::Value>(&format!("/api/v2/simulations/{id}{path}")).await;
        assert_eq!(answer.expect_err("it is hidden").status(), StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(
        stranger.cancel(&id).await.expect_err("it is hidden").status(),
        StatusCode::NOT_FOUND
    );
    let mut request = stranger.request(1_000);
    request["workbook_id"] = json!(user.workbook_id);
    assert_eq!(stranger.start(&request).await.expect_err("hidden").status(), StatusCode::NOT_FOUND);
    let queue: QueueStatus = client.get("/api/v2/simulations/queue").await.expect("a queue");
    assert!(queue.mine.is_empty() && queue.tenant_waiting == 0 && queue.tenant_running == 0);

    let mut reader = user.clone();
    reader.principal.permissions.retain(|permission| permission.as_str() != "simulations:run");
    let refused = reader.start(&reader.request(1_000)).await.expect_err("readers don't start");
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    user.until_ended(&id).await;
    house.stop().await;
}
