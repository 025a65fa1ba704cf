//! `ulam client` against a real server: the words and the output of the local commands.

#[path = "support/stack.rs"]
mod stack;

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use stack::{Shape, Stack, repository_file};

/// Runs the program with a configuration folder of its own.
fn ulam(home: &Path, arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ulam"));
    command.args(arguments).env("XDG_CONFIG_HOME", home).env("NO_COLOR", "1");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().expect("the program runs");
    process.stdin.take().expect("its input").write_all(input.as_bytes()).expect("input is read");
    process.wait_with_output().expect("the program ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn succeeded(output: Output) -> String {
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

#[tokio::test]
async fn a_run_on_the_server_shows_what_a_local_run_shows() {
    let stack = Stack::start(Shape::AllInOne, &[]);
    stack.registered("ada").await;
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let nobody = ulam(home, &["client", "results", "1"], "");
    assert_eq!(nobody.status.code(), Some(6));
    assert!(text(&nobody.stderr).contains("ulam client login"));

    let login = ["client", "login", &stack.url, "--email", "ada@example.com", "--password-stdin"];
    let wrong = ulam(home, &login, "not the password at all\n");
    assert_eq!(wrong.status.code(), Some(6), "{}", text(&wrong.stderr));
    let signed = succeeded(ulam(home, &login, "a long passphrase of ada 7391\n"));
    assert!(signed.contains("ada@example.com"), "{signed}");
    let kept = home.join("ulam/client.json");
    assert_eq!(std::fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(!std::fs::read_to_string(&kept).unwrap().contains("passphrase"));

    let workbook = repository_file("examples/cash-flow/cash-flow.xlsx");
    let model = repository_file("examples/cash-flow/cash-flow.yaml");
    let (workbook, model) = (workbook.to_str().unwrap(), model.to_str().unwrap());
    let words = ["simulate", workbook, "--model", model, "--trials", "5000"];
    let local = succeeded(ulam(home, &words, ""));
    let there = succeeded(ulam(home, &[&["client"][..], &words].concat(), ""));
    // The same numbers: the same seed gives the same bits anywhere. Times and pictures aside.
    let line = |output: &str, cell: &str| {
        let line = output
            .lines()
            .find(|line| line.starts_with(cell))
            .unwrap_or_else(|| panic!("{cell}: {output}"));
        line.split_whitespace()
            .filter(|word| word.parse::<f64>().is_ok() || word.contains(','))
            .map(str::to_string)
            .collect::<Vec<_>>()
    };
    for cell in ["Model!D23", "Model!D24"] {
        assert_eq!(line(&there, cell), line(&local, cell), "{there}\n{local}");
    }

    let json = |output: String| serde_json::from_str::<Value>(&output).expect("JSON");
    let local = json(succeeded(ulam(home, &[&words[..], &["--json"]].concat(), "")));
    let there = json(succeeded(ulam(home, &[&["client"][..], &words, &["--json"]].concat(), "")));
    for key in ["trials", "seed", "sampling", "inputs", "probabilities"] {
        assert_eq!(there[key], local[key], "{key}");
    }
    assert_eq!(there["outputs"][0]["mean"], local["outputs"][0]["mean"]);
    assert_eq!(there["outputs"][0]["sensitivity"], local["outputs"][0]["sensitivity"]);

    let id = there["simulation_id"].as_str().unwrap();
    let again = json(succeeded(ulam(home, &["client", "results", id, "--json"], "")));
    assert_eq!(again["outputs"], there["outputs"]);
    let watched = json(succeeded(ulam(home, &["client", "watch", id, "--json"], "")));
    assert_eq!(watched["state"], "completed");

    let first = json(succeeded(ulam(home, &["client", "upload", workbook, "--json"], "")));
    let second = json(succeeded(ulam(home, &["client", "upload", workbook, "--json"], "")));
    assert_eq!(first["id"], second["id"], "the same content is uploaded once");

    succeeded(ulam(home, &["client", "logout"], ""));
    assert!(!kept.exists());
}

#[tokio::test]
async fn an_api_key_signs_in_and_a_server_that_is_not_there_is_named() {
    let stack = Stack::start(Shape::AllInOne, &[]);
    let token = stack.registered("ada").await;
    let body = serde_json::json!({"name": "test", "permissions": ["files:read", "files:write"]});
    let sent = stack.request("POST", "/api/v2/api-keys").bearer_auth(&token).json(&body).send();
    let created: Value = sent.await.unwrap().json().await.unwrap();
    let secret = created["secret"].as_str().unwrap_or_else(|| panic!("{created}"));
    let folder = tempfile::tempdir().unwrap();
    let login = ["client", "login", &stack.url, "--api-key-file", "-"];
    succeeded(ulam(folder.path(), &login, &format!("{secret}\n")));
    let workbook = repository_file("examples/loan/loan.xlsx");
    succeeded(ulam(folder.path(), &["client", "upload", workbook.to_str().unwrap()], ""));
    // The key may not run simulations.
    let simulate = ["client", "simulate", workbook.to_str().unwrap(), "--output", "A1"];
    assert_eq!(ulam(folder.path(), &simulate, "").status.code(), Some(6));
    drop(stack);
    let gone = ulam(folder.path(), &["client", "upload", workbook.to_str().unwrap()], "");
    assert_eq!(gone.status.code(), Some(6));
    assert!(text(&gone.stderr).contains("can't be reached"), "{}", text(&gone.stderr));
}
