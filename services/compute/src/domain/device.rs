//! The devices that tasks run on: the processors of this machine.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Instant;

/// Processor time in the kernel's files is in hundredths of a second on every Linux.
const TICKS_PER_SECOND: f64 = 100.0;

/// The processors of this machine.
pub struct Cpu {
    /// Its id, the same after a restart.
    pub id: String,
    /// What its maker calls it.
    pub name: String,
    /// Threads that compute.
    pub threads: usize,
    /// The best instruction set that blocks can use.
    pub instruction_set: &'static str,
    measured: Mutex<Measured>,
}

struct Measured {
    at: Instant,
    cpu_seconds: f64,
    utilization: f64,
}

impl Cpu {
    /// This machine's, with so many threads; 0 for one a processor.
    pub fn of_this_machine(host: &str, threads: usize) -> Cpu {
        let available = || std::thread::available_parallelism().map_or(1, usize::from);
        let threads = if threads == 0 { available() } else { threads }.clamp(1, 1024);
        let measured =
            Measured { at: Instant::now(), cpu_seconds: cpu_seconds(), utilization: 0.0 };
        Cpu {
            id: format!("{host}-cpu"),
            name: model_name().unwrap_or_else(|| std::env::consts::ARCH.to_string()),
            threads,
            instruction_set: instruction_set(),
            measured: Mutex::new(measured),
        }
    }

    /// Share of the threads that this process kept busy since the last call, or over the last
    /// seconds.
    pub fn utilization(&self) -> f64 {
        let mut measured = self.measured.lock().unwrap_or_else(PoisonError::into_inner);
        let elapsed = measured.at.elapsed().as_secs_f64();
        if elapsed >= 1.0 {
            let now = cpu_seconds();
            let share = (now - measured.cpu_seconds) / elapsed / self.threads as f64;
            *measured = Measured {
                at: Instant::now(),
                cpu_seconds: now,
                utilization: share.clamp(0.0, 1.0),
            };
        }
        measured.utilization
    }
}

/// What this machine is called.
pub fn host_name() -> String {
    let read = |path: &str| std::fs::read_to_string(path).ok();
    let name = read("/proc/sys/kernel/hostname").or_else(|| read("/etc/hostname"));
    let name = name.map(|name| name.trim().to_string()).filter(|name| !name.is_empty());
    name.unwrap_or_else(|| "localhost".to_string())
}

fn model_name() -> Option<String> {
    let text = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    let name = line.split_once(':')?.1.trim();
    (!name.is_empty()).then(|| name.to_string())
}

/// Seconds of processor time that this process has used.
fn cpu_seconds() -> f64 {
    // proc(5): after the name in parentheses, the 12th and 13th fields are user and system time.
    let read = || {
        let text = std::fs::read_to_string("/proc/self/stat").ok()?;
        let mut fields = text.rsplit_once(')')?.1.split_whitespace().skip(11);
        let user: f64 = fields.next()?.parse().ok()?;
        let system: f64 = fields.next()?.parse().ok()?;
        Some((user + system) / TICKS_PER_SECOND)
    };
    read().unwrap_or(0.0)
}

#[cfg(target_arch = "x86_64")]
fn instruction_set() -> &'static str {
    if std::arch::is_x86_feature_detected!("avx512f") {
        "avx512"
    } else if std::arch::is_x86_feature_detected!("avx2") {
        "avx2"
    } else {
        "sse2"
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn instruction_set() -> &'static str {
    if cfg!(target_arch = "aarch64") { "neon" } else { "scalar" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_is_described() {
        let cpu = Cpu::of_this_machine("here", 3);
        assert_eq!((cpu.id.as_str(), cpu.threads), ("here-cpu", 3));
        assert!(!cpu.name.is_empty() && !cpu.instruction_set.is_empty());
        assert!((0.0..=1.0).contains(&cpu.utilization()));
        assert!(Cpu::of_this_machine("here", 0).threads >= 1);
    }
}
