//! Registering, signing in, sessions and their secrets, against the service's router.

use crate::support::{As, PASSWORD, Stack, bearer, from, person, token_of};
use serde_json::{Value, json};

#[tokio::test]
async fn one_registers_signs_in_and_is_known() {
    let stack = Stack::start().await;
    let ada = stack.register("Ada@Example.com").await;
    let user = stack.get("/api/v2/auth/user", &ada.token).await.expect(200);
    assert_eq!(user["principal"]["email"], "Ada@Example.com");
    assert_eq!(user["principal"]["role"], "owner");
    assert_eq!(user["tenants"].as_array().unwrap().len(), 1);
    assert_eq!(user["profile"]["has_password"], true);
    // The address is compared without regard to case; a second account with it is refused.
    let body = json!({"email": "ADA@example.com", "password": PASSWORD, "name": "Eve"});
    stack.send("POST", "/api/v2/auth/register", As::default(), Some(body)).await.expect(409);
    let session = stack.login("ada@EXAMPLE.com", PASSWORD, As::default()).await.expect(200);
    assert_eq!(session["status"], "signed_in");
    let token = session["session"]["access_token"].as_str().unwrap();
    let valid = stack.get("/api/v2/auth/validate", token).await.expect(200);
    assert_eq!(valid["is_valid"], true);
    assert!(valid["expires_at"].is_string());
    // Another tenant is asked for by nobody but its members.
    let body = json!({"method": "password", "email": "ada@example.com", "password": PASSWORD, "tenant_id": "x"});
    stack.send("POST", "/api/v2/auth/login", As::default(), Some(body)).await.expect(404);
}

#[tokio::test]
async fn weak_passwords_and_bad_requests_are_refused_with_the_field() {
    let stack = Stack::start().await;
    for (email, password, field) in [
        ("ada@example.com", "short", "password"),
        ("ada@example.com", "password1234", "password"),
        ("nonsense", PASSWORD, "email"),
    ] {
        let body = json!({"email": email, "password": password, "name": "Ada"});
        let problem = stack
            .send("POST", "/api/v2/auth/register", As::default(), Some(body))
            .await
            .expect(422);
        assert_eq!(problem["errors"][0]["field"], field);
    }
    let body = json!({"email": "a@b.c", "password": PASSWORD, "name": "Ada", "admin": true});
    stack.send("POST", "/api/v2/auth/register", As::default(), Some(body)).await.expect(422);
    stack.send("GET", "/api/v2/auth/user", As::default(), None).await.expect(401);
    stack.get("/api/v2/auth/user", "nonsense").await.expect(401);
}

#[tokio::test]
async fn wrong_passwords_are_slowed_by_account_and_say_nothing_of_it() {
    let stack = Stack::start().await;
    stack.register("ada@example.com").await;
    let wrong =
        async |email: &str| stack.login(email, "wrong wrong wrong", from("192.0.2.1")).await;
    for email in ["ada@example.com", "nobody@example.com"] {
        // The first five are answered, whatever the address; then waiting begins.
        let mut refused = 0;
        let limited = loop {
            let answer = wrong(email).await;
            if answer.status == 429 {
                break answer;
            }
            assert_eq!(answer.body["type"], "https://ulam.dev/problems/wrong-credentials");
            assert_eq!(
                answer.expect(401)["detail"],
                "The mail address and the password don't belong together."
            );
            refused += 1;
            assert!(refused < 12, "never slowed");
        };
        assert!(refused >= 5, "{refused}");
        let seconds: u64 = limited.headers["retry-after"].to_str().unwrap().parse().unwrap();
        assert!((1..=60).contains(&seconds));
        if email == "ada@example.com" {
            // The right password has to wait too, else the waiting would tell.
            assert_eq!(stack.login(email, PASSWORD, from("192.0.2.2")).await.status, 429);
            tokio::time::sleep(std::time::Duration::from_secs(seconds)).await;
            stack.login(email, PASSWORD, from("192.0.2.2")).await.expect(200);
        }
    }
}

#[tokio::test]
async fn refresh_tokens_rotate_and_reuse_ends_the_session() {
    let stack = Stack::start().await;
    let ada = stack.register("ada@example.com").await;
    let refresh = |token: String| {
        let stack = &stack;
        async move {
            stack
                .send(
                    "POST",
                    "/api/v2/auth/refresh",
                    As::default(),
                    Some(json!({"refresh_token": token})),
                )
                .await
        }
    };
    // Eight at once get the same successor.
    let answers = futures::future::join_all((0..8).map(|_| refresh(ada.refresh.clone()))).await;
    let successors: Vec<Value> =
        answers.into_iter().map(|answer| answer.expect(200)["refresh_token"].clone()).collect();
    assert!(successors.iter().all(|token| token == &successors[0] && token != &json!(ada.refresh)));
    let second = successors[0].as_str().unwrap().to_string();
    let third =
        refresh(second.clone()).await.expect(200)["refresh_token"].as_str().unwrap().to_string();
    // The one immediately before gives the same successor again, within ten seconds.
    assert_eq!(refresh(second.clone()).await.expect(200)["refresh_token"], third);
    // An older one ends the session for everybody.
    refresh(ada.refresh.clone()).await.expect(401);
    refresh(third).await.expect(401);
    assert_eq!(stack.get("/api/v2/auth/validate", &ada.token).await.expect(200)["is_valid"], false);
    let body = json!({"kind": "session", "session_id": ada.session_id});
    let state = stack.internal("/internal/identity/introspect", &body).await.unwrap();
    assert_eq!(state["is_active"], false);
    assert!(state["ended_at"].is_string());
}

#[tokio::test]
async fn a_browsers_cookie_is_exchanged_until_it_signs_out() {
    let stack = Stack::start().await;
    let body = json!({"email": "ada@example.com", "password": PASSWORD, "name": "Ada", "session": "cookie"});
    let answer = stack.send("POST", "/api/v2/auth/register", As::default(), Some(body)).await;
    let line = answer.headers["set-cookie"].to_str().unwrap().to_string();
    assert!(
        line.contains("HttpOnly") && line.contains("SameSite=Lax") && !line.contains("Secure"),
        "{line}"
    );
    let cookie = answer.cookie().unwrap();
    assert_eq!(answer.expect(201)["session"]["access_token"], Value::Null);
    let credential = json!({"credential": {"kind": "session_cookie", "cookie": cookie}, "ip_address": "192.0.2.7"});
    let exchanged = stack.internal("/internal/identity/exchange", &credential).await.unwrap();
    let token = exchanged["access_token"].as_str().unwrap().to_string();
    assert_eq!(
        stack.get("/api/v2/auth/user", &token).await.expect(200)["principal"]["email"],
        "ada@example.com"
    );
    let sessions = stack.get("/api/v2/auth/sessions", &token).await.expect(200);
    assert_eq!(sessions["items"][0]["ip_address"], "192.0.2.7");
    assert_eq!(sessions["items"][0]["is_current"], true);
    // A cookie is no refresh token, and a person may not exchange.
    stack
        .send("POST", "/api/v2/auth/refresh", As::default(), Some(json!({"refresh_token": cookie})))
        .await
        .expect(401);
    stack.post("/internal/identity/exchange", &token, credential.clone()).await.expect(403);
    let renewed = stack
        .send(
            "POST",
            "/api/v2/auth/refresh",
            As { cookie: Some(&cookie), ..As::default() },
            Some(json!({})),
        )
        .await;
    renewed.expect(200);
    let out = stack.post("/api/v2/auth/logout", &token, json!({})).await;
    assert!(out.headers["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
    out.expect(204);
    assert_eq!(stack.internal("/internal/identity/exchange", &credential).await, Err(401));
}

#[tokio::test]
async fn https_cookies_are_kept_to_it() {
    let stack =
        Stack::with(|settings| settings.public_url = Some("https://ulam.example.com/".into()))
            .await;
    let body = json!({"email": "ada@example.com", "password": PASSWORD, "name": "Ada", "session": "cookie"});
    let answer = stack.send("POST", "/api/v2/auth/register", As::default(), Some(body)).await;
    assert!(answer.headers["set-cookie"].to_str().unwrap().contains("; Secure"));
}

#[tokio::test]
async fn sessions_are_listed_and_ended_by_their_owner_alone() {
    let stack = Stack::start().await;
    let ada = stack.register("ada@example.com").await;
    let eve = stack.register("eve@example.com").await;
    let other = person(
        &stack.login("ada@example.com", PASSWORD, As::default()).await.expect(200)["session"],
    );
    let list = stack.get("/api/v2/auth/sessions?limit=1", &ada.token).await.expect(200);
    assert_eq!((list["total"].as_u64(), list["items"].as_array().unwrap().len()), (Some(2), 1));
    let next =
        format!("/api/v2/auth/sessions?limit=1&cursor={}", list["next_cursor"].as_str().unwrap());
    assert_eq!(stack.get(&next, &ada.token).await.expect(200)["next_cursor"], Value::Null);
    let path = format!("/api/v2/auth/sessions/{}", other.session_id);
    stack.send("DELETE", &path, bearer(&eve.token), None).await.expect(404);
    stack.send("DELETE", &path, bearer(&ada.token), None).await.expect(204);
    stack.send("DELETE", &path, bearer(&ada.token), None).await.expect(404);
    assert_eq!(
        stack.get("/api/v2/auth/validate", &other.token).await.expect(200)["is_valid"],
        false
    );
    stack
        .send(
            "POST",
            "/api/v2/auth/refresh",
            As::default(),
            Some(json!({"refresh_token": other.refresh})),
        )
        .await
        .expect(401);
}

#[tokio::test]
async fn a_forgotten_password_is_set_by_mail_once() {
    let stack = Stack::start().await;
    let ada = stack.register("forgetful@example.com").await;
    let ask = |email: &'static str| {
        stack.send(
            "POST",
            "/api/v2/auth/password-reset",
            As::default(),
            Some(json!({"email": email})),
        )
    };
    let known = ask("forgetful@example.com").await.expect(202);
    let unknown = ask("never-seen@example.com").await.expect(202);
    assert_eq!(known, unknown);
    let token = token_of(&stack.mail("forgetful@example.com").await);
    let confirm = |token: String, password: &'static str| {
        let body = json!({"token": token, "new_password": password});
        stack.send("POST", "/api/v2/auth/password-reset/confirm", As::default(), Some(body))
    };
    confirm(token.clone(), "too short").await.expect(422);
    confirm(token.clone(), "seven yellow bassoons in fog").await.expect(204);
    confirm(token, "eight yellow bassoons in fog").await.expect(410);
    confirm("nonsense".into(), "eight yellow bassoons in fog").await.expect(410);
    assert_eq!(stack.get("/api/v2/auth/validate", &ada.token).await.expect(200)["is_valid"], false);
    stack.login("forgetful@example.com", PASSWORD, As::default()).await.expect(401);
    stack
        .login("forgetful@example.com", "seven yellow bassoons in fog", As::default())
        .await
        .expect(200);
    assert_eq!(stack.mails_to("never-seen@example.com"), 0);
}

#[tokio::test]
async fn where_addresses_are_confirmed_registering_tells_nothing() {
    let stack = Stack::with(|settings| settings.identity.confirm_addresses = true).await;
    let register = || {
        let body = json!({"email": "careful@example.com", "password": PASSWORD, "name": "Ada"});
        stack.send("POST", "/api/v2/auth/register", As::default(), Some(body))
    };
    let first = register().await.expect(201);
    assert_eq!(first["status"], "confirmation_mailed");
    stack.login("careful@example.com", PASSWORD, As::default()).await.expect(403);
    let token = token_of(&stack.mail("careful@example.com").await);
    assert_eq!(register().await.expect(201), first);
    let confirm = || {
        stack.send(
            "POST",
            "/api/v2/auth/register/confirm",
            As::default(),
            Some(json!({"token": token.clone()})),
        )
    };
    confirm().await.expect(200);
    confirm().await.expect(410);
    stack.login("careful@example.com", PASSWORD, As::default()).await.expect(200);
}

#[tokio::test]
async fn the_first_start_gives_the_administrator_one_link() {
    use std::os::unix::fs::PermissionsExt;
    let stack = Stack::start().await;
    let file = stack.folder.path().join("identity").join("administrator-link");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let link = std::fs::read_to_string(&file).unwrap();
    let token = link.trim().split("token=").nth(1).unwrap().to_string();
    let login = || {
        stack.send(
            "POST",
            "/api/v2/auth/login",
            As::default(),
            Some(json!({"method": "link", "token": token.clone()})),
        )
    };
    let session = login().await.expect(200);
    assert_eq!(session["session"]["principal"]["is_operator"], true);
    assert_eq!(session["session"]["principal"]["email"], "admin@localhost");
    assert!(!file.exists());
    login().await.expect(410);
    // Whoever registers is no operator.
    let ada = stack.register("ada@example.com").await;
    let user = stack.get("/api/v2/auth/user", &ada.token).await.expect(200);
    assert_eq!(user["principal"]["is_operator"], false);
}

#[tokio::test]
async fn the_demonstration_is_there_only_where_it_is_switched_on() {
    let body = || Some(json!({"method": "demo"}));
    let stack = Stack::start().await;
    stack.send("POST", "/api/v2/auth/login", As::default(), body()).await.expect(403);
    let stack = Stack::with(|settings| settings.identity.demo = true).await;
    let first = stack.send("POST", "/api/v2/auth/login", As::default(), body()).await.expect(200);
    let second = stack.send("POST", "/api/v2/auth/login", As::default(), body()).await.expect(200);
    assert_eq!(
        first["session"]["principal"]["tenant_id"],
        second["session"]["principal"]["tenant_id"]
    );
    let options = stack.send("GET", "/api/v2/auth/methods", As::default(), None).await.expect(200);
    assert_eq!(options["demo"], true);
}
