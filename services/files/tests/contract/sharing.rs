//! Who may see what.

use axum::body::Body;
use http::Method;
use serde_json::{Value, json};
use ulam_contracts::permissions::{Permission, Role};
use ulam_platform::access::{Principal, SubjectKind};

use crate::support::{Stack, ada, member};

async fn share(stack: &Stack, id: &str, what: Value) -> crate::support::Answer {
    stack.json(&ada(), "PUT", &format!("/api/v2/files/{id}/permissions"), what).await
}

#[tokio::test]
async fn other_tenants_and_colleagues_see_nothing_until_it_is_shared() {
    let stack = Stack::start().await;
    let id = stack.uploaded(&ada(), "a.csv", b"x\n1\n").await;
    let ben = member("ben", "tenant-1", Role::Analyst);
    for stranger in [&ben, &member("ada", "tenant-2", Role::Owner)] {
        for (method, rest) in [
            ("GET", ""),
            ("GET", "/download"),
            ("DELETE", ""),
            ("POST", "/process"),
            ("GET", "/permissions"),
            ("PUT", "/permissions"),
            ("PATCH", ""),
        ] {
            let path = format!("/api/v2/files/{id}{rest}");
            let answer = match method {
                "GET" | "DELETE" => stack.send(stranger, method, &path, &[], Body::empty()).await,
                _ => stack.json(stranger, method, &path, json!({})).await,
            };
            answer.expect(404);
        }
        stack
            .upload_to(stranger, &format!("/api/v2/files/{id}/versions"), "a.csv", b"x\n", &[])
            .await
            .expect(404);
        assert_eq!(stack.get(stranger, "/api/v2/files").await.expect(200)["items"], json!([]));
    }
    // An admin manages everything.
    let admin = member("zoe", "tenant-1", Role::Admin);
    let seen = stack.get(&admin, &format!("/api/v2/files/{id}")).await.expect(200);
    assert_eq!(seen["file"]["my_access"], "manage");

    let view = json!({"grants": [{"subject": {"kind": "email", "email": "ben@example.com"}, "access": "view"}]});
    let shares = share(&stack, &id, view).await.expect(200);
    assert_eq!(shares["grants"][0]["label"], "BEN");
    stack.get(&ben, &format!("/api/v2/files/{id}/download")).await.expect(200);
    stack
        .send(&ben, "DELETE", &format!("/api/v2/files/{id}"), &[], Body::empty())
        .await
        .expect(403);
    let path = format!("/api/v2/files/{id}/versions");
    stack.upload_to(&ben, &path, "a.csv", b"x\n2\n", &[]).await.expect(403);
    let edit =
        json!({"grants": [{"subject": {"kind": "role", "role": "analyst"}, "access": "edit"}]});
    share(&stack, &id, edit).await.expect(200);
    stack.upload_to(&ben, &path, "a.csv", b"x\n2\n", &[]).await.expect(201);
    stack
        .get(&member("vic", "tenant-1", Role::Viewer), &format!("/api/v2/files/{id}"))
        .await
        .expect(404);
    share(&stack, &id, json!({"grants": [{"subject": {"kind": "tenant"}, "access": "view"}]}))
        .await
        .expect(200);
    stack
        .get(&member("vic", "tenant-1", Role::Viewer), &format!("/api/v2/files/{id}"))
        .await
        .expect(200);
    share(&stack, &id, json!({})).await.expect(200);
    stack.get(&ben, &format!("/api/v2/files/{id}")).await.expect(404);
}

#[tokio::test]
async fn grants_must_make_sense() {
    let stack = Stack::start().await;
    let id = stack.uploaded(&ada(), "a.csv", b"x\n1\n").await;
    let stranger = json!({"grants": [{"subject": {"kind": "email", "email": "eve@elsewhere.org"}, "access": "view"}]});
    let problem = share(&stack, &id, stranger).await.expect(422);
    assert_eq!(problem["errors"][0]["field"], "grants[0].subject");
    let past = json!({"link": {"expires_at": "2001-01-01T00:00:00Z"}});
    share(&stack, &id, past).await.expect(422);
    let ended = json!({"grants": [{"subject": {"kind": "user", "user_id": "ben"}, "access": "view", "expires_at": "2001-01-01T00:00:00Z"}]});
    share(&stack, &id, ended).await.expect(422);
}

#[tokio::test]
async fn a_link_shows_one_file_until_it_is_withdrawn() {
    let stack = Stack::start().await;
    let id = stack.uploaded(&ada(), "a.csv", b"x\n1\n").await;
    let other = stack.uploaded(&ada(), "b.csv", b"x\n1\n").await;
    let shares = share(&stack, &id, json!({"link": {}})).await.expect(200);
    let token = shares["link"]["token"].as_str().unwrap().to_string();
    assert!(shares["link"]["url"].as_str().unwrap().contains(&token));
    let shown = stack.get(&ada(), &format!("/api/v2/files/{id}/permissions")).await.expect(200);
    assert_eq!(shown["link"]["token"], Value::Null);
    let exchange = |token: String| {
        let client = stack.host.mesh().client("files").as_service("gateway");
        async move {
            client
                .json::<_, Value>(
                    Method::POST,
                    "/internal/links/exchange",
                    &json!({ "token": token }),
                )
                .await
        }
    };
    let link = exchange(token.clone()).await.unwrap();
    assert_eq!(
        (&link["tenant_id"], &link["permissions"]),
        (&json!("tenant-1"), &json!(["files:read"]))
    );
    let guest = Principal {
        subject: format!("link:{}", link["link_id"].as_str().unwrap()),
        kind: SubjectKind::Link,
        tenant_id: "tenant-1".to_string(),
        session_id: String::new(),
        permissions: vec![Permission::FilesRead],
    };
    stack.get(&guest, &format!("/api/v2/files/{id}/download")).await.expect(200);
    stack.get(&guest, &format!("/api/v2/files/{other}")).await.expect(404);
    assert_eq!(
        stack.get(&guest, "/api/v2/files").await.expect(200)["items"].as_array().unwrap().len(),
        1
    );
    stack.get(&guest, "/api/v2/files/storage/usage").await.expect(404);
    stack.upload(&guest, "c.csv", b"x\n").await.expect(403);
    assert!(exchange("nonsense".to_string()).await.is_err());
    share(&stack, &id, json!({})).await.expect(200);
    stack.get(&guest, &format!("/api/v2/files/{id}")).await.expect(404);
    assert!(exchange(token).await.is_err());
}

#[tokio::test]
async fn other_services_get_contents_and_nobody_else_does() {
    let stack = Stack::start().await;
    let id = stack.uploaded(&ada(), "a.csv", b"x\n1\n").await;
    let path = format!("/internal/files/{id}?tenant_id=tenant-1");
    let client = stack.host.mesh().client("files").as_service("workbooks");
    let file: Value = client.get(&path).await.unwrap();
    assert_eq!(
        (&file["reference"]["file_name"], &file["reference"]["version"]),
        (&json!("a.csv"), &json!(1))
    );
    assert_eq!(
        client
            .get::<Value>(&format!("/internal/files/{id}?tenant_id=tenant-2"))
            .await
            .unwrap_err()
            .status(),
        404
    );
    stack.get(&ada(), &path).await.expect(403);
    let ids = json!({"file_ids": [id, "unknown"]});
    let seen =
        stack.json(&ada(), "POST", "/internal/files/accessible", ids.clone()).await.expect(200);
    assert_eq!(seen["access"].as_object().unwrap().len(), 1);
    let ben = member("ben", "tenant-1", Role::Analyst);
    assert_eq!(
        stack.json(&ben, "POST", "/internal/files/accessible", ids).await.expect(200)["access"],
        json!({})
    );
}
