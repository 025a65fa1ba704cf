//! Files of those who mean harm, and files at rest.

use std::io::{Cursor, Write};
use std::path::Path;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use zip::write::SimpleFileOptions;

use super::stack::{Shape, Stack, repository_file};
use super::{get, post, upload};

/// A workbook with sheets of that many mebibytes of spaces together, which deflate to a thousandth.
fn bomb(mebibytes: usize) -> Vec<u8> {
    const SHEET: usize = 64;
    let mut sheet = zip::ZipWriter::new(Cursor::new(Vec::new()));
    sheet.start_file("sheet", SimpleFileOptions::default()).expect("an entry");
    for _ in 0..SHEET {
        sheet.write_all(&[b' '; 1 << 20]).expect("a block");
    }
    let sheet = sheet.finish().expect("an archive").into_inner();
    let mut sheet = zip::ZipArchive::new(Cursor::new(sheet)).expect("an archive");
    let example = std::fs::read(repository_file("examples/loan/loan.xlsx")).expect("an example");
    let mut from = zip::ZipArchive::new(Cursor::new(example)).expect("an archive");
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..from.len() {
        to.raw_copy_file(from.by_index_raw(place).expect("an entry")).expect("a copy");
    }
    for number in 0..mebibytes / SHEET {
        let name = format!("xl/worksheets/more{number}.xml");
        let entry = sheet.by_index_raw(0).expect("an entry");
        to.raw_copy_file_rename(entry, name).expect("a copy");
    }
    to.finish().expect("an archive").into_inner()
}

#[tokio::test]
async fn contents_that_are_not_what_they_seem_are_refused_and_leave_nothing() {
    let stack = Stack::start(Shape::AllInOne, &["files.tenant_bytes_max=3000000"]);
    let token = stack.registered("ada").await;
    let program = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0".to_vec();
    let bomb = bomb(1_152);
    assert!(bomb.len() < 2_000_000, "{}", bomb.len());
    for (name, content, allowed) in [
        ("plan.xlsx", program.as_slice(), &[415, 422][..]),
        ("plan.csv", &program, &[415, 422]),
        ("run.exe", b"MZ\x90\0", &[415]),
        ("plan.xlsx", b"not an archive", &[415, 422]),
        ("plan.csv", b"", &[422]),
        ("bomb.xlsx", &bomb, &[413, 422]),
        ("large.csv", &[b'1'; 3_500_000], &[413, 507]),
    ] {
        let (status, answer) = upload(&stack, &token, name, content).await;
        assert!(allowed.contains(&status), "{name}: {status} {answer}");
    }
    assert_eq!(get(&stack, "/api/v2/files", &token).await["items"], Value::Array(Vec::new()));
    let usage = get(&stack, "/api/v2/files/storage/usage", &token).await;
    assert_eq!(usage["used_bytes"], 0, "{usage}");
}

#[tokio::test]
async fn names_are_only_names() {
    let stack = Stack::start(Shape::AllInOne, &[]);
    let token = stack.registered("ada").await;
    for (given, kept) in [
        ("../../../etc/cron.d/evil.csv", "evil.csv"),
        ("..\\..\\evil.csv", "evil.csv"),
        ("/etc/passwd.csv", "passwd.csv"),
        ("<img src=x onerror=alert(1)>.csv", "_img src=x onerror=alert(1)_.csv"),
        ("';DROP TABLE file_metadata;--.csv", "';DROP TABLE file_metadata;--.csv"),
        ("=HYPERLINK(1).csv", "=HYPERLINK(1).csv"),
    ] {
        let (status, file) = upload(&stack, &token, given, b"a,b\n1,2\n").await;
        assert_eq!((status, &file["name"]), (201, &Value::from(kept)), "{given}: {file}");
        let path = format!("/api/v2/files/{}/download", file["id"].as_str().expect("an id"));
        let got = stack.request("GET", &path).bearer_auth(&token).send().await.expect("a file");
        let header = |name: &str| got.headers()[name].to_str().expect("a text").to_string();
        assert!(header("content-disposition").starts_with("attachment; "), "{given}");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert!(header("content-security-policy").contains("sandbox"));
    }
    let listed = get(&stack, "/api/v2/files", &token).await;
    assert_eq!(listed["items"].as_array().expect("files").len(), 6);
    // Nothing was written beside the data folder.
    let beside: Vec<_> = std::fs::read_dir(stack.data.path()).expect("a folder").collect();
    assert_eq!(beside.len(), 2, "the log and the data folder: {beside:?}");
}

/// Every file in a folder and below.
fn files_in(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        match entry.path() {
            path if path.is_dir() => files_in(&path, found),
            path => found.push(path),
        }
    }
}

#[tokio::test]
async fn nothing_on_disk_can_be_read_without_the_key() {
    let mut stack = Stack::start(Shape::AllInOne, &[]);
    let token = stack.registered("ada").await;
    let mark = "the-mark-of-ada-in-her-file";
    let mut content = String::from("name,price\n");
    for row in 0..20_000 {
        content.push_str(&format!("{mark},{row}\n"));
    }
    let (status, file) = upload(&stack, &token, "prices.csv", content.as_bytes()).await;
    assert_eq!(status, 201, "{file}");
    // The same content again, at the same time, is not the same bytes on disk.
    let twice = tokio::join!(
        upload(&stack, &token, "prices.csv", content.as_bytes()),
        upload(&stack, &token, "prices.csv", content.as_bytes())
    );
    assert_eq!((twice.0.0, twice.1.0), (201, 201));
    assert_ne!(twice.0.1["id"], twice.1.1["id"]);

    let path = format!("/api/v2/files/{}/download", file["id"].as_str().expect("an id"));
    let part =
        stack.request("GET", &path).bearer_auth(&token).header("Range", "bytes=100000-100099");
    let part = part.send().await.expect("a part");
    assert_eq!(part.status(), 206);
    let length = content.len();
    assert_eq!(part.headers()["content-range"], format!("bytes 100000-100099/{length}").as_str());
    assert_eq!(part.bytes().await.expect("bytes"), content.as_bytes()[100_000..100_100]);
    for beyond in [format!("bytes={length}-"), "bytes=99999999999999999999-".to_string()] {
        let beyond = stack.request("GET", &path).bearer_auth(&token).header("Range", beyond);
        let status = beyond.send().await.expect("an answer").status();
        assert!(status == 416 || status == 200, "{status}");
    }

    assert!(stack.stop());
    let mut found = Vec::new();
    files_in(&stack.data.path().join("data"), &mut found);
    let mut bytes_seen = 0;
    for path in found {
        let bytes = std::fs::read(&path).expect("a file");
        bytes_seen += bytes.len();
        let has = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(!has(mark), "{} has the content in the clear", path.display());
        assert!(!has("a long passphrase"), "{} has the password", path.display());
        assert!(!has(&token), "{} has the token", path.display());
    }
    assert!(bytes_seen > 3 * length, "the files are there: {bytes_seen}");
}

#[tokio::test]
async fn an_upload_that_breaks_off_goes_on_or_is_gone() {
    let stack = Stack::start(Shape::AllInOne, &[]);
    let token = stack.registered("ada").await;
    let host = stack.url.trim_start_matches("http://").to_string();
    // A form whose sender dies in the middle leaves nothing.
    let mut stream = tokio::net::TcpStream::connect(&host).await.expect("a connection");
    let head = format!(
        "POST /api/v2/files/upload HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n\
         --b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"half.csv\"\r\n\r\n1,2\n"
    );
    stream.write_all(head.as_bytes()).await.expect("the head is sent");
    stream.flush().await.expect("the head is sent");
    drop(stream);

    // One that can be resumed keeps what came.
    let content = b"price,volume\n".repeat(5_000);
    let tus = |method: &str, path: &str| {
        let request = stack.request(method, path).bearer_auth(&token);
        request.header("Tus-Resumable", "1.0.0")
    };
    let started = tus("POST", "/api/v2/files/uploads")
        .header("Upload-Length", content.len())
        .header("Upload-Metadata", "filename cHJpY2VzLmNzdg==")
        .send()
        .await
        .expect("an upload");
    assert_eq!(started.status(), 201);
    let location = started.headers()["location"].to_str().expect("a path").to_string();
    let mut stream = tokio::net::TcpStream::connect(&host).await.expect("a connection");
    let head = format!(
        "PATCH {location} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n\
         Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n\
         Content-Type: application/offset+octet-stream\r\nContent-Length: {}\r\n\r\n",
        content.len()
    );
    stream.write_all(head.as_bytes()).await.expect("the head is sent");
    stream.write_all(&content[..30_000]).await.expect("a part is sent");
    stream.flush().await.expect("a part is sent");
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    drop(stream);
    let mut offset = 0;
    for _ in 0..100 {
        let head = tus("HEAD", &location).send().await.expect("an answer");
        offset = head.headers()["upload-offset"].to_str().unwrap().parse().unwrap();
        if offset > 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(offset > 0 && offset <= 30_000, "{offset}");
    let rest = tus("PATCH", &location)
        .header("Upload-Offset", offset)
        .header("Content-Type", "application/offset+octet-stream")
        .body(content[offset..].to_vec());
    assert_eq!(rest.send().await.expect("an answer").status(), 204);
    let listed = get(&stack, "/api/v2/files", &token).await;
    let items = listed["items"].as_array().expect("files");
    assert_eq!(items.len(), 1, "{listed}");
    let id = items[0]["id"].as_str().expect("an id");
    let path = format!("/api/v2/files/{id}/download");
    let whole = stack.request("GET", &path).bearer_auth(&token).send().await.expect("a file");
    assert_eq!(whole.bytes().await.expect("bytes"), content);
}

#[tokio::test]
async fn a_workbook_full_of_markup_stays_text() {
    let stack = Stack::start(Shape::AllInOne, &[]);
    let token = stack.registered("ada").await;
    let script = "<script>alert(1)</script>";
    let csv = format!("{script},\"=1+1\"\n1,2\n");
    let (status, file) = upload(&stack, &token, "plan.csv", csv.as_bytes()).await;
    assert_eq!(status, 201, "{file}");
    let body = serde_json::json!({"file_id": file["id"], "name": script});
    let workbook = post(&stack, "/api/v2/workbooks", &token, &body).await;
    let path = format!("/api/v2/workbooks/{}", workbook["id"].as_str().expect("an id"));
    // As data it comes back as it is; no browser takes the answer for a page.
    let answer = stack.request("GET", &path).bearer_auth(&token).send().await.expect("an answer");
    assert_eq!(answer.headers()["content-type"], "application/json");
    assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    assert!(
        answer.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("default-src 'none'")
    );
    assert_eq!(answer.json::<Value>().await.expect("JSON")["name"], script);
    // A page of the app is the same whatever its address says.
    for path in ["/workbooks/%3Cscript%3Ealert(1)%3C/script%3E", "/?q=%3Cscript%3Ealert(1)"] {
        let page = stack.get(path).await;
        let policy = page.headers()["content-security-policy"].to_str().unwrap().to_string();
        assert!(
            policy.contains("script-src 'self'") && !policy.contains("script-src 'self' 'unsafe"),
            "{policy}"
        );
        assert!(!page.text().await.expect("a page").contains("alert(1)"), "{path}");
    }
    let mut stream =
        tokio::net::TcpStream::connect(stack.url.trim_start_matches("http://")).await.unwrap();
    stream
        .write_all(
            b"GET /<script>alert(1)</script> HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        )
        .await
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    assert!(!answer.contains("alert(1)"), "{answer}");
}
