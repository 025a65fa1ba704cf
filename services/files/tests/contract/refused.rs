//! What is refused, and that nothing of it stays.

use std::io::{Cursor, Write};

use axum::body::Body;
use ulam_contracts::permissions::Role;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{EXAMPLE, Stack, ada, form, member};

fn bomb() -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["[Content_Types].xml", "xl/workbook.xml"] {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(b"<x/>").unwrap();
    }
    let mut bytes = writer.finish().unwrap().into_inner();
    let record = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bytes[record + 24..record + 28].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    bytes
}

#[tokio::test]
async fn bad_contents_are_refused_and_leave_nothing() {
    let stack = Stack::start().await;
    for (name, content, status) in [
        ("empty.csv", &b""[..], 422),
        ("plan.xlsx", b"just text", 415),
        ("plan.csv", EXAMPLE, 415),
        ("plan.xls", EXAMPLE, 415),
        ("data.json", b"no json", 415),
        ("data.parquet", b"PAR1", 415),
        ("program.csv", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0", 415),
        ("bomb.xlsx", &bomb(), 422),
        ("cut.xlsx", &EXAMPLE[..EXAMPLE.len() / 2], 415),
    ] {
        let refusal = stack.upload(&ada(), name, content).await;
        let problem = refusal.expect(status);
        assert!(problem["detail"].as_str().unwrap().len() > 20, "{name}: {problem}");
    }
    assert_eq!((stack.used_bytes(&ada()).await, stack.blobs().len()), (0, 0));
    assert_eq!(
        stack.get(&ada(), "/api/v2/files").await.expect(200)["items"].as_array().unwrap().len(),
        0
    );
}

#[tokio::test]
async fn bad_forms_are_refused() {
    let stack = Stack::start().await;
    let path = "/api/v2/files/upload";
    stack
        .send(&ada(), "POST", path, &[("content-type", "text/csv")], Body::from("x"))
        .await
        .expect(415);
    let (media_type, mut body) = form("a.csv", b"x\n", &[]);
    let headers = [("content-type", media_type.as_str())];
    body.truncate(body.len() - 12);
    stack.send(&ada(), "POST", path, &headers, Body::from(body)).await.expect(400);
    stack.upload_to(&ada(), path, "a.csv", b"x\n", &[("colour", "red")]).await.expect(422);
    stack
        .upload_to(&ada(), path, "a.csv", b"x\n", &[("description", &"x".repeat(1_001))])
        .await
        .expect(422);
    stack.send(&ada(), "POST", path, &headers, Body::from("--edge--\r\n")).await.expect(422);
    stack.upload(&member("vic", "tenant-1", Role::Viewer), "a.csv", b"x\n").await.expect(403);
    assert_eq!((stack.used_bytes(&ada()).await, stack.blobs().len()), (0, 0));
}

#[tokio::test]
async fn names_are_made_safe() {
    let stack = Stack::start().await;
    for (given, kept) in [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\\\temp\\\\a.csv", "a.csv"),
        ("CON.csv", "_CON.csv"),
        ("Übersicht 年度.csv", "Übersicht 年度.csv"),
    ] {
        let file = stack.upload(&ada(), given, b"x\n1\n").await.expect(201);
        assert_eq!(file["name"], kept);
    }
    let long = format!("{}.csv", "a".repeat(5_000));
    let file = stack.upload(&ada(), &long, b"x\n1\n").await.expect(201);
    assert!(file["name"].as_str().unwrap().len() <= 255);
}

#[tokio::test]
async fn sizes_and_quotas_hold_under_concurrent_uploads() {
    let stack = Stack::with(|configuration| {
        configuration.files.file_bytes_max = 1_000;
        configuration.files.tenant_bytes_max = 3_500;
    })
    .await;
    stack.upload(&ada(), "a.csv", &[b'x'; 1_001]).await.expect(413);
    let who = ada();
    let content = [b'x'; 1_000];
    let uploads = (0..8).map(|_| stack.upload(&who, "a.csv", &content));
    let answers = futures::future::join_all(uploads).await;
    let accepted = answers.iter().filter(|answer| answer.status == 201).count();
    let refused = answers.iter().filter(|answer| answer.status == 413).count();
    assert_eq!((accepted, refused), (3, 5));
    assert_eq!((stack.used_bytes(&ada()).await, stack.blobs().len()), (3_000, 3));
    // What was set aside for the refused ones is free again, to the last byte.
    stack.upload(&ada(), "b.csv", &[b'x'; 500]).await.expect(201);
    stack.upload(&ada(), "c.csv", b"x").await.expect(413);
    // Another tenant has its own.
    stack
        .upload(&member("eve", "tenant-2", Role::Analyst), "a.csv", &[b'x'; 1_000])
        .await
        .expect(201);
}
