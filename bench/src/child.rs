//! Measurements that need a process of their own, so that its largest memory is theirs alone: this
//! program starts itself again.

use std::path::Path;
use std::process::Command;

use serde::{Deserialize, Serialize};

use crate::extremes;
use crate::loading::{self, Reader};
use crate::measure::peak_memory_bytes;
use crate::memory;

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

/// What a child measures.
pub enum Task<'a> {
    /// Reads and calculates a large workbook of so many rows.
    Load(Reader, u32, &'a Path),
    /// Reads and calculates any workbook.
    LoadExtreme(&'a Path),
    /// Simulates so many trials of a workbook.
    Simulate(usize, &'a Path),
}

impl Measured {
    /// Fills in this process's largest memory.
    pub fn new(read_seconds: f64, run_seconds: f64, result: f64) -> Measured {
        Measured { read_seconds, run_seconds, peak_memory_bytes: peak_memory_bytes(), result }
    }
}

/// Measures in a process of its own.
///
/// # Errors
/// The last line that it said when it failed.
pub fn measure(task: &Task) -> Result<Measured, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(program);
    command.arg(FLAG);
    match task {
        Task::Load(reader, rows, path) => {
            command.args(["load", reader.name(), &rows.to_string()]).arg(path)
        }
        Task::LoadExtreme(path) => command.arg("load-extreme").arg(path),
        Task::Simulate(trials, path) => command.args(["simulate", &trials.to_string()]).arg(path),
    };
    let output = command.output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        let last = message.lines().rev().find(|line| !line.trim().is_empty());
        return Err(last.map_or_else(|| output.status.to_string(), str::to_string));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())
}

/// What such a process does.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let measured = match arguments {
        [kind, reader, rows, path] if kind == "load" => {
            let reader = Reader::ALL.into_iter().find(|known| known.name() == reader);
            let rows = rows.parse().map_err(|_| "the number of rows is no number")?;
            loading::load(reader.ok_or("unknown reader")?, rows, Path::new(path))?
        }
        [kind, path] if kind == "load-extreme" => extremes::load(Path::new(path))?,
        [kind, trials, path] if kind == "simulate" => {
            let trials = trials.parse().map_err(|_| "the number of trials is no number")?;
            memory::simulate(Path::new(path), trials)?
        }
        _ => return Err("wrong arguments".to_string()),
    };
    let text = serde_json::to_string(&measured).map_err(|error| error.to_string())?;
    println!("{text}");
    Ok(())
}
