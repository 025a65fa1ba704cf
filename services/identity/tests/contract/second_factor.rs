//! No way in leads round the second factor of who has one.

use serde_json::{Value, json};

use crate::organisation::code;
use crate::support::{As, PASSWORD, Person, Stack, bearer, person, token_of};

const NEW_PASSWORD: &str = "seven yellow bassoons in fog";

/// Enrols a second factor; its secret.
async fn enrolled(stack: &Stack, person: &Person) -> String {
    let path = "/api/v2/auth/second-factor/totp";
    let enrolment = stack.send("POST", path, bearer(&person.token), None).await.expect(201);
    let secret = enrolment["secret"].as_str().unwrap().to_string();
    let body = json!({"code": code(&secret, 0)});
    stack.post(&format!("{path}/confirm"), &person.token, body).await.expect(200);
    secret
}

/// Sets a new password with a link that is the `mails`th mail to the address.
async fn reset(stack: &Stack, email: &str, mails: usize) {
    let path = "/api/v2/auth/password-reset";
    stack.send("POST", path, As::default(), Some(json!({"email": email}))).await.expect(202);
    while stack.mails_to(email) < mails {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let token = token_of(&stack.mail(email).await);
    let body = json!({"token": token, "new_password": NEW_PASSWORD});
    let answer = stack.send("POST", &format!("{path}/confirm"), As::default(), Some(body)).await;
    assert_eq!(answer.cookie(), None);
    assert_eq!(answer.expect(204), Value::Null);
}

/// Checks that an answer asks for the second factor and gives nothing before it; then gives it.
async fn asked_for(stack: &Stack, answer: crate::support::Answer, secret: &str) {
    assert_eq!(answer.cookie(), None);
    let asked = answer.expect(200);
    assert_eq!(asked["status"], "second_factor_required");
    assert_eq!(asked["session"], Value::Null);
    let path = "/api/v2/auth/login";
    let give = |code: String| json!({"method": "second_factor", "challenge": asked["challenge"], "code": code});
    let next = code(secret, 1);
    let wrong = if next == "000000" { "000001" } else { "000000" };
    stack.send("POST", path, As::default(), Some(give(wrong.into()))).await.expect(401);
    let given = stack.send("POST", path, As::default(), Some(give(next))).await.expect(200);
    assert_eq!(given["session"]["principal"]["is_second_factor_verified"], true);
}

#[tokio::test]
async fn the_link_that_confirms_an_address_asks_for_it() {
    let stack = Stack::with(|settings| settings.identity.confirm_addresses = true).await;
    let email = "confirms-late@example.com";
    let body = json!({"email": email, "password": PASSWORD, "name": "Ada"});
    stack.send("POST", "/api/v2/auth/register", As::default(), Some(body)).await.expect(201);
    let link = token_of(&stack.mail(email).await);
    // The address is confirmed by another link; the first one is still good.
    reset(&stack, email, 2).await;
    let ada = stack.login(email, NEW_PASSWORD, As::default()).await.expect(200);
    let secret = enrolled(&stack, &person(&ada["session"])).await;
    let body = json!({"token": link, "session": "cookie"});
    let path = "/api/v2/auth/register/confirm";
    let answer = stack.send("POST", path, As::default(), Some(body)).await;
    asked_for(&stack, answer, &secret).await;
}

#[tokio::test]
async fn the_administrators_link_asks_for_it() {
    let email = "root@example.com";
    let stack = Stack::with(|settings| settings.identity.administrator = email.into()).await;
    let file = stack.folder.path().join("identity").join("administrator-link");
    let link = std::fs::read_to_string(&file).unwrap();
    let link = link.trim().split("token=").nth(1).unwrap().to_string();
    // They have come in another way.
    reset(&stack, email, 1).await;
    let root = stack.login(email, NEW_PASSWORD, As::default()).await.expect(200);
    let secret = enrolled(&stack, &person(&root["session"])).await;
    let body = json!({"method": "link", "token": link, "session": "cookie"});
    let answer = stack.send("POST", "/api/v2/auth/login", As::default(), Some(body)).await;
    asked_for(&stack, answer, &secret).await;
    assert!(!file.exists());
}

#[tokio::test]
async fn a_new_password_leaves_it_as_it_is() {
    let stack = Stack::start().await;
    let email = "resets-with-two@example.com";
    let ada = stack.register(email).await;
    let secret = enrolled(&stack, &ada).await;
    let begun = stack.login(email, PASSWORD, As::default()).await.expect(200);
    reset(&stack, email, 1).await;
    // What was begun with the old password is over.
    let body = json!({"method": "second_factor", "challenge": begun["challenge"], "code": code(&secret, 1)});
    stack.send("POST", "/api/v2/auth/login", As::default(), Some(body)).await.expect(401);
    let answer = stack.login(email, NEW_PASSWORD, As::default()).await;
    asked_for(&stack, answer, &secret).await;
}

#[tokio::test]
async fn an_invitation_opens_a_session_as_good_as_the_one_that_accepts_it() {
    let stack = Stack::start().await;
    let email = "invited-with-two@example.com";
    let ada = stack.register(email).await;
    // Begun before there was a second factor.
    let former = stack.login(email, PASSWORD, As::default()).await.expect(200);
    let former = person(&former["session"]);
    enrolled(&stack, &ada).await;
    for (number, accepting, is_verified) in [(1, &ada, true), (2, &former, false)] {
        let owner = stack.register(&format!("owner{number}-of-two@example.com")).await;
        let path = format!("/api/v2/tenants/{}/invitations", owner.tenant_id);
        let body = json!({"email": email, "role": "viewer"});
        let invited = stack.post(&path, &owner.token, body).await.expect(201);
        let token = invited["url"].as_str().unwrap().split("token=").nth(1).unwrap();
        // Whoever has the mail alone is not let into an account that is there.
        let path = "/api/v2/invitations/accept";
        let body = json!({"token": token, "name": "Ada", "password": NEW_PASSWORD});
        stack.send("POST", path, As::default(), Some(body)).await.expect(409);
        let body = json!({"token": token});
        stack.send("POST", path, As::default(), Some(body.clone())).await.expect(401);
        let session = stack.post(path, &accepting.token, body).await.expect(200);
        assert_eq!(session["principal"]["is_second_factor_verified"], is_verified);
        assert_eq!(session["principal"]["tenant_id"], owner.tenant_id);
    }
}
