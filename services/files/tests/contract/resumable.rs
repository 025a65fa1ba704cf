//! Resumable uploads (tus 1.0).

use aws_lc_rs::digest::{SHA256, digest};
use axum::body::Body;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use ulam_contracts::permissions::Role;

use crate::support::{EXAMPLE, Stack, ada, member};

#[tokio::test]
async fn an_interrupted_upload_goes_on_where_it_stopped_also_after_a_restart() {
    let stack = Stack::start().await;
    let begun = stack.begin(&ada(), "plan.xlsx", EXAMPLE.len()).await;
    begun.expect(201);
    assert_eq!(begun.header("tus-resumable"), "1.0.0");
    let path = begun.header("location").to_string();
    let first = stack.patch(&ada(), &path, 0, None, Body::from(&EXAMPLE[..4_000])).await;
    assert_eq!((first.status, first.header("upload-offset")), (204, "4000"));
    // The connection breaks off in the middle of a request: what arrived is kept.
    let broken = futures::stream::iter([
        Ok(Bytes::from_static(&EXAMPLE[4_000..6_000])),
        Err(std::io::Error::other("gone")),
    ]);
    stack.patch(&ada(), &path, 4_000, None, Body::from_stream(broken)).await.expect(400);
    let stack = stack.restarted().await;
    let offset =
        stack.send(&ada(), "HEAD", &path, &[("tus-resumable", "1.0.0")], Body::empty()).await;
    assert_eq!((offset.status, offset.header("upload-offset")), (200, "6000"));
    assert_eq!(offset.header("cache-control"), "no-store");
    stack.patch(&ada(), &path, 4_000, None, Body::from(&EXAMPLE[4_000..])).await.expect(409);
    stack.patch(&ada(), &path, 6_000, None, Body::from(&EXAMPLE[6_000..])).await.expect(204);
    let state = stack.get(&ada(), &path).await.expect(200);
    let id = state["file"]["id"].as_str().unwrap();
    assert_eq!(stack.get(&ada(), &format!("/api/v2/files/{id}/download")).await.body, EXAMPLE);
    // The parts are gone: one blob is left.
    assert_eq!((stack.blobs().len(), stack.used_bytes(&ada()).await), (1, EXAMPLE.len() as u64));
}

#[tokio::test]
async fn checksums_are_compared_and_uploads_can_be_ended() {
    let stack = Stack::start().await;
    let path = stack.begin(&ada(), "a.csv", 4).await.header("location").to_string();
    let right = format!("sha256 {}", STANDARD.encode(digest(&SHA256, b"x\n1\n")));
    let wrong = stack.patch(&ada(), &path, 0, Some(&right), Body::from("x\n2\n")).await;
    assert_eq!(wrong.status, 460);
    stack.patch(&ada(), &path, 0, Some("md4 AAAA"), Body::from("x\n1\n")).await.expect(400);
    stack.patch(&ada(), &path, 0, Some(&right), Body::from("x\n1\n")).await.expect(204);
    let path = stack.begin(&ada(), "a.csv", 10).await.header("location").to_string();
    stack.patch(&ada(), &path, 0, None, Body::from("x\n1\n")).await.expect(204);
    stack
        .send(&ada(), "DELETE", &path, &[("tus-resumable", "1.0.0")], Body::empty())
        .await
        .expect(204);
    stack.get(&ada(), &path).await.expect(404);
    assert_eq!(stack.blobs().len(), 1);
}

#[tokio::test]
async fn refusals_are_those_of_the_protocol() {
    let stack = Stack::start().await;
    let options = stack.send(&ada(), "OPTIONS", "/api/v2/files/uploads", &[], Body::empty()).await;
    assert_eq!(
        (options.status, options.header("tus-extension")),
        (204, "creation,expiration,checksum,termination")
    );
    stack
        .send(&ada(), "POST", "/api/v2/files/uploads", &[("upload-length", "4")], Body::empty())
        .await
        .expect(412);
    stack.begin(&ada(), "a.csv", 0).await.expect(422);
    stack.begin(&ada(), "a.csv", usize::MAX >> 1).await.expect(413);
    let path = stack.begin(&ada(), "a.csv", 4).await.header("location").to_string();
    stack.patch(&ada(), &path, 0, None, Body::from("too much")).await.expect(413);
    let headers =
        [("tus-resumable", "1.0.0"), ("upload-offset", "0"), ("content-type", "text/csv")];
    stack.send(&ada(), "PATCH", &path, &headers, Body::from("x\n1\n")).await.expect(415);
    // Nobody else sees it, in the tenant or outside of it.
    for stranger in [member("ben", "tenant-1", Role::Admin), member("ada", "tenant-2", Role::Admin)]
    {
        stack.get(&stranger, &path).await.expect(404);
        stack.patch(&stranger, &path, 0, None, Body::from("x\n1\n")).await.expect(404);
    }
    // A content that contradicts its name is refused with the last byte, and stays refused.
    let path = stack.begin(&ada(), "a.xlsx", 4).await.header("location").to_string();
    stack.patch(&ada(), &path, 0, None, Body::from("text")).await.expect(415);
    stack.get(&ada(), &path).await.expect(415);
    assert_eq!((stack.used_bytes(&ada()).await, stack.blobs().len()), (0, 0));
}

#[tokio::test]
async fn of_two_requests_for_the_same_bytes_one_counts() {
    let stack = Stack::start().await;
    let path = stack.begin(&ada(), "a.csv", 8).await.header("location").to_string();
    let who = ada();
    let (one, other) = tokio::join!(
        stack.patch(&who, &path, 0, None, Body::from("x\n1\n")),
        stack.patch(&who, &path, 0, None, Body::from("x\n1\n"))
    );
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 409]);
    assert_eq!(stack.blobs().len(), 1);
}
