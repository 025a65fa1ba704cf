//! What identity tells the audit log.

use serde_json::{Value, json};
use ulam_platform::audit::Recorded;
use ulam_platform::host;

use crate::organisation::code;
use crate::support::{As, PASSWORD, Stack, bearer, from};

/// The log, which must be whole.
async fn audited(stack: &Stack) -> Vec<Recorded> {
    let configuration = ulam_testing::configuration(stack.folder.path());
    let keys = host::keys(&configuration).unwrap();
    let opened = host::audit_log(&ulam_identity::DEFINITION, &configuration, &keys).await;
    let mut log = opened.unwrap().unwrap();
    let entries = log.next().await.unwrap();
    assert_eq!(log.end().await.unwrap().unwrap().entries, entries.len() as i64);
    entries
}

#[tokio::test]
async fn whatever_changes_who_gets_in_is_told_with_who_did_it() {
    let stack = Stack::start().await;
    let ada = stack.register("ada@example.com").await;
    let before = audited(&stack).await.len();
    let mut expected: Vec<(&str, Option<String>, String, Option<&str>)> = Vec::new();
    let id = |text: &str| Some(text.to_string());
    let text = |value: &Value| value.as_str().unwrap().to_string();
    let refuse = |refresh: &str| {
        let body = json!({"refresh_token": refresh});
        stack.send("POST", "/api/v2/auth/refresh", As::default(), Some(body))
    };

    stack.login("ada@example.com", "not the password", from("192.0.2.7")).await.expect(401);
    expected.push(("sign_in.refused", None, ada.user_id.clone(), Some("wrong-credentials")));
    stack.login("nobody@example.com", "not the password", As::default()).await.expect(401);
    expected.push(("sign_in.refused", None, String::new(), Some("wrong-credentials")));
    let session = stack.login("ada@example.com", PASSWORD, As::default()).await.expect(200);
    let other = text(&session["session"]["session_id"]);
    expected.push(("sign_in.accepted", id(&ada.user_id), other.clone(), Some("password")));

    // A refresh token of two generations ago.
    let first = text(&session["session"]["refresh_token"]);
    let second = text(&refuse(&first).await.expect(200)["refresh_token"]);
    refuse(&second).await.expect(200);
    refuse(&first).await.expect(401);
    expected.push(("session.revoked", id("service:identity"), other, Some("refresh token reused")));

    let change = json!({"current_password": PASSWORD, "new_password": "seven yellow bassoons"});
    let path = "/api/v2/users/password";
    stack.send("PUT", path, bearer(&ada.token), Some(change)).await.expect(204);
    expected.push(("password.changed", id(&ada.user_id), ada.user_id.clone(), None));

    let path = "/api/v2/auth/second-factor/totp";
    let enrolment = stack.send("POST", path, bearer(&ada.token), None).await.expect(201);
    let secret = text(&enrolment["secret"]);
    let body = json!({"code": code(&secret, 0)});
    let codes = stack.post(&format!("{path}/confirm"), &ada.token, body).await.expect(200);
    expected.push(("mfa.enabled", id(&ada.user_id), ada.user_id.clone(), None));
    let recovery = text(&codes["codes"][0]);
    let body = json!({"code": recovery});
    stack.post(&format!("{path}/disable"), &ada.token, body).await.expect(204);
    expected.push(("mfa.disabled", id(&ada.user_id), ada.user_id.clone(), None));

    let wish = json!({"name": "nightly", "permissions": ["files:read"]});
    let key = stack.post("/api/v2/api-keys", &ada.token, wish).await.expect(201);
    let key_id = text(&key["key"]["id"]);
    expected.push(("api_key.created", id(&ada.user_id), key_id.clone(), None));
    let path = format!("/api/v2/api-keys/{key_id}");
    stack.send("DELETE", &path, bearer(&ada.token), None).await.expect(204);
    expected.push(("api_key.revoked", id(&ada.user_id), key_id, Some("revoked")));

    let grace = stack.invited(&ada, "grace@example.com", "analyst").await;
    let path = format!("/api/v2/tenants/{}/invitations", ada.tenant_id);
    let invitations = stack.get(&path, &ada.token).await.expect(200);
    let invitation = text(&invitations["items"][0]["id"]);
    let by_grace = id(&grace.user_id);
    expected.push(("invitation.created", id(&ada.user_id), invitation.clone(), Some("analyst")));
    expected.push(("user.registered", by_grace.clone(), grace.user_id.clone(), None));
    expected.push(("invitation.accepted", by_grace.clone(), invitation, Some("analyst")));
    expected.push(("sign_in.accepted", by_grace, grace.session_id.clone(), Some("link")));

    let path = format!("/api/v2/tenants/{}/members/{}", ada.tenant_id, grace.user_id);
    let role = json!({"role": "viewer"});
    stack.send("PUT", &path, bearer(&ada.token), Some(role)).await.expect(200);
    let left = Some("membership changed");
    expected.push(("session.revoked", id(&ada.user_id), grace.session_id, left));
    expected.push(("member.role_changed", id(&ada.user_id), grace.user_id.clone(), Some("viewer")));
    stack.send("DELETE", &path, bearer(&ada.token), None).await.expect(204);
    expected.push(("member.removed", id(&ada.user_id), grace.user_id, None));

    stack.post("/api/v2/auth/logout", &ada.token, json!({})).await.expect(204);
    expected.push(("session.revoked", id(&ada.user_id), ada.session_id, Some("signed out")));

    let entries = audited(&stack).await;
    let seen: Vec<_> = entries[before..]
        .iter()
        .map(|entry| {
            let object = entry.object_id.clone().unwrap_or_default();
            (entry.action.as_str(), entry.actor.clone(), object, entry.detail.as_deref())
        })
        .collect();
    assert_eq!(seen, expected);
    let refused = &entries[before];
    assert_eq!(refused.outcome, "refused");
    assert_eq!(refused.client_address.as_deref(), Some("192.0.2.7"));
    let all = format!("{entries:?}");
    let key_secret = text(&key["secret"]);
    for hidden in ["@", "nightly", "Ada", "Grace", &secret, &recovery, &key_secret, &ada.refresh] {
        assert!(!all.contains(hidden), "{hidden}: {all}");
    }
}

#[tokio::test]
async fn wrong_keys_and_cookies_are_told_a_few_times_and_then_counted() {
    let stack = Stack::start().await;
    let ada = stack.register("ada@example.com").await;
    let wish = json!({"name": "nightly", "permissions": ["files:read"]});
    let made = stack.post("/api/v2/api-keys", &ada.token, wish).await.expect(201);
    let text = |value: &Value| value.as_str().unwrap().to_string();
    let (id, key) = (text(&made["key"]["id"]), text(&made["secret"]));
    let before = audited(&stack).await.len();
    let shown = |credential: Value, address: &str| {
        let request = json!({"credential": credential, "ip_address": address});
        let stack = &stack;
        async move { stack.internal("/internal/identity/exchange", &request).await }
    };
    let as_key = |key: &str| json!({"kind": "api_key", "key": key});
    let as_cookie = |cookie: &str| json!({"kind": "session_cookie", "cookie": cookie});

    assert!(shown(as_key(&key), "192.0.2.1").await.is_ok());
    assert_eq!(shown(as_key("ulam_live_nonsense"), "192.0.2.1").await, Err(401));
    let path = format!("/api/v2/api-keys/{id}");
    stack.send("DELETE", &path, bearer(&ada.token), None).await.expect(204);
    assert_eq!(shown(as_key(&key), "192.0.2.1").await, Err(401));
    assert_eq!(shown(as_cookie("nonsense"), "192.0.2.2").await, Err(401));
    for _ in 0..50 {
        assert_eq!(shown(as_cookie("nonsense"), "192.0.2.3").await, Err(401));
    }
    let told = json!({"ip_address": "192.0.2.4"});
    for _ in 0..12 {
        stack.internal("/internal/identity/refused-tokens", &told).await.unwrap();
    }
    stack.post("/internal/identity/refused-tokens", &ada.token, told).await.expect(403);
    let entries = audited(&stack).await;
    let seen: Vec<_> = entries[before..]
        .iter()
        .filter(|entry| entry.action.ends_with(".refused"))
        .map(|entry| {
            let (address, detail) = (entry.client_address.as_deref(), entry.detail.as_deref());
            (entry.action.as_str(), entry.object_id.as_deref(), detail, address)
        })
        .collect();
    let key_refused = "api_key.refused";
    assert_eq!(seen[0], (key_refused, None, Some("malformed"), Some("192.0.2.1")));
    assert_eq!(seen[1], (key_refused, Some(id.as_str()), Some("revoked"), Some("192.0.2.1")));
    let cookie_refused = ("session.refused", None, Some("malformed"));
    let (action, object, detail) = cookie_refused;
    assert_eq!(seen[2], (action, object, detail, Some("192.0.2.2")));
    assert_eq!(seen[3..13], [(action, object, detail, Some("192.0.2.3")); 10]);
    let token_refused = ("access_token.refused", None, Some("not valid"), Some("192.0.2.4"));
    assert_eq!(seen[13..], [token_refused; 10]);

    // The others are told when the minute is over, or at the end.
    stack.host.stop().await;
    let configuration = ulam_testing::configuration(stack.folder.path());
    let keys = host::keys(&configuration).unwrap();
    let opened = host::audit_log(&ulam_identity::DEFINITION, &configuration, &keys).await;
    let mut entries = opened.unwrap().unwrap().next().await.unwrap();
    for (count, address) in [(2, "192.0.2.4"), (40, "192.0.2.3")] {
        let last = entries.pop().unwrap();
        assert_eq!(last.action, "credential.refused");
        assert_eq!(last.detail, Some(format!("{count} more within a minute")));
        assert_eq!(last.client_address.as_deref(), Some(address));
    }
}
