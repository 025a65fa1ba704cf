//! Start and memory.

use std::time::Duration;

use crate::server::Server;
use crate::statistics::{median, megabytes};
use crate::{Options, Outcome, row};

/// The machine in one line.
pub fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let cpuinfo = read("/proc/cpuinfo");
    let model = cpuinfo.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model.map_or("unknown processor", |line| line.trim_start_matches([' ', '\t', ':']));
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    let load = read("/proc/loadavg");
    let load = load.split(' ').next().unwrap_or("?").to_string();
    format!("{count} x {model}, load {load}\n")
}

/// What all processors have done since the machine started, in ticks.
pub struct Processors {
    idle: u64,
    all: u64,
}

impl Processors {
    /// Until now (Linux's `/proc/stat`; nothing elsewhere).
    pub fn now() -> Processors {
        let stat = std::fs::read_to_string("/proc/stat").unwrap_or_default();
        let line = stat.lines().next().unwrap_or_default();
        let ticks: Vec<u64> =
            line.split_whitespace().filter_map(|tick| tick.parse().ok()).collect();
        // The fourth is idle, the fifth waits for the disk.
        Processors { idle: ticks.iter().skip(3).take(2).sum(), all: ticks.iter().sum() }
    }

    /// The share of the time since `before` in which they were busy.
    pub fn busy_since(&self, before: &Processors) -> f64 {
        let all = self.all.saturating_sub(before.all).max(1);
        1.0 - self.idle.saturating_sub(before.idle) as f64 / all as f64
    }
}

/// From the start of the process to "ready": on nothing, and on data that is there.
pub async fn start(options: &Options) -> Outcome {
    let repetitions = if options.is_quick { 2 } else { 5 };
    let (mut first, mut again) = (Vec::new(), Vec::new());
    for _ in 0..repetitions {
        let data = tempfile::tempdir()?;
        first.push(Server::start(options, data.path(), &[])?.ready_after.as_secs_f64());
        let server = Server::start(options, data.path(), &[])?;
        let health = reqwest::get(format!("{}/health", server.url)).await?;
        if !health.status().is_success() {
            return Err(
                format!("a server that is ready is not healthy: {}", health.status()).into()
            );
        }
        again.push(server.ready_after.as_secs_f64());
    }
    row("first start to ready", &format!("{:.2} s", median(&mut first)), "< 2 s");
    row("start to ready", &format!("{:.2} s", median(&mut again)), "< 2 s");
    Ok(())
}

/// Memory of all services in one process that nobody asks anything.
pub async fn memory(options: &Options) -> Outcome {
    let data = tempfile::tempdir()?;
    let server = Server::start(options, data.path(), &[])?;
    tokio::time::sleep(Duration::from_secs(if options.is_quick { 3 } else { 15 })).await;
    row("memory, idle", &megabytes(server.resident_bytes()), "< 150 MB");
    Ok(())
}
