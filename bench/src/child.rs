//! Measurements that need a process of their own, so that its largest memory is theirs alone: this
//! program starts itself again.

use std::ffi::OsStr;
use std::process::Command;

use serde::{Deserialize, Serialize};

use crate::measure::peak_memory_bytes;

/// First argument of such a process.
pub const FLAG: &str = "--measure-in-child";

/// What such a process prints.
#[derive(Debug, Serialize, Deserialize)]
pub struct Measured {
    /// Seconds to read the file.
    pub read_seconds: f64,
    /// Seconds to calculate it, or to simulate it.
    pub run_seconds: f64,
    /// Largest resident memory, in bytes.
    pub peak_memory_bytes: Option<u64>,
    /// A result to check.
    pub result: f64,
}

impl Measured {
    /// Fills in this process's largest memory.
    pub fn new(read_seconds: f64, run_seconds: f64, result: f64) -> Measured {
        Measured { read_seconds, run_seconds, peak_memory_bytes: peak_memory_bytes(), result }
    }
}

/// Measures in a process of its own, which gets these arguments.
///
/// # Errors
/// The last line that it said when it failed.
pub fn measure(arguments: &[&OsStr]) -> Result<Measured, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(program).arg(FLAG).args(arguments).output();
    let output = output.map_err(|error| error.to_string())?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        let last = message.lines().rev().find(|line| !line.trim().is_empty());
        return Err(last.map_or_else(|| output.status.to_string(), str::to_string));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())
}
