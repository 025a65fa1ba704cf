//! Second factors, organisations, roles, invitations, keys: who may do what, against the service's router.

use crate::support::{As, PASSWORD, Stack, bearer, person};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

/// What an authenticator app shows.
pub fn code(secret: &str, steps_ahead: u64) -> String {
    let bytes = data_encoding::BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    Builder::new()
        .with_secret(Secret::from(bytes))
        .build()
        .unwrap()
        .generate(now + 30 * steps_ahead)
        .to_string()
}

#[tokio::test]
async fn a_second_factor_is_enrolled_asked_for_and_good_once() {
    let stack = Stack::start().await;
    let ada = stack.register("ada@example.com").await;
    let enrolment = stack
        .send("POST", "/api/v2/auth/second-factor/totp", bearer(&ada.token), None)
        .await
        .expect(201);
    let secret = enrolment["secret"].as_str().unwrap().to_string();
    assert!(enrolment["qr_svg"].as_str().unwrap().contains("<svg"));
    stack
        .post("/api/v2/auth/second-factor/totp/confirm", &ada.token, json!({"code": "000000"}))
        .await
        .expect(422);
    // Until it is confirmed it is not asked for.
    assert_eq!(
        stack.login("ada@example.com", PASSWORD, As::default()).await.expect(200)["status"],
        "signed_in"
    );
    let first = code(&secret, 0);
    let confirmed = stack
        .post("/api/v2/auth/second-factor/totp/confirm", &ada.token, json!({"code": first}))
        .await
        .expect(200);
    let recovery = confirmed["codes"][0].as_str().unwrap().to_string();

    let challenge = async || {
        let asked = stack.login("ada@example.com", PASSWORD, As::default()).await.expect(200);
        assert_eq!(asked["status"], "second_factor_required");
        asked["challenge"].as_str().unwrap().to_string()
    };
    let give = async |challenge: &str, code: &str| {
        let body = json!({"method": "second_factor", "challenge": challenge, "code": code});
        stack.send("POST", "/api/v2/auth/login", As::default(), Some(body)).await
    };
    let waiting = challenge().await;
    // The code that confirmed it was used up.
    give(&waiting, &first).await.expect(401);
    let next = code(&secret, 1);
    let session = give(&waiting, &next).await.expect(200);
    assert_eq!(session["session"]["principal"]["is_second_factor_verified"], true);
    // Neither the challenge nor the code is good a second time.
    give(&waiting, &recovery).await.expect(401);
    let waiting = challenge().await;
    give(&waiting, &next).await.expect(401);
    give(&waiting, &recovery.to_uppercase()).await.expect(200);
    let waiting = challenge().await;
    give(&waiting, &recovery).await.expect(401);
    let state = stack.get("/api/v2/auth/second-factor", &ada.token).await.expect(200);
    assert_eq!(
        (state["is_enabled"].as_bool(), state["recovery_codes_left"].as_u64()),
        (Some(true), Some(9))
    );

    let spare = confirmed["codes"][1].as_str().unwrap();
    stack
        .post("/api/v2/auth/second-factor/totp/disable", &ada.token, json!({"code": spare}))
        .await
        .expect(204);
    assert_eq!(
        stack.login("ada@example.com", PASSWORD, As::default()).await.expect(200)["status"],
        "signed_in"
    );
}

#[tokio::test]
async fn a_challenge_ends_after_five_wrong_codes() {
    let stack = Stack::start().await;
    let ada = stack.register("ada@example.com").await;
    let enrolment = stack
        .send("POST", "/api/v2/auth/second-factor/totp", bearer(&ada.token), None)
        .await
        .expect(201);
    let secret = enrolment["secret"].as_str().unwrap().to_string();
    let first = code(&secret, 0);
    stack
        .post("/api/v2/auth/second-factor/totp/confirm", &ada.token, json!({"code": first}))
        .await
        .expect(200);
    let asked = stack.login("ada@example.com", PASSWORD, As::default()).await.expect(200);
    for _ in 0..5 {
        let body =
            json!({"method": "second_factor", "challenge": asked["challenge"], "code": "000000"});
        stack.send("POST", "/api/v2/auth/login", As::default(), Some(body)).await.expect(401);
    }
    let body = json!({"method": "second_factor", "challenge": asked["challenge"], "code": code(&secret, 1)});
    let answer = stack.send("POST", "/api/v2/auth/login", As::default(), Some(body)).await;
    assert!(matches!(answer.status, 401 | 429), "{}", answer.body);
}

#[tokio::test]
async fn members_are_invited_and_have_the_rights_of_their_role() {
    let stack = Stack::start().await;
    let owner = stack.register("owner@example.com").await;
    let viewer = stack.invited(&owner, "viewer@example.com", "viewer").await;
    let admin = stack.invited(&owner, "admin@example.com", "admin").await;
    assert_eq!(viewer.tenant_id, owner.tenant_id);
    assert!(stack.mail("viewer@example.com").await.text.contains("invites you"));
    let members = format!("/api/v2/tenants/{}/members", owner.tenant_id);
    let list = stack.get(&members, &viewer.token).await.expect(200);
    assert_eq!(list["total"], 3);
    let found = stack.get(&format!("{members}?q=VIEWER%40"), &viewer.token).await.expect(200);
    assert_eq!(found["items"][0]["user_id"], viewer.user_id);
    let page = stack.get(&format!("{members}?limit=2"), &owner.token).await.expect(200);
    let rest = format!("{members}?limit=2&cursor={}", page["next_cursor"].as_str().unwrap());
    assert_eq!(
        stack.get(&rest, &owner.token).await.expect(200)["items"].as_array().unwrap().len(),
        1
    );

    // A viewer changes nothing; an admin makes no owner and takes none away.
    let of = |user: &str| format!("{members}/{user}");
    let put = async |token: &str, user: &str, role: &str| {
        stack.send("PUT", &of(user), bearer(token), Some(json!({"role": role}))).await
    };
    put(&viewer.token, &viewer.user_id, "owner").await.expect(403);
    put(&admin.token, &admin.user_id, "owner").await.expect(403);
    put(&admin.token, &owner.user_id, "viewer").await.expect(403);
    stack.send("DELETE", &of(&owner.user_id), bearer(&admin.token), None).await.expect(403);
    let invitation = json!({"email": "x@example.com", "role": "owner"});
    stack
        .post(&format!("/api/v2/tenants/{}/invitations", owner.tenant_id), &admin.token, invitation)
        .await
        .expect(422);
    put(&admin.token, &viewer.user_id, "analyst").await.expect(200);
    // The last owner stays.
    put(&owner.token, &owner.user_id, "admin").await.expect(409);
    stack.send("DELETE", &of(&owner.user_id), bearer(&owner.token), None).await.expect(409);
    put(&owner.token, &admin.user_id, "owner").await.expect(200);
    put(&owner.token, &owner.user_id, "admin").await.expect(200);
    // Whoever leaves is out at once.
    stack.send("DELETE", &of(&viewer.user_id), bearer(&viewer.token), None).await.expect(204);
    assert_eq!(
        stack.get("/api/v2/auth/validate", &viewer.token).await.expect(200)["is_valid"],
        false
    );
}

#[tokio::test]
async fn other_organisations_are_not_there() {
    let stack = Stack::start().await;
    let ada = stack.register("ada@example.com").await;
    let eve = stack.register("eve@example.com").await;
    let tenant = format!("/api/v2/tenants/{}", ada.tenant_id);
    for (method, path, body) in [
        ("GET", format!("{tenant}/members"), None),
        ("GET", format!("/api/v2/auth/tenants/{}/users", ada.tenant_id), None),
        ("GET", format!("{tenant}/invitations"), None),
        (
            "POST",
            format!("{tenant}/invitations"),
            Some(json!({"email": "e@example.com", "role": "admin"})),
        ),
        ("PUT", tenant.clone(), Some(json!({"name": "Eve's"}))),
        ("DELETE", tenant.clone(), None),
        ("PUT", format!("{tenant}/members/{}", ada.user_id), Some(json!({"role": "viewer"}))),
        ("DELETE", format!("{tenant}/members/{}", ada.user_id), None),
        ("PUT", "/api/v2/auth/tenant".to_string(), Some(json!({"tenant_id": ada.tenant_id}))),
    ] {
        assert_eq!(
            stack.send(method, &path, bearer(&eve.token), body.clone()).await.status,
            404,
            "{method} {path}"
        );
        assert_eq!(
            stack.send(method, &path, As::default(), body).await.status,
            401,
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn invitations_are_for_one_address_and_good_once() {
    let stack = Stack::start().await;
    let ada = stack.register("ada@example.com").await;
    let eve = stack.register("eve@example.com").await;
    let path = format!("/api/v2/tenants/{}/invitations", ada.tenant_id);
    let invite = async |email: &str| {
        let created = stack
            .post(&path, &ada.token, json!({"email": email, "role": "analyst", "message": "Come!"}))
            .await
            .expect(201);
        let token = created["url"].as_str().unwrap().split("token=").nth(1).unwrap().to_string();
        (created["invitation"]["id"].as_str().unwrap().to_string(), token)
    };
    let (_, for_grace) = invite("grace@example.com").await;
    let preview = stack
        .send("GET", &format!("/api/v2/invitations/{for_grace}"), As::default(), None)
        .await
        .expect(200);
    assert_eq!(
        (preview["has_account"].as_bool(), preview["role"].as_str()),
        (Some(false), Some("analyst"))
    );
    stack
        .post("/api/v2/invitations/accept", &eve.token, json!({"token": for_grace}))
        .await
        .expect(403);
    let (_, for_eve) = invite("eve@example.com").await;
    let session = stack
        .post("/api/v2/invitations/accept", &eve.token, json!({"token": for_eve}))
        .await
        .expect(200);
    assert_eq!(session["principal"]["tenant_id"], ada.tenant_id);
    stack
        .post("/api/v2/invitations/accept", &eve.token, json!({"token": for_eve}))
        .await
        .expect(410);
    // Two tenants now: one can go back to one's own.
    let eve_there = person(&session);
    let back = stack
        .send(
            "PUT",
            "/api/v2/auth/tenant",
            bearer(&eve_there.token),
            Some(json!({"tenant_id": eve.tenant_id})),
        )
        .await
        .expect(200);
    assert_eq!(back["principal"]["tenant_id"], eve.tenant_id);
    assert_eq!(back["principal"]["role"], "owner");
    let (id, revoked) = invite("late@example.com").await;
    stack.send("DELETE", &format!("{path}/{id}"), bearer(&ada.token), None).await.expect(204);
    stack
        .send("GET", &format!("/api/v2/invitations/{revoked}"), As::default(), None)
        .await
        .expect(410);
}

#[tokio::test]
async fn keys_do_what_they_say_from_where_they_say_until_revoked() {
    let stack = Stack::start().await;
    let ada = stack.register("ada@example.com").await;
    let eve = stack.register("eve@example.com").await;
    let wish = json!({"name": "nightly", "permissions": ["files:read", "simulations:run"], "allowed_ips": ["192.0.2.0/24"]});
    let created = stack.post("/api/v2/api-keys", &ada.token, wish).await.expect(201);
    let secret = created["secret"].as_str().unwrap().to_string();
    assert!(secret.starts_with("ulam_live_"));
    let exchange = async |key: &str, address: &str| {
        let body = json!({"credential": {"kind": "api_key", "key": key}, "ip_address": address});
        stack.internal("/internal/identity/exchange", &body).await
    };
    assert_eq!(exchange(&secret, "198.51.100.1").await, Err(403));
    assert_eq!(exchange(&format!("{secret}0"), "192.0.2.9").await, Err(401));
    let principal = exchange(&secret, "192.0.2.9").await.unwrap();
    assert_eq!(principal["principal"]["kind"], "api_key");
    assert_eq!(principal["principal"]["permissions"], json!(["files:read", "simulations:run"]));
    let token = principal["access_token"].as_str().unwrap();
    // A key can't make keys, change the password or invite.
    stack
        .post("/api/v2/api-keys", token, json!({"name": "x", "permissions": ["files:read"]}))
        .await
        .expect(403);
    let change =
        json!({"current_password": PASSWORD, "new_password": "seven yellow bassoons in fog"});
    stack.send("PUT", "/api/v2/users/password", bearer(token), Some(change)).await.expect(403);
    let list = stack.get("/api/v2/api-keys", &ada.token).await.expect(200);
    assert_eq!(list["items"][0]["last_used_ip"], "192.0.2.9");
    assert!(!list.to_string().contains(&secret));
    assert_eq!(stack.get("/api/v2/api-keys", &eve.token).await.expect(200)["total"], 0);
    for bad in [json!(["platform:operate"]), json!([]), json!(["files:burn"])] {
        stack
            .post("/api/v2/api-keys", &ada.token, json!({"name": "x", "permissions": bad}))
            .await
            .expect(422);
    }
    let past =
        json!({"name": "x", "permissions": ["files:read"], "expires_at": "2020-01-01T00:00:00Z"});
    stack.post("/api/v2/api-keys", &ada.token, past).await.expect(422);
    let path = format!("/api/v2/api-keys/{}", created["key"]["id"].as_str().unwrap());
    stack.send("DELETE", &path, bearer(&eve.token), None).await.expect(404);
    stack.send("DELETE", &path, bearer(&ada.token), None).await.expect(204);
    assert_eq!(exchange(&secret, "192.0.2.9").await, Err(401));
}

#[tokio::test]
async fn profile_settings_usage_and_leaving_for_good() {
    let stack = Stack::start().await;
    let ada = stack.register("ada@example.com").await;
    let change = json!({"name": "Countess", "locale": "de-DE", "time_zone": "Europe/Berlin", "phone": "+4930123456"});
    let profile = stack
        .send("PUT", "/api/v2/users/profile", bearer(&ada.token), Some(change))
        .await
        .expect(200);
    assert_eq!(profile["name"], "Countess");
    stack
        .send("PUT", "/api/v2/users/profile", bearer(&ada.token), Some(json!({"phone": "030"})))
        .await
        .expect(422);
    let settings = json!({"theme": "dark", "default_trials": 5000, "app": {"panel": [1, 2]}});
    stack
        .send("PUT", "/api/v2/users/preferences", bearer(&ada.token), Some(settings))
        .await
        .expect(200);
    let kept = stack.get("/api/v2/users/preferences", &ada.token).await.expect(200);
    assert_eq!(
        (kept["theme"].as_str(), kept["default_trials"].as_u64()),
        (Some("dark"), Some(5000))
    );
    let large = json!({"app": {"x": "a".repeat(70_000)}});
    stack
        .send("PUT", "/api/v2/users/preferences", bearer(&ada.token), Some(large))
        .await
        .expect(422);
    assert!(
        stack.get("/api/v2/users/usage", &ada.token).await.expect(200)["items"]
            .as_array()
            .unwrap()
            .len()
            >= 4
    );
    let contact = stack.host.mesh().client("identity").as_service("files");
    let lookup =
        json!({"tenant_id": ada.tenant_id, "emails": ["ADA@example.com", "nobody@example.com"]});
    let found: Value = contact.post("/internal/identity/users/lookup", &lookup).await.unwrap();
    assert_eq!(found["users"][0]["user_id"], ada.user_id);
    let elsewhere = json!({"tenant_id": "another", "emails": ["ada@example.com"]});
    let found: Value = contact.post("/internal/identity/users/lookup", &elsewhere).await.unwrap();
    assert_eq!(found["users"], json!([]));

    let change = |current: &'static str| json!({"current_password": current, "new_password": "seven yellow bassoons in fog"});
    stack
        .send("PUT", "/api/v2/users/password", bearer(&ada.token), Some(change("wrong")))
        .await
        .expect(422);
    stack
        .send("PUT", "/api/v2/users/password", bearer(&ada.token), Some(change(PASSWORD)))
        .await
        .expect(204);
    stack.login("ada@example.com", PASSWORD, As::default()).await.expect(401);
    stack
        .send(
            "DELETE",
            "/api/v2/users/profile",
            bearer(&ada.token),
            Some(json!({"password": "wrong"})),
        )
        .await
        .expect(422);
    let right = json!({"password": "seven yellow bassoons in fog"});
    stack
        .send("DELETE", "/api/v2/users/profile", bearer(&ada.token), Some(right))
        .await
        .expect(204);
    stack.get("/api/v2/auth/user", &ada.token).await.expect(401);
    stack.login("ada@example.com", "seven yellow bassoons in fog", As::default()).await.expect(401);
}

#[tokio::test]
async fn an_organisation_that_demands_a_second_factor_waits_for_it() {
    let stack = Stack::start().await;
    let ada = stack.register("ada@example.com").await;
    let path = format!("/api/v2/tenants/{}", ada.tenant_id);
    let demand = || Some(json!({"requires_second_factor": true}));
    stack.send("PUT", &path, bearer(&ada.token), demand()).await.expect(422);
    let enrolment = stack
        .send("POST", "/api/v2/auth/second-factor/totp", bearer(&ada.token), None)
        .await
        .expect(201);
    let now = code(enrolment["secret"].as_str().unwrap(), 0);
    stack
        .post("/api/v2/auth/second-factor/totp/confirm", &ada.token, json!({"code": now}))
        .await
        .expect(200);
    let grace = stack.invited(&ada, "grace@example.com", "analyst").await;
    stack.send("PUT", &path, bearer(&ada.token), demand()).await.expect(200);
    let session = person(
        &stack.login("grace@example.com", PASSWORD, As::default()).await.expect(200)["session"],
    );
    stack.get(&format!("{path}/members"), &session.token).await.expect(403);
    let enrolment = stack
        .send("POST", "/api/v2/auth/second-factor/totp", bearer(&session.token), None)
        .await
        .expect(201);
    let now = code(enrolment["secret"].as_str().unwrap(), 0);
    stack
        .post("/api/v2/auth/second-factor/totp/confirm", &session.token, json!({"code": now}))
        .await
        .expect(200);
    let renewed = stack
        .send(
            "POST",
            "/api/v2/auth/refresh",
            As::default(),
            Some(json!({"refresh_token": session.refresh})),
        )
        .await
        .expect(200);
    stack
        .get(&format!("{path}/members"), renewed["access_token"].as_str().unwrap())
        .await
        .expect(200);
    let _ = grace;
}

#[tokio::test]
async fn an_organisations_addresses_hold_at_sign_in() {
    let stack = Stack::start().await;
    let ada = stack.register("ada@example.com").await;
    let path = format!("/api/v2/tenants/{}", ada.tenant_id);
    let only = || Some(json!({"allowed_ips": ["192.0.2.0/24"]}));
    let there = As { token: Some(&ada.token), address: Some("192.0.2.5"), ..As::default() };
    let elsewhere = As { token: Some(&ada.token), address: Some("198.51.100.5"), ..As::default() };
    stack.send("PUT", &path, elsewhere, only()).await.expect(422);
    stack.send("PUT", &path, there, only()).await.expect(200);
    stack.login("ada@example.com", PASSWORD, As { token: None, ..elsewhere }).await.expect(403);
    stack.login("ada@example.com", PASSWORD, As { token: None, ..there }).await.expect(200);
}
