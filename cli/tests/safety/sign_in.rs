//! Who gets in: by a provider, by mail, with a second factor, by refresh tokens, and not by guessing.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_lc_rs::hmac;
use reqwest::{Response, StatusCode, Url};
use serde_json::{Value, json};

use super::servers::Server;
use super::stack::{Shape, Stack};
use super::{email, json_of, password, post, sign_in};

/// A browser without scripts: keeps cookies, follows redirects when told to.
pub struct Browser {
    http: reqwest::Client,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    pub fn new() -> Browser {
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        Browser { http: http.build().expect("a client"), cookies: BTreeMap::new() }
    }

    async fn sent(&mut self, request: reqwest::RequestBuilder) -> Response {
        let pairs: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let answer = request.header("Cookie", pairs.join("; ")).send().await.expect("an answer");
        for cookie in answer.headers().get_all("set-cookie") {
            let pair = cookie.to_str().expect("a text").split(';').next().expect("a pair");
            let (name, value) = pair.split_once('=').expect("a value");
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_string(), value.to_string());
            }
        }
        answer
    }

    pub async fn get(&mut self, url: &str) -> Response {
        let request = self.http.get(url);
        self.sent(request).await
    }

    async fn post(&mut self, url: &str, body: &Value) -> Response {
        let request = self.http.post(url).header("X-Ulam-Csrf", "1").json(body);
        self.sent(request).await
    }

    /// Enrols a second factor for the user who is signed in; its secret.
    async fn enrolled(&mut self, stack: &Stack) -> String {
        let path = format!("{}/api/v2/auth/second-factor/totp", stack.url);
        let enrolment: Value = self.post(&path, &Value::Null).await.json().await.expect("JSON");
        let secret = enrolment["secret"].as_str().expect("a secret").to_string();
        let body = json!({"code": one_time_code(&secret, 0)});
        let confirmed = self.post(&format!("{path}/confirm"), &body).await;
        assert_eq!(confirmed.status(), StatusCode::OK);
        secret
    }

    async fn submit(&mut self, url: &str, fields: &[(&str, &str)]) -> Response {
        let request = self.http.post(url).form(fields);
        self.sent(request).await
    }

    /// Signs in at the provider, from the address to which the start leads to the one to which the
    /// provider sends back.
    async fn at_provider(&mut self, start: &str, login: &str) -> String {
        let mut place = start.to_string();
        for _ in 0..12 {
            if place.contains("/callback") {
                return place;
            }
            let page = self.get(&place).await;
            let answer = if page.status() == StatusCode::OK {
                let text = page.text().await.expect("a page");
                let prompt = if text.contains("value=\"login\"") { "login" } else { "consent" };
                let fields = [("prompt", prompt), ("login", login), ("password", "any")];
                self.submit(&place, &fields).await
            } else {
                page
            };
            let base = Url::parse(&place).expect("an address");
            place = base.join(&location(&answer)).expect("an address").to_string();
        }
        panic!("the provider doesn't send back: {place}");
    }
}

fn location(answer: &Response) -> String {
    let found = answer.headers().get("location");
    found.unwrap_or_else(|| panic!("{answer:?}")).to_str().expect("a text").to_string()
}

/// A server with a provider that knows it.
fn with_provider() -> (Stack, Server) {
    let mut provider = Server::start("openid.mjs", &[]);
    let issuer = provider.line();
    let settings = format!(
        "identity.providers={{\"panva\": {{\"label\": \"Panva\", \"issuer\": \"{issuer}\", \
         \"client_id\": \"ulam\", \"client_secret\": \"the secret of the client ulam\"}}}}"
    );
    let stack = Stack::start(Shape::AllInOne, &[&settings]);
    provider.say(&format!("{}/api/v2/auth/oidc/panva/callback", stack.url));
    assert_eq!(provider.line(), "ready");
    (stack, provider)
}

#[tokio::test]
async fn one_signs_in_with_a_provider_and_is_the_same_user_again() {
    let (stack, _provider) = with_provider();
    let options = json_of(stack.request("GET", "/api/v2/auth/methods")).await;
    assert_eq!(options["providers"], json!([{"provider": "panva", "label": "Panva"}]));
    let start = format!("{}/api/v2/auth/oidc/panva/start?return_to=/workbooks", stack.url);
    let user = format!("{}/api/v2/auth/user", stack.url);
    let mut ids = Vec::new();
    for _ in 0..2 {
        let mut browser = Browser::new();
        let away = location(&browser.get(&start).await);
        let back = browser.at_provider(&away, "grace").await;
        let home = browser.get(&back).await;
        assert_eq!((home.status(), location(&home)), (StatusCode::FOUND, "/workbooks".into()));
        let cookie = home.headers().get_all("set-cookie").iter();
        let cookie = cookie.filter_map(|value| value.to_str().ok());
        let session = cookie.filter(|text| text.starts_with("ulam_session=")).collect::<Vec<_>>();
        assert!(session[0].contains("HttpOnly") && session[0].contains("SameSite="), "{session:?}");
        let known: Value = browser.get(&user).await.json().await.expect("JSON");
        assert_eq!(known["principal"]["email"], "grace@example.com");
        assert_eq!(known["principal"]["name"], "grace of the provider");
        assert_eq!(known["profile"]["is_email_confirmed"], true);
        ids.push(known["principal"]["user_id"].clone());
        // What was sent back is good once.
        assert_eq!(browser.get(&back).await.status(), StatusCode::BAD_REQUEST);
    }
    assert_eq!(ids[0], ids[1]);
}

#[tokio::test]
async fn a_users_own_second_factor_is_asked_for_after_the_provider_unless_that_has_asked() {
    let (stack, _provider) = with_provider();
    let start = format!("{}/api/v2/auth/oidc/panva/start?return_to=/workbooks%3Fq%3Da", stack.url);
    let user = format!("{}/api/v2/auth/user", stack.url);
    let came_back = |mut browser: Browser| {
        let start = start.clone();
        async move {
            let away = location(&browser.get(&start).await);
            let back = browser.at_provider(&away, "grace").await;
            let answer = browser.get(&back).await;
            assert_eq!(answer.status(), StatusCode::FOUND, "{answer:?}");
            let place = location(&answer);
            (browser, place)
        }
    };
    let (mut browser, place) = came_back(Browser::new()).await;
    assert_eq!(place, "/workbooks?q=a", "there is no second factor yet");
    let known: Value = browser.get(&user).await.json().await.expect("JSON");
    assert_eq!(known["principal"]["is_second_factor_verified"], false);
    let secret = browser.enrolled(&stack).await;

    let (mut browser, place) = came_back(Browser::new()).await;
    let (page, challenge) = place.split_once("#second-factor=").expect("a challenge");
    assert_eq!(page, "/sign-in?return_to=%2Fworkbooks%3Fq%3Da");
    assert_eq!(browser.get(&user).await.status(), StatusCode::UNAUTHORIZED, "not signed in yet");
    let login = format!("{}/api/v2/auth/login", stack.url);
    let next = one_time_code(&secret, 1);
    let wrong = if next == "000000" { "000001" } else { "000000" };
    let give =
        |code: &str| json!({"method": "second_factor", "challenge": challenge, "code": code});
    assert_eq!(browser.post(&login, &give(wrong)).await.status(), StatusCode::UNAUTHORIZED);
    let answer = browser.post(&login, &give(&next)).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let known: Value = browser.get(&user).await.json().await.expect("JSON");
    assert_eq!(known["principal"]["email"], "grace@example.com");
    assert_eq!(known["principal"]["is_second_factor_verified"], true);
    assert!(!stack.log().contains(challenge), "the challenge is in the log");

    // The provider says that it has asked for a one-time password.
    let mut browser = Browser::new();
    browser.cookies.insert("strong".to_string(), "1".to_string());
    let (mut browser, place) = came_back(browser).await;
    assert_eq!(place, "/workbooks?q=a");
    let known: Value = browser.get(&user).await.json().await.expect("JSON");
    assert_eq!(known["principal"]["is_second_factor_verified"], true);
}

#[tokio::test]
async fn a_provider_is_not_linked_to_a_user_before_their_second_factor_was_given() {
    let (stack, _provider) = with_provider();
    let start = format!("{}/api/v2/auth/oidc/panva/start", stack.url);
    let user = format!("{}/api/v2/auth/user", stack.url);
    // Grace registered with a password, and has a second factor.
    let token = stack.registered("grace").await;
    let path = "/api/v2/auth/second-factor/totp";
    let enrolment = post(&stack, path, &token, &Value::Null).await;
    let secret = enrolment["secret"].as_str().expect("a secret").to_string();
    let body = json!({"code": one_time_code(&secret, 0)});
    post(&stack, &format!("{path}/confirm"), &token, &body).await;

    // The provider vouches for the address, and says that it has asked for a one-time password: whose
    // that was isn't known, for it has never been Grace here.
    let came_back = || async {
        let mut browser = Browser::new();
        browser.cookies.insert("strong".to_string(), "1".to_string());
        let away = location(&browser.get(&start).await);
        let back = browser.at_provider(&away, "grace").await;
        let answer = browser.get(&back).await;
        assert_eq!(answer.status(), StatusCode::FOUND, "{answer:?}");
        (browser, location(&answer))
    };
    let (mut browser, first) = came_back().await;
    assert!(first.contains("#second-factor="), "{first}");
    assert_eq!(browser.get(&user).await.status(), StatusCode::UNAUTHORIZED);
    // A link would let the second time in without a question. Nothing was taken from Grace either.
    let (mut browser, second) = came_back().await;
    let (_, challenge) = second.split_once("#second-factor=").expect("a challenge");
    assert_eq!(browser.get(&user).await.status(), StatusCode::UNAUTHORIZED);
    let (status, answer) = sign_in(&stack, "grace", &password("grace")).await;
    assert_eq!((status, &answer["status"]), (200, &json!("second_factor_required")));

    let login = format!("{}/api/v2/auth/login", stack.url);
    let code = one_time_code(&secret, 1);
    let give = json!({"method": "second_factor", "challenge": challenge, "code": code});
    assert_eq!(browser.post(&login, &give).await.status(), StatusCode::OK);
    let known: Value = browser.get(&user).await.json().await.expect("JSON");
    assert_eq!(known["principal"]["is_second_factor_verified"], true);
    assert_eq!(known["profile"]["is_email_confirmed"], true);
    // Now they are linked, and what the provider asked for counts.
    let (mut browser, third) = came_back().await;
    assert_eq!(third, "/");
    assert_eq!(browser.get(&user).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_sign_in_with_a_provider_can_not_be_begun_for_another_or_lead_elsewhere() {
    let (stack, _provider) = with_provider();
    let start = format!("{}/api/v2/auth/oidc/panva/start", stack.url);
    for elsewhere in ["https://evil.example", "//evil.example", "/%5Cevil.example", "javascript:a"]
    {
        let answer = Browser::new().get(&format!("{start}?return_to={elsewhere}")).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{elsewhere}");
    }
    // What Mallory began and sends to somebody doesn't sign them in as Mallory.
    let mut mallory = Browser::new();
    let away = location(&mallory.get(&start).await);
    let back = mallory.at_provider(&away, "mallory").await;
    let other = Browser::new().get(&back).await;
    assert_eq!(other.status(), StatusCode::BAD_REQUEST);
    assert!(!other.headers().contains_key("set-cookie"));
    // A state that nobody was given, a code that the provider didn't give.
    let forged = format!("{}/api/v2/auth/oidc/panva/callback?code=x&state=y", stack.url);
    assert_eq!(mallory.get(&forged).await.status(), StatusCode::BAD_REQUEST);
    let mut browser = Browser::new();
    let away = location(&browser.get(&start).await);
    let back = browser.at_provider(&away, "grace").await;
    let mut url = Url::parse(&back).expect("an address");
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    url.query_pairs_mut().clear().extend_pairs(
        pairs.iter().map(|(key, value)| {
            (key.as_str(), if key == "code" { "forged" } else { value.as_str() })
        }),
    );
    assert_eq!(browser.get(url.as_str()).await.status(), StatusCode::BAD_GATEWAY);
    // Nobody vouches for the address.
    let mut browser = Browser::new();
    let away = location(&browser.get(&start).await);
    let back = browser.at_provider(&away, "x.unverified").await;
    assert_eq!(browser.get(&back).await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn who_registered_with_anothers_address_is_shut_out_when_its_owner_comes() {
    let (stack, _provider) = with_provider();
    // A stranger registers as Grace, whose address nobody asked to confirm, and keeps a key.
    let stranger = stack.registered("grace").await;
    let body = json!({"name": "to come back", "permissions": ["files:read"]});
    let key = post(&stack, "/api/v2/api-keys", &stranger, &body).await;
    let key = key["secret"].as_str().expect("a secret").to_string();
    let files = || stack.request("GET", "/api/v2/files");
    assert_eq!(files().header("X-Api-Key", &key).send().await.unwrap().status(), 200);

    let mut browser = Browser::new();
    let start = format!("{}/api/v2/auth/oidc/panva/start", stack.url);
    let away = location(&browser.get(&start).await);
    let back = browser.at_provider(&away, "grace").await;
    assert_eq!(browser.get(&back).await.status(), StatusCode::FOUND);
    let gone = |status: StatusCode| status == StatusCode::UNAUTHORIZED;
    super::eventually("the key ends", Duration::from_secs(5), || async {
        gone(files().header("X-Api-Key", &key).send().await.unwrap().status())
    })
    .await;
    super::eventually("the session ends", Duration::from_secs(5), || async {
        gone(files().bearer_auth(&stranger).send().await.unwrap().status())
    })
    .await;
    let (status, _) = sign_in(&stack, "grace", &password("grace")).await;
    assert_eq!(status, 401, "the stranger's password");
}

#[tokio::test]
async fn a_forgotten_password_is_set_by_a_link_that_the_mail_server_got() {
    let smtp = Server::start("smtp.mjs", &[]);
    let port = smtp.event()["port"].clone();
    let setting = format!("mail.smtp_url=smtp://ulam:the-mail-password@127.0.0.1:{port}");
    let stack = Stack::start(Shape::AllInOne, &[&setting, "mail.from=Ulam <ulam@example.com>"]);
    let session = stack.registered("ada").await;
    let body = json!({"email": email("ada")});
    let asked = stack.request("POST", "/api/v2/auth/password-reset").json(&body);
    assert_eq!(asked.send().await.unwrap().status(), 202);
    // The same for an address that nobody has, to which nothing is sent.
    let nobody = json!({"email": "nobody@example.com"});
    let asked = stack.request("POST", "/api/v2/auth/password-reset").json(&nobody);
    assert_eq!(asked.send().await.unwrap().status(), 202);

    let login = smtp.event();
    assert_eq!(login, json!({"user": "ulam", "password": "the-mail-password"}));
    let mail = smtp.event();
    assert_eq!(mail["from"], "ulam@example.com");
    assert_eq!(mail["to"], json!([email("ada")]));
    // Quoted-printable: a soft line break is `=` at the end, an equals sign `=3D`.
    let text = mail["text"].as_str().expect("a text");
    let text = text.replace("=\r\n", "").replace("=3D", "=");
    let begin = format!("{}/reset-password?token=", stack.url);
    let rest = text.split(&begin).nth(1).unwrap_or_else(|| panic!("a link in {text}"));
    let token: String =
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();

    let confirm = |password: &str| {
        let body = json!({"token": token, "new_password": password});
        stack.request("POST", "/api/v2/auth/password-reset/confirm").json(&body).send()
    };
    let new = "quite another phrase 5512 of mine";
    assert_eq!(confirm(new).await.unwrap().status(), 204);
    assert_eq!(confirm(new).await.unwrap().status(), 410, "once");
    assert_eq!(sign_in(&stack, "ada", &password("ada")).await.0, 401, "the old password");
    assert_eq!(sign_in(&stack, "ada", new).await.0, 200);
    super::eventually("former sessions end", Duration::from_secs(5), || async {
        let asked = stack.request("GET", "/api/v2/auth/user").bearer_auth(&session);
        asked.send().await.unwrap().status() == 401
    })
    .await;
    let log = stack.log();
    for secret in [token.as_str(), "the-mail-password", new] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}

#[tokio::test]
async fn no_password_goes_in_the_clear_to_a_mail_server_that_can_encrypt() {
    let smtp = Server::start("smtp.mjs", &["starttls"]);
    let port = smtp.event()["port"].clone();
    let setting = format!("mail.smtp_url=smtp://ulam:the-mail-password@127.0.0.1:{port}");
    let stack = Stack::start(Shape::AllInOne, &[&setting]);
    stack.registered("ada").await;
    let body = json!({"email": email("ada")});
    let asked = stack.request("POST", "/api/v2/auth/password-reset").json(&body);
    assert_eq!(asked.send().await.unwrap().status(), 202);
    // Its certificate is nobody's: nothing is told to it, the password least of all.
    let told = smtp.lines_within(Duration::from_secs(8)).join("\n");
    assert!(!told.contains("password") && !told.contains("example.com"), "{told}");
    assert!(stack.log().contains("not delivered"), "{}", stack.log());
}

/// The code of a time-based one-time password (RFC 6238: HMAC-SHA1, 30 seconds, six digits).
pub fn one_time_code(secret: &str, steps_ahead: u64) -> String {
    let mut bits = 0_u64;
    let mut count = 0;
    let mut key = Vec::new();
    for letter in secret.bytes() {
        let value = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|one| *one == letter);
        bits = bits << 5 | value.expect("base32") as u64;
        count += 5;
        if count >= 8 {
            count -= 8;
            key.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a time").as_secs();
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &key);
    let tag = hmac::sign(&key, &(now / 30 + steps_ahead).to_be_bytes());
    let tag = tag.as_ref();
    let offset = usize::from(tag[19] & 15);
    let number = u32::from_be_bytes(tag[offset..offset + 4].try_into().expect("four bytes"));
    format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
}

#[tokio::test]
async fn a_second_factor_is_asked_for_once_it_is_enrolled() {
    let stack = Stack::start(Shape::AllInOne, &[]);
    let token = stack.registered("ada").await;
    let path = "/api/v2/auth/second-factor/totp";
    let enrolment = post(&stack, path, &token, &Value::Null).await;
    let secret = enrolment["secret"].as_str().expect("a secret").to_string();
    assert!(enrolment["otpauth_uri"].as_str().expect("an address").contains(&secret));
    let body = json!({"code": one_time_code(&secret, 0)});
    let codes = post(&stack, &format!("{path}/confirm"), &token, &body).await;
    let recovery = codes["codes"][0].as_str().expect("a code").to_string();

    let challenge = || async {
        let (status, answer) = sign_in(&stack, "ada", &password("ada")).await;
        assert_eq!((status, &answer["status"]), (200, &json!("second_factor_required")));
        assert!(!answer.to_string().contains("access_token"), "{answer}");
        answer["challenge"].as_str().expect("a challenge").to_string()
    };
    let give = |challenge: String, code: String| {
        let body = json!({"method": "second_factor", "challenge": challenge, "code": code});
        let stack = &stack;
        async move {
            let sent = stack.request("POST", "/api/v2/auth/login").json(&body).send().await;
            let sent = sent.expect("an answer");
            (sent.status().as_u16(), sent.json::<Value>().await.expect("JSON"))
        }
    };
    // The code that confirmed was used; the next step's is good, once.
    let next = one_time_code(&secret, 1);
    let wrong = if next == "000000" { "000001" } else { "000000" };
    assert_eq!(give(challenge().await, wrong.to_string()).await.0, 401);
    let (status, answer) = give(challenge().await, next.clone()).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(answer["session"]["principal"]["is_second_factor_verified"], true);
    assert_eq!(give(challenge().await, next).await.0, 401, "used");
    assert_eq!(give(challenge().await, recovery.clone()).await.0, 200, "a recovery code");
    assert_eq!(give(challenge().await, recovery).await.0, 401, "used");
}

#[tokio::test]
async fn an_operator_lets_somebody_in_again_who_lost_the_second_factor() {
    let stack = Stack::start(Shape::AllInOne, &[]);
    let data = stack.data.path().join("data");
    let ulam = |arguments: &[&str]| {
        let program = std::process::Command::new(env!("CARGO_BIN_EXE_ulam"))
            .args(arguments)
            .args([std::ffi::OsStr::new("--data"), data.as_os_str()])
            .output();
        let output = program.expect("the program runs");
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let ada = stack.registered("ada").await;
    let path = "/api/v2/auth/second-factor/totp";
    let enrolment = post(&stack, path, &ada, &Value::Null).await;
    let body = json!({"code": one_time_code(enrolment["secret"].as_str().expect("a secret"), 0)});
    let codes = post(&stack, &format!("{path}/confirm"), &ada, &body).await;
    let key = json!({"name": "kept", "permissions": ["files:read"]});
    let key = post(&stack, "/api/v2/api-keys", &ada, &key).await;
    let (_, waiting) = sign_in(&stack, "ada", &password("ada")).await;
    assert_eq!(waiting["status"], "second_factor_required");

    let (code, _, error) = ulam(&["reset-second-factor", "nobody@example.com"]);
    assert_eq!(code, Some(2), "{error}");
    assert!(error.contains("no account has the address nobody@example.com"), "{error}");
    let (code, printed, error) = ulam(&["reset-second-factor", "ADA@example.com"]);
    assert_eq!(code, Some(0), "{error}");
    assert_eq!(printed, "ADA@example.com has no second factor any more; 1 session ended.\n");
    let (code, _, error) = ulam(&["reset-second-factor", &email("ada")]);
    assert_eq!(code, Some(2), "{error}");
    assert!(error.contains("ada@example.com has no second factor"), "{error}");

    // What waited for a code is over, the codes are too, and the password alone lets in.
    let late = json!({
        "method": "second_factor", "challenge": waiting["challenge"], "code": codes["codes"][0],
    });
    let late = stack.request("POST", "/api/v2/auth/login").json(&late).send().await;
    assert_eq!(late.expect("an answer").status(), 401);
    let (status, answer) = sign_in(&stack, "ada", &password("ada")).await;
    assert_eq!((status, &answer["status"]), (200, &json!("signed_in")), "{answer}");
    super::eventually("the former session ends", Duration::from_secs(5), || async {
        let asked = stack.request("GET", "/api/v2/auth/user").bearer_auth(&ada);
        asked.send().await.expect("an answer").status() == 401
    })
    .await;
    let key = key["secret"].as_str().expect("a secret");
    let asked = stack.request("GET", "/api/v2/files").header("X-Api-Key", key).send().await;
    assert_eq!(asked.expect("an answer").status(), 200, "keys ask for no factor");

    // She is told, and the log has it.
    let mails = data.join("mail");
    super::eventually("the mail is written", Duration::from_secs(20), || async {
        let mails = std::fs::read_dir(&mails).into_iter().flatten().flatten();
        let mut texts = mails.filter_map(|mail| std::fs::read_to_string(mail.path()).ok());
        texts.any(|text| text.contains("Your second factor was removed"))
    })
    .await;
    let (code, log, error) = ulam(&["audit", "--service", "identity", "--json"]);
    assert_eq!(code, Some(0), "{error}");
    let entries = log.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let resets: Vec<Value> = entries.filter(|entry| entry["action"] == "mfa.reset").collect();
    assert_eq!(resets.len(), 1, "{log}");
    assert_eq!(resets[0]["object_id"], answer["session"]["principal"]["user_id"], "{answer}");

    let nowhere = tempfile::tempdir().expect("a folder");
    let elsewhere = std::process::Command::new(env!("CARGO_BIN_EXE_ulam"))
        .args(["reset-second-factor", "ada@example.com", "--data"])
        .arg(nowhere.path())
        .output()
        .expect("the program runs");
    assert_eq!(elsewhere.status.code(), Some(6));
    assert_eq!(std::fs::read_dir(nowhere.path()).expect("a folder").count(), 0, "nothing is made");
}

async fn refresh(stack: &Stack, token: &str) -> (u16, Value) {
    let body = json!({"refresh_token": token});
    let sent = stack.request("POST", "/api/v2/auth/refresh").json(&body).send().await;
    let sent = sent.expect("an answer");
    (sent.status().as_u16(), sent.json().await.expect("JSON"))
}

#[tokio::test]
async fn refreshing_at_the_same_time_is_one_rotation_and_an_older_token_ends_all() {
    let stack = Stack::start(Shape::AllInOne, &[]);
    stack.registered("ada").await;
    let (_, answer) = sign_in(&stack, "ada", &password("ada")).await;
    let text = |answer: &Value, field: &str| answer[field].as_str().expect("a text").to_string();
    let first = text(&answer["session"], "refresh_token");
    let answers = futures::future::join_all((0..8).map(|_| refresh(&stack, &first))).await;
    let mut successors = Vec::new();
    for (status, answer) in &answers {
        assert_eq!(*status, 200, "{answer}");
        successors.push(text(answer, "refresh_token"));
    }
    successors.dedup();
    assert_eq!(successors.len(), 1, "all get the same successor");
    let (status, answer) = refresh(&stack, &successors[0]).await;
    assert_eq!(status, 200);
    let (last, access) = (text(&answer, "refresh_token"), text(&answer, "access_token"));
    let asked = || stack.request("GET", "/api/v2/auth/user").bearer_auth(&access).send();
    assert_eq!(asked().await.unwrap().status(), 200);
    // The token before the one before: somebody kept it who should not have it.
    assert_eq!(refresh(&stack, &first).await.0, 401);
    assert_eq!(refresh(&stack, &last).await.0, 401, "the newest one has ended with it");
    super::eventually("access ends", Duration::from_secs(5), || async {
        asked().await.unwrap().status() == 401
    })
    .await;
}

#[tokio::test]
async fn guessing_is_slowed_by_account_and_by_address() {
    let stack = Stack::start(Shape::AllInOne, &["gateway.sign_in_attempts_per_minute=15"]);
    stack.registered("ada").await;
    let mut statuses = Vec::new();
    for guess in 0..7 {
        statuses.push(sign_in(&stack, "ada", &format!("a guess, number {guess}")).await.0);
    }
    assert_eq!(statuses[..5], [401; 5], "{statuses:?}");
    assert_eq!(statuses[6], 429, "{statuses:?}");
    // The right password has to wait as well: else guessing would go on.
    let (status, problem) = sign_in(&stack, "ada", &password("ada")).await;
    assert_eq!(status, 429, "{problem}");
    let wait = problem["retry_after_seconds"].as_f64().expect("a time to wait");
    assert!(wait > 0.0 && wait <= 60.0, "{wait}");
    tokio::time::sleep(Duration::from_secs_f64(wait.ceil() + 0.1)).await;
    assert_eq!(sign_in(&stack, "ada", &password("ada")).await.0, 200);
    // Many accounts from one address are as bad as one account.
    let mut last = 0;
    for name in 0..20 {
        last = sign_in(&stack, &format!("user{name}"), "a guess that is wrong").await.0;
    }
    assert_eq!(last, 429);
}
