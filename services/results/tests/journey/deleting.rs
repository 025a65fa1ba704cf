//! Results that are deleted.

use std::path::Path;
use std::time::{Duration, Instant};

use axum::body::Body;
use serde_json::json;
use ulam_contracts::permissions::Role;

use crate::house::{House, ada, member};

/// Files of a folder and those in it.
fn files(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    entries
        .flatten()
        .map(|entry| if entry.path().is_dir() { files(&entry.path()) } else { 1 })
        .sum()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deleted_result_is_gone_with_its_bytes() {
    let house = House::start().await;
    let workbook = house.open_workbook().await;
    let kept = house.run(&workbook, "Kept", "Uniform(2, 4)").await;
    let id = house.run(&workbook, "Plan", "Uniform(2, 4)").await;
    let path = format!("/api/v2/results/{id}");
    let (samples, exports) =
        (house.data().join("blobs/compute"), house.data().join("blobs/results"));
    house.export(&id, &json!({"format": "csv"})).await;
    // A blob and its key each.
    assert_eq!((files(&samples), files(&exports)), (4, 2));
    let delete = async |who| house.ask(&who, "DELETE", &path, &[], Body::empty()).await.status;
    assert_eq!(delete(member("eve", "tenant-2", Role::Owner)).await, 404);
    assert_eq!(delete(member("vic", "tenant-1", Role::Viewer)).await, 403);
    assert_eq!(delete(member("ann", "tenant-1", Role::Analyst)).await, 403);
    assert_eq!(delete(ada()).await, 204);
    assert_eq!(delete(ada()).await, 404);
    for question in ["", "/histogram", "/samples", "/trials/1", "/shares"] {
        house.get(&ada(), &format!("{path}{question}")).await.json(404);
    }
    let list = house.seen("/api/v2/results").await;
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    assert_eq!(list["items"][0]["id"], kept.as_str());
    let started = Instant::now();
    while (files(&samples), files(&exports)) != (2, 0) {
        assert!(started.elapsed() < Duration::from_secs(30), "its bytes are still there");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    house.seen(&format!("/api/v2/results/{kept}/histogram")).await;
    house.stop().await;
}
