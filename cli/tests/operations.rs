//! Running the server for others: settings, migrations, backup and restore, the demonstration.

#[path = "support/stack.rs"]
mod stack;

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use stack::{Database, Shape, Stack, eventually, repository_file};
use ulam_platform::configuration::{DatabaseConfiguration, Secret};
use ulam_platform::store::database_url;

fn ulam(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ulam")).args(arguments).output().expect("the program runs")
}

/// Runs the program, which ends by itself: a server that starts where it should refuse is killed.
fn ulam_ending(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ulam"));
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().expect("the program runs");
    let began = Instant::now();
    while process.try_wait().expect("the process").is_none() {
        if began.elapsed() > Duration::from_secs(60) {
            process.kill().expect("it can be killed");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    process.wait_with_output().expect("its output")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn settings_in_force_are_printed_and_wrong_ones_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ulam.yaml");
    std::fs::write(&file, "gateway:\n  burst: 300\nmail:\n  smtp_url: smtp://u:geheim@h\n")
        .unwrap();
    let file = file.to_str().unwrap();
    let output = ulam(&["config", "--config", file, "--set", "gateway.requests_per_second=7"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let printed = text(&output.stdout);
    assert!(
        printed.contains("burst: 300") && printed.contains("requests_per_second: 7"),
        "{printed}"
    );
    assert!(!printed.contains("geheim"), "{printed}");

    let output = ulam(&["config", "--set", "gateway.bursts=1"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("bursts"));
    let output = ulam(&[
        "serve",
        "--services",
        "nothing",
        "--data",
        folder.path().join("d").to_str().unwrap(),
    ]);
    assert_eq!(output.status.code(), Some(6));
    assert!(text(&output.stderr).contains("there is no service 'nothing'"));
}

#[test]
fn tables_are_brought_up_to_date_any_number_of_times() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    let start = [
        "serve",
        "--data",
        data,
        "--listen",
        "127.0.0.1:0",
        "--set",
        "database.migrate_at_start=false",
    ];
    let output = ulam_ending(&start);
    assert_eq!(output.status.code(), Some(6));
    assert!(text(&output.stderr).contains("ulam migrate"), "{}", text(&output.stderr));
    for _ in 0..2 {
        let output = ulam(&["migrate", "--data", data]);
        assert!(output.status.success(), "{}", text(&output.stderr));
    }
}

/// Uploads a workbook; the file's id.
async fn uploaded(stack: &Stack, token: &str) -> String {
    let bytes = std::fs::read(repository_file("examples/cash-flow/cash-flow.xlsx")).unwrap();
    let part = reqwest::multipart::Part::bytes(bytes).file_name("cash-flow.xlsx");
    let form = reqwest::multipart::Form::new().part("file", part);
    let sent =
        stack.request("POST", "/api/v2/files/upload").bearer_auth(token).multipart(form).send();
    let answer = sent.await.unwrap();
    assert!(answer.status().is_success(), "{}", answer.status());
    let answer: Value = answer.json().await.unwrap();
    answer["id"].as_str().unwrap().to_string()
}

#[tokio::test]
async fn a_backup_made_while_it_runs_brings_everything_back() {
    let mut stack = Stack::start(Shape::AllInOne, &[]);
    let token = stack.registered("ada").await;
    let id = uploaded(&stack, &token).await;
    let data = stack.data.path().join("data");
    let backup = stack.data.path().join("backup.ulam");
    let output = ulam(&["backup", backup.to_str().unwrap(), "--data", data.to_str().unwrap()]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(std::fs::metadata(&backup).unwrap().permissions().mode() & 0o777, 0o600);
    let again = ulam(&["backup", backup.to_str().unwrap(), "--data", data.to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(5), "a backup is never written over");

    let in_use = ulam(&["restore", backup.to_str().unwrap(), "--data", data.to_str().unwrap()]);
    assert_eq!(in_use.status.code(), Some(6), "data is never written over");
    stack.stop();
    std::fs::remove_dir_all(&data).unwrap();
    let output = ulam(&["restore", backup.to_str().unwrap(), "--data", data.to_str().unwrap()]);
    assert!(output.status.success(), "{}", text(&output.stderr));

    let folder = std::mem::replace(&mut stack.data, tempfile::tempdir().unwrap());
    drop(stack);
    let stack = Stack::start_on(folder, Shape::AllInOne, &[], &[]);
    // The same account, the same session, the same bytes.
    let sign_in = json!({"method": "password", "email": "ada@example.com",
        "password": "a long passphrase of ada 7391"});
    let answer = stack.request("POST", "/api/v2/auth/login").json(&sign_in).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let answer: Value = answer.json().await.unwrap();
    let token = answer["session"]["access_token"].as_str().unwrap();
    let download = stack.request("GET", &format!("/api/v2/files/{id}/download")).bearer_auth(token);
    let bytes = download.send().await.unwrap().bytes().await.unwrap();
    let original = std::fs::read(repository_file("examples/cash-flow/cash-flow.xlsx")).unwrap();
    assert!(bytes == original, "the file came back as it was");
}

#[tokio::test]
async fn data_of_an_older_version_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    // Made before results kept exports, and any service an audit log (`data/make_older_backup.py`).
    let backup = repository_file("cli/tests/data/older.ulam");
    let output = ulam(&["restore", backup.to_str().unwrap(), "--data", data]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let unchanged = ["--set", "database.migrate_at_start=false", "--listen", "127.0.0.1:0"];
    let refused = ulam_ending(&[&["serve", "--data", data][..], &unchanged].concat());
    assert_eq!(refused.status.code(), Some(6));
    let message = text(&refused.stderr);
    assert!(message.contains("the tables of service identity"), "{message}");
    assert!(message.contains("run `ulam migrate`"), "{message}");
    let holds = |service: &str, words: &str| {
        let files = std::fs::read_dir(format!("{data}/{service}")).unwrap();
        files.filter_map(Result::ok).any(|file| {
            let bytes = std::fs::read(file.path()).unwrap();
            bytes.windows(words.len()).any(|window| window == words.as_bytes())
        })
    };
    // Where the run's input is, and the title of a notification.
    let content = [
        ("results", "Inputs!C24"),
        ("simulations", "Inputs!C24"),
        ("compute", "Inputs!C24"),
        ("notifications", "Older run is done"),
    ];
    for (service, words) in content {
        assert!(holds(service, words), "{words} is in the clear before");
    }
    let output = ulam(&["migrate", "--data", data]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    for (service, words) in content {
        assert!(!holds(service, words), "{words} is sealed");
    }

    let stack = Stack::start_on(folder, Shape::AllInOne, &["database.migrate_at_start=false"], &[]);
    let sign_in = json!({"method": "password", "email": "ada@example.com",
        "password": "a long passphrase of ada 7391"});
    let answer = stack.request("POST", "/api/v2/auth/login").json(&sign_in).send().await.unwrap();
    let answer: Value = answer.json().await.unwrap();
    let token = answer["session"]["access_token"].as_str().unwrap().to_string();
    let ask = |method: &str, path: String, body: Value| {
        let request = stack.request(method, &path).bearer_auth(&token);
        let request = if body.is_null() { request } else { request.json(&body) };
        async move {
            let answer = request.send().await.unwrap();
            let (status, text) = (answer.status(), answer.text().await.unwrap());
            assert!(status.is_success(), "{path}: {status} {text}");
            serde_json::from_str::<Value>(&text).unwrap_or_default()
        }
    };
    let results = ask("GET", "/api/v2/results".to_string(), Value::Null).await;
    assert_eq!(results["items"][0]["name"], "Older run", "{results}");
    let id = results["items"][0]["id"].as_str().unwrap().to_string();
    let picture = ask("GET", format!("/api/v2/results/{id}/histogram"), Value::Null).await;
    assert_eq!(picture["count"], 1_000);
    let told = ask("GET", "/api/v2/notifications".to_string(), Value::Null).await;
    assert_eq!(told["items"][0]["title"], "Older run is done", "{told}");
    // What the new tables are for.
    let share = json!({"grants": [], "link": {}});
    ask("PUT", format!("/api/v2/results/{id}/shares"), share).await;
    ask("POST", format!("/api/v2/results/{id}/export"), json!({"format": "csv"})).await;
    let output = ulam(&["audit", "--data", data]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let (audited, made) = (text(&output.stdout), format!("link.created success  result {id}"));
    assert!(audited.contains("sign_in.accepted") && audited.contains(&made), "{audited}");
}

#[tokio::test]
async fn the_audit_log_tells_what_happened_and_shows_where_it_was_changed() {
    let mut stack = Stack::start_in(Shape::AllInOne, Database::Sqlite, &[]);
    let token = stack.registered("ada").await;
    let signed_in = |password: &'static str| {
        let body = json!({"method": "password", "email": "ada@example.com", "password": password});
        stack.request("POST", "/api/v2/auth/login").json(&body).send()
    };
    let right = "a long passphrase of ada 7391";
    let (accepted, refused) =
        (signed_in(right).await.unwrap(), signed_in("a wrong passphrase").await.unwrap());
    assert_eq!((accepted.status().as_u16(), refused.status().as_u16()), (200, 401));
    let request = refused.headers()["x-correlation-id"].to_str().unwrap().to_string();
    let body = json!({"name": "Nightly upload", "permissions": ["files:read"]});
    let sent = stack.request("POST", "/api/v2/api-keys").bearer_auth(&token).json(&body).send();
    let made: Value = sent.await.unwrap().json().await.unwrap();
    let (key, secret) = (&made["key"]["id"], made["secret"].as_str().unwrap());

    // Nobody's token, and one whose signature was changed.
    let (payload, _) = token.rsplit_once('.').unwrap();
    for wrong in ["nonsense", &format!("{payload}.AAAA")] {
        let sent = stack.request("GET", "/api/v2/files").bearer_auth(wrong).send().await;
        assert_eq!(sent.unwrap().status(), 401);
    }

    let data = stack.data.path().join("data");
    let data = data.to_str().unwrap();
    let output = ulam(&["audit", "--data", data, "--json"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let printed = text(&output.stdout);
    for hidden in ["ada@example.com", right, "a wrong passphrase", secret, &token, "Nightly"] {
        assert!(!printed.contains(hidden), "{hidden}: {printed}");
    }
    let lines: Vec<Value> =
        printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let entry = |action: &str, outcome: &str| {
        let is_it = |line: &&Value| line["action"] == action && line["outcome"] == outcome;
        lines.iter().rfind(is_it).unwrap_or_else(|| panic!("{action} in {printed}")).clone()
    };
    let registered = entry("user.registered", "success");
    let (user, tenant) = (&registered["actor"], &registered["tenant_id"]);
    let accepted = entry("sign_in.accepted", "success");
    assert_eq!((&accepted["actor"], &accepted["detail"]), (user, &json!("password")));
    let refused = entry("sign_in.refused", "refused");
    assert_eq!((&refused["actor"], &refused["object_id"]), (&Value::Null, user));
    assert_eq!(
        (&refused["detail"], &refused["client_address"]),
        (&json!("wrong-credentials"), &json!("127.0.0.1"),)
    );
    assert_eq!(refused["correlation_id"], request);
    let created = entry("api_key.created", "success");
    assert_eq!(created["actor_kind"], "user");
    assert!(created["credential_id"].is_string(), "the session: {created}");
    assert_eq!(
        (&created["object_id"], &created["actor"], &created["tenant_id"]),
        (key, user, tenant,)
    );
    let wrong = entry("access_token.refused", "refused");
    assert_eq!(
        (&wrong["detail"], &wrong["client_address"], &wrong["actor"]),
        (&json!("not valid"), &json!("127.0.0.1"), &Value::Null)
    );
    let tokens = lines.iter().filter(|line| line["action"] == "access_token.refused");
    assert_eq!(tokens.count(), 2, "{printed}");
    let logs: Vec<_> = lines.iter().filter(|line| line["type"] == "log").collect();
    assert!(logs.len() == 8 && logs.iter().all(|log| log["is_whole"] == true), "{printed}");

    let later = ulam(&["audit", "--data", data, "--since", "2100-01-01T00:00:00Z"]);
    let later = text(&later.stdout);
    assert!(!later.contains("api_key") && later.contains("identity: "), "{later}");
    for (wrong, code) in [("--since=yesterday", 2), ("--service=gateway", 2)] {
        assert_eq!(ulam(&["audit", "--data", data, wrong]).status.code(), Some(code), "{wrong}");
    }

    assert!(stack.stop());
    let file = stack.data.path().join("data/identity/identity.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    let word = b"sign_in.refused";
    let place = bytes.windows(word.len()).position(|bytes| bytes == word).expect("the entry");
    bytes[place] = b'S';
    std::fs::write(&file, bytes).unwrap();
    let output = ulam(&["audit", "--data", data]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("Sign_in.refused"), "{}", text(&output.stdout));
    let message = text(&output.stderr);
    let first = format!("the audit log of identity is broken: entry {} ", refused["sequence"]);
    assert!(message.contains(&first), "{message}");
    assert!(ulam(&["audit", "--data", data, "--service", "files"]).status.success());
    let nowhere = ulam(&["audit", "--data", stack.data.path().to_str().unwrap()]);
    assert_eq!(nowhere.status.code(), Some(6), "{}", text(&nowhere.stderr));
    assert!(text(&nowhere.stderr).contains("master key"));
}

#[tokio::test]
async fn shares_links_downloads_webhooks_and_deletions_are_in_the_audit_log() {
    let stack = Stack::start_in(Shape::AllInOne, Database::Postgres, &[]);
    let token = stack.registered("ada").await;
    let ask = |method: &'static str, path: String, body: Value| {
        let sent = stack.request(method, &path).bearer_auth(&token).json(&body).send();
        async move {
            let answer = sent.await.unwrap();
            assert!(answer.status().is_success(), "{method} {path}: {}", answer.status());
            answer.json::<Value>().await.unwrap_or_default()
        }
    };
    let file = uploaded(&stack, &token).await;
    let path = format!("/api/v2/files/{file}");
    ask("GET", format!("{path}/download"), Value::Null).await;
    let shares = json!({"grants": [{"subject": {"kind": "tenant"}, "access": "view"}], "link": {}});
    let shared = ask("PUT", format!("{path}/permissions"), shares).await;
    let link = format!("{path}/download?share={}", shared["link"]["token"].as_str().unwrap());
    assert!(stack.get(&link).await.status().is_success());
    ask("PUT", format!("{path}/permissions"), json!({})).await;
    ask("DELETE", path, Value::Null).await;
    let webhooks = "/api/v2/notifications/webhooks";
    let wish = json!({"url": "https://hooks.example.com/ulam", "events": ["*"]});
    let webhook = ask("POST", webhooks.to_string(), wish).await["webhook"]["id"].clone();
    let webhook = webhook.as_str().unwrap();
    ask("DELETE", format!("{webhooks}/{webhook}"), Value::Null).await;

    let data = stack.data.path().join("data");
    let database = format!("database.url={}", Database::Postgres.url(&data).unwrap());
    let told = |service: &str| {
        let data = data.to_str().unwrap();
        let service = ["audit", "--json", "--data", data, "--set", &database, "--service", service];
        let output = ulam(&service);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let lines = text(&output.stdout);
        let entry = |line: &str| {
            let line: Value = serde_json::from_str(line).unwrap();
            let word = |name: &str| line[name].as_str().unwrap_or_default().to_string();
            (line["type"] == "entry").then(|| {
                (word("action"), word("object_id"), word("detail"), word("actor").contains("link:"))
            })
        };
        lines.lines().filter_map(entry).collect::<Vec<_>>()
    };
    let expected = |entries: &[(&str, &str, bool)], object: &str| {
        let full = |(action, detail, by_link): &(&str, &str, bool)| {
            (action.to_string(), object.to_string(), detail.to_string(), *by_link)
        };
        entries.iter().map(full).collect::<Vec<_>>()
    };
    // One's own download is nobody else's business.
    let of_file = [
        ("share.changed", "tenant: view", false),
        ("link.created", "", false),
        ("file.downloaded", "", true),
        ("share.changed", "", false),
        ("link.revoked", "", false),
        ("file.deleted", "", false),
    ];
    assert_eq!(told("files"), expected(&of_file, &file));
    let of_webhook = [("webhook.created", "", false), ("webhook.deleted", "", false)];
    assert_eq!(told("notifications"), expected(&of_webhook, webhook));
}

/// Changes a service's database beside the server.
async fn execute(database: Database, data: &Path, service: &str, sql: &str) -> u64 {
    let url = database.url(data).map(Secret::new);
    let url = DatabaseConfiguration { url, ..DatabaseConfiguration::default() };
    let on = sea_orm::Database::connect(database_url(&url, data, service)).await.unwrap();
    let executed = on.execute_unprepared(sql).await.unwrap();
    on.close().await.unwrap();
    executed.rows_affected()
}

#[tokio::test]
async fn an_event_that_died_is_listed_and_offered_again() {
    for database in Database::ALL {
        let stack = Stack::start_in(Shape::AllInOne, database, &[]);
        let data = stack.data.path().join("data");
        let place = match database.url(&data) {
            Some(url) => format!("database.url={url}"),
            None => "database.connections_max=2".to_string(),
        };
        let folder = data.to_str().unwrap();
        let events = |more: &[&str]| {
            ulam(&[&["events", "--data", folder, "--set", &place][..], more].concat())
        };
        let output = events(&[]);
        assert_eq!(text(&output.stdout), "0 dead, 0 aside\n", "{}", text(&output.stderr));

        // Workbooks can't handle anything until its table is back.
        let token = stack.registered("ada").await;
        let file = uploaded(&stack, &token).await;
        execute(database, &data, "workbooks", "ALTER TABLE workbooks RENAME TO elsewhere").await;
        let path = format!("/api/v2/files/{file}");
        let sent = stack.request("DELETE", &path).bearer_auth(&token).send().await.unwrap();
        assert!(sent.status().is_success(), "{}", sent.status());
        // As after a day of attempts: the next failure is the last.
        let a_day_later = "UPDATE outbox_deliveries SET strikes = 1451, next_attempt_us = 0 \
                           WHERE consumer = 'workbooks' AND state = 0 AND attempts > 0";
        eventually("it is tried", Duration::from_secs(20), || async {
            execute(database, &data, "files", a_day_later).await == 1
        })
        .await;
        let dead = || {
            let output = events(&["--json", "--service", "files", "--consumer", "workbooks"]);
            assert!(output.status.success(), "{}", text(&output.stderr));
            let event = serde_json::from_str::<Value>(&text(&output.stdout)).ok();
            event.filter(|event| event["state"] == "dead")
        };
        eventually("it dies", Duration::from_secs(20), || async { dead().is_some() }).await;
        let event = dead().unwrap();
        assert_eq!(
            (&event["service"], &event["event_type"], &event["last_error"]),
            (&json!("files"), &json!("file.deleted"), &json!("status 500"))
        );
        assert!(event["attempts"].as_i64().unwrap() >= 2 && event["emitted_at"].is_string());
        let id = event["id"].as_str().unwrap();
        let printed = text(&events(&[]).stdout);
        let expected = [" files → workbooks file.deleted dead ", id, "1 dead, 0 aside"];
        assert!(expected.iter().all(|text| printed.contains(text)), "{printed}");

        execute(database, &data, "workbooks", "ALTER TABLE elsewhere RENAME TO workbooks").await;
        let wrong = events(&["--redeliver", "--id", "another"]);
        assert_eq!(wrong.status.code(), Some(2), "{}", text(&wrong.stdout));
        assert!(text(&wrong.stderr).contains("no event is dead with the id another"));
        assert!(dead().is_some());
        let output = events(&["--redeliver", "--id", id]);
        assert_eq!(text(&output.stdout), "1 dead event is offered again.\n");
        eventually("it is taken", Duration::from_secs(20), || async {
            text(&events(&[]).stdout) == "0 dead, 0 aside\n"
        })
        .await;
        let output = events(&["--redeliver"]);
        assert_eq!(text(&output.stdout), "0 dead events are offered again.\n");
    }
    let nowhere = tempfile::tempdir().unwrap();
    let output = ulam(&["events", "--data", nowhere.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(6), "{}", text(&output.stderr));
    assert_eq!(std::fs::read_dir(nowhere.path()).unwrap().count(), 0, "nothing is made");
}

#[test]
fn what_is_no_backup_is_refused_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.ulam");
    let target = folder.path().join("data");
    for content in [&b"no archive"[..], b""] {
        std::fs::write(&file, content).unwrap();
        let output = ulam(&["restore", file.to_str().unwrap(), "--data", target.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(3));
    }
    // An archive with a path that leads out of the folder.
    let mut archive = zip::ZipWriter::new(std::fs::File::create(&file).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    let manifest = json!({"format": 1, "version": "0", "created_at": "x", "files": 1, "bytes": 1});
    archive.start_file("ulam-backup.json", options).unwrap();
    std::io::Write::write_all(&mut archive, manifest.to_string().as_bytes()).unwrap();
    archive.start_file("../escaped", options).unwrap();
    std::io::Write::write_all(&mut archive, b"x").unwrap();
    archive.finish().unwrap();
    let output = ulam(&["restore", file.to_str().unwrap(), "--data", target.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    assert!(!target.exists() && !folder.path().join("escaped").exists());
}

#[tokio::test]
async fn the_demonstration_is_prepared_once() {
    let mut stack = Stack::start_with(Shape::AllInOne, &[], &["--demo"]);
    for start in 0..2 {
        let body = json!({"method": "demo"});
        let answer = stack.request("POST", "/api/v2/auth/login").json(&body).send().await.unwrap();
        let answer: Value = answer.json().await.unwrap();
        let token = answer["session"]["access_token"].as_str().unwrap().to_string();
        let list = |path: &'static str| {
            let sent = stack.request("GET", path).bearer_auth(&token).send();
            async move {
                let page: Value = sent.await.unwrap().json().await.unwrap();
                page["items"].as_array().cloned().unwrap_or_default()
            }
        };
        // Half a million trials and their sensitivities, in a debug build.
        eventually("six examples are simulated", Duration::from_secs(400), || async {
            let runs = list("/api/v2/simulations?limit=200").await;
            runs.iter().filter(|run| run["status"]["state"] == "completed").count() == 6
        })
        .await;
        assert_eq!(list("/api/v2/files?limit=200").await.len(), 6, "start {start}");
        assert_eq!(list("/api/v2/workbooks?limit=200").await.len(), 6, "start {start}");
        if start == 0 {
            stack.stop();
            let folder = std::mem::replace(&mut stack.data, tempfile::tempdir().unwrap());
            stack = Stack::start_on(folder, Shape::AllInOne, &[], &["--demo"]);
            tokio::time::sleep(Duration::from_secs(3)).await;
        }
    }
}
