//! The program as a server, on a temporary folder and free ports.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Options, Outcome};

/// A server that runs; killed when dropped.
pub struct Server {
    /// Where it listens.
    pub url: String,
    process: Child,
    /// From the start of the process to its word that it is ready.
    pub ready_after: Duration,
}

/// A port that nobody listens at now.
pub fn free_port() -> Outcome<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

impl Server {
    /// Starts all services in one process on this data folder.
    pub fn start(options: &Options, data: &Path, settings: &[&str]) -> Outcome<Server> {
        Server::start_services(options, data, settings, &[], free_port()?)
    }

    /// Starts some services, the gateway listening on `port`.
    pub fn start_services(
        options: &Options,
        data: &Path,
        settings: &[&str],
        services: &[&str],
        port: u16,
    ) -> Outcome<Server> {
        let mut command = Command::new(program(&options.program)?);
        command.arg("serve").arg("--data").arg(data);
        command.args(["--listen", &format!("127.0.0.1:{port}"), "--set", "log.filter=error"]);
        for setting in settings {
            command.args(["--set", setting]);
        }
        if !services.is_empty() {
            command.args(["--services", &services.join(",")]);
        }
        let began = Instant::now();
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let output = process.stdout.take().ok_or("no standard output")?;
        let mut lines = BufReader::new(output).lines();
        let is_ready = lines.by_ref().map_while(Result::ok).any(|l| l.starts_with("Ulam is ready"));
        let ready_after = began.elapsed();
        // Whoever writes into a pipe that nobody reads is ended.
        std::thread::spawn(move || lines.for_each(drop));
        let server = Server { url: format!("http://127.0.0.1:{port}"), process, ready_after };
        if is_ready { Ok(server) } else { Err("the server did not start".into()) }
    }

    /// The process's memory that is held (resident), in bytes.
    pub fn resident_bytes(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
        kib.unwrap_or(0) << 10
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn program(path: &Path) -> Outcome<PathBuf> {
    path.canonicalize().map_err(|error| format!("{}: {error}", path.display()).into())
}
