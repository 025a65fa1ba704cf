//! Servers of others, as processes: an OpenID Connect provider and a mail server of npm's, and a receiver
//! of webhooks.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::stack::repository_file;

const WAIT: Duration = Duration::from_secs(30);

/// A server in its own process. Dropped, it ends.
pub struct Server {
    process: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl Server {
    /// Starts one of the scripts in `tests/servers`.
    pub fn start(script: &str, arguments: &[&str]) -> Server {
        let folder = installed();
        let mut command = Command::new("node");
        command.arg(folder.join(script)).args(arguments).stdin(Stdio::piped());
        let started = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut process = started.expect("node runs");
        let output = process.stdout.take().expect("its output");
        let (tell, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let _ = tell.send(line);
            }
        });
        let input = process.stdin.take();
        Server { process, input, lines }
    }

    /// The next line that it prints.
    pub fn line(&self) -> String {
        self.lines.recv_timeout(WAIT).expect("a line of the server")
    }

    /// The next line as JSON.
    pub fn event(&self) -> Value {
        serde_json::from_str(&self.line()).expect("JSON")
    }

    /// What it prints within some time.
    pub fn lines_within(&self, time: Duration) -> Vec<String> {
        std::thread::sleep(time);
        self.lines.try_iter().collect()
    }

    /// Says a line to it.
    pub fn say(&mut self, line: &str) {
        writeln!(self.input.as_mut().expect("its input"), "{line}").expect("it listens");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The folder of the scripts, with what they need installed.
fn installed() -> PathBuf {
    let folder = repository_file("cli/tests/servers");
    // One test at a time installs.
    let guard = Path::new(env!("CARGO_TARGET_TMPDIR")).join("servers.lock");
    let guard = File::create(guard).expect("a file");
    guard.lock().expect("a lock");
    let wanted = std::fs::read(folder.join("package-lock.json")).expect("the list of packages");
    let mark = folder.join("node_modules/.installed-lock");
    if std::fs::read(&mark).ok().as_deref() != Some(&wanted) {
        let mut command = Command::new("npm");
        command.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&folder);
        assert!(
            command.status().expect("npm runs").success(),
            "the test servers are not installed"
        );
        std::fs::write(&mark, wanted).expect("a note of what is installed");
    }
    folder
}

/// A request that a receiver got.
#[derive(Clone, Debug)]
pub struct Received {
    pub head: String,
    pub body: String,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

/// Receives webhooks and answers each the same.
pub struct Receiving {
    pub url: String,
    pub requests: tokio::sync::mpsc::UnboundedReceiver<Received>,
}

impl Receiving {
    /// Listens, and answers with this status line and headers.
    pub async fn start(answer: &str) -> Receiving {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let (tell, requests) = tokio::sync::mpsc::unbounded_channel();
        let answer = format!("HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut bytes = Vec::new();
                while let Ok(read) = stream.read_buf(&mut bytes).await {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    if let Some((head, body)) = text.split_once("\r\n\r\n") {
                        let received = Received { head: head.to_string(), body: body.to_string() };
                        let length = received.header("content-length").map(str::to_string);
                        let length = length.and_then(|text| text.parse().ok()).unwrap_or(0);
                        if received.body.len() >= length {
                            let _ = tell.send(received);
                            break;
                        }
                    }
                    if read == 0 {
                        break;
                    }
                }
                let _ = stream.write_all(answer.as_bytes()).await;
                let _ = stream.shutdown().await;
            }
        });
        Receiving { url, requests }
    }

    /// The next request.
    pub async fn next(&mut self) -> Received {
        let next = tokio::time::timeout(WAIT, self.requests.recv()).await;
        next.expect("a request in time").expect("a request")
    }
}
