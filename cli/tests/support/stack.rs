//! The real program as a server: all services in one process, or each in its own.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Every service, in the order in which they are started.
pub const SERVICES: [&str; 9] = [
    "identity",
    "files",
    "workbooks",
    "compute",
    "results",
    "simulations",
    "saved-simulations",
    "notifications",
    "gateway",
];

/// Time to start: a debug build on a busy machine.
const START: Duration = Duration::from_secs(90);

/// Which processes run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    AllInOne,
    NineProcesses,
}

/// A running server with a data folder of its own. Dropped, it is killed and the folder removed.
pub struct Stack {
    pub url: String,
    pub data: tempfile::TempDir,
    pub http: reqwest::Client,
    ports: BTreeMap<&'static str, u16>,
    settings: Vec<String>,
    arguments: Vec<String>,
    processes: BTreeMap<&'static str, Child>,
    /// What the gateway's process wrote to standard output at its start.
    pub greeting: Vec<String>,
}

fn free_ports(count: usize) -> Vec<u16> {
    // Held together, so that none is given twice.
    let listeners: Vec<TcpListener> =
        (0..count).map(|_| TcpListener::bind("127.0.0.1:0").expect("a free port")).collect();
    listeners.iter().map(|listener| listener.local_addr().expect("an address").port()).collect()
}

impl Stack {
    /// Starts the server with these further settings (`key=value`).
    pub fn start(shape: Shape, settings: &[&str]) -> Stack {
        Stack::start_with(shape, settings, &[])
    }

    /// Starts the server with further settings and arguments such as `--demo`.
    pub fn start_with(shape: Shape, settings: &[&str], arguments: &[&str]) -> Stack {
        let data = tempfile::tempdir().expect("a folder");
        Stack::start_on(data, shape, settings, arguments)
    }

    /// Starts the server on data that is there.
    pub fn start_on(
        data: tempfile::TempDir,
        shape: Shape,
        settings: &[&str],
        arguments: &[&str],
    ) -> Stack {
        let ports: BTreeMap<&str, u16> =
            SERVICES.into_iter().zip(free_ports(SERVICES.len())).collect();
        let url = format!("http://127.0.0.1:{}", ports["gateway"]);
        let http =
            reqwest::Client::builder().timeout(Duration::from_secs(60)).build().expect("a client");
        let own = |text: &[&str]| text.iter().map(ToString::to_string).collect::<Vec<_>>();
        let mut stack = Stack {
            url,
            data,
            http,
            ports,
            settings: own(settings),
            arguments: own(arguments),
            processes: BTreeMap::new(),
            greeting: Vec::new(),
        };
        match shape {
            Shape::AllInOne => stack.run("gateway", None),
            Shape::NineProcesses => {
                SERVICES.iter().for_each(|service| stack.run(service, Some(service)))
            }
        }
        stack
    }

    /// Starts one service that is not running, in its own process.
    pub fn restart(&mut self, service: &'static str) {
        self.run(service, Some(service));
    }

    /// Ends the process of a service without warning (`kill -9`).
    pub fn kill(&mut self, service: &str) {
        let (_, mut process) = self.processes.remove_entry(service).expect("a process that runs");
        process.kill().expect("a process to kill");
        process.wait().expect("a process that ends");
    }

    /// Asks all processes to stop, and waits until they have; whether each said that all went well.
    pub fn stop(&mut self) -> bool {
        let mut went_well = true;
        for (service, process) in &mut self.processes {
            let pid = process.id().to_string();
            Command::new("kill").args(["-TERM", &pid]).status().expect("kill runs");
            let status = process.wait().expect("a process that ends");
            if !status.success() {
                eprintln!("{service}: {status}");
                went_well = false;
            }
        }
        self.processes.clear();
        went_well
    }

    /// The address of a service's own port.
    pub fn address(&self, service: &str) -> String {
        format!("http://127.0.0.1:{}", self.ports[service])
    }

    /// The id of the process of a service.
    pub fn pid(&self, service: &str) -> u32 {
        self.processes[service].id()
    }

    /// What the processes have logged.
    pub fn log(&self) -> String {
        let read =
            |service: &&str| std::fs::read_to_string(self.log_file(service)).unwrap_or_default();
        SERVICES.iter().map(read).collect()
    }

    fn log_file(&self, service: &str) -> PathBuf {
        self.data.path().join(format!("{service}.log"))
    }

    fn run(&mut self, name: &'static str, only: Option<&str>) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ulam"));
        for (key, _) in std::env::vars().filter(|(key, _)| key.starts_with("ULAM_")) {
            command.env_remove(key);
        }
        command.arg("serve").arg("--data").arg(self.data.path().join("data"));
        command.args(["--listen", &format!("127.0.0.1:{}", self.ports["gateway"])]);
        for (service, port) in &self.ports {
            command.args(["--set", &format!("mesh.ports.{service}={port}")]);
        }
        for setting in &self.settings {
            command.args(["--set", setting]);
        }
        command.args(&self.arguments);
        if let Some(service) = only {
            command.args(["--services", service]);
        }
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.log_file(name))
            .expect("a log file");
        let spawned = command.stdout(Stdio::piped()).stderr(log).stdin(Stdio::null()).spawn();
        let mut process = spawned.expect("the program runs");
        let output = process.stdout.take().expect("its standard output");
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let _ = tell.send(line);
            }
        });
        let deadline = Instant::now() + START;
        loop {
            match told.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    let is_ready = line.starts_with("Ulam is ready");
                    if name == "gateway" {
                        self.greeting.push(line);
                    }
                    if is_ready {
                        break;
                    }
                }
                Err(_) => {
                    let _ = process.kill();
                    panic!("{name} is not ready: {}", self.log());
                }
            }
        }
        self.processes.insert(name, process);
        if name == "gateway" {
            // The administrator's link follows at once, at the first start.
            while let Ok(line) = told.recv_timeout(Duration::from_millis(100)) {
                self.greeting.push(line);
            }
        }
    }

    /// A request to a path of the gateway.
    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let method = reqwest::Method::from_bytes(method.as_bytes()).expect("a method");
        self.http.request(method, format!("{}{path}", self.url))
    }

    /// GETs.
    pub async fn get(&self, path: &str) -> reqwest::Response {
        self.request("GET", path).send().await.expect("an answer")
    }

    /// Registers a user; their access token.
    pub async fn registered(&self, name: &str) -> String {
        let body = json!({
            "email": format!("{name}@example.com"),
            "password": format!("a long passphrase of {name} 7391"),
            "name": name,
        });
        let answer = self
            .request("POST", "/api/v2/auth/register")
            .json(&body)
            .send()
            .await
            .expect("an answer");
        let status = answer.status();
        let answer: Value = answer.json().await.expect("JSON");
        assert!(status.is_success(), "registering {name}: {status} {answer}");
        answer["session"]["access_token"].as_str().expect("a token").to_string()
    }

    /// The administrator's access token, by the link of the first start.
    pub async fn administrator(&self) -> String {
        let line = self.greeting.iter().find(|line| line.contains("token="));
        let line = line.unwrap_or_else(|| panic!("a link in {:?}", self.greeting));
        let token = line.rsplit("token=").next().expect("a token");
        let body = json!({"method": "link", "token": token});
        let answer =
            self.request("POST", "/api/v2/auth/login").json(&body).send().await.expect("an answer");
        let answer: Value = answer.json().await.expect("JSON");
        answer["session"]["access_token"]
            .as_str()
            .unwrap_or_else(|| panic!("a session: {answer}"))
            .to_string()
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        for process in self.processes.values_mut() {
            let _ = process.kill();
            let _ = process.wait();
        }
        if std::thread::panicking() {
            eprintln!("{}", self.log());
        }
    }
}

/// Waits until something holds.
pub async fn eventually<F: Future<Output = bool>>(
    what: &str,
    within: Duration,
    mut holds: impl FnMut() -> F,
) {
    let deadline = Instant::now() + within;
    while !holds().await {
        assert!(Instant::now() < deadline, "{what}: not within {within:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// A file of the repository.
pub fn repository_file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}
