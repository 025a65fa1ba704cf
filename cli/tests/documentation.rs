//! Every `ulam` command in the documentation runs, and every `make` command exists.

use std::path::{Path, PathBuf};
use std::process::Command;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The documents that people read: README.md, and those of the folders.
fn documents() -> Vec<PathBuf> {
    let root = repository();
    let mut documents = vec![root.join("README.md"), root.join("ARCHITECTURE.md")];
    let mut folders = vec![root.join("examples"), root.join("docs"), root.join("bench")];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                documents.push(path);
            }
        }
    }
    documents
}

/// The lines of a document's shell blocks, without comments; lines that end in `\` are joined.
fn commands(document: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(document).expect("a readable document");
    let mut commands = Vec::new();
    let mut is_shell = false;
    let mut open: Option<String> = None;
    for line in text.lines() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            is_shell = matches!(language.trim(), "sh" | "bash" | "shell" | "console");
            continue;
        }
        if !is_shell {
            continue;
        }
        let line = line.trim().trim_start_matches("$ ");
        let line = match open.take() {
            Some(start) => format!("{start} {line}"),
            None => line.to_string(),
        };
        match line.strip_suffix('\\') {
            Some(start) => open = Some(start.trim_end().to_string()),
            None if !line.is_empty() && !line.starts_with('#') => commands.push(line),
            None => {}
        }
    }
    commands
}

fn run(command: &str, folder: &Path) -> Result<(), String> {
    let binary = Path::new(env!("CARGO_BIN_EXE_ulam"));
    let binaries = binary.parent().expect("a folder").display().to_string();
    let path = format!("{binaries}:{}", std::env::var("PATH").unwrap_or_default());
    let output = Command::new("bash")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", path)
        .output()
        .map_err(|error| format!("{command}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{command}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr)))
}

/// A copy of the examples in a folder of the test's own, so that commands can write beside them.
fn working_copy() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("ulam-documentation-{}", std::process::id()));
    let examples = repository().join("examples");
    let copy =
        format!("mkdir -p '{0}/out' && cp -r '{1}' '{0}'", folder.display(), examples.display());
    run(&copy, Path::new("/")).expect("a copy of the examples");
    folder
}

#[test]
fn every_command_in_the_documentation_runs() {
    let folder = working_copy();
    let mut failures = Vec::new();
    let mut count = 0;
    for document in documents() {
        for command in commands(&document) {
            let beside = if document.starts_with(repository().join("examples")) {
                let place = document.parent().expect("a folder");
                folder.join(place.strip_prefix(repository()).expect("in the repository"))
            } else {
                folder.clone()
            };
            // A client needs a server; cli/tests/client.rs has both.
            if command.starts_with("ulam client ") {
                continue;
            }
            let result = if command.starts_with("ulam serve") {
                // It runs until it is asked to stop. Ports are chosen by the system, so that tests
                // don't meet.
                let ports =
                    "--listen 127.0.0.1:0 --set mesh.ports.files=0 --set mesh.ports.workbooks=0";
                let command = command.replace("--listen 0.0.0.0:8080", "").replace(" --open", "");
                // One signal: to its whole group, `timeout` would send it twice, and the second ends a
                // server at once.
                let until = "timeout --foreground --preserve-status --signal=INT 8";
                run(&format!("{until} {command} {ports}"), &folder)
            } else if command.starts_with("ulam ") {
                // From the root, or from where the document is, whichever its paths are for.
                run(&command, &folder).or_else(|_| run(&command, &beside))
            } else if let Some(target) = command.strip_prefix("make ") {
                run(&format!("make --dry-run {target}"), &repository())
            } else {
                continue;
            };
            count += 1;
            failures.extend(result.err().map(|why| format!("{}: {why}", document.display())));
        }
    }
    std::fs::remove_dir_all(&folder).expect("a folder to remove");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(count > 10, "only {count} commands found");
}

#[test]
fn the_references_are_those_of_the_libraries() {
    for (command, subject) in
        [("functions", "functions"), ("distributions", "distributions"), ("check", "checks")]
    {
        let output = Command::new(env!("CARGO_BIN_EXE_ulam"))
            .args([command, "--markdown"])
            .output()
            .expect("a run");
        let generated = String::from_utf8(output.stdout).expect("text");
        let committed = repository().join(format!("docs/{subject}.md"));
        let committed = std::fs::read_to_string(committed).unwrap_or_default();
        assert!(generated == committed, "docs/{subject}.md is not up to date: run `make docs`");
    }
}
