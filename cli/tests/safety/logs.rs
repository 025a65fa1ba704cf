//! What is secret is not in the log, however much is logged.

use std::time::Duration;

use serde_json::{Value, json};

use super::sign_in::one_time_code;
use super::stack::{Shape, Stack};
use super::{email, get, json_of, password, post, sign_in, upload};

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("a text instead of {value}")).to_string()
}

#[tokio::test]
async fn no_secret_is_in_the_most_talkative_log() {
    let settings = ["log.filter=trace", "notifications.private_webhook_addresses=true"];
    let mut stack = Stack::start(Shape::AllInOne, &settings);
    let mut secrets = vec![password("ada"), password("eve")];
    let line = stack.greeting.iter().find(|line| line.contains("token=")).expect("a link").clone();
    secrets.push(line.rsplit("token=").next().expect("a token").to_string());
    secrets.push(stack.administrator().await);

    let ada = stack.registered("ada").await;
    secrets.push(ada.clone());
    let (_, session) = sign_in(&stack, "ada", &password("ada")).await;
    secrets.push(text(&session["session"]["access_token"]));
    secrets.push(text(&session["session"]["refresh_token"]));
    let body = json!({"refresh_token": session["session"]["refresh_token"]});
    let renewed = json_of(stack.request("POST", "/api/v2/auth/refresh").json(&body)).await;
    secrets.push(text(&renewed["refresh_token"]));
    sign_in(&stack, "ada", "a wrong password of ada 5512").await;
    secrets.push("a wrong password of ada 5512".to_string());
    let body = json!({
        "method": "password", "email": email("ada"), "password": password("ada"), "session": "cookie",
    });
    let answer =
        stack.request("POST", "/api/v2/auth/login").json(&body).send().await.expect("an answer");
    let cookie = answer.headers()["set-cookie"].to_str().expect("a text").to_string();
    let cookie = cookie.split(';').next().expect("a pair").to_string();
    secrets.push(cookie.split_once('=').expect("a value").1.to_string());
    let by_cookie =
        stack.request("GET", "/api/v2/auth/user").header("Cookie", &cookie).send().await;
    assert_eq!(by_cookie.expect("an answer").status(), 200);

    let body = json!({"name": "key", "permissions": ["files:read"]});
    let key = text(&post(&stack, "/api/v2/api-keys", &ada, &body).await["secret"]);
    let by_key = stack.request("GET", "/api/v2/files").header("X-Api-Key", &key).send().await;
    assert_eq!(by_key.expect("an answer").status(), 200);
    secrets.push(key);
    let (_, file) = upload(&stack, &ada, "prices.csv", b"secret of the file,1\n2,3\n").await;
    secrets.push("secret of the file".to_string());
    let path = format!("/api/v2/files/{}/permissions", text(&file["id"]));
    let shared = stack.request("PUT", &path).bearer_auth(&ada).json(&json!({"link": {}}));
    let link = text(&json_of(shared).await["link"]["token"]);
    let path = format!("/api/v2/files/{}/download?share={link}", text(&file["id"]));
    assert_eq!(stack.get(&path).await.status(), 200);
    secrets.push(link);

    let enrolment = post(&stack, "/api/v2/auth/second-factor/totp", &ada, &Value::Null).await;
    let totp = text(&enrolment["secret"]);
    let body = json!({"code": one_time_code(&totp, 0)});
    let codes = post(&stack, "/api/v2/auth/second-factor/totp/confirm", &ada, &body).await;
    secrets.extend(codes["codes"].as_array().expect("codes").iter().map(text));
    secrets.push(totp);
    let user = get(&stack, "/api/v2/auth/user", &ada).await;
    let path = format!("/api/v2/tenants/{}/invitations", text(&user["principal"]["tenant_id"]));
    let body = json!({"email": email("eve"), "role": "viewer"});
    let url = text(&post(&stack, &path, &ada, &body).await["url"]);
    let invitation = url.rsplit("token=").next().expect("a token").to_string();
    stack.get(&format!("/api/v2/invitations/{invitation}")).await;
    let body = json!({"token": invitation, "name": "Eve", "password": password("eve")});
    json_of(stack.request("POST", "/api/v2/invitations/accept").json(&body)).await;
    secrets.push(invitation);
    let body = json!({"email": email("eve")});
    json_of(stack.request("POST", "/api/v2/auth/password-reset").json(&body)).await;
    let mails = stack.data.path().join("data/mail");
    let reset = || {
        let mails = std::fs::read_dir(&mails).into_iter().flatten().flatten();
        let mut texts = mails.filter_map(|mail| std::fs::read_to_string(mail.path()).ok());
        texts.find_map(|text| {
            let text = text.replace("=\r\n", "").replace("=\n", "").replace("=3D", "=");
            let rest = text.split("/reset-password?token=").nth(1)?.to_string();
            Some(
                rest.chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
                    .collect::<String>(),
            )
        })
    };
    super::eventually("the mail is written", Duration::from_secs(20), || async {
        reset().is_some()
    })
    .await;
    secrets.push(reset().expect("a token"));
    let body = json!({"url": "http://127.0.0.1:1/", "events": ["*"]});
    let webhook = post(&stack, "/api/v2/notifications/webhooks", &ada, &body).await;
    secrets.push(text(&webhook["secret"]));
    let body = json!({"webhook_id": webhook["webhook"]["id"], "data": {}});
    post(&stack, "/api/v2/notifications/webhook", &ada, &body).await;
    let key = stack.data.path().join("data/keys/master.key");
    secrets.push(std::fs::read_to_string(key).expect("the key").trim().to_string());

    stack.stop();
    let log = stack.log();
    assert!(log.len() > 10_000 && log.contains("/api/v2/api-keys"), "{} bytes of log", log.len());
    let told: Vec<&str> = log
        .lines()
        .filter(|line| secrets.iter().any(|secret| line.contains(secret.as_str())))
        .take(20)
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}
