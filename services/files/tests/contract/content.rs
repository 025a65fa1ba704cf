//! Upload, download, versions, lists, what is found in files, deletion.

use axum::body::Body;
use serde_json::json;

use crate::support::{EXAMPLE, Stack, ada};

#[tokio::test]
async fn what_is_uploaded_comes_back_whole_and_in_ranges() {
    let stack = Stack::start().await;
    let fields = [("description", "The plan"), ("tags", "plan, 2026 ,plan")];
    let file = stack
        .upload_to(&ada(), "/api/v2/files/upload", "plan.xlsx", EXAMPLE, &fields)
        .await
        .expect(201);
    assert_eq!(file["kind"], "xlsx");
    assert_eq!(file["bytes"], EXAMPLE.len());
    assert_eq!(file["tags"], json!(["plan", "2026"]));
    assert_eq!((&file["my_access"], &file["created_by_name"]), (&json!("manage"), &json!("ADA")));
    let path = format!("/api/v2/files/{}/download", file["id"].as_str().unwrap());
    let whole = stack.get(&ada(), &path).await;
    whole.expect(200);
    assert_eq!(whole.body, EXAMPLE);
    let tag = format!("\"{}\"", file["sha256"].as_str().unwrap());
    assert_eq!(whole.header("etag"), tag);
    assert_eq!(
        whole.header("content-disposition"),
        "attachment; filename=\"plan.xlsx\"; filename*=UTF-8''plan.xlsx"
    );
    assert_eq!(whole.header("x-content-type-options"), "nosniff");
    let range = |range: &'static str, condition: Option<(&'static str, String)>| {
        let (stack, path) = (&stack, path.clone());
        async move {
            let mut headers = vec![("range", range)];
            if let Some((name, value)) = &condition {
                headers.push((name, value));
            }
            stack.send(&ada(), "GET", &path, &headers, Body::empty()).await
        }
    };
    let part = range("bytes=100-199", None).await;
    part.expect(206);
    assert_eq!(part.body, EXAMPLE[100..200]);
    assert_eq!(part.header("content-range"), format!("bytes 100-199/{}", EXAMPLE.len()));
    assert_eq!(range("bytes=-10", None).await.body, EXAMPLE[EXAMPLE.len() - 10..]);
    assert_eq!(range("bytes=0-9", Some(("if-range", tag.clone()))).await.status, 206);
    assert_eq!(range("bytes=0-9", Some(("if-range", "\"other\"".to_string()))).await.status, 200);
    let beyond = range("bytes=99999999-", None).await;
    beyond.expect(416);
    assert_eq!(beyond.header("content-range"), format!("bytes */{}", EXAMPLE.len()));
    let unchanged =
        stack.send(&ada(), "GET", &path, &[("if-none-match", tag.as_str())], Body::empty()).await;
    assert_eq!((unchanged.status, unchanged.body.len()), (304, 0));
    // Nothing that was uploaded can be read from the disk.
    for blob in stack.blobs() {
        let stored = std::fs::read(blob).unwrap();
        assert!(!stored.windows(16).any(|window| window == &EXAMPLE[..16]));
    }
}

#[tokio::test]
async fn versions_follow_one_another_and_the_old_ones_stay() {
    let stack = Stack::start().await;
    let id = stack.uploaded(&ada(), "a.csv", b"x\n1\n").await;
    let path = format!("/api/v2/files/{id}/versions");
    let second = stack
        .upload_to(&ada(), &path, "b.csv", b"x\n1\n2\n", &[("comment", "more")])
        .await
        .expect(201);
    assert_eq!((&second["version"], &second["name"]), (&json!(2), &json!("a.csv")));
    stack.upload_to(&ada(), &path, "b.xlsx", EXAMPLE, &[]).await.expect(415);
    let details = stack.get(&ada(), &format!("/api/v2/files/{id}")).await.expect(200);
    assert_eq!(details["versions"][0]["comment"], "more");
    assert_eq!(details["versions"][1]["version"], 1);
    assert_eq!(details["versions"][1]["scan"], "not_scanned");
    assert_eq!(
        stack.get(&ada(), &format!("/api/v2/files/{id}/download?version=1")).await.body,
        &b"x\n1\n"[..]
    );
    assert_eq!(
        stack.get(&ada(), &format!("/api/v2/files/{id}/download")).await.body,
        &b"x\n1\n2\n"[..]
    );
    stack.get(&ada(), &format!("/api/v2/files/{id}/download?version=3")).await.expect(404);
}

#[tokio::test]
async fn lists_are_filtered_sorted_and_paged() {
    let stack = Stack::start().await;
    for name in ["beta.csv", "alpha.csv", "gamma 100%.txt", "delta.csv"] {
        stack.uploaded(&ada(), name, b"x\n1\n").await;
    }
    let names = |list: &serde_json::Value| -> Vec<String> {
        list["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|file| file["name"].as_str().unwrap().to_string())
            .collect()
    };
    for (sort, first) in [
        ("name&order=ascending", "alpha.csv"),
        ("created_at&order=ascending", "beta.csv"),
        ("updated_at", "delta.csv"),
    ] {
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let list = stack
                .get(&ada(), &format!("/api/v2/files?limit=2&sort={sort}{cursor}"))
                .await
                .expect(200);
            seen.extend(names(&list));
            let Some(next) = list["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!((seen.len(), seen[0].as_str()), (4, first), "{sort}");
    }
    let found = |query: &'static str| {
        let stack = &stack;
        async move {
            names(&stack.get(&ada(), &format!("/api/v2/files/list?{query}")).await.expect(200))
        }
    };
    assert_eq!(found("q=100%25").await, ["gamma 100%.txt"]);
    assert_eq!(found("q=ALPHA").await, ["alpha.csv"]);
    assert_eq!(found("kind=text").await, ["gamma 100%.txt"]);
    assert_eq!(found("state=deleted").await.len(), 0);
    stack.get(&ada(), "/api/v2/files?limit=0").await.expect(422);
    stack.get(&ada(), "/api/v2/files?kind=exe").await.expect(422);
    stack.get(&ada(), "/api/v2/files?cursor=nonsense").await.expect(422);
}

#[tokio::test]
async fn files_are_described_and_looked_through() {
    let stack = Stack::start().await;
    let process = |id: String| {
        let stack = &stack;
        async move {
            stack
                .json(&ada(), "POST", &format!("/api/v2/files/{id}/process"), json!({}))
                .await
                .expect(200)
        }
    };
    let book = process(stack.uploaded(&ada(), "plan.xlsx", EXAMPLE).await).await;
    assert!(
        book["sheets"]
            .as_array()
            .unwrap()
            .iter()
            .any(|sheet| sheet["formula_count"].as_u64() > Some(0))
    );
    assert_eq!(book["has_macros"], false);
    let id = stack.uploaded(&ada(), "a.csv", b"name;price\nK\xf6ln;1,5\nBonn;2\n").await;
    let table = process(id.clone()).await;
    assert_eq!(
        (&table["encoding"], &table["delimiter"], &table["row_count"]),
        (&json!("windows-1252"), &json!(";"), &json!(2))
    );
    assert_eq!(table["columns"][1]["kind"], "number");
    // The worker does the same by itself, and says that the file is ready.
    for _ in 0..100 {
        let details = stack.get(&ada(), &format!("/api/v2/files/{id}")).await.expect(200);
        if details["file"]["state"] == "ready" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let details = stack.get(&ada(), &format!("/api/v2/files/{id}")).await.expect(200);
    assert_eq!(
        (&details["file"]["state"], &details["metadata"]["row_count"]),
        (&json!("ready"), &json!(2))
    );
    let change = json!({"name": "towns", "tags": ["geo"], "description": "Towns"});
    let changed =
        stack.json(&ada(), "PATCH", &format!("/api/v2/files/{id}"), change).await.expect(200);
    assert_eq!((&changed["name"], &changed["description"]), (&json!("towns.csv"), &json!("Towns")));
}

#[tokio::test]
async fn deleted_files_are_kept_as_long_as_set_and_then_gone() {
    let stack = Stack::start().await;
    let id = stack.uploaded(&ada(), "a.csv", b"x\n1\n").await;
    let path = format!("/api/v2/files/{id}");
    let deleted = stack.send(&ada(), "DELETE", &path, &[], Body::empty()).await.expect(200);
    assert!(deleted["retained_because"].as_str().unwrap().contains("30 days"));
    let again = stack.send(&ada(), "DELETE", &path, &[], Body::empty()).await.expect(200);
    assert_eq!(again["purge_at"], deleted["purge_at"]);
    stack.get(&ada(), &format!("{path}/download")).await.expect(404);
    assert_eq!(
        stack.get(&ada(), "/api/v2/files?state=deleted").await.expect(200)["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let usage = stack.get(&ada(), "/api/v2/files/storage/usage").await.expect(200);
    assert_eq!(
        (&usage["used_bytes"], &usage["deleted_bytes"], &usage["file_count"]),
        (&json!(4), &json!(4), &json!(0))
    );

    let stack = Stack::with(|configuration| configuration.files.retention_days = 0).await;
    let id = stack.uploaded(&ada(), "a.csv", b"x\n1\n").await;
    stack
        .send(&ada(), "DELETE", &format!("/api/v2/files/{id}"), &[], Body::empty())
        .await
        .expect(200);
    for _ in 0..100 {
        if stack.used_bytes(&ada()).await == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!((stack.used_bytes(&ada()).await, stack.blobs().len()), (0, 0));
    stack.get(&ada(), &format!("/api/v2/files/{id}")).await.expect(404);
}

#[tokio::test]
async fn the_same_file_twice_at_once_is_two_files() {
    let stack = Stack::start().await;
    let who = ada();
    let (one, other) =
        tokio::join!(stack.upload(&who, "a.xlsx", EXAMPLE), stack.upload(&who, "a.xlsx", EXAMPLE));
    assert_ne!(one.expect(201)["id"], other.expect(201)["id"]);
    assert_eq!(stack.used_bytes(&ada()).await, 2 * EXAMPLE.len() as u64);
}

#[tokio::test]
async fn what_an_older_program_kept_in_the_clear_is_sealed() {
    let sealed = [
        ("file_versions", "comment"),
        ("uploads", "name"),
        ("uploads", "description"),
        ("uploads", "tags"),
        ("uploads", "failure"),
    ];
    let definition = ulam_files::DEFINITION;
    ulam_testing::assert_seals(definition, "files_0002_content_sealed", &sealed).await;
}
